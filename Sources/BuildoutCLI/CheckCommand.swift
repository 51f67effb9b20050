import ArgumentParser
import Buildout
import Reporting
import ScenarioFormat

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read a scenario and list all its faults and warnings, without simulating.",
    discussion: """
      Prints a summary of a scenario that can be simulated. Otherwise every fault is printed on standard \
      error, each as file:line:column, and the exit code is 65.

      A warning tells of something that can be simulated but is probably a mistake, such as a pool that no \
      step uses or a target that no trial can meet. Warnings are printed in the same way; the exit code \
      stays 0.

      EXAMPLES
        buildout check city.yaml
        buildout check city.yaml --strict
        buildout check city.yaml --lang zh
      """)

  @OptionGroup var scenario: ScenarioArgument

  @Flag(help: "Treat warnings as faults: exit code 65.")
  var strict = false

  @OptionGroup var spoken: LanguageOption

  func run() async throws {
    let input = try ScenarioInput(scenario.path)
    if strict, !input.warnings.isEmpty {
      throw ScenarioFileError(input.document.warnings(as: .error))
    }
    for warning in input.warnings {
      StandardStreams.report(warning.description(in: spoken.lang) + "\n")
    }
    try StandardStreams.print(
      spoken.lang == .zh ? CheckCommand.chineseSummary(input) : CheckCommand.summary(input))
  }

  static func chineseSummary(_ input: ScenarioInput) -> String {
    let scenario = input.document.scenario
    let soft = scenario.targets.count { $0.firmness == .soft }
    let counts = input.document.inputCounts
    let options = input.document.optionNames
    let steps = scenario.programmes.reduce(0) { $0 + $1.steps.count }
    return """
      通过检查：\(scenario.id)，\(scenario.calendar.start) 至 \(scenario.calendar.end)
        项目 \(scenario.programmes.count) 个，环节 \(steps) 个
        目标 \(scenario.targets.count) 项：刚性目标 \(scenario.targets.count - soft) 项，方向性目标 \(soft) 项
        风险 \(scenario.risks.count) 个，因素 \(scenario.factors.count) 个，资源池 \(scenario.pools.count) 个
        目标以外的输入 \(counts.total) 项：有文件依据 \(counts.documents) 项，取自同类项目的实际数据（参照类） \
      \(counts.referenceClasses) 项，假设 \(counts.assumptions) 项\
      \(counts.unstated == 0 ? "" : "，未注明依据 \(counts.unstated) 项")\
      \(counts.promises == 0 ? "" : "；另有 \(counts.promises) 项只是重述目标值")\
      \(options.isEmpty ? "" : "\n  备选措施 \(options.count) 项：\(options.map(\.id).joined(separator: "、"))")\
      \(input.warnings.isEmpty ? "" : "\n  警告 \(input.warnings.count) 条")

      """
  }

  static func summary(_ input: ScenarioInput) -> String {
    let scenario = input.document.scenario
    let soft = scenario.targets.count { $0.firmness == .soft }
    let counts = input.document.inputCounts
    let options = input.document.optionNames
    let names = options.map(\.id).joined(separator: ", ")
    let steps = scenario.programmes.reduce(0) { $0 + $1.steps.count }
    func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
      "\(number) " + (number == 1 ? one : many ?? one + "s")
    }
    return """
      ok: \(scenario.id), \(scenario.calendar.start) to \(scenario.calendar.end)
        \(count(scenario.programmes.count, "programme")) with \(count(steps, "step"))
        \(count(scenario.targets.count, "target")): \(scenario.targets.count - soft) firm, \(soft) soft
        \(count(scenario.risks.count, "risk")), \(count(scenario.factors.count, "factor")), \
      \(count(scenario.pools.count, "pool"))
        \(count(counts.total, "input")) besides the targets: \
      \(counts.documents) from documents, \(counts.referenceClasses) from reference classes, \
      \(count(counts.assumptions, "assumption"))\
      \(counts.unstated == 0 ? "" : ", \(counts.unstated) without a basis")\
      \(counts.promises == 0 ? "" : "; \(counts.promises) more restate a promise")\
      \(options.isEmpty ? "" : "\n  \(count(options.count, "option")): \(names)")\
      \(input.warnings.isEmpty ? "" : "\n  \(count(input.warnings.count, "warning"))")

      """
  }
}

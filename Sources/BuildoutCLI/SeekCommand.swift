import ArgumentParser
import Buildout
import Reporting
import Sampling
import ScenarioFormat

struct SeekCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seek",
    abstract: "Find the least value of one number with which a target is likely enough.",
    discussion: """
      Answers questions such as: how many crews are enough for a probability of 80 %? Tries values of one \
      number of the scenario on the same random draws and prints the least value with which the target \
      reaches the probability, with its interval. Where the probability falls as the value grows, the \
      greatest such value is printed. The answer says so when no value of the range is enough, and when \
      the probability both rises and falls over the values tried.

      --vary names the number by its path, as options do. A path may lead into a distribution: \
      programmes.roads.steps.build.takes.pert.1 is the mode, \
      programmes.stations.steps.build.rate.poisson the mean.

      Servers, the number of units of a cohort and the capacity of a whole pool are tried in whole numbers, \
      as is any number where the scenario's value and both ends of the range are whole. Other numbers are \
      tried in steps of half a percent or less. --step sets another step. The search begins with values over \
      the whole range and then closes in on the answer.

      EXAMPLES
        buildout seek city.yaml --vary pools.crews.capacity --between 10..30 --target roads-km
        buildout seek city.yaml --vary risks.land.chance --between 0..0.4 --target all --probability 0.5
        buildout seek city.yaml --vary pools.crews.capacity --between 10..30 --target roads-km \
      --option night-shift
        buildout seek city.yaml --vary pools.budget.capacity --between 40..80 --step 2.5 \
      --target sector:transport
      """)

  @OptionGroup var scenario: ScenarioArgument

  @Option(help: .init("The number to vary.", valueName: "path"))
  var vary: String

  @OptionGroup var carriedOut: PlanOption

  // A range may begin with a minus sign.
  @Option(
    parsing: .unconditional,
    help: .init("The least and the greatest value to try.", valueName: "low..high"),
    transform: ValueRange.init(argument:))
  var between: ValueRange

  @Option(
    help: .init(
      "The target by its id, or all (all firm targets together), sector:ID or group:ID.",
      valueName: "id"))
  var target: String

  @Option(help: "The probability to reach, above 0 and below 1.")
  var probability = 0.8

  @Option(help: .init("The step from one value to the next.", valueName: "number"))
  var step: Double?

  @OptionGroup var known: ActualsOptions
  @OptionGroup var draws: DrawOptions
  @OptionGroup var whole: NoShareOption
  @OptionGroup var report: ReportOptions

  /// What to do for two numbers.
  static let twoNumbers: Message =
    "seek varies one number. For the best of two, write each as an option with 'add' and 'units' and what one "
    + "unit costs, and ask buildout choose; with a range of budgets it prints the cheapest pair for each result."

  func validate() throws {
    guard !vary.contains(",") else {
      throw ValidationError("\(SeekCommand.twoNumbers) (--vary \(vary))")
    }
    guard probability > 0, probability < 1 else {
      throw ValidationError(
        "--probability is \(Fault.text(probability)), it must be above 0 and below 1.")
    }
  }

  func run() async throws {
    let input = try ScenarioInput(scenario.path)
    let document = input.document
    let goal = try input.goal(target)
    let (stated, option) = try input.plan(withOption: carriedOut.option)
    let vary = document.path(titled: vary)
    let current: Double
    do { current = try document.number(at: vary, option: option?.id) } catch {
      throw usage("--vary", error)
    }
    let grid = try grid(of: vary, current, document)
    func variant(_ value: Double) throws -> Scenario {
      if value == current { return stated.scenario }
      do throws(ScenarioFileError) {
        return try document.setting([ScenarioChange(vary, value)], option: option?.id)
      } catch { throw usage("--between", error) }
    }
    // What is wrong with the range is said of its ends, which the user wrote.
    for end in [grid.low, grid.high] { _ = try variant(end) }
    let (plan, provenance) = try await known.plan(
      input, draws.settings(), report.lang, withOption: option)
    let bar = ProgressBar(total: draws.trials, language: report.lang)
    defer { bar.finish() }
    let search = try await plan.seek(
      goal, probability: probability, in: grid, current: current, draws.settings(),
      progress: { bar.update($1) },
      variant: variant)
    bar.finish()
    let page = Report(
      search, path: vary, current: current, option: option, language: report.lang,
      provenance: provenance)
    try StandardStreams.print(
      report.text(
        page,
        json: search.json(path: vary, current: current, option: option?.id, provenance)))
  }

  private func grid(of vary: String, _ current: Double, _ document: ScenarioDocument) throws
    -> ValueGrid
  {
    let isCount = document.countsUnits(at: vary)
    if isCount, let step, step != step.rounded() {
      throw Failure(
        code: .usage,
        message: "\(vary) counts units, and --step is \(Fault.text(step)); give a whole number")
    }
    var (low, high) = (between.low, between.high)
    if isCount || step == nil && document.isWholePool(at: vary) {
      (low, high) = (low.rounded(.up), high.rounded(.down))
      guard low < high else {
        throw Failure(
          code: .usage,
          message: "\(vary) is tried in whole numbers, and --between holds fewer than two; widen it"
        )
      }
    }
    let isWhole = isCount || [current, low, high].allSatisfy { $0 == $0.rounded() }
    guard
      let grid = ValueGrid(
        from: low, to: high, step: step ?? (isWhole ? 1 : nil), isOfCounts: isCount)
    else {
      throw Failure(
        code: .usage,
        message:
          "--step is \(Fault.text(step ?? 0)), it must be above 0 and at most the range of --between, and not "
          + "all but nothing beside it")
    }
    return grid
  }

  /// A fault of the scenario that an argument brings about.
  private func usage(_ option: String, _ error: ScenarioFileError) -> Failure {
    let words = error.issues[0].fault.words
    return Failure(
      code: .usage,
      message: "\(option): \(words.problem); \(words.consequence); \(words.remedy)")
  }
}

/// Two numbers, the lesser first, written `LOW..HIGH`.
struct ValueRange: Hashable {
  let low: Double
  let high: Double

  init(argument: String) throws {
    let example = "write the least and the greatest value, such as 10..30 or 0.2..0.8"
    let parts = argument.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { throw ValidationError(example) }
    let ends = try parts.map { part in
      guard let end = Double(part), end.magnitude <= 1e15 else {
        let isPercentage = part.hasSuffix("%")
        throw ValidationError(
          "'\(part)' is no number to try; \(isPercentage ? "a percentage is written as a share, 50 % as 0.5" : example)"
        )
      }
      return end
    }
    guard ends[0] != ends[1] else {
      throw ValidationError("both ends are \(parts[0]), which leaves nothing to vary; \(example)")
    }
    guard ends[0] < ends[1] else {
      throw ValidationError(
        "the first number must be the lesser one; write \(parts[1])..\(parts[0])")
    }
    low = ends[0]
    high = ends[1]
  }
}

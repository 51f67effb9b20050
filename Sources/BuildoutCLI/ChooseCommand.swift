import ArgumentParser
import Buildout
import Reporting
import Sampling
import ScenarioFormat

struct ChooseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "choose",
    abstract: "Find the best use of a budget among the options of a scenario.",
    discussion: """
      Answers: we have so much money, what is the best we can do with it? Looks at the combinations of the \
      options under 'options:' that keep within the budget, and at how many units of those that have 'units:', \
      all on the same random draws. Prints the best, the next best and the difference between \
      them. It then lists all that cannot be told from the best, the cheapest first. With a range of budgets it prints the best for \
      every sum of the range and what each step buys.

      Where there are too many combinations to look at each, the search goes from the best found to those that \
      differ from it in one or two decisions. Options that only name others are always looked at. The best are judged in fresh trials that played no part in the \
      choice: as many as --trials, or up to four times as many where that costs little. The answer says how much was looked at.

      With --actuals, options begin in the month after the last that is known.

      With --out, the answer is also written to a folder: choice.txt, choice.md (and both in Chinese as \
      choice.zh.txt, choice.zh.md), choice.csv and choice.json, with their list in buildout.sha256.

      EXAMPLES
        buildout choose city.yaml --budget 200
        buildout choose city.yaml --budget 0..250 --for all
        buildout choose city.yaml --budget 60 --for sector:transport --trials 40000
        buildout choose city.yaml --budget 0..250 --format json > choice.json
        buildout choose city.yaml --budget 60 --actuals actuals.csv
      """)

  @OptionGroup var scenario: ScenarioArgument

  @Option(
    parsing: .unconditional,
    help: .init(
      "The most money to spend over the horizon, or low..high for every sum between. (default: the scenario's)",
      valueName: "sum|low..high"),
    transform: BudgetRange.init(argument:))
  var budget: BudgetRange?

  @Option(
    name: .customLong("for"),
    help: .init(
      """
      What to make as good as the money allows: targets-met (how many firm targets are met on average), all \
      (all of them together), sector:ID, group:ID or a target's id.
      """, valueName: "aim"))
  var aim = "targets-met"

  @OptionGroup var known: ActualsOptions
  @OptionGroup var draws: DrawOptions
  @OptionGroup var whole: NoShareOption
  @OptionGroup var report: ReportOptions
  @OptionGroup var destination: FolderOption

  /// What goes to a folder, by name.
  static let fileNames = OutputFile.names("choice", sheets: ["choice"])

  func run() async throws {
    let folder = try destination.folder(for: ChooseCommand.fileNames)
    let input = try ScenarioInput(scenario.path)
    let aim = try aim(input)
    guard let sums = budget?.range ?? input.document.budget else {
      throw Failure(
        code: .usage,
        message:
          "how much money is there? Give it by --budget, such as --budget 200, or write 'budget: 200' under "
          + "'scenario:'")
    }
    let settings = draws.settings()
    let (plan, provenance) = try await known.plan(input, settings, report.lang)
    let choice = try await ChooseCommand.choice(
      plan, input, budget: sums, aim, settings, report.lang)
    try report.give(
      report.text(
        Report(choice, language: report.lang, provenance: provenance),
        json: choice.json(provenance)),
      ChooseCommand.files(choice, provenance, csv: report.lang), to: folder
    ) {
      "Wrote the choice to \($0)"
    }
  }

  /// Looks for the best, with a progress bar.
  static func choice(
    _ plan: Plan, _ input: ScenarioInput, budget: ClosedRange<Double>, _ aim: Aim,
    _ settings: RunSettings, _ language: Language
  ) async throws -> Choice {
    let document = input.document
    let levers = document.levers
    guard !levers.isEmpty else {
      throw Failure(
        code: .usage,
        message: "the scenario has no options; add some under 'options:', such as "
          + "'crews: {add: {pools.crews.capacity: 1}, units: 10, cost: {monthly: .2}}'")
    }
    let bar = ProgressBar(total: Choice.mostRuns * settings.trials, language: language)
    defer { bar.finish() }
    return try await plan.choose(
      among: levers, named: document.bundles, budget: budget, for: aim, settings
    ) {
      bar.update($0)
    } carryOut: {
      try document.carryingOut($0)
    }
  }

  /// What goes to a folder.
  static func files(_ choice: Choice, _ provenance: Provenance, csv: Language) -> [OutputFile] {
    OutputFile.every("choice", csv: csv) {
      Report(choice, language: $0, provenance: provenance)
    } json: {
      choice.json(provenance)
    }
  }

  private func aim(_ input: ScenarioInput) throws -> Aim {
    guard aim == "targets-met" else { return .goal(try input.goal(aim)) }
    guard input.plan.scenario.targets.contains(where: { $0.firmness == .firm }) else {
      throw Failure(
        code: .usage, message: "the scenario has no firm target; name one by its id with --for")
    }
    return .targetsMet
  }
}

/// A sum of money, or two with the lesser first, written `200` or `0..250`.
struct BudgetRange: Hashable {
  let range: ClosedRange<Double>

  init(argument: String) throws {
    if argument.contains("..") {
      let ends = try ValueRange(argument: argument)
      range = ends.low...ends.high
      return
    }
    guard let sum = Double(argument), sum.magnitude <= 1e15 else {
      throw ValidationError(
        "'\(argument)' is no sum of money; write a number such as 200, or a range such as 0..250")
    }
    range = sum...sum
  }
}

import ArgumentParser
import Buildout
import Reporting
import ScenarioFormat

struct BottlenecksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bottlenecks",
    abstract: "Show which pools are short, when, and what one more unit would gain.",
    discussion: """
      Prints for every pool of the scenario what it is asked for, what it grants and what is left, how often \
      some step waits for it and in which months, and how many more firm targets are met with one more of it in \
      every month, on the same random draws. The pool that lacks the greatest part of what is asked \
      stands first. Where an option enlarges a pool and has a cost, a further target is priced.

      With --actuals, one more of a pool is there from the month after the last that is known.

      --format csv prints one row per pool; JSON has every month as well.

      EXAMPLES
        buildout bottlenecks city.yaml
        buildout bottlenecks city.yaml --trials 40000 --lang zh
        buildout bottlenecks city.yaml --format json > bottlenecks.json
        buildout bottlenecks city.yaml --actuals actuals.csv
      """)

  @OptionGroup var scenario: ScenarioArgument
  @OptionGroup var known: ActualsOptions
  @OptionGroup var draws: DrawOptions
  @OptionGroup var whole: NoShareOption
  @OptionGroup var report: ReportOptions

  func run() async throws {
    let input = try ScenarioInput(scenario.path)
    let settings = draws.settings()
    let (plan, provenance) = try await known.plan(input, settings, report.lang)
    let bar = ProgressBar(total: settings.trials, language: report.lang)
    defer { bar.finish() }
    let found = try await plan.bottlenecks(
      settings, costs: input.document.poolCosts(from: plan.firstOpenMonth)
    ) {
      bar.update($0)
    }
    bar.finish()
    guard let bottlenecks = found else {
      throw Failure(
        code: .usage,
        message: "no programme of the scenario uses a pool; nothing is shared that could be short")
    }
    try StandardStreams.print(
      report.text(
        Report(bottlenecks, language: report.lang, provenance: provenance),
        json: bottlenecks.json(provenance)))
  }

  /// What goes to a folder, by name.
  static let fileNames = OutputFile.names("bottlenecks", sheets: ["bottlenecks", "load"])

  /// What goes to a folder.
  static func files(
    _ bottlenecks: Bottlenecks, _ provenance: Provenance, csv: Language
  ) -> [OutputFile] {
    OutputFile.every("bottlenecks", csv: csv) {
      Report(bottlenecks, language: $0, provenance: provenance)
    } json: {
      bottlenecks.json(provenance)
    }
  }
}

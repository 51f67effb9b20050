import ArgumentParser
import Buildout
import Reporting

struct DriversCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drivers",
    abstract: "Say why targets are at risk: what each risk, factor and pool does to them.",
    discussion: """
      Prints what drives the number of firm targets met, then the strongest drivers of each target. With \
      --target, every driver of that target is printed.

      Each risk is simulated twice on the plan's own random draws: switched off, and certain to happen. \
      Risks are ranked by what their absence would bring; the effect of a certain risk stands beside it. \
      Factors and pools are compared between the fifth of the trials in which they were lowest and the \
      fifth in which they were highest.

      Each risk takes up to two more runs of the programmes that it can affect. A plan with fifteen risks \
      that affect everything takes about thirty times as long as buildout run with as many trials; a \
      single target takes far less. So 2,000 trials are made unless --trials says otherwise, the same as \
      in the pack of buildout report. Factors and pools take one run of at most 16,384 trials. For a pool \
      that is the same in every trial, the output says instead whether one more of it would help, as in \
      buildout bottlenecks.

      EXAMPLES
        buildout drivers city.yaml
        buildout drivers city.yaml --target roads-km
        buildout drivers city.yaml --trials 10000 --lang zh
        buildout drivers city.yaml --format csv > drivers.csv
      """)

  @OptionGroup var scenario: ScenarioArgument

  @Option(help: .init("Look at this target only, and list all its drivers.", valueName: "id"))
  var target: String?

  @Option(
    help: "Number of trials, 1 to 1,000,000,000. (default: 2000)", transform: WholeNumber.read)
  var trials = DriversCommand.usualTrials

  @OptionGroup var known: ActualsOptions
  @OptionGroup var seeded: SeedOptions
  @OptionGroup var whole: NoShareOption
  @OptionGroup var report: ReportOptions

  /// Each risk takes up to two runs, so what moves the targets is looked at in fewer trials.
  static let usualTrials = 2_000

  func validate() throws { try DrawOptions.validate(trials: trials) }

  func run() async throws {
    let input = try ScenarioInput(scenario.path)
    let target = try target.map(input.target)
    let settings = seeded.settings(trials: trials)
    let (plan, provenance) = try await known.plan(input, settings, report.lang)
    let bar = ProgressBar(total: settings.trials, language: report.lang)
    defer { bar.finish() }
    let drivers = try await plan.drivers(settings, of: target.map { [$0] }) {
      bar.update($0)
    }
    let bottlenecks =
      drivers.hasFixedPool
      ? try await plan.bottlenecks(
        settings, costs: input.document.poolCosts(from: plan.firstOpenMonth)
      ) {
        bar.update($0)
      } : nil
    bar.finish()
    try StandardStreams.print(text(drivers, bottlenecks, provenance))
  }

  private func text(
    _ drivers: Drivers, _ bottlenecks: Bottlenecks?, _ provenance: Provenance
  ) -> String {
    report.text(
      Report(drivers, bottlenecks: bottlenecks, language: report.lang, provenance: provenance),
      json: drivers.json(provenance))
  }

  /// What goes to a folder, by name.
  static let fileNames = OutputFile.names("drivers", sheets: ["drivers"])

  /// What goes to a folder.
  static func files(
    _ drivers: Drivers, _ bottlenecks: Bottlenecks?, _ provenance: Provenance, csv: Language
  ) -> [OutputFile] {
    OutputFile.every("drivers", csv: csv) {
      Report(drivers, bottlenecks: bottlenecks, language: $0, provenance: provenance)
    } json: {
      drivers.json(provenance)
    }
  }
}

extension Drivers {
  /// Whether a pool that can move a target is the same in every trial.
  fileprivate var hasFixedPool: Bool {
    ((targetsMet.map { [$0] } ?? []) + targets).contains { tornado in
      tornado.effects.contains { effect in
        if case .pool = effect.driver { effect.span == nil } else { false }
      }
    }
  }
}

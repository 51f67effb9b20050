import Buildout
import Reporting
import ScenarioFormat

extension CompareCommand {
  /// Simulates one share of the comparison and writes it.
  func work(_ job: ShareJob) async throws {
    let input = try ScenarioInput(scenario.path)
    let options = try CompareCommand.chosen(options, input)
    let settings = draws.settings()
    var kept: [(String, [UInt8])] = [(ShareFolder.scenarioName, input.bytes)]
    var table: KeptActuals?
    var plan = input.plan
    if let actuals = try known.read(input.document.scenario, report.lang)?.actuals {
      ActualsOptions.tell(options, ofNoUseIn: input.document.scenario, actuals, report.lang)
      let actuals = KeptActuals(actuals, of: input.document.scenario)
      plan = try await plan.given(
        try actuals.read(input.document.scenario, report.lang), settings)
      kept.append((ShareFolder.actualsName, actuals.bytes))
      table = actuals
    }
    try await job.work(
      PartialComparison(plan, options, seed: settings.seed),
      of: job.run(
        .compare, input, options: options.map(\.id), actuals: table.map { ($0.bytes, $0.asOf) },
        settings), kept: kept, settings)
  }
}

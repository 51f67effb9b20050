import Buildout
import Reporting
import ScenarioFormat

extension RunCommand {
  /// Simulates one share of the run and writes it.
  func work(_ job: ShareJob) async throws {
    let input = try ScenarioInput(scenario.path)
    let (plan, option) = try input.plan(withOption: choice.option)
    let settings = draws.settings()
    let options = option.map { [$0.id] } ?? []
    let scenario = (ShareFolder.scenarioName, input.bytes)
    guard let known = try known.read(input.document.scenario, report.lang)?.actuals else {
      return try await job.work(
        PartialForecast(plan, seed: settings.seed, option: option?.id),
        of: job.run(.run, input, options: options, actuals: nil, settings), kept: [scenario],
        settings)
    }
    ActualsOptions.tell(
      option.map { [$0] } ?? [], ofNoUseIn: input.document.scenario, known, report.lang)
    let kept = KeptActuals(known, of: input.document.scenario)
    let given = try await input.plan.given(
      try kept.read(input.document.scenario, report.lang), settings, becoming: option?.scenario)
    try await job.work(
      PartialReforecast(given, beside: input.plan, seed: settings.seed, option: option?.id),
      of: job.run(
        .run, input, options: options, actuals: (kept.bytes, kept.asOf), settings),
      kept: [scenario, (ShareFolder.actualsName, kept.bytes)], settings)
  }
}

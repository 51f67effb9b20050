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

/// Actuals as they lie beside the shares that they are known in.
struct KeptActuals {
  let bytes: [UInt8]
  let asOf: Month

  init(bytes: [UInt8], asOf: Month) {
    self.bytes = bytes
    self.asOf = asOf
  }

  init(_ actuals: Actuals, of scenario: Scenario) {
    bytes = Array(ActualsTableWriter.kept(actuals, of: scenario).utf8)
    asOf = scenario.calendar.month(actuals.asOf)
  }

  func read(_ scenario: Scenario, _ language: Language) throws -> Actuals {
    try ActualsOptions.document(
      [ActualsFile(name: ShareFolder.actualsName, bytes: bytes)], of: scenario, asOf: asOf,
      language
    ).actuals
  }
}

import Buildout
import ScenarioFormat

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

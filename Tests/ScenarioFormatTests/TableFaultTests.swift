import Buildout
import Testing

@testable import ScenarioFormat

/// What is said of a table that must be refused, whole, in both languages.
@Suite("Faults of tables, of targets and of actuals") struct TableFaultTests {
  @Test func files() throws {
    var text = ""
    for (name, bytes) in TableFaultCases.files {
      let error = try #require(throws: TableFileError.self, "\(name)") {
        try Table.read(bytes)
      }
      text += Self.section(name, error.faults, \.fault) {
        $0.description(file: "plan.xlsx", in: $1)
      }
    }
    try Samples.expect(text, matches: "files.txt")
  }

  @Test func targets() throws {
    let calendar = try Buildout.Calendar(start: #require(Month("2026-01")), months: 12)
    var text = ""
    for (name, csv) in TableFaultCases.targets + [("a row for each mistake", DraftTests.mistakes)] {
      let error = try #require(throws: TableFileError.self, "\(name)") {
        try ScenarioDraft(tables: Table.read(Array(csv.utf8)), file: "plan.csv", calendar: calendar)
      }
      text += Self.section(name, error.faults, \.fault) { $0.description(file: "plan.csv", in: $1) }
    }
    try Samples.expect(text, matches: "targets.txt")
  }

  @Test func actuals() throws {
    let yaml = "Tests/Validation/actuals/E01.yaml"
    let scenario = try ScenarioDocument(bytes: Samples.bytes(yaml), file: yaml).scenario
    var text = ""
    var codes: Set<Buildout.Fault.Code> = []
    for (name, csv, asOf) in TableFaultCases.actuals {
      let error = try #require(throws: ActualsFileError.self, "\(name)") {
        try ActualsDocument(
          [ActualsFile(name: "june.csv", bytes: Array(csv.utf8))], of: scenario,
          asOf: asOf.flatMap { Month($0) })
      }
      codes.formUnion(error.issues.map(\.fault.code))
      text += Self.section(name, error.issues, \.fault) { $0.description(in: $1) }
    }
    #expect(
      codes == [
        .ambiguous, .conflict, .duplicate, .formula, .lookalike, .missing, .notMeasurable,
        .outOfRange, .outsideHorizon, .partOfUnit, .syntax, .unknownName, .wrongCount, .wrongKind,
      ])
    let files = [("may.csv", "id,2021-05\nroads-km,20\n"), ("june.csv", "id,2021-06\nbuilt,9\n")]
    let document = try ActualsDocument(
      files.map { ActualsFile(name: $0, bytes: Array($1.utf8)) }, of: scenario,
      asOf: Month("2021-05"))
    text += Self.section("what the scenario cannot reach", document.warnings, \.fault) {
      $0.description(in: $1)
    }
    text += Self.section("a file that came later", document.passedOver.map { [$0] } ?? [], \.fault)
    {
      $0.description(in: $1)
    }
    try Samples.expect(text, matches: "actuals.txt")
  }

  /// The codes of these faults, of which each has its try here.
  @Test func codesAreTold() throws {
    let told = try Set(TableFaultCases.files.flatMap { try Self.codes($0.bytes) })
    #expect(told == [.damaged, .encoding, .syntax, .tooMany, .wrongFormat])
    let calendar = try Buildout.Calendar(start: #require(Month("2026-01")), months: 12)
    func code(_ csv: String) throws -> [Buildout.Fault.Code] {
      let error = try #require(throws: TableFileError.self) {
        try ScenarioDraft(tables: Table.read(Array(csv.utf8)), file: "plan.csv", calendar: calendar)
      }
      return error.faults.map(\.fault.code)
    }
    #expect(
      try code(DraftTests.mistakes) == [
        .missing, .ambiguous, .ambiguous, .wrongKind, .wrongKind, .outsideHorizon, .outsideHorizon,
        .wrongKind, .outOfRange, .outOfRange, .ambiguous, .missing, .conflict, .tooMany, .formula,
        .outOfRange, .ambiguous, .conflict, .ambiguous, .wrongKind, .duplicate, .outOfRange,
        .conflict, .outOfRange,
      ])
  }

  private static func codes(_ bytes: [UInt8]) throws -> [Buildout.Fault.Code] {
    let error = try #require(throws: TableFileError.self) { try Table.read(bytes) }
    return error.faults.map(\.fault.code)
  }

  /// What is said of each in either language, once it is sure that all of it is in Chinese.
  private static func section<Found>(
    _ name: String, _ found: [Found], _ fault: (Found) -> Buildout.Fault,
    _ say: (Found, Language) -> String
  ) -> String {
    for one in found { ChineseTests.check(fault(one)) }
    return "== \(name)\n"
      + found.map { say($0, .en) + "\n" + say($0, .zh) + "\n" }.joined()
  }
}

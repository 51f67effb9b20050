import Buildout
import TestSupport
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
      text += Self.section(name, error.faults) { $0.description(file: "plan.xlsx", in: $1) }
    }
    #expect(try Snapshots().difference(of: text, from: "files.txt") == "")
  }

  @Test func targets() throws {
    let calendar = try Buildout.Calendar(start: #require(Month("2026-01")), months: 12)
    var text = ""
    for (name, csv) in TableFaultCases.targets + [("a row for each mistake", DraftTests.mistakes)] {
      let error = try #require(throws: TableFileError.self, "\(name)") {
        try ScenarioDraft(tables: Table.read(Array(csv.utf8)), file: "plan.csv", calendar: calendar)
      }
      text += Self.section(name, error.faults) { $0.description(file: "plan.csv", in: $1) }
    }
    #expect(try Snapshots().difference(of: text, from: "targets.txt") == "")
  }

  @Test func actuals() throws {
    let yaml = "Tests/Validation/actuals/E01.yaml"
    let scenario = try ScenarioDocument(bytes: Samples.bytes(yaml), file: yaml).scenario
    var text = ""
    for (name, csv, asOf) in TableFaultCases.actuals {
      let error = try #require(throws: ActualsFileError.self, "\(name)") {
        try ActualsDocument(
          [ActualsFile(name: "june.csv", bytes: Array(csv.utf8))], of: scenario,
          asOf: asOf.flatMap { Month($0) })
      }
      text += Self.section(name, error.issues) { $0.description(in: $1) }
    }
    let files = [("may.csv", "id,2021-05\nroads-km,20\n"), ("june.csv", "id,2021-06\nbuilt,9\n")]
    let document = try ActualsDocument(
      files.map { ActualsFile(name: $0, bytes: Array($1.utf8)) }, of: scenario,
      asOf: Month("2021-05"))
    text += Self.section("what the scenario cannot reach", document.warnings) {
      $0.description(in: $1)
    }
    text += Self.section("a file that came later", document.passedOver.map { [$0] } ?? []) {
      $0.description(in: $1)
    }
    #expect(try Snapshots().difference(of: text, from: "actuals.txt") == "")
  }

  private static func section<Fault>(
    _ name: String, _ faults: [Fault], _ say: (Fault, Language) -> String
  ) -> String {
    "== \(name)\n"
      + faults.map { say($0, .en) + "\n" + say($0, .zh) + "\n" }.joined()
  }
}

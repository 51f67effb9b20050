import Foundation
import Reporting
import Testing

@testable import Buildout

@Suite struct JSONTests {
  static let pages = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../Sources/Reporting/Reporting.docc").standardized

  private func parsed(_ json: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  private func keys(_ value: Any) -> Set<String> {
    if let object = value as? [String: Any] {
      return object.values.reduce(into: Set(object.keys)) { $0.formUnion(keys($1)) }
    }
    if let array = value as? [Any] { return array.reduce(into: []) { $0.formUnion(keys($1)) } }
    return []
  }

  @Test("What goes in comes out") func readsBack() throws {
    let forecast = try Fixture.forecast()
    let document = try parsed(
      forecast.json(sha256: Fixture.sha256, engineVersion: "0.1.0"))
    #expect(document["schema"] as? Int == 1)
    #expect(document["seed"] as? Int == 7)
    #expect(document["trials"] as? Int == 10_000)
    #expect(document["option"] is NSNull)
    let targets = try #require(document["targets"] as? [[String: Any]])
    #expect(targets.map { $0["id"] as? String } == forecast.targets.map { $0.target.id })
    #expect(targets[0]["probability"] as? Double == 0.6512)
    #expect((targets[0]["monthly"] as? [Any])?.count == 12)
    #expect(targets[1]["comparator"] as? String == ">")
    #expect(targets[4]["p90"] is NSNull)
    #expect(targets[4]["mean"] is NSNull)
    #expect(targets[7]["sector"] is NSNull)
    let joint = try #require(document["joint"] as? [[String: Any]])
    #expect(
      joint.map { $0["id"] as? String }
        == ["all", "sector:roads", "sector:schools", "sector:digital", "group:people"])
    let met = try #require(document["targetsMet"] as? [String: Any])
    let shares = try #require(met["distribution"] as? [Double])
    #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
  }

  @Test("Every key that is written stands in the page that documents it") func keysAreDocumented()
    throws
  {
    let forecast = try Fixture.forecast().json(sha256: "", engineVersion: "")
    let trace = try Fixture.trace().json(sha256: "", engineVersion: "")
    let drivers = try Fixture.drivers().json(sha256: "", engineVersion: "")
    let comparison = try Fixture.comparison().json(sha256: "", engineVersion: "")
    let search = try Fixture.searches()[0].json(
      path: "", current: 0, sha256: "", engineVersion: "")
    for (json, page) in [
      (forecast, "ForecastJSON.md"), (trace, "TraceJSON.md"), (drivers, "DriversJSON.md"),
      (comparison, "ComparisonJSON.md"), (search, "SeekJSON.md"),
      (try Fixture.register().json(sha256: "", engineVersion: ""), "AssumptionsJSON.md"),
    ] {
      let text = try String(
        contentsOf: JSONTests.pages.appendingPathComponent(page), encoding: .utf8)
      let undocumented = keys(try parsed(json)).filter { !text.contains("`\($0)`") }
      #expect(undocumented.isEmpty, "missing in \(page)")
    }
  }

  @Test func columnsAreDocumented() throws {
    let text = try String(
      contentsOf: JSONTests.pages.appendingPathComponent("ForecastCSV.md"), encoding: .utf8)
    let sheets =
      Report(try Fixture.forecast(), provenance: Fixture.provenance).sheets
      + Report(try Fixture.trace(), provenance: Fixture.provenance).sheets
      + Report(try Fixture.drivers(), provenance: Fixture.provenance).sheets
      + Report(try Fixture.register(), provenance: Fixture.provenance).sheets
    for sheet in sheets {
      #expect(text.contains("### \(sheet.id).csv"))
      let undocumented = sheet.columns.filter { !text.contains("`\($0.title)`") }
      #expect(undocumented.isEmpty, "missing for \(sheet.id).csv")
    }
  }

  @Test func seedsKeepEveryDigit() throws {
    let small = try Fixture.forecast()
    let forecast = Forecast(
      scenario: small.scenario, seed: .max, trials: small.trials, option: "night",
      targets: [], joint: [], targetsMet: small.targetsMet)
    let json = forecast.json(sha256: "", engineVersion: "")
    #expect(json.contains("\"seed\": 18446744073709551615,"))
    #expect(json.contains("\"option\": \"night\""))
    #expect(json.contains("\"targets\": []"))
  }
}

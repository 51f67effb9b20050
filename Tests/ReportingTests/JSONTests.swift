import Foundation
import Reporting
import TestSupport
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

  @Test("What goes in comes out") func readsBack() async throws {
    let forecast = try await Fixture.forecast()
    let document = try parsed(
      forecast.json(Fixture.origin))
    #expect(document["schema"] as? Int == 1)
    #expect(document["seed"] as? Int == 7)
    #expect(document["trials"] as? Int == 400)
    #expect(document["option"] is NSNull)
    let targets = try #require(document["targets"] as? [[String: Any]])
    #expect(targets.map { $0["id"] as? String } == forecast.targets.map { $0.target.id })
    func written(_ id: String) throws -> [String: Any] {
      try #require(targets.first { $0["id"] as? String == id })
    }
    let stations = try written("base-stations")
    #expect(stations["probability"] as? Double == forecast[target: "base-stations"].met.value)
    #expect((stations["monthly"] as? [Any])?.count == 6)
    #expect(try written("charging-piles")["comparator"] as? String == "<")
    #expect(try written("last-handover")["mean"] is NSNull)
    #expect(forecast[target: "last-handover"].mean == nil)
    #expect(try written("trees")["sector"] is NSNull)
    let joint = try #require(document["joint"] as? [[String: Any]])
    #expect(
      joint.map { $0["id"] as? String }
        == [
          "all", "sector:roads", "sector:schools", "sector:digital", "group:people",
          "group:balance",
        ])
    let met = try #require(document["targetsMet"] as? [String: Any])
    let shares = try #require(met["distribution"] as? [Double])
    #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
  }

  @Test("Every key that is written stands in the page that documents it") func keysAreDocumented()
    async throws
  {
    let forecast = try await Fixture.forecast().json(Fixture.origin)
    let trace = try await Fixture.trace().json(Fixture.origin)
    let drivers = try await Fixture.drivers().json(Fixture.origin)
    let comparison = try await Fixture.comparison().json(Fixture.origin)
    let search = try await Fixture.searches()[0].seek.json(
      path: "", current: 0, Fixture.origin)
    for (json, page) in [
      (forecast, "ForecastJSON.md"), (trace, "TraceJSON.md"), (drivers, "DriversJSON.md"),
      (comparison, "ComparisonJSON.md"),
      (try await Fixture.choice().json(Fixture.origin), "ChoiceJSON.md"),
      (try await Fixture.bottlenecks().json(Fixture.origin), "BottlenecksJSON.md"),
      (search, "SeekJSON.md"),
      (try await Fixture.register().json(Fixture.origin), "AssumptionsJSON.md"),
    ] {
      let text = try String(
        contentsOf: JSONTests.pages.appendingPathComponent(page), encoding: .utf8)
      let undocumented = keys(try parsed(json)).filter { !text.contains("`\($0)`") }
      #expect(undocumented.isEmpty, "missing in \(page)")
    }
  }

  @Test func columnsAreDocumented() async throws {
    let text = try String(
      contentsOf: JSONTests.pages.appendingPathComponent("ForecastCSV.md"), encoding: .utf8)
    let sheets =
      Report(try await Fixture.forecast(), provenance: try Fixture.provenance()).sheets
      + Report(try await Fixture.trace(), provenance: try Fixture.provenance()).sheets
      + Report(try await Fixture.drivers(), provenance: try Fixture.provenance()).sheets
      + Report(try await Fixture.register(), provenance: try Fixture.provenance()).sheets
    for sheet in sheets {
      #expect(text.contains("### \(sheet.id).csv"))
      let undocumented = sheet.columns.filter { !text.contains("`\($0.title)`") }
      #expect(undocumented.isEmpty, "missing for \(sheet.id).csv")
    }
  }

  @Test func seedsKeepEveryDigit() async throws {
    let forecast = try await Fixture.forecast(seed: .max, trials: 10, option: "night") {
      $0.targets = []
      $0.groups = []
    }
    let json = forecast.json(Fixture.origin)
    #expect(json.contains("\"seed\": 18446744073709551615,"))
    #expect(json.contains("\"option\": \"night\""))
    #expect(json.contains("\"targets\": []"))
  }
}

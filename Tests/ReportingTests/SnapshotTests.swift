import Buildout
import Foundation
import Reporting
import TestSupport
import Testing

/// What the reader sees, whole. After a change that is meant, record anew with
/// `BUILDOUT_RECORD=1 swift test --filter ReportingTests` and read the difference.
@Suite struct SnapshotTests {
  func expect(_ text: String, matches name: String) throws {
    let difference = try Snapshots().difference(of: text, from: name)
    #expect(difference == "")
  }

  /// Each report once in either language, in one of them for a screen of 80 columns, and for programs.
  @Test func forecast() async throws {
    let forecast = try await Fixture.forecast()
    let report = { Report(forecast, language: $0, provenance: try Fixture.provenance()) }
    try expect(report(.en).text(), matches: "forecast.en.txt")
    try expect(report(.zh).text(width: 80), matches: "forecast.80.zh.txt")
    try expect(report(.en).markdown(), matches: "forecast.en.md")
    for sheet in ["forecast", "monthly", "joint", "leads"] {
      try expect(#require(report(.en).csv(sheet)), matches: sheet + ".csv")
    }
    try expect(
      forecast.json(Fixture.origin), matches: "forecast.json")
  }

  @Test func trace() async throws {
    let trace = try await Fixture.trace()
    let report = { Report(trace, language: $0, provenance: try Fixture.provenance()) }
    try expect(report(.en).text(width: 80), matches: "trace.80.en.txt")
    try expect(report(.zh).text(), matches: "trace.zh.txt")
    let rows = try #require(report(.en).csv()).split(separator: "\r\n")
    #expect(rows.first == "month,kind,id,reading,value")
    #expect(rows.contains { $0.hasPrefix("2021-12,pool,budget/roads,granted,") })
    try expect(trace.json(Fixture.origin), matches: "trace.json")
  }

  @Test func drivers() async throws {
    let drivers = try await Fixture.drivers()
    let bottlenecks = try await Fixture.bottlenecks()
    let report = {
      Report(
        drivers, bottlenecks: bottlenecks, language: $0, provenance: try Fixture.provenance())
    }
    try expect(report(.en).text(width: 80), matches: "drivers.80.en.txt")
    try expect(report(.zh).text(), matches: "drivers.zh.txt")
    try expect(#require(report(.en).csv()), matches: "drivers.csv")
    try expect(
      drivers.json(Fixture.origin), matches: "drivers.json")
  }

  @Test func comparison() async throws {
    let comparison = try await Fixture.comparison()
    let report = { Report(comparison, language: $0, provenance: try Fixture.provenance()) }
    try expect(report(.en).text(), matches: "comparison.en.txt")
    try expect(report(.zh).text(width: 80), matches: "comparison.80.zh.txt")
    for sheet in ["comparison", "options"] {
      try expect(#require(report(.en).csv(sheet)), matches: sheet + ".csv")
    }
    try expect(
      comparison.json(Fixture.origin), matches: "comparison.json")
  }

  @Test func choice() async throws {
    let choice = try await Fixture.choice()
    let report = { Report(choice, language: $0, provenance: try Fixture.provenance()) }
    try expect(report(.en).text(), matches: "choice.en.txt")
    try expect(report(.zh).text(width: 80), matches: "choice.80.zh.txt")
    try expect(#require(report(.en).csv("choice")), matches: "choice.csv")
    try expect(
      choice.json(Fixture.origin), matches: "choice.json")
  }

  @Test func bottlenecks() async throws {
    let bottlenecks = try await Fixture.bottlenecks()
    let report = { Report(bottlenecks, language: $0, provenance: try Fixture.provenance()) }
    try expect(report(.en).text(), matches: "bottlenecks.en.txt")
    try expect(report(.zh).text(width: 80), matches: "bottlenecks.80.zh.txt")
    try expect(#require(report(.en).csv("bottlenecks")), matches: "bottlenecks.csv")
    try expect(#require(report(.en).csv("load")), matches: "load.csv")
    try expect(
      bottlenecks.json(Fixture.origin),
      matches: "bottlenecks.json")
  }

  @Test(arguments: Language.allCases) func seek(language: Language) async throws {
    let text = try await Fixture.searches().map { search in
      Report(
        search.seek, path: search.path, current: search.current, language: language,
        provenance: try Fixture.provenance()
      ).text()
    }.joined(separator: "\n")
    try expect(text, matches: "seek.\(language).txt")
  }

  @Test func seekForPrograms() async throws {
    let search = try #require(try await Fixture.searches().first)
    let report = Report(
      search.seek, path: search.path, current: search.current,
      provenance: try Fixture.provenance())
    try expect(#require(report.csv()), matches: "seek.csv")
    try expect(
      search.seek.json(
        path: search.path, current: search.current, Fixture.origin),
      matches: "seek.json")
  }

  @Test func assumptions() async throws {
    let register = try await Fixture.register()
    let report = { Report(register, language: $0, provenance: try Fixture.provenance()) }
    try expect(report(.en).text(width: 80), matches: "assumptions.80.en.txt")
    try expect(report(.zh).text(), matches: "assumptions.zh.txt")
    try expect(#require(report(.en).csv()), matches: "assumptions.csv")
    try expect(
      register.json(Fixture.origin), matches: "assumptions.json")
    let list = Report(
      try await Fixture.register(simulated: false), provenance: try Fixture.provenance())
    try expect(list.text(), matches: "assumptions.list.en.txt")
  }
}

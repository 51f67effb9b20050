import Foundation
import Reporting
import Testing

/// What the reader sees, whole. After a change that is meant, record anew with
/// `BUILDOUT_RECORD=1 swift test --filter ReportingTests` and read the difference.
@Suite struct SnapshotTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots")

  func expect(_ text: String, matches name: String) throws {
    let file = SnapshotTests.folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["BUILDOUT_RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: SnapshotTests.folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let recorded = try Data(contentsOf: file)
    #expect(text == String(decoding: recorded, as: UTF8.self), "differs from \(name)")
  }

  @Test(arguments: Language.allCases) func forecast(language: Language) throws {
    let report = Report(
      try Fixture.forecast(), language: language, provenance: Fixture.provenance)
    try expect(report.text(), matches: "forecast.\(language).txt")
    try expect(report.text(width: 80), matches: "forecast.80.\(language).txt")
    try expect(report.markdown(), matches: "forecast.\(language).md")
  }

  @Test func forecastForPrograms() throws {
    let forecast = try Fixture.forecast()
    let report = Report(forecast, provenance: Fixture.provenance)
    for sheet in ["forecast", "monthly", "joint"] {
      try expect(#require(report.csv(sheet)), matches: sheet + ".csv")
    }
    try expect(
      forecast.json(sha256: Fixture.sha256, engineVersion: "0.1.0"), matches: "forecast.json")
  }

  @Test(arguments: Language.allCases) func trace(language: Language) throws {
    let report = Report(try Fixture.trace(), language: language, provenance: Fixture.provenance)
    try expect(report.text(), matches: "trace.\(language).txt")
    try expect(report.markdown(), matches: "trace.\(language).md")
  }

  @Test func traceForPrograms() throws {
    let trace = try Fixture.trace()
    try expect(
      #require(Report(trace, provenance: Fixture.provenance).csv()), matches: "trace.csv")
    try expect(trace.json(sha256: Fixture.sha256, engineVersion: "0.1.0"), matches: "trace.json")
  }

  @Test(arguments: Language.allCases) func drivers(language: Language) throws {
    let report = Report(try Fixture.drivers(), language: language, provenance: Fixture.provenance)
    try expect(report.text(), matches: "drivers.\(language).txt")
    try expect(report.text(width: 80), matches: "drivers.80.\(language).txt")
    try expect(report.markdown(), matches: "drivers.\(language).md")
  }

  @Test func driversForPrograms() throws {
    let drivers = try Fixture.drivers()
    let report = Report(drivers, provenance: Fixture.provenance)
    try expect(#require(report.csv()), matches: "drivers.csv")
    try expect(
      drivers.json(sha256: Fixture.sha256, engineVersion: "0.1.0"), matches: "drivers.json")
  }

  @Test(arguments: Language.allCases) func comparison(language: Language) throws {
    let report = Report(
      try Fixture.comparison(), language: language, provenance: Fixture.provenance)
    try expect(report.text(), matches: "comparison.\(language).txt")
    try expect(report.text(width: 80), matches: "comparison.80.\(language).txt")
    try expect(report.markdown(), matches: "comparison.\(language).md")
  }

  @Test func comparisonForPrograms() throws {
    let comparison = try Fixture.comparison()
    let report = Report(comparison, provenance: Fixture.provenance)
    for sheet in ["comparison", "options"] {
      try expect(#require(report.csv(sheet)), matches: sheet + ".csv")
    }
    try expect(
      comparison.json(sha256: Fixture.sha256, engineVersion: "0.1.0"), matches: "comparison.json")
  }

  @Test(arguments: Language.allCases) func seek(language: Language) throws {
    let text = try Fixture.searches().map { search in
      Report(
        search, path: "pools.crews.capacity", current: 12, language: language,
        provenance: Fixture.provenance
      ).text()
    }.joined(separator: "\n")
    try expect(text, matches: "seek.\(language).txt")
  }

  @Test func seekForPrograms() throws {
    let search = try #require(try Fixture.searches().first)
    let path = "pools.crews.capacity"
    let report = Report(search, path: path, current: 12, provenance: Fixture.provenance)
    try expect(#require(report.csv()), matches: "seek.csv")
    try expect(
      search.json(
        path: path, current: 12, sha256: Fixture.sha256, engineVersion: "0.1.0"),
      matches: "seek.json")
  }

  @Test(arguments: Language.allCases) func assumptions(language: Language) throws {
    let report = Report(try Fixture.register(), language: language, provenance: Fixture.provenance)
    try expect(report.text(), matches: "assumptions.\(language).txt")
    try expect(report.text(width: 80), matches: "assumptions.80.\(language).txt")
    try expect(report.markdown(), matches: "assumptions.\(language).md")
    let list = Report(
      try Fixture.register(simulated: false), language: language, provenance: Fixture.provenance)
    try expect(list.text(), matches: "assumptions.list.\(language).txt")
  }

  @Test func assumptionsForPrograms() throws {
    let register = try Fixture.register()
    let report = Report(register, provenance: Fixture.provenance)
    try expect(#require(report.csv()), matches: "assumptions.csv")
    try expect(
      register.json(sha256: Fixture.sha256, engineVersion: "0.1.0"), matches: "assumptions.json")
  }
}

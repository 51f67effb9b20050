import Foundation
import Testing

@testable import Buildout
@testable import Reporting

@Suite("Text from a scenario does nothing but show itself") struct HostileTextTests {
  static let hostile = [
    "\u{1B}[2Jcleared", "\u{9B}31mred", "a\u{202E}gnp.exe", "two\nlines", "tab\there", "\u{7}bell",
    "a|b", "**bold** _x_ `code`", "<script>alert(1)</script>", "[x](http://e.example)",
    "http://e.example www.e.example", "# heading", "=HYPERLINK(\"http://e.example\")", "+1", "-1",
    "@sum(1)", "\t=1", "\r\n=1", "＝1", "say \"x\", then y", "\u{2028}line", "e\u{FEFF}\u{200B}nd",
    "&lt;b&gt;", "~~gone~~", "$x^2$", String(repeating: "长", count: 5_000),
  ]

  /// The forecast of one target, which bears the title, as do its sector, unit and group.
  static func forecast(_ title: String) async throws -> Forecast {
    let text = Text(en: title, zh: title)
    return try await Fixture.forecast { scenario in
      scenario.title = text
      scenario.sectors = [Sector(id: "digital", title: text)]
      for index in scenario.programmes.indices { scenario.programmes[index].sector = "digital" }
      let target = scenario.targets[0]
      scenario.targets = [
        try Target(
          id: target.id, title: text, sector: target.sector, measure: target.measure,
          comparator: target.comparator, value: target.value, due: target.due, unit: text)
      ]
      scenario.groups = [try TargetGroup(id: "g", title: text, targets: [target.id], atLeast: 1)]
    }
  }

  private func report(_ title: String) async throws -> (Report, Forecast) {
    let forecast = try await HostileTextTests.forecast(title)
    return (Report(forecast, provenance: try Fixture.provenance()), forecast)
  }

  private func isInert(_ text: String, besides allowed: String) -> Bool {
    text.unicodeScalars.allSatisfy { allowed.unicodeScalars.contains($0) || !$0.isActive }
  }

  @Test(arguments: hostile) func everywhere(title: String) async throws {
    let (report, forecast) = try await report(title)
    #expect(isInert(report.text(width: 80), besides: "\n"))
    #expect(isInert(report.markdown(), besides: "\n"))
    let csv = try #require(report.csv())
    #expect(isInert(csv, besides: "\r\n"))
    // A title adds no line: header and one row.
    #expect(csv.unicodeScalars.filter { $0 == "\n" }.count == 2)
    let json = forecast.json(Fixture.origin)
    #expect(isInert(json, besides: "\n"))
    let parsed = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let scenario = try #require(parsed["scenario"] as? [String: Any])
    #expect((scenario["title"] as? [String: String])?["en"] == title)
  }

  @Test(arguments: hostile) func tablesKeepTheirColumns(title: String) async throws {
    let (report, _) = try await report(title)
    for line in report.markdown().split(separator: "\n") where line.hasPrefix("| ") {
      let escapedAway = line.replacing("\\\\", with: "").replacing("\\|", with: "")
      let columns = escapedAway.filter { $0 == "|" }.count - 1
      #expect(report.tables.contains { $0.columns.count == columns }, "\(line)")
    }
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\t=1", "' =1"),
    ("\r\n=1", "'  =1"), ("＝1", "'＝1"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
    ("=a,\"b\"", "\"'=a,\"\"b\"\"\""), ("plain", "plain"), ("", ""),
  ]) func formulas(text: String, field: String) async throws {
    let (report, _) = try await report(text)
    let row = try #require(report.csv()?.split(separator: "\r\n").last)
    #expect(row.hasPrefix("base-stations,\(field),\(field),digital,"))
  }

  @Test(arguments: [
    ("a|b", "a\\|b"), ("<b>", "\\<b>"), ("<= 5", "<= 5"), ("a_b*c", "a\\_b\\*c"), ("R&D", "R\\&D"),
    ("a & b", "a & b"), ("~~x~~", "\\~\\~x\\~\\~"), ("~ amber", "~ amber"),
    ("http://x", "http:\\//x"), ("www.x", "www\\.x"),
  ]) func markdown(text: String, escaped: String) {
    #expect(Markdown.escaped(text) == escaped)
  }

  @Test func markdownBlocksStayParagraphs() {
    #expect(Markdown.paragraph("# x") == "\\# x")
    #expect(Markdown.paragraph("- x") == "\\- x")
    #expect(Markdown.paragraph("10,000 trials") == "10,000 trials")
  }
}

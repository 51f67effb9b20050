import Testing

@testable import Buildout
@testable import Reporting

@Suite struct TextTests {
  @Test(
    "Display width",
    arguments: [
      ("", 0), ("km", 2), ("新建5G基站", 10), ("（软指标）", 10), ("e\u{301}", 1), ("한글", 4),
      ("ｋｍ", 4), ("🚧", 2), ("𠀀", 2), ("…", 1), ("a\u{200B}b", 2), ("か\u{3099}", 2),
    ]) func width(text: String, columns: Int)
  {
    #expect(DisplayWidth.of(text) == columns)
  }

  /// The columns of a table, found from its rule of hyphens.
  private func starts(of rule: Substring) -> [Int] {
    var starts: [Int] = []
    var previous: Character = " "
    for (index, character) in rule.enumerated() {
      if character == "-", previous == " " { starts.append(index) }
      previous = character
    }
    return starts
  }

  @Test("Every cell begins at its column's place on the screen", arguments: Language.allCases)
  func alignment(language: Language) async throws {
    let report = Report(
      try await Fixture.forecast(), language: language, provenance: try Fixture.provenance())
    for width in [nil, 80, 100, 160] {
      let lines = report.text(width: width).split(
        separator: "\n", omittingEmptySubsequences: false)
      var rules = 0
      for (index, rule) in lines.enumerated() where rule.hasPrefix("-") && rule.contains("  -") {
        rules += 1
        let total = DisplayWidth.of(rule)
        let gaps = starts(of: rule).dropFirst()
        var row = index + 1
        while row < lines.count, !lines[row].isEmpty {
          #expect(DisplayWidth.of(lines[row]) <= total, "too long: \(lines[row])")
          var column = 0
          for scalar in lines[row].unicodeScalars {
            // The two columns before each column are its gap.
            if gaps.contains(column + 1) || gaps.contains(column + 2) {
              #expect(scalar == " ", "column runs over in: \(lines[row])")
            }
            column += DisplayWidth.of(scalar)
          }
          row += 1
        }
      }
      #expect(rules >= 7)
    }
  }

  @Test func wrapping() {
    #expect(Wrapping.lines("one two three", width: 7) == ["one two", "three"])
    #expect(Wrapping.lines("新增学位，九月开学", width: 8) == ["新增学", "位，九月", "开学"])
    #expect(Wrapping.lines("unbreakable", width: 4) == ["unbr", "eaka", "ble"])
    #expect(Wrapping.lines("", width: 4) == [""])
    #expect(Wrapping.lines("aa bb cc dd", width: 2, atMost: 2) == ["aa", "b…"])
    #expect(Wrapping.lines("新增学位", width: 1) == ["新", "增", "学", "位"])
  }

  @Test("Colour is added to the lights alone, and only when asked for") func color() async throws {
    let report = Report(try await Fixture.forecast(), provenance: try Fixture.provenance())
    let plain = report.text(width: 100)
    let colored = report.text(width: 100, color: true)
    #expect(!plain.contains("\u{1B}"))
    #expect(colored.contains("\u{1B}[31m! red\u{1B}[0m"))
    var stripped = colored
    for code in ["\u{1B}[31m", "\u{1B}[32m", "\u{1B}[33m", "\u{1B}[0m"] {
      stripped = stripped.replacing(code, with: "")
    }
    #expect(stripped == plain)
  }

  @Test("A plan with one sector, one target or none is still a report") func small() async throws {
    for count in 0...2 {
      let forecast = try await Fixture.forecast(seed: .max, trials: 10) { scenario in
        scenario.title = Text()
        scenario.sectors = []
        scenario.groups = []
        scenario.targets = Array(scenario.targets.prefix(count))
      }
      let provenance = try Fixture.provenance()
      let report = Report(forecast, provenance: provenance)
      #expect(report.text().hasPrefix("new-area\n========\n10 trials, seed 18446744073709551615"))
      #expect(!report.markdown().contains("Sectors at a glance"))
      let pack = PlanningPack(forecast, provenance: provenance)
      #expect(pack.html().contains("<h1>new-area</h1>"))
      #expect(try pack.workbook().starts(with: [0x50, 0x4B, 3, 4]))
    }
  }

  @Test(arguments: [
    (0, 0, 9, "every other input (9) is an assumption"),
    (9, 0, 0, "The other inputs (9) are from documents."),
    (1, 2, 3, "1 from documents, 2 from reference classes, 3 assumed."),
  ]) func provenance(documents: Int, classes: Int, assumptions: Int, says: String) async throws {
    let provenance = Provenance(
      sha256: "", engineVersion: "",
      inputs: .init(
        documents: documents, referenceClasses: classes, assumptions: assumptions))
    let report = Report(try await Fixture.forecast(), provenance: provenance)
    #expect(report.notes.first?.contains(says) == true)
  }
}

import Foundation
import TestSupport
import Testing

@testable import Buildout
@testable import Reporting

@Suite("The workbook for a planning meeting") struct WorkbookTests {
  private func pack(_ language: Language, title: String? = nil) async throws -> PlanningPack {
    let forecast =
      if let title {
        try await HostileTextTests.forecast(title)
      } else {
        try await Fixture.forecast()
      }
    return PlanningPack(
      forecast, comparison: try await Fixture.comparison(), drivers: try await Fixture.drivers(),
      choice: try await Fixture.choice(), bottlenecks: try await Fixture.bottlenecks(),
      language: language, provenance: try Fixture.provenance(),
      register: [
        RegisterEntry(
          name: "pools.crews.capacity", value: "12",
          basis: Basis(kind: .assumption, note: Text(en: title ?? "=1+1")))
      ])
  }

  @Test(arguments: Language.allCases) func sameBytes(language: Language) async throws {
    let first = try await pack(language).workbook()
    #expect(first.starts(with: Array("PK".utf8)))
    #expect(try await pack(language).workbook() == first)
  }

  @Test(
    "What is shown is what the cell holds",
    arguments: [
      (percent(5312, of: 10_000), "53 %", 0.53, "#,##0 %"),
      (percent(514, of: 10_000), "5.1 %", 0.051, "#,##0.0 %"),
      (percent(2, of: 10_000), "<0.1 %", 0.0002, "\"<0.1 %\""),
      (percent(9890, of: 10_000), "98.9 %", 0.989, "#,##0.0 %"),
      (Digits.estimate(3187.4, error: 8), "3,190", 3190, "#,##0"),
      (Digits.estimate(9.21, error: 0.2), "9.2", 9.2, "#,##0.0"),
      (Digits.estimate(0.02, error: 0.2), "<0.1", 0.02, "\"<0.1\""),
      (Digits.estimate(-0.02, error: 1), "0", 0, "#,##0"),
      (Digits.signed(-1.5, error: 0.2), "-1.5", -1.5, "+#,##0.0;-#,##0.0"),
      (
        Digits.signed(1.84, error: 0.2).questioned(true), "+1.8?", 1.8,
        "+#,##0.0\\?;-#,##0.0\\?"
      ),
    ]) func numbers(figure: Figure, shown: String, held: Double, format: String)
  {
    #expect(figure.text == shown)
    #expect(Sheet.Cell(.figure(figure)) == .number(held, format: format))
  }

  private static func percent(_ count: Int, of trials: Int) -> Figure {
    Words(language: .en).percent(Proportion(count: count, trials: trials))
  }

  @Test("What is no number is a text, whatever it looks like") func notNumbers() {
    for shown in ["-", "never", "≥ 3,000 stations", "2/3", "2", ""] {
      #expect(Sheet.Cell(Table.Cell.text(shown)) == .text(shown))
    }
    #expect(Sheet.Cell(.figure(nil)) == .text("-"))
    #expect(Sheet.Cell(.figure(Digits.exact(.infinity))) == .text("-"))
  }

  @Test(arguments: [
    ("a_b", "a_b"), ("_x0041_", "_x005F_x0041_"), ("_x00zz_", "_x00zz_"),
    ("\u{1B}[2J", "\u{FFFD}[2J"),
  ]) func inert(text: String, cell: String) { #expect(WorkbookFile.inert(text) == cell) }

  /// 1970-01-01, a leap day's month, the first and the last month there are; from Python's datetime.
  @Test(arguments: [
    ("1970-01", 43_200), ("2020-03", 1_583_064_000), ("2021-01", 1_609_502_400),
    ("0001-01", -62_135_553_600), ("9999-12", 253_399_665_600),
  ]) func dates(month: String, seconds: Int) throws {
    #expect(try WorkbookFile.noon(#require(Month(month))) == seconds)
  }

  @Test(
    "openpyxl finds the sheets, tables, rules and charts",
    .enabled(if: Tool.openpyxl, "python3 with openpyxl is not installed"),
    arguments: Language.allCases)
  func opens(language: Language) async throws {
    let folder = try Tool.folder()
    defer { Tool.remove(folder) }
    let file = folder.appending(path: "book.xlsx")
    try await Data(pack(language).workbook()).write(to: file)
    let found = try Tool.python(
      """
      import openpyxl, sys, warnings
      warnings.simplefilter('ignore')
      book = openpyxl.load_workbook(sys.argv[1])
      for sheet in book:
          print(sheet.title, '|'.join(sheet.tables), len(sheet._charts),
                sum(len(r.rules) for r in sheet.conditional_formatting),
                len(sheet.data_validations.dataValidation), sheet.freeze_panes)
      print(book.properties.title, book.properties.created)
      """, file.path)
    let names =
      language == .en
      ? [
        "Summary", "Targets", "Monthly", "Fan", "Lead units", "Together", "How many", "Options",
        "Option effects", "Best use", "Where it is tight", "Load by month", "Drivers",
        "Drivers by target", "Assumptions", "Origin",
      ]
      : [
        "概览", "目标", "逐月", "扇形图", "责任单位", "联合概率", "完成项数", "备选措施", "措施影响", "最优安排", "资源瓶颈",
        "逐月使用情况", "影响因素", "分目标影响因素", "假设清单", "计算说明",
      ]
    let rest = [
      "Summary_targets_met|Summary_sectors|Summary_weakest 0 0 0 None",
      "Targets 0 4 0 B6", "Monthly 0 0 0 B5", " 3 3 1 None", "Leads 0 0 0 B5", "Together 0 1 0 B5",
      "Counts 1 1 0 B5",
      "Options 1 0 0 B6", "Moved 0 0 0 B5", "Choice|Frontier 1 0 0 None", "Pools 0 2 0 B7",
      "Load 1 1 0 B4", "Drivers 1 0 0 B6", "Strongest 0 0 0 B5",
      "Assumptions 0 0 0 B5", "Origin|Terms 0 0 0 None",
    ]
    let title = language == .en ? "New area 2021" : "新区2021年工作计划"
    #expect(
      found.split(separator: "\n").map(String.init)
        == zip(names, rest).map { "\($0) \($1)" } + ["\(title) 2021-07-01 12:00:00"])
  }

  @Test(
    "A hostile title is a text and nothing else",
    .enabled(if: Tool.openpyxl, "python3 with openpyxl is not installed"))
  func hostile() async throws {
    let titles = HostileTextTests.hostile + ["_x003D_1+1", "{=1}", "'=1"]
    let folder = try Tool.folder()
    defer { Tool.remove(folder) }
    var expected: [String: String] = [:]
    for (index, title) in titles.enumerated() {
      let name = "\(index).xlsx"
      try await Data(pack(.en, title: title).workbook()).write(to: folder.appending(path: name))
      expected[name] = title.inert
    }
    try JSONEncoder().encode(expected).write(to: folder.appending(path: "expected.json"))
    let found = try Tool.python(
      """
      import json, openpyxl, sys
      for name, title in sorted(json.load(open(sys.argv[1] + '/expected.json')).items()):
          book = openpyxl.load_workbook(sys.argv[1] + '/' + name)
          cells = [c for s in book if s.title != 'Fan' for r in s.iter_rows() for c in r]
          if any(c.data_type not in 'sn' or c.hyperlink for c in cells):
              print(name, 'holds more than texts and numbers')
          shown = str(book['Targets']['A5'].value).replace('_x005F_', '_')
          if shown != title:
              print(name, ascii(shown[:40]), 'instead of', ascii(title[:40]))
      """, folder.path)
    #expect(found.isEmpty)
  }

  @Test(
    "Another target is chosen, and LibreOffice looks its months up",
    .enabled(
      if: Tool.openpyxl && Tool.office != nil, "LibreOffice or openpyxl is not installed"),
    arguments: [(Language.en, "Fan", "Roads opened"), (.zh, "扇形图", "新开通道路里程")])
  func computes(language: Language, sheet: String, title: String) async throws {
    let folder = try Tool.folder()
    defer { Tool.remove(folder) }
    let file = folder.appending(path: "book.xlsx")
    try await Data(pack(language).workbook()).write(to: file)
    // openpyxl leaves out what the formulas gave, so that they must be computed. A reader may have sorted
    // the other sheets: here they stand upside down.
    _ = try Tool.python(
      """
      import openpyxl, sys
      book = openpyxl.load_workbook(sys.argv[1])
      for name in book.sheetnames[1:3]:
          rows = [[cell.value for cell in row] for row in book[name].iter_rows(min_row=5)]
          for cells, values in zip(book[name].iter_rows(min_row=5), reversed(rows)):
              for cell, value in zip(cells, values):
                  cell.value = value
      book[sys.argv[2]]['A5'] = sys.argv[3]
      book.save(sys.argv[1])
      """, file.path, sheet, title)
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    _ = try Tool.run(
      #require(Tool.office),
      [
        "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to", filter,
        "--outdir", folder.path, file.path,
      ])
    let text = try String(
      contentsOf: folder.appending(path: "book-\(sheet).csv"), encoding: .utf8)
    let months = text.split(separator: "\n").map { $0.filter { $0 != "\"" } }
      .filter { $0.hasPrefix("2021-") }
    // The months as they are read, then as the charts draw them.
    try #require(months.count == 12)
    let roads = try await Fixture.forecast()[target: "road-km"]
    for (index, month) in roads.monthly.enumerated() {
      let read = months[index].split(separator: ",", omittingEmptySubsequences: false)
      let drawn = months[index + 6].split(separator: ",", omittingEmptySubsequences: false)
      try #require(read.count > 3 && drawn.count > 5)
      let shown = [read[1], read[2], read[3], drawn[1], drawn[4], drawn[5]].map { Double($0) }
      // A cell keeps the format of the target that was chosen first, which is that of whole numbers.
      for (cell, value) in zip(
        shown, [month.p10, month.p50, month.p90] + [month.p10, month.p50, month.p90])
      {
        #expect(try (#require(cell) - #require(value)).magnitude <= 1)
      }
    }
    #expect(!text.contains("Err:"))
  }
}

import Foundation
import Testing

@Suite("A table of targets becomes a scenario file") struct InitTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "项目,目标值,单位,责任单位,完成时限,备注\n新增就业,\"8,950\",人,人社局,12月底,\n学校,3,所,教育局,2026/8/31,九月开学\n",
      to: "目标.csv")
    try folder.write("项目,目标值\n路,5-8\n桥,\n", to: "wrong.csv")
  }

  private func run(_ line: String) throws -> CommandLineProcess.Result {
    try CommandLineProcess.run(line.split(separator: " ").map(String.init), in: folder)
  }

  @Test func writesAScenarioThatRuns() throws {
    let made = try run("init 目标.csv --start 2026-01 --lang zh --out city.yaml")
    #expect(made.code == 0 && made.output.isEmpty)
    #expect(
      made.errors == "已写入 city.yaml：2 项目标。开头几行写明先改什么。\n下一步：buildout run city.yaml --lang zh\n")
    let checked = try run("check city.yaml --strict")
    #expect(checked.code == 0 && checked.output.contains("2 targets: 2 firm"))
    let forecast = try run("run city.yaml --trials 50 --lang zh")
    #expect(forecast.code == 0)
    for piece in ["新增就业", "学校", "≥8,950人"] { #expect(forecast.output.contains(piece)) }
    let text = try folder.read("city.yaml")
    #expect(text.contains("lead: {zh: 教育局}, note: {zh: 九月开学}"))
  }

  @Test func printsWithoutAFile() throws {
    let printed = try run("init 目标.csv --start 2026-01 --months 15")
    #expect(printed.code == 0 && printed.errors.isEmpty)
    try folder.write(printed.output, to: "city.yaml")
    #expect(try run("check city.yaml").output.contains("2026-01 to 2027-03"))
  }

  @Test func beginsWithoutATable() throws {
    for line in ["init --out a.yaml", "init --start 2026-07 --lang zh --out b.yaml"] {
      #expect(try run(line).code == 0)
    }
    for name in ["a.yaml", "b.yaml"] {
      #expect(try run("check \(name) --strict").code == 0)
      #expect(try run("compare \(name) --trials 20").code == 0)
    }
    #expect(try folder.read("b.yaml").contains("start: 2026-07, months: 12"))
  }

  /// What somebody has corrected by hand is never written over.
  @Test func leavesWhatIsThere() throws {
    try folder.write("mine\n", to: "city.yaml")
    let result = try run("init 目标.csv --start 2026-01 --out city.yaml")
    #expect(result.code == 73 && result.errors.contains("city.yaml is there already, a file"))
    #expect(try folder.read("city.yaml") == "mine\n")
    let nowhere = try run("init 目标.csv --start 2026-01 --out none/city.yaml")
    #expect(nowhere.code == 73 && nowhere.errors.contains("none/city.yaml"))
  }

  @Test func namesEveryFault() throws {
    let english = try run("init wrong.csv --start 2026-01 --out city.yaml")
    #expect(english.code == 65 && english.output.isEmpty)
    let lines = english.errors.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("wrong.csv: row 2, column B (目标值): error: \"5-8\" is a range; "))
    #expect(
      lines[1].hasPrefix("wrong.csv: row 3, column B (目标值): error: the target has no value; "))
    #expect(lines[2] == "2 faults; nothing was written")
    let chinese = try run("init wrong.csv --start 2026-01 --lang zh --out city.yaml")
    #expect(chinese.code == 65)
    #expect(chinese.errors.hasPrefix("wrong.csv：第 2 行 B 列（目标值）：错误：“5-8”是一个区间；"))
    #expect(chinese.errors.hasSuffix("共 2 处错误；没有写入任何文件\n"))
    #expect(try !folder.names().contains("city.yaml"))
  }

  @Test(arguments: [
    ("init 目标.csv", "Add --start", 64), ("init 目标.csv --start 2026", "such as 2026-01", 64),
    ("init 目标.csv --start 2026-13", "such as 2026-01", 64),
    ("init 目标.csv --start 2026-01 --months 0", "must be from 1 to 120", 64),
    ("init 目标.csv --start 2026-01 --months 12 --months 13", "--months is given twice", 64),
    ("init --sheet 目标", "--sheet needs a workbook", 64),
    ("init 目标.csv --start 9999-02", "the year 10000", 64),
    ("init 目标.csv --start 2026-01 --sheet 目标", "leave out --sheet", 65),
    ("init none.xlsx --start 2026-01", "cannot read none.xlsx", 66),
    ("init . --start 2026-01", "is a folder", 66),
  ]) func wrongArguments(_ line: String, _ says: String, _ code: Int32) throws {
    let result = try run(line)
    #expect(result.code == code && result.errors.contains(says), "\(result.errors)")
    #expect(result.output.isEmpty)
  }
}

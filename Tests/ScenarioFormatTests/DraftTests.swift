import Buildout
import Foundation
import TestSupport
import Testing

@testable import ScenarioFormat

@Suite("A table of targets becomes a scenario that runs") struct DraftTests {
  private static func calendar(_ start: String, _ months: Int = 12) throws -> Buildout.Calendar {
    try Buildout.Calendar(start: #require(Month(start)), months: months)
  }

  private static func draft(
    _ path: String, _ start: String, _ language: Language = .zh
  ) throws -> ScenarioDraft {
    let bytes = try Samples.bytes(path)
    let name = String(path.split(separator: "/").last ?? "")
    return try ScenarioDraft(
      tables: Table.read(bytes), file: name, calendar: calendar(start), language: language)
  }

  private static func draft(
    csv: String, _ start: String = "2026-01", months: Int = 12,
    in language: Language = .zh
  ) throws -> ScenarioDraft {
    try ScenarioDraft(
      tables: Table.read(Array(csv.utf8)), file: "plan.csv", calendar: calendar(start, months),
      language: language)
  }

  private static func target(_ id: String, _ draft: ScenarioDraft) throws -> Target {
    let scenario = try ScenarioDocument(yaml: draft.yaml, file: "draft.yaml").scenario
    return try #require(scenario.targets.first { $0.id == id })
  }

  // MARK: Real tables

  static let tables = [
    ("Tests/ScenarioFormatTests/Tables/yueyanglou-2022.csv", "2022-01", 15),
    ("Tests/ScenarioFormatTests/Tables/wanzhou-2025.xlsx", "2025-01", 9),
    ("Scenarios/data/xixian-2021-targets.csv", "2021-01", 242),
  ]

  /// In either language, without a fault or a warning.
  @Test(arguments: tables, Language.allCases)
  func passesStrictly(
    _ table: (path: String, start: String, count: Int), _ language: Language
  ) throws {
    let draft = try Self.draft(table.path, table.start, language)
    let document = try ScenarioDocument(yaml: draft.yaml, file: "draft.yaml")
    #expect(document.warnings() == [])
    #expect(draft.targets == table.count && document.scenario.targets.count == table.count)
  }

  /// With odds that are neither sure nor hopeless, on average those of other plans.
  @Test(arguments: tables) func runs(_ table: (path: String, start: String, count: Int))
    async throws
  {
    let draft = try Self.draft(table.path, table.start)
    let plan = try Plan(ScenarioDocument(yaml: draft.yaml, file: "draft.yaml").scenario)
    let isSmall = table.count < 100
    let forecast = try await plan.forecast(
      RunSettings(trials: isSmall ? 400 : 40, seed: 1, threads: 2))
    for target in forecast.targets where isSmall {
      #expect((0.1...0.998).contains(target.met.value), "\(target.target.id) \(target.met.value)")
    }
    let share = forecast.targets.map(\.met.value).reduce(0, +) / Double(table.count)
    #expect((0.65...0.92).contains(share), "\(share)")
  }

  /// Each guess is an assumption and says what it leans on, in the language asked for.
  @Test(arguments: tables) func guesses(_ table: (path: String, start: String, count: Int)) throws {
    let document = try ScenarioDocument(
      yaml: Self.draft(table.path, table.start).yaml, file: "draft.yaml")
    let guesses = document.inputs.filter { $0.path.first == "programmes" }
    #expect(guesses.count >= table.count)
    for input in guesses {
      let note = input.basis?.note?.zh ?? ""
      #expect(input.basis?.kind == .assumption)
      #expect(note.contains("参照类"), "\(input.name): \(note)")
    }
    #expect(
      document.scenario.targets.allSatisfy { $0.title.zh != nil || $0.title.en != nil })
  }

  @Test func promisesOfTheFlagship() throws {
    let draft = try Self.draft("Scenarios/data/xixian-2021-targets.csv", "2021-01", .en)
    let drafted = try ScenarioDocument(yaml: draft.yaml, file: "draft.yaml").scenario.targets
    let written = try ScenarioDocument(
      yaml: Samples.text("Scenarios/xixian-2021.yaml"), file: "xixian.yaml"
    ).scenario.targets
    for (made, real) in zip(drafted, written) {
      #expect(made.id == real.id && made.due == real.due && made.firmness == real.firmness)
      #expect(made.value == real.value || real.comparator == .by, "\(made.id)")
      #expect(made.title == real.title)
    }
  }

  @Test func whatAnOfficeWrites() throws {
    let draft = try Self.draft("Tests/ScenarioFormatTests/Tables/yueyanglou-2022.csv", "2022-01")
    let scenario = try ScenarioDocument(yaml: draft.yaml, file: "draft.yaml").scenario
    #expect(scenario.title.zh == "岳阳楼区2022年重点民生实事项目任务分解表")
    #expect(scenario.sectors.map(\.title.zh) == ["教育医疗", "社会保障", "城乡建设"])
    let heart = try Self.target("t03", draft)
    #expect(heart.value == 2800 && heart.lead?.zh == "卫健局" && heart.note?.zh == "全角数字")
    let homes = try Self.target("t07", draft)
    #expect(
      homes.value == 70 && homes.due.description == "2022-09"
        && scenario.sector(of: homes) == "social-security")
    #expect(draft.yaml.contains("没有当作目标的行：第 22 行“注：责任单位为示例。”"))
    let rebate = try Self.target("t06", draft)
    #expect(rebate.note?.zh == "180人×8个月， 分月救助")
  }

  @Test func whatAWorkbookHolds() throws {
    let draft = try Self.draft("Tests/ScenarioFormatTests/Tables/wanzhou-2025.xlsx", "2025-01")
    #expect(draft.sheet == "目标" && draft.doubts == 0)
    let growth = try Self.target("t06", draft)
    #expect(growth.value == 5.5 && growth.comparator == .atLeast)
    let unemployment = try Self.target("t07", draft)
    #expect(unemployment.comparator == .atMost && unemployment.value == 5.5)
    let library = try Self.target("t09", draft)
    #expect(library.comparator == .by && library.due.description == "2025-10")
    #expect(draft.yaml.contains("# 其他工作表：封面（") && !draft.yaml.contains("旧稿"))
    #expect(draft.yaml.contains("没有当作目标的行：第 13 行“合计”。"))
  }

  /// A table as offices keep it: two rows of headings, a year beside the plan's, merged cells, a total without a
  /// value, a date and names below; written by openpyxl.
  @Test func untidyWorkbook() throws {
    let draft = try Self.draft("Tests/ScenarioFormatTests/Tables/invented-2026.xlsx", "2026-01")
    let document = try ScenarioDocument(yaml: draft.yaml, file: "draft.yaml")
    #expect(document.warnings() == [])
    let targets = document.scenario.targets
    #expect(targets.map(\.value) == [6, 33, 4.5, 2, 12, 10, 1, 25, 98, 1500, 5, 36, 82, 2.5, 1])
    #expect(
      targets.map(\.due.monthOfYear) == [12, 12, 12, 12, 10, 10, 6, 11, 12, 9, 12, 12, 12, 12, 3])
    let upper = targets.filter { $0.comparator == .atMost }.map(\.id)
    #expect(upper == ["t03", "t04", "t11", "t12"])
    #expect(targets[1].lead?.zh == "财政局 税务局")
    let sectors = targets.map { document.scenario.sector(of: $0) ?? "" }
    #expect(sectors[3] == "economy" && sectors[4] == "city" && sectors[14] == "livelihood")
    #expect(draft.yaml.contains("# 没有读取的列：2025年目标、进展情况。"))
    #expect(
      draft.yaml.contains("第 21 行“合计”、第 23 行“2026年1月5日”、第 24 行“填表人：张某 审核：李某”"))
  }

  // MARK: Kinds

  @Test(arguments: [
    ("新增城镇就业", "8950", "人", "rate: {negativeBinomial", "completed, atLeast: 8950"),
    ("固定资产投资", "18.2", "亿元", "rate: {gamma", "completed, atLeast: 18.2"),
    ("学校建成", "3", "所", "number: 3, progress", "completed, atLeast: 3"),
    ("县医院", "建成投用", "", "number: 1, progress", "completed, by: 1"),
    ("地铁一期", "开工建设", "", "prepare: {takes", "build.started, by: 1"),
    ("城市更新", "编制印发规划", "", "prepare: {takes", "completed, by: 1"),
    ("小区改造开工", "6", "个", "prepare: {takes", "build.started, atLeast: 6"),
    ("社会消费品零售总额增速", "6", "%", "start: 0}", "level, atLeast: 6"),
    ("污水处理率", "95", "%", "bounds: [0, 100]", "level, atLeast: 95"),
    ("农村生活污水治理率", "100%", "", "start: 95, bounds", "level, atLeast: 100"),
    ("登记失业率", "控制在4%以内", "", "drift:", "level, atMost: 4"),
    ("生产安全事故", "不超过5", "起", "occur:", "completed, atMost: 5"),
    ("PM2.5浓度", "降至35", "微克/立方米", "lower:", "level, atMost: 35"),
    ("低保标准", "644", "元/月", "raise:", "level, atLeast: 644"),
    ("优良天数", "300", "天", "max: 31", "completed, atLeast: 300"),
    ("Roads opened", "at least 30", "km", "rate: {gamma", "completed, atLeast: 30"),
    ("新增人次", "9000000", "人次", "rate: {negativeBinomial", "completed, atLeast: 9000000"),
    ("新增人次", "90000000", "人次", "rate: {gamma", "completed, atLeast: 90000000"),
    ("住院", "8950", "天", "rate: {negativeBinomial", "completed, atLeast: 8950"),
    ("治理率", "0.1%", "", "start: .05, bounds", "level, atLeast: .1"),
    ("超标率", "降至100%", "", "lower:", "level, atMost: 100"),
    ("企业开办时间", "≤1", "工作日", "occur:", "completed, atMost: 1"),
  ]) func kinds(_ title: String, _ value: String, _ unit: String, _ way: String, _ reads: String)
    throws
  {
    let draft = try Self.draft(csv: "项目,目标值,单位\n\(title),\"\(value)\",\(unit)\n")
    #expect(draft.yaml.contains(way), "\(draft.yaml)")
    #expect(draft.yaml.contains(reads), "\(draft.yaml)")
    #expect(try ScenarioDocument(yaml: draft.yaml, file: "d.yaml").warnings() == [])
  }

  /// No distribution of counts is drawn beyond a million a month.
  @Test func millionsAMonth() throws {
    let draft = try Self.draft(csv: "项目,目标值,单位,完成时限\n来访,不超过900万,人次,1月\n")
    #expect(draft.yaml.contains("occur: {rate: {gamma"))
    #expect(try ScenarioDocument(yaml: draft.yaml, file: "d.yaml").warnings() == [])
  }

  /// What the table leaves open is taken one way, and said.
  @Test func doubts() throws {
    let draft = try Self.draft(
      csv: "项目,目标值,单位\n城镇登记失业率,4,%\n地区生产总值增速,5%左右,\n")
    #expect(draft.doubts == 2)
    #expect(draft.yaml.contains("#   t01（第 2 行）：表中没有写方向；按名称判断为上限"))
    #expect(draft.yaml.contains("#   t02（第 3 行）：表中写“左右”，按“不低于”处理"))
  }

  /// A value that is missing is a fault, unless the title says that something is to be finished; then it is said.
  @Test func missingValues() throws {
    let draft = try Self.draft(csv: "项目,目标值\n县医院建成投用,\n")
    #expect(try Self.target("t01", draft).comparator == .by && draft.doubts == 1)
    #expect(draft.yaml.contains("表中没有目标值；按名称判断为办成事项"))
    for row in ["国有企业改革,,", "完成固定资产投资,,", "县医院建成投用,待定,项"] {
      let error = try #require(throws: TableFileError.self, "\(row)") {
        try Self.draft(csv: "项目,目标值,单位\n\(row)\n")
      }
      #expect(error.faults.map(\.fault.problem) == ["the target has no value"])
    }
  }

  /// Of two years' targets the plan's is taken; a share that may be a fraction is asked about.
  @Test func years() throws {
    let csv = "项目,2025年目标,2026年目标,单位\n参保率,96,0.97,%\n合计,,9,\n"
    let now = try Self.draft(csv: csv)
    #expect(try Self.target("t01", now).value == 0.97 && now.targets == 1)
    #expect(now.yaml.contains("# 没有读取的列：2025年目标。"))
    #expect(now.yaml.contains("表中为 0.97%；是否应为 97%？"))
    #expect(try Self.target("t01", Self.draft(csv: csv, "2025-01")).value == 96)
  }

  // MARK: Ids

  @Test func ids() throws {
    func ids(_ csv: String) throws -> [String] {
      try ScenarioDocument(yaml: Self.draft(csv: csv).yaml, file: "d.yaml").scenario.targets
        .map(\.id)
    }
    #expect(try ids("项目,目标值\n路,70\n桥,80\n") == ["t01", "t02"])
    #expect(try ids("序号,项目,目标值\n7,路,70\n12,桥,80\n") == ["t07", "t12"])
    // Running numbers that begin anew in each part tell nothing apart.
    #expect(
      try ids("序号,项目,目标值\n一、交通,,\n1,路,70\n二、住房,,\n1,房,80\n合计,,150\n") == ["t01", "t02"])
    #expect(try ids("序号,项目,目标值\n1,路,70\n1,桥,80\n") == ["t01", "t02"])
    #expect(try ids("编号,项目,目标值\nA_1,路,70\n一,桥,80\n") == ["a-1", "t02"])
    #expect(try ids("title,target\nRoads opened,70\nRoads opened,80\n") == ["roads-opened", "t02"])
    // What a scenario keeps for itself.
    #expect(try ids("id,title,target\npools,Pools,70\nt02,Roads,80\n") == ["t01", "t02"])
  }

  // MARK: Faults

  /// Twenty-four mistakes, one a row from row 3 on, but for a row that only repeats.
  static let mistakes = """
    某区2026年目标任务表
    序号,项目,类别,目标值,单位,责任单位,完成时限,方向,备注
    1,没有目标值,民生,,人,甲局,,,
    2,两个数,交通,77条72公里,,甲局,,,
    3,区间,交通,5-8,个,甲局,,,
    4,混入字母,交通,1O0,个,甲局,,,
    5,看不懂,交通,尽快推进,,甲局,,,
    6,早于期初,交通,100,个,甲局,2025-12,,
    7,晚于期末,交通,100,个,甲局,2027年3月,,
    8,不是日期,交通,100,个,甲局,下个月,,
    9,不存在的日子,交通,100,个,甲局,2026-02-30,,
    10,没有十三月,交通,100,个,甲局,2026-13,,
    11,日月不分,交通,100,个,甲局,05/06/2026,,
    12,,交通,100,个,甲局,,,
    13,单位相反,交通,70户,公里,甲局,,,
    14,单位过长,交通,100,长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长,甲局,,,
    15,公式出错,交通,#REF!,个,甲局,,,
    16,污水处理覆盖率,环境,120,%,甲局,,,
    17,方向不明,环境,-2,%,甲局,,,
    18,上下限都有,环境,不低于5以内,个,甲局,,,
    19,逗号不明,环境,"1,5",公里,甲局,,,
    20,方向列看不懂,环境,100,个,甲局,,随便,
    21,重复,环境,100,个,甲局,,,
    22,重复,环境,100,个,甲局,,,
    23,数字太大,环境,9999999999999999999,个,甲局,,,
    24,方向相反,环境,不超过5,个,甲局,,>=,
    25,负的数量,环境,≥-5,个,甲局,,,
    26,正常,环境,100,个,甲局,12月,,

    """

  static let says: [(row: Int, column: String, problem: String)] = [
    (3, "D", "没有填写目标值"), (4, "D", "2 个数字"), (5, "D", "区间"), (6, "D", "“1O0”不是数字"), (7, "D", "没有数字"),
    (8, "G", "早于"), (9, "G", "用 --months 15"), (10, "G", "不是日期"), (11, "G", "不存在"),
    (12, "G", "没有 13 月"), (13, "G", "先写日还是先写月"), (14, "B", "没有名称"), (15, "D", "“户”"),
    (16, "E", "42 个字符"), (17, "D", "公式出错：#REF!"), (18, "D", "超过了全部"), (19, "D", "为负数"),
    (20, "D", "既是下限又是上限"), (21, "D", "逗号"), (22, "H", "不是比较方式"), (24, "B", "与第 23 行重复"),
    (25, "D", "超过 1e15"), (26, "D", "说法相反"), (27, "D", "-5"),
  ]

  @Test func everyMistakeIsNamed() throws {
    let error = try #require(throws: TableFileError.self) {
      try Self.draft(csv: Self.mistakes)
    }
    let lines = error.faults.map { $0.description(file: "plan.csv", in: .zh) }
    #expect(lines.count == Self.says.count)
    for (line, expected) in zip(lines, Self.says) {
      #expect(
        line.hasPrefix("plan.csv：第 \(expected.row) 行 \(expected.column) 列（"), "\(line)")
      #expect(line.contains(expected.problem), "\(line)")
    }
  }

  @Test func twoMistakesOfOneRow() throws {
    let error = try #require(throws: TableFileError.self) {
      try Self.draft(csv: "项目,目标值,完成时限\n,5-8,下个月\n")
    }
    #expect(error.faults.map(\.position.column) == [1, 2, 3])
  }

  @Test(arguments: [
    (
      "a,b\n1,2\n",
      "f: row 1: error: no heading of title and value is recognised; this row comes nearest: a, b"
    ),
    (
      "某区\n项目,完成数\n路,2\n",
      "f: row 2: error: no heading of the value is recognised; this row comes nearest: 项目, 完成数"
    ),
    ("目标值,x\n1,2\n", "no heading of the title"), ("", "the table is empty"),
    ("项目,目标值\n", "no targets below"),
    ("id,title,target\na,A,70\na,B,80\n", "also the id of row 2"),
    ("title,target,remark\nA,70,\(String(repeating: "x", count: 2_001))\n", "2001 characters"),
    ("title,target,sector\nA,70,\(String(repeating: "x", count: 201))\n", "201 characters"),
    ("title,target\n\(String(repeating: "x", count: 201)),70\n", "201 characters"),
    ("title,target\n" + String(repeating: "A,5-8\n", count: 3_001), "there are 3001 rows"),
  ]) func otherFaults(_ csv: String, _ says: String) throws {
    let error = try #require(throws: TableFileError.self) { try Self.draft(csv: csv) }
    let text = error.faults.map { $0.description(file: "f", in: .en) }.joined(separator: "\n")
    #expect(text.contains(says), "\(text)")
  }

  @Test func sheets() throws {
    let bytes = try Samples.bytes("Tests/ScenarioFormatTests/Tables/wanzhou-2025.xlsx")
    let tables = try Table.read(bytes)
    let calendar = try Self.calendar("2025-01")
    let hidden = try ScenarioDraft(
      tables: tables, sheet: "旧稿", file: "w.xlsx", calendar: calendar, language: .en)
    #expect(hidden.targets == 1)
    for (sheet, says) in [
      ("没有", "工作表有：“封面”、“目标”、“旧稿”"), ("封面", "没有认出项目和目标值列的表头；最接近的是本行：2025年重点民生实事"),
    ] {
      let error = try #require(throws: TableFileError.self) {
        try ScenarioDraft(tables: tables, sheet: sheet, file: "w.xlsx", calendar: calendar)
      }
      #expect(error.faults[0].description(file: "w.xlsx", in: .zh).contains(says))
    }
  }

  /// What a table may hold that YAML or a terminal would take for something else.
  @Test func hostileTexts() throws {
    for title in [
      "\"}, {x: 1}", "# no", "a: b", "'", "\\n", "\u{202E}abc", "- x", "yes", "*a", "&b", "=1+1",
      "🏗 建设",
    ] {
      let csv =
        "title,target,lead,remark,sector,clause\n"
        + Array(repeating: "\"" + title.replacing("\"", with: "\"\"") + "\"", count: 1)[0] + ",70,"
        + Array(repeating: "\"" + title.replacing("\"", with: "\"\"") + "\"", count: 4)
        .joined(separator: ",") + "\n"
      let draft = try Self.draft(csv: csv, in: .en)
      let target = try #require(
        ScenarioDocument(yaml: draft.yaml, file: "d.yaml").scenario.targets.first)
      let shown = CellText.shown(title)
      #expect((target.title.en ?? target.title.zh) == shown)
      #expect((target.lead?.en ?? target.lead?.zh) == shown)
      #expect((target.note?.en ?? target.note?.zh) == shown)
      #expect(target.clause == shown)
    }
  }

  // MARK: Without a table

  @Test(arguments: Language.allCases) func starting(_ language: Language)
    async throws
  {
    let draft = ScenarioDraft.starting(
      calendar: try Self.calendar("2026-01"), language: language)
    let document = try ScenarioDocument(yaml: draft.yaml, file: "city.yaml")
    #expect(document.warnings() == [] && document.options.map(\.id) == ["push"])
    #expect(document.scenario.risks.map(\.id) == ["stoppage"])
    let kinds = Set(document.scenario.targets.map(\.comparator))
    #expect(kinds == [.atLeast, .atMost, .by])
    // Of any length: the targets are due in the last month.
    for months in [1, 7, 36] {
      let other = ScenarioDraft.starting(
        calendar: try Self.calendar("2026-07", months), language: language)
      #expect(Samples.messages(other.yaml) == "")
    }
  }

  /// The examples at the end of a draft are right once the signs of comment are taken away.
  @Test(arguments: tables) func examples(_ table: (path: String, start: String, count: Int)) throws
  {
    let draft = try Self.draft(table.path, table.start)
    let parts = draft.yaml.components(separatedBy: "\n# risks:")
    #expect(parts.count == 2)
    let live = parts[0] + ("\n# risks:" + parts[1]).replacing("\n# ", with: "\n")
    let document = try ScenarioDocument(yaml: live, file: "draft.yaml")
    #expect(document.scenario.risks.count == 1 && document.options.count == 1)
  }
}

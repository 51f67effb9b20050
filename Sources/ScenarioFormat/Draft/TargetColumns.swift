import Buildout

/// Which column of a table holds what, found by the names that offices give them.
struct TargetColumns: Hashable {
  enum Kind: Int, CaseIterable {
    case title, titleEn, id, sector, lead, value, unit, due, clause, note, side, measure, firmness

    var isTitle: Bool { self == .title || self == .titleEn }

    /// As ``CellText/key(_:)`` gives them, the surest first.
    var headings: [String] {
      switch self {
      case .title:
        [
          "title", "namezh", "titlezh", "name", "指标名称", "项目名称", "任务名称", "目标名称", "中文名称", "名称", "指标",
          "项目", "任务", "工作任务", "目标任务", "重点任务", "重点工作", "工作内容", "建设内容", "主要指标", "事项", "实事项目",
          "民生实事", "内容", "indicator", "item", "project", "task", "description",
        ]
      case .titleEn: ["nameen", "titleen", "英文名称", "englishname", "englishtitle"]
      case .id: ["id", "编号", "指标编号", "项目编号", "代码", "code", "序号", "no", "no.", "nr", "number", "#"]
      case .sector:
        [
          "sector", "领域", "所属领域", "类别", "分类", "板块", "行业", "指标类别", "项目类别", "category", "area",
          "field", "theme", "类型",
        ]
      case .lead:
        [
          "lead", "leadunit", "责任单位", "牵头单位", "主责单位", "负责单位", "责任部门", "牵头部门", "牵头责任单位", "承办单位",
          "实施单位", "主管部门", "部门", "department", "owner", "responsible", "responsibleunit", "agency",
          "office",
        ]
      case .value:
        [
          "目标值", "targetvalue", "target", "年度目标值", "年度目标", "全年目标", "工作目标", "目标任务数", "任务数", "计划数",
          "计划值", "年度计划", "全年计划", "目标数", "目标", "promised", "goal", "plan", "value", "指标值", "数量",
          "quantity",
        ]
      case .unit: ["unit", "units", "计量单位", "单位", "measureunit", "unitofmeasure"]
      case .due:
        [
          "due", "duedate", "完成时限", "完成时间", "完成期限", "时限", "时限要求", "时间要求", "截止时间", "截止日期", "时间节点",
          "计划完成时间", "办结时限", "deadline", "by", "finishby", "completion", "completiondate", "date",
          "日期",
        ]
      case .clause: ["clause", "条款", "条", "出处", "依据", "文件条目", "section", "paragraph"]
      case .note: ["remark", "remarks", "备注", "说明", "note", "notes", "comment", "comments", "注"]
      case .side: ["comparator", "comparison", "direction", "方向", "指标方向", "比较"]
      case .measure: ["measure", "kind", "口径", "目标类型"]
      case .firmness: ["firmness", "属性", "指标属性"]
      }
    }
  }

  /// The row of the headings.
  let row: Int
  /// By what they hold.
  private let columns: [Kind: Int]
  /// As they stand in the file.
  private let headings: [Int: String]
  /// A unit in brackets behind the heading of the numbers: `目标值（亿元）`.
  let unit: String?
  /// Headings that are not known; their columns are not read.
  let unread: [String]

  var count: Int { columns.count }

  subscript(kind: Kind) -> Int? { columns[kind] }

  func heading(_ column: Int) -> String? { headings[column] }

  /// All headings, from the left.
  var all: [String] { headings.keys.sorted().compactMap { headings[$0] } }

  /// Whether both targets and their values are named, without which there is nothing to read.
  var isEnough: Bool {
    (columns[.title] != nil || columns[.titleEn] != nil) && columns[.value] != nil
  }

  /// The headings of the first rows of a table: the most that are known, and enough where any row has those.
  ///
  /// - Parameter year: Of two columns such as `2025年目标` and `2026年目标` the one of this year is taken.
  /// - Returns: nil where no row has a text.
  static func best(_ table: Table, year: Int) -> TargetColumns? {
    let rows = table.rows.prefix(30).map { TargetColumns($0, year: year) }
      .filter { !$0.headings.isEmpty }
    // The first of those that are alike.
    return rows.max { a, b in
      (a.isEnough ? 1 : 0, a.count, a.headings.count)
        < (b.isEnough ? 1 : 0, b.count, b.headings.count)
    }
  }

  private init(_ row: Table.Row, year: Int) {
    var texts: [Int: String] = [:]
    for cell in row.cells where !cell.isMerged {
      if case .text(let text) = cell.value { texts[cell.column] = CellText.shown(text) }
    }
    var columns: [Kind: Int] = [:]
    var taken: Set<Int> = []
    var unit: String?
    let known = texts.keys.sorted()
    func isThisYear(_ column: Int) -> Bool { texts[column]?.contains(String(year)) ?? false }
    let order = known.filter(isThisYear) + known.filter { !isThisYear($0) }
    let names = texts.mapValues { Self.parts($0) }
    // `目标` is a title beside `目标值`, so the surest names are settled first, whosever they are.
    for index in 0..<40 {
      for kind in Kind.allCases where columns[kind] == nil {
        guard kind.headings.indices.contains(index) else { continue }
        let name = kind.headings[index]
        for column in order where !taken.contains(column) && columns[kind] == nil {
          guard let heading = names[column], heading.key == name else { continue }
          columns[kind] = column
          taken.insert(column)
          if kind == .value { unit = heading.brackets.flatMap(Self.unit) }
        }
      }
    }
    self.row = row.number
    self.columns = columns
    headings = texts
    self.unit = columns[.unit] == nil ? unit : nil
    unread = known.filter { !taken.contains($0) }.compactMap { texts[$0] }
  }

  /// The heading without a year before it and without what is in brackets, and the latter.
  private static func parts(_ heading: String) -> (key: String, brackets: String?) {
    let folded = CellText.folded(heading)
    var name = folded.prefix { $0 != "(" }
    let inside = folded.dropFirst(name.count + 1).prefix { $0 != ")" }
    let year = name.drop { $0 == " " }
    if ["19", "20", "21"].contains(year.prefix(2)), year.prefix(4).allSatisfy(\.isDigit) {
      name = year.dropFirst(4).drop { " 年度".contains($0) }
    }
    let brackets = String(inside).trimmed
    return (CellText.key(name), brackets.isEmpty ? nil : brackets)
  }

  /// `亿元` of `单位：亿元`; nil for other words, such as `见说明`.
  private static func unit(_ brackets: String) -> String? {
    let text = CellText.folded(brackets.split(separator: ":").last ?? "").trimmed
    return text == "%" || TargetClassifier.isMeasured(text, 1) || PromiseWords.isUnit(text)
      ? text : nil
  }
}

public import Buildout

/// A scenario made from a table of targets: it runs as it is, and says what to change first.
///
///     let draft = try ScenarioDraft(tables: Table.read(bytes), file: "plan.xlsx", calendar: calendar)
///     print(draft.yaml)
///
/// The targets are the table's. How each comes about is guessed by its unit and its words; every guess is
/// marked as an assumption and names the reference class it leans on. Making a draft is a function of the
/// table, the calendar and the language: it opens no file and asks no clock.
public struct ScenarioDraft: Hashable, Sendable {
  /// The scenario file.
  public let yaml: String
  /// The sheet from which it was made; nil for CSV.
  public let sheet: String?
  /// How many targets there are.
  public let targets: Int
  /// How many of them should be looked at, as the table leaves open what is meant.
  public let doubts: Int

  /// - Parameters:
  ///   - tables: Of the file, of which the one with the most columns that are known is taken.
  ///   - sheet: The name of the one to take; nil to choose.
  ///   - file: The file's name, for the comments.
  ///   - calendar: The months of the scenario; every target is due in one of them.
  ///   - language: Of the comments and notes.
  /// - Throws: ``TableFileError`` with every cell that cannot be read.
  public init(
    tables: [Table], sheet: String? = nil, file: String, calendar: Calendar,
    language: Language = .en
  ) throws(TableFileError) {
    let (table, columns) = try Self.choice(
      of: tables, sheet: sheet, year: calendar.start.year)
    let rows = TargetTable(table, columns: columns, calendar: calendar)
    guard rows.faults.isEmpty else { throw TableFileError(rows.faults) }
    guard !rows.targets.isEmpty else {
      throw TableFileError(
        Text(en: "there are headings and no targets below them", zh: "表头下面没有目标"),
        Text(en: "there is nothing to forecast", zh: "没有可预测的内容"),
        Text(en: "write a row for each target", zh: "请每项目标填写一行"),
        at: .init(sheet: table.sheet, row: columns.row))
    }
    let others = tables.filter { !$0.isHidden && $0.sheet != table.sheet }.compactMap(\.sheet)
    let writer = DraftWriter(
      rows: rows, table: table, otherSheets: others, file: file, calendar: calendar,
      language: language)
    yaml = writer.yaml
    self.sheet = table.sheet
    targets = rows.targets.count
    doubts = rows.targets.count { !$0.doubts.isEmpty }
  }

  /// The sheet that is taken, and its columns.
  private static func choice(
    of tables: [Table], sheet: String?, year: Int
  ) throws(TableFileError) -> (Table, TargetColumns) {
    var candidates = tables.filter { !$0.isHidden }
    if let sheet {
      candidates = tables.filter { $0.sheet == sheet }
      guard !candidates.isEmpty else {
        let names = tables.compactMap(\.sheet)
        throw TableFileError(
          Text(en: "there is no sheet \"\(sheet)\"", zh: "没有名为“\(sheet)”的工作表"),
          Text(en: "there is nothing to read", zh: "没有可读取的内容"),
          names.isEmpty
            ? Text(en: "leave out --sheet: a CSV file has no sheets", zh: "CSV 没有工作表，请去掉 --sheet")
            : Text(
              en: "the sheets are \(names.map { "\"\($0)\"" }.joined(separator: ", "))",
              zh: "工作表有：\(names.joined(separator: "、"))"))
      }
    }
    let read = candidates.compactMap { table in
      TargetColumns.best(table, year: year).map { (table: table, columns: $0) }
    }
    // The first of those that are alike.
    let best = read.max { a, b in
      (a.columns.isEnough ? 1 : 0, a.columns.count) < (b.columns.isEnough ? 1 : 0, b.columns.count)
    }
    guard let best else {
      throw TableFileError(
        Text(en: "the table is empty", zh: "表格是空的"),
        Text(en: "there is nothing to forecast", zh: "没有可预测的内容"),
        Text(en: "write a row for each target", zh: "请每项目标填写一行"))
    }
    guard best.columns.isEnough else { throw unknown(best.columns, in: best.table) }
    return best
  }

  /// What is said where the headings are not known.
  private static func unknown(_ columns: TargetColumns, in table: Table) -> TableFileError {
    let all = columns.all.prefix(12).map { $0.shortened }
    let hasTitle = columns[.title] != nil || columns[.titleEn] != nil
    let lacks =
      hasTitle
      ? Text(en: "of the value", zh: "目标值")
      : columns[.value] != nil
        ? Text(en: "of the title", zh: "项目") : Text(en: "of title and value", zh: "项目和目标值")
    return TableFileError(
      Text(
        en: "no heading \(lacks.en ?? "") is recognised; this row comes nearest: "
          + all.joined(separator: ", "),
        zh: "没有认出\(lacks.zh ?? "")列的表头；最接近的是本行：\(all.joined(separator: "、"))"),
      Text(en: "it is not clear which column holds what", zh: "无法判断各列的内容"),
      Text(
        en: "head the column of what is promised 'title' and that of the numbers 'target'",
        zh: "请把名称一列的表头改为“项目”，数字一列的表头改为“目标值”"),
      at: .init(sheet: table.sheet, row: columns.row))
  }

  /// A scenario to begin with where there is no table: a few invented targets, one of each kind, due in the
  /// last month.
  ///
  /// - Parameters:
  ///   - calendar: The months of the scenario.
  ///   - language: Of titles, comments and notes.
  public static func starting(
    calendar: Calendar, language: Language = .en
  ) -> ScenarioDraft {
    let rows = StartingTable.rows(language)
    let table = Table(
      sheet: nil, isHidden: false, hasDecimalCommas: false,
      rows: rows.enumerated().map { index, row in
        Table.Row(
          number: index + 1,
          cells: row.enumerated().filter { !$0.element.isEmpty }.map {
            Table.Cell(column: $0.offset + 1, value: .text($0.element), isMerged: false)
          })
      })
    do {
      return try ScenarioDraft(tables: [table], file: "", calendar: calendar, language: language)
    } catch {
      preconditionFailure("the table that comes with the program is right: \(error)")
    }
  }
}

/// Invented targets, one of each kind that a plan has.
enum StartingTable {
  static func rows(_ language: Language) -> [[String]] {
    switch language {
    case .en:
      [
        ["title", "sector", "target", "unit", "lead", "remark"],
        ["Jobs created", "Livelihood", "8950", "people", "Labour office", ""],
        ["School buildings completed", "Education", "3", "school", "Education office", ""],
        ["County hospital in operation", "Health", "done", "", "Health office", ""],
        ["Estates renewed, works started", "Housing", "12", "estate", "Housing office", ""],
        ["Retail sales growth", "Economy", "6", "%", "Trade office", ""],
        ["Sewage treatment coverage", "Environment", "at least 95", "%", "Water office", ""],
        ["Registered unemployment", "Livelihood", "at most 4", "%", "Labour office", ""],
        ["Fixed investment", "Economy", "182", "M CNY", "Planning office", ""],
      ]
    case .zh:
      [
        ["项目", "领域", "目标值", "单位", "责任单位", "备注"],
        ["新增城镇就业", "民生", "8950", "人", "人社局", ""],
        ["学校建成", "教育", "3", "所", "教育局", ""],
        ["县医院投入使用", "卫生", "完成", "", "卫健局", ""],
        ["老旧小区改造开工", "住房", "12", "个", "住建局", ""],
        ["社会消费品零售总额", "经济", "增长6%以上", "", "商务局", ""],
        ["污水处理率", "生态环境", "不低于95", "%", "水务局", ""],
        ["城镇登记失业率", "民生", "控制在4%以内", "", "人社局", ""],
        ["固定资产投资", "经济", "18.2", "亿元", "发改委", ""],
      ]
    }
  }
}

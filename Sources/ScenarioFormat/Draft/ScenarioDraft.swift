public import Buildout
import Sampling

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
        Fault(
          .missing, "there are headings and no targets below them",
          consequence: "there is nothing to forecast", remedy: "write a row for each target"),
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
          Fault(
            .unknownName, "there is no sheet \"\(sheet)\"", consequence: "there is nothing to read",
            remedy: names.isEmpty
              ? "leave out --sheet: a CSV file has no sheets"
              : "the sheets are \(names.map { "\"\($0)\"" }.listed)"))
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
        Fault(
          .missing, "the table is empty", consequence: "there is nothing to forecast",
          remedy: "write a row for each target"))
    }
    guard best.columns.isEnough else { throw unknown(best.columns, in: best.table) }
    return best
  }

  /// What is said where the headings are not known.
  private static func unknown(_ columns: TargetColumns, in table: Table) -> TableFileError {
    let all = columns.all.prefix(12).map { $0.shortened }
    let hasTitle = columns[.title] != nil || columns[.titleEn] != nil
    let lacks: Message =
      hasTitle
      ? "no heading of the value is recognised"
      : columns[.value] != nil
        ? "no heading of the title is recognised"
        : "no heading of title and value is recognised"
    return TableFileError(
      Fault(
        .missing,
        "\(lacks); this row comes nearest: \(all.listed)",
        consequence: "it is not clear which column holds what",
        remedy:
          "head the column of what is promised 'title' and that of the numbers 'target'"),
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

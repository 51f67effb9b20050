import Buildout
import Sampling

/// Where things stand in a table of actuals, by its headings.
extension ActualsTableReader {
  /// Where things stand in a table.
  struct Columns {
    /// The row of the headings.
    let row: Int
    let id: Int
    let note: Int?
    /// What the figures are counted in; it must not contradict the scenario.
    let unit: Int?
    let layout: Layout
    /// The last that has a heading.
    let last: Int
    /// Whether other columns could hold the values too, which has been told.
    var hasSecondValues = false

    enum Layout {
      case long(month: Int, value: Int)
      case wide([(column: Int, month: Month)])
    }
  }

  private static let ids: Set = ["id", "编号", "标识", "代码"]
  /// A title will do where there is no id.
  private static let titles: Set = [
    "title", "target", "name", "项目", "名称", "目标", "指标", "项目名称", "目标名称", "指标名称", "目标任务",
  ]
  private static let months: Set = ["month", "月份", "年月"]
  private static let values: Set = [
    "value", "actual", "actuals", "数值", "实际值", "实际", "实际完成", "累计", "累计完成", "累计完成数", "累计数", "完成",
    "完成数",
    "完成值", "done", "completed",
  ]
  private static let notes: Set = ["note", "remark", "备注", "说明"]
  private static let units: Set = ["unit", "units", "单位", "计量单位"]

  /// Finds the headings in the first rows; nil where there are none. Notes what is wrong with them.
  mutating func columns(_ table: Table) -> Columns? {
    for row in table.rows.prefix(20) where !isComment(row) {
      var places: [String: Int] = [:]
      for cell in row.cells.reversed() {
        if case .text(let text) = cell.value { places[CellText.key(text)] = cell.column }
      }
      func column(_ names: Set<String>) -> Int? {
        places.filter { names.contains($0.key) }.map(\.value).min()
      }
      guard let id = column(Self.ids) ?? titleColumn(row, table, column(Self.titles)) else {
        continue
      }
      let (note, unit) = (column(Self.notes), column(Self.units))
      let last = row.cells.last?.column ?? id
      let month = column(Self.months)
      let value = column(Self.values)
      if let month, let value {
        return Columns(
          row: row.number, id: id, note: note, unit: unit,
          layout: .long(month: month, value: value),
          last: last, hasSecondValues: noteSecondValues(row, table, value))
      }
      let found = monthColumns(row, table)
      guard !found.isEmpty else {
        if issues.isEmpty { noteNoMonths(row, table, hasMonth: month != nil) }
        return nil
      }
      return Columns(
        row: row.number, id: id, note: note, unit: unit, layout: .wide(found), last: last)
    }
    return nil
  }

  /// A column of titles names the rows where something is read of them: not in the first line of a cover sheet.
  private mutating func titleColumn(_ row: Table.Row, _ table: Table, _ column: Int?) -> Int? {
    guard let column, let cell = row[column] else { return nil }
    let keys = row.cells.compactMap { cell -> String? in
      if case .text(let text) = cell.value { CellText.key(text) } else { nil }
    }
    let isLong = keys.contains(where: Self.months.contains)
    let isWide = row.cells.contains { cell in
      // What is written as a month and is none is told where the columns are read.
      do throws(Fault) {
        return try ActualsMonth.heading(cell.value, in: calendar) != .other
      } catch {
        return true
      }
    }
    if isLong || isWide { return column }
    named = named ?? (place(cell, row, table), CellText.text(of: cell.value))
    return nil
  }

  /// - Parameter hasMonth: Whether there is a column of months, and it is the values that are missing.
  private mutating func noteNoMonths(_ row: Table.Row, _ table: Table, hasMonth: Bool) {
    guard !hasMonth else {
      note(
        place(row.cells[0], row, table),
        Fault(
          .missing, "no column is called 'value'",
          consequence: "it is not clear where the values stand",
          remedy: "call the column of the values 'value'"))
      return
    }
    note(
      place(row.cells[0], row, table),
      Fault(
        .missing, "the headings name no month", consequence: Self.timeless, remedy: addMonths))
  }

  static let timeless: Message = "it is not clear when the values were read"
  var addMonths: Message {
    "add the columns 'month' and 'value', or one column a month, such as '\(calendar.start)'"
  }

  /// Columns that could hold the values as well as the one that was found: of the same name, or headed by a month.
  private mutating func noteSecondValues(_ row: Table.Row, _ table: Table, _ value: Int) -> Bool {
    let known = issues.count
    for cell in row.cells where cell.column != value {
      let heading = CellText.text(of: cell.value)
      if case .text(let text) = cell.value, Self.values.contains(CellText.key(text)) {
        let first = row[value].map { CellText.text(of: $0.value) } ?? ""
        note(
          place(cell, row, table),
          Fault(
            .duplicate, "two columns hold values, '\(first)' and '\(heading)'",
            consequence: "it is not clear which of them holds", remedy: "delete one of them"))
        continue
      }
      let isMonth: Bool
      do throws(Fault) {
        switch try ActualsMonth.heading(cell.value, in: calendar) {
        case .month, .total, .span: isMonth = true
        case .unclear, .other: isMonth = false
        }
      } catch { isMonth = false }
      guard isMonth else { continue }
      note(
        place(cell, row, table),
        Fault(
          .conflict, "the column '\(heading)' stands beside the columns of months and values",
          consequence: "a table has a row for each value or a column for each month, not both",
          remedy: "delete it, or write its values as rows of their own"))
    }
    return issues.count > known
  }

  /// The columns that are headed by a month, each month once. Beside `1-6月`, or `6月累计`, a `6月` is the month's own
  /// figure.
  private mutating func monthColumns(
    _ row: Table.Row, _ table: Table
  ) -> [(column: Int, month: Month)] {
    var found: [(column: Int, month: Month)] = []
    let totals = row.cells.compactMap { cell -> ActualsMonth.Heading? in
      do throws(Fault) { return try ActualsMonth.heading(cell.value, in: calendar) } catch {
        return nil
      }
    }
    let hasSpans = totals.contains { if case .span = $0 { true } else { false } }
    for cell in row.cells {
      do throws(Fault) {
        let month: Month
        switch try ActualsMonth.heading(cell.value, in: calendar) {
        case .total(let read), .span(let read): month = read
        case .month(let read):
          guard !hasSpans && !totals.contains(.total(read)) || !isBare(cell) else {
            warn(
              of: cell, row, table,
              "another column is headed as a total, so that this one seems to hold the month's own figures",
              "head it with the year and the month, such as \(example), where it holds totals")
            continue
          }
          month = read
        case .unclear:
          warn(
            of: cell, row, table,
            "it names a time, and its words do not say that it holds totals since the plan began",
            "head it with the month alone, such as \(example), where it does")
          continue
        case .other:
          if case .text(let text) = cell.value, Self.values.contains(CellText.key(text)) {
            warn(
              of: cell, row, table, "it seems to hold values, and names no month",
              "head it with the month at whose end they were read, such as \(example)")
          }
          continue
        }
        if found.contains(where: { $0.month == month }) {
          throw Fault(
            .duplicate, "two columns are headed \(month)",
            consequence: "it is not clear which of them holds", remedy: "delete one of them")
        }
        found.append((cell.column, month))
      } catch {
        note(place(cell, row, table), error)
      }
    }
    return found
  }

  /// Whether a heading is a month's name as offices write it, without a year: what a month itself has done goes by it.
  private func isBare(_ cell: Table.Cell) -> Bool {
    guard case .text(let text) = cell.value else { return false }
    return CellText.folded(text).wholeMatch(of: #/[0-9一二三四五六七八九十]{1,2}\s?月份?/#) != nil
  }

  private var example: Month { calendar.month(min(5, calendar.months)) }

  /// Says of a column that it is passed over.
  private mutating func warn(
    of cell: Table.Cell, _ row: Table.Row, _ table: Table, _ consequence: Message, _ remedy: Message
  ) {
    let heading = CellText.text(of: cell.value).shortened
    warnings.append(
      ActualsDiagnostic(
        .warning, origin: place(cell, row, table).origin,
        fault: Fault(
          .unknownName, "the column '\(heading)' is not read", consequence: consequence,
          remedy: remedy)))
  }
}

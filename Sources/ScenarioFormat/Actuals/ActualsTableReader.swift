import Buildout
import Sampling

/// Reads the rows of one file of actuals, and everything that is wrong with them.
struct ActualsTableReader {
  let file: String
  private(set) var rows: [ActualsRow] = []
  private(set) var issues: [(place: ActualsPlace?, diagnostic: ActualsDiagnostic)] = []
  /// What was passed over and may have been meant to be read.
  private(set) var warnings: [ActualsDiagnostic] = []
  private let calendar: Calendar

  init(file: String, calendar: Calendar) {
    self.file = file
    self.calendar = calendar
  }

  mutating func read(_ bytes: [UInt8], _ subjects: inout ActualsSubjects) {
    guard
      !file.lowercased().hasSuffix(".xlsx") || bytes.starts(with: [0x50, 0x4B])
        || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    else {
      note(
        nil,
        Fault(
          .wrongFormat, "the file is called .xlsx and is no workbook",
          consequence: "it is damaged, or it was saved in another format, and cannot be read",
          remedy: "open it in the spreadsheet program and save it as .xlsx or CSV again"))
      return
    }
    let tables: [Table]
    do throws(TableFileError) {
      tables = try Table.read(bytes)
    } catch {
      for fault in error.faults { note(fault) }
      return
    }
    var isRead = false
    for table in tables where !table.isHidden {
      guard let columns = columns(table) else { continue }
      isRead = true
      read(table, columns, &subjects)
    }
    guard !isRead, issues.isEmpty else { return }
    note(
      nil,
      Fault(
        .missing, "no column is called 'id'", consequence: "it is not clear what the values are of",
        remedy:
          "begin with the headings 'id,month,value,note', or with 'id' and one column a month "
          + "('2021-01'); buildout actuals writes such a table"))
  }

  // MARK: Headings

  /// Where things stand in a table.
  private struct Columns {
    /// The row of the headings.
    let row: Int
    let id: Int
    let note: Int?
    let layout: Layout
    /// The last that has a heading.
    let last: Int

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

  /// Finds the headings in the first rows; nil where there are none. Notes what is wrong with them.
  private mutating func columns(_ table: Table) -> Columns? {
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
      let note = column(Self.notes)
      let last = row.cells.last?.column ?? id
      let month = column(Self.months)
      let value = column(Self.values)
      if let month, let value {
        return Columns(
          row: row.number, id: id, note: note, layout: .long(month: month, value: value),
          last: last)
      }
      let found = monthColumns(row, table)
      guard !found.isEmpty else {
        if issues.isEmpty { noteNoMonths(row, table, hasMonth: month != nil) }
        return nil
      }
      return Columns(row: row.number, id: id, note: note, layout: .wide(found), last: last)
    }
    return nil
  }

  /// A column of titles names the rows where something is read of them: not in the first line of a cover sheet.
  private func titleColumn(_ row: Table.Row, _ table: Table, _ column: Int?) -> Int? {
    guard let column else { return nil }
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
    return isLong || isWide ? column : nil
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
        .missing, "the headings name no month",
        consequence: "it is not clear when the values were read",
        remedy: "add the columns 'month' and 'value', or one column a month, such as '2021-01'"))
  }

  /// The columns that are headed by a month, each month once.
  private mutating func monthColumns(
    _ row: Table.Row, _ table: Table
  ) -> [(column: Int, month: Month)] {
    var found: [(column: Int, month: Month)] = []
    for cell in row.cells {
      do throws(Fault) {
        let heading = try ActualsMonth.heading(cell.value, in: calendar)
        if heading == .unclear { warnOfColumn(cell, row, table) }
        guard case .month(let month) = heading else { continue }
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

  private mutating func warnOfColumn(_ cell: Table.Cell, _ row: Table.Row, _ table: Table) {
    let heading = CellText.text(of: cell.value).shortened
    warnings.append(
      ActualsDiagnostic(
        .warning, origin: place(cell, row, table).origin,
        fault: Fault(
          .unknownName, "the column '\(heading)' is not read",
          consequence:
            "it names a month, and its words do not say that it holds totals since the plan began",
          remedy: "head it with the month alone, such as 2021-05, where it does")))
  }

  // MARK: Rows

  private func isComment(_ row: Table.Row) -> Bool {
    guard let first = row.cells.first, first.column == 1, case .text(let text) = first.value else {
      return false
    }
    let key = CellText.folded(text)
    return key.hasPrefix("#") && (key != "#" || row.cells.count == 1)
  }

  private mutating func read(
    _ table: Table, _ columns: Columns, _ subjects: inout ActualsSubjects
  ) {
    for row in table.rows where row.number > columns.row && !isComment(row) {
      if table.sheet == nil, let extra = row.cells.first(where: { $0.column > columns.last }) {
        if !noteOpenName(row, table, columns, &subjects) { noteExtra(extra, row, table) }
        continue
      }
      let note = columns.note.flatMap { row[$0] }.map { CellText.text(of: $0.value) } ?? ""
      switch columns.layout {
      case .long(let month, let value):
        guard let cell = row[value], holds(cell) else { continue }
        if table.sheet == nil, isSplitNumber(row, value) {
          noteExtra(cell, row, table)
          continue
        }
        read(
          row, table, columns, month: row[month].map { .cell($0) }, value: cell, note: note,
          &subjects)
      case .wide(let months):
        let last = months.last { place in row[place.column].map(holds) ?? false }?.column
        for (column, month) in months {
          guard let cell = row[column], holds(cell) else { continue }
          read(
            row, table, columns, month: .heading(month), value: cell,
            note: column == last ? note : "", &subjects)
        }
      }
    }
  }

  private func holds(_ cell: Table.Cell) -> Bool {
    !cell.isMerged && !ActualsValue.isBlank(cell.value)
  }

  private enum MonthSource {
    case cell(Table.Cell)
    case heading(Month)
  }

  private mutating func read(
    _ row: Table.Row, _ table: Table, _ columns: Columns, month source: MonthSource?,
    value cell: Table.Cell, note: String, _ subjects: inout ActualsSubjects
  ) {
    let valuePlace = place(cell, row, table)
    guard let idCell = row[columns.id] else {
      self.note(valuePlace, Self.noID)
      return
    }
    let namePlace = place(idCell, row, table)
    let name = CellText.text(of: idCell.value)
    // All three parts are looked at, so that one reading finds everything.
    var subject: ActualsSubject?
    do throws(Fault) { subject = try subjects.subject(name) } catch {
      self.note(namePlace, error)
    }
    var month: Month?
    var monthPlace = valuePlace
    switch source {
    case .heading(let given): month = given
    case .cell(let given):
      monthPlace = place(given, row, table)
      do throws(Fault) { month = try ActualsMonth.month(given.value, in: calendar) } catch {
        self.note(monthPlace, error)
      }
    case nil: self.note(valuePlace, Self.noMonth)
    }
    var value: ActualsValue?
    do throws(Fault) {
      value = try ActualsValue(
        cell.value, isPercent: subject.map(subjects.isPercent) ?? false,
        hasDecimalCommas: table.hasDecimalCommas)
      if case .risk = subject, let given = value?.value, given != 0, given != 1 {
        value = nil
        throw Self.noSighting(CellText.text(of: cell.value))
      }
    } catch {
      let isWord = if case .risk = subject { error.code == .wrongKind } else { false }
      self.note(valuePlace, isWord ? Self.noSighting(CellText.text(of: cell.value)) : error)
    }
    guard let subject, let month, let value else { return }
    let isExact = value.rounding <= 0.5 && subjects.countsWhole(subject)
    rows.append(
      ActualsRow(
        subject: subject, name: name, month: month, value: value.value,
        rounding: isExact ? 0 : value.rounding, note: note, namePlace: namePlace,
        monthPlace: monthPlace, valuePlace: valuePlace))
  }

  /// Whether `1,200` without quotes was read as a 1 and a remark of 200.
  private func isSplitNumber(_ row: Table.Row, _ value: Int) -> Bool {
    guard let next = row[value + 1], case .text(let rest) = next.value,
      case .text(let begin)? = row[value]?.value
    else { return false }
    return begin.wholeMatch(of: #/-?[0-9]{1,3}/#) != nil
      && rest.wholeMatch(of: #/[0-9]{3}(?:\.[0-9]+)?/#) != nil
  }

  // MARK: Faults

  private func place(_ cell: Table.Cell, _ row: Table.Row, _ table: Table) -> ActualsPlace {
    ActualsPlace(
      file: file,
      position: cell.position ?? Position(line: row.number, column: cell.column),
      sheet: table.sheet)
  }

  private mutating func note(_ place: ActualsPlace?, _ fault: Fault) {
    issues.append((place, ActualsDiagnostic(origin: place?.origin ?? file, fault: fault)))
  }

  /// Of the file as a table.
  private mutating func note(_ found: TableFault) {
    let place = found.position.row.map { row in
      ActualsPlace(
        file: file, position: Position(line: row, column: found.position.column ?? 1),
        sheet: found.position.sheet)
    }
    note(place, found.fault)
  }

  private mutating func noteExtra(_ cell: Table.Cell, _ row: Table.Row, _ table: Table) {
    note(
      place(cell, row, table),
      Fault(
        .wrongCount, "the row has more cells than the headings",
        consequence: "a comma inside a number or a remark has moved what follows it",
        remedy: "write 1200 and not 1,200, and put a remark with a comma in quotes"))
  }

  /// Whether it is the name's own comma, in brackets without quotes, that has split the row.
  private mutating func noteOpenName(
    _ row: Table.Row, _ table: Table, _ columns: Columns, _ subjects: inout ActualsSubjects
  ) -> Bool {
    guard let cell = row[columns.id], case .text(let name) = cell.value, name.hasPrefix("{") else {
      return false
    }
    do throws(Fault) {
      _ = try subjects.subject(CellText.shown(name))
      return false
    } catch {
      note(place(cell, row, table), error)
      return true
    }
  }

  private static let noID = Fault(
    .missing, "the row has a value and no id", consequence: "it is not clear what the value is of",
    remedy:
      "give the id of a target, or a measure such as roads.completed; or begin a comment with #")

  private static let noMonth = Fault(
    .missing, "the row has a value and no month", consequence: ActualsMonth.undated,
    remedy: ActualsMonth.remedy)

  private static func noSighting(_ shown: String) -> Fault {
    Fault(
      .outOfRange, "'\(shown)' stands in a risk's row",
      consequence: "it is not clear whether the risk acted",
      remedy: "write 1 where it acted in that month, or 0 where it did not")
  }
}

import Buildout
import Sampling

/// Reads the rows of one file of actuals, and everything that is wrong with them.
struct ActualsTableReader {
  let file: String
  private(set) var rows: [ActualsRow] = []
  private(set) var issues: [(place: ActualsPlace?, diagnostic: ActualsDiagnostic)] = []
  /// What was passed over and may have been meant to be read.
  var warnings: [ActualsDiagnostic] = []
  /// A heading that could name the rows of a table without months.
  var named: (place: ActualsPlace, heading: String)?
  let calendar: Calendar

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
    if tables.allSatisfy(\.rows.isEmpty) {
      note(
        nil,
        Fault(
          .missing, "the file is empty", consequence: "there is nothing to be read",
          remedy: "fill in the table that buildout actuals writes"))
      return
    }
    if let named {
      note(
        named.place,
        Fault(
          .missing, "the rows are named by '\(named.heading)', and no heading names a month",
          consequence: Self.timeless, remedy: addMonths))
      return
    }
    note(
      nil,
      Fault(
        .missing, "no column is called 'id'", consequence: "it is not clear what the values are of",
        remedy:
          "begin with the headings 'id,month,value,note', or with 'id' and one column a month "
          + "('\(calendar.start)'); buildout actuals writes such a table"))
  }

  // MARK: Rows

  func isComment(_ row: Table.Row) -> Bool {
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
        if table.sheet == nil, !columns.hasSecondValues, let rest = splitNumber(row, value) {
          noteSplit(cell, rest, row, table)
          continue
        }
        checkUnit(row, table, columns, subjects)
        read(
          row, table, columns, month: row[month].map { .cell($0) }, value: cell, note: note,
          &subjects)
      case .wide(let months):
        let last = months.last { place in row[place.column].map(holds) ?? false }?.column
        if last != nil { checkUnit(row, table, columns, subjects) }
        for (column, month) in months {
          guard let cell = row[column] else { continue }
          if cell.isMerged, !ActualsValue.isBlank(cell.value) { noteMerged(cell, row, table) }
          guard holds(cell) else { continue }
          read(
            row, table, columns, month: .heading(month), value: cell,
            note: column == last ? note : "", &subjects)
        }
      }
    }
  }

  /// Of a row that has a figure.
  private mutating func checkUnit(
    _ row: Table.Row, _ table: Table, _ columns: Columns, _ subjects: ActualsSubjects
  ) {
    guard let unit = columns.unit.flatMap({ row[$0] }), let id = row[columns.id],
      let fault = subjects.contradiction(
        of: CellText.text(of: unit.value), to: CellText.text(of: id.value))
    else { return }
    note(place(unit, row, table), fault)
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
    case nil: self.note(valuePlace, noMonth)
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

  /// What follows the comma of a `1,200` without quotes, which was read as a 1 and a remark of 200.
  private func splitNumber(_ row: Table.Row, _ value: Int) -> String? {
    guard let next = row[value + 1], case .text(let rest) = next.value,
      case .text(let begin)? = row[value]?.value
    else { return nil }
    let isSplit =
      begin.wholeMatch(of: #/-?[0-9]{1,3}/#) != nil
      && rest.wholeMatch(of: #/[0-9]{3}(?:\.[0-9]+)?/#) != nil
    return isSplit ? rest : nil
  }

  // MARK: Faults

  func place(_ cell: Table.Cell, _ row: Table.Row, _ table: Table) -> ActualsPlace {
    ActualsPlace(
      file: file,
      position: cell.position ?? Position(line: row.number, column: cell.column),
      sheet: table.sheet)
  }

  mutating func note(_ place: ActualsPlace?, _ fault: Fault) {
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

  private mutating func noteSplit(
    _ cell: Table.Cell, _ rest: String, _ row: Table.Row, _ table: Table
  ) {
    let begin = CellText.text(of: cell.value)
    note(
      place(cell, row, table),
      Fault(
        .wrongCount,
        "'\(begin)' and '\(rest)' stand side by side, as '\(begin + "," + rest)' does without quotes",
        consequence: "the comma has made two cells of one number, or the remark is a number alone",
        remedy: "write \(begin + rest), or put a word into the remark"))
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

  /// Whether the value is of this month, of the one before or of both is not to be seen.
  private mutating func noteMerged(_ cell: Table.Cell, _ row: Table.Row, _ table: Table) {
    note(
      place(cell, row, table),
      Fault(
        .ambiguous, "the cell is merged with the one beside or above it",
        consequence: "it is not clear of which of them the value is",
        remedy: "split the cells, and leave those empty of which nothing is known"))
  }

  private static let noID = Fault(
    .missing, "the row has a value and no id", consequence: "it is not clear what the value is of",
    remedy:
      "give the id of a target, or a measure such as roads.completed; or begin a comment with #")

  private var noMonth: Fault {
    Fault(
      .missing, "the row has a value and no month", consequence: ActualsMonth.undated,
      remedy: ActualsMonth.remedy(in: calendar))
  }

  private static func noSighting(_ shown: String) -> Fault {
    Fault(
      .outOfRange, "'\(shown)' stands in a risk's row",
      consequence: "it is not clear whether the risk acted",
      remedy: "write 1 where it acted in that month, or 0 where it did not")
  }
}

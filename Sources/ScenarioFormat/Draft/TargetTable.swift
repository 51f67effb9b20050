import Buildout

/// Reads the targets of a table, and everything that is wrong with them.
struct TargetTable {
  private(set) var targets: [DraftTarget] = []
  private(set) var faults: [TableFault] = []
  /// Rows that hold no target, such as totals and notes, as they begin.
  private(set) var skipped: [(row: Int, text: String)] = []
  let columns: TargetColumns
  private let table: Table
  private let calendar: Calendar
  private var seenIDs: [String: Int] = [:]
  private var seenRows: [String: Int] = [:]

  /// Rows below the headings.
  static let most = 3_000

  init(_ table: Table, columns: TargetColumns, calendar: Calendar) {
    self.table = table
    self.columns = columns
    self.calendar = calendar
    read()
  }

  /// Whether the column of ids tells the rows apart: running numbers that begin anew in each part do not.
  private var hasIDs: Bool {
    guard let column = columns[.id] else { return false }
    let values = table.rows.lazy.filter { $0.number > columns.row }.compactMap { $0[column]?.value }
    var seen: Set<Double> = []
    return values.compactMap { Double(CellText.text(of: $0)) }.allSatisfy {
      seen.insert($0).inserted
    }
  }

  private mutating func read() {
    let count = table.rows.count { $0.number > columns.row }
    guard count <= Self.most else {
      faults.append(
        TableFault(
          position(columns.row, nil),
          Fault(
            .tooMany, "there are \(count) rows below the headings",
            consequence: "no plan has more than \(Self.most) targets; they are not read",
            remedy: "keep the rows of the targets")))
      return
    }
    let hasIDs = hasIDs
    var section: String?
    var lastSector: String?
    for row in table.rows where row.number > columns.row {
      if let first = row.cells.first(where: { !$0.isMerged }),
        RowWords.isTotal(CellText.text(of: first.value))
      {
        skipped.append((row.number, CellText.text(of: first.value)))
        continue
      }
      if let text = lone(row) {
        if isAside(row) || RowWords.isNote(text) {
          skipped.append((row.number, text))
        } else {
          section = RowWords.withoutNumber(text)
          lastSector = nil
        }
        continue
      }
      guard columns.isHeading(row) == false else { continue }
      // A merged cell of a sheet is blank in CSV below its first row.
      lastSector = text(row, .sector) ?? lastSector
      if let target = target(row, sector: lastSector ?? section, hasIDs: hasIDs) {
        targets.append(target)
      }
    }
    faults.sort {
      ($0.position.row ?? 0, $0.position.column ?? 0) < (
        $1.position.row ?? 0, $1.position.column ?? 0
      )
    }
    nameTargets()
  }

  private func isTitle(_ column: Int) -> Bool {
    column == columns[.title] || column == columns[.titleEn]
  }

  /// The text of a row that holds nothing else, such as `一、经济发展`; a heading between targets.
  private func lone(_ row: Table.Row) -> String? {
    let own = row.cells.filter { !$0.isMerged }
    guard own.count == 1, own[0].column != columns[.value] else { return nil }
    let text = CellText.text(of: own[0].value)
    // A title alone is a target whose value was forgotten, unless it is numbered like a heading.
    let isForgotten =
      row.cells.count == 1 && isTitle(own[0].column) && !RowWords.isNumbered(text)
      && !RowWords.isNote(text)
    return isForgotten ? nil : text
  }

  /// Whether what stands alone in a row stands where no heading does, such as a date below the table.
  private func isAside(_ row: Table.Row) -> Bool {
    guard let own = row.cells.first(where: { !$0.isMerged }) else { return true }
    guard case .text = own.value else { return true }
    return row.cells.count == 1 && own.column > 1 && !isTitle(own.column)
      && own.column != columns[.sector]
  }

  // MARK: A row

  private mutating func target(
    _ row: Table.Row, sector: String?, hasIDs: Bool
  ) -> DraftTarget? {
    let before = faults.count
    let title = title(row)
    let unit = unit(row)
    let stated = side(row)
    let due = due(row)
    let promise = promise(row, unit)
    let note = short(row, .note, limit: ScenarioReader.noteLimit)
    let lead = short(row, .lead, limit: 200)
    let clause = short(row, .clause, limit: 200)
    let isSoft = isSoft(row)
    let kind = kind(row)
    if sector.map({ $0.count > 200 }) ?? false {
      fault(row, .sector, tooLong(sector?.count ?? 0, 200))
    }
    guard faults.count == before, let title, let due else { return nil }
    let classifier = TargetClassifier(
      title: title, promise: promise, unit: promise?.unit ?? unit, stated: stated, kind: kind)
    var target: DraftTarget
    do throws(Fault) {
      target = try classifier.target(row: row.number, due: due)
    } catch {
      fault(row, .value, error)
      return nil
    }
    target.sector = sector.map { CellText.shown($0) }
    (target.lead, target.note, target.clause) = (lead, note, clause)
    target.isSoft = isSoft
    if let column = columns[.value], case .text(let text)? = row[column]?.value,
      Double(CellText.folded(text).filter { $0 != "," }) == nil
    {
      target.wording = CellText.shown(text)
    }
    let signature = [
      title.zh ?? "", title.en ?? "", "\(target.value ?? 0)", target.unit ?? "", due.description,
      target.comparator.rawValue, sector ?? "",
    ].joined(separator: "\u{1F}")
    if let first = seenRows[signature] {
      fault(
        row, columns[.title] == nil ? .titleEn : .title,
        Fault(
          .duplicate, "this row repeats row \(first)", consequence: "the target would count twice",
          remedy: "delete one of them"))
      return nil
    }
    seenRows[signature] = row.number
    if hasIDs, let column = columns[.id], let cell = row[column] {
      target.id = id(row, CellText.text(of: cell.value))
    }
    return target
  }

  private mutating func title(_ row: Table.Row) -> Text? {
    var title = Text()
    for kind in [TargetColumns.Kind.title, .titleEn] {
      guard let text = short(row, kind, limit: 200) else { continue }
      if kind == .titleEn || !text.hasHan { title.en = text } else { title.zh = text }
    }
    guard title == Text() else { return title }
    fault(
      row, columns[.title] == nil ? .titleEn : .title,
      Fault(
        .missing, "the target has no title", consequence: "nobody would know what is promised",
        remedy: "write what is promised, or empty the row"))
    return nil
  }

  private mutating func promise(_ row: Table.Row, _ unit: String?) -> PromiseText? {
    guard let column = columns[.value] else { return nil }
    do throws(Fault) {
      let found = try row[column].map { (cell) throws(Fault) in
        try PromiseText.read(
          cell.value, unit: unit, hasDecimalCommas: table.hasDecimalCommas)
      }
      if let promise = found ?? nil { return promise }
    } catch {
      fault(row, .value, error)
      return nil
    }
    let title = text(row, .title) ?? text(row, .titleEn) ?? ""
    if unit == nil, PromiseWords.saysDeed(title) {
      var promise = PromiseText(value: nil)
      promise.isSupposed = true
      return promise
    }
    fault(
      row, .value,
      Fault(
        .missing, "the target has no value", consequence: CellText.nothingToForecast,
        remedy: "write the number that is promised, or 'done' for what is to be finished"))
    return nil
  }

  private mutating func unit(_ row: Table.Row) -> String? {
    var unit = columns.unit
    if let column = columns[.unit], let cell = row[column] {
      unit = CellText.folded(CellText.text(of: cell.value))
    }
    guard let unit, !PromiseWords.nothing.contains(unit.lowercased()) else { return nil }
    if ["%", "百分比", "percent", "percentage", "pct", "百分点", "个百分点"].contains(unit.lowercased()) {
      return "%"
    }
    guard unit.count <= 40 else {
      fault(row, .unit, tooLong(unit.count, 40))
      return nil
    }
    return ["milestone", "里程碑", "完成"].contains(unit.lowercased()) ? nil : unit
  }

  private mutating func due(_ row: Table.Row) -> Month? {
    guard let column = columns[.due], let cell = row[column],
      !PromiseWords.nothing.contains(CellText.text(of: cell.value).lowercased())
    else { return calendar.end }
    do throws(Fault) {
      let due = try MonthText.month(cell.value, in: calendar)
      let number = calendar.number(of: due)
      guard number >= 1 else {
        throw Fault(
          .outsideHorizon, "\(due) is before the horizon begins, in \(calendar.start)",
          consequence: "it could not be simulated",
          remedy: "correct it, or let the horizon begin earlier with --start")
      }
      guard number <= calendar.months else {
        throw Fault(
          .outsideHorizon, "\(due) is after the horizon ends, in \(calendar.end)",
          consequence: "it would not be reached",
          remedy: number <= Calendar.allowedMonths.upperBound
            ? "correct it, or simulate longer with --months \(number)" : "correct it")
      }
      return due
    } catch {
      fault(row, .due, error)
      return nil
    }
  }

  private mutating func side(_ row: Table.Row) -> Target.Comparator? {
    guard let text = text(row, .side) else { return nil }
    let key = CellText.folded(text).lowercased().trimmed
    if let side = Target.Comparator(rawValue: key) { return side }
    var rest = key
    for (words, side) in PromiseWords.sides where PromiseWords.take(words, from: &rest) {
      return side
    }
    switch key {
    case "正向", "越大越好", "up", "higher", "=>": return .atLeast
    case "负向", "逆向", "越小越好", "down", "lower", "=<": return .atMost
    default: break
    }
    fault(
      row, .side,
      Fault(
        .wrongKind, "\"\(text.shortened)\" is no comparison",
        consequence: "it is not clear when the target is met", remedy: "write >=, >, <=, < or by"))
    return nil
  }

  private func kind(_ row: Table.Row) -> String? { text(row, .measure).map { CellText.key($0) } }

  private func isSoft(_ row: Table.Row) -> Bool {
    text(row, .firmness).map { ["soft", "预期性", "导向性", "方向性"].contains(CellText.key($0)) } ?? false
  }

  // MARK: Cells

  private func text(_ row: Table.Row, _ kind: TargetColumns.Kind) -> String? {
    guard let column = columns[kind], let cell = row[column] else { return nil }
    let text = CellText.text(of: cell.value)
    return text.isEmpty ? nil : text
  }

  /// A text that must not be longer than the scenario allows.
  private mutating func short(
    _ row: Table.Row, _ kind: TargetColumns.Kind, limit: Int
  ) -> String? {
    guard let column = columns[kind], let cell = row[column] else { return nil }
    if case .failure(let error) = cell.value {
      fault(row, kind, .formula(error))
      return nil
    }
    let text = CellText.text(of: cell.value)
    guard text.count <= limit else {
      fault(row, kind, tooLong(text.count, limit))
      return nil
    }
    return text.isEmpty ? nil : text
  }

  private func tooLong(_ count: Int, _ limit: Int) -> Fault {
    Fault(
      .tooMany, "the text has \(count) characters, the limit is \(limit)",
      consequence: "no table would hold it", remedy: "shorten it")
  }

  private func position(_ row: Int, _ kind: TargetColumns.Kind?) -> TableFault.Position {
    let column = kind.flatMap { columns[$0] }
    return TableFault.Position(
      sheet: table.sheet, row: row, column: column, heading: column.flatMap { columns.heading($0) })
  }

  private mutating func fault(
    _ row: Table.Row, _ kind: TargetColumns.Kind, _ fault: Fault
  ) {
    faults.append(TableFault(position(row.number, kind), fault))
  }

  // MARK: Ids

  /// The id of a row, as the table has it where it can be one.
  private mutating func id(_ row: Table.Row, _ text: String) -> String {
    guard let id = DraftNames.id(text) else { return "" }
    if let first = seenIDs[id] {
      fault(
        row, .id,
        Fault(
          .duplicate, "\"\(text.shortened)\" is also the id of row \(first)",
          consequence: "the two could not be told apart", remedy: "give each its own"))
    }
    seenIDs[id] = row.number
    return id
  }

  /// Ids for targets without: a short English title, else their place in the table.
  private mutating func nameTargets() {
    let digits = max(2, "\(targets.count)".count)
    for index in targets.indices where targets[index].id.isEmpty {
      let number = "\(index + 1)"
      let counted = "t" + String(repeating: "0", count: max(0, digits - number.count)) + number
      let named = targets[index].title.en.flatMap { DraftNames.slug($0) }
      var id = named.flatMap { seenIDs[$0] == nil ? $0 : nil } ?? counted
      while seenIDs[id] != nil { id += "-\(targets[index].row)" }
      seenIDs[id] = targets[index].row
      targets[index].id = id
    }
  }
}

extension TargetColumns {
  /// Whether a row is the headings again, as on the next printed page.
  func isHeading(_ row: Table.Row) -> Bool {
    guard let title = self[.title] ?? self[.titleEn], let value = self[.value] else { return false }
    return [title, value].allSatisfy { column in
      row[column].map { CellText.text(of: $0.value) == heading(column) } ?? false
    }
  }
}

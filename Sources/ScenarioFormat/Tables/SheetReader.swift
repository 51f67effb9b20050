import Buildout

/// Reads the cells of one sheet of a workbook.
struct SheetReader {
  /// What the sheets of a workbook share.
  struct Context {
    let strings: [String]
    let formats: [NumberFormat]
    let from1904: Bool
    let limits: TableLimits
    /// Cells read so far, in all sheets.
    var cells = 0

    init(strings: [String], formats: [NumberFormat], from1904: Bool, limits: TableLimits) {
      self.strings = strings
      self.formats = formats
      self.from1904 = from1904
      self.limits = limits
    }

    mutating func count(_ more: Int) throws(TableFileError) {
      cells += more
      guard cells <= limits.cells else {
        throw TableFileError.limit("cells", nil, limits.cells)
      }
    }
  }

  private struct Merge {
    let rows: ClosedRange<Int>
    let columns: ClosedRange<Int>
  }

  private let sheet: String
  private var rows: [Table.Row] = []
  private var merges: [Merge] = []
  private var number = 0
  private var cells: [Table.Cell] = []
  private var column = 0
  private var type = "n"
  private var style = 0
  private var raw = ""
  private var isInValue = false
  private var formula: String?
  private var isInFormula = false
  private var inline = RichText()

  private init(sheet: String) { self.sheet = sheet }

  static func rows(
    _ part: [UInt8], sheet: String, _ context: inout Context
  ) throws(TableFileError) -> [Table.Row] {
    var reader = SheetReader(sheet: sheet)
    var shared = context
    try XMLEvents.read(part) { (event) throws(TableFileError) in
      try reader.take(event, &shared)
    }
    context.cells = shared.cells
    return try reader.merged(&context)
  }

  private mutating func take(
    _ event: XMLEvent, _ context: inout Context
  ) throws(TableFileError) {
    switch event {
    case .start("row", let attributes): try beginRow(attributes)
    case .end("row"):
      guard !cells.isEmpty else { break }
      cells.sort { $0.column < $1.column }
      rows.append(Table.Row(number: number, cells: cells))
      guard rows.count <= context.limits.rows else {
        throw TableFileError.limit("rows", nil, context.limits.rows, at: .init(sheet: sheet))
      }
    case .start("c", let attributes): try beginCell(attributes, context.limits)
    case .end("c"):
      guard let value = try value(context) else { break }
      try context.count(1)
      cells.append(Table.Cell(column: column, value: value, isMerged: false))
    case .start("v", _): isInValue = true
    case .end("v"): isInValue = false
    case .start("f", _): (isInFormula, formula) = (true, "=")
    case .end("f"): isInFormula = false
    case .text(let piece) where isInFormula:
      if let text = formula, text.utf8.count < 200 { formula = text + piece }
    case .text(let piece) where isInValue:
      raw += piece
      guard raw.utf8.count <= 4 * context.limits.characters else {
        throw TableFileError.limit(
          "characters in a cell", nil, context.limits.characters, at: position)
      }
    case .start("mergeCell", let attributes):
      if let range = attributes["ref"], let merge = Self.merge(range) { merges.append(merge) }
      guard merges.count <= 10_000 else {
        throw TableFileError.limit("merged ranges", nil, 10_000, at: .init(sheet: sheet))
      }
    default: try inline.take(event, context.limits, at: position)
    }
  }

  private var position: TableFault.Position { .init(sheet: sheet, row: number, column: column) }

  private mutating func beginRow(_ attributes: [String: String]) throws(TableFileError) {
    let next = attributes["r"].flatMap { Int($0) } ?? number + 1
    guard next > number, next <= 1_048_576 else {
      throw ZipArchive.damaged("its rows are out of order")
    }
    number = next
    cells = []
    column = 0
  }

  private mutating func beginCell(
    _ attributes: [String: String], _ limits: TableLimits
  ) throws(TableFileError) {
    let next = attributes["r"].flatMap { Self.reference($0)?.column } ?? column + 1
    guard next > column, next <= limits.columns else {
      throw ZipArchive.damaged("its cells are out of order")
    }
    column = next
    type = attributes["t"] ?? "n"
    style = attributes["s"].flatMap { Int($0) } ?? 0
    raw = ""
    formula = nil
  }

  /// What the cell that ends here holds; nil when it shows nothing.
  private mutating func value(_ context: Context) throws(TableFileError) -> Table.Value? {
    let inline = self.inline.finish()
    // A text may be computed to be empty; a number may not.
    if let formula, raw.isBlank, type == "n" { return .failure(formula) }
    let text: String
    switch type {
    case "inlineStr": text = inline
    case "str":
      var plain = RichText()
      for event in [XMLEvent.start("t", [:]), .text(raw)] {
        try plain.take(event, context.limits, at: position)
      }
      text = plain.finish()
    case "s":
      guard let index = Int(raw), context.strings.indices.contains(index) else {
        throw damagedCell
      }
      text = context.strings[index]
    case "b": return raw.isEmpty ? nil : .truth(raw == "1")
    case "e": return .failure(raw)
    case "d": text = raw
    default:
      guard !raw.isBlank else { return nil }
      guard let number = Double(raw), number.isFinite else { throw damagedCell }
      return Self.value(number, format(context), from1904: context.from1904)
    }
    return text.isBlank ? nil : .text(text)
  }

  private var damagedCell: TableFileError {
    TableFileError(
      Fault(
        .damaged, "the file is damaged: this cell cannot be read", consequence: "it is not read",
        remedy: "type its value anew and save the file"), at: position)
  }

  private func format(_ context: Context) -> NumberFormat {
    context.formats.indices.contains(style) ? context.formats[style] : .number
  }

  /// Sums of decimal fractions leave 0.30000000000000004, which Excel shows as 0.3: 15 digits count.
  private static func value(
    _ number: Double, _ format: NumberFormat, from1904: Bool
  ) -> Table.Value {
    switch format {
    case .number: return .number(rounded(number))
    case .percent: return .percent(rounded(number * 100))
    case .date:
      return Table.Day(serial: number, from1904: from1904).map(Table.Value.date)
        ?? .number(number)
    }
  }

  static func rounded(_ number: Double) -> Double {
    guard number != 0, number.isFinite else { return number }
    let digits = 14 - Int(number.magnitude.exponent10)
    guard (-290...290).contains(digits) else { return number }
    var scale = 1.0
    for _ in 0..<digits.magnitude { scale *= 10 }
    return digits >= 0
      ? (number * scale).rounded() / scale : (number / scale).rounded() * scale
  }

  // MARK: References

  /// `B7`.
  private static func reference(_ text: some StringProtocol) -> (row: Int, column: Int)? {
    var column = 0
    var row = 0
    for byte in text.utf8 where byte != UInt8(ascii: "$") {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0 && column < 100_000:
        column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0 && row < 10_000_000:
        row = row * 10 + Int(byte - UInt8(ascii: "0"))
      default: return nil
      }
    }
    return row > 0 ? (row, column) : nil
  }

  /// `A2:A5`.
  private static func merge(_ range: String) -> Merge? {
    let ends = range.split(separator: ":")
    guard ends.count == 2, let first = reference(ends[0]), let last = reference(ends[1]),
      first.row <= last.row, first.column <= last.column
    else { return nil }
    return Merge(rows: first.row...last.row, columns: first.column...last.column)
  }

  /// The rows, where every cell of a merged range has the value of its first. Rows that hold nothing else
  /// and columns beyond those of the table stay empty, however far a range reaches.
  private func merged(_ context: inout Context) throws(TableFileError) -> [Table.Row] {
    guard !merges.isEmpty else { return rows }
    let width = rows.compactMap { $0.cells.last?.column }.max() ?? 0
    var added: [Int: [Table.Cell]] = [:]
    for merge in merges {
      let first = firstRow(from: merge.rows.lowerBound)
      guard first < rows.count, rows[first].number == merge.rows.lowerBound,
        let source = rows[first][merge.columns.lowerBound],
        merge.columns.lowerBound <= width
      else { continue }
      var index = first
      let columns = merge.columns.clamped(to: 1...max(1, width))
      while index < rows.count, rows[index].number <= merge.rows.upperBound {
        try context.count(columns.count)
        for column in columns where index > first || column > columns.lowerBound {
          guard rows[index][column] == nil else { continue }
          added[index, default: []].append(
            Table.Cell(column: column, value: source.value, isMerged: true))
        }
        index += 1
      }
    }
    return rows.enumerated().map { index, row in
      guard let more = added[index] else { return row }
      var seen: Set<Int> = []
      let cells = (row.cells + more).filter { seen.insert($0.column).inserted }
      return Table.Row(number: row.number, cells: cells.sorted { $0.column < $1.column })
    }
  }

  private func firstRow(from number: Int) -> Int {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Double {
  /// The power of ten of the first digit, or one beside it.
  fileprivate var exponent10: Int {
    var value = self
    var power = 0
    while value >= 10, power < 330 { (value, power) = (value / 10, power + 1) }
    while value < 1, power > -330 { (value, power) = (value * 10, power - 1) }
    return power
  }
}

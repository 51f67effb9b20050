/// One sheet of a workbook before it is a file: a title, notes, and tables below each other with their
/// charts.
struct Sheet {
  /// What its tab says; at most 31 characters, none of `[]:*?/\`.
  let name: String
  let title: String
  var notes: [String] = []
  var blocks: [Block] = []

  /// A table at its place in the sheet.
  struct Block {
    /// What formulas call it; letters only, no other block of the workbook has it.
    let id: String
    var title: String?
    let columns: [Table.Column]
    var rows: [[Cell]]
    /// Whether it can be filtered and sorted.
    var isFiltered = true
    /// Columns of probabilities, which get bars from 0 to 1.
    var bars: Set<Int> = []
    /// Characters that a column has room for, whatever stands there now.
    var leastWidths: [Int: Int] = [:]
    /// Side by side.
    var charts: [Chart] = []
    /// Whether the charts stand below the block rather than to the right of the sheet.
    var hasChartsBelow = true
    /// Whether it is for the charts rather than for readers.
    var isFaint = false
  }

  enum Cell: Hashable {
    case text(String)
    case number(Double, format: String)
    case light(String)
    /// Computed by the spreadsheet; the value is what it gives before anybody changes anything, the format
    /// that of whatever number it gives.
    indirect case formula(String, value: Cell, format: String = "")
    /// One of the texts of a range, to be chosen by the reader.
    case choice(String, from: String)
    case empty

    /// What a reader sees, about.
    var shown: String {
      switch self {
      case .text(let text), .light(let text), .choice(let text, _): text
      case .number(let value, _): Digits.exact(value)
      case .formula(_, let value, _): value.shown
      case .empty: ""
      }
    }

    var isLight: Bool {
      switch self {
      case .light: true
      case .formula(_, let value, _): value.isLight
      default: false
      }
    }
  }

  /// How many columns a note reaches across, and their width in characters: as much as a screen shows.
  var noteColumns: (count: Int, width: Double) {
    var across = (count: 0, width: 0.0)
    for width in widths where across.width < 110 {
      across = (across.count + 1, across.width + width)
    }
    // Columns that hold no table have the width that programs give them.
    while across.width < 70 { across = (across.count + 1, across.width + 9) }
    return across
  }

  /// The row in which a block's column titles stand, counted from 0.
  func headerRow(_ block: Int) -> Int {
    var row = 1 + notes.count + 1
    for (place, before) in blocks.prefix(block + 1).enumerated() {
      if before.title != nil { row += 1 }
      guard place < block else { break }
      row += 1 + before.rows.count + 1
      if before.hasChartsBelow { row += before.charts.map(\.rowsHigh).max() ?? 0 }
    }
    return row
  }

  /// A column of a block as formulas name it: `'Targets'!$B$5:$B$30`.
  func range(_ block: Int, column: Int) -> String {
    let first = headerRow(block) + 2
    let letters = Sheet.letters(column)
    let last = first + blocks[block].rows.count - 1
    return "'\(name)'!$\(letters)$\(first):$\(letters)$\(last)"
  }

  /// A cell of a block as formulas of its own sheet name it: `$B$5`.
  func address(_ block: Int, row: Int, column: Int) -> String {
    "$\(Sheet.letters(column))$\(headerRow(block) + 2 + row)"
  }

  /// Wide enough for most of what stands in each column, in characters.
  var widths: [Double] {
    var widths: [Int] = []
    for block in blocks {
      for (place, column) in block.columns.enumerated() {
        // A title may take two lines.
        var width = max(block.leastWidths[place] ?? 0, (DisplayWidth.of(column.title) + 1) / 2 + 3)
        for row in block.rows { width = max(width, DisplayWidth.of(row[place].shown)) }
        if place == widths.count { widths.append(0) }
        widths[place] = max(widths[place], min(width, column.wraps ? 46 : 28))
      }
    }
    return widths.map { Double($0 + 2) }
  }

  /// A, B, ..., Z, AA, ... for a column counted from 0.
  static func letters(_ column: Int) -> String {
    let last = String(Character(Unicode.Scalar(UInt8(65 + column % 26))))
    return column < 26 ? last : letters(column / 26 - 1) + last
  }
}

extension Sheet.Cell {
  /// A cell of a report, as a number wherever it is shown as one.
  ///
  /// A digit that is not stable is not in the sheet either: the number is the one that is shown, with
  /// as many decimals. Where a bound is shown (`<0.1 %`) the cell holds the number and shows the bound.
  init(_ cell: Table.Cell) {
    switch cell {
    case .text(let text): self = .text(text)
    case .light(_, let shown): self = .light(shown)
    case .interval(_, _, let shown): self = .text(shown)
    case .number(nil, let shown): self = .text(shown)
    case .number(.some(let value), let shown): self.init(value, shown: shown)
    }
  }

  private init(_ value: Double, shown: String) {
    var digits = Substring(shown)
    // A difference that may be none is questioned.
    let mark = digits.hasSuffix("?") ? "\\?" : ""
    if !mark.isEmpty { digits.removeLast() }
    let sign = digits.hasSuffix(" %") ? " %" : digits.hasSuffix("%") ? "%" : ""
    digits.removeLast(sign.count)
    let isBound = digits.hasPrefix("<") || digits.hasPrefix(">")
    if isBound { digits.removeFirst() }
    guard value.isFinite, let number = Double(digits.filter { $0 != "," }) else {
      self = .text(shown)
      return
    }
    if isBound {
      self = .number(Machine.rounded(value), format: "\"" + shown + "\"")
      return
    }
    let decimals = digits.lastIndex(of: ".").map { digits[$0...].count - 1 } ?? 0
    let places = decimals == 0 ? "" : "." + String(repeating: "0", count: decimals)
    let plain = "#,##0" + places + sign + mark
    let isSigned = digits.hasPrefix("+") || digits.hasPrefix("-")
    // The nearest number to the percentage, which a division by 100 may miss.
    let share = Double(digits.filter { $0 != "," } + "e-2") ?? number / 100
    self = .number(
      sign.isEmpty ? number : share, format: isSigned ? "+\(plain);-\(plain)" : plain)
  }
}

extension Sheet.Block {
  /// A table of a report; an interval takes two columns, one for each end.
  init(
    _ table: Table, _ say: Words, id: String, title: String? = nil, bars: Set<Int> = [],
    charts: [Chart] = [], hasChartsBelow: Bool = true
  ) {
    let split = table.columns.indices.map { column in
      table.rows.contains { if case .interval = $0[column] { true } else { false } }
    }
    self.init(
      id: id, title: title,
      columns: zip(table.columns, split).flatMap { column, isSplit in
        isSplit
          ? [say(" from", "下限"), say(" to", "上限")].map {
            Table.Column(column.title.unspaced + $0, column.alignment)
          } : [column]
      },
      rows: table.rows.map { row in
        zip(row, split).flatMap { cell, isSplit in
          isSplit ? Sheet.Cell.ends(cell) : [Sheet.Cell(cell)]
        }
      }, bars: bars, charts: charts, hasChartsBelow: hasChartsBelow)
  }
}

extension Sheet.Cell {
  /// The ends of an interval; what stands there instead, if it is none.
  fileprivate static func ends(_ cell: Table.Cell) -> [Sheet.Cell] {
    guard case .interval(let low, let high, _) = cell else { return [Sheet.Cell(cell), .text("")] }
    // Ends are no bounds, so that the digits are the number.
    return [low, high].map { Sheet.Cell(.number(0, shown: $0)) }
  }
}

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
      case .number(let value, _): Digits.exact(value).text
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

  /// Where a column stands in a block.
  ///
  /// - Precondition: The block has it.
  func columnIndex(_ block: Int, _ key: String) -> Int {
    guard let index = blocks[block].columns.firstIndex(where: { $0.key == key }) else {
      preconditionFailure("no column '\(key)' in the sheet")
    }
    return index
  }

  /// The row in which a block's column titles stand, counted from 0.
  func headerRow(_ block: Int) -> Int {
    var row = 1 + notes.count + 1
    for (index, before) in blocks.prefix(block + 1).enumerated() {
      if before.title != nil { row += 1 }
      guard index < block else { break }
      row += 1 + before.rows.count + 1
      if before.hasChartsBelow { row += before.charts.map(\.rowsHigh).max() ?? 0 }
    }
    return row
  }

  /// A column of a block as formulas name it: `'Targets'!$B$5:$B$30`.
  func range(_ block: Int, _ key: String) -> String {
    let first = headerRow(block) + 2
    let letters = Sheet.letters(columnIndex(block, key))
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
      for (index, column) in block.columns.enumerated() {
        // A title may take two lines.
        var width = max(block.leastWidths[index] ?? 0, (DisplayWidth.of(column.title) + 1) / 2 + 3)
        for row in block.rows { width = max(width, DisplayWidth.of(row[index].shown)) }
        if index == widths.count { widths.append(0) }
        widths[index] = max(widths[index], min(width, column.wraps ? 46 : 28))
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
  /// A cell of a report, as a number wherever it is one.
  ///
  /// A digit that is not stable is not in the sheet either: the number is the one that is shown, with
  /// as many decimals. Where a bound is shown (`<0.1 %`) the cell holds the number and shows the bound.
  init(_ cell: Table.Cell) {
    switch cell.content {
    case .text(let text): self = .text(text)
    case .light(_, let shown): self = .light(shown)
    case .interval(_, _, let shown): self = .text(shown)
    case .month: self = .text(cell.shown)
    case .figure(let figure): self.init(figure)
    }
  }

  init(_ figure: Figure) {
    guard let digits = figure.digits else {
      self = .text(figure.text)
      return
    }
    if figure.bound != nil {
      self = .number(Machine.rounded(figure.value), format: "\"" + figure.text + "\"")
      return
    }
    let places =
      figure.decimals == 0 ? "" : "." + String(repeating: "0", count: figure.decimals)
    let plain = "#,##0" + places + figure.percent + (figure.isQuestioned ? "\\?" : "")
    // A percentage is a share that is shown as a hundred times itself.
    self = .number(
      (figure.percent.isEmpty ? digits : digits.hundredth).value,
      format: figure.isSigned || digits.isNegative ? "+\(plain);-\(plain)" : plain)
  }
}

extension Sheet.Block {
  /// A table of a report; an interval takes two columns, one for each end.
  init(
    _ table: Table, _ say: Words, id: String, title: String? = nil, bars: Set<String> = [],
    charts: [Chart] = [], hasChartsBelow: Bool = true
  ) {
    let split = table.columns.indices.map { column in
      table.rows.contains { if case .interval = $0[column].content { true } else { false } }
    }
    let columns = zip(table.columns, split).flatMap { column, isSplit in
      isSplit
        ? [(say(" from", "下限"), "_low"), (say(" to", "上限"), "_high")].map {
          Table.Column(column.title.unspaced + $0, column.alignment, key: column.key + $1)
        } : [column]
    }
    self.init(
      id: id, title: title, columns: columns,
      rows: table.rows.map { row in
        zip(row, split).flatMap { cell, isSplit in
          isSplit ? Sheet.Cell.ends(cell) : [Sheet.Cell(cell)]
        }
      }, bars: Set(columns.indices.filter { bars.contains(columns[$0].key) }), charts: charts,
      hasChartsBelow: hasChartsBelow)
  }
}

extension Sheet.Cell {
  /// The ends of an interval; what stands there instead, if it is none.
  fileprivate static func ends(_ cell: Table.Cell) -> [Sheet.Cell] {
    guard case .interval(let low, let high, _) = cell.content else {
      return [Sheet.Cell(cell), .text("")]
    }
    return [Sheet.Cell(low), Sheet.Cell(high)]
  }
}

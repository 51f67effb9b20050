import Buildout

extension Report {
  /// The report for a terminal or a text file, columns aligned by display width.
  ///
  /// - Parameters:
  ///   - width: Columns of the terminal: long titles are broken over lines, and cut with an ellipsis
  ///     after the third. Nil, for a file, breaks them at 44 columns and cuts nothing.
  ///   - color: Colours the lights, which their word and symbol also tell apart.
  public func text(width: Int? = nil, color: Bool = false) -> String {
    let page = TextPage(width: width, color: color)
    var lines = [title.inert, String(repeating: "=", count: DisplayWidth.of(title.inert))]
    for fact in facts { lines += page.paragraph(fact) }
    for note in notes { lines += [""] + page.paragraph(note) }
    for table in tables {
      lines += ["", table.title.inert]
      if let note = table.note { lines += page.paragraph(note) }
      lines += [""] + page.lines(table)
    }
    if !legend.isEmpty {
      lines.append("")
      for entry in legend {
        lines += page.paragraph(entry.term + ": " + entry.meaning, indent: "  ")
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

/// Lays text out in columns of a fixed-width font.
struct TextPage {
  let width: Int?
  let color: Bool

  private static let gap = "  "
  private static let narrowest = 12
  private static let widestInFile = 44

  /// The table's lines: a header, a rule, the rows.
  func lines(_ table: Table) -> [String] {
    let headers = table.columns.map { $0.title.inert }
    let rows = table.rows.map { $0.map { $0.shown.inert } }
    let widths = columnWidths(table, headers, rows)
    var lines = block(
      zip(headers, widths).map { Wrapping.lines($0, width: $1) }, table, widths, bottom: true)
    lines.append(widths.map { String(repeating: "-", count: $0) }.joined(separator: TextPage.gap))
    for (cells, row) in zip(table.rows, rows) {
      let wrapped = row.enumerated().map { place, text in
        table.columns[place].wraps
          ? Wrapping.lines(text, width: widths[place], atMost: width == nil ? nil : 3) : [text]
      }
      lines += block(wrapped, table, widths, colors: cells.map(ansi))
    }
    return lines
  }

  /// Natural widths, of which those that wrap give way until the table fits.
  private func columnWidths(_ table: Table, _ headers: [String], _ rows: [[String]]) -> [Int] {
    var widths = headers.indices.map { place in
      let header = headers[place].split(separator: " ").map { DisplayWidth.of($0) }.max() ?? 0
      let cells = rows.map { DisplayWidth.of($0[place]) }.max() ?? 0
      return max(header, table.columns[place].wraps ? min(cells, 400) : cells, 1)
    }
    let wrapping = widths.indices.filter { table.columns[$0].wraps }
    guard let width else {
      for place in wrapping { widths[place] = min(widths[place], TextPage.widestInFile) }
      return widths
    }
    var excess = widths.reduce(0, +) + TextPage.gap.count * (widths.count - 1) - width
    while excess > 0, let widest = wrapping.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > TextPage.narrowest
    {
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  /// Cells side by side, each of one or more lines.
  private func block(
    _ cells: [[String]], _ table: Table, _ widths: [Int], bottom: Bool = false,
    colors: [String?]? = nil
  ) -> [String] {
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { line in
      var text = ""
      var pending = 0
      for (place, cell) in cells.enumerated() {
        let at = bottom ? line - (height - cell.count) : line
        let content = cell.indices.contains(at) ? cell[at] : ""
        let space = max(0, widths[place] - DisplayWidth.of(content))
        let leads = table.columns[place].alignment == .leading
        if !content.isEmpty {
          text += String(repeating: " ", count: pending + (leads ? 0 : space))
          text += paint(content, colors?[place])
          pending = leads ? space : 0
        } else {
          pending += space
        }
        pending += TextPage.gap.count
      }
      return text
    }
  }

  private func paint(_ text: String, _ code: String?) -> String {
    guard color, let code else { return text }
    return "\u{1B}[" + code + "m" + text + "\u{1B}[0m"
  }

  private func ansi(_ cell: Table.Cell) -> String? {
    guard case .light(let light, _) = cell else { return nil }
    switch light {
    case .green: return "32"
    case .amber: return "33"
    case .red: return "31"
    }
  }

  /// A sentence broken to the page.
  func paragraph(_ text: String, indent: String = "") -> [String] {
    Wrapping.lines(text.inert, width: min(width ?? 100, 100) - indent.count).enumerated().map {
      $0.offset == 0 ? $0.element : indent + $0.element
    }
  }
}

import Buildout

extension Report {
  /// The report for a terminal or a text file, columns aligned by display width.
  ///
  /// - Parameters:
  ///   - width: Columns of the terminal: long titles are broken over lines, and cut with an ellipsis
  ///     after the third; some columns are left out where room is short, and named. Nil, for a file,
  ///     breaks titles at 44 columns, cuts nothing and leaves nothing out.
  ///   - color: Colours the lights, which their word and symbol also tell apart.
  public func text(width: Int? = nil, color: Bool = false) -> String {
    let page = TextPage(width: width, color: color)
    var lines = [title.inert, String(repeating: "=", count: DisplayWidth.of(title.inert))]
    for fact in facts { lines += page.paragraph(fact) }
    for note in notes { lines += [""] + page.paragraph(note) }
    var leftOut: [String] = []
    /// Of tables that share their column widths, the first and these.
    var families: [(first: Table, widths: [Int])] = []
    for table in tables {
      lines += ["", table.title.inert]
      if let note = table.note { lines += page.paragraph(note) }
      guard !table.rows.isEmpty else { continue }
      func isKin(_ other: Table) -> Bool { other.id == table.id && other.columns == table.columns }
      let known = families.first { isKin($0.first) }
      let widths = known?.widths ?? page.naturalWidths(tables.filter(isKin))
      if known == nil { families.append((table, widths)) }
      lines += [""] + page.lines(table, widths, leftOut: &leftOut)
    }
    if !leftOut.isEmpty {
      let say = Words(language: language)
      let names = leftOut.joined(separator: say(", ", "、"))
      lines += [""]
      lines += page.paragraph(
        say("Left out, since the page is narrow: ", "页面较窄，未列出：") + names + say(".", "。"))
    }
    if !legend.isEmpty {
      lines.append("")
      for entry in legend {
        lines += page.paragraph(entry.line, indent: "  ")
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
  /// Columns that wrap are never wider than the first, give way down to the second, and to the third
  /// when there is nothing left to leave out.
  private static let widest = 44
  private static let comfortable = 20
  private static let narrowest = 12

  /// The table's lines: a header, a rule, the rows.
  ///
  /// - Parameters:
  ///   - natural: What ``naturalWidths(_:)`` gives.
  ///   - leftOut: Gains the titles of columns for which there is no room.
  func lines(_ table: Table, _ natural: [Int], leftOut: inout [String]) -> [String] {
    var kept = Array(table.columns.indices)
    var widths = natural
    func excess() -> Int {
      guard let width else { return 0 }
      let gaps = TextPage.gap.count * (kept.count - 1)
      return kept.reduce(0) { $0 + widths[$1] } + gaps - width
    }
    func narrow(to narrowest: Int) {
      let wrapping = kept.filter { table.columns[$0].wraps }
      while excess() > 0, let widest = wrapping.max(by: { widths[$0] < widths[$1] }),
        widths[widest] > narrowest
      {
        widths[widest] -= 1
      }
    }
    narrow(to: TextPage.comfortable)
    while excess() > 0, let extra = kept.last(where: { table.columns[$0].isExtra }) {
      kept.removeAll { $0 == extra }
      let title = table.columns[extra].title.inert
      if !leftOut.contains(title) { leftOut.append(title) }
    }
    narrow(to: TextPage.narrowest)

    let columns = kept.map { table.columns[$0] }
    let shown = kept.map { widths[$0] }
    let headers = zip(columns, shown).map {
      // A blank says where a Chinese title may break; where it did not, it is left out.
      Wrapping.lines($0.title.inert, width: $1, atSpaces: true).map(\.unspaced)
    }
    var lines = block(headers, columns, shown, atBottom: true)
    lines.append(shown.map { String(repeating: "-", count: $0) }.joined(separator: TextPage.gap))
    for row in table.rows {
      let cells = kept.map { row[$0] }
      let wrapped = zip(cells, zip(columns, shown)).map { cell, column in
        column.0.wraps
          ? Wrapping.lines(cell.shown.inert, width: column.1, atMost: width == nil ? nil : 3)
          : [cell.shown.inert]
      }
      lines += block(wrapped, columns, shown, colors: cells.map(ansi))
    }
    return lines
  }

  /// The room that the cells of tables with the same columns take, and the longest word of the header.
  func naturalWidths(_ kin: [Table]) -> [Int] {
    let columns = kin.first?.columns ?? []
    return columns.indices.map { index in
      let column = columns[index]
      let header = column.title.inert.split(separator: " ").map { DisplayWidth.of($0) }.max() ?? 0
      let cells = kin.flatMap { $0.rows.map { DisplayWidth.of($0[index].shown.inert) } }.max() ?? 0
      return max(header, column.wraps ? min(cells, TextPage.widest) : cells, 1)
    }
  }

  /// Cells side by side, each of one or more lines.
  private func block(
    _ cells: [[String]], _ columns: [Table.Column], _ widths: [Int], atBottom: Bool = false,
    colors: [String?]? = nil
  ) -> [String] {
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { line in
      var text = ""
      var pending = 0
      for (index, cell) in cells.enumerated() {
        let at = atBottom ? line - (height - cell.count) : line
        let content = cell.indices.contains(at) ? cell[at] : ""
        let space = max(0, widths[index] - DisplayWidth.of(content))
        let leads = columns[index].alignment == .leading
        if !content.isEmpty {
          text += String(repeating: " ", count: pending + (leads ? 0 : space))
          text += paint(content, colors?[index])
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
    guard case .light(let light, _) = cell.content else { return nil }
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

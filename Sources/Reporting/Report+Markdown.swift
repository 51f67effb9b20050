extension Report {
  /// The report as Markdown with tables (GitHub's dialect). Text from a scenario is escaped, so that
  /// it shows as it was written.
  public func markdown() -> String {
    var blocks = ["# " + Markdown.escaped(title)]
    blocks += facts.map(Markdown.paragraph)
    blocks += notes.map { "> " + Markdown.escaped($0) }
    for table in tables {
      blocks.append("## " + Markdown.escaped(table.title))
      if let note = table.note { blocks.append(Markdown.paragraph(note)) }
      if !table.rows.isEmpty { blocks.append(Markdown.table(table)) }
    }
    if !legend.isEmpty {
      blocks.append(
        legend.map { "- " + Markdown.escaped($0.line) }
          .joined(separator: "\n"))
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }
}

enum Markdown {
  static func table(_ table: Table) -> String {
    let header = row(table.columns.map(\.title))
    let rule =
      "|" + table.columns.map { $0.alignment == .leading ? ":--|" : "--:|" }.joined()
    return ([header, rule] + table.rows.map { row($0.map(\.shown)) }).joined(separator: "\n")
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.map(escaped).joined(separator: " | ") + " |"
  }

  /// Text that begins a block: it must not read as a heading, list or quotation either.
  static func paragraph(_ text: String) -> String {
    let escaped = escaped(text)
    guard let first = escaped.first, "#+->=".contains(first) else { return escaped }
    return "\\" + escaped
  }

  /// Text that shows as itself: markup, pipes, HTML, mathematics and bare addresses are disarmed.
  static func escaped(_ text: String) -> String {
    let scalars = Array(text.inert.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let previous = index > 0 ? scalars[index - 1] : " "
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      let acts: Bool
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "|", "$": acts = true
      // Alone between spaces it strikes nothing out.
      case "~": acts = previous != " " || next != " "
      // A tag, a comment or an entity; `<= 5` is none of them.
      case "<": acts = next.isLetter || next == "/" || next == "!" || next == "?"
      case "&": acts = next.isLetter || next == "#"
      // A scheme or `www.` would become a link by itself.
      case "/": acts = previous == ":"
      case ".": acts = previous == "w" || previous == "W"
      default: acts = false
      }
      if acts { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool {
    ("a"..."z").contains(self) || ("A"..."Z").contains(self)
  }
}

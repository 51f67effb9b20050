extension Report {
  /// A sheet as CSV: UTF-8, a header row of stable names, lines that end in CR LF (RFC 4180).
  ///
  /// Of a Chinese report it begins with a byte-order mark, without which a double click has Excel read
  /// Chinese text as that of another encoding; of an English one, which is for programs, it does not. All
  /// else is the same in both languages.
  ///
  /// Numbers carry nine significant digits and a dot; what is not estimable or not finite is empty.
  /// Text that a spreadsheet would run as a formula has an apostrophe before it.
  ///
  /// - Parameter sheet: The id of one of ``sheets``; nil is the first.
  /// - Returns: Nil when there is no such sheet.
  public func csv(_ sheet: String? = nil) -> String? {
    let table = sheet.map { id in sheets.first { $0.id == id } } ?? sheets.first
    guard let table else { return nil }
    let header = table.columns.map { CSV.field($0.title) }
    let rows = table.rows.map { $0.map(CSV.field) }
    let mark = language == .zh ? "\u{FEFF}" : ""
    return mark + ([header] + rows).map { $0.joined(separator: ",") + "\r\n" }.joined()
  }
}

private enum CSV {
  static func field(_ cell: Table.Cell) -> String {
    switch cell.data {
    case .text(let text): field(text)
    case .integer(let value): String(value)
    case .unsigned(let value): String(value)
    case .number(let value): Machine.number(value) ?? ""
    case .flag(let value): value ? "1" : "0"
    // Ids, which hold no space.
    case .array(let items): field(items.map { field(Table.Cell.data($0)) }.joined(separator: " "))
    case .object, .null: ""
    }
  }

  /// Text, quoted where it must be. Spreadsheets read full-width signs as formulas too.
  static func field(_ text: String) -> String {
    let formulaic: Set<Unicode.Scalar> = [
      "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
    ]
    let runs = text.unicodeScalars.first.map(formulaic.contains) ?? false
    let inert = (runs ? "'" : "") + text.inert
    guard inert.unicodeScalars.contains(where: { ",\"".unicodeScalars.contains($0) }) else {
      return inert
    }
    return "\""
      + inert.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

/// Numbers as other programs read them.
enum Machine {
  /// At most nine significant digits, of a whole number all; nil for what is not finite.
  static func number(_ value: Double) -> String? {
    guard value.isFinite else { return nil }
    let significant = Digits.isWhole(value) ? 15 : Digits.significant
    return DecimalDigits(value).rounded(significant: significant).machine
  }

  /// A finite number as others read it back.
  static func rounded(_ value: Double) -> Double { number(value).flatMap(Double.init) ?? value }
}

/// The page that says what every key means, as far as a program can read it: its tables.
///
/// The sentences stand there alone. The page is compiled in, so that an editor shows the same words as
/// the documentation.
enum KeyPage {
  /// The rows of the tables under each heading, by what the first cell names in backticks.
  static let rows: [String: [String: [String: String]]] = read(
    String(decoding: PackageResources.ScenarioKeys_md, as: UTF8.self))

  /// What the page says of a key: its meaning, its unit and its default.
  ///
  /// - Parameter section: The heading, without `#`.
  static func description(of key: String, in section: String) -> String? {
    guard let row = rows[section]?[key] else { return nil }
    var sentences: [String] = []
    for column in ["meaning", "holds", "reads", "parameters", "mean, and what it is for"] {
      if let text = row[column], !text.isEmpty { sentences.append(text) }
    }
    for (column, name) in [("unit", "Unit"), ("default", "Default")] {
      if let text = row[column], !text.isEmpty { sentences.append("\(name): \(text)") }
    }
    guard !sentences.isEmpty else { return nil }
    return sentences.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: ". ")
  }

  private static func read(_ page: String) -> [String: [String: [String: String]]] {
    var rows: [String: [String: [String: String]]] = [:]
    var section = ""
    var columns: [String] = []
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("#") {
        section = String(line.drop { $0 == "#" || $0 == " " })
      }
      guard line.hasPrefix("|") else {
        columns = []
        continue
      }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
        .dropFirst().dropLast().map(trimmed)
      guard !columns.isEmpty else {
        columns = cells
        continue
      }
      var row: [String: String] = [:]
      for (column, cell) in zip(columns.dropFirst(), cells.dropFirst()) { row[column] = cell }
      // One row may explain several keys: `atLeast`, `above`; another begins with a key: `poisson: mean`.
      for (index, part) in cells[0].split(separator: "`", omittingEmptySubsequences: false)
        .enumerated() where index % 2 == 1
      {
        let key = part.drop { $0 == "{" }.prefix { $0 != ":" }
        // What is said first explains; later tables of the section say more of some.
        if rows[section]?[String(key)] == nil { rows[section, default: [:]][String(key)] = row }
      }
    }
    return rows
  }

  private static func trimmed(_ cell: Substring) -> String {
    String(
      String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
  }
}

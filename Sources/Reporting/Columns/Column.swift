import Buildout

/// A column of rows of one kind, said once: what programs and people call it, what it means, who reads it,
/// and what stands in a row of it.
///
/// <doc:AddingAColumn> tells how to add one.
struct Column<Row: Sendable>: Sendable {
  /// Numbers, short words that are kept on a line, or words that wrap.
  enum Kind { case number, short, words }

  /// The columns that CSV gives it, each with the member of its object that stands there; nil is one for
  /// all of it, under its key.
  typealias CSVColumns = [(name: String, member: String)]

  /// As CSV names it, in snake case. JSON names it in camel case.
  let key: String
  let views: Set<View>
  private let kind: Kind
  /// Empty for what only programs read.
  let title: Phrase
  /// Other titles where the usual one does not fit.
  private let titles: [View: Phrase]
  private let csv: CSVColumns?
  /// Where a page without room leaves it out first.
  let extraIn: Set<View>
  /// Where it stands behind all that do not.
  let lastIn: Set<View>
  /// What the page for programs says of it; empty for what only people read.
  let about: String
  let meanings: [Meaning]
  let cell: @Sendable (Row, Words) -> Table.Cell

  init(
    _ kind: Kind, _ key: String, _ views: Set<View>, _ en: String, _ zh: String,
    titles: [View: Phrase] = [:], csv: CSVColumns? = nil, extraIn: Set<View> = [],
    lastIn: Set<View> = [], about: String = "", meaning: Meaning? = nil,
    further: Meaning? = nil,
    cell: @escaping @Sendable (Row, Words) -> Table.Cell
  ) {
    self.kind = kind
    self.key = key
    self.views = views
    title = Phrase(en, zh)
    self.titles = titles
    self.csv = csv
    self.extraIn = extraIn
    self.lastIn = lastIn
    self.about = about
    meanings = [meaning, further].compactMap(\.self)
    self.cell = cell
  }

  /// A column that only programs read.
  static func data(
    _ key: String, _ views: Set<View>, csv: CSVColumns? = nil, lastIn: Set<View> = [],
    _ about: String, _ data: @escaping @Sendable (Row) -> JSON
  ) -> Column {
    Column(.short, key, views, "", "", csv: csv, lastIn: lastIn, about: about) { row, _ in
      .data(data(row))
    }
  }

  /// The key as JSON writes it: `meanShortfall` for `mean_shortfall`.
  var camelKey: String {
    let words = key.split(separator: "_")
    return words.dropFirst().reduce(String(words[0])) {
      $0 + $1.prefix(1).uppercased() + $1.dropFirst()
    }
  }

  /// Its columns in CSV.
  var csvColumns: [(name: String, member: String?)] {
    csv.map { $0.map { ($0.name, $0.member) } } ?? [(key, nil)]
  }

  func heading(_ view: View, _ say: Words) -> Table.Column {
    Table.Column(
      say(titles[view] ?? title), kind == .number ? .trailing : .leading, wraps: kind == .words,
      isExtra: extraIn.contains(view), key: key, meanings: explanations(say, forWorkbook: false))
  }

  /// What it says, everywhere or only in the workbook.
  func explanations(_ say: Words, forWorkbook: Bool) -> [Report.Explanation] {
    meanings.filter { $0.isForWorkbook == forWorkbook }.map {
      Report.Explanation(
        $0.term.map { say($0) } ?? say(title).unspaced, say($0.text), colon: say(": ", "："))
    }
  }
}

/// For whom rows are written. The renderers of one view differ in their format, not in their columns.
enum View: Hashable, Sendable, CaseIterable {
  case csv, json
  /// The tables of the text and of Markdown.
  case table
  /// The tables of those that are weakest, in the text and in the workbook's summary.
  case weakest, summary
  case workbook
  /// The page's tables, and the one of the weakest on its first screen.
  case page, first
  /// Of the targets that are known in part: those furthest behind, and those whose odds have moved most.
  case behind, moved
  /// The table of what more money buys.
  case frontier
}

/// Something said in both languages.
struct Phrase: Hashable, Sendable {
  let en: String
  let zh: String

  init(_ en: String, _ zh: String) {
    self.en = en
    self.zh = zh
  }
}

/// What a column says, in one sentence.
struct Meaning: Sendable {
  /// What is explained, where that is not the column's title.
  var term: Phrase?
  let text: Phrase
  /// Whether only the workbook explains it.
  var isForWorkbook = false

  init(_ en: String, _ zh: String, term: Phrase? = nil, isForWorkbook: Bool = false) {
    text = Phrase(en, zh)
    self.term = term
    self.isForWorkbook = isForWorkbook
  }
}

extension Words {
  func callAsFunction(_ phrase: Phrase) -> String { self(phrase.en, phrase.zh) }
}

/// The columns of rows of one kind, and what every format makes of them.
struct Catalogue<Row: Sendable>: Sendable {
  /// In the order of JSON and CSV, where a key once given keeps its place.
  var columns: [Column<Row>]
  /// The keys that stand first in a view, where that order does not suit it.
  var firstIn: [View: [String]] = [:]

  func columns(in view: View, without left: Set<String> = []) -> [Column<Row>] {
    let first = firstIn[view] ?? []
    func rank(_ column: Column<Row>) -> Int {
      column.lastIn.contains(view) ? Int.max : first.firstIndex(of: column.key) ?? first.count
    }
    return columns.filter { $0.views.contains(view) && !left.contains($0.key) }.enumerated()
      .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
  }

  /// A row for other programs.
  func json(_ row: Row) -> JSON {
    .object(columns(in: .json).map { ($0.camelKey, $0.cell(row, Words(language: .en)).data) })
  }

  /// Rows for other programs, as a table of one cell for each number.
  func sheet(_ id: String, _ rows: [Row]) -> Table {
    let columns = columns(in: .csv)
    return Table(
      id: id, columns: columns.flatMap { $0.csvColumns.map { Table.Column($0.name) } },
      rows: rows.map { row in
        columns.flatMap { column in
          let data = column.cell(row, Words(language: .en)).data
          return column.csvColumns.map { Table.Cell.data($0.member.map { data[$0] } ?? data) }
        }
      })
  }

  /// Rows for people.
  func table(
    _ id: String, _ title: String = "", note: String? = nil, in view: View, _ rows: [Row],
    without left: Set<String> = [], _ say: Words
  ) -> Table {
    let columns = columns(in: view, without: left)
    return Table(
      id: id, title: title, note: note, columns: columns.map { $0.heading(view, say) },
      rows: rows.map { row in columns.map { $0.cell(row, say) } })
  }

  /// What only the workbook explains.
  func workbookMeanings(_ say: Words) -> [Report.Explanation] {
    columns.flatMap { $0.explanations(say, forWorkbook: true) }
  }

  /// The table of keys in a page of the documentation.
  func documentation(_ view: View) -> String {
    let lines = columns(in: view).map { column in
      let keys = view == .csv ? column.csvColumns.map(\.name) : [column.camelKey]
      return "| " + keys.map { "`\($0)`" }.joined(separator: ", ") + " | \(column.about) |"
    }
    let head = view == .csv ? "column" : "key"
    return (["| \(head) | value |", "|---|---|"] + lines).map { $0 + "\n" }.joined()
  }
}

extension [Table] {
  /// What their columns say, each once, in the order in which they appear.
  ///
  /// - Parameter first: The keys of columns that stand before all others.
  func legend(first: [String] = []) -> [Report.Explanation] {
    let columns = flatMap(\.columns)
    let order =
      first.flatMap { key in columns.filter { $0.key == key } }
      + columns.filter { !first.contains($0.key) }
    var terms: Set<String> = []
    return order.flatMap(\.meanings).filter { terms.insert($0.term).inserted }
  }
}

/// The ends of an interval as CSV names them: `probability_low`, `probability_high`.
func ends(of name: String) -> [(name: String, member: String)] {
  ["low", "high"].map { (name + "_" + $0, $0) }
}

/// A figure with its interval as CSV names its parts: `gain`, `gain_low`, `gain_high`.
func estimate(of name: String) -> [(name: String, member: String)] {
  [(name, "value")] + ends(of: name)
}

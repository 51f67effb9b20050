import Buildout

/// A column of rows of one kind, said once: what programs and people call it, what it means, who reads it,
/// and what stands in a row of it.
///
/// <doc:AddingAColumn> tells how to add one.
struct Column<Row: Sendable>: Sendable {
  /// As CSV names it, in snake case. JSON names it in camel case.
  let key: String
  let views: Set<View>
  /// The columns that CSV gives it where that is not one under its key, each with the member of its object
  /// that stands there.
  var csv: [(name: String, member: String)]?
  /// What the page for programs says of it; empty for what only people read.
  var about = ""
  /// Empty for what only programs read.
  var title = Phrase("", "")
  /// Another title where the usual one does not fit.
  var titles: [View: Phrase] = [:]
  var alignment = Table.Column.Alignment.leading
  var wraps = false
  /// Where a page without room leaves it out first.
  var extraIn: Set<View> = []
  /// Where it stands behind all that do not.
  var lastIn: Set<View> = []
  var meaning: Meaning?
  let cell: @Sendable (Row, Words) -> Table.Cell
}

/// For whom rows are written. The renderers of one view differ in their format, not in their columns.
enum View: Hashable, Sendable {
  case csv, json
  /// The tables of the text and of Markdown.
  case table
  /// The tables of those that are weakest, in the text and in the workbook's summary.
  case weakest, summary
  case workbook
  /// The page's tables.
  case page
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

extension Column {
  /// A column that only programs read.
  static func data(
    _ key: String, _ views: Set<View>, csv: [(name: String, member: String)]? = nil,
    lastIn: Set<View> = [], _ about: String, _ data: @escaping @Sendable (Row) -> JSON
  ) -> Column {
    Column(key: key, views: views, csv: csv, about: about, lastIn: lastIn) { row, _ in
      .data(data(row))
    }
  }

  /// A column of words that wrap.
  static func words(
    _ key: String, _ views: Set<View>, _ en: String, _ zh: String, extraIn: Set<View> = [],
    lastIn: Set<View> = [], about: String = "", meaning: Meaning? = nil,
    _ cell: @escaping @Sendable (Row, Words) -> Table.Cell
  ) -> Column {
    Column(
      key: key, views: views, about: about, title: Phrase(en, zh), wraps: true, extraIn: extraIn,
      lastIn: lastIn, meaning: meaning, cell: cell)
  }

  /// A column of short words or dates.
  static func short(
    _ key: String, _ views: Set<View>, _ en: String, _ zh: String, extraIn: Set<View> = [],
    lastIn: Set<View> = [], about: String = "", meaning: Meaning? = nil,
    _ cell: @escaping @Sendable (Row, Words) -> Table.Cell
  ) -> Column {
    Column(
      key: key, views: views, about: about, title: Phrase(en, zh), extraIn: extraIn,
      lastIn: lastIn, meaning: meaning, cell: cell)
  }

  /// A column of numbers.
  static func number(
    _ key: String, _ views: Set<View>, csv: [(name: String, member: String)]? = nil, _ en: String,
    _ zh: String, titles: [View: Phrase] = [:], extraIn: Set<View> = [], lastIn: Set<View> = [],
    about: String = "", meaning: Meaning? = nil,
    _ cell: @escaping @Sendable (Row, Words) -> Table.Cell
  ) -> Column {
    Column(
      key: key, views: views, csv: csv, about: about, title: Phrase(en, zh), titles: titles,
      alignment: .trailing, extraIn: extraIn, lastIn: lastIn, meaning: meaning, cell: cell)
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
      say(titles[view] ?? title), alignment, wraps: wraps, isExtra: extraIn.contains(view),
      key: key,
      meaning: meaning.flatMap { $0.isForWorkbook ? nil : explanation($0, say) })
  }

  func explanation(_ meaning: Meaning, _ say: Words) -> Report.Explanation {
    Report.Explanation(
      meaning.term.map { say($0) } ?? say(title).unspaced, say(meaning.text), colon: say(": ", "："))
  }
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
    columns.compactMap { column in
      column.meaning.flatMap { $0.isForWorkbook ? column.explanation($0, say) : nil }
    }
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
  var legend: [Report.Explanation] {
    var terms: Set<String> = []
    return flatMap(\.columns).compactMap(\.meaning).filter { terms.insert($0.term).inserted }
  }
}

/// The ends of an interval as CSV names them: `probability_low`, `probability_high`.
func ends(of name: String) -> [(name: String, member: String)] {
  ["low", "high"].map { (name + "_" + $0, $0) }
}

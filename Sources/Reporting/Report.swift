public import Buildout

/// The answers of a run, or the passage of one trial, as tables and notes without a format.
///
/// A report is built once and written as often as needed:
///
/// ```swift
/// let report = Report(forecast, language: .zh, provenance: provenance)
/// print(report.text(width: 100))
/// print(report.markdown())
/// ```
///
/// Every renderer writes the same bytes on every platform, and makes text that comes from a scenario
/// inert: terminal escapes, markup and formulas in a title do nothing.
public struct Report: Hashable, Sendable {
  /// The language of all that people read in it.
  public let language: Language
  /// The heading of the whole report: the scenario's title, with what was asked of it.
  public let title: String
  /// What was computed: trials, seed, months, scenario.
  public let facts: [String]
  /// What the reader must know before reading any number.
  public let notes: [String]
  /// For reading, rounded to the digits that are stable.
  public let tables: [Table]
  /// What each column says, in the order in which the columns appear.
  public let legend: [Explanation]
  /// For other programs: the whole of the answers, under names that do not change with the language.
  public let sheets: [Table]

  /// The opening that all reports share, then what is its own.
  ///
  /// - Parameters:
  ///   - about: What follows the plan's title in the heading.
  ///   - run: What was computed, for the line under the title.
  ///   - further: More lines under the title.
  init(
    _ scenario: Scenario, about: String, run: [String], seed: UInt64, _ provenance: Provenance,
    further: [String] = [], notes: [String], tables: [Table], legend: [Explanation],
    sheets: [Table], _ say: Words
  ) {
    language = say.language
    title = say.title(of: scenario) + about
    facts =
      Report.facts(run, seed: seed, scenario: scenario, say: say, provenance: provenance) + further
    self.notes = notes
    self.tables = tables
    self.legend = legend
    self.sheets = sheets
  }

  /// What a term of the report means, in one sentence.
  public struct Explanation: Hashable, Sendable {
    /// The term as the tables write it.
    public let term: String
    /// What it means; begins in lower case, as it follows the term and a colon.
    public let meaning: String
    private let colon: String

    init(_ term: String, _ meaning: String, colon: String) {
      self.term = term
      self.meaning = meaning
      self.colon = colon
    }

    /// Term and meaning in one line.
    var line: String { term + colon + meaning }
  }
}

/// Rows under typed columns.
public struct Table: Hashable, Sendable {
  /// The head of a column, and how its cells are set.
  public struct Column: Hashable, Sendable {
    /// To which side the cells are set: words lead, numbers trail.
    public enum Alignment: Hashable, Sendable {
      case leading, trailing
    }

    /// What people read above the cells; for programs the column's name in a file.
    public let title: String
    /// To which side the cells are set.
    public let alignment: Alignment
    /// Whether its text may be broken over lines to fit a narrow page.
    public let wraps: Bool
    /// Whether a page without room leaves it out first.
    public let isExtra: Bool
    /// What it is called in the catalogue.
    let key: String
    let meanings: [Report.Explanation]

    init(
      _ title: String, _ alignment: Alignment = .leading, wraps: Bool = false,
      isExtra: Bool = false, key: String = "", meanings: [Report.Explanation] = []
    ) {
      self.key = key
      self.meanings = meanings
      self.title = title
      self.alignment = alignment
      self.wraps = wraps
      self.isExtra = isExtra
    }

  }

  /// What stands in a row under a column: for people as it is shown, for programs as it is.
  public struct Cell: Hashable, Sendable {
    enum Content: Hashable, Sendable {
      case text(String)
      case figure(Figure)
      /// The ends of an interval, and both as they are read together.
      case interval(low: Figure, high: Figure, shown: String)
      /// A light and the word and symbol it is shown by.
      case light(Light, shown: String)
      /// Written as it sorts; a page says its name.
      case month(Month)
    }

    let content: Content
    /// What programs read; null where it is not estimable or has no meaning.
    let data: JSON

    init(_ content: Content, data: JSON = .null) {
      self.content = content
      self.data = data
    }

    static func text(_ text: String) -> Cell { Cell(.text(text), data: .text(text)) }

    /// A dash where there is no figure.
    static func figure(_ figure: Figure?, data: JSON = .null) -> Cell {
      Cell(figure.map(Content.figure) ?? .text("-"), data: data)
    }

    /// How many there are of something.
    static func count(_ count: Int) -> Cell {
      .figure(Digits.exact(Double(count)), data: .integer(count))
    }

    /// What only programs read.
    static func data(_ data: JSON) -> Cell { Cell(.text(""), data: data) }

    /// What people read.
    public var shown: String {
      switch content {
      case .text(let text): text
      case .month(let month): month.description
      case .figure(let figure): figure.text
      case .light(_, let shown), .interval(_, _, let shown): shown
      }
    }

    /// Its figure; nil where words stand in its place.
    var figure: Figure? {
      if case .figure(let figure) = content { figure } else { nil }
    }
  }

  /// Stable, in snake case: the name of its file.
  public let id: String
  /// What people read above the table; empty for programs.
  public let title: String
  /// A sentence that belongs below the title.
  public let note: String?
  /// The columns from left to right.
  public let columns: [Column]
  /// The rows from top to bottom, each with one cell for each column.
  public let rows: [[Cell]]

  init(id: String, title: String = "", note: String? = nil, columns: [Column], rows: [[Cell]]) {
    self.id = id
    self.title = title
    self.note = note
    self.columns = columns
    self.rows = rows
  }
}

/// Where a report's numbers come from. It holds no clock and no path, so that a report regenerates
/// byte for byte.
public struct Provenance: Hashable, Sendable {
  /// How many inputs of a scenario rest on what.
  public struct Inputs: Hashable, Sendable {
    /// Inputs that a document gives.
    public let documents: Int
    /// Inputs that are taken from comparable projects.
    public let referenceClasses: Int
    /// Inputs that somebody assumed.
    public let assumptions: Int
    /// Without a basis; to be read as assumptions.
    public let unstated: Int
    /// Those that only say again what a target promises, counted in none of the others.
    public let promises: Int

    /// Counts of inputs; each input is counted once.
    public init(
      documents: Int, referenceClasses: Int, assumptions: Int, unstated: Int = 0, promises: Int = 0
    ) {
      self.documents = documents
      self.referenceClasses = referenceClasses
      self.assumptions = assumptions
      self.unstated = unstated
      self.promises = promises
    }

    /// Of those that are not the plan's own.
    public var total: Int { documents + referenceClasses + assumptions + unstated }
  }

  /// Of the scenario file's bytes, as 64 hexadecimal digits.
  public let sha256: String
  /// The version of Buildout that made the numbers.
  public let engineVersion: String
  /// Inputs other than the targets by their basis; nil when the scenario does not say.
  public let inputs: Inputs?

  /// How many warnings the scenario gives; `buildout check` names them.
  public let warnings: Int
  /// What was known of the year where a report does not begin with it; nil where nothing was.
  public var given: Given?
  /// How much of a run the numbers are of, where it was merged before all its shares were there.
  public var partial: Partial?

  /// A part of a run.
  public struct Partial: Hashable, Sendable {
    /// Trials that are there, and those of the whole run.
    public let trials, all: Int

    /// So many trials of all.
    public init(trials: Int, of all: Int) {
      self.trials = trials
      self.all = all
    }
  }

  /// What was known of the year.
  public struct Given: Hashable, Sendable {
    /// The last month that was known.
    public let asOf: Month
    /// How many actuals there were.
    public let actuals: Int

    /// So many actuals to the end of a month.
    public init(asOf: Month, actuals: Int) {
      self.asOf = asOf
      self.actuals = actuals
    }
  }

  /// Where the numbers of a report come from, as its parts say.
  public init(sha256: String, engineVersion: String, inputs: Inputs? = nil, warnings: Int = 0) {
    self.warnings = warnings
    self.sha256 = sha256
    self.engineVersion = engineVersion
    self.inputs = inputs
  }
}

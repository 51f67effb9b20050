/// A promise of the plan: a measure, a comparison, a value, a due month.
public struct Target: Hashable, Sendable {
  /// How the measure is held to the value.
  public enum Comparator: String, Hashable, Sendable, CaseIterable {
    case atLeast = ">="
    case above = ">"
    case atMost = "<="
    case below = "<"
    /// A milestone: the measure reaches `value` at the end of the due month or of an earlier one.
    case by = "by"

    /// What a file calls it.
    package var key: String {
      switch self {
      case .atLeast: "atLeast"
      case .above: "above"
      case .atMost: "atMost"
      case .below: "below"
      case .by: "by"
      }
    }
  }

  /// Whether the plan promises an end state (`firm`) or pushes in a direction (`soft`).
  public enum Firmness: String, Hashable, Sendable, CaseIterable {
    case firm, soft
  }

  /// By which groups and commands refer to it.
  public let id: String
  /// What tables call it; empty shows the id.
  public var title: Text
  /// The part of the plan it is reported under; nil takes that of the first programme it reads.
  public let sector: String?
  /// What is read at the end of the due month.
  public let measure: Measure
  /// How it is held to ``value``.
  public let comparator: Comparator
  /// From -1e15 to 1e15.
  public let value: Double
  /// Met or not at the end of this month; a milestone, at the end of this or an earlier one.
  public let due: Month
  /// Whether it counts among the firm targets.
  public let firmness: Firmness
  /// What the value is counted in; nil takes what the measure is counted in.
  public let unit: Text?
  /// Where the plan says so, such as a clause number.
  public let clause: String?
  /// The office that answers for it.
  public let lead: Text?
  /// What its readers should know.
  public let note: Text?

  /// - Throws: A ``Fault``, its path beginning in the target, when the value or a stated number of the
  ///   measure is beyond 1e15 or none at all, or a measure combines nothing.
  public init(
    id: String, title: Text = Text(), sector: String? = nil, measure: Measure,
    comparator: Comparator, value: Double, due: Month, firmness: Firmness = .firm,
    unit: Text? = nil, clause: String? = nil, lead: Text? = nil, note: Text? = nil
  ) throws(Fault) {
    let key = comparator.key
    try Fault.check(value, from: -Fault.numberLimit, called: key, at: [key])
    try measure.check(["measure"])
    self.id = id
    self.title = title
    self.sector = sector
    self.measure = measure
    self.comparator = comparator
    self.value = value
    self.due = due
    self.firmness = firmness
    self.unit = unit
    self.clause = clause
    self.lead = lead
    self.note = note
  }
}

/// Targets whose joint probability is asked for by name.
public struct TargetGroup: Hashable, Sendable {
  package static let allowedLeast = 1...100_000
  package static let allowedMost = 0...100_000

  /// By which results refer to it.
  public let id: String
  /// What tables call it; empty shows the id.
  public var title: Text
  /// The ids of the targets, each once.
  public let targets: [String]
  /// How many of them must be met, at least 1; nil is all, or any number where ``atMost`` is given.
  public let atLeast: Int?
  /// How many of them may be met; nil is all, 0 is none.
  public let atMost: Int?

  /// - Throws: A ``Fault`` when `atLeast` is not from 1, or `atMost` from 0, to 100,000.
  public init(
    id: String, title: Text = Text(), targets: [String], atLeast: Int? = nil, atMost: Int? = nil
  ) throws(Fault) {
    try Fault.check(atLeast, in: Self.allowedLeast, called: "atLeast", at: ["atLeast"])
    try Fault.check(atMost, in: Self.allowedMost, called: "atMost", at: ["atMost"])
    self.id = id
    self.title = title
    self.targets = targets
    self.atLeast = atLeast
    self.atMost = atMost
  }
}

extension TargetGroup {
  /// The least number of its targets that must be met.
  var least: Int { atLeast ?? (atMost == nil ? targets.count : 0) }
}

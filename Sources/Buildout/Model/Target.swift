/// A promise of the plan: a measure, a comparison, a value, a due month.
public struct Target: Hashable, Sendable {
  public enum Comparator: String, Hashable, Sendable, CaseIterable {
    case atLeast = ">="
    case above = ">"
    case atMost = "<="
    case below = "<"
    /// A milestone: the measure reaches `value` by the due month.
    case by = "by"
  }

  /// Whether the plan promises an end state (`firm`) or pushes in a direction (`soft`).
  public enum Firmness: String, Hashable, Sendable, CaseIterable {
    case firm, soft
  }

  public var id: String
  public var title: Text
  public var sector: String?
  public var measure: Measure
  public var comparator: Comparator
  public var value: Double
  /// Met or not at the end of this month.
  public var due: Month
  public var firmness: Firmness
  /// What the value is counted in; nil takes what the measure is counted in.
  public var unit: Text?
  /// Where the plan says so, such as a clause number.
  public var clause: String?

  public init(
    id: String, title: Text = Text(), sector: String? = nil, measure: Measure,
    comparator: Comparator, value: Double, due: Month, firmness: Firmness = .firm,
    unit: Text? = nil, clause: String? = nil
  ) {
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
  }
}

/// Targets whose joint probability is asked for by name.
public struct TargetGroup: Hashable, Sendable {
  public var id: String
  public var title: Text
  public var targets: [String]
  /// How many of them must be met; nil is all.
  public var atLeast: Int?

  public init(id: String, title: Text = Text(), targets: [String], atLeast: Int? = nil) {
    self.id = id
    self.title = title
    self.targets = targets
    self.atLeast = atLeast
  }
}

/// What is read at a month's end.
public indirect enum Measure: Hashable, Sendable {
  /// The readings of a programme or of one of its steps.
  public enum Reading: String, Hashable, Sendable, CaseIterable {
    /// Entered service, since the horizon began.
    case started
    /// Finished, since the horizon began.
    case completed
    /// Left along a branch to `cancelled`, since the horizon began.
    case cancelled
    /// Waiting at a step.
    case backlog
    /// Entered and neither finished nor cancelled: waiting and in service.
    case inProgress
    /// Money, since the horizon began; accrues with progress.
    case spent
    /// The index of a level step.
    case level
    /// When the last unit finished, in months from the beginning of the horizon; infinite while one
    /// is unfinished.
    case finish
    /// Turned away for want of room, or over the cap of a step that does not queue.
    case lost
  }

  /// A reading as quantity, or as number of units when `asNumber`.
  case reading(programme: String, step: String?, Reading, asNumber: Bool)
  /// What a pool has granted since the horizon began; of a split pool, to one programme.
  case granted(pool: String, programme: String?)
  /// A stated number, such as a population.
  case constant(Double)
  case sum([Measure])
  case difference(Measure, Measure)
  /// First divided by second; 0 when the second is 0.
  case ratio(Measure, Measure)
  /// First in percent of second; 0 when the second is 0.
  case share(Measure, Measure)
  case minimum([Measure])
  case maximum([Measure])
}

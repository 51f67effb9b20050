import Sampling

/// Something the city builds or provides: it moves units through steps.
public struct Programme: Hashable, Sendable {
  /// By which risks, gates and measures refer to it.
  public var id: String
  /// What tables call it; empty shows the id.
  public var title: Text
  /// The part of the plan that it belongs to; nil is none.
  public var sector: String?
  /// Names by which risks act on all its steps.
  public var tags: [String]
  /// What a quantity of this programme is counted in, such as `km` or `station`.
  public var unit: Text
  /// The units that enter it; empty where its first step makes them.
  public var cohorts: [Cohort]
  /// In the order in which a unit passes them, unless `after` or `then` says otherwise.
  public var steps: [Step]

  /// A programme. Whether its steps fit together is asked of the whole scenario:
  /// ``Scenario/faults()``.
  public init(
    id: String, title: Text = Text(), sector: String? = nil, tags: [String] = [], unit: Text,
    cohorts: [Cohort] = [], steps: [Step]
  ) {
    self.id = id
    self.title = title
    self.sector = sector
    self.tags = tags
    self.unit = unit
    self.cohorts = cohorts
    self.steps = steps
  }
}

/// Units that enter together, or month after month.
public struct Cohort: Hashable, Sendable {
  /// When the units enter.
  public enum Entry: Hashable, Sendable {
    /// In place when the horizon begins; not counted as started.
    case opening
    /// At the beginning of a planned month; counted as started when work begins.
    case planned(Month)
    /// A fresh number arrives at the end of every month and is there for the next. One that finds
    /// `ceiling` units in the step it enters, waiting and in service, is lost.
    case arriving(ceiling: Int?)
  }

  /// How many units one cohort may have; they are followed one by one.
  package static let numberLimit = 100_000

  /// How many units, 0 to 100,000; rounded to a whole number, drawn once per trial (per month when
  /// arriving).
  public internal(set) var number: Quantity
  /// Quantity per unit.
  public internal(set) var size: Quantity
  /// When the units enter.
  public internal(set) var entry: Entry
  /// The step they enter; nil is every step that follows no other.
  public let step: String?
  /// The share of the step's duration that opening work has behind it, 0 to 1.
  public let progress: Quantity?

  /// - Throws: A ``Fault``, its path beginning in the cohort, when the number can be below 0 or too
  ///   large, a size below 0, a progress outside 0 to 1, when one of them is drawn more often than it
  ///   has a meaning, when a ceiling is not from 1 to 100,000, and when units that have not begun are
  ///   given progress.
  public init(
    number: Quantity, size: Quantity, entry: Entry = .opening, step: String? = nil,
    progress: Quantity? = nil
  ) throws(Fault) {
    if case .arriving(let ceiling) = entry {
      try Fault.check(ceiling, in: 1...Self.numberLimit, called: "ceiling", at: ["ceiling"])
      try Quantity.Role.arrivals.check(number, "number")
    } else {
      try Quantity.Role.perTrial.check(number, "number")
    }
    try Self.checkLimit(of: number.distribution)
    try Quantity.Role.size.check(size, "size")
    if progress != nil, entry != .opening {
      throw Fault(
        .misplaced, ["progress"], "'progress' is given for units that have not begun",
        consequence: "only what is in progress when the horizon begins has work behind it",
        remedy: "delete 'progress'")
    }
    try Quantity.Role.progress.check(progress, "progress")
    self.number = number
    self.size = size
    self.entry = entry
    self.step = step
    self.progress = progress
  }
}

extension Cohort {
  private static func checkLimit(of number: Distribution) throws(Fault) {
    // Six standard deviations above the mean happen once in a thousand million trials.
    let high = min(number.upperBound, number.mean + 6 * number.variance.squareRoot())
    guard high <= Double(numberLimit) else {
      throw Fault(
        .tooMany, ["number"],
        "'number' can reach \(say: high.isFinite ? "\(Fault.text(high.rounded(.up)))" : "any size"), "
          + "the limit is \(numberLimit)",
        consequence: "each unit is followed one by one, and there would be too many",
        remedy: "give a smaller number of larger units, or a step with a 'rate'")
    }
  }
}

/// One thing that happens to units.
public struct Step: Hashable, Sendable {
  /// How a step works: at a rate, for a duration, or by chance.
  public enum Kind: Hashable, Sendable {
    /// Produces a quantity per month.
    case rate(Rate)
    /// Lasts a number of months for each unit.
    case takes(Quantity)
    /// Finishes a unit in service with this chance each month.
    case chance(Quantity)
  }

  /// What bounds the output of a step with a rate.
  public struct Rate: Hashable, Sendable {
    /// Quantity drawn each month.
    public internal(set) var output: Quantity
    /// The most it can pass on in a month.
    public internal(set) var cap: Quantity?
    /// The most it can pass on over the horizon.
    public let remaining: Quantity?
    /// Opening backlog; nil when the step does not queue and what is over the cap is lost.
    public let backlog: Quantity?
    /// Where a level starts (0 when not given).
    public let start: Quantity?
    /// Within which a level stays.
    public let bounds: ClosedRange<Double>?

    /// - Throws: A ``Fault``, its path beginning in the step, when one of them can be below 0 (but for
    ///   the output and start of a level), is drawn more often than it has a meaning, or a bound is
    ///   beyond 1e15.
    public init(
      output: Quantity, cap: Quantity? = nil, remaining: Quantity? = nil,
      backlog: Quantity? = nil, start: Quantity? = nil, bounds: ClosedRange<Double>? = nil
    ) throws(Fault) {
      let isLevel = start != nil || bounds != nil
      let role: Quantity.Role = isLevel ? .levelRate : .rate
      try role.check(output, "rate")
      try Quantity.Role.perTrial.check(cap, "cap")
      try Quantity.Role.perTrial.check(remaining, "remaining")
      try Quantity.Role.perTrial.check(backlog, "backlog")
      try Quantity.Role.level.check(start, "start")
      for (index, bound) in [bounds?.lowerBound, bounds?.upperBound].enumerated() {
        guard let bound else { continue }
        try Fault.check(
          bound, from: -Fault.numberLimit, called: "bounds", at: ["bounds", String(index)])
      }
      self.output = output
      self.cap = cap
      self.remaining = remaining
      self.backlog = backlog
      self.start = start
      self.bounds = bounds
    }

    /// Whether the step moves an index up and down rather than building something.
    public var isLevel: Bool { start != nil || bounds != nil }
  }

  /// How strongly a factor acts: speed is multiplied by the factor to this power.
  public struct Loading: Hashable, Sendable {
    /// The factor's id.
    public let factor: String
    /// From -100 to 100.
    public let exponent: Double

    /// - Throws: A ``Fault`` when the exponent is not from -100 to 100.
    public init(factor: String, exponent: Double) throws(Fault) {
      guard exponent.magnitude <= 100 else {
        throw Fault(
          .outOfRange, [], "the exponent is \(Fault.text(exponent)), it must be from -100 to 100",
          consequence: "the factor would swamp everything",
          remedy: "1 is the usual exponent, -1 for what slows")
      }
      self.factor = factor
      self.exponent = exponent
    }
  }

  /// What a step takes from a pool: per unit in service and month from a reusable pool, per unit of
  /// quantity passed on by a rate, over the whole of a duration from a consumable one.
  public struct Use: Hashable, Sendable {
    /// The pool's id.
    public let pool: String
    /// Above 0 and finite.
    public internal(set) var amount: Double

    /// - Throws: A ``Fault`` when the amount is not above 0, or above 1e15.
    public init(pool: String, amount: Double) throws(Fault) {
      try Fault.check(amount, from: 0, above: true, called: pool)
      self.pool = pool
      self.amount = amount
    }
  }

  /// One of several ways on.
  public struct Branch: Hashable, Sendable {
    /// Where the way leads.
    public let to: Destination
    /// At least 0 and finite; the ways are taken in proportion.
    public let weight: Double

    /// - Throws: A ``Fault`` when the weight is below 0, or above 1e15.
    public init(to: Destination, weight: Double) throws(Fault) {
      try Fault.check(weight, from: 0, called: to.description)
      self.to = to
      self.weight = weight
    }
  }

  package static let allowedPriorities = 1...1000
  /// Of servers and of the places of a buffer.
  package static let allowedPlaces = 1...100_000

  /// By which `after`, `then`, risks and measures refer to it, within its programme.
  public let id: String
  /// What tables call it; empty shows the id.
  public var title: Text
  /// Names by which risks act on this step, besides those of its programme.
  public let tags: [String]
  /// How it works.
  public internal(set) var kind: Kind
  /// The season whose weight multiplies its speed; nil is the same speed all year.
  public internal(set) var season: String?
  /// The factors whose powers multiply its speed.
  public let factors: [Loading]
  /// What it takes of pools.
  public internal(set) var uses: [Use]
  /// 1 is served first; equal priorities share. From 1 to 1000.
  public let priority: Int
  /// Money per unit of quantity that passes the step.
  public internal(set) var cost: Quantity?
  /// Units in service at once, 1 to 100,000; nil is no limit.
  public internal(set) var servers: Int?
  /// Units waiting and in service, 1 to 100,000; a step that is full at a month's start stops the step before it.
  public internal(set) var buffer: Int?
  /// A first step that is never short of units; needs `servers`.
  public let endless: Bool
  /// Calendar months (1 to 12), each once, in which a unit may leave; empty is every month.
  public internal(set) var opens: [Int]
  /// First and last month in which the step works; nil is the whole horizon.
  public let window: ClosedRange<Month>?
  /// Steps that must all be finished before: `step` of this programme, for each unit, or
  /// `programme.step` of another, for all its units. Nil is the step before in the list.
  public let after: [Reference]?
  /// Weighted ways on; empty is the next step in the list.
  public let then: [Branch]

  /// - Throws: A ``Fault``, its path beginning in the step, when a duration or a cost can be below 0,
  ///   a chance outside 0 to 1, when one of them is drawn more often than it has a meaning, or when a
  ///   whole number is outside its limits.
  public init(
    id: String, title: Text = Text(), tags: [String] = [], kind: Kind, season: String? = nil,
    factors: [Loading] = [],
    uses: [Use] = [], priority: Int = 1, cost: Quantity? = nil, servers: Int? = nil,
    buffer: Int? = nil, endless: Bool = false, opens: [Int] = [],
    window: ClosedRange<Month>? = nil, after: [Reference]? = nil, then: [Branch] = []
  ) throws(Fault) {
    switch kind {
    case .rate: break
    case .takes(let duration): try Quantity.Role.duration.check(duration, "takes")
    case .chance(let chance): try Quantity.Role.stepChance.check(chance, "chance")
    }
    try Fault.check(
      priority, in: Self.allowedPriorities, called: "priority", at: ["priority"])
    try Quantity.Role.perTrial.check(cost, "cost")
    try Fault.check(servers, in: Self.allowedPlaces, called: "servers", at: ["servers"])
    try Fault.check(buffer, in: Self.allowedPlaces, called: "buffer", at: ["buffer"])
    for (index, month) in opens.enumerated() {
      let path = ["opens", String(index)]
      try Fault.check(month, in: 1...12, called: "opens", at: path)
      guard !opens[..<index].contains(month) else {
        throw Fault(
          .duplicate, path, "month \(month) is listed twice",
          consequence: "the second changes nothing",
          remedy: "delete one of them")
      }
    }
    self.id = id
    self.title = title
    self.tags = tags
    self.kind = kind
    self.season = season
    self.factors = factors
    self.uses = uses
    self.priority = priority
    self.cost = cost
    self.servers = servers
    self.buffer = buffer
    self.endless = endless
    self.opens = opens
    self.window = window
    self.after = after
    self.then = then
  }
}

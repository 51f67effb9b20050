/// Something the city builds or provides: it moves units through steps.
public struct Programme: Hashable, Sendable {
  public var id: String
  public var title: Text
  public var sector: String?
  public var tags: [String]
  /// What a quantity of this programme is counted in, such as `km` or `station`.
  public var unit: Text
  public var cohorts: [Cohort]
  /// In the order in which a unit passes them, unless `after` or `then` says otherwise.
  public var steps: [Step]

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

  /// How many units; rounded to a whole number, drawn once per trial (per month when arriving).
  public var number: Quantity
  /// Quantity per unit.
  public var size: Quantity
  public var entry: Entry
  /// The step they enter; nil is every step that follows no other.
  public var step: String?
  /// The share of the step's duration that opening work has behind it, 0 to 1.
  public var progress: Quantity?

  public init(
    number: Quantity, size: Quantity, entry: Entry = .opening, step: String? = nil,
    progress: Quantity? = nil
  ) {
    self.number = number
    self.size = size
    self.entry = entry
    self.step = step
    self.progress = progress
  }
}

/// One thing that happens to units.
public struct Step: Hashable, Sendable {
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
    public var output: Quantity
    /// The most it can pass on in a month.
    public var cap: Quantity?
    /// The most it can pass on over the horizon.
    public var remaining: Quantity?
    /// Opening backlog; nil when the step does not queue and what is over the cap is lost.
    public var backlog: Quantity?
    /// Where a level starts (0 when not given).
    public var start: Quantity?
    /// Within which a level stays.
    public var bounds: ClosedRange<Double>?

    public init(
      output: Quantity, cap: Quantity? = nil, remaining: Quantity? = nil,
      backlog: Quantity? = nil, start: Quantity? = nil, bounds: ClosedRange<Double>? = nil
    ) {
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
    public var factor: String
    public var exponent: Double

    public init(factor: String, exponent: Double) {
      self.factor = factor
      self.exponent = exponent
    }
  }

  /// What a step takes from a pool: per unit in service and month from a reusable pool, per unit of
  /// quantity passed on by a rate, over the whole of a duration from a consumable one.
  public struct Use: Hashable, Sendable {
    public var pool: String
    public var amount: Double

    public init(pool: String, amount: Double) {
      self.pool = pool
      self.amount = amount
    }
  }

  /// One of several ways on: a step of the programme, or `done` or `cancelled`.
  public struct Branch: Hashable, Sendable {
    public var to: String
    public var weight: Double

    public init(to: String, weight: Double) {
      self.to = to
      self.weight = weight
    }
  }

  public var id: String
  public var title: Text
  /// Names by which risks reach this step, besides those of its programme.
  public var tags: [String]
  public var kind: Kind
  public var season: String?
  public var factors: [Loading]
  public var uses: [Use]
  /// 1 is served first; equal priorities share.
  public var priority: Int
  /// Money per unit of quantity that passes the step.
  public var cost: Quantity?
  /// Units in service at once; nil is no limit.
  public var servers: Int?
  /// Units waiting and in service; a step that is full at a month's start stops the step before it.
  public var buffer: Int?
  /// A first step that is never short of units; needs `servers`.
  public var endless: Bool
  /// Calendar months (1 to 12) in which a unit may leave; empty is every month.
  public var opens: [Int]
  /// First and last month in which the step works; nil is the whole horizon.
  public var window: ClosedRange<Month>?
  /// Steps that must all be finished before: `step` of this programme, for each unit, or
  /// `programme.step` of another, for all its units. Nil is the step before in the list.
  public var after: [String]?
  /// Weighted ways on; empty is the next step in the list.
  public var then: [Branch]

  public init(
    id: String, title: Text = Text(), tags: [String] = [], kind: Kind, season: String? = nil,
    factors: [Loading] = [],
    uses: [Use] = [], priority: Int = 1, cost: Quantity? = nil, servers: Int? = nil,
    buffer: Int? = nil, endless: Bool = false, opens: [Int] = [],
    window: ClosedRange<Month>? = nil, after: [String]? = nil, then: [Branch] = []
  ) {
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

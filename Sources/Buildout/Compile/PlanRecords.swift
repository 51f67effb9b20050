import Sampling

/// A half-open range of indices in 32 bits.
struct Slice32: BitwiseCopyable, Sendable {
  var start: Int32 = 0
  var end: Int32 = 0
  var isEmpty: Bool { start == end }
  var indices: Range<Int> { Int(start)..<Int(end) }
}

/// An uncertain number with the tag of its stream.
struct QuantityRecord: BitwiseCopyable, Sendable {
  var sampler: Sampler
  var each: DrawFrequencyRecord
  var tag: UInt64
  var isPresent: Bool
  var constant: Double  // NaN when uncertain

  @inline(__always) var isCertain: Bool { constant == constant }
  /// Each unit has a value of its own.
  @inline(__always) var isOfUnit: Bool { each == .unit && !isCertain }
}

enum DrawFrequencyRecord: UInt8, BitwiseCopyable, Sendable { case trial, month, unit }

/// What is read every month comes first, side by side; numbers that are settled once a trial last.
struct StepRecord: BitwiseCopyable, Sendable {
  enum Kind: UInt8, BitwiseCopyable { case rate, level, takes, chance }

  var kind: Kind
  var programme: Int32
  /// The step's number in its programme from 0, by which unit tags are found.
  var ordinal: Int32
  var tag: UInt64
  var isCount: Bool
  var season: Int32 = -1
  var loadings = Slice32()
  var riskLinks = Slice32()
  var uses = Slice32()
  var hasWholePool = false
  /// Uses a pool that is shared in proportion.
  var usesShares = false
  /// Uses a pool that is used up.
  var consumes = false
  /// The least that a unit takes: a moment where a pool is used up, which is paid as the work is done. It is too short
  /// to be seen in any time.
  @inline(__always) var leastDuration: Double { consumes ? 1e-30 : 0 }
  var priority: Int32 = 1
  var servers = Int32.max
  var buffer = Int32.max
  var isEndless = false
  /// Bit 0 is January; 0 is every month.
  var opens: UInt16 = 0
  var firstMonth: Int32
  var lastMonth: Int32
  /// The month at whose end its window is over, which may lie beyond the horizon.
  var windowEnd = Int32.max
  /// Ways on: all of them (a fork) or, when `branches`, one by weight.
  var ways = Slice32()
  var branches = false
  /// How many steps must be finished before a unit enters; above 1 for a merge.
  var joinNeeds: Int32 = 1
  var joinSlot: Int32 = -1
  /// Steps and programmes elsewhere that must be finished.
  var gates = Slice32()
  /// Receives what another step passes on, so that a rate works off a stock.
  var isFed = false
  /// A rate that makes what it passes on.
  @inline(__always) var makesUnits: Bool { kind == .rate && !isFed }
  /// A rate or a level of which each month draws anew.
  @inline(__always) var drawsMonthly: Bool {
    (kind == .rate || kind == .level) && distribution.each == .month && !distribution.isCertain
  }
  /// A rate passes on whole units one by one rather than one lot a month.
  var emitsUnits = false
  var source: Int32 = -1
  /// Index of its first counter.
  var counters: Int32
  /// A target or a gate looks at the step itself.
  var isRead = false
  /// The step's counters are also its programme's.
  var isSole = false
  var isPrepared = false
  /// Has a season, a factor or a risk.
  var isScaled = false
  /// Of a programme on its own: its factors and risks, -1 where it has none.
  var climate: Int32 = -1
  /// A step behind it has a buffer that may stop it.
  var isBlockable = false
  var hasCost = false
  var hasRemaining = false
  /// A rate that keeps what it cannot pass on.
  var queues = false
  /// Where the outputs of a coupled step with a rate stand, or the durations of one that takes time, if each month
  /// draws anew; otherwise -1.
  var outputRow: Int32 = -1
  /// Of a step that takes time and is simulated in all trials of a piece side by side: where its units stand, and
  /// where it is counted when those came whom a pool serves in this order; -1 where it is not.
  var firstVisit: Int32 = -1
  var orderRow: Int32 = -1
  /// A risk may lengthen visits to it.
  var isDelayable = false
  /// Output per month, duration or chance.
  var distribution: QuantityRecord
  var cost: QuantityRecord
  var lower = -Double.infinity
  var upper = Double.infinity
  var cap: QuantityRecord
  var remaining: QuantityRecord
  var backlog: QuantityRecord
  var start: QuantityRecord
}

/// A number that a trial has at a month's end.
struct LeafRecord: BitwiseCopyable, Hashable, Sendable {
  enum Kind: UInt8, BitwiseCopyable { case counter, finish, granted }

  var kind: Kind
  /// Of the counter, the programme or the pool.
  var index: Int32
  /// The programme that is on its own and that it belongs to; -1 of all others.
  var alone: Int32 = -1
  /// The first step of the programme; -1 of a pool.
  var step: Int32 = -1
  /// That of the programme or of the pool; -1 of one on its own, and of a pool that nobody uses.
  var cluster: Int32 = -1
  /// Its column among those of its programme on its own, otherwise among the coupled ones.
  var column: Int32 = 0
  /// Its index among those of programmes on their own that other measures read; -1 where none does.
  var stored: Int32 = -1
}

struct ProgrammeRecord: BitwiseCopyable, Sendable {
  var counters: Int32
  var steps: Slice32
  var sources: Slice32
  /// Numbers kept for each of its units (see ``UnitSlot``); 0 when units need none.
  var slots: Int32
  /// Slots from here on count visits, one per step; -1 when no way leads back.
  var visitSlot: Int32
  /// Its units fork or merge.
  var hasParts = false
  /// Some of its units are lots.
  var hasLots = false
  /// Its units fork, and a part may be cancelled while others are under way.
  var cancelsParts = false
  var cluster: Int32 = -1
  /// Nothing of it depends on other programmes, nor they on it.
  var isAlone = false
  /// It is counted how many of its units wait, in it or at one of its steps.
  var countsWaiting = true
  /// Its units take time, and come to the same steps in every trial; where they stand among those of its cluster.
  var isLasting = false
  var members = Slice32()
  /// Risks that strike its units one by one, and delays that units draw.
  var unitRisks: Int32 = 0
  var unitDelays: Int32 = 0
}

/// Where units come from: a cohort, a rate's output, an endless step.
struct SourceRecord: BitwiseCopyable, Sendable {
  enum Entry: UInt8, BitwiseCopyable { case opening, planned, arriving, flow }

  var entry: Entry
  var programme: Int32
  var number: QuantityRecord
  var size: QuantityRecord
  var progress: QuantityRecord
  /// Month of a planned start.
  var month: Int32 = 1
  var ceiling = Int32.max
  /// Steps entered.
  var ways = Slice32()
  /// First of its tags, one per step of the programme.
  var tags: Int32
  /// The place of its first unit among those of its programme, where these come to the same steps in every trial, and
  /// which steps they come to, by their ordinals.
  var place: Int32 = 0
  var reaches: UInt64 = 0
}

struct FactorRecord: BitwiseCopyable, Sendable {
  var value: QuantityRecord
  var copula: Int32 = -1
}

struct CopulaRecord: Sendable {
  var factors: [Int32]
  var matrix: CorrelationMatrix
}

struct LoadingRecord: BitwiseCopyable, Sendable {
  var factor: Int32
  var exponent: Double
}

struct RiskRecord: BitwiseCopyable, Sendable {
  enum Kind: UInt8, BitwiseCopyable { case chance, unitChance, monthly, regime }

  var kind: Kind
  var tag: UInt64
  var chance: QuantityRecord
  var ends: QuantityRecord
  var startsActing = false
  var firstMonth: Int32
  var lastMonth: Int32
  var lasts: QuantityRecord
  var given: Int32 = -1
  var givenChance = 0.0
  var effects: StepEffects<QuantityRecord>
  var delay: QuantityRecord
  var capacity: QuantityRecord
}

/// A risk that acts on a step (or pool).
struct RiskLink: BitwiseCopyable, Sendable {
  var risk: Int32
  var isUnit: Bool
  /// For risks settled unit by unit: first of the tags, one per source of the step's programme.
  var unitTags: Int32
  /// For delays drawn unit by unit: the same, for this step alone.
  var delayTags: Int32
  /// Its place among the risks that strike units of the programme one by one, and among their delays that units draw.
  var unitRisk: Int32 = -1
  var unitDelay: Int32 = -1
}

struct UseRecord: BitwiseCopyable, Sendable {
  var pool: Int32
  var amount: Double
}

struct WayRecord: BitwiseCopyable, Sendable {
  static let done: Int32 = -1
  static let cancelled: Int32 = -2

  var step: Int32
  /// Cumulative share of the weights up to and including this way.
  var upTo = 1.0
  /// Enters at a merge, which waits for the others.
  var joins = false
}

/// Something in another programme that must be finished.
struct GateRecord: BitwiseCopyable, Sendable {
  var programme: Int32
  /// The steps in which no unit may be any more, as `awaitedSteps`; empty for the whole programme.
  var awaited = Slice32()
}

struct PoolRecord: BitwiseCopyable, Sendable {
  var capacities: Slice32
  var season: Int32 = -1
  var riskLinks = Slice32()
  var isReusable: Bool
  var carries: Bool
  var isWhole: Bool
  var tag: UInt64
  /// Index of the pool in the scenario.
  var scenarioPool: Int32
  /// The programme of a split's share; -1 of a whole pool, and where a part of a plan has left the
  /// programme out.
  var programme: Int32 = -1
}

/// Programmes that share pools or wait for one another, apart from all others. The slices are of
/// ``Plan/clusterMembers``.
struct ClusterRecord: BitwiseCopyable, Sendable {
  var steps = Slice32()
  var endless = Slice32()
  /// Those with a rate or a level, each of whose months may have a draw of its own.
  var drawing = Slice32()
  /// Steps that must be looked at before any work is done in a month: those with servers, pools, gates,
  /// or a buffer behind them.
  var prepared = Slice32()
  /// Those of them that a buffer behind them or a gate may hold up.
  var watched = Slice32()
  /// Sources, by when their units enter.
  var opening = Slice32()
  var planned = Slice32()
  /// How many of those planned enter before each month, and in all.
  var plannedByMonth = Slice32()
  var arriving = Slice32()
  /// Programmes in which cancelling one part of a unit may leave others behind.
  var cancelling = Slice32()
  var pools = Slice32()
  /// Of ``Plan/poolClasses``.
  var classes = Slice32()
  /// What is read of it, by index among the coupled leaves.
  var leaves = Slice32()
  /// Nothing but programmes of one step with a rate or a chance, and of units that come to the same steps in every
  /// trial: all trials of a piece are simulated side by side.
  var isSideBySide = false
  /// Units of the latter, the visits that they may pay to steps, and rows of when they came.
  var members: Int32 = 0
  var visits: Int32 = 0
  var orderRows: Int32 = 0
}

/// Steps of one priority, in the order in which they are granted, and the pools that they share in
/// proportion.
struct PoolClass: BitwiseCopyable, Sendable {
  var steps: Slice32
  var pools: Slice32
}

/// How a pool is divided once a trial: a share for each of the pools from `first` on.
struct SplitRecord: Sendable {
  var first: Int
  var distribution: Dirichlet
  var tag: UInt64
}

/// Where the numbers of a step or programme stand from its first counter on.
enum Counter {
  static let startedNumber = 0
  static let started = 1
  static let completedNumber = 2
  static let completed = 3
  static let inProgressNumber = 4
  static let inProgress = 5
  static let backlogNumber = 6
  static let backlog = 7
  static let cancelledNumber = 8
  static let cancelled = 9
  static let lostNumber = 10
  static let lost = 11
  static let spent = 12
  static let level = 13
  static let count = 14
}

extension Counter {
  /// The counter that a reading reads.
  static func of(_ reading: Measure.Reading, asNumber: Bool) -> Int {
    switch reading {
    case .started: asNumber ? startedNumber : started
    case .completed: asNumber ? completedNumber : completed
    case .cancelled: asNumber ? cancelledNumber : cancelled
    case .lost: asNumber ? lostNumber : lost
    case .backlog: asNumber ? backlogNumber : backlog
    case .inProgress: asNumber ? inProgressNumber : inProgress
    case .spent: spent
    case .level: level
    case .finish: preconditionFailure("a finish is no counter")
    }
  }
}

/// One step of a measure's evaluation on a small stack.
struct Operation: BitwiseCopyable, Sendable {
  enum Code: Equatable, BitwiseCopyable {
    case leaf, constant
    case join(Measure.Combination)
  }

  var code: Code
  var index: Int32 = 0
  var constant = 0.0
}

/// A measure read every month; targets on the same measure share one.
struct SeriesRecord: BitwiseCopyable, Sendable {
  var operations: Slice32
  /// Reads the greatest value at a month's end so far.
  var keepsGreatest: Bool
}

struct TargetRecord: BitwiseCopyable, Sendable {
  enum Comparison: UInt8, BitwiseCopyable { case atLeast, above, atMost, below }

  var series: Int32
  var comparison: Comparison
  /// The value with its tolerance, so that a comparison is a single one.
  var threshold: Double
  var value: Double
  /// How far rounding may have moved a reading.
  var slack: Double
  var due: Int32
  var isFirm: Bool
  var hasSchedule: Bool
  /// Once met it stays met: a lower bound on something that only grows, or what is to be reached by
  /// some month.
  var isLasting: Bool
}

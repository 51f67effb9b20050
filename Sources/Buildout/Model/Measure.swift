/// What is read at a month's end: a leaf, or a combination of measures.
///
///     Measure.completed("roads")
///     Measure.share(.completed("roads", step: "build", asNumber: true), 100)
public enum Measure: Hashable, Sendable {
  /// What is read or stated, and made of nothing else.
  case leaf(Leaf)
  /// What is worked out from other measures: two for a combination that ``Combination/takesTwo``, one or
  /// more for any other. ``Target`` refuses other numbers.
  case combination(Combination, [Measure])

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

    /// Whether it can be asked for as a number of units.
    package var countsUnits: Bool { self != .spent && self != .level && self != .finish }
  }

  /// A measure that is made of no others.
  public enum Leaf: Hashable, Sendable {
    /// A reading as quantity, or as number of units when `asNumber`.
    case reading(programme: String, step: String?, Reading, asNumber: Bool)
    /// What a pool has granted since the horizon began; of a split pool, to one programme.
    case granted(pool: String, programme: String?)
    /// A stated number, such as a population.
    case constant(Double)
  }
}

/// Measures by their names.
extension Measure {
  /// A reading of a programme, or of one of its steps, as quantity or as number of units.
  public static func reading(
    programme: String, step: String? = nil, _ reading: Reading, asNumber: Bool = false
  ) -> Measure {
    .leaf(.reading(programme: programme, step: step, reading, asNumber: asNumber))
  }

  /// What has entered service; ``Reading/started``.
  public static func started(
    _ programme: String, step: String? = nil, asNumber: Bool = false
  ) -> Measure { .reading(programme: programme, step: step, .started, asNumber: asNumber) }

  /// What is finished; ``Reading/completed``.
  public static func completed(
    _ programme: String, step: String? = nil, asNumber: Bool = false
  ) -> Measure { .reading(programme: programme, step: step, .completed, asNumber: asNumber) }

  /// What was given up; ``Reading/cancelled``.
  public static func cancelled(
    _ programme: String, step: String? = nil, asNumber: Bool = false
  ) -> Measure { .reading(programme: programme, step: step, .cancelled, asNumber: asNumber) }

  /// What waits; ``Reading/backlog``.
  public static func backlog(
    _ programme: String, step: String? = nil, asNumber: Bool = false
  ) -> Measure { .reading(programme: programme, step: step, .backlog, asNumber: asNumber) }

  /// What waits or is in service; ``Reading/inProgress``.
  public static func inProgress(
    _ programme: String, step: String? = nil, asNumber: Bool = false
  ) -> Measure { .reading(programme: programme, step: step, .inProgress, asNumber: asNumber) }

  /// What was turned away; ``Reading/lost``.
  public static func lost(
    _ programme: String, step: String? = nil, asNumber: Bool = false
  ) -> Measure { .reading(programme: programme, step: step, .lost, asNumber: asNumber) }

  /// The money that work has cost; ``Reading/spent``.
  public static func spent(_ programme: String, step: String? = nil) -> Measure {
    .reading(programme: programme, step: step, .spent)
  }

  /// The index of a level; ``Reading/level``.
  public static func level(_ programme: String) -> Measure {
    .reading(programme: programme, .level)
  }

  /// When the last unit finished; ``Reading/finish``.
  public static func finish(_ programme: String) -> Measure {
    .reading(programme: programme, .finish)
  }

  /// What a pool has granted since the horizon began; of a split pool, to one programme.
  public static func granted(pool: String, programme: String? = nil) -> Measure {
    .leaf(.granted(pool: pool, programme: programme))
  }

  /// A stated number, from -1e15 to 1e15.
  public static func constant(_ value: Double) -> Measure { .leaf(.constant(value)) }

  /// All of them together.
  public static func sum(_ parts: [Measure]) -> Measure { .combination(.sum, parts) }

  /// The first less the second.
  public static func difference(_ first: Measure, _ second: Measure) -> Measure {
    .combination(.difference, [first, second])
  }

  /// The first divided by the second; undefined when the second is 0, and so is what is computed from it.
  public static func ratio(_ first: Measure, _ second: Measure) -> Measure {
    .combination(.ratio, [first, second])
  }

  /// The first in percent of the second; undefined when the second is 0.
  public static func share(_ first: Measure, _ second: Measure) -> Measure {
    .combination(.share, [first, second])
  }

  /// The least of them.
  public static func minimum(_ parts: [Measure]) -> Measure { .combination(.minimum, parts) }

  /// The greatest of them.
  public static func maximum(_ parts: [Measure]) -> Measure { .combination(.maximum, parts) }
}

extension Measure: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A stated number.
  public init(floatLiteral value: Double) { self = .constant(value) }

  /// A stated number.
  public init(integerLiteral value: Int) { self = .constant(Double(value)) }
}

/// Two ways through a measure. Whatever is asked of one asks its leaves, or its leaves and how they are
/// combined.
extension Measure {
  /// What it reads and states, from left to right, as often as it does.
  public var leaves: [Leaf] {
    switch self {
    case .leaf(let leaf): [leaf]
    case .combination(_, let parts): parts.flatMap(\.leaves)
    }
  }

  /// Works something out from the leaves up.
  func fold<Value>(_ leaf: (Leaf) -> Value, _ combine: (Combination, [Value]) -> Value) -> Value {
    switch self {
    case .leaf(let value): leaf(value)
    case .combination(let combination, let parts):
      combine(combination, parts.map { $0.fold(leaf, combine) })
    }
  }

  /// Whether it reads nothing.
  var isConstant: Bool { leaves.allSatisfy { if case .constant = $0 { true } else { false } } }

  /// Whether it reads a finish, which is infinite while a unit is unfinished, and nothing bounds it.
  var mayBeInfinite: Bool {
    fold {
      if case .reading(_, _, .finish, _) = $0 { true } else { false }
    } _: {
      $0.mayBeInfinite($1)
    }
  }

  /// Whether it never falls from one month to the next.
  var onlyGrows: Bool { fold(\.onlyGrows) { $0.keepsGrowth && $1.allSatisfy { $0 } } }

  /// Whether it grows from 0 as work is done, so that a pro-rata schedule means something.
  var accumulates: Bool { fold(\.accumulates) { $0.keepsAccumulation && $1.allSatisfy { $0 } } }

  /// The programmes it reads, in order of first mention.
  public var programmes: [String] {
    var found: [String] = []
    for leaf in leaves {
      if let programme = leaf.programme, !found.contains(programme) { found.append(programme) }
    }
    return found
  }

  /// The pools it reads.
  var pools: [String] {
    leaves.compactMap { if case .granted(let pool, _) = $0 { pool } else { nil } }
  }

  /// Refuses a stated number that is too large, and a combination of too few or too many.
  func check(_ path: [String]) throws(Fault) {
    switch self {
    case .leaf(.constant(let value)):
      let name = path.last { Int($0) == nil } ?? "measure"
      try Fault.check(value, from: -Fault.numberLimit, called: name, at: path)
    case .leaf: break
    case .combination(let combination, let parts):
      let path = path + [combination.rawValue]
      try combination.check(count: parts.count, path)
      for (index, part) in parts.enumerated() { try part.check(path + [String(index)]) }
    }
  }
}

extension Measure.Leaf {
  /// The programme it reads, or whose share of a pool.
  public var programme: String? {
    switch self {
    case .reading(let programme, _, _, _): programme
    case .granted(_, let programme): programme
    case .constant: nil
    }
  }

  fileprivate var onlyGrows: Bool {
    switch self {
    case .reading(_, _, let reading, _): reading != .spent && accumulates
    case .granted: false
    case .constant: true
    }
  }

  fileprivate var accumulates: Bool {
    switch self {
    case .reading(_, _, let reading, _):
      switch reading {
      case .started, .completed, .cancelled, .spent, .lost: true
      case .backlog, .inProgress, .level, .finish: false
      }
    case .granted: true
    case .constant: false
    }
  }
}

extension Measure.Leaf {
  /// Reads a name as a file writes it: `roads.completed`, `roads.build.completed`, `pools.crews.granted`,
  /// `pools.crews.granted.roads`. It is what ``description`` writes.
  ///
  /// - Parameters:
  ///   - name: Whether there is such a programme, step or pool is asked by ``Scenario/faults()``.
  ///   - asNumber: Whether the number of units is read, which only some readings have.
  /// - Returns: Nil for any other text.
  public init?(_ name: String, asNumber: Bool = false) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if parts[0] == Reference.pools {
      guard (3...4).contains(parts.count), parts[2] == "granted", !asNumber else { return nil }
      self = .granted(pool: parts[1], programme: parts.count == 4 ? parts[3] : nil)
    } else {
      guard (2...3).contains(parts.count),
        let reading = Measure.Reading(rawValue: parts[parts.count - 1]),
        reading.countsUnits || !asNumber
      else { return nil }
      self = .reading(
        programme: parts[0], step: parts.count == 3 ? parts[1] : nil, reading, asNumber: asNumber)
    }
  }
}

extension Measure.Leaf: CustomStringConvertible {
  /// As a file writes it: `roads.completed`, `number(roads.build.started)`, `pools.crews.granted`, `100`.
  public var description: String {
    switch self {
    case .reading(let programme, let step, let reading, let asNumber):
      let path = [programme, step, reading.rawValue].compactMap(\.self).joined(separator: ".")
      return asNumber ? "number(\(path))" : path
    case .granted(let pool, let programme):
      return "\(Reference.pool(pool)).granted" + (programme.map { "." + $0 } ?? "")
    case .constant(let value): return Fault.text(value)
    }
  }
}

extension Measure: CustomStringConvertible {
  /// The measure in one line: `roads.completed`, `share(number(roads.completed), 100)`.
  public var description: String {
    fold(\.description) { "\($0.rawValue)(\($1.joined(separator: ", ")))" }
  }
}

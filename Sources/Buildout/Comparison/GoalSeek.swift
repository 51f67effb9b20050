/// What is to become probable enough.
public enum Goal: Hashable, Sendable {
  /// A target by its id.
  case target(String)
  /// Targets together, as a ``JointForecast`` counts them.
  case joint(JointForecast.Scope)
}

/// The values among which one is looked for: from the least in steps to the greatest, which is
/// always among them.
public struct ValueGrid: Hashable, Sendable {
  public let low: Double
  /// Above ``low``.
  public let high: Double
  /// Above 0 and at most ``high`` less ``low``.
  public let step: Double

  /// - Parameters:
  ///   - low: The least value.
  ///   - high: The greatest.
  ///   - step: Nil chooses 1, 2 or 5 times a power of ten, so that there are 200 to 500.
  /// - Returns: Nil unless `low < high`, both of magnitude 1e15 at most, and `0 < step <= high - low`
  ///   with at most 1,000,000 steps.
  public init?(from low: Double, to high: Double, step: Double? = nil) {
    guard low < high, max(low.magnitude, high.magnitude) <= 1e15 else { return nil }
    let step = step ?? Self.niceStep((high - low) / 200)
    guard step > 0, step <= high - low, (high - low) / step <= 1e6 else { return nil }
    self.low = low
    self.high = high
    self.step = step
  }

  /// The greatest of 1, 2 and 5 times a power of ten that is no greater than a number above 0.
  private static func niceStep(_ most: Double) -> Double {
    var power = 1.0
    while power > most { power /= 10 }
    while power * 10 <= most { power *= 10 }
    return power * (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1)
  }

  public var count: Int {
    let whole = Int(((high - low) / step * (1 + 1e-12)).rounded(.down))
    return whole + (low + Double(whole) * step < high - step * 1e-9 ? 2 : 1)
  }

  /// The last place whose value is no greater than a value of the range.
  func lastPlace(atMost value: Double) -> Int {
    var (low, high) = (0, count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if self.value(at: middle) <= value { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The first place whose value is no less.
  func firstPlace(atLeast value: Double) -> Int {
    let place = lastPlace(atMost: value)
    return self.value(at: place) < value ? place + 1 : place
  }

  /// The value at a place, counted from 0; a decimal that is as short as the step.
  public func value(at place: Int) -> Double {
    guard place < count - 1 else { return high }
    guard place > 0 else { return low }
    var scale = 1.0
    while step * scale < 1e6, scale < 1e15 { scale *= 10 }
    return ((low + Double(place) * step) * scale).rounded() / scale
  }
}

/// The least value of one number of a plan with which a goal is probable enough.
public struct GoalSeek: Hashable, Sendable {
  /// The goal's probability with one value.
  public struct Attempt: Hashable, Sendable {
    public let value: Double
    public let met: Proportion
  }

  /// The scenario as it stands.
  public let scenario: Scenario
  public let goal: Goal
  /// Ids of the targets that are counted, and how many of them must be met.
  public let targets: [String]
  public let atLeast: Int
  /// The probability that is wanted.
  public let probability: Double
  public let grid: ValueGrid
  public let seed: UInt64
  public let trials: Int
  /// The goal's probability in the scenario as it stands.
  public let base: Proportion
  /// What was tried, the least value first.
  public let attempts: [Attempt]

  /// What becomes of the goal as the value grows.
  public enum Direction: Hashable, Sendable {
    /// It grows more probable: the least sufficient value is looked for.
    case rising
    /// It grows less probable: the greatest is.
    case falling
    /// The ends cannot be told apart and the probability falls between: both are.
    case neither
  }

  /// From the least value tried to the greatest.
  public var direction: Direction {
    guard let first = attempts.first, let last = attempts.last else { return .rising }
    let change = Estimate(from: first.met, to: last.met, z: Proportion.z)
    if change.isUndecided, Self.reversal(over: attempts) != nil { return .neither }
    return last.met.count >= first.met.count ? .rising : .falling
  }

  /// Whether no trial met the goal with any value tried.
  public var isNever: Bool { attempts.allSatisfy { $0.met.count == 0 } }

  /// Whether the value made no difference: the same number of trials met the goal, though not all or none.
  public var isFlat: Bool {
    guard let count = attempts.first?.met.count, count > 0, count < trials else { return false }
    return attempts.allSatisfy { $0.met.count == count }
  }

  /// Those tried, in the direction in which the goal grows more probable.
  private var ascent: [Attempt] { direction == .falling ? attempts.reversed() : attempts }

  /// The first value whose probability is what is wanted, with its own probability; nil when none in
  /// the grid is.
  public var found: Attempt? { ascent.first { $0.met.value >= probability } }

  /// The greatest value tried that is sufficient, where the direction is ``Direction/neither``.
  public var greatest: Attempt? {
    direction == .neither ? attempts.last { $0.met.value >= probability } : nil
  }

  /// The first value that could be sufficient as far as the trials tell: the interval of its
  /// probability reaches what is wanted.
  public var earliest: Attempt? { ascent.first { $0.met.interval.upperBound >= probability } }

  /// The first value that is sufficient for sure: all of the interval of its probability is.
  public var latest: Attempt? { ascent.first { $0.met.interval.lowerBound >= probability } }

  /// The value with the highest probability, the first in the direction of ascent among equals; nil
  /// where no trial met the goal.
  public var best: Attempt? { isNever ? nil : ascent.max { $0.met.count < $1.met.count } }

  /// Two values of which the further one in the direction of ascent has a lower probability, by more
  /// than the error of both allows; nil when there are none. Then other values may be sufficient too.
  public var reversal: (from: Attempt, to: Attempt)? { Self.reversal(over: ascent) }

  private static func reversal(over ascent: [Attempt]) -> (from: Attempt, to: Attempt)? {
    var top: Attempt?
    var worst: (from: Attempt, to: Attempt)?
    for attempt in ascent {
      if let top, attempt.met.count < top.met.count {
        let drop = Estimate(from: top.met, to: attempt.met, z: Proportion.z)
        let deepest = worst.map { $0.from.met.count - $0.to.met.count } ?? 0
        if drop.interval.upperBound < 0, top.met.count - attempt.met.count > deepest {
          worst = (top, attempt)
        }
      }
      if attempt.met.count > top?.met.count ?? -1 { top = attempt }
    }
    return worst
  }
}

extension Plan {
  /// Looks for the least value of one number with which a goal is probable enough.
  ///
  /// Every value meets the same luck. The first pass over the trials tries seventeen values; later ones
  /// divide the gap before the first value that is sufficient, and the gaps before the ends of its
  /// interval, until neighbours on the grid are reached; where none is sufficient, the gaps beside the
  /// best. The value that the plan has is tried too. What lies between values tried is not known.
  ///
  /// - Parameters:
  ///   - goal: What is to be probable enough.
  ///   - probability: Above 0 and below 1.
  ///   - grid: The values to choose from.
  ///   - current: The value that the plan has as it stands, which needs no trials of its own.
  ///   - settings: Every pass makes all its trials; a precision is not looked at.
  ///   - progress: Told the number of the pass, from 1, and the trials merged so far in it.
  ///   - variant: The scenario with a value; it has the targets of this plan's scenario. What it throws
  ///     ends the search.
  /// - Throws: What `variant` throws; ``ScenarioFaults`` when a variant has faults;
  ///   `CancellationError` when the task is cancelled.
  /// - Precondition: The scenario has the goal.
  public func seek(
    _ goal: Goal, probability: Double, in grid: ValueGrid, current: Double? = nil,
    _ settings: RunSettings = RunSettings(),
    progress: (@Sendable (_ pass: Int, _ trials: Int) -> Void)? = nil,
    variant: (Double) throws -> Scenario
  ) async throws -> GoalSeek {
    precondition(probability > 0 && probability < 1, "a probability to reach is between 0 and 1")
    let search = Search(self, goal)
    var known: [Int: Proportion] = [:]
    var base: Proportion?
    var pass = 0
    func result() -> GoalSeek {
      var attempts = known.map { place, met in
        GoalSeek.Attempt(value: grid.value(at: place), met: met)
      }
      if let current, let base, (grid.low...grid.high).contains(current),
        !attempts.contains(where: { $0.value == current })
      {
        attempts.append(GoalSeek.Attempt(value: current, met: base))
      }
      return GoalSeek(
        scenario: scenario, goal: goal, targets: search.targets, atLeast: search.atLeast,
        probability: probability, grid: grid, seed: settings.seed, trials: settings.trials,
        base: base ?? Proportion(count: 0, trials: settings.trials),
        attempts: attempts.sorted { $0.value < $1.value })
    }
    var places = Search.spread(17, from: 0, to: grid.count - 1)
    while !places.isEmpty {
      pass += 1
      let variants = try places.map { place in
        let scenario = try variant(grid.value(at: place))
        let faults = scenario.faults()
        guard faults.isEmpty else { throw ScenarioFaults(faults) }
        return search.narrowed(scenario)
      }
      let number = pass
      let met = try await search.run(variants, settings) { progress?(number, $0) }
      base = met[0]
      for (place, met) in zip(places, met.dropFirst()) { known[place] = met }
      places = Search.gaps(in: result())
    }
    return result()
  }
}

/// One search: the part of the plan that the goal needs, and where to look next.
private struct Search {
  let plan: Plan
  /// The goal's targets by their ids, and how many of them must be met.
  let targets: [String]
  let atLeast: Int

  init(_ plan: Plan, _ goal: Goal) {
    let scenario = plan.scenario
    switch goal {
    case .target(let id):
      targets = [id]
      atLeast = 1
    case .joint(let wanted):
      let scope = Tally.scopes(of: plan).first { $0.scope == wanted }
      targets = scope?.members.map { scenario.targets[$0].id } ?? []
      atLeast = scope?.atLeast ?? 0
    }
    let kept = scenario.targets.filter { [targets] in targets.contains($0.id) }
    precondition(!kept.isEmpty, "the scenario has the goal")
    let whole = Reach(from: scenario, to: scenario)
    let read = kept.flatMap { scenario.programmes(readBy: $0) }
    var part = scenario.part(with: kept, programmes: whole.group(of: read))
    part.groups = [TargetGroup(id: "goal", targets: targets, atLeast: atLeast)]
    self.plan = Plan(part: part)
  }

  /// A variant with the goal's targets alone.
  func narrowed(_ variant: Scenario) -> Scenario {
    var variant = variant
    variant.targets = plan.scenario.targets
    variant.groups = plan.scenario.groups
    return variant
  }

  /// How often the goal is met in the plan as it stands, then in each variant.
  func run(
    _ variants: [Scenario], _ settings: RunSettings, progress: (Int) -> Void
  ) async throws -> [Proportion] {
    let paired = PairedPlans(plan, variants: variants)
    var tally = PairedTally(paired, pairs: [])
    try await settings.simulate {
      PairedBlock(paired, seed: settings.seed)
    } absorb: { block in
      tally.absorb(block)
      progress(tally.trials)
      return true
    }
    let scope = tally.scopes.count - 1
    return paired.plans.indices.map { tally.together($0, scope) }
  }

  /// So many places or fewer, evenly spread, both ends among them.
  static func spread(_ count: Int, from low: Int, to high: Int) -> [Int] {
    guard high - low >= count else { return Array(low...high) }
    return (0..<count).map { low + (high - low) * $0 / (count - 1) }
  }

  /// Places inside the gaps that the answer rests on: before the first sufficient value and before the
  /// ends of its interval, after the greatest, or on either side of the best.
  static func gaps(in result: GoalSeek) -> [Int] {
    let attempts = result.attempts
    func place(_ attempt: GoalSeek.Attempt?) -> Int? {
      attempt.flatMap { attempt in attempts.firstIndex { $0.value == attempt.value } }
    }
    /// By the place of their lower end.
    var gaps: Set<Int> = []
    for end in [result.earliest, result.found, result.latest].compactMap(place) {
      gaps.insert(result.direction == .falling ? end : end - 1)
    }
    if let greatest = place(result.greatest) { gaps.insert(greatest) }
    if result.found == nil, let best = place(result.best), best > 0, best < attempts.count - 1 {
      gaps.formUnion([best - 1, best])
    }
    var places: Set<Int> = []
    for gap in gaps where gap >= 0 && gap + 1 < attempts.count {
      let low = result.grid.lastPlace(atMost: attempts[gap].value)
      let high = result.grid.firstPlace(atLeast: attempts[gap + 1].value)
      places.formUnion(spread(9, from: low, to: high).dropFirst().dropLast())
    }
    return places.sorted()
  }
}

/// What is to become probable enough.
public enum Goal: Hashable, Sendable {
  /// A target by its id.
  case target(String)
  /// Targets together, as a ``JointForecast`` counts them.
  case joint(JointForecast.Scope)
}

/// The least value of one number of a plan with which a goal is probable enough.
public struct GoalSeek: Hashable, Sendable {
  /// The goal's probability with one value.
  public struct Attempt: Hashable, Sendable {
    /// The value of the number that was varied.
    public let value: Double
    /// Trials that met the goal with it.
    public let met: Proportion
  }

  /// The scenario as it stands.
  public let scenario: Scenario
  /// What is to become probable enough.
  public let goal: Goal
  /// Ids of the targets that are counted, and how many of them must be met.
  public let targets: [String]
  /// How many of the targets must be met.
  public let atLeast: Int
  /// How many of them may be met; nil is any number.
  public let atMost: Int?
  /// The probability that is wanted.
  public let probability: Double
  /// The values that could be tried.
  public let grid: ValueGrid
  /// What the random numbers were drawn from.
  public let seed: UInt64
  /// Trials of every value tried.
  public let trials: Int
  /// The goal's probability in the scenario as it stands.
  public let base: Proportion
  /// Whether anything that the number changes can affect the goal. If not, every value gives what the
  /// plan as it stands gives, and none was tried.
  public let canAffectGoal: Bool
  /// Whether that is so since the number was settled when the horizon began, of which months are past.
  public let isSettled: Bool
  /// What the actuals settle of the goal: true when it is met, false when it is missed; nil while it has odds. Then no
  /// value was tried.
  public internal(set) var fact: Bool?
  /// What was tried, the least value first.
  public let attempts: [Attempt]
  /// Whether the goal was met in the same trials with every value tried, or in none.
  public let isSameInEveryTrial: Bool

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

  /// Whether the value made no difference: the goal was met in the same trials with every value tried. Then
  /// no value is sufficient by being what it is.
  public var isFlat: Bool { isSameInEveryTrial && !isNever }

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

  /// The value tried next before the one found, which is not sufficient; nil where the first value tried
  /// is sufficient, or none.
  public var before: Attempt? { found.flatMap(neighbour) }

  /// The value tried next before the one that could be sufficient first. It is not, for sure.
  public var beforeEarliest: Attempt? { earliest.flatMap(neighbour) }

  private func neighbour(of attempt: Attempt) -> Attempt? {
    ascent.firstIndex(of: attempt).flatMap { $0 > 0 ? ascent[$0 - 1] : nil }
  }

  /// The first value tried from which on, in the direction of ascent, all have the same number of trials
  /// that meet the goal; nil where the last tried differs from the one before, or none differs from any.
  public var plateau: Attempt? {
    guard let count = ascent.last?.met.count,
      let last = ascent.lastIndex(where: { $0.met.count != count }), last + 2 < ascent.count
    else { return nil }
    return ascent[last + 1]
  }

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

/// How a goal is sought.
extension Plan {
  /// Looks for the least value of one number with which a goal is probable enough.
  ///
  /// Every value meets the same random draws. The first pass over the trials tries seventeen values and the plan's
  /// own; later ones divide the gaps on either side of the plan's own value, once, and wherever the
  /// probability passes what is wanted, or could, until neighbours on the grid are reached; where none is
  /// sufficient, the gaps beside the best. What lies between values tried is not known.
  ///
  /// A number that cannot affect the goal is not tried at all, and none is where the actuals settle the goal. Of a
  /// plan that ``given(_:_:becoming:)`` has made, a value counts from the month after the as-of month; where it was
  /// settled when the horizon began, it cannot affect anything.
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
    let search = try Search(self, goal)
    let asOf = past?.layout.asOf
    let ends = try [grid.low, grid.high].map(variant)
    // What is past is past: a value counts from the month after.
    let fact = fact(ofAtLeast: search.atLeast, atMost: search.atMost, of: search.targets)
    let canAffectGoal =
      fact == nil
      && ends.contains { end in
        search.canAffectGoal(asOf.map { scenario.becoming(end, after: $0) } ?? end, from: scenario)
      }
    let isSettled =
      !canAffectGoal && fact == nil
      && ends.contains { end in asOf.map { !scenario.mayBecome(end, after: $0) } ?? false }
    var known: [Double: Proportion] = [:]
    var members: [Double: [Int]] = [:]
    var isSame = canAffectGoal
    var base = Proportion(count: 0, trials: settings.trials)
    var pass = 0
    func result() -> GoalSeek {
      GoalSeek(
        scenario: scenario, goal: goal, targets: search.targets, atLeast: search.atLeast,
        atMost: search.atMost, probability: probability, grid: grid, seed: settings.seed,
        trials: settings.trials, base: base, canAffectGoal: canAffectGoal,
        isSettled: isSettled, fact: fact,
        attempts: known.sorted { $0.key < $1.key }
          .map { GoalSeek.Attempt(value: $0.key, met: $0.value) }, isSameInEveryTrial: isSame)
    }
    var values = canAffectGoal ? grid.spread(from: grid.low, to: grid.high, parts: 16) : []
    repeat {
      pass += 1
      // While no value has made a difference, the later ones have the first to be compared with.
      let first = pass > 1 && isSame ? [grid.low] : []
      let variants = try (first + values).map { value in
        let scenario = try variant(value)
        let faults = scenario.faults()
        guard faults.isEmpty else { throw ScenarioFaults(faults) }
        return search.narrowed(scenario)
      }
      let number = pass
      let tally = try await search.run(variants, settings) { progress?(number, $0) }
      base = search.met(in: tally, 0)
      let tried = values.indices.map { (value: values[$0], plan: $0 + 1 + first.count) }
      var plans = tried.map(\.plan)
      if canAffectGoal, let current, (grid.low...grid.high).contains(current) {
        known[current] = base
        members[current] = search.members(in: tally, 0)
        plans.append(0)
      }
      for (value, plan) in tried {
        known[value] = search.met(in: tally, plan)
        members[value] = search.members(in: tally, plan)
      }
      isSame = isSame && plans.allSatisfy { search.isSame(in: tally, $0) }
      values = Search.next(in: result(), around: pass == 1 ? current : nil)
      if pass < Search.mostPassesInVain, result().isNever {
        values = Set(values + Search.opposed(in: result(), members)).sorted()
      }
    } while !values.isEmpty && known.count < Search.mostValues
    return result()
  }
}

/// One search: the part of the plan that the goal needs, and where to look next.
private struct Search {
  /// A curve so ragged that it needs more is not worth following.
  static let mostValues = 1_000
  private static let mostCrossings = 8
  /// After so many passes without a trial that meets the goal no more are made.
  static let mostPassesInVain = 3

  let plan: Plan
  /// The goal's targets by their ids, and how many of them must be met, and may be.
  let targets: [String]
  let atLeast: Int
  let atMost: Int?

  init(_ plan: Plan, _ goal: Goal) throws(Fault) {
    let scenario = plan.scenario
    switch goal {
    case .target(let id):
      targets = [id]
      atLeast = 1
      atMost = nil
    case .joint(let wanted):
      let tally = Tally.jointTallies(of: plan).first { $0.scope == wanted }
      targets = tally?.members.map { scenario.targets[$0].id } ?? []
      atLeast = tally?.atLeast ?? 0
      atMost = tally?.atMost
    }
    let kept = scenario.targets.filter { [targets] in targets.contains($0.id) }
    precondition(!kept.isEmpty, "the scenario has the goal")
    let links = ProgrammeLinks(scenario)
    let read = kept.flatMap { scenario.programmes(readBy: $0) }
    // A group that is bounded above alone has no least number.
    let goal = try TargetGroup(
      id: "goal", targets: targets, atLeast: atLeast > 0 ? atLeast : nil, atMost: atMost)
    self.plan = Plan(
      part: scenario.part(with: kept, programmes: links.group(of: read)).throughout {
        $0.groups = [goal]
      }, past: plan.past)
  }

  /// Whether a target of the goal can come out differently in a variant of the plan's scenario.
  func canAffectGoal(_ variant: Scenario, from scenario: Scenario) -> Bool {
    AffectedPart(from: scenario, to: variant).targets().contains {
      targets.contains(scenario.targets[$0].id)
    }
  }

  /// A variant with the goal's targets alone; given actuals, with no more programmes than the plan has, so that the
  /// plan may become it.
  func narrowed(_ variant: Scenario) -> Scenario {
    let kept = Set(plan.scenario.programmes.map(\.id))
    return variant.throughout {
      $0.targets = plan.scenario.targets
      $0.groups = plan.scenario.groups
      if plan.past != nil { $0.programmes.removeAll { !kept.contains($0.id) } }
    }
  }

  /// The plan as it stands and the variants, each beside the first of them.
  func run(
    _ variants: [Scenario], _ settings: RunSettings, progress: (Int) -> Void
  ) async throws -> PairedTally {
    let paired = PairedPlans(plan, variants: variants)
    let pairs = paired.plans.indices.dropFirst().map { PairedTally.Pair(first: 1, second: $0) }
    var tally = PairedTally(
      paired, pairs: pairs.isEmpty ? [] : [PairedTally.Pair(first: 1, second: 0)] + pairs)
    try await settings.simulate {
      PairedBlock(paired, seed: settings.seed)
    } absorb: { block in
      tally.absorb(block)
      progress(tally.trials)
      return true
    }
    return tally
  }

  /// How often the goal is met in a plan of those run.
  func met(in tally: PairedTally, _ plan: Int) -> Proportion {
    tally.jointMet(plan, tally.joint.count - 1)
  }

  /// In how many trials each of its targets is.
  func members(in tally: PairedTally, _ plan: Int) -> [Int] {
    tally.paired.base.targets.indices.map { tally.met(plan, $0).count }
  }

  /// Whether the goal is met in the same trials as with the first variant.
  func isSame(in tally: PairedTally, _ plan: Int) -> Bool {
    let pair = tally.joint(tally.joint.count - 1, pair: plan)
    return pair.onlyFirst == 0 && pair.onlySecond == 0
  }

  /// Values inside the gaps that the answer rests on, the least first.
  static func next(in result: GoalSeek, around current: Double?) -> [Double] {
    let attempts = result.attempts
    func index(of attempt: GoalSeek.Attempt?) -> Int? {
      attempt.flatMap { attempt in attempts.firstIndex { $0.value == attempt.value } }
    }
    /// By the index of their lower end.
    var gaps = crossings(in: result)
    for end in [result.earliest, result.found, result.latest].compactMap(index(of:)) {
      gaps.insert(result.direction == .falling ? end : end - 1)
    }
    if let greatest = index(of: result.greatest) { gaps.insert(greatest) }
    if result.found == nil, let best = index(of: result.best), best > 0, best < attempts.count - 1 {
      gaps.formUnion([best - 1, best])
    }
    if let own = attempts.firstIndex(where: { $0.value == current }) {
      gaps.formUnion([own - 1, own])
    }
    return gaps.sorted().filter { $0 >= 0 && $0 + 1 < attempts.count }.flatMap {
      let (low, high) = (attempts[$0].value, attempts[$0 + 1].value)
      return result.grid.spread(from: low, to: high, parts: 8).filter { $0 > low && $0 < high }
    }
  }

  /// Values inside the gaps in which one target of the goal comes to be met and another to be missed: where
  /// no trial met the goal, one that does may lie there. Those with the greatest changes are divided.
  ///
  /// - Parameter members: By value, in how many trials each target is met.
  static func opposed(in result: GoalSeek, _ members: [Double: [Int]]) -> [Double] {
    let values = result.attempts.map(\.value)
    let gaps = zip(values, values.dropFirst()).compactMap { low, high in
      let changes = zip(members[low] ?? [], members[high] ?? []).map { $1 - $0 }
      let rise = changes.reduce(0) { $0 + max($1, 0) }
      let fall = changes.reduce(0) { $0 - min($1, 0) }
      return min(rise, fall) > 0 ? (low: low, high: high, change: min(rise, fall)) : nil
    }
    return gaps.sorted { ($0.change, $1.low) > ($1.change, $0.low) }.prefix(mostCrossings).flatMap {
      gap in
      result.grid.spread(from: gap.low, to: gap.high, parts: 8)
        .filter { $0 > gap.low && $0 < gap.high }
    }
  }

  /// The gaps in which the probability passes what is wanted, by the index of their lower end: one
  /// between every two values of which the one is sufficient for sure, the other for sure not, and what
  /// lies between cannot be told.
  private static func crossings(in result: GoalSeek) -> Set<Int> {
    let wanted = result.probability
    var gaps: Set<Int> = []
    var last: (index: Int, isSufficient: Bool)?
    for (index, attempt) in result.attempts.enumerated() {
      let interval = attempt.met.interval
      guard interval.lowerBound >= wanted || interval.upperBound < wanted else { continue }
      let isSufficient = interval.lowerBound >= wanted
      if let last, last.isSufficient != isSufficient, gaps.count < mostCrossings {
        let first = (last.index + 1...index).first {
          (result.attempts[$0].met.value >= wanted) == isSufficient
        }
        gaps.insert((first ?? index) - 1)
      }
      last = (index, isSufficient)
    }
    return gaps
  }
}

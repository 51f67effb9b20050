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

  /// Whether the goal grows more probable with the value, from the least tried to the greatest; then
  /// the least sufficient value is looked for, otherwise the greatest.
  public var isRising: Bool {
    guard let first = attempts.first, let last = attempts.last else { return true }
    return last.met.count >= first.met.count
  }

  /// Whether the value made no difference in the number of trials that met the goal.
  public var isFlat: Bool { attempts.allSatisfy { $0.met.count == attempts[0].met.count } }

  /// Those tried, in the direction in which the goal grows more probable.
  private var ascent: [Attempt] { isRising ? attempts : attempts.reversed() }

  /// The first value whose probability is what is wanted, with its own probability; nil when none in
  /// the grid is.
  public var found: Attempt? { ascent.first { $0.met.value >= probability } }

  /// The first value that could be sufficient as far as the trials tell: the interval of its
  /// probability reaches what is wanted.
  public var earliest: Attempt? { ascent.first { $0.met.interval.upperBound >= probability } }

  /// The first value that is sufficient for sure: all of the interval of its probability is.
  public var latest: Attempt? { ascent.first { $0.met.interval.lowerBound >= probability } }

  /// The value with the highest probability, the first in the direction of ascent among equals.
  public var best: Attempt? { ascent.max { $0.met.count < $1.met.count } }

  /// Two values of which the further one in the direction of ascent has a lower probability, by more
  /// than the error of both allows; nil when there are none. Then other values may be sufficient too.
  public var reversal: (from: Attempt, to: Attempt)? {
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
  /// Every value meets the same luck. The first pass over the trials tries nine values; later ones
  /// divide the gap before the first value that is sufficient, and the gaps before the ends of its
  /// interval, until neighbours on the grid are reached.
  ///
  /// - Parameters:
  ///   - goal: What is to be probable enough.
  ///   - probability: Above 0 and below 1.
  ///   - grid: The values to choose from.
  ///   - settings: Every pass makes all its trials; a precision is not looked at.
  ///   - progress: Told the number of the pass, from 1, and the trials merged so far in it.
  ///   - variant: The scenario with a value; it has the targets of this plan's scenario. What it throws
  ///     ends the search.
  /// - Throws: What `variant` throws; ``ScenarioFaults`` when a variant has faults;
  ///   `CancellationError` when the task is cancelled.
  /// - Precondition: The scenario has the goal.
  public func seek(
    _ goal: Goal, probability: Double, in grid: ValueGrid, _ settings: RunSettings = RunSettings(),
    progress: (@Sendable (_ pass: Int, _ trials: Int) -> Void)? = nil,
    variant: (Double) throws -> Scenario
  ) async throws -> GoalSeek {
    precondition(probability > 0 && probability < 1, "a probability to reach is between 0 and 1")
    let search = Search(self, goal)
    var known: [Int: Proportion] = [:]
    var base: Proportion?
    var pass = 0
    func result() -> GoalSeek {
      GoalSeek(
        scenario: scenario, goal: goal, targets: search.targets, atLeast: search.atLeast,
        probability: probability, grid: grid, seed: settings.seed, trials: settings.trials,
        base: base ?? Proportion(count: 0, trials: settings.trials),
        attempts: known.keys.sorted().compactMap { place in
          known[place].map { GoalSeek.Attempt(value: grid.value(at: place), met: $0) }
        })
    }
    var places = Search.spread(9, from: 0, to: grid.count - 1)
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
      places = Search.gaps(in: result(), known.keys.sorted())
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

  /// Places inside the gaps before the first sufficient value and before the ends of its interval.
  static func gaps(in result: GoalSeek, _ known: [Int]) -> [Int] {
    let ascent = result.isRising ? known : known.reversed()
    let values = result.isRising ? result.attempts : result.attempts.reversed()
    var places: Set<Int> = []
    for value in [result.earliest, result.found, result.latest].compactMap({ $0?.value }) {
      guard let place = values.firstIndex(where: { $0.value == value }), place > 0 else { continue }
      let low = min(ascent[place - 1], ascent[place])
      let high = max(ascent[place - 1], ascent[place])
      places.formUnion(spread(9, from: low, to: high).dropFirst().dropLast())
    }
    return places.sorted()
  }
}

import Sampling

/// What binds: how much every pool is asked for, and what one more of it would bring.
public struct Bottlenecks: Hashable, Sendable {
  /// The scenario as it stands.
  public let scenario: Scenario
  /// What the random numbers were drawn from.
  public let seed: UInt64
  /// Trials behind what one more of each pool would bring.
  public let trials: Int
  /// The first of them, at most ``observedLimit``, in which it was looked at what pools were asked for.
  public let observedTrials: Int
  /// How sure all gains are together, over the pools.
  public let confidence: Confidence
  /// The pool that lacks the greatest part of what is asked first; of equals the one of which
  /// more would gain most.
  public let pools: [PoolLoad]

  /// Looking at pools takes every trial by itself.
  public static let observedLimit = 2_048

  /// How many more firm targets are met on average with one more of a pool; exactly none where it can reach none
  /// of them.
  /// Nil where the pool cannot be enlarged.
  public func gain(_ load: PoolLoad) -> Estimate? {
    guard let gain = load.gain else { return nil }
    let canGain = zip(scenario.targets, load.canAffect).contains { $0.firmness == .firm && $1 }
    guard canGain else { return Estimate(value: 0, interval: 0...0) }
    return Estimate(gain, z: confidence.z)
  }

  /// How much likelier a target is with one more of a pool, with an interval as of a gain.
  public func difference(_ pair: PairedProportion) -> Estimate { Estimate(pair, z: confidence.z) }

  /// What one more firm target met would cost by more of a pool; nil where the cost of one more is not known, or no
  /// gain can be told.
  public func costPerTarget(_ load: PoolLoad) -> Estimate? {
    guard let gain = gain(load), let cost = load.cost, cost > 0, gain.interval.lowerBound > 0
    else { return nil }
    return Estimate(
      value: cost / gain.value,
      interval: (cost / gain.interval.upperBound)...(cost / gain.interval.lowerBound))
  }
}

/// What a pool was asked for, month by month, and what one more of it would bring.
public struct PoolLoad: Hashable, Sendable {
  /// What a pool was asked for in a month, on average over the trials.
  public struct Month: Hashable, Sendable {
    /// What it had, with what was carried over.
    public let capacity: Double
    /// What all steps asked for.
    public let asked: Double
    /// What they were granted of it. Less than it had is granted also where a step that needs several pools waits
    /// for another one.
    public let granted: Double
    /// How much more was asked than the pool had.
    public let short: Double
    /// Trials in which more was asked than the pool had, so that some step waited for it.
    public let waited: Proportion

    /// What nobody used.
    public var left: Double { max(0, capacity - granted) }
  }

  /// The pool's id.
  public let pool: String
  /// One for each month of the horizon. Shares of a split pool are added up.
  public let months: [Month]
  /// The index of the first month of which nothing is known; what is said of the pool as a whole is of the months
  /// from it on, since what is past can be helped no more.
  public let firstOpen: Int
  /// Trials in which some step waited for it in some month that is open.
  public let waited: Proportion
  /// How many more firm targets are met in a trial with one more of it in every month; nil where it cannot be
  /// enlarged, as a capacity that follows a chance of nearly 1.
  public let gain: PairedGain?
  /// Of each target, the plan as it stands first and one more of the pool second; none where it cannot be enlarged.
  public let targets: [PairedProportion]
  /// Of each target, whether the pool can reach it.
  public let canAffect: [Bool]
  /// Money for one more of it over the whole horizon, where an option says; otherwise nil.
  public let cost: Double?

  /// The months of which nothing is known: all of them where there are no actuals.
  public var openMonths: ArraySlice<Month> { months.dropFirst(firstOpen) }

  /// The share of all that is asked in open months that the pool does not have, 0 where nothing is asked.
  public var shortage: Double {
    let asked = openMonths.reduce(0) { $0 + $1.asked }
    return asked > 0 ? openMonths.reduce(0) { $0 + $1.short } / asked : 0
  }

  /// The index of the open month in which it is short of most; nil where nobody waits.
  public var tightest: Int? {
    guard waited.count > 0 else { return nil }
    return openMonths.indices.max { months[$0].short < months[$1].short }
  }
}

extension Plan {
  /// Looks at what every pool is asked for, and what one more of it in every month would bring.
  ///
  /// One more is a crew of crews, a unit of money of a budget. Where the capacity is uncertain every value of it is
  /// enlarged in proportion, so that it is one more on average. All meets the same random draws.
  ///
  /// - Parameters:
  ///   - settings: Its precision is not looked at.
  ///   - costs: What one more of a pool costs over the months in which it can still be had, by its id.
  ///   - progress: Told the number of trials merged so far of those that try one more.
  /// - Returns: Nil where the plan has no pool.
  /// - Throws: ``TrialOverflow``; `CancellationError` when the task is cancelled.
  public func bottlenecks(
    _ settings: RunSettings = RunSettings(), costs: [String: Double] = [:],
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> Bottlenecks? {
    let used = scenario.pools.filter { !scenario.users(ofPool: $0.id).isEmpty }
    guard !used.isEmpty else { return nil }
    let observed = min(settings.trials, Bottlenecks.observedLimit)
    let loads = try await loads(trials: observed, settings)
    let larger = used.map { pool in scenario.withOneMore(of: pool.id) }
    var pools: [PoolLoad] = []
    for start in stride(from: 0, to: used.count, by: Plan.variantsAtOnce) {
      let batch = start..<min(used.count, start + Plan.variantsAtOnce)
      let tried = batch.filter { larger[$0] != nil }
      let paired = PairedPlans(self, variants: tried.compactMap { larger[$0] })
      var tally = PairedTally(
        paired,
        pairs: paired.plans.indices.dropFirst().map { PairedTally.Pair(first: 0, second: $0) })
      if !tried.isEmpty {
        try await settings.simulate {
          PairedBlock(paired, seed: settings.seed)
        } absorb: { block in
          tally.absorb(block)
          progress?(tally.trials)
          return true
        }
      }
      for index in batch {
        let (id, pair) = (used[index].id, tried.firstIndex(of: index))
        pools.append(
          PoolLoad(
            pool: id, months: (loads.pools[id] ?? []).map { $0.month(observed) },
            firstOpen: firstOpen,
            waited: Proportion(count: loads.waited[id] ?? 0, trials: observed),
            gain: pair.map { tally.gain(pair: $0) },
            targets: pair.map { pair in
              scenario.targets.indices.map { tally.target($0, pair: pair) }
            } ?? [],
            canAffect: pair.map { pair in
              scenario.targets.indices.map(paired.targets[pair + 1].contains)
            } ?? [], cost: costs[id]))
      }
    }
    let sorted = pools.enumerated().sorted {
      let (a, b) = ($0.element, $1.element)
      return (-a.shortage, -a.worth, $0.offset) < (-b.shortage, -b.worth, $1.offset)
    }.map(\.element)
    return Bottlenecks(
      scenario: scenario, seed: settings.seed, trials: settings.trials, observedTrials: observed,
      confidence: Confidence(statements: used.count), pools: sorted)
  }

  /// The index of the first month of which nothing is known.
  private var firstOpen: Int {
    firstOpenMonth.map { min(months, scenario.calendar.number(of: $0) - 1) } ?? 0
  }

  /// What pools are asked for in each month, summed over the trials, and in how many trials anybody waits.
  private func loads(
    trials: Int, _ settings: RunSettings
  ) async throws -> (pools: [String: [PoolSum]], waited: [String: Int]) {
    let users = scenario.pools.flatMap { scenario.users(ofPool: $0.id) }
    let part = Plan(
      part: scenario.part(with: [], programmes: ProgrammeLinks(scenario).group(of: Set(users))),
      together: true, past: past)
    let pieces = stride(from: 0, to: trials, by: Block.size).map {
      LoadPiece(part, first: $0, count: min(Block.size, trials - $0), firstOpen: firstOpen)
    }
    let seed = settings.seed
    try await sideBySide(pieces.count, workers: settings.threads) { _, index in
      pieces[index].run(seed: seed)
    }
    try Task.checkCancellation()
    var sums: [String: [PoolSum]] = [:]
    var waited: [String: Int] = [:]
    for piece in pieces {
      if let overflow = piece.overflow { throw overflow }
      for (index, pool) in part.scenario.pools.enumerated() {
        let months = piece.sums[index * months..<(index + 1) * months]
        var sum = sums[pool.id] ?? Array(repeating: PoolSum(), count: months.count)
        for (month, added) in months.enumerated() { sum[month].add(added) }
        sums[pool.id] = sum
        waited[pool.id, default: 0] += piece.waited[index]
      }
    }
    return (sums, waited)
  }
}

/// What a pool was asked for in a month, summed over trials.
private struct PoolSum {
  var capacity = 0.0
  var asked = 0.0
  var granted = 0.0
  var short = 0.0
  var waited = 0

  mutating func add(_ other: PoolSum) {
    capacity += other.capacity
    asked += other.asked
    granted += other.granted
    short += other.short
    waited += other.waited
  }

  func month(_ trials: Int) -> PoolLoad.Month {
    let n = Double(trials)
    return PoolLoad.Month(
      capacity: capacity / n, asked: asked / n, granted: granted / n, short: short / n,
      waited: Proportion(count: waited, trials: trials))
  }
}

/// A block of trials in which pools are looked at, by one worker.
private final class LoadPiece: @unchecked Sendable {
  private let plan: Plan
  private let first: Int
  private let count: Int
  /// By pool of the scenario and month.
  private(set) var sums: [PoolSum]
  private let firstOpen: Int
  /// By pool, trials in which somebody waited in an open month.
  private(set) var waited: [Int]
  private(set) var overflow: TrialOverflow?

  init(_ plan: Plan, first: Int, count: Int, firstOpen: Int) {
    self.plan = plan
    self.firstOpen = firstOpen
    self.first = first
    self.count = count
    sums = Array(repeating: PoolSum(), count: plan.scenario.pools.count * plan.months)
    waited = Array(repeating: 0, count: plan.scenario.pools.count)
  }

  func run(seed: UInt64) {
    let round = Round(plan, seed: seed, capacity: 64, workers: 1, isObserved: true)
    let pools = plan.pools.map { Int($0.scenarioPool) }
    var hasWaited = Array(repeating: false, count: waited.count)
    for start in stride(from: 0, to: count, by: round.capacity) {
      round.begin(at: first + start, count: min(round.capacity, count - start))
      let isDone = round.run { simulator, _, month in
        var waits = Array(repeating: false, count: self.waited.count)
        for (index, pool) in pools.enumerated() {
          let state = simulator.poolStates[index]
          let cell = pool * self.plan.months + month - 1
          self.sums[cell].capacity += state.capacity
          self.sums[cell].asked += state.asked
          self.sums[cell].granted += state.granted
          // What is left by rounding is no wait. Who asks no more than there is waits for another pool, if at all.
          if state.asked - state.capacity > 1e-9 * state.asked {
            self.sums[cell].short += state.asked - state.capacity
            waits[pool] = true
          }
        }
        for pool in waits.indices where waits[pool] {
          self.sums[pool * self.plan.months + month - 1].waited += 1
          if month > self.firstOpen { hasWaited[pool] = true }
        }
        guard month == self.plan.months else { return }
        for pool in hasWaited.indices {
          if hasWaited[pool] { self.waited[pool] += 1 }
          hasWaited[pool] = false
        }
      } read: { _, _, _ in
      }
      overflow = round.overflow
      guard isDone, overflow == nil else { return }
    }
  }
}

extension PoolLoad {
  fileprivate var worth: Double { gain?.value ?? 0 }
}

extension Scenario {
  /// The scenario with a pool that is one larger in every month, on average; nil where it cannot be.
  fileprivate func withOneMore(of id: String) -> Scenario? {
    do {
      var copy = self
      try copy.addOne(to: id)
      copy.later = try later.map { phase in
        var scenario = phase.scenario
        try scenario.addOne(to: id)
        return Phase(from: phase.from, scenario: scenario)
      }
      return copy
    } catch {
      return nil
    }
  }

  private mutating func addOne(to id: String) throws(DistributionError) {
    for index in pools.indices where pools[index].id == id {
      for month in pools[index].capacity.indices {
        pools[index].capacity[month] = try pools[index].capacity[month].oneMore
      }
    }
  }
}

extension Quantity {
  /// One more on average: of what is certain one more, of anything else every value in proportion.
  fileprivate var oneMore: Quantity {
    get throws(DistributionError) {
      if let constant { return Quantity(try .constant(constant + 1), each: each) }
      let mean = distribution.mean
      return Quantity(try distribution.scaled(by: (mean + 1) / mean), each: each)
    }
  }
}

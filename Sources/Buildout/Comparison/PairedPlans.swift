import Synchronization

/// A plan and variants of it, simulated on the same random draws in one pass over the trials.
///
/// Of each variant only the part that can behave differently is simulated; the other targets have
/// the plan's own answers.
struct PairedPlans: Sendable {
  /// The plan first, then the variants, each as much of it as is simulated.
  let plans: [Plan]
  /// Indices among the base plan's targets of the targets of each plan.
  let targets: [[Int]]
  /// The ids of the options that the plans carry out, if they are options.
  let names: [String?]
  /// The plan's scenario and the variants, whole.
  private let scenarios: [Scenario]

  var base: Plan { plans[0] }

  /// - Parameters:
  ///   - variants: Without faults, and with the targets of the base.
  ///   - names: The ids of the options that the variants are, if they are options.
  init(_ base: Plan, variants: [Scenario], names: [String] = []) {
    var plans = [base]
    var targets = [Array(base.targets.indices)]
    let scenario = base.scenario
    // What is past is past: a variant begins in the month after.
    let variants =
      base.past.map { past in variants.map { scenario.becoming($0, after: past.layout.asOf) } }
      ?? variants
    for variant in variants {
      let affected = AffectedPart(from: scenario, to: variant)
      let affectedTargets = affected.targets()
      let read = affectedTargets.flatMap { variant.programmes(readBy: scenario.targets[$0]) }
      let kept = affectedTargets.map { scenario.targets[$0] }
      plans.append(
        Plan(
          part: variant.part(with: kept, programmes: affected.links.group(of: read)),
          past: base.past))
      targets.append(affectedTargets)
    }
    self.plans = plans
    self.names = [nil] + variants.indices.map { names.isEmpty ? nil : names[$0] }
    self.targets = targets
    scenarios = [scenario] + variants
  }

  /// Plans of any targets, each as much of it as is simulated: what is read is read by plan and row alone.
  init(plans: [Plan]) {
    self.plans = plans
    targets = plans.map { Array($0.targets.indices) }
    names = plans.map { _ in nil }
    scenarios = plans.map(\.scenario)
  }

  /// Whether nothing in which two of them differ can affect a target.
  func cannotDiffer(_ first: Int, _ second: Int) -> Bool {
    AffectedPart(from: scenarios[first], to: scenarios[second]).targets().isEmpty
  }
}

/// Which targets a plan met in blocks of trials, so that of several passes with variants of it only the first simulates
/// it.
final class KnownBlocks: Sendable {
  private struct Key: Hashable {
    let seed: UInt64
    let number: Int
  }

  /// Bytes that it may take.
  private static let budget = 16 << 20

  private let blocks = Mutex<[Key: (count: Int, met: [UInt8])]>([:])

  func met(seed: UInt64, number: Int, count: Int) -> [UInt8]? {
    let block = blocks.withLock { $0[Key(seed: seed, number: number)] }
    return block.flatMap { $0.count >= count ? $0.met : nil }
  }

  /// How many of some targets were met in each of some trials; nil where not all of these are known.
  func numbersMet(of targets: [Int], in trials: Range<Int>, seed: UInt64) -> [UInt16]? {
    var numbers = Array(repeating: UInt16(0), count: trials.count)
    var trial = trials.lowerBound
    while trial < trials.upperBound {
      let (number, lane) = trial.quotientAndRemainder(dividingBy: Block.size)
      let count = min(Block.size - lane, trials.upperBound - trial)
      guard let met = met(seed: seed, number: number, count: lane + count) else { return nil }
      let first = trial - trials.lowerBound
      for target in targets {
        let row = target * Block.size + lane
        for i in 0..<count { numbers[first + i] &+= UInt16(met[row + i]) }
      }
      trial += count
    }
    return numbers
  }

  func keep(_ met: UnsafeBufferPointer<UInt8>, seed: UInt64, number: Int, count: Int) {
    blocks.withLock {
      guard ($0.count + 1) * met.count <= KnownBlocks.budget else { return }
      $0[Key(seed: seed, number: number)] = (count, Array(met))
    }
  }
}

/// What the targets of a plan met in the block at hand of a run, kept with the plan as soon as the block is whole.
struct BlockAnswers {
  private let known: KnownBlocks
  private let settings: RunSettings
  /// By target, then trial.
  private var met: [UInt8]

  init(_ plan: Plan, _ settings: RunSettings) {
    known = plan.known
    self.settings = settings
    met = Array(repeating: 0, count: plan.targets.count * Block.size)
  }

  /// Takes over what a round met that has just been tallied.
  mutating func take(_ tally: Tally, of round: Round) {
    var start = 0
    while start < round.count {
      let (number, lane) = (round.first + start).quotientAndRemainder(dividingBy: Block.size)
      let count = min(Block.size - lane, round.count - start)
      for target in tally.plan.targets.indices {
        let row = target * Block.size + lane
        met.replaceSubrange(
          row..<row + count, with: tally.target(target).metAtDue[start..<start + count])
      }
      start += count
      if lane + count == Block.size || round.first + start == settings.trials {
        met.withUnsafeBufferPointer {
          known.keep($0, seed: settings.seed, number: number, count: lane + count)
        }
      }
    }
  }
}

/// A block of trials under a plan and its variants: which targets each met.
final class PairedBlock: TrialBlock, @unchecked Sendable {
  /// Trials that are simulated before they are judged, so that what is waiting takes little memory under
  /// however many variants.
  static let part = 64

  private(set) var number = 0
  private(set) var count = 0
  private(set) var overflow: TrialOverflow?
  /// A part of a block of each plan.
  private let rounds: [Round]
  /// 1 where a target is met when it is due: by plan and target, then trial.
  private let met: Flat<UInt8>
  /// First row of `met` of each plan.
  private let rows: [Int]
  /// By plan and month, the indices of the targets that are due.
  private let due: [[[Int]]]
  private let names: [String?]
  private let seed: UInt64

  init(_ paired: PairedPlans, seed: UInt64) {
    rounds = paired.plans.map { plan in
      Round(
        plan, seed: seed, capacity: PairedBlock.part, workers: 1,
        months: plan.targets.map { Int($0.due) }.max() ?? 0)
    }
    names = paired.names
    self.seed = seed
    var rows: [Int] = []
    var count = 0
    for plan in paired.plans {
      rows.append(count)
      count += plan.targets.count
    }
    self.rows = rows
    met = Flat(repeating: 0, count: count * Block.size)
    due = paired.plans.map { plan in
      (0...plan.months).map { month in
        plan.targets.indices.filter { Int(plan.targets[$0].due) == month }
      }
    }
  }

  deinit { met.deallocate() }

  func run(number: Int, count: Int) {
    self.number = number
    self.count = count
    overflow = nil
    let isBaseKnown = takeBase()
    for (plan, round) in rounds.enumerated() where round.months > 0 {
      if plan == 0, isBaseKnown { continue }
      for start in stride(from: 0, to: count, by: round.capacity) {
        round.begin(
          at: number * Block.size + start, count: min(round.capacity, count - start))
        let isDone = round.run { series, month, values in
          judge(plan, series, month, values.judged, from: start)
        }
        guard isDone else { return }
        overflow = round.overflow
        overflow?.option = names[plan]
        overflow?.isOfVariant = plan > 0
        if overflow != nil { return }
      }
      if plan == 0 { round.plan.known.keep(ofBase, seed: seed, number: number, count: count) }
    }
  }

  /// The rows of the plan itself.
  private var ofBase: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: met.base, count: rounds[0].plan.targets.count * Block.size)
  }

  /// Takes over what the plan itself met, if that is known.
  private func takeBase() -> Bool {
    let known = rounds[0].plan.known.met(seed: seed, number: number, count: count)
    guard let base = known else { return false }
    met.base.update(from: base, count: base.count)
    return true
  }

  private func judge(
    _ plan: Int, _ series: Int, _ month: Int, _ values: UnsafeBufferPointer<Double>, from start: Int
  ) {
    let targets = rounds[plan].plan.targets
    for index in due[plan][month] where Int(targets[index].series) == series {
      let row = met.base + (rows[plan] + index) * Block.size + start
      for (trial, value) in values.enumerated() {
        row[trial] = targets[index].isMet(by: value) ? 1 : 0
      }
    }
  }

  /// Whether a plan met one of its targets, by trial.
  func met(_ plan: Int, _ target: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: met.base + (rows[plan] + target) * Block.size, count: count)
  }
}

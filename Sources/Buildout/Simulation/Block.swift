/// Consecutive trials whose moments are taken together, and after which a run may stop: the unit of
/// repeatability.
enum Block {
  /// Trials in a block; the last of a run may have fewer. Part of every published result: changing
  /// it changes the last bits of means.
  static let size = 256
}

/// Trials simulated side by side and tallied together: some blocks, or as much of one as memory is set
/// aside for.
///
/// What a trial gives depends on the plan, the seed and the trial's number alone, so results do not
/// depend on how trials fall into rounds.
final class Round: @unchecked Sendable {
  /// Trials that one worker simulates at a time: what they give for a measure and month is a line of
  /// the processor's cache.
  static let lanes = 8
  /// Bytes that a round may take without being asked for.
  private static let budget = 24 << 20

  /// The number of the first trial.
  private(set) var first = 0
  /// Trials in the round.
  private(set) var count = 0
  let capacity: Int
  private let plan: Plan
  /// One for each worker.
  private let simulators: [Simulator]
  /// By eight trials, month, series and trial.
  private let values: Flat<Double>
  /// By worker, the first trial in which something overflowed.
  private let overflows: Flat<Overflow>

  /// - Parameters:
  ///   - capacity: Trials that it has room for, a multiple of ``lanes``.
  ///   - workers: How many may simulate at the same time.
  init(_ plan: Plan, seed: UInt64, capacity: Int, workers: Int) {
    self.plan = plan
    self.capacity = capacity
    simulators = (0..<workers).map { _ in Simulator(plan, seed: seed) }
    values = Flat(repeating: 0, count: capacity * plan.series.count * plan.months)
    overflows = Flat(repeating: Overflow(), count: workers)
  }

  deinit {
    values.deallocate()
    overflows.deallocate()
  }

  /// How many trials are simulated before they are tallied: a block for each thread, or a part of a
  /// block where that would take too much memory; and how many threads have something to do.
  static func layout(_ plan: Plan, _ settings: RunSettings) -> (capacity: Int, workers: Int) {
    // A run to a precision looks after each block.
    let wanted = settings.precision == nil ? settings.threads * Block.size : Block.size
    let most = max(1, min(wanted, settings.trials) / lanes)
    let workers = min(settings.threads, most)
    let room = max(budget / max(1, size(plan, trials: lanes)), workers)
    let inBlock = Block.size / lanes
    if room >= inBlock {
      let blocks = max(1, min(room, most) / inBlock)
      return (blocks * Block.size, min(workers, blocks * inBlock))
    }
    // Parts of a block are halves of halves of it, so that none reaches into the next.
    var chunks = 1
    while chunks * 2 <= room || chunks < workers { chunks *= 2 }
    return (chunks * lanes, workers)
  }

  /// Bytes that so many trials take until they are tallied.
  static func size(_ plan: Plan, trials: Int) -> Int {
    let values = plan.series.count * plan.months * MemoryLayout<Double>.stride
    return (values + 2 * plan.targets.count) * trials
  }

  func begin(at first: Int, count: Int) {
    self.first = first
    self.count = count
    overflows.fill(Overflow())
  }

  /// What overflowed in the first trial in which anything did; the round is useless then.
  var overflow: TrialOverflow? {
    let first = (0..<overflows.count).map { overflows[$0] }.min { $0.trial < $1.trial }
    guard let first, first.trial < .max else { return nil }
    return plan.describe(first, seed: simulators[0].generator.seed)
  }

  /// Times eight trials.
  var chunks: Int { (count + Round.lanes - 1) / Round.lanes }

  /// Simulates eight trials, or what is left of them.
  func simulate(chunk: Int, worker: Int) {
    let simulator = simulators[worker]
    let start = chunk * Round.lanes
    let cells = values.base + start * plan.series.count * plan.months
    for lane in 0..<min(Round.lanes, count - start) {
      simulator.begin(trial: UInt32(first + start + lane))
      var cell = cells + lane
      for month in 1...plan.months {
        simulator.advance(month: month)
        for series in 0..<simulator.series.count {
          cell.pointee = simulator.read(series: series)
          cell += Round.lanes
        }
      }
      if let found = simulator.registers[0].overflow, simulator.trial < overflows[worker].trial {
        overflows[worker] = found
        overflows[worker].trial = simulator.trial
      }
    }
  }

  /// Copies a measure's values at a month's end, by trial, to where there is room for ``capacity`` of
  /// them.
  func copy(_ series: Int, _ month: Int, to room: UnsafeMutablePointer<Double>) {
    let cells = plan.series.count * plan.months * Round.lanes
    var from = UnsafeRawPointer(
      values.base + ((month - 1) * plan.series.count + series) * Round.lanes)
    var to = UnsafeMutableRawPointer(room)
    for _ in 0..<chunks {
      to.storeBytes(of: from.loadUnaligned(as: SIMD8<Double>.self), as: SIMD8<Double>.self)
      from += cells * MemoryLayout<Double>.stride
      to += Round.lanes * MemoryLayout<Double>.stride
    }
  }
}

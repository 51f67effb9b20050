import Synchronization

/// Trials simulated side by side and read together: some blocks, or as much of one as memory is set
/// aside for.
///
/// What a trial gives depends on the plan, the seed and the trial's number alone, so results do not
/// depend on how trials fall into rounds. A round is filled in three turns, each of which many workers may
/// share:
///
/// 1. ``simulate(chunk:worker:observe:)``: the environment of eight trials, and their programmes that share
///    something, month by month.
/// 2. ``readAlone(_:worker:_:)``: a programme on its own in all trials, and the measures that read it alone.
/// 3. ``readOthers(_:worker:_:)``: the measures that are left.
final class Round: @unchecked Sendable {
  /// Trials that one worker begins at a time: what they give for a measure and month is a line of the processor's
  /// cache. The place of a trial among them is its lane.
  static let lanes = 8
  /// Bytes that a round may take without being asked for.
  private static let budget = 80 << 20
  /// Bytes that it may take for more blocks than there are workers.
  private static let smallBudget = 8 << 20

  /// The number of the first trial.
  private(set) var first = 0
  /// Trials in the round.
  private(set) var count = 0
  let capacity: Int
  /// How many may work on it at the same time.
  let workers: Int
  let plan: Plan
  /// The last month that is simulated.
  let months: Int
  /// Whether anything is simulated eight trials at a time: a programme that shares something, or what acts on one
  /// that does not.
  private let isSimulated: Bool
  /// One for each worker.
  private let simulators: [Simulator]
  private let readers: [Reader]
  private let columns: RoundColumns
  private let climates: ClimateColumns
  /// By worker, the first trial in which something overflowed.
  private let overflows: Flat<Overflow>
  /// What is known of the trials' past, where anything is, and the blocks of it at hand.
  private let past: (any PastSource)?
  private let recalled = Mutex<[PastBlock?]>([])
  private let anchors: [LeafAnchor]
  /// By cluster, whether its trials are simulated side by side.
  private let isSideBySide: [Bool]

  /// What a measure gives at a month's end in consecutive trials.
  struct Values {
    /// The index in the round of the first of the trials.
    let first: Int
    /// The measure, and what a target is judged by: it, or the greatest that it has been so far.
    let current, judged: UnsafeBufferPointer<Double>
  }

  /// - Parameters:
  ///   - capacity: Trials that it has room for, a multiple of ``lanes``.
  ///   - workers: How many may simulate at the same time.
  ///   - months: How many months of the horizon are simulated; nil for all.
  ///   - isObserved: Whether trials are to be simulated also where nothing is read of them.
  init(
    _ plan: Plan, seed: UInt64, capacity: Int, workers: Int, months: Int? = nil,
    isObserved: Bool = false, past given: (any PastSource)? = nil
  ) {
    let months = months ?? plan.months
    let past = given ?? plan.past
    self.past = past
    let anchors = past.map { plan.anchors($0.layout) } ?? []
    self.anchors = anchors
    isSideBySide = plan.clusters.map { cluster in
      plan.isSideBySide(cluster, past?.layout)
    }
    isSimulated = isObserved || !plan.coupledLeaves.isEmpty || !plan.climates.isEmpty
    self.plan = plan
    self.capacity = capacity
    self.workers = workers
    self.months = months
    simulators = (0..<workers).map { _ in
      Simulator(plan, seed: seed, lastMonth: months, past: past?.layout)
    }
    let climates = ClimateColumns(plan, capacity: capacity)
    self.climates = climates
    readers = (0..<workers).map { _ in
      Reader(plan, seed: seed, climates: climates, past: past?.layout)
    }
    columns = RoundColumns(plan, capacity: capacity)
    overflows = Flat(repeating: Overflow(), count: workers)
  }

  deinit {
    columns.deallocate()
    climates.deallocate()
    overflows.deallocate()
  }

  /// How many trials are simulated before they are tallied: a block for each thread, up to four where they are
  /// small, or a part of a block where that would take too much memory; and how many threads have something to do.
  static func layout(_ plan: Plan, _ settings: RunSettings) -> (capacity: Int, workers: Int) {
    // A run to a precision looks after each block.
    let wanted = settings.precision == nil ? settings.threads * Block.size : Block.size
    let most = max(1, min(wanted, settings.trials) / lanes)
    let workers = min(settings.threads, most)
    let perChunk = max(1, size(plan, trials: lanes))
    let room = max(budget / perChunk, workers)
    let inBlock = Block.size / lanes
    if room >= inBlock {
      var blocks = max(1, min(room, most) / inBlock)
      // What is counted of a measure stays in the processor's cache for as long as it is the same.
      if settings.precision == nil {
        let all = settings.trials / Block.size
        blocks = max(blocks, min(4 * blocks, all, smallBudget / (perChunk * inBlock)))
      }
      return (blocks * Block.size, min(workers, blocks * inBlock))
    }
    // Parts of a block are halves of halves of it, so that none reaches into the next.
    var chunks = 1
    while chunks * 2 <= room || chunks < workers { chunks *= 2 }
    return (chunks * lanes, workers)
  }

  /// Bytes that so many trials take until they are tallied.
  static func size(_ plan: Plan, trials: Int) -> Int {
    let rows =
      plan.coupledLeaves.count + plan.storedLeaves + plan.climates.count * ClimateColumns.count
    return (rows * plan.months * MemoryLayout<Double>.stride + 2 * plan.targets.count) * trials
  }

  func begin(at first: Int, count: Int) {
    self.first = first
    self.count = count
    overflows.fill(Overflow())
    let blocks = pastBlocks
    recalled.withLock { $0 = Array(repeating: nil, count: blocks) }
  }

  /// How many blocks of a past the round's trials have; 0 without one.
  var pastBlocks: Int {
    past == nil || count == 0
      ? 0 : (first + count - 1) / Block.size - first / Block.size + 1
  }

  /// Gets a block of the past, by its index in the round. Many workers may each get another.
  func recall(_ index: Int) {
    guard let past else { return }
    let block = past.block(first / Block.size + index)
    recalled.withLock { $0[index] = block }
  }

  /// What overflowed in the first trial in which anything did; the round is useless then.
  var overflow: TrialOverflow? {
    let first = (0..<overflows.count).map { overflows[$0] }.min { $0.isBefore($1) }
    guard let first, first.trial < .max else { return nil }
    return plan.describe(first, seed: simulators[0].generator.seed)
  }

  private func note(_ overflow: Overflow, worker: Int) {
    if overflow.isBefore(overflows[worker]) { overflows[worker] = overflow }
  }

  /// Simulates and reads everything, on one worker; returns false as soon as the task is cancelled.
  ///
  /// - Parameters:
  ///   - observe: See ``simulate(chunk:worker:observe:)``.
  ///   - read: Shown every measure at the end of each month.
  func run(
    observe: ((Simulator, _ trial: Int, _ month: Int) -> Void)? = nil,
    read: (_ series: Int, _ month: Int, Values) -> Void
  ) -> Bool {
    for index in 0..<pastBlocks {
      if Task.isCancelled { return false }
      recall(index)
    }
    for chunk in 0..<chunks {
      if Task.isCancelled { return false }
      simulate(chunk: chunk, worker: 0, observe: observe)
    }
    readAll(read)
    return !Task.isCancelled
  }

  /// Reads every measure at the end of each month, on one worker.
  func readAll(_ read: (_ series: Int, _ month: Int, Values) -> Void) {
    for index in plan.alone.indices where !Task.isCancelled {
      readAlone(index, worker: 0, read)
    }
    if !Task.isCancelled { readOthers(plan.otherSeries.indices, worker: 0, read) }
  }

  // MARK: Eight trials at a time

  /// Pieces of eight trials; none where nothing is simulated in such.
  var chunks: Int {
    isSimulated ? (count + Round.lanes - 1) / Round.lanes : 0
  }

  /// Simulates eight trials, or what is left of them.
  ///
  /// - Parameter observe: Shown the simulator at the end of each month, with the trial's index in the round.
  func simulate(
    chunk: Int, worker: Int, observe: ((Simulator, _ trial: Int, _ month: Int) -> Void)? = nil
  ) {
    let simulator = simulators[worker]
    let start = chunk * Round.lanes
    let lanes = 0..<min(Round.lanes, count - start)
    let begin = UInt32(first + start)
    if past != nil { recall(lanes, of: start, simulator) }
    simulator.begin(trials: begin..<begin + UInt32(lanes.count))
    climates.keep(simulator, from: start)
    let cells = columns.cells(from: start)
    if observe != nil || !plan.phases.isEmpty {
      simulateTogether(simulator, lanes, cells) { observe?(simulator, start + $0, $1) }
    } else {
      simulateApart(simulator, lanes, cells)
    }
    holdAnchors(simulator, lanes, cells)
    for lane in lanes { note(simulator.overflows[lane], worker: worker) }
  }

  /// One cluster after another, all of whose trials and months find it in the processor's cache.
  private func simulateApart(
    _ simulator: Simulator, _ lanes: Range<Int>, _ cells: UnsafeMutablePointer<Double>
  ) {
    let stride = plan.coupledLeaves.count * Round.lanes
    for part in 0..<simulator.clusters.count {
      let cluster = simulator.clusters[part]
      if cluster.leaves.isEmpty { continue }
      simulator.drawOutputs(cluster)
      simulator.beginKeepingDraws()
      if isSideBySide[part] {
        simulator.openSideBySide(cluster)
        for month in 1...months {
          simulator.advanceSideBySide(cluster, month: month)
          simulator.readSideBySide(cluster.leaves, month: month, into: cells + (month - 1) * stride)
        }
        continue
      }
      for lane in lanes {
        simulator.turn(to: lane)
        for month in 1...months {
          simulator.advance(cluster: part, month: month)
          simulator.read(
            cluster.leaves, into: cells + (month - 1) * stride + lane, every: Round.lanes)
        }
      }
    }
  }

  /// All clusters month by month, which may be looked at then, or become others.
  private func simulateTogether(
    _ simulator: Simulator, _ lanes: Range<Int>, _ cells: UnsafeMutablePointer<Double>,
    observe: (_ lane: Int, _ month: Int) -> Void
  ) {
    let stride = plan.coupledLeaves.count * Round.lanes
    let leaves = Slice32(start: 0, end: Int32(plan.coupledLeaves.count))
    simulator.drawOutputsByPhase()
    for lane in lanes {
      simulator.turn(to: lane)
      if !plan.phases.isEmpty { simulator.restorePhases() }
      for month in 1...months {
        simulator.advance(month: month)
        simulator.read(leaves, into: cells + (month - 1) * stride + lane, every: Round.lanes)
        observe(lane, month)
      }
    }
  }

  /// Has a simulator look at the past of some trials.
  private func recall(_ lanes: Range<Int>, of start: Int, _ simulator: Simulator) {
    for lane in lanes {
      let trial = first + start + lane
      if let block = block(start + lane) {
        simulator.past?.recall(block, lane: trial % Block.size, for: lane)
      }
    }
  }

  /// What is known of the past of a trial, by its index in the round.
  private func block(_ trial: Int) -> PastBlock? {
    past == nil
      ? nil : recalled.withLock { $0[(first + trial) / Block.size - first / Block.size] }
  }

  /// Sets what was read of some trials to what is known of it.
  private func holdAnchors(
    _ simulator: Simulator, _ lanes: Range<Int>, _ cells: UnsafeMutablePointer<Double>
  ) {
    let stride = plan.coupledLeaves.count * Round.lanes
    for anchor in anchors {
      for lane in lanes {
        anchor.hold(
          cells + Int(anchor.column) * Round.lanes + lane, every: stride, months,
          simulator.past?.rests(of: lane))
      }
    }
  }

  // MARK: A block of trials at a time

  /// Simulates a programme on its own in all trials, and hands over the measures that read nothing else,
  /// month by month.
  func readAlone(_ index: Int, worker: Int, _ body: (_ series: Int, _ month: Int, Values) -> Void) {
    let alone = plan.alone[index]
    let reader = readers[worker]
    forBatches { span in
      reader.begin(span, after: first, alone.series, past: block(span.lowerBound))
      reader.open(alone)
      for month in 1...months {
        reader.work(alone, month: month)
        for leaf in alone.leaves where plan.leaves[leaf].stored >= 0 {
          columns.column(ofStored: plan.leaves[leaf], month: month, from: span.lowerBound).update(
            from: reader.read(plan.leaves[leaf], of: alone, month: month), count: span.count)
        }
        reader.evaluate(alone.series, month: month, body) { reader, leaf in
          reader.read(leaf, of: alone, month: month)
        }
      }
    }
    note(reader.overflow, worker: worker)
  }

  /// Hands over some of the measures that are left, when all else is done.
  ///
  /// - Parameter prepare: Told which measures come next, before a month of them is worked out.
  func readOthers(
    _ indices: Range<Int>, worker: Int,
    prepare: (_ series: [Int], _ month: Int) -> Void = { _, _ in },
    _ body: (_ series: Int, _ month: Int, Values) -> Void
  ) {
    let series = plan.otherSeries[indices].map { Int($0) }
    let (reader, columns) = (readers[worker], columns)
    forBatches { span in
      reader.begin(span, after: first, series)
      for month in 1...months {
        prepare(series, month)
        reader.evaluate(series, month: month, body) { reader, leaf in
          columns.column(leaf, month: month, span) { reader.nextColumn() }
        }
      }
    }
    note(reader.overflow, worker: worker)
  }

  /// Parts of the round that are simulated side by side: blocks.
  private func forBatches(_ body: (Range<Int>) -> Void) {
    for start in stride(from: 0, to: count, by: Block.size) {
      body(start..<min(count, start + Block.size))
    }
  }
}

extension Plan {
  /// Leaves of programmes on their own that measures with others read.
  var storedLeaves: Int { leaves.count { $0.stored >= 0 } }
}

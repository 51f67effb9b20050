import Sampling

/// Runs trials of a plan, in memory it keeps: eight are begun together. What they find is settled for all of them; then
/// one cluster after another is simulated in all eight side by side or, where it has to be, in one after the other.
///
/// All state is flat buffers that are reset, not reallocated, for each trial, and every property is
/// constant: what changes is behind the pointers, so the loop neither counts references nor checks
/// for exclusive access. A simulator belongs to one worker at a time. The month's stages stand in the
/// extensions, in the order of the model: environment, supply, grant, work and passing on, reading; those for trials
/// side by side each in an extension of its own.
final class Simulator {
  let plan: Plan
  /// The plan in the month at hand: a copy of which some records are replaced, where it becomes another.
  let present: Plan
  private let memory = Memory()
  let generator: Generator
  /// Draws of many units at once.
  let batch: StreamBatch
  /// Of some units in all trials that are begun together, and what it has drawn, by source.
  let laneBatch: StreamBatch
  let keptDraws: Flat<KeptDraws>
  /// By row and trial.
  let keptNumbers: Flat<Double>
  /// The same: whose draws they are, where that is revised while the past is played.
  let keptTrials: Flat<UInt32>
  /// By stretch, which ``Registers/drawsKept`` its rows are of; its negative where they are to be revised.
  let stretchStamps: Flat<Int32>
  /// By unit and trial, whose draws the units have that are selected in ``laneBatch``.
  let laneTrials: Flat<UInt32>
  /// What is drawn anew, and where it is kept.
  let revisedNumbers: Flat<Double>
  let revisedPlaces: Flat<UInt16>
  let months: Int
  /// The last month that is simulated.
  let lastMonth: Int

  // The trial's state.
  let registers: Flat<Registers>
  let stepStates: Flat<StepState>
  /// What steps with a rate that is drawn by month draw, by step, trial begun together, and month.
  let outputs: Flat<Double>
  let units: Flat<StepUnits>
  let programmeStates: Flat<ProgrammeState>
  let sourceStates: Flat<SourceState>
  let poolStates: Flat<PoolState>
  // Of clusters that are simulated in all trials that are begun together side by side.
  let stepLines: Flat<StepLines>
  let chances: Flat<ChanceUnits>
  /// Where the units of each source stand among those of its step, with a past.
  let chanceUnits: Flat<Slice32>
  let poolLines: Flat<PoolLines>
  let columns: LaneColumns
  let visits: Visits
  let counters: Flat<Double>
  let monthlyFactors: Bool
  /// Of the trials that are begun together: what they find, and the first overflow of each.
  let environments: Flat<Environment>
  let overflows: Flat<Overflow>
  /// Of units that draw together: the numbers, units on their way into a programme, the ways that they go,
  /// which of them go one way, and the indices of all.
  let numbers: Flat<Double>
  let newcomers: Flat<Unit>
  let chosen: Flat<Int32>
  let order: Flat<UInt16>
  let everyone: Flat<UInt16>
  let uniform: Sampler

  /// What is known of the trials' past, where anything is.
  let past: SimulatorPast?
  let hasPast: Bool

  /// - Parameter lastMonth: The last month that is simulated; nil for that of the horizon.
  init(_ plan: Plan, seed: UInt64, lastMonth: Int? = nil, past layout: PastLayout? = nil) {
    self.plan = plan
    present = plan.phases.isEmpty ? plan : plan.withOwnRecords()
    past = layout.map { SimulatorPast(plan, $0) }
    hasPast = layout != nil
    self.lastMonth = lastMonth ?? plan.months
    generator = Generator(seed: seed)
    batch = StreamBatch(seed: seed)
    laneBatch = StreamBatch(seed: seed)
    let kept = KeptDraws.layOut(plan, hasPast: layout != nil)
    keptDraws = memory.flat(kept.sources)
    keptNumbers = memory.flat(repeating: 0, count: kept.rows * Simulator.lanes)
    let isRevised = layout.map { (lastMonth ?? plan.months) <= $0.asOf } ?? false
    keptTrials = memory.flat(
      repeating: 0, count: isRevised ? kept.rows * Simulator.lanes : 0)
    stretchStamps = memory.flat(repeating: 0, count: kept.stretches)
    laneTrials = memory.flat(repeating: 0, count: StreamBatch.limit)
    revisedNumbers = memory.flat(repeating: 0, count: StreamBatch.limit)
    revisedPlaces = memory.flat(repeating: 0, count: StreamBatch.limit)
    uniform = plan.uniform.sampler
    numbers = memory.flat(repeating: 0, count: Simulator.groupLimit)
    newcomers = memory.flat(repeating: Unit(source: 0, unit: 0), count: Simulator.groupLimit)
    chosen = memory.flat(repeating: 0, count: Simulator.groupLimit)
    order = memory.flat(repeating: 0, count: Simulator.groupLimit)
    everyone = memory.flat((0..<Simulator.groupLimit).map { UInt16($0) })
    months = plan.months
    stepStates = memory.flat(repeating: StepState(), count: plan.steps.count)
    outputs = memory.flat(
      repeating: 0, count: Int(plan.outputRows) * Simulator.lanes * self.lastMonth)
    units = memory.flat(repeating: StepUnits(), count: plan.steps.count)
    programmeStates = memory.flat(repeating: ProgrammeState(), count: plan.programmes.count)
    sourceStates = memory.flat(repeating: SourceState(), count: plan.sources.count)
    poolStates = memory.flat(repeating: PoolState(), count: plan.pools.count)
    let goesSideBySide = plan.clusters.contains(where: \.isSideBySide)
    stepLines = memory.flat(repeating: StepLines(), count: goesSideBySide ? plan.steps.count : 0)
    chances = memory.flat(repeating: ChanceUnits(), count: stepLines.count)
    chanceUnits = memory.flat(
      repeating: Slice32(), count: layout != nil && goesSideBySide ? plan.sources.count : 0)
    poolLines = memory.flat(repeating: PoolLines(), count: goesSideBySide ? plan.pools.count : 0)
    columns = LaneColumns(plan, memory, isUsed: goesSideBySide || !plan.climates.isEmpty)
    visits = Visits(plan, memory)
    counters = memory.flat(repeating: 0, count: plan.counterCount)
    monthlyFactors = plan.factors.contains { $0.value.each == .month }
    overflows = memory.flat(repeating: Overflow(), count: Simulator.lanes)
    let memory = memory
    environments = memory.flat(
      (0..<Simulator.lanes).map { Environment(plan, memory, lane: $0) })
    registers = memory.flat([
      Registers(
        environment: environments[0],
        finished: Flat(repeating: Unit(source: 0, unit: 0), count: 64),
        slots: Flat(repeating: 0, count: 256))
    ])
  }

  deinit {
    for index in 0..<units.count { units[index].deallocate() }
    for index in 0..<chances.count { chances[index].deallocate() }
    finished.deallocate()
    slots.deallocate()
  }

  /// Units that have finished the step that is being worked.
  @inline(__always) var finished: Flat<Unit> { registers[0].finished }
  @inline(__always) var slots: Flat<Double> { registers[0].slots }

  /// Trials that are begun together.
  static let lanes = Round.lanes

  /// Begins some consecutive trials: settles what they find, whatever is built. What is built begins with
  /// the first month, after ``turn(to:)``.
  func begin(trials: Range<UInt32>) {
    registers[0].begun = trials.count
    registers[0].keepsDraws = false
    // Whose draws units have may be others now.
    if hasPast { (registers[0].selection, registers[0].found) = (LaneSelection(), LaneSelection()) }
    overflows.fill(Overflow())
    if !plan.phases.isEmpty { restorePhases() }
    for (lane, trial) in trials.enumerated() {
      environments[lane].trial = trial
      turn(to: lane)
      settleEnvironment()
      drawSplits()
      columns.keep(self, environments[lane])
    }
  }

  /// Goes on with one of the trials that have been begun, or begins a cluster of it.
  func turn(to lane: Int) {
    registers[0].environment = environments[lane]
    registers[0].slotsUsed = 0
    past?.turn(to: lane)
  }

  /// Simulates one month of everything; months are taken in order from 1. From the month of an overflow on
  /// nothing is simulated.
  func advance(month: Int) {
    if !plan.phases.isEmpty { enterPhase(month) }
    for index in 0..<clusters.count { advance(cluster: index, month: month) }
  }

  /// Simulates one month of a cluster. Other clusters may be in any month.
  func advance(cluster index: Int, month: Int) {
    if hasOverflowed(by: month) { return }
    let cluster = clusters[index]
    registers[0].month = month
    registers[0].monthGranted = month - 1
    if month == 1 { open(cluster) }
    if !cluster.planned.isEmpty { enterPlanned(cluster, month) }
    prepareAndGrant(cluster, month)
    for position in cluster.steps.indices {
      let index = Int(clusterMembers[position])
      takeDraws(ofProgramme: Int(steps[index].programme), month: month)
      switch steps[index].kind {
      case .rate: workRate(index, month)
      case .level: workLevel(index, month)
      case .takes, .chance: workUnits(index, month)
      }
    }
    if !cluster.cancelling.isEmpty { buryCancelled(cluster) }
    if !cluster.arriving.isEmpty { enterArriving(cluster, month) }
    takeOwnDraws()
    if hasPast {
      settleFlows(cluster: index, month: month)
      settleUnits(cluster: index, month: month)
    }
    closePools(cluster)
  }

  /// Puts everything where it stands when the horizon begins.
  private func open(_ cluster: ClusterRecord) {
    for position in cluster.steps.indices {
      reset(Int(clusterMembers[position]))
    }
    for position in cluster.pools.indices {
      let index = Int(clusterMembers[position])
      poolStates[index] = PoolState()
    }
    for position in cluster.planned.indices {
      let source = Int(clusterMembers[position])
      programmeStates[Int(sources[source].programme)].pending += 1
    }
    for position in cluster.steps.indices {
      let index = Int(clusterMembers[position])
      if steps[index].kind == .rate || steps[index].kind == .level {
        takeDraws(ofProgramme: Int(steps[index].programme), month: 1)
        openRate(index)
      }
    }
    takeOwnDraws()
    for position in cluster.opening.indices { enterOpening(Int(clusterMembers[position])) }
    for position in cluster.endless.indices {
      supplyEndless(Int(clusterMembers[position]), at: 0, 1)
    }
  }

  /// Empties a step and, with its first step, its programme.
  @inline(__always)
  private func reset(_ index: Int) {
    stepStates[index] = StepState()
    units[index].removeAll()
    (counters.base + Int(steps[index].counters)).update(repeating: 0, count: Counter.count)
    guard steps[index].ordinal == 0 else { return }
    let programme = Int(steps[index].programme)
    programmeStates[programme] = ProgrammeState()
    (counters.base + Int(programmes[programme].counters)).update(
      repeating: 0, count: Counter.count)
    for source in programmes[programme].sources.indices {
      sourceStates[source] = SourceState()
      past?.clearMarks(source)
    }
  }

  /// An uncertain number drawn once per trial or per month, by its own stream.
  @inline(__always)
  func value(_ quantity: QuantityRecord, month: Int) -> Double {
    if quantity.isCertain { return quantity.constant }
    return draw(quantity, month: quantity.each == .trial ? 0 : month)
  }

  @inline(never)
  func draw(_ quantity: QuantityRecord, month: Int) -> Double {
    if let given = given(quantity.tag, month) { return given }
    generator.select(
      trial: trial,
      StreamKey(
        entity: quantity.tag, month: UInt8(truncatingIfNeeded: month), purpose: .level))
    return quantity.sampler.draw(generator)
  }
}

/// What changes of a simulator itself: the trial, and buffers that may grow.
struct Registers: BitwiseCopyable {
  /// What the trial at hand finds.
  var environment: Environment
  /// How many trials have been begun together.
  var begun = 0
  /// Of these, 1 for each in which nothing has overflowed yet.
  var live = SIMD8<Int64>(repeating: 0)
  /// Of ``Simulator/laneBatch``, and of what units ``Simulator/laneTrials`` says whose draws they have.
  var selection = LaneSelection()
  var found = LaneSelection()
  /// Whether draws of units are made for all of them at once, and a number for what is kept of these.
  var keepsDraws = false
  var drawsKept: Int32 = 0
  var finished: Flat<Unit>
  /// Numbers kept for units that fork, merge or come back, see ``UnitSlot``.
  var slots: Flat<Double>
  var slotsUsed = 0
  /// The last month whose grants have been given.
  var monthGranted = 0
  /// The month at hand.
  var month = 0
}

struct StepState: BitwiseCopyable {
  // This month, of units:
  var speed = 1.0
  var speedMonth: Int32 = 0
  var delays: UInt32 = 0
  /// A risk acts that changes the speed or the cost of the units that it has struck.
  var unitsDiffer = false
  var isStopped = false
  /// Whether what the step waits for elsewhere was finished when the month began.
  var gatesAreOpen = false
  /// A rate that has made all that it ever will.
  var isOver = false
  /// The reusable pool that has least of what was asked of it, where the share is below 1.
  var scarcest: Int32 = 0
  var wanted = 0.0
  /// Whole units granted when a pool is indivisible.
  var grantedUnits = Double.infinity
  /// Of what was asked for: what reusable pools hold for it, and what consumable ones pay.
  var share = 1.0
  var paid = 1.0
  var served = 0.0
  var consumption = 0.0
  // Of rates:
  var drawn = 0.0
  var backlog = 0.0
  var remaining = Double.infinity
  var cap = Double.infinity
  /// Passed on since the horizon began, to tell whole units.
  var passed = 0.0
  var emitted = 0.0
  /// The distribution's value when drawn once per trial; NaN until drawn.
  var drawnValue = Double.nan

  /// The most units that can be worked on, the first in service.
  var unitsServed: Int { grantedUnits < 1e6 ? Int(grantedUnits) : .max }
}

struct ProgrammeState: BitwiseCopyable {
  var lastFinish = 0.0
  /// Planned cohorts that have not entered yet.
  var pending: Int32 = 0
  /// Parts of a unit that was cancelled this month may still stand somewhere.
  var hasCancelledParts = false
}

struct SourceState: BitwiseCopyable {
  var nextUnit: UInt32 = 0
}

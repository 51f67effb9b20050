import Sampling

/// A simulator's view of the past: which rows its risks, programmes and units have.
final class SimulatorPast {
  /// A flow whose output, backlog or level is set at a month's end.
  struct FlowFact {
    let cluster: Int32
    let step: Int
    let month: Int
    let counter: Int
    let value: Double
    /// Whether the backlog at the same month's end is given by itself.
    let knowsBacklog: Bool
  }

  /// How many units of a programme had finished at a month's end.
  struct Completion {
    let cluster: Int
    let programme: Int
    let month: Int
    let number: Double
  }

  let layout: PastLayout
  /// Rows by the plan's own places; -1 where there is none.
  let risks: [Int]
  let programmes: [Int]
  let sources: [Range<Int>]
  let flows: [FlowFact]
  /// By risk, whether it acted in months in which that is known.
  let sightings: [[Int: Bool]]
  /// By trial begun together and flow, how much more than simulated was done when it was set.
  private let rests: Flat<Double>
  let completions: [Completion]
  /// By step, how long each unit takes, where each draws it for itself.
  let durations: [Distribution?]
  /// Of each of the trials that are begun together, the block that it is in, and where it stands there.
  private var recalled: [(block: PastBlock?, lane: Int)] = Array(
    repeating: (nil, 0), count: Simulator.lanes)
  /// Which of the trials that are begun together is at hand.
  private var turn = 0
  private(set) var block: PastBlock?
  private(set) var lane = 0
  /// The phase that the plan is in; nil while it is as it begins.
  var phase: Int?
  private let successions: [[PastLayout.Key: Succession]]
  /// What has been counted of the trial's units, see ``UnitMark``, by row.
  let marks: Flat<UInt32>

  init(_ plan: Plan, _ layout: PastLayout) {
    self.layout = layout
    successions = plan.successions
    risks = plan.riskIDs.map { layout.risks[$0] ?? -1 }
    programmes = plan.programmeIDs.map { layout.programmes[$0] ?? -1 }
    sources = plan.sources.map { layout.units[plan.unitTags[Int($0.tags)]] ?? 0..<0 }
    flows = plan.flowFacts(layout)
    sightings = plan.riskIDs.map { layout.sightings[$0] ?? [:] }
    completions = plan.completions(layout)
    let durations = plan.programmeIDs.flatMap { id -> [Distribution?] in
      let steps = plan.scenario.programmes.first { $0.id == id }?.steps ?? []
      return steps.map { step in
        guard case .takes(let duration) = step.kind, duration.each == .unit,
          duration.constant == nil
        else { return nil }
        return duration.distribution
      }
    }
    self.durations = durations
    marks = Flat(repeating: 0, count: layout.unitRows)
    rests = Flat(repeating: 0, count: flows.count * Simulator.lanes)
  }

  deinit {
    marks.deallocate()
    rests.deallocate()
  }

  /// Sets which past one of the trials has that are begun together.
  func recall(_ block: PastBlock, lane: Int, for turn: Int) {
    recalled[turn] = (block, lane)
  }

  /// Turns to one of the trials that have been begun together.
  func turn(to turn: Int) {
    self.turn = turn
    (block, lane) = recalled[turn]
  }

  /// What was added to flows in one of the trials that have been begun together, by flow.
  func rests(of turn: Int) -> UnsafeMutablePointer<Double> { rests.base + turn * flows.count }

  /// How much more than simulated a flow of the trial at hand has done.
  func setRest(_ rest: Double, _ flow: Int) { rests(of: turn)[flow] = rest }

  /// Forgets what has been counted of a source's units.
  func clearMarks(_ source: Int) {
    for row in sources[source] { marks[row] = 0 }
  }

  func mark(_ unit: Unit, _ mark: UInt32?) {
    let rows = sources[Int(unit.source)]
    if let mark, Int(unit.unit) < rows.count { marks[rows.lowerBound + Int(unit.unit)] |= mark }
  }

  var own: UInt32 { block.map { $0.own(lane) } ?? 0 }

  /// A number that is given in place of a draw.
  func value(_ tag: UInt64, _ month: Int) -> Double? {
    guard let row = layout.values[PastLayout.Key(tag: tag, month: month)], let block else {
      return nil
    }
    let value = block.values[row * Block.size + lane]
    return value.isNaN ? nil : value
  }

  /// What a number has become whose distribution is another in the phase at hand.
  func succession(_ tag: UInt64, _ month: Int) -> Succession? {
    guard let phase, phase < successions.count, !successions[phase].isEmpty else { return nil }
    return successions[phase][PastLayout.Key(tag: tag, month: month)]
  }

  /// Whose draws a risk has in a month.
  func trial(ofRisk risk: Int, month: Int) -> UInt32 {
    guard month <= layout.asOf, risks[risk] >= 0, let block else { return own }
    return block.risks[risks[risk] * Block.size + lane]
  }

  /// Whose draws a programme has in a month.
  func trial(ofProgramme programme: Int, month: Int) -> UInt32 {
    guard month <= layout.asOf, programmes[programme] >= 0, let block else { return own }
    return block.programmes[programmes[programme] * Block.size + lane]
  }

  /// Whose draws a unit has that are made in a month. One that has borrowed its past has draws of nobody
  /// else from then on: its own have been looked at when it was decided that it had to borrow.
  func trial(ofUnit unit: UInt32, source: Int, programme: Int, month: Int) -> UInt32 {
    guard let block else { return own }
    let rows = sources[source]
    let donor =
      Int(unit) < rows.count
      ? block.units[(rows.lowerBound + Int(unit)) * Block.size + lane]
      : programmes[programme] >= 0
        ? block.programmes[programmes[programme] * Block.size + lane] : own
    if donor == own || month <= layout.asOf { return donor }
    return own | 0x8000_0000
  }
}

extension Plan {
  /// How many units were counted as finished, of programmes that have units.
  fileprivate func completions(_ layout: PastLayout) -> [SimulatorPast.Completion] {
    var completions: [SimulatorPast.Completion] = []
    for (index, id) in programmeIDs.enumerated() {
      guard let programme = scenario.programmes.first(where: { $0.id == id }),
        programme.hasCountableUnits
      else { continue }
      func known(_ asNumber: Bool) -> [Int: Double]? {
        layout.facts[.reading(programme: id, step: nil, .completed, asNumber: asNumber)]
      }
      let numbers = known(true)
      guard let size = numbers == nil ? programme.unitSize : 1 else { continue }
      // Earlier ones are behind the last.
      guard let last = (numbers ?? known(false))?.max(by: { $0.key < $1.key }) else { continue }
      completions.append(
        SimulatorPast.Completion(
          cluster: Int(programmes[index].cluster), programme: index, month: last.key,
          number: (last.value / size).rounded()))
    }
    return completions
  }

  /// The facts about flows that stand for themselves: one step with a rate or a level.
  func flowFacts(_ layout: PastLayout) -> [SimulatorPast.FlowFact] {
    var facts: [SimulatorPast.FlowFact] = []
    for (index, record) in programmes.enumerated() {
      let step = Int(record.steps.start)
      guard steps[step].isSole else { continue }
      for (leaf, values) in layout.facts {
        guard case .reading(let id, _, let reading, _) = leaf, id == programmeIDs[index] else {
          continue
        }
        let counter: Int
        switch reading {
        case .started, .completed: counter = Counter.completed
        case .backlog, .inProgress: counter = Counter.backlog
        case .level: counter = Counter.level
        case .spent: counter = Counter.spent
        case .lost: counter = Counter.lost
        case .cancelled, .finish: continue
        }
        for (month, value) in values {
          let knowsBacklog = layout.facts.contains { other, values in
            guard case .reading(id, _, let reading, _) = other else { return false }
            return (reading == .backlog || reading == .inProgress) && values[month] != nil
          }
          facts.append(
            SimulatorPast.FlowFact(
              cluster: record.cluster, step: step, month: month, counter: counter, value: value,
              knowsBacklog: knowsBacklog))
        }
      }
    }
    // What was done comes before what is left.
    return facts.sorted { ($0.month, $0.step, $0.counter) < ($1.month, $1.step, $1.counter) }
  }
}

extension Simulator {
  /// A number that the past gives in place of a draw.
  @inline(__always)
  func given(_ tag: UInt64, _ month: Int) -> Double? {
    guard hasPast, let past, let value = past.value(tag, month) else { return nil }
    guard let succession = past.succession(tag, month) else { return value }
    generator.select(
      trial: past.own, StreamKey(entity: tag ^ Succession.tag, month: 0, purpose: .level))
    return succession.value(value, within: generator.fine())
  }

  /// Makes the draws of a risk in a month those that it has; month 0 is what is settled once, for a risk
  /// whose window has begun by the as-of month.
  @inline(__always)
  func takeDraws(ofRisk risk: Int, month: Int) {
    guard hasPast, let past else { return }
    let month = month == 0 ? Int(risks[risk].firstMonth) : month
    registers[0].environment.trial = past.trial(ofRisk: risk, month: month)
  }

  /// Sets a risk to what is known of it in a month, however its history was found.
  func settleSighting(ofRisk risk: Int, month: Int, isActing: inout Bool) {
    guard hasPast, let acted = past?.sightings[risk][month], acted != isActing else { return }
    isActing = acted
    let now = Int32(month)
    if risks[risk].kind == .regime {
      riskStates[risk].last = acted ? 1 : 0
    } else if acted {
      let isOver = riskStates[risk].last < riskStates[risk].first
      riskStates[risk].first = isOver ? now : min(riskStates[risk].first, now)
      riskStates[risk].last = isOver ? now : max(riskStates[risk].last, now)
    } else if riskStates[risk].first == now {
      riskStates[risk].first = now + 1
    } else {
      riskStates[risk].last = now - 1
    }
    if acted { riskStates[risk].happened = true }
  }

  /// Makes the draws of a programme in a month those that it has.
  @inline(__always)
  func takeDraws(ofProgramme programme: Int, month: Int) {
    guard hasPast, let past else { return }
    registers[0].environment.trial = past.trial(ofProgramme: programme, month: month)
  }

  /// Makes the draws those of the trial itself again.
  @inline(__always)
  func takeOwnDraws() {
    guard hasPast, let past else { return }
    registers[0].environment.trial = past.own
  }

  /// Whose draws a rate has in a month.
  @inline(__always)
  func trial(ofRate step: Int, month: Int) -> UInt32 {
    guard hasPast, let past else { return trial }
    return past.trial(ofProgramme: Int(steps[step].programme), month: month)
  }

  /// Whose draws a unit has now.
  @inline(__always)
  func trial(of unit: Unit) -> UInt32 {
    guard hasPast, let past else { return trial }
    let source = Int(unit.source)
    return past.trial(
      ofUnit: unit.unit, source: source, programme: Int(sources[source].programme),
      month: registers[0].month)
  }

  /// Marks a unit as counted.
  @inline(__always)
  func mark(_ unit: Unit, _ mark: @autoclosure () -> UInt32?) {
    if hasPast { past?.mark(unit, mark()) }
  }

  /// Sets flows to what is known of them at a month's end.
  func settleFlows(cluster: Int, month: Int) {
    guard hasPast, let past, month <= past.layout.asOf else { return }
    for (place, fact) in past.flows.enumerated()
    where fact.month == month && Int(fact.cluster) == cluster {
      let index = fact.step
      let counter = Int(steps[index].counters) + fact.counter
      switch fact.counter {
      case Counter.completed:
        let more = fact.value - counters[counter]
        past.setRest(more, place)
        addFlow(Counter.startedNumber, more, index)
        addFlow(Counter.completedNumber, more, index)
        if steps[index].consumes { consume(more, index) }
        if steps[index].hasRemaining {
          stepStates[index].remaining = max(0, stepStates[index].remaining - more)
        }
        if steps[index].queues, !fact.knowsBacklog {
          setBacklog(max(0, stepStates[index].backlog - more), index)
        }
        endRate(index, month: month)
      case Counter.backlog:
        setBacklog(fact.value, index)
        endRate(index, month: month)
      case Counter.lost:
        addFlow(Counter.lostNumber, fact.value - counters[counter], index)
      default: counters[counter] = fact.value
      }
    }
  }
}

/// Marks of what has been counted of a unit.
enum UnitMark {
  static let started: UInt32 = 1
  static let completed: UInt32 = 2
  static let cancelled: UInt32 = 4

  /// Of the first fourteen steps of a programme.
  static func started(atStep place: Int) -> UInt32? { place < 14 ? 8 << UInt32(2 * place) : nil }
  static func completed(atStep place: Int) -> UInt32? { place < 14 ? 16 << UInt32(2 * place) : nil }
}

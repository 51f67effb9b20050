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

  /// How many units had begun or finished at a month's end, and how they get there.
  struct Milestone {
    let cluster: Int
    let programme: Int
    /// The step; -1 for all of the programme.
    let step: Int
    let isBegun: Bool
    let month: Int
    /// Of ``PastLayout/counts``.
    let row: Int
    /// Whether a step with a chance is all that its programme has.
    let isOfSoleChance: Bool
    /// Steps from which units get there, those that are nearest first, and where each leads.
    let path: [(step: Int, next: Int)]
  }

  /// Whose past is at hand: the number of the trial, and where its columns in its block begin.
  private struct Here: BitwiseCopyable {
    var isKnown = false
    var own: UInt32 = 0
    var values: UnsafeMutablePointer<Double>
    var risks, programmes, units: UnsafeMutablePointer<UInt32>
    var counts: UnsafeMutablePointer<Int32>
  }

  let layout: PastLayout
  let asOf: Int
  /// Whether anything is known of what has been done.
  let hasFacts: Bool
  private let values: ValueRows
  /// Rows by the plan's own indices; -1 where there is none.
  private let risks: Flat<Int32>
  private let programmes: Flat<Int32>
  private let sources: Flat<Slice32>
  let flows: [FlowFact]
  /// Of ``flows``, by month and cluster.
  private let flowIndices: Flat<Slice32>
  private let clusters: Int
  /// By risk, whether it acted in months in which that is known.
  let sightings: [[Int: Bool]]
  /// By trial begun together and flow, how much more than simulated was done when it was set.
  private let rests: Flat<Double>
  let milestones: [Milestone]
  /// Of ``milestones``, by month and cluster.
  private let milestoneIndices: Flat<Slice32>
  /// By step, how long each unit takes, where each draws it for itself.
  let durations: [Distribution?]
  /// Of each of the trials that are begun together, the block that it is in.
  private var blocks: [PastBlock?] = Array(repeating: nil, count: Simulator.lanes)
  /// Of each of the trials that are begun together, and last of that at hand, where its past is.
  private let heres: Flat<Here>
  /// Which of the trials that are begun together is at hand.
  private let turns = Flat(repeating: 0, count: 1)
  /// What a trial points to that has no past.
  private let noValues: Flat<Double>
  private let noDraws: Flat<UInt32>
  private let noCounts: Flat<Int32>
  /// The phase that the plan is in; nil while it is as it begins.
  var phase: Int?
  private let successions: [[PastLayout.Key: Succession]]
  /// What has been counted of the trial's units, see ``UnitMark``, by row.
  let marks: Flat<UInt32>

  init(_ plan: Plan, _ layout: PastLayout) {
    self.layout = layout
    successions = plan.successions
    asOf = layout.asOf
    hasFacts = !layout.facts.isEmpty
    values = ValueRows(layout.values)
    risks = Flat(plan.riskIDs.map { Int32(layout.risks[$0] ?? -1) })
    programmes = Flat(plan.programmeIDs.map { Int32(layout.programmes[$0] ?? -1) })
    sources = Flat(
      plan.sources.map { source in
        let rows = layout.units[plan.unitTags[Int(source.tags)]] ?? 0..<0
        return Slice32(start: Int32(rows.lowerBound), end: Int32(rows.upperBound))
      })
    let flows = plan.flowFacts(layout)
    self.flows = flows
    clusters = plan.clusters.count
    flowIndices = Self.slices(flows.map { ($0.month, Int($0.cluster)) }, clusters)
    let milestones = plan.milestones(layout)
    self.milestones = milestones
    milestoneIndices = Self.slices(milestones.map { ($0.month, $0.cluster) }, clusters)
    let (values, draws, counts) = (
      Flat(repeating: 0.0, count: 1), Flat<UInt32>(repeating: 0, count: 1),
      Flat<Int32>(repeating: 0, count: 1)
    )
    noValues = values
    noDraws = draws
    noCounts = counts
    heres = Flat(
      repeating: Here(
        values: values.base, risks: draws.base, programmes: draws.base, units: draws.base,
        counts: counts.base),
      count: Simulator.lanes + 1)
    sightings = plan.riskIDs.map { layout.sightings[$0] ?? [:] }
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
    for column in [risks, programmes] { column.deallocate() }
    for slices in [sources, flowIndices, milestoneIndices] { slices.deallocate() }
    for column in [noValues, rests] { column.deallocate() }
    heres.deallocate()
    values.deallocate()
    turns.deallocate()
    noDraws.deallocate()
    noCounts.deallocate()
    marks.deallocate()
  }

  /// Where those of each month and cluster stand that are in the order of both.
  private static func slices(_ all: [(month: Int, cluster: Int)], _ clusters: Int) -> Flat<Slice32>
  {
    let slices = Flat(repeating: Slice32(), count: clusters * ((all.last?.month ?? 0) + 1))
    for (index, one) in all.enumerated() {
      let at = one.month * clusters + one.cluster
      if slices[at].isEmpty { slices[at].start = Int32(index) }
      slices[at].end = Int32(index + 1)
    }
    return slices
  }

  /// Sets which past one of the trials has that are begun together.
  func recall(_ block: PastBlock, lane: Int, for turn: Int) {
    blocks[turn] = block
    heres[turn] = Here(
      isKnown: true, own: block.own(lane), values: block.values.base + lane,
      risks: block.risks.base + lane, programmes: block.programmes.base + lane,
      units: block.units.base + lane * layout.unitRows, counts: block.counts.base + lane)
  }

  /// Turns to one of the trials that have been begun together.
  @inline(__always)
  func turn(to turn: Int) {
    turns[0] = turn
    heres[Simulator.lanes] = heres[turn]
  }

  @inline(__always)
  private var here: UnsafeMutablePointer<Here> { heres.base + Simulator.lanes }

  /// What was added to flows in one of the trials that have been begun together, by flow.
  func rests(of turn: Int) -> UnsafeMutablePointer<Double> { rests.base + turn * flows.count }

  /// The same of the first of them.
  var restsOfFirst: [Double] { flows.indices.map { rests.base[$0] } }

  /// How much more than simulated a flow of the trial at hand has done.
  func setRest(_ rest: Double, _ flow: Int) { rests(of: turns[0])[flow] = rest }

  /// Which flows of a cluster are set at a month's end.
  @inline(__always)
  func flows(ofCluster cluster: Int, month: Int) -> Range<Int> {
    let index = month * clusters + cluster
    return index < flowIndices.count ? flowIndices[index].indices : 0..<0
  }

  /// Which numbers of units of a cluster were counted at a month's end.
  @inline(__always)
  func milestones(ofCluster cluster: Int, month: Int) -> Range<Int> {
    let index = month * clusters + cluster
    return index < milestoneIndices.count ? milestoneIndices[index].indices : 0..<0
  }

  /// Forgets what has been counted of a source's units.
  @inline(__always)
  func clearMarks(_ source: Int) {
    for row in sources[source].indices { marks[row] = 0 }
  }

  /// How many units of a programme have a mark; nil where they are not looked at one by one.
  func number(_ mark: UInt32, ofSources sources: Slice32) -> Double? {
    var number = 0.0
    for source in sources.indices {
      if self.sources[source].isEmpty { return nil }
      for row in self.sources[source].indices where marks[row] & mark != 0 { number += 1 }
    }
    return number
  }

  /// Whether all units of a programme are looked at one by one.
  func tellsApart(_ sources: Slice32) -> Bool {
    sources.indices.allSatisfy { !self.sources[$0].isEmpty }
  }

  /// How many units were counted, in the trial at hand.
  func counted(_ milestone: Milestone) -> Double {
    Double(here.pointee.counts[milestone.row * Block.size])
  }

  @inline(__always)
  func mark(_ unit: Unit, _ mark: UInt32?) {
    let rows = sources[Int(unit.source)]
    let row = Int(rows.start) + Int(unit.unit)
    if let mark, row < Int(rows.end) { marks[row] |= mark }
  }

  /// Whether units of a source may have the draws of other trials, each for itself or with their programme.
  func borrows(source: Int, programme: Int) -> Bool {
    !sources[source].isEmpty || programmes[programme] >= 0
  }

  @inline(__always)
  var own: UInt32 { here.pointee.own }

  /// Whose draws those units of the trial at hand have from the as-of month on that have borrowed their past.
  @inline(__always)
  var fresh: UInt32 { own | 0x8000_0000 }

  /// Months of a step's work that a unit has left which was drawn in another trial, drawn anew: what is known is that
  /// it takes longer than it has been worked on here.
  ///
  /// - Parameters:
  ///   - drawn: How long it takes there.
  ///   - share: What was left of the step when the unit came.
  ///   - least: The least that a unit takes there.
  /// - Returns: Nil where nothing more is left to be drawn.
  func renewed(
    _ remaining: Double, _ step: Int, _ drawn: Double, _ share: Double, least: Double,
    _ generator: Generator
  ) -> Double? {
    guard share > 0, let distribution = durations[step] else { return nil }
    // Months of the whole step that are behind it.
    let worked = max(0, drawn - remaining / share)
    // Of one that has not been worked on nothing is known, not even that it takes time.
    let before = worked > least ? distribution.cdf(worked) : 0
    guard before < 1 - 1e-12 else { return nil }
    let whole = distribution.quantile(min(1 - 1e-15, before + generator.fine() * (1 - before)))
    return max(least, whole - worked) * share
  }

  /// A number that is given in place of a draw.
  func value(_ tag: UInt64, _ month: Int) -> Double? {
    guard here.pointee.isKnown, let row = values[tag, month] else { return nil }
    let value = here.pointee.values[row * Block.size]
    return value.isNaN ? nil : value
  }

  /// What a number has become whose distribution is another in the phase at hand.
  func succession(_ tag: UInt64, _ month: Int) -> Succession? {
    guard let phase, phase < successions.count, !successions[phase].isEmpty else { return nil }
    return successions[phase][PastLayout.Key(tag: tag, month: month)]
  }

  /// Whose draws a risk has in a month.
  func trial(ofRisk risk: Int, month: Int) -> UInt32 {
    guard month <= asOf, risks[risk] >= 0, here.pointee.isKnown else { return own }
    return here.pointee.risks[Int(risks[risk]) * Block.size]
  }

  /// Whose draws a programme has in a month.
  @inline(__always)
  func trial(ofProgramme programme: Int, month: Int) -> UInt32 {
    guard month <= asOf, programmes[programme] >= 0, here.pointee.isKnown else { return own }
    return here.pointee.programmes[Int(programmes[programme]) * Block.size]
  }

  /// Whose draws a unit has that are made in a month. One that has borrowed its past has draws of nobody
  /// else from then on: its own have been looked at when it was decided that it had to borrow.
  @inline(__always)
  func trial(ofUnit unit: UInt32, source: Int, programme: Int, month: Int) -> UInt32 {
    trial(ofUnit: unit, source: source, programme: programme, month: month, in: Simulator.lanes)
  }

  /// The same in one of the trials that have been begun together.
  @inline(__always)
  func trial(
    ofUnit unit: UInt32, source: Int, programme: Int, month: Int, in turn: Int
  ) -> UInt32 {
    var trial: UInt32 = 0
    let unit = Int(unit)
    findTrials(
      ofUnits: unit..<unit + 1, source: source, programme: programme, month: month, in: turn,
      into: &trial, every: 1)
    return trial
  }

  /// The same of some units of a source.
  @inline(__always)
  func findTrials(
    ofUnits units: Range<Int>, source: Int, programme: Int, month: Int, in turn: Int,
    into out: UnsafeMutablePointer<UInt32>, every stride: Int
  ) {
    let here = heres[turn]
    let rows = here.isKnown ? sources[source].indices : 0..<0
    let row = here.isKnown ? Int(programmes[programme]) : -1
    let ofAll = row < 0 ? here.own : here.programmes[row * Block.size]
    for i in 0..<units.count {
      let unit = units.lowerBound + i
      let donor = unit < rows.count ? here.units[rows.lowerBound + unit] : ofAll
      out[i * stride] = donor == here.own || month <= asOf ? donor : here.own | 0x8000_0000
    }
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
}

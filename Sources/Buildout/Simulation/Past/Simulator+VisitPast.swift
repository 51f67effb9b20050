import CVisits
import Sampling

/// Units that take time, in one of the trials that are simulated side by side, at the end of a month up to which
/// something is known: as ``settleUnits(cluster:month:)`` has it.
extension Simulator {
  @inline(__always)
  func cell(_ place: Int, _ index: Int) -> Int { position(place, index) * Simulator.lanes + lane }

  @inline(__always)
  func weight(_ place: Int, _ index: Int) -> Int {
    memberIndex(place, ofStep: index) * Simulator.lanes + lane
  }

  /// Where at a step there are units in service.
  func visitsThere(_ index: Int) -> some Sequence<Int> {
    guard steps[index].kind == .takes else { return (0..<0).lazy.filter { _ in false } }
    let (first, end) = (Int(visits.steps[index].first), Int(visits.steps[index].end))
    return (first..<max(first, end)).lazy.filter {
      self.visits.time[self.cell($0, index)] < Visits.held
    }
  }

  // MARK: Counted

  /// Begins with the unit of a step that has waited longest. Returns whether there was one.
  func beginFirstVisit(_ index: Int, ofProgramme: Bool) -> Bool {
    if steps[index].uses.isEmpty { return false }
    let least = Double(ofProgramme ? CVISITS_COUNTS_IN_PROGRAMME : CVISITS_COUNTS_AT_STEP)
    var found: Int?
    for place in visitsThere(index) where visits.waits[cell(place, index)] >= least {
      if let before = found, !comesBefore(place, before, index) { continue }
      found = place
    }
    guard let found else { return false }
    beginVisit(found, index)
    return true
  }

  /// The unit of a step that has least left, those that have finished first.
  func furthestVisit(_ index: Int) -> Int? {
    let (first, end) = (Int(visits.steps[index].first), Int(visits.steps[index].end))
    var found: Int?
    for place in first..<max(first, end) where visits.time[cell(place, index)] < .infinity {
      if let other = found, !isFurther(place, than: other, index) { continue }
      found = place
    }
    return found
  }

  private func isFurther(_ place: Int, than other: Int, _ index: Int) -> Bool {
    let (a, b) = (cell(place, index), cell(other, index))
    let areHeld = (visits.time[a] == Visits.held, visits.time[b] == Visits.held)
    if areHeld.0 != areHeld.1 { return areHeld.0 }
    let (left, least) = (visits.remaining[a], visits.remaining[b])
    return left < least || left == least && comesBefore(place, other, index)
  }

  private func comesBefore(_ place: Int, _ other: Int, _ index: Int) -> Bool {
    if steps[index].orderRow < 0 { return place < other }
    return (visits.orders[cell(place, index)], place) < (visits.orders[cell(other, index)], other)
  }

  /// Work on a unit begins.
  private func beginVisit(_ place: Int, _ index: Int) {
    if steps[index].uses.isEmpty { return }
    let kind = visits.waits[cell(place, index)]
    visits.waits[cell(place, index)] = Double(CVISITS_BEGUN)
    let member = weight(place, index)
    if kind >= Double(CVISITS_COUNTS_AT_STEP) {
      add(member, to: visits.row(Visits.Row.started, ofStep: index) + lane)
    }
    if kind >= Double(CVISITS_COUNTS_IN_PROGRAMME) {
      let programme = Int(steps[index].programme)
      add(member, to: visits.row(Visits.Row.started, ofProgramme: programme) + lane)
    }
  }

  /// What is left of a step's work on a unit costs, and takes of its pools.
  private func accountForVisit(_ place: Int, _ index: Int, _ share: Double, _ month: Int) {
    let member = weight(place, index)
    if steps[index].hasCost {
      visits.row(Visits.Row.spent, ofStep: index)[lane] +=
        visits.quantities[member] * share * stepLines[index].cost[lane]
        * riskEffects(index, month).cost
    }
    for use in steps[index].uses.indices where !pools[Int(uses[use].pool)].isReusable {
      poolLines[Int(uses[use].pool)].granted[lane] +=
        uses[use].amount * (visits.weights[member] * share)
    }
  }

  /// Takes a unit on its way, and lets it finish at once what lies between.
  func bringVisit(
    _ place: Int, from start: Int, to way: Int, _ milestone: SimulatorPast.Milestone, _ month: Int
  ) {
    let member = weight(place, start)
    beginVisit(place, start)
    accountForVisit(place, start, visits.left[cell(place, start)], month)
    standDown(place, start)
    if way == start { return goOn(place, start, lane, at: Double(month), month) }
    var next = way
    while next >= 0 {
      let rows = visits.row(0, ofStep: next) + lane
      add(member, to: rows + Visits.Row.entered * Simulator.lanes)
      add(member, to: rows + Visits.Row.started * Simulator.lanes)
      if next == milestone.step, milestone.isBegun { return standAt(place, next, month) }
      accountForVisit(place, next, 1, month)
      add(member, to: rows + Visits.Row.done * Simulator.lanes)
      visits.left[cell(place, next)] = Visits.gone
      visits.open[position(place, next)] -= 1
      next = milestone.path.first { $0.step == next }?.next ?? -1
    }
    finish(place, start, lane, at: Double(month))
  }

  /// Takes a unit out of a step.
  private func standDown(_ place: Int, _ index: Int) {
    let cell = cell(place, index)
    let rows = visits.row(0, ofStep: index) + lane
    if visits.time[cell] == Visits.held {
      visits.steps[index].held -= 1
    } else {
      rows[Visits.Row.standing * Simulator.lanes] -= visits.weights[weight(place, index)]
      if steps[index].orderRow >= 0 {
        let order = Int(steps[index].orderRow) + Int(visits.orders[cell])
        visits.serving[order * Simulator.lanes + lane] -= 1
      }
    }
    visits.time[cell] = .infinity
    visits.left[cell] = Visits.gone
    visits.open[position(place, index)] -= 1
    add(weight(place, index), to: rows + Visits.Row.done * Simulator.lanes)
  }

  /// Puts a unit at a step where work on it has begun.
  private func standAt(_ place: Int, _ index: Int, _ month: Int) {
    let cell = cell(place, index)
    visits.remaining[cell] = duration(place, index, lane, month)
    visits.left[cell] = 1
    visits.time[cell] = Double(month)
    visits.waits[cell] = Double(CVISITS_BEGUN)
    visits.steps[index].end = max(visits.steps[index].end, Int32(place) + 1)
    visits.row(Visits.Row.standing, ofStep: index)[lane] += visits.weights[weight(place, index)]
    if steps[index].isDelayable { meetDelays(place, index, lane..<lane + 1) }
    if steps[index].orderRow >= 0 {
      visits.orders[cell] = Double(2 * month)
      visits.serving[(Int(steps[index].orderRow) + 2 * month) * Simulator.lanes + lane] += 1
    }
  }

  // MARK: Renewed

  /// What units that have borrowed their past have left is drawn anew, in all trials.
  func renewVisits(_ index: Int, _ past: SimulatorPast) {
    let links = steps[index].riskLinks.indices
    if links.contains(where: { riskLinks[$0].isUnit }) { return }
    var delays: UInt32 = 0
    for link in links where risks[Int(riskLinks[link].risk)].delay.isPresent {
      delays |= 1 << UInt32(link - links.lowerBound)
    }
    let (first, end) = (Int(visits.steps[index].first), Int(visits.steps[index].end))
    for place in first..<max(first, end) {
      let source = Int(visits.members[memberIndex(place, ofStep: index)].source)
      let programme = Int(steps[index].programme)
      guard past.borrows(source: source, programme: programme) else { continue }
      for lane in 0..<registers[0].begun {
        turn(to: lane)
        let cell = cell(place, index)
        guard visits.time[cell] < Visits.held, delays == 0 || visits.delays[cell] == delays else {
          continue
        }
        renewVisit(place, index, source, past)
      }
    }
  }

  private func renewVisit(_ place: Int, _ index: Int, _ source: Int, _ past: SimulatorPast) {
    let unit = UInt32(visits.members[memberIndex(place, ofStep: index)].number)
    let donor = past.trial(
      ofUnit: unit, source: source, programme: Int(steps[index].programme), month: past.asOf)
    guard donor != past.own || !steps[index].uses.isEmpty else { return }
    let least = steps[index].leastDuration
    let drawn = max(least, keptDurations(place, index)[lane])
    var share = 1.0
    let record = sources[source]
    let isFirst = record.ways.indices.contains { Int(ways[$0].step) == index }
    if record.entry == .opening, isFirst, record.progress.isPresent {
      let slot = programmes[Int(record.programme)].steps.indices.count + 1
      let progress =
        record.progress.isOfUnit
        ? kept(
          source, unit: Int(unit), record.progress.sampler, .progress, slot, record.progress.tag)[
            lane]
        : value(record.progress, month: 0)
      share = 1 - min(1, max(0, progress))
    }
    let tag = unitTags[Int(record.tags) + Int(steps[index].ordinal)]
    generator.select(
      trial: past.fresh, StreamKey(entity: tag, unit: unit, purpose: .duration))
    let cell = cell(place, index)
    if let left = past.renewed(visits.remaining[cell], index, drawn, share, least: least, generator)
    {
      visits.remaining[cell] = left
    }
  }

  // MARK: Marks

  /// In which of the trials that are simulated side by side a unit of a source in place or planned has what
  /// ``UnitMark`` says.
  func marks(_ mark: UInt32, _ source: Int, _ number: Int) -> LaneMask {
    let never = LaneMask(repeating: false)
    guard mark != UnitMark.cancelled, hasCome(source, registers[0].month) else { return never }
    let programme = Int(sources[source].programme)
    guard programmes[programme].isLasting else { return chanceMarks(mark, source, number) }
    let place = Int(sources[source].place) + number
    let first = Int(programmes[programme].steps.start)
    switch mark {
    case UnitMark.started:
      if sources[source].entry == .opening { return never }
      return sources[source].ways.indices.reduce(never) {
        $0 .| begun(place, Int(ways[$1].step), source)
      }
    case UnitMark.completed:
      if programmes[programme].hasParts {
        let member = Int(programmes[programme].members.start) + place
        return line(visits.parts + member * Simulator.lanes) .<= 0
      }
      return programmes[programme].steps.indices.reduce(never) {
        steps[$1].ways.isEmpty ? $0 .| gone(place, $1) : $0
      }
    default:
      let index = first + (mark.trailingZeroBitCount - 3) / 2
      return UnitMark.isOfStart(mark) ? begun(place, index, source) : gone(place, index)
    }
  }

  /// Where a unit has been at a step and gone on.
  private func gone(_ place: Int, _ index: Int) -> LaneMask {
    line(visits.left + position(place, index) * Simulator.lanes) .== Visits.gone
  }

  /// Where work on it has begun at a step. Opening units were started before.
  private func begun(_ place: Int, _ index: Int, _ source: Int) -> LaneMask {
    if sources[source].entry == .opening, isEntry(index, source) {
      return LaneMask(repeating: false)
    }
    let cells = position(place, index) * Simulator.lanes
    var isThere = line(visits.time + cells) .< .infinity
    if !steps[index].uses.isEmpty {
      isThere .&= line(visits.waits + cells) .== Double(CVISITS_BEGUN)
    }
    return isThere .| gone(place, index)
  }

  private func chanceMarks(_ mark: UInt32, _ source: Int, _ number: Int) -> LaneMask {
    let range = chanceUnits[source]
    guard number < range.indices.count else { return LaneMask(repeating: false) }
    let step = Int(programmes[Int(sources[source].programme)].steps.start)
    let unit = chances[step].base[Int(range.start) + number]
    // One that there is not in a trial has a number above all.
    let isUnit = unit.remaining .< 2
    if !UnitMark.isOfStart(mark) { return isUnit .& .!unit.isThere }
    return sources[source].entry == .opening ? LaneMask(repeating: false) : isUnit
  }

  private func isEntry(_ index: Int, _ source: Int) -> Bool {
    sources[source].ways.indices.contains { Int(ways[$0].step) == index }
  }
}

extension Plan {
  /// Whether a cluster is simulated in all trials that are begun together side by side, with what is known of their
  /// past.
  ///
  /// Not where units are brought to what was counted that are lots of a rate, or that crews begin with a chance.
  func isSideBySide(_ cluster: ClusterRecord, _ layout: PastLayout?) -> Bool {
    guard cluster.isSideBySide else { return false }
    guard let layout else { return true }
    let counted = Set(layout.counts.map(\.programme))
    return cluster.steps.indices.allSatisfy { position in
      let step = steps[Int(clusterMembers[position])]
      if step.kind == .chance { return step.uses.isEmpty }
      return step.isSole || step.kind == .takes
        || !counted.contains(programmeIDs[Int(step.programme)])
    }
  }
}

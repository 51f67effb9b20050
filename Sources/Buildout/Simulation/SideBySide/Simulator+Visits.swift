import CVisits
import Sampling

/// Stage 5 for units that take time and come to the same steps in every trial: how they come and leave, as the other
/// extensions have it for a single trial. Those in place and planned come in all trials that are begun together; when
/// they leave is another month in each.
///
/// A unit has a place of its own at each step. What trials differ in is when it is there.
extension Simulator {
  private var width: Int { Simulator.lanes }

  /// The line of a unit at a step among all lines.
  @inline(__always)
  func position(_ place: Int, _ index: Int) -> Int { Int(steps[index].firstVisit) + place }

  @inline(__always)
  func memberIndex(_ place: Int, ofStep index: Int) -> Int {
    Int(programmes[Int(steps[index].programme)].members.start) + place
  }

  // MARK: The beginning

  func openVisits(_ cluster: ClusterRecord) {
    for position in cluster.steps.indices {
      let index = Int(clusterMembers[position])
      let programme = Int(steps[index].programme)
      guard programmes[programme].isLasting else { continue }
      if steps[index].ordinal == 0 {
        visits.row(0, ofProgramme: programme).update(
          repeating: 0, count: Visits.Row.count * width)
      }
      if steps[index].kind == .takes { openVisits(atStep: index, programmes[programme]) }
    }
    for position in cluster.opening.indices {
      let source = Int(clusterMembers[position])
      if programmes[Int(sources[source].programme)].isLasting { enterVisits(source, 1) }
    }
  }

  private func openVisits(atStep index: Int, _ programme: ProgrammeRecord) {
    visits.steps[index] = VisitStep()
    if steps[index].outputRow >= 0 { drawDurations(index) }
    visits.row(0, ofStep: index).update(repeating: 0, count: Visits.Row.count * width)
    let first = Int(steps[index].firstVisit)
    let count = programme.members.indices.count
    (visits.time + first * width).update(repeating: .infinity, count: count * width)
    if steps[index].joinNeeds > 1 {
      (visits.remaining + first * width).update(repeating: 0, count: count * width)
    }
    if steps[index].joinNeeds > 1 || hasPast {
      (visits.left + first * width).update(repeating: 0, count: count * width)
    }
    if steps[index].isDelayable {
      (visits.delays.base + first * width).update(repeating: 0, count: count * width)
    }
    if steps[index].orderRow >= 0 {
      (visits.serving + Int(steps[index].orderRow) * width).update(
        repeating: 0, count: (2 * months + 2) * width)
    }
    let reached: UInt64 = 1 << UInt64(steps[index].ordinal)
    for source in programme.sources.indices {
      let start = first + Int(sources[source].place)
      let units = sources[source].entry == .flow ? months : plan.number(ofSource: source)
      let lanes = sources[source].reaches & reached != 0 ? registers[0].begun : 0
      (visits.open.base + start).update(repeating: UInt8(lanes), count: units)
    }
  }

  // MARK: Coming

  /// Units in place, and planned ones at the beginning of their month.
  func enterVisits(_ source: Int, _ month: Int) {
    let record = sources[source]
    let programme = Int(record.programme)
    let entries = record.ways.indices
    let isOpening = record.entry == .opening
    let ordinals = programmes[programme].steps.indices.count
    var size =
      record.size.isOfUnit ? Eight(repeating: 1) : eight(record.size, of: programme, month: month)
    let hasProgress = isOpening && record.progress.isPresent
    var progress = Eight(repeating: 0)
    if hasProgress, !record.progress.isOfUnit { progress = eight(record.progress, of: programme) }
    var (number, quantity) = (Eight(repeating: 0), Eight(repeating: 0))
    for unit in 0..<plan.number(ofSource: source) {
      let place = Int(record.place) + unit
      let member = Int(programmes[programme].members.start) + place
      visits.members[member] = Member(source: Int32(source), number: Int32(unit))
      if record.size.isOfUnit {
        size = line(
          kept(source, unit: unit, record.size.sampler, .size, ordinals, record.size.tag))
      }
      if hasProgress, record.progress.isOfUnit {
        progress = line(
          kept(
            source, unit: unit, record.progress.sampler, .progress, ordinals + 1,
            record.progress.tag))
      }
      setLine(visits.weights + member * width, Eight(repeating: 1))
      setLine(visits.quantities + member * width, size)
      setLine(visits.parts + member * width, Eight(repeating: Double(entries.count)))
      setLine(visits.latest + member * width, .zero)
      number += 1
      quantity += size
      let left = 1 - least(Eight(repeating: 1), greatest(.zero, progress))
      for way in entries { enter(place, Int(ways[way].step), month, left, isOpening: isOpening) }
    }
    let rows = visits.row(Visits.Row.entered, ofProgramme: programme)
    setLine(rows, line(rows) + number)
    setLine(rows + width, line(rows + width) + quantity)
    for way in entries {
      let index = Int(ways[way].step)
      add(number, quantity, visits.row(Visits.Row.entered, ofStep: index))
      let standing = visits.row(Visits.Row.standing, ofStep: index)
      setLine(standing, line(standing) + number)
      // At a step without pools work begins at once; opening units were started before.
      guard steps[index].uses.isEmpty, !isOpening else { continue }
      add(number, quantity, visits.row(Visits.Row.started, ofStep: index))
      if way == entries.lowerBound {
        add(number, quantity, visits.row(Visits.Row.started, ofProgramme: programme))
      }
    }
  }

  @inline(__always)
  private func add(_ number: Eight, _ quantity: Eight, _ rows: Visits.Cells) {
    setLine(rows, line(rows) + number)
    setLine(rows + width, line(rows + width) + quantity)
  }

  /// Has a unit enter its programme at a step, in all trials.
  private func enter(_ place: Int, _ index: Int, _ month: Int, _ left: Eight, isOpening: Bool) {
    let position = position(place, index)
    let cell = position * width
    setLine(visits.remaining + cell, durations(place, index, month) * left)
    setLine(visits.left + cell, left)
    visits.steps[index].end = max(visits.steps[index].end, Int32(place) + 1)
    for lane in 0..<registers[0].begun { visits.time[cell + lane] = Double(month - 1) }
    if !steps[index].uses.isEmpty {
      let kind = isOpening ? CVISITS_COUNTS_NOWHERE : CVISITS_COUNTS_IN_PROGRAMME
      setLine(visits.waits + cell, Eight(repeating: Double(kind)))
    }
    if steps[index].isDelayable {
      meetDelays(place, index, 0..<registers[0].begun)
    }
    guard steps[index].orderRow >= 0 else { return }
    // Planned units come before those that come in the course of the month.
    setLine(visits.orders + cell, Eight(repeating: Double(2 * month - 1)))
    let serving = visits.serving + (Int(steps[index].orderRow) + 2 * month - 1) * width
    setLine(serving, line(serving) + 1)
  }

  /// What a rate makes in a month goes on as one lot at its end.
  func passOnLot(_ done: Eight, _ index: Int, _ month: Int) {
    let programme = Int(steps[index].programme)
    let source = Int(steps[index].source)
    let place = Int(sources[source].place) + month - 1
    let member = memberIndex(place, ofStep: index)
    visits.members[member] = Member(source: Int32(source), number: Int32(month))
    setLine(visits.weights + member * width, done)
    setLine(visits.quantities + member * width, done)
    let made = done.replacing(with: 0, where: done .<= 0)
    add(made, made, visits.row(Visits.Row.entered, ofProgramme: programme))
    add(made, made, visits.row(Visits.Row.started, ofProgramme: programme))
    for lane in 0..<registers[0].begun where done[lane] > 0 {
      goOn(place, index, lane, at: Double(month), month)
    }
  }

  /// Draws how long those take who come to a step in each month, in all trials at once.
  private func drawDurations(_ index: Int) {
    let distribution = steps[index].distribution
    for start in stride(from: 1, through: lastMonth, by: KeptDraws.width) {
      let span = start...min(lastMonth, start + KeptDraws.width - 1)
      selectMonths(span, .level, of: hasPast ? index : nil)
      batch.select(distribution.tag, count: span.count * width)
      distribution.sampler.draw(batch, into: outputs.base + outputIndex(index, 0, start))
    }
  }

  /// How long a unit takes that comes to a step, in all trials.
  private func durations(_ place: Int, _ index: Int, _ month: Int) -> Eight {
    let distribution = steps[index].distribution
    let drawn: Eight
    if distribution.isCertain {
      drawn = Eight(repeating: distribution.constant)
    } else {
      switch distribution.each {
      case .trial: drawn = stepLines[index].drawnValue
      case .month: drawn = line(outputs.base + outputIndex(index, 0, month))
      case .unit: drawn = line(keptDurations(place, index))
      }
    }
    return greatest(Eight(repeating: steps[index].leastDuration), drawn)
  }

  /// The same in a single trial.
  @inline(__always)
  func duration(_ place: Int, _ index: Int, _ lane: Int, _ month: Int) -> Double {
    steps[index].distribution.isOfUnit
      ? max(steps[index].leastDuration, keptDurations(place, index)[lane])
      : durations(place, index, month)[lane]
  }

  func keptDurations(_ place: Int, _ index: Int) -> UnsafePointer<Double> {
    let member = visits.members[memberIndex(place, ofStep: index)]
    let ordinal = Int(steps[index].ordinal)
    let source = Int(member.source)
    return kept(
      source, unit: Int(member.number), steps[index].distribution.sampler, .duration, ordinal,
      unitTags[Int(sources[source].tags) + ordinal])
  }

  /// Has a unit come to a step in the course of a month, in one trial.
  private func arrive(
    _ place: Int, _ index: Int, _ lane: Int, at time: Double, _ month: Int
  ) {
    let position = position(place, index)
    let cell = position * width + lane
    let member = memberIndex(place, ofStep: index) * width + lane
    visits.remaining[cell] = duration(place, index, lane, month)
    visits.left[cell] = 1
    visits.steps[index].end = max(visits.steps[index].end, Int32(place) + 1)
    let rows = visits.row(0, ofStep: index) + lane
    rows[Visits.Row.standing * width] += visits.weights[member]
    let counts = steps[index].isRead || hasPast
    if counts { add(member, to: rows + Visits.Row.entered * width) }
    if steps[index].isDelayable { meetDelays(place, index, lane..<lane + 1) }
    if steps[index].orderRow >= 0 {
      visits.orders[cell] = Double(2 * month)
      visits.serving[(Int(steps[index].orderRow) + 2 * month) * width + lane] += 1
    }
    if steps[index].uses.isEmpty {
      if counts { add(member, to: rows + Visits.Row.started * width) }
      workOn(place, index, lane, from: time, month)
    } else {
      visits.waits[cell] = Double(CVISITS_COUNTS_AT_STEP)
      // Who comes after the month's grants holds none before the next month.
      visits.time[cell] = Double(month)
    }
  }

  /// Counts a unit, and its quantity, in a trial.
  @inline(__always)
  func add(_ member: Int, to rows: Visits.Cells) {
    rows[0] += visits.weights[member]
    rows[width] += visits.quantities[member]
  }

  // MARK: Leaving

  /// Takes a unit that has finished a step along in one trial.
  func leave(_ place: Int, _ index: Int, _ lane: Int, at time: Double, _ month: Int) {
    let position = position(place, index)
    let cell = position * width + lane
    let member = memberIndex(place, ofStep: index) * width + lane
    let rows = visits.row(0, ofStep: index) + lane
    if visits.time[cell] == Visits.held {
      visits.steps[index].held -= 1
    } else {
      rows[Visits.Row.standing * width] -= visits.weights[member]
      if steps[index].orderRow >= 0 {
        let order = Int(steps[index].orderRow) + Int(visits.orders[cell])
        visits.serving[order * width + lane] -= 1
      }
      if !isOpen(index, month) {
        visits.time[cell] = Visits.held
        // Those that have waited longest for an opening month are the furthest.
        visits.remaining[cell] = Double(month)
        visits.steps[index].held += 1
        return
      }
    }
    visits.time[cell] = .infinity
    visits.open[position] -= 1
    if hasPast { visits.left[cell] = Visits.gone }
    if steps[index].isRead || hasPast { add(member, to: rows + Visits.Row.done * width) }
    goOn(place, index, lane, at: time, month)
  }

  func goOn(_ place: Int, _ index: Int, _ lane: Int, at time: Double, _ month: Int) {
    let range = steps[index].ways.indices
    if range.isEmpty { return finish(place, index, lane, at: time) }
    if range.count > 1 {
      visits.parts[memberIndex(place, ofStep: index) * width + lane] += Double(range.count - 1)
    }
    for way in range {
      let next = Int(ways[way].step)
      if ways[way].joins {
        merge(place, next, lane, at: time, month)
      } else {
        arrive(place, next, lane, at: time, month)
      }
    }
  }

  /// A part comes to a merge. If it is the last, the unit does, at the latest of the times.
  private func merge(_ place: Int, _ index: Int, _ lane: Int, at time: Double, _ month: Int) {
    let cell = position(place, index) * width + lane
    visits.left[cell] += 1
    visits.remaining[cell] = max(visits.remaining[cell], time)
    if visits.left[cell] < Double(steps[index].joinNeeds) {
      visits.parts[memberIndex(place, ofStep: index) * width + lane] -= 1
    } else {
      arrive(place, index, lane, at: visits.remaining[cell], month)
    }
  }

  func finish(_ place: Int, _ index: Int, _ lane: Int, at time: Double) {
    let programme = Int(steps[index].programme)
    let member = memberIndex(place, ofStep: index) * width + lane
    var time = time
    if programmes[programme].hasParts {
      visits.parts[member] -= 1
      visits.latest[member] = max(visits.latest[member], time)
      time = visits.latest[member]
      if visits.parts[member] > 0 { return }
    }
    let rows = visits.row(0, ofProgramme: programme) + lane
    add(member, to: rows + Visits.Row.done * width)
    rows[Visits.Row.lastFinish * width] = max(rows[Visits.Row.lastFinish * width], time)
  }
}

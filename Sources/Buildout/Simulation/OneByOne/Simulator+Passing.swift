import Sampling

/// Stage 5, passing on: how a unit enters a step, waits, leaves it, forks, merges and finishes.
extension Simulator {
  // MARK: Coming to a step

  /// Draws what units draw when they come to a step: how long it takes or by which number it finishes,
  /// and the risks that strike it.
  ///
  /// - Parameter indices: Which of the group come, at most ``Simulator/groupLimit``.
  func meet(
    _ group: UnsafeMutablePointer<Unit>, _ indices: UnsafeBufferPointer<UInt16>, _ index: Int,
    _ month: Int
  ) {
    let visits = programmes[Int(steps[index].programme)].visitSlot
    if visits >= 0 {
      for i in indices { countVisit(&group[Int(i)], Int(visits), index) }
    }
    let distribution = steps[index].distribution
    switch steps[index].kind {
    case .rate, .level: return
    case .takes where distribution.isOfUnit:
      drawOwn(group, indices, steps[index].distribution.sampler, .duration, index)
      let least = steps[index].leastDuration
      for i in 0..<indices.count { group[Int(indices[i])].remaining = max(least, numbers[i]) }
    case .takes:
      let duration = max(steps[index].leastDuration, commonValue(index, month))
      for i in indices { group[Int(i)].remaining = duration }
    case .chance:
      drawOwn(group, indices, uniform, .chance, index)
      for i in 0..<indices.count { group[Int(indices[i])].remaining = numbers[i] }
    }
    if !steps[index].riskLinks.isEmpty { settleUnitRisks(group, indices, index) }
  }

  private func countVisit(_ unit: inout Unit, _ visits: Int, _ index: Int) {
    let slot = Int(unit.slot) + visits + Int(steps[index].ordinal)
    unit.visit = UInt16(slots[slot])
    if unit.visit < StreamKey.visitLimit - 1 { slots[slot] += 1 }
  }

  /// A step's duration or chance, where all units have the same.
  func commonValue(_ index: Int, _ month: Int) -> Double {
    let distribution = steps[index].distribution
    if distribution.isCertain { return distribution.constant }
    if distribution.each == .month { return draw(distribution, month: month) }
    if stepStates[index].drawnValue.isNaN {
      stepStates[index].drawnValue = draw(distribution, month: 0)
    }
    return stepStates[index].drawnValue
  }

  /// Puts a unit at a step that it has met. Returns whether it goes into service, where the caller puts
  /// it; otherwise it waits in the queue.
  ///
  /// - Parameter left: The share of the step's work that is to be done.
  func enter(
    _ unit: inout Unit, _ index: Int, time: Double, month: Int, left: Double = 1
  ) -> Bool {
    unit.time = time
    unit.left = left
    unit.hasBegun = false
    add(Counter.inProgressNumber, unit.number, unit.size, index)
    if unit.visit >= StreamKey.visitLimit - 1 {
      // It came for the 4,096th time: further visits would have no stream of their own. It is in no list
      // and waits for good, and nobody waits behind it.
      countWaiting(unit, index)
      return false
    }
    switch steps[index].kind {
    case .rate, .level:
      // The state is read at the month's start.
      if time > Double(month - 1) { unit.time = Double(month) }
      unit.remaining = unit.number * unit.size * left
      wait(unit, index)
      return false
    case .takes: unit.remaining *= left
    case .chance:
      unit.left = 1
      if time > Double(month - 1) { unit.time = Double(month) }
    }
    let isOpen =
      units[index].queue.count == 0 && units[index].inService < steps[index].servers
      && (steps[index].gates.isEmpty || stepStates[index].gatesAreOpen)
    guard isOpen else {
      wait(unit, index)
      return false
    }
    if steps[index].uses.isEmpty {
      beginWork(&unit, index, wasWaiting: false)
    } else {
      countWaiting(unit, index)
      // Who comes after the month's grants holds none before the next month.
      if month <= registers[0].monthGranted { unit.time = Double(month) }
    }
    return true
  }

  private func wait(_ unit: Unit, _ index: Int) {
    countWaiting(unit, index)
    units[index].queue.append(unit)
  }

  /// Where the numbers of a unit that forks or merges stand, if it does.
  @inline(__always)
  private func parts(_ unit: Unit, _ index: Int) -> Int? {
    programmes[Int(steps[index].programme)].hasParts ? Int(unit.slot) : nil
  }

  private func countWaiting(_ unit: Unit, _ index: Int) {
    guard programmes[Int(steps[index].programme)].countsWaiting else { return }
    add(Counter.backlogNumber, unit.number, unit.size, index)
    // A unit whose parts wait at several steps waits once in its programme.
    if let parts = parts(unit, index) {
      slots[parts + UnitSlot.waiting] += 1
      if slots[parts + UnitSlot.waiting] > 1 { return }
    }
    addToProgramme(Counter.backlogNumber, unit.number, unit.size, Int(steps[index].programme))
  }

  private func endWaiting(_ unit: Unit, _ index: Int) {
    guard programmes[Int(steps[index].programme)].countsWaiting else { return }
    add(Counter.backlogNumber, -unit.number, unit.size, index)
    if let parts = parts(unit, index) {
      slots[parts + UnitSlot.waiting] -= 1
      if slots[parts + UnitSlot.waiting] > 0 { return }
    }
    addToProgramme(Counter.backlogNumber, -unit.number, unit.size, Int(steps[index].programme))
  }

  /// The stream of what a unit draws at a step.
  @inline(__always)
  func unitKey(_ unit: Unit, _ index: Int, _ purpose: Purpose) -> StreamKey {
    StreamKey(
      entity: unitTags[Int(sources[Int(unit.source)].tags) + Int(steps[index].ordinal)],
      unit: unit.unit, purpose: purpose, visit: unit.visit)
  }

  /// Work on a unit begins: it is started, and waits no longer.
  func beginWork(_ unit: inout Unit, _ index: Int, wasWaiting: Bool = true) {
    guard !unit.hasBegun else { return }
    unit.hasBegun = true
    if wasWaiting { endWaiting(unit, index) }
    if !unit.isOpening {
      add(Counter.startedNumber, unit.number, unit.size, index)
      mark(unit, UnitMark.started(atStep: Int(steps[index].ordinal)))
    }
    guard !unit.isStarted else { return }
    unit.isStarted = true
    if let parts = parts(unit, index) {
      if slots[parts + UnitSlot.isStarted] > 0 { return }
      slots[parts + UnitSlot.isStarted] = 1
    }
    mark(unit, UnitMark.started)
    addToProgramme(Counter.startedNumber, unit.number, unit.size, Int(steps[index].programme))
  }

  // MARK: Leaving a step

  /// Takes units that have finished a step along their ways, each as far as it gets this month. What
  /// they draw on the way to the next step is drawn for all of them at once.
  ///
  /// - Parameter count: At most ``Simulator/groupLimit``.
  func leave(_ group: UnsafeMutablePointer<Unit>, _ count: Int, _ index: Int, _ month: Int) {
    let programme = Int(steps[index].programme)
    let range = steps[index].ways.indices
    guard count > 1 || range.isEmpty, !programmes[programme].hasParts, isOpen(index, month) else {
      for i in 0..<count { leave(&group[i], index, month) }
      return
    }
    if count == 1 || steps[index].isRead || !range.isEmpty { countLeaving(group, count, index) }
    if range.isEmpty { return finish(group, count, programme) }
    chooseWays(group, count, index)
    // Units of one way, by way, and where each unit's way stands.
    var start = 0
    for way in range {
      var end = start
      for i in 0..<count where chosen[i] == Int32(way) {
        order[end] = UInt16(i)
        end += 1
      }
      let next = Int(ways[way].step)
      if next >= 0, end > start {
        meet(group, UnsafeBufferPointer(rebasing: order.buffer[start..<end]), next, month)
      }
      start = end
    }
    for i in 0..<count {
      follow(&group[i], ways[Int(chosen[i])], index, at: group[i].time, month: month)
    }
  }

  /// Takes one unit that has finished a step along.
  func leave(_ unit: inout Unit, _ index: Int, _ month: Int) {
    if isCancelled(unit, index) { return bury(unit, index) }
    if !isOpen(index, month) { return units[index].held.append(unit) }
    countLeaving(&unit, 1, index)
    goOn(&unit, index, month)
  }

  /// Takes a unit on that has left a step.
  func goOn(_ unit: inout Unit, _ index: Int, _ month: Int) {
    let range = steps[index].ways.indices
    let time = unit.time
    if range.isEmpty { return finishUnit(unit, index, at: time) }
    if steps[index].branches || range.count == 1 {
      let way = chooseWay(unit, index)
      if ways[way].step >= 0, !ways[way].joins { meet(&unit, Int(ways[way].step), month) }
      return follow(&unit, ways[way], index, at: time, month: month)
    }
    slots[Int(unit.slot) + UnitSlot.live] += Double(range.count - 1)
    for way in range {
      var part = unit
      if !ways[way].joins { meet(&part, Int(ways[way].step), month) }
      follow(&part, ways[way], index, at: time, month: month)
    }
  }

  func meet(_ unit: inout Unit, _ index: Int, _ month: Int) {
    withUnsafePointer(to: 0 as UInt16) {
      meet(&unit, UnsafeBufferPointer(start: $0, count: 1), index, month)
    }
  }

  /// Takes a unit along one way. It has met the step there already, unless parts are joined there.
  private func follow(
    _ unit: inout Unit, _ way: WayRecord, _ from: Int, at finish: Double, month: Int
  ) {
    if way.step == WayRecord.done { return finishUnit(unit, from, at: finish) }
    if way.step == WayRecord.cancelled { return cancelUnit(unit, from) }
    let index = Int(way.step)
    var time = finish
    if way.joins {
      guard let latest = merge(unit, index, at: time) else { return }
      time = latest
      meet(&unit, index, month)
    }
    if enter(&unit, index, time: time, month: month) { carryOn(&unit, index, month) }
  }

  /// Works on a unit that came to service during the month. If it does not finish that too this month, it
  /// is in service from now on.
  func carryOn(_ unit: inout Unit, _ index: Int, _ month: Int) {
    // Who came after the month's grants holds none, and does not begin.
    let waits = !steps[index].uses.isEmpty && unit.time >= Double(month)
    if !waits, progress(&unit, index, month) { return leave(&unit, index, month) }
    units[index].service.append(unit)
  }

  func countLeaving(_ group: UnsafeMutablePointer<Unit>, _ count: Int, _ index: Int) {
    var number = 0.0
    var quantity = 0.0
    for i in 0..<count {
      group[i].isOpening = false
      mark(group[i], UnitMark.completed(atStep: Int(steps[index].ordinal)))
      number += group[i].number
      quantity += group[i].number * group[i].size
    }
    guard steps[index].isRead else { return }
    let base = Int(steps[index].counters)
    add(-number, quantity: -quantity, at: base + Counter.inProgressNumber)
    add(number, quantity: quantity, at: base + Counter.completedNumber)
  }

  func isOpen(_ index: Int, _ month: Int) -> Bool {
    steps[index].opens == 0 || plan.isOpen(steps[index], month)
  }

  /// Which way each unit of a group goes on, in ``chosen``.
  private func chooseWays(_ group: UnsafeMutablePointer<Unit>, _ count: Int, _ index: Int) {
    let range = steps[index].ways.indices
    guard range.count > 1 else {
      for i in 0..<count { chosen[i] = Int32(range.lowerBound) }
      return
    }
    drawOwn(
      group, UnsafeBufferPointer(rebasing: everyone.buffer[..<count]), uniform, .branch, index)
    for i in 0..<count { chosen[i] = Int32(way(numbers[i], of: range)) }
  }

  private func chooseWay(_ unit: Unit, _ index: Int) -> Int {
    let range = steps[index].ways.indices
    guard range.count > 1 else { return range.lowerBound }
    generator.select(trial: trial(of: unit), unitKey(unit, index, .branch))
    return way(generator.uniform(), of: range)
  }

  private func way(_ u: Double, of range: Range<Int>) -> Int {
    range.first { u < ways[$0].upTo } ?? range.upperBound - 1
  }

  /// A part comes to a merge: the latest time when it is the last one awaited, otherwise nil and the
  /// part is gone.
  private func merge(_ unit: Unit, _ index: Int, at time: Double) -> Double? {
    let base = Int(unit.slot)
    let slot = base + Int(steps[index].joinSlot)
    slots[slot] += 1
    slots[slot + 1] = max(slots[slot + 1], time)
    if slots[slot] < Double(steps[index].joinNeeds) {
      slots[base + UnitSlot.live] -= 1
      return nil
    }
    let latest = slots[slot + 1]
    slots[slot] = 0
    slots[slot + 1] = 0
    return latest
  }

  func finishUnit(_ unit: Unit, _ index: Int, at time: Double) {
    var unit = unit
    unit.time = time
    if let parts = parts(unit, index) {
      slots[parts + UnitSlot.live] -= 1
      slots[parts + UnitSlot.latest] = max(slots[parts + UnitSlot.latest], time)
      unit.time = slots[parts + UnitSlot.latest]
      if slots[parts + UnitSlot.live] > 0 { return }
    }
    finish(&unit, 1, Int(steps[index].programme))
  }

  /// Counts units out that have finished their programme.
  private func finish(_ group: UnsafeMutablePointer<Unit>, _ count: Int, _ programme: Int) {
    var number = 0.0
    var quantity = 0.0
    var latest = programmeStates[programme].lastFinish
    for index in 0..<count {
      number += group[index].number
      quantity += group[index].number * group[index].size
      latest = max(latest, group[index].time)
      mark(group[index], UnitMark.completed)
    }
    let base = Int(programmes[programme].counters)
    add(-number, quantity: -quantity, at: base + Counter.inProgressNumber)
    add(number, quantity: quantity, at: base + Counter.completedNumber)
    programmeStates[programme].lastFinish = latest
  }

  // MARK: Cancelling

  private func cancelUnit(_ unit: Unit, _ index: Int) {
    let programme = Int(steps[index].programme)
    mark(unit, UnitMark.cancelled)
    addToProgramme(Counter.inProgressNumber, -unit.number, unit.size, programme)
    addToProgramme(Counter.cancelledNumber, unit.number, unit.size, programme)
    add(Counter.cancelledNumber, unit.number, unit.size, index)
    if let parts = parts(unit, index) {
      slots[parts + UnitSlot.isCancelled] = 1
      if slots[parts + UnitSlot.live] > 1 { programmeStates[programme].hasCancelledParts = true }
    }
  }

  /// Takes the other parts of cancelled units out, wherever they are, so that none holds a server, a
  /// crew or a place next month.
  func buryCancelled(_ cluster: ClusterRecord) {
    for position in cluster.cancelling.indices {
      let programme = Int(clusterMembers[position])
      guard programmeStates[programme].hasCancelledParts else { continue }
      programmeStates[programme].hasCancelledParts = false
      for index in programmes[programme].steps.indices {
        buryCancelled(in: &units[index].service, index)
        buryCancelled(in: &units[index].queue, index)
        buryCancelled(in: &units[index].held, index)
      }
    }
  }

  private func buryCancelled(in list: inout UnitList, _ index: Int) {
    guard list.count > 0 else { return }
    let base = list.base
    var kept = 0
    for i in 0..<Int(list.count) {
      if isCancelled(base[i], index) {
        bury(base[i], index)
      } else {
        base[kept] = base[i]
        kept += 1
      }
    }
    list.remove(kept..<Int(list.count))
  }

  /// Whether a unit that has parts was cancelled at another.
  func isCancelled(_ unit: Unit, _ index: Int) -> Bool {
    programmes[Int(steps[index].programme)].cancelsParts
      && slots[Int(unit.slot) + UnitSlot.isCancelled] > 0
  }

  /// Takes a part of a cancelled unit out of the step it is in.
  func bury(_ unit: Unit, _ index: Int) {
    add(Counter.inProgressNumber, -unit.number, unit.size, index)
    if !unit.hasBegun { endWaiting(unit, index) }
  }
}

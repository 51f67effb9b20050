import Sampling

/// Stage 5, passing on: how a unit enters a step, waits, leaves it, forks, merges and finishes.
extension Simulator {
  // MARK: Coming to a step

  /// Puts a unit at a step. Returns whether it goes into service, where the caller puts it; otherwise it
  /// waits in the queue.
  ///
  /// - Parameter left: The share of the step's work that is to be done.
  func enter(
    _ unit: inout Unit, _ index: Int, time: Double, month: Int, left: Double = 1
  ) -> Bool {
    unit.time = time
    unit.left = left
    unit.hasBegun = false
    unit.struck = 0
    unit.delayed = 0
    add(Counter.inProgressNumber, unit.number, unit.size, index)
    if countVisit(&unit, index) {
      // In no list: it waits for good, and nobody waits behind it.
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
    case .takes: unit.remaining = duration(unit, index, month: month) * left
    case .chance: if time > Double(month - 1) { unit.time = Double(month) }
    }
    if !steps[index].riskLinks.isEmpty { settleUnitRisks(&unit, index) }
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
    add(Counter.backlogNumber, unit.number, unit.size, index)
    // A unit whose parts wait at several steps waits once in its programme.
    if let parts = parts(unit, index) {
      slots[parts + UnitSlot.waiting] += 1
      if slots[parts + UnitSlot.waiting] > 1 { return }
    }
    addToProgramme(Counter.backlogNumber, unit.number, unit.size, Int(steps[index].programme))
  }

  private func endWaiting(_ unit: Unit, _ index: Int) {
    add(Counter.backlogNumber, -unit.number, unit.size, index)
    if let parts = parts(unit, index) {
      slots[parts + UnitSlot.waiting] -= 1
      if slots[parts + UnitSlot.waiting] > 0 { return }
    }
    addToProgramme(Counter.backlogNumber, -unit.number, unit.size, Int(steps[index].programme))
  }

  /// Counts a visit where ways lead back; true for the 4,096th, from which a unit does not go on
  /// because further visits would have no stream of their own.
  private func countVisit(_ unit: inout Unit, _ index: Int) -> Bool {
    let visits = programmes[Int(steps[index].programme)].visitSlot
    guard visits >= 0 else { return false }
    let slot = Int(unit.slot) + Int(visits) + Int(steps[index].place)
    unit.visit = UInt16(slots[slot])
    slots[slot] += 1
    return unit.visit >= StreamKey.visitLimit - 1
  }

  private func duration(_ unit: Unit, _ index: Int, month: Int) -> Double {
    let law = steps[index].law
    if law.isCertain { return law.constant }
    switch law.each {
    case .unit:
      generator.select(trial: trial, unitKey(unit, index, .duration))
      return max(0, law.sampler.draw(generator))
    case .month:
      return max(0, draw(law, month: month))
    case .trial:
      if stepStates[index].lawValue.isNaN {
        stepStates[index].lawValue = max(0, draw(law, month: 0))
      }
      return stepStates[index].lawValue
    }
  }

  @inline(__always)
  func unitKey(_ unit: Unit, _ index: Int, month: Int = 0, _ purpose: Purpose) -> StreamKey {
    let base = Int(sources[Int(unit.source)].tags)
    return StreamKey(
      entity: unitTags[base + Int(steps[index].place)], unit: unit.unit,
      month: UInt8(truncatingIfNeeded: month), purpose: purpose, visit: unit.visit)
  }

  /// Work on a unit begins: it is started, and waits no longer.
  func beginWork(_ unit: inout Unit, _ index: Int, wasWaiting: Bool = true) {
    guard !unit.hasBegun else { return }
    unit.hasBegun = true
    if wasWaiting { endWaiting(unit, index) }
    if !unit.isOpening { add(Counter.startedNumber, unit.number, unit.size, index) }
    guard !unit.isStarted else { return }
    unit.isStarted = true
    if let parts = parts(unit, index) {
      if slots[parts + UnitSlot.isStarted] > 0 { return }
      slots[parts + UnitSlot.isStarted] = 1
    }
    addToProgramme(Counter.startedNumber, unit.number, unit.size, Int(steps[index].programme))
  }

  // MARK: Leaving a step

  /// Takes a unit that has finished a step along its way, as far as it gets this month.
  func leave(_ unit: inout Unit, _ from: Int, at finish: Double, month: Int) {
    var index = from
    var time = finish
    while true {
      if isCancelled(unit, index) { return bury(unit, index) }
      if !isOpen(index, month) {
        units[index].held.append(unit)
        return
      }
      add(Counter.inProgressNumber, -unit.number, unit.size, index)
      add(Counter.completedNumber, unit.number, unit.size, index)
      unit.isOpening = false
      let way = chooseWay(unit, index, at: time, month: month)
      if way.step == WayRecord.done { return finishUnit(unit, index, at: time) }
      if way.step == WayRecord.cancelled { return cancelUnit(unit, index) }
      if way.joins {
        guard let latest = merge(unit, Int(way.step), at: time) else { return }
        time = latest
      }
      index = Int(way.step)
      guard enter(&unit, index, time: time, month: month), finishes(&unit, index, month) else {
        return
      }
      time = unit.time
    }
  }

  /// Works on a unit that came to a step in the month, and takes it along when it finishes that too.
  func carryOn(_ unit: inout Unit, _ index: Int, _ month: Int) {
    if finishes(&unit, index, month) { leave(&unit, index, at: unit.time, month: month) }
  }

  /// Works on a unit that came to a step during the month: whether it finishes that too this month. If
  /// not, it is in service from now on.
  @inline(__always)
  private func finishes(_ unit: inout Unit, _ index: Int, _ month: Int) -> Bool {
    // Who came after the month's grants holds none, and does not begin.
    let waits = !steps[index].uses.isEmpty && unit.time >= Double(month)
    if !waits, progress(&unit, index, month) { return true }
    units[index].service.append(unit)
    return false
  }

  func isOpen(_ index: Int, _ month: Int) -> Bool {
    let opens = steps[index].opens
    if opens == 0 { return true }
    let bit = plan.scenario.calendar.month(month).monthOfYear - 1
    return opens & (1 << UInt16(bit)) != 0
  }

  /// The way on. At a fork all ways but the last are taken by copies.
  private func chooseWay(
    _ unit: Unit, _ index: Int, at time: Double, month: Int
  ) -> WayRecord {
    let range = steps[index].ways.indices
    if range.isEmpty { return WayRecord(step: WayRecord.done) }
    guard range.count > 1 else { return ways[range.lowerBound] }
    if steps[index].branches {
      generator.select(trial: trial, unitKey(unit, index, .branch))
      let u = generator.uniform()
      for way in range where u < ways[way].upTo { return ways[way] }
      return ways[range.upperBound - 1]
    }
    slots[Int(unit.slot) + UnitSlot.live] += Double(range.count - 1)
    for way in range.dropLast() {
      var part = unit
      let record = ways[way]
      var start = time
      if record.joins {
        guard let latest = merge(part, Int(record.step), at: time) else { continue }
        start = latest
      }
      let step = Int(record.step)
      if enter(&part, step, time: start, month: month) { carryOn(&part, step, month) }
    }
    return ways[range.upperBound - 1]
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

  private func finishUnit(_ unit: Unit, _ index: Int, at time: Double) {
    let programme = Int(steps[index].programme)
    var latest = time
    if let parts = parts(unit, index) {
      slots[parts + UnitSlot.live] -= 1
      slots[parts + UnitSlot.latest] = max(slots[parts + UnitSlot.latest], time)
      latest = slots[parts + UnitSlot.latest]
      if slots[parts + UnitSlot.live] > 0 { return }
    }
    addToProgramme(Counter.inProgressNumber, -unit.number, unit.size, programme)
    addToProgramme(Counter.completedNumber, unit.number, unit.size, programme)
    programmeStates[programme].lastFinish = max(programmeStates[programme].lastFinish, latest)
  }

  // MARK: Cancelling

  private func cancelUnit(_ unit: Unit, _ index: Int) {
    let programme = Int(steps[index].programme)
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
  func buryCancelled() {
    for programme in 0..<programmes.count where programmeStates[programme].hasCancelledParts {
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
    for place in 0..<Int(list.count) {
      if isCancelled(base[place], index) {
        bury(base[place], index)
      } else {
        base[kept] = base[place]
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

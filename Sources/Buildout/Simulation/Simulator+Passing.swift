import Sampling

/// Stage 5, passing on: how a unit enters a step, waits, leaves it, forks, merges and finishes.
extension Simulator {
  /// Puts a unit at a step. Returns whether it is in service and still unlinked, so that the caller
  /// may carry it on within the month; otherwise it waits in a list.
  func enter(_ token: Int, _ index: Int, time: Double, month: Int) -> Bool {
    tokens[token].time = time
    tokens[token].left = 1
    tokens[token].hasBegun = false
    tokens[token].struck = 0
    tokens[token].delayed = 0
    let number = tokens[token].number
    let size = tokens[token].size
    add(Counter.inProgressNumber, number, size, index)
    if countVisit(token, index) {
      // In no list: it waits for good, and nobody waits behind it.
      countWaiting(token, index)
      return false
    }
    let isOpen =
      stepStates[index].queue.head < 0
      && stepStates[index].service.count < steps[index].servers
      && (steps[index].gates.isEmpty || stepStates[index].gatesAreOpen)

    switch steps[index].kind {
    case .rate, .level:
      // The state is read at the month's start.
      if time > Double(month - 1) { tokens[token].time = Double(month) }
      tokens[token].remaining = number * size
      wait(token, index)
      return false
    case .takes: tokens[token].remaining = duration(token, index, month: month)
    case .chance: if time > Double(month - 1) { tokens[token].time = Double(month) }
    }
    if !steps[index].riskLinks.isEmpty { settleUnitRisks(token, index) }
    guard isOpen else {
      wait(token, index)
      return false
    }
    if steps[index].uses.isEmpty {
      beginWork(token, index, wasWaiting: false)
    } else {
      countWaiting(token, index)
      // Who comes after the month's grants holds none before the next month.
      if month <= registers[0].monthGranted { tokens[token].time = Double(month) }
    }
    return true
  }

  private func wait(_ token: Int, _ index: Int) {
    countWaiting(token, index)
    append(token, to: &stepStates[index].queue)
  }

  private func countWaiting(_ token: Int, _ index: Int) {
    let number = tokens[token].number
    let size = tokens[token].size
    add(Counter.backlogNumber, number, size, index)
    // A unit whose parts wait at several steps waits once in its programme.
    if tokens[token].slot >= 0 {
      let slot = Int(tokens[token].slot) + UnitSlot.waiting
      slots[slot] += 1
      if slots[slot] > 1 { return }
    }
    addToProgramme(Counter.backlogNumber, number, size, Int(steps[index].programme))
  }

  private func endWaiting(_ token: Int, _ index: Int) {
    let number = tokens[token].number
    let size = tokens[token].size
    add(Counter.backlogNumber, -number, size, index)
    if tokens[token].slot >= 0 {
      let slot = Int(tokens[token].slot) + UnitSlot.waiting
      slots[slot] -= 1
      if slots[slot] > 0 { return }
    }
    addToProgramme(Counter.backlogNumber, -number, size, Int(steps[index].programme))
  }

  /// Counts a visit where ways lead back; true for the 4,096th, from which a unit does not go on
  /// because further visits would have no stream of their own.
  private func countVisit(_ token: Int, _ index: Int) -> Bool {
    let visits = programmes[Int(steps[index].programme)].visitSlot
    guard visits >= 0 else { return false }
    let slot = Int(tokens[token].slot) + Int(visits) + Int(steps[index].place)
    tokens[token].visit = Int32(slots[slot])
    slots[slot] += 1
    return tokens[token].visit >= Int32(StreamKey.visitLimit) - 1
  }

  func duration(_ token: Int, _ index: Int, month: Int) -> Double {
    let law = steps[index].law
    if law.isCertain { return law.constant }
    switch law.each {
    case .unit:
      generator.select(trial: trial, unitKey(token, index, month: 0, .duration))
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
  func unitKey(_ token: Int, _ index: Int, month: Int, _ purpose: Purpose) -> StreamKey {
    let base = Int(sources[Int(tokens[token].source)].tags)
    return StreamKey(
      entity: unitTags[base + Int(steps[index].place)], unit: UInt32(tokens[token].unit),
      month: UInt8(truncatingIfNeeded: month), purpose: purpose,
      visit: UInt16(truncatingIfNeeded: tokens[token].visit))
  }

  /// Work on a unit begins: it is started, and waits no longer.
  func beginWork(_ token: Int, _ index: Int, wasWaiting: Bool = true) {
    guard !tokens[token].hasBegun else { return }
    tokens[token].hasBegun = true
    let number = tokens[token].number
    let size = tokens[token].size
    let programme = Int(steps[index].programme)
    if wasWaiting { endWaiting(token, index) }
    if !tokens[token].isOpening { add(Counter.startedNumber, number, size, index) }
    guard !tokens[token].isStarted else { return }
    tokens[token].isStarted = true
    if tokens[token].slot >= 0 {
      let slot = Int(tokens[token].slot) + UnitSlot.isStarted
      if slots[slot] > 0 { return }
      slots[slot] = 1
    }
    addToProgramme(Counter.startedNumber, number, size, programme)
  }

  /// Takes a unit that has finished a step along its way, as far as it gets this month.
  func leave(_ token: Int, _ from: Int, at finish: Double, month: Int) {
    var index = from
    var time = finish
    while true {
      if isCancelled(token) { return bury(token, index) }
      if !isOpen(index, month) {
        append(token, to: &stepStates[index].held)
        return
      }
      let number = tokens[token].number
      let size = tokens[token].size
      add(Counter.inProgressNumber, -number, size, index)
      add(Counter.completedNumber, number, size, index)
      tokens[token].isOpening = false
      guard let way = chooseWay(token, index, at: time, month: month) else { return }
      if way.step == WayRecord.done { return finishUnit(token, index, at: time) }
      if way.step == WayRecord.cancelled { return cancelUnit(token, index) }
      if way.joins {
        guard let latest = merge(token, Int(way.step), at: time) else { return }
        time = latest
      }
      index = Int(way.step)
      guard enter(token, index, time: time, month: month),
        let next = carryOn(token, &index, month)
      else { return }
      time = next
    }
  }

  private func isOpen(_ index: Int, _ month: Int) -> Bool {
    let opens = steps[index].opens
    if opens == 0 { return true }
    let bit = plan.scenario.calendar.month(month).monthOfYear - 1
    return opens & (1 << UInt16(bit)) != 0
  }

  /// The way on. At a fork all ways but the last are taken by copies; nil when nothing is left to do.
  private func chooseWay(
    _ token: Int, _ index: Int, at time: Double, month: Int
  ) -> WayRecord? {
    let range = steps[index].ways.indices
    if range.isEmpty { return WayRecord(step: WayRecord.done) }
    if steps[index].branches {
      if range.count == 1 { return ways[range.lowerBound] }
      generator.select(trial: trial, unitKey(token, index, month: 0, .branch))
      let u = generator.uniform()
      for way in range where u < ways[way].upTo { return ways[way] }
      return ways[range.upperBound - 1]
    }
    guard range.count > 1 else { return ways[range.lowerBound] }
    slots[Int(tokens[token].slot) + UnitSlot.live] += Double(range.count - 1)
    for way in range.dropLast() {
      let part = copy(token)
      let record = ways[way]
      var start = time
      if record.joins {
        guard let latest = merge(part, Int(record.step), at: time) else { continue }
        start = latest
      }
      var step = Int(record.step)
      guard enter(part, step, time: start, month: month),
        let next = carryOn(part, &step, month)
      else { continue }
      leave(part, step, at: next, month: month)
    }
    return ways[range.upperBound - 1]
  }

  /// A part comes to a merge: the latest time when it is the last one awaited, otherwise nil and the
  /// part is gone.
  private func merge(_ token: Int, _ index: Int, at time: Double) -> Double? {
    let base = Int(tokens[token].slot)
    let slot = base + Int(steps[index].joinSlot)
    slots[slot] += 1
    slots[slot + 1] = max(slots[slot + 1], time)
    if slots[slot] < Double(steps[index].joinNeeds) {
      slots[base + UnitSlot.live] -= 1
      free(token)
      return nil
    }
    let latest = slots[slot + 1]
    slots[slot] = 0
    slots[slot + 1] = 0
    return latest
  }

  private func finishUnit(_ token: Int, _ index: Int, at time: Double) {
    let programme = Int(steps[index].programme)
    var latest = time
    if tokens[token].slot >= 0 {
      let base = Int(tokens[token].slot)
      slots[base + UnitSlot.live] -= 1
      slots[base + UnitSlot.latest] = max(slots[base + UnitSlot.latest], time)
      latest = slots[base + UnitSlot.latest]
      if slots[base + UnitSlot.live] > 0 { return free(token) }
    }
    let number = tokens[token].number
    let size = tokens[token].size
    addToProgramme(Counter.inProgressNumber, -number, size, programme)
    addToProgramme(Counter.completedNumber, number, size, programme)
    programmeStates[programme].lastFinish = max(programmeStates[programme].lastFinish, latest)
    free(token)
  }

  private func cancelUnit(_ token: Int, _ index: Int) {
    let programme = Int(steps[index].programme)
    let number = tokens[token].number
    let size = tokens[token].size
    addToProgramme(Counter.inProgressNumber, -number, size, programme)
    addToProgramme(Counter.cancelledNumber, number, size, programme)
    add(Counter.cancelledNumber, number, size, index)
    if tokens[token].slot >= 0 {
      let base = Int(tokens[token].slot)
      slots[base + UnitSlot.isCancelled] = 1
      if slots[base + UnitSlot.live] > 1 { programmeStates[programme].hasCancelledParts = true }
    }
    free(token)
  }

  /// Takes the other parts of cancelled units out, wherever they are, so that none holds a server, a
  /// crew or a place next month.
  func buryCancelled() {
    for programme in 0..<programmes.count where programmeStates[programme].hasCancelledParts {
      programmeStates[programme].hasCancelledParts = false
      for index in programmes[programme].steps.indices {
        buryCancelled(in: &stepStates[index].service, index)
        buryCancelled(in: &stepStates[index].queue, index)
        buryCancelled(in: &stepStates[index].held, index)
      }
    }
  }

  private func buryCancelled(in list: inout TokenList, _ index: Int) {
    var previous: Int32 = -1
    var current = list.head
    while current >= 0 {
      let token = Int(current)
      current = tokens[token].next
      if isCancelled(token) {
        remove(token, after: previous, from: &list)
        bury(token, index)
      } else {
        previous = Int32(token)
      }
    }
  }

  func isCancelled(_ token: Int) -> Bool {
    let slot = tokens[token].slot
    return slot >= 0 && slots[Int(slot) + UnitSlot.isCancelled] > 0
  }

  /// Takes a part of a cancelled unit out of the step it is in.
  func bury(_ token: Int, _ index: Int) {
    let number = tokens[token].number
    let size = tokens[token].size
    add(Counter.inProgressNumber, -number, size, index)
    if !tokens[token].hasBegun { endWaiting(token, index) }
    free(token)
  }
}

import Sampling

/// Units: how they enter, wait, move on, fork, merge and leave.
extension Simulator {
  // MARK: Memory

  func newToken() -> Int {
    let free = registers[0].freeToken
    if free >= 0 {
      registers[0].freeToken = tokens[Int(free)].next
      tokens[Int(free)] = Token()
      return Int(free)
    }
    let index = registers[0].tokensUsed
    if index == tokens.count {
      registers[0].tokens = tokens.grown(to: tokens.count * 2, filling: Token())
    }
    tokens[index] = Token()
    registers[0].tokensUsed = index + 1
    return index
  }

  func free(_ token: Int) {
    tokens[token].next = registers[0].freeToken
    registers[0].freeToken = Int32(token)
  }

  private func newSlots(_ count: Int) -> Int32 {
    let start = registers[0].slotsUsed
    if start + count > slots.count {
      registers[0].slots = slots.grown(to: max(slots.count * 2, start + count), filling: 0)
    }
    for index in start..<start + count { slots[index] = 0 }
    registers[0].slotsUsed = start + count
    return Int32(start)
  }

  @inline(__always)
  func append(_ token: Int, to list: inout TokenList) {
    tokens[token].next = -1
    if list.tail >= 0 { tokens[Int(list.tail)].next = Int32(token) } else { list.head = Int32(token) }
    list.tail = Int32(token)
    list.count += 1
  }

  @inline(__always)
  func remove(_ token: Int, after previous: Int32, from list: inout TokenList) {
    let next = tokens[token].next
    if previous >= 0 { tokens[Int(previous)].next = next } else { list.head = next }
    if next < 0 { list.tail = previous }
    list.count -= 1
  }

  func popFirst(_ list: inout TokenList) -> Int {
    let token = Int(list.head)
    remove(token, after: -1, from: &list)
    return token
  }

  // MARK: Entering the programme

  func enterOpening(_ source: Int) {
    let count = wholeNumber(sources[source].number, month: 0)
    for _ in 0..<count { spawn(source, time: 0, month: 1, isOpening: true) }
  }

  /// Planned starts stand at the beginning of their month.
  func enterPlanned(_ month: Int) {
    for position in 0..<enteringSources.count {
      let source = Int(enteringSources[position])
      guard sources[source].entry == .planned, sources[source].month == Int32(month) else {
        continue
      }
      programmeStates[Int(sources[source].programme)].pending -= 1
      let count = wholeNumber(sources[source].number, month: 0)
      for _ in 0..<count { spawn(source, time: Double(month - 1), month: month, isOpening: false) }
    }
  }

  /// Arrivals at a month's end are there for the next; one that finds its ceiling full is lost.
  func enterArriving(_ month: Int) {
    for position in 0..<enteringSources.count {
      let source = Int(enteringSources[position])
      guard sources[source].entry == .arriving else { continue }
      let record = sources[source]
      let step = Int(ways[Int(record.ways.start)].step)
      let programme = Int(record.programme)
      let count = wholeNumber(record.number, month: month)
      for _ in 0..<count {
        let standing = stepStates[step].service.count + stepStates[step].queue.count
        if standing >= record.ceiling {
          let size = unitSize(source, unit: sourceStates[source].nextUnit, month: month)
          sourceStates[source].nextUnit += 1
          add(Counter.lostNumber, 1, size, step)
          addToProgramme(Counter.lostNumber, 1, size, programme)
        } else {
          spawn(source, time: Double(month), month: month, isOpening: false)
        }
      }
    }
  }

  /// Keeps an endless step's servers busy.
  func supplyEndless(_ index: Int, month: Int) {
    while stepStates[index].service.count + stepStates[index].queue.count < steps[index].servers {
      spawn(
        Int(steps[index].source), time: Double(month), month: max(1, month), isOpening: false)
    }
  }

  private func wholeNumber(_ quantity: QuantityRecord, month: Int) -> Int {
    let number = value(quantity, month: month).rounded()
    return number > 0 ? Int(min(number, Double(StreamKey.unitLimit - 1))) : 0
  }

  func unitSize(_ source: Int, unit: Int32, month: Int) -> Double {
    let size = sources[source].size
    return size.each == .unit && !size.isCertain
      ? unitDraw(size, unit: unit, .size) : value(size, month: month)
  }

  private func unitDraw(_ quantity: QuantityRecord, unit: Int32, _ purpose: Purpose) -> Double {
    generator.select(
      trial: trial,
      StreamKey(entity: quantity.tag, unit: UInt32(unit), purpose: purpose))
    return quantity.sampler.draw(generator)
  }

  private func spawn(_ source: Int, time: Double, month: Int, isOpening: Bool) {
    let unit = sourceStates[source].nextUnit
    sourceStates[source].nextUnit += 1
    precondition(unit < Int32(StreamKey.unitLimit), "more than a million units from one source")
    let token = newToken()
    tokens[token].source = Int32(source)
    tokens[token].unit = unit
    tokens[token].size = unitSize(source, unit: unit, month: month)
    tokens[token].isOpening = isOpening
    tokens[token].isStarted = isOpening
    enterProgramme(token, Int(sources[source].programme))
    let entries = sources[source].ways
    let live = entries.end - entries.start
    if tokens[token].slot >= 0 { slots[Int(tokens[token].slot) + UnitSlot.live] = Double(live) }
    for way in entries.indices {
      let part = way == entries.indices.upperBound - 1 ? token : copy(token)
      let step = Int(ways[way].step)
      let serves = enter(part, step, time: time, month: month)
      if isOpening, sources[source].progress.isPresent { applyProgress(part, source) }
      if serves { serve(part, step, month) }
    }
  }

  /// Opening work has part of its step behind it.
  private func applyProgress(_ token: Int, _ source: Int) {
    let quantity = sources[source].progress
    let progress =
      quantity.each == .unit && !quantity.isCertain
      ? unitDraw(quantity, unit: tokens[token].unit, .progress) : value(quantity, month: 0)
    let left = 1 - min(1, max(0, progress))
    tokens[token].remaining *= left
    tokens[token].left = left
  }

  func copy(_ token: Int) -> Int {
    let other = newToken()
    tokens[other] = tokens[token]
    return other
  }

  /// Counts a unit (or lot) in and gives it its slots.
  func enterProgramme(_ token: Int, _ programme: Int) {
    addToProgramme(Counter.inProgressNumber, tokens[token].number, tokens[token].size, programme)
    if programmes[programme].slots > 0 {
      tokens[token].slot = newSlots(Int(programmes[programme].slots))
      slots[Int(tokens[token].slot) + UnitSlot.live] = 1
    }
  }

  // MARK: Entering and leaving a step

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
    let isStuck = countVisit(token, index)
    let isOpen =
      !isStuck && stepStates[index].queue.head < 0
      && stepStates[index].service.count < steps[index].servers && gatesAreOpen(index)

    switch steps[index].kind {
    case .rate, .level:
      tokens[token].remaining = number * size
      wait(token, index)
      return false
    case .takes: tokens[token].remaining = duration(token, index, month: month)
    case .chance: break
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
      // It holds no grant before the next month.
      if time > Double(month - 1) { tokens[token].time = Double(month) }
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
    addToProgramme(Counter.backlogNumber, number, size, Int(steps[index].programme))
  }

  /// Counts a visit where ways lead back. A unit that comes for the 4,095th time stays for good: its
  /// further visits would have no stream of their own.
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
    if wasWaiting {
      add(Counter.backlogNumber, -number, size, index)
      addToProgramme(Counter.backlogNumber, -number, size, programme)
    }
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
        let next = carryOn(token, index, month)
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
      let step = Int(record.step)
      guard enter(part, step, time: start, month: month),
        let next = carryOn(part, step, month)
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
    if tokens[token].slot >= 0 { slots[Int(tokens[token].slot) + UnitSlot.isCancelled] = 1 }
    free(token)
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
    if !tokens[token].hasBegun {
      add(Counter.backlogNumber, -number, size, index)
      addToProgramme(Counter.backlogNumber, -number, size, Int(steps[index].programme))
    }
    free(token)
  }

  // MARK: Counting

  /// Adds a number of units and their quantity to a pair of a step's counters.
  @inline(__always)
  func add(_ counter: Int, _ number: Double, _ size: Double, _ index: Int) {
    add(number, size, at: Int(steps[index].counters) + counter)
  }

  @inline(__always)
  func addToProgramme(_ counter: Int, _ number: Double, _ size: Double, _ programme: Int) {
    add(number, size, at: Int(programmes[programme].counters) + counter)
  }

  @inline(__always)
  private func add(_ number: Double, _ size: Double, at base: Int) {
    counters[base] += number
    counters[base + 1] += number * size
    if number < 0 { settle(base) }
  }

  /// What goes in and comes out in another order must not leave a speck behind: with no units left
  /// there is no quantity.
  @inline(__always)
  func settle(_ base: Int) {
    if counters[base].magnitude < 1e-9 {
      counters[base] = 0
      counters[base + 1] = 0
    }
  }
}

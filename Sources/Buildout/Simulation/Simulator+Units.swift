import Sampling

/// Units: the memory they take, how they enter a programme, and how they are counted.
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
    if list.tail >= 0 {
      tokens[Int(list.tail)].next = Int32(token)
    } else {
      list.head = Int32(token)
    }
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
          let size = unitSize(source, unit: takeUnit(source), month: month)
          add(Counter.lostNumber, 1, size, step)
          addToProgramme(Counter.lostNumber, 1, size, programme)
        } else {
          spawn(source, time: Double(month), month: month, isOpening: false)
        }
      }
    }
  }

  /// Keeps an endless step's servers busy.
  func supplyEndless(_ index: Int, at time: Double, _ month: Int) {
    while stepStates[index].service.count + stepStates[index].queue.count < steps[index].servers {
      spawn(Int(steps[index].source), time: time, month: month, isOpening: false)
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

  /// The next unit number of a source. Those past a million share the last: a plan that is likely to
  /// get there is refused.
  func takeUnit(_ source: Int) -> Int32 {
    let unit = sourceStates[source].nextUnit
    sourceStates[source].nextUnit = min(unit + 1, Int32(StreamKey.unitLimit) - 1)
    return unit
  }

  private func spawn(_ source: Int, time: Double, month: Int, isOpening: Bool) {
    let unit = takeUnit(source)
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
      var step = Int(ways[way].step)
      let serves = enter(part, step, time: time, month: month)
      if isOpening, sources[source].progress.isPresent { applyProgress(part, source) }
      guard serves else { continue }
      if time < Double(month) {
        serve(part, step, month)
      } else if let finish = carryOn(part, &step, month) {
        // It came when the month's work was done, and the step takes no time.
        leave(part, step, at: finish, month: month)
      }
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

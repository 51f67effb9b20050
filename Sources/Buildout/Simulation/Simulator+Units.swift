import Sampling

/// Units: how they enter a programme, and how they are counted.
extension Simulator {
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
      for _ in 0..<count { spawn(source, time: Double(month - 1), month: month) }
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
        if units[step].standing >= record.ceiling {
          let size = unitSize(source, unit: takeUnit(source), month: month)
          add(Counter.lostNumber, 1, size, step)
          addToProgramme(Counter.lostNumber, 1, size, programme)
        } else {
          spawn(source, time: Double(month), month: month)
        }
      }
    }
  }

  /// Keeps an endless step's servers busy.
  func supplyEndless(_ index: Int, at time: Double, _ month: Int) {
    while units[index].standing < steps[index].servers {
      spawn(Int(steps[index].source), time: time, month: month)
    }
  }

  private func wholeNumber(_ quantity: QuantityRecord, month: Int) -> Int {
    let number = value(quantity, month: month).rounded()
    return number > 0 ? Int(min(number, Double(StreamKey.unitLimit - 1))) : 0
  }

  private func unitSize(_ source: Int, unit: UInt32, month: Int) -> Double {
    let size = sources[source].size
    return size.each == .unit && !size.isCertain
      ? unitDraw(size, unit: unit, .size) : value(size, month: month)
  }

  private func unitDraw(_ quantity: QuantityRecord, unit: UInt32, _ purpose: Purpose) -> Double {
    generator.select(trial: trial, StreamKey(entity: quantity.tag, unit: unit, purpose: purpose))
    return quantity.sampler.draw(generator)
  }

  /// The next unit number of a source. Those past a million share the last: a plan that is likely to
  /// get there is refused.
  func takeUnit(_ source: Int) -> UInt32 {
    let unit = sourceStates[source].nextUnit
    sourceStates[source].nextUnit = min(unit + 1, StreamKey.unitLimit - 1)
    return unit
  }

  private func spawn(_ source: Int, time: Double, month: Int, isOpening: Bool = false) {
    var unit = Unit(source: source, unit: takeUnit(source))
    unit.size = unitSize(source, unit: unit.unit, month: month)
    unit.isOpening = isOpening
    unit.isStarted = isOpening
    let entries = sources[source].ways
    enterProgramme(&unit, Int(sources[source].programme), parts: entries.end - entries.start)
    let left = isOpening && sources[source].progress.isPresent ? workLeft(unit, source) : 1
    for way in entries.indices {
      var part = unit
      let step = Int(ways[way].step)
      guard enter(&part, step, time: time, month: month, left: left) else { continue }
      if time < Double(month) {
        units[step].service.append(part)
      } else {
        // It came when the month's work was done, and the step may take no time.
        carryOn(&part, step, month)
      }
    }
  }

  /// Opening work has part of its step behind it.
  private func workLeft(_ unit: Unit, _ source: Int) -> Double {
    let quantity = sources[source].progress
    let progress =
      quantity.each == .unit && !quantity.isCertain
      ? unitDraw(quantity, unit: unit.unit, .progress) : value(quantity, month: 0)
    return 1 - min(1, max(0, progress))
  }

  /// Counts a unit (or lot) in and gives it its slots.
  func enterProgramme(_ unit: inout Unit, _ programme: Int, parts: Int32 = 1) {
    addToProgramme(Counter.inProgressNumber, unit.number, unit.size, programme)
    guard programmes[programme].slots > 0 else { return }
    unit.slot = newSlots(Int(programmes[programme].slots))
    if programmes[programme].hasParts { slots[Int(unit.slot) + UnitSlot.live] = Double(parts) }
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

  // MARK: Counting

  /// Adds a number of units and their quantity to a pair of a step's counters, if anyone reads them.
  @inline(__always)
  func add(_ counter: Int, _ number: Double, _ size: Double, _ index: Int) {
    if steps[index].isRead { add(number, size, at: Int(steps[index].counters) + counter) }
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

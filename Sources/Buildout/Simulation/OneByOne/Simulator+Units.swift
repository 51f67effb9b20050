import Sampling

/// Units: how they enter a programme, and how they are counted.
extension Simulator {
  // MARK: Entering the programme

  func enterOpening(_ source: Int) {
    takeDraws(ofProgramme: Int(sources[source].programme), month: 1)
    defer { takeOwnDraws() }
    spawn(source, wholeNumber(sources[source].number, month: 0), time: 0, month: 1)
  }

  /// Planned starts stand at the beginning of their month.
  func enterPlanned(_ cluster: ClusterRecord, _ month: Int) {
    for position in plannedPositions(cluster, month) {
      let source = Int(clusterMembers[position])
      takeDraws(ofProgramme: Int(sources[source].programme), month: month)
      programmeStates[Int(sources[source].programme)].pending -= 1
      let count = wholeNumber(sources[source].number, month: 0)
      spawn(source, count, time: Double(month - 1), month: month)
    }
    takeOwnDraws()
  }

  /// Where the sources stand whose units enter in a month.
  func plannedPositions(_ cluster: ClusterRecord, _ month: Int) -> Range<Int> {
    let first = Int(cluster.planned.start)
    let before = clusterMembers.base + Int(cluster.plannedByMonth.start) + month - 1
    return first + Int(before[0])..<first + Int(before[1])
  }

  /// Arrivals at a month's end are there for the next; one that finds its ceiling full is lost.
  func enterArriving(_ cluster: ClusterRecord, _ month: Int) {
    for position in cluster.arriving.indices {
      let source = Int(clusterMembers[position])
      let step = Int(ways[Int(sources[source].ways.start)].step)
      let programme = Int(sources[source].programme)
      takeDraws(ofProgramme: programme, month: month)
      var count = wholeNumber(sources[source].number, month: month)
      while count > 0, units[step].standing < sources[source].ceiling {
        let fitting = min(count, Int(sources[source].ceiling - units[step].standing))
        spawn(source, fitting, time: Double(month), month: month)
        count -= fitting
      }
      for _ in 0..<count {
        var unit = Unit(source: source, unit: takeUnit(source))
        drawSizes(&unit, 1, source, month)
        add(Counter.lostNumber, 1, unit.size, step)
        addToProgramme(Counter.lostNumber, 1, unit.size, programme)
      }
    }
  }

  /// Keeps an endless step's servers busy.
  func supplyEndless(_ index: Int, at time: Double, _ month: Int) {
    while units[index].standing < steps[index].servers {
      let count = Int(steps[index].servers - units[index].standing)
      spawn(Int(steps[index].source), count, time: time, month: month)
    }
  }

  func wholeNumber(_ quantity: QuantityRecord, month: Int) -> Int {
    let number = value(quantity, month: month).rounded()
    return number > 0 ? Int(min(number, Double(StreamKey.unitLimit - 1))) : 0
  }

  /// The next unit number of a source. Those past a million share the last: a plan that is likely to
  /// get there is refused.
  func takeUnit(_ source: Int) -> UInt32 {
    let unit = sourceStates[source].nextUnit
    sourceStates[source].nextUnit = min(unit + 1, StreamKey.unitLimit - 1)
    return unit
  }

  /// Makes units of a source, which enter at a time: at the beginning of a month, at its end or, in place
  /// of those that an endless step has finished, within it.
  private func spawn(_ source: Int, _ count: Int, time: Double, month: Int) {
    for start in stride(from: 0, to: count, by: Simulator.groupLimit) {
      spawnGroup(source, min(Simulator.groupLimit, count - start), time, month)
    }
  }

  private func spawnGroup(_ source: Int, _ count: Int, _ time: Double, _ month: Int) {
    let group = newcomers.base
    let isOpening = sources[source].entry == .opening
    for index in 0..<count {
      group[index] = Unit(source: source, unit: takeUnit(source))
      group[index].isOpening = isOpening
      group[index].isStarted = isOpening
    }
    drawSizes(group, count, source, month)
    let entries = sources[source].ways
    enterProgramme(
      group, count, Int(sources[source].programme), parts: entries.end - entries.start)
    let all = UnsafeBufferPointer(rebasing: everyone.buffer[..<count])
    if isOpening, sources[source].progress.isPresent { drawWorkLeft(group, all, source) }
    for way in entries.indices {
      let step = Int(ways[way].step)
      meet(group, all, step, month)
      let isLast = way + 1 == entries.indices.upperBound
      if isLast, time < Double(month) {
        arrive(group, count, step, time, month)
        continue
      }
      for index in 0..<count {
        if isLast {
          arrive(&group[index], step, time, month)
        } else {
          var part = group[index]
          arrive(&part, step, time, month)
        }
      }
    }
  }

  /// Units that have the month before them. All are changed before the first is taken over: what was written a moment
  /// before is slow to read as a whole.
  private func arrive(
    _ group: UnsafeMutablePointer<Unit>, _ count: Int, _ step: Int, _ time: Double, _ month: Int
  ) {
    var entering = 0
    for index in 0..<count {
      let left = group[index].left
      guard enter(&group[index], step, time: time, month: month, left: left) else { continue }
      order[entering] = UInt16(index)
      entering += 1
      // Its place is taken.
      units[step].leaving += 1
    }
    units[step].leaving -= Int32(entering)
    for index in 0..<entering { units[step].service.append(group[Int(order[index])]) }
  }

  private func arrive(_ unit: inout Unit, _ step: Int, _ time: Double, _ month: Int) {
    let left = unit.left
    guard enter(&unit, step, time: time, month: month, left: left) else { return }
    if time < Double(month) {
      units[step].service.append(unit)
    } else {
      // It came when the month's work was done, and the step may take no time.
      carryOn(&unit, step, month)
    }
  }

  func drawSizes(
    _ group: UnsafeMutablePointer<Unit>, _ count: Int, _ source: Int, _ month: Int
  ) {
    let size = sources[source].size
    if size.isOfUnit {
      drawOfSource(group, count, size, .size)
      for index in 0..<count { group[index].size = numbers[index] }
    } else {
      let common = value(size, month: month)
      for index in 0..<count { group[index].size = common }
    }
  }

  /// Opening work has part of its step behind it.
  private func drawWorkLeft(
    _ group: UnsafeMutablePointer<Unit>, _ all: UnsafeBufferPointer<UInt16>, _ source: Int
  ) {
    let progress = sources[source].progress
    if progress.isOfUnit {
      drawOfSource(group, all.count, progress, .progress)
    } else {
      numbers.fill(value(progress, month: 0))
    }
    for index in 0..<all.count { group[index].left = 1 - min(1, max(0, numbers[index])) }
  }

  /// Counts units (or lots) in and gives them their slots.
  func enterProgramme(
    _ group: UnsafeMutablePointer<Unit>, _ count: Int, _ programme: Int, parts: Int32 = 1
  ) {
    var number = 0.0
    var quantity = 0.0
    for index in 0..<count {
      number += group[index].number
      quantity += group[index].number * group[index].size
    }
    let base = Int(programmes[programme].counters)
    add(number, quantity: quantity, at: base + Counter.inProgressNumber)
    guard programmes[programme].slots > 0 else { return }
    for index in 0..<count {
      group[index].slot = newSlots(Int(programmes[programme].slots))
      if programmes[programme].hasParts {
        slots[Int(group[index].slot) + UnitSlot.live] = Double(parts)
      }
    }
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
    add(number, quantity: number * size, at: base)
  }

  @inline(__always)
  func add(_ number: Double, quantity: Double, at base: Int) {
    counters[base] += number
    counters[base + 1] += quantity
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

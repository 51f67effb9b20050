import Sampling

/// Stage 4, for units in service: how far each gets in a month.
extension Simulator {
  /// Season, factors and risks together: the speed of a step whose units are looked at one by one.
  /// Computed once a month, with the set of delays that lengthen the step this month.
  @inline(__always)
  func unitSpeed(_ index: Int, _ month: Int) -> Double {
    if stepStates[index].speedMonth != Int32(month) { setUnitSpeed(index, month) }
    return stepStates[index].speed
  }

  /// The delays that lengthen visits to the step this month.
  private func unitDelays(_ index: Int, _ month: Int) -> UInt32 {
    _ = unitSpeed(index, month)
    return stepStates[index].delays
  }

  private func setUnitSpeed(_ index: Int, _ month: Int) {
    stepStates[index].speedMonth = Int32(month)
    if steps[index].riskLinks.isEmpty {
      stepStates[index].speed = finite(baseSpeed(index, month), index, month)
      return
    }
    var speed = baseSpeed(index, month)
    var delays: UInt32 = 0
    var differ = false
    for link in steps[index].riskLinks.indices {
      let risk = risk(Int(riskLinks[link].risk), month)
      guard risk.isActing else { continue }
      if riskLinks[link].isUnit {
        differ = differ || !risk.effects.isNeutral
      } else {
        speed *= risk.effects.speed
      }
      if steps[index].kind == .takes, risks[Int(riskLinks[link].risk)].delay.isPresent {
        delays |= 1 << UInt32(link - Int(steps[index].riskLinks.start))
      }
    }
    stepStates[index].speed = finite(speed, index, month)
    stepStates[index].delays = delays
    stepStates[index].unitsDiffer = differ
  }

  /// Season, window and factors.
  @inline(__always)
  func baseSpeed(_ index: Int, _ month: Int) -> Double {
    let speed = baseSpeeds[index * months + month - 1]
    return steps[index].loadings.isEmpty ? speed : speed * loadedSpeed(index, month)
  }

  /// The speed of one unit before any grant.
  @inline(__always)
  func speed(of unit: Unit, _ index: Int, _ month: Int) -> Double {
    let speed = unitSpeed(index, month)
    return unit.struck != 0 && stepStates[index].unitsDiffer
      ? struckSpeed(unit, speed, index, month) : speed
  }

  private func struckSpeed(_ unit: Unit, _ common: Double, _ index: Int, _ month: Int) -> Double {
    var effects = StepEffects.neutral
    effects.speed = common
    return finite(struckEffects(unit, effects, index, month).speed, index, month)
  }

  // MARK: A step's units in a month

  /// All units of a step, in the order in which they came. All are worked on before the first of those
  /// that finish leaves.
  func workUnits(_ index: Int, _ month: Int) {
    if units[index].held.count > 0 { releaseHeld(index, month) }
    guard units[index].service.count > 0, !stepStates[index].isStopped else { return }
    var start = 0
    repeat {
      let finishing = work(index, from: start, month)
      start = Int(units[index].service.count)
      units[index].leaving = Int32(finishing)
      leaveAll(finishing, index, month)
      // Units that an endless step has taken in meanwhile have the rest of the month.
    } while steps[index].isEndless && units[index].service.count > start
  }

  /// Those that have finished leave, in groups; one by one where another comes in for each.
  private func leaveAll(_ finishing: Int, _ index: Int, _ month: Int) {
    if steps[index].isEndless {
      for i in 0..<finishing {
        var unit = finished[i]
        let finish = unit.time
        units[index].leaving -= 1
        leave(&unit, index, month)
        supplyEndless(index, at: finish, month)
      }
      return
    }
    for start in stride(from: 0, to: finishing, by: Simulator.groupLimit) {
      let count = min(Simulator.groupLimit, finishing - start)
      units[index].leaving -= Int32(count)
      leave(finished.base + start, count, index, month)
    }
  }

  private func releaseHeld(_ index: Int, _ month: Int) {
    guard isOpen(index, month) else { return }
    while units[index].held.count > 0 {
      var unit = units[index].held.removeFirst()
      unit.time = Double(month)
      leave(&unit, index, month)
    }
  }

  /// Works on the units in service from an index on and takes those that finish out. They stand in
  /// ``finished``, so many, each at the time at which it finishes.
  private func work(_ index: Int, from start: Int, _ month: Int) -> Int {
    let base = units[index].service.base
    var count = Int(units[index].service.count)
    // Who came to service in the course of the month has been worked on.
    while count > start, base[count - 1].time >= Double(month) { count -= 1 }
    guard count > start else { return 0 }
    // Who could be worked on was delayed when that was counted.
    let isDelayed = !steps[index].uses.isEmpty && stepStates[index].wanted > 0
    if unitDelays(index, month) != 0, !isDelayed || stepStates[index].unitsDiffer {
      delay(base, start..<count, index)
    }
    let done = roomForFinished(count)
    let finishing: Int
    let kept: Int
    if start == 0, base[count - 1].time <= Double(month - 1), areAlike(index, month) {
      count = min(count, stepStates[index].unitsServed)
      finishing =
        steps[index].kind == .takes
        ? workDurations(base, count, index, month, done)
        : tryChances(base, count, index, month, done)
      kept = count - finishing
    } else {
      (kept, finishing) = workApart(base, start..<count, index, month, done)
    }
    units[index].service.remove(kept..<count)
    return finishing
  }

  /// Whether what the month does to one unit in service it does to all.
  private func areAlike(_ index: Int, _ month: Int) -> Bool {
    let programme = programmes[Int(steps[index].programme)]
    return !stepStates[index].unitsDiffer
      && !programme.cancelsParts && !(steps[index].hasWholePool && programme.hasLots)
      && !(steps[index].kind == .chance && steps[index].distribution.isOfUnit)
  }

  private func roomForFinished(_ count: Int) -> UnsafeMutablePointer<Unit> {
    if count > finished.count {
      registers[0].finished = finished.grown(to: 2 * count, filling: Unit(source: 0, unit: 0))
    }
    return finished.base
  }

  /// Units of which each has a speed, a delay or a chance of its own.
  private func workApart(
    _ base: UnsafeMutablePointer<Unit>, _ range: Range<Int>, _ index: Int, _ month: Int,
    _ done: UnsafeMutablePointer<Unit>
  ) -> (kept: Int, finishing: Int) {
    var kept = range.lowerBound
    var finishing = 0
    for i in range {
      if isCancelled(base[i], index) {
        bury(base[i], index)
      } else if progress(&base[i], index, month) {
        done[finishing] = base[i]
        finishing += 1
      } else {
        if kept < i { base[kept] = base[i] }
        kept += 1
      }
    }
    return (kept, finishing)
  }

  /// The first units of a step that takes time, all with the month's speed and grant. How many finish.
  private func workDurations(
    _ base: UnsafeMutablePointer<Unit>, _ count: Int, _ index: Int, _ month: Int,
    _ done: UnsafeMutablePointer<Unit>
  ) -> Int {
    let (speed, share, paid) = monthsGrant(index, month)
    let rate = speed * share
    guard rate > 0 else { return 0 }
    let hasUses = !steps[index].uses.isEmpty
    let accounts = steps[index].hasCost || steps[index].consumes
    var finishing = 0
    var worked = 0.0
    var quantity = 0.0
    for i in 0..<count {
      let remaining = base[i].remaining
      // Crews that are short slow a unit down; money that is short leaves part of the work undone.
      let work = paid < 1 ? min(rate, paid * min(speed, remaining)) : rate
      var part = base[i].left
      // A finish allows 1e-9 relative: durations that add up to a month fill it.
      let finishes = remaining <= work * (1 + 1e-9)
      let unit = move(base, i, done, finishing, finishes: finishes)
      // Opening work may have nothing left to be paid for.
      if hasUses, paid > 0 || finishes, !unit.pointee.hasBegun { beginWork(&unit.pointee, index) }
      if finishes {
        unit.pointee.time = min(Double(month), Double(month - 1) + remaining / rate)
        finishing += 1
      } else {
        unit.pointee.remaining = remaining - work
        if accounts {
          part *= work / remaining
          unit.pointee.left -= part
        }
      }
      if accounts {
        worked += part * unit.pointee.number
        quantity += part * unit.pointee.number * unit.pointee.size
      }
    }
    account(worked, quantity, index, month)
    return finishing
  }

  /// The first units of a step with a chance, all with the same one this month. How many finish.
  private func tryChances(
    _ base: UnsafeMutablePointer<Unit>, _ count: Int, _ index: Int, _ month: Int,
    _ done: UnsafeMutablePointer<Unit>
  ) -> Int {
    let (speed, share, paid) = monthsGrant(index, month)
    guard speed * share > 0 else { return 0 }
    let chance = min(1, commonValue(index, month) * speed) * min(share, paid)
    let begins = !steps[index].uses.isEmpty && paid > 0
    var finishing = 0
    var quantity = 0.0
    for i in 0..<count {
      let left = base[i].left * (1 - chance)
      let finishes = base[i].remaining >= left
      let unit = move(base, i, done, finishing, finishes: finishes)
      if begins, !unit.pointee.hasBegun { beginWork(&unit.pointee, index) }
      if finishes {
        unit.pointee.time = Double(month)
        finishing += 1
        quantity += unit.pointee.size
      } else {
        unit.pointee.left = left
      }
    }
    account(Double(count) * paid, quantity, index, month)
    return finishing
  }

  /// Moves a unit to where it stands when the month's work is done, before anything of it is changed: a
  /// processor waits for what was written a moment before when it reads it again together with what stands beside it.
  ///
  /// - Parameter finishing: How many have finished before it.
  @inline(__always)
  private func move(
    _ base: UnsafeMutablePointer<Unit>, _ index: Int, _ done: UnsafeMutablePointer<Unit>,
    _ finishing: Int, finishes: Bool
  ) -> UnsafeMutablePointer<Unit> {
    let to = finishes ? done + finishing : base + (index - finishing)
    if to != base + index { to.pointee = base[index] }
    return to
  }

  /// The speed of the month and what is granted of what a step asks for: by crews, and by money.
  @inline(__always)
  private func monthsGrant(
    _ index: Int, _ month: Int
  ) -> (speed: Double, share: Double, paid: Double) {
    let speed = unitSpeed(index, month)
    return steps[index].uses.isEmpty
      ? (speed, 1, 1) : (speed, stepStates[index].share, stepStates[index].paid)
  }

  // MARK: One unit

  /// Works on one unit until the month's end. When it finishes the step, its time becomes that of the
  /// finish.
  func progress(_ unit: inout Unit, _ index: Int, _ month: Int) -> Bool {
    steps[index].kind == .takes
      ? workDuration(&unit, index, month) : tryChance(&unit, index, month)
  }

  private func workDuration(_ unit: inout Unit, _ index: Int, _ month: Int) -> Bool {
    let end = Double(month)
    var speed = speed(of: unit, index, month)
    delay(&unit, index)
    if steps[index].isPrepared, stepStates[index].isStopped { speed = 0 }
    let share = speed > 0 ? grant(&unit, index) : 1
    // A month in which the step stood still is gone.
    let time = max(unit.time, end - 1)
    let remaining = unit.remaining
    var work = speed * share * (end - time)
    let paid = steps[index].uses.isEmpty ? 1 : stepStates[index].paid
    if paid < 1 { work = min(work, paid * min(speed * (end - time), remaining)) }
    if speed * share > 0, remaining <= work * (1 + 1e-9) {
      beginWork(&unit, index)
      account(unit, share: unit.left, index, month)
      unit.time = min(end, time + remaining / (speed * share))
      return true
    }
    if work > 0 {
      let part = unit.left * work / remaining
      account(unit, share: part, index, month)
      unit.left -= part
      unit.remaining = remaining - work
    }
    unit.time = end
    return false
  }

  private func tryChance(_ unit: inout Unit, _ index: Int, _ month: Int) -> Bool {
    // What came during the month has its first chance in the next.
    guard unit.time < Double(month) else { return false }
    unit.time = Double(month)
    if steps[index].isPrepared, stepStates[index].isStopped { return false }
    let speed = speed(of: unit, index, month)
    guard speed > 0 else { return false }
    let share = grant(&unit, index)
    guard share > 0 else { return false }
    let paid = steps[index].uses.isEmpty ? 1 : stepStates[index].paid
    let own =
      steps[index].distribution.isOfUnit ? ownChance(unit, index) : commonValue(index, month)
    consume(paid, index)
    guard finishesByChance(&unit, min(1, own * speed) * min(share, paid)) else {
      return false
    }
    spend(unit, share: 1, index, month)
    return true
  }

  /// A unit finishes in the month in which it has become no likelier not to have finished than its uniform
  /// number says: the same as if each month had a number of its own.
  @inline(__always)
  private func finishesByChance(_ unit: inout Unit, _ chance: Double) -> Bool {
    unit.left *= 1 - chance
    return unit.remaining >= unit.left
  }

  private func ownChance(_ unit: Unit, _ index: Int) -> Double {
    generator.select(trial: trial(of: unit), unitKey(unit, index, .level))
    return steps[index].distribution.sampler.draw(generator)
  }
}

import Sampling

/// Stage 4, for steps with a rate: what they pass on in a month.
extension Simulator {
  func openRate(_ index: Int) {
    stepStates[index].remaining = value(steps[index].remaining, month: 0)
    stepStates[index].cap = value(steps[index].cap, month: 0)
    if steps[index].kind == .level {
      counters[Int(steps[index].counters) + Counter.level] = steps[index].cut(
        value(steps[index].start, month: 0))
    } else if steps[index].queues {
      let backlog = value(steps[index].backlog, month: 0)
      stepStates[index].backlog = backlog
      addFlow(Counter.backlogNumber, backlog, index)
      addFlow(Counter.inProgressNumber, backlog, index)
    }
    endRate(index, month: 0)
  }

  /// A rate that makes units is over when what remained is used up, or when its window is over and
  /// nothing is left in its backlog.
  func endRate(_ index: Int, month: Int) {
    stepStates[index].isOver =
      stepStates[index].remaining <= 0
      || (Int32(month) >= steps[index].windowEnd && stepStates[index].backlog <= 0)
  }

  /// Adds a quantity without sizes to a pair of counters of a step and its programme.
  @inline(__always)
  func addFlow(_ counter: Int, _ quantity: Double, _ index: Int) {
    let base = Int(steps[index].counters) + counter
    counters[base] += quantity
    counters[base + 1] += quantity
    if !steps[index].isSole {
      let other = Int(programmes[Int(steps[index].programme)].counters) + counter
      counters[other] += quantity
      counters[other + 1] += quantity
    }
  }

  /// Draws the month's output and what the step could pass on of it, before any grant.
  func wantOutput(_ index: Int, _ month: Int) {
    let isStopped =
      stepStates[index].isStopped || !works(index, month)
      || (!steps[index].riskLinks.isEmpty && riskEffects(index, month).speed <= 0)
    if steps[index].isFed {
      let drawn = isStopped ? 0 : drawOutput(index, month)
      stepStates[index].drawn = drawn
      stepStates[index].wanted = min(
        drawn, min(fedStock(index, month), min(stepStates[index].cap, stepStates[index].remaining))
      )
      return
    }
    let queues = steps[index].queues
    let drawn = isStopped && !queues ? 0 : drawOutput(index, month)
    stepStates[index].drawn = drawn
    stepStates[index].wanted =
      isStopped
      ? 0
      : max(
        0,
        min(
          stepStates[index].backlog + drawn,
          min(stepStates[index].cap, stepStates[index].remaining)))
  }

  /// The quantity of the units that were there at the month's start.
  private func fedStock(_ index: Int, _ month: Int) -> Double {
    var stock = 0.0
    let count = Int(units[index].queue.count)
    if count == 0 { return 0 }
    let base = units[index].queue.base
    for i in 0..<count where base[i].time < Double(month) { stock += base[i].remaining }
    return stock
  }

  func workRate(_ index: Int, _ month: Int) {
    if !steps[index].isPrepared { wantOutput(index, month) }
    var done = stepStates[index].wanted
    if !steps[index].uses.isEmpty { done = granted(done, index, month) }
    if steps[index].isFed {
      if units[index].queue.count > 0 { passStock(done, index, month) }
      if steps[index].hasCost { spend(done, index, month) }
      stepStates[index].remaining -= done
      return
    }
    if steps[index].hasRemaining {
      stepStates[index].remaining = StepRecord.rest(
        stepStates[index].remaining - done, after: done)
    }
    if steps[index].queues {
      let backlog = stepStates[index].backlog + stepStates[index].drawn - done
      setBacklog(StepRecord.rest(backlog, after: done), index)
    } else if stepStates[index].drawn > done {
      addFlow(Counter.lostNumber, stepStates[index].drawn - done, index)
    }
    endRate(index, month: month)
    guard done > 0 else { return }
    if steps[index].hasCost { spend(done, index, month) }
    if steps[index].isSole {
      addFlow(Counter.startedNumber, done, index)
      addFlow(Counter.completedNumber, done, index)
      programmeStates[Int(steps[index].programme)].lastFinish = Double(month)
    } else {
      passOn(done, index, month)
    }
  }

  /// A backlog is set, not added to, so that rounding leaves no speck of one that is worked off.
  func setBacklog(_ backlog: Double, _ index: Int) {
    let change = backlog - stepStates[index].backlog
    stepStates[index].backlog = backlog
    for counter in [Counter.backlogNumber, Counter.inProgressNumber] {
      let base = Int(steps[index].counters) + counter
      counters[base] = backlog
      counters[base + 1] = backlog
      guard !steps[index].isSole else { continue }
      let other = Int(programmes[Int(steps[index].programme)].counters) + counter
      counters[other] += change
      counters[other + 1] += change
      settle(other)
    }
  }

  /// What a rate passes on with the month's grant: whole units that are served, no more than crews that
  /// are short can do, and no more than is paid for.
  private func granted(_ wanted: Double, _ index: Int, _ month: Int) -> Double {
    let served = min(wanted, stepStates[index].grantedUnits)
    let share = stepStates[index].share
    var done = served
    if share < 1 {
      done *= share
      if steps[index].isCount { done = min(served, wholeUnits(done, index, month)) }
    }
    if stepStates[index].paid < 1 { done = min(done, stepStates[index].paid * served) }
    if steps[index].consumes { consume(done, index) }
    return done
  }

  /// The whole number of units that a short grant is good for, on average the grant.
  ///
  /// Fractions are rounded by one uniform number for all that the month's pool grants: of grants of 2.5 and
  /// 2.5, one does 3 and the other 2, so that together they do what the pool is good for.
  /// Source: systematic sampling; Madow (1949), doi:10.1214/aoms/1177729988.
  private func wholeUnits(_ granted: Double, _ index: Int, _ month: Int) -> Double {
    let pool = Int(stepStates[index].scarcest)
    if poolStates[pool].uniform.isNaN {
      poolStates[pool].uniform = roundingUniform(ofPool: pool, month)
    }
    let rounded = Simulator.wholeUnits(
      granted, after: poolStates[pool].countsGranted, poolStates[pool].uniform)
    poolStates[pool].countsGranted = rounded.after
    return rounded.units
  }

  /// The number by which the fractions of all that a pool grants to counts in a month are rounded.
  func roundingUniform(ofPool pool: Int, _ month: Int) -> Double {
    uniform(pools[pool].tag, month: month, .thinning)
  }

  /// The whole units of a grant, and what the pool has granted to counts after it.
  static func wholeUnits(
    _ granted: Double, after before: Double, _ uniform: Double
  ) -> (units: Double, after: Double) {
    // What rounding has left of a whole number is that number.
    func settled(_ sum: Double) -> Double {
      (sum - sum.rounded()).magnitude < 1e-9 ? sum.rounded() : sum
    }
    let after = settled(before + granted)
    return ((after + uniform).rounded(.down) - (before + uniform).rounded(.down), after)
  }

  /// Units made by a rate stand at the month's end and go to the next step.
  private func passOn(_ done: Double, _ index: Int, _ month: Int) {
    let source = Int(steps[index].source)
    if steps[index].emitsUnits {
      stepStates[index].passed += done
      let whole = Simulator.wholeUnits(in: stepStates[index].passed)
      let fresh = whole - stepStates[index].emitted
      guard fresh < Double(StreamKey.unitLimit) else {
        return note(Overflow(step: Int32(index), isNumber: true, month: Int32(month)))
      }
      stepStates[index].emitted = whole
      var left = Int(fresh)
      while left > 0 {
        let count = min(left, Simulator.groupLimit)
        emit(count, of: 1, source, index, month)
        left -= count
      }
    } else {
      emit(1, of: done, source, index, month)
    }
  }

  /// Whole units only; the fraction of one waits for its rest.
  static func wholeUnits(in passed: Double) -> Double {
    (passed * (1 + 1e-12) + 1e-9).rounded(.down)
  }

  /// Units, or one lot, that are made by a rate and leave it at the month's end.
  private func emit(_ count: Int, of number: Double, _ source: Int, _ index: Int, _ month: Int) {
    addFlow(Counter.startedNumber, Double(count) * number, index)
    let group = newcomers.base
    for i in 0..<count {
      group[i] = Unit(source: source, unit: takeUnit(source))
      group[i].number = number
      group[i].time = Double(month)
      group[i].isStarted = true
      group[i].isLot = !steps[index].emitsUnits
    }
    enterProgramme(group, count, Int(steps[index].programme))
    // They are in progress at the step that they are just leaving.
    add(Counter.inProgressNumber, Double(count) * number, 1, index)
    leave(group, count, index, month)
  }

  /// Works off a stock of units, first come first served.
  private func passStock(_ done: Double, _ index: Int, _ month: Int) {
    var left = done
    while left > 0, units[index].queue.count > 0 {
      let first = units[index].queue.base
      if first.pointee.time >= Double(month) { break }
      var unit: Unit
      if first.pointee.remaining <= left * (1 + 1e-9) {
        unit = units[index].queue.removeFirst()
        left -= unit.remaining
      } else if first.pointee.isLot {
        unit = takePart(left, of: &first.pointee)
        left = 0
      } else {
        beginWork(&first.pointee, index)
        first.pointee.remaining -= left
        return
      }
      beginWork(&unit, index)
      unit.time = Double(month)
      leave(&unit, index, month)
    }
  }

  /// Takes a quantity out of a lot that waits: a lot is many units, and those that have passed go on.
  private func takePart(_ quantity: Double, of lot: inout Unit) -> Unit {
    var part = lot
    let number = quantity / lot.size
    part.number = number
    part.remaining = quantity
    lot.number -= number
    lot.remaining -= quantity
    return part
  }

  /// A level moves by the month's change and stays within its bounds.
  func workLevel(_ index: Int, _ month: Int) {
    if steps[index].isPrepared, stepStates[index].isStopped { return }
    let change = drawOutput(index, month)
    let counter = Int(steps[index].counters) + Counter.level
    counters[counter] = steps[index].cut(counters[counter] + change)
  }
}

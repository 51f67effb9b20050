/// Looking ahead: when season, factors and risks alone decide how fast a step is, a unit's finish is
/// known when it enters, and nothing need be done for it month by month. What is counted, and in
/// which month, is the same.
extension Simulator {
  /// Puts a unit into service.
  func serve(_ token: Int, _ index: Int, _ month: Int) {
    var index = index
    if steps[index].isForeseeable {
      runAhead(token, &index, month, until: 0)
    } else {
      append(token, to: &stepStates[index].service)
    }
  }

  /// Works on a unit that came to a step during the month: the time at which it finishes that too
  /// this month, or nil when it is dealt with. The step becomes the one that it finishes.
  @inline(__always)
  func carryOn(_ token: Int, _ index: inout Int, _ month: Int) -> Double? {
    if steps[index].isForeseeable {
      return runAhead(token, &index, month, until: month) ? tokens[token].time : nil
    }
    // Who came after the month's grants holds none, and does not begin.
    let waits = !steps[index].uses.isEmpty && tokens[token].time >= Double(month)
    if !waits, let finish = progress(token, index, month) { return finish }
    append(token, to: &stepStates[index].service)
    return nil
  }

  /// Takes a unit through foreseeable steps as far as they reach, counting each passage in its month.
  /// Returns true, with the unit's time set and the step that it finishes, when that is by month `until`
  /// and the step has to be left in the ordinary way.
  @discardableResult
  private func runAhead(_ token: Int, _ index: inout Int, _ start: Int, until: Int) -> Bool {
    var month = start
    while true {
      month = foresee(token, index, month)
      let next = nextAhead(index)
      if month > months {
        stepStates[index].service.count += 1
        return false
      }
      guard let next else {
        if month <= until { return true }
        stepStates[index].service.count += 1
        append(token, to: &dueLists[index * months + month - 1])
        return false
      }
      let number = tokens[token].number
      let size = tokens[token].size
      let programme = Int(steps[index].programme)
      count(
        SIMD8(0, 0, number, number * size, -number, -number * size, 0, 0),
        Int(steps[index].counters), month)
      tokens[token].isOpening = false
      if next == WayRecord.done {
        count(
          SIMD8(0, 0, number, number * size, -number, -number * size, 0, 0),
          Int(programmes[programme].counters), month)
        let finish = tokens[token].time
        programmeStates[programme].lastFinish = max(
          programmeStates[programme].lastFinish, finish)
        free(token)
        return false
      }
      index = Int(next)
      count(
        SIMD8(number, number * size, 0, 0, number, number * size, 0, 0),
        Int(steps[index].counters), month)
      tokens[token].left = 1
      tokens[token].remaining = duration(token, index, month: month)
    }
  }

  /// The step a unit may pass on to ahead of time, ``WayRecord/done`` at the end, or nil when it has
  /// to be left in the ordinary way.
  @inline(__always)
  private func nextAhead(_ index: Int) -> Int32? {
    guard steps[index].isPassedAhead else { return nil }
    let range = steps[index].ways
    if range.isEmpty { return WayRecord.done }
    guard range.end - range.start == 1 else { return nil }
    let next = ways[Int(range.start)].step
    return next >= 0 && steps[Int(next)].isPassedAhead ? next : nil
  }

  /// Adds to the first eight counters from `base` when the month comes, at once when it has.
  @inline(__always)
  private func count(_ change: SIMD8<Double>, _ base: Int, _ month: Int) {
    if month <= registers[0].monthCounted {
      for lane in 0..<8 { counters[base + lane] += change[lane] }
      return settle(base + Counter.inProgressNumber)
    }
    let block = base / Counter.count
    ahead[block * months + month - 1] += change
    aheadUntil[block] = max(aheadUntil[block], Int32(month))
  }

  /// Counts what was foreseen for this month.
  func countAhead(_ month: Int) {
    let now = Int32(month)
    registers[0].monthCounted = month
    for block in 0..<aheadUntil.count where aheadUntil[block] >= now {
      let change = ahead[block * months + month - 1]
      let base = block * Counter.count
      for lane in 0..<8 { counters[base + lane] += change[lane] }
      settle(base + Counter.inProgressNumber)
    }
  }

  /// The month in which a unit will finish a foreseeable step, its time set to the finish; a month
  /// past the horizon when it will not.
  private func foresee(_ token: Int, _ index: Int, _ from: Int) -> Int {
    var time = tokens[token].time
    var remaining = tokens[token].remaining
    if steps[index].isSteady {
      let finish = time + remaining
      // A finish allows 1e-9 relative: durations that add up to a month fill it.
      let whole = Int(min(finish - 1e-9 * remaining, 1e6))
      tokens[token].time = min(finish, Double(whole + 1))
      // One that takes no time finishes in the month in which it came.
      return remaining <= 0 ? from : max(from, whole + 1)
    }
    var month = from
    while month <= months {
      let end = Double(month)
      if time < end || remaining <= 0 {
        var speed = baseSpeed(index, month)
        if !steps[index].riskLinks.isEmpty {
          speed = finite(speed * riskSpeed(index, month), index, month)
        }
        let work = speed * (end - time)
        if speed > 0, remaining <= work * (1 + 1e-9) {
          tokens[token].time = min(end, time + remaining / speed)
          return month
        }
        remaining -= work
        time = end
      }
      month += 1
    }
    return month
  }

  /// The units that were foreseen to finish this month.
  func finishDue(_ index: Int, _ month: Int) {
    let list = index * months + month - 1
    while dueLists[list].head >= 0 {
      let token = popFirst(&dueLists[list])
      stepStates[index].service.count -= 1
      let finish = tokens[token].time
      leave(token, index, at: finish, month: month)
      if steps[index].isEndless { supplyEndless(index, at: finish, month) }
    }
  }
}

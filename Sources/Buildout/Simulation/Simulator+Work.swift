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

  private func setUnitSpeed(_ index: Int, _ month: Int) {
    var speed = baseSpeed(index, month)
    var delays: UInt32 = 0
    for link in steps[index].riskLinks.indices {
      let risk = risk(Int(riskLinks[link].risk), month)
      guard risk.isActing else { continue }
      if !riskLinks[link].isUnit { speed *= risk.speed }
      if risks[Int(riskLinks[link].risk)].delay.isPresent {
        delays |= 1 << UInt32(link - Int(steps[index].riskLinks.start))
      }
    }
    stepStates[index].speed = finite(speed, index, month)
    stepStates[index].delays = delays
    stepStates[index].speedMonth = Int32(month)
  }

  /// Season, window and factors.
  @inline(__always)
  func baseSpeed(_ index: Int, _ month: Int) -> Double {
    let speed = baseSpeeds[index * months + month - 1]
    return steps[index].loadings.isEmpty ? speed : speed * loadedSpeed(index, month)
  }

  /// Which of the risks that are settled unit by unit strike this one.
  func settleUnitRisks(_ token: Int, _ index: Int) {
    let links = steps[index].riskLinks
    for link in links.indices where riskLinks[link].isUnit {
      let risk = Int(riskLinks[link].risk)
      generator.select(trial: trial, riskKey(token, riskLinks[link].unitTags, .riskEvent, visit: 0))
      if generator.uniform() < riskStates[risk].chance {
        tokens[token].struck |= 1 << UInt32(link - Int(links.start))
      }
    }
  }

  /// Whether a unit is struck is one draw for all its steps and visits; how long that delays it is
  /// one for each.
  private func riskKey(_ token: Int, _ tags: Int32, _ purpose: Purpose, visit: Int32) -> StreamKey {
    let source = tokens[token].source
    let programme = Int(sources[Int(source)].programme)
    let local = source - programmes[programme].sources.start
    return StreamKey(
      entity: unitTags[Int(tags + local)], unit: UInt32(tokens[token].unit), purpose: purpose,
      visit: UInt16(truncatingIfNeeded: visit))
  }

  /// Lengthens a unit's visit by the delays that act now and have not lengthened it before.
  @inline(__always)
  func delay(_ token: Int, _ index: Int, _ month: Int) {
    _ = unitSpeed(index, month)
    let delays = stepStates[index].delays & ~tokens[token].delayed
    if delays != 0 { applyDelays(token, index, delays) }
  }

  private func applyDelays(_ token: Int, _ index: Int, _ delays: UInt32) {
    let links = steps[index].riskLinks
    for link in links.indices {
      let bit: UInt32 = 1 << UInt32(link - Int(links.start))
      guard delays & bit != 0, tokens[token].delayed & bit == 0 else { continue }
      let risk = risks[Int(riskLinks[link].risk)]
      if riskLinks[link].isUnit, tokens[token].struck & bit == 0 { continue }
      tokens[token].delayed |= bit
      if risk.delay.each == .unit, !risk.delay.isCertain {
        let visit = tokens[token].visit
        generator.select(
          trial: trial, riskKey(token, riskLinks[link].delayTags, .delay, visit: visit))
        tokens[token].remaining += max(0, risk.delay.sampler.draw(generator))
      } else {
        tokens[token].remaining += max(0, value(risk.delay, month: 0))
      }
    }
  }

  /// The speed of one unit before any grant.
  func speed(of token: Int, _ index: Int, _ month: Int) -> Double {
    var speed = unitSpeed(index, month)
    if tokens[token].struck != 0 {
      let links = steps[index].riskLinks
      for link in links.indices where riskLinks[link].isUnit {
        let bit: UInt32 = 1 << UInt32(link - Int(links.start))
        let risk = risk(Int(riskLinks[link].risk), month)
        if tokens[token].struck & bit != 0, risk.isActing { speed *= risk.speed }
      }
      return finite(speed, index, month)
    }
    return speed
  }

  /// All units of a step, in the order in which they came.
  func workUnits(_ index: Int, _ month: Int) {
    if stepStates[index].held.head >= 0 { releaseHeld(index, month) }
    if steps[index].isForeseeable { return finishDue(index, month) }
    guard stepStates[index].service.head >= 0, !stepStates[index].isStopped else { return }
    let end = Double(month)
    var previous: Int32 = -1
    var current = stepStates[index].service.head
    while current >= 0 {
      let token = Int(current)
      if tokens[token].time >= end {
        previous = current
      } else if tokens[token].slot >= 0, isCancelled(token) {
        remove(token, after: previous, from: &stepStates[index].service)
        bury(token, index)
      } else if let finish = progress(token, index, month) {
        remove(token, after: previous, from: &stepStates[index].service)
        leave(token, index, at: finish, month: month)
        if steps[index].isEndless { supplyEndless(index, at: finish, month) }
      } else {
        previous = current
      }
      // Units may have come to the end of the list meanwhile.
      current = previous >= 0 ? tokens[Int(previous)].next : stepStates[index].service.head
    }
  }

  private func releaseHeld(_ index: Int, _ month: Int) {
    let opens = steps[index].opens
    let bit = plan.scenario.calendar.month(month).monthOfYear - 1
    guard opens & (1 << UInt16(bit)) != 0 else { return }
    while stepStates[index].held.head >= 0 {
      let token = popFirst(&stepStates[index].held)
      leave(token, index, at: Double(month), month: month)
    }
  }

  /// Works on one unit until the month's end: the time at which it finishes the step, or nil when it
  /// does not.
  @inline(__always)
  func progress(_ token: Int, _ index: Int, _ month: Int) -> Double? {
    steps[index].kind == .takes
      ? workDuration(token, index, month) : tryChance(token, index, month)
  }

  @inline(__always)
  private func workDuration(_ token: Int, _ index: Int, _ month: Int) -> Double? {
    let end = Double(month)
    var speed = speed(of: token, index, month)
    delay(token, index, month)
    if steps[index].isPrepared, stepStates[index].isStopped { speed = 0 }
    let share = speed > 0 && !steps[index].uses.isEmpty ? grant(token, index) : 1
    // A month in which the step stood still is gone.
    let time = max(tokens[token].time, end - 1)
    let remaining = tokens[token].remaining
    var work = speed * share * (end - time)
    // Crews that are short slow a unit down; money that is short leaves part of the work undone.
    let paid = stepStates[index].paid
    if paid < 1 { work = min(work, paid * min(speed * (end - time), remaining)) }
    // A finish allows 1e-9 relative: durations that add up to a month fill it.
    if speed * share > 0, remaining <= work * (1 + 1e-9) {
      account(token, index, share: tokens[token].left, month)
      tokens[token].left = 0
      return min(end, time + remaining / (speed * share))
    }
    if work > 0 {
      let part = tokens[token].left * work / remaining
      account(token, index, share: part, month)
      tokens[token].left -= part
      tokens[token].remaining = remaining - work
    }
    tokens[token].time = end
    return nil
  }

  @inline(__always)
  private func tryChance(_ token: Int, _ index: Int, _ month: Int) -> Double? {
    let end = Double(month)
    // What came during the month has its first chance in the next.
    guard tokens[token].time < end else { return nil }
    tokens[token].time = end
    if stepStates[index].isStopped { return nil }
    let speed = speed(of: token, index, month)
    guard speed > 0 else { return nil }
    var chance = self.chance(token, index, month) * speed
    if !steps[index].uses.isEmpty {
      let paid = stepStates[index].paid
      let share = grant(token, index)
      guard share > 0 else { return nil }
      consume(tokens[token].number * paid, index)
      chance = min(1, chance) * min(share, paid)
    }
    generator.select(trial: trial, unitKey(token, index, month: month, .chance))
    guard generator.uniform() < chance else { return nil }
    spend(token, index, share: 1, month)
    return end
  }

  private func chance(_ token: Int, _ index: Int, _ month: Int) -> Double {
    let law = steps[index].law
    if law.isCertain { return law.constant }
    switch law.each {
    case .unit:
      generator.select(trial: trial, unitKey(token, index, month: 0, .level))
      return law.sampler.draw(generator)
    case .month: return draw(law, month: month)
    case .trial:
      if stepStates[index].lawValue.isNaN { stepStates[index].lawValue = draw(law, month: 0) }
      return stepStates[index].lawValue
    }
  }

  /// The grant a unit works with this month, 0 to 1; work begins with the first one.
  private func grant(_ token: Int, _ index: Int) -> Double {
    var share = stepStates[index].share
    if steps[index].hasWholePool {
      let number = tokens[token].number
      let given = min(number, max(0, stepStates[index].grantedUnits))
      stepStates[index].grantedUnits -= given
      // A unit is served or not; a lot from a continuous rate may be served in part.
      share = number > 1 ? share * given / number : given < number - 1e-9 ? 0 : share
    }
    if min(share, stepStates[index].paid) > 0 { beginWork(token, index) }
    return share
  }

  /// What a share of a unit's work at a step costs and uses up.
  @inline(__always)
  private func account(_ token: Int, _ index: Int, share: Double, _ month: Int) {
    spend(token, index, share: share, month)
    if !steps[index].uses.isEmpty { consume(tokens[token].number * share, index) }
  }

  /// Money for a share of a unit's work at a step.
  @inline(__always)
  private func spend(_ token: Int, _ index: Int, share: Double, _ month: Int) {
    guard steps[index].hasCost else { return }
    var quantity = tokens[token].number * tokens[token].size * share
    if tokens[token].struck != 0 {
      let links = steps[index].riskLinks
      for link in links.indices where riskLinks[link].isUnit {
        let bit: UInt32 = 1 << UInt32(link - Int(links.start))
        let risk = risk(Int(riskLinks[link].risk), month)
        if tokens[token].struck & bit != 0, risk.isActing { quantity *= risk.cost }
      }
    }
    spend(quantity, index, month)
  }

  /// Money for a quantity of work at a step.
  func spend(_ quantity: Double, _ index: Int, _ month: Int) {
    var cost = steps[index].cost.constant
    if cost != cost { cost = value(steps[index].cost, month: 0) }
    let money = quantity * cost * riskCost(index, month)
    counters[Int(steps[index].counters) + Counter.spent] += money
    if !steps[index].isSole {
      let programme = Int(steps[index].programme)
      counters[Int(programmes[programme].counters) + Counter.spent] += money
    }
  }
}

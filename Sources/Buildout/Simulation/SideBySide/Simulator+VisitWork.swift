import CVisits
import Sampling

/// Stages 3 and 4 for units that take time and come to the same steps in every trial: what they want and how far they
/// get in a month, in all trials that are begun together, as ``Simulator/workUnits(_:_:)`` has it for a single one.
extension Simulator {
  /// The month's speed of a step, in trials in which any of its units is there.
  @inline(__always)
  private func visitSpeed(_ index: Int, _ month: Int, in lanes: LaneMask) -> Eight {
    visits.steps[index].speedMonth == Int32(month)
      ? line(visits.row(Visits.Row.speed, ofStep: index)) : findSpeed(index, month, in: lanes)
  }

  /// Finds speed and price.
  @inline(never)
  private func findSpeed(_ index: Int, _ month: Int, in lanes: LaneMask) -> Eight {
    if steps[index].hasCost {
      setLine(
        visits.row(Visits.Row.price, ofStep: index), stepLines[index].cost * riskCosts(index, month)
      )
    }
    let (found, areBounded) = speeds(index, month)
    guard areBounded else { return speeds(index, month, in: lanes) }
    setLine(visits.row(Visits.Row.speed, ofStep: index), found)
    visits.steps[index].speedMonth = Int32(month)
    return found
  }

  private func visitSpeed(_ index: Int, _ month: Int) -> Eight {
    visitSpeed(index, month, in: line(visits.row(Visits.Row.standing, ofStep: index)) .> 0)
  }

  /// The units that could be worked on this month, their delays known.
  func wantWork(_ index: Int, _ month: Int) {
    let step = visits.steps.base + index
    while step.pointee.first < step.pointee.end,
      visits.open[Int(steps[index].firstVisit + step.pointee.first)] == 0
    {
      step.pointee.first += 1
    }
    stepLines[index].served = .zero
    guard step.pointee.first < step.pointee.end else { return }
    if step.pointee.isDelayable { delayVisits(index, month) }
    if steps[index].uses.isEmpty { return }
    stepLines[index].served = line(visits.row(Visits.Row.standing, ofStep: index))
      .replacing(with: 0, where: visitSpeed(index, month) .<= 0)
  }

  // MARK: A month's work

  /// Sets what the units of a step have this month.
  private func setOut(_ index: Int, _ month: Int) {
    let now = visits.given.base
    let speed = visitSpeed(index, month)
    let hasUses = !steps[index].uses.isEmpty
    let (share, paid) = (stepLines[index].share, stepLines[index].paid)
    now.pointee.begin = Double(month - 1)
    now.pointee.has_cost = steps[index].hasCost ? 1 : 0
    now.pointee.has_lots = programmes[Int(steps[index].programme)].hasLots ? 1 : 0
    now.pointee.accounts = steps[index].hasCost || steps[index].consumes ? 1 : 0
    now.pointee.is_short = steps[index].consumes && isAny(paid .< 1) ? 1 : 0
    now.pointee.may_begin = hasUses ? 1 : 0
    setLine(given(CVISITS_SPEED), speed)
    setLine(given(CVISITS_RATE), hasUses ? speed * share : speed)
    setLine(given(CVISITS_PAID), hasUses ? paid : Eight(repeating: 1))
    now.pointee.is_limited = setServed(index, month) ? 1 : 0
  }

  /// A line of the step at hand.
  @inline(__always)
  private func given(_ row: Int32) -> Visits.Cells {
    UnsafeMutableRawPointer(visits.given.base).assumingMemoryBound(to: Double.self)
      + Int(row) * Simulator.lanes
  }

  /// Sets whom an indivisible pool serves: those who came before some moment, and some of those who came then. Returns
  /// whether that is not everybody.
  private func setServed(_ index: Int, _ month: Int) -> Bool {
    if steps[index].orderRow < 0 { return false }
    let standing = line(visits.row(Visits.Row.standing, ofStep: index))
    guard isAny(stepLines[index].served .< standing) else { return false }
    var before = Eight(repeating: .infinity)
    var rest = Eight(repeating: 0)
    var left = stepLines[index].served
    for order in 1..<2 * month {
      let serving = line(visits.serving + (Int(steps[index].orderRow) + order) * Simulator.lanes)
      let isHere = (before .== .infinity) .& (left .< serving)
      before.replace(with: Double(order), where: isHere)
      rest.replace(with: left, where: isHere)
      left -= serving
    }
    setLine(given(CVISITS_BEFORE), before)
    setLine(given(CVISITS_REST), rest)
    return true
  }

  private func units(ofStep index: Int) -> cvisits_units {
    let cell = Int(steps[index].firstVisit) * Simulator.lanes
    let member = memberIndex(0, ofStep: index) * Simulator.lanes
    return cvisits_units(
      remaining: visits.remaining + cell, left: visits.left + cell, time: visits.time + cell,
      waits: visits.waits + cell, orders: visits.orders + (steps[index].orderRow < 0 ? 0 : cell),
      weights: visits.weights + member, quantities: visits.quantities + member)
  }

  /// How much of whole steps the month's progress of the units served would be.
  func consumption(_ index: Int, _ month: Int) -> Eight {
    let (first, end) = (visits.steps[index].first, visits.steps[index].end)
    guard first < end, isAny(stepLines[index].served .> 0) else { return .zero }
    setOut(index, month)
    var units = units(ofStep: index)
    cvisits_consumption(visits.given.base, &units, first, end, given(CVISITS_WORKED))
    return line(given(CVISITS_WORKED))
  }

  /// All units of a step. All are worked on before the first of those that finish leaves.
  func workVisits(_ index: Int, _ month: Int) {
    let (first, end) = (visits.steps[index].first, visits.steps[index].end)
    guard first < end else { return }
    if visits.steps[index].held > 0, isOpen(index, month) { releaseHeldVisits(index, month) }
    guard isAny(line(visits.row(Visits.Row.standing, ofStep: index)) .> 0) else { return }
    setOut(index, month)
    var units = units(ofStep: index)
    let finishing = Int(
      cvisits_work(visits.given.base, &units, first, end, visits.finishes.base))
    account(index)
    for i in 0..<finishing {
      let finish = visits.finishes[i]
      leave(Int(finish.place), index, Int(finish.lane), at: finish.time, month)
    }
  }

  private func releaseHeldVisits(_ index: Int, _ month: Int) {
    for place in Int(visits.steps[index].first)..<Int(visits.steps[index].end) {
      let cell = position(place, index) * Simulator.lanes
      for lane in 0..<Simulator.lanes where visits.time[cell + lane] == Visits.held {
        leave(place, index, lane, at: Double(month), month)
      }
    }
  }

  /// What units did together: those that were begun, and what it cost and used up.
  private func account(_ index: Int) {
    if !steps[index].uses.isEmpty {
      let started = given(CVISITS_STARTED)
      let programme = Int(steps[index].programme)
      for row in 0..<2 {
        let ofStep = visits.row(Visits.Row.started + row, ofStep: index)
        setLine(ofStep, line(ofStep) + line(started + row * Simulator.lanes))
        let ofProgramme = visits.row(Visits.Row.started + row, ofProgramme: programme)
        setLine(ofProgramme, line(ofProgramme) + line(started + (2 + row) * Simulator.lanes))
      }
    }
    if steps[index].hasCost {
      let quantity = line(given(CVISITS_QUANTITY))
      let money = quantity * line(visits.row(Visits.Row.price, ofStep: index))
      let spent = visits.row(Visits.Row.spent, ofStep: index)
      setLine(spent, line(spent) + money.replacing(with: 0, where: quantity .<= 0))
    }
    guard steps[index].consumes else { return }
    let worked = line(given(CVISITS_WORKED))
    for use in steps[index].uses.indices where !pools[Int(uses[use].pool)].isReusable {
      poolLines[Int(uses[use].pool)].granted += uses[use].amount * worked
    }
  }

  /// Works on a unit that came to service during the month, to the month's end; if it finishes, it goes on.
  func workOn(_ place: Int, _ index: Int, _ lane: Int, from time: Double, _ month: Int) {
    let cell = position(place, index) * Simulator.lanes + lane
    let end = Double(month)
    if visits.steps[index].isDelayable {
      delayVisit(place, index, lane, delaysActing(index, lane, month))
    }
    let speed =
      visits.steps[index].speedMonth == Int32(month)
      ? visits.row(Visits.Row.speed, ofStep: index)[lane]
      : findSpeed(index, month, in: SIMD8<Int64>(0, 1, 2, 3, 4, 5, 6, 7) .== Int64(lane))[lane]
    let since = max(time, end - 1)
    let work = speed * (end - since)
    let remaining = visits.remaining[cell]
    let finishes = speed > 0 && remaining <= work * (1 + 1e-9)
    if steps[index].hasCost, finishes || work > 0 {
      let part = finishes ? visits.left[cell] : visits.left[cell] * (work / remaining)
      let member = memberIndex(place, ofStep: index) * Simulator.lanes + lane
      visits.row(Visits.Row.spent, ofStep: index)[lane] +=
        part * visits.quantities[member] * visits.row(Visits.Row.price, ofStep: index)[lane]
      visits.left[cell] -= part
    }
    if finishes { return leave(place, index, lane, at: min(end, since + remaining / speed), month) }
    visits.remaining[cell] = remaining - work
    visits.time[cell] = end
  }

  // MARK: Delays

  /// Which of a step's risks, by position, act this month in a trial and lengthen visits to it.
  private func delaysActing(_ index: Int, _ lane: Int, _ month: Int) -> UInt32 {
    var acting: UInt32 = 0
    let links = steps[index].riskLinks.indices
    for link in links where risks[Int(riskLinks[link].risk)].delay.isPresent {
      let risk = Int(riskLinks[link].risk)
      if environments[lane].riskMonths[risk * months + month - 1].isActing {
        acting |= 1 << UInt32(link - links.lowerBound)
      }
    }
    return acting
  }

  /// Which of a step's risks may lengthen the visit of a unit that comes there in some trials.
  func meetDelays(_ place: Int, _ index: Int, _ lanes: Range<Int>) {
    let programme = programmes[Int(steps[index].programme)]
    let member = visits.members[memberIndex(place, ofStep: index)]
    let open = visits.delays.base + position(place, index) * Simulator.lanes
    for lane in lanes { open[lane] = 0 }
    let links = steps[index].riskLinks.indices
    for link in links where risks[Int(riskLinks[link].risk)].delay.isPresent {
      let bit: UInt32 = 1 << UInt32(link - links.lowerBound)
      guard riskLinks[link].isUnit else {
        for lane in lanes { open[lane] |= bit }
        continue
      }
      let source = Int(member.source)
      let slot = programme.steps.indices.count + 2 + Int(riskLinks[link].unitRisk)
      let tag = unitTags[Int(riskLinks[link].unitTags) + source - Int(programme.sources.start)]
      let numbers = kept(source, unit: Int(member.number), uniform, .riskEvent, slot, tag)
      for lane in lanes {
        let chance = environments[lane].riskStates[Int(riskLinks[link].risk)].chance
        open[lane] |= numbers[lane] < chance ? bit : 0
      }
    }
    for lane in lanes where open[lane] != 0 { visits.steps[index].isDelayable = true }
  }

  /// Lengthens visits by the delays that act now and have not lengthened them before.
  private func delayVisits(_ index: Int, _ month: Int) {
    let range = Int(visits.steps[index].first)..<Int(visits.steps[index].end)
    var isOver = true
    for lane in 0..<registers[0].begun {
      let acting = delaysActing(index, lane, month)
      for place in range {
        let cell = position(place, index) * Simulator.lanes + lane
        if visits.delays[cell] == 0 { continue }
        if visits.time[cell] <= Double(month - 1) { delayVisit(place, index, lane, acting) }
        isOver = isOver && visits.delays[cell] == 0
      }
    }
    if isOver { visits.steps[index].isDelayable = false }
  }

  private func delayVisit(_ place: Int, _ index: Int, _ lane: Int, _ acting: UInt32) {
    let cell = position(place, index) * Simulator.lanes + lane
    let now = visits.delays[cell] & acting
    if now == 0 { return }
    turn(to: lane)
    visits.delays[cell] &= ~now
    let member = visits.members[memberIndex(place, ofStep: index)]
    let links = steps[index].riskLinks.indices
    for link in links where now & 1 << UInt32(link - links.lowerBound) != 0 {
      if hasPast { takeDraws(ofRisk: Int(riskLinks[link].risk), month: 0) }
      visits.remaining[cell] += max(0, delay(riskLinks[link], member, index, lane))
    }
  }

  /// How long a risk delays a unit in the trial at hand.
  private func delay(_ link: RiskLink, _ member: Member, _ index: Int, _ lane: Int) -> Double {
    let delay = risks[Int(link.risk)].delay
    guard delay.each == .unit, !delay.isCertain else { return value(delay, month: 0) }
    let programme = programmes[Int(steps[index].programme)]
    let tag = unitTags[Int(link.delayTags + member.source - programme.sources.start)]
    if delay.sampler.isDrawnSideBySide {
      let place = Int(programme.unitRisks + link.unitDelay)
      let slot = programme.steps.indices.count + 2 + place
      return kept(
        Int(member.source), unit: Int(member.number), delay.sampler, .delay, slot, tag)[lane]
    }
    let source = Int(member.source)
    let trial =
      past.map {
        $0.trial(
          ofUnit: UInt32(member.number), source: source,
          programme: Int(sources[source].programme), month: registers[0].month, in: lane)
      } ?? self.trial
    generator.select(
      trial: trial, StreamKey(entity: tag, unit: UInt32(member.number), purpose: .delay))
    return delay.sampler.draw(generator)
  }
}

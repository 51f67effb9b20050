import Sampling

/// Clusters that are simulated in all trials side by side, at the end of a month in which something is known of them.
extension Simulator {
  /// Sets flows to what is known of them and brings units to what was counted, as ``settleFlows(cluster:month:)`` and
  /// ``settleUnits(cluster:month:)`` have it for a single trial.
  func settle(_ cluster: ClusterRecord, _ month: Int) {
    guard let past, month <= past.asOf, past.hasFacts, !cluster.steps.isEmpty else { return }
    let first = Int(clusterMembers[Int(cluster.steps.start)])
    let index = Int(programmes[Int(steps[first].programme)].cluster)
    for i in past.flows(ofCluster: index, month: month) { setFlow(i, past) }
    for i in past.milestones(ofCluster: index, month: month) {
      for lane in 0..<registers[0].begun where registers[0].live[lane] != 0 {
        turn(to: lane)
        bring(to: past.milestones[i], cluster, past, month)
      }
    }
    guard month == past.asOf else { return }
    for position in cluster.steps.indices {
      let index = Int(clusterMembers[position])
      if steps[index].kind == .chance { renewChances(index, past) }
      if past.durations[index] != nil { renewVisits(index, past) }
    }
  }

  // MARK: Flows

  private func setFlow(_ i: Int, _ past: SimulatorPast) {
    let fact = past.flows[i]
    let value = Eight(repeating: fact.value)
    let lines = stepLines.base + fact.step
    switch fact.counter {
    case Counter.completed: setDone(value, i, past)
    case Counter.backlog: lines.pointee.backlog = value
    case Counter.lost: lines.pointee.lost += value - lines.pointee.lost
    case Counter.spent: lines.pointee.spent = value
    case Counter.level: lines.pointee.level = value
    default: preconditionFailure("a flow has no such counter")
    }
  }

  private func setDone(_ value: Eight, _ i: Int, _ past: SimulatorPast) {
    let fact = past.flows[i]
    let lines = stepLines.base + fact.step
    let more = value - lines.pointee.done
    for lane in 0..<registers[0].begun { past.rests(of: lane)[i] = more[lane] }
    lines.pointee.done += more
    for use in steps[fact.step].uses.indices where !pools[Int(uses[use].pool)].isReusable {
      poolLines[Int(uses[use].pool)].granted += uses[use].amount * more
    }
    if steps[fact.step].hasRemaining {
      lines.pointee.remaining = greatest(.zero, lines.pointee.remaining - more)
    }
    if steps[fact.step].queues, !fact.knowsBacklog {
      lines.pointee.backlog = greatest(.zero, lines.pointee.backlog - more)
    }
  }

  // MARK: Counted

  /// Where fewer have begun or finished in the trial at hand than were counted, those that are furthest do; where more
  /// have finished by a chance, some are there again.
  private func bring(
    to milestone: SimulatorPast.Milestone, _ cluster: ClusterRecord, _ past: SimulatorPast,
    _ month: Int
  ) {
    var missing = past.counted(milestone) - reached(milestone, past, month)
    if missing < -0.5, milestone.isOfSoleChance, !milestone.isBegun {
      return reopen(Int((-missing).rounded()), of: milestone.programme, past, month)
    }
    guard missing > 0.5 else { return }
    defer { provide(cluster) }
    for (step, next) in milestone.path {
      while missing > 0.5 {
        if steps[step].kind == .chance {
          guard !milestone.isBegun, finishFirstChance(step, month) else { break }
        } else if milestone.isBegun, milestone.step == step || milestone.step < 0 {
          guard beginFirstVisit(step, ofProgramme: milestone.step < 0) else { break }
        } else {
          guard let place = furthestVisit(step) else { break }
          bringVisit(place, from: step, to: next, milestone, month)
        }
        missing -= 1
      }
    }
  }

  /// How many units have begun or finished so far.
  private func reached(
    _ milestone: SimulatorPast.Milestone, _ past: SimulatorPast, _ month: Int
  ) -> Double {
    let programme = programmes[milestone.programme]
    let index = milestone.step < 0 ? Int(programme.steps.start) : milestone.step
    // Of what nobody looks at nothing is moved.
    let isCounted =
      milestone.step < 0 || steps[index].isRead
      || Int(steps[index].ordinal) < UnitMark.steps && past.tellsApart(programme.sources)
    guard isCounted else { return .infinity }
    if steps[index].kind == .chance {
      return milestone.isBegun ? stepLines[index].started[lane] : stepLines[index].done[lane]
    }
    let row = milestone.isBegun ? Visits.Row.started : Visits.Row.done
    return milestone.step < 0
      ? visits.row(row, ofProgramme: milestone.programme)[lane]
      : visits.row(row, ofStep: index)[lane]
  }

  /// Crews that are on one unit or on none and whose number is drawn once are at least as many as are at work.
  private func provide(_ cluster: ClusterRecord) {
    for position in cluster.pools.indices {
      let pool = Int(clusterMembers[position])
      let drawn = poolLines[pool].drawnValue[lane]
      guard pools[pool].isWhole, pools[pool].isReusable, !drawn.isNaN, splitShares[pool] > 0 else {
        continue
      }
      var held = 0.0
      for position in cluster.steps.indices {
        let step = Int(clusterMembers[position])
        for use in steps[step].uses.indices where Int(uses[use].pool) == pool {
          for place in visitsThere(step) where visits.waits[cell(place, step)] == 0 {
            held += uses[use].amount * visits.weights[weight(place, step)]
          }
        }
      }
      poolLines[pool].drawnValue[lane] = max(drawn, held / splitShares[pool])
    }
  }

  // MARK: Steps with a chance

  /// Has the unit that came first finish in the trial at hand. False where none is there.
  private func finishFirstChance(_ index: Int, _ month: Int) -> Bool {
    let (count, lane) = (chances[index].count, lane)
    for i in chances[index].first..<max(chances[index].first, count) {
      let unit = chances[index].base + i
      guard unit.pointee.remaining[lane] < unit.pointee.left[lane] else { continue }
      unit.pointee.left[lane] = unit.pointee.remaining[lane]
      stepLines[index].done[lane] += 1
      stepLines[index].backlog[lane] -= 1
      stepLines[index].lastFinish[lane] = max(stepLines[index].lastFinish[lane], Double(month))
      if steps[index].hasCost {
        let size = unitSize(ofProgramme: Int(steps[index].programme))
        stepLines[index].spent[lane] +=
          size * stepLines[index].cost[lane] * riskEffects(index, month).cost
      }
      return true
    }
    return false
  }

  /// Has units be there again in the trial at hand, those that came last, each with a new number.
  private func reopen(_ number: Int, of index: Int, _ past: SimulatorPast, _ month: Int) {
    let (step, lane) = (Int(programmes[index].steps.start), lane)
    var missing = number
    for source in programmes[index].sources.indices.reversed() where hasCome(source, month) {
      let all = chanceUnits[source].indices
      for i in all.reversed() where missing > 0 {
        let unit = chances[step].base + i
        // One that there is not in this trial has a number above all.
        guard unit.pointee.remaining[lane] < 2, !unit.pointee.isThere[lane] else { continue }
        generator.select(
          trial: past.fresh,
          StreamKey(
            entity: unitTags[Int(sources[source].tags)], unit: UInt32(i - all.lowerBound),
            month: UInt8(month), purpose: .chance))
        unit.pointee.remaining[lane] = generator.uniform()
        unit.pointee.left[lane] = 1
        chances[step].first = min(chances[step].first, i)
        stepLines[step].done[lane] -= 1
        stepLines[step].backlog[lane] += 1
        if steps[step].hasCost {
          let size = unitSize(ofProgramme: index)
          stepLines[step].spent[lane] -=
            size * stepLines[step].cost[lane] * riskEffects(step, month).cost
        }
        missing -= 1
      }
    }
  }

  /// Units that have the draws of another trial have numbers of their own from now on.
  private func renewChances(_ index: Int, _ past: SimulatorPast) {
    let programme = Int(steps[index].programme)
    for source in programmes[programme].sources.indices
    where past.borrows(source: source, programme: programme) && hasCome(source, past.asOf) {
      for i in chanceUnits[source].indices {
        let number = UInt32(i) - UInt32(chanceUnits[source].start)
        let unit = chances[index].base + i
        for lane in 0..<registers[0].begun
        where unit.pointee.remaining[lane] < unit.pointee.left[lane] {
          turn(to: lane)
          let donor = past.trial(
            ofUnit: number, source: source, programme: programme, month: past.asOf)
          guard donor != past.own else { continue }
          let tag = unitTags[Int(sources[source].tags)]
          generator.select(
            trial: past.fresh, StreamKey(entity: tag, unit: number, purpose: .chance))
          unit.pointee.remaining[lane] = generator.uniform()
          unit.pointee.left[lane] = 1
        }
      }
    }
  }

  /// Whether the units of a source in place or planned have come by a month's end.
  func hasCome(_ source: Int, _ month: Int) -> Bool {
    sources[source].entry == .opening
      || sources[source].entry == .planned && Int(sources[source].month) <= month
  }
}

/// The same in a single trial.
extension Simulator {
  /// Sets flows to what is known of them at a month's end.
  func settleFlows(cluster: Int, month: Int) {
    guard hasPast, let past, month <= past.asOf else { return }
    for i in past.flows(ofCluster: cluster, month: month) {
      let fact = past.flows[i]
      let index = fact.step
      let counter = Int(steps[index].counters) + fact.counter
      switch fact.counter {
      case Counter.completed:
        let more = fact.value - counters[counter]
        past.setRest(more, i)
        addFlow(Counter.startedNumber, more, index)
        addFlow(Counter.completedNumber, more, index)
        if steps[index].consumes { consume(more, index) }
        if steps[index].hasRemaining {
          stepStates[index].remaining = max(0, stepStates[index].remaining - more)
        }
        if steps[index].queues, !fact.knowsBacklog {
          setBacklog(max(0, stepStates[index].backlog - more), index)
        }
        endRate(index, month: month)
      case Counter.backlog:
        setBacklog(fact.value, index)
        endRate(index, month: month)
      case Counter.lost:
        addFlow(Counter.lostNumber, fact.value - counters[counter], index)
      default: counters[counter] = fact.value
      }
    }
  }
}

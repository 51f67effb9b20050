import Sampling

/// Units at the end of a month up to which something is known of them.
extension Simulator {
  /// Brings units to what was counted, and gives those that have borrowed their past a future of their own.
  func settleUnits(cluster: Int, month: Int) {
    guard hasPast, let past, month <= past.asOf, past.hasFacts else { return }
    for i in past.milestones(ofCluster: cluster, month: month) {
      let milestone = past.milestones[i]
      bring(past.counted(milestone), to: milestone, past, month)
    }
    guard month == past.asOf else { return }
    for position in clusters[cluster].steps.indices {
      let index = Int(clusterMembers[position])
      if steps[index].kind == .chance || past.durations[index] != nil { renew(index, past) }
    }
  }

  // MARK: Counted

  /// Where fewer have begun or finished than were counted, those that are furthest do: the trial had not the crews or
  /// the money that there were.
  private func bring(
    _ number: Double, to milestone: SimulatorPast.Milestone, _ past: SimulatorPast, _ month: Int
  ) {
    var missing = number - reached(milestone, past)
    if missing < -0.5, milestone.isOfSoleChance, !milestone.isBegun {
      return reopen(Int((-missing).rounded()), of: milestone.programme, past, month)
    }
    guard missing > 0.5 else { return }
    defer { provide(cluster: milestone.cluster) }
    for (step, next) in milestone.path {
      while missing > 0.5 {
        if milestone.isBegun, milestone.step == step || milestone.step < 0 {
          guard beginFurthest(step, ofProgramme: milestone.step < 0, month) else { break }
        } else {
          guard var unit = takeFurthest(step) else { break }
          bring(&unit, from: step, to: next, milestone, month)
        }
        missing -= 1
      }
    }
  }

  /// Crews that are on one unit or on none and whose number is drawn once are at least as many as are at work: the
  /// trial has no fewer from now on.
  private func provide(cluster: Int) {
    for position in clusters[cluster].pools.indices {
      let pool = Int(clusterMembers[position])
      let drawn = poolStates[pool].drawnValue
      guard pools[pool].isWhole, pools[pool].isReusable, !drawn.isNaN, splitShares[pool] > 0 else {
        continue
      }
      var held = 0.0
      for position in clusters[cluster].steps.indices {
        let step = Int(clusterMembers[position])
        for use in steps[step].uses.indices where Int(uses[use].pool) == pool {
          for i in 0..<Int(units[step].service.count) where units[step].service.base[i].hasBegun {
            held += uses[use].amount * units[step].service.base[i].number
          }
        }
      }
      poolStates[pool].drawnValue = max(drawn, held / splitShares[pool])
    }
  }

  /// Has units be there again that have finished by a chance which is all that their programme has, those that came
  /// last: more have finished in the trial than were counted. Such a step forgets how long it was tried, so each has a
  /// new number.
  private func reopen(_ number: Int, of index: Int, _ past: SimulatorPast, _ month: Int) {
    let step = Int(programmes[index].steps.start)
    var isThere: Set<SIMD2<Int32>> = []
    for list in [units[step].service, units[step].queue] {
      for i in 0..<Int(list.count) {
        isThere.insert(SIMD2(list.base[i].source, Int32(list.base[i].unit)))
      }
    }
    var missing = number
    for source in programmes[index].sources.indices.reversed() {
      for number in (0..<sourceStates[source].nextUnit).reversed() where missing > 0 {
        if isThere.contains(SIMD2(Int32(source), Int32(number))) { continue }
        var unit = Unit(source: source, unit: number)
        drawSizes(&unit, 1, source, month)
        (unit.isStarted, unit.hasBegun, unit.time) = (true, true, Double(month))
        generator.select(
          trial: past.fresh,
          StreamKey(
            entity: unitTags[Int(sources[source].tags)], unit: number, month: UInt8(month),
            purpose: .chance))
        unit.remaining = generator.uniform()
        add(Counter.inProgressNumber, 1, unit.size, step)
        add(Counter.completedNumber, -1, unit.size, step)
        addToProgramme(Counter.inProgressNumber, 1, unit.size, index)
        addToProgramme(Counter.completedNumber, -1, unit.size, index)
        spend(-unit.size, step, month)
        units[step].service.append(unit)
        missing -= 1
      }
    }
  }

  /// How many units have begun or finished so far.
  private func reached(_ milestone: SimulatorPast.Milestone, _ past: SimulatorPast) -> Double {
    let counter = milestone.isBegun ? Counter.startedNumber : Counter.completedNumber
    let programme = programmes[milestone.programme]
    guard milestone.step >= 0 else { return counters[Int(programme.counters) + counter] }
    let step = steps[milestone.step]
    if step.isRead { return counters[Int(step.counters) + counter] }
    let mark =
      milestone.isBegun
      ? UnitMark.started(atStep: Int(step.ordinal)) : UnitMark.completed(atStep: Int(step.ordinal))
    // Of what nobody looks at nothing is moved.
    return mark.flatMap { past.number($0, ofSources: programme.sources) } ?? .infinity
  }

  /// Takes a unit on its way, and lets it finish at once what lies between.
  private func bring(
    _ unit: inout Unit, from step: Int, to next: Int, _ milestone: SimulatorPast.Milestone,
    _ month: Int
  ) {
    let path = milestone.path
    var (step, next) = (step, next)
    while true {
      beginWork(&unit, step)
      account(unit, share: steps[step].kind == .takes ? unit.left : 1, step, month)
      unit.time = Double(month)
      countLeaving(&unit, 1, step)
      if next == step { return goOn(&unit, step, month) }
      if next < 0 { return finishUnit(unit, step, at: Double(month)) }
      unit.left = 1
      unit.hasBegun = false
      unit.delayed = 0
      unit.struck = 0
      step = next
      add(Counter.inProgressNumber, unit.number, unit.size, step)
      if step == milestone.step, milestone.isBegun {
        meet(&unit, step, month)
        beginWork(&unit, step, wasWaiting: false)
        return units[step].service.append(unit)
      }
      beginWork(&unit, step, wasWaiting: false)
      next = path.first { $0.step == step }?.next ?? -1
    }
  }

  /// Begins with the unit of a step that has waited longest. Returns whether there was one.
  private func beginFurthest(_ index: Int, ofProgramme: Bool, _ month: Int) -> Bool {
    func waits(_ unit: Unit) -> Bool {
      !unit.hasBegun && !(ofProgramme ? unit.isStarted : unit.isOpening)
    }
    for i in 0..<Int(units[index].service.count) where waits(units[index].service.base[i]) {
      beginWork(&units[index].service.base[i], index)
      return true
    }
    for i in 0..<Int(units[index].queue.count) where waits(units[index].queue.base[i]) {
      var unit = units[index].queue.base[i]
      units[index].queue.remove(i..<i + 1)
      beginWork(&unit, index)
      unit.time = Double(month)
      units[index].service.append(unit)
      return true
    }
    return false
  }

  /// Takes out the unit of a step that has least left, those in service first.
  private func takeFurthest(_ index: Int) -> Unit? {
    if units[index].held.count > 0 { return units[index].held.removeFirst() }
    let count = Int(units[index].service.count)
    if count > 0 {
      let base = units[index].service.base
      var i = 0
      if steps[index].kind == .takes {
        for other in 1..<max(1, count) where base[other].remaining < base[i].remaining {
          i = other
        }
      }
      let unit = base[i]
      units[index].service.remove(i..<i + 1)
      return unit
    }
    return units[index].queue.count > 0 ? units[index].queue.removeFirst() : nil
  }

  // MARK: Renewed

  /// What a unit has left was drawn in another trial, where it may have been worked on longer without finishing. What
  /// is known here is that it takes longer than it has been worked on here: so much it draws anew.
  private func renew(_ index: Int, _ past: SimulatorPast) {
    for list in [units[index].service, units[index].queue] where list.count > 0 {
      for i in 0..<Int(list.count) { renew(&list.base[i], index, past) }
    }
  }

  private func renew(_ unit: inout Unit, _ index: Int, _ past: SimulatorPast) {
    let donor = past.trial(
      ofUnit: unit.unit, source: Int(unit.source),
      programme: Int(sources[Int(unit.source)].programme),
      month: past.layout.asOf)
    // Where crews are shared, what others have borrowed changes how long this unit had one.
    let source = Int(unit.source)
    guard past.borrows(source: source, programme: Int(sources[source].programme)),
      donor != past.own || !steps[index].uses.isEmpty
    else { return }
    if steps[index].kind == .chance {
      generator.select(trial: past.fresh, unitKey(unit, index, .chance))
      unit.remaining = generator.uniform()
      unit.left = 1
      return
    }
    guard unit.delayed == 0, unit.struck == 0 else { return }
    generator.select(trial: donor, unitKey(unit, index, .duration))
    let least = steps[index].leastDuration
    let drawn = max(least, steps[index].distribution.sampler.draw(generator))
    var share = 1.0
    let progress = sources[source].progress
    if unit.isOpening, progress.isPresent {
      if progress.isOfUnit {
        generator.select(
          trial: donor, StreamKey(entity: progress.tag, unit: unit.unit, purpose: .progress))
        share = 1 - min(1, max(0, progress.sampler.draw(generator)))
      } else {
        share = 1 - min(1, max(0, value(progress, month: 0)))
      }
    }
    generator.select(trial: past.fresh, unitKey(unit, index, .duration))
    if let left = past.renewed(unit.remaining, index, drawn, share, least: least, generator) {
      unit.remaining = left
    }
  }
}

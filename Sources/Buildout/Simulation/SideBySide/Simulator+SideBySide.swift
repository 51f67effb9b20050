import Sampling

/// Clusters that are simulated in all trials that are begun together side by side: their month, and stages 4 and 6 of
/// steps with a rate or a level, as the other extensions have them for a single trial.
extension Simulator {
  func openSideBySide(_ cluster: ClusterRecord) {
    for position in cluster.pools.indices { poolLines[Int(clusterMembers[position])] = PoolLines() }
    registers[0].month = 1
    registers[0].live = SIMD8(repeating: 0)
    for lane in 0..<registers[0].begun { registers[0].live[lane] = 1 }
    for position in cluster.steps.indices {
      let index = Int(clusterMembers[position])
      var lines = StepLines()
      let owner = Int(steps[index].programme)
      lines.remaining = eight(steps[index].remaining, of: owner)
      lines.cap = eight(steps[index].cap, of: owner)
      if steps[index].queues { lines.backlog = eight(steps[index].backlog, of: owner) }
      if steps[index].hasCost { lines.cost = eight(steps[index].cost, of: owner) }
      if steps[index].kind == .level {
        lines.level = steps[index].cut(eight(steps[index].start, of: owner))
      }
      let isTimed = steps[index].kind == .takes
      if isTimed ? steps[index].distribution.each == .trial : !steps[index].drawsMonthly {
        lines.drawnValue = eight(steps[index].distribution, of: owner)
      }
      stepLines[index] = lines
      if steps[index].kind == .chance { openChance(index) }
    }
    openVisits(cluster)
  }

  func advanceSideBySide(_ cluster: ClusterRecord, month: Int) {
    registers[0].month = month
    for lane in 0..<registers[0].begun {
      let isOver = overflows[lane].trial < .max && Int(overflows[lane].month) <= month
      registers[0].live[lane] = isOver ? 0 : 1
    }
    for position in plannedPositions(cluster, month) {
      let source = Int(clusterMembers[position])
      if programmes[Int(sources[source].programme)].isLasting {
        enterVisits(source, month)
      } else {
        enterPlannedChances(source)
      }
    }
    for position in cluster.steps.indices {
      let index = Int(clusterMembers[position])
      switch steps[index].kind {
      case .takes: wantWork(index, month)
      case .chance: wantChance(index, month)
      case .rate: want(index, month)
      case .level: break
      }
    }
    for position in cluster.pools.indices { openPoolLines(Int(clusterMembers[position]), month) }
    for index in cluster.classes.indices { grantSideBySide(poolClasses[index], month) }
    for position in cluster.steps.indices {
      let index = Int(clusterMembers[position])
      switch steps[index].kind {
      case .takes: workVisits(index, month)
      case .chance: tryChances(index, month)
      case .rate:
        let done = work(index, month)
        if !steps[index].isSole { passOnLot(done, index, month) }
      case .level: moveLevel(index, month)
      }
    }
    if hasPast { settle(cluster, month) }
    for position in cluster.pools.indices { closePoolLines(Int(clusterMembers[position])) }
  }

  /// A number of each trial, worked out one after the other; 0 in those that have overflowed.
  ///
  /// - Parameters:
  ///   - programme: The programme whose number it is; -1 for none.
  ///   - month: The month in which it is drawn.
  @inline(__always)
  func each(of programme: Int = -1, in month: Int = 1, _ body: () -> Double) -> Eight {
    var numbers = Eight(repeating: 0)
    for lane in 0..<registers[0].begun where registers[0].live[lane] != 0 {
      turn(to: lane)
      if hasPast, programme >= 0 { takeDraws(ofProgramme: programme, month: month) }
      numbers[lane] = body()
    }
    return numbers
  }

  /// A number of a programme, drawn once per trial or in a month.
  func eight(_ quantity: QuantityRecord, of programme: Int, month: Int = 0) -> Eight {
    quantity.isCertain
      ? Eight(repeating: quantity.constant)
      : each(of: programme, in: max(1, month)) { value(quantity, month: month) }
  }

  // MARK: Wanting

  private func want(_ index: Int, _ month: Int) {
    let lines = stepLines.base + index
    guard works(index, month) else {
      lines.pointee.drawn = .zero
      lines.pointee.served = .zero
      return
    }
    var drawn = drawOutputs(index, month)
    let isStopped =
      steps[index].riskLinks.isEmpty ? nil : each { riskEffects(index, month).speed } .<= 0
    if let isStopped, !steps[index].queues { drawn.replace(with: 0, where: isStopped) }
    // Numbers that only some flows have are not looked at in the others.
    var wanted = drawn
    if steps[index].isBounded {
      let most = least(lines.pointee.cap, lines.pointee.remaining)
      wanted = least(lines.pointee.backlog + drawn, most)
      if let isStopped { wanted.replace(with: 0, where: isStopped) }
    }
    lines.pointee.drawn = drawn
    lines.pointee.served = greatest(.zero, wanted)
  }

  /// What the month's distribution gives, after season, factors and risks.
  private func drawOutputs(_ index: Int, _ month: Int) -> Eight {
    if steps[index].drawsMonthly, !steps[index].isCount || steps[index].riskLinks.isEmpty {
      let drawn = UnsafeRawPointer(outputs.base + outputIndex(index, 0, month))
        .loadUnaligned(as: Eight.self)
      let bound = Eight(repeating: Simulator.bound)
      if !isAny(.!((drawn .< bound) .& (drawn .> -bound))) { return drawn }
    }
    return each(of: Int(steps[index].programme), in: month) {
      stepStates[index].drawnValue = stepLines[index].drawnValue[lane]
      return drawOutput(index, month)
    }
  }

  /// A level moves by the month's change and stays within its bounds.
  private func moveLevel(_ index: Int, _ month: Int) {
    let change = works(index, month) ? drawOutputs(index, month) : .zero
    stepLines[index].level = steps[index].cut(stepLines[index].level + change)
  }

  // MARK: Work

  /// What a step with a rate passes on.
  private func work(_ index: Int, _ month: Int) -> Eight {
    let lines = stepLines.base + index
    let done = granted(index, month)
    if steps[index].hasRemaining {
      lines.pointee.remaining = StepRecord.rest(lines.pointee.remaining - done, after: done)
    }
    if steps[index].queues {
      lines.pointee.backlog = StepRecord.rest(
        lines.pointee.backlog + lines.pointee.drawn - done, after: done)
    } else {
      lines.pointee.lost += greatest(.zero, lines.pointee.drawn - done)
    }
    if steps[index].hasCost { spend(done, index, month) }
    lines.pointee.done += done
    lines.pointee.lastFinish.replace(with: Double(month), where: done .> 0)
    return done
  }

  /// Money for a quantity of work.
  func spend(_ done: Eight, _ index: Int, _ month: Int) {
    stepLines[index].spent += (done * stepLines[index].cost * riskCosts(index, month))
      .replacing(with: 0, where: done .<= 0)
  }

  /// What is done with the month's grant: whole units that are served, no more than crews that are short can
  /// do, and no more than is paid for.
  private func granted(_ index: Int, _ month: Int) -> Eight {
    let lines = stepLines.base + index
    let served = lines.pointee.served
    var done = served * lines.pointee.share
    if steps[index].isCount {
      for lane in 0..<registers[0].begun where lines.pointee.share[lane] < 1 {
        done[lane] = min(served[lane], wholeUnits(done[lane], index, month, lane))
      }
    }
    if steps[index].consumes {
      done = least(done, lines.pointee.paid * served)
      for use in steps[index].uses.indices where !pools[Int(uses[use].pool)].isReusable {
        poolLines[Int(uses[use].pool)].granted += uses[use].amount * done
      }
    }
    return done
  }

  private func wholeUnits(_ granted: Double, _ index: Int, _ month: Int, _ lane: Int) -> Double {
    let pool = Int(stepLines[index].scarcest[lane])
    if poolLines[pool].uniform[lane].isNaN {
      turn(to: lane)
      if hasPast { takeDraws(ofProgramme: Int(steps[index].programme), month: month) }
      poolLines[pool].uniform[lane] = roundingUniform(ofPool: pool, month)
    }
    let rounded = Simulator.wholeUnits(
      granted, after: poolLines[pool].countsGranted[lane], poolLines[pool].uniform[lane])
    poolLines[pool].countsGranted[lane] = rounded.after
    return rounded.units
  }

  // MARK: Reading

  /// Numbers that measures are made of, at the month's end: some of the leaves, each to its line.
  func readSideBySide(_ range: Slice32, month: Int, into cells: UnsafeMutablePointer<Double>) {
    for index in range.indices {
      UnsafeMutableRawPointer(cells + index * Simulator.lanes)
        .storeBytes(of: read(leaves[index], month), as: Eight.self)
    }
  }

  private func read(_ leaf: LeafRecord, _ month: Int) -> Eight {
    if leaf.kind == .granted { return poolLines[Int(leaf.index)].grantedSoFar }
    let step = Int(leaf.step)
    let programme = Int(steps[step].programme)
    if programmes[programme].isLasting { return readVisits(leaf, programme, month) }
    if steps[step].kind == .chance { return readChance(leaf, month) }
    if leaf.kind == .finish {
      return Eight(repeating: .infinity)
        .replacing(with: stepLines[step].lastFinish, where: isRateOver(step, month))
    }
    return readRate(step, Int(leaf.index - steps[step].counters))
  }

  /// In which trials a rate has made all that it ever will.
  func isRateOver(_ index: Int, _ month: Int) -> LaneMask {
    (stepLines[index].remaining .<= 0)
      .| ((stepLines[index].backlog .<= 0)
        .& LaneMask(repeating: Int32(month) >= steps[index].windowEnd))
  }

  func readRate(_ index: Int, _ counter: Int) -> Eight {
    switch counter {
    case Counter.startedNumber, Counter.started, Counter.completedNumber, Counter.completed:
      stepLines[index].done
    case Counter.backlogNumber, Counter.backlog, Counter.inProgressNumber, Counter.inProgress:
      stepLines[index].backlog
    case Counter.lostNumber, Counter.lost: stepLines[index].lost
    case Counter.spent: stepLines[index].spent
    case Counter.level: stepLines[index].level
    // Nothing of a flow is cancelled.
    default: .zero
    }
  }
}

import Sampling

/// A number in each of the trials that are begun together.
typealias Eight = SIMD8<Double>

/// Those of them for which something holds.
typealias LaneMask = SIMDMask<SIMD8<Int64>>

/// A flow that shares pools with others, or a step with a chance or one that takes time.
struct FlowState: BitwiseCopyable {
  // This month.
  /// What a flow could do if nothing held it up; the chance of a step that has one.
  var drawn = Eight(repeating: 0)
  /// What it could pass on, or the units that could be worked on, and then what of it indivisible pools serve.
  var served = Eight(repeating: 0)
  /// Of units that take time, how much of whole steps the month's progress would be.
  var consumption = Eight(repeating: 0)
  /// Of what was asked for: what reusable pools hold for it, and what consumable ones pay.
  var share = Eight(repeating: 1)
  var paid = Eight(repeating: 1)
  /// The reusable pool that has least of what was asked of it, where the share is below 1.
  var scarcest = SIMD8<Int64>(repeating: 0)
  /// What waits; of a step with a chance, the units that are there.
  var backlog = Eight(repeating: 0)
  var remaining = Eight(repeating: .infinity)
  var cap = Eight(repeating: .infinity)
  var cost = Eight(repeating: 0)
  /// The distribution's value when drawn once per trial.
  var drawnValue = Eight(repeating: 0)
  // Since the horizon began.
  /// Units that have come to a step with a chance.
  var started = Eight(repeating: 0)
  var done = Eight(repeating: 0)
  var lost = Eight(repeating: 0)
  var spent = Eight(repeating: 0)
  /// When anything was last passed on.
  var lastFinish = Eight(repeating: 0)
  /// Of a step with a level.
  var level = Eight(repeating: 0)
}

/// A pool that only such steps share, as ``PoolState`` has it for a single trial.
struct FlowPool: BitwiseCopyable {
  var capacity = Eight(repeating: 0)
  var available = Eight(repeating: 0)
  var granted = Eight(repeating: 0)
  var grantedSoFar = Eight(repeating: 0)
  var carried = Eight(repeating: 0)
  var classAsk = Eight(repeating: 0)
  var countsGranted = Eight(repeating: 0)
  var uniform = Eight(repeating: .nan)
  var drawnValue = Eight(repeating: .nan)
}

/// Stages 4 and 6 for clusters whose trials are simulated side by side, all that are begun together, as the other
/// extensions have it for a single trial.
extension Simulator {
  func openFlows(_ cluster: ClusterRecord) {
    for position in cluster.pools.indices { flowPools[Int(clusterMembers[position])] = FlowPool() }
    registers[0].month = 1
    registers[0].live = SIMD8(repeating: 0)
    for lane in 0..<registers[0].begun { registers[0].live[lane] = 1 }
    for position in cluster.steps.indices {
      let index = Int(clusterMembers[position])
      var flow = FlowState()
      let owner = Int(steps[index].programme)
      flow.remaining = eight(steps[index].remaining, of: owner)
      flow.cap = eight(steps[index].cap, of: owner)
      if steps[index].queues { flow.backlog = eight(steps[index].backlog, of: owner) }
      if steps[index].hasCost { flow.cost = eight(steps[index].cost, of: owner) }
      if steps[index].kind == .level {
        flow.level = steps[index].cut(eight(steps[index].start, of: owner))
      }
      let isTimed = steps[index].kind == .takes
      if isTimed ? steps[index].distribution.each == .trial : !steps[index].drawsMonthly {
        flow.drawnValue = eight(steps[index].distribution, of: owner)
      }
      flows[index] = flow
      if steps[index].kind == .chance { openChance(index) }
    }
    openVisits(cluster)
  }

  func advanceFlows(_ cluster: ClusterRecord, month: Int) {
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
    for position in cluster.pools.indices { openFlowPool(Int(clusterMembers[position]), month) }
    for index in cluster.classes.indices { grantFlows(poolClasses[index], month) }
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
    for position in cluster.pools.indices { closeFlowPool(Int(clusterMembers[position])) }
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
    let flow = flows.base + index
    guard works(index, month) else {
      flow.pointee.drawn = .zero
      flow.pointee.served = .zero
      return
    }
    var drawn = drawOutputs(index, month)
    let isStopped =
      steps[index].riskLinks.isEmpty ? nil : each { riskEffects(index, month).speed } .<= 0
    if let isStopped, !steps[index].queues { drawn.replace(with: 0, where: isStopped) }
    // Numbers that only some flows have are not looked at in the others.
    var wanted = drawn
    if steps[index].isBounded {
      let most = least(flow.pointee.cap, flow.pointee.remaining)
      wanted = least(flow.pointee.backlog + drawn, most)
      if let isStopped { wanted.replace(with: 0, where: isStopped) }
    }
    flow.pointee.drawn = drawn
    flow.pointee.served = greatest(.zero, wanted)
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
      stepStates[index].drawnValue = flows[index].drawnValue[lane]
      return drawOutput(index, month)
    }
  }

  /// A level moves by the month's change and stays within its bounds.
  private func moveLevel(_ index: Int, _ month: Int) {
    let change = works(index, month) ? drawOutputs(index, month) : .zero
    flows[index].level = steps[index].cut(flows[index].level + change)
  }

  // MARK: Work

  /// What a step with a rate passes on.
  private func work(_ index: Int, _ month: Int) -> Eight {
    let flow = flows.base + index
    let done = granted(index, month)
    if steps[index].hasRemaining {
      flow.pointee.remaining = StepRecord.rest(flow.pointee.remaining - done, after: done)
    }
    if steps[index].queues {
      flow.pointee.backlog = StepRecord.rest(
        flow.pointee.backlog + flow.pointee.drawn - done, after: done)
    } else {
      flow.pointee.lost += greatest(.zero, flow.pointee.drawn - done)
    }
    if steps[index].hasCost { spend(done, index, month) }
    flow.pointee.done += done
    flow.pointee.lastFinish.replace(with: Double(month), where: done .> 0)
    return done
  }

  /// Money for a quantity of work.
  func spend(_ done: Eight, _ index: Int, _ month: Int) {
    flows[index].spent += (done * flows[index].cost * riskCosts(index, month))
      .replacing(with: 0, where: done .<= 0)
  }

  /// What is done with the month's grant: whole units that are served, no more than crews that are short can
  /// do, and no more than is paid for.
  private func granted(_ index: Int, _ month: Int) -> Eight {
    let flow = flows.base + index
    let served = flow.pointee.served
    var done = served * flow.pointee.share
    if steps[index].isCount {
      for lane in 0..<registers[0].begun where flow.pointee.share[lane] < 1 {
        done[lane] = min(served[lane], wholeUnits(done[lane], index, month, lane))
      }
    }
    if steps[index].consumes {
      done = least(done, flow.pointee.paid * served)
      for use in steps[index].uses.indices where !pools[Int(uses[use].pool)].isReusable {
        flowPools[Int(uses[use].pool)].granted += uses[use].amount * done
      }
    }
    return done
  }

  private func wholeUnits(_ granted: Double, _ index: Int, _ month: Int, _ lane: Int) -> Double {
    let pool = Int(flows[index].scarcest[lane])
    if flowPools[pool].uniform[lane].isNaN {
      turn(to: lane)
      if hasPast { takeDraws(ofProgramme: Int(steps[index].programme), month: month) }
      flowPools[pool].uniform[lane] = roundingUniform(ofPool: pool, month)
    }
    let rounded = Simulator.wholeUnits(
      granted, after: flowPools[pool].countsGranted[lane], flowPools[pool].uniform[lane])
    flowPools[pool].countsGranted[lane] = rounded.after
    return rounded.units
  }

  // MARK: Reading

  /// Numbers that measures are made of, at the month's end: some of the leaves, each to its line.
  func readFlows(_ range: Slice32, month: Int, into cells: UnsafeMutablePointer<Double>) {
    for index in range.indices {
      UnsafeMutableRawPointer(cells + index * Simulator.lanes)
        .storeBytes(of: read(leaves[index], month), as: Eight.self)
    }
  }

  private func read(_ leaf: LeafRecord, _ month: Int) -> Eight {
    if leaf.kind == .granted { return flowPools[Int(leaf.index)].grantedSoFar }
    let step = Int(leaf.step)
    let programme = Int(steps[step].programme)
    if programmes[programme].isLasting { return readVisits(leaf, programme, month) }
    if steps[step].kind == .chance { return readChance(leaf, month) }
    if leaf.kind == .finish {
      return Eight(repeating: .infinity)
        .replacing(with: flows[step].lastFinish, where: isOverFlow(step, month))
    }
    return readFlow(step, Int(leaf.index - steps[step].counters))
  }

  /// In which trials a rate has made all that it ever will.
  func isOverFlow(_ index: Int, _ month: Int) -> LaneMask {
    (flows[index].remaining .<= 0)
      .| ((flows[index].backlog .<= 0)
        .& LaneMask(repeating: Int32(month) >= steps[index].windowEnd))
  }

  func readFlow(_ index: Int, _ counter: Int) -> Eight {
    switch counter {
    case Counter.startedNumber, Counter.started, Counter.completedNumber, Counter.completed:
      flows[index].done
    case Counter.backlogNumber, Counter.backlog, Counter.inProgressNumber, Counter.inProgress:
      flows[index].backlog
    case Counter.lostNumber, Counter.lost: flows[index].lost
    case Counter.spent: flows[index].spent
    case Counter.level: flows[index].level
    // Nothing of a flow is cancelled.
    default: .zero
    }
  }
}

/// The smaller number of each pair, as `min` has it.
@inline(__always)
func least(_ a: Eight, _ b: Eight) -> Eight { a.replacing(with: b, where: b .< a) }

/// The greater number of each pair, as `max` has it.
@inline(__always)
func greatest(_ a: Eight, _ b: Eight) -> Eight { a.replacing(with: b, where: b .>= a) }

/// Whether anything holds in any of the trials.
@inline(__always)
func isAny(_ mask: SIMDMask<SIMD8<Int64>>) -> Bool {
  let bits = unsafeBitCast(mask, to: SIMD8<Int64>.self)
  let four = bits.lowHalf | bits.highHalf
  let two = four.lowHalf | four.highHalf
  return two.x | two.y != 0
}

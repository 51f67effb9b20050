import Sampling

struct PoolState: BitwiseCopyable {
  /// What there is for this month, and what of it is left to grant.
  var capacity = 0.0
  /// The capacity without what was carried over.
  var supply = 0.0
  var available = 0.0
  var asked = 0.0
  /// What a consumable pool granted and its steps used this month; of a reusable one, what is held.
  var granted = 0.0
  var grantedSoFar = 0.0
  /// Carried over from the month before.
  var carried = 0.0
  var classAsk = 0.0
  /// What it has granted to counts this month, in units, and the uniform number by which their fractions
  /// are rounded; no number until it is drawn.
  var countsGranted = 0.0
  var uniform = Double.nan
  /// The distribution's value when drawn once per trial; no number until it is drawn.
  var drawnValue = Double.nan
}

/// Stages 2 and 3: supply and grant.
extension Simulator {
  func drawSplits() {
    for split in plan.splits {
      generator.select(trial: trial, StreamKey(entity: split.tag, purpose: .level))
      split.distribution.draw(
        generator,
        into: UnsafeMutableBufferPointer(
          start: splitShares.base + split.first, count: split.distribution.count))
      for index in 0..<split.distribution.count {
        if let share = given(split.tag, index + 1) { splitShares[split.first + index] = share }
      }
    }
  }

  private func openPools(_ cluster: ClusterRecord, _ month: Int) {
    for position in cluster.pools.indices {
      let index = Int(clusterMembers[position])
      var capacity = supply(ofPool: index, month, &poolStates[index].drawnValue)
      poolStates[index].supply = capacity
      capacity += poolStates[index].carried
      if !capacity.isFinite { note(Overflow(pool: Int32(index), month: Int32(month))) }
      poolStates[index].capacity = capacity
      poolStates[index].available = capacity
      poolStates[index].asked = 0
      poolStates[index].granted = 0
      poolStates[index].countsGranted = 0
      poolStates[index].uniform = .nan
    }
  }

  /// What a pool has for a month, without what was carried over.
  ///
  /// - Parameter drawnValue: Keeps what is drawn once per trial; no number before.
  @inline(__always)
  func supply(ofPool index: Int, _ month: Int, _ drawnValue: inout Double) -> Double {
    let capacities = pools[index].capacities.indices
    let quantity =
      poolCapacities.base + capacities.lowerBound
      + (capacities.count == 1 ? 0 : month - 1)
    let certain = quantity.pointee.constant
    let drawn: Double
    if certain == certain {
      drawn = certain
    } else if capacities.count == 1, quantity.pointee.each == .trial {
      if drawnValue.isNaN { drawnValue = value(quantity.pointee, month: 0) }
      drawn = drawnValue
    } else {
      drawn = value(quantity.pointee, month: month)
    }
    var capacity = max(0, drawn) * splitShares[index]
    let season = Int(pools[index].season)
    if season >= 0 { capacity *= seasonWeights[season * months + month - 1] }
    for link in pools[index].riskLinks.indices {
      let risk = Int(riskLinks[link].risk)
      if self.risk(risk, month).isActing {
        takeDraws(ofRisk: risk, month: month)
        capacity *= max(
          0, value(risks[risk].capacity, month: risks[risk].capacity.each == .month ? month : 0))
        takeOwnDraws()
      }
    }
    return capacity
  }

  /// What is left of a consumable pool stays when it may be carried.
  func closePools(_ cluster: ClusterRecord) {
    for position in cluster.pools.indices {
      let index = Int(clusterMembers[position])
      // Shares of all that there was add up to it, whatever rounding left.
      let (granted, capacity) = (poolStates[index].granted, poolStates[index].capacity)
      if (granted - capacity).magnitude <= 1e-12 * capacity { poolStates[index].granted = capacity }
      poolStates[index].grantedSoFar += poolStates[index].granted
      poolStates[index].carried =
        pools[index].carries
        ? max(0, poolStates[index].capacity - poolStates[index].granted) : 0
    }
  }

  /// Reads the state at the month's start: which steps are stopped, who is admitted to service, what
  /// each step could use; then grants it.
  func prepareAndGrant(_ cluster: ClusterRecord, _ month: Int) {
    for position in cluster.watched.indices {
      let index = Int(clusterMembers[position])
      stepStates[index].isStopped = nextIsFull(index)
      stepStates[index].gatesAreOpen = gatesAreOpen(index)
    }
    for position in cluster.prepared.indices {
      let index = Int(clusterMembers[position])
      if isRate(index) {
        takeDraws(ofProgramme: Int(steps[index].programme), month: month)
        wantOutput(index, month)
        takeOwnDraws()
      } else if units[index].queue.count > 0 {
        admit(index, month)
      }
    }
    registers[0].monthGranted = month
    openPools(cluster, month)
    for i in cluster.classes.indices { grant(poolClasses[i], month) }
  }

  @inline(__always)
  private func isRate(_ index: Int) -> Bool { steps[index].kind == .rate }

  /// A buffer that is full at the month's start stops the step before it. A step does not stop itself:
  /// what comes back to it was in its buffer already.
  private func nextIsFull(_ index: Int) -> Bool {
    for way in steps[index].ways.indices {
      let next = Int(ways[way].step)
      guard next >= 0, next != index, steps[next].buffer < .max else { continue }
      if units[next].standing >= steps[next].buffer { return true }
    }
    return false
  }

  /// Fills free servers from the queue, once the gates are open.
  private func admit(_ index: Int, _ month: Int) {
    guard steps[index].gates.isEmpty || stepStates[index].gatesAreOpen else { return }
    while units[index].queue.count > 0, units[index].service.count < steps[index].servers {
      var unit = units[index].queue.removeFirst()
      unit.time = max(unit.time, Double(month - 1))
      if steps[index].uses.isEmpty { beginWork(&unit, index) }
      units[index].service.append(unit)
    }
  }

  /// Whether everything elsewhere that a step waits for is finished.
  private func gatesAreOpen(_ index: Int) -> Bool {
    for position in steps[index].gates.indices {
      let gate = gates[position]
      let programme = Int(gate.programme)
      let isFinished =
        gate.awaited.isEmpty
        ? isFinished(programme: programme) : arePassed(gate.awaited, of: programme)
      if !isFinished { return false }
    }
    return true
  }

  /// Whether no unit is, or will come, at or before some steps, and those that came were not all
  /// cancelled.
  private func arePassed(_ awaited: Slice32, of programme: Int) -> Bool {
    if programmeStates[programme].pending > 0 || isCancelledWhole(programme: programme) {
      return false
    }
    for index in awaited.indices {
      let step = Int(awaitedSteps[index])
      if steps[step].makesUnits {
        if !stepStates[step].isOver { return false }
      } else if counters[Int(steps[step].counters) + Counter.inProgressNumber] > 0 {
        return false
      }
    }
    return true
  }

  /// One priority class asks and is granted: whole units first, for they say who can be served at
  /// all, then shares.
  private func grant(_ group: PoolClass, _ month: Int) {
    for i in group.pools.indices { poolStates[Int(clusterMembers[i])].classAsk = 0 }
    for position in group.steps.indices {
      let index = Int(clusterMembers[position])
      if !isRate(index) { stepStates[index].wanted = unitsWanting(index, month) }
      stepStates[index].grantedUnits = steps[index].hasWholePool ? grantWhole(index) : .infinity
      let served = min(stepStates[index].wanted, stepStates[index].grantedUnits)
      stepStates[index].served = served
      stepStates[index].share = 1
      stepStates[index].paid = 1
      guard steps[index].usesShares, served > 0 else { continue }
      stepStates[index].consumption =
        steps[index].kind == .takes && steps[index].consumes ? consumption(index, month) : served
      for use in steps[index].uses.indices where !pools[Int(uses[use].pool)].isWhole {
        let ask = ask(index, use)
        poolStates[Int(uses[use].pool)].asked += ask
        poolStates[Int(uses[use].pool)].classAsk += ask
      }
    }
    if group.pools.isEmpty { return }
    for i in group.pools.indices {
      let pool = Int(clusterMembers[i])
      if !poolStates[pool].classAsk.isFinite {
        note(Overflow(pool: Int32(pool), month: Int32(month)))
      }
    }
    for position in group.steps.indices {
      let index = Int(clusterMembers[position])
      if steps[index].usesShares, stepStates[index].served > 0 { grantShares(index) }
    }
    for i in group.pools.indices {
      let pool = Int(clusterMembers[i])
      poolStates[pool].available = max(0, poolStates[pool].available - poolStates[pool].classAsk)
    }
  }

  /// Indivisible resources serve whole units, as many as the scarcest of them has.
  private func grantWhole(_ index: Int) -> Double {
    guard stepStates[index].wanted > 0 else { return 0 }
    var units = Double.infinity
    let wanted = whole(stepStates[index].wanted + 1e-9)
    for use in steps[index].uses.indices {
      let pool = Int(uses[use].pool)
      guard pools[pool].isWhole, uses[use].amount > 0 else { continue }
      let available = poolStates[pool].available
      let amount = uses[use].amount
      let fit = whole((amount == 1 ? available : available / amount) * (1 + 1e-12) + 1e-9)
      let given = min(wanted, fit)
      units = min(units, given)
      poolStates[pool].asked += uses[use].amount * stepStates[index].wanted
      poolStates[pool].available = max(0, available - given * uses[use].amount)
    }
    for use in steps[index].uses.indices {
      let pool = Int(uses[use].pool)
      if pools[pool].isWhole, pools[pool].isReusable {
        poolStates[pool].granted += uses[use].amount * units
      }
    }
    return units
  }

  /// A number of at least 0 rounded down; a large one has no fraction.
  @inline(__always)
  private func whole(_ number: Double) -> Double {
    number < 1e15 ? Double(Int(number)) : number
  }

  private func grantShares(_ index: Int) {
    var share = 1.0
    var paid = 1.0
    for use in steps[index].uses.indices {
      let pool = Int(uses[use].pool)
      let state = poolStates[pool]
      guard !pools[pool].isWhole, state.classAsk > state.available else { continue }
      let part = state.available / state.classAsk
      if !pools[pool].isReusable {
        paid = min(paid, part)
      } else if part < share {
        share = part
        stepStates[index].scarcest = Int32(pool)
      }
    }
    stepStates[index].share = share
    stepStates[index].paid = paid
    // What is held is what can be used with the scarcest pool; what is consumed is counted as it is.
    for use in steps[index].uses.indices {
      let pool = Int(uses[use].pool)
      if pools[pool].isReusable, !pools[pool].isWhole {
        poolStates[pool].granted += min(share, paid) * ask(index, use)
      }
    }
  }

  /// Reusable pools are asked for what is held all month, consumable ones for what the month's
  /// progress uses up.
  private func ask(_ index: Int, _ use: Int) -> Double {
    let isReusable = pools[Int(uses[use].pool)].isReusable
    return uses[use].amount
      * (isReusable ? stepStates[index].served : stepStates[index].consumption)
  }

  /// Takes what work used up out of the consumable pools.
  func consume(_ amount: Double, _ index: Int) {
    for use in steps[index].uses.indices {
      let pool = Int(uses[use].pool)
      if !pools[pool].isReusable { poolStates[pool].granted += uses[use].amount * amount }
    }
  }

  /// Units in service that could be worked on this month, their delays known.
  private func unitsWanting(_ index: Int, _ month: Int) -> Double {
    let count = Int(units[index].service.count)
    guard count > 0, !stepStates[index].isStopped else { return 0 }
    let speed = unitSpeed(index, month)
    let base = units[index].service.base
    if !stepStates[index].unitsDiffer {
      if speed <= 0 { return 0 }
      if !programmes[Int(steps[index].programme)].hasLots {
        if stepStates[index].delays != 0 { delay(base, 0..<count, index) }
        return Double(count)
      }
    }
    var wanting = 0.0
    for i in 0..<count where self.speed(of: base[i], index, month) > 0 {
      wanting += base[i].number
      delay(&base[i], index)
    }
    return wanting
  }

  /// How much of whole steps the month's progress of the units served would be.
  private func consumption(_ index: Int, _ month: Int) -> Double {
    let base = units[index].service.base
    let count = Int(units[index].service.count)
    var left = stepStates[index].served
    var consumed = 0.0
    if !stepStates[index].unitsDiffer, !programmes[Int(steps[index].programme)].hasLots {
      let speed = unitSpeed(index, month)
      for i in 0..<min(count, Int(left)) {
        // All of it where there is less left than a month's work.
        consumed += base[i].left * (speed / max(speed, base[i].remaining))
      }
      return consumed
    }
    for i in 0..<count where left > 0 {
      let speed = speed(of: base[i], index, month)
      guard speed > 0 else { continue }
      let number = min(left, base[i].number)
      left -= number
      let remaining = base[i].remaining
      consumed += number * base[i].left * (speed >= remaining ? 1 : speed / remaining)
    }
    return consumed
  }
}

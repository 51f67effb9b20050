import Sampling

/// Stages 2 and 3, supply and grant, for clusters whose trials are simulated side by side.
extension Simulator {
  func openPoolLines(_ index: Int, _ month: Int) {
    let pool = poolLines.base + index
    let capacity = supplies(ofPool: index, month)
    pool.pointee.capacity = capacity + pool.pointee.carried
    note(unlessFinite: pool.pointee.capacity, pool: index, month)
    pool.pointee.available = pool.pointee.capacity
    pool.pointee.granted = Eight(repeating: 0)
    pool.pointee.countsGranted = Eight(repeating: 0)
    pool.pointee.uniform = Eight(repeating: .nan)
  }

  /// What a pool has for a month in each trial, without what was carried over.
  private func supplies(ofPool index: Int, _ month: Int) -> Eight {
    let capacities = pools[index].capacities.indices
    let position = capacities.lowerBound + (capacities.count == 1 ? 0 : month - 1)
    let certain = poolCapacities[position].constant
    guard certain == certain, pools[index].riskLinks.isEmpty, pools[index].programme < 0 else {
      return each { supply(ofPool: index, month, &poolLines[index].drawnValue[lane]) }
    }
    let season = Int(pools[index].season)
    let weight = season < 0 ? 1 : seasonWeights[season * months + month - 1]
    return Eight(repeating: max(0, certain) * weight)
  }

  func closePoolLines(_ index: Int) {
    let pool = poolLines.base + index
    let (granted, capacity) = (pool.pointee.granted, pool.pointee.capacity)
    let difference = granted - capacity
    let isAll = (greatest(difference, -difference) .<= 1e-12 * capacity)
    pool.pointee.granted = granted.replacing(with: capacity, where: isAll)
    pool.pointee.grantedSoFar += pool.pointee.granted
    if pools[index].carries {
      pool.pointee.carried = greatest(.zero, capacity - pool.pointee.granted)
    }
  }

  func grantSideBySide(_ group: PoolClass, _ month: Int) {
    for i in group.pools.indices {
      poolLines[Int(clusterMembers[i])].classAsk = Eight(repeating: 0)
    }
    for position in group.steps.indices {
      let index = Int(clusterMembers[position])
      let lines = stepLines.base + index
      if steps[index].hasWholePool {
        lines.pointee.served = least(
          lines.pointee.served, grantWhole(index, lines.pointee.served))
      }
      guard steps[index].usesShares else { continue }
      let takesTime = steps[index].kind == .takes
      if takesTime, steps[index].consumes { lines.pointee.consumption = consumption(index, month) }
      for use in steps[index].uses.indices {
        let pool = Int(uses[use].pool)
        if pools[pool].isWhole { continue }
        poolLines[pool].classAsk +=
          uses[use].amount
          * (takesTime && !pools[pool].isReusable
            ? lines.pointee.consumption : lines.pointee.served)
      }
    }
    if group.pools.isEmpty { return }
    for i in group.pools.indices {
      let index = Int(clusterMembers[i])
      note(unlessFinite: poolLines[index].classAsk, pool: index, month)
    }
    for position in group.steps.indices {
      let index = Int(clusterMembers[position])
      if steps[index].usesShares { grantShares(index) }
    }
    for i in group.pools.indices {
      let pool = poolLines.base + Int(clusterMembers[i])
      pool.pointee.available = greatest(.zero, pool.pointee.available - pool.pointee.classAsk)
    }
  }

  private func grantWhole(_ index: Int, _ wanted: Eight) -> Eight {
    var units = Eight(repeating: .infinity)
    let whole = (wanted + 1e-9).rounded(.down)
    for use in steps[index].uses.indices {
      let pool = Int(uses[use].pool)
      let amount = uses[use].amount
      guard pools[pool].isWhole, amount > 0 else { continue }
      let available = poolLines[pool].available
      let fit = (available / amount * (1 + 1e-12) + 1e-9).rounded(.down)
      let given = least(whole, fit).replacing(with: 0, where: wanted .<= 0)
      units = least(units, given)
      poolLines[pool].available = greatest(.zero, available - given * amount)
        .replacing(with: available, where: wanted .<= 0)
    }
    units.replace(with: 0, where: wanted .<= 0)
    for use in steps[index].uses.indices {
      let pool = Int(uses[use].pool)
      if pools[pool].isWhole, pools[pool].isReusable {
        poolLines[pool].granted += uses[use].amount * units
      }
    }
    return units
  }

  private func grantShares(_ index: Int) {
    let lines = stepLines.base + index
    var share = Eight(repeating: 1)
    var paid = share
    for use in steps[index].uses.indices {
      let pool = Int(uses[use].pool)
      if pools[pool].isWhole { continue }
      let (ask, available) = (poolLines[pool].classAsk, poolLines[pool].available)
      let isShort = (ask .> available) .& (lines.pointee.served .> 0)
      let part = available / ask
      if pools[pool].isReusable {
        let isScarcest = isShort .& (part .< share)
        share.replace(with: part, where: isScarcest)
        if steps[index].isCount {
          lines.pointee.scarcest.replace(with: Int64(pool), where: isScarcest)
        }
      } else {
        paid.replace(with: least(paid, part), where: isShort)
      }
    }
    lines.pointee.share = share
    if steps[index].consumes { lines.pointee.paid = paid }
    // What is held is what can be used with the scarcest pool; what is consumed is counted as it is.
    let held = least(share, paid)
    for use in steps[index].uses.indices {
      let pool = Int(uses[use].pool)
      if pools[pool].isReusable, !pools[pool].isWhole {
        poolLines[pool].granted += held * (uses[use].amount * lines.pointee.served)
      }
    }
  }

  /// Notes an overflow in the trials in which a number is not finite.
  private func note(unlessFinite numbers: Eight, pool: Int, _ month: Int) {
    if !isAny((numbers - numbers) .!= 0) { return }
    _ = each {
      if !numbers[lane].isFinite { note(Overflow(pool: Int32(pool), month: Int32(month))) }
      return 0
    }
  }
}

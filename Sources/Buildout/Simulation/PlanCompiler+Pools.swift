extension PlanCompiler {
  mutating func compilePools() {
    for pool in scenario.pools.sorted(by: { $0.id < $1.id }) {
      let place = Int32(scenario.pools.firstIndex { $0.id == pool.id } ?? 0)
      let start = Int32(poolCapacities.count)
      for (month, capacity) in pool.capacity.enumerated() {
        poolCapacities.append(record(capacity, "pool:\(pool.id)/capacity/\(month + 1)"))
      }
      let record = PoolRecord(
        capacities: Slice32(start: start, end: Int32(poolCapacities.count)),
        season: pool.season.flatMap { seasonIndex[$0] } ?? -1,
        isReusable: pool.reusable, carries: pool.carry, isWhole: pool.whole,
        tag: tag("pool:\(pool.id)", draws: !pool.split.isEmpty), scenarioPool: place)
      if pool.split.isEmpty {
        poolIndex[pool.id] = Int32(pools.count)
        pools.append(record)
      }
      let first = Int32(pools.count)
      for (share, part) in pool.split.sorted(by: { $0.programme < $1.programme }).enumerated() {
        var compiled = record
        compiled.split = first
        compiled.share = Int32(share)
        compiled.splitWeight = part.weight
        compiled.programme = Int32(programmeIndex[part.programme] ?? 0)
        poolIndex[pool.id + "/" + part.programme] = Int32(pools.count)
        pools.append(compiled)
      }
    }
  }

  /// The pool, or the programme's share of it, that a step of a programme uses.
  func pool(_ id: String, for programme: String) -> Int32 {
    poolIndex[id] ?? poolIndex[id + "/" + programme] ?? 0
  }

  mutating func orderPoolSteps() {
    var scenarioOrder: [String: Int] = [:]
    for programme in scenario.programmes {
      for step in programme.steps {
        scenarioOrder[programme.id + "." + step.id] = scenarioOrder.count
      }
    }
    // Only whole units are granted in the scenario's order; sums are taken in the plan's.
    var keyed: [(priority: Int32, isWhole: Int, order: Int, index: Int32)] = []
    for (name, index) in stepIndex where !steps[index].uses.isEmpty {
      let isWhole = steps[index].hasWholePool
      let order = isWhole ? scenarioOrder[name] ?? 0 : index
      keyed.append((steps[index].priority, isWhole ? 1 : 0, order, Int32(index)))
    }
    keyed.sort { ($0.priority, $0.isWhole, $0.order) < ($1.priority, $1.isWhole, $1.order) }
    poolSteps = keyed.map(\.index)
  }
}

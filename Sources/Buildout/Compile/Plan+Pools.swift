import Sampling

extension Plan {
  mutating func compilePools() {
    for (index, pool) in scenario.pools.enumerated().sorted(by: { $0.element.id < $1.element.id }) {
      let start = Int32(poolCapacities.count)
      for (month, capacity) in pool.capacity.enumerated() {
        poolCapacities.append(record(capacity, StreamName.capacity(month, ofPool: pool.id)))
      }
      let record = PoolRecord(
        capacities: Slice32(start: start, end: Int32(poolCapacities.count)),
        season: season(pool.season),
        isReusable: pool.reusable, carries: pool.carry, isWhole: pool.whole,
        tag: tag(StreamName.pool(pool.id)),
        scenarioPool: Int32(index))
      if pool.split.isEmpty {
        names.poolIndex[pool.id] = Int32(pools.count)
        pools.append(record)
      }
      compileSplit(pool, record)
    }
  }

  private mutating func compileSplit(_ pool: Pool, _ record: PoolRecord) {
    guard !pool.split.isEmpty else { return }
    let parts = pool.split.sorted { $0.programme < $1.programme }
    do {
      splits.append(
        SplitRecord(
          first: pools.count, distribution: try Dirichlet(alphas: parts.map(\.weight)),
          tag: record.tag))
    } catch { preconditionFailure("a scenario without faults has valid weights: \(error)") }
    for part in parts {
      var share = record
      if let index = names.programmeIndex[part.programme] { share.programme = Int32(index) }
      names.poolIndex[pool.id + "/" + part.programme] = Int32(pools.count)
      pools.append(share)
    }
  }

  /// The pool, or the programme's share of it, that a step of a programme uses.
  func pool(_ id: String, for programme: String) -> Int32 {
    found(names.poolIndex[id] ?? names.poolIndex[id + "/" + programme], id)
  }
}

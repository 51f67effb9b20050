extension Plan {
  /// Adds what the plan becomes from a month on. Of what is compiled of it only what may become another is
  /// taken over; what names indices stays that of the plan as it begins.
  mutating func add(_ phase: Phase) {
    let later = Plan(part: phase.scenario)
    let month = scenario.calendar.number(of: phase.from)
    takeSpeeds(of: later, from: month)
    let firstUse = Int32(uses.count)
    let firstCapacity = Int32(poolCapacities.count)
    uses += later.uses
    poolCapacities += later.poolCapacities
    phases.append(
      PhaseRecord(
        month: month,
        steps: steps.indices.map { index in
          var record = steps[index]
          record.become(later.steps[index])
          record.uses.start += firstUse
          record.uses.end += firstUse
          return record
        },
        sources: sources.indices.map { index in
          var record = sources[index]
          record.number = later.sources[index].number
          record.size = later.sources[index].size
          record.ceiling = later.sources[index].ceiling
          return record
        },
        factors: factors.indices.map { index in
          var record = factors[index]
          if record.copula < 0 { record.value = later.factors[index].value }
          return record
        },
        risks: risks.indices.map { index in
          var record = risks[index]
          record.become(later.risks[index])
          return record
        },
        pools: pools.indices.map { index in
          var record = pools[index]
          record.season = later.pools[index].season
          record.capacities = later.pools[index].capacities
          record.capacities.start += firstCapacity
          record.capacities.end += firstCapacity
          return record
        }))
  }

  /// Seasons and windows are held by month.
  private mutating func takeSpeeds(of later: Plan, from month: Int) {
    for index in seasonWeights.indices where index % months >= month - 1 {
      seasonWeights[index] = later.seasonWeights[index]
    }
    for index in baseSpeeds.indices where index % months >= month - 1 {
      baseSpeeds[index] = later.baseSpeeds[index]
    }
  }
}

extension StepRecord {
  fileprivate mutating func become(_ other: StepRecord) {
    distribution = other.distribution
    cap = other.cap
    cost = other.cost
    hasCost = other.hasCost
    season = other.season
    servers = other.servers
    buffer = other.buffer
    opens = other.opens
    uses = other.uses
    isScaled = other.season >= 0 || !loadings.isEmpty || !riskLinks.isEmpty
  }
}

extension RiskRecord {
  fileprivate mutating func become(_ other: RiskRecord) {
    chance = other.chance
    ends = other.ends
    lasts = other.lasts
    effects = other.effects
    delay = other.delay
    capacity = other.capacity
  }
}

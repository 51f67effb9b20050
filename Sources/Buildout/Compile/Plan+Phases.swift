extension Plan {
  /// Adds what the plan becomes from a month on. Of what is compiled of it only what may become another is
  /// taken over; what names places stays that of the plan as it begins.
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
        steps: steps.indices.map { place in
          var record = steps[place]
          record.become(later.steps[place])
          record.uses.start += firstUse
          record.uses.end += firstUse
          return record
        },
        sources: sources.indices.map { place in
          var record = sources[place]
          record.number = later.sources[place].number
          record.size = later.sources[place].size
          record.ceiling = later.sources[place].ceiling
          return record
        },
        factors: factors.indices.map { place in
          var record = factors[place]
          if record.copula < 0 { record.value = later.factors[place].value }
          return record
        },
        risks: risks.indices.map { place in
          var record = risks[place]
          record.become(later.risks[place])
          return record
        },
        pools: pools.indices.map { place in
          var record = pools[place]
          record.season = later.pools[place].season
          record.capacities = later.pools[place].capacities
          record.capacities.start += firstCapacity
          record.capacities.end += firstCapacity
          return record
        }))
  }

  /// Seasons and windows are held by month.
  private mutating func takeSpeeds(of later: Plan, from month: Int) {
    for place in seasonWeights.indices where place % months >= month - 1 {
      seasonWeights[place] = later.seasonWeights[place]
    }
    for place in baseSpeeds.indices where place % months >= month - 1 {
      baseSpeeds[place] = later.baseSpeeds[place]
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

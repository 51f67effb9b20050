import Sampling

extension Plan {
  /// Checks a scenario and compiles it.
  ///
  /// - Throws: ``ScenarioFaults`` with everything that is wrong with how its parts fit together.
  public init(_ scenario: Scenario) throws(ScenarioFaults) {
    let faults = scenario.faults()
    guard faults.isEmpty else { throw ScenarioFaults(faults) }
    self.init(part: scenario)
  }

  /// Compiles a part of a scenario that has been checked as a whole; it may name programmes that it
  /// leaves out.
  ///
  /// - Parameters:
  ///   - together: Whether programmes that share nothing are simulated with the others all the same, and trials one by
  ///     one.
  ///   - coupled: Whether programmes that share nothing are simulated with the others all the same. With a past those
  ///     are of which anything is known.
  ///   - past: What is known of the trials' past.
  init(
    part: Scenario, together: Bool = false, coupled: Bool = false, past: (any PastSource)? = nil
  ) {
    scenario = part
    months = part.calendar.months
    firstMonth = part.calendar.month(1).monthOfYear - 1
    names = PlanNames(isTogether: together, isCoupled: together || coupled)
    self.past = past
    compile()
    if let past { successions = successions(past.layout) }
    names = PlanNames()
  }
}

/// What names of a scenario stand for. A plan is compiled of a scenario without faults, so every name that is looked up
/// is there; see ``Plan/found(_:_:)``.
struct PlanNames: Sendable {
  /// Whether every programme is to be simulated trial by trial, which changes no number.
  var isTogether = false
  /// Whether none is simulated on its own.
  var isCoupled = false
  var sourceNames: [String] = []
  /// Leaves as they were before they were placed.
  var leafIndex: [LeafRecord: Int] = [:]
  /// Of each step, its index in the scenario.
  var scenarioOrder: [Int] = []
  var factorIndex: [String: Int32] = [:]
  var riskIndex: [String: Int32] = [:]
  var seasonIndex: [String: Int32] = [:]
  /// Pools by id, or by id and programme for the shares of a split pool.
  var poolIndex: [String: Int32] = [:]
  /// Steps by `programme.step`.
  var stepIndex: [String: Int] = [:]
  var programmeIndex: [String: Int] = [:]
  var sortedProgrammes: [Programme] = []
}

extension Plan {
  private mutating func compile() {
    compileSeasons()
    compileFactors()
    compileRisks()
    names.sortedProgrammes = scenario.programmes.sorted { $0.id < $1.id }
    programmeIDs = names.sortedProgrammes.map(\.id)
    layOutSteps()
    compilePools()
    for programme in names.sortedProgrammes { compile(programme) }
    linkRisks()
    for index in awaitedSteps { steps[Int(index)].isRead = true }
    findSpeeds()
    findAlone()
    findClusters()
    compileTargets()
    groupSeries()
    for phase in scenario.later { add(phase) }
  }

  /// What a name stands for. A name that stands for nothing would be a fault of this program: the
  /// scenario has been checked, or is a part of one that has.
  func found<Index>(_ index: Index?, _ name: String) -> Index {
    guard let index else { preconditionFailure("'\(name)' is not there") }
    return index
  }

  // MARK: Tags and quantities

  /// The stream tag of a name.
  func tag(_ name: String) -> UInt64 { EntityTag(name).value }

  func record(_ quantity: Quantity, _ name: String) -> QuantityRecord {
    let each: DrawFrequencyRecord =
      switch quantity.each {
      case .trial: .trial
      case .month: .month
      case .unit: .unit
      }
    return QuantityRecord(
      sampler: quantity.distribution.sampler, each: each,
      tag: tag(name), isPresent: true,
      constant: quantity.constant ?? .nan)
  }

  /// A record for a number that may not be given, which then reads as `otherwise`.
  func record(
    _ quantity: Quantity?, _ name: String, otherwise: Double
  ) -> QuantityRecord {
    if let quantity { return record(quantity, name) }
    return QuantityRecord(
      sampler: Distribution.one.sampler, each: .trial, tag: 0, isPresent: false,
      constant: otherwise)
  }

  /// The index of a season, -1 for none.
  func season(_ id: String?) -> Int32 { id.map { found(names.seasonIndex[$0], $0) } ?? -1 }

  func monthNumbers(_ window: ClosedRange<Month>?) -> (Int32, Int32) {
    guard let window else { return (1, Int32(months)) }
    return (
      Int32(max(1, scenario.calendar.number(of: window.lowerBound))),
      Int32(min(months, scenario.calendar.number(of: window.upperBound)))
    )
  }

  // MARK: Environment

  mutating func compileSeasons() {
    for (index, season) in scenario.seasons.enumerated() {
      names.seasonIndex[season.id] = Int32(index)
      for number in 1...months {
        let month = scenario.calendar.month(number)
        seasonWeights.append(season.weights[month.monthOfYear - 1])
      }
    }
  }

  mutating func compileFactors() {
    for factor in scenario.factors.sorted(by: { $0.id < $1.id }) {
      names.factorIndex[factor.id] = Int32(factors.count)
      factors.append(FactorRecord(value: record(factor.value, StreamName.factor(factor.id))))
      factorDistributions.append(factor.value.distribution)
    }
    for correlation in scenario.correlations {
      let matrix: CorrelationMatrix
      do { matrix = try CorrelationMatrix(correlation.matrix) } catch {
        preconditionFailure("a scenario without faults has valid correlations: \(error)")
      }
      let members = correlation.factors.map { found(names.factorIndex[$0], $0) }
      for member in members { factors[Int(member)].copula = Int32(copulas.count) }
      copulas.append(CopulaRecord(factors: members, matrix: matrix))
    }
  }

  mutating func compileRisks() {
    // A risk whose chance depends on another is settled after it.
    let given = Dictionary(
      uniqueKeysWithValues: scenario.risks.compactMap { risk in
        risk.given.map { (risk.id, $0.risk) }
      })
    func depth(of risk: Risk) -> Int {
      var steps = 0
      var id = risk.id
      while let next = given[id] {
        steps += 1
        id = next
      }
      return steps
    }
    let ordered = scenario.risks.map { (depth: depth(of: $0), risk: $0) }
      .sorted { ($0.depth, $0.risk.id) < ($1.depth, $1.risk.id) }
    for (_, risk) in ordered {
      let name = "risk:\(risk.id)"
      let (first, last) = monthNumbers(risk.window)
      let none = record(nil, "", otherwise: 0)
      func effect(_ effect: Risk.Effect) -> QuantityRecord {
        record(risk.effects[effect], name + "/" + effect.rawValue, otherwise: effect.neutral)
      }
      var compiled = RiskRecord(
        kind: .chance, tag: tag(name), chance: none, ends: none, firstMonth: first,
        lastMonth: last, lasts: record(risk.lasts, name + "/lasts", otherwise: 0),
        effects: StepEffects(effect), delay: effect(.delay), capacity: effect(.capacity))
      switch risk.occurrence {
      case .chance(let chance, let each):
        compiled.kind = each == .unit ? .unitChance : .chance
        compiled.chance = record(chance, name + "/chance")
      case .monthly(let chance):
        compiled.kind = .monthly
        compiled.chance = record(chance, name + "/chance")
      case .regime(let starts, let ends, let acting):
        compiled.kind = .regime
        compiled.chance = record(starts, name + "/chance")
        compiled.ends = record(ends, name + "/ends")
        compiled.startsActing = acting
      }
      if let condition = risk.given {
        compiled.given = found(names.riskIndex[condition.risk], condition.risk)
        compiled.givenChance = condition.chance
      }
      names.riskIndex[risk.id] = Int32(risks.count)
      risks.append(compiled)
      riskIDs.append(risk.id)
    }
  }

  // MARK: Speeds

  /// Works out what season and window make of the speed of every step and month, and finds the steps whose speed
  /// factors and risks change.
  mutating func findSpeeds() {
    for index in steps.indices {
      steps[index].isScaled =
        steps[index].season >= 0 || !steps[index].loadings.isEmpty
        || !steps[index].riskLinks.isEmpty
      if !steps[index].loadings.isEmpty { loadedSteps.append(Int32(index)) }
      let step = steps[index]
      for month in 1...months {
        let season = step.season < 0 ? 1 : seasonWeights[Int(step.season) * months + month - 1]
        baseSpeeds.append(step.works(in: month) ? season : 0)
      }
    }
  }

  // MARK: Risks on steps and pools

  mutating func linkRisks() {
    let never = scenario.later.reduce(Set(scenario.risks.filter(\.cannotHappen).map(\.id))) {
      $0.intersection($1.scenario.risks.filter(\.cannotHappen).map(\.id))
    }
    let ordered = scenario.risks.filter { !never.contains($0.id) }.sorted { $0.id < $1.id }
    for (programme, record) in zip(names.sortedProgrammes, programmes) {
      var sourceTags: [String: (tags: Int32, place: Int32)] = [:]
      var unitDelays: Int32 = 0
      for (i, step) in programme.steps.enumerated() {
        let start = Int32(riskLinks.count)
        for risk in ordered where risk.acts(on: step, of: programme) {
          let index = found(names.riskIndex[risk.id], risk.id)
          let isUnit = risks[Int(index)].kind == .unitChance
          let streams = record.sources.indices.map { "risk:\(risk.id)/" + names.sourceNames[$0] }
          var ofUnits: (tags: Int32, place: Int32) = (-1, -1)
          if isUnit {
            ofUnits = sourceTags[risk.id] ?? (addTags(streams), Int32(sourceTags.count))
            sourceTags[risk.id] = ofUnits
          }
          var delayTags: Int32 = -1
          if risk.effects[.delay]?.each == .unit {
            delayTags = addTags(streams.map { $0 + "/" + step.id })
          }
          riskLinks.append(
            RiskLink(
              risk: index, isUnit: isUnit, unitTags: ofUnits.tags, delayTags: delayTags,
              unitRisk: ofUnits.place, unitDelay: delayTags < 0 ? -1 : unitDelays))
          unitDelays += delayTags < 0 ? 0 : 1
          if risk.effects[.delay] != nil {
            steps[Int(record.steps.start) + i].isDelayable = true
          }
        }
        steps[Int(record.steps.start) + i].riskLinks = Slice32(
          start: start, end: Int32(riskLinks.count))
        if riskLinks[Int(start)...].contains(where: \.isUnit) {
          for other in record.steps.indices { steps[other].emitsUnits = true }
        }
      }
      let position = Int(steps[Int(record.steps.start)].programme)
      programmes[position].unitRisks = Int32(sourceTags.count)
      programmes[position].unitDelays = unitDelays
    }
    for index in pools.indices {
      let id = scenario.pools[Int(pools[index].scenarioPool)].id
      let start = Int32(riskLinks.count)
      for risk in ordered where risk.on.contains(.pool(id)) {
        riskLinks.append(
          RiskLink(
            risk: found(names.riskIndex[risk.id], risk.id), isUnit: false, unitTags: -1,
            delayTags: -1))
      }
      pools[index].riskLinks = Slice32(start: start, end: Int32(riskLinks.count))
    }
  }

  /// Adds a unit tag for each name; returns the index of the first.
  private mutating func addTags(_ names: [String]) -> Int32 {
    let first = Int32(unitTags.count)
    for name in names { unitTags.append(tag(name)) }
    return first
  }
}

extension Distribution {
  /// The constant 1, for numbers that are not given.
  static let one = always(1)
  static let zero = always(0)
  /// From 0 to 1.
  static let uniform: Distribution = {
    guard let distribution = try? Distribution.uniform(min: 0, max: 1) else {
      preconditionFailure("there is a number between 0 and 1")
    }
    return distribution
  }()

  /// - Precondition: The value is finite, and its magnitude at most 1e15.
  static func always(_ value: Double) -> Distribution {
    do { return try .constant(value) } catch {
      preconditionFailure("\(value) is beyond 1e15, and no constant")
    }
  }
}

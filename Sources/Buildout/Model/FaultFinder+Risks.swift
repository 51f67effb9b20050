import Sampling

extension FaultFinder {
  // MARK: Pools

  mutating func checkPools() {
    for pool in scenario.pools {
      let path = ["pools", pool.id]
      if let season = pool.season { checkSeason(season, path + ["season"]) }
      let months = scenario.calendar.months
      if checksHorizon, pool.capacity.count != 1, pool.capacity.count != months {
        add(
          .wrongCount, path + ["capacity"],
          "'capacity' has \(pool.capacity.count) values, the horizon has \(months) months",
          consequence: "some months would have none or too many",
          remedy: "give one value, or one for each month")
      }
      if pool.reusable {
        for (key, isGiven) in [("carry", pool.carry), ("split", !pool.split.isEmpty)] where isGiven
        {
          add(
            .misplaced, path + [key], "'\(key)' is given for a reusable pool",
            consequence: "what comes back every month is neither saved nor divided for good",
            remedy: "add 'reusable: false' or delete '\(key)'")
        }
      }
      var seen: Set<String> = []
      for share in pool.split {
        let path = path + ["split", share.programme]
        if !seen.insert(share.programme).inserted {
          add(
            .duplicate, path, "the programme is given twice",
            consequence: "it would have two shares", remedy: "delete one")
        }
        guard let programme = programmes[share.programme] else {
          dangling(
            path, "programme", share.programme, among: { $0.programmes.map(\.id) },
            consequence: "its share would go to nobody", section: "programmes")
          continue
        }
        if !opaque.contains(programme.id),
          !programme.steps.contains(where: { $0.uses.contains { $0.pool == pool.id } })
        {
          add(
            .noEffect, path, "no step of '\(programme.id)' uses pool '\(pool.id)'",
            consequence: "its share would lie idle",
            remedy: "add 'uses: {\(pool.id): 1}' to a step, or take it out")
        }
      }
    }
  }

  // MARK: Factors

  mutating func checkFactors() {
    var joined: Set<String> = []
    for (i, correlation) in scenario.correlations.enumerated() {
      let path = ["correlations", String(i)]
      for (index, id) in correlation.factors.enumerated() {
        let here = path + ["factors", String(index)]
        guard let factor = factors[id] else {
          dangling(
            here, "factor", id, among: { $0.factors.map(\.id) },
            consequence: "there is nothing to correlate",
            section: "factors")
          continue
        }
        if factor.value.each != .trial {
          add(
            .wrongFrequency, here, "factor '\(id)' is drawn each month",
            consequence: "only factors drawn once a trial can be correlated",
            remedy: "write 'each: trial' for it")
        }
        if !joined.insert(id).inserted {
          add(
            .duplicate, here, "factor '\(id)' is correlated a second time",
            consequence: "the two could contradict",
            remedy: "put all its correlations in one matrix")
        }
      }
    }
  }

  // MARK: Risks

  /// How many risks the simulator can keep apart at one step.
  static let riskLimit = 32

  mutating func checkRisks() {
    var actingOn: [StepIndex: Int] = [:]
    for risk in scenario.risks {
      let path = ["risks", risk.id]
      checkWindow(risk.window, path + ["window"])
      checkGiven(risk, path)
      let scope = scope(of: risk, path)
      for step in scope.steps { actingOn[step, default: 0] += 1 }
      if scope.isComplete { checkEffects(risk, scope, path) }
    }
    for (index, count) in actingOn.sorted(by: { $0.key < $1.key }) where count > Self.riskLimit {
      let (programme, step) = (scenario.programmes[index.programme], step(index))
      add(
        .tooMany, ["programmes", programme.id, "steps", step.id],
        "\(count) risks act on step '\(step.id)', the limit is \(Self.riskLimit)",
        consequence: "they could not be kept apart", remedy: "join some of them")
    }
  }

  private func step(_ index: StepIndex) -> Step {
    scenario.programmes[index.programme].steps[index.step]
  }

  /// What a risk acts on.
  private struct Scope {
    var steps: [StepIndex] = []
    var hasPools = false
    /// Whether every name was found and every programme is known.
    var isComplete = true
  }

  private mutating func scope(of risk: Risk, _ path: [String]) -> Scope {
    var scope = Scope()
    var seen: Set<StepIndex> = []
    for (index, name) in risk.on.enumerated() {
      let here = path + ["on", String(index)]
      if case .pool(let id) = name {
        scope.hasPools = true
        guard pools[id] == nil else { continue }
        dangling(
          here, "pool", id, among: { $0.pools.map(\.id) },
          consequence: "the risk would not act there", section: "pools")
        scope.isComplete = false
        continue
      }
      guard let found = steps(named: name, here) else {
        scope.isComplete = false
        continue
      }
      for index in found {
        if !opaque.isEmpty, opaque.contains(scenario.programmes[index.programme].id) {
          scope.isComplete = false
        }
        if seen.insert(index).inserted { scope.steps.append(index) }
      }
    }
    return scope
  }

  /// The steps that a name under `on` stands for; nil after noting that there are none.
  private mutating func steps(
    named name: Reference, _ path: [String]
  ) -> [StepIndex]? {
    let consequence: Message = "the risk would not act there"
    /// Notes that no step is labelled so.
    func unknown(_ owner: Message, _ kind: Message, _ label: String, among labels: [String]) {
      var known: [String] = []
      for other in labels where !known.contains(other) { known.append(other) }
      dangling(
        path, "\(owner) with the \(kind)", label, among: { _ in known }, consequence: consequence,
        remedy: "give it to a \(owner) or take the reference out")
    }
    if let found = labelled[name] { return found }
    switch name {
    case .sector(let id):
      unknown("programme", "sector", id, among: scenario.programmes.compactMap(\.sector))
      return nil
    case .tag(let tag):
      unknown(
        "programme or step", "tag", tag,
        among: scenario.programmes.flatMap { programme in
          programme.steps.flatMap { programme.tags + $0.tags }
        })
      return nil
    case .pool: return nil
    case .programme(let id), .step(_, let id):
      guard let index = programmeIndices[id] else {
        dangling(
          path, "programme", id, among: { $0.programmes.map(\.id) }, consequence: consequence,
          section: "programmes")
        return nil
      }
      let programme = scenario.programmes[index]
      let all = programme.steps.indices.map { StepIndex(programme: index, step: $0) }
      let found = all.filter { name.covers(programme.steps[$0.step], of: programme) }
      if name.step == nil || !found.isEmpty { return found }
      // What is not known may be there.
      if opaque.contains(id) { return all }
      dangling(
        path, "step", "\(name)",
        among: { _ in programme.steps.map { "\(programme.id).\($0.id)" } },
        consequence: consequence, section: "programmes")
      return nil
    }
  }

  private mutating func checkEffects(_ risk: Risk, _ scope: Scope, _ path: [String]) {
    let effects = Risk.Effect.allCases.filter { risk.effects[$0] != nil }
    let ofPools = effects.first(where: \.isOfPools)
    let ofSteps = effects.first { !$0.isOfPools }
    let possibleOfPools = Risk.Effect.listing(Risk.Effect.allCases.filter(\.isOfPools))
    let possibleOfSteps = Risk.Effect.listing(Risk.Effect.allCases.filter { !$0.isOfPools })
    guard !effects.isEmpty else {
      let isCondition = conditions.contains(risk.id)
      if !risk.on.isEmpty || !isCondition {
        add(
          .noEffect, path, "risk '\(risk.id)' has no \(Risk.Effect.listing(Risk.Effect.allCases))",
          consequence: "it would change nothing", remedy: "say what it does, or delete it")
      }
      return
    }
    guard !risk.on.isEmpty else {
      add(
        .noEffect, path + ["on"], "risk '\(risk.id)' acts on nothing",
        consequence: "it would change nothing",
        remedy: "add 'on: [PROGRAMME.STEP]' or 'on: [pools.POOL]'")
      return
    }
    if let effect = ofPools, !scope.hasPools {
      add(
        .misplaced, path + [effect.rawValue],
        "'\(effect.rawValue)' is given, but no pool under 'on'",
        consequence: "only pools have a \(effect.rawValue)",
        remedy: "add 'pools.POOL' to 'on', or use 'speed'")
      return
    }
    if ofPools == nil, scope.hasPools {
      add(
        .conflict, path + ["on"], "a pool is named under 'on', but no \(possibleOfPools) is given",
        consequence: "only steps have \(possibleOfSteps)",
        remedy: "add 'capacity: 0.7', say, or take the pool out")
      return
    }
    if scope.steps.isEmpty, let effect = ofSteps {
      add(
        .misplaced, path + [effect.rawValue],
        "'\(effect.rawValue)' is given, but no step under 'on'",
        consequence: "only the work of steps has it",
        remedy: "add 'PROGRAMME.STEP' to 'on', or use 'capacity'")
      return
    }
    if ofSteps == nil, !scope.steps.isEmpty {
      add(
        .conflict, path + ["on"],
        "steps are named under 'on', but no \(possibleOfSteps) is given",
        consequence: "they would feel nothing", remedy: "say what happens to them, or take them out"
      )
    }
    for effect in effects {
      guard let need = effect.need, !scope.steps.contains(where: { need.isMet(step($0)) }) else {
        continue
      }
      add(
        .misplaced, path + [effect.rawValue],
        "'\(effect.rawValue)' is given, but no step under 'on' \(need.verb)",
        consequence: need.consequence, remedy: need.remedy)
    }
    checkUnits(risk, scope, path, ofPools)
  }

  /// What strikes units needs units.
  private mutating func checkUnits(
    _ risk: Risk, _ scope: Scope, _ path: [String], _ ofPools: Risk.Effect?
  ) {
    let hasUnits = scope.steps.contains {
      if case .rate = step($0).kind { false } else { true }
    }
    guard case .chance(_, each: .unit) = risk.occurrence else { return }
    if !hasUnits, !scope.steps.isEmpty {
      add(
        .misplaced, path + ["each"], "'each: unit' is given, but the steps under 'on' have rates",
        consequence: "a rate moves a quantity and has no separate units",
        remedy: "name a step that takes time or has a chance, or delete 'each'")
    }
    for (index, name) in risk.on.enumerated() {
      guard case .step(let id, let owner) = name, let programme = programmes[owner],
        let step = programme.steps.first(where: { $0.id == id }), hasUnits,
        case .rate = step.kind
      else { continue }
      add(
        .misplaced, path + ["on", String(index)], "'each: unit' is given, but '\(name)' has a rate",
        consequence: "a rate moves a quantity and has no separate units",
        remedy: "take it out, or give it a risk of its own")
    }
    if let effect = ofPools {
      add(
        .misplaced, path + [effect.rawValue],
        "'\(effect.rawValue)' is given for a risk of single units",
        consequence: "a pool belongs to all of them",
        remedy: "delete 'each: unit' or '\(effect.rawValue)'")
    }
  }

  private mutating func checkGiven(_ risk: Risk, _ path: [String]) {
    guard let given = risk.given else { return }
    let here = path + ["given", given.risk]
    guard case .chance(_, each: .trial) = risk.occurrence else {
      add(
        .misplaced, path + ["given"], "'given' is for risks settled once a trial by a 'chance'",
        consequence: "this one is settled otherwise", remedy: "delete 'given'")
      return
    }
    guard let other = risks[given.risk] else {
      dangling(
        here, "risk", given.risk, among: { $0.risks.map(\.id).filter { $0 != risk.id } },
        consequence: "'\(risk.id)' would have nothing to depend on", section: "risks")
      return
    }
    guard case .chance(_, each: .trial) = other.occurrence else {
      add(
        .conflict, here, "risk '\(other.id)' is not settled once a trial by a 'chance'",
        consequence: "whether it happened is not known when '\(risk.id)' is settled",
        remedy: "make '\(other.id)' a chance per trial, or delete 'given'")
      return
    }
    // A circle is told once, at its member of the smallest id.
    var chain = [risk.id]
    var seen: Set<String> = [risk.id]
    var next: String? = given.risk
    while let id = next, seen.insert(id).inserted {
      chain.append(id)
      next = risks[id]?.given?.risk
    }
    guard next == risk.id, chain.min() == risk.id else { return }
    add(
      .circle, here,
      "risks depend on one another in a circle, \((chain + [risk.id]).joined(separator: "->"))",
      consequence: "none of them could be settled first", remedy: "take one 'given' out")
  }
}

/// Where a step stands in a scenario.
struct StepIndex: Hashable, Comparable {
  let programme: Int
  let step: Int

  static func < (a: StepIndex, b: StepIndex) -> Bool {
    (a.programme, a.step) < (b.programme, b.step)
  }
}

extension Scenario {
  /// Steps by the sectors and tags that stand for them.
  var labelledSteps: [Reference: [StepIndex]] {
    var found: [Reference: [StepIndex]] = [:]
    for (programme, owner) in programmes.enumerated() {
      let common = (owner.sector.map { [Reference.sector($0)] } ?? []) + owner.tags.map { .tag($0) }
      for (step, own) in owner.steps.enumerated() {
        for label in Set(common + own.tags.map { .tag($0) }) {
          found[label, default: []].append(StepIndex(programme: programme, step: step))
        }
      }
    }
    return found
  }
}

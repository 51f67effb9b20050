/// Which part of a plan a change can affect.
///
/// Every draw is keyed by its entity, so what a change does not affect behaves to the bit as before
/// and need not be simulated again. Programmes that share a pool, or wait for each other, are
/// affected together.
struct AffectedPart {
  /// Both scenarios, as an entity may stand in one of them only.
  private let scenarios: [Scenario]
  /// Both without what anything costs. Money is only counted, so a difference that is left is
  /// one of the work.
  private let costless: [Scenario]
  /// Other scenarios whose changes may hold at the same time: what acts on what is read off all of them.
  private let others: [Scenario]
  let links: ProgrammeLinks

  init(from base: Scenario, to variant: Scenario) {
    self.init(from: base, to: variant, among: [], linked: ProgrammeLinks([base, variant]))
  }

  /// - Parameters:
  ///   - others: Scenarios whose changes may be made besides.
  ///   - links: Those of all the scenarios.
  init(
    from base: Scenario, to variant: Scenario, among others: [Scenario],
    linked links: ProgrammeLinks
  ) {
    scenarios = [base, variant]
    costless = scenarios.map { $0.throughout { $0.dropCosts() } }
    self.others = others
    self.links = links
  }

  /// The programmes that can work, or spend, differently in the two scenarios.
  func programmes() -> Set<String> { affected(by: scenarios[0].calendar.end).spending }

  /// The programmes that can work differently by a month's end, and those that can spend differently: these
  /// and the ones of which only the cost is another.
  private func affected(by due: Month) -> (working: Set<String>, spending: Set<String>) {
    guard scenarios[0].calendar == scenarios[1].calendar else {
      return (links.programmes, links.programmes)
    }
    let months =
      [scenarios[0].calendar.start]
      + Set(scenarios.flatMap { $0.later.map(\.from) }).filter { $0 <= due }
    func directlyAffected(_ scenarios: [Scenario]) -> Set<String> {
      months.reduce(into: []) { directlyAffected, month in
        directlyAffected.formUnion(
          Self.directlyAffected(
            from: scenarios[0].phase(at: month), to: scenarios[1].phase(at: month), among: others))
      }
    }
    let working = links.group(of: directlyAffected(costless))
    return (working, working.union(directlyAffected(scenarios)))
  }

  /// The programmes that feel a difference by themselves.
  private static func directlyAffected(
    from base: Scenario, to variant: Scenario, among others: [Scenario]
  ) -> Set<String> {
    let scenarios = [base, variant] + others
    var directlyAffected = Self.changed(base.programmes, variant.programmes, \.id)
    var pools = Self.changed(base.pools, variant.pools, \.id)
    let seasons = Self.changed(base.seasons, variant.seasons, \.id)
    var factors = Self.changed(base.factors, variant.factors, \.id)
    if base.correlations != variant.correlations {
      for scenario in scenarios { factors.formUnion(scenario.correlations.flatMap(\.factors)) }
    }
    var risks = Self.changed(base.risks, variant.risks, \.id)
    for scenario in scenarios {
      risks = scenario.dependants(of: risks)
      pools.formUnion(scenario.pools.filter { $0.season.map(seasons.contains) ?? false }.map(\.id))
      for risk in scenario.risks where risks.contains(risk.id) && !risk.effects.isEmpty {
        for programme in scenario.programmes where risk.acts(on: programme) {
          directlyAffected.insert(programme.id)
        }
        pools.formUnion(scenario.pools.map(\.id).filter { risk.on.contains(.pool($0)) })
      }
      for programme in scenario.programmes {
        let feels = programme.steps.contains { step in
          step.season.map(seasons.contains) ?? false
            || step.factors.contains { factors.contains($0.factor) }
        }
        if feels { directlyAffected.insert(programme.id) }
      }
    }
    // Whole units are granted in the order of the programmes.
    if Self.order(base, in: variant) != Self.order(variant, in: base) {
      for scenario in scenarios { pools.formUnion(scenario.pools.filter(\.whole).map(\.id)) }
    }
    for scenario in scenarios {
      for pool in pools { directlyAffected.formUnion(scenario.users(ofPool: pool)) }
    }
    return directlyAffected
  }

  /// Indices of the base's targets that can come out differently: by what begins no later than they are due,
  /// and by what things cost only where they read what is spent.
  func targets() -> [Int] {
    // Targets due between the same two phases are affected alike.
    var known: [Int: (working: Set<String>, spending: Set<String>)] = [:]
    return scenarios[0].targets.indices.filter { index in
      let target = scenarios[0].targets[index]
      let begun = scenarios.reduce(0) { $0 + $1.later.count { $0.from <= target.due } }
      let affected = known[begun] ?? self.affected(by: target.due)
      known[begun] = affected
      return (scenarios + others).contains { scenario in
        scenario.programmes(readBy: target).contains(where: affected.working.contains)
      } || target.measure.spenders.contains(where: affected.spending.contains)
    }
  }

  /// The programmes that another scenario has too, as they stand in this one.
  private static func order(_ scenario: Scenario, in other: Scenario) -> [String] {
    let common = Set(other.programmes.map(\.id))
    return scenario.programmes.map(\.id).filter(common.contains)
  }

  /// Ids of elements that are not the same in both lists.
  private static func changed<Element: Equatable>(
    _ before: [Element], _ after: [Element], _ id: (Element) -> String
  ) -> Set<String> {
    // Mostly the same stand in the same order.
    if before.count == after.count, zip(before, after).allSatisfy({ id($0) == id($1) }) {
      return Set(zip(before, after).filter { $0 != $1 }.map { id($0.0) })
    }
    let old = Dictionary(before.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(after.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
    return Set(old.keys.filter { new[$0] != old[$0] } + new.keys.filter { old[$0] == nil })
  }
}

extension Scenario {
  /// Whether anything in which another scenario differs can affect a programme.
  ///
  /// Judged by what acts on what, without a trial: a pool that no programme uses affects none.
  public func canBehaveDifferently(from other: Scenario) -> Bool {
    !AffectedPart(from: other, to: self).programmes().isEmpty
  }

  /// Those that use a pool or have a share of it, in the scenario's order.
  func users(ofPool id: String) -> [String] {
    let shares = pools.first { $0.id == id }?.split.map(\.programme) ?? []
    return programmes.map(\.id).enumerated().filter { index, programme in
      shares.contains(programme)
        || programmes[index].steps.contains { $0.uses.contains { $0.pool == id } }
    }.map(\.element)
  }

  /// The risks, and those whose chance depends on one of them.
  func dependants(of ids: Set<String>) -> Set<String> {
    var found = ids
    var before = -1
    while found.count != before {
      before = found.count
      for risk in risks where risk.given.map({ found.contains($0.risk) }) ?? false {
        found.insert(risk.id)
      }
    }
    return found
  }

  /// This scenario with nothing in it but what some of its targets need.
  ///
  /// The programmes kept behave to the bit as in the whole. The part has no groups.
  func part(with kept: [Target], programmes ids: Set<String>) -> Scenario {
    throughout { part in
      part.targets = kept
      part.programmes = part.programmes.filter { ids.contains($0.id) }
      part.groups = []
    }
  }

  /// The programmes whose behaviour the targets depend on directly.
  var programmesRead: [String] {
    targets.flatMap(\.measure.programmes)
      + Set(targets.flatMap(\.measure.pools)).flatMap { users(ofPool: $0) }
  }

  /// The programmes whose behaviour a target's measure depends on directly.
  func programmes(readBy target: Target) -> [String] {
    target.measure.programmes + target.measure.pools.flatMap { users(ofPool: $0) }
  }
}

extension Scenario {
  fileprivate mutating func dropCosts() {
    risks = risks.map(\.withoutCost)
    for index in programmes.indices {
      for step in programmes[index].steps.indices { programmes[index].steps[step].cost = nil }
    }
  }
}

extension Measure {
  /// The programmes of which it reads what is spent.
  fileprivate var spenders: [String] {
    leaves.compactMap {
      if case .reading(let programme, _, .spent, _) = $0 { programme } else { nil }
    }
  }
}

import Sampling

extension Scenario {
  /// What can be simulated and is hardly meant: parts that change nothing, work that can never be
  /// done, targets that can never be kept or never be missed.
  ///
  /// Each is a ``Fault`` in form and none in weight: the plan runs. All are judged by what the distributions can
  /// give, without a trial, and only where that is certain; so a plan without warnings may still be an
  /// odd one. Empty or meaningless for a scenario that has ``faults()``.
  ///
  /// - Parameter options: Other ways to carry out the plan. What one of them mends, in all months or in later
  ///   ones, is not warned of: it is what the option is there for.
  public func warnings(options: [Scenario] = []) -> [Fault] {
    var warnings = WarningFinder.warnings(self)
    for other
      in (later + options.flatMap { [Phase(from: $0.calendar.start, scenario: $0)] + $0.later })
    where !warnings.isEmpty {
      let others = Set(WarningFinder.warnings(other.scenario).map(\.key))
      warnings.removeAll { !others.contains($0.key) }
    }
    return warnings
  }
}

extension Fault {
  /// By which a warning is known again in another scenario, whatever the numbers there.
  fileprivate struct Key: Hashable {
    let code: Code
    let path: [String]
  }

  fileprivate var key: Key { Key(code: code, path: path) }
}

/// Collects the warnings of a scenario, part by part.
struct WarningFinder {
  let scenario: Scenario
  let graphs: [StepGraph]
  let programmeIndices: [String: Int]
  let factors: [String: Factor]
  let seasons: [String: Season]
  let pools: [String: Pool]
  /// The steps that a name under `on` of a risk stands for.
  let stepsNamed: [Reference: [StepIndex]]
  /// Steps on which a risk acts that is the same for all units.
  private(set) var struck: Set<StepIndex> = []
  /// How much faster than ever the risks can make each step.
  private(set) var speedUp: [StepIndex: Double] = [:]
  /// How much more than ever the risks can give each pool.
  private(set) var capacityUp: [String: Double] = [:]
  /// The most units that surely stand before each pool in one month, times what each asks.
  private(set) var asked: [String: Double] = [:]
  /// What has been asked for before, over and over.
  var sources: [Int: [Source]] = [:]
  var gates: [StepIndex: Int] = [:]
  var intakes: [Intake.Key: Intake] = [:]
  var warnings: [Fault] = []

  static func warnings(_ scenario: Scenario) -> [Fault] {
    var finder = WarningFinder(scenario)
    finder.checkIdle()
    finder.checkRisks()
    finder.checkPools()
    for index in scenario.programmes.indices { finder.checkWork(index) }
    // In a plan that becomes another, its months make up no whole.
    if scenario.later.isEmpty { finder.checkTargets() }
    return finder.warnings
  }

  struct StepIndex: Hashable {
    let programme: Int
    let step: Int
  }

  init(_ scenario: Scenario) {
    self.scenario = scenario
    graphs = scenario.programmes.map { StepGraph($0) }
    programmeIndices = Dictionary(
      scenario.programmes.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    factors = Dictionary(scenario.factors.map { ($0.id, $0) }) { first, _ in first }
    seasons = Dictionary(scenario.seasons.map { ($0.id, $0) }) { first, _ in first }
    pools = Dictionary(scenario.pools.map { ($0.id, $0) }) { first, _ in first }
    var stepsNamed: [Reference: [StepIndex]] = [:]
    for (number, programme) in scenario.programmes.enumerated() {
      for (index, step) in programme.steps.enumerated() {
        var names = [Reference.programme(programme.id), .step(step.id, of: programme.id)]
        if let sector = programme.sector { names.append(.sector(sector)) }
        names += (programme.tags + step.tags).map(Reference.tag)
        for name in names {
          stepsNamed[name, default: []].append(StepIndex(programme: number, step: index))
        }
      }
    }
    self.stepsNamed = stepsNamed
    for risk in scenario.risks {
      if case .chance(_, each: .unit) = risk.occurrence { continue }
      struck.formUnion(steps(actedOnBy: risk))
    }
    for risk in scenario.risks {
      guard let most = risk.effects[.speed]?.distribution.upperBound, most > 1 else { continue }
      for index in steps(actedOnBy: risk) { speedUp[index, default: 1] *= most }
    }
    for risk in scenario.risks {
      guard let most = risk.effects[.capacity]?.distribution.upperBound, most > 1 else { continue }
      for case .pool(let id) in Set(risk.on) { capacityUp[id, default: 1] *= most }
    }
    asked = sureDemand()
  }

  /// What surely is asked of each pool at once: by cohorts that enter at steps that use it.
  private func sureDemand() -> [String: Double] {
    var demand: [String: [Double: Double]] = [:]
    for (number, programme) in scenario.programmes.enumerated() {
      for (index, step) in programme.steps.enumerated() where !step.uses.isEmpty {
        var units: [Double: Double] = [:]
        for cohort in programme.cohorts where graphs[number].entries(of: cohort).contains(index) {
          if case .arriving = cohort.entry { continue }
          units[entry(cohort), default: 0] += cohort.number.distribution.lowerBound.rounded()
        }
        let servers = step.servers.map(Double.init) ?? .infinity
        for use in step.uses {
          for (time, units) in units {
            demand[use.pool, default: [:]][time, default: 0] += use.amount * min(units, servers)
          }
        }
      }
    }
    return demand.mapValues { $0.values.max() ?? 0 }
  }

  /// The steps a risk acts on.
  func steps(actedOnBy risk: Risk) -> Set<StepIndex> {
    Set(risk.on.flatMap { stepsNamed[$0] ?? [] })
  }

  mutating func warn(
    _ code: Fault.Code, _ path: [String], _ problem: Message, consequence: Message, remedy: Message
  ) {
    warnings.append(Fault(code, path, problem, consequence: consequence, remedy: remedy))
  }

  var months: Int { scenario.calendar.months }

  // MARK: What nothing uses

  mutating func checkIdle() {
    let steps = scenario.programmes.flatMap(\.steps)
    let usedSeasons = Set(steps.compactMap(\.season) + scenario.pools.compactMap(\.season))
    for season in scenario.seasons where !usedSeasons.contains(season.id) {
      idle(
        ["seasons", season.id], "no step or pool has season '\(season.id)'",
        "add 'season: \(season.id)' to a step")
    }
    let usedPools = Set(steps.flatMap(\.uses).map(\.pool))
    for pool in scenario.pools where !usedPools.contains(pool.id) {
      idle(
        ["pools", pool.id], "no step uses pool '\(pool.id)'",
        "add 'uses: {\(pool.id): 1}' to a step")
    }
    let usedFactors = Set(steps.flatMap(\.factors).filter { $0.exponent != 0 }.map(\.factor))
    for factor in scenario.factors where !usedFactors.contains(factor.id) {
      idle(
        ["factors", factor.id], "no step follows factor '\(factor.id)'",
        "add 'factors: {\(factor.id): 1}' to a step")
    }
    let usedSectors = Set(
      scenario.programmes.compactMap(\.sector) + scenario.targets.compactMap(\.sector))
    for sector in scenario.sectors where !usedSectors.contains(sector.id) {
      idle(
        ["sectors", sector.id], "no programme or target is in sector '\(sector.id)'",
        "add 'sector: \(sector.id)' to a programme")
    }
    checkUnread()
  }

  private mutating func idle(_ path: [String], _ problem: Message, _ remedy: Message) {
    warn(
      .idle, path, problem, consequence: "it changes no answer", remedy: "\(remedy), or delete it")
  }

  /// Programmes that no target depends on.
  private mutating func checkUnread() {
    let read = ProgrammeLinks(scenario).group(of: scenario.programmesRead)
    for programme in scenario.programmes where !read.contains(programme.id) {
      warn(
        .unread,
        ["programmes", programme.id], "no target depends on '\(programme.id)'",
        consequence: "it is simulated and changes no answer",
        remedy: "add a target for it, or delete it")
    }
  }

  // MARK: Risks

  mutating func checkRisks() {
    let conditions = Set(scenario.risks.compactMap { $0.given?.risk })
    for risk in scenario.risks {
      let path = ["risks", risk.id]
      if risk.cannotHappen {
        warn(
          .neverHappens, path, "risk '\(risk.id)' has no chance of happening",
          consequence: "it changes no answer",
          remedy: "give it a chance above 0, or delete it")
      } else if risk.lasts?.distribution.upperBound == 0 {
        warn(
          .noLength, path + ["lasts"], "risk '\(risk.id)' lasts 0 months",
          consequence: "it acts in no month",
          remedy: "give a length above 0, or leave 'lasts' out")
      } else if !risk.effects.isEmpty, risk.changesNothing, !conditions.contains(risk.id) {
        warn(
          .noEffect, path, "risk '\(risk.id)' multiplies by 1 or delays by 0",
          consequence: "it changes no answer",
          remedy: "say what it does, or delete it")
      } else if !risk.effects.isEmpty, risk.withoutCost.changesNothing,
        !conditions.contains(risk.id),
        steps(actedOnBy: risk).allSatisfy({
          scenario.programmes[$0.programme].steps[$0.step].cost == nil
        })
      {
        warn(
          .noEffect, path + ["cost"],
          "risk '\(risk.id)' multiplies the cost of steps that have none",
          consequence: "it changes no answer", remedy: "give them a 'cost', or delete it")
      } else {
        checkWindow(risk, path)
      }
      if case .chance(let chance, _) = risk.occurrence, let given = risk.given,
        chance.constant == given.chance
      {
        warn(
          .sameChance, path + ["given", given.risk],
          "the chance given '\(given.risk)' equals the risk's chance without it",
          consequence: "so the two do not depend on each other",
          remedy: "give another chance, or delete 'given'")
      }
    }
  }

  /// A risk all of whose months lie outside those in which its steps work.
  private mutating func checkWindow(_ risk: Risk, _ path: [String]) {
    guard let window = risk.window, !risk.effects.keys.contains(where: \.isOfPools) else { return }
    let first = scenario.calendar.number(of: window.lowerBound)
    var last = Double(scenario.calendar.number(of: window.upperBound))
    if let lasts = risk.lasts { last += max(0, lasts.distribution.upperBound.rounded(.up) - 1) }
    let steps = steps(actedOnBy: risk).map { scenario.programmes[$0.programme].steps[$0.step] }
    let misses = steps.allSatisfy { step in
      guard let window = step.window else { return false }
      return Double(scenario.calendar.number(of: window.lowerBound)) > last
        || scenario.calendar.number(of: window.upperBound) < first
    }
    guard misses, !steps.isEmpty else { return }
    warn(
      .missesSteps, path + ["window"],
      "risk '\(risk.id)' never acts while its steps are at work",
      consequence: "it changes no answer", remedy: "move its window, or theirs")
  }
}

extension Risk {
  /// Without what changes no work.
  var withoutCost: Risk {
    var copy = self
    copy.effects = effects.filter(\.key.changesWork)
    return copy
  }

  fileprivate var changesNothing: Bool { effects.allSatisfy { $1.constant == $0.neutral } }
}

import Sampling

extension FaultFinder {
  mutating func checkProgrammes() {
    for programme in scenario.programmes where !sound.contains(programme.id) {
      let path = ["programmes", programme.id]
      if let sector = programme.sector { checkSector(sector, path + ["sector"]) }
      guard !opaque.contains(programme.id) else { continue }
      guard !programme.steps.isEmpty else {
        add(
          .missing, path + ["steps"], "'\(programme.id)' has no steps",
          consequence: "nothing happens in it",
          remedy: "add a step")
        continue
      }
      var seen: Set<String> = []
      for step in programme.steps {
        if !seen.insert(step.id).inserted {
          add(
            .duplicate, path + ["steps", step.id], "step '\(step.id)' is declared twice",
            consequence: "references to it would be ambiguous", remedy: "rename one of the two")
        }
        checkStep(step, of: programme, path + ["steps", step.id])
      }
      let intact = faults.count
      let graph = StepGraph(programme)
      checkCohorts(graph, path)
      checkNumbers(graph, path)
      checkWays(programme, path)
      // Reach has no meaning while the ways are wrong.
      if faults.count == intact, seen.count == programme.steps.count {
        checkReach(graph, path)
        checkBuffers(graph, path)
        checkReturns(graph, path)
      }
    }
    checkWaits()
  }

  // MARK: One step

  private mutating func checkStep(_ step: Step, of programme: Programme, _ path: [String]) {
    if let season = step.season { checkSeason(season, path + ["season"]) }
    var loaded: Set<String> = []
    for loading in step.factors {
      let here = path + ["factors", loading.factor]
      if factors[loading.factor] == nil {
        dangling(
          here, "factor", loading.factor, among: { $0.factors.map(\.id) },
          consequence: "the step's speed could not follow it", section: "factors")
      } else if !loaded.insert(loading.factor).inserted {
        add(
          .duplicate, here, "the factor is given twice", consequence: "its exponents would add",
          remedy: "delete one of them")
      }
      checkSign(loading, step, here)
    }
    var used: Set<String> = []
    for use in step.uses {
      checkUse(use, step, of: programme, path + ["uses", use.pool])
      if !used.insert(use.pool).inserted {
        add(
          .duplicate, path + ["uses", use.pool], "the pool is given twice",
          consequence: "its amounts would add",
          remedy: "delete one of them")
      }
    }
    checkWindow(step.window, path + ["window"])
    if case .rate(let rate) = step.kind {
      for (key, isGiven) in [
        ("servers", step.servers != nil), ("buffer", step.buffer != nil),
        ("endless", step.endless),
      ] where isGiven {
        add(
          .misplaced, path + [key],
          "'\(key)' goes with 'takes' or 'chance', this step has a 'rate'",
          consequence: "a rate moves a quantity and has no separate units",
          remedy: "use 'cap' or delete '\(key)'")
      }
      if !step.opens.isEmpty {
        add(
          .misplaced, path + ["opens"],
          "'opens' goes with 'takes' or 'chance', this step has a 'rate'",
          consequence: "a rate passes on what it makes as it makes it",
          remedy: "use 'window', or put the opening on a step after it")
      }
      if rate.isLevel { checkLevel(rate, step, of: programme, path) }
    }
    if step.endless, step.servers == nil {
      add(
        .missing, path + ["servers"], "'\(step.id)' is endless and has no 'servers'",
        consequence: "it would have no end of units in service", remedy: "add 'servers: 1', say")
    }
  }

  /// Nothing is built at a negative speed; only a level may move either way.
  private mutating func checkSign(_ loading: Step.Loading, _ step: Step, _ path: [String]) {
    guard let distribution = factors[loading.factor]?.value.distribution else { return }
    let exponent = loading.exponent
    guard distribution.lowerBound < 0 || (exponent < 0 && distribution.cdf(0) > 0) else {
      return checkSize(distribution, loading, path)
    }
    if step.isLevel, exponent >= 0, exponent == exponent.rounded() { return }
    add(
      .outOfRange, path,
      "factor '\(loading.factor)' can be \(say: distribution.lowerBound < 0 ? "below 0" : "0")",
      consequence: "a step has no such speed",
      remedy:
        "give the factor a distribution of positive values, such as lognormal or a normal one with 'min'"
    )
  }

  /// A speed a million billion times the usual is none.
  private static let speedLimit = 1e15

  /// A factor that may be all but 0 has no negative power, nor one with a heavy tail a high one: once in
  /// a billion draws, the speed may be beyond any that was meant.
  private mutating func checkSize(
    _ distribution: Distribution, _ loading: Step.Loading, _ path: [String]
  ) {
    let exponent = loading.exponent
    let isBounded = distribution.upperBound < .infinity
    let extreme =
      exponent < 0
      ? (isBounded ? distribution.lowerBound : distribution.quantile(1e-9))
      : distribution.quantile(1 - 1e-9)
    guard exponent != 0, Elementary.power(extreme, exponent) > Self.speedLimit else { return }
    let id = loading.factor
    add(
      .unbounded, path,
      exponent < 0
        ? "factor '\(id)' can be \(say: isBounded && extreme == 0 ? "0" : "all but 0")"
        : "factor '\(id)' can be very large, and its power \(Fault.text(exponent)) larger still",
      consequence: "the step's speed would have no bound",
      remedy: exponent < 0
        ? "give the factor a distribution that stays away from 0, such as lognormal or one with 'min'"
        : "give the factor a lighter tail, or a smaller exponent")
  }

  private mutating func checkUse(
    _ use: Step.Use, _ step: Step, of programme: Programme, _ path: [String]
  ) {
    if let pool = pools[use.pool], pool.whole, !pool.reusable, case .takes = step.kind {
      add(
        .conflict, path, "pool '\(pool.id)' is 'whole' and used up over a duration",
        consequence: "a month's part of a step is no whole unit",
        remedy: "delete 'whole', or make the pool 'reusable: true'")
    }
    guard let pool = pools[use.pool] else {
      dangling(
        path, "pool", use.pool, among: { $0.pools.map(\.id) },
        consequence: "the step could take nothing",
        section: "pools")
      return
    }
    guard !pool.split.isEmpty,
      !pool.split.contains(where: { $0.programme == programme.id })
    else { return }
    add(
      .missing, path, "'\(programme.id)' has no share in the split of pool '\(pool.id)'",
      consequence: "it would be granted nothing",
      remedy: "add '\(programme.id)' to the pool's 'split'")
  }

  mutating func checkSeason(_ season: String, _ path: [String]) {
    guard !seasons.contains(season) else { return }
    dangling(
      path, "season", season, among: { $0.seasons.map(\.id) },
      consequence: "the months could not differ",
      section: "seasons")
  }

  private mutating func checkLevel(
    _ rate: Step.Rate, _ step: Step, of programme: Programme, _ path: [String]
  ) {
    let programmePath = ["programmes", programme.id]
    if programme.steps.count > 1 {
      add(
        .misplaced, path, "'\(step.id)' is a level and has other steps beside it",
        consequence: "a level passes nothing on", remedy: "give the level a programme of its own")
    }
    if !programme.cohorts.isEmpty {
      add(
        .misplaced, programmePath + ["cohorts"], "'\(programme.id)' is a level and has cohorts",
        consequence: "a level has no units", remedy: "delete 'cohorts', or 'start' and 'bounds'")
    }
    for (key, isGiven) in [
      ("cap", rate.cap != nil), ("remaining", rate.remaining != nil),
      ("backlog", rate.backlog != nil), ("uses", !step.uses.isEmpty), ("cost", step.cost != nil),
      ("opens", !step.opens.isEmpty), ("after", step.after?.isEmpty == false),
      ("then", !step.then.isEmpty),
    ] where isGiven {
      add(
        .misplaced, path + [key], "'\(key)' is given for a level",
        consequence: "a level builds nothing",
        remedy: "delete '\(key)', or 'start' and 'bounds' if this is no level")
    }
    if let bounds = rate.bounds, let start = rate.start?.constant ?? (rate.start == nil ? 0 : nil),
      !bounds.contains(start)
    {
      add(
        .outOfRange, path + ["start"],
        "the level starts at \(Fault.text(start)), outside its bounds",
        consequence: "it would jump before the first month",
        remedy:
          "start between \(Fault.text(bounds.lowerBound)) and \(Fault.text(bounds.upperBound))")
    }
  }

  // MARK: Cohorts

  private mutating func checkCohorts(_ graph: StepGraph, _ path: [String]) {
    let programme = graph.programme
    for (index, cohort) in programme.cohorts.enumerated() {
      let path = path + ["cohorts", String(index)]
      if case .planned(let month) = cohort.entry { checkStart(month, path + ["start"]) }
      if let step = cohort.step, graph.index(of: step) == nil {
        dangling(
          path + ["at"], "step", step, among: { _ in programme.steps.map(\.id) },
          consequence: "the units could not enter", section: "steps")
        continue
      }
      guard cohort.progress != nil else { continue }
      let takesTime = graph.entries(of: cohort).contains {
        if case .takes = programme.steps[$0].kind { true } else { false }
      }
      if !takesTime {
        add(
          .misplaced, path + ["progress"], "'progress' is given where no step 'takes' time",
          consequence: "there is no duration of which a share could be done",
          remedy: "name a step that takes time with 'at', or delete 'progress'")
      }
    }
  }

  // MARK: Ways through the steps

  private mutating func checkWays(_ programme: Programme, _ path: [String]) {
    let ids = programme.steps.map(\.id)
    let steps = Dictionary(programme.steps.map { ($0.id, $0) }) { first, _ in first }
    for (i, step) in programme.steps.enumerated() {
      let path = path + ["steps", step.id]
      if Step.Branch.Destination(step.id).step == nil {
        add(
          .reservedName, path, "a step is called '\(step.id)'",
          consequence: "the word has a meaning under 'then'",
          remedy: "choose another id")
      }
      for id in step.then.compactMap(\.to.step) where steps[id] == nil {
        dangling(
          path + ["then", id], "step", id,
          among: { _ in ids + Step.Branch.Destination.ends.map(\.description) },
          consequence: "units could not go there", section: "steps")
      }
      if !step.then.isEmpty, step.ways.isEmpty {
        add(
          .deadEnd, path + ["then"], "no way under 'then' has a weight above 0",
          consequence: "units could go nowhere",
          remedy: "give at least one way a positive weight")
      }
      for (index, name) in (step.after ?? []).enumerated() {
        checkAfter(name, step, of: programme, steps, path + ["after", String(index)])
      }
      if step.endless, i != 0 || step.after?.isEmpty == false {
        add(
          .conflict, path + ["endless"], "'\(step.id)' is endless and follows another step",
          consequence: "it would need nobody before it", remedy: "put it first, or delete 'endless'"
        )
      }
      if step.endless, !programme.cohorts.isEmpty {
        add(
          .conflict, path + ["endless"], "'\(programme.id)' is endless and has cohorts",
          consequence: "there would be no telling them apart",
          remedy: "delete 'cohorts' or 'endless'")
      }
    }
  }

  private mutating func checkAfter(
    _ awaited: Reference, _ step: Step, of programme: Programme, _ steps: [String: Step],
    _ path: [String]
  ) {
    let name = awaited.description
    if let other = steps[name] {
      let ways = other.ways.map(\.to)
      if !other.then.isEmpty, !ways.contains(.step(step.id)) {
        add(
          .conflict, path, "'\(step.id)' follows '\(name)', whose ways are given by 'then'",
          consequence: "no unit would come from there",
          remedy: "add '\(step.id)' to the 'then' of '\(name)', or take '\(name)' out of 'after'")
      } else if ways.contains(.done), step.after?.count ?? 0 > 1 {
        add(
          .neverEnds, path, "'\(step.id)' waits for '\(name)', from where a unit may go to 'done'",
          consequence: "its other parts would wait for ever",
          remedy: "let it go to '\(step.id)' or to 'cancelled'")
      } else if programmes[name] != nil {
        add(
          .ambiguous, path, "'\(name)' is both a step and a programme",
          consequence: "it is not clear which must be finished", remedy: "rename one of them")
      }
      return
    }
    if let other = awaited.programme.flatMap({ programmes[$0] }) {
      // The month's loop holds back units, and a rate has none before it makes them.
      if case .rate = step.kind {
        add(
          .misplaced, path,
          "'\(step.id)' has a 'rate' and is to wait for another programme, '\(name)'",
          consequence: "only units can wait",
          remedy: "put the wait on a step that takes time or has a chance")
        return
      }
      if opaque.contains(other.id) { return }
      if awaited.step.map({ id in other.steps.contains { $0.id == id } }) ?? true {
        checkEnd(
          of: other, before: awaited.step, path,
          consequence: "'\(step.id)' would wait for ever", remedy: "take '\(name)' out of 'after'")
        return
      }
      dangling(
        path, "step", name, among: { _ in other.steps.map { "\(other.id).\($0.id)" } },
        consequence: "'\(step.id)' would wait for ever", section: "programmes")
      return
    }
    dangling(
      path, "step", name,
      among: { scenario in
        programme.steps.map(\.id)
          + scenario.programmes.filter { $0.id != programme.id }.flatMap { other in
            other.steps.map { "\(other.id).\($0.id)" }
          }
      },
      consequence: "'\(step.id)' would wait for ever", section: "programmes")
  }
}

import Sampling

extension WarningFinder {
  // MARK: Pools

  mutating func checkPools() {
    for pool in scenario.pools where (1...months).allSatisfy({ capacity(pool, month: $0) == 0 }) {
      warn(
        .emptyPool, ["pools", pool.id, "capacity"],
        "pool '\(pool.id)' has nothing to grant in any month",
        consequence: "the steps that use it stand still", remedy: "give it a capacity above 0")
    }
  }

  /// The most a pool can have in a month.
  func capacity(_ pool: Pool, month: Int) -> Double {
    let base = pool.capacity[pool.capacity.count == 1 ? 0 : min(month, pool.capacity.count) - 1]
    let most =
      base.distribution.upperBound * weight(pool.season, month: month)
      * (capacityUp[pool.id] ?? 1)
    return most.isNaN ? .infinity : most
  }

  /// The weight of a season in a month of the horizon; 1 without one.
  func weight(_ season: String?, month: Int) -> Double {
    guard let season = season.flatMap({ seasons[$0] }) else { return 1 }
    return season.weights[scenario.calendar.month(month).monthOfYear - 1]
  }

  // MARK: Cohorts and steps

  /// Above so many units, what is drawn for each of them alone averages out.
  static let manyUnits = 100.0

  mutating func checkWork(_ number: Int) {
    let programme = scenario.programmes[number]
    let path = ["programmes", programme.id]
    for (index, cohort) in programme.cohorts.enumerated() {
      checkCohort(cohort, programme, path + ["cohorts", String(index)])
    }
    for (index, step) in programme.steps.enumerated() {
      let here = path + ["steps", step.id]
      checkNothing(step, here)
      for use in step.uses {
        guard let pool = pools[use.pool] else { continue }
        checkWhole(use, pool, step, here + ["uses", use.pool])
        checkHeld(use, pool, StepIndex(programme: number, step: index), here + ["uses", use.pool])
      }
      checkSeparate(StepIndex(programme: number, step: index), here)
    }
  }

  private mutating func checkCohort(_ cohort: Cohort, _ programme: Programme, _ path: [String]) {
    if cohort.number.distribution.upperBound.rounded() == 0 {
      warn(
        .noUnits, path + ["number"], "a cohort of '\(programme.id)' has no units",
        consequence: "nothing ever enters",
        remedy: "give a number of at least 1, or delete the cohort")
    } else if let value = cohort.number.constant, value != value.rounded() {
      warn(
        .partOfUnit, path + ["number"],
        "'number' is \(Fault.text(value)) and is rounded to \(Fault.text(value.rounded()))",
        consequence: "there are no parts of units",
        remedy: "give a whole number, and the rest by 'size'")
    }
    if cohort.size.distribution.upperBound == 0 {
      warn(
        .noSize, path + ["size"], "the units of a cohort of '\(programme.id)' have size 0",
        consequence: "they count for nothing",
        remedy: "give a size above 0, or leave it out where units are counted")
    }
  }

  private mutating func checkNothing(_ step: Step, _ path: [String]) {
    switch step.kind {
    case .rate(let rate) where !rate.isLevel && rate.output.distribution.upperBound == 0:
      warn(
        .noRate, path + ["rate"], "step '\(step.id)' has a rate of 0",
        consequence: "it never makes anything",
        remedy: "give a rate above 0")
    case .chance(let chance) where chance.distribution.upperBound == 0:
      warn(
        .noChance, path + ["chance"], "step '\(step.id)' has a chance of 0",
        consequence: "no unit ever leaves it",
        remedy: "give a chance above 0")
    default: break
    }
  }

  /// A whole pool that never has enough for a single unit.
  private mutating func checkWhole(_ use: Step.Use, _ pool: Pool, _ step: Step, _ path: [String]) {
    guard pool.whole, !pool.carry else { return }
    let most = (1...months).map { capacity(pool, month: $0) }.max() ?? 0
    guard use.amount > most * (1 + 1e-9), most > 0 else { return }
    warn(
      .tooSmall, path,
      "a unit needs \(Fault.text(use.amount)) of pool '\(pool.id)', which never has more than "
        + "\(Fault.text(most))",
      consequence: "a whole pool serves no unit in part, so step '\(step.id)' never serves any",
      remedy: "lower the amount, raise the capacity, or delete 'whole'")
  }

  /// Whole crews that are held to the month's end by jobs that take less, while others wait for them. A
  /// divisible pool is shared out among all who wait, so that nothing of it is left.
  private mutating func checkHeld(
    _ use: Step.Use, _ pool: Pool, _ index: StepIndex, _ path: [String]
  ) {
    let step = scenario.programmes[index.programme].steps[index.step]
    guard pool.reusable, pool.whole, use.amount >= 1, case .takes(let duration) = step.kind,
      duration.distribution.upperBound > 0, isScarce(pool), let speed = slowest(step)
    else { return }
    let short = duration.distribution.cdf(0.999 * speed)
    guard short >= 0.5 else { return }
    let part = use.amount * self.part(of: duration.distribution.mean / speed)
    warn(
      .held, path,
      short > 0.995
        ? "step '\(step.id)' takes less than a month, and holds pool '\(pool.id)' for all of it"
        : "step '\(step.id)' mostly takes less than a month, and holds pool '\(pool.id)' for all of it",
      consequence: "the pool stands idle for the rest of the month",
      remedy:
        "use a part of it, such as '\(pool.id): \(Fault.text(part))', or give a 'rate' in units a month"
    )
  }

  private func part(of mean: Double) -> Double { min(1, max(0.1, (mean * 10).rounded() / 10)) }

  /// The speed of a step in its slowest month, as far as the season goes; nil where factors move it.
  private func slowest(_ step: Step) -> Double? {
    guard step.factors.allSatisfy({ $0.exponent == 0 }) else { return nil }
    return (1...months).filter { works(step, month: $0) }.map { weight(step.season, month: $0) }
      .min()
  }

  /// Whether more surely is asked of a pool at once than it ever has.
  private func isScarce(_ pool: Pool) -> Bool {
    let most = (1...months).map { capacity(pool, month: $0) }.max() ?? 0
    return asked[pool.id] ?? 0 > most * (1 + 1e-9)
  }

  /// One distribution drawn for each of many units, in a programme in which nothing moves them together.
  private mutating func checkSeparate(_ index: StepIndex, _ path: [String]) {
    let programme = scenario.programmes[index.programme]
    guard case .takes(let duration) = programme.steps[index.step].kind, duration.each == .unit,
      duration.distribution.variance.squareRoot() > 0.1 * duration.distribution.mean
    else { return }
    let most = programme.cohorts.reduce(0) { sum, cohort in
      var units = cohort.number.distribution.mean
      if case .arriving = cohort.entry { units *= Double(months) }
      return sum + units
    }
    guard most > Self.manyUnits, !movesTogether(index.programme) else { return }
    warn(
      .separate, path + ["takes"],
      "each of the \(Fault.text(most.rounded())) units draws its own duration",
      consequence: "delays cancel out among so many, and the total hardly varies",
      remedy:
        "add 'each: trial' where one contract or method builds them all, or a factor that they share"
    )
  }

  /// Whether anything uncertain is the same for all units of a programme: their number, a distribution drawn
  /// once, a factor, a risk, a pool that it shares or that varies.
  private func movesTogether(_ number: Int) -> Bool {
    let programme = scenario.programmes[number]
    func isShared(_ quantity: Quantity?) -> Bool {
      quantity.map { $0.constant == nil && $0.each != .unit } ?? false
    }
    if programme.cohorts.contains(where: { isShared($0.number) || isShared($0.size) }) {
      return true
    }
    for (index, step) in programme.steps.enumerated() {
      if struck.contains(StepIndex(programme: number, step: index)) || !step.uses.isEmpty {
        return true
      }
      if step.factors.contains(where: { isShared(factors[$0.factor]?.value) && $0.exponent != 0 }) {
        return true
      }
      switch step.kind {
      case .rate: return true
      case .takes(let quantity), .chance(let quantity): if isShared(quantity) { return true }
      }
    }
    return false
  }
}

extension Plan {
  /// Runs the trials with and without what is known, and returns the odds now and before.
  ///
  /// The result is the same to the bit for any number of threads and on every launch.
  ///
  /// - Parameters:
  ///   - settings: How many trials, with which random draws, on how many threads.
  ///   - actuals: What is known.
  ///   - option: The id of an option and the scenario with it carried out, from the month after the as-of month
  ///     on; nil for this plan.
  ///   - progress: Told the number of trials merged so far.
  /// - Throws: ``ActualsFaults`` for actuals that cannot be; otherwise as
  ///   ``forecast(_:option:progress:)``.
  public func forecast(
    _ settings: RunSettings = RunSettings(), given actuals: Actuals,
    option: (id: String, scenario: Scenario)? = nil, progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> Reforecast {
    let given = try await given(actuals, settings, becoming: option?.scenario)
    return try await given.forecast(settings, beside: self, option: option?.id, progress: progress)
  }

  /// Runs the trials of a plan that ``given(_:_:becoming:)`` has made, and those of the plan that it was made from.
  ///
  /// - Parameters:
  ///   - settings: With the seed that it was made with.
  ///   - plan: The plan as nothing was known.
  ///   - option: The id of the option that it becomes, which the forecast is to name.
  ///   - progress: Told the number of trials merged so far.
  /// - Throws: As ``forecast(_:option:progress:)``.
  /// - Precondition: It was made by ``given(_:_:becoming:)``.
  public func forecast(
    _ settings: RunSettings, beside plan: Plan, option: String? = nil,
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> Reforecast {
    precondition(learnedPast.seed == settings.seed, "what was learned belongs to a seed")
    let before = try await plan.forecast(settings)
    let now = try await forecast(settings, option: option, progress: progress)
    return reforecast(now, before, of: plan)
  }

  /// What was learned, of a plan that ``given(_:_:becoming:)`` has made.
  var learnedPast: Past {
    guard let past = past as? Past else { preconditionFailure("nothing is known of the plan") }
    return past
  }

  /// The odds of the plan's trials, of which the past has been asked for, beside what they were before.
  func reforecast(_ now: Forecast, _ before: Forecast, of plan: Plan) -> Reforecast {
    let past = learnedPast
    let actuals = past.evidence.actuals
    return Reforecast(
      actuals: actuals, now: now, before: before,
      standings: plan.scenario.standings(in: actuals), surprises: past.surprises,
      outsideLimit: past.outsideLimit,
      learned: past.learned, risks: past.learnedRisks, scatter: past.posterior.scatter,
      scatterLimit: past.posterior.scatterLimit,
      disagreement: past.disagreement)
  }

  /// This plan with trials that agree with what is known. It is run, compared, sought with and traced as any other;
  /// what is compared with it is another from the month after the as-of month on.
  ///
  /// - Parameters:
  ///   - actuals: What is known.
  ///   - settings: The seed of the runs that follow, and the threads to learn with.
  ///   - option: The scenario with an option carried out, from the month after the as-of month on; nil for this
  ///     plan.
  /// - Throws: ``ActualsFaults`` for what ``Scenario/faults(in:)`` finds; `CancellationError`.
  public func given(
    _ actuals: Actuals, _ settings: RunSettings, becoming option: Scenario? = nil
  ) async throws -> Plan {
    let faults = scenario.faults(in: actuals)
    guard faults.isEmpty else { throw ActualsFaults(faults) }
    return try await given(Evidence(scenario, actuals), settings, becoming: option)
  }

  func given(
    _ evidence: Evidence, _ settings: RunSettings, becoming option: Scenario? = nil
  ) async throws -> Plan {
    let past = try await Past.learn(evidence, seed: settings.seed, threads: settings.threads)
    let becoming = option.map { scenario.becoming($0, after: evidence.asOf) }
    return Plan(part: becoming ?? scenario, past: past)
  }
}

extension Plan {
  /// The first month of which nothing is known, in which options begin; nil where nothing is known at all.
  package var firstOpenMonth: Month? {
    past.map { scenario.calendar.month($0.layout.asOf + 1) }
  }
}

extension Scenario {
  /// Whether another scenario can hold from the end of a month on: nothing that is settled when the horizon begins
  /// is different in it.
  package func mayBecome(_ other: Scenario, after month: Int) -> Bool {
    guard month < calendar.months else { return true }
    let from = calendar.month(month + 1)
    return phase(at: from).mayBecome(other.phase(at: from))
  }

  /// This scenario until a month's end, and another from then on.
  ///
  /// One that it may not become then, since it is different in what is settled when the horizon begins, changes
  /// nothing; see ``mayBecome(_:after:)``.
  func becoming(_ other: Scenario, after month: Int) -> Scenario {
    guard month < calendar.months, mayBecome(other, after: month) else { return self }
    let from = calendar.month(month + 1)
    var next = other.phase(at: from)
    next.later = []
    var changed = self
    changed.later = later.filter { $0.from < from }
    var now = changed.phase(at: from)
    now.later = []
    if next != now { changed.later.append(Phase(from: from, scenario: next)) }
    changed.later += other.later.filter { $0.from > from }
    return changed
  }
}

extension Posterior {
  /// What each actual was worth, against what the first trials read before anything was known.
  func surprises(_ read: [[Double]]) -> [Reforecast.Surprise] {
    let readings = bank.evidence.actuals.readings
    return readings.indices.map { index in
      let reading = readings[index]
      let slack = max(1e-9 * reading.value.magnitude, reading.rounding)
      let all = read[index].filter(\.isFinite)
      let count = Double(max(1, all.count))
      let below = Double(all.count { $0 < reading.value - slack }) / count
      let atOrBelow = Double(all.count { $0 <= reading.value + slack }) / count
      let (least, most) = (all.min() ?? 0, all.max() ?? 0)
      let isImpossible =
        (reading.value < least - slack || reading.value > most + slack) && isCut(index)
      return Reforecast.Surprise(
        reading: reading, below: below, atOrBelow: atOrBelow,
        isSurprising: min(atOrBelow, 1 - below) < 0.025 / Double(readings.count),
        possible: isImpossible ? (reading.value < least ? least : most) : nil)
    }
  }

  /// How many of the actuals lie outside their 90 % ranges in all but the most unlucky hundredth of the first trials.
  /// Actuals share factors and risks, so that many of them stray together.
  func outsideLimit(_ read: [[Double]]) -> Int {
    var counts = [Int](repeating: 0, count: evidence.pilotTrials)
    for values in read {
      let sorted = values.filter(\.isFinite).sorted()
      guard let last = sorted.indices.last else { continue }
      let count = Double(sorted.count)
      let low = sorted[max(0, Int((0.05 * count).rounded(.up)) - 1)]
      let high = sorted[min(last, Int(0.95 * count))]
      for (trial, value) in values.enumerated() where value < low || value > high {
        counts[trial] += 1
      }
    }
    return counts.sorted()[Int(0.99 * Double(evidence.pilotTrials))]
  }

  /// Whether an actual was cut before it was learned from, or is one that no trial can vary to.
  private func isCut(_ actual: Int) -> Bool {
    let all = bank.evidence.readings
    let indices = all.indices.filter { all[$0].actual == actual }
    if indices.isEmpty { return true }
    return indices.contains { index in
      cuts[index] != nil || datumOf[index] == nil
    }
  }
}

extension Past {
  /// The share of trials and programmes that do not agree with an actual to the unit.
  var disagreement: Double {
    let samples = sampled
    let compared = samples.reduce(0) { $0 + $1.compared }
    return compared == 0
      ? 0 : Double(samples.reduce(0) { $0 + $1.disagreeing }) / Double(compared)
  }

  /// Numbers that trials draw once, then and now.
  var learned: [Reforecast.Learned] {
    let samples = sampled
    var learned: [Reforecast.Learned] = []
    for (index, number) in evidence.numbers.enumerated() {
      guard let name = number.name else { continue }
      let before = bank.scores[index].map { number.distribution.value(atNormalScore: $0) }
      learned.append(.init(name, before, samples.flatMap { $0.numbers[index] }))
    }
    for (index, entity) in evidence.entities.enumerated() {
      guard case .number(let number) = entity, let name = number.name else { continue }
      learned.append(.init(name, bank.values[index], samples.flatMap { $0.entities[index] }))
    }
    let draws = PriorDraws(evidence, seed: seed)
    for (index, carried) in evidence.carried.enumerated() {
      guard let name = carried.number.name else { continue }
      let before = (0..<evidence.pilotTrials).map { draws.value(of: carried.number, trial: $0) }
      learned.append(.init(name, before, samples.flatMap { $0.carried[index] }))
    }
    return learned
  }

  /// Risks that reach what was read, then and now.
  var learnedRisks: [Reforecast.LearnedRisk] {
    let samples = sampled
    var learned: [String: Reforecast.LearnedRisk] = [:]
    for (index, entity) in evidence.entities.enumerated() {
      guard case .risks(let risks) = entity else { continue }
      for risk in risks {
        let id = evidence.plan.riskIDs[risk]
        let histories = samples.flatMap { $0.histories[index] }
        func share(_ values: [Bool], _ indices: [Int32]) -> Double {
          Double(indices.count { values[Int($0)] }) / Double(max(1, indices.count))
        }
        let all = (0..<Int32(evidence.pilotTrials)).map { $0 }
        learned[id] = Reforecast.LearnedRisk(
          risk: id, happenedBefore: share(bank.happened[risk], all),
          happenedNow: share(bank.happened[risk], histories),
          actsBefore: share(bank.acts[risk], all), actsNow: share(bank.acts[risk], histories))
      }
    }
    return evidence.scenario.risks.compactMap { learned[$0.id] }
  }
}

extension Reforecast.Learned {
  fileprivate init(_ number: Number, _ before: [Double], _ now: [Double]) {
    self.init(
      number: number, before: Reforecast.Spread(before), now: Reforecast.Spread(now),
      values: Array(now.prefix(10_000)))
  }
}

extension Reforecast.Spread {
  fileprivate init(_ values: [Double]) {
    let sorted = values.sorted()
    let count = Double(max(1, sorted.count))
    let mean = sorted.reduce(0, +) / count
    func quantile(_ q: Double) -> Double {
      sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int(q * count))]
    }
    self.init(
      mean: mean,
      deviation: (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot(),
      p10: quantile(0.1), p50: quantile(0.5), p90: quantile(0.9))
  }
}

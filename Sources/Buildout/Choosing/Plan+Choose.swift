extension Plan {
  /// Looks for the best that may be done within a budget.
  ///
  ///     let choice = try await plan.choose(
  ///       among: document.levers, budget: 0...200, settings,
  ///       carryOut: document.carryingOut)
  ///
  /// Combinations are looked at in the first trials of the run, all on the same random draws. The best of each
  /// budget and their closest rivals are then judged in as many fresh trials, which no choice was made by, so that
  /// a combination that was lucky in the first trials is not taken for a good one. Of a combination only what it
  /// can change is simulated, and parts that several combinations share only once.
  ///
  /// - Parameters:
  ///   - levers: What may be carried out.
  ///   - named: Combinations that are known by a name of their own.
  ///   - budget: The most money that may be spent; with two different ends the best of every budget between.
  ///   - aim: What is to be made as good as the money allows.
  ///   - settings: As many trials are made to look, and as many to judge, or up to four times as many where the
  ///     finalists are small parts of the plan. Its precision is not looked at.
  ///   - progress: Told how many trials of the whole plan have been made so far, parts counting for what they
  ///     are. There will be at most ``Choice/mostRuns`` times the trials of the settings.
  ///   - carryOut: The scenario with so many units of each lever; it has the targets of this plan's scenario. What
  ///     it throws ends the search.
  /// - Throws: What `carryOut` throws; ``ScenarioFaults`` when one of its scenarios has faults; ``TrialOverflow``;
  ///   `CancellationError` when the task is cancelled.
  /// - Precondition: There is a lever; levers have ids of their own and name only one another; the scenario has
  ///   what is aimed at.
  public func choose(
    among levers: [Lever], named: [NamedCombination] = [], budget: ClosedRange<Double>,
    for aim: Aim = .targetsMet, _ settings: RunSettings = RunSettings(),
    progress: (@Sendable (Int) -> Void)? = nil,
    carryOut: @escaping (Combination) throws -> Scenario
  ) async throws -> Choice {
    precondition(!levers.isEmpty, "there is nothing to choose from")
    let levers = levers.map { $0.begun(noSoonerThan: firstOpenMonth) }
    let combinations = Combinations(levers, scenario.calendar)
    let parts = try ChoiceParts(self, combinations, aim, carryOut: carryOut)
    precondition(parts.members > 0 || aim == .targetsMet, "the scenario has what is aimed at")
    let scores = ChoiceScores(parts, levers: levers.count, settings, carryOut: carryOut)
    scores.progress = progress
    let idle = combinations.idle(parts.unreaching, scenario.calendar)
    let search = ChoiceSearch(
      combinations, scores, budget: budget, idle: idle,
      named: named.map { name in levers.map { name.units[$0.id] ?? 0 } }, trials: settings.trials)
    let base = Array(repeating: 0, count: levers.count)
    let found = try await search.finalists()
    let finalists = ([base] + found.filter { $0 != base })
      .map { (units: $0, cost: combinations.cost($0)) }
      .enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
      .map(\.element)

    let entries = Set(finalists.flatMap { scores.entries(of: $0.units) })
    let trials = ChoiceSearch.judging(settings.trials, weight: scores.weight(of: entries))
    scores.begin(at: (settings.trials + Block.size - 1) / Block.size * Block.size)
    try await scores.simulate(entries, trials: trials)
    let values = finalists.map { scores.values($0.units, trials: trials) }
    let judged = zip(finalists, values).map { finalist, values in
      let sums = ChoiceValues.sums(values)
      return Choice.Finalist(
        combination: Combination(units: finalist.units), cost: finalist.cost,
        value: MeanEstimate(sum: sums.sum, squares: sums.squares, trials: trials))
    }
    let gains = values.map { first in values.map { ChoiceValues.gain(from: first, to: $0) } }
    return Choice(
      scenario: scenario, levers: levers, named: named, aim: aim, budget: budget,
      seed: settings.seed, trials: trials,
      confidence: Confidence(statements: max(1, judged.count * (judged.count - 1) / 2)),
      finalists: judged, gains: gains, idle: idle.sorted().map { levers[$0].id },
      effort: Choice.Effort(
        combinations: search.counted, isBounded: search.isBounded,
        isExhaustive: search.isExhaustive, parts: scores.entries.count,
        simulations: scores.simulations, planTrials: scores.planTrials,
        leftOver: search.leftOver, skippedSteps: search.skippedSteps))
  }
}

extension Choice {
  /// A search makes at most so many times the trials asked for, counted in trials of the whole plan.
  public static var mostRuns: Int {
    Int(ChoiceSearch.mostRuns + ChoiceSearch.judgingRuns)
  }
}

extension Combinations {
  /// Indices of levers that can be left alone: that reach nothing of the aim, save nothing, and are needed by
  /// none that does.
  func idle(_ unreaching: Set<Int>, _ calendar: Calendar) -> Set<Int> {
    let useful = levers.indices.filter { index in
      let lever = levers[index]
      let saves = lever.levels.contains { lever.cost(units: $0, calendar) < 0 }
      return !unreaching.contains(index) || saves || lever.exchange != nil
    }
    return Set(levers.indices).subtracting(withNeeds(useful))
  }
}

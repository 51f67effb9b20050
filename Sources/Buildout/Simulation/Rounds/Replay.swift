extension Plan {
  /// Replays one trial month by month, as far as its numbers can be counted.
  ///
  /// - Parameters:
  ///   - trial: Counted from 0, at most 4,294,967,295.
  ///   - seed: The seed of the run it belongs to.
  ///   - option: The id of the option that this plan carries out, which the trace is to name.
  public func trace(trial: Int, seed: UInt64, option: String? = nil) -> Trace {
    precondition(UInt32(exactly: trial) != nil, "a trial's number has 32 bits")
    // Everything is shown, so everything is simulated.
    let whole = Plan(part: scenario, together: true, past: past)
    let round = Round(
      whole, seed: seed, capacity: Round.lanes, workers: 1, isObserved: true)
    round.begin(at: trial, count: 1)
    var factors: [Trace.Named<Double>] = []
    /// By month, programme and counter.
    var stood: [[[Double]]] = []
    var rests: [Double] = []
    var traced: [Trace.MonthTrace] = []
    _ = round.run { simulator, _, month in
      if month == 1 {
        factors = factorIDs.enumerated().compactMap { index, id -> Trace.Named<Double>? in
          guard self.factors[index].value.each == .trial else { return nil }
          return Trace.Named(id: id, value: simulator.factorValues[index * months])
        }
      }
      if simulator.hasOverflowed(by: month) { return }
      stood.append(
        programmes.map { programme in
          (0..<Counter.count).map { simulator.counters[Int(programme.counters) + $0] }
        })
      rests = simulator.past?.restsOfFirst ?? []
      traced.append(monthTrace(simulator, month))
    } read: { series, month, values in
      guard traced.indices.contains(month - 1) else { return }
      for (i, record) in targets.enumerated() where Int(record.series) == series {
        traced[month - 1].targets[i].value = values.current[0]
        traced[month - 1].targets[i].met = record.isMet(by: values.judged[0])
      }
    }
    var overflow = round.overflow
    overflow?.option = option
    // Its readings may be what overflows.
    if let last = overflow { traced.removeAll { $0.month >= last.month } }
    whole.hold(&stood, rests)
    for index in traced.indices {
      traced[index].programmes = programmeTraces(
        from: index > 0 ? stood[index - 1] : nil, to: stood[index])
    }
    return Trace(
      scenario: scenario, seed: seed, trial: trial, option: option, factors: factors,
      months: traced, overflow: overflow)
  }

  private var factorIDs: [String] { scenario.factors.map(\.id).sorted() }

  /// Sets what programmes have counted to what is known of it, as what is read of targets is.
  ///
  /// - Parameters:
  ///   - stood: By month, programme and counter.
  ///   - rests: By flow, how much was added to what was simulated when it was set.
  private func hold(_ stood: inout [[[Double]]], _ rests: [Double]) {
    guard let layout = past?.layout else { return }
    let flows = flowFacts(layout)
    var rests = rests
    for (leaf, facts) in layout.facts {
      guard case .reading(let id, nil, let reading, let asNumber) = leaf, reading != .finish,
        let index = programmeIDs.firstIndex(of: id)
      else { continue }
      let counter = Counter.of(reading, asNumber: asNumber)
      var cells = stood.map { $0[index][counter] }
      cells.withUnsafeMutableBufferPointer { cells in
        rests.withUnsafeMutableBufferPointer { rests in
          guard let first = cells.baseAddress else { return }
          anchor(leaf, facts, flows, column: 0)
            .hold(first, every: 1, cells.count, rests.baseAddress)
        }
      }
      for (month, cell) in cells.enumerated() { stood[month][index][counter] = cell }
    }
  }

  private func monthTrace(_ simulator: Simulator, _ month: Int) -> Trace.MonthTrace {
    var acting: [String] = []
    // A risk that each unit settles for itself acts on some of them in every month of its window.
    for (index, id) in riskIDs.enumerated()
    where risks[index].kind != .unitChance && simulator.risk(index, month).isActing {
      acting.append(id)
    }
    var factorTraces: [Trace.Named<Double>] = []
    for (index, id) in factorIDs.enumerated() {
      let value = simulator.factorValues[index * months + month - 1]
      factorTraces.append(Trace.Named(id: id, value: value))
    }
    var poolTraces: [Trace.PoolTrace] = []
    for (index, pool) in pools.enumerated() {
      let state = simulator.poolStates[index]
      poolTraces.append(
        Trace.PoolTrace(
          pool: scenario.pools[Int(pool.scenarioPool)].id,
          programme: pool.programme < 0 ? nil : programmeIDs[Int(pool.programme)],
          capacity: state.capacity, asked: state.asked, granted: state.granted))
    }
    return Trace.MonthTrace(
      month: scenario.calendar.month(month), acting: acting.sorted(), factors: factorTraces,
      pools: poolTraces, programmes: [],
      targets: scenario.targets.map {
        Trace.TargetTrace(target: $0.id, value: .nan, met: false)
      })
  }

  /// - Parameter before: At the end of the month before; nil for the first.
  private func programmeTraces(
    from before: [[Double]]?, to after: [[Double]]
  ) -> [Trace.ProgrammeTrace] {
    var traces: [Trace.ProgrammeTrace] = []
    for programme in scenario.programmes {
      guard let index = programmeIDs.firstIndex(of: programme.id) else { continue }
      let change = { (counter: Int) in
        after[index][counter] - (before?[index][counter] ?? 0)
      }
      // A level has one step, whose counters are the programme's.
      let isLevel = steps[Int(programmes[index].steps.start)].kind == .level
      traces.append(
        Trace.ProgrammeTrace(
          programme: programme.id, started: change(Counter.started),
          completed: change(Counter.completed), cancelled: change(Counter.cancelled),
          lost: change(Counter.lost),
          backlog: after[index][Counter.backlog], inProgress: after[index][Counter.inProgress],
          spent: change(Counter.spent), level: isLevel ? after[index][Counter.level] : nil))
    }
    return traces
  }

  /// The trial whose reading of a target at its due month is nearest to a quantile of all trials.
  ///
  ///     let trial = try await plan.trial(nearest: 0.8, of: "roads-km", settings)
  ///     let story = plan.trace(trial: trial, seed: settings.seed)
  ///
  /// - Parameters:
  ///   - quantile: Above 0 and at most 1.
  ///   - target: The id of a target of the scenario.
  ///   - settings: Those of the run; its precision is not looked at.
  ///   - progress: Told the number of trials simulated so far, the second time they are.
  /// - Returns: The first of the trials that are equally near; nil when the measure is undefined in every
  ///   trial.
  /// - Throws: ``MemoryShortage`` before the first trial; `CancellationError` when the task is cancelled.
  public func trial(
    nearest quantile: Double, of target: String, _ settings: RunSettings,
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> Int? {
    precondition(scenario.targets.contains { $0.id == target }, "no target has this id")
    // Nothing else is simulated than what the target needs.
    let part = part(with: [target])
    let record = part.targets[0]
    let once = RunSettings(
      trials: settings.trials, seed: settings.seed, threads: settings.threads,
      memory: settings.memory)
    let layout = try part.fit(once)
    let tally = Tally(part, roundCapacity: layout.capacity)
    try await part.simulate(once, layout) { round in
      try await tally.absorb(round)
      return true
    }
    guard let wanted = tally.series[0].quantile(quantile, month: Int(record.due)) else {
      return nil
    }
    var nearest = (trial: 0, distance: Double.infinity)
    try await part.simulate(once, layout) { round in
      round.readAll { _, month, values in
        guard month == record.due else { return }
        for (lane, value) in values.judged.enumerated() {
          let distance = value == wanted ? 0 : (value - wanted).magnitude
          if distance < nearest.distance {
            nearest = (round.first + values.first + lane, distance)
          }
        }
      }
      progress?(round.first + round.count)
      return nearest.distance > 0
    }
    return nearest.trial
  }
}

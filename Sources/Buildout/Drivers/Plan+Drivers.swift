extension Plan {
  /// Finds out what each risk, factor and pool does to the targets, in one pass over the trials.
  ///
  /// Each risk is simulated twice more, switched off and certain, in what it affects. See
  /// <doc:ReadingTheAnswers> for what the figures say.
  ///
  /// - Parameters:
  ///   - settings: Its precision is not looked at.
  ///   - targets: Ids of the targets that are asked for; nil is all of them, and the number of firm
  ///     targets met. A target's own figures are the same either way.
  ///   - progress: Told the number of trials merged so far, after every block, in order.
  /// - Throws: `CancellationError` when the task is cancelled.
  /// - Precondition: The scenario has the targets.
  public func drivers(
    _ settings: RunSettings = RunSettings(), of targets: [String]? = nil,
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> Drivers {
    var study = DriverStudy(targets.map(part(with:)) ?? self, trials: settings.trials)
    let (paired, columns) = (study.paired, study.columns)
    try await settings.simulate {
      DriverBlock(paired, columns, seed: settings.seed)
    } absorb: { block in
      study.absorb(block)
      progress?(study.tally.trials)
      return true
    }
    study.rank()
    let all = paired.base.targets.indices
    return Drivers(
      scenario: scenario, seed: settings.seed, trials: study.tally.trials,
      sampledTrials: study.sampled, targetsMet: targets == nil ? study.targetsMet() : nil,
      targets: all.map { index in
        var tornado = study.tornado(ofTarget: index)
        tornado.fact = fact(ofAtLeast: 1, atMost: nil, of: [paired.base.scenario.targets[index].id])
        return tornado
      })
  }

  /// As much of the plan as is needed to know some of its targets, in the scenario's order.
  func part(with ids: [String]) -> Plan {
    let kept = scenario.targets.filter { ids.contains($0.id) }
    precondition(kept.count == Set(ids).count, "the scenario has the targets")
    let read = kept.flatMap { scenario.programmes(readBy: $0) }
    let links = ProgrammeLinks(scenario)
    return Plan(part: scenario.part(with: kept, programmes: links.group(of: read)), past: past)
  }
}

/// What is simulated to know the drivers, and what is kept of it.
struct DriverStudy {
  /// The plan, then each risk switched off and certain.
  let paired: PairedPlans
  /// The indices of the targets that each risk of the scenario affects.
  let affectedByRisk: [Set<Int>]
  let factorsAndPools: [Sampled]
  let columns: [SampledColumn]
  private(set) var tally: PairedTally
  /// Trials sampled so far.
  private(set) var sampled = 0
  /// By column and sampled trial.
  private(set) var values: [[Double]]
  /// Index of each column in ``columns``.
  private(set) var indices: [SampledColumn: Int] = [:]
  /// By column, of factors and pools: many targets share one.
  private(set) var ranks: [Ranks?] = []
  /// 1 where a target is met, by target and sampled trial.
  private(set) var met: [[UInt8]]

  /// A factor or pool and the targets it affects.
  struct Sampled {
    let driver: Driver
    let affected: Set<Int>
    let source: SampledColumn.Source
    /// Its value grows or changes from month to month.
    let isMonthly: Bool

    /// The column that holds what it was up to a month.
    func column(until month: Int) -> SampledColumn {
      SampledColumn(source: source, month: isMonthly ? month : 1)
    }
  }

  var base: Plan { paired.base }

  init(_ base: Plan, trials: Int) {
    let scenario = base.scenario
    let paired = PairedPlans(
      base,
      variants: scenario.risks.flatMap {
        [scenario.switchingOff(risk: $0.id), scenario.makingCertain(risk: $0.id)]
      })
    self.paired = paired
    affectedByRisk = scenario.risks.indices.map {
      Set(paired.targets[2 * $0 + 1] + paired.targets[2 * $0 + 2])
    }
    factorsAndPools = base.sampledDrivers()
    tally = PairedTally(
      paired,
      pairs: scenario.risks.indices.flatMap { risk in
        let (off, certain) = (2 * risk + 1, 2 * risk + 2)
        return [(0, off), (0, certain), (off, certain)].map {
          PairedTally.Pair(first: $0.0, second: $0.1)
        }
      })
    let columns = DriverStudy.columns(base, factorsAndPools)
    self.columns = columns
    let sample = min(trials, Drivers.sampleLimit)
    for (index, column) in columns.enumerated() { indices[column] = index }
    values = columns.map { _ in
      var values: [Double] = []
      values.reserveCapacity(sample)
      return values
    }
    met = base.targets.map { _ in
      var met: [UInt8] = []
      met.reserveCapacity(sample)
      return met
    }
  }

  /// Every column that a tornado looks at, once.
  private static func columns(_ base: Plan, _ drivers: [Sampled]) -> [SampledColumn] {
    var columns: [SampledColumn] = []
    var seen: Set<SampledColumn> = []
    func want(_ column: SampledColumn) {
      if seen.insert(column).inserted { columns.append(column) }
    }
    for (index, target) in base.targets.enumerated() {
      want(target.column)
      for driver in drivers where driver.affected.contains(index) {
        want(driver.column(until: Int(target.due)))
      }
    }
    if let last = base.lastFirmMonth {
      for driver in drivers { want(driver.column(until: last)) }
    }
    return columns
  }

  mutating func absorb(_ block: DriverBlock) {
    tally.absorb(block.paired)
    sampled += block.sampled
    guard block.sampled > 0 else { return }
    for index in columns.indices { values[index] += block.column(index) }
    for target in met.indices {
      met[target] += block.paired.met(0, target).prefix(block.sampled)
    }
  }

  /// Ranks the factors and pools, once all trials are in.
  mutating func rank() {
    ranks = columns.indices.map { index in
      if case .series = columns[index].source { nil } else { Ranks(values[index]) }
    }
  }
}

extension TargetRecord {
  /// The column that holds its measure when due.
  var column: SampledColumn { SampledColumn(source: .series(Int(series)), month: Int(due)) }
}

extension Plan {
  /// The last month in which a firm target is due; nil when none is firm.
  var lastFirmMonth: Int? { targets.filter(\.isFirm).map { Int($0.due) }.max() }

  /// The factors and pools that affect a target, in the scenario's order.
  fileprivate func sampledDrivers() -> [DriverStudy.Sampled] {
    // Any change will do to see what one affects.
    func affected(_ change: (inout Scenario) -> Void) -> Set<Int> {
      var changed = scenario
      change(&changed)
      return Set(AffectedPart(from: scenario, to: changed).targets())
    }
    let factorIDs = scenario.factors.map(\.id).sorted()
    var drivers: [DriverStudy.Sampled] = []
    for (number, factor) in scenario.factors.enumerated() {
      guard let index = factorIDs.firstIndex(of: factor.id) else {
        preconditionFailure("a factor is among the factors")
      }
      let isMonthly = factor.value.each == .month
      let affected = affected {
        $0.factors[number] = factor.turned()
      }
      drivers.append(
        DriverStudy.Sampled(
          driver: .factor(factor.id), affected: affected,
          source: .factor(index), isMonthly: isMonthly))
    }
    for number in scenario.pools.indices {
      let affected = affected { $0.pools[number] = $0.pools[number].turned() }
      for (index, pool) in pools.enumerated() where Int(pool.scenarioPool) == number {
        let programme = pool.programme < 0 ? nil : programmeIDs[Int(pool.programme)]
        drivers.append(
          DriverStudy.Sampled(
            driver: .pool(scenario.pools[number].id, programme: programme), affected: affected,
            source: .pool(index), isMonthly: true))
      }
    }
    return drivers.filter { !$0.affected.isEmpty }
  }
}

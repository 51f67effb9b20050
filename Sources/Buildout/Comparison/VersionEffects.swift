/// What versions of a plan do to the odds of its targets, on the same random draws.
///
/// Unlike options, versions may promise something else: targets may be dropped, lowered or added. So what is
/// counted of a version is how many of its own firm targets it misses.
public struct VersionEffects: Hashable, Sendable {
  /// What the random numbers were drawn from.
  public let seed: UInt64
  /// Trials of each version.
  public let trials: Int
  /// The first version, beside which the others stand.
  public let base: VersionOutcome
  /// The others, in the order in which they were given.
  public let versions: [VersionOutcome]
  /// How sure the intervals of the versions are together.
  public let confidence: Confidence
}

/// What one version of a plan does to its targets.
public struct VersionOutcome: Hashable, Sendable {
  /// A target of the version.
  public struct Promise: Hashable, Sendable {
    /// As the version has it.
    public let target: Target
    /// In how many trials it is met.
    public let met: Proportion
    /// The target of that id in the first version, then this one; nil where the first has none.
    public let pair: PairedProportion?
  }

  /// In the version's order.
  public let promises: [Promise]
  /// How many of its firm targets are missed in a trial.
  public let missed: MeanEstimate
  /// How many more firm targets are missed in a trial than in the first version.
  public let moreMissed: PairedGain
  /// All firm targets together, of the first version and of this one.
  public let together: PairedProportion

  /// How many firm targets it has.
  public var firm: Int { promises.count { $0.target.firmness == .firm } }
}

extension Plan {
  /// Simulates the plan and other versions of it on the same random draws, in one pass over the trials.
  ///
  /// Of a version only what differs is simulated.
  ///
  /// - Parameters:
  ///   - versions: Without faults. They may differ in anything, targets and months too.
  ///   - settings: Its precision is not looked at.
  ///   - progress: Told the number of trials merged so far.
  /// - Throws: ``ScenarioFaults`` when a version has faults; `CancellationError` when the task is
  ///   cancelled.
  public func versions(
    _ versions: [Scenario], _ settings: RunSettings = RunSettings(),
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> VersionEffects {
    for version in versions {
      let faults = version.faults()
      guard faults.isEmpty else { throw ScenarioFaults(faults) }
    }
    var tally = VersionTally(self, versions)
    let paired = tally.paired
    try await settings.simulate {
      PairedBlock(paired, seed: settings.seed)
    } absorb: { block in
      tally.absorb(block)
      progress?(tally.trials)
      return true
    }
    return tally.effects(seed: settings.seed)
  }
}

/// What is kept of the trials of versions: whole counts, exact in whatever order they are added.
private struct VersionTally: Sendable {
  /// Where the answers of a target stand.
  struct Row {
    let plan: Int
    let target: Int
  }

  let paired: PairedPlans
  private(set) var trials = 0
  /// The first version, then the others.
  private let scenarios: [Scenario]
  /// By version and target.
  private let rows: [[Row]]
  /// By version and target, the index of the target of that id among the first version's.
  private let partners: [[Int?]]
  private var met: [[Int]]
  private var onlyFirst: [[Int]]
  private var onlySecond: [[Int]]
  /// By version.
  private var missed: [(sum: Int, squares: Int)]
  private var more: [(sum: Int, squares: Int)]
  private var together: [(first: Int, second: Int, both: Int)]

  init(_ base: Plan, _ versions: [Scenario]) {
    var plans = [base]
    var rows = [base.scenario.targets.indices.map { Row(plan: 0, target: $0) }]
    let targets = Dictionary(
      base.scenario.targets.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first })
    for version in versions {
      let kept = Self.differing(from: base.scenario, to: version)
      let read = kept.flatMap { version.programmes(readBy: $0) }
      let links = ProgrammeLinks(version)
      plans.append(Plan(part: version.part(with: kept, programmes: links.group(of: read))))
      let own = Dictionary(
        kept.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
      rows.append(
        version.targets.map { target in
          own[target.id].map { Row(plan: plans.count - 1, target: $0) }
            ?? Row(plan: 0, target: targets[target.id] ?? 0)
        })
    }
    paired = PairedPlans(plans: plans)
    scenarios = [base.scenario] + versions
    self.rows = rows
    partners = scenarios.map { $0.targets.map { targets[$0.id] } }
    let none = scenarios.map { $0.targets.map { _ in 0 } }
    (met, onlyFirst, onlySecond) = (none, none, none)
    missed = scenarios.map { _ in (0, 0) }
    more = missed
    together = scenarios.map { _ in (0, 0, 0) }
  }

  /// The targets of a version that may come out otherwise than in the first, or stand there otherwise.
  private static func differing(from base: Scenario, to version: Scenario) -> [Target] {
    let same = version.targets.filter(Set(base.targets).contains)
    var (first, second) = (base, version)
    (first.targets, second.targets) = (same, same)
    let affected = Set(AffectedPart(from: first, to: second).targets().map { same[$0].id })
    let alike = Set(same.map(\.id)).subtracting(affected)
    return version.targets.filter { !alike.contains($0.id) }
  }

  mutating func absorb(_ block: PairedBlock) {
    var firstMissed: [Int] = []
    for version in scenarios.indices {
      var missedNow = Array(repeating: 0, count: block.count)
      for (index, target) in scenarios[version].targets.enumerated() {
        let row = rows[version][index]
        let flags = block.met(row.plan, row.target)
        met[version][index] += flags.reduce(0) { $0 + Int($1) }
        if target.firmness == .firm {
          for trial in 0..<block.count { missedNow[trial] += 1 - Int(flags[trial]) }
        }
        guard let partner = partners[version][index] else { continue }
        let before = block.met(0, partner)
        for trial in 0..<block.count {
          onlyFirst[version][index] += Int(before[trial] & ~flags[trial])
          onlySecond[version][index] += Int(flags[trial] & ~before[trial])
        }
      }
      if version == 0 { firstMissed = missedNow }
      for trial in 0..<block.count {
        let (now, difference) = (missedNow[trial], missedNow[trial] - firstMissed[trial])
        missed[version].sum += now
        missed[version].squares += now * now
        more[version].sum += difference
        more[version].squares += difference * difference
        let (isFirst, isSecond) = (firstMissed[trial] == 0, now == 0)
        if isFirst && isSecond { together[version].both += 1 }
        if isFirst && !isSecond { together[version].first += 1 }
        if isSecond && !isFirst { together[version].second += 1 }
      }
    }
    trials += block.count
  }

  func effects(seed: UInt64) -> VersionEffects {
    let outcomes = scenarios.indices.map(outcome)
    return VersionEffects(
      seed: seed, trials: trials, base: outcomes[0], versions: Array(outcomes.dropFirst()),
      confidence: Confidence(statements: max(1, outcomes.count - 1)))
  }

  private func outcome(_ version: Int) -> VersionOutcome {
    let promises = scenarios[version].targets.indices.map { index in
      let count = met[version][index]
      let first = onlyFirst[version][index]
      let second = onlySecond[version][index]
      return VersionOutcome.Promise(
        target: scenarios[version].targets[index], met: Proportion(count: count, trials: trials),
        pair: partners[version][index].map { _ in
          PairedProportion(
            onlyFirst: first, onlySecond: second, both: count - second, trials: trials)
        })
    }
    let pair = together[version]
    return VersionOutcome(
      promises: promises,
      missed: MeanEstimate(
        sum: missed[version].sum, squares: missed[version].squares, trials: trials),
      moreMissed: PairedGain(
        sum: more[version].sum, squares: more[version].squares, trials: trials),
      together: PairedProportion(
        onlyFirst: pair.first, onlySecond: pair.second, both: pair.both, trials: trials))
  }
}

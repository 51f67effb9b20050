/// What a run keeps of its trials: counts, moments and histograms, of a size that hardly depends on
/// how many there were.
///
/// Rounds are absorbed in the order of their trials, and moments are merged in an order that the numbers of
/// the blocks give, so every sum is the same whatever the number of threads, and however a run was cut.
final class Tally: @unchecked Sendable {
  /// Measures next to one another in a round's memory, which one worker tallies at a time, at most; fewer where
  /// there are few, so that no worker waits for long.
  private static let widestTile = 8

  let plan: Plan
  private(set) var trials = 0
  /// By series.
  let series: [SeriesTally]
  private(set) var joint: [JointTally]
  /// How many trials met k of the firm targets.
  private(set) var metCounts: [Int]
  /// Where each target stands: its series, and its index among that one's targets.
  private let positions: [(series: Int, index: Int)]
  /// Of each trial of a round, how many targets of a set are met.
  private var membersMet: [Int32]

  /// A set of targets whose joint probability is asked for.
  struct JointTally: Sendable {
    let scope: JointForecast.Scope
    let members: [Int]
    let atLeast: Int
    /// Nil where any number above is as good.
    let atMost: Int?
    var met = 0

    /// Whether it is met when so many of its targets are.
    @inline(__always)
    func isMet(by count: Int32) -> Bool {
      count >= Int32(atLeast) && count <= Int32(atMost ?? members.count)
    }
  }

  /// What is counted of all measures and targets.
  struct Counts: Sendable {
    var trials = 0
    var series: [SeriesTally.Counts]
    /// By set of targets, the trials that met it.
    var joint: [Int]
    /// How many trials met k of the firm targets.
    var metCounts: [Int]

    /// Of no trial.
    init(_ plan: Plan) {
      series = plan.series.indices.map { SeriesTally.Counts(plan, series: $0) }
      joint = Array(repeating: 0, count: Tally.jointTallies(of: plan).count)
      metCounts = Array(repeating: 0, count: plan.targets.count { $0.isFirm } + 1)
    }
  }

  /// - Parameters:
  ///   - counts: What is counted already; nil for nothing.
  ///   - block: The number of the block that comes next.
  init(_ plan: Plan, roundCapacity: Int, counts: Counts? = nil, block: Int = 0) {
    let counts = counts ?? Counts(plan)
    self.plan = plan
    trials = counts.trials
    series = plan.series.indices.map {
      SeriesTally(
        plan, series: $0, roundCapacity: roundCapacity, counts: counts.series[$0], block: block)
    }
    var positions = Array(repeating: (series: 0, index: 0), count: plan.targets.count)
    for tally in series {
      for (index, target) in tally.targets.enumerated() {
        positions[target.index] = (tally.series, index)
      }
    }
    self.positions = positions
    joint = Tally.jointTallies(of: plan)
    for index in joint.indices { joint[index].met = counts.joint[index] }
    metCounts = counts.metCounts
    membersMet = Array(repeating: 0, count: roundCapacity)
  }

  /// What is counted so far, in whole blocks.
  var counts: Counts {
    var counts = Counts(plan)
    counts.trials = trials
    for index in series.indices { series[index].counts(into: &counts.series[index]) }
    counts.joint = joint.map(\.met)
    counts.metCounts = metCounts
    return counts
  }

  static func jointTallies(of plan: Plan) -> [JointTally] {
    let scenario = plan.scenario
    let firm = plan.targets.indices.filter { plan.targets[$0].isFirm }
    var tallies: [JointTally] = []
    func all(_ scope: JointForecast.Scope, _ members: [Int]) {
      tallies.append(
        JointTally(scope: scope, members: members, atLeast: members.count, atMost: nil))
    }
    if !firm.isEmpty { all(.all, firm) }
    let sectors = scenario.targetSectors
    for sector in scenario.reportedSectors {
      let members = firm.filter { sectors[$0] == sector.id }
      if !members.isEmpty { all(.sector(sector.id), members) }
    }
    for group in scenario.groups {
      let members = group.targets.compactMap { id in
        scenario.targets.firstIndex { $0.id == id }
      }
      tallies.append(
        JointTally(
          scope: .group(group.id), members: members, atLeast: group.least,
          atMost: group.atMost))
    }
    return tallies
  }

  func target(_ index: Int) -> TargetTally {
    series[positions[index].series].targets[positions[index].index]
  }

  // MARK: Absorbing

  /// Takes in a round whose coupled programmes have been simulated; its programmes on their own are
  /// simulated now.
  func absorb(_ round: Round) async throws {
    try await sideBySide(plan.alone.count, workers: round.workers) { [self] worker, index in
      round.readAlone(index, worker: worker) { series[$0].absorb($2, month: $1) }
    }
    let others = plan.otherSeries.count
    let width = min(Tally.widestTile, max(1, others / (round.workers * 16)))
    let tiles = (others + width - 1) / width
    try await sideBySide(tiles, workers: round.workers) { [self] worker, tile in
      let some = tile * width..<min(others, (tile + 1) * width)
      round.readOthers(
        some, worker: worker,
        prepare: { some, month in
          for index in some { series[index].fetch(month: month) }
        }
      ) { series[$0].absorb($2, month: $1) }
    }
    if let overflow = round.overflow { throw overflow }
    countJoint(round.count)
    trials += round.count
  }

  /// Takes in the last trials, which may be less than a block.
  func finish() {
    for tally in series { tally.finish() }
  }

  /// Joint counts from each target's answer in each trial.
  private func countJoint(_ count: Int) {
    membersMet.withUnsafeMutableBufferPointer { membersMet in
      for index in joint.indices {
        let set = joint[index]
        for trial in 0..<count { membersMet[trial] = 0 }
        for member in set.members {
          target(member).metAtDue.withUnsafeBufferPointer { met in
            for trial in 0..<count { membersMet[trial] &+= Int32(met[trial]) }
          }
        }
        var met = 0
        for trial in 0..<count { met += set.isMet(by: membersMet[trial]) ? 1 : 0 }
        joint[index].met += met
        if set.scope == .all {
          for trial in 0..<count { metCounts[Int(membersMet[trial])] += 1 }
        }
      }
    }
    if metCounts.count == 1 { metCounts[0] += count }
  }

  /// The greatest half-width of a target's interval beside what was asked for, in percentage points.
  func precision(_ wanted: Double?) -> Precision? {
    wanted.map { wanted in
      Precision(
        wanted: wanted, left: plan.targets.indices.map { met($0).halfWidth * 100 }.max() ?? 0)
    }
  }

  func met(_ index: Int) -> Proportion {
    Proportion(count: target(index).met[Int(plan.targets[index].due) - 1], trials: trials)
  }
}

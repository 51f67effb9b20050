/// What a run keeps of its trials: counts, moments and histograms, of a size that does not depend on
/// how many there were.
///
/// Blocks are absorbed in the order of their numbers, so every sum is taken in the same order
/// whatever the number of threads.
struct Tally: Sendable {
  let plan: Plan
  private(set) var trials = 0
  /// By series and month.
  private(set) var histograms: [Histogram]
  private(set) var targets: [TargetTally]
  private(set) var scopes: [ScopeTally]
  /// How many trials met k of the firm targets.
  private(set) var metCounts: [Int]
  private var scratch: Scratch

  struct TargetTally: Sendable {
    /// By month, from month 1.
    var met: [Int]
    var behind: [Int]
    var firstReached: [Int]
    var atDue = Moments()
    var shortfall = Moments()
  }

  /// A set of targets whose joint probability is asked for.
  struct ScopeTally: Sendable {
    let scope: JointForecast.Scope
    let members: [Int]
    let atLeast: Int
    var met = 0
  }

  /// Reused from block to block.
  private struct Scratch: Sendable {
    var metAtDue: [UInt8]
    var reached = Array(repeating: UInt8(0), count: Block.size)
    var together = Array(repeating: Int32(0), count: Block.size)
    var shortfall = Array(repeating: 0.0, count: Block.size)
  }

  init(_ plan: Plan) {
    self.plan = plan
    histograms = Array(repeating: Histogram(), count: plan.series.count * plan.months)
    let zeros = Array(repeating: 0, count: plan.months)
    targets = plan.targets.map { _ in
      TargetTally(met: zeros, behind: zeros, firstReached: zeros)
    }
    scopes = Tally.scopes(of: plan)
    metCounts = Array(repeating: 0, count: plan.targets.count { $0.isFirm } + 1)
    scratch = Scratch(
      metAtDue: Array(repeating: 0, count: plan.targets.count * Block.size))
  }

  static func scopes(of plan: Plan) -> [ScopeTally] {
    let scenario = plan.scenario
    let firm = plan.targets.indices.filter { plan.targets[$0].isFirm }
    var scopes: [ScopeTally] = []
    if !firm.isEmpty {
      scopes.append(ScopeTally(scope: .all, members: firm, atLeast: firm.count))
    }
    for sector in scenario.reportedSectors {
      let members = firm.filter { scenario.sector(of: scenario.targets[$0]) == sector.id }
      if !members.isEmpty {
        scopes.append(
          ScopeTally(scope: .sector(sector.id), members: members, atLeast: members.count))
      }
    }
    for group in scenario.groups {
      let members = group.targets.compactMap { id in
        scenario.targets.firstIndex { $0.id == id }
      }
      scopes.append(
        ScopeTally(
          scope: .group(group.id), members: members, atLeast: group.atLeast ?? members.count))
    }
    return scopes
  }

  // MARK: Absorbing

  mutating func absorb(_ block: Block) {
    let count = block.count
    for series in plan.series.indices {
      for month in 1...plan.months {
        histograms[series * plan.months + month - 1].add(block.column(series, month))
      }
    }
    for index in plan.targets.indices { absorb(block, target: index) }
    countTogether(count)
    trials += count
  }

  private mutating func absorb(_ block: Block, target index: Int) {
    let target = plan.targets[index]
    let count = block.count
    var before = 0
    for month in 1...plan.months {
      let column = block.column(Int(target.series), month)
      let met = Tally.countMet(column, target)
      targets[index].met[month - 1] += met
      if target.isLasting {
        targets[index].firstReached[month - 1] += met - before
        before = met
      }
      if target.hasSchedule {
        let share = min(1, Double(month) / Double(target.due))
        let line = target.value * share * (1 - Target.tolerance)
        targets[index].behind[month - 1] += Tally.count(column) { $0 .< line }
      }
    }
    if !target.isLasting { countFirstReached(block, target: index) }
    let column = block.column(Int(target.series), Int(target.due))
    targets[index].atDue.merge(Moments(column))
    let isUpper = target.comparison == .atMost || target.comparison == .below
    for trial in 0..<count {
      let gap = isUpper ? column[trial] - target.value : target.value - column[trial]
      scratch.shortfall[trial] = max(0, gap)
      scratch.metAtDue[index * Block.size + trial] = target.isMet(by: column[trial]) ? 1 : 0
    }
    scratch.shortfall.withUnsafeBufferPointer { shortfall in
      targets[index].shortfall.merge(Moments(UnsafeBufferPointer(rebasing: shortfall[..<count])))
    }
  }

  /// How many trials satisfy the comparison for the first time in each month.
  private mutating func countFirstReached(_ block: Block, target index: Int) {
    let target = plan.targets[index]
    for trial in 0..<block.count { scratch.reached[trial] = 0 }
    for month in 1...plan.months {
      let column = block.column(Int(target.series), month)
      for trial in 0..<block.count
      where scratch.reached[trial] == 0 && target.isMet(by: column[trial]) {
        scratch.reached[trial] = 1
        targets[index].firstReached[month - 1] += 1
      }
    }
  }

  /// How many values satisfy the comparison.
  private static func countMet(_ column: UnsafeBufferPointer<Double>, _ target: TargetRecord) -> Int
  {
    let threshold = SIMD8(repeating: target.threshold)
    return switch target.comparison {
    case .atLeast: count(column) { $0 .>= threshold }
    case .above: count(column) { $0 .> threshold }
    case .atMost: count(column) { $0 .<= threshold }
    case .below: count(column) { $0 .< threshold }
    }
  }

  /// How many values satisfy a condition, eight at a time.
  @inline(__always)
  private static func count(
    _ column: UnsafeBufferPointer<Double>,
    where condition: (SIMD8<Double>) -> SIMDMask<SIMD8<Int64>>
  ) -> Int {
    var counts = SIMD8<Int64>()
    let bytes = UnsafeRawBufferPointer(column)
    let lanes = column.count / 8 * 8
    for start in stride(from: 0, to: lanes, by: 8) {
      let eight = bytes.loadUnaligned(fromByteOffset: start * 8, as: SIMD8<Double>.self)
      counts &+= SIMD8<Int64>().replacing(with: 1, where: condition(eight))
    }
    var count = Int(counts.wrappedSum())
    for value in column[lanes...] where condition(SIMD8(repeating: value))[0] { count += 1 }
    return count
  }

  /// Joint counts from each target's answer in each trial.
  private mutating func countTogether(_ count: Int) {
    for index in scopes.indices {
      for trial in 0..<count { scratch.together[trial] = 0 }
      for member in scopes[index].members {
        let start = member * Block.size
        for trial in 0..<count {
          scratch.together[trial] &+= Int32(scratch.metAtDue[start + trial])
        }
      }
      let needed = Int32(scopes[index].atLeast)
      for trial in 0..<count where scratch.together[trial] >= needed { scopes[index].met += 1 }
      if scopes[index].scope == .all {
        for trial in 0..<count { metCounts[Int(scratch.together[trial])] += 1 }
      }
    }
    if metCounts.count == 1 { metCounts[0] += count }
  }

  /// The greatest half-width of a target's interval beside what was asked for, in percentage points.
  func precision(_ wanted: Double?) -> Precision? {
    wanted.map { wanted in
      Precision(wanted: wanted, left: targets.indices.map { met($0).halfWidth * 100 }.max() ?? 0)
    }
  }

  func met(_ target: Int) -> Proportion {
    Proportion(count: targets[target].met[Int(plan.targets[target].due) - 1], trials: trials)
  }
}

extension TargetRecord {
  @inline(__always)
  func isMet(by value: Double) -> Bool {
    switch comparison {
    case .atLeast: value >= threshold
    case .above: value > threshold
    case .atMost: value <= threshold
    case .below: value < threshold
    }
  }
}

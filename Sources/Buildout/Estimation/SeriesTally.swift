import CCache

/// What is kept of one measure: a histogram for each month, and how each target that reads it fares.
///
/// Measures are tallied side by side, each by one worker at a time.
final class SeriesTally: @unchecked Sendable {
  let series: Int
  /// By month, from month 1.
  private(set) var histograms: [Histogram]
  /// Of the targets that read it, in the scenario's order.
  private(set) var targets: [TargetTally]

  /// What is counted of a measure and the targets that read it.
  struct Counts: Sendable {
    var histograms: [Histogram]
    var targets: [TargetTally.Counts]

    /// Of no trial.
    init(_ plan: Plan, series: Int) {
      histograms = Array(repeating: Histogram(), count: plan.months)
      targets = plan.targets(reading: series).map {
        TargetTally.Counts(plan.targets[$0], months: plan.months)
      }
    }
  }

  /// - Parameters:
  ///   - counts: What is counted already.
  ///   - block: The number of the block that comes next.
  init(_ plan: Plan, series: Int, roundCapacity: Int, counts: Counts, block: Int) {
    self.series = series
    histograms = counts.histograms
    targets = zip(plan.targets(reading: series), counts.targets).map { target, counts in
      TargetTally(
        plan.targets[target], index: target, roundCapacity: roundCapacity, counts: counts,
        block: block)
    }
  }

  /// What is counted so far.
  func counts(into counts: inout Counts) {
    counts.histograms = histograms
    counts.targets = targets.map(\.counts)
  }

  /// Asks for the memory of what is counted in a month, and of what refers to it a month later.
  func fetch(month: Int) {
    histograms.withUnsafeMutableBufferPointer { histograms in
      guard let first = histograms.baseAddress else { return }
      if month == 1 { ccache_fetch(first, MemoryLayout<Histogram>.stride) }
      if month < histograms.count { ccache_fetch(first + month, MemoryLayout<Histogram>.stride) }
      first[month - 1].fetch()
    }
  }

  /// Takes in what some of a round's trials gave at a month's end; months come in order, then trials.
  func absorb(_ values: Round.Values, month: Int) {
    histograms[month - 1].add(values.judged)
    for index in targets.indices {
      targets[index].absorb(values.judged, from: values.first, month: month)
    }
  }

  /// Takes in the last trials, which may be less than a block.
  func finish() {
    for index in targets.indices { targets[index].finishBlock() }
  }

  /// Quantiles at a month's end, and in how many trials the measure was no number.
  struct MonthQuantiles: Sendable {
    let p10: QuantileEstimate?
    let p50: QuantileEstimate?
    let p90: QuantileEstimate?
    let undefined: Int
  }

  /// The quantiles that a forecast has.
  static let levels = [0.1, 0.5, 0.9]

  /// The quantiles at every month's end, from month 1: found when first asked for, which is when all trials are there.
  private(set) lazy var monthly = (1...histograms.count).map { quantiles(month: $0) }

  private func quantiles(month: Int) -> MonthQuantiles {
    let histogram = histograms[month - 1]
    let quantiles = histogram.quantiles(edges: edges(month: month))
    let found = SeriesTally.levels.map { quantiles?.estimate($0) }
    return MonthQuantiles(
      p10: found[0], p50: found[1], p90: found[2], undefined: histogram.undefined)
  }

  /// A quantile at a month's end, as the forecast has it; nil when no value is a number.
  func quantile(_ q: Double, month: Int) -> Double? {
    histograms[month - 1].quantiles(edges: edges(month: month))?[q]
  }

  /// How many trials were below each target's threshold at a month's end, the least threshold first.
  private func edges(month: Int) -> [Histogram.Edge] {
    let total = histograms[month - 1].total
    return targets.map { $0.edge(month: month, total: total) }
      .sorted { ($0.value, $0.below) < ($1.value, $1.below) }
  }
}

/// How one target fares.
struct TargetTally: Sendable {
  let record: TargetRecord
  /// Its index in the scenario.
  let index: Int
  private(set) var counts: Counts
  /// Whether it was met when due, by trial of the round.
  private(set) var metAtDue: [UInt8]
  /// Whether it was met in some month so far, by trial of the round; empty as above.
  private var isReached: [Bool]
  /// Values when due of a block that is not whole yet.
  private var pending: [Double] = []
  /// The number of that block.
  private var block: Int

  /// What is counted of a target.
  struct Counts: Sendable {
    /// By month, from month 1.
    var met: [Int]
    /// Empty where a schedule has no meaning.
    var behind: [Int]
    /// Trials that met it for the first time, by month; empty where it stays met and ``met`` tells.
    var newlyMet: [Int]
    /// Of its values when due.
    var moments = BlockMoments()

    /// Of no trial.
    init(_ record: TargetRecord, months: Int) {
      let zeros = Array(repeating: 0, count: months)
      met = zeros
      behind = record.hasSchedule ? zeros : []
      newlyMet = record.isLasting ? [] : zeros
    }
  }

  init(_ record: TargetRecord, index: Int, roundCapacity: Int, counts: Counts, block: Int) {
    self.record = record
    self.index = index
    self.counts = counts
    self.block = block
    isReached = record.isLasting ? [] : Array(repeating: false, count: roundCapacity)
    metAtDue = Array(repeating: 0, count: roundCapacity)
  }

  var met: [Int] { counts.met }
  var behind: [Int] { counts.behind }
  var moments: BlockMoments { counts.moments }

  /// Trials that met it for the first time in each month, from month 1.
  var firstReached: [Int] {
    record.isLasting
      ? met.indices.map { $0 == 0 ? met[0] : met[$0] - met[$0 - 1] } : counts.newlyMet
  }

  /// - Parameter first: The index in the round of the first of the trials.
  mutating func absorb(_ column: UnsafeBufferPointer<Double>, from first: Int, month: Int) {
    counts.met[month - 1] += TargetTally.countMet(column, record)
    if record.hasSchedule {
      let line = record.scheduled(month: month)
      counts.behind[month - 1] += TargetTally.count(column) { $0 .< line }
    }
    if !record.isLasting { countNewlyMet(column, from: first, month: month) }
    guard month == Int(record.due) else { return }
    for trial in column.indices {
      metAtDue[first + trial] = record.isMet(by: column[trial]) ? 1 : 0
    }
    var start = 0
    while start < column.count {
      let end = min(column.count, start + Block.size - pending.count)
      let part = UnsafeBufferPointer(rebasing: column[start..<end])
      if part.count == Block.size {
        takeIn(part)
      } else {
        pending += part
        if pending.count == Block.size { finishBlock() }
      }
      start = end
    }
  }

  private mutating func countNewlyMet(
    _ column: UnsafeBufferPointer<Double>, from first: Int, month: Int
  ) {
    for lane in column.indices {
      let trial = first + lane
      if month == 1 { isReached[trial] = false }
      if !isReached[trial] && record.isMet(by: column[lane]) {
        isReached[trial] = true
        counts.newlyMet[month - 1] += 1
      }
    }
  }

  mutating func finishBlock() {
    guard !pending.isEmpty else { return }
    pending.withUnsafeBufferPointer { takeIn($0) }
    pending.removeAll(keepingCapacity: true)
  }

  /// Adds the moments of a block's values when due, of the trials in which they are a number.
  private mutating func takeIn(_ values: UnsafeBufferPointer<Double>) {
    if values.contains(where: \.isNaN) {
      values.filter { !$0.isNaN }.withUnsafeBufferPointer { takeIn($0) }
      return
    }
    let isUpper = record.comparison == .atMost || record.comparison == .below
    let shortfall = withUnsafeTemporaryAllocation(of: Double.self, capacity: Block.size) { gaps in
      for trial in values.indices {
        let gap = isUpper ? values[trial] - record.value : record.value - values[trial]
        gaps[trial] = max(0, gap)
      }
      return Moments(UnsafeBufferPointer(rebasing: gaps[..<values.count]))
    }
    counts.moments.append(block: block, atDue: Moments(values), shortfall: shortfall)
    block += 1
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

  /// Where its threshold divides the values at a month's end, of which so many are a number.
  func edge(month: Int, total: Int) -> Histogram.Edge {
    let met = met[month - 1]
    let (value, below) =
      switch record.comparison {
      case .atLeast: (record.threshold, total - met)
      case .above: (record.threshold.nextUp, total - met)
      case .atMost: (record.threshold.nextUp, met)
      case .below: (record.threshold, met)
      }
    return Histogram.Edge(
      value: value, below: below, promised: record.value, slack: record.slack)
  }
}

extension Plan {
  /// The targets that read a measure, in the scenario's order.
  func targets(reading series: Int) -> [Int] {
    targets.indices.filter { Int(targets[$0].series) == series }
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

  /// What is below this at a month's end is behind schedule.
  func scheduled(month: Int) -> Double {
    Target.scheduled(value, month: month, due: Int(due)) - slack
  }
}

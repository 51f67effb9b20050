/// What is read in a sampled trial, and when.
struct SampledColumn: Hashable, Sendable {
  enum Source: Hashable, Sendable {
    /// A factor's mean over the months so far.
    case factor(Int)
    /// What a pool had to grant in the months so far.
    case pool(Int)
    /// A measure at the month's end.
    case series(Int)
  }

  let source: Source
  let month: Int
}

/// A block of trials under a plan and its variants, and what factors, pools and measures were in the
/// first of them.
final class DriverBlock: TrialBlock, @unchecked Sendable {
  let paired: PairedBlock
  /// Trials of the block that are sampled.
  private(set) var sampled = 0
  private let round: Round
  private let columns: [SampledColumn]
  /// Indices of the columns that are read at each month's end.
  private let due: [[Int]]
  /// What each pool has supplied in the months so far of the trial at hand.
  private var supplies: [Double]
  /// By column and trial.
  private let values: Flat<Double>

  var number: Int { paired.number }
  var overflow: TrialOverflow? { paired.overflow }

  init(_ paired: PairedPlans, _ columns: [SampledColumn], seed: UInt64) {
    self.paired = PairedBlock(paired, seed: seed)
    self.columns = columns
    let last = columns.map(\.month).max() ?? 0
    round = Round(
      paired.base, seed: seed, capacity: PairedBlock.part, workers: 1, months: last,
      isObserved: true)
    supplies = Array(repeating: 0, count: paired.base.pools.count)
    due = (0...last).map { month in columns.indices.filter { columns[$0].month == month } }
    values = Flat(repeating: 0, count: columns.count * Block.size)
  }

  deinit { values.deallocate() }

  func run(number: Int, count: Int) {
    paired.run(number: number, count: count)
    if overflow != nil { return }
    sampled = max(0, min(count, Drivers.sampleLimit - number * Block.size))
    guard round.months > 0 else { return }
    for start in stride(from: 0, to: sampled, by: round.capacity) {
      round.begin(at: number * Block.size + start, count: min(round.capacity, sampled - start))
      let isDone = round.run { [self] simulator, trial, month in
        observe(simulator, start + trial, month)
      } read: { series, month, read in
        for column in due[month] where columns[column].source == .series(series) {
          let column = values.base + column * Block.size + start
          for (trial, value) in read.judged.enumerated() { column[trial] = value }
        }
      }
      guard isDone else { return }
    }
  }

  /// Keeps what factors and pools are at a month's end.
  private func observe(_ simulator: Simulator, _ trial: Int, _ month: Int) {
    for pool in supplies.indices {
      supplies[pool] =
        (month == 1 ? 0 : supplies[pool]) + simulator.poolStates[pool].supply
    }
    for column in due[month] {
      let value: Double
      switch columns[column].source {
      case .factor(let factor): value = simulator.mean(ofFactor: factor, months: month)
      case .pool(let pool): value = supplies[pool]
      case .series: continue
      }
      values[column * Block.size + trial] = value
    }
  }

  /// A column's values, by trial.
  func column(_ column: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: values.base + column * Block.size, count: sampled)
  }
}

extension Simulator {
  /// Over the months so far.
  fileprivate func mean(ofFactor factor: Int, months: Int) -> Double {
    var sum = 0.0
    for month in 0..<months { sum += factorValues[factor * self.months + month] }
    return sum / Double(months)
  }
}

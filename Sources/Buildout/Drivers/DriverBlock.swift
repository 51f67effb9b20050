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
  private let simulator: Simulator
  private let columns: [SampledColumn]
  /// Places of the columns that are read at each month's end.
  private let due: [[Int]]
  /// By column and trial.
  private let values: Flat<Double>

  var number: Int { paired.number }
  var overflow: TrialOverflow? { paired.overflow }

  init(_ paired: PairedPlans, _ columns: [SampledColumn], seed: UInt64) {
    self.paired = PairedBlock(paired, seed: seed)
    self.columns = columns
    simulator = Simulator(paired.base, seed: seed)
    let last = columns.map(\.month).max() ?? 0
    due = (0...last).map { month in columns.indices.filter { columns[$0].month == month } }
    values = Flat(repeating: 0, count: columns.count * Block.size)
  }

  deinit { values.deallocate() }

  func run(number: Int, count: Int) {
    paired.run(number: number, count: count)
    if overflow != nil { return }
    sampled = max(0, min(count, Drivers.sampleLimit - number * Block.size))
    for place in 0..<sampled {
      if place % 8 == 0, Task.isCancelled { return }
      sample(place)
    }
  }

  private func sample(_ place: Int) {
    simulator.begin(trial: UInt32(number * Block.size + place))
    var supplies = Array(repeating: 0.0, count: simulator.pools.count)
    for month in due.indices.dropFirst() {
      simulator.advance(month: month)
      for pool in supplies.indices { supplies[pool] += simulator.poolStates[pool].supply }
      for column in due[month] {
        let value =
          switch columns[column].source {
          case .factor(let factor): mean(ofFactor: factor, months: month)
          case .pool(let pool): supplies[pool]
          case .series(let series): simulator.read(series: series)
          }
        values[column * Block.size + place] = value
      }
    }
  }

  private func mean(ofFactor factor: Int, months: Int) -> Double {
    var sum = 0.0
    for month in 0..<months { sum += simulator.factorValues[factor * simulator.months + month] }
    return sum / Double(months)
  }

  /// A column's values, by trial.
  func column(_ column: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: values.base + column * Block.size, count: sampled)
  }
}

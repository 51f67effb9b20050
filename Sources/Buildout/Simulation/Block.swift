/// Consecutive trials simulated together: the unit of work, of merging and of repeatability.
///
/// What a block holds depends on the plan, the seed and the block's number alone.
final class Block: TrialBlock, @unchecked Sendable {
  /// Trials in a block; the last of a run may have fewer. Part of every published result: changing
  /// it changes the last bits of means.
  static let size = 256

  /// Places between columns. Columns a power of two apart would fall into the same few sets of the
  /// processor's cache, and each month writes to all of them.
  private static let stride = size + 8

  private(set) var number = 0
  private(set) var count = 0
  private(set) var overflow: TrialOverflow?
  private let plan: Plan
  private let simulator: Simulator
  /// By month, series and trial.
  private let values: Flat<Double>
  /// By month and series, what eight trials gave, until it is moved to `values` together: written trial
  /// by trial, a large plan's columns would go through the processor's cache eight times.
  private let staged: Flat<Double>

  init(_ plan: Plan, seed: UInt64) {
    self.plan = plan
    simulator = Simulator(plan, seed: seed)
    values = Flat(repeating: 0, count: plan.series.count * plan.months * Block.stride)
    staged = Flat(repeating: 0, count: plan.series.count * plan.months * 8)
  }

  deinit {
    values.deallocate()
    staged.deallocate()
  }

  /// Simulates the block's trials; stops early, leaving the block useless, when the task is
  /// cancelled or a trial overflows.
  func run(number: Int, count: Int) {
    self.number = number
    self.count = count
    overflow = nil
    for place in 0..<count {
      if place % 8 == 0, Task.isCancelled { return }
      simulator.begin(trial: UInt32(number * Block.size + place))
      var cell = staged.base + place % 8
      for month in 1...plan.months {
        simulator.advance(month: month)
        for series in 0..<simulator.series.count {
          cell.pointee = simulator.read(series: series)
          cell += 8
        }
      }
      overflow = simulator.overflow
      if overflow != nil { return }
      if place % 8 == 7 || place == count - 1 { move(to: place - place % 8) }
    }
  }

  /// Moves the staged values of eight trials into the columns, from a trial on.
  private func move(to start: Int) {
    var from = UnsafeRawPointer(staged.base)
    var to = UnsafeMutableRawPointer(values.base + start)
    for _ in 0..<plan.series.count * plan.months {
      to.storeBytes(of: from.loadUnaligned(as: SIMD8<Double>.self), as: SIMD8<Double>.self)
      from += 8 * MemoryLayout<Double>.stride
      to += Block.stride * MemoryLayout<Double>.stride
    }
  }

  /// A measure's values at a month's end, by trial.
  func column(_ series: Int, _ month: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(
      start: values.base + ((month - 1) * plan.series.count + series) * Block.stride, count: count)
  }
}

import Sampling

/// Units of a programme on its own in many trials: one unit at a time, wherever it stands in each trial.
struct UnitColumns {
  typealias TrialList = UnsafeMutablePointer<UInt16>

  /// Months of leaves and what goes with them, by ``UnitLayout``, month and trial.
  var counts: Flat<Double>
  /// Numbers drawn once per trial, by step and trial; then visits, by the same.
  var distributions: Flat<Double>
  var visits: Flat<UInt16>
  /// The trials in which the unit stands at a step, by step; then two lists to sort them out.
  var waiting: Flat<UInt16>
  var waitingCounts: [Int] = []
  let number, size, left, time, drawn: Flat<Double>
  let month: Flat<Int32>
  /// The number of the first of the units that come together.
  let firsts: Flat<UInt32>
  /// What a rate has made since the horizon began.
  let passed: Flat<Double>

  init(_ plan: Plan) {
    let units = plan.alone.filter { $0.units != nil }
    let steps = units.map { plan.programmes[$0.programme].steps.indices.count }.max() ?? 0
    let rows = units.map { $0.units?.rows ?? 0 }.max() ?? 0
    let width = units.isEmpty ? 0 : Reader.width
    counts = Flat(repeating: 0, count: rows * plan.months * width)
    distributions = Flat(repeating: 0, count: steps * width)
    visits = Flat(repeating: 0, count: steps * width)
    waiting = Flat(repeating: 0, count: (steps + 2) * width)
    func column() -> Flat<Double> { Flat(repeating: 1, count: width) }
    (number, size, left, time, drawn) = (column(), column(), column(), column(), column())
    month = Flat(repeating: 0, count: width)
    firsts = Flat(repeating: 0, count: width)
    passed = column()
  }

  func deallocate() {
    for column in [counts, distributions, number, size, left, time, drawn, passed] {
      column.deallocate()
    }
    visits.deallocate()
    waiting.deallocate()
    month.deallocate()
    firsts.deallocate()
  }
}

extension UnitColumns {
  /// Whether the unit is at a step for the first time in all trials.
  func visitsAreFirst(_ index: Int, _ count: Int) -> Bool {
    let row = visits.base + index * Reader.width
    for trial in 0..<count where row[trial] != 0 { return false }
    return true
  }
}

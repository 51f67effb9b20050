/// What factors and risks do to the steps of programmes on their own, in many trials: by climate, part, month
/// and trial.
struct ClimateColumns: @unchecked Sendable {
  /// The product of the factors.
  static let factors = 0
  /// The products of the speeds and of the costs of the risks that act.
  static let speed = 1
  static let cost = 2
  static let count = 3

  private let values: Flat<Double>
  /// Trials in a column, and so how far one month's lies from the next's.
  let capacity: Int
  private let months: Int

  /// Room for so many trials.
  init(_ plan: Plan, capacity: Int) {
    self.capacity = capacity
    months = plan.months
    values = Flat(
      repeating: 1, count: capacity * plan.climates.count * ClimateColumns.count * plan.months)
  }

  func deallocate() { values.deallocate() }

  /// Takes over what some trials find, which a simulator has begun. A part that its step has nothing of
  /// stays 1.
  ///
  /// - Parameter first: The index of the first of the trials.
  func keep(_ simulator: Simulator, _ lanes: Range<Int>, from first: Int) {
    let part = months * capacity
    for (index, climate) in simulator.plan.climates.enumerated() {
      let step = Int(climate.step)
      let hasFactors = !simulator.steps[step].loadings.isEmpty
      let hasRisks = !simulator.steps[step].riskLinks.isEmpty
      let cells = values.base + index * ClimateColumns.count * part + first
      // A line of the processor's cache is filled by all trials before the next step's.
      for lane in lanes {
        simulator.turn(to: lane)
        var cell = cells + lane
        for month in 1...months {
          if hasFactors {
            cell[ClimateColumns.factors * part] = simulator.loadedSpeed(step, month)
          }
          if hasRisks {
            let risks = simulator.riskEffects(step, month)
            cell[ClimateColumns.speed * part] = risks.speed
            cell[ClimateColumns.cost * part] = risks.cost
          }
          cell += capacity
        }
      }
    }
  }

  /// A part of a climate in a month, by trial from one on.
  func column(_ climate: Int, _ part: Int, month: Int, from first: Int) -> UnsafePointer<Double> {
    let row = (climate * ClimateColumns.count + part) * months + month - 1
    return UnsafePointer(values.base + row * capacity + first)
  }
}

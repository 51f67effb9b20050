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
  /// - Parameter first: The index of the first of the trials; there is room for as many as are begun together.
  func keep(_ simulator: Simulator, from first: Int) {
    let part = months * capacity
    for (index, climate) in simulator.plan.climates.enumerated() {
      let step = Int(climate.step)
      let hasFactors = !simulator.steps[step].loadings.isEmpty
      let hasRisks = !simulator.steps[step].riskLinks.isEmpty
      var cell = values.base + index * ClimateColumns.count * part + first
      for month in 1...months {
        if hasFactors {
          setLine(cell + ClimateColumns.factors * part, simulator.factors(ofStep: step, month))
        }
        if hasRisks {
          setLine(cell + ClimateColumns.speed * part, simulator.riskSpeeds(step, month))
          setLine(cell + ClimateColumns.cost * part, simulator.riskCosts(step, month))
        }
        cell += capacity
      }
    }
  }

  /// A part of a climate in a month, by trial from one on.
  func column(_ climate: Int, _ part: Int, month: Int, from first: Int) -> UnsafePointer<Double> {
    let row = (climate * ClimateColumns.count + part) * months + month - 1
    return UnsafePointer(values.base + row * capacity + first)
  }
}

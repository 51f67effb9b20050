/// What a risk multiplies at the steps on which it acts: a quantity of each in a plan, a number of each in a trial.
///
/// Here an effect that multiplies something at a step is declared once; it is drawn and looked up month by month
/// with the others.
struct StepEffects<Value: BitwiseCopyable & Sendable>: BitwiseCopyable, Sendable {
  var speed: Value
  var cost: Value

  init(_ value: (Risk.Effect) -> Value) {
    speed = value(.speed)
    cost = value(.cost)
  }

  private init(speed: Value, cost: Value) {
    self.speed = speed
    self.cost = cost
  }

  /// Each value together with the one that others have for the same effect.
  @inline(__always)
  func map<Other, Result>(
    with others: StepEffects<Other>, _ transform: (Value, Other) -> Result
  ) -> StepEffects<Result> {
    StepEffects<Result>(
      speed: transform(speed, others.speed), cost: transform(cost, others.cost))
  }
}

extension StepEffects<Double> {
  /// What changes nothing.
  static var neutral: Self { Self { $0.neutral } }

  var isNeutral: Bool { speed == 1 && cost == 1 }

  @inline(__always)
  mutating func multiply(by others: Self) { self = map(with: others) { $0 * $1 } }
}

extension Distribution {
  /// Always the same value.
  ///
  /// |value| at most 1e15. Mean `value`, variance 0. Not a count, see ``isCount``.
  ///
  /// - Throws: ``DistributionError`` when the value is not finite or too large.
  public static func constant(_ value: Double) throws(DistributionError) -> Distribution {
    try Distribution(Constant(value: value))
  }
}

struct Constant: UnivariateDistribution {
  static let name = "constant"
  let value: Double
  var parameters: String { Parameters.text(value) }
  func check(_ check: Parameters) throws(DistributionError) { try check.finite("value", value) }
  var support: ClosedRange<Double> { value...value }
  var mean: Double { value }
  var variance: Double { 0 }
  func cdf(inside x: Double) -> Double { 1 }
  func quantile(inside p: Double) -> Double { value }
  func scaled(by factor: Double) -> Self { Self(value: value * factor) }
  func scaledWithinOne(by factor: Double) -> Self? { Self(value: min(1, value * factor)) }
  var sampler: Sampler { Sampler(.constant, value) }
}

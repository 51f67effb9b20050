import CBatch

extension Distribution {
  /// Any value between two limits, all alike.
  ///
  /// `min <= max`, magnitudes at most 1e15, both in the value's unit. Mean (min + max)/2, variance
  /// (max - min)²/12. Equal limits always give that value.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: one 32-bit uniform number; Johnson, Kotz and Balakrishnan, "Continuous Univariate
  /// Distributions" 2, ch. 26.
  public static func uniform(min: Double, max: Double) throws(DistributionError) -> Distribution {
    try Distribution(Uniform(min: min, max: max))
  }
}

@usableFromInline struct Uniform: UnivariateDistribution {
  static let name = "uniform"
  let min, max: Double
  var parameters: String { text(["min": min, "max": max]) }
  func check(_ check: Parameters) throws(DistributionError) {
    try check.ordered(["min": min, "max": max])
  }
  var support: ClosedRange<Double> { min...max }
  var mean: Double { min / 2 + max / 2 }
  var variance: Double { (max - min) * (max - min) / 12 }
  func cdf(inside x: Double) -> Double { (x - min) / (max - min) }
  func quantile(inside p: Double) -> Double { min + p * (max - min) }
  func scaled(by factor: Double) -> Self { Self(min: min * factor, max: max * factor) }
  var sampler: Sampler { Sampler(.uniform, min, max) }
  @inlinable @inline(__always)
  static func draw(_ s: Sampler, _ g: Generator) -> Double { s.a + (s.b - s.a) * g.uniform() }
  static func draw(_ s: Sampler, _ batch: StreamBatch, _ out: UnsafeMutablePointer<Double>) {
    cbatch_draw_uniform(batch.streams, s.a, s.b, out)
  }
}

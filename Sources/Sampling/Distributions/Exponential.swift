import CBatch
import CGSL

extension Distribution {
  /// The time to the first event at a constant rate: density exp(-x/mean)/mean for x >= 0.
  ///
  /// `mean` above 0 and at most 1e15, in the value's unit. Variance mean².
  ///
  /// - Throws: ``DistributionError`` when the mean is at fault.
  ///
  /// Source: inverse of its distribution function; Johnson, Kotz and Balakrishnan, "Continuous Univariate
  /// Distributions" 1, ch. 19.
  public static func exponential(mean: Double) throws(DistributionError) -> Distribution {
    try Distribution(Exponential(mean: mean))
  }
}

@usableFromInline struct Exponential: UnivariateDistribution {
  static let name = "exponential"
  let mean: Double
  var parameters: String { text(["mean": mean]) }
  func check(_ check: Parameters) throws(DistributionError) {
    try check.inRange("mean", mean, 0, open: true)
  }
  var support: ClosedRange<Double> { 0 ... .infinity }
  var variance: Double { mean * mean }
  func cdf(inside x: Double) -> Double { -cgsl_expm1(-x / mean) }
  func quantile(inside p: Double) -> Double { -mean * cgsl_log1p(-p) }
  func scaled(by factor: Double) -> Self { Self(mean: mean * factor) }
  var sampler: Sampler { Sampler(.exponential, mean) }
  @inlinable @inline(__always)
  static func draw(_ s: Sampler, _ g: Generator) -> Double {
    -s.a * cbatch_log(1 - g.fine())
  }
  static func draw(_ s: Sampler, _ batch: StreamBatch, _ out: UnsafeMutablePointer<Double>) {
    cbatch_draw_exponential(batch.streams, s.a, out)
  }
}

import CBatch
import CGSL

extension Distribution {
  /// The normal (Gaussian) distribution.
  ///
  /// |mean| at most 1e15, `sd` in 0...1e15, both in the value's unit. Mean `mean`, variance sd². An
  /// sd of 0 always gives the mean. Values may be negative whatever the mean.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: `gsl_ran_gaussian_ziggurat`; Marsaglia and Tsang (2000), doi:10.18637/jss.v005.i08.
  /// Distribution function `gsl_cdf_ugaussian_P`; Cody (1969), doi:10.1090/S0025-5718-1969-0247736-4.
  /// Quantile `gsl_cdf_ugaussian_Pinv`; Wichura (1988), doi:10.2307/2347330.
  public static func normal(mean: Double, sd: Double) throws(DistributionError) -> Distribution {
    try Distribution(Normal(mean: mean, sd: sd))
  }
}

@usableFromInline struct Normal: UnivariateDistribution {
  static let name = "normal"
  let mean, sd: Double
  var parameters: String { text(["mean": mean, "sd": sd]) }
  func check(_ check: Parameters) throws(DistributionError) {
    try check.finite("mean", mean)
    try check.inRange("sd", sd, 0)
  }
  var support: ClosedRange<Double> { sd > 0 ? -.infinity ... .infinity : mean...mean }
  var variance: Double { sd * sd }
  func cdf(inside x: Double) -> Double { gsl_cdf_ugaussian_P((x - mean) / sd) }
  func quantile(inside p: Double) -> Double { mean + sd * gsl_cdf_ugaussian_Pinv(p) }
  func value(atNormalScore z: Double) -> Double { mean + sd * z }
  func scaled(by factor: Double) -> Self { Self(mean: mean * factor, sd: sd * factor) }
  var sampler: Sampler { Sampler(.normal, mean, sd) }
  @inlinable @inline(__always)
  static func draw(_ s: Sampler, _ g: Generator) -> Double { s.a + s.b * g.normal() }
  static func draw(_ s: Sampler, _ batch: StreamBatch, _ out: UnsafeMutablePointer<Double>) {
    cbatch_draw_normal(batch.streams, s.a, s.b, out)
  }
}

import CBatch
import CGSL

extension Distribution {
  /// A positive value whose logarithm is normal with standard deviation `sigma`.
  ///
  /// `median` above 0 and at most 1e15, in the value's unit; `sigma` in 0...10, without unit. Mean
  /// median·exp(sigma²/2), variance mean²·(exp(sigma²) - 1). A sigma of 0 always gives the median.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: exponential of a normal number by inversion; Johnson, Kotz and Balakrishnan, "Continuous
  /// Univariate Distributions" 1, ch. 14.
  public static func lognormal(
    median: Double, sigma: Double
  ) throws(DistributionError) -> Distribution {
    try Distribution(Lognormal(median: median, sigma: sigma))
  }

  /// The lognormal distribution with this mean and coefficient of variation (sd divided by mean).
  ///
  /// `mean` above 0 and at most 1e15, in the value's unit; `cv` in 0...1000. Variance (mean·cv)². A
  /// cv of 0 always gives the mean. It is ``lognormal(median:sigma:)`` with sigma² = ln(1 + cv²) and
  /// median mean/√(1 + cv²).
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  public static func lognormal(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: Lognormal.name)
    try check.inRange("mean", mean, 0, open: true)
    try check.inRange("cv", cv, 0, 1000)
    let median = mean / (1 + cv * cv).squareRoot()
    return Distribution(checked: Lognormal(median: median, sigma: cgsl_log1p(cv * cv).squareRoot()))
  }
}

@usableFromInline struct Lognormal: UnivariateDistribution {
  static let name = "lognormal"
  let median, sigma: Double
  var parameters: String { text(["median": median, "sigma": sigma]) }
  func check(_ check: Parameters) throws(DistributionError) {
    try check.inRange("median", median, 0, open: true)
    try check.inRange(
      "sigma", sigma, 0, 10, remedy: "sigma is the sd of the logarithm: 0.15 is about 15 percent.")
  }
  var support: ClosedRange<Double> { sigma > 0 ? 0 ... .infinity : median...median }
  var mean: Double { median * cgsl_exp(sigma * sigma / 2) }
  var variance: Double { median * median * cgsl_exp(sigma * sigma) * cgsl_expm1(sigma * sigma) }
  func cdf(inside x: Double) -> Double { gsl_cdf_ugaussian_P(cgsl_log(x / median) / sigma) }
  func quantile(inside p: Double) -> Double { value(atNormalScore: gsl_cdf_ugaussian_Pinv(p)) }
  func value(atNormalScore z: Double) -> Double { median * cgsl_exp(sigma * z) }
  func scaled(by factor: Double) -> Self { Self(median: median * factor, sigma: sigma) }
  var sampler: Sampler { Sampler(.lognormal, median, sigma) }
  @inlinable @inline(__always)
  static func draw(_ s: Sampler, _ g: Generator) -> Double { s.a * cbatch_exp(s.b * g.normal()) }
  static func draw(_ s: Sampler, _ batch: StreamBatch, _ out: UnsafeMutablePointer<Double>) {
    cbatch_draw_lognormal(batch.streams, s.a, s.b, out)
  }
}

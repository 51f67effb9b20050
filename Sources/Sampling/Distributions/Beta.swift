import CBatch
import CGSL

extension Distribution {
  /// The beta distribution, stretched to an interval.
  ///
  /// On [0, 1] the density is x^(alpha-1)·(1-x)^(beta-1) / B(alpha, beta). `alpha` and `beta` in
  /// 1e-3...1e6, without unit; `min <= max`, magnitudes at most 1e15, in the value's unit. Mean
  /// min + (max - min)·alpha/(alpha + beta), variance
  /// (max - min)²·alpha·beta / ((alpha + beta)²(alpha + beta + 1)). Equal limits always give that
  /// value.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: a gamma number in the sum of two, by Marsaglia and Tsang (2000), doi:10.1145/358407.358414;
  /// below a shape of 1 `gsl_ran_beta`; Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions"
  /// 2, ch. 25.
  public static func beta(
    alpha: Double, beta: Double, min: Double = 0, max: Double = 1
  ) throws(DistributionError) -> Distribution {
    try Distribution(Beta(alpha: alpha, beta: beta, min: min, max: max))
  }
}

@usableFromInline struct Beta: UnivariateDistribution {
  static let name = "beta"
  let alpha, beta, min, max: Double
  var parameters: String { text(["alpha": alpha, "beta": beta, "min": min, "max": max]) }
  func check(_ check: Parameters) throws(DistributionError) {
    try check.inRange("alpha", alpha, 1e-3, 1e6)
    try check.inRange("beta", beta, 1e-3, 1e6)
    try check.ordered(["min": min, "max": max])
  }
  var support: ClosedRange<Double> { min...max }
  var mean: Double { min + (max - min) * (alpha / (alpha + beta)) }
  var variance: Double {
    (max - min) * (max - min) * (alpha / (alpha + beta)) * (beta / (alpha + beta))
      / (alpha + beta + 1)
  }
  func cdf(inside x: Double) -> Double { Special.betaCDF((x - min) / (max - min), alpha, beta) }
  func quantile(inside p: Double) -> Double {
    checked(min + (max - min) * gsl_cdf_beta_Pinv(p, alpha, beta), at: p)
  }
  func scaled(by factor: Double) -> Self {
    Self(alpha: alpha, beta: beta, min: min * factor, max: max * factor)
  }
  /// Between 0 and 1 the sum of the shapes is kept.
  func scaledWithinOne(by factor: Double) -> Self? {
    min == 0 && max == 1
      ? Self(alpha: alpha * factor, beta: alpha + beta - alpha * factor, min: 0, max: 1) : nil
  }
  var sampler: Sampler {
    Sampler(Swift.min(alpha, beta) < 1 ? .smallBeta : .beta, alpha, beta, min, max)
  }
  @inlinable
  static func draw(_ s: Sampler, _ g: Generator) -> Double {
    let d1 = s.a - 1.0 / 3
    let d2 = s.b - 1.0 / 3
    let c1 = 1 / (9 * d1).squareRoot()
    let c2 = 1 / (9 * d2).squareRoot()
    var value = 0.0
    var taken: Int32 = 0
    // An attempt is a block of the stream.
    while taken == 0 {
      taken = cbatch_beta_try(g.bits(), g.bits(), g.bits(), g.bits(), d1, c1, d2, c2, &value)
    }
    return s.c + (s.d - s.c) * value
  }
  static func draw(_ s: Sampler, _ batch: StreamBatch, _ out: UnsafeMutablePointer<Double>) {
    cbatch_draw_beta(batch.streams, s.a, s.b, s.c, s.d, out)
  }
  @inlinable @inline(__always)
  static func drawSmall(_ s: Sampler, _ g: Generator) -> Double {
    s.c + (s.d - s.c) * gsl_ran_beta(g.rng, s.a, s.b)
  }
}

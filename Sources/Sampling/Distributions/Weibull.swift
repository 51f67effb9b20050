import CGSL

extension Distribution {
  /// The Weibull distribution, with P(X > x) = exp(-(x/scale)^shape) for x >= 0.
  ///
  /// `shape` in 0.1...10,000, without unit (below 1 the hazard falls with age, above 1 it rises);
  /// `scale` above 0 and at most 1e15, in the value's unit. Mean scale·Γ(1 + 1/shape), variance
  /// scale²·(Γ(1 + 2/shape) - Γ(1 + 1/shape)²).
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: `gsl_ran_weibull`; Johnson, Kotz and Balakrishnan, "Continuous Univariate
  /// Distributions" 1, ch. 21.
  public static func weibull(
    shape: Double, scale: Double
  ) throws(DistributionError) -> Distribution {
    try Distribution(Weibull(shape: shape, scale: scale))
  }
}

@usableFromInline struct Weibull: UnivariateDistribution {
  static let name = "weibull"
  let shape, scale: Double
  var parameters: String { text(["shape": shape, "scale": scale]) }
  func check(_ check: Parameters) throws(DistributionError) {
    try check.inRange("shape", shape, 0.1, 1e4)
    try check.inRange("scale", scale, 0, open: true)
  }
  var support: ClosedRange<Double> { 0 ... .infinity }
  var mean: Double { scale * gsl_sf_gamma(1 + 1 / shape) }
  /// The two terms cancel when the shape is large; their ratio does not.
  var variance: Double {
    let first = gsl_sf_lngamma(1 + 1 / shape)
    let second = gsl_sf_lngamma(1 + 2 / shape)
    return cgsl_exp(2 * first) * cgsl_expm1(second - 2 * first) * scale * scale
  }
  func cdf(inside x: Double) -> Double { -cgsl_expm1(-cgsl_pow(x / scale, shape)) }
  func quantile(inside p: Double) -> Double { scale * cgsl_pow(-cgsl_log1p(-p), 1 / shape) }
  func scaled(by factor: Double) -> Self { Self(shape: shape, scale: scale * factor) }
  var sampler: Sampler { Sampler(.weibull, shape, scale) }
  @inlinable @inline(__always)
  static func draw(_ s: Sampler, _ g: Generator) -> Double { gsl_ran_weibull(g.rng, s.b, s.a) }
}

import CGSL

extension Distribution {
  /// Student's t distribution with `df` degrees of freedom, shifted to `location` and stretched by `scale`.
  ///
  /// `df` in 0.1...1e6; |location| at most 1e15; `scale` in 0...1e15, in the value's unit. The mean is
  /// `location` for df above 1, else it does not exist; the variance is scale²·df/(df - 2) for df
  /// above 2, else infinite or nonexistent. The scale is not the standard deviation. A scale of 0
  /// always gives the location.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: a normal number by inversion over the root of a chi-square one
  /// (`gsl_ran_gamma`); Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions" 2,
  /// ch. 28. Not `gsl_ran_tdist`, which all but hangs for df just above 2.
  public static func studentT(
    df: Double, location: Double = 0, scale: Double = 1
  ) throws(DistributionError) -> Distribution {
    try Distribution(StudentT(df: df, location: location, scale: scale))
  }
}

@usableFromInline struct StudentT: UnivariateDistribution {
  static let name = "studentT"
  let df, location, scale: Double
  var parameters: String { text(["df": df, "location": location, "scale": scale]) }
  func check(_ check: Parameters) throws(DistributionError) {
    try check.inRange("df", df, 0.1, 1e6)
    try check.finite("location", location)
    try check.inRange("scale", scale, 0)
  }
  var support: ClosedRange<Double> { scale > 0 ? -.infinity ... .infinity : location...location }
  var mean: Double { df > 1 ? location : .nan }
  var variance: Double { df > 2 ? scale * scale * (df / (df - 2)) : df > 1 ? .infinity : .nan }
  func cdf(inside x: Double) -> Double { gsl_cdf_tdist_P((x - location) / scale, df) }
  func quantile(inside p: Double) -> Double {
    checked(location + scale * gsl_cdf_tdist_Pinv(p, df), at: p)
  }
  func scaled(by factor: Double) -> Self {
    Self(df: df, location: location * factor, scale: scale * factor)
  }
  var sampler: Sampler { Sampler(.studentT, df, location, scale) }
  @inlinable @inline(__always)
  static func draw(_ s: Sampler, _ g: Generator) -> Double {
    let z = g.normal()
    return s.b + s.c * z / (gsl_ran_gamma(g.rng, s.a / 2, 2) / s.a).squareRoot()
  }
}

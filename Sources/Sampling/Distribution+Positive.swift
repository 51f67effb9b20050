import CGSL

/// The factories of the laws with a shape. `M` below is 1e15, the largest magnitude accepted.
extension Distribution {
  /// The gamma law with this mean and coefficient of variation (sd divided by mean).
  ///
  /// `mean` above 0 and at most M, in the value's unit; `cv` 0 or in 1e-4...30. Variance
  /// (mean·cv)². A cv of 0 always gives the mean. It is ``gamma(shape:scale:)`` with shape 1/cv² and
  /// scale mean·cv².
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  public static func gamma(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "gamma")
    try check.inRange("mean", mean, 0, open: true)
    if cv == 0 { return Distribution("gamma", .constant(mean)) }
    try check.inRange("cv", cv, 1e-4, 30, remedy: "Give 0 for a value that does not vary.")
    return Distribution("gamma", .gamma(shape: 1 / (cv * cv), scale: mean * (cv * cv)))
  }

  /// The gamma law with density x^(shape-1)·exp(-x/scale) / (Γ(shape)·scale^shape) for x > 0.
  ///
  /// `shape` in 1e-3...1e8, without unit; `scale` above 0 and at most M, in the value's unit. Mean
  /// shape·scale, variance shape·scale².
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: `gsl_ran_gamma`; Marsaglia and Tsang (2000), doi:10.1145/358407.358414.
  public static func gamma(
    shape: Double, scale: Double
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "gamma")
    try check.inRange("shape", shape, 1e-3, 1e8)
    try check.inRange("scale", scale, 0, open: true)
    return Distribution("gamma", .gamma(shape: shape, scale: scale))
  }

  /// The beta law, stretched to an interval.
  ///
  /// On [0, 1] the density is x^(alpha-1)·(1-x)^(beta-1) / B(alpha, beta). `alpha` and `beta` in
  /// 1e-3...1e6, without unit; `min <= max`, magnitudes at most M, in the value's unit. Mean
  /// min + (max - min)·alpha/(alpha + beta), variance
  /// (max - min)²·alpha·beta / ((alpha + beta)²(alpha + beta + 1)). Equal limits always give that
  /// value.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: `gsl_ran_beta`; Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions"
  /// 2, ch. 25.
  public static func beta(
    alpha: Double, beta: Double, min: Double = 0, max: Double = 1
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "beta")
    try check.inRange("alpha", alpha, 1e-3, 1e6)
    try check.inRange("beta", beta, 1e-3, 1e6)
    try check.finite("min", min)
    try check.finite("max", max)
    try check.ordered("min", min, "max", max)
    let law = Law.beta(alpha: alpha, beta: beta, min: min, max: max)
    return Distribution("beta", min == max ? .constant(min) : law)
  }

  /// The time to the first event at a constant rate: density exp(-x/mean)/mean for x >= 0.
  ///
  /// `mean` above 0 and at most M, in the value's unit. Variance mean².
  ///
  /// - Throws: ``DistributionError`` when the mean is at fault.
  ///
  /// Source: `gsl_ran_exponential`; Johnson, Kotz and Balakrishnan, "Continuous Univariate
  /// Distributions" 1, ch. 19.
  public static func exponential(mean: Double) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "exponential")
    try check.inRange("mean", mean, 0, open: true)
    return Distribution("exponential", .exponential(mean: mean))
  }

  /// The Weibull law, with P(X > x) = exp(-(x/scale)^shape) for x >= 0.
  ///
  /// `shape` in 0.1...10,000, without unit (below 1 the hazard falls with age, above 1 it rises);
  /// `scale` above 0 and at most M, in the value's unit. Mean scale·Γ(1 + 1/shape), variance
  /// scale²·(Γ(1 + 2/shape) - Γ(1 + 1/shape)²).
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: `gsl_ran_weibull`; Johnson, Kotz and Balakrishnan, "Continuous Univariate
  /// Distributions" 1, ch. 21.
  public static func weibull(
    shape: Double, scale: Double
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "weibull")
    try check.inRange("shape", shape, 0.1, 1e4)
    try check.inRange("scale", scale, 0, open: true)
    return Distribution("weibull", .weibull(shape: shape, scale: scale))
  }

  /// Student's t law with `df` degrees of freedom, moved to `location` and stretched by `scale`.
  ///
  /// `df` in 0.1...1e6; |location| at most M; `scale` in 0...M, in the value's unit. The mean is
  /// `location` for df above 1, else it does not exist; the variance is scale²·df/(df - 2) for df
  /// above 2, else infinite or nonexistent. The scale is not the standard deviation. A scale of 0
  /// always gives the location.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: a normal number (`gsl_ran_gaussian_ziggurat`) over the root of a chi-square one
  /// (`gsl_ran_gamma`); Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions" 2,
  /// ch. 28. Not `gsl_ran_tdist`, which all but hangs for df just above 2.
  public static func studentT(
    df: Double, location: Double = 0, scale: Double = 1
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "studentT")
    try check.inRange("df", df, 0.1, 1e6)
    try check.finite("location", location)
    try check.inRange("scale", scale, 0)
    let law = Law.studentT(df: df, location: location, scale: scale)
    return Distribution("studentT", scale == 0 ? .constant(location) : law)
  }
}

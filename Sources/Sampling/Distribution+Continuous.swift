import CGSL

/// The factories of the continuous laws. `M` below is 1e15, the largest magnitude accepted.
extension Distribution {
  /// Always the same value.
  ///
  /// |value| at most M. Mean `value`, variance 0. Not a count, see ``isCount``.
  ///
  /// - Throws: ``DistributionError`` when the value is not finite or too large.
  public static func constant(_ value: Double) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "constant")
    try check.finite("value", value)
    return Distribution("constant", .constant(value))
  }

  /// Any value between two limits, all alike.
  ///
  /// `min <= max`, magnitudes at most M, both in the value's unit. Mean (min + max)/2, variance
  /// (max - min)²/12. Equal limits always give that value.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: one 32-bit uniform number; Johnson, Kotz and Balakrishnan, "Continuous Univariate
  /// Distributions" 2, ch. 26.
  public static func uniform(
    min: Double, max: Double
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "uniform")
    try check.finite("min", min)
    try check.finite("max", max)
    try check.ordered("min", min, "max", max)
    return Distribution("uniform", min == max ? .constant(min) : .uniform(min: min, max: max))
  }

  /// A density that rises straight from `min` to `mode` and falls straight to `max`.
  ///
  /// `min <= mode <= max`, magnitudes at most M, all in the value's unit. Mean
  /// (min + mode + max)/3, variance (min² + mode² + max² - min·mode - min·max - mode·max)/18. Three
  /// equal numbers always give that value.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: inverse of its distribution function; Kotz and van Dorp, "Beyond Beta" (2004), ch. 1.
  public static func triangular(
    min: Double, mode: Double, max: Double
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "triangular")
    try check.modal(min, mode, max)
    return Distribution(
      "triangular", min == max ? .constant(min) : .triangular(min: min, mode: mode, max: max))
  }

  /// The three-point estimate of project planning: a beta law between `min` and `max`.
  ///
  /// `min <= mode <= max`, magnitudes at most M, all in the value's unit; `lambda` in 0...1e6 is the
  /// weight of the mode, 4 by custom (0 gives the uniform law). The beta law's shapes are
  /// 1 + lambda·(mode - min)/(max - min) and 1 + lambda·(max - mode)/(max - min). Mean
  /// μ = (min + lambda·mode + max)/(lambda + 2), variance (μ - min)(max - μ)/(lambda + 3). Three
  /// equal numbers always give that value.
  ///
  ///     try Distribution.pert(min: 6, mode: 9, max: 16).mean  // 9.666…
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: `gsl_ran_beta`; Malcolm et al. (1959), doi:10.1287/opre.7.5.646; Vose, "Risk Analysis"
  /// (2008), appendix III.
  public static func pert(
    min: Double, mode: Double, max: Double, lambda: Double = 4
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "pert")
    try check.modal(min, mode, max)
    try check.inRange("lambda", lambda, 0, 1e6, remedy: "Leave lambda out to have the usual 4.")
    let law = Law.pert(min: min, mode: mode, max: max, lambda: lambda)
    return Distribution("pert", min == max ? .constant(min) : law)
  }

  /// The normal (Gaussian) law.
  ///
  /// |mean| at most M, `sd` in 0...M, both in the value's unit. Mean `mean`, variance sd². An sd of
  /// 0 always gives the mean. Values may be negative whatever the mean.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: `gsl_ran_gaussian_ziggurat`; Marsaglia and Tsang (2000), doi:10.18637/jss.v005.i08.
  public static func normal(
    mean: Double, sd: Double
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "normal")
    try check.finite("mean", mean)
    try check.inRange("sd", sd, 0)
    return Distribution("normal", sd == 0 ? .constant(mean) : .normal(mean: mean, sd: sd))
  }

  /// The normal law of `mean` and `sd`, given that the value lies between `min` and `max`.
  ///
  /// `mean` and `sd` are those of the law before it is cut; what ``Distribution/mean`` and
  /// ``Distribution/variance`` report is what is left after. |mean| at most M, `sd` in 0...M,
  /// `min <= max`; either limit may be left out. The interval must hold at least 1e-9 of the uncut
  /// law: further out, the answer would hang on digits of the tail that nobody meant. An sd of 0
  /// needs the mean within the limits and always gives it.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault, `min` when the interval
  ///   holds too little.
  ///
  /// Source: `gsl_ran_gaussian_ziggurat` with rejection, `gsl_cdf_ugaussian_Pinv` where the interval
  /// holds under a quarter; Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions" 1,
  /// ch. 13.
  public static func truncatedNormal(
    mean: Double, sd: Double, min: Double = -.infinity, max: Double = .infinity
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "truncatedNormal")
    try check.finite("mean", mean)
    try check.inRange("sd", sd, 0)
    if min != -.infinity { try check.finite("min", min) }
    if max != .infinity { try check.finite("max", max) }
    try check.ordered("min", min, "max", max)
    if sd == 0 || min == max {
      let value = min == max ? min : mean
      guard min <= value && value <= max else {
        throw check.fail(
          .inconsistent, "mean", Parameters.text(mean),
          "with an sd of 0 it must lie between min and max", "Move the mean or give an sd above 0.")
      }
      return Distribution("truncatedNormal", .constant(value))
    }
    _ = Runtime.ready
    let law = TruncatedNormal(mean: mean, sd: sd, min: min, max: max)
    guard law.mass >= 1e-9 else {
      throw check.fail(
        .inconsistent, "min", Parameters.text(min),
        "with max \(Parameters.text(max)) the interval holds less than 1e-9 of the normal law",
        "Bring min and max nearer to the mean, set them further apart, or use another law.")
    }
    return Distribution("truncatedNormal", .truncatedNormal(law))
  }

  /// A positive value whose logarithm is normal with standard deviation `sigma`.
  ///
  /// `median` above 0 and at most M, in the value's unit; `sigma` in 0...10, without unit. Mean
  /// median·exp(sigma²/2), variance mean²·(exp(sigma²) - 1). A sigma of 0 always gives the median.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: exponential of `gsl_ran_gaussian_ziggurat`; Johnson, Kotz and Balakrishnan, "Continuous
  /// Univariate Distributions" 1, ch. 14.
  public static func lognormal(
    median: Double, sigma: Double
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "lognormal")
    try check.inRange("median", median, 0, open: true)
    try check.inRange(
      "sigma", sigma, 0, 10, remedy: "sigma is the sd of the logarithm: 0.15 is about 15 percent.")
    let law = Law.lognormal(median: median, sigma: sigma)
    return Distribution("lognormal", sigma == 0 ? .constant(median) : law)
  }

  /// The lognormal law with this mean and coefficient of variation (sd divided by mean).
  ///
  /// `mean` above 0 and at most M, in the value's unit; `cv` in 0...1000. Variance (mean·cv)². A cv
  /// of 0 always gives the mean. It is ``lognormal(median:sigma:)`` with sigma² = ln(1 + cv²) and
  /// median mean/√(1 + cv²).
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  public static func lognormal(
    mean: Double, cv: Double
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "lognormal")
    try check.inRange("mean", mean, 0, open: true)
    try check.inRange("cv", cv, 0, 1000)
    let sigma = cgsl_log1p(cv * cv).squareRoot()
    let law = Law.lognormal(median: mean / (1 + cv * cv).squareRoot(), sigma: sigma)
    return Distribution("lognormal", sigma == 0 ? .constant(mean) : law)
  }
}

extension Parameters {
  /// The checks of a minimum, a mode and a maximum.
  func modal(_ min: Double, _ mode: Double, _ max: Double) throws(DistributionError) {
    try finite("min", min)
    try finite("mode", mode)
    try finite("max", max)
    try ordered("min", min, "mode", mode)
    try ordered("mode", mode, "max", max)
  }
}

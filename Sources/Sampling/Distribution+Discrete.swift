/// The factories of the laws of counts, and of values given by a list.
extension Distribution {
  /// The number of events in a month at a constant rate: P(k) = exp(-mean)·mean^k / k!.
  ///
  /// `mean` in 0...1e6. Mean and variance `mean`. A mean of 0 always gives 0.
  ///
  /// - Throws: ``DistributionError`` when the mean is at fault.
  ///
  /// Source: `gsl_ran_poisson`; Johnson, Kemp and Kotz, "Univariate Discrete Distributions", ch. 4.
  public static func poisson(mean: Double) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "poisson")
    try check.inRange("mean", mean, 0, Parameters.countLimit, remedy: Self.countRemedy)
    return Distribution("poisson", .poisson(mean: mean))
  }

  /// The number of successes in `trials` independent attempts.
  ///
  /// `trials` in 0...1,000,000, `probability` in 0...1. Mean trials·p, variance trials·p·(1 - p).
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: `gsl_ran_binomial`; Kachitvichyanukul and Schmeiser (1988), doi:10.1145/42372.42381.
  public static func binomial(
    trials: Int, probability: Double
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "binomial")
    guard trials >= 0 && Double(trials) <= Parameters.countLimit else {
      throw check.fail(
        .outOfRange, "trials", "\(trials)", "it must be at least 0 and at most 1000000",
        Self.countRemedy)
    }
    try check.inRange("probability", probability, 0, 1, remedy: Self.shareRemedy)
    return Distribution("binomial", .binomial(trials: Double(trials), probability: probability))
  }

  /// The number of failures before the `size`-th success: P(k) = Γ(size+k)/(Γ(size)·k!)·p^size·(1-p)^k.
  ///
  /// `size` in 1e-3...1e9, whole or not; `probability` above 0 and at most 1. With odds (1 - p)/p:
  /// mean size·odds, at most 1e6; variance mean·(1 + odds), odds at most 1e7. A probability of 1
  /// always gives 0.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: `gsl_ran_poisson` with a mean from `gsl_ran_gamma`; Johnson, Kemp and Kotz, "Univariate
  /// Discrete Distributions", ch. 5.
  public static func negativeBinomial(
    size: Double, probability: Double
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "negativeBinomial")
    try check.inRange("size", size, 1e-3, 1e9)
    try check.inRange("probability", probability, 0, 1, open: true, remedy: Self.shareRemedy)
    return try overdispersed(check, size: size, odds: (1 - probability) / probability)
  }

  /// The negative binomial law with this mean: a Poisson law whose mean itself varies with cv
  /// 1/√size.
  ///
  /// `mean` in 0...1e6; `size` in 1e-3...1e9 and at least mean/1e7. Variance mean + mean²/size. The
  /// larger the size, the nearer to the Poisson law. A mean of 0 always gives 0.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  public static func negativeBinomial(
    mean: Double, size: Double
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "negativeBinomial")
    try check.inRange("mean", mean, 0, Parameters.countLimit, remedy: Self.countRemedy)
    try check.inRange("size", size, 1e-3, 1e9)
    return try overdispersed(check, size: size, odds: mean / size)
  }

  private static func overdispersed(
    _ check: Parameters, size: Double, odds: Double
  ) throws(DistributionError) -> Distribution {
    // An ulp of grace: size * (mean / size) may exceed a mean that stands at the limit.
    try check.inRange(
      "mean", size * odds, 0, Parameters.countLimit * (1 + 1e-12), remedy: Self.countRemedy)
    try check.inRange(
      "mean divided by size", odds, 0, 1e7, remedy: "Give a larger size: the spread is too wide.")
    return Distribution("negativeBinomial", .negativeBinomial(size: size, odds: odds))
  }

  /// The number of attempts up to and including the first success: P(k) = p·(1-p)^(k-1), k >= 1.
  ///
  /// `probability` in 1e-6...1. Mean 1/p, variance (1 - p)/p². A probability of 1 always gives 1.
  ///
  /// - Throws: ``DistributionError`` when the probability is at fault.
  ///
  /// Source: `gsl_ran_geometric`; Johnson, Kemp and Kotz, "Univariate Discrete Distributions", ch. 5.
  public static func geometric(probability: Double) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "geometric")
    try check.inRange("probability", probability, 1e-6, 1, remedy: Self.shareRemedy)
    return Distribution("geometric", .geometric(probability: probability))
  }

  /// 1 with this probability, else 0.
  ///
  /// `probability` in 0...1. Mean p, variance p·(1 - p).
  ///
  /// - Throws: ``DistributionError`` when the probability is at fault.
  ///
  /// Source: one 32-bit uniform number below p, so a probability is effective to 2^-32.
  public static func bernoulli(probability: Double) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "bernoulli")
    try check.inRange("probability", probability, 0, 1, remedy: Self.shareRemedy)
    return Distribution("bernoulli", .bernoulli(probability: probability))
  }

  /// One of the values, with a probability in proportion to its weight.
  ///
  /// Between 1 and 100,000 values, in any order, repeats allowed, magnitudes at most 1e15; as many
  /// weights, each in 0...1e15, not all 0. Mean and variance are those of the list.
  ///
  /// - Throws: ``DistributionError`` naming the first row at fault, counted from 1.
  ///
  /// Source: `gsl_ran_discrete`; Walker (1977), doi:10.1145/355744.355749.
  public static func table(
    values: [Double], weights: [Double]
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "table")
    try check.rows("values", values.count)
    guard weights.count == values.count else {
      throw DistributionError(
        code: .badCount, distribution: "table", parameter: "weights", value: "\(weights.count)",
        problem: "weights has \(weights.count) rows; values has \(values.count)",
        remedy: "Give one weight for each value.")
    }
    for (index, value) in values.enumerated() { try check.finite("value \(index + 1)", value) }
    for (index, weight) in weights.enumerated() {
      try check.inRange("weight \(index + 1)", weight, 0)
    }
    guard weights.contains(where: { $0 > 0 }) else {
      throw DistributionError(
        code: .inconsistent, distribution: "table", parameter: "weights", value: "0",
        problem: "all weights are 0; at least one must be above 0",
        remedy: "Give the likelier values larger weights.")
    }
    return Distribution("table", .table(DiscreteTable(values: values, weights: weights)))
  }

  /// One of the observed values, all alike.
  ///
  /// Between 1 and 100,000 values, magnitudes at most 1e15. Mean and variance are those of the list
  /// (the variance with its full number as divisor).
  ///
  /// - Throws: ``DistributionError`` naming the first row at fault, counted from 1.
  ///
  /// Source: one 32-bit uniform number; Efron (1979), doi:10.1214/aos/1176344552.
  public static func resample(_ data: [Double]) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: "resample")
    try check.rows("data", data.count)
    for (index, value) in data.enumerated() { try check.finite("value \(index + 1)", value) }
    return Distribution("resample", .table(DiscreteTable(values: data, weights: [])))
  }

  private static var countRemedy: String {
    "Give at most a million, or count in a larger unit."
  }
  private static var shareRemedy: String {
    "Give a share such as 0.3, not a percentage."
  }
}

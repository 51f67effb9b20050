import CGSL

extension Distribution {
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
    let check = Parameters(distribution: NegativeBinomial.name)
    try check.inRange("size", size, 1e-3, 1e9)
    try check.probability(probability, open: true)
    return try Distribution(NegativeBinomial(size: size, odds: (1 - probability) / probability))
  }

  /// The negative binomial distribution with this mean: a Poisson distribution whose mean itself varies with cv
  /// 1/√size.
  ///
  /// `mean` in 0...1e6; `size` in 1e-3...1e9 and at least mean/1e7. Variance mean + mean²/size. The
  /// larger the size, the nearer to the Poisson distribution. A mean of 0 always gives 0.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  public static func negativeBinomial(
    mean: Double, size: Double
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: NegativeBinomial.name)
    try check.count("mean", mean)
    try check.inRange("size", size, 1e-3, 1e9)
    return try Distribution(NegativeBinomial(size: size, odds: mean / size))
  }
}

@usableFromInline struct NegativeBinomial: CountDistribution {
  static let name = "negativeBinomial"
  let size, odds: Double
  var parameters: String { text(["size": size, "mean": mean]) }
  func check(_ check: Parameters) throws(DistributionError) {
    // An ulp of grace: size * (mean / size) may exceed a mean that stands at the limit.
    let isAtLimit = (mean - Parameters.countLimit).magnitude <= 1e-6
    try check.count("mean", isAtLimit ? Parameters.countLimit : mean)
    try check.inRange(
      "mean divided by size", odds, 0, 1e7, remedy: "Give a larger size: the spread is too wide.")
  }
  var support: ClosedRange<Double> { 0...(odds > 0 ? .infinity : 0) }
  var mean: Double { size * odds }
  var variance: Double { size * odds * (1 + odds) }
  func cdf(count k: Double) -> Double {
    Special.betaCDF(1 / (1 + odds), size, k + 1, complement: odds / (1 + odds))
  }
  func scaled(by factor: Double) -> Self { Self(size: size, odds: mean * factor / size) }
  var sampler: Sampler { Sampler(.negativeBinomial, size, odds) }
  @inlinable @inline(__always)
  static func draw(_ s: Sampler, _ g: Generator, meanScaledBy k: Double) -> Double {
    Poisson.draw(g, mean: gsl_ran_gamma(g.rng, s.a, s.b * k))
  }
}

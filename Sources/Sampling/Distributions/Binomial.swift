import CGSL

extension Distribution {
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
    try Distribution(Binomial(trials: Double(trials), probability: probability))
  }
}

@usableFromInline struct Binomial: CountDistribution {
  static let name = "binomial"
  let trials, probability: Double
  var parameters: String { text(["trials": trials, "probability": probability]) }
  func check(_ check: Parameters) throws(DistributionError) {
    try check.count("trials", trials)
    try check.probability(probability)
  }
  var support: ClosedRange<Double> {
    (probability < 1 ? 0 : trials)...(probability > 0 ? trials : 0)
  }
  var mean: Double { trials * probability }
  var variance: Double { trials * probability * (1 - probability) }
  func cdf(count k: Double) -> Double {
    Special.betaCDF(1 - probability, trials - k, k + 1, complement: probability)
  }
  func scaled(by factor: Double) -> Self { Self(trials: trials, probability: probability * factor) }
  var sampler: Sampler { Sampler(.binomial, trials, probability) }
  @inlinable @inline(__always)
  static func draw(_ s: Sampler, _ g: Generator, meanScaledBy k: Double) -> Double {
    Double(gsl_ran_binomial(g.rng, min(1, s.b * k), UInt32(s.a)))
  }
}

import CGSL

extension Distribution {
  /// The number of attempts up to and including the first success: P(k) = p·(1-p)^(k-1), k >= 1.
  ///
  /// `probability` in 1e-6...1. Mean 1/p, variance (1 - p)/p². A probability of 1 always gives 1.
  ///
  /// - Throws: ``DistributionError`` when the probability is at fault.
  ///
  /// Source: `gsl_ran_geometric`; Johnson, Kemp and Kotz, "Univariate Discrete Distributions", ch. 5.
  public static func geometric(probability: Double) throws(DistributionError) -> Distribution {
    try Distribution(Geometric(probability: probability))
  }
}

@usableFromInline struct Geometric: CountDistribution {
  static let name = "geometric"
  let probability: Double
  var parameters: String { text(["probability": probability]) }
  func check(_ check: Parameters) throws(DistributionError) {
    try check.probability(probability, atLeast: 1e-6)
  }
  var support: ClosedRange<Double> { 1...(probability < 1 ? .infinity : 1) }
  var mean: Double { 1 / probability }
  var variance: Double { (1 - probability) / (probability * probability) }
  func cdf(count k: Double) -> Double { -cgsl_expm1(k * cgsl_log1p(-probability)) }
  func scaled(by factor: Double) -> Self { Self(probability: probability / factor) }
  var sampler: Sampler { Sampler(.geometric, probability) }
  @inlinable @inline(__always)
  static func draw(_ s: Sampler, _ g: Generator, meanScaledBy k: Double) -> Double {
    let probability = min(1, s.a / k)
    return probability >= 1e-8 ? Double(gsl_ran_geometric(g.rng, probability)) : .infinity
  }
}

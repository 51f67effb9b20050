extension Distribution {
  /// 1 with this probability, else 0.
  ///
  /// `probability` in 0...1. Mean p, variance p·(1 - p).
  ///
  /// - Throws: ``DistributionError`` when the probability is at fault.
  ///
  /// Source: one 32-bit uniform number below p, so a probability is effective to 2^-32.
  public static func bernoulli(probability: Double) throws(DistributionError) -> Distribution {
    try Distribution(Bernoulli(probability: probability))
  }
}

@usableFromInline struct Bernoulli: CountDistribution {
  static let name = "bernoulli"
  let probability: Double
  var parameters: String { text(["probability": probability]) }
  func check(_ check: Parameters) throws(DistributionError) { try check.probability(probability) }
  var support: ClosedRange<Double> { (probability < 1 ? 0 : 1)...(probability > 0 ? 1 : 0) }
  var mean: Double { probability }
  var variance: Double { probability * (1 - probability) }
  func cdf(count k: Double) -> Double { 1 - probability }
  func scaled(by factor: Double) -> Self { Self(probability: probability * factor) }
  var sampler: Sampler { Sampler(.bernoulli, probability) }
  @inlinable @inline(__always)
  static func draw(_ s: Sampler, _ g: Generator, meanScaledBy k: Double) -> Double {
    g.uniform() < s.a * k ? 1 : 0
  }
}

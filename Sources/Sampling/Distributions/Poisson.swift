import CGSL

extension Distribution {
  /// The number of events in a month at a constant rate: P(k) = exp(-mean)·mean^k / k!.
  ///
  /// `mean` in 0...1e6. Mean and variance `mean`. A mean of 0 always gives 0.
  ///
  /// - Throws: ``DistributionError`` when the mean is at fault.
  ///
  /// Source: `gsl_ran_poisson`; Johnson, Kemp and Kotz, "Univariate Discrete Distributions", ch. 4.
  public static func poisson(mean: Double) throws(DistributionError) -> Distribution {
    try Distribution(Poisson(mean: mean))
  }
}

@usableFromInline struct Poisson: CountDistribution {
  static let name = "poisson"
  let mean: Double
  var parameters: String { text(["mean": mean]) }
  func check(_ check: Parameters) throws(DistributionError) { try check.count("mean", mean) }
  var support: ClosedRange<Double> { 0...(mean > 0 ? .infinity : 0) }
  var variance: Double { mean }
  func cdf(count k: Double) -> Double { Special.gammaCDF(mean, k + 1, upper: true) }
  func scaled(by factor: Double) -> Self { Self(mean: mean * factor) }
  var sampler: Sampler { Sampler(.poisson, mean) }
  @inlinable @inline(__always)
  static func draw(_ s: Sampler, _ g: Generator, meanScaledBy k: Double) -> Double {
    draw(g, mean: s.a * k)
  }
  @inlinable
  static func draw(_ g: Generator, mean: Double) -> Double {
    mean <= 1e9 ? Double(gsl_ran_poisson(g.rng, mean)) : .infinity
  }
}

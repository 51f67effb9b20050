import CBatch
import CGSL

extension Distribution {
  /// The gamma distribution with this mean and coefficient of variation (sd divided by mean).
  ///
  /// `mean` above 0 and at most 1e15, in the value's unit; `cv` 0 or in 1e-4...30. Variance
  /// (mean·cv)². A cv of 0 always gives the mean. It is ``gamma(shape:scale:)`` with shape 1/cv² and
  /// scale mean·cv².
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  public static func gamma(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: Gamma.name)
    try check.inRange("mean", mean, 0, open: true)
    if cv == 0 { return Distribution(checked: Constant(value: mean), named: Gamma.name) }
    try check.inRange("cv", cv, 1e-4, 30, remedy: "Give 0 for a value that does not vary.")
    return Distribution(checked: Gamma(shape: 1 / (cv * cv), scale: mean * (cv * cv)))
  }

  /// The gamma distribution with density x^(shape-1)·exp(-x/scale) / (Γ(shape)·scale^shape) for x > 0.
  ///
  /// `shape` in 1e-3...1e8, without unit; `scale` above 0 and at most 1e15, in the value's unit. Mean
  /// shape·scale, variance shape·scale².
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: Marsaglia and Tsang (2000), doi:10.1145/358407.358414; below a shape of 1 `gsl_ran_gamma`.
  public static func gamma(shape: Double, scale: Double) throws(DistributionError) -> Distribution {
    try Distribution(Gamma(shape: shape, scale: scale))
  }
}

@usableFromInline struct Gamma: UnivariateDistribution {
  static let name = "gamma"
  let shape, scale: Double
  var parameters: String { text(["shape": shape, "scale": scale]) }
  func check(_ check: Parameters) throws(DistributionError) {
    try check.inRange("shape", shape, 1e-3, 1e8)
    try check.inRange("scale", scale, 0, open: true)
  }
  var support: ClosedRange<Double> { 0 ... .infinity }
  var mean: Double { shape * scale }
  var variance: Double { shape * scale * scale }
  func cdf(inside x: Double) -> Double { Special.gammaCDF(x / scale, shape) }
  func quantile(inside p: Double) -> Double { checked(gsl_cdf_gamma_Pinv(p, shape, scale), at: p) }
  func scaled(by factor: Double) -> Self { Self(shape: shape, scale: scale * factor) }
  var sampler: Sampler {
    Sampler(shape < 1 ? .smallGamma : .gamma, shape, scale, shape - 1.0 / 3)
  }
  @inlinable
  static func draw(_ s: Sampler, _ g: Generator) -> Double {
    let c = 1 / (9 * s.c).squareRoot()
    var value = 0.0
    // An attempt is a block of the stream, of which the fourth word is left.
    while cbatch_gamma_try(g.bits(), g.bits(), g.bits(), s.c, c, &value) == 0 { _ = g.bits() }
    return value * s.b
  }
  @inlinable @inline(__always)
  static func drawSmall(_ s: Sampler, _ g: Generator) -> Double { gsl_ran_gamma(g.rng, s.a, s.b) }
  static func draw(_ s: Sampler, _ batch: StreamBatch, _ out: UnsafeMutablePointer<Double>) {
    cbatch_draw_gamma(batch.streams, s.a, s.b, out)
  }
}

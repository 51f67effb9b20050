extension Distribution {
  /// The three-point estimate of project planning: a beta distribution between `min` and `max`.
  ///
  /// `min <= mode <= max`, magnitudes at most 1e15, all in the value's unit; `lambda` in 0...1e6 is
  /// the weight of the mode, 4 by custom (0 gives the uniform distribution). The beta distribution's shapes are
  /// 1 + lambda·(mode - min)/(max - min) and 1 + lambda·(max - mode)/(max - min). Mean
  /// μ = (min + lambda·mode + max)/(lambda + 2), variance (μ - min)(max - μ)/(lambda + 3). Three
  /// equal numbers always give that value.
  ///
  ///     try Distribution.pert(min: 6, mode: 9, max: 16).mean  // 9.666…
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: the beta distribution; Malcolm et al. (1959), doi:10.1287/opre.7.5.646; Vose, "Risk Analysis"
  /// (2008), appendix III.
  public static func pert(
    min: Double, mode: Double, max: Double, lambda: Double = 4
  ) throws(DistributionError) -> Distribution {
    try Distribution(Pert(min: min, mode: mode, max: max, lambda: lambda))
  }
}

struct Pert: UnivariateDistribution {
  static let name = "pert"
  let min, mode, max, lambda: Double
  /// The same distribution by its shapes.
  private var beta: Beta {
    Beta(
      alpha: 1 + lambda * ((mode - min) / (max - min)),
      beta: 1 + lambda * ((max - mode) / (max - min)), min: min, max: max)
  }

  var parameters: String { text(["min": min, "mode": mode, "max": max, "lambda": lambda]) }
  func check(_ check: Parameters) throws(DistributionError) {
    try check.ordered(["min": min, "mode": mode, "max": max])
    try check.inRange("lambda", lambda, 0, 1e6, remedy: "Leave lambda out to have the usual 4.")
  }
  var support: ClosedRange<Double> { min...max }
  var mean: Double { (min + lambda * mode + max) / (lambda + 2) }
  var variance: Double {
    ((mode - min) * lambda + (max - min)) * ((max - mode) * lambda + (max - min))
      / ((lambda + 2) * (lambda + 2) * (lambda + 3))
  }
  func cdf(inside x: Double) -> Double { beta.cdf(inside: x) }
  func quantile(inside p: Double) -> Double { beta.quantile(inside: p) }
  func scaled(by factor: Double) -> Self {
    Self(min: min * factor, mode: mode * factor, max: max * factor, lambda: lambda)
  }
  var sampler: Sampler { beta.sampler }
}

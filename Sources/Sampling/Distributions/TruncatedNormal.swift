import CBatch
import CGSL

extension Distribution {
  /// The normal distribution of `mean` and `sd`, given that the value lies between `min` and `max`.
  ///
  /// `mean` and `sd` are those of the distribution before it is cut; what ``Distribution/mean`` and
  /// ``Distribution/variance`` report is what is left after. |mean| at most 1e15, `sd` in 0...1e15,
  /// `min <= max`; either limit may be left out. The interval must hold at least 1e-9 of the uncut
  /// distribution: further out, the answer would hang on digits of the tail that nobody meant. An sd of 0
  /// needs the mean within the limits and always gives it.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault, `min` when the interval
  ///   holds too little.
  ///
  /// Source: by inversion, Wichura, "Algorithm AS 241" (1988), doi:10.2307/2347330; Johnson, Kotz and
  /// Balakrishnan, "Continuous Univariate Distributions" 1, ch. 13.
  public static func truncatedNormal(
    mean: Double, sd: Double, min: Double = -.infinity, max: Double = .infinity
  ) throws(DistributionError) -> Distribution {
    try Distribution(TruncatedNormal(location: mean, sd: sd, min: min, max: max))
  }
}

@usableFromInline struct TruncatedNormal: UnivariateDistribution {
  static let name = "truncatedNormal"
  /// Mean and standard deviation before the distribution is cut, and the limits.
  let location, sd, min, max: Double
  var parameters: String { text(["mean": location, "sd": sd, "min": min, "max": max]) }
  func check(_ check: Parameters) throws(DistributionError) {
    try check.finite("mean", location)
    try check.inRange("sd", sd, 0)
    if min != -.infinity { try check.finite("min", min) }
    if max != .infinity { try check.finite("max", max) }
    try check.ordered("min", min, "max", max)
    guard (min...max).contains(degenerateValue ?? min) else {
      throw check.fail(
        .inconsistent, "mean", Parameters.text(location),
        "with an sd of 0 it must lie between min and max", "Move the mean or give an sd above 0.")
    }
    guard degenerateValue != nil || mass >= 1e-9 else {
      throw check.fail(
        .inconsistent, "min", Parameters.text(min),
        "with max \(Parameters.text(max)) the interval holds less than 1e-9 of the normal distribution",
        "Bring min and max nearer to the mean, set them further apart, or use another distribution."
      )
    }
  }
  var support: ClosedRange<Double> { sd > 0 || min == max ? min...max : location...location }
  var mean: Double { moments.mean }
  var variance: Double { moments.variance }
  func cdf(inside x: Double) -> Double { Self.mass(low, (x - location) / sd) / mass }
  func quantile(inside p: Double) -> Double {
    let z: Double
    if low > 0 {
      let outer = gsl_cdf_ugaussian_Q(low)
      z = gsl_cdf_ugaussian_Qinv(outer + p * (gsl_cdf_ugaussian_Q(high) - outer))
    } else {
      let outer = gsl_cdf_ugaussian_P(low)
      z = gsl_cdf_ugaussian_Pinv(outer + p * (gsl_cdf_ugaussian_P(high) - outer))
    }
    return Swift.min(Swift.max(location + sd * z, min), max)
  }
  func scaled(by factor: Double) -> Self {
    Self(location: location * factor, sd: sd * factor, min: min * factor, max: max * factor)
  }
  var sampler: Sampler {
    // Probabilities are taken in whichever tail keeps its digits, from the lower limit to the upper.
    let isUpper = low > 0
    let from = isUpper ? gsl_cdf_ugaussian_Q(low) : gsl_cdf_ugaussian_P(low)
    let to = isUpper ? gsl_cdf_ugaussian_Q(high) : gsl_cdf_ugaussian_P(high)
    return Sampler(
      .truncatedNormal, location, isUpper ? -sd : sd, from, to, lower: min, upper: max)
  }
  @inlinable @inline(__always)
  static func draw(_ s: Sampler, _ g: Generator) -> Double {
    cbatch_truncated(cbatch_quantile(s.c + g.fine() * (s.d - s.c)), s.a, s.b, s.lower, s.upper)
  }
  static func draw(_ s: Sampler, _ batch: StreamBatch, _ out: UnsafeMutablePointer<Double>) {
    cbatch_draw_truncated(batch.streams, s.a, s.b, s.c, s.d, s.lower, s.upper, out)
  }

  /// The bounds in standard deviations from the location.
  private var low: Double { (min - location) / sd }
  private var high: Double { (max - location) / sd }

  /// The part of the uncut distribution that lies in the interval.
  private var mass: Double { Self.mass(low, high) }

  /// The normal probability of an interval, taken in whichever tail keeps its digits.
  private static func mass(_ low: Double, _ high: Double) -> Double {
    low > 0
      ? gsl_cdf_ugaussian_Q(low) - gsl_cdf_ugaussian_Q(high)
      : gsl_cdf_ugaussian_P(high) - gsl_cdf_ugaussian_P(low)
  }

  /// Mean and variance of what is left of the distribution.
  ///
  /// By quadrature: the closed forms subtract nearly equal numbers when the interval is narrow or
  /// far out. Ten-point Gauss-Legendre rules on panels of half a standard deviation or less are
  /// exact to rounding for a Gaussian.
  private var moments: (mean: Double, variance: Double) {
    // Measured from the densest point, so that the weights start at 1 and the variance of a sliver
    // is not lost beside its distance from the mean. Forty standard deviations hold everything.
    let peak = Swift.min(Swift.max(0, low), high)
    let from = Swift.max(low - peak, -40)
    let to = Swift.min(high - peak, 40)
    let panels = Int(((to - from) * 2).rounded(.up))
    guard let rule = gsl_integration_glfixed_table_alloc(10) else {
      fatalError("out of memory for an integration rule")
    }
    defer { gsl_integration_glfixed_table_free(rule) }

    func integral(_ term: (Double) -> Double) -> Double {
      var sum = 0.0
      let width = (to - from) / Double(panels)
      for panel in 0..<panels {
        let start = from + width * Double(panel)
        for index in 0..<10 {
          var t = 0.0
          var weight = 0.0
          gsl_integration_glfixed_point(start, start + width, index, &t, &weight, rule)
          sum += weight * term(t) * cgsl_exp(-t * (t / 2 + peak))
        }
      }
      return sum
    }
    let mass = integral { _ in 1 }
    let offset = integral { $0 } / mass
    let spread = integral { ($0 - offset) * ($0 - offset) } / mass
    return (location + sd * (peak + offset), sd * sd * spread)
  }
}

import CGSL

/// A normal law cut to an interval, with what its sampler and its distribution function share.
struct TruncatedNormal: Hashable, Sendable {
  let mean: Double
  let sd: Double
  let min: Double
  let max: Double

  /// The bounds in standard deviations from the mean.
  var low: Double { (min - mean) / sd }
  var high: Double { (max - mean) / sd }

  /// The part of the uncut law that lies in the interval.
  var mass: Double { Self.mass(low, high) }

  /// The normal probability of an interval, taken in whichever tail keeps its digits.
  static func mass(_ low: Double, _ high: Double) -> Double {
    low > 0
      ? gsl_cdf_ugaussian_Q(low) - gsl_cdf_ugaussian_Q(high)
      : gsl_cdf_ugaussian_P(high) - gsl_cdf_ugaussian_P(low)
  }

  func cdf(_ x: Double) -> Double { Self.mass(low, (x - mean) / sd) / mass }

  /// The value below which a share `p` of the interval's mass lies.
  func quantile(_ p: Double) -> Double {
    Self.quantile(p, mean: mean, sd: sd, min: min, max: max)
  }

  static func quantile(
    _ p: Double, mean: Double, sd: Double, min: Double, max: Double
  ) -> Double {
    let low = (min - mean) / sd
    let high = (max - mean) / sd
    let z: Double
    if low > 0 {
      let outer = gsl_cdf_ugaussian_Q(low)
      z = gsl_cdf_ugaussian_Qinv(outer + p * (gsl_cdf_ugaussian_Q(high) - outer))
    } else {
      let outer = gsl_cdf_ugaussian_P(low)
      z = gsl_cdf_ugaussian_Pinv(outer + p * (gsl_cdf_ugaussian_P(high) - outer))
    }
    return Swift.min(Swift.max(mean + sd * z, min), max)
  }
}

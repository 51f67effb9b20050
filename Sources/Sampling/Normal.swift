import CGSL

/// The standard normal law, for copulas and intervals.
public enum Normal {
  /// The probability of a value of at most `z`; NaN for NaN.
  ///
  /// Source: `gsl_cdf_ugaussian_P`; Cody (1969), doi:10.1090/S0025-5718-1969-0247736-4.
  @inlinable
  public static func cdf(_ z: Double) -> Double { gsl_cdf_ugaussian_P(z) }

  /// The value that is not exceeded with probability `p`.
  ///
  /// Infinite for 0 and 1; NaN for anything outside 0...1.
  ///
  /// Source: `gsl_cdf_ugaussian_Pinv`; Wichura (1988), doi:10.2307/2347330.
  @inlinable
  public static func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? gsl_cdf_ugaussian_Pinv(p) : .nan
  }
}

import CGSL

/// The elementary functions the simulation needs, so that it imports no C library of its own.
public enum Elementary {
  /// `base` to the power `exponent`, as C's `pow`; NaN for a negative base and a fraction.
  @inlinable
  public static func power(_ base: Double, _ exponent: Double) -> Double {
    cgsl_pow(base, exponent)
  }

  /// The standard normal quantile: `normalQuantile(0.975)` is 1.96. Infinite at 0 and 1.
  ///
  /// Source: `gsl_cdf_ugaussian_Pinv`.
  public static func normalQuantile(_ p: Double) -> Double { gsl_cdf_ugaussian_Pinv(p) }
}

/// What fitting needs.
extension Elementary {
  /// e to a power.
  public static func exp(_ x: Double) -> Double { cgsl_exp(x) }

  /// The natural logarithm; minus infinity at 0.
  public static func log(_ x: Double) -> Double { cgsl_log(x) }

  /// The logarithm of the gamma function, for x above 0.
  public static func logGamma(_ x: Double) -> Double { gsl_sf_lngamma(x) }

  /// The standard normal distribution function.
  ///
  /// Source: `gsl_cdf_ugaussian_P`.
  public static func normalCDF(_ x: Double) -> Double { gsl_cdf_ugaussian_P(x) }
}

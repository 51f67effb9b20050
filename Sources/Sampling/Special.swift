import CGSL

/// Distribution functions that GSL cannot always give.
enum Special {
  /// The probability that a gamma variate of this shape and scale 1 is at most `x`, or above it.
  ///
  /// GSL's answers go wrong in the second digit, without a sign of it, for shapes above some 1e5 at
  /// more than a standard deviation from the mean; Temme's expansion is good to rounding there.
  ///
  /// Source: `gsl_cdf_gamma_P` and `_Q`; for large shapes N. M. Temme (1979), doi:10.1137/0510071,
  /// with the coefficients of NIST DLMF 8.12 in powers of eta.
  static func gammaCDF(_ x: Double, _ shape: Double, upper: Bool = false) -> Double {
    guard x > 0 else { return upper ? 1 : 0 }
    guard shape >= 1e4 else {
      return upper ? gsl_cdf_gamma_Q(x, shape, 1) : gsl_cdf_gamma_P(x, shape, 1)
    }
    var status = gsl_sf_result()
    let distance = (x - shape) / shape
    _ = gsl_sf_log_1plusx_mx_e(distance, &status)
    let eta = (distance < 0 ? -1 : 1) * Swift.max(0, -2 * status.val).squareRoot()
    let z = eta * shape.squareRoot()
    // The powers serve near 0 only; further out than this, so does the normal term alone: 1e-80.
    let series = eta.magnitude < 0.2 ? temmeSeries(eta, shape) : 0
    let rest = gsl_ran_ugaussian_pdf(z) / shape.squareRoot() * series
    let value = upper ? gsl_cdf_ugaussian_Q(z) + rest : gsl_cdf_ugaussian_P(z) - rest
    return Swift.min(1, Swift.max(0, value))
  }

  private static func temmeSeries(_ eta: Double, _ shape: Double) -> Double {
    func polynomial(_ coefficients: [Double]) -> Double {
      coefficients.reversed().reduce(0) { $0 * eta + $1 }
    }
    let c0 = polynomial([
      -1.0 / 3, 1.0 / 12, -2.0 / 135, 1.0 / 864, 1.0 / 2835, -139.0 / 777_600,
      3.91926317852243778e-5, -2.18544851067999216e-6, -1.85406221071515996e-6,
      8.29671134095308601e-7,
    ])
    let c1 = polynomial([
      -1.0 / 540, -1.0 / 288, 2.64550264550264550e-3, -9.90226337448559671e-4,
      2.05761316872427984e-4, -4.01877572016460905e-7, -1.80985503344899778e-5,
    ])
    let c2 = polynomial([
      4.13359788359788360e-3, -2.68132716049382716e-3, 7.71604938271604938e-4,
      2.00938786008230453e-6,
    ])
    return c0 + (c1 + c2 / shape) / shape
  }

  /// The regularised incomplete beta function I_x(alpha, beta).
  ///
  /// GSL's continued fraction gives up (NaN) after 512 terms, which shapes above some 1e5 need more
  /// than; ours goes on.
  ///
  /// - Parameter complement: 1 - x, where the caller has it with more digits.
  ///
  /// Source: `gsl_cdf_beta_P`; else NIST DLMF 8.17.22 by Lentz's method.
  static func betaCDF(
    _ x: Double, _ alpha: Double, _ beta: Double, complement: Double? = nil
  ) -> Double {
    let y = complement ?? 1 - x
    guard x > 0 else { return 0 }
    guard y > 0 else { return 1 }
    if alpha + beta < 1e4 {
      let value = gsl_cdf_beta_P(x, alpha, beta)
      if value >= 0 && value <= 1 { return value }
    }
    // The fraction converges fast on this side of the mean only.
    return x < (alpha + 1) / (alpha + beta + 2)
      ? betaFraction(x, y, alpha, beta) : 1 - betaFraction(y, x, beta, alpha)
  }

  private static func betaFraction(
    _ x: Double, _ y: Double, _ a: Double, _ b: Double
  ) -> Double {
    let front = cgsl_exp(a * cgsl_log(x) + b * cgsl_log(y) - gsl_sf_lnbeta(a, b)) / a
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (d.magnitude < tiny ? tiny : d)
    var fraction = d
    for step in 1...100_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      var factor = 1.0
      for term in [even, odd] {
        d = 1 + term * d
        c = 1 + term / c
        d = 1 / (d.magnitude < tiny ? tiny : d)
        c = c.magnitude < tiny ? tiny : c
        factor = c * d
        fraction *= factor
      }
      if (factor - 1).magnitude < 1e-15 { break }
    }
    return Swift.min(1, Swift.max(0, front * fraction))
  }
}

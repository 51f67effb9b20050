import CGSL

extension Distribution {
  /// The probability of a value of at most `x`; NaN for NaN.
  ///
  /// Source: the `gsl_cdf_…_P` functions, closed forms where there are any.
  public func cdf(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    // Beyond the support GSL's functions are not all defined, and cutting here keeps them from it.
    if x < lowerBound { return 0 }
    if x >= upperBound { return 1 }
    switch law {
    case .constant: return 1
    case .table(let table): return table.cdf(x)
    case .poisson, .binomial, .negativeBinomial, .geometric, .bernoulli:
      return law.countCDF(x.rounded(.down))
    default: return law.continuousCDF(x)
    }
  }
}

extension Law {
  /// The distribution function of a continuous law, within its support.
  func continuousCDF(_ x: Double) -> Double {
    switch self {
    case .uniform(let min, let max): (x - min) / (max - min)
    case .triangular(let min, let mode, let max):
      x < mode
        ? (x - min) / (max - min) * ((x - min) / (mode - min))
        : 1 - (max - x) / (max - min) * ((max - x) / (max - mode))
    case .pert(let min, let mode, let max, let lambda):
      {
        let (alpha, beta) = Law.pertShapes(min: min, mode: mode, max: max, lambda: lambda)
        return Special.betaCDF((x - min) / (max - min), alpha, beta)
      }()
    case .beta(let alpha, let beta, let min, let max):
      Special.betaCDF((x - min) / (max - min), alpha, beta)
    case .normal(let mean, let sd): gsl_cdf_ugaussian_P((x - mean) / sd)
    case .truncatedNormal(let law): law.cdf(x)
    case .lognormal(let median, let sigma): gsl_cdf_ugaussian_P(cgsl_log(x / median) / sigma)
    case .gamma(let shape, let scale): gsl_cdf_gamma_P(x, shape, scale)
    case .exponential(let mean): -cgsl_expm1(-x / mean)
    case .weibull(let shape, let scale): -cgsl_expm1(-cgsl_pow(x / scale, shape))
    case .studentT(let df, let location, let scale): gsl_cdf_tdist_P((x - location) / scale, df)
    default: .nan
    }
  }

  /// The distribution function of a law of counts at a whole number within its support.
  func countCDF(_ k: Double) -> Double {
    switch self {
    case .poisson(let mean): gsl_cdf_gamma_Q(mean, k + 1, 1)
    case .binomial(let trials, let p): Special.betaCDF(1 - p, trials - k, k + 1, complement: p)
    case .negativeBinomial(let size, let odds):
      Special.betaCDF(1 / (1 + odds), size, k + 1, complement: odds / (1 + odds))
    case .geometric(let p): -cgsl_expm1(k * cgsl_log1p(-p))
    case .bernoulli(let p): 1 - p
    default: .nan
    }
  }
}

/// Distribution functions that GSL cannot always give.
enum Special {
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

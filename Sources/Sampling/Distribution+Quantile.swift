import CGSL

extension Distribution {
  /// The smallest value that is not exceeded with probability at least `p`.
  ///
  ///     try Distribution.poisson(mean: 2.5).quantile(0.5)  // 2
  ///
  /// At 0 it is ``lowerBound`` and at 1 ``upperBound``, either of which may be infinite. It costs up
  /// to some microseconds: fit for a draw per trial, not for one per unit.
  ///
  /// Source: GSL's `gsl_cdf_…_Pinv` functions, checked against the distribution function and
  /// replaced by bisection of it where they fail; counts by bisection.
  ///
  /// - Precondition: `p` is in 0...1.
  public func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability lies between 0 and 1")
    if p == 0 { return lowerBound }
    if p == 1 { return upperBound }
    switch law {
    case .constant(let value): return value
    case .table(let table): return table.quantile(p)
    case .poisson, .binomial, .negativeBinomial, .geometric, .bernoulli: return countQuantile(p)
    default: break
    }
    let x = Swift.min(Swift.max(law.inverse(p), lowerBound), upperBound)
    if law.hasExactInverse { return x }
    // GSL's iterations may stop early or fail; what they return is believed when it inverts.
    let error = (cdf(x) - p).magnitude
    return x.isFinite && error <= 1e-9 * Swift.min(p, 1 - p) ? x : bisected(p, near: x)
  }

  /// The value that stands in this law where `z` stands in the standard normal one.
  ///
  /// That is the quantile of Φ(z), for Gaussian copulas. It is finite for any finite `z`: scores
  /// whose probability would round to 0 or 1 are cut to the nearest that does not.
  public func value(atNormalScore z: Double) -> Double {
    switch law {
    case .normal(let mean, let sd): mean + sd * z
    case .lognormal(let median, let sigma): median * cgsl_exp(sigma * z)
    default:
      quantile(Swift.min(Swift.max(gsl_cdf_ugaussian_P(z), 0x1p-1000), 1 - 0x1p-53))
    }
  }

  /// The smallest whole number whose distribution function reaches `p`.
  private func countQuantile(_ p: Double) -> Double {
    // The normal approximation starts the search; doubling steps bracket, halving ones finish.
    let sd = variance.squareRoot()
    let guess = (mean + sd * gsl_cdf_ugaussian_Pinv(p)).rounded()
    var high = Swift.min(Swift.max(guess, lowerBound), upperBound)
    var step = Swift.max(1, (sd / 8).rounded())
    while cdf(high) < p {
      high = Swift.min(high + step, upperBound)
      step *= 2
    }
    var low = high - 1
    step = Swift.max(1, (sd / 8).rounded())
    while low >= lowerBound && cdf(low) >= p {
      high = low
      low -= step
      step *= 2
    }
    low = Swift.max(low, lowerBound - 1)
    while high - low > 1 {
      let middle = ((low + high) / 2).rounded(.down)
      if cdf(middle) >= p { high = middle } else { low = middle }
    }
    return high
  }

  /// The smallest Double whose distribution function reaches `p`, in a continuous law.
  private func bisected(_ p: Double, near x: Double) -> Double {
    var low = lowerBound
    var high = upperBound
    let start = x.isFinite ? x : mean.isFinite ? mean : 0
    let unit = Swift.max(start.magnitude, 1e-6)
    if !low.isFinite {
      var step = unit
      repeat {
        low = start - step
        step *= 2
      } while cdf(low) >= p
    }
    if !high.isFinite {
      var step = unit
      repeat {
        high = start + step
        step *= 2
      } while cdf(high) < p
    }
    while true {
      // Across many orders of magnitude the geometric mean halves what remains, not the arithmetic.
      let geometric = low > 0 && high / low > 16
      let middle = geometric ? low.squareRoot() * high.squareRoot() : low + (high - low) / 2
      guard middle > low && middle < high else { return high }
      if cdf(middle) >= p { high = middle } else { low = middle }
    }
  }
}

extension Law {
  /// Whether ``inverse(_:)`` is a closed form or an expansion good to the last digits.
  var hasExactInverse: Bool {
    switch self {
    case .pert, .beta, .gamma, .studentT: false
    default: true
    }
  }

  /// A continuous law's inverse distribution function inside 0 < p < 1; NaN where GSL fails.
  func inverse(_ p: Double) -> Double {
    switch self {
    case .uniform(let min, let max): min + p * (max - min)
    case .triangular(let min, let mode, let max):
      p * (max - min) < mode - min
        ? min + (p * (max - min)).squareRoot() * (mode - min).squareRoot()
        : max - ((1 - p) * (max - min)).squareRoot() * (max - mode).squareRoot()
    case .pert(let min, let mode, let max, let lambda):
      {
        let (alpha, beta) = Law.pertShapes(min: min, mode: mode, max: max, lambda: lambda)
        return min + (max - min) * gsl_cdf_beta_Pinv(p, alpha, beta)
      }()
    case .beta(let alpha, let beta, let min, let max):
      min + (max - min) * gsl_cdf_beta_Pinv(p, alpha, beta)
    case .normal(let mean, let sd): mean + sd * gsl_cdf_ugaussian_Pinv(p)
    case .truncatedNormal(let law): law.quantile(p)
    case .lognormal(let median, let sigma): median * cgsl_exp(sigma * gsl_cdf_ugaussian_Pinv(p))
    case .gamma(let shape, let scale): gsl_cdf_gamma_Pinv(p, shape, scale)
    case .exponential(let mean): -mean * cgsl_log1p(-p)
    case .weibull(let shape, let scale): scale * cgsl_pow(-cgsl_log1p(-p), 1 / shape)
    case .studentT(let df, let location, let scale): location + scale * gsl_cdf_tdist_Pinv(p, df)
    default: .nan
    }
  }
}

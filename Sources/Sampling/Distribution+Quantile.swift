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
    switch law.inverse(p) {
    case .value(let value): return value
    case .closedForm(let x): return withinSupport(x)
    case .iterated(let x):
      let x = withinSupport(x)
      let error = (cdf(x) - p).magnitude
      return x.isFinite && error <= 1e-9 * Swift.min(p, 1 - p) ? x : bisected(p, near: x)
    case .counted: return countQuantile(p)
    }
  }

  private func withinSupport(_ x: Double) -> Double {
    Swift.min(Swift.max(x, lowerBound), upperBound)
  }

  /// The value that stands in this law where `z` stands in the standard normal one.
  ///
  /// That is the quantile of Φ(z), for Gaussian copulas. It is finite for any finite `z`: scores
  /// whose probability would round to 0 or 1 are cut to the nearest that does not.
  public func value(atNormalScore z: Double) -> Double {
    if case .normal(let mean, let sd) = law { return mean + sd * z }
    if case .lognormal(let median, let sigma) = law { return median * cgsl_exp(sigma * z) }
    return quantile(Swift.min(Swift.max(gsl_cdf_ugaussian_P(z), 0x1p-1000), 1 - 0x1p-53))
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

/// A law's inverse distribution function at one probability, or how to come by it.
private enum Inverse {
  /// One of the law's own values.
  case value(Double)
  /// By a closed form or an expansion good to the last digits.
  case closedForm(Double)
  /// By GSL's iterations, which may stop early or fail; it is believed when it inverts.
  case iterated(Double)
  /// A law of counts, whose distribution function is searched.
  case counted
}

extension Law {
  /// The inverse inside 0 < p < 1.
  fileprivate func inverse(_ p: Double) -> Inverse {
    switch self {
    case .constant(let value): .value(value)
    case .table(let table): .value(table.quantile(p))
    case .poisson, .binomial, .negativeBinomial, .geometric, .bernoulli: .counted
    case .uniform(let min, let max): .closedForm(min + p * (max - min))
    case .triangular(let min, let mode, let max):
      .closedForm(
        p * (max - min) < mode - min
          ? min + (p * (max - min)).squareRoot() * (mode - min).squareRoot()
          : max - ((1 - p) * (max - min)).squareRoot() * (max - mode).squareRoot())
    case .normal(let mean, let sd): .closedForm(mean + sd * gsl_cdf_ugaussian_Pinv(p))
    case .truncatedNormal(let law): .closedForm(law.quantile(p))
    case .lognormal(let median, let sigma):
      .closedForm(median * cgsl_exp(sigma * gsl_cdf_ugaussian_Pinv(p)))
    case .exponential(let mean): .closedForm(-mean * cgsl_log1p(-p))
    case .weibull(let shape, let scale):
      .closedForm(scale * cgsl_pow(-cgsl_log1p(-p), 1 / shape))
    case .pert(let min, let mode, let max, let lambda):
      {
        let (alpha, beta) = Law.pertShapes(min: min, mode: mode, max: max, lambda: lambda)
        return .iterated(min + (max - min) * gsl_cdf_beta_Pinv(p, alpha, beta))
      }()
    case .beta(let alpha, let beta, let min, let max):
      .iterated(min + (max - min) * gsl_cdf_beta_Pinv(p, alpha, beta))
    case .gamma(let shape, let scale): .iterated(gsl_cdf_gamma_Pinv(p, shape, scale))
    case .studentT(let df, let location, let scale):
      .iterated(location + scale * gsl_cdf_tdist_Pinv(p, df))
    }
  }
}

import CGSL

extension Distribution {
  /// The expected value.
  ///
  /// NaN for a Student t law of at most 1 degree of freedom, which has none.
  public var mean: Double {
    switch law {
    case .constant(let value): value
    case .uniform(let min, let max): min / 2 + max / 2
    case .triangular(let min, let mode, let max): (min + mode + max) / 3
    case .pert(let min, let mode, let max, let lambda): (min + lambda * mode + max) / (lambda + 2)
    case .normal(let mean, _): mean
    case .truncatedNormal(let law): law.moments.mean
    case .lognormal(let median, let sigma): median * cgsl_exp(sigma * sigma / 2)
    case .gamma(let shape, let scale): shape * scale
    case .beta(let alpha, let beta, let min, let max):
      min + (max - min) * (alpha / (alpha + beta))
    case .exponential(let mean): mean
    case .weibull(let shape, let scale): scale * gsl_sf_gamma(1 + 1 / shape)
    case .studentT(let df, let location, _): df > 1 ? location : .nan
    case .poisson(let mean): mean
    case .binomial(let trials, let p): trials * p
    case .negativeBinomial(let size, let odds): size * odds
    case .geometric(let p): 1 / p
    case .bernoulli(let p): p
    case .table(let table): table.expectation { $0 }
    }
  }

  /// The expected squared distance from the mean, in the value's unit squared.
  ///
  /// Infinite for a Student t law of more than 1 and at most 2 degrees of freedom, NaN for one of at
  /// most 1.
  public var variance: Double {
    switch law {
    case .constant: 0
    case .uniform(let min, let max): (max - min) * (max - min) / 12
    case .triangular(let min, let mode, let max):
      // The textbook's sum of squares and products, written without its cancellation.
      ((max - min) * (max - min) - (mode - min) * (max - mode)) / 18
    case .pert(let min, let mode, let max, let lambda):
      ((mode - min) * lambda + (max - min)) * ((max - mode) * lambda + (max - min))
        / ((lambda + 2) * (lambda + 2) * (lambda + 3))
    case .normal(_, let sd): sd * sd
    case .truncatedNormal(let law): law.moments.variance
    case .lognormal(let median, let sigma):
      median * median * cgsl_exp(sigma * sigma) * cgsl_expm1(sigma * sigma)
    case .gamma(let shape, let scale): shape * scale * scale
    case .beta(let alpha, let beta, let min, let max):
      (max - min) * (max - min) * (alpha / (alpha + beta)) * (beta / (alpha + beta))
        / (alpha + beta + 1)
    case .exponential(let mean): mean * mean
    case .weibull(let shape, let scale): Self.weibullVariance(shape) * scale * scale
    case .studentT(let df, _, let scale):
      df > 2 ? scale * scale * (df / (df - 2)) : df > 1 ? .infinity : .nan
    case .poisson(let mean): mean
    case .binomial(let trials, let p): trials * p * (1 - p)
    case .negativeBinomial(let size, let odds): size * odds * (1 + odds)
    case .geometric(let p): (1 - p) / (p * p)
    case .bernoulli(let p): p * (1 - p)
    case .table(let table): table.variance
    }
  }

  /// Γ(1 + 2/shape) - Γ(1 + 1/shape)², which cancel when the shape is large, by way of their ratio.
  private static func weibullVariance(_ shape: Double) -> Double {
    let first = gsl_sf_lngamma(1 + 1 / shape)
    let second = gsl_sf_lngamma(1 + 2 / shape)
    return cgsl_exp(2 * first) * cgsl_expm1(second - 2 * first)
  }
}

extension DiscreteTable {
  var variance: Double {
    let mean = expectation { $0 }
    return expectation { ($0 - mean) * ($0 - mean) }
  }
}

extension TruncatedNormal {
  /// Mean and variance of what is left of the law.
  ///
  /// By quadrature: the closed forms subtract nearly equal numbers when the interval is narrow or
  /// far out. Ten-point Gauss-Legendre rules on panels of half a standard deviation or less are
  /// exact to rounding for a Gaussian.
  var moments: (mean: Double, variance: Double) {
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
    return (mean + sd * (peak + offset), sd * sd * spread)
  }
}

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
    return law.cdf(x)
  }
}

extension Law {
  /// The distribution function within the support, below its upper end.
  fileprivate func cdf(_ x: Double) -> Double {
    // Of a law of counts, what counts is the whole number below.
    let k = x.rounded(.down)
    return switch self {
    case .constant: 1
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
    case .gamma(let shape, let scale): Special.gammaCDF(x / scale, shape)
    case .exponential(let mean): -cgsl_expm1(-x / mean)
    case .weibull(let shape, let scale): -cgsl_expm1(-cgsl_pow(x / scale, shape))
    case .studentT(let df, let location, let scale): gsl_cdf_tdist_P((x - location) / scale, df)
    case .poisson(let mean): Special.gammaCDF(mean, k + 1, upper: true)
    case .binomial(let trials, let p): Special.betaCDF(1 - p, trials - k, k + 1, complement: p)
    case .negativeBinomial(let size, let odds):
      Special.betaCDF(1 / (1 + odds), size, k + 1, complement: odds / (1 + odds))
    case .geometric(let p): -cgsl_expm1(k * cgsl_log1p(-p))
    case .bernoulli(let p): 1 - p
    case .table(let table): table.cdf(x)
    }
  }
}

/// Laws of which all values are larger or smaller in the same proportion.
extension Distribution {
  /// The law of this law's values times a factor.
  ///
  /// Of a continuous law and of a list of values it is exactly that. A count stays a count, with its
  /// mean times the factor: a Poisson, binomial, negative binomial, geometric or Bernoulli law with
  /// another mean or probability.
  ///
  ///     try Distribution.pert(min: 6, mode: 9, max: 16).scaled(by: 1.1)  // pert(6.6, 9.9, 17.6)
  ///
  /// - Parameter factor: Above 0 and finite.
  /// - Throws: ``DistributionError`` when there is no such law, such as a probability above 1.
  public func scaled(by factor: Double) throws(DistributionError) -> Distribution {
    precondition(factor > 0 && factor.isFinite, "a factor is above 0 and finite")
    switch law {
    case .constant(let value): return try .constant(value * factor)
    case .uniform(let min, let max): return try .uniform(min: min * factor, max: max * factor)
    case .triangular(let min, let mode, let max):
      return try .triangular(min: min * factor, mode: mode * factor, max: max * factor)
    case .pert(let min, let mode, let max, let lambda):
      return try .pert(min: min * factor, mode: mode * factor, max: max * factor, lambda: lambda)
    case .normal(let mean, let sd): return try .normal(mean: mean * factor, sd: sd * factor)
    case .truncatedNormal(let law):
      return try .truncatedNormal(
        mean: law.mean * factor, sd: law.sd * factor, min: law.min * factor,
        max: law.max * factor)
    case .lognormal(let median, let sigma):
      return try .lognormal(median: median * factor, sigma: sigma)
    case .gamma(let shape, let scale): return try .gamma(shape: shape, scale: scale * factor)
    case .beta(let alpha, let beta, let min, let max):
      return try .beta(alpha: alpha, beta: beta, min: min * factor, max: max * factor)
    case .exponential(let mean): return try .exponential(mean: mean * factor)
    case .weibull(let shape, let scale): return try .weibull(shape: shape, scale: scale * factor)
    case .studentT(let df, let location, let scale):
      return try .studentT(df: df, location: location * factor, scale: scale * factor)
    case .poisson(let mean): return try .poisson(mean: mean * factor)
    case .binomial(let trials, let probability):
      return try .binomial(trials: Int(trials), probability: probability * factor)
    case .negativeBinomial(let size, let odds):
      return try .negativeBinomial(mean: size * odds * factor, size: size)
    case .geometric(let probability): return try .geometric(probability: probability / factor)
    case .bernoulli(let probability):
      return try .bernoulli(probability: probability * factor)
    case .table(let table):
      let values = table.values.map { $0 * factor }
      return table.weights.isEmpty
        ? try .resample(values) : try .table(values: values, weights: table.weights)
    }
  }

  /// The same for a law of probabilities: its mean times the factor, with no value above 1.
  ///
  /// A constant goes up to 1 at most. A beta law between 0 and 1 keeps the sum of its shapes.
  ///
  /// - Throws: ``DistributionError`` when there is no such law.
  public func scaledWithinOne(by factor: Double) throws(DistributionError) -> Distribution {
    switch law {
    case .constant(let value): return try .constant(min(1, value * factor))
    case .beta(let alpha, let beta, 0, 1):
      return try .beta(alpha: alpha * factor, beta: alpha + beta - alpha * factor)
    default:
      let scaled = try scaled(by: factor)
      guard scaled.upperBound <= 1 else {
        throw DistributionError(
          code: .outOfRange, distribution: name, parameter: "factor", value: "\(factor)",
          problem: "the largest value would be \(scaled.upperBound), it must be at most 1",
          remedy: "Give a smaller factor.")
      }
      return scaled
    }
  }
}

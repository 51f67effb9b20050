import CGSL

/// A probability law of one number, checked when it is made.
///
/// A distribution is made by one of the throwing factories in natural parameters, and can then be
/// drawn from (through its ``sampler``), described (``mean``, ``variance``, ``lowerBound``) and
/// inverted (``quantile(_:)``). An invalid one cannot be made: GSL itself checks nothing, and hangs,
/// crashes or returns NaN when asked for the impossible.
///
///     let duration = try Distribution.pert(min: 6, mode: 9, max: 16)
///     duration.mean          // 9.666…
///     duration.quantile(0.9) // 12.2…
///
/// Values have the unit of the parameters; nothing here knows months from kilometres. A law whose
/// spread is 0 (a standard deviation, cv or sigma of 0, a minimum equal to the maximum) is accepted
/// and always gives the same value, but keeps its name.
public struct Distribution: Sendable, Hashable, CustomStringConvertible {
  /// The law's name as scenarios spell it: "gamma", "truncatedNormal".
  public let name: String
  let law: Law

  /// What the inner loop draws from.
  ///
  /// - Important: It points into this distribution's table, if it has one. Keep the distribution
  ///   (or a copy of it) for as long as the sampler is used.
  public let sampler: Sampler

  init(_ name: String, _ law: Law) {
    _ = Runtime.ready
    self.name = name
    self.law = law
    self.sampler = Sampler(law)
  }

  public static func == (left: Distribution, right: Distribution) -> Bool {
    left.name == right.name && left.law == right.law
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(law)
  }
}

/// A law in canonical parameters, valid by construction of the factories.
enum Law: Hashable, Sendable {
  case constant(Double)
  case uniform(min: Double, max: Double)
  case triangular(min: Double, mode: Double, max: Double)
  case pert(min: Double, mode: Double, max: Double, lambda: Double)
  case normal(mean: Double, sd: Double)
  case truncatedNormal(TruncatedNormal)
  case lognormal(median: Double, sigma: Double)
  case gamma(shape: Double, scale: Double)
  case beta(alpha: Double, beta: Double, min: Double, max: Double)
  case exponential(mean: Double)
  case weibull(shape: Double, scale: Double)
  case studentT(df: Double, location: Double, scale: Double)
  case poisson(mean: Double)
  case binomial(trials: Double, probability: Double)
  case negativeBinomial(size: Double, odds: Double)
  case geometric(probability: Double)
  case bernoulli(probability: Double)
  case table(DiscreteTable)
}

extension Distribution {
  /// Whether the law counts things: Poisson, binomial, negative binomial, geometric and Bernoulli.
  ///
  /// It follows from the law's name alone. A constant, a table and resampled data are quantities,
  /// also where all their values are whole numbers.
  public var isCount: Bool {
    switch law {
    case .poisson, .binomial, .negativeBinomial, .geometric, .bernoulli: true
    case .constant, .uniform, .triangular, .pert, .normal, .truncatedNormal, .lognormal, .gamma,
      .beta, .exponential, .weibull, .studentT, .table:
      false
    }
  }

  /// The one value of a law without spread, otherwise nil.
  public var constantValue: Double? { lowerBound == upperBound ? lowerBound : nil }

  /// The smallest value, or the limit no value falls below; may be negative infinity.
  public var lowerBound: Double {
    switch law {
    case .constant(let value): value
    case .uniform(let min, _), .triangular(let min, _, _), .pert(let min, _, _, _),
      .beta(_, _, let min, _):
      min
    case .truncatedNormal(let law): law.min
    case .normal, .studentT: -.infinity
    case .lognormal, .gamma, .exponential, .weibull, .poisson, .negativeBinomial: 0
    case .binomial(let trials, let p): p < 1 ? 0 : trials
    case .geometric: 1
    case .bernoulli(let p): p < 1 ? 0 : 1
    case .table(let table): table.sortedValues[0]
    }
  }

  /// The largest value, or the limit no value exceeds; may be infinity.
  public var upperBound: Double {
    switch law {
    case .constant(let value): value
    case .uniform(_, let max), .triangular(_, _, let max), .pert(_, _, let max, _),
      .beta(_, _, _, let max):
      max
    case .truncatedNormal(let law): law.max
    case .normal, .studentT, .lognormal, .gamma, .exponential, .weibull: .infinity
    case .poisson(let mean): mean > 0 ? .infinity : 0
    case .negativeBinomial(_, let odds): odds > 0 ? .infinity : 0
    case .binomial(let trials, let p): p > 0 ? trials : 0
    case .geometric(let p): p < 1 ? .infinity : 1
    case .bernoulli(let p): p > 0 ? 1 : 0
    case .table(let table): table.sortedValues[table.sortedValues.count - 1]
    }
  }

  /// The law with its parameters: `gamma(shape: 6.25, scale: 0.16)`.
  public var description: String {
    let parameters: [(String, Double)]
    switch law {
    case .constant(let value):
      return name == "constant"
        ? "constant(\(Parameters.text(value)))"
        : "\(name)(always \(Parameters.text(value)))"
    case .uniform(let min, let max): parameters = [("min", min), ("max", max)]
    case .triangular(let min, let mode, let max):
      parameters = [("min", min), ("mode", mode), ("max", max)]
    case .pert(let min, let mode, let max, let lambda):
      parameters = [("min", min), ("mode", mode), ("max", max), ("lambda", lambda)]
    case .normal(let mean, let sd): parameters = [("mean", mean), ("sd", sd)]
    case .truncatedNormal(let law):
      parameters = [("mean", law.mean), ("sd", law.sd), ("min", law.min), ("max", law.max)]
    case .lognormal(let median, let sigma): parameters = [("median", median), ("sigma", sigma)]
    case .gamma(let shape, let scale): parameters = [("shape", shape), ("scale", scale)]
    case .beta(let alpha, let beta, let min, let max):
      parameters = [("alpha", alpha), ("beta", beta), ("min", min), ("max", max)]
    case .exponential(let mean): parameters = [("mean", mean)]
    case .weibull(let shape, let scale): parameters = [("shape", shape), ("scale", scale)]
    case .studentT(let df, let location, let scale):
      parameters = [("df", df), ("location", location), ("scale", scale)]
    case .poisson(let mean): parameters = [("mean", mean)]
    case .binomial(let trials, let p): parameters = [("trials", trials), ("probability", p)]
    case .negativeBinomial(let size, let odds):
      parameters = [("size", size), ("mean", size * odds)]
    case .geometric(let p), .bernoulli(let p): parameters = [("probability", p)]
    case .table(let table): return "\(name)(\(table.values.count) rows)"
    }
    let texts = parameters.map { "\($0.0): \(Parameters.text($0.1))" }
    return "\(name)(\(texts.joined(separator: ", ")))"
  }
}

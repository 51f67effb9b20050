/// A probability distribution of one number, checked when it is made.
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
/// Values have the unit of the parameters; nothing here knows months from kilometres. A distribution whose
/// spread is 0 (a standard deviation, cv or sigma of 0, a minimum equal to the maximum) is accepted
/// and always gives the same value, but keeps its name.
public struct Distribution: Sendable, Hashable, CustomStringConvertible {
  /// The distribution's name as scenarios spell it: "gamma", "truncatedNormal".
  public let name: String
  private let distribution: any UnivariateDistribution

  /// What the inner loop draws from.
  ///
  /// - Important: It points into this distribution's table, if it has one. Keep the distribution
  ///   (or a copy of it) for as long as the sampler is used.
  public let sampler: Sampler

  /// A distribution of these parameters, if they pass its check.
  init(_ distribution: some UnivariateDistribution) throws(DistributionError) {
    _ = Runtime.ready
    try distribution.check(Parameters(distribution: type(of: distribution).name))
    self.init(checked: distribution)
  }

  /// A distribution of parameters that have passed a check. One without spread keeps its name.
  init<DistributionSpelling: UnivariateDistribution>(
    checked distribution: DistributionSpelling, named name: String = DistributionSpelling.name
  ) {
    _ = Runtime.ready
    self.name = name
    self.distribution = distribution.degenerateValue.map(Constant.init) ?? distribution
    self.sampler = self.distribution.sampler
  }

  /// Whether the distribution counts things: Poisson, binomial, negative binomial, geometric and Bernoulli.
  ///
  /// It follows from the distribution's name alone. A constant, a table and resampled data are quantities,
  /// also where all their values are whole numbers.
  public var isCount: Bool { distribution is any CountDistribution }

  /// The one value of a distribution without spread, otherwise nil.
  public var constantValue: Double? { lowerBound == upperBound ? lowerBound : nil }

  /// The smallest value, or the limit no value falls below; may be negative infinity.
  public var lowerBound: Double { distribution.support.lowerBound }

  /// The largest value, or the limit no value exceeds; may be infinity.
  public var upperBound: Double { distribution.support.upperBound }

  /// The expected value.
  ///
  /// NaN for a Student t distribution of at most 1 degree of freedom, which has none.
  public var mean: Double { distribution.mean }

  /// The expected squared distance from the mean, in the value's unit squared.
  ///
  /// Infinite for a Student t distribution of more than 1 and at most 2 degrees of freedom, NaN for one of at
  /// most 1.
  public var variance: Double { distribution.variance }

  /// The probability of a value of at most `x`; NaN for NaN.
  ///
  /// Source: the `gsl_cdf_…_P` functions, closed forms where there are any.
  public func cdf(_ x: Double) -> Double { distribution.cdf(x) }

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
  public func quantile(_ p: Double) -> Double { distribution.quantile(p) }

  /// The value that stands in this distribution where `z` stands in the standard normal one.
  ///
  /// That is the quantile of Φ(z), for Gaussian copulas. It is finite for any finite `z`: scores
  /// whose probability would round to 0 or 1 are cut to the nearest that does not.
  public func value(atNormalScore z: Double) -> Double { distribution.value(atNormalScore: z) }

  /// The distribution of this distribution's values times a factor.
  ///
  /// Of a continuous distribution and of a list of values it is exactly that. A count stays a count, with its
  /// mean times the factor: a Poisson, binomial, negative binomial, geometric or Bernoulli distribution with
  /// another mean or probability.
  ///
  ///     try Distribution.pert(min: 6, mode: 9, max: 16).scaled(by: 1.1)  // pert(6.6, 9.9, 17.6)
  ///
  /// - Parameter factor: Above 0 and finite.
  /// - Throws: ``DistributionError`` when there is no such distribution, such as a probability above 1.
  public func scaled(by factor: Double) throws(DistributionError) -> Distribution {
    precondition(factor > 0 && factor.isFinite, "a factor is above 0 and finite")
    return try Distribution(distribution.scaled(by: factor))
  }

  /// The same for a distribution of probabilities: its mean times the factor, with no value above 1.
  ///
  /// A constant goes up to 1 at most. A beta distribution between 0 and 1 keeps the sum of its shapes.
  ///
  /// - Throws: ``DistributionError`` when there is no such distribution.
  public func scaledWithinOne(by factor: Double) throws(DistributionError) -> Distribution {
    if let distribution = distribution.scaledWithinOne(by: factor) {
      return try Distribution(distribution)
    }
    let scaled = try scaled(by: factor)
    guard scaled.upperBound <= 1 else {
      throw DistributionError(
        code: .outOfRange, distribution: name, parameter: "factor", value: "\(factor)",
        problem: "the largest value would be \(scaled.upperBound), it must be at most 1",
        remedy: "Give a smaller factor.")
    }
    return scaled
  }

  /// The distribution with its parameters: `gamma(shape: 6.25, scale: 0.16)`.
  public var description: String {
    // A distribution without spread has lost its parameters, not its name.
    let always = distribution is Constant && name != Constant.name ? "always " : ""
    return "\(name)(\(always)\(distribution.parameters))"
  }

  /// Whether the two have the same name and the same parameters.
  public static func == (left: Distribution, right: Distribution) -> Bool {
    left.name == right.name && AnyHashable(left.distribution) == AnyHashable(right.distribution)
  }

  /// Combines the name and the parameters.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(distribution)
  }
}

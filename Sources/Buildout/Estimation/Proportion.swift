/// A probability estimated from trials, with its Wilson score interval.
///
/// The interval is Wilson's (1927, doi:10.1080/01621459.1927.10502953) without continuity
/// correction. It never leaves [0, 1] and has a width even when no trial, or every trial, succeeded,
/// so a bare 0 % or 100 % is never claimed.
public struct Proportion: Hashable, Sendable {
  /// Two-sided coverage of ``interval``.
  public static let level = 0.95
  /// The standard normal quantile at (1 + ``level``) / 2.
  public static let z = 1.959963984540054

  /// Trials in which it happened.
  public let count: Int
  /// Trials made, at least 1.
  public let trials: Int

  /// - Precondition: There is a trial at least, and the count lies within the trials.
  public init(count: Int, trials: Int) {
    precondition(trials > 0 && (0...trials).contains(count), "count must be within the trials")
    self.count = count
    self.trials = trials
  }

  /// The share of trials, 0 to 1.
  public var value: Double { Double(count) / Double(trials) }

  /// Standard error of ``value``, sqrt(p (1 - p) / n); 0 at 0 and 1, where ``interval`` says more.
  public var standardError: Double { (value * (1 - value) / Double(trials)).squareRoot() }

  /// The Wilson score interval at 95 %.
  public var interval: ClosedRange<Double> { interval(z: Proportion.z) }

  /// Half the width of ``interval``.
  public var halfWidth: Double { (interval.upperBound - interval.lowerBound) / 2 }

  /// The Wilson score interval for a standard normal quantile `z` above 0.
  public func interval(z: Double) -> ClosedRange<Double> {
    let n = Double(trials)
    let p = value
    let zSquared = z * z
    let scale = 1 / (1 + zSquared / n)
    let centre = scale * (p + zSquared / (2 * n))
    let spread = scale * z * (p * (1 - p) / n + zSquared / (4 * n * n)).squareRoot()
    // At the ends the formula gives 0 or 1 exactly but for rounding.
    let low = count == 0 ? 0 : max(0, centre - spread)
    let high = count == trials ? 1 : min(1, centre + spread)
    return low...high
  }
}

/// A mean with its standard error.
public struct MeanEstimate: Hashable, Sendable {
  /// The mean itself.
  public let value: Double
  /// Sample standard deviation divided by the square root of the number of trials.
  public let standardError: Double

  /// A mean and its standard error, worked out elsewhere; the error is not below 0.
  public init(value: Double, standardError: Double) {
    self.value = value
    self.standardError = standardError
  }

  /// The mean of whole numbers from their sum and the sum of their squares, which are exact.
  init(sum: Int, squares: Int, trials: Int) {
    let n = Double(trials)
    let mean = Double(sum) / n
    let variance = trials > 1 ? max(0, Double(squares) - n * mean * mean) / (n - 1) : 0
    self.init(value: mean, standardError: (variance / n).squareRoot())
  }
}

/// A quantile with the interval that order statistics give it.
///
/// The value is the smallest x with F(x) >= q, read off a histogram. The interval runs between
/// the order statistics whose ranks enclose the quantile with 95 % (David and Nagaraja, Order
/// Statistics, 3rd ed., section 7.1, normal approximation of the binomial ranks).
public struct QuantileEstimate: Hashable, Sendable {
  /// Infinite when that share of the trials has no finite value (a finish that is not reached).
  public let value: Double
  /// The lower end of the interval.
  public let low: Double
  /// The upper end of the interval.
  public let high: Double

  /// A quantile with the ends of its interval.
  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }
}

/// The same trials under two plans, and how often the one succeeded where the other did not.
///
/// Both plans meet the same random draws, so the trials in which they differ say all there is to say about
/// the difference; those in which both succeed, or both fail, cancel.
public struct PairedProportion: Hashable, Sendable {
  /// Trials that succeeded under the first plan only.
  public let onlyFirst: Int
  /// Trials that succeeded under the second plan only.
  public let onlySecond: Int
  /// Trials that succeeded under both.
  public let both: Int
  /// Trials made, at least 1.
  public let trials: Int

  /// - Precondition: The counts lie within the trials.
  public init(onlyFirst: Int, onlySecond: Int, both: Int, trials: Int) {
    precondition(
      trials > 0 && min(onlyFirst, onlySecond, both) >= 0
        && onlyFirst + onlySecond + both <= trials, "counts must be within the trials")
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
    self.both = both
    self.trials = trials
  }

  /// The probability under the first plan.
  public var first: Proportion { Proportion(count: both + onlyFirst, trials: trials) }
  /// The probability under the second plan.
  public var second: Proportion { Proportion(count: both + onlySecond, trials: trials) }

  /// The second probability less the first, -1 to 1.
  public var difference: Double { Double(onlySecond - onlyFirst) / Double(trials) }

  /// Tango's score interval of ``difference`` for a standard normal quantile `z` above 0.
  ///
  /// The values of the difference that the score test does not reject. It stays within -1 and 1 and
  /// has a width even when no trial differs, where the plain normal interval has none.
  ///
  /// Source: Tango (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B.
  public func interval(z: Double) -> ClosedRange<Double> {
    let low = onlyFirst == trials ? -1 : root(of: z, between: -1, and: difference)
    let high = onlySecond == trials ? 1 : root(of: -z, between: difference, and: 1)
    return low...high
  }

  /// Where the score statistic, which falls as `delta` grows, passes a value.
  private func root(of value: Double, between low: Double, and high: Double) -> Double {
    var (low, high) = (low, high)
    // A double between -1 and 1 has no more than 60 binary digits worth halving for.
    for _ in 0..<60 {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { break }
      if score(middle) > value { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// Tango's statistic for a difference of `delta`, with the nuisance probability at its maximum
  /// likelihood under that difference.
  private func score(_ delta: Double) -> Double {
    let n = Double(trials)
    let gain = Double(onlySecond)
    let loss = Double(onlyFirst)
    let b = (2 * n - gain + loss) * delta - gain - loss
    let c = -loss * delta * (1 - delta)
    let nuisance = ((b * b - 8 * n * c).squareRoot() - b) / (4 * n)
    let variance = n * (2 * nuisance + delta * (1 - delta))
    let distance = gain - loss - n * delta
    guard variance > 0 else { return distance > 0 ? .infinity : -.infinity }
    return distance / variance.squareRoot()
  }
}

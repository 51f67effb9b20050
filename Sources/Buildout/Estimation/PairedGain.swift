/// How many more targets one plan meets than another in the same trials, on average.
///
/// Kept as whole sums, so that the answer is the same however the trials are added up.
public struct PairedGain: Hashable, Sendable {
  /// The second's number of targets met less the first's, summed over the trials.
  public let sum: Int
  /// The squares of these differences, summed.
  public let squares: Int
  /// Trials made, at least 1.
  public let trials: Int

  /// - Precondition: There is a trial at least, and `squares` is not below 0.
  public init(sum: Int, squares: Int, trials: Int) {
    precondition(trials > 0 && squares >= 0, "squares cannot be below 0, nor can there be no trial")
    self.sum = sum
    self.squares = squares
    self.trials = trials
  }

  /// The average gain in targets; below 0 where the second meets fewer.
  public var value: Double { Double(sum) / Double(trials) }

  /// Whether both plans met as many targets in every trial made; which does not say that they always do.
  public var isSameInEveryTrial: Bool { squares == 0 }

  /// The average with its plain standard error.
  var mean: MeanEstimate { MeanEstimate(sum: sum, squares: squares, trials: trials) }

  /// The interval of ``value`` for a standard normal quantile `z` above 0.
  ///
  /// Two trials are added, half of one a gain of one target and half of one a loss. So it has a width also
  /// where no trial made differs, or all do alike: about z / n to either side. For a single target it is
  /// the interval of Agresti and Min, widened to hold ``value`` where that lies outside.
  ///
  /// Source: Agresti and Min (2005), Statistics in Medicine 24, 729-740 (Wald+2).
  public func interval(z: Double) -> ClosedRange<Double> {
    let n = Double(trials) + 2
    let centre = Double(sum) / n
    let variance = max(0, (Double(squares) + 1) / n - centre * centre)
    let halfWidth = z * (variance / n).squareRoot()
    return min(value, centre - halfWidth)...max(value, centre + halfWidth)
  }

  /// The first's number less the second's.
  var reversed: PairedGain { PairedGain(sum: -sum, squares: squares, trials: trials) }
}

/// A figure with its interval.
public struct Estimate: Hashable, Sendable {
  /// The figure itself.
  public let value: Double
  /// Holds ``value``.
  public let interval: ClosedRange<Double>

  /// A figure and its interval, each as it was worked out elsewhere.
  public init(value: Double, interval: ClosedRange<Double>) {
    self.value = value
    self.interval = interval
  }

  /// Half the width of ``interval``.
  public var halfWidth: Double { (interval.upperBound - interval.lowerBound) / 2 }

  /// Counted in another unit.
  ///
  /// - Parameter factor: above 0; how many of the new units one of the old ones is.
  public func scaled(by factor: Double) -> Estimate {
    Estimate(
      value: value * factor,
      interval: interval.lowerBound * factor...interval.upperBound * factor)
  }

  /// Whether the interval holds zero, so that not even the sign is known.
  public var isUndecided: Bool { interval.contains(0) }
}

extension Estimate {
  /// A probability with its Wilson interval at 95 %.
  init(_ proportion: Proportion) {
    self.init(value: proportion.value, interval: proportion.interval)
  }

  /// A difference of two plans on the same random draws, with Tango's interval.
  public init(_ pair: PairedProportion, z: Double) {
    self.init(value: pair.difference, interval: pair.interval(z: z))
  }

  /// What one plan gains over another on the same random draws.
  public init(_ gain: PairedGain, z: Double) {
    self.init(value: gain.value, interval: gain.interval(z: z))
  }

  /// A mean with its normal interval, of which `z` is the standard normal quantile.
  public init(_ mean: MeanEstimate, z: Double = Proportion.z) {
    let halfWidth = z * mean.standardError
    self.init(value: mean.value, interval: mean.value - halfWidth...mean.value + halfWidth)
  }

  /// The second of two independent probabilities less the first, with Newcombe's interval.
  ///
  /// It is put together from the two Wilson intervals, and stays within -1 and 1.
  /// Source: Newcombe (1998), method 10,
  /// doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
  init(from first: Proportion, to second: Proportion, z: Double) {
    let before = first.interval(z: z)
    let after = second.interval(z: z)
    func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    let difference = second.value - first.value
    let below = length(second.value - after.lowerBound, before.upperBound - first.value)
    let above = length(after.upperBound - second.value, first.value - before.lowerBound)
    self.init(value: difference, interval: difference - below...difference + above)
  }

  /// The second of two independent means less the first.
  init(from first: MeanEstimate, to second: MeanEstimate, z: Double) {
    let error =
      (first.standardError * first.standardError + second.standardError * second.standardError)
      .squareRoot()
    self.init(MeanEstimate(value: second.value - first.value, standardError: error), z: z)
  }
}

import Sampling

/// The values among which one is looked for: from the least in steps to the greatest, which is
/// always among them.
public struct ValueGrid: Hashable, Sendable {
  /// The least value.
  public let low: Double
  /// Above ``low``.
  public let high: Double
  /// Between neighbours, above 0 and at most ``high`` less ``low``. Nil where it follows the value: a
  /// decimal of one digit, 1, 2 or 5, of at most half a percent of the value and of the range.
  public let step: Double?
  /// Whether only whole numbers have a meaning, so that nothing lies between two neighbours.
  public let isOfCounts: Bool

  /// - Parameters:
  ///   - low: The least value.
  ///   - high: The greatest.
  ///   - step: Nil chooses steps as fine as the values near them ask for.
  ///   - isOfCounts: Whether only whole numbers have a meaning, as of servers.
  /// - Returns: Nil unless `low < high`, both of magnitude 1e15 at most, and `0 < step <= high - low`
  ///   with at most 2e15 steps.
  public init?(from low: Double, to high: Double, step: Double? = nil, isOfCounts: Bool = false) {
    guard low < high, max(low.magnitude, high.magnitude) <= 1e15 else { return nil }
    if let step {
      guard step > 0, step <= high - low, (high - low) / step <= 2e15 else { return nil }
    }
    self.low = low
    self.high = high
    self.step = step
    self.isOfCounts = isOfCounts
  }

  /// The step beside a value.
  public func step(at value: Double) -> Double {
    let range = high - low
    // Near 0 the range, not the value, says what is little.
    return step ?? Self.niceStep(min(range, max(value.magnitude, range / 1e4)) / 200)
  }

  /// The greatest of 1, 2 and 5 times a power of ten that is no greater than a number above 0.
  private static func niceStep(_ most: Double) -> Double {
    var power = 1.0
    while power > most { power /= 10 }
    while power * 10 <= most { power *= 10 }
    return power * (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1)
  }

  /// The value of the grid nearest to a value; a decimal that is as short as the step.
  public func nearest(to value: Double) -> Double {
    let step = self.step(at: value)
    let origin = self.step == nil ? 0 : low
    let exact = origin + ((value - origin) / step).rounded() * step
    var scale = 1.0
    while step * scale < 1e6, scale < 1e15 { scale *= 10 }
    let short = (exact * scale).rounded() / scale
    if short <= low { return low }
    // What the last whole step leaves over is a step of its own.
    guard short < high, value <= short || high - value > value - short else { return high }
    return short
  }

  /// Values of the grid that divide a part of the range into so many parts or fewer, both ends of the part
  /// first and last: in equal ratios where the part spans more than a power of ten and leaves out 0,
  /// otherwise in equal steps.
  ///
  /// There is one between the ends unless the grid has none there, given at least eight parts.
  public func spread(from low: Double, to high: Double, parts: Int) -> [Double] {
    func values(_ value: (Double) -> Double) -> [Double] {
      let inner = (1..<parts).map { nearest(to: value(Double($0) / Double(parts))) }
      var values = [low]
      for value in inner where value > values[values.count - 1] && value < high {
        values.append(value)
      }
      return values + [high]
    }
    if low * high > 0, max(low / high, high / low) > 10 {
      let inRatios = values { low * Elementary.power(high / low, $0) }
      if inRatios.count > 2 { return inRatios }
    }
    return values { low + (high - low) * $0 }
  }
}

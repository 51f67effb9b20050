/// Counts of values in bins of equal width, from which quantiles are read; its memory does not grow
/// with the number of values.
///
/// The width is the smallest power of two with which ``capacity`` bins cover the range seen so far,
/// so it follows from the least and the greatest value alone: the same values in any order give the
/// same histogram. A quantile is exact when every value is a whole number and the range is below
/// ``capacity``; otherwise it is interpolated in its bin and off by at most one width, 1/512 of
/// the range. Infinite values are counted apart, above all others.
struct Histogram: Sendable {
  static let capacity = 1024

  private(set) var count = 0
  private(set) var infinite = 0
  private(set) var least = Double.infinity
  private(set) var greatest = -Double.infinity
  private(set) var isWhole = true
  /// Bin `i` holds values from (first + i) x width up to the next, width being 2^exponent.
  private var exponent = Int.min
  private var first = 0.0
  /// Empty while all values are the same.
  private var bins: [UInt32] = []

  /// Adds values; NaN is not allowed.
  mutating func add(_ values: UnsafeBufferPointer<Double>) {
    let (low, high) = Histogram.extremes(values)
    if high == .infinity { return addFinite(of: values) }
    if values.isEmpty { return }
    let width = Histogram.exponent(least: min(low, least), greatest: max(high, greatest))
    cover(low, high, width)
    count += values.count
    if isWhole { isWhole = Histogram.areWhole(values) }
    guard !bins.isEmpty else { return }
    let scale = Histogram.power(-exponent)
    let start = first
    bins.withUnsafeMutableBufferPointer { bins in
      for value in values {
        // Scaling by a power of two and taking off a whole number are exact here, and what is left
        // is at least 0, so truncation is the floor.
        let bin = Int(value * scale - start)
        assert(bin >= 0 && bin < bins.count, "a value outside the bins")
        bins.baseAddress.unsafelyUnwrapped[bin] &+= 1
      }
    }
  }

  private static func extremes(_ values: UnsafeBufferPointer<Double>) -> (Double, Double) {
    var lows = SIMD8<Double>(repeating: .infinity)
    var highs = SIMD8<Double>(repeating: -.infinity)
    let bytes = UnsafeRawBufferPointer(values)
    let lanes = values.count / 8 * 8
    for start in stride(from: 0, to: lanes, by: 8) {
      let eight = bytes.loadUnaligned(fromByteOffset: start * 8, as: SIMD8<Double>.self)
      lows.replace(with: eight, where: eight .< lows)
      highs.replace(with: eight, where: eight .> highs)
    }
    var low = lows.min()
    var high = highs.max()
    for value in values[lanes...] {
      low = min(low, value)
      high = max(high, value)
    }
    return (low, high)
  }

  private mutating func addFinite(of values: UnsafeBufferPointer<Double>) {
    let finite = values.filter { $0 < .infinity }
    infinite += values.count - finite.count
    finite.withUnsafeBufferPointer { add($0) }
  }

  private static func areWhole(_ values: UnsafeBufferPointer<Double>) -> Bool {
    for value in values {
      guard value.magnitude < 1e15, Double(Int(value)) == value else { return false }
    }
    return true
  }

  /// The exponent of the least width that fits a range; also keeps bin numbers below 2^40.
  private static func exponent(least: Double, greatest: Double) -> Int {
    guard greatest > least else { return Int.min }
    let magnitude = max(least.magnitude, greatest.magnitude)
    var exponent = max(
      Int((greatest - least).exponent) - 10, Int(magnitude.exponent) - 40)
    while true {
      let scale = power(-exponent)
      let span = (greatest * scale).rounded(.down) - (least * scale).rounded(.down)
      if span < Double(capacity) { return exponent }
      exponent += 1
    }
  }

  /// Makes room for a range at a width, moving counts into their new bins.
  private mutating func cover(_ low: Double, _ high: Double, _ width: Int) {
    let oldLeast = least
    least = min(least, low)
    greatest = max(greatest, high)
    guard greatest > least else { return }
    let scale = Histogram.power(-width)
    let newFirst = (least * scale).rounded(.down)
    if bins.isEmpty {
      bins = Array(repeating: 0, count: Histogram.capacity)
      // Until now every value was the same.
      if count > 0 { bins[Int((oldLeast * scale).rounded(.down) - newFirst)] = UInt32(count) }
    } else if width != exponent || newFirst != first {
      let oldScale = Histogram.power(exponent)
      var moved = Array(repeating: UInt32(0), count: Histogram.capacity)
      for (place, count) in bins.enumerated() where count > 0 {
        let edge = (first + Double(place)) * oldScale
        moved[Int((edge * scale).rounded(.down) - newFirst)] += count
      }
      bins = moved
    }
    exponent = width
    first = newFirst
  }

  /// 2 to a whole power.
  private static func power(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }

  // MARK: Reading

  var total: Int { count + infinite }

  /// The value of a rank, 1 for the least.
  func value(rank: Int) -> Double { place(ofRank: rank).value }

  /// The value of a rank as near as the bins tell, and the range in which it is sure to be.
  private func place(ofRank rank: Int) -> (value: Double, range: ClosedRange<Double>) {
    if rank > count { return (.infinity, .infinity ... .infinity) }
    guard !bins.isEmpty else { return (least, least...least) }
    let width = Histogram.power(exponent)
    var below = 0
    for (place, number) in bins.enumerated() where number > 0 {
      if below + Int(number) >= rank {
        let edge = (first + Double(place)) * width
        if isWhole && width <= 1 {
          return (edge.rounded(.up), edge.rounded(.up)...edge.rounded(.up))
        }
        let share = (Double(rank - below) - 0.5) / Double(number)
        let value = min(max(edge + share * width, least), greatest)
        return (
          isWhole ? value.rounded(.down) : value, max(edge, least)...min(edge + width, greatest)
        )
      }
      below += Int(number)
    }
    return (greatest, greatest...greatest)
  }

  /// The smallest x with F(x) >= q, for q above 0 and at most 1.
  func quantile(_ q: Double) -> Double { value(rank: rank(q * Double(total))) }

  private func rank(_ position: Double) -> Int {
    min(total, max(1, Int(position.rounded(.up))))
  }

  /// A quantile with the order statistics that enclose it with 95 %; where a value is known to its
  /// bin only, the bin is enclosed too.
  func estimate(_ q: Double) -> QuantileEstimate {
    let n = Double(total)
    let spread = Proportion.z * (n * q * (1 - q)).squareRoot()
    return QuantileEstimate(
      value: quantile(q), low: place(ofRank: rank(n * q - spread)).range.lowerBound,
      high: place(ofRank: rank(n * q + spread + 1)).range.upperBound)
  }
}

/// Counts of values, from which quantiles are read; its memory depends on how far apart they lie, and
/// hardly on how many there are.
///
/// Whole numbers of magnitude below ``wholeLimit`` are each counted by themselves. All others fall into
/// bins that the first binary digits of a value name, so a bin is narrow for small values and wide for
/// large ones (as in an HdrHistogram): at most 1/512 of the value, and as much narrower as ``fineBins``
/// bins can be over the range seen. Where no more than ``few`` of them are different, such as fifths of a
/// count, a bin that holds one of them is known to be it. What is counted follows from the values alone, in
/// whatever order they come.
///
/// Values that are no number are counted apart, and infinite ones below and above all others.
struct Histogram: Sendable {
  /// Whole numbers of a magnitude below this are exact.
  static let wholeLimit = 131_072.0
  /// Bins that a range has at least, where it is narrow.
  static let fineBins = 1024
  /// So many different values that are not counted by themselves are remembered.
  static let few = 64
  /// The most binary digits of a value after its first that are not looked at.
  static let widestShift = 43
  private static let batch = 256

  /// Finite values.
  var count = 0
  var infinite = 0
  var belowAll = 0
  /// Values that are no number.
  var undefined = 0
  var isWhole = true
  var wholes = BinCounts()
  var positives = Magnitudes()
  var negatives = Magnitudes()

  /// Values of one sign by their magnitude, of which the bits are in the same order.
  struct Magnitudes: Sendable {
    var bins = BinCounts()
    var least = Int.max
    var greatest = 0
    /// Bits that are not looked at: as few as keep the range within ``fineBins`` bins.
    var shift = 0
    /// The different values, the least first; nil where there are more than ``few``.
    var different: [Int]? = []
    var size: Int { bins.size + (different?.capacity ?? 0) * MemoryLayout<Int>.stride }

    mutating func add(_ bits: UnsafeBufferPointer<Int>) {
      var (low, high) = (Int.max, 0)
      for bits in bits {
        low = min(low, bits)
        high = max(high, bits)
      }
      add(bits, low: low, high: high)
    }

    mutating func add(_ bits: UnsafeBufferPointer<Int>, low: Int, high: Int) {
      guard !bits.isEmpty else { return }
      remember(bits)
      least = min(least, low)
      greatest = max(greatest, high)
      coarsen()
      bins.count(bits, by: shift, low: low, high: high)
    }

    /// Makes the bins so wide that no more than ``Histogram/fineBins`` of them cover the range.
    mutating func coarsen(toAtLeast least: Int = 0) {
      var wanted = max(shift, least)
      while wanted < Histogram.widestShift,
        greatest >> wanted - self.least >> wanted >= Histogram.fineBins
      {
        wanted += 1
      }
      guard wanted > shift else { return }
      bins = bins.coarser(by: wanted - shift)
      shift = wanted
    }

    private mutating func remember(_ bits: UnsafeBufferPointer<Int>) {
      guard var known = different else { return }
      // So that there is one of it, which can be changed in place.
      different = nil
      var last: Int?
      for bits in bits where bits != last {
        last = bits
        var (index, end) = (0, known.count)
        while index < end {
          let middle = (index + end) / 2
          if known[middle] < bits { index = middle + 1 } else { end = middle }
        }
        if index < known.count, known[index] == bits { continue }
        guard known.count < Histogram.few else { return }
        known.insert(bits, at: index)
      }
      different = known
    }

    /// Ranges of magnitudes in which values were seen, the least first.
    var segments: [Segment] {
      let different = different ?? []
      var next = 0
      return bins.occupied.map { key, count in
        var low = max(least, key << shift)
        var high = min(greatest, ((key + 1) << shift) - 1)
        let first = next
        while next < different.count, different[next] <= high { next += 1 }
        if next == first + 1 { (low, high) = (different[first], different[first]) }
        return Segment(
          low: Double(bitPattern: UInt64(low)), high: Double(bitPattern: UInt64(high)),
          count: count)
      }
    }
  }

  /// So many values that lie from ``low`` to ``high``.
  struct Segment {
    var low: Double
    var high: Double
    var count: Int
  }

  /// Asks for the memory of the counts. Nothing changes, but what may change is not copied first.
  @inline(__always)
  mutating func fetch() {
    positives.bins.fetch()
    wholes.fetch()
  }

  mutating func add(_ values: UnsafeBufferPointer<Double>) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * Histogram.batch) { room in
      var start = 0
      while start < values.count {
        let end = min(values.count, start + Histogram.batch)
        let part = UnsafeBufferPointer(rebasing: values[start..<end])
        if !addFractions(part) { add(part, room.baseAddress.unsafelyUnwrapped) }
        start = end
      }
    }
  }

  /// Adds values that are all above 0 and finite, none of them a whole number that is counted by
  /// itself; returns false, adding nothing, when some are not. Their bits are what is counted.
  private mutating func addFractions(_ values: UnsafeBufferPointer<Double>) -> Bool {
    guard values.count % 8 == 0 else { return false }
    // Adding and taking off this leaves a value that has no more than 51 digits whole.
    let rounding = SIMD8(repeating: 0x1.8p52)
    let limit = SIMD8(repeating: Histogram.wholeLimit)
    let large = SIMD8(repeating: 0x1p51)
    var lows = SIMD8(repeating: Double.infinity)
    var highs = SIMD8<Double>()
    var others = SIMDMask<SIMD8<Int64>>(repeating: false)
    var fractions = SIMDMask<SIMD8<Int64>>(repeating: false)
    let bytes = UnsafeRawBufferPointer(values)
    for start in stride(from: 0, to: values.count, by: 8) {
      let eight = bytes.loadUnaligned(fromByteOffset: start * 8, as: SIMD8<Double>.self)
      let isWhole = (eight + rounding) - rounding .== eight
      // A value that is no number is not below the greatest.
      let isNumber = eight .<= Double.greatestFiniteMagnitude
      others .|= (isWhole .& (eight .< limit)) .| .!isNumber
      fractions .|= .!isWhole .& (eight .< large)
      lows.replace(with: eight, where: eight .< lows)
      highs.replace(with: eight, where: eight .> highs)
    }
    let low = lows.min()
    guard low > 0, !any(others) else { return false }
    if any(fractions) { isWhole = false }
    let high = highs.max()
    values.withMemoryRebound(to: Int.self) {
      positives.add(
        $0, low: Int(truncatingIfNeeded: low.bitPattern),
        high: Int(truncatingIfNeeded: high.bitPattern))
    }
    count += values.count
    return true
  }

  /// Adds at most ``batch`` values, sorted out in room for three times as many.
  private mutating func add(
    _ values: UnsafeBufferPointer<Double>, _ whole: UnsafeMutablePointer<Int>
  ) {
    let positive = whole + Histogram.batch
    let negative = positive + Histogram.batch
    var (wholeCount, positiveCount, negativeCount) = (0, 0, 0)
    var (low, high) = (Int.max, Int.min)
    for value in values {
      if value.magnitude < Histogram.wholeLimit {
        let number = Int(value)
        if Double(number) == value {
          whole[wholeCount] = number
          wholeCount += 1
          low = min(low, number)
          high = max(high, number)
          continue
        }
        isWhole = false
      } else if !value.isFinite {
        undefined += value.isNaN ? 1 : 0
        infinite += value > 0 ? 1 : 0
        belowAll += value < 0 ? 1 : 0
        continue
      } else if isWhole {
        isWhole = value.rounded() == value
      }
      let bits = Int(truncatingIfNeeded: value.magnitude.bitPattern)
      if value > 0 {
        positive[positiveCount] = bits
        positiveCount += 1
      } else {
        negative[negativeCount] = bits
        negativeCount += 1
      }
    }
    wholes.count(
      UnsafeBufferPointer(start: whole, count: wholeCount), by: 0, low: low, high: high)
    positives.add(UnsafeBufferPointer(start: positive, count: positiveCount))
    negatives.add(UnsafeBufferPointer(start: negative, count: negativeCount))
    count += wholeCount + positiveCount + negativeCount
  }

  // MARK: Reading

  /// How many values lie below a threshold, which is known exactly.
  struct Edge: Hashable {
    /// The least value that does not count as below.
    let value: Double
    let below: Int
    /// What is within ``slack`` of it is it, but for rounding.
    let promised: Double
    let slack: Double
  }

  /// Values that are a number, infinite ones among them.
  var total: Int { count + infinite + belowAll }

  /// Bytes that it takes.
  var size: Int {
    MemoryLayout<Histogram>.stride + wholes.size + positives.size + negatives.size
  }

  /// The quantiles, of which there are none when no value is a number.
  ///
  /// - Parameter edges: Thresholds of which the numbers of values below are known, the least first. No
  ///   quantile stands on the wrong side of one.
  func quantiles(edges: [Edge] = []) -> Quantiles? { total > 0 ? Quantiles(self, edges) : nil }

  /// A histogram ready to be asked for quantiles.
  struct Quantiles {
    private let segments: [Segment]
    private let isWhole: Bool
    private let total: Int
    private let edges: [Edge]

    fileprivate init(_ histogram: Histogram, _ edges: [Edge]) {
      isWhole = histogram.isWhole
      total = histogram.total
      self.edges = edges
      segments = histogram.segments(edges)
    }

    /// The smallest x with F(x) >= q, for q above 0 and at most 1.
    subscript(_ q: Double) -> Double { position(ofRank: rank(q * Double(total))).value }

    /// A quantile with the order statistics that enclose it with 95 %; where a value is known to its
    /// bin only, the bin is enclosed too.
    func estimate(_ q: Double) -> QuantileEstimate {
      let n = Double(total)
      let spread = Proportion.z * (n * q * (1 - q)).squareRoot()
      let value = self[q]
      let low = position(ofRank: rank(n * q - spread)).low
      let high = position(ofRank: rank(n * q + spread + 1)).high
      return QuantileEstimate(value: value, low: min(low, value), high: max(high, value))
    }

    /// A share of a whole number may be above it by rounding alone.
    private func rank(_ position: Double) -> Int {
      min(total, max(1, Int((position * (1 - 0x1p-51)).rounded(.up))))
    }

    /// The value of a rank, 1 for the least, as near as the bins tell, and the range in which it is
    /// sure to be.
    private func position(ofRank rank: Int) -> (value: Double, low: Double, high: Double) {
      var below = 0
      for segment in segments {
        guard below + segment.count < rank else { return position(rank - below, in: segment) }
        below += segment.count
      }
      preconditionFailure("a rank is at most the number of values")
    }

    private func position(
      _ rank: Int, in segment: Segment
    ) -> (value: Double, low: Double, high: Double) {
      let (low, high) = (segment.low, segment.high)
      var value = low
      if low < high {
        value += (Double(rank) - 0.5) / Double(segment.count) * (high - low)
        // Wherever in the range the value of the rank is, this is not further from it than a
        // thousandth of it.
        let (near, far) = low < 0 ? (high, low) : (low, high)
        value =
          low < 0
          ? max(min(value, far * 0.99902), near * 1.00098)
          : min(max(value, far * 0.99902), near * 1.00098)
        value = min(max(value, low), high)
        if isWhole { value = max(value.rounded(.down), low.rounded(.up)) }
      }
      for edge in edges where (value - edge.promised).magnitude <= edge.slack {
        value = edge.promised
      }
      return (value, min(low, value), max(high, value))
    }
  }

  /// Ranges in which values were seen, the least first, divided at the edges.
  func segments(_ edges: [Edge]) -> [Segment] {
    var joined: [Segment] = []
    if belowAll > 0 {
      joined.append(Segment(low: -.infinity, high: -.infinity, count: belowAll))
    }
    let binned =
      negatives.segments.reversed().map { Segment(low: -$0.high, high: -$0.low, count: $0.count) }
      + positives.segments
    var next = 0
    for (number, count) in wholes.occupied {
      let number = Double(number)
      while next < binned.count, binned[next].low < number {
        joined.append(binned[next])
        next += 1
      }
      // Which of them come first cannot be told where a bin has whole numbers in it.
      if let last = joined.last, last.high > number {
        joined[joined.count - 1].count += count
      } else {
        joined.append(Segment(low: number, high: number, count: count))
      }
    }
    joined += binned[next...]
    if infinite > 0 { joined.append(Segment(low: .infinity, high: .infinity, count: infinite)) }
    return edges.isEmpty ? joined : Histogram.divided(joined, at: edges)
  }

  private static func divided(_ segments: [Segment], at edges: [Edge]) -> [Segment] {
    var divided: [Segment] = []
    var below = 0
    var next = 0
    for segment in segments {
      var rest = segment
      while next < edges.count, edges[next].value <= rest.high {
        let edge = edges[next]
        next += 1
        guard edge.value > rest.low else { continue }
        let count = min(rest.count, max(0, edge.below - below))
        if count > 0 {
          divided.append(Segment(low: rest.low, high: edge.value.nextDown, count: count))
        }
        rest.low = edge.value
        rest.count -= count
        below += count
      }
      if rest.count > 0 { divided.append(rest) }
      below += rest.count
    }
    return divided
  }
}

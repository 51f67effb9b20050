import Sampling

/// Values put in order: their ranks, and who stands lowest and highest.
struct Ranks: Sendable {
  /// Rank of each value less the mean rank. Equal values share the mean of their ranks.
  private let centred: [Double]
  /// Sum of the squares of ``centred``; 0 when all values are equal.
  private let squares: Double
  /// Indices of the values, lowest first; of equal values, the earlier index first.
  private let order: [Int32]

  var vary: Bool { squares > 0 }

  /// - Parameter values: Finite or infinite; one that is no number counts as infinite.
  init(_ values: [Double]) {
    let values = values.map { $0.isNaN ? .infinity : $0 }
    let order = values.indices.map { Int32($0) }.sorted {
      let (a, b) = (values[Int($0)], values[Int($1)])
      return a == b ? $0 < $1 : a < b
    }
    var centred = Array(repeating: 0.0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[Int(order[end])] == values[Int(order[start])] { end += 1 }
      // Ranks start + 1 to end, less the mean of all.
      let rank = Double(start + 1 + end) / 2 - Double(values.count + 1) / 2
      for index in start..<end { centred[Int(order[index])] = rank }
      start = end
    }
    self.order = order
    self.centred = centred
    squares = centred.reduce(0) { $0 + $1 * $1 }
  }

  /// Indices of the lowest fifth of the values and of the highest, one at least.
  var fifths: (lowest: ArraySlice<Int32>, highest: ArraySlice<Int32>) {
    let size = max(1, order.count / 5)
    return (order.prefix(size), order.suffix(size))
  }

  /// Spearman's rank correlation with its 95 % interval; nil when one side does not vary.
  ///
  /// The interval is Fisher's with the variance (1 + r^2 / 2) / (n - 3), which holds up to strong
  /// correlations. Source: Bonett and Wright (2000), doi:10.1007/BF02294183.
  func correlation(with other: Ranks) -> Estimate? {
    guard vary, other.vary else { return nil }
    var sum = 0.0
    for (a, b) in zip(centred, other.centred) { sum += a * b }
    let r = max(-1, min(1, sum / (squares * other.squares).squareRoot()))
    guard centred.count > 3 else { return Estimate(value: r, interval: -1...1) }
    let error = ((1 + r * r / 2) / Double(centred.count - 3)).squareRoot()
    // tanh(artanh r - x) and tanh(artanh r + x), which at -1 and 1 are those numbers.
    let stretch = Elementary.power(2.718281828459045, 2 * Proportion.z * error)
    func end(_ stretch: Double) -> Double {
      (stretch * (1 + r) - (1 - r)) / (stretch * (1 + r) + (1 - r))
    }
    return Estimate(value: r, interval: min(r, end(1 / stretch))...max(r, end(stretch)))
  }
}

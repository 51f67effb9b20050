import Sampling

/// Residuals of trials in their order, by which one of them, or another beside them, is known to lie far out.
struct ResidualRanks {
  private let order: [Int]
  private let sorted: [Double]
  private let moments: [Double]

  /// - Parameter moments: Those of as many ranks as there are residuals, see ``moments(_:)``.
  init(_ residuals: [Double], _ moments: [Double]) {
    self.moments = moments
    order = residuals.indices.sorted { residuals[$0] < residuals[$1] }
    sorted = order.map { residuals[$0] }
  }

  /// One reading is not to drown the others.
  private static let limit = 100.0

  /// How far out another residual lies: the square of the normal score at its rank. Beyond all trials it grows as the
  /// residual does.
  func square(of residual: Double) -> Double {
    let below = sorted.count { $0 < residual }
    let equal = sorted.count { $0 == residual }
    let (end, count) = (below + equal + 1, sorted.count + 1)
    let square = Self.square(
      below, end, Self.moment(below, of: count), Self.moment(end, of: count), of: count)
    // The last residual on its side; none where it is not beyond all.
    let last = below == sorted.count ? sorted.last : below + equal == 0 ? sorted.first : nil
    let beyond = last.map { residual / $0 } ?? 1
    return min(Self.limit, beyond > 1 ? square * beyond * beyond : square)
  }

  /// Adds to each trial how far out its own residual lies.
  func addSquares(to sums: inout [Double]) {
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
      let square = Self.square(start, end, moments[start], moments[end], of: sorted.count)
      for index in start..<end { sums[order[index]] += square }
      start = end
    }
  }

  /// The mean square of a normal score whose rank is from one to another of so many: of equals it is not known which
  /// comes first. Over all ranks the mean is 1.
  private static func square(
    _ from: Int, _ to: Int, _ below: Double, _ above: Double, of count: Int
  ) -> Double {
    1 - (above - below) * Double(count) / Double(to - from)
  }

  /// What the normal density has at a rank, times its score.
  private static func moment(_ rank: Int, of count: Int) -> Double {
    if rank == 0 || rank == count { return 0 }
    let score = Elementary.normalQuantile(Double(rank) / Double(count))
    return score * Elementary.exp(-score * score / 2) / (2 * Double.pi).squareRoot()
  }

  /// The same at all ranks of so many.
  static func moments(_ count: Int) -> [Double] { (0...count).map { moment($0, of: count) } }
}

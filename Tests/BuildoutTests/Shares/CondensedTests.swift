import TestSupport
import Testing

@testable import Buildout

/// A share keeps of its histograms only the bins in which a quantile can lie.
@Suite struct CondensedTests {
  /// Values of many kinds: whole and not, of both signs, in a narrow range with a value far outside in one share only,
  /// with a heavy tail, most of them one value, infinite ones.
  private static let kinds: [@Sendable (inout Dice) -> Double] = [
    { normal(&$0) * 10 + 100 },
    { normal(&$0) },
    { (normal(&$0) * 300 + 1_000).rounded() },
    { (normal(&$0) * 3).rounded() / ($0.whole(0...1) == 0 ? 1 : 7) },
    { dice in dice.whole(0...9) < 4 ? 0 : normal(&dice) * 5 + 20 },
    { dice in 100 + normal(&dice) * 1e-4 + (dice.whole(0...9_999) == 0 ? 1e6 : 0) },
    { dice in 1 / (Double(dice.whole(0...1_000_000)) + 0.5) },
    { dice in dice.whole(0...9) == 0 ? .infinity : normal(&dice) * 1e9 },
    { dice in dice.whole(0...9) == 0 ? -.infinity : dice.whole(0...9) == 0 ? .nan : normal(&dice) },
    { dice in 131_000 + Double(dice.whole(0...400)) + (dice.coin() ? 0.25 : 0) },
  ]

  /// The sum of twelve even numbers, less six.
  private static func normal(_ dice: inout Dice) -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + Double(dice.whole(0...1_000_000)) / 1_000_000 }
  }

  @Test(arguments: kinds.indices, [1, 2, 5])
  func quantilesOfAllSharesStay(_ kind: Int, _ shares: Int) throws {
    var dice = Dice(kind * 10 + shares)
    var (whole, merged) = (Histogram(), Histogram())
    var bins = (whole: 0, condensed: 0)
    var all: [Double] = []
    for _ in 0..<shares {
      let size = 2_500 + 1_000 * dice.whole(0...4)
      let values = (0..<size).map { _ in Self.kinds[kind](&dice) }
      all += values
      var share = Histogram()
      values.withUnsafeBufferPointer {
        share.add($0)
        whole.add($0)
      }
      let condensed = share.condensed
      #expect(condensed.total == share.total)
      for (histogram, size) in [
        (share, \(whole: Int, condensed: Int).whole), (condensed, \.condensed),
      ] {
        bins[keyPath: size] +=
          histogram.wholes.occupied.count + histogram.positives.bins.occupied.count
          + histogram.negatives.bins.occupied.count
      }
      // Through the bytes.
      var writer = PackedWriter()
      condensed.pack(into: &writer)
      var reader = PackedReader(writer.finished())
      let read = try Histogram(&reader, trials: size)
      if merged.values == 0 { merged = read } else { merged.merge(read) }
    }
    for value in [-1, 0.5, 0.9, 8, 101, 131_200.25] {
      let below = all.count { $0 < value }
      let edge = Histogram.Edge(value: value, below: below, promised: value, slack: 1e-9)
      let (expected, found) = (whole.quantiles(edges: [edge]), merged.quantiles(edges: [edge]))
      for level in SeriesTally.levels {
        #expect(found?.estimate(level) == expected?.estimate(level), "\(level), edge \(value)")
      }
    }
    #expect(bins.condensed <= bins.whole)
    // Of what lies about evenly in a thousand bins, more than half can go.
    if kind == 0 { #expect(bins.condensed * 2 < bins.whole, "\(bins)") }
  }
}

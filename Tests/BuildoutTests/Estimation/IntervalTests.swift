import Foundation
import Testing

@testable import Buildout

/// The intervals against published examples and against their definitions worked by other means.
@Suite struct IntervalTests {
  /// Newcombe (1998), table II: 56/70 less 48/80, method 10, gives 0.0524 to 0.3339; 9/10 less 3/10
  /// gives 0.1705 to 0.8090; 10/10 less 0/10 gives 0.6075 to 1.
  @Test(arguments: [
    (48, 80, 56, 70, 0.0524, 0.3339), (3, 10, 9, 10, 0.1705, 0.8090), (0, 10, 10, 10, 0.6075, 1.0),
  ]) func newcombe(_ a: Int, _ m: Int, _ b: Int, _ n: Int, _ low: Double, _ high: Double) {
    let estimate = Estimate(
      from: Proportion(count: a, trials: m), to: Proportion(count: b, trials: n), z: Proportion.z)
    #expect((estimate.interval.lowerBound - low).magnitude < 0.00006)
    #expect((estimate.interval.upperBound - high).magnitude < 0.00006)
  }

  /// 0.7641078192857804 is `scipy.stats.spearmanr` of the same values; the interval is Bonett and
  /// Wright's, with the hyperbolic functions they write it in.
  @Test func spearmanWithTies() throws {
    let x = Ranks([1, 2, 2, 3, 5, 5, 5, 8])
    let y = Ranks([2, 1, 4, 4, 6, 3, 9, 9])
    let estimate = try #require(x.correlation(with: y))
    let r = 0.7641078192857804
    #expect((estimate.value - r).magnitude < 1e-12)
    let reach = 1.959963984540054 * sqrt((1 + r * r / 2) / 5)
    #expect((estimate.interval.lowerBound - tanh(atanh(r) - reach)).magnitude < 1e-12)
    #expect((estimate.interval.upperBound - tanh(atanh(r) + reach)).magnitude < 1e-12)
  }

  @Test func ranksAtTheirEdges() throws {
    let rising = Ranks([1, 2, 3, 4, .infinity])
    #expect(rising.correlation(with: rising)?.value == 1)
    #expect(rising.correlation(with: Ranks([5, 4, 3, 2, 1]))?.value == -1)
    #expect(rising.correlation(with: Ranks([7, 7, 7, 7, 7])) == nil, "nothing varies")
    #expect(!Ranks([.infinity, .infinity]).vary)
    #expect(Ranks([.nan, 1]).vary)
    #expect(Ranks([2, 1]).correlation(with: Ranks([1, 2]))?.interval == -1...1)
    // Of equal values, the earlier trial is the lower one.
    let tied = Ranks([3, 1, 3, 1, 1, 3, 3, 3, 3, 3]).fifths
    #expect(Array(tied.lowest) == [1, 3])
    #expect(Array(tied.highest) == [8, 9])
  }
}

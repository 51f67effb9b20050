import TestSupport
import Testing

@testable import Buildout

@Suite struct ProportionTests {
  /// Newcombe (1998), table I, method 3; and the ends, by hand: z^2 / (n + z^2).
  @Test(arguments: [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
    (1, 29, 0.0061, 0.1718), (0, 10, 0, 0.2775), (10, 10, 0.7225, 1),
  ])
  func wilsonAgreesWithPublishedIntervals(
    _ count: Int, _ trials: Int, _ low: Double, _ high: Double
  ) {
    let interval = Proportion(count: count, trials: trials).interval
    #expect((interval.lowerBound - low).magnitude < 0.00005)
    #expect((interval.upperBound - high).magnitude < 0.00005)
  }

  @Test func intervalsStayWithinBoundsAndNeverVanish() {
    for trials in [1, 2, 7, 100, 1_000_000] {
      for count in Set([0, 1, trials / 2, trials - 1, trials]) {
        let estimate = Proportion(count: count, trials: trials)
        #expect(estimate.interval.lowerBound >= 0 && estimate.interval.upperBound <= 1)
        #expect(estimate.interval.contains(estimate.value))
        #expect(estimate.halfWidth > 0)
      }
    }
  }
}

@Suite struct MomentsTests {
  @Test func mergedPartsAreTheWhole() throws {
    for seed in 0..<50 {
      var dice = Dice(seed)
      let values = (0..<dice.whole(2...2_000)).map { _ in 1e6 + dice.number(-9, 9) }
      let whole = values.withUnsafeBufferPointer { Moments($0) }
      var merged = Moments()
      var start = 0
      while start < values.count {
        let end = min(values.count, start + dice.whole(0...400))
        merged.merge(Array(values[start..<end]).withUnsafeBufferPointer { Moments($0) })
        start = end
      }
      #expect(merged.count == values.count)
      #expect((merged.mean - whole.mean).magnitude <= 1e-12 * whole.mean)
      #expect((merged.squares - whole.squares).magnitude <= 1e-9 * whole.squares)
      let estimate = try #require(merged.estimate)
      let variance = whole.squares / Double(values.count - 1)
      let error = (variance / Double(values.count)).squareRoot()
      #expect((estimate.standardError - error).magnitude <= 1e-9 * error)
    }
  }

  @Test func knownAnswer() throws {
    let moments = [2.0, 4, 4, 4, 5, 5, 7, 9].withUnsafeBufferPointer { Moments($0) }
    #expect(moments.mean == 5 && moments.squares == 32)
    #expect(try #require(moments.estimate).standardError == (32.0 / 7 / 8).squareRoot())
  }

  @Test func nothingAndInfinityAreNotEstimable() {
    #expect(Moments().estimate == nil)
    let infinite = [1.0, .infinity].withUnsafeBufferPointer { Moments($0) }
    #expect(infinite.estimate == nil)
  }
}

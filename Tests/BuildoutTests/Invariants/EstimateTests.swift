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

@Suite struct HistogramTests {
  private func histogram(_ values: [Double], chunk: Int) -> Histogram {
    var histogram = Histogram()
    for start in stride(from: 0, to: values.count, by: chunk) {
      Array(values[start..<min(start + chunk, values.count)]).withUnsafeBufferPointer {
        histogram.add($0)
      }
    }
    return histogram
  }

  private func exact(_ sorted: [Double], _ q: Double) -> Double {
    sorted[max(1, Int((q * Double(sorted.count)).rounded(.up))) - 1]
  }

  private let shares = [0.001, 0.1, 0.25, 0.5, 0.9, 0.999, 1]

  @Test func wholeNumbersAreExact() {
    for seed in 0..<(Proof.isLong ? 2_000 : 60) {
      var dice = Dice(seed)
      let base = Double(dice.whole(-5_000...5_000_000))
      let span = dice.whole(0...Histogram.capacity - 1)
      let values = (0..<dice.whole(1...3_000)).map { _ in base + Double(dice.whole(0...span)) }
      let sorted = values.sorted()
      let built = histogram(values, chunk: dice.whole(1...700))
      for q in shares { #expect(built.quantile(q) == exact(sorted, q), "seed \(seed), q \(q)") }
      #expect(built.least == sorted[0] && built.greatest == sorted[sorted.count - 1])
    }
  }

  @Test func othersAreWithinOneBin() {
    for seed in 0..<(Proof.isLong ? 2_000 : 60) {
      var dice = Dice(seed)
      let scale = Double(dice.whole(1...1_000_000)) / 1000
      let shift = Double(dice.whole(-1_000...1_000))
      let values = (0..<dice.whole(1...3_000)).map { _ in
        shift + scale * Double(dice.bits() >> 11) * 0x1p-53
      }
      let sorted = values.sorted()
      let built = histogram(values, chunk: dice.whole(1...700))
      let width = (sorted[sorted.count - 1] - sorted[0]) * 2 / Double(Histogram.capacity)
      for q in shares {
        #expect((built.quantile(q) - exact(sorted, q)).magnitude <= width, "seed \(seed), q \(q)")
      }
    }
  }

  @Test func theOrderOfTheValuesDoesNotMatter() {
    for seed in 0..<40 {
      var dice = Dice(seed)
      var values = (0..<900).map { _ in Double(dice.bits() >> 11) * 0x1p-43 - 300 }
      values.append(contentsOf: Array(repeating: Double.infinity, count: dice.whole(0...300)))
      let forward = histogram(values, chunk: 64)
      let backward = histogram(values.reversed(), chunk: 301)
      for q in shares { #expect(forward.quantile(q) == backward.quantile(q)) }
    }
  }

  @Test func infiniteValuesStandAboveAllOthers() {
    let built = histogram([3, .infinity, 1, .infinity, 2], chunk: 2)
    #expect(built.quantile(0.6) == 3)
    #expect(built.quantile(0.61) == .infinity)
    #expect(built.estimate(0.9).value == .infinity)
    #expect(histogram([.infinity], chunk: 1).quantile(0.1) == .infinity)
  }

  @Test func oneValueIsItsEveryQuantile() {
    let built = histogram(Array(repeating: 0.1, count: 1_000), chunk: 300)
    for q in shares { #expect(built.quantile(q) == 0.1) }
    #expect(built.estimate(0.5).low == 0.1 && built.estimate(0.5).high == 0.1)
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

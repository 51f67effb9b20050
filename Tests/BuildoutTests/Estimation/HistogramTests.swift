import Foundation
import TestSupport
import Testing

@testable import Buildout

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
    sorted[max(1, Int((q * Double(sorted.count) * (1 - 0x1p-51)).rounded(.up))) - 1]
  }

  private let shares = [0.001, 0.1, 0.25, 0.5, 0.9, 0.999, 1]

  @Test func wholeNumbersAreExact() throws {
    for seed in 0..<(Proof.isLong ? 2_000 : 60) {
      var dice = Dice(seed)
      let limit = Int(Histogram.wholeLimit) - 1
      let span = dice.whole(0...2 * limit)
      let base = dice.whole(-limit...limit - span)
      let values = (0..<dice.whole(1...3_000)).map { _ in Double(base + dice.whole(0...span)) }
      let sorted = values.sorted()
      let built = try #require(histogram(values, chunk: dice.whole(1...700)).quantiles())
      for q in shares { #expect(built[q] == exact(sorted, q), "seed \(seed), q \(q)") }
    }
  }

  /// Fifths, thirds and the like of a count are few numbers, and read as what they are.
  @Test func fewDifferentValuesAreExact() throws {
    for seed in 0..<60 {
      var dice = Dice(seed)
      let parts = Double(dice.whole(2...400))
      let most = dice.whole(1...Histogram.few)
      let sign = seed % 3 == 0 ? -1.0 : 1
      let values = (0..<dice.whole(1...3_000)).map { _ in
        sign * Double(dice.whole(0...most)) / parts
      }
      let sorted = values.sorted()
      let built = try #require(histogram(values, chunk: dice.whole(1...700)).quantiles())
      for q in shares {
        #expect(built[q] == exact(sorted, q), "seed \(seed), q \(q)")
      }
    }
  }

  @Test func fifthsHaveNoDigitsOfABin() throws {
    let values = (0..<2_000).map { Double(1 + $0 % 9) / 5 }
    let built = try #require(histogram(values, chunk: 256).quantiles())
    let estimate = built.estimate(0.4)
    #expect(estimate.value == 0.8 && estimate.low == 0.8 && estimate.high == 0.8)
  }

  /// Whatever the spread and the sign, a tenth of a percent of the value itself; and not more than the
  /// thousandth part of the range where that is less.
  @Test func everyQuantileIsWithinATenthOfAPercent() throws {
    for seed in 0..<(Proof.isLong ? 4_000 : 120) {
      var dice = Dice(seed)
      let spread = dice.number(0, seed % 2 == 0 ? 2 : 600)
      let shift = seed % 3 == 0 ? dice.number(-1e6, 1e6) : 0
      let isSigned = seed % 5 < 2
      let values = (0..<dice.whole(1...3_000)).map { _ in
        let magnitude = pow(10, dice.number(-spread / 2, spread / 2))
        let value = isSigned && dice.whole(0...1) == 0 ? -magnitude : magnitude
        return shift + (dice.whole(0...9) == 0 ? value.rounded() : value)
      }
      let sorted = values.sorted()
      let built = try #require(histogram(values, chunk: dice.whole(1...700)).quantiles())
      let isNarrow = sorted[0] > 0 || sorted[sorted.count - 1] < 0
      let range = sorted[sorted.count - 1] - sorted[0]
      for q in shares {
        let right = exact(sorted, q)
        let error = (built[q] - right).magnitude
        #expect(error <= right.magnitude * 0.001, "seed \(seed), q \(q): \(built[q]), \(right)")
        // Bins that are halves of halves have at least half the number that is aimed at.
        if isNarrow, sorted[sorted.count - 1].magnitude.exponent == sorted[0].magnitude.exponent {
          #expect(error <= range * 2 / Double(Histogram.fineBins), "seed \(seed), q \(q)")
        }
      }
    }
  }

  @Test func theOrderOfTheValuesDoesNotMatter() throws {
    for seed in 0..<40 {
      var dice = Dice(seed)
      var values = (0..<900).map { _ in Double(dice.bits() >> 11) * 0x1p-43 - 300 }
      values += (0..<900).map { _ in Double(dice.whole(-200_000...200_000)) }
      values += (0..<300).map { _ in pow(10, dice.number(-300, 300)) }
      values.append(contentsOf: Array(repeating: Double.infinity, count: dice.whole(0...300)))
      let forward = histogram(values, chunk: 64)
      let sorted = try #require(histogram(values.sorted(), chunk: 256).quantiles())
      let backward = try #require(histogram(values.reversed(), chunk: 301).quantiles())
      let quantiles = try #require(forward.quantiles())
      for q in shares {
        #expect(quantiles[q] == backward[q] && quantiles[q] == sorted[q])
        #expect(quantiles.estimate(q) == backward.estimate(q))
      }
    }
  }

  @Test func infiniteValuesStandBelowAndAboveAllOthers() throws {
    let built = try #require(histogram([3, .infinity, 1, .infinity, 2], chunk: 2).quantiles())
    #expect(built[0.6] == 3)
    #expect(built[0.61] == .infinity)
    #expect(built.estimate(0.9).value == .infinity)
    #expect(try #require(histogram([.infinity], chunk: 1).quantiles())[0.1] == .infinity)
    let below = try #require(histogram([-.infinity, 0.5], chunk: 2).quantiles())
    #expect(below[0.5] == -.infinity && below[0.6] == 0.5)
  }

  @Test func whatIsNoNumberIsCountedApart() throws {
    let built = histogram([.nan, 2, .nan, 4], chunk: 3)
    #expect(built.undefined == 2 && built.total == 2)
    #expect(try #require(built.quantiles())[0.5] == 2)
    #expect(histogram([.nan], chunk: 1).quantiles() == nil)
  }

  @Test func oneValueIsItsEveryQuantile() throws {
    for value in [0.1, -0.1, 131_072.5, 1e300, -0x1p-1074, 3e9] {
      let built = try #require(
        histogram(Array(repeating: value, count: 1_000), chunk: 300).quantiles())
      for q in shares { #expect(built[q] == value) }
      #expect(built.estimate(0.5).low == value && built.estimate(0.5).high == value)
    }
  }

  /// A threshold of which the number of values below is known divides what a bin cannot.
  @Test func noQuantileIsOnTheWrongSideOfAThreshold() throws {
    for seed in 0..<(Proof.isLong ? 4_000 : 200) {
      var dice = Dice(seed)
      let values = (0..<dice.whole(2...2_000)).map { _ in
        let value = pow(10, dice.number(-3, 6))
        return dice.whole(0...3) == 0 ? value.rounded() : value
      }
      let sorted = values.sorted()
      let thresholds = (0..<3).map { _ in
        let value = values[dice.whole(0...values.count - 1)]
        return dice.whole(0...1) == 0 ? value : value * 1.0001
      }.sorted()
      let edges = thresholds.map { threshold in
        Histogram.Edge(
          value: threshold, below: sorted.count { $0 < threshold }, promised: threshold, slack: 0)
      }
      let built = try #require(histogram(values, chunk: 256).quantiles(edges: edges))
      var last = -Double.infinity
      for percent in 1...100 {
        let q = Double(percent) / 100
        let estimate = built.estimate(q)
        for threshold in thresholds {
          let right = sorted[(percent * sorted.count + 99) / 100 - 1]
          #expect((estimate.value < threshold) == (right < threshold), "seed \(seed)")
        }
        #expect(estimate.low <= estimate.value && estimate.value <= estimate.high)
        #expect(estimate.value >= last, "seed \(seed): quantiles grow")
        last = estimate.value
      }
    }
  }

  /// A heavy tail costs little memory, and more trials hardly more.
  @Test func memoryIsFlat() {
    var histogram = Histogram()
    var dice = Dice(1)
    var sizes: [Int] = []
    for round in 1...64 {
      let values = (0..<4_096).map { _ in
        1_000 * pow(10, dice.number(-1, 1) * dice.number(0, 1))
      }
      values.withUnsafeBufferPointer { histogram.add($0) }
      if round.nonzeroBitCount == 1 { sizes.append(histogram.size) }
    }
    #expect(sizes[6] <= 40_000 && sizes[6] <= 3 * sizes[2], "\(sizes)")
  }
}

import Testing

@testable import Buildout
@testable import Reporting

@Suite("A digit that is not stable is not printed") struct DigitsTests {
  @Test(arguments: [
    (24.0, 0.05, "24.0"), (24.0, 0.5, "24"), (24.0, 0, "24"), (12.9, 0.05, "12.9"),
    (24.5, 0.005, "24.50"),
    (1200.0, 0.05, "1,200.0"),
  ])
  func given(_ value: Double, _ rounding: Double, _ shown: String) {
    #expect(Digits.given(value, rounding: rounding).text == shown)
  }

  @Test func together() {
    func estimate(_ value: Double, _ error: Double) -> QuantileEstimate {
      QuantileEstimate(value: value, low: value - error, high: value + error)
    }
    // A step of 1 for the first; what carries no error takes the decimals of the others.
    #expect(
      Digits.together([estimate(4.2, 1), estimate(7.04, 0.2), estimate(11, 0)], beside: 50).map(
        \.text) == [
          "4", "7", "11",
        ])
    #expect(
      Digits.together([estimate(0.8, 0.002), estimate(1, 0), estimate(.infinity, 0)], beside: 50)
        .map(\.text)
        == ["0.800", "1.000", "-"])
    #expect(
      Digits.together([estimate(99.455, 0), estimate(100, 0)], beside: 50).map(\.text) == [
        "99.455", "100",
      ])
    #expect(
      Digits.together([estimate(-300.0 / 7, 0), estimate(100.0 / 7, 0)], beside: 0).map(\.text) == [
        "-42.857", "14.286",
      ])
    // Beside a promise of 5.2, a half of the trials above it does not read as 5.
    let estimates = [estimate(1.48, 0.1), estimate(5.43, 2), estimate(19.41, 2)]
    #expect(Digits.together(estimates, beside: 50).map(\.text) == ["1", "5", "19"])
    #expect(Digits.together(estimates, beside: 5.2).map(\.text) == ["1.5", "5.4", "19.4"])
    // Nor does what falls short of 1,000 read as 1,000.
    #expect(
      Digits.together([estimate(999.6, 20)], beside: 1000).map(\.text) == ["999.6"])
    // A half that may reach far is not rounded beyond a P90 that all agree in.
    let places = [estimate(3050, 700), estimate(4590, 1500), estimate(4860, 0)]
    #expect(Digits.together(places, beside: 4800).map(\.text) == ["3,100", "4,600", "4,860"])
    #expect(Digits.exact(999_999_999_999).text == "999,999,999,999")
  }

  @Test(arguments: [
    (0, 10_000, "<0.1", "0-0.1"),
    (10_000, 10_000, ">99.9", "99.9-100"),
    (3, 10_000, "<0.1", "0-0.1"),
    (6, 10_000, "0.1", "0-0.2"),
    (9_999, 10_000, ">99.9", "99.9-100"),
    (0, 100, "<4", "0-4"),
    (100, 100, ">96", "96-100"),
    (1, 250, "0.4", "0-3"),
    (0, 1, "<80", "0-80"),
    (5_000, 10_000, "50", "49-51"),
    (411, 10_000, "4.1", "3.7-4.6"),
    (9_589, 10_000, "95.9", "95.4-96.3"),
    (500_000, 1_000_000, "50.0", "49.9-50.1"),
  ]) func probability(count: Int, trials: Int, percent: String, interval: String) {
    let proportion = Proportion(count: count, trials: trials)
    #expect(Digits.percent(proportion).text == percent)
    #expect(Digits.percentInterval(proportion) == interval)
  }

  @Test("No probability is ever a bare 0 or 100, and its interval encloses it")
  func neverBare() throws {
    for trials in [1, 7, 100, 1_024, 10_000, 1_000_000] {
      let step = max(1, trials / 997)
      for count in [0, 1, trials - 1, trials] + Array(stride(from: 0, through: trials, by: step)) {
        let proportion = Proportion(count: count, trials: trials)
        let shown = Digits.percent(proportion).text
        #expect(!["0", "0.0", "100", "100.0", "<0", ">100"].contains(shown))
        let ends = Digits.percentInterval(proportion).split(separator: "-")
        let low = try #require(Double(ends[0]))
        let high = try #require(Double(ends[1]))
        #expect(low <= proportion.interval.lowerBound * 100 + 1e-6)
        #expect(high >= proportion.interval.upperBound * 100 - 1e-6)
      }
    }
  }

  @Test(
    arguments: [
      (3_187.2, 8.0, "3,190"),
      (3_187.2, 0.0, "3,187.2"),
      (3_187.2, 20.0, "3,190"),
      (3_187.2, 21.0, "3,200"),
      (0.1234, 0.004, "0.12"),
      (0.1234, 0.002, "0.123"),
      (9.996, 0.02, "10.00"),
      (12_345_678, 900, "12,346,000"),
      (9_999_999, 12, "10,000,000"),
      (0.3, 0, "0.3"),
      (0.1 + 0.2, 0, "0.3"),
      (1.0 / 3, 0, "0.333333333"),
      (-3_187.2, 8, "-3,190"),
      (-0.04, 2, "0"),
      (0.003, 0.3, "<1"),
      (0.003, 0.03, "<0.1"),
      (0, 0.2, "0"),
      (72, 1e-12, "72"),
      (1e20, 0, "100,000,000,000,000,000,000"),
      (.nan, 1, "-"),
    ] as [(Double, Double, String)])
  func estimate(value: Double, error: Double, shown: String) {
    #expect(Digits.estimate(value, error: error).text == shown)
  }

  @Test func quantilesThatAreNotAlwaysReached() {
    let words = Words(language: .en)
    let sometimes = QuantileEstimate(value: 11.43, low: 11.35, high: .infinity)
    #expect(words.estimate(sometimes).shown == "11.4")
    let never = QuantileEstimate(value: .infinity, low: 12, high: .infinity)
    #expect(words.estimate(never).shown == "never")
  }

  @Test(
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1, "1"), (0.65, "0.65"), (1.0 / 3, "0.333333333"),
      (2.0 / 3, "0.666666667"), (123_456_789_012.5, "123456789000"), (0.00001, "0.00001"),
      (0.000000123, "0.000000123"), (0.0000000123, "1.23e-8"), (1e300, "1e300"),
      (-2.5e-300, "-2.5e-300"), (99_999_999.96, "100000000"), (1e-307, "1e-307"),
    ] as [(Double, String)])
  func machine(value: Double, written: String) {
    #expect(Machine.number(value) == written)
  }

  @Test func notFiniteIsNoNumber() {
    #expect(Machine.number(.nan) == nil)
    #expect(Machine.number(-.infinity) == nil)
  }

  @Test(arguments: [
    (0.123, 0.118...0.128, "+12", "+11", "+13"),
    (-0.0041, -0.0062...(-0.002), "-0.4", "-0.7", "-0.2"),
    (0, -0.0004...0.0004, "0", "-0.1", "+0.1"), (1, 0.97...1, "+100", "+97", "+100"),
  ]) func differences(
    value: Double, interval: ClosedRange<Double>, shown: String, low: String, high: String
  ) {
    let estimate = Estimate(value: value, interval: interval)
    #expect(Digits.points(estimate).text == shown)
    let ends = Digits.pointsBounds(estimate)
    #expect((ends.low.text, ends.high.text) == (low, high))
  }

  @Test(arguments: [
    (1.28, 0.09, "+1.3"), (-1.28, 0.09, "-1.3"), (0.0, 0, "0"), (-0.01, 0.3, "0"),
    (0.42, 0.013, "+0.42"),
  ]) func signed(value: Double, error: Double, shown: String) {
    #expect(Digits.signed(value, error: error).text == shown)
  }
}

import Buildout

/// Numbers as text for people: a digit that another seed would change is not printed.
enum Digits {
  /// Figures are given with at most this many significant digits, since the last bits of a C
  /// library's functions differ between processors.
  static let significant = 9

  /// A number that carries no sampling error, in full: `72`, `0.35`, `1,200,000`.
  static func exact(_ value: Double, significant: Int = Digits.significant) -> String {
    guard value.isFinite else { return "-" }
    return DecimalDigits(value).rounded(significant: significant).plain(grouped: true)
  }

  /// A number of the simulated passage of a trial: six significant digits, which is more than any
  /// plan is written with.
  static func reading(_ value: Double) -> String { exact(value, significant: 6) }

  /// How many decimals give a number so many significant digits; 0 where it has them before the point.
  static func decimals(of value: Double, significant: Int) -> Int {
    guard value.isFinite, value > 0 else { return 0 }
    var decimals = 0
    while decimals < 9, value * power(decimals) < power(significant - 1) { decimals += 1 }
    return decimals
  }

  /// To a number of decimals that was chosen for all numbers of a column.
  static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "-" }
    return DecimalDigits(value).rounded(toPlace: -decimals)
      .plain(decimals: decimals, grouped: true)
  }

  /// An estimate, rounded to a power of ten that is at least half of its error.
  ///
  /// 3,187 give or take 8 is `3,190`; give or take 0 it is `3,187`. A positive number that rounds to
  /// nothing is given as a bound, such as `<0.1`.
  ///
  /// - Parameter error: the half-width of the estimate's 95 % interval, at least 0.
  static func estimate(_ value: Double, error: Double) -> String {
    guard value.isFinite else { return "-" }
    // What is left of a spread by rounding is none.
    guard error > value.magnitude * 1e-9 else { return exact(value) }
    let exactDigits = DecimalDigits(value).rounded(significant: significant)
    let place = stepPlace(error)
    let rounded = exactDigits.rounded(toPlace: place)
    if rounded.isZero && value > 0 {
      return "<" + DecimalDigits(power(place)).plain(grouped: true)
    }
    return rounded.plain(decimals: rounded.isZero ? 0 : max(0, -place), grouped: true)
  }

  static func estimate(_ estimate: MeanEstimate) -> String {
    Digits.estimate(estimate.value, error: Proportion.z * estimate.standardError)
  }

  static func estimate(_ estimate: QuantileEstimate) -> String {
    Digits.estimate(estimate.value, error: error(estimate))
  }

  private static func error(_ estimate: QuantileEstimate) -> Double {
    // Above it may be only trials that never finish; then the side below tells the error.
    estimate.high.isFinite ? (estimate.high - estimate.low) / 2 : estimate.value - estimate.low
  }

  /// Estimates that are read side by side, to one number of decimals: the fewest that any of them
  /// supports. What carries no error supports any.
  static func together(_ estimates: [QuantileEstimate]) -> [String] {
    let steps = estimates.map { estimate -> Int? in
      let error = error(estimate)
      return estimate.value.isFinite && error > estimate.value.magnitude * 1e-9
        ? stepPlace(error) : nil
    }
    guard let decimals = steps.compactMap({ $0 }).map({ max(0, -$0) }).min() else {
      return estimates.map { Digits.estimate($0) }
    }
    return zip(estimates, steps).map { estimate, step in
      guard estimate.value.isFinite else { return Digits.estimate(estimate) }
      let place = max(-decimals, step ?? -decimals)
      let rounded = DecimalDigits(estimate.value).rounded(toPlace: place)
      return rounded.isZero && estimate.value != 0
        ? Digits.estimate(estimate) : rounded.plain(decimals: decimals, grouped: true)
    }
  }

  /// What one of something costs, above 0: rounded as an estimate, with one digit at least; both ends of
  /// the interval where it reaches further than half of the number to either side.
  static func rate(_ estimate: Estimate, to word: String) -> String {
    let value = estimate.value
    guard estimate.halfWidth <= value / 2 else {
      return exact(estimate.interval.lowerBound, significant: 2) + word
        + exact(estimate.interval.upperBound, significant: 2)
    }
    let digits = Digits.estimate(value, error: estimate.halfWidth)
    return power(stepPlace(estimate.halfWidth)) > value ? exact(value, significant: 1) : digits
  }

  /// A difference with its sign, rounded as an estimate: `+12`, `-0.4`; 0 where no digit is left.
  static func signed(_ value: Double, error: Double) -> String {
    let digits = estimate(value.magnitude, error: error)
    guard value != 0, !digits.hasPrefix("<"), digits != "-" else { return "0" }
    return (value < 0 ? "-" : "+") + digits
  }

  static func signed(_ estimate: Estimate) -> String {
    signed(estimate.value, error: estimate.halfWidth)
  }

  /// A difference of two probabilities in percentage points, to the decimals that one of its
  /// precision has: `+12`, `-0.4`.
  static func points(_ difference: Estimate) -> String {
    signed(difference, scale: 100, decimals: percentDecimals(difference.interval))
  }

  /// The ends of its interval, rounded outwards.
  static func pointsBounds(_ difference: Estimate) -> (low: String, high: String) {
    signedBounds(difference, scale: 100, decimals: percentDecimals(difference.interval))
  }

  /// A mean number of things: `17.9`, `18` where a tenth cannot be told, `17.92` where more can.
  static func number(_ mean: Estimate) -> String {
    DecimalDigits(mean.value).rounded(toPlace: -numberDecimals(mean))
      .plain(decimals: numberDecimals(mean), grouped: true)
  }

  /// A difference of two mean numbers: `+0.35`.
  static func numberDifference(_ difference: Estimate) -> String {
    signed(difference, scale: 1, decimals: numberDecimals(difference))
  }

  /// The ends of its interval, with a digit more, so that they seldom round to the figure or to 0.
  static func numberDifferenceBounds(_ difference: Estimate) -> (low: String, high: String) {
    signedBounds(difference, scale: 1, decimals: numberDecimals(difference) + 1)
  }

  private static func numberDecimals(_ estimate: Estimate) -> Int {
    estimate.halfWidth >= 0.5 ? 0 : estimate.halfWidth >= 0.05 ? 1 : 2
  }

  /// Ends that are whole but for rounding stay where they are; as many decimals more as it takes to show
  /// that zero lies outside where it does.
  private static func signedBounds(
    _ difference: Estimate, scale: Double, decimals fewest: Int
  ) -> (low: String, high: String) {
    let ends = difference.interval
    let nearest = min(ends.lowerBound.magnitude, ends.upperBound.magnitude) * scale
    let decimals =
      difference.isUndecided ? fewest : decimals(toShow: nearest * (1 - 1e-9), from: fewest)
    let steps = power(decimals) * scale
    let low = (difference.interval.lowerBound * steps + 1e-9).rounded(.down) / power(decimals)
    let high = (difference.interval.upperBound * steps - 1e-9).rounded(.up) / power(decimals)
    return (signed(low, decimals: decimals), signed(high, decimals: decimals))
  }

  /// What is told from zero is not printed as 0.
  private static func signed(_ difference: Estimate, scale: Double, decimals fewest: Int) -> String
  {
    let value = difference.value * scale
    let decimals =
      difference.isUndecided ? fewest : decimals(toShow: value.magnitude, from: fewest)
    return signed(value, decimals: decimals)
  }

  /// As many decimals as leave a digit of a number above 0, at most nine.
  private static func decimals(toShow value: Double, from fewest: Int) -> Int {
    var decimals = fewest
    while decimals < 9, value * power(decimals) < 1 { decimals += 1 }
    return decimals
  }

  private static func signed(_ value: Double, decimals: Int) -> String {
    let rounded = DecimalDigits(value.magnitude).rounded(toPlace: -decimals)
    guard !rounded.isZero else { return "0" }
    return (value < 0 ? "-" : "+") + rounded.plain(decimals: decimals)
  }

  /// Decimals after the point of a percentage: none from a half-width of half a point, one below.
  private static func percentDecimals(_ interval: ClosedRange<Double>) -> Int {
    (interval.upperBound - interval.lowerBound) / 2 * 100 >= 0.5 ? 0 : 1
  }

  /// A probability in percent, without the sign: `63`, `5.1`, `<0.1`, `>99.9`.
  ///
  /// Never 0 or 100: where the estimate rounds to one of them, the end of its interval is the claim.
  static func percent(_ proportion: Proportion) -> String {
    // One division, so that the result is the nearest number to the true percentage.
    let percentage = Double(proportion.count) * 100 / Double(proportion.trials)
    return percent(percentage, proportion.interval)
  }

  static func percent(_ probability: Estimate) -> String {
    percent(probability.value * 100, probability.interval)
  }

  private static func percent(_ percentage: Double, _ interval: ClosedRange<Double>) -> String {
    let decimals = percentDecimals(interval)
    let rounded = DecimalDigits(percentage).rounded(toPlace: -decimals).plain(decimals: decimals)
    let bounds = percentBounds(interval)
    if Double(rounded) == 0 { return "<" + bounds.high }
    if Double(rounded) == 100 { return ">" + bounds.low }
    return rounded
  }

  /// The interval of a probability in percent, ends rounded outwards: `61-64`.
  static func percentInterval(_ proportion: Proportion) -> String {
    let bounds = percentBounds(proportion.interval)
    return bounds.low + "-" + bounds.high
  }

  /// The ends of the interval of a probability in percent, rounded outwards.
  static func percentBounds(_ interval: ClosedRange<Double>) -> (low: String, high: String) {
    let decimals = percentDecimals(interval)
    let scale = power(decimals)
    // Ends that are whole but for rounding stay where they are.
    let low = (interval.lowerBound * 100 * scale + 1e-9).rounded(.down) / scale
    let high = (interval.upperBound * 100 * scale - 1e-9).rounded(.up) / scale
    func text(_ end: Double) -> String {
      end == 0 || end == 100
        ? DecimalDigits(end).plain() : DecimalDigits(end).plain(decimals: decimals)
    }
    return (text(max(0, low)), text(min(100, high)))
  }

  /// The smallest power of ten that is at least half of the error.
  private static func stepPlace(_ error: Double) -> Int {
    var place = -15
    while place < 300, power(place) * (1 + 1e-9) < error / 2 { place += 1 }
    return place
  }

  /// Ten to a power, correctly rounded.
  private static func power(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? .infinity }

}

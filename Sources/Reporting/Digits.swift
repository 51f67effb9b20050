import Buildout

/// Numbers as figures for people: a digit that another seed would change is not printed.
enum Digits {
  /// Figures are given with at most this many significant digits, since the last bits of a C
  /// library's functions differ between processors.
  static let significant = 9

  /// A number that carries no sampling error, in full: `72`, `0.35`, `1,200,000`.
  static func exact(_ value: Double, significant: Int = Digits.significant) -> Figure {
    // Whole numbers are no results of a library's functions, and keep all their digits.
    let significant =
      significant == Digits.significant && isWhole(value) ? 15 : significant
    return Figure(
      value, value.isFinite ? DecimalDigits(value).rounded(significant: significant) : nil)
  }

  /// A number as it was given, with the noughts after the point that its rounding says it had: 24.0 and not 24.
  static func given(_ value: Double, rounding: Double) -> Figure {
    let figure = exact(value)
    guard rounding > 0, rounding < 0.4 else { return figure }
    var decimals = 0
    while decimals < significant, 0.5 / power(decimals) > rounding * (1 + 1e-9) { decimals += 1 }
    return decimals > figure.decimals ? fixed(value, decimals: decimals) : figure
  }

  /// Whether it is a whole number of at most fifteen digits.
  static func isWhole(_ value: Double) -> Bool {
    value.magnitude < 1e15 && value == value.rounded()
  }

  /// A number of the simulated passage of a trial: six significant digits, which is more than any
  /// plan is written with.
  static func reading(_ value: Double) -> Figure { exact(value, significant: 6) }

  /// How many decimals give a number so many significant digits; 0 where it has them before the point.
  static func decimals(of value: Double, significant: Int) -> Int {
    guard value.isFinite, value > 0 else { return 0 }
    var decimals = 0
    while decimals < 9, value * power(decimals) < power(significant - 1) { decimals += 1 }
    return decimals
  }

  /// A number that carries no sampling error with its sign, to a number of decimals.
  static func plainSigned(_ value: Double, decimals: Int) -> Figure {
    var figure = fixed(value, decimals: decimals)
    figure.isSigned = true
    return figure
  }

  /// To a number of decimals that was chosen for all numbers of a column.
  static func fixed(_ value: Double, decimals: Int) -> Figure {
    Figure(
      value, value.isFinite ? DecimalDigits(value).rounded(toPlace: -decimals) : nil,
      decimals: decimals)
  }

  /// An estimate, rounded to a power of ten that is at least half of its error.
  ///
  /// 3,187 give or take 8 is `3,190`; give or take 0 it is `3,187`. A positive number that rounds to
  /// nothing is given as a bound, such as `<0.1`.
  ///
  /// - Parameter error: the half-width of the estimate's 95 % interval, at least 0.
  static func estimate(_ value: Double, error: Double) -> Figure {
    // What is left of a spread by rounding is none.
    guard value.isFinite, error > value.magnitude * 1e-9 else { return exact(value) }
    let exactDigits = DecimalDigits(value).rounded(significant: significant)
    let place = stepPlace(error)
    let rounded = exactDigits.rounded(toPlace: place)
    if rounded.isZero && value > 0 {
      var figure = Figure(value, DecimalDigits(power(place)))
      figure.bound = .below
      return figure
    }
    return Figure(value, rounded, decimals: rounded.isZero ? 0 : max(0, -place))
  }

  static func estimate(_ estimate: MeanEstimate) -> Figure {
    Digits.estimate(estimate.value, error: Proportion.z * estimate.standardError)
  }

  /// A mean number of targets that stands beside others which differ from it by less than its own error, on the same
  /// random draws: with one decimal at least.
  static func besideOthers(_ mean: Double, error: Double) -> Figure {
    let figure = estimate(mean, error: error)
    guard figure.bound == nil, error > 0, figure.decimals < 1 else { return figure }
    return fixed(mean, decimals: 1)
  }

  static func besideOthers(_ estimate: MeanEstimate) -> Figure {
    besideOthers(estimate.value, error: Proportion.z * estimate.standardError)
  }

  static func estimate(_ estimate: QuantileEstimate) -> Figure {
    Digits.estimate(estimate.value, error: error(estimate))
  }

  private static func error(_ estimate: QuantileEstimate) -> Double {
    // Above it may be only trials that never finish; then the side below tells the error.
    estimate.high.isFinite ? (estimate.high - estimate.low) / 2 : estimate.value - estimate.low
  }

  /// Estimates that are read side by side, to one number of decimals: the fewest that any of them
  /// supports, or as many more as it takes to stand on their own side of what was promised and in their own order. What
  /// carries no error supports any; where none does, fractions have five digits.
  static func together(_ estimates: [QuantileEstimate], beside promised: Double) -> [Figure] {
    for further in 0..<significant {
      let figures = together(estimates, further: further)
      let areTrue = zip(estimates, figures).allSatisfy { estimate, figure in
        guard let shown = figure.digits?.value, figure.bound == nil else { return true }
        let gap = estimate.value - promised
        // What differs by rounding alone is the promised value.
        if gap.magnitude <= 1e-9 * promised.magnitude { return true }
        return gap > 0 ? shown > promised : shown < promised
      }
      let shown = figures.compactMap { $0.bound == nil ? $0.digits?.value : nil }
      let isOrdered =
        zip(shown, shown.dropFirst()).allSatisfy { $0 <= $1 }
        || zip(estimates, estimates.dropFirst()).contains { $0.value > $1.value }
      if areTrue, isOrdered { return figures }
    }
    return together(estimates, further: 0)
  }

  private static func together(_ estimates: [QuantileEstimate], further: Int) -> [Figure] {
    let steps = estimates.map { estimate -> Int? in
      let error = error(estimate)
      return estimate.value.isFinite && error > estimate.value.magnitude * 1e-9
        ? stepPlace(error) - further : nil
    }
    guard let decimals = steps.compactMap({ $0 }).map({ max(0, -$0) }).min() else {
      // Sevenths of a count carry no error, and nobody reads nine digits of them.
      return estimates.map {
        isWhole($0.value)
          ? exact($0.value) : exact($0.value, significant: min(significant, 5 + further))
      }
    }
    return zip(estimates, steps).map { estimate, step in
      guard estimate.value.isFinite else { return Digits.estimate(estimate) }
      let place = max(-decimals, step ?? -decimals)
      let rounded = DecimalDigits(estimate.value).rounded(toPlace: place)
      return rounded.isZero && estimate.value != 0
        ? Digits.estimate(estimate) : Figure(estimate.value, rounded, decimals: decimals)
    }
  }

  /// What one of something costs, above 0: rounded as an estimate, with one digit at least. Nil where the
  /// interval reaches further than half of the number to either side, so that its ends are what is known.
  static func rate(_ estimate: Estimate) -> Figure? {
    let value = estimate.value
    guard estimate.halfWidth <= value / 2 else { return nil }
    return power(stepPlace(estimate.halfWidth)) > value
      ? exact(value, significant: 1) : Digits.estimate(value, error: estimate.halfWidth)
  }

  /// A difference with its sign, rounded as an estimate: `+12`, `-0.4`; 0 where no digit is left.
  static func signed(_ value: Double, error: Double) -> Figure {
    let figure = estimate(value.magnitude, error: error)
    guard let digits = figure.digits, figure.bound == nil, !digits.isZero else {
      return Figure(value, DecimalDigits(0))
    }
    return signed(value, digits, decimals: figure.decimals)
  }

  static func signed(_ estimate: Estimate) -> Figure {
    signed(estimate.value, error: estimate.halfWidth)
  }

  /// A difference of two probabilities in percentage points, to the decimals that one of its
  /// precision has: `+12`, `-0.4`.
  static func points(_ difference: Estimate) -> Figure {
    signed(difference, scale: 100, decimals: percentDecimals(difference.interval))
  }

  /// The same beside the two probabilities that it is of, as they are shown: no 0 where these differ.
  static func points(_ difference: Estimate, from old: Figure, to new: Figure) -> Figure {
    let figure = points(difference)
    guard figure.isZero, old.text != new.text, difference.value != 0 else { return figure }
    let decimals = max(old.decimals, new.decimals)
    return signed(
      difference.value * 100,
      decimals: Digits.decimals(toShow: difference.value.magnitude * 100, from: decimals))
  }

  /// The ends of its interval, rounded outwards.
  static func pointsBounds(_ difference: Estimate) -> (low: Figure, high: Figure) {
    signedBounds(difference, scale: 100, decimals: percentDecimals(difference.interval))
  }

  /// A mean number of things: `17.9`, `18` where a tenth cannot be told, `17.92` where more can.
  static func number(_ mean: Estimate) -> Figure {
    fixed(mean.value, decimals: numberDecimals(mean))
  }

  /// A difference of two mean numbers: `+0.35`.
  static func numberDifference(_ difference: Estimate) -> Figure {
    signed(difference, scale: 1, decimals: numberDecimals(difference))
  }

  /// The ends of its interval, with a digit more, so that they seldom round to the figure or to 0.
  static func numberDifferenceBounds(_ difference: Estimate) -> (low: Figure, high: Figure) {
    signedBounds(difference, scale: 1, decimals: numberDecimals(difference) + 1)
  }

  private static func numberDecimals(_ estimate: Estimate) -> Int {
    estimate.halfWidth >= 0.5 ? 0 : estimate.halfWidth >= 0.05 ? 1 : 2
  }

  /// Ends that are whole but for rounding stay where they are; as many decimals more as it takes to show
  /// that zero lies outside where it does.
  private static func signedBounds(
    _ difference: Estimate, scale: Double, decimals fewest: Int
  ) -> (low: Figure, high: Figure) {
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
  private static func signed(_ difference: Estimate, scale: Double, decimals fewest: Int) -> Figure
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

  private static func signed(_ value: Double, decimals: Int) -> Figure {
    let rounded = DecimalDigits(value.magnitude).rounded(toPlace: -decimals)
    var figure = signed(value, rounded, decimals: rounded.isZero ? 0 : decimals)
    figure.isGrouped = false
    return figure
  }

  private static func signed(_ value: Double, _ magnitude: DecimalDigits, decimals: Int) -> Figure {
    var figure = Figure(value, value < 0 ? magnitude.negated : magnitude, decimals: decimals)
    figure.isSigned = !magnitude.isZero
    return figure
  }

  /// Decimals after the point of a percentage: none from a half-width of half a point, one below.
  private static func percentDecimals(_ interval: ClosedRange<Double>) -> Int {
    (interval.upperBound - interval.lowerBound) / 2 * 100 >= 0.5 ? 0 : 1
  }

  /// A probability in percent, without the sign: `63`, `5.1`, `<0.1`, `>99.9`.
  ///
  /// Never 0 or 100: where the estimate rounds to one of them it has a decimal, and where it rounds to them with
  /// one too, the end of its interval is the claim.
  static func percent(_ proportion: Proportion) -> Figure {
    // One division, so that the result is the nearest number to the true percentage.
    let percentage = Double(proportion.count) * 100 / Double(proportion.trials)
    return percent(percentage, proportion.value, proportion.interval)
  }

  static func percent(_ probability: Estimate) -> Figure {
    percent(probability.value * 100, probability.value, probability.interval)
  }

  private static func percent(
    _ percentage: Double, _ share: Double, _ interval: ClosedRange<Double>
  ) -> Figure {
    let decimals = percentDecimals(interval)
    let rounded = DecimalDigits(percentage).rounded(toPlace: -decimals)
    let bound: Figure.Bound? = rounded.isZero ? .below : rounded.value == 100 ? .above : nil
    if bound != nil, decimals == 0, percentage > 0, percentage < 100 {
      // 99.6 beside 99, so that the likelier looks likelier.
      let finer = DecimalDigits(percentage).rounded(toPlace: -1)
      if !finer.isZero, finer.value != 100 { return hundredths(share, finer, decimals: 1) }
    }
    guard let bound else { return hundredths(share, rounded, decimals: decimals) }
    let bounds = percentBounds(interval)
    let end = bound == .below ? bounds.high : bounds.low
    var figure = hundredths(share, end.digits, decimals: end.decimals)
    figure.bound = bound
    return figure
  }

  private static func hundredths(_ share: Double, _ digits: DecimalDigits?, decimals: Int) -> Figure
  {
    var figure = Figure(share, digits, decimals: decimals)
    figure.isGrouped = false
    return figure
  }

  /// The interval of a probability in percent, ends rounded outwards: `61-64`.
  static func percentInterval(_ proportion: Proportion) -> String {
    let bounds = percentBounds(proportion.interval)
    return "\(bounds.low)-\(bounds.high)"
  }

  /// The ends of the interval of a probability in percent, rounded outwards.
  static func percentBounds(_ interval: ClosedRange<Double>) -> (low: Figure, high: Figure) {
    let decimals = percentDecimals(interval)
    let scale = power(decimals)
    // Ends that are whole but for rounding stay where they are.
    let low = (interval.lowerBound * 100 * scale + 1e-9).rounded(.down) / scale
    let high = (interval.upperBound * 100 * scale - 1e-9).rounded(.up) / scale
    func figure(_ end: Double, of share: Double) -> Figure {
      hundredths(share, DecimalDigits(end), decimals: end == 0 || end == 100 ? 0 : decimals)
    }
    return (
      figure(max(0, low), of: interval.lowerBound), figure(min(100, high), of: interval.upperBound)
    )
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

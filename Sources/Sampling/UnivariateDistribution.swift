import CGSL

/// One kind of distribution of one number: its parameters and all that is known of it.
///
/// The requirements are what R's `p` and `q` functions and Distributions.jl's `UnivariateDistribution`
/// offer. Each kind has a file of its own in the folder Distributions, with its public factory, and a static
/// `draw` for the switch of ``Sampler/draw(_:meanScaledBy:)``.
protocol UnivariateDistribution: Hashable, Sendable {
  /// The name as scenarios spell it: "gamma", "truncatedNormal".
  static var name: String { get }
  /// The parameters as text, without the parentheses: `shape: 6.25, scale: 0.16`.
  var parameters: String { get }
  /// Throws when a parameter is impossible. Nothing else is asked of parameters that fail.
  func check(_ check: Parameters) throws(DistributionError)
  /// From the smallest value to the largest, either of which may be infinite.
  var support: ClosedRange<Double> { get }
  /// The only value of the support, for which a ``Constant`` then stands in: nothing below is asked
  /// of a spread of 0. Nil in distributions of counts and lists, which can do without.
  var degenerateValue: Double? { get }
  /// See ``Distribution/mean``.
  var mean: Double { get }
  /// See ``Distribution/variance``.
  var variance: Double { get }
  /// The probability of a value of at most `x`, which is in the support and below its upper end.
  func cdf(inside x: Double) -> Double
  /// The quantile of a probability above 0 and below 1. What leaves the support is cut to it.
  func quantile(inside p: Double) -> Double
  /// See ``Distribution/value(atNormalScore:)``; by quantiles unless there is a shorter way.
  func value(atNormalScore z: Double) -> Double
  /// See ``Distribution/scaled(by:)``. What comes out is checked.
  func scaled(by factor: Double) -> Self
  /// See ``Distribution/scaledWithinOne(by:)``; nil where it is ``scaled(by:)``.
  func scaledWithinOne(by factor: Double) -> Self?
  /// The flat form. What its numbers mean is known to `draw` and to nothing else.
  var sampler: Sampler { get }
}

/// A distribution of whole numbers that count things.
protocol CountDistribution: UnivariateDistribution {
  /// The probability of at most `k`, a whole number in the support and below its upper end.
  func cdf(count k: Double) -> Double
}

extension UnivariateDistribution {
  var degenerateValue: Double? {
    support.lowerBound == support.upperBound ? support.lowerBound : nil
  }
  func scaledWithinOne(by factor: Double) -> Self? { nil }

  func cdf(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    // Beyond the support GSL's functions are not all defined, and cutting here keeps them from it.
    if x < support.lowerBound { return 0 }
    if x >= support.upperBound { return 1 }
    return cdf(inside: x)
  }

  func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability lies between 0 and 1")
    if p == 0 { return support.lowerBound }
    if p == 1 { return support.upperBound }
    return withinSupport(quantile(inside: p))
  }

  func value(atNormalScore z: Double) -> Double {
    quantile(min(max(gsl_cdf_ugaussian_P(z), 0x1p-1000), 1 - 0x1p-53))
  }

  /// Parameters with their names.
  func text(_ parameters: KeyValuePairs<String, Double>) -> String {
    parameters.map { "\($0.key): \(Parameters.text($0.value))" }.joined(separator: ", ")
  }

  private func withinSupport(_ x: Double) -> Double {
    min(max(x, support.lowerBound), support.upperBound)
  }

  /// What GSL's iterations gave as the quantile of `p`, which may stop early or fail: believed when
  /// it inverts ``cdf(_:)``, else replaced by bisection of it.
  func checked(_ x: Double, at p: Double) -> Double {
    let x = withinSupport(x)
    let error = (cdf(x) - p).magnitude
    return x.isFinite && error <= 1e-9 * min(p, 1 - p) ? x : bisected(p, near: x)
  }

  /// The smallest Double whose distribution function reaches `p`, in a continuous distribution.
  private func bisected(_ p: Double, near x: Double) -> Double {
    var low = support.lowerBound
    var high = support.upperBound
    let start = x.isFinite ? x : mean.isFinite ? mean : 0
    let unit = max(start.magnitude, 1e-6)
    func end(by unit: Double, while isTooNear: (Double) -> Bool) -> Double {
      var step = unit
      while isTooNear(start + step) { step *= 2 }
      return start + step
    }
    if !low.isFinite { low = end(by: -unit) { cdf($0) >= p } }
    if !high.isFinite { high = end(by: unit) { cdf($0) < p } }
    while true {
      // Across many orders of magnitude the geometric mean halves what remains, not the arithmetic.
      let geometric = low > 0 && high / low > 16
      let middle = geometric ? low.squareRoot() * high.squareRoot() : low + (high - low) / 2
      guard middle > low && middle < high else { return high }
      if cdf(middle) >= p { high = middle } else { low = middle }
    }
  }
}

extension CountDistribution {
  var degenerateValue: Double? { nil }
  func cdf(inside x: Double) -> Double { cdf(count: x.rounded(.down)) }

  /// The smallest whole number whose distribution function reaches `p`.
  func quantile(inside p: Double) -> Double {
    // The normal approximation starts the search; doubling steps bracket, halving ones finish.
    let sd = variance.squareRoot()
    let guess = (mean + sd * gsl_cdf_ugaussian_Pinv(p)).rounded()
    var high = min(max(guess, support.lowerBound), support.upperBound)
    var step = max(1, (sd / 8).rounded())
    while cdf(high) < p {
      high = min(high + step, support.upperBound)
      step *= 2
    }
    var low = high - 1
    step = max(1, (sd / 8).rounded())
    while low >= support.lowerBound && cdf(low) >= p {
      high = low
      low -= step
      step *= 2
    }
    low = max(low, support.lowerBound - 1)
    while high - low > 1 {
      let middle = ((low + high) / 2).rounded(.down)
      if cdf(middle) >= p { high = middle } else { low = middle }
    }
    return high
  }
}

import CBatch

extension Distribution {
  /// A density that rises straight from `min` to `mode` and falls straight to `max`.
  ///
  /// `min <= mode <= max`, magnitudes at most 1e15, all in the value's unit. Mean
  /// (min + mode + max)/3, variance (min² + mode² + max² - min·mode - min·max - mode·max)/18. Three
  /// equal numbers always give that value.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  ///
  /// Source: inverse of its distribution function; Kotz and van Dorp, "Beyond Beta" (2004), ch. 1.
  public static func triangular(
    min: Double, mode: Double, max: Double
  ) throws(DistributionError) -> Distribution {
    try Distribution(Triangular(min: min, mode: mode, max: max))
  }
}

@usableFromInline struct Triangular: UnivariateDistribution {
  static let name = "triangular"
  let min, mode, max: Double
  var parameters: String { text(["min": min, "mode": mode, "max": max]) }
  func check(_ check: Parameters) throws(DistributionError) {
    try check.ordered(["min": min, "mode": mode, "max": max])
  }
  var support: ClosedRange<Double> { min...max }
  var mean: Double { (min + mode + max) / 3 }
  /// The textbook's sum of squares and products, written without its cancellation.
  var variance: Double { ((max - min) * (max - min) - (mode - min) * (max - mode)) / 18 }
  func cdf(inside x: Double) -> Double {
    x < mode
      ? (x - min) / (max - min) * ((x - min) / (mode - min))
      : 1 - (max - x) / (max - min) * ((max - x) / (max - mode))
  }
  func quantile(inside p: Double) -> Double {
    p * (max - min) < mode - min
      ? min + (p * (max - min)).squareRoot() * (mode - min).squareRoot()
      : max - ((1 - p) * (max - min)).squareRoot() * (max - mode).squareRoot()
  }
  func scaled(by factor: Double) -> Self {
    Self(min: min * factor, mode: mode * factor, max: max * factor)
  }
  var sampler: Sampler { Sampler(.triangular, min, mode, max) }
  @inlinable @inline(__always)
  static func draw(_ s: Sampler, _ g: Generator) -> Double {
    cbatch_triangular(g.uniform(), s.a, s.b, s.c)
  }
  static func draw(_ s: Sampler, _ batch: StreamBatch, _ out: UnsafeMutablePointer<Double>) {
    cbatch_draw_triangular(batch.streams, s.a, s.b, s.c, out)
  }
}

extension Distribution {
  /// One of the observed values, all alike.
  ///
  /// Between 1 and 100,000 values, magnitudes at most 1e15. Mean and variance are those of the list
  /// (the variance with its full number as divisor).
  ///
  /// - Throws: ``DistributionError`` naming the first row at fault, counted from 1.
  ///
  /// Source: one 32-bit uniform number; Efron (1979), doi:10.1214/aos/1176344552.
  public static func resample(_ data: [Double]) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: Resample.name)
    try check.rows("data", data.count)
    try check.values(data)
    return Distribution(checked: Resample(rows: DiscreteTable(values: data, weights: [])))
  }
}

@usableFromInline struct Resample: TabulatedDistribution {
  static let name = "resample"
  let rows: DiscreteTable
  var sampler: Sampler {
    Sampler(.resample, Double(rows.count), values: UnsafePointer(rows.storage))
  }

  @inlinable @inline(__always)
  static func draw(_ s: Sampler, _ g: Generator) -> Double {
    s.values.unsafelyUnwrapped[Int(s.a * g.uniform())]
  }
}

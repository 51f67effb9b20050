import CGSL

extension Distribution {
  /// One of the values, with a probability in proportion to its weight.
  ///
  /// Between 1 and 100,000 values, in any order, repeats allowed, magnitudes at most 1e15; as many
  /// weights, each in 0...1e15, not all 0. Mean and variance are those of the list.
  ///
  /// - Throws: ``DistributionError`` naming the first row at fault, counted from 1.
  ///
  /// Source: `gsl_ran_discrete`; Walker (1977), doi:10.1145/355744.355749.
  public static func table(
    values: [Double], weights: [Double]
  ) throws(DistributionError) -> Distribution {
    let check = Parameters(distribution: Table.name)
    try check.rows("values", values.count)
    guard weights.count == values.count else {
      throw DistributionError(
        code: .badCount, distribution: Table.name, parameter: "weights", value: "\(weights.count)",
        problem: "weights has \(weights.count) rows; values has \(values.count)",
        remedy: "Give one weight for each value.")
    }
    try check.values(values)
    for (index, weight) in weights.enumerated() {
      try check.inRange("weight \(index + 1)", weight, 0)
    }
    guard weights.contains(where: { $0 > 0 }) else {
      throw DistributionError(
        code: .inconsistent, distribution: Table.name, parameter: "weights", value: "0",
        problem: "all weights are 0; at least one must be above 0",
        remedy: "Give the likelier values larger weights.")
    }
    return Distribution(checked: Table(rows: DiscreteTable(values: values, weights: weights)))
  }
}

@usableFromInline struct Table: TabulatedDistribution {
  static let name = "table"
  let rows: DiscreteTable
  var sampler: Sampler {
    Sampler(
      .table, values: UnsafePointer(rows.storage), alias: rows.alias.map { UnsafePointer($0) })
  }

  @inlinable @inline(__always)
  static func draw(_ s: Sampler, _ g: Generator) -> Double {
    s.values.unsafelyUnwrapped[gsl_ran_discrete(g.rng, s.alias)]
  }
}

import CGSL

/// A distribution of values given by a list. It is a quantity, also where all of them are whole.
protocol TabulatedDistribution: UnivariateDistribution {
  /// The list; it is made from rows that have been checked.
  var rows: DiscreteTable { get }
  init(rows: DiscreteTable)
}

extension TabulatedDistribution {
  var parameters: String { "\(rows.values.count) rows" }
  func check(_ check: Parameters) throws(DistributionError) { try check.values(rows.values) }
  var support: ClosedRange<Double> {
    rows.sortedValues[0]...rows.sortedValues[rows.sortedValues.count - 1]
  }
  var degenerateValue: Double? { nil }
  var mean: Double { rows.expectation { $0 } }
  var variance: Double {
    let mean = mean
    return rows.expectation { ($0 - mean) * ($0 - mean) }
  }
  func cdf(inside x: Double) -> Double { rows.cdf(x) }
  func quantile(inside p: Double) -> Double { rows.quantile(p) }
  func scaled(by factor: Double) -> Self {
    Self(rows: DiscreteTable(values: rows.values.map { $0 * factor }, weights: rows.weights))
  }
}

/// A finite list of values with weights, and the storage its samplers point into.
///
/// Immutable once made, hence safe to share between threads although it holds raw memory.
final class DiscreteTable: @unchecked Sendable, Hashable {
  let values: [Double]
  /// One per value, or empty when all weigh the same.
  let weights: [Double]
  /// The distinct values with positive weight, ascending, and the probability up to each.
  let sortedValues: [Double]
  let cumulative: [Double]

  /// The values that can be drawn, `count` of them.
  let storage: UnsafeMutablePointer<Double>
  let count: Int
  /// GSL's alias table; nil when all values weigh the same.
  let alias: UnsafeMutablePointer<gsl_ran_discrete_t>?

  /// - Precondition: at least one value, finite; weights non-negative with a positive sum.
  init(values: [Double], weights: [Double]) {
    self.values = values
    self.weights = weights

    // Rows that weigh nothing are left out, so that no rounding in the alias table can revive them.
    let drawn = weights.isEmpty ? Array(values.indices) : weights.indices.filter { weights[$0] > 0 }
    count = drawn.count
    storage = .allocate(capacity: drawn.count)
    storage.initialize(from: drawn.map { values[$0] }, count: drawn.count)
    alias =
      weights.isEmpty ? nil : gsl_ran_discrete_preproc(drawn.count, drawn.map { weights[$0] })
    precondition(weights.isEmpty || alias != nil, "out of memory for a table")

    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    let total = weights.isEmpty ? Double(values.count) : weights.reduce(0, +)
    var sortedValues: [Double] = []
    var cumulative: [Double] = []
    var sum = 0.0
    for index in order {
      let weight = weights.isEmpty ? 1 : weights[index]
      guard weight > 0 else { continue }
      sum += weight
      if sortedValues.last == values[index] {
        cumulative[cumulative.count - 1] = sum / total
      } else {
        sortedValues.append(values[index])
        cumulative.append(sum / total)
      }
    }
    // The sum in sorted order may differ from the total in the last digit.
    cumulative[cumulative.count - 1] = 1
    self.sortedValues = sortedValues
    self.cumulative = cumulative
  }

  deinit {
    storage.deallocate()
    if let alias { gsl_ran_discrete_free(alias) }
  }

  static func == (left: DiscreteTable, right: DiscreteTable) -> Bool {
    left === right || (left.values == right.values && left.weights == right.weights)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(values)
    hasher.combine(weights)
  }

  /// The sum of `term(value)` over the values, weighted.
  func expectation(_ term: (Double) -> Double) -> Double {
    var sum = 0.0
    var total = 0.0
    for (index, value) in values.enumerated() {
      let weight = weights.isEmpty ? 1 : weights[index]
      sum += weight * term(value)
      total += weight
    }
    return sum / total
  }

  func cdf(_ x: Double) -> Double {
    let index = firstIndex { sortedValues[$0] > x }
    return index == 0 ? 0 : cumulative[index - 1]
  }

  func quantile(_ p: Double) -> Double {
    sortedValues[Swift.min(firstIndex { cumulative[$0] >= p }, sortedValues.count - 1)]
  }

  /// The first index for which `holds`, which stays true once it is; the count if there is none.
  private func firstIndex(_ holds: (Int) -> Bool) -> Int {
    var low = 0
    var high = sortedValues.count
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Count, mean and sum of squared deviations, mergeable without losing digits.
///
/// Source: Chan, Golub and LeVeque (1983), doi:10.1080/00031305.1983.10483115.
struct Moments: Sendable, Hashable {
  private(set) var count = 0
  private(set) var mean = 0.0
  /// Sum of squared deviations from the mean.
  private(set) var squares = 0.0

  init() {}

  init(count: Int, mean: Double, squares: Double) {
    self.count = count
    self.mean = mean
    self.squares = squares
  }

  init(_ values: UnsafeBufferPointer<Double>) {
    guard !values.isEmpty else { return }
    var sum = 0.0
    for value in values { sum += value }
    count = values.count
    mean = sum / Double(count)
    for value in values { squares += (value - mean) * (value - mean) }
  }

  mutating func merge(_ other: Moments) {
    guard other.count > 0 else { return }
    let total = Double(count + other.count)
    let step = other.mean - mean
    squares += other.squares + step * step * Double(count) * Double(other.count) / total
    mean += step * Double(other.count) / total
    count += other.count
  }

  /// Nil when the mean is not finite, as when some trial's value is infinite.
  var estimate: MeanEstimate? {
    guard count > 0, mean.isFinite, squares.isFinite else { return nil }
    let variance = count > 1 ? squares / Double(count - 1) : 0
    return MeanEstimate(value: mean, standardError: (variance / Double(count)).squareRoot())
  }
}

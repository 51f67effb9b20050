/// A symmetric matrix with eigenvalues above 0, by its lower triangular factor; rows one after another.
struct Cholesky: Sendable {
  let size: Int
  let factor: [Double]

  /// Nil where the matrix is not positive definite.
  init?(_ matrix: [Double], size: Int) {
    var factor = matrix
    let isDefinite = factor.withUnsafeMutableBufferPointer { entries in
      for row in 0..<size {
        for column in 0...row {
          var sum = entries[row * size + column]
          for k in 0..<column { sum -= entries[row * size + k] * entries[column * size + k] }
          if row == column {
            guard sum > 0 else { return false }
            entries[row * size + row] = sum.squareRoot()
          } else {
            entries[row * size + column] = sum / entries[column * size + column]
          }
        }
        for column in row + 1..<max(size, row + 1) { entries[row * size + column] = 0 }
      }
      return true
    }
    guard isDefinite else { return nil }
    self.size = size
    self.factor = factor
  }

  /// What the matrix turns into `right`.
  func solve(_ right: [Double]) -> [Double] {
    var x = right
    for row in 0..<size {
      for column in 0..<row { x[row] -= factor[row * size + column] * x[column] }
      x[row] /= factor[row * size + row]
    }
    return solveTransposed(x)
  }

  /// What the transposed factor turns into `right`: of independent standard normal numbers, normal ones
  /// whose covariance is the matrix's inverse.
  func solveTransposed(_ right: [Double]) -> [Double] {
    var x = right
    for row in stride(from: size - 1, through: 0, by: -1) {
      for below in row + 1..<max(size, row + 1) { x[row] -= factor[below * size + row] * x[below] }
      x[row] /= factor[row * size + row]
    }
    return x
  }

  /// The inverse of the matrix.
  var inverse: [Double] {
    var inverse = [Double](repeating: 0, count: size * size)
    for column in 0..<size {
      var unit = [Double](repeating: 0, count: size)
      unit[column] = 1
      for (row, value) in solve(unit).enumerated() { inverse[row * size + column] = value }
    }
    return inverse
  }
}

import CGSL

/// The correlations of some normal numbers, and the means to draw numbers so correlated.
///
///     let matrix = try CorrelationMatrix([[1, 0.6], [0.6, 1]])
///     var z = [generator.normal(), generator.normal()]
///     matrix.correlate(&z)
///
/// Semi-definite matrices are accepted: numbers may be perfectly correlated.
public struct CorrelationMatrix: Sendable, Hashable {
  /// Entries read from files carry rounding; an eigenvalue this far below 0 is taken for 0.
  public static let tolerance = 1e-10
  /// The largest number of rows accepted.
  public static let sizeLimit = 500

  /// How many rows, and columns, there are.
  public let count: Int
  /// Row by row.
  private let entries: [Double]
  /// Lower triangle L with L·Lᵀ the matrix and rows of length 1, so that correlating independent
  /// standard normal numbers leaves each of them standard normal.
  private let factor: [Double]

  /// A matrix from its rows.
  ///
  /// - Throws: ``CorrelationError`` with the first rule broken: rows of equal number and length, at
  ///   most ``sizeLimit``; every entry in -1...1; 1 on the diagonal; symmetric; no eigenvalue below
  ///   -``tolerance``.
  public init(_ rows: [[Double]]) throws(CorrelationError) {
    try Self.checkEntries(rows)
    let count = rows.count
    let entries = rows.flatMap { $0 }
    let (values, vectors) = Self.eigen(entries, count)
    // Eigenvalues come in ascending order.
    guard values[0] >= -Self.tolerance else {
      throw CorrelationError(
        rule: .positiveSemidefinite, pair: Self.culprits(vectors[0]), smallestEigenvalue: values[0])
    }
    self.count = count
    self.entries = entries
    // Cholesky's factor is kept where it is safe, because a number's row then depends on the numbers
    // before it only.
    self.factor =
      values[0] > 1e-8
      ? Self.cholesky(entries, count) : Self.semidefiniteFactor(values, vectors, count)
  }

  /// The matrix that correlates nothing.
  ///
  /// - Precondition: `count` is in 1...``sizeLimit``.
  public static func identity(_ count: Int) -> CorrelationMatrix {
    let rows = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0 } }
    guard let matrix = try? CorrelationMatrix(rows) else {
      preconditionFailure("a correlation matrix has between 1 and 500 rows")
    }
    return matrix
  }

  /// The correlation of two quantities by their indices, counted from 0.
  public subscript(row: Int, column: Int) -> Double { entries[row * count + column] }

  /// The smallest eigenvalue of a symmetric matrix, negative when no set of numbers can be so
  /// correlated.
  ///
  /// Source: `gsl_eigen_symmv`.
  ///
  /// - Throws: ``CorrelationError`` when the rows do not make a correlation matrix otherwise.
  public static func smallestEigenvalue(
    _ rows: [[Double]]
  ) throws(CorrelationError) -> Double {
    try checkEntries(rows)
    return eigen(rows.flatMap { $0 }, rows.count).values[0]
  }

  /// Turns independent standard normal numbers into correlated ones, in place.
  ///
  /// The numbers are `z[offset]` and the ``count`` - 1 after it.
  public func correlate(_ z: inout [Double], at offset: Int = 0) {
    precondition(offset >= 0 && z.count - offset >= count, "too few numbers to correlate")
    // From the last row up: a row needs only the numbers before its own.
    for row in stride(from: count - 1, through: 0, by: -1) {
      var sum = 0.0
      for column in 0...row { sum += factor[row * count + column] * z[offset + column] }
      z[offset + row] = sum
    }
  }

  private static func checkEntries(_ rows: [[Double]]) throws(CorrelationError) {
    guard rows.count >= 1 && rows.count <= sizeLimit else {
      throw CorrelationError(rule: .size, size: rows.count)
    }
    for (row, line) in rows.enumerated() where line.count != rows.count {
      throw CorrelationError(rule: .square, pair: (row, line.count), size: rows.count)
    }
    for row in rows.indices {
      for column in rows.indices {
        let value = rows[row][column]
        guard value >= -1 && value <= 1 else {
          throw CorrelationError(rule: .range, pair: (row, column), value: value)
        }
        guard row != column || value == 1 else {
          throw CorrelationError(rule: .unitDiagonal, pair: (row, column), value: value)
        }
        guard value == rows[column][row] else {
          throw CorrelationError(
            rule: .symmetric, pair: (row, column), value: value, mirror: rows[column][row])
        }
      }
    }
  }
}

extension CorrelationMatrix {
  /// Eigenvalues in ascending order, each with its vector.
  private static func eigen(
    _ entries: [Double], _ count: Int
  ) -> (values: [Double], vectors: [[Double]]) {
    _ = Runtime.ready
    guard
      let matrix = gsl_matrix_alloc(count, count),
      let vectors = gsl_matrix_alloc(count, count),
      let values = gsl_vector_alloc(count),
      let workspace = gsl_eigen_symmv_alloc(count)
    else { fatalError("out of memory for a correlation matrix") }
    defer {
      gsl_matrix_free(matrix)
      gsl_matrix_free(vectors)
      gsl_vector_free(values)
      gsl_eigen_symmv_free(workspace)
    }
    for index in entries.indices {
      gsl_matrix_set(matrix, index / count, index % count, entries[index])
    }
    _ = gsl_eigen_symmv(matrix, values, vectors, workspace)
    _ = gsl_eigen_symmv_sort(values, vectors, GSL_EIGEN_SORT_VAL_ASC)
    return (
      (0..<count).map { gsl_vector_get(values, $0) },
      (0..<count).map { column in (0..<count).map { gsl_matrix_get(vectors, $0, column) } }
    )
  }

  /// The pair that weighs most in a combination whose variance would be negative.
  private static func culprits(_ vector: [Double]) -> (Int, Int) {
    var best = (0, 0)
    var largest = -1.0
    for row in vector.indices {
      for column in vector.indices where column > row {
        let weight = (vector[row] * vector[column]).magnitude
        // Equals are common by symmetry; rounding must not choose among them.
        if weight > largest * (1 + 1e-9) {
          largest = weight
          best = (row, column)
        }
      }
    }
    return best
  }

  private static func cholesky(_ entries: [Double], _ count: Int) -> [Double] {
    var factor = [Double](repeating: 0, count: count * count)
    for row in 0..<count {
      for column in 0...row {
        var sum = entries[row * count + column]
        for k in 0..<column { sum -= factor[row * count + k] * factor[column * count + k] }
        factor[row * count + column] =
          row == column ? sum.squareRoot() : sum / factor[column * count + column]
      }
    }
    return factor
  }

  /// The same for a matrix with eigenvalues of 0, on which Cholesky's method divides by rounding.
  ///
  /// The rows of V·√Λ have the right products; Gram and Schmidt's method, done twice, turns them into
  /// a triangle.
  private static func semidefiniteFactor(
    _ values: [Double], _ vectors: [[Double]], _ count: Int
  ) -> [Double] {
    var factor = [Double](repeating: 0, count: count * count)
    var basis: [[Double]?] = []
    for row in 0..<count {
      var rest = (0..<count).map { vectors[$0][row] * max(values[$0], 0).squareRoot() }
      for _ in 0..<2 {
        for (column, direction) in basis.enumerated() {
          guard let direction else { continue }
          let product = zip(rest, direction).reduce(0) { $0 + $1.0 * $1.1 }
          factor[row * count + column] += product
          for k in 0..<count { rest[k] -= product * direction[k] }
        }
      }
      let length = rest.reduce(0) { $0 + $1 * $1 }.squareRoot()
      // What is left of a row that the rows before determine is the root of rounding.
      let isNew = length > 1e-7
      basis.append(isNew ? rest.map { $0 / length } : nil)
      factor[row * count + row] = isNew ? length : 0
      let norm = (0...row).reduce(0.0) {
        $0 + factor[row * count + $1] * factor[row * count + $1]
      }.squareRoot()
      for column in 0...row { factor[row * count + column] /= norm }
    }
    return factor
  }
}

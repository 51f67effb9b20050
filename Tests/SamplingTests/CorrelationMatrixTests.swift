import Testing

@testable import Sampling

@Suite struct CorrelationMatrixTests {
  /// What `correlate` makes of each unit vector is a column of the factor, so products of its rows
  /// must be the matrix itself.
  func product(_ matrix: CorrelationMatrix) -> [[Double]] {
    let columns = (0..<matrix.count).map { index in
      var unit = [Double](repeating: 0, count: matrix.count)
      unit[index] = 1
      matrix.correlate(&unit)
      return unit
    }
    return (0..<matrix.count).map { row in
      (0..<matrix.count).map { column in columns.reduce(0) { $0 + $1[row] * $1[column] } }
    }
  }

  @Test(
    arguments: [
      [[1]],
      [[1, 0.6], [0.6, 1]],
      [[1, 1], [1, 1]],
      [[1, -1], [-1, 1]],
      [[1, 1, 0.3], [1, 1, 0.3], [0.3, 0.3, 1]],
      [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
      [[1, 0.5, 0.2], [0.5, 1, -0.4], [0.2, -0.4, 1]],
      // Semi-definite without a perfect pair: the three sum to 0.
      [[1, -0.5, -0.5], [-0.5, 1, -0.5], [-0.5, -0.5, 1]],
    ] as [[[Double]]])
  func factorsReproduceTheMatrix(_ rows: [[Double]]) throws {
    let matrix = try CorrelationMatrix(rows)
    let product = product(matrix)
    for row in rows.indices {
      #expect(isClose(product[row][row], 1, relative: 1e-14))
      for column in rows.indices {
        #expect(matrix[row, column] == rows[row][column])
        #expect((product[row][column] - rows[row][column]).magnitude < 1e-9)
      }
    }
  }

  @Test func perfectCorrelationCopies() throws {
    var z = [0.0, 0.7, -1.3]
    try CorrelationMatrix([[1, 1], [1, 1]]).correlate(&z, at: 1)
    #expect(z[0] == 0 && z[1] == 0.7 && isClose(z[2], 0.7, relative: 1e-12))
  }

  @Test func identityChangesNothing() {
    var z = [0.4, -2, 1.5]
    CorrelationMatrix.identity(3).correlate(&z)
    #expect(z == [0.4, -2, 1.5])
  }

  @Test func drawsHaveTheCorrelationAsked() throws {
    let matrix = try CorrelationMatrix([[1, 0.7], [0.7, 1]])
    let generator = Generator(seed: 3)
    var sums = (xx: 0.0, yy: 0.0, xy: 0.0)
    let count = 50_000
    for trial in 0..<UInt32(count) {
      generator.select(trial: trial, StreamKey(entity: 8, purpose: .level))
      var z = [generator.normal(), generator.normal()]
      matrix.correlate(&z)
      sums = (sums.xx + z[0] * z[0], sums.yy + z[1] * z[1], sums.xy + z[0] * z[1])
    }
    // Four standard errors each.
    #expect((sums.xx / Double(count) - 1).magnitude < 0.026)
    #expect((sums.yy / Double(count) - 1).magnitude < 0.026)
    #expect((sums.xy / Double(count) - 0.7).magnitude < 0.022)
  }

  @Test func impossibleCorrelationsAreRefused() throws {
    let rows = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]
    #expect(isClose(try CorrelationMatrix.smallestEigenvalue(rows), -0.8, relative: 1e-12))
    let error = #expect(throws: CorrelationError.self) { try CorrelationMatrix(rows) }
    #expect(error?.rule == .positiveSemidefinite)
    #expect(isClose(error?.smallestEigenvalue ?? 0, -0.8, relative: 1e-12))
    #expect(error?.description.contains("the smallest eigenvalue is -0.8") == true)
  }

  @Test func theOffendingPairIsNamed() {
    // The third is near to the first and opposed to the fourth, which those two are not to each
    // other; the second stands aside.
    let rows = [
      [1, 0.1, 0.9, 0.1], [0.1, 1, 0.1, 0.1], [0.9, 0.1, 1, -0.9], [0.1, 0.1, -0.9, 1],
    ]
    let error = #expect(throws: CorrelationError.self) { try CorrelationMatrix(rows) }
    #expect(error?.rule == .positiveSemidefinite)
    #expect(error?.first == 2 && error?.second == 3)
  }

  @Test func roundingIsForgiven() throws {
    #expect(throws: Never.self) {
      try CorrelationMatrix([[1, 1, 0.3], [1, 1, 0.3 + 1e-11], [0.3, 0.3 + 1e-11, 1]])
    }
    #expect(throws: CorrelationError.self) {
      try CorrelationMatrix([[1, 1, 0.3], [1, 1, 0.301], [0.3, 0.301, 1]])
    }
  }

  @Test func shapesAndEntriesAreChecked() {
    let faults: [([[Double]], CorrelationError.Rule)] = [
      ([], .size), ([[1, 0]], .square), ([[1, 0], [0]], .square),
      ([[1, 1.1], [1.1, 1]], .range), ([[1, .nan], [.nan, 1]], .range),
      ([[1, -.infinity], [0, 1]], .range), ([[1, 0], [0, 0.9]], .unitDiagonal),
      ([[1, 0.2], [0.3, 1]], .symmetric),
    ]
    for (rows, rule) in faults {
      let error = #expect(throws: CorrelationError.self) { try CorrelationMatrix(rows) }
      #expect(error?.rule == rule)
      #expect(error?.smallestEigenvalue == nil)
    }
  }
}

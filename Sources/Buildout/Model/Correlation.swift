import Sampling

/// Factors joined by a Gaussian copula. The matrix holds the correlations of the underlying normal
/// variables; the factors keep their own distributions.
public struct Correlation: Hashable, Sendable {
  /// Two or more.
  public let factors: [String]
  /// In the order of `factors`: symmetric, 1 on the diagonal, no eigenvalue below 0.
  public let matrix: [[Double]]

  /// - Throws: A ``Fault``, its path beginning in the correlation, when no factors can be correlated so.
  public init(factors: [String], matrix: [[Double]]) throws(Fault) {
    guard factors.count >= 2 else {
      throw Fault(
        .wrongCount, ["factors"], "a correlation needs two factors, this names \(factors.count)",
        consequence: "there is nothing to correlate",
        remedy: "name the factors that rise and fall together")
    }
    guard matrix.count == factors.count else {
      throw Fault(
        .wrongCount, ["matrix"],
        "the matrix has \(matrix.count) rows, there are \(factors.count) factors",
        consequence: "some would have no correlation",
        remedy: "give a row and a column for each factor")
    }
    self.factors = factors
    self.matrix = matrix
    do {
      _ = try CorrelationMatrix(matrix)
    } catch {
      throw fault(error)
    }
  }

  private func fault(_ error: CorrelationError) -> Fault {
    let first = error.first
    let second = error.second
    let row = ["matrix", String(first)]
    let cell = row + [String(second)]
    func value(_ row: Int, _ column: Int) -> String { Fault.text(matrix[row][column]) }
    switch error.rule {
    case .size:
      return Fault(
        .tooMany, ["matrix"],
        "the matrix has \(factors.count) rows, the limit is \(CorrelationMatrix.sizeLimit)",
        consequence: "it would be slow to draw from", remedy: "correlate smaller groups")
    case .square:
      return Fault(
        .wrongCount, row, "row \(first + 1) has \(second) numbers, it must have \(factors.count)",
        consequence: "some factors would have no correlation",
        remedy: "give one number for each factor")
    case .range:
      return Fault(
        .outOfRange, cell,
        "the correlation is \(value(first, second)), it must lie between -1 and 1",
        consequence: "no two things can be correlated so", remedy: "correct it")
    case .unitDiagonal:
      return Fault(
        .badCorrelation, cell,
        "'\(factors[first])' is correlated with itself by \(value(first, second))",
        consequence: "everything is correlated with itself by 1",
        remedy: "write 1 on the diagonal")
    case .symmetric:
      return Fault(
        .badCorrelation, cell,
        "'\(factors[first])' and '\(factors[second])' are correlated by \(value(first, second)) "
          + "here and by \(value(second, first)) in row \(second + 1)",
        consequence: "a correlation is the same both ways", remedy: "give both the same number")
    case .positiveSemidefinite:
      let eigenvalue = ((error.smallestEigenvalue ?? 0) * 1e4).rounded() / 1e4
      return Fault(
        .badCorrelation, ["matrix"],
        "no factors can be correlated like this, the smallest eigenvalue is "
          + "\(Fault.text(eigenvalue)) and must not be below 0",
        consequence:
          "'\(factors[first])' and '\(factors[second])' contradict the others most",
        remedy: "bring their correlation nearer to what the others imply, or all nearer to 0")
    }
  }
}

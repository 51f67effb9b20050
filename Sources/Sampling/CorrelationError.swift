/// Why some rows are not a correlation matrix.
///
/// Rows and columns are counted from 0 in ``first`` and ``second`` and from 1 in the text.
public struct CorrelationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The rules, in the order in which they are checked.
  public enum Rule: Hashable, Sendable {
    /// Between 1 and ``CorrelationMatrix/sizeLimit`` rows.
    case size
    /// As many columns as rows.
    case square
    /// Entries in -1...1.
    case range
    /// Ones on the diagonal.
    case unitDiagonal
    /// Entry (i, j) the same as (j, i).
    case symmetric
    /// No combination of negative variance.
    case positiveSemidefinite
  }

  /// What correlations must be and these are not.
  public let rule: Rule
  /// The offending entry's row, or the lower index of the pair that contradicts the others most.
  public let first: Int
  /// The offending entry's column (the row's length for ``Rule/square``), or the pair's higher index.
  public let second: Int
  /// Below 0 for ``Rule/positiveSemidefinite``, else nil.
  public let smallestEigenvalue: Double?
  /// What is wrong, the consequence and the remedy.
  public let description: String

  init(
    rule: Rule, pair: (Int, Int) = (0, 0), size: Int = 0, value: Double = 0, mirror: Double = 0,
    smallestEigenvalue: Double? = nil
  ) {
    self.rule = rule
    self.first = pair.0
    self.second = pair.1
    self.smallestEigenvalue = smallestEigenvalue
    let place = "the entry in row \(pair.0 + 1), column \(pair.1 + 1)"
    let text = Parameters.text(value)
    description =
      switch rule {
      case .size:
        "a correlation matrix has between 1 and \(CorrelationMatrix.sizeLimit) rows; this has \(size)"
      case .square:
        "a correlation matrix is square; row \(pair.0 + 1) has \(pair.1) entries, not \(size)"
      case .range:
        "\(place) is \(text); a correlation lies between -1 and 1"
      case .unitDiagonal:
        "\(place) is \(text); what stands on the diagonal is a thing's correlation with itself, 1"
      case .symmetric:
        "\(place) is \(text) but its mirror image is \(Parameters.text(mirror)); give both the same"
      case .positiveSemidefinite:
        "no numbers can be correlated like this: the smallest eigenvalue is "
          + "\(Self.short(smallestEigenvalue ?? 0)), it must not be below 0; the correlation of "
          + "\(pair.0 + 1) and \(pair.1 + 1) contradicts the others most, bring it nearer to what "
          + "they imply or all of them nearer to 0"
      }
  }

  /// Four decimals, or the power of ten of something smaller.
  private static func short(_ value: Double) -> String {
    value.magnitude < 1e-3 ? "\(value)" : "\((value * 1e4).rounded() / 1e4)"
  }
}

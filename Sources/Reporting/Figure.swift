/// A number as people read it: the digits that its error supports, a bound where there are none, its unit
/// and its mark.
///
/// Every format writes a figure from its parts; none reads it back out of text.
struct Figure: Hashable, Sendable, CustomStringConvertible {
  enum Bound: String, Hashable, Sendable {
    case below = "<"
    case above = ">"
  }

  /// Before it was rounded, a share for a percentage.
  let value: Double
  /// Nil for what is not finite, which has none.
  let digits: DecimalDigits?
  /// How many stand after the point.
  let decimals: Int
  var isGrouped = true
  /// Whether the digits are a bound rather than the number.
  var bound: Bound?
  /// Whether a number above 0 has its sign.
  var isSigned = false
  /// Of a percentage, with the space before it; empty for any other number.
  var percent = ""
  /// Whether it cannot be told from zero, which a question mark says.
  var isQuestioned = false

  /// - Parameter decimals: The fewest after the point.
  init(_ value: Double, _ digits: DecimalDigits?, decimals: Int = 0) {
    self.value = value
    self.digits = digits
    self.decimals = max(decimals, digits?.decimals ?? 0)
  }

  var isZero: Bool { digits?.isZero ?? false }

  /// Questioned where it is not 0 in any case.
  func questioned(_ isOpen: Bool) -> Figure {
    var figure = self
    figure.isQuestioned = isOpen && !isZero
    return figure
  }

  func percent(_ sign: String) -> Figure {
    var figure = self
    figure.percent = sign
    return figure
  }

  var text: String {
    guard let digits else { return "-" }
    return (bound?.rawValue ?? "") + (isSigned && !digits.isNegative && !digits.isZero ? "+" : "")
      + digits.plain(decimals: decimals, grouped: isGrouped) + percent + (isQuestioned ? "?" : "")
  }

  var description: String { text }
}

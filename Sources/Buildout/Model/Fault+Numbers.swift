import Sampling

/// What plain numbers must be, wherever they come from: the parts of a scenario ask when they are
/// built, and the reader of a file adds the place.
extension Fault {
  /// No number of a scenario is larger.
  package static let numberLimit = 1e15

  /// Refuses a number that is below `least` (or not above it), too large, or none at all.
  package static func check(
    _ value: Double, from least: Double, above: Bool = false, called name: String,
    at path: [String] = []
  ) throws(Fault) {
    // Asked for the good case, so that NaN is refused.
    guard above ? value > least : value >= least, value <= numberLimit else {
      let limit = least == 0 ? "0" : "-1e15"
      let given = text(value)
      throw Fault(
        .outOfRange, path,
        above
          ? "'\(name)' is \(given), it must be above \(limit) and at most 1e15"
          : "'\(name)' is \(given), it must be at least \(limit) and at most 1e15",
        consequence: "nothing can be simulated with it",
        remedy: "give a number within these limits")
    }
  }

  /// Refuses a whole number outside a range; none is held to nothing.
  package static func check(
    _ value: Int?, in range: ClosedRange<Int>, called name: String, at path: [String] = []
  ) throws(Fault) {
    guard let value, !range.contains(value) else { return }
    throw Fault(
      .outOfRange, path,
      "'\(name)' is \(value), it must be from \(range.lowerBound) to \(range.upperBound)",
      consequence: "nothing can be simulated with it",
      remedy: "give a whole number within these limits")
  }

  /// A number as a message gives it.
  package static func text(_ value: Double) -> String {
    if value == .infinity { return "infinity" }
    if value == -.infinity { return "minus infinity" }
    guard value.magnitude <= numberLimit else { return Parameters.text(value) }
    return value == value.rounded() ? "\(Int(value))" : "\(value)"
  }
}

/// Why a distribution cannot be built from the numbers given.
///
/// The texts are whole sentences for whoever wrote the scenario:
///
///     gamma: mean is -3; it must be above 0 and at most 1e15. Give a mean above 0.
public struct DistributionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of fault, for code that wants to tell them apart.
  public enum Code: Hashable, Sendable {
    /// Not a number, or infinite.
    case notFinite
    /// Outside the parameter's own limits.
    case outOfRange
    /// At odds with another parameter: minimum above maximum, say.
    case inconsistent
    /// A list that is empty, too long, or not as long as its partner.
    case badCount
  }

  /// What kind of error it is.
  public let code: Code
  /// The distribution's name as in the scenario: "gamma".
  public let distribution: String
  /// The parameter's name: "mean".
  public let parameter: String
  /// What was given, as text: "-3".
  public let value: String
  /// What is wrong, without a full stop: "mean is -3; it must be above 0".
  public var problem: String { problemWords.description }
  /// What to do about it, as a sentence.
  public var remedy: String { remedyWords.description }
  package let problemWords: Message
  package let remedyWords: Message

  init(
    code: Code, distribution: String, parameter: String, value: String, problem: Message,
    remedy: Message
  ) {
    self.code = code
    self.distribution = distribution
    self.parameter = parameter
    self.value = value
    problemWords = problem
    remedyWords = remedy
  }

  /// The distribution, what is wrong, and what to do about it.
  public var description: String { "\(distribution): \(problem). \(remedy)" }
}

/// The checks of one distribution's factories. Every guard tests for the good case, so that NaN fails.
package struct Parameters {
  /// Nothing in a scenario is larger; sums of squares of such numbers still fit a Double.
  static let magnitudeLimit = 1e15
  /// GSL's counting samplers return 32-bit integers and slow down with the mean.
  static let countLimit = 1e6
  static let rowLimit = 100_000

  let distribution: String

  func fail(
    _ code: DistributionError.Code, _ parameter: String, _ value: String, _ rule: Message,
    _ remedy: Message
  ) -> DistributionError {
    DistributionError(
      code: code, distribution: distribution, parameter: parameter, value: value,
      problem: "\(parameter) is \(value); \(rule)", remedy: remedy)
  }

  /// Any number of acceptable magnitude.
  func finite(_ parameter: String, _ value: Double) throws(DistributionError) {
    guard value.magnitude <= Self.magnitudeLimit else {
      throw fail(
        value.isFinite ? .outOfRange : .notFinite, parameter, Self.text(value),
        "it must be a number between -1e15 and 1e15",
        value.isFinite ? "Give it in a larger unit." : "Give a finite number.")
    }
  }

  /// A number in `low...high`, or above `low` when `open`.
  func inRange(
    _ parameter: String, _ value: Double, _ low: Double, _ high: Double = magnitudeLimit,
    open: Bool = false, remedy: Message? = nil
  ) throws(DistributionError) {
    guard value <= high && (open ? value > low : value >= low) else {
      throw fail(
        value.isFinite ? .outOfRange : .notFinite, parameter, Self.text(value),
        open
          ? "it must be above \(Self.text(low)) and at most \(Self.text(high))"
          : "it must be at least \(Self.text(low)) and at most \(Self.text(high))",
        remedy ?? "Give a \(parameter) within these limits.")
    }
  }

  /// Two parameters in order; equal is accepted.
  func ordered(
    _ first: String, _ low: Double, _ second: String, _ high: Double
  ) throws(DistributionError) {
    guard low <= high else {
      throw fail(
        .inconsistent, first, Self.text(low),
        "it must not be above \(second), which is \(Self.text(high))",
        "Exchange the two, or correct one of them.")
    }
  }

  /// The mean or the most of a distribution of counts.
  func count(_ parameter: String, _ value: Double) throws(DistributionError) {
    try inRange(
      parameter, value, 0, Self.countLimit,
      remedy: "Give at most a million, or count in a larger unit.")
  }

  /// The parameter named "probability".
  func probability(
    _ value: Double, atLeast low: Double = 0, open: Bool = false
  ) throws(DistributionError) {
    try inRange(
      "probability", value, low, 1, open: open,
      remedy: "Give a share such as 0.3, not a percentage.")
  }

  /// A minimum, a mode and a maximum, say: numbers in order.
  func ordered(_ parameters: KeyValuePairs<String, Double>) throws(DistributionError) {
    for (name, value) in parameters { try finite(name, value) }
    for (low, high) in zip(parameters, parameters.dropFirst()) {
      try ordered(low.key, low.value, high.key, high.value)
    }
  }

  /// The number of rows of a table.
  func rows(_ parameter: String, _ count: Int) throws(DistributionError) {
    guard count >= 1 && count <= Self.rowLimit else {
      throw DistributionError(
        code: .badCount, distribution: distribution, parameter: parameter, value: "\(count)",
        problem: "\(parameter) has \(count) rows; it must have between 1 and \(Self.rowLimit)",
        remedy: count < 1 ? "Give at least one row." : "Thin the data or group equal rows.")
    }
  }

  /// The values of a table.
  func values(_ values: [Double]) throws(DistributionError) {
    for (index, value) in values.enumerated() { try finite("value \(index + 1)", value) }
  }

  /// A number as a person would write it: 3 rather than 3.0, 5e9 rather than ten digits.
  package static func text(_ value: Double) -> String {
    guard value.magnitude < 1e18, value == value.rounded(.towardZero) else {
      return "\(value)".replacing("e+", with: "e")
    }
    let digits = "\(Int(value))"
    let zeros = digits.reversed().prefix { $0 == "0" }.count
    return digits.count > 7 && zeros > 5 ? "\(digits.dropLast(zeros))e\(zeros)" : digits
  }
}

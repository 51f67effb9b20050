public import Sampling

/// How often an uncertain number is drawn.
public enum DrawFrequency: String, Hashable, Sendable, CaseIterable {
  /// Once per trial: what we do not know, such as productivity.
  case trial
  /// Once per month: what varies, such as output. For durations and sizes, once for all the units
  /// that enter in the same month.
  case month
  /// Once per unit: a duration, a size.
  case unit
}

/// A number of the scenario: a distribution and how often it is drawn. A certain number is a
/// constant distribution.
public struct Quantity: Hashable, Sendable {
  /// Between what values it lies, and how likely each is.
  public let distribution: Distribution
  /// How often it is drawn.
  public let each: DrawFrequency

  /// A number with its distribution. Whether it suits its use is checked by what it becomes a
  /// part of.
  public init(_ distribution: Distribution, each: DrawFrequency) {
    self.distribution = distribution
    self.each = each
  }

  /// The value when it is certain, otherwise nil.
  public var constant: Double? { distribution.constantValue }
}

/// A certain number is written as it is, wherever a quantity is asked for: `kind: .takes(6)`, `cost: 2.5`.
extension Quantity: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A certain number.
  ///
  /// - Precondition: Its magnitude is at most 1e15.
  public init(floatLiteral value: Double) { self.init(.always(value), each: .trial) }

  /// A certain number.
  ///
  /// - Precondition: Its magnitude is at most 1e15.
  public init(integerLiteral value: Int) { self.init(.always(Double(value)), each: .trial) }
}

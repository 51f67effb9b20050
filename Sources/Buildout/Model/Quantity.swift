public import Sampling

/// How often an uncertain number is drawn.
public enum Each: String, Hashable, Sendable, CaseIterable {
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
  public let law: Distribution
  public let each: Each

  public init(_ law: Distribution, each: Each) {
    self.law = law
    self.each = each
  }

  /// The value when it is certain, otherwise nil.
  public var constant: Double? { law.constantValue }
}

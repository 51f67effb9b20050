import Sampling

/// How sure several statements are together.
public struct Confidence: Hashable, Sendable {
  /// How many intervals are to hold at the same time, at least 1.
  public let statements: Int
  /// The probability that all of them do.
  public let level: Double

  /// - Precondition: `statements` is at least 1.
  public init(statements: Int = 1, level: Double = Proportion.level) {
    precondition(statements >= 1 && level > 0 && level < 1, "a level is between 0 and 1")
    self.statements = statements
    self.level = level
  }

  /// The level of each interval by itself, `level` to the power of 1 / `statements`.
  ///
  /// Exact for independent statements, and on the safe side for normal ones however they depend on
  /// each other. Source: Šidák (1967), doi:10.1080/01621459.1967.10482935.
  public var eachLevel: Double { Elementary.power(level, 1 / Double(statements)) }

  /// The standard normal quantile of a two-sided interval at ``eachLevel``.
  public var z: Double {
    statements == 1 && level == Proportion.level
      ? Proportion.z : -Elementary.normalQuantile((1 - eachLevel) / 2)
  }
}

/// Why the targets are at risk: what each risk, factor and pool does to them.
///
/// A risk is switched off and made certain on the same random draws, so what it does is known far better
/// than from runs apart. Factors and pools are looked at as the trials had them: how the target
/// moves with them, and how it fares in the fifth of the trials in which they were lowest and in
/// the fifth in which they were highest.
public struct Drivers: Hashable, Sendable {
  /// The scenario as it stands.
  public let scenario: Scenario
  /// What the random numbers were drawn from.
  public let seed: UInt64
  /// Trials behind the figures of the risks.
  public let trials: Int
  /// The first of the trials, at most ``sampleLimit``: those behind the figures of factors and pools.
  public let sampledTrials: Int
  /// What drives the number of firm targets met; nil when only some targets were asked for, or none
  /// is firm.
  public let targetsMet: Tornado?
  /// In the scenario's order.
  public let targets: [Tornado]

  /// So that memory does not grow with the trials.
  public static let sampleLimit = 16_384
}

/// What can drive a target.
public enum Driver: Hashable, Sendable {
  case risk(String)
  case factor(String)
  /// Of a split pool, the share of a programme.
  case pool(String, programme: String?)
}

/// Everything that can drive one target, or the number of firm targets met.
public struct Tornado: Hashable, Sendable {
  /// What a driver acts on: a target, targets together, or how many are met.
  public enum Subject: Hashable, Sendable {
    /// Figures are probabilities, 0 to 1.
    case target(String)
    /// Figures are mean numbers of firm targets.
    case targetsMet
  }

  /// What the drivers act on.
  public let subject: Subject
  /// The figure in the plan as it stands, with its interval.
  public let asItStands: Estimate
  /// What the actuals settle of a target: true when it is met, false when it is missed; nil while it has odds.
  public internal(set) var fact: Bool?
  /// How sure the differences are together, over the drivers that vary.
  public let confidence: Confidence
  /// By their ``DriverEffect/effect``: those that can be told from zero first, the largest first; then those
  /// of which only the difference between the ends can; then the others; then those that do not vary. A
  /// driver that cannot affect the target is not listed.
  public let effects: [DriverEffect]
}

/// What one driver does.
public struct DriverEffect: Hashable, Sendable {
  /// From one end of a driver to the other.
  public struct Span: Hashable, Sendable {
    /// With the risk switched off; in the fifth of the trials in which the factor or pool was lowest.
    public let low: Estimate
    /// With the risk certain; in the fifth of the trials in which it was highest.
    public let high: Estimate
    /// ``high`` less ``low``, with an interval at the tornado's confidence: Tango's on the same random draws,
    /// Newcombe's between fifths, the normal one for numbers of targets.
    public let difference: Estimate
  }

  /// The risk, factor, pool or source of randomness that is taken away or set to its ends.
  public let driver: Driver
  /// Nil for a factor or pool that has the same value in every trial.
  public let span: Span?
  /// What switching the risk off changes, with an interval at the tornado's confidence; nil for
  /// factors and pools.
  public let switchedOff: Estimate?
  /// What making it certain changes.
  public let certain: Estimate?
  /// Spearman's, between the driver and the target's measure when due (or the number of firm targets
  /// met), with its own 95 % interval; nil for risks and where one of them does not vary.
  public let correlation: Estimate?

  /// What counts: of a risk what its absence would bring, from the plan as it stands; of a factor or pool the
  /// difference between its ends; nil for one that does not vary. (What a monthly hazard does that is made
  /// certain in every month is a bound that no plan meets.)
  public var effect: Estimate? { switchedOff ?? span?.difference }

  /// Whether the effect can be told from zero.
  public var matters: Bool { effect.map { !$0.isUndecided } ?? false }

  /// Whether the difference can be told from zero.
  public var isDecisive: Bool { span.map { !$0.difference.isUndecided } ?? false }
}

import Sampling

/// The odds of a plan when part of its year is known, and what the actuals have taught.
///
/// ``now`` is the distribution of the model's trials given that they agree with the actuals; ``before`` is
/// what the same trials said when nothing was known. Source: the page LivingPlan.
public struct Reforecast: Hashable, Sendable {
  /// What was given.
  public let actuals: Actuals
  /// The odds given the actuals.
  public let now: Forecast
  /// The odds of the same scenario, seed and trials without them.
  public let before: Forecast
  /// Where each target stands, in the scenario's order.
  public let standings: [Standing]
  /// What each actual was worth, in the order of ``Actuals/readings``.
  public let surprises: [Surprise]
  /// How many of the actuals lie outside the range that nine in ten fall into in no more than one trial of a hundred
  /// when nothing was known; they share factors and risks and stray together.
  public let outsideLimit: Int
  /// What the actuals say about numbers that trials draw once: factors, pools, a programme's own.
  public let learned: [Learned]
  /// What the actuals say about risks, in the scenario's order.
  public let risks: [LearnedRisk]
  /// How far the actuals scatter about what the scenario expects of them when it has learned all that it
  /// can: the mean square of the normal scores at which their residuals rank among those of trials, 1 when the
  /// scenario is as sure as it ought to be. Nil where fewer than two could teach anything.
  public let scatter: Double?
  /// What the scatter exceeds in no more than one year of a hundred when the scenario is right.
  public let scatterLimit: Double?
  /// The share of trials and programmes that do not agree with an actual and were set to it: of what is counted to the
  /// unit, of a quantity to two hundredths.
  public let disagreement: Double

  /// Where a target stands when the actuals are known.
  public struct Standing: Hashable, Sendable {
    /// The target's id.
    public let target: String
    /// The last actual of its measure; nil where there is none.
    public let actual: Actuals.Reading?
    /// Whether the actuals settle the target: true when it is met, false when it is missed, nil while it has
    /// odds.
    public let fact: Bool?
  }

  /// Where an actual lies in what was forecast for it before it was known.
  public struct Surprise: Hashable, Sendable {
    /// The actual.
    public let reading: Actuals.Reading
    /// The chance of less than it, and of no more than it.
    public let below, atOrBelow: Double
    /// Whether it is rarer than one in forty of all the actuals together.
    public let isSurprising: Bool
    /// The nearest value that the scenario holds possible, where it forbids the actual; the scenario was
    /// learned from up to there only.
    public let possible: Double?

    /// Whether it lies outside the range that nine trials in ten fall into.
    public var isOutside: Bool { atOrBelow < 0.05 || below > 0.95 }
  }

  /// How a number is spread over trials.
  public struct Spread: Hashable, Sendable {
    /// The mean and the standard deviation.
    public let mean, deviation: Double
    /// The quantiles of a tenth, a half and nine tenths.
    public let p10, p50, p90: Double
  }

  /// A number that a trial draws once, then and now.
  public struct Learned: Hashable, Sendable {
    /// What it is.
    public enum Number: Hashable, Sendable {
      /// A factor, by its id.
      case factor(String)
      /// A pool's capacity, by its id; of a split pool, the share of a programme.
      case pool(String, programme: String?)
      /// A number of a programme, by its path: `teams.engage.chance`.
      case own(String)
    }

    /// What it is.
    public let number: Number
    /// Without the actuals, and given them.
    public let before, now: Spread
    /// Of the trials given the actuals, at most 10,000.
    let values: [Double]
  }

  /// What the actuals say about a risk.
  public struct LearnedRisk: Hashable, Sendable {
    /// The risk's id.
    public let risk: String
    /// The chance that it has acted in some month up to the as-of month, then and now.
    public let happenedBefore, happenedNow: Double
    /// The chance that it acts in the as-of month, then and now.
    public let actsBefore, actsNow: Double
  }

  /// How many of the actuals lie outside the range that nine in ten were forecast to fall into.
  public var outside: Int { surprises.count(where: \.isOutside) }

  /// Whether the actuals scatter more about what the scenario expects than chance allows, at 1 in 100, or as many of
  /// them lie outside their ranges.
  public var isTooSure: Bool {
    let isScattered = if let scatter, let scatterLimit { scatter > scatterLimit } else { false }
    return isScattered || outside > outsideLimit
  }
}

extension Reforecast {
  /// The actuals that no trial reached, each with its place: what a slip of a digit or of the unit looks like, where
  /// nothing but what trials draw forbids it. Those of which ``Scenario/warnings(in:)`` speaks are left out.
  public var warnings: [ActualsFault] {
    let known = Set(now.scenario.warnings(in: actuals).map(\.item))
    return surprises.enumerated().compactMap { index, surprise in
      guard let possible = surprise.possible, !known.contains(.reading(index)) else { return nil }
      let reading = surprise.reading
      let isAbove = reading.value > possible
      let month = now.scenario.calendar.month(reading.month)
      let stood: Message =
        "\(reading.measure) stood at \(Fault.text(reading.value)) at the end of \(month)"
      return ActualsFault(
        Fault(
          .cannotBeKept,
          "\(stood), and no trial came \(say: isAbove ? "above" : "below") \(Fault.text(Self.rounded(possible, beside: reading.value)))",
          consequence:
            "it stands as a fact, and the scenario was learned from only as far as trials went",
          remedy:
            "check the figure, its digits and its unit; where it is right, put the scenario right"),
        .reading(index), .value, origin: reading.origin)
    }
  }

  /// The actuals that cannot hold together in the scenario, though each could be by itself.
  package var contradictions: [ActualsFault] {
    ActualsContradictions(now.scenario, actuals).found
  }

  /// A number to four digits, or to as many more as tell it from another.
  package static func rounded(_ value: Double, beside other: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    for digits in 4...12 {
      var least = 1.0
      for _ in 1..<digits { least *= 10 }
      var (unit, parts) = (1.0, 1.0)
      while value.magnitude / unit >= least * 10 { unit *= 10 }
      while value.magnitude * parts < least, parts < 1e12 { parts *= 10 }
      // Divided by a whole number, so that no digit is left over.
      let rounded =
        unit > 1 ? (value / unit).rounded() * unit : (value * parts).rounded() / parts
      if rounded != other, (rounded > other) == (value > other) { return rounded }
    }
    return value
  }
}

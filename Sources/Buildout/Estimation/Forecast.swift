/// The answers of one run: how likely each target is, alone and together.
///
/// A forecast is a plain value; `Reporting` turns it into tables and files. Probabilities are from
/// 0 to 1. Month numbers count from 1, the first month of the horizon.
public struct Forecast: Hashable, Sendable {
  /// The version of the random streams. Results with the same version, scenario, seed and number of
  /// trials are the same to the bit.
  public static let streamVersion = 3

  /// The scenario that was run, with the option applied where there is one.
  public let scenario: Scenario
  /// What the random numbers were drawn from.
  public let seed: UInt64
  /// Trials behind every figure; fewer than asked for when a precision was reached first.
  public let trials: Int
  /// The option applied, nil for the scenario as it stands.
  public let option: String?
  /// In the scenario's order.
  public let targets: [TargetForecast]
  /// All firm targets when there are any, then each sector's firm targets, then the scenario's groups.
  public let joint: [JointForecast]
  /// How many firm targets are met in a trial.
  public let targetsMet: TargetsMet
  /// How precise the probabilities are, where a precision was asked for.
  public var precision: Precision?
}

/// How precise the answers of a run are that was to stop at a precision, in percentage points.
public struct Precision: Hashable, Sendable {
  /// The greatest half-width that was asked for.
  public let wanted: Double
  /// The greatest half-width that is left, over all intervals looked at.
  public let left: Double

  /// Whether every interval is as narrow as was asked; if not, the trials were used up first.
  public var isReached: Bool { left <= wanted }
}

/// How likely one target is and where its measure will stand.
public struct TargetForecast: Hashable, Sendable {
  /// The target as the scenario has it.
  public let target: Target
  /// The sector it is reported under; nil when neither it nor its programme has one.
  public let sector: String?
  /// The programme its measure reads, nil when it reads several.
  public let programme: String?
  /// The measure as written in a scenario file.
  public let measure: String
  /// What values of the measure are counted in; empty for plain numbers.
  public let unit: Text
  /// The month number in which it is due.
  public let dueNumber: Int
  /// Trials that met it at the end of the due month; of a milestone, at the end of that or an earlier
  /// one. A trial in which the measure is undefined does not meet it.
  public let met: Proportion
  /// Trials in which the measure is undefined when due, since something is divided by nothing. The
  /// figures that follow, up to ``meanShortfall``, are of the others.
  public let undefined: Int
  /// Of the measure at the end of the due month, of a milestone the greatest value until then; nil when
  /// it is infinite in some trial, or undefined in all.
  public let mean: MeanEstimate?
  /// Nil when the measure is undefined in every trial.
  public let p10: QuantileEstimate?
  /// The median; nil as ``p10``.
  public let p50: QuantileEstimate?
  /// Nine trials in ten are at most this; nil as ``p10``.
  public let p90: QuantileEstimate?
  /// E[(value - x)+] of the same, mirrored for upper bounds; nil as the mean.
  public let meanShortfall: MeanEstimate?
  /// Trials in which the measure first satisfied the comparison in each month, from month 1.
  public let firstReached: [Int]
  /// One entry per month of the horizon.
  public let monthly: [MonthForecast]

  /// The traffic light of ``met``.
  public var light: Light { Light(probability: met.value) }
}

/// Where a target's measure stands at one month's end.
public struct MonthForecast: Hashable, Sendable {
  /// The month at whose end it is read.
  public let month: Month
  /// Nil when the measure is undefined in every trial.
  public let p10: Double?
  /// The median; nil as ``p10``.
  public let p50: Double?
  /// Nine trials in ten are at most this; nil as ``p10``.
  public let p90: Double?
  /// Trials in which the measure is undefined at this month's end; the quantiles are of the others.
  public let undefined: Int
  /// Trials in which the target's comparison held at this month's end; of a milestone, at this one or
  /// an earlier one.
  public let met: Proportion
  /// Trials below the pro-rata schedule; nil where it has no meaning (upper bounds, levels, ratios,
  /// milestones).
  public let behindSchedule: Proportion?
}

/// Green from 80 %, amber from 50 %, red below.
public enum Light: String, Hashable, Sendable, CaseIterable {
  case green, amber, red

  /// The light of a probability from 0 to 1.
  public init(probability: Double) {
    self = probability >= 0.8 ? .green : probability >= 0.5 ? .amber : .red
  }
}

/// The probability that several targets are met together.
public struct JointForecast: Hashable, Sendable {
  /// Which targets are counted together.
  public enum Scope: Hashable, Sendable {
    /// Every firm target.
    case all
    /// The firm targets of a sector.
    case sector(String)
    /// A named group of the scenario.
    case group(String)
  }

  /// Which targets these are.
  public let scope: Scope
  /// Their ids, in the scenario's order.
  public let targets: [String]
  /// How many of them must be met.
  public let atLeast: Int
  /// How many of them may be met; nil is any number.
  public let atMost: Int?
  /// Trials in which ``atLeast`` of them or more are met, and no more than ``atMost``.
  public let met: Proportion
}

/// How many firm targets are met in a trial.
public struct TargetsMet: Hashable, Sendable {
  /// Firm targets in the scenario.
  public let of: Int
  /// Trials that met exactly k firm targets, for k from 0 to ``of``.
  public let counts: [Int]

  /// Trials made.
  public var trials: Int { counts.reduce(0, +) }

  /// The average number of targets met, with its standard error.
  public var mean: MeanEstimate {
    var sum = 0
    var squares = 0
    for (k, count) in counts.enumerated() {
      sum += k * count
      squares += k * k * count
    }
    return MeanEstimate(sum: sum, squares: squares, trials: trials)
  }

  /// The smallest k with P(met <= k) >= q.
  public func quantile(_ q: Double) -> Int {
    // A share of a whole number may be above it by rounding alone.
    let rank = max(1, Int((q * Double(trials) * (1 - 0x1p-51)).rounded(.up)))
    var seen = 0
    for (k, count) in counts.enumerated() {
      seen += count
      if seen >= rank { return k }
    }
    return of
  }

  /// Trials that met at least k firm targets.
  public func atLeast(_ k: Int) -> Proportion {
    Proportion(count: counts.dropFirst(max(0, k)).reduce(0, +), trials: trials)
  }
}

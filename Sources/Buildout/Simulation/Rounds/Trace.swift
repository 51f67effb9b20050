/// One trial replayed month by month: what a single passage of the horizon looked like.
public struct Trace: Hashable, Sendable {
  /// The scenario that was run.
  public let scenario: Scenario
  /// What the random numbers were drawn from.
  public let seed: UInt64
  /// Which trial, counted from 0.
  public let trial: Int
  /// The id of the option that was carried out; nil of the plan as it stands.
  public let option: String?
  /// The factors that are drawn once for the trial. What each factor is in a month, these and those that
  /// are drawn every month, stands in ``MonthTrace``.
  public let factors: [Named<Double>]
  /// One entry per month of the horizon, up to the one before an overflow.
  public let months: [MonthTrace]
  /// What ended the trial before its time.
  public let overflow: TrialOverflow?

  /// A value under the id it belongs to.
  public struct Named<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The id of what the value belongs to.
    public let id: String
    /// The value in that month.
    public let value: Value
  }

  /// What stands at the end of one month of a trial.
  public struct MonthTrace: Hashable, Sendable {
    /// The month.
    public let month: Month
    /// Ids of the risks that act this month, without those that each unit settles for itself.
    public let acting: [String]
    /// The value of each factor in the month. A power of it multiplies the speed of the steps that follow it.
    public let factors: [Named<Double>]
    /// In the scenario's order.
    public let pools: [PoolTrace]
    /// In the scenario's order.
    public internal(set) var programmes: [ProgrammeTrace]
    /// Where each target stands at this month's end.
    public internal(set) var targets: [TargetTrace]
  }

  /// What a pool was asked for and granted in one month.
  public struct PoolTrace: Hashable, Sendable {
    /// The pool's id.
    public let pool: String
    /// Of a split pool, the programme that has this share of it; otherwise nil.
    public let programme: String?
    /// What the pool had for this month, with what was carried over, and what was asked of it and
    /// granted.
    public let capacity: Double
    /// What all steps asked for in the month, counted as the pool's capacity is.
    public let asked: Double
    /// What they were granted of it.
    public let granted: Double

    /// `crews`, or `budget/roads` of a share.
    public var name: String { programme.map { pool + "/" + $0 } ?? pool }
  }

  /// Readings of a programme: of this month, and standing at its end.
  public struct ProgrammeTrace: Hashable, Sendable {
    /// The programme's id.
    public let programme: String
    /// During this month, in the programme's unit.
    public let started: Double
    /// Finished during this month, in the programme's unit.
    public let completed: Double
    /// Given up during this month, in the programme's unit.
    public let cancelled: Double
    /// Turned away, or drawn and not passed on by a step that does not queue.
    public let lost: Double
    /// At the month's end.
    public let backlog: Double
    /// Entered and neither finished nor given up by the month's end, in the programme's unit.
    public let inProgress: Double
    /// Money spent during this month.
    public let spent: Double
    /// At the month's end; nil for a programme that is no level.
    public let level: Double?
  }

  /// Where a target's measure stands at one month's end.
  public struct TargetTrace: Hashable, Sendable {
    /// The target's id.
    public let target: String
    /// Its measure at the month's end; no number (NaN) where something is divided by nothing.
    public internal(set) var value: Double
    /// Whether its comparison holds; of a milestone, whether it has held at this month's end or before.
    public internal(set) var met: Bool
  }
}

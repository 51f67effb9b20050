/// A trial in which a number grew beyond what can be counted, which stops the run.
///
/// Every number of a trial is finite, but for the finish of a programme that is not finished. A speed,
/// an output, a capacity or a reading that is not has left what the scenario can have meant: mostly a
/// distribution with a heavy tail, raised to a power. The run stops rather than count it, as whatever it touches
/// (through a pool, a mean, a ratio) would be worthless too.
public struct TrialOverflow: Error, Hashable, Sendable {
  /// What grew beyond bounds.
  public enum Subject: Hashable, Sendable {
    /// The speed or output of a step, by programme and step.
    case step(programme: String, step: String)
    /// More units a month than are followed one by one.
    case units(programme: String, step: String)
    case pool(String)
    /// The measure of a target, though everything it is made of is finite.
    case target(String)
  }

  /// What grew beyond all bounds.
  public let subject: Subject
  /// The first target, in the scenario's order, that reads it; nil when none does.
  public let target: String?
  /// The month in which it did.
  public let month: Month
  /// Which trial, counted from 0, of the run with this seed.
  public let trial: Int
  /// The seed of the run, so that the trial can be traced.
  public let seed: UInt64
  /// The id of the option that was carried out, if one was.
  public internal(set) var option: String?
  /// In an option, or another variant of the plan that was tried, rather than in the plan as it stands.
  public internal(set) var isOfVariant = false
}

/// The same in the engine's numbers, of which one is set besides month and trial.
struct Overflow: BitwiseCopyable {
  var step: Int32 = -1
  var isNumber = false
  var pool: Int32 = -1
  var series: Int32 = -1
  var month: Int32 = 0
  /// Of several trials', whose it is.
  var trial = UInt32.max

  /// The order in which they are told: by trial and month, steps before pools and measures.
  func isBefore(_ other: Overflow) -> Bool {
    func key(_ overflow: Overflow) -> (UInt32, Int32, UInt32, UInt32, Int32) {
      (
        overflow.trial, overflow.month, UInt32(bitPattern: overflow.step),
        UInt32(bitPattern: overflow.pool), overflow.series
      )
    }
    return key(self) < key(other)
  }
}

extension Simulator {
  /// Whether a number of the trial at hand overflows in a month or before it: what comes then is worthless.
  @inline(__always)
  func hasOverflowed(by month: Int) -> Bool {
    overflows[lane].trial < .max && Int(overflows[lane].month) <= month
  }

  /// Beyond this a number has left what can be counted: the sum of the squares of a billion of them would
  /// be infinite.
  static let bound = 1e140

  /// The value, when it is within bounds. Otherwise notes the overflow and gives 0, so that nothing of it goes
  /// further.
  @inline(__always)
  func finite(_ value: Double, _ step: Int, _ month: Int) -> Double {
    if value.magnitude < Self.bound { return value }
    note(Overflow(step: Int32(step), month: Int32(month)))
    return 0
  }

  /// Notes the first overflow of a trial, in whatever order they are found.
  @inline(never)
  func note(_ overflow: Overflow) {
    var overflow = overflow
    // Draws may be those of another trial.
    overflow.trial = environments[lane].trial
    if overflow.isBefore(overflows[lane]) { overflows[lane] = overflow }
  }
}

extension Plan {
  func describe(_ overflow: Overflow, seed: UInt64) -> TrialOverflow {
    let subject: TrialOverflow.Subject
    let target: Target?
    if overflow.step >= 0 {
      let step = steps[Int(overflow.step)]
      let programme = programmeIDs[Int(step.programme)]
      let id = stepID(step)
      subject =
        overflow.isNumber
        ? .units(programme: programme, step: id) : .step(programme: programme, step: id)
      target = scenario.targets.first { scenario.programmes(readBy: $0).contains(programme) }
    } else if overflow.pool >= 0 {
      let pool = scenario.pools[Int(pools[Int(overflow.pool)].scenarioPool)].id
      let users = Set(scenario.users(ofPool: pool))
      subject = .pool(pool)
      target = scenario.targets.first {
        !users.isDisjoint(with: scenario.programmes(readBy: $0))
      }
    } else {
      let read = targets.firstIndex { $0.series == overflow.series } ?? 0
      subject = .target(scenario.targets[read].id)
      target = scenario.targets[read]
    }
    return TrialOverflow(
      subject: subject, target: target?.id,
      month: scenario.calendar.month(Int(max(1, overflow.month))), trial: Int(overflow.trial),
      seed: seed)
  }

  private func stepID(_ step: StepRecord) -> String {
    let programme = scenario.programmes.first { $0.id == programmeIDs[Int(step.programme)] }
    guard let programme else { preconditionFailure("a record's programme is in the scenario") }
    return programme.steps[Int(step.ordinal)].id
  }
}

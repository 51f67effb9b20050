public import Buildout

/// The meetings of a year as they were kept: what was said at each, and what has come.
///
/// It judges what was said then by what is known at the last of them. Nothing is computed anew.
public struct MeetingHistory: Hashable, Sendable {
  /// What was said of a target, and what was known of it.
  public struct Target: Hashable, Sendable {
    /// Its id.
    public let id: String
    /// What tables call it; empty shows the id.
    public let title: Text
    /// What was promised then.
    public let promise: Promise
    /// The odds that were given, from 0 to 1.
    public let probability: Double
    /// What the actuals had settled by then; nil while it had odds.
    public let fact: Bool?
    /// The last actual of its measure by then.
    public let actual: Double?
    /// Of which month that was.
    public let actualMonth: Month?
    /// Whether a pro-rata schedule has a meaning for it.
    public let hasSchedule: Bool
    /// From P10 to P90 at the end of each month, as they were forecast then.
    public let ranges: [Month: ClosedRange<Double>]
    /// What the actuals of the last meeting settle of the promise as it was then; nil while they leave it open.
    public let outcome: Bool?
    /// What its measure stands at, at the end of the last month that is known; nil where that is not known.
    public let came: Double?

    /// What is promised of a measure.
    public struct Promise: Hashable, Sendable {
      /// How the measure is compared.
      public let comparator: Buildout.Target.Comparator
      /// What it is compared with.
      public let value: Double
      /// The month at whose end it is judged.
      public let due: Month

      /// What is promised of a measure.
      public init(comparator: Buildout.Target.Comparator, value: Double, due: Month) {
        self.comparator = comparator
        self.value = value
        self.due = due
      }
    }

    /// What was said of a target at one meeting, and what has come of it.
    public init(
      id: String, title: Text, promise: Promise, probability: Double, fact: Bool?,
      actual: Double?, actualMonth: Month?, hasSchedule: Bool,
      ranges: [Month: ClosedRange<Double>], outcome: Bool?, came: Double?
    ) {
      self.id = id
      self.title = title
      self.promise = promise
      self.probability = probability
      self.fact = fact
      self.actual = actual
      self.actualMonth = actualMonth
      self.hasSchedule = hasSchedule
      self.ranges = ranges
      self.outcome = outcome
      self.came = came
    }
  }

  /// One meeting.
  public struct Meeting: Hashable, Sendable {
    /// What its folder is called.
    public let name: String
    /// The last month that was known; nil where nothing was.
    public let asOf: Month?
    /// Trials behind its odds.
    public let trials: Int
    /// In the scenario's order.
    public let targets: [Target]

    /// A meeting.
    ///
    /// - Precondition: There is a trial at least.
    public init(name: String, asOf: Month?, trials: Int, targets: [Target]) {
      precondition(trials > 0, "odds rest on a trial at least")
      self.name = name
      self.asOf = asOf
      self.trials = trials
      self.targets = targets
    }
  }

  /// The scenario's id.
  public let id: String
  /// What the plan is called; empty shows the id.
  public let title: Text
  /// The first month of the plan.
  public let start: Month
  /// One at least, by the month that was known; a forecast before anything was known comes first.
  public let meetings: [Meeting]
  /// By target, the odds at the start, as the first meeting that knew something remembers them.
  public let odds: [String: Double]

  /// The meetings of a year, in any order.
  ///
  /// - Precondition: There is one at least.
  public init(
    id: String, title: Text = Text(), start: Month, meetings: [Meeting], odds: [String: Double]
  ) {
    precondition(!meetings.isEmpty, "a history without meetings is none")
    self.id = id
    self.title = title
    self.start = start
    self.meetings = meetings.enumerated().sorted {
      ($0.element.asOf ?? start.advanced(by: -1), $0.offset)
        < ($1.element.asOf ?? start.advanced(by: -1), $1.offset)
    }.map(\.element)
    self.odds = odds
  }

  /// The last meeting, by which the others are judged.
  var last: Meeting { meetings[meetings.count - 1] }

  /// Every target of the year: those of the last meeting in its order, then those that were given up before.
  var targets: [Target] {
    var seen = Set(last.targets.map(\.id))
    return last.targets
      + meetings.reversed().flatMap(\.targets).filter { seen.insert($0.id).inserted }
  }

  /// The meetings at which another promise stood than at the meeting before, by the target's id.
  func revisions(of id: String) -> [(meeting: Meeting, old: Target.Promise, new: Target.Promise)] {
    let then = meetings.compactMap { meeting in
      meeting.targets.first { $0.id == id }.map { (meeting, $0.promise) }
    }
    return zip(then, then.dropFirst()).filter { $0.1 != $1.1 }.map { ($1.0, $0.1, $1.1) }
  }

  /// Those that are judged: the ones that knew less than the last.
  var earlier: [Meeting] {
    meetings.dropLast().filter { meeting in
      meeting.asOf.map { known in last.asOf.map { known < $0 } ?? false } ?? true
    }
  }
}

/// How right a meeting was, by what is known now. What it said is held to the promise as it was then: one that
/// was put off or lowered later was not forecast.
struct MeetingScore: Sendable {
  let meeting: MeetingHistory.Meeting
  /// Readings of the last as-of month, and those inside the range that was forecast for them.
  private(set) var readings = 0
  private(set) var inside = 0
  /// For each promise that is settled now and was not then: what was said, and whether it was met.
  private(set) var settled: [Forecasted] = []

  struct Forecasted: Sendable {
    let id: String
    let said: Double
    /// What was said at the start, of the same promise; nil for a target that is new or was revised.
    let atStart: Double?
    /// 1 where it was on its pro-rata schedule, 0 where it was behind; nil where that is not known.
    let proRata: Double?
    let isMet: Bool

    func score(_ said: Double) -> Double {
      let miss = said - (isMet ? 1 : 0)
      return miss * miss
    }
  }

  init(_ meeting: MeetingHistory.Meeting, in history: MeetingHistory) {
    self.meeting = meeting
    let start = Dictionary(
      history.meetings[0].targets.map { ($0.id, $0.promise) },
      uniquingKeysWith: { first, _ in first })
    for old in meeting.targets where old.fact == nil {
      if let today = history.last.asOf, let value = old.came, let range = old.ranges[today] {
        readings += 1
        if range.contains(value) { inside += 1 }
      }
      if let isMet = old.outcome {
        settled.append(
          Forecasted(
            id: old.id, said: old.probability,
            atStart: start[old.id] == old.promise ? history.odds[old.id] : nil,
            proRata: old.isOnSchedule(from: history.start).map { $0 ? 1 : 0 }, isMet: isMet))
      }
    }
  }

  /// The mean square by which odds missed what came; nil where nothing is settled.
  func brier(
    where isCounted: (Forecasted) -> Bool = { _ in true }, _ said: (Forecasted) -> Double?
  ) -> Double? {
    let scores = settled.filter(isCounted).compactMap { one in said(one).map(one.score) }
    return scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
  }
}

extension MeetingHistory.Target {
  /// Whether its last actual had reached the share of its time that had passed; nil where that has no
  /// meaning or nothing was known.
  fileprivate func isOnSchedule(from start: Month) -> Bool? {
    guard hasSchedule, promise.value > 0, let actual, let actualMonth else { return nil }
    let passed = Double(actualMonth.index - start.index + 1)
    let share = min(1, passed / Double(promise.due.index - start.index + 1))
    return actual >= promise.value * share * (1 - 1e-9)
  }
}

/// How often targets came that had been given odds of a tenth.
struct ReliabilityRow: Sendable {
  /// From 0 to 9.
  let tenth: Int
  let said: [Double]
  let met: Int

  static func rows(_ scores: [MeetingScore]) -> [ReliabilityRow] {
    let all = scores.flatMap(\.settled)
    return (0..<10).map { tenth in
      let own = all.filter { min(9, Int($0.said * 10)) == tenth }
      return ReliabilityRow(tenth: tenth, said: own.map(\.said), met: own.count(where: \.isMet))
    }
  }
}

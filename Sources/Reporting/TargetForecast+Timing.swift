import Buildout

/// When a target stands where it should, month by month.
extension TargetForecast {
  var isMilestone: Bool { target.isMilestone }

  /// The month half-way to the due month, where there is still time to act.
  var halfTime: MonthForecast? {
    let index = max(1, dueNumber / 2) - 1
    return monthly.indices.contains(index) ? monthly[index] : nil
  }

  var countsUp: Bool { target.countsUp }

  /// The elapsed share of the target's span times its value, at a month's end counted from 0; nil
  /// where a schedule has no meaning.
  func schedule(_ index: Int) -> Double? {
    guard monthly[index].behindSchedule != nil else { return nil }
    return Target.scheduled(target.value, month: index + 1, due: dueNumber)
  }

  /// The probability that the target has been met by a month's end, counted from 0: when due or, late, reached
  /// for the first time after that; before it is due, that it is met.
  func expectedMet(by index: Int) -> Double {
    guard index + 1 >= dueNumber else { return countsUp ? monthly[index].met.value : 0 }
    let late = countsUp ? firstReached.prefix(index + 1).dropFirst(dueNumber).reduce(0, +) : 0
    return met.value + Double(late) / Double(met.trials)
  }

  /// The first month from whose end on, until it is due, a share of the trials meets the target;
  /// nil when that is not so within the plan's months.
  ///
  /// A measure that may fall back counts from where it no longer does, so that half of the trials meet
  /// it in time just when the target's probability is a half or more.
  func month(reachedBy share: Double) -> Month? {
    func stands(_ index: Int) -> Bool {
      Double(monthly[index].met.count) >= share * Double(met.trials)
    }
    let due = min(dueNumber, monthly.count) - 1
    guard monthly.indices.contains(due) else { return nil }
    guard stands(due) else {
      return monthly.indices.first { $0 > due && stands($0) }.map { monthly[$0].month }
    }
    let before = monthly.indices.prefix(due).last { !stands($0) }
    return monthly[before.map { $0 + 1 } ?? 0].month
  }
}

extension Target {
  /// Whether it is one thing that is done or not.
  var isMilestone: Bool { comparator == .by && value == 1 }

  /// Whether more is better.
  var countsUp: Bool { comparator.countsUp }
}

extension Scenario {
  /// What the actuals settle of each target, in the scenario's order.
  package func standings(in actuals: Actuals) -> [Reforecast.Standing] {
    targets.map { target in
      Reforecast.Standing(
        target: target.id, actual: actuals.last(of: target.measure),
        fact: fact(of: target, in: actuals))
    }
  }

  /// Whether the actuals settle a target: true when it is met, false when it is missed, nil while they leave
  /// it open.
  private func fact(of target: Target, in actuals: Actuals) -> Bool? {
    let due = calendar.number(of: target.due)
    let readings = actuals.readings.filter { $0.measure == target.measure }
    let record = target.record(series: 0, due: due, additions: 64)
    func isMet(_ value: Double) -> Bool { record.isMet(by: value) }
    let isFloor = target.comparator.countsUp
    // A milestone is met by the first month that reaches it.
    if target.comparator == .by, readings.contains(where: { $0.month <= due && isMet($0.value) }) {
      return true
    }
    if target.measure.onlyGrows {
      // What only grows and stands there stays there; what has not come so far later had not before.
      if readings.contains(where: { $0.month <= due && isMet($0.value) == isFloor }) {
        return isFloor
      }
      if readings.contains(where: { $0.month >= due && isMet($0.value) != isFloor }) {
        return !isFloor
      }
    }
    guard target.comparator != .by else {
      // Missed only where every month until then is known.
      let known = Set(readings.map(\.month))
      return (1...max(1, due)).allSatisfy(known.contains) ? false : nil
    }
    return readings.first { $0.month == due }.map { isMet($0.value) }
  }
}

extension Plan {
  /// Whether what is known of this plan settles that so many of some targets are met; nil while it leaves that open.
  func fact(ofAtLeast least: Int, atMost: Int?, of targets: [String]) -> Bool? {
    guard past != nil else { return nil }
    let facts = scenario.standings(in: learnedPast.evidence.actuals)
      .filter { targets.contains($0.target) }
    let (met, missed) = (facts.count { $0.fact == true }, facts.count { $0.fact == false })
    let most = atMost ?? targets.count
    if met >= least, targets.count - missed <= most { return true }
    return targets.count - missed < least || met > most ? false : nil
  }
}

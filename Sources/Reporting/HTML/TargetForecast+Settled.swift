import Buildout

extension TargetForecast {
  /// Whether its measure is the same in every trial and month, so that nothing happens that a chart could
  /// show: it is met from the beginning, or never.
  var isSettled: Bool {
    guard let first = monthly.first, met.count == 0 || met.count == met.trials,
      first.met.count == met.count, undefined == 0
    else { return false }
    if isMilestone { return monthly.allSatisfy { $0.met.count == met.count } }
    return monthly.allSatisfy { $0.p10 == first.p10 && $0.p90 == first.p10 && $0.p10 != nil }
  }
}

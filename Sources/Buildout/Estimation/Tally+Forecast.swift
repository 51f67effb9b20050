extension Tally {
  func forecast(seed: UInt64, option: String?) -> Forecast {
    Forecast(
      scenario: plan.scenario, seed: seed, trials: trials, option: option,
      targets: plan.targets.indices.map { forecast(target: $0) },
      joint: scopes.map { scope in
        JointForecast(
          scope: scope.scope, targets: scope.members.map { plan.scenario.targets[$0].id },
          atLeast: scope.atLeast, met: Proportion(count: scope.met, trials: trials))
      },
      targetsMet: TargetsMet(of: metCounts.count - 1, counts: metCounts))
  }

  private func forecast(target index: Int) -> TargetForecast {
    let scenario = plan.scenario
    let target = scenario.targets[index]
    let record = plan.targets[index]
    let tally = targets[index]
    let histogram = { (month: Int) in histograms[Int(record.series) * plan.months + month - 1] }
    let due = histogram(Int(record.due))
    let programme = target.measure.programmes.count == 1 ? target.measure.programmes.first : nil
    return TargetForecast(
      target: target, sector: scenario.sector(of: target), programme: programme,
      measure: target.measure.description, unit: scenario.unit(of: target),
      dueNumber: Int(record.due), met: met(index), mean: tally.atDue.estimate,
      p10: due.estimate(0.1), p50: due.estimate(0.5), p90: due.estimate(0.9),
      meanShortfall: tally.shortfall.estimate, firstReached: tally.firstReached,
      monthly: (1...plan.months).map { month in
        let histogram = histogram(month)
        return MonthForecast(
          month: scenario.calendar.month(month), p10: histogram.quantile(0.1),
          p50: histogram.quantile(0.5), p90: histogram.quantile(0.9),
          met: Proportion(count: tally.met[month - 1], trials: trials),
          behindSchedule: record.hasSchedule
            ? Proportion(count: tally.behind[month - 1], trials: trials) : nil)
      })
  }
}

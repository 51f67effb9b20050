extension Tally {
  func forecast(seed: UInt64, option: String?) -> Forecast {
    let sectors = plan.scenario.targetSectors
    return Forecast(
      scenario: plan.scenario, seed: seed, trials: trials, option: option,
      targets: plan.targets.indices.map { forecast(target: $0, sector: sectors[$0]) },
      joint: joint.map { tally in
        JointForecast(
          scope: tally.scope, targets: tally.members.map { plan.scenario.targets[$0].id },
          atLeast: tally.atLeast, atMost: tally.atMost,
          met: Proportion(count: tally.met, trials: trials))
      },
      targetsMet: TargetsMet(of: metCounts.count - 1, counts: metCounts))
  }

  private func forecast(target index: Int, sector: String?) -> TargetForecast {
    let scenario = plan.scenario
    let target = scenario.targets[index]
    let record = plan.targets[index]
    let tally = self.target(index)
    let monthly = series[Int(record.series)].monthly
    let due = monthly[Int(record.due) - 1]
    let programme = target.measure.programmes.count == 1 ? target.measure.programmes.first : nil
    return TargetForecast(
      target: target, sector: sector, programme: programme,
      measure: target.measure.description, unit: scenario.unit(of: target),
      dueNumber: Int(record.due), met: met(index), undefined: due.undefined,
      mean: tally.moments.atDue.estimate, p10: due.p10, p50: due.p50, p90: due.p90,
      meanShortfall: tally.moments.shortfall.estimate, firstReached: tally.firstReached,
      monthly: (1...plan.months).map { month in
        let quantiles = monthly[month - 1]
        return MonthForecast(
          month: scenario.calendar.month(month), p10: quantiles.p10?.value,
          p50: quantiles.p50?.value, p90: quantiles.p90?.value, undefined: quantiles.undefined,
          met: Proportion(count: tally.met[month - 1], trials: trials),
          behindSchedule: record.hasSchedule
            ? Proportion(count: tally.behind[month - 1], trials: trials) : nil)
      })
  }
}

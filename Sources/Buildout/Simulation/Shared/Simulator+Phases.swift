/// A plan that becomes another in some month: its records are put in place of those before.
extension Simulator {
  /// Everything as it is when the horizon begins.
  func restorePhases() {
    replace(steps, by: plan.steps)
    replace(sources, by: plan.sources)
    replace(risks, by: plan.risks)
    replace(pools, by: plan.pools)
    past?.phase = nil
  }

  /// What the plan becomes when a month begins.
  func enterPhase(_ month: Int) {
    for (i, phase) in plan.phases.enumerated() where phase.month == month {
      past?.phase = i
      replace(steps, by: phase.steps)
      replace(sources, by: phase.sources)
      replace(risks, by: phase.risks)
      replace(pools, by: phase.pools)
      for index in 0..<steps.count {
        // What is drawn once per trial has the trial's number, put through the distribution of now.
        stepStates[index].drawnValue = .nan
        if steps[index].kind == .rate { stepStates[index].cap = value(steps[index].cap, month: 0) }
      }
      for index in 0..<poolStates.count { poolStates[index].drawnValue = .nan }
    }
  }

  /// Draws what every step draws by month, each month as the plan is then.
  func drawOutputsByPhase() {
    for index in 0..<clusters.count { drawOutputs(clusters[index]) }
    for phase in plan.phases {
      replace(steps, by: phase.steps)
      for index in 0..<clusters.count { drawOutputs(clusters[index], from: phase.month) }
    }
    replace(steps, by: plan.steps)
  }

  private func replace<Record>(_ records: Flat<Record>, by others: some Sequence<Record>) {
    for (index, other) in others.enumerated() { records[index] = other }
  }

  /// Factors that are drawn by month, from the month in which their distribution becomes another.
  func drawLaterFactors() {
    for phase in plan.phases {
      for index in 0..<factors.count where factors[index].copula < 0 {
        let quantity = phase.factors[index].value
        guard quantity.each == .month else { continue }
        for month in phase.month...months {
          factorValues[index * months + month - 1] = value(quantity, month: month)
        }
      }
    }
  }

  /// The months of the risks where what they do, or how likely they are, becomes another.
  func settleRisksByPhase() {
    for month in 1...months {
      for phase in plan.phases where phase.month == month {
        replace(risks, by: phase.risks)
        for index in 0..<risks.count { resettle(index) }
      }
      for index in 0..<risks.count { updateRisk(index, month) }
    }
    takeOwnDraws()
    replace(risks, by: plan.risks)
  }

  /// Takes over what is drawn once per trial of a risk; whether one with a chance happens is settled.
  private func resettle(_ index: Int) {
    let risk = risks[index]
    takeDraws(ofRisk: index, month: 0)
    riskStates[index].effects = trialEffects(risk)
    let isGiven = risk.given >= 0 && riskStates[Int(risk.given)].happened
    switch risk.kind {
    case .chance, .unitChance: break
    case .monthly, .regime:
      if !isGiven { riskStates[index].chance = value(risk.chance, month: 0) }
    }
  }
}

extension Plan {
  /// A copy whose records may be replaced by those that they become.
  func withOwnRecords() -> Plan {
    var copy = self
    copy.steps = FlatList(copying: steps)
    copy.sources = FlatList(copying: sources)
    copy.risks = FlatList(copying: risks)
    copy.pools = FlatList(copying: pools)
    return copy
  }
}

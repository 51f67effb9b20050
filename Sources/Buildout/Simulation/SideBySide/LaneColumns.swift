/// What trials that are begun together find, a line of trials for each number: factors by step, risks by month.
struct LaneColumns: BitwiseCopyable {
  /// The product of a step's factors, by step and, where factors are drawn by month, month.
  private let factors: Flat<Eight>
  /// What each risk does in each month; 1 where it does not act.
  private let speeds: Flat<Eight>
  private let costs: Flat<Eight>
  private let months: Int

  /// - Parameter isUsed: Whether anything is simulated in all of the trials side by side.
  init(_ plan: Plan, _ memory: Memory, isUsed: Bool) {
    let isMonthly = plan.factors.contains { $0.value.each == .month }
    func lines(_ count: Int) -> Flat<Eight> {
      memory.flat(repeating: Eight(repeating: 1), count: isUsed ? count : 0)
    }
    months = plan.months
    factors = lines(plan.steps.count * (isMonthly ? plan.months : 1))
    speeds = lines(plan.risks.count * plan.months)
    costs = lines(plan.risks.count * plan.months)
  }

  /// Takes over what a trial finds, which has been settled.
  func keep(_ simulator: Simulator, _ environment: Environment) {
    if factors.count == 0 { return }
    let lane = environment.lane
    let span = factors.count / simulator.steps.count
    for position in 0..<simulator.loadedSteps.count {
      let start = Int(simulator.loadedSteps[position]) * span
      for cell in start..<start + span { factors[cell][lane] = environment.stepFactors[cell] }
    }
    for cell in 0..<speeds.count {
      let risk = environment.riskMonths[cell]
      speeds[cell][lane] = risk.isActing ? risk.effects.speed : 1
      costs[cell][lane] = risk.isActing ? risk.effects.cost : 1
    }
  }

  func factor(ofStep index: Int, _ month: Int, isMonthly: Bool) -> Eight {
    factors[isMonthly ? index * months + month - 1 : index]
  }

  func speed(ofRisk index: Int, _ month: Int) -> Eight { speeds[index * months + month - 1] }

  func cost(ofRisk index: Int, _ month: Int) -> Eight { costs[index * months + month - 1] }
}

extension Simulator {
  /// Season, window, factors and risks together, as ``unitSpeed(_:_:)`` has them for a single trial.
  ///
  /// - Returns: The speeds, and whether all of them are within bounds.
  func speeds(_ index: Int, _ month: Int) -> (speeds: Eight, areBounded: Bool) {
    var speed = Eight(repeating: baseSpeeds[index * months + month - 1])
    if !steps[index].loadings.isEmpty { speed *= factors(ofStep: index, month) }
    speed = riskSpeeds(index, month, times: speed)
    let bound = Eight(repeating: Simulator.bound)
    return (speed, !isAny(.!((speed .< bound) .& (speed .> -bound))))
  }

  /// The same where one of them may not be within bounds: in some trials, and 0 in others, where nobody is there whom
  /// it could bear on.
  func speeds(_ index: Int, _ month: Int, in lanes: LaneMask) -> Eight {
    let (speeds, areBounded) = speeds(index, month)
    if areBounded { return speeds }
    return each {
      if !lanes[lane] { return 0 }
      stepStates[index].speedMonth = 0
      return unitSpeed(index, month)
    }
  }

  /// The product of a step's factors.
  func factors(ofStep index: Int, _ month: Int) -> Eight {
    columns.factor(ofStep: index, month, isMonthly: monthlyFactors)
  }

  /// What risks make of the speed of a step.
  func riskSpeeds(
    _ index: Int, _ month: Int, times speed: Eight = Eight(repeating: 1)
  ) -> Eight {
    var speed = speed
    for link in steps[index].riskLinks.indices where !riskLinks[link].isUnit {
      speed *= columns.speed(ofRisk: Int(riskLinks[link].risk), month)
    }
    return speed
  }

  /// What risks multiply the cost of a step by.
  func riskCosts(_ index: Int, _ month: Int) -> Eight {
    var cost = Eight(repeating: 1)
    for link in steps[index].riskLinks.indices where !riskLinks[link].isUnit {
      cost *= columns.cost(ofRisk: Int(riskLinks[link].risk), month)
    }
    return cost
  }
}

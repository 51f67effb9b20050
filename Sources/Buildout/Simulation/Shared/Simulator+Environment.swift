import Sampling

struct RiskState: BitwiseCopyable {
  /// Has struck at least once this trial.
  var happened = false
  /// First and last month of the present spell (of the window, for units that settle it themselves).
  var first: Int32 = 1
  var last: Int32 = 0
  /// The chance in force this trial.
  var chance = 0.0
  /// What is drawn once per trial of what it does.
  var effects = StepEffects.neutral
}

/// A risk in one month.
struct RiskMonth: BitwiseCopyable {
  var isActing = false
  var effects = StepEffects.neutral
}

/// What a trial finds: settled when it begins, as nothing of it depends on what is built.
struct Environment: BitwiseCopyable {
  /// The trial's index among those that are begun together, and its number.
  let lane: Int
  var trial: UInt32 = 0
  /// By factor and month.
  let factorValues: Flat<Double>
  /// The product of a step's factors, by step and month where factors are drawn by month, otherwise
  /// by step.
  let stepFactors: Flat<Double>
  let riskStates: Flat<RiskState>
  /// By risk and month.
  let riskMonths: Flat<RiskMonth>
  /// What each pool has of one that is split; 1 for a whole pool.
  let splitShares: Flat<Double>

  init(_ plan: Plan, _ memory: Memory, lane: Int) {
    self.lane = lane
    let isMonthly = plan.factors.contains { $0.value.each == .month }
    factorValues = memory.flat(repeating: 1, count: plan.factors.count * plan.months)
    stepFactors = memory.flat(
      repeating: 1, count: plan.steps.count * (isMonthly ? plan.months : 1))
    riskStates = memory.flat(repeating: RiskState(), count: plan.risks.count)
    riskMonths = memory.flat(repeating: RiskMonth(), count: plan.risks.count * plan.months)
    splitShares = memory.flat(repeating: 1, count: plan.pools.count)
  }
}

extension Simulator {
  // Of the trial at hand.
  @inline(__always) var lane: Int { registers[0].environment.lane }
  @inline(__always) var trial: UInt32 { registers[0].environment.trial }
  @inline(__always) var factorValues: Flat<Double> { registers[0].environment.factorValues }
  @inline(__always) var stepFactors: Flat<Double> { registers[0].environment.stepFactors }
  @inline(__always) var riskStates: Flat<RiskState> { registers[0].environment.riskStates }
  @inline(__always) var riskMonths: Flat<RiskMonth> { registers[0].environment.riskMonths }
  @inline(__always) var splitShares: Flat<Double> { registers[0].environment.splitShares }
}

/// Stage 1: season, factors, risks. None of them depends on what is built, so a trial's whole
/// horizon is settled when it begins, and a unit's finish can be foreseen when nothing else slows it.
extension Simulator {
  func settleEnvironment() {
    drawFactors()
    settleRisks()
    guard plan.phases.isEmpty else { return settleRisksByPhase() }
    for index in 0..<risks.count {
      for month in 1...months { updateRisk(index, month) }
    }
    takeOwnDraws()
  }

  private func drawFactors() {
    for index in 0..<factors.count where factors[index].copula < 0 {
      let quantity = factors[index].value
      if quantity.each == .trial {
        let value = value(quantity, month: 0)
        for month in 0..<months { factorValues[index * months + month] = value }
      } else {
        for month in 0..<months {
          factorValues[index * months + month] = value(quantity, month: month + 1)
        }
      }
    }
    if !plan.phases.isEmpty { drawLaterFactors() }
    for copula in plan.copulas { drawCopula(copula) }
    for position in 0..<loadedSteps.count {
      let index = Int(loadedSteps[position])
      if !monthlyFactors {
        stepFactors[index] = finite(factorProduct(index, month: 1), index, 1)
        continue
      }
      for month in 1...months {
        stepFactors[index * months + month - 1] = finite(
          factorProduct(index, month: month), index, month)
      }
    }
  }

  /// Correlated factors: standard normals, each from its factor's own stream, mixed by the matrix's
  /// factor and sent through each distribution's quantile function.
  private func drawCopula(_ copula: CopulaRecord) {
    var normals: [Double] = []
    for member in copula.factors {
      generator.select(
        trial: trial, StreamKey(entity: factors[Int(member)].value.tag, purpose: .level))
      normals.append(generator.normal())
    }
    copula.matrix.correlate(&normals)
    for (index, member) in copula.factors.enumerated() {
      let value =
        given(factors[Int(member)].value.tag, 0)
        ?? plan.factorDistributions[Int(member)].value(atNormalScore: normals[index])
      for month in 0..<months { factorValues[Int(member) * months + month] = value }
    }
  }

  private func factorProduct(_ step: Int, month: Int) -> Double {
    var product = 1.0
    for index in steps[step].loadings.indices {
      let loading = loadings[index]
      let value = factorValues[Int(loading.factor) * months + month - 1]
      if loading.exponent == 1 {
        product *= value
      } else if loading.exponent == -1 {
        product /= value
      } else {
        product *= Elementary.power(value, loading.exponent)
      }
    }
    return product
  }

  /// The product of a step's factors.
  func loadedSpeed(_ index: Int, _ month: Int) -> Double {
    stepFactors[monthlyFactors ? index * months + month - 1 : index]
  }

  /// Season times factors: what scales a step's mean this month.
  @inline(__always)
  func meanScale(_ index: Int, _ month: Int) -> Double {
    var scale = 1.0
    let season = Int(steps[index].season)
    if season >= 0 { scale = seasonWeights[season * months + month - 1] }
    if !steps[index].loadings.isEmpty { scale *= loadedSpeed(index, month) }
    return scale
  }

  /// The product of the effects of the risks that act on a whole step this month.
  @inline(__always)
  func riskEffects(_ index: Int, _ month: Int) -> StepEffects<Double> {
    var effects = StepEffects.neutral
    for link in steps[index].riskLinks.indices where !riskLinks[link].isUnit {
      let risk = risk(Int(riskLinks[link].risk), month)
      if risk.isActing { effects.multiply(by: risk.effects) }
    }
    return effects
  }

  @inline(__always)
  func risk(_ index: Int, _ month: Int) -> RiskMonth { riskMonths[index * months + month - 1] }

  /// Effects together with those of the risks that struck one unit and act this month.
  @inline(__always)
  func struckEffects(
    _ unit: Unit, _ common: StepEffects<Double>, _ index: Int, _ month: Int
  ) -> StepEffects<Double> {
    var effects = common
    let links = steps[index].riskLinks
    for link in links.indices where riskLinks[link].isUnit {
      let bit: UInt32 = 1 << UInt32(link - Int(links.start))
      let risk = risk(Int(riskLinks[link].risk), month)
      if unit.struck & bit != 0, risk.isActing { effects.multiply(by: risk.effects) }
    }
    return effects
  }

  /// What is drawn once per trial of a risk's effects, or stands for what is drawn by month.
  func trialEffects(_ risk: RiskRecord) -> StepEffects<Double> {
    risk.effects.map(with: risk.effects) { quantity, _ in value(quantity, month: 0) }
  }

  /// Settles what is settled once per trial.
  private func settleRisks() {
    for index in 0..<risks.count {
      let risk = risks[index]
      takeDraws(ofRisk: index, month: 0)
      var state = RiskState()
      state.chance = value(risk.chance, month: 0)
      if risk.given >= 0, riskStates[Int(risk.given)].happened { state.chance = risk.givenChance }
      state.effects = trialEffects(risk)
      switch risk.kind {
      case .chance:
        state.happened = uniform(risk.tag, month: 0, .riskEvent) < state.chance
        if state.happened { setSpell(risk, &state) }
      case .unitChance:
        state.happened = true
        setSpell(risk, &state)
      case .monthly, .regime: break
      }
      riskStates[index] = state
    }
  }

  /// The whole window, or `lasts` months from an onset drawn evenly in it.
  private func setSpell(_ risk: RiskRecord, _ state: inout RiskState) {
    state.first = risk.firstMonth
    state.last = risk.lastMonth
    guard risk.lasts.isPresent, risk.lastMonth >= risk.firstMonth else { return }
    let width = Double(risk.lastMonth - risk.firstMonth + 1)
    state.first += Int32(uniform(risk.tag, month: 0, .riskOnset) * width)
    state.last = lastMonth(risk, onset: state.first, streamMonth: 0)
  }

  private func lastMonth(_ risk: RiskRecord, onset: Int32, streamMonth: Int) -> Int32 {
    let length =
      !risk.lasts.isPresent
      ? 1
      : risk.lasts.isCertain
        ? risk.lasts.constant : draw(risk.lasts, month: streamMonth)
    // A length counts the month of onset, in whole months.
    return onset + Int32(min(1000, max(0, (length - 1e-9).rounded(.up)))) - 1
  }

  @inline(__always)
  func uniform(_ tag: UInt64, month: Int, _ purpose: Purpose) -> Double {
    generator.select(
      trial: trial,
      StreamKey(entity: tag, month: UInt8(truncatingIfNeeded: month), purpose: purpose))
    return generator.uniform()
  }

  func updateRisk(_ index: Int, _ month: Int) {
    let risk = risks[index]
    takeDraws(ofRisk: index, month: month)
    var isActing: Bool
    let now = Int32(month)
    let inWindow = now >= risk.firstMonth && now <= risk.lastMonth
    switch risk.kind {
    case .chance, .unitChance:
      let state = riskStates[index]
      isActing = state.happened && now >= state.first && now <= state.last
    case .monthly:
      if now > riskStates[index].last {
        let chance =
          risk.chance.each == .month
          ? value(risk.chance, month: month)
          : riskStates[index].chance
        if inWindow, uniform(risk.tag, month: month, .riskEvent) < chance {
          riskStates[index].happened = true
          riskStates[index].first = now
          riskStates[index].last = lastMonth(
            risk, onset: now, streamMonth: risk.lasts.each == .trial ? 0 : month)
        }
      }
      isActing = now >= riskStates[index].first && now <= riskStates[index].last
    case .regime:
      // `last` is 1 while the regime is on, wherever the window stands.
      var isOn = month == 1 ? risk.startsActing : riskStates[index].last == 1
      if month > 1 {
        let chance =
          isOn
          ? value(risk.ends, month: month)
          : risk.chance.each == .month
            ? value(risk.chance, month: month)
            : riskStates[index].chance
        if uniform(risk.tag, month: month, .riskEvent) < chance { isOn.toggle() }
      }
      riskStates[index].last = isOn ? 1 : 0
      isActing = isOn && inWindow
      if isActing { riskStates[index].happened = true }
    }
    settleSighting(ofRisk: index, month: month, isActing: &isActing)
    let drawn = riskStates[index].effects
    riskMonths[index * months + month - 1] = RiskMonth(
      isActing: isActing,
      effects: !isActing
        ? drawn
        : risk.effects.map(with: drawn) { quantity, drawn in
          quantity.each == .month ? value(quantity, month: month) : drawn
        })
  }
}

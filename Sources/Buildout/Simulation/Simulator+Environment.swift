import Sampling

struct RiskState: BitwiseCopyable {
  /// Has struck at least once this trial.
  var happened = false
  var isActing = false
  /// First and last month of the present spell (of the window, for units that settle it themselves).
  var first: Int32 = 1
  var last: Int32 = 0
  /// The chance in force this trial.
  var chance = 0.0
  var speed = 1.0
  var cost = 1.0
}

/// Stage 1: season, factors, risks.
extension Simulator {
  func drawFactors() {
    for index in 0..<factors.count where factors[index].value.each == .trial {
      if factors[index].copula < 0 {
        factorValues[index] = value(factors[index].value, month: 0)
      }
    }
    for copula in plan.copulas { drawCopula(copula) }
    for position in 0..<loadedSteps.count {
      let index = Int(loadedSteps[position])
      stepFactors[index] = factorProduct(index, each: .trial)
    }
  }

  /// Correlated factors: standard normals, each from its factor's own stream, mixed by the matrix's
  /// factor and sent through the normal distribution function and each law's quantile function.
  private func drawCopula(_ copula: CopulaRecord) {
    var normals: [Double] = []
    for member in copula.factors {
      generator.select(
        trial: trial, StreamKey(entity: factors[Int(member)].value.tag, purpose: .level))
      normals.append(generator.normal())
    }
    copula.matrix.correlate(&normals)
    for (place, member) in copula.factors.enumerated() {
      factorValues[Int(member)] = plan.factorLaws[Int(member)].quantile(
        Normal.cdf(normals[place]))
    }
  }

  private func factorProduct(_ step: Int, each: EachRecord) -> Double {
    var product = 1.0
    for index in steps[step].loadings.indices {
      let loading = loadings[index]
      guard factors[Int(loading.factor)].value.each == each else { continue }
      let value = factorValues[Int(loading.factor)]
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

  /// Season times factors: what scales a step's mean this month.
  @inline(__always)
  func meanScale(_ index: Int, _ month: Int) -> Double {
    var scale = 1.0
    let season = Int(steps[index].season)
    if season >= 0 { scale = seasonWeights[season * months + month - 1] }
    if !steps[index].loadings.isEmpty {
      scale *= stepFactors[index]
      if monthlyFactors { scale *= factorProduct(index, each: .month) }
    }
    return scale
  }

  /// The product of the speeds of the risks that act on a step this month.
  @inline(__always)
  func riskSpeed(_ index: Int) -> Double {
    var speed = 1.0
    for link in steps[index].riskLinks.indices where !riskLinks[link].isUnit {
      let risk = Int(riskLinks[link].risk)
      if riskStates[risk].isActing { speed *= riskStates[risk].speed }
    }
    return speed
  }

  @inline(__always)
  func riskCost(_ index: Int) -> Double {
    var cost = 1.0
    for link in steps[index].riskLinks.indices where !riskLinks[link].isUnit {
      let risk = Int(riskLinks[link].risk)
      if riskStates[risk].isActing { cost *= riskStates[risk].cost }
    }
    return cost
  }

  /// Settles what is settled once per trial.
  func settleRisks() {
    for index in 0..<risks.count {
      let risk = risks[index]
      var state = RiskState()
      state.chance = value(risk.chance, month: 0)
      if risk.given >= 0, riskStates[Int(risk.given)].happened { state.chance = risk.givenChance }
      state.speed = value(risk.speed, month: 0)
      state.cost = value(risk.cost, month: 0)
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
  func uniform(_ tag: UInt32, month: Int, _ purpose: Purpose) -> Double {
    generator.select(
      trial: trial,
      StreamKey(entity: tag, month: UInt8(truncatingIfNeeded: month), purpose: purpose))
    return generator.uniform()
  }

  func updateEnvironment(_ month: Int) {
    if monthlyFactors {
      for index in 0..<factors.count where factors[index].value.each == .month {
        factorValues[index] = value(factors[index].value, month: month)
      }
    }
    for index in 0..<risks.count { updateRisk(index, month) }
  }

  private func updateRisk(_ index: Int, _ month: Int) {
    let risk = risks[index]
    let now = Int32(month)
    let inWindow = now >= risk.firstMonth && now <= risk.lastMonth
    switch risk.kind {
    case .chance, .unitChance:
      let state = riskStates[index]
      riskStates[index].isActing = state.happened && now >= state.first && now <= state.last
    case .monthly:
      if now > riskStates[index].last {
        let chance = risk.chance.each == .month ? value(risk.chance, month: month)
          : riskStates[index].chance
        if inWindow, uniform(risk.tag, month: month, .riskEvent) < chance {
          riskStates[index].happened = true
          riskStates[index].first = now
          riskStates[index].last = lastMonth(risk, onset: now, streamMonth: month)
        }
      }
      riskStates[index].isActing = now >= riskStates[index].first && now <= riskStates[index].last
    case .regime:
      // `last` is 1 while the regime is on, wherever the window stands.
      var isOn = month == 1 ? risk.startsActing : riskStates[index].last == 1
      if month > 1 {
        let chance = isOn ? value(risk.ends, month: month)
          : risk.chance.each == .month ? value(risk.chance, month: month)
          : riskStates[index].chance
        if uniform(risk.tag, month: month, .riskEvent) < chance { isOn.toggle() }
      }
      riskStates[index].last = isOn ? 1 : 0
      riskStates[index].isActing = isOn && inWindow
      if riskStates[index].isActing { riskStates[index].happened = true }
    }
    if riskStates[index].isActing {
      if risk.speed.each == .month { riskStates[index].speed = value(risk.speed, month: month) }
      if risk.cost.each == .month { riskStates[index].cost = value(risk.cost, month: month) }
    }
  }
}

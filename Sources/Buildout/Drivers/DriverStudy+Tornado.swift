extension DriverStudy {
  /// What drives a target.
  func tornado(ofTarget index: Int) -> Tornado {
    let target = base.scenario.targets[index]
    let sampled = factorsAndPools.filter { $0.affected.contains(index) }
    return tornado(
      .target(target.id), asItStands: Estimate(tally.met(0, index)),
      risks: affectedByRisk.indices.filter { affectedByRisk[$0].contains(index) },
      factorsAndPools: sampled, until: Int(base.targets[index].due),
      outcome: values(of: base.targets[index].column)
    ) { risk, z in
      RiskFigures(
        off: Estimate(tally.met(2 * risk + 1, index)),
        certain: Estimate(tally.met(2 * risk + 2, index)),
        changes: (0..<3).map { Estimate(tally.target(index, pair: 3 * risk + $0), z: z) })
    } between: { lowest, highest, z in
      let low = proportion(of: index, in: lowest)
      let high = proportion(of: index, in: highest)
      return DriverEffect.Span(
        low: Estimate(low), high: Estimate(high),
        difference: Estimate(from: low, to: high, z: z))
    }
  }

  /// What drives the number of firm targets met; nil when there is none.
  func targetsMet() -> Tornado? {
    let firm = base.targets.indices.filter { base.targets[$0].isFirm }
    guard let last = base.lastFirmMonth else { return nil }
    var numbers = Array(repeating: 0, count: sampled)
    for index in firm {
      for trial in numbers.indices { numbers[trial] += Int(met[index][trial]) }
    }
    return tornado(
      .targetsMet, asItStands: Estimate(tally.targetsMet(0).mean),
      risks: affectedByRisk.indices.filter { !affectedByRisk[$0].isDisjoint(with: firm) },
      factorsAndPools: factorsAndPools.filter { !$0.affected.isDisjoint(with: firm) },
      until: last, outcome: numbers.map(Double.init)
    ) { risk, z in
      RiskFigures(
        off: Estimate(tally.targetsMet(2 * risk + 1).mean),
        certain: Estimate(tally.targetsMet(2 * risk + 2).mean),
        changes: (0..<3).map { Estimate(tally.gain(pair: 3 * risk + $0), z: z) })
    } between: { lowest, highest, z in
      let low = mean(of: numbers, in: lowest)
      let high = mean(of: numbers, in: highest)
      return DriverEffect.Span(
        low: Estimate(low), high: Estimate(high),
        difference: Estimate(from: low, to: high, z: z))
    }
  }

  /// A risk's figures: what it comes to either way, and the changes from as it stands to off, from
  /// as it stands to certain, and from off to certain.
  private struct RiskFigures {
    let off: Estimate
    let certain: Estimate
    let changes: [Estimate]
  }

  private func tornado(
    _ subject: Tornado.Subject, asItStands: Estimate, risks: [Int], factorsAndPools: [Sampled],
    until month: Int, outcome: [Double],
    risk figures: (_ risk: Int, _ z: Double) -> RiskFigures,
    between: (_ lowest: ArraySlice<Int32>, _ highest: ArraySlice<Int32>, _ z: Double) ->
      DriverEffect.Span
  ) -> Tornado {
    // Where the outcome is undefined there is nothing to go up or down with a driver.
    let defined =
      outcome.contains(where: \.isNaN) ? outcome.indices.filter { !outcome[$0].isNaN } : nil
    let outcome = Ranks(defined?.map { outcome[$0] } ?? outcome)
    let ranked = factorsAndPools.compactMap { sampled in
      indices[sampled.column(until: month)].flatMap { index in
        ranks[index].map { ranks in
          let some = defined.map { defined in Ranks(defined.map { values[index][$0] }) }
          return (driver: sampled.driver, ranks: ranks, correlated: some ?? ranks)
        }
      }
    }
    let statements = risks.count + ranked.count { $0.ranks.vary }
    let confidence = Confidence(statements: max(1, statements))
    let z = confidence.z
    var effects = risks.map { risk in
      let figures = figures(risk, z)
      return DriverEffect(
        driver: .risk(base.scenario.risks[risk].id),
        span: DriverEffect.Span(
          low: figures.off, high: figures.certain, difference: figures.changes[2]),
        switchedOff: figures.changes[0], certain: figures.changes[1], correlation: nil)
    }
    effects += ranked.map { driver, ranks, correlated in
      let fifths = ranks.fifths
      return DriverEffect(
        driver: driver, span: ranks.vary ? between(fifths.lowest, fifths.highest, z) : nil,
        switchedOff: nil, certain: nil, correlation: correlated.correlation(with: outcome))
    }
    return Tornado(
      subject: subject, asItStands: asItStands, confidence: confidence,
      effects: largestFirst(effects))
  }

  /// In the order of ``Tornado/effects``.
  private func largestFirst(_ effects: [DriverEffect]) -> [DriverEffect] {
    func key(_ effect: DriverEffect) -> (Int, Double) {
      (
        effect.matters ? 0 : effect.isDecisive ? 1 : effect.span != nil ? 2 : 3,
        -(effect.effect?.value.magnitude ?? 0)
      )
    }
    return effects.enumerated().map { (key: key($0.element), index: $0.offset) }
      .sorted { ($0.key.0, $0.key.1, $0.index) < ($1.key.0, $1.key.1, $1.index) }
      .map { effects[$0.index] }
  }

  // MARK: Samples

  private func values(of column: SampledColumn) -> [Double] {
    guard let index = indices[column] else { preconditionFailure("the column was sampled") }
    return values[index]
  }

  private func proportion(of target: Int, in trials: ArraySlice<Int32>) -> Proportion {
    Proportion(
      count: trials.reduce(0) { $0 + Int(met[target][Int($1)]) }, trials: trials.count)
  }

  private func mean(of numbers: [Int], in trials: ArraySlice<Int32>) -> MeanEstimate {
    var (sum, squares) = (0, 0)
    for trial in trials {
      sum += numbers[Int(trial)]
      squares += numbers[Int(trial)] * numbers[Int(trial)]
    }
    return MeanEstimate(sum: sum, squares: squares, trials: trials.count)
  }
}

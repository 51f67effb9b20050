import Sampling

/// What the first trials of a scenario draw once, before anything is known: where histories of risks come from
/// when trials borrow them.
struct PriorBank: Sendable {
  let evidence: Evidence
  /// By number and trial.
  private(set) var scores: [[Double]] = []
  /// What columns give over spans: by trial, span and column.
  private(set) var exposures: [Double] = []
  /// Of an entity that is a number its values, of a split all its shares, by trial; otherwise none.
  private(set) var values: [[Double]] = []
  /// Trials that agree with what is known for sure, by entity.
  private(set) var allowed: [[Int32]] = []
  /// By risk of the plan and trial: whether it has acted by the as-of month, and whether it acts in it.
  private(set) var happened: [[Bool]] = []
  private(set) var acts: [[Bool]] = []

  init(_ evidence: Evidence, seed: UInt64) {
    self.evidence = evidence
    let draws = PriorDraws(evidence, seed: seed)
    scores = evidence.numbers.map { _ in [] }
    values = evidence.entities.map { _ in [] }
    allowed = evidence.entities.map { _ in [] }
    happened = evidence.plan.risks.map { _ in [] }
    acts = happened
    let columns = evidence.columns.count
    exposures = [Double](
      repeating: 0, count: evidence.pilotTrials * evidence.spans.count * columns)
    let weights = evidence.spans.map { evidence.weights(of: $0) }
    let simulator = Simulator(evidence.plan, seed: seed)
    for trial in 0..<evidence.pilotTrials {
      for (index, score) in draws.scores(trial: trial).enumerated() { scores[index].append(score) }
      simulator.begin(trials: UInt32(trial)..<UInt32(trial + 1))
      for risk in evidence.plan.risks.indices {
        let past = (1...max(1, evidence.asOf)).map { simulator.risk(risk, $0).isActing }
        happened[risk].append(evidence.asOf > 0 && past.contains(true))
        acts[risk].append(evidence.asOf > 0 && past.last == true)
      }
      for (index, entity) in evidence.entities.enumerated() {
        if isAllowed(entity, simulator, draws, trial, &values[index]) {
          allowed[index].append(Int32(trial))
        }
      }
      for span in evidence.spans.indices {
        let row = (trial * evidence.spans.count + span) * columns
        for (index, column) in evidence.columns.enumerated() {
          exposures[row + index] = exposure(
            column, simulator, weights[span], evidence.spans[span], trial)
        }
      }
    }
    for index in allowed.indices where allowed[index].isEmpty {
      // No trial was so; the nearest thing is any.
      allowed[index] = (0..<Int32(evidence.pilotTrials)).map { $0 }
    }
  }

  /// Keeps what an entity draws in a trial, and says whether that agrees with what is known for sure.
  private func isAllowed(
    _ entity: Evidence.Entity, _ simulator: Simulator, _ draws: PriorDraws, _ trial: Int,
    _ values: inout [Double]
  ) -> Bool {
    switch entity {
    case .number(let number):
      let value = draws.value(of: number, trial: trial)
      values.append(value)
      return value >= number.least
    case .split(let split):
      values += draws.shares(of: split, trial: trial)
      return true
    case .risks(let risks):
      return evidence.actuals.sightings.allSatisfy { sighting in
        guard let risk = evidence.plan.riskIDs.firstIndex(of: sighting.risk), risks.contains(risk)
        else { return true }
        return simulator.risk(risk, sighting.month).isActing == sighting.acted
      }
    }
  }

  private func exposure(
    _ column: Evidence.Column, _ simulator: Simulator, _ weights: [Double], _ span: Evidence.Span,
    _ trial: Int
  ) -> Double {
    switch column.kind {
    case .number: return evidence.regressor(values[column.entity][trial], of: column.entity)
    case .share(let index):
      let count = evidence.columns.count { $0.entity == column.entity }
      return Elementary.log(max(1e-3, values[column.entity][trial * count + index]))
    case .risk(let risk):
      let record = evidence.plan.risks[risk]
      var sum = 0.0
      for month in span.from...max(span.from, span.to) {
        let now = simulator.risk(risk, month)
        var speed = 1.0
        if now.isActing {
          speed = now.effects.speed
          if record.capacity.isPresent {
            speed *= max(0, simulator.value(record.capacity, month: 0))
          }
          // How much a delay slows is for the fit to say.
          if record.delay.isPresent, speed == 1 { speed = 0.7 }
        }
        sum += weights[month - span.from] * speed
      }
      return Elementary.log(max(sum, 0.02))
    }
  }

  /// Gives a trial of a block the numbers that stand at some scores.
  func give(_ scores: (Int) -> Double, to block: PastBlock, _ lane: Int) {
    for (index, number) in evidence.numbers.enumerated() {
      block.set(
        number.distribution.value(atNormalScore: scores(index)), number.tag, number.month, lane)
    }
  }

  /// Gives a trial of a block what an entity was in a trial of the bank.
  func give(_ entity: Int, of trial: Int, to block: PastBlock, _ lane: Int) {
    switch evidence.entities[entity] {
    case .number(let number):
      block.set(values[entity][trial], number.tag, number.month, lane)
    case .risks(let risks):
      for risk in risks { block.set(UInt32(trial), ofRisk: evidence.plan.riskIDs[risk], lane) }
    case .split(let split):
      let record = evidence.plan.splits[split]
      let count = record.distribution.count
      for share in 0..<count {
        block.set(values[entity][trial * count + share], record.tag, share + 1, lane)
      }
    }
  }

  /// What columns give over spans in a trial, by where a span's column stands among all of them.
  @inline(__always)
  func exposure(_ trial: Int, cell: Int) -> Double {
    exposures[trial * evidence.spans.count * evidence.columns.count + cell]
  }

  @inline(__always)
  func exposure(_ trial: Int, span: Int, column: Int) -> Double {
    exposures[(trial * evidence.spans.count + span) * evidence.columns.count + column]
  }
}

extension Evidence {
  /// The share of each of a span's months in its work, by the season.
  func weights(of span: Span) -> [Double] {
    let season = scenario.seasons.first { $0.id == span.season }
    var weights = (span.from...max(span.from, span.to)).map { month in
      season.map { $0.weights[scenario.calendar.month(month).monthOfYear - 1] } ?? 1
    }
    let sum = weights.reduce(0, +)
    if sum <= 0 { weights = weights.map { _ in 1 } }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  /// A discrete number as a regressor.
  func regressor(_ value: Double, of entity: Int) -> Double {
    guard case .number(let number) = entities[entity] else { return value }
    let mean = number.distribution.mean
    guard number.distribution.lowerBound >= 0, mean > 0 else { return value }
    return Elementary.log(value + 0.01 * mean)
  }
}

/// What trials draw once before anything is known, computed apart from the simulation.
struct PriorDraws {
  private let evidence: Evidence
  private let generator: Generator

  init(_ evidence: Evidence, seed: UInt64) {
    self.evidence = evidence
    generator = Generator(seed: seed)
  }

  private func select(_ tag: UInt64, _ month: Int, trial: Int) {
    generator.select(
      trial: UInt32(trial),
      StreamKey(entity: tag, month: UInt8(truncatingIfNeeded: month), purpose: .level))
  }

  func value(of number: Evidence.Number, trial: Int) -> Double {
    select(number.tag, number.month, trial: trial)
    return number.distribution.sampler.draw(generator)
  }

  /// The score of a number that stands in no correlation.
  func score(of number: Evidence.Number, trial: Int) -> Double {
    let below = number.distribution.cdf(value(of: number, trial: trial))
    return min(max(Elementary.normalQuantile(min(max(below, 1e-15), 1 - 1e-15)), -8), 8)
  }

  func shares(of split: Int, trial: Int) -> [Double] {
    let record = evidence.plan.splits[split]
    select(record.tag, 0, trial: trial)
    var shares = [Double](repeating: 0, count: record.distribution.count)
    shares.withUnsafeMutableBufferPointer { record.distribution.draw(generator, into: $0) }
    return shares
  }

  /// The scores of all numbers of the evidence.
  func scores(trial: Int) -> [Double] {
    var copulas: [Int: [Double]] = [:]
    return evidence.numbers.map { number in
      guard let copula = number.copula else {
        return score(of: number, trial: trial)
      }
      if copulas[copula.matrix] == nil {
        let record = evidence.plan.copulas[copula.matrix]
        var normals = record.factors.map { member in
          select(evidence.plan.factors[Int(member)].value.tag, 0, trial: trial)
          return generator.normal()
        }
        record.matrix.correlate(&normals)
        copulas[copula.matrix] = normals
      }
      return copulas[copula.matrix]?[copula.row] ?? 0
    }
  }
}

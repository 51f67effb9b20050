import Sampling

/// A flow on its own in many trials: each number is a column of them.
struct FlowColumns {
  /// What was done and what was lost since the horizon began, and the money.
  let done, lost, spent: Flat<Double>
  /// A level, or what waits.
  let level, backlog: Flat<Double>
  /// What is settled once a trial.
  let distribution, cap, remaining, cost: Flat<Double>
  /// When anything was last passed on.
  let last: Flat<Double>
  /// This month's draw, the factor of its mean, and the share of a count that is kept.
  let output, scale, kept: Flat<Double>
  let finish: Flat<Double>

  init() {
    func column() -> Flat<Double> { Flat(repeating: 0, count: Reader.width) }
    (done, lost, spent) = (column(), column(), column())
    (level, backlog) = (column(), column())
    (distribution, cap, remaining, cost) = (column(), column(), column(), column())
    (last, output, scale, kept, finish) = (column(), column(), column(), column(), column())
  }

  func deallocate() {
    for column in [
      done, lost, spent, level, backlog, distribution, cap, remaining, cost, last, output, scale,
      kept,
      finish,
    ] { column.deallocate() }
  }
}

/// Stage 4 for flows on their own, as ``Simulator/workRate(_:_:)`` has it for a single trial.
extension Reader {
  func openFlow(_ index: Int) {
    let step = plan.steps[index]
    for column in [flow.done, flow.lost, flow.spent, flow.last, flow.backlog] { column.fill(0) }
    if step.distribution.isCertain || step.distribution.each == .trial {
      drawOnce(step.distribution, into: flow.distribution)
    }
    if step.kind == .level {
      drawOnce(step.start, into: flow.level)
      for trial in 0..<count { flow.level[trial] = step.cut(flow.level[trial]) }
      return
    }
    if step.isBounded {
      drawOnce(step.cap, into: flow.cap)
      drawOnce(step.remaining, into: flow.remaining)
      if step.queues { drawOnce(step.backlog, into: flow.backlog) }
    }
    if step.hasCost { drawOnce(step.cost, into: flow.cost) }
  }

  /// A number that is drawn once per trial.
  func drawOnce(_ quantity: QuantityRecord, into column: Flat<Double>) {
    if quantity.isCertain { return column.fill(quantity.constant) }
    batch.select(trials: trials, StreamKey(entity: quantity.tag, purpose: .level))
    quantity.sampler.draw(batch, into: column.base)
    give(quantity.tag, month: 0, into: column.base)
  }

  func workFlow(_ index: Int, _ month: Int) {
    let step = plan.steps[index]
    drawOutput(step, index, month)
    let output = flow.output.base
    if step.kind == .level {
      let level = flow.level.base
      for trial in 0..<count { level[trial] = step.cut(level[trial] + output[trial]) }
      return
    }
    if step.isBounded { boundOutput(step, month) }
    if step.hasCost { spend(step, month) }
    let done = flow.done.base
    let last = flow.last.base
    for trial in 0..<count { done[trial] += max(0, output[trial]) }
    for trial in 0..<count where output[trial] > 0 { last[trial] = Double(month) }
  }

  /// Cuts the month's draw to what can be done, and keeps or loses the rest.
  private func boundOutput(_ step: StepRecord, _ month: Int) {
    let isOutside = !step.works(in: month)
    let speeds = speeds(step, month)
    for trial in 0..<count {
      let isStopped = isOutside || speeds.map { $0[trial] <= 0 } ?? false
      let drawn = isStopped && !step.queues ? 0 : flow.output[trial]
      let most = min(flow.backlog[trial] + drawn, min(flow.cap[trial], flow.remaining[trial]))
      let done = isStopped ? 0 : max(0, most)
      if step.hasRemaining {
        flow.remaining[trial] = StepRecord.rest(flow.remaining[trial] - done, after: done)
      }
      if step.queues {
        flow.backlog[trial] = StepRecord.rest(flow.backlog[trial] + drawn - done, after: done)
      } else if drawn > done {
        flow.lost[trial] += drawn - done
      }
      flow.output[trial] = done
    }
  }

  private func spend(_ step: StepRecord, _ month: Int) {
    let costs =
      step.climate >= 0 && !step.riskLinks.isEmpty
      ? climate(step, ClimateColumns.cost, month) : nil
    for trial in 0..<count where flow.output[trial] > 0 {
      flow.spent[trial] += flow.output[trial] * flow.cost[trial] * (costs?[trial] ?? 1)
    }
  }

  // MARK: The month's draw

  private func climate(_ step: StepRecord, _ part: Int, _ month: Int) -> UnsafePointer<Double> {
    climates.column(Int(step.climate), part, month: month, from: span.lowerBound)
  }

  /// The products of the speeds of the risks that act on a step; nil where none ever does.
  private func speeds(_ step: StepRecord, _ month: Int) -> UnsafePointer<Double>? {
    step.riskLinks.isEmpty ? nil : climate(step, ClimateColumns.speed, month)
  }

  /// What the month's distribution gives, after season, factors and risks.
  private func drawOutput(_ step: StepRecord, _ index: Int, _ month: Int) {
    guard step.works(in: month) else { return flow.output.fill(0) }
    let output = flow.output.base
    let isMonthly = step.distribution.each == .month && !step.distribution.isCertain
    if isMonthly {
      batch.select(
        trials: trials,
        StreamKey(
          entity: step.tag, month: UInt8(truncatingIfNeeded: month), purpose: .output))
      guard step.isScaled else { return step.distribution.sampler.draw(batch, into: output) }
    }
    let isThinned = setScale(step, month)
    bound(flow.scale.base, step: index, month: month)
    if isMonthly {
      step.distribution.sampler.draw(batch, meansScaledBy: flow.scale.base, into: output)
    } else {
      for trial in 0..<count { output[trial] = flow.distribution[trial] * flow.scale[trial] }
    }
    bound(output, step: index, month: month)
    if isThinned { thin(step, month) }
  }

  /// Sets what scales the mean, and the share of a count that risks leave; returns whether there is one.
  private func setScale(_ step: StepRecord, _ month: Int) -> Bool {
    let season =
      step.season >= 0 ? plan.seasonWeights[Int(step.season) * plan.months + month - 1] : 1
    let scale = flow.scale.base
    flow.scale.fill(season)
    if !step.loadings.isEmpty {
      let factors = climate(step, ClimateColumns.factors, month)
      for trial in 0..<count { scale[trial] *= factors[trial] }
    }
    guard let speeds = speeds(step, month) else { return false }
    var isThinned = false
    for trial in 0..<count {
      let isKept = step.isCount && speeds[trial] < 1
      flow.kept[trial] = isKept ? speeds[trial] : 1
      isThinned = isThinned || isKept
      if !isKept { scale[trial] *= speeds[trial] }
    }
    return isThinned
  }

  private func thin(_ step: StepRecord, _ month: Int) {
    let key = StreamKey(
      entity: step.tag, month: UInt8(truncatingIfNeeded: month), purpose: .thinning)
    for trial in 0..<count where flow.kept[trial] < 1 {
      flow.output[trial] = generator.thin(
        flow.output[trial], by: flow.kept[trial], trial: firstTrial + UInt32(trial), key)
    }
  }

  // MARK: Reading

  func readFlow(_ leaf: LeafRecord, _ index: Int, month: Int) -> UnsafePointer<Double> {
    let step = plan.steps[index]
    let column: Flat<Double>
    switch leaf.kind {
    case .finish:
      column = flow.finish
      for trial in 0..<count {
        let isOver =
          (step.isBounded && flow.remaining[trial] <= 0)
          || (month >= step.windowEnd && flow.backlog[trial] <= 0)
        column[trial] = isOver ? flow.last[trial] : .infinity
      }
    case .granted: preconditionFailure("a flow on its own has no pool")
    case .counter:
      switch Int(leaf.index - step.counters) {
      case Counter.startedNumber, Counter.started, Counter.completedNumber, Counter.completed:
        column = flow.done
      case Counter.backlogNumber, Counter.backlog, Counter.inProgressNumber, Counter.inProgress:
        column = flow.backlog
      case Counter.lostNumber, Counter.lost: column = flow.lost
      case Counter.spent: column = flow.spent
      case Counter.level: column = flow.level
      // Nothing of a flow is cancelled.
      default:
        column = flow.finish
        column.fill(0)
      }
    }
    return UnsafePointer(column.base)
  }
}

import Sampling

/// What steps with a rate draw in their months: nothing that is built changes it, so it is drawn before.
extension Simulator {
  /// Draws what the steps of a cluster draw by month, in all trials that have been begun side by side:
  /// season, factors and risks are settled, and nothing that is built changes what is called for.
  ///
  /// - Parameter first: The month from which on they are drawn.
  func drawOutputs(_ cluster: ClusterRecord, from first: Int = 1) {
    guard cluster.drawing.indices.contains(where: { drawsMonthly($0) }) else { return }
    let width = StreamBatch.limit / Simulator.lanes
    for start in stride(from: first, through: lastMonth, by: width) {
      let span = start...min(lastMonth, start + width - 1)
      if !hasPast { selectMonths(span, .output) }
      for position in cluster.drawing.indices where drawsMonthly(position) {
        let index = Int(clusterMembers[position])
        // With a past, steps may have the draws of different trials.
        if hasPast { selectMonths(span, .output, of: index) }
        drawOutputs(index, span)
      }
    }
  }

  private func drawsMonthly(_ position: Int) -> Bool {
    steps[Int(clusterMembers[position])].drawsMonthly
  }

  /// Selects the streams of what some months draw, which differ between steps by their entity alone. The place of a
  /// trial that has not been begun has the stream of another.
  ///
  /// - Parameter step: The step whose output they are, where trials have a past.
  func selectMonths(_ span: ClosedRange<Int>, _ purpose: Purpose, of step: Int? = nil) {
    batch.select(0, count: span.count * Simulator.lanes)
    for lane in 0..<Simulator.lanes {
      let begun = lane < registers[0].begun ? lane : 0
      if step != nil { turn(to: begun) }
      for (index, month) in span.enumerated() {
        let key = StreamKey(entity: 0, month: UInt8(truncatingIfNeeded: month), purpose: purpose)
        let trial =
          step.map { self.trial(ofRate: $0, month: month) } ?? environments[begun].trial
        batch.set(index * Simulator.lanes + lane, trial: trial, key)
      }
    }
  }

  private func drawOutputs(_ index: Int, _ span: ClosedRange<Int>) {
    batch.select(steps[index].tag, count: span.count * Simulator.lanes)
    let row = outputs.base + outputIndex(index, 0, span.lowerBound)
    guard steps[index].isScaled else {
      return steps[index].distribution.sampler.draw(batch, into: row)
    }
    for lane in 0..<Simulator.lanes {
      turn(to: lane)
      for (i, month) in span.enumerated() {
        var scale = works(index, month) && lane < registers[0].begun ? meanScale(index, month) : 0
        let speed = riskEffects(index, month).speed
        if !thins(index, speed) { scale *= speed }
        numbers[i * Simulator.lanes + lane] = finite(scale, index, month)
      }
    }
    steps[index].distribution.sampler.draw(batch, meansScaledBy: numbers.base, into: row)
  }

  /// Where the output of a step in a trial and month stands.
  @inline(__always)
  func outputIndex(_ index: Int, _ lane: Int, _ month: Int) -> Int {
    (Int(steps[index].outputRow) * lastMonth + month - 1) * Simulator.lanes + lane
  }

  @inline(__always)
  func works(_ index: Int, _ month: Int) -> Bool { steps[index].works(in: month) }

  /// Whether risks keep some of a count's units rather than scale its mean.
  @inline(__always)
  private func thins(_ index: Int, _ speed: Double) -> Bool { steps[index].isCount && speed < 1 }

  /// What the month's distribution gives, after season, factors and risks.
  func drawOutput(_ index: Int, _ month: Int) -> Double {
    guard works(index, month) else { return 0 }
    let speed = steps[index].riskLinks.isEmpty ? 1 : riskEffects(index, month).speed
    var output: Double
    if steps[index].drawsMonthly {
      output = outputs[outputIndex(index, lane, month)]
    } else {
      if stepStates[index].drawnValue.isNaN {
        stepStates[index].drawnValue = value(steps[index].distribution, month: 0)
      }
      output = stepStates[index].drawnValue * meanScale(index, month)
      if !thins(index, speed) { output *= speed }
    }
    output = finite(output, index, month)
    return thins(index, speed) ? thin(output, by: speed, index, month) : output
  }

  /// Keeps each whole unit with a chance of its own; the fraction of a unit, if any, is scaled.
  private func thin(
    _ count: Double, by share: Double, _ index: Int, _ month: Int
  ) -> Double {
    let key = StreamKey(
      entity: steps[index].tag, month: UInt8(truncatingIfNeeded: month), purpose: .thinning)
    return generator.thin(count, by: share, trial: trial, key)
  }
}

extension Generator {
  /// More units than this in a month are thinned like a quantity: their randomness has evened out, and one
  /// by one they would take longer than all the rest.
  private static var thinningLimit: Double { 100_000 }

  /// Keeps each whole unit with a chance of its own; the fraction of a unit, if any, is scaled.
  func thin(_ count: Double, by share: Double, trial: UInt32, _ key: StreamKey) -> Double {
    guard share > 0 else { return 0 }
    guard share < 1, count > 0 else { return count }
    if count > Generator.thinningLimit { return count * share }
    let whole = count.rounded(.down)
    let kept = self.count(ofFirst: Int(whole), below: share, trial: trial, key)
    return Double(kept) + (count - whole) * share
  }
}

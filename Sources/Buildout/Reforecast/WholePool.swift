/// Trials of the scenario before anything was known, from which a programme may take its past as a whole: those whose
/// readings, moved by what two trials draw once, are the actuals.
///
/// A programme whose units or months feel one another has no smaller parts that could be exchanged.
struct WholePool: Sendable {
  /// A reading of the programme.
  private struct Part: Sendable {
    let value: Double
    let tolerance: Double
    /// What is left of the reading when what the trial drew once is taken off, by trial.
    let rests: [Double]
  }

  private let parts: [Part]
  /// Trials in the order of the last reading's rest.
  private let order: [Int32]

  /// - Parameter read: What the actuals' measures are in the first trials, nothing being known.
  init(_ whole: AgreementPlan.Whole, _ posterior: Posterior, read: [[Double]]) {
    let evidence = posterior.bank.evidence
    var parts: [Part] = []
    for index in whole.readings {
      let reading = evidence.readings[index]
      let before = evidence.actual(before: reading)
      let expected = posterior.priorMeans(ofReading: index)
      let rests = expected.indices.map { trial in
        let grown = read[reading.actual][trial] - (before.map { read[$0][trial] } ?? 0)
        return grown * reading.scale - expected[trial]
      }
      let actual = evidence.actuals.readings[reading.actual]
      // What is a flow is set to its actual afterwards; it is enough to come near.
      let near = whole.isFlow ? 0.01 * actual.value.magnitude : 0
      let isWhole = reading.value == reading.value.rounded()
      parts.append(
        Part(
          value: reading.value,
          tolerance: max(actual.rounding, near, isWhole ? 0.5 : 1e-3 * reading.value.magnitude),
          rests: rests))
    }
    self.parts = parts
    let last = parts.last?.rests ?? []
    order = last.indices.filter { last[$0].isFinite }
      .sorted { (last[$0], $0) < (last[$1], $1) }.map { Int32($0) }
  }

  /// A trial to take the past from.
  ///
  /// - Parameters:
  ///   - expected: What the programme's readings are expected to be in the trial that takes it.
  ///   - wider: How often it has been tried in vain.
  ///   - uniform: Numbers from 0 to 1.
  func donor(_ expected: [Double], wider: Int, uniform: () -> Double) -> Int? {
    guard let last = parts.last, !order.isEmpty else { return nil }
    let wanted = zip(parts, expected).map { $0.value - $1 }
    func index(_ value: Double) -> Int {
      var (low, high) = (0, order.count)
      while low < high {
        let middle = (low + high) / 2
        if last.rests[Int(order[middle])] < value { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let target = wanted[parts.count - 1]
    var (from, to) = (index(target - last.tolerance), index(target + last.tolerance))
    let least = 8 << wider
    while to - from < min(least, order.count) {
      let below = from > 0 ? target - last.rests[Int(order[from - 1])] : .infinity
      let above = to < order.count ? last.rests[Int(order[to])] - target : .infinity
      if below <= above { from -= 1 } else { to += 1 }
    }
    if parts.count == 1 { return Int(order[from + Int(uniform() * Double(to - from))]) }
    var best = (trial: 0, distance: Double.infinity)
    for _ in 0..<min(256, 4 * (to - from)) {
      let trial = Int(order[from + Int(uniform() * Double(to - from))])
      var distance = 0.0
      for (part, wanted) in zip(parts, wanted) {
        let rest = (part.rests[trial] - wanted).magnitude - part.tolerance
        distance = max(distance, rest / max(1, part.tolerance))
      }
      if distance <= 0 { return trial }
      if distance < best.distance { best = (trial, distance) }
    }
    return best.trial
  }
}

extension Posterior {
  /// What a reading is expected to be in the first trials, by what they drew once.
  fileprivate func priorMeans(ofReading reading: Int) -> [Double] {
    let evidence = bank.evidence
    guard let index = datumOf[reading] else {
      return [Double](repeating: 0, count: evidence.pilotTrials)
    }
    let datum = data[index]
    return (0..<evidence.pilotTrials).map { trial in
      var eta = datum.constant
      for one in slopes[datum.scores.indices] {
        eta += one.slope * bank.scores[shared[Int(one.index)]][trial]
      }
      for one in slopes[datum.cells.indices] {
        let (span, column) = Int(one.index).quotientAndRemainder(dividingBy: evidence.columns.count)
        eta += one.slope * bank.exposure(trial, span: span, column: column)
      }
      let units = datum.choice < 0 ? datum.units : choices[Int(datum.choice)].units[trial]
      return datum.family.mean(eta, units: units)
    }
  }
}

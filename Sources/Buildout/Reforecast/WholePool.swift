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
    /// What it was expected to be by what the trial drew once, by trial.
    let expected: [Double]
    /// How far the rests are spread over trials.
    let spread: Double
  }

  /// How many trials are looked at, the nearest by the last reading, and from how many of them one is taken.
  private static let (near, few) = (128, 8)
  /// How much a difference in what was expected counts beside one in what is read: a past that came about in like
  /// circumstances comes to much the same in these.
  private static let circumstances = 0.3

  private let parts: [Part]
  /// Trials in the order of the last reading's rest.
  private let order: Ranked
  /// A number that is moved where a past does not come to the actuals.
  let tilt: WholeTilt?
  /// Trials that agree as they are, in the order of what the last reading was expected to be; where there are enough of
  /// them, a past is taken from no other that a number has.
  private let agreeing: Ranked

  /// - Parameter read: What the actuals' measures are in the first trials, nothing being known.
  init(_ whole: AgreementPlan.Whole, _ posterior: Posterior, read: [[Double]], seed: UInt64) {
    let evidence = posterior.bank.evidence
    var parts: [Part] = []
    for (index, near) in zip(whole.readings, whole.near) {
      let reading = evidence.readings[index]
      let before = evidence.actual(before: reading)
      let expected = posterior.priorMeans(ofReading: index)
      let rests = expected.indices.map { trial in
        let grown = read[reading.actual][trial] - (before.map { read[$0][trial] } ?? 0)
        return grown * reading.scale - expected[trial]
      }
      let actual = evidence.actuals.readings[reading.actual]
      // It is enough to come near to what is set afterwards.
      let near = near / 2 * actual.value.magnitude
      let isWhole = reading.value == reading.value.rounded()
      let finite = rests.filter(\.isFinite)
      let squares = finite.reduce(0) { $0 + $1 * $1 }
      parts.append(
        Part(
          value: reading.value,
          tolerance: max(actual.rounding, near, isWhole ? 0.5 : 1e-3 * reading.value.magnitude),
          rests: rests, expected: expected,
          spread: max((squares / Double(max(1, finite.count))).squareRoot(), 1e-9)))
    }
    self.parts = parts
    let last = parts.last?.rests ?? []
    order = Ranked(last.indices.filter { last[$0].isFinite }, by: last, parts)
    tilt = WholeTilt(of: whole.programme, evidence, rests: last, seed: seed)
    let agree =
      tilt == nil
      ? []
      : last.indices.filter { trial in
        zip(whole.readings, parts).allSatisfy { index, part in
          let actual = evidence.readings[index].actual
          let value = evidence.actuals.readings[actual].value
          return (read[actual][trial] - value).magnitude <= part.tolerance
        }
      }
    let expected = parts.last?.expected ?? []
    agreeing = Ranked(agree.count < Self.few ? [] : agree, by: expected, parts)
  }

  /// Trials in the order of a number.
  private struct Ranked: Sendable {
    let trials: [Int32]
    let values: [Double]
    /// By rank and part: what is left, and what was expected.
    let cells: [Double]

    init(_ trials: [Int], by value: [Double], _ parts: [Part]) {
      let sorted = trials.sorted { (value[$0], $0) < (value[$1], $1) }
      self.trials = sorted.map { Int32($0) }
      values = sorted.map { value[$0] }
      cells = sorted.flatMap { trial in
        parts.flatMap { [$0.rests[trial], $0.expected[trial]] }
      }
    }

    /// Those within a tolerance of a value, or so many that are nearest to it.
    func window(_ target: Double, _ tolerance: Double, atLeast least: Int) -> Range<Int> {
      func index(_ wanted: Double) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
          let middle = (low + high) / 2
          if values[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low
      }
      var (from, to) = (index(target - tolerance), index(target + tolerance))
      while to - from < min(least, values.count) {
        let below = from > 0 ? target - values[from - 1] : .infinity
        let above = to < values.count ? values[to] - target : .infinity
        if below <= above { from -= 1 } else { to += 1 }
      }
      return from..<to
    }
  }

  /// A trial to take the past from.
  ///
  /// - Parameters:
  ///   - expected: What the programme's readings are expected to be in the trial that takes it.
  ///   - uniform: Numbers from 0 to 1.
  func donor(_ expected: [Double], uniform: () -> Double) -> Int? {
    guard let last = parts.last, !order.trials.isEmpty else { return nil }
    let wanted = zip(parts, expected).map { $0.value - $1 }
    let isKnown = !agreeing.trials.isEmpty
    let ranked = isKnown ? agreeing : order
    let target = isKnown ? expected[parts.count - 1] : wanted[parts.count - 1]
    let near = ranked.window(target, last.tolerance, atLeast: Self.near)
    return nearest(wanted, expected, ranked, near, uniform)
  }

  /// One of the trials that agree in every reading and in their circumstances, or of the few that come nearest.
  private func nearest(
    _ wanted: [Double], _ expected: [Double], _ ranked: Ranked, _ ranks: Range<Int>,
    _ uniform: () -> Double
  ) -> Int {
    var found: [(distance: Double, rank: Int)] = []
    var agreeing: [Int] = []
    let judges = zip(parts, zip(wanted, expected)).map {
      Judge(wanted: $1.0, expected: $1.1, tolerance: $0.tolerance, spread: $0.spread)
    }
    ranked.cells.withUnsafeBufferPointer { cells in
      judges.withUnsafeBufferPointer { judges in
        for rank in ranks {
          let bound = found.count == Self.few ? found[Self.few - 1].distance : .infinity
          let distance = Self.distance(at: rank, cells, judges, bound)
          if distance == 0 { agreeing.append(rank) }
          if found.count == Self.few {
            if distance >= bound { continue }
            found.removeLast()
          }
          let place = found.firstIndex { $0.distance > distance } ?? found.count
          found.insert((distance, rank), at: place)
        }
      }
    }
    let rank =
      agreeing.count > Self.few
      ? agreeing[Int(uniform() * Double(agreeing.count))]
      : found[Int(uniform() * Double(found.count))].rank
    return Int(ranked.trials[rank])
  }

  /// What a reading is to be where a past is looked for.
  private struct Judge {
    let wanted, expected, tolerance, spread: Double
  }

  /// How far a trial is from what is wanted, in the spread of what is read; 0 where it agrees. One that is as far as a
  /// bound is not looked at further.
  @inline(__always)
  private static func distance(
    at rank: Int, _ cells: UnsafeBufferPointer<Double>, _ judges: UnsafeBufferPointer<Judge>,
    _ bound: Double
  ) -> Double {
    var distance = 0.0
    for (index, judge) in judges.enumerated() {
      let cell = 2 * (rank * judges.count + index)
      let rest = (cells[cell] - judge.wanted).magnitude
      let other = circumstances * (cells[cell + 1] - judge.expected).magnitude
      distance = max(
        distance,
        (max(0, rest - judge.tolerance) + max(0, other - judge.tolerance)) / judge.spread)
      if distance > 0, distance >= bound { return distance }
    }
    return distance
  }
}

extension Posterior {
  /// What a reading is expected to be in the first trials, by what they drew once.
  func priorMeans(ofReading reading: Int) -> [Double] {
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

import Sampling

/// Where a chain stands: the shared scores, whose history each entity has, and what follows from them.
struct ChainState {
  private let target: Target
  var scores: [Double]
  /// Trials of the bank, by entity; -1 is the mean of all.
  private(set) var histories: [Int]
  /// By span and column.
  private(set) var exposures: [Double]
  private var groupValues: [Double]
  private(set) var value = 0.0

  /// The centre, with mean exposures.
  init(_ posterior: Posterior) {
    target = Target(posterior)
    scores = posterior.centre
    histories = posterior.evidence.entities.map { _ in -1 }
    exposures = posterior.means
    groupValues = posterior.groups.map { _ in 0 }
    evaluate()
  }

  /// What states of a chain have in common: the posterior, as the moves ask for it.
  private final class Target: Sendable {
    let size: Int
    let data: [Posterior.Datum]
    let datumOf: [Int: Int]
    let slopes: [Posterior.Slope]
    let choices: [Posterior.Choice]
    let groups: [Posterior.Group]
    let reached: [[Int]]
    let centre, means, shifts, precision: [Double]
    let curvature: Cholesky
    let proposals: [[Double]]
    let allowed: [[Int32]]
    /// The least that each score may be.
    let least: [Double]
    /// Where an entity's columns stand in the exposures of a trial, over all spans.
    let cells: [[Int]]
    /// By trial of the bank, span and column.
    let bank: [Double]

    init(_ posterior: Posterior) {
      let evidence = posterior.evidence
      size = posterior.size
      data = posterior.data
      datumOf = posterior.datumOf
      slopes = posterior.slopes
      choices = posterior.choices
      groups = posterior.groups
      reached = posterior.reached
      centre = posterior.centre
      means = posterior.means
      shifts = posterior.shifts
      precision = posterior.precision
      curvature = posterior.curvature
      proposals = posterior.proposals
      allowed = posterior.bank.allowed
      least = posterior.shared.map { evidence.numbers[$0].leastScore }
      let columns = evidence.columns
      cells = evidence.entities.indices.map { entity in
        columns.indices.filter { columns[$0].entity == entity }.flatMap { column in
          evidence.spans.indices.map { $0 * columns.count + column }
        }
      }
      bank = posterior.bank.exposures
    }

    /// What a trial of the bank gives, by span and column.
    @inline(__always)
    func exposure(_ history: Int, _ cell: Int) -> Double { bank[history * means.count + cell] }
  }

  // MARK: The target

  private func prior() -> Double {
    let (size, precision) = (target.size, target.precision)
    var sum = 0.0
    for row in 0..<size {
      var dot = 0.0
      for column in 0..<size { dot += precision[row * size + column] * scores[column] }
      sum += scores[row] * dot
    }
    for (score, least) in zip(scores, target.least) where score < least { return -.infinity }
    return -sum / 2
  }

  private func linear(_ datum: Posterior.Datum) -> Double {
    var eta = datum.constant
    target.slopes.withUnsafeBufferPointer { slopes in
      for index in datum.scores.indices {
        eta += slopes[index].slope * scores[Int(slopes[index].index)]
      }
      for index in datum.cells.indices {
        eta += slopes[index].slope * exposures[Int(slopes[index].index)]
      }
    }
    return eta
  }

  /// The quasi-likelihood of a datum, out of as many units as the trial has.
  private func quasi(
    _ datum: Posterior.Datum, _ eta: Double
  ) -> (value: Double, slope: Double, weight: Double) {
    guard datum.choice >= 0 else {
      if datum.dispersions.isEmpty {
        return datum.family.quasi(datum.value, eta, units: datum.units, datum.dispersion)
      }
      var log = 0.0
      for index in datum.dispersions.indices {
        let one = target.slopes[index]
        log += one.slope * exposures[Int(one.index)]
      }
      let dispersion = datum.dispersion * Elementary.exp(log)
      var q = datum.family.quasi(datum.value, eta, units: datum.units, dispersion)
      q.value -=
        datum.family.saturated(datum.value, units: datum.units) / dispersion
        + Elementary.log(dispersion) / 2
      return q
    }
    let choice = target.choices[Int(datum.choice)]
    let history = histories[choice.entity]
    guard history >= 0 else {
      return datum.family.quasi(datum.value, eta, units: datum.units, datum.dispersion)
    }
    var q = datum.family.quasi(datum.value, eta, units: choice.units[history], datum.dispersion)
    q.value += choice.ways[history] / datum.dispersion
    return q
  }

  /// How many units a datum is out of here.
  private func units(_ datum: Posterior.Datum) -> Double {
    guard datum.choice >= 0 else { return datum.units }
    let choice = target.choices[Int(datum.choice)]
    return histories[choice.entity] < 0 ? datum.units : choice.units[histories[choice.entity]]
  }

  /// The log likelihood of a group's readings, the own score integrated out about where it is likeliest.
  private func value(of group: Posterior.Group) -> Double {
    if group.own == nil {
      return group.data.reduce(0) { sum, index in
        let datum = target.data[index]
        return sum + quasi(datum, linear(datum)).value
      }
    }
    var own = 0.0
    let etas = group.data.map { linear(target.data[$0]) }
    for step in 0..<4 {
      var slope = -own
      var curvature = 1.0
      var sum = -own * own / 2
      for (index, eta) in zip(group.data, etas) {
        let datum = target.data[index]
        let q = quasi(datum, eta + datum.own * own)
        sum += q.value
        slope += datum.own * q.slope
        curvature += datum.own * datum.own * q.weight
      }
      if step == 3 { return sum - Elementary.log(curvature) / 2 }
      own += min(max(slope / curvature, -2), 2)
    }
    return 0
  }

  /// Works everything out anew.
  private mutating func evaluate() {
    value = prior()
    for (index, group) in target.groups.enumerated() {
      groupValues[index] = value(of: group)
      value += groupValues[index]
    }
  }

  /// Works out what an entity reaches; the scores are as they were.
  private mutating func evaluate(_ groups: [Int]) {
    for index in groups {
      value -= groupValues[index]
      groupValues[index] = value(of: target.groups[index])
      value += groupValues[index]
    }
  }

  private mutating func set(_ entity: Int, history: Int, shifting: Bool) {
    let (size, shifts) = (target.size, target.shifts)
    for cell in target.cells[entity] {
      let next = target.exposure(history, cell)
      let change = next - exposures[cell]
      if change == 0 { continue }
      exposures[cell] = next
      guard shifting else { continue }
      for row in 0..<size { scores[row] -= shifts[cell * size + row] * change }
    }
    histories[entity] = history
  }

  /// Whether a history would change anything that the readings feel.
  private func differs(_ entity: Int, _ history: Int) -> Bool {
    if histories[entity] == history { return false }
    if histories[entity] < 0 || target.choices.contains(where: { $0.entity == entity }) {
      return true
    }
    return target.cells[entity].contains { target.exposure(history, $0) != exposures[$0] }
  }

  /// The target where one entity has a history and the scores have moved along; all else at the centre.
  func logTarget(with entity: Int, history: Int) -> Double {
    var copy = self
    copy.set(entity, history: history, shifting: true)
    copy.evaluate()
    return copy.value
  }

  // MARK: Moves

  /// Starts a trial's chain: histories as they are proposed, scores about where they then are likeliest.
  mutating func begin(_ generator: Generator) {
    for entity in target.reached.indices {
      set(entity, history: propose(entity, generator).history, shifting: true)
    }
    let noise = noise(generator)
    for row in noise.indices { scores[row] += noise[row] }
    evaluate()
  }

  /// Scores about none, with the covariance that they have at the centre.
  private func noise(_ generator: Generator) -> [Double] {
    target.curvature.solveTransposed((0..<target.size).map { _ in generator.normal() })
  }

  private func propose(_ entity: Int, _ generator: Generator) -> (history: Int, log: Double) {
    let sums = target.proposals[entity]
    let wanted = generator.fine() * (sums.last ?? 1)
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > wanted { high = middle } else { low = middle + 1 }
    }
    return (Int(target.allowed[entity][low]), 0)
  }

  private func logProposal(_ entity: Int, _ history: Int) -> Double {
    let allowed = target.allowed[entity]
    var (low, high) = (0, allowed.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if Int(allowed[middle]) >= history { high = middle } else { low = middle + 1 }
    }
    let sums = target.proposals[entity]
    return Elementary.log(sums[low] - (low > 0 ? sums[low - 1] : 0))
  }

  /// One turn over all moves. Source: Metropolis-Hastings.
  mutating func sweep(_ generator: Generator) {
    for entity in target.reached.indices
    where !target.reached[entity].isEmpty {
      for shifting in [true, false] where target.size > 0 || !shifting {
        let history = propose(entity, generator).history
        guard differs(entity, history) else {
          let ratio = logProposal(entity, histories[entity]) - logProposal(entity, history)
          if Elementary.log(generator.fine()) < ratio { histories[entity] = history }
          continue
        }
        let old = self
        set(entity, history: history, shifting: shifting)
        if shifting { evaluate() } else { evaluate(target.reached[entity]) }
        let ratio =
          value - old.value + logProposal(entity, old.histories[entity])
          - logProposal(entity, histories[entity])
        if !(Elementary.log(generator.fine()) < ratio) { self = old }
      }
    }
    guard target.size > 0 else { return }
    moveAnew(generator)
    moveNear(generator)
  }

  /// Where the scores are likeliest with the exposures at hand.
  private func centreHere() -> [Double] {
    let (size, means, shifts) = (target.size, target.means, target.shifts)
    var centre = target.centre
    for cell in exposures.indices {
      let change = exposures[cell] - means[cell]
      if change == 0 { continue }
      for row in 0..<size { centre[row] -= shifts[cell * size + row] * change }
    }
    return centre
  }

  /// The scores anew, from the normal distribution about the centre, a little wider.
  private mutating func moveAnew(_ generator: Generator) {
    let width = 1.15
    let old = self
    let centre = centreHere()
    let noise = noise(generator)
    for row in noise.indices { scores[row] = centre[row] + width.squareRoot() * noise[row] }
    evaluate()
    let ratio =
      value - old.value
      + (distance(scores, centre) - distance(old.scores, centre)) / (2 * width)
    if !(Elementary.log(generator.fine()) < ratio) { self = old }
  }

  /// A step from where they are.
  private mutating func moveNear(_ generator: Generator) {
    let old = self
    let noise = noise(generator)
    let step = 1.2 / Double(target.size).squareRoot()
    for row in noise.indices { scores[row] += step * noise[row] }
    evaluate()
    if !(Elementary.log(generator.fine()) < value - old.value) { self = old }
  }

  /// The square of the distance, in the posterior's own measure.
  private func distance(_ x: [Double], _ centre: [Double]) -> Double {
    let (size, factor) = (target.size, target.curvature.factor)
    var sum = 0.0
    // |L'(x - c)| squared, where LL' is the inverse of the covariance.
    for column in 0..<size {
      var dot = 0.0
      for row in column..<size { dot += factor[row * size + column] * (x[row] - centre[row]) }
      sum += dot * dot
    }
    return sum
  }

  /// What a reading is expected to be with the scores and histories at hand; 0 where it taught nothing.
  ///
  /// - Parameter own: The score of its programme.
  func mean(ofReading reading: Int, own: Double) -> Double {
    guard let index = target.datumOf[reading] else { return 0 }
    let datum = target.data[index]
    return datum.family.mean(linear(datum) + datum.own * own, units: units(datum))
  }

  // MARK: Own scores

  /// A group's own score given all else, on a grid about where it is likeliest.
  ///
  /// - Parameter uniform: Where it lies in its distribution.
  func own(of group: Posterior.Group, _ number: Evidence.Number, uniform: Double) -> Double {
    let least = number.leastScore
    let etas = group.data.map { linear(target.data[$0]) }
    /// The log density, how fast it grows, and its curvature.
    func density(_ score: Double) -> (value: Double, slope: Double, curvature: Double) {
      var (value, slope, curvature) = (-score * score / 2, -score, 1.0)
      for (index, eta) in zip(group.data, etas) {
        let datum = target.data[index]
        let q = quasi(datum, eta + datum.own * score)
        value += q.value
        slope += datum.own * q.slope
        curvature += datum.own * datum.own * q.weight
      }
      return (value, slope, curvature)
    }
    var centre = 0.0
    var here = density(centre)
    for _ in 0..<6 {
      let step = here.slope / here.curvature
      if !(step.magnitude > 1e-3) { break }
      centre = min(max(centre + min(max(step, -1.5), 1.5), -6), 6)
      here = density(centre)
    }
    let spread = here.curvature.isFinite ? 1 / here.curvature.squareRoot() : 1
    let low = max(-6, centre - 8 * spread, least)
    let high = min(6, max(centre + 8 * spread, low + spread))
    guard high > low else { return min(6, max(-6, least)) }
    let steps = 49
    let width = (high - low) / Double(steps)
    var logs = [Double](repeating: -.infinity, count: steps)
    for step in 0..<steps {
      let score = low + width * (Double(step) + 0.5)
      let log = density(score).value
      if score >= least, log.isFinite { logs[step] = log }
    }
    let top = logs.max() ?? 0
    guard top > -.infinity else { return min(6, max(-6, least)) }
    var sums = [Double](repeating: 0, count: steps)
    var sum = 0.0
    for step in 0..<steps {
      sum += Elementary.exp(max(-700, logs[step] - top))
      sums[step] = sum
    }
    let wanted = uniform * sum
    let step = sums.firstIndex { $0 > wanted } ?? steps - 1
    let before = step > 0 ? sums[step - 1] : 0
    let within = (wanted - before) / max(sums[step] - before, 1e-300)
    return low + width * (Double(step) + within)
  }
}

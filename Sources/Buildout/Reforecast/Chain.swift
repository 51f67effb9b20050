import Sampling

/// Where a chain stands: the shared scores, whose history each entity has, and what follows from them.
struct ChainState {
  private let target: Target
  private var posterior: Posterior { target.posterior }
  private var evidence: Evidence { target.posterior.bank.evidence }
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
    histories = posterior.bank.evidence.entities.map { _ in -1 }
    exposures = posterior.means
    groupValues = posterior.groups.map { _ in 0 }
    evaluate()
  }

  /// What states of a chain have in common. It belongs to one worker.
  private final class Target {
    let posterior: Posterior
    /// The least that each score may be.
    let least: [Double]
    let data: Flat<Posterior.Datum>
    let slopes: Flat<Posterior.Slope>
    /// By entity, where its exposures stand.
    let cells: [[Int]]
    /// By entity, whether some value is a number out of what it draws.
    let isChosenFrom: [Bool]
    /// By group, whether scores reach it.
    let isScored: [Bool]
    /// By entity and group, whether one reaches the other.
    let reaches: [[Bool]]
    /// Room for the data of the largest group.
    let standings: Flat<Standing>
    private let memory = Memory()

    init(_ posterior: Posterior) {
      self.posterior = posterior
      let evidence = posterior.bank.evidence
      least = posterior.shared.map { evidence.numbers[$0].leastScore }
      data = memory.flat(posterior.data)
      slopes = memory.flat(posterior.slopes)
      let columns = evidence.columns.count
      cells = evidence.entities.indices.map { entity in
        let own = evidence.columns.indices.filter { evidence.columns[$0].entity == entity }
        return own.flatMap { column in evidence.spans.indices.map { $0 * columns + column } }
      }
      isChosenFrom = evidence.entities.indices.map { entity in
        posterior.choices.contains { $0.entity == entity }
      }
      isScored = posterior.groups.map { group in
        posterior.data[group.data].contains { !$0.scores.isEmpty }
      }
      reaches = posterior.reached.map { reached in
        var reaches = posterior.groups.map { _ in false }
        for group in reached { reaches[group] = true }
        return reaches
      }
      let most = posterior.groups.map(\.data.count).max() ?? 0
      standings = memory.flat(repeating: Standing(), count: most)
    }
  }

  /// A datum with the scores and histories at hand, but for the own score of its programme.
  struct Standing: BitwiseCopyable {
    var family = GeneralisedFit.Family(link: .identity, variance: .constant)
    var value = 0.0
    var eta = 0.0
    /// How fast it moves with the own score.
    var own = 0.0
    var units = 0.0
    var dispersion = 1.0
    /// What the quasi-likelihood leaves out.
    var more = 0.0

    /// The quasi-likelihood with an own score.
    @inline(__always)
    func quasi(
      _ score: Double, isValued: Bool = true
    ) -> (value: Double, slope: Double, weight: Double) {
      var q = family.quasi(
        value, eta + own * score, units: units, dispersion, isValued: isValued)
      q.value += more
      return q
    }
  }

  private var size: Int { target.posterior.size }

  // MARK: The target

  private func prior() -> Double {
    var sum = 0.0
    scores.withUnsafeBufferPointer { scores in
      target.posterior.precision.withUnsafeBufferPointer { precision in
        for row in 0..<scores.count {
          var dot = 0.0
          let base = row * scores.count
          for column in 0..<scores.count { dot += precision[base + column] * scores[column] }
          sum += scores[row] * dot
        }
      }
    }
    for (score, least) in zip(scores, target.least) where score < least { return -.infinity }
    return -sum / 2
  }

  private func linear(_ datum: Posterior.Datum) -> Double {
    var eta = datum.constant
    let slopes = target.slopes
    for index in datum.scores.indices {
      eta += slopes[index].slope * scores[Int(slopes[index].index)]
    }
    for index in datum.cells.indices {
      eta += slopes[index].slope * exposures[Int(slopes[index].index)]
    }
    return eta
  }

  /// How many units a datum is out of here.
  private func units(_ datum: Posterior.Datum) -> Double {
    guard datum.choice >= 0 else { return datum.units }
    let choice = target.posterior.choices[Int(datum.choice)]
    return histories[choice.entity] < 0 ? datum.units : choice.units[histories[choice.entity]]
  }

  /// A datum where the chain stands.
  private func standing(_ datum: Posterior.Datum) -> Standing {
    var standing = Standing(
      family: datum.family, value: datum.value, eta: linear(datum), own: datum.own,
      units: datum.units, dispersion: datum.dispersion)
    if datum.choice >= 0 {
      let choice = target.posterior.choices[Int(datum.choice)]
      let history = histories[choice.entity]
      if history >= 0 {
        standing.units = choice.units[history]
        standing.more = choice.ways[history] / datum.dispersion
      }
    } else if !datum.dispersions.isEmpty {
      var log = 0.0
      for index in datum.dispersions.indices {
        let one = target.slopes[index]
        log += one.slope * exposures[Int(one.index)]
      }
      let dispersion = datum.dispersion * Elementary.exp(log)
      standing.dispersion = dispersion
      let saturated = datum.family.saturated(datum.value, units: datum.units)
      standing.more = -(saturated / dispersion + Elementary.log(dispersion) / 2)
    }
    return standing
  }

  /// The data of a group where the chain stands, until the next group's are asked for.
  @inline(__always)
  func standings(of group: Posterior.Group) -> UnsafeMutableBufferPointer<Standing> {
    let room = target.standings
    for (place, index) in group.data.enumerated() { room[place] = standing(target.data[index]) }
    return UnsafeMutableBufferPointer(start: room.base, count: group.data.count)
  }

  /// The log likelihood of a group's readings, the own score integrated out about where it is likeliest.
  private func value(of group: Posterior.Group) -> Double {
    let data = standings(of: group)
    if group.own == nil { return data.reduce(0) { $0 + $1.quasi(0).value } }
    var own = 0.0
    for _ in 0..<3 {
      var slope = -own
      var curvature = 1.0
      for datum in data {
        let q = datum.quasi(own, isValued: false)
        slope += datum.own * q.slope
        curvature += datum.own * datum.own * q.weight
      }
      own += min(max(slope / curvature, -2), 2)
    }
    var curvature = 1.0
    var sum = -own * own / 2
    for datum in data {
      let q = datum.quasi(own)
      sum += q.value
      curvature += datum.own * datum.own * q.weight
    }
    return sum - Elementary.log(curvature) / 2
  }

  /// Works everything out anew.
  private mutating func evaluate() { evaluate { _ in true } }

  /// Works out what scores reach, which have moved, and an entity, if one has.
  private mutating func evaluate(movedWith entity: Int?) {
    let (isScored, reaches) = (target.isScored, entity.map { target.reaches[$0] })
    evaluate { isScored[$0] || reaches?[$0] ?? false }
  }

  /// Works out some groups; the others are as they were.
  @inline(__always)
  private mutating func evaluate(_ hasChanged: (_ group: Int) -> Bool) {
    value = prior()
    for index in groupValues.indices {
      if hasChanged(index) { groupValues[index] = value(of: target.posterior.groups[index]) }
      value += groupValues[index]
    }
  }

  /// Works out what an entity reaches; the scores are as they were.
  private mutating func evaluate(_ groups: [Int]) {
    for index in groups {
      value -= groupValues[index]
      groupValues[index] = value(of: target.posterior.groups[index])
      value += groupValues[index]
    }
  }

  private mutating func set(_ entity: Int, history: Int, shifting: Bool) {
    let shifts = target.posterior.shifts
    for cell in target.cells[entity] {
      let next = target.posterior.bank.exposure(history, cell: cell)
      let change = next - exposures[cell]
      if change == 0 { continue }
      exposures[cell] = next
      guard shifting else { continue }
      for row in scores.indices { scores[row] -= shifts[cell * scores.count + row] * change }
    }
    histories[entity] = history
  }

  /// Whether a history would change anything that the readings feel.
  private func differs(_ entity: Int, _ history: Int) -> Bool {
    if histories[entity] == history { return false }
    if histories[entity] < 0 || target.isChosenFrom[entity] { return true }
    let bank = target.posterior.bank
    return target.cells[entity].contains { bank.exposure(history, cell: $0) != exposures[$0] }
  }

  /// All that readings feel of a history.
  func felt(_ entity: Int, history: Int) -> [Double] {
    let choices = target.posterior.choices.filter { $0.entity == entity }
    return target.cells[entity].map { target.posterior.bank.exposure(history, cell: $0) }
      + choices.flatMap { [$0.units[history], $0.ways[history]] }
  }

  /// The target where one entity has a history and the scores have moved along; all else at the centre.
  func logTarget(with entity: Int, history: Int) -> Double {
    var copy = self
    copy.set(entity, history: history, shifting: true)
    copy.evaluate(movedWith: entity)
    return copy.value
  }

  // MARK: Moves

  /// Starts a trial's chain: histories as they are proposed, scores about where they then are likeliest.
  mutating func begin(_ generator: Generator) {
    for entity in evidence.entities.indices {
      set(entity, history: propose(entity, generator).history, shifting: true)
    }
    let noise = posterior.curvature.solveTransposed((0..<size).map { _ in generator.normal() })
    for row in 0..<size { scores[row] += noise[row] }
    evaluate()
  }

  private func propose(_ entity: Int, _ generator: Generator) -> (history: Int, log: Double) {
    let sums = posterior.proposals[entity]
    let wanted = generator.fine() * (sums.last ?? 1)
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > wanted { high = middle } else { low = middle + 1 }
    }
    return (Int(posterior.bank.allowed[entity][low]), 0)
  }

  private func logProposal(_ entity: Int, _ history: Int) -> Double {
    let allowed = posterior.bank.allowed[entity]
    var (low, high) = (0, allowed.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if Int(allowed[middle]) >= history { high = middle } else { low = middle + 1 }
    }
    let sums = posterior.proposals[entity]
    return Elementary.log(sums[low] - (low > 0 ? sums[low - 1] : 0))
  }

  /// One turn over all moves. Source: Metropolis-Hastings.
  mutating func sweep(_ generator: Generator) {
    for entity in evidence.entities.indices where !posterior.reached[entity].isEmpty {
      for shifting in [true, false] where size > 0 || !shifting {
        let history = propose(entity, generator).history
        guard differs(entity, history) else {
          let ratio = logProposal(entity, histories[entity]) - logProposal(entity, history)
          if Elementary.log(generator.fine()) < ratio { histories[entity] = history }
          continue
        }
        let old = self
        set(entity, history: history, shifting: shifting)
        if shifting { evaluate(movedWith: entity) } else { evaluate(posterior.reached[entity]) }
        let ratio =
          value - old.value + logProposal(entity, old.histories[entity])
          - logProposal(entity, histories[entity])
        if !(Elementary.log(generator.fine()) < ratio) { self = old }
      }
    }
    guard size > 0 else { return }
    moveAnew(generator)
    moveNear(generator)
  }

  /// Where the scores are likeliest with the exposures at hand.
  private func centreHere() -> [Double] {
    var centre = posterior.centre
    for index in exposures.indices {
      let change = exposures[index] - posterior.means[index]
      if change == 0 { continue }
      for row in 0..<size { centre[row] -= posterior.shifts[index * size + row] * change }
    }
    return centre
  }

  /// The scores anew, from the normal distribution about the centre, a little wider.
  private mutating func moveAnew(_ generator: Generator) {
    let width = 1.15
    let old = self
    let centre = centreHere()
    let noise = posterior.curvature.solveTransposed((0..<size).map { _ in generator.normal() })
    for row in 0..<size { scores[row] = centre[row] + width.squareRoot() * noise[row] }
    evaluate(movedWith: nil)
    let ratio =
      value - old.value
      + (distance(scores, centre) - distance(old.scores, centre)) / (2 * width)
    if !(Elementary.log(generator.fine()) < ratio) { self = old }
  }

  /// A step from where they are.
  private mutating func moveNear(_ generator: Generator) {
    let old = self
    let noise = posterior.curvature.solveTransposed((0..<size).map { _ in generator.normal() })
    let step = 1.2 / Double(size).squareRoot()
    for row in 0..<size { scores[row] += step * noise[row] }
    evaluate(movedWith: nil)
    if !(Elementary.log(generator.fine()) < value - old.value) { self = old }
  }

  /// The square of the distance, in the posterior's own measure.
  private func distance(_ x: [Double], _ centre: [Double]) -> Double {
    let factor = posterior.curvature.factor
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
    guard let index = target.posterior.datumOf[reading] else { return 0 }
    let datum = target.posterior.data[index]
    return datum.family.mean(linear(datum) + datum.own * own, units: units(datum))
  }
}

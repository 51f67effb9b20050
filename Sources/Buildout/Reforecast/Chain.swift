import Sampling

/// A chain of moves to what trials draw once: the shared scores, whose history each entity has, and what follows from
/// them. It belongs to one worker, and stands in memory of its own, so that a move is made and taken back without
/// asking for any.
final class Chain {
  private let posterior: Posterior
  private let size: Int
  private let memory = Memory()
  // Where it stands, and where it stood before the move at hand.
  private let here, before: Stand
  private(set) var value = 0.0

  /// The least that each score may be.
  private let least: [Double]
  private let precision: Flat<Double>
  private let shifts: Flat<Double>
  private let data: Flat<Posterior.Datum>
  private let slopes: Flat<Posterior.Slope>
  private let groups: Flat<Group>
  /// By entity, where its exposures stand.
  private let cells: [[Int]]
  /// By entity, whether some value is a number out of what it draws.
  private let isChosenFrom: [Bool]
  /// By entity and group, whether one reaches the other.
  private let reaches: [[Bool]]
  /// Room for the data of the largest group.
  private let standings: Flat<Standing>

  private struct Stand: BitwiseCopyable {
    let scores: Flat<Double>
    /// Trials of the bank, by entity; -1 is the mean of all.
    let histories: Flat<Int>
    /// By span and column.
    let exposures: Flat<Double>
    let groupValues: Flat<Double>

    init(_ posterior: Posterior, _ memory: Memory) {
      scores = memory.flat(posterior.centre)
      histories = memory.flat(repeating: -1, count: posterior.bank.evidence.entities.count)
      exposures = memory.flat(posterior.means)
      groupValues = memory.flat(repeating: 0, count: posterior.groups.count)
    }

    func update(from other: Stand) {
      scores.base.update(from: other.scores.base, count: scores.count)
      histories.base.update(from: other.histories.base, count: histories.count)
      exposures.base.update(from: other.exposures.base, count: exposures.count)
      groupValues.base.update(from: other.groupValues.base, count: groupValues.count)
    }
  }

  private struct Group: BitwiseCopyable {
    let data: Slice32
    let hasOwn: Bool
    /// Whether shared scores reach it.
    let isScored: Bool
  }

  /// The centre, with mean exposures.
  init(_ posterior: Posterior) {
    self.posterior = posterior
    let evidence = posterior.bank.evidence
    size = posterior.size
    here = Stand(posterior, memory)
    before = Stand(posterior, memory)
    least = posterior.shared.map { evidence.numbers[$0].leastScore }
    precision = memory.flat(posterior.precision)
    shifts = memory.flat(posterior.shifts)
    data = memory.flat(posterior.data)
    slopes = memory.flat(posterior.slopes)
    groups = memory.flat(
      posterior.groups.map { group in
        Group(
          data: Slice32(start: Int32(group.data.lowerBound), end: Int32(group.data.upperBound)),
          hasOwn: group.own != nil,
          isScored: posterior.data[group.data].contains { !$0.scores.isEmpty })
      })
    let columns = evidence.columns.count
    cells = evidence.entities.indices.map { entity in
      let own = evidence.columns.indices.filter { evidence.columns[$0].entity == entity }
      return own.flatMap { column in evidence.spans.indices.map { $0 * columns + column } }
    }
    isChosenFrom = evidence.entities.indices.map { entity in
      posterior.choices.contains { $0.entity == entity }
    }
    reaches = posterior.reached.map { reached in
      var reaches = posterior.groups.map { _ in false }
      for group in reached { reaches[group] = true }
      return reaches
    }
    let most = posterior.groups.map(\.data.count).max() ?? 0
    standings = memory.flat(repeating: Standing(), count: most)
    evaluate { _ in true }
  }

  var scores: Flat<Double> { here.scores }
  var histories: Flat<Int> { here.histories }
  private var entities: Range<Int> { 0..<here.histories.count }

  // MARK: The target

  private func prior() -> Double {
    var sum = 0.0
    for row in 0..<size {
      var dot = 0.0
      for column in 0..<size { dot += precision[row * size + column] * scores[column] }
      sum += scores[row] * dot
    }
    for row in 0..<size where scores[row] < least[row] { return -.infinity }
    return -sum / 2
  }

  private func linear(_ datum: Posterior.Datum) -> Double {
    var eta = datum.constant
    for index in datum.scores.indices {
      eta += slopes[index].slope * scores[Int(slopes[index].index)]
    }
    for index in datum.cells.indices {
      eta += slopes[index].slope * here.exposures[Int(slopes[index].index)]
    }
    return eta
  }

  /// How many units a datum is out of here.
  private func units(_ datum: Posterior.Datum) -> Double {
    guard datum.choice >= 0 else { return datum.units }
    let choice = posterior.choices[Int(datum.choice)]
    return histories[choice.entity] < 0 ? datum.units : choice.units[histories[choice.entity]]
  }

  /// A datum where the chain stands.
  private func standing(_ datum: Posterior.Datum) -> Standing {
    var standing = Standing(
      family: datum.family, value: datum.value, eta: linear(datum), own: datum.own,
      units: datum.units, dispersion: datum.dispersion)
    if datum.choice >= 0 {
      let choice = posterior.choices[Int(datum.choice)]
      let history = histories[choice.entity]
      if history >= 0 {
        standing.units = choice.units[history]
        standing.more = choice.ways[history] / datum.dispersion
      }
    } else if !datum.dispersions.isEmpty {
      var log = 0.0
      for index in datum.dispersions.indices {
        log += slopes[index].slope * here.exposures[Int(slopes[index].index)]
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
  func standings(of data: Slice32) -> UnsafeMutableBufferPointer<Standing> {
    for (place, index) in data.indices.enumerated() {
      standings[place] = standing(self.data[index])
    }
    return UnsafeMutableBufferPointer(start: standings.base, count: data.indices.count)
  }

  /// The log likelihood of a group's readings, the own score integrated out about where it is likeliest.
  private func value(of group: Group) -> Double {
    if !group.hasOwn {
      return group.data.indices.reduce(0) { $0 + standing(self.data[$1]).quasi(0).value }
    }
    let data = standings(of: group.data)
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

  /// Works out what scores reach, which have moved, and an entity, if one has.
  private func evaluate(movedWith entity: Int?) {
    let reaches = entity.map { self.reaches[$0] }
    evaluate { groups[$0].isScored || reaches?[$0] ?? false }
  }

  /// Works out some groups; the others are as they were.
  @inline(__always)
  private func evaluate(_ hasChanged: (_ group: Int) -> Bool) {
    var value = prior()
    for index in 0..<groups.count {
      if hasChanged(index) { here.groupValues[index] = self.value(of: groups[index]) }
      value += here.groupValues[index]
    }
    self.value = value
  }

  /// Works out what an entity reaches; the scores are as they were.
  private func evaluate(_ reached: [Int]) {
    var value = value
    for index in reached {
      value -= here.groupValues[index]
      here.groupValues[index] = self.value(of: groups[index])
      value += here.groupValues[index]
    }
    self.value = value
  }

  private func set(_ entity: Int, history: Int, shifting: Bool) {
    for cell in cells[entity] {
      let next = posterior.bank.exposure(history, cell: cell)
      let change = next - here.exposures[cell]
      if change == 0 { continue }
      here.exposures[cell] = next
      guard shifting else { continue }
      for row in 0..<size { scores[row] -= shifts[cell * size + row] * change }
    }
    histories[entity] = history
  }

  /// Whether a history would change anything that the readings feel.
  private func differs(_ entity: Int, _ history: Int) -> Bool {
    if histories[entity] == history { return false }
    if histories[entity] < 0 || isChosenFrom[entity] { return true }
    return cells[entity].contains {
      posterior.bank.exposure(history, cell: $0) != here.exposures[$0]
    }
  }

  /// All that readings feel of a history.
  func felt(_ entity: Int, history: Int) -> [Double] {
    let choices = posterior.choices.filter { $0.entity == entity }
    return cells[entity].map { posterior.bank.exposure(history, cell: $0) }
      + choices.flatMap { [$0.units[history], $0.ways[history]] }
  }

  /// The target where one entity has a history and the scores have moved along; all else as it is.
  func logTarget(with entity: Int, history: Int) -> Double {
    let old = value
    defer { goBack(to: old) }
    before.update(from: here)
    set(entity, history: history, shifting: true)
    evaluate(movedWith: entity)
    return value
  }

  // MARK: Moves

  /// Starts a trial's chain: histories as they are proposed, scores about where they then are likeliest.
  func begin(_ generator: Generator) {
    for row in 0..<size { scores[row] = posterior.centre[row] }
    for cell in posterior.means.indices { here.exposures[cell] = posterior.means[cell] }
    histories.fill(-1)
    for entity in entities {
      set(entity, history: propose(entity, generator), shifting: true)
    }
    let noise = posterior.curvature.solveTransposed((0..<size).map { _ in generator.normal() })
    for row in 0..<size { scores[row] += noise[row] }
    evaluate { _ in true }
  }

  private func propose(_ entity: Int, _ generator: Generator) -> Int {
    let sums = posterior.proposals[entity]
    let wanted = generator.fine() * (sums.last ?? 1)
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > wanted { high = middle } else { low = middle + 1 }
    }
    return Int(posterior.bank.allowed[entity][low])
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
  func sweep(_ generator: Generator) {
    for entity in entities where !posterior.reached[entity].isEmpty {
      for shifting in [true, false] where size > 0 || !shifting {
        let (last, history) = (histories[entity], propose(entity, generator))
        guard differs(entity, history) else {
          let ratio = logProposal(entity, last) - logProposal(entity, history)
          if Elementary.log(generator.fine()) < ratio { histories[entity] = history }
          continue
        }
        move(generator) {
          let old = value
          set(entity, history: history, shifting: shifting)
          if shifting { evaluate(movedWith: entity) } else { evaluate(posterior.reached[entity]) }
          return value - old + logProposal(entity, last) - logProposal(entity, history)
        }
      }
    }
    guard size > 0 else { return }
    moveAnew(generator)
    moveNear(generator)
  }

  /// Makes a move, and takes it back where it is not accepted.
  ///
  /// - Parameter change: Moves, and returns the logarithm of the odds that it stands.
  private func move(_ generator: Generator, _ change: () -> Double) {
    let old = value
    before.update(from: here)
    let ratio = change()
    if !(Elementary.log(generator.fine()) < ratio) { goBack(to: old) }
  }

  private func goBack(to value: Double) {
    here.update(from: before)
    self.value = value
  }

  /// Where the scores are likeliest with the exposures at hand.
  private func centreHere() -> [Double] {
    var centre = posterior.centre
    for index in posterior.means.indices {
      let change = here.exposures[index] - posterior.means[index]
      if change == 0 { continue }
      for row in 0..<size { centre[row] -= shifts[index * size + row] * change }
    }
    return centre
  }

  /// The scores anew, from the normal distribution about the centre, a little wider.
  private func moveAnew(_ generator: Generator) {
    let width = 1.15
    let centre = centreHere()
    let noise = posterior.curvature.solveTransposed((0..<size).map { _ in generator.normal() })
    move(generator) {
      let old = value
      for row in 0..<size { scores[row] = centre[row] + width.squareRoot() * noise[row] }
      evaluate(movedWith: nil)
      return value - old
        + (distance(scores, centre) - distance(before.scores, centre)) / (2 * width)
    }
  }

  /// A step from where they are.
  private func moveNear(_ generator: Generator) {
    let noise = posterior.curvature.solveTransposed((0..<size).map { _ in generator.normal() })
    let step = 1.2 / Double(size).squareRoot()
    move(generator) {
      let old = value
      for row in 0..<size { scores[row] += step * noise[row] }
      evaluate(movedWith: nil)
      return value - old
    }
  }

  /// The square of the distance, in the posterior's own measure.
  private func distance(_ x: Flat<Double>, _ centre: [Double]) -> Double {
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
    guard let index = posterior.datumOf[reading] else { return 0 }
    let datum = data[index]
    return datum.family.mean(linear(datum) + datum.own * own, units: units(datum))
  }
}

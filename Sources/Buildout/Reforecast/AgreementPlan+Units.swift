import Sampling

extension AgreementPlan {
  /// What each judged reading is expected to be in each trial.
  func predictions() -> [[Double]] {
    judged.map { _ in [Double](repeating: 0, count: Block.size) }
  }

  func predict(
    _ predicted: inout [[Double]], _ chain: Chain, scores: [Double], _ lane: Int
  ) {
    for (i, index) in judged.enumerated() {
      let own = evidence.readings[index].own.map { scores[$0] } ?? 0
      predicted[i][lane] = chain.mean(ofReading: index, own: own)
    }
  }
}

/// In which counts of its programme a unit is, a bit for each.
typealias UnitKind = UInt16

/// How often each unit of a programme is of each kind in some trials of a block.
final class UnitKinds {
  let lanes: [Int]
  let all: [UnitKind]
  /// Where each kind stands among them; -1 for one that there is not.
  private let indices: [Int]
  /// By unit and kind.
  private let counts: [Int32]
  /// By one kind and another, how readily each unit of the one becomes the other: by how often it is of the two.
  private var weights: [[Double]]

  /// - Parameter kinds: Of the units of all programmes, by row and trial.
  init(_ kinds: [UnitKind], _ units: AgreementPlan.Units, lanes: [Int]) {
    let possible = 1 << units.counts.count
    var isThere = [Bool](repeating: false, count: possible)
    for row in units.rows {
      for lane in lanes { isThere[Int(kinds[row * Block.size + lane])] = true }
    }
    let all = isThere.indices.filter { isThere[$0] }
    var indices = [Int](repeating: -1, count: possible)
    for (index, kind) in all.enumerated() { indices[kind] = index }
    var counts = [Int32](repeating: 0, count: units.rows.count * all.count)
    for (unit, row) in units.rows.enumerated() {
      for lane in lanes {
        counts[unit * all.count + indices[Int(kinds[row * Block.size + lane])]] += 1
      }
    }
    self.lanes = lanes
    self.all = all.map { UnitKind($0) }
    self.indices = indices
    self.counts = counts
    weights = Array(repeating: [], count: all.count * all.count)
  }

  /// A unit of one kind that becomes another, by how often each is of the two; nil where none ever is.
  ///
  /// - Parameters:
  ///   - pair: Both of ``all``.
  ///   - kinds: Of the units in a trial.
  func choose(
    _ pair: (from: UnitKind, to: UnitKind), _ kinds: [UnitKind], _ generator: Generator
  ) -> Int? {
    let weights = weights(pair)
    var sum = 0.0
    for unit in kinds.indices where kinds[unit] == pair.from { sum += weights[unit] }
    if sum <= 0 { return nil }
    var wanted = generator.fine() * sum
    var last = 0
    for unit in kinds.indices where kinds[unit] == pair.from && weights[unit] > 0 {
      wanted -= weights[unit]
      if wanted < 0 { return unit }
      last = unit
    }
    return last
  }

  private func weights(_ pair: (from: UnitKind, to: UnitKind)) -> [Double] {
    let (from, to) = (indices[Int(pair.from)], indices[Int(pair.to)])
    let index = from * all.count + to
    if weights[index].isEmpty {
      weights[index] = stride(from: 0, to: counts.count, by: all.count).map { row in
        Double(counts[row + to]) / max(0.25, Double(counts[row + from]))
      }
    }
    return weights[index]
  }
}

/// What trials of a block came to before any borrowed, and whose draws their units had then.
struct OwnPasts {
  /// Of which kind each unit was, by row and trial.
  let kindsByRow: [UnitKind]
  let draws: [UInt32]
  private let waits: [UInt64]
  private var known: [Key: UnitKinds] = [:]

  private struct Key: Hashable {
    let units: Int
    let wait: UInt64
  }

  init(_ played: AgreementPlan.Played, _ block: PastBlock) {
    let rows = block.layout.unitRows
    kindsByRow = (0..<rows).flatMap { row in
      (0..<Block.size).map { played.kinds[$0 * rows + row] }
    }
    waits = played.waits
    draws = Array(block.units.buffer)
  }

  /// The first of some trials, from one of them on and round to it, in which a unit is of a kind.
  func donor(ofRow row: Int, _ kind: UnitKind, among lanes: [Int], from start: Int) -> Int? {
    let base = row * Block.size
    var place = start
    for _ in 0..<lanes.count {
      if kindsByRow[base + lanes[place]] == kind { return lanes[place] }
      place = place + 1 == lanes.count ? 0 : place + 1
    }
    return nil
  }

  /// How often each unit is of each kind in the trials in which what it waits for has been over for as long.
  mutating func kinds(
    _ index: Int, _ units: AgreementPlan.Units, wait: UInt64
  ) -> UnitKinds {
    let key = Key(units: index, wait: wait)
    if let kinds = known[key] { return kinds }
    let first = index * Block.size
    let lanes = (0..<Block.size).filter { waits[first + $0] == wait }
    let found = UnitKinds(kindsByRow, units, lanes: lanes)
    known[key] = found
    return found
  }
}

extension AgreementPlan {
  /// Decides how many units a quantity is of in each trial, where each unit has a size of its own: by how often so many
  /// were done in the block, and by how likely so many sizes add up to the quantity.
  func aim(_ played: inout Played, _ block: PastBlock, seed: UInt64) {
    let generator = Generator(seed: seed)
    for units in units {
      for (bit, count) in units.counts.enumerated() {
        guard let size = count.size, !units.rows.isEmpty else { continue }
        let all = units.rows.count
        let often = oftenDone(units, bit, played)
        var logs = (1...all).map { number in
          size.logDensity(of: count.value, units: Double(number))
        }
        for number in logs.indices { logs[number] += often[number + 1] }
        let top = logs.max() ?? 0
        let weights = logs.map { Elementary.exp(max(-700, $0 - top)) }
        let sum = weights.reduce(0, +)
        let tag = EntityTag("actuals:size:\(units.programme)").value
        // A trial in which more were done than in others is given more than others: it has the crews for them.
        let counts = (0..<Block.size).map { have(units, bit, played, $0) }
        var fewer = [Int](repeating: 0, count: all + 2)
        for count in counts { fewer[count + 1] += 1 }
        for count in 1...all + 1 { fewer[count] += fewer[count - 1] }
        for lane in 0..<Block.size {
          generator.select(
            trial: block.own(lane),
            StreamKey(entity: tag, month: UInt8(bit), purpose: .level))
          let (below, upTo) = (fewer[counts[lane]], fewer[counts[lane] + 1])
          let rank = Double(below) + generator.fine() * Double(upTo - below)
          var rest = rank / Double(Block.size) * sum
          let index = weights.firstIndex {
            rest -= $0
            return rest < 0
          }
          played.wanted[units.firstCount + bit][lane] = Int32(min(all, (index ?? 0) + 1))
        }
      }
    }
  }
}

extension AgreementPlan {
  /// The logarithm of how likely each number of units is, as each has its chance in the block and does not feel the
  /// others.
  private func oftenDone(_ units: Units, _ bit: Int, _ played: Played) -> [Double] {
    let all = units.rows.count
    var done = [Double](repeating: 0, count: all)
    for lane in 0..<Block.size {
      for (unit, row) in units.rows.enumerated()
      where played.kinds[lane * unitRows + row] & 1 << UnitKind(bit) != 0 {
        done[unit] += 1
      }
    }
    let chances = done.map { ($0 + 0.5) / Double(Block.size + 1) }
    guard all <= 400 else {
      let mean = chances.reduce(0, +)
      let variance = chances.reduce(0) { $0 + $1 * (1 - $1) }
      return (0...all).map { -(Double($0) - mean) * (Double($0) - mean) / (2 * variance) }
    }
    var shares = [1.0] + [Double](repeating: 0, count: all)
    for (index, chance) in chances.enumerated() {
      for number in stride(from: index + 1, through: 1, by: -1) {
        shares[number] = shares[number] * (1 - chance) + shares[number - 1] * chance
      }
      shares[0] *= 1 - chance
    }
    return shares.map { Elementary.log(max($0, 1e-300)) }
  }
}

extension AgreementPlan.Count.Spread {
  /// How likely so many sizes add up to a quantity, up to what does not depend on their number. They are
  /// taken for a gamma distribution with their mean and variance, which is exact where sizes are gamma.
  func logDensity(of quantity: Double, units: Double) -> Double {
    let scale = max(variance, 1e-12 * mean * mean) / mean
    let shape = units * mean / scale
    return (shape - 1) * Elementary.log(quantity) - quantity / scale - shape * Elementary.log(scale)
      - Elementary.logGamma(shape)
  }
}

extension Scenario {
  /// An actual as one of a leaf; nil where its measure is made of more than one.
  func units(in reading: Actuals.Reading) -> Programme.Known? {
    if case .leaf(let leaf) = reading.measure {
      return Programme.Known(leaf: leaf, value: reading.value, isItself: true)
    }
    guard let id = reading.measure.programmes.first else { return nil }
    return programmes.first { $0.id == id }?.units(in: reading)
  }
}

extension Programme {
  /// What an actual says of a leaf, by itself or as a part of a stated number.
  struct Known {
    let leaf: Measure.Leaf
    let value: Double
    let isItself: Bool
  }

  /// An actual as one of a leaf. Three parts of seven areas are three areas, however they are rounded.
  func units(in reading: Actuals.Reading) -> Known? {
    if case .leaf(let leaf) = reading.measure {
      return Known(leaf: leaf, value: reading.value, isItself: true)
    }
    guard let share = reading.measure.share, case .leaf(.constant(let all)) = share.whole, all > 0,
      case .reading(id, _, let what, let asNumber) = share.part, what.countsEachOnce,
      hasCountableUnits, let size = asNumber ? 1 : unitSize
    else { return nil }
    let number = reading.value * all / size / share.scale
    return Known(leaf: share.part, value: number.rounded() * size, isItself: false)
  }

  /// How large its units are, where each has a size of its own and all have the same distribution.
  var spreadOfSizes: AgreementPlan.Count.Spread? {
    let sizes = Set(cohorts.map(\.size))
    guard sizes.count == 1, let size = sizes.first, size.each == .unit, size.constant == nil,
      size.distribution.lowerBound >= 0, size.distribution.mean > 0,
      size.distribution.mean.isFinite, size.distribution.variance.isFinite
    else { return nil }
    return AgreementPlan.Count.Spread(
      mean: size.distribution.mean, variance: size.distribution.variance)
  }
}

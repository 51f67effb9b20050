import Sampling

/// How trials are brought to agree with what was counted: whose units are counted how, and which programmes take
/// their past as a whole from another trial.
struct AgreementPlan: Sendable {
  /// How often the past is played again and mended.
  static let turns = 4
  /// The units of a programme that has more than these are not looked at one by one.
  private static let unitLimit = 5_000

  /// A number of units that was counted, or a quantity of units of which each has a size of its own.
  struct Count: Sendable {
    /// The marks that a unit has which is counted.
    let mask: UInt32
    let month: Int
    let value: Double
    /// How large a unit is, where the value is a quantity.
    var size: Spread?

    struct Spread: Sendable { let mean, variance: Double }
  }

  /// A programme whose units borrow one by one.
  struct Units: Sendable {
    let programme: String
    let rows: Range<Int>
    let counts: [Count]
    /// Where the first of them stands among those of all programmes.
    let firstCount: Int
  }

  /// A programme that borrows as a whole, and the readings by which it is judged.
  struct Whole: Sendable {
    let programme: String
    let readings: [Int]
    /// Where they stand among all that are judged.
    let judged: Range<Int>
    /// Of each, what part of its actual is near enough.
    let near: [Double]
    /// Whether it is set to its actual in the end.
    let isFlow: Bool
    /// In which turn it takes the past that came nearest, whatever that is.
    var lastTurn = turns - 1
  }

  /// What trials of a block came to.
  struct Played {
    /// By reading of the evidence that is judged, and trial.
    var readings: [[Double]]
    /// Which counts each unit is in, a bit for each: by trial and row.
    var kinds: [UInt8]
    /// How many units each count is to have, by trial; see ``aim(_:seed:)``.
    var wanted: [[Int32]]
  }

  let units: [Units]
  let wholes: [Whole]
  private let rows: [UInt64: Range<Int>]
  let evidence: Evidence
  private let clusterOf: [String: Int]
  /// Readings that are judged.
  let judged: [Int]

  /// How many units are looked at one by one.
  var unitRows: Int { units.last?.rows.upperBound ?? 0 }

  var isEmpty: Bool { units.isEmpty && wholes.isEmpty }

  init(_ evidence: Evidence) {
    self.evidence = evidence
    clusterOf = Dictionary(
      uniqueKeysWithValues: zip(
        evidence.plan.programmeIDs, evidence.plan.programmes.map { Int($0.cluster) }))
    var units: [Units] = []
    var wholes: [Whole] = []
    var judged: [Int] = []
    var rows: [UInt64: Range<Int>] = [:]
    var next = 0
    for (index, id) in evidence.plan.programmeIDs.enumerated() {
      guard let programme = evidence.scenario.programmes.first(where: { $0.id == id }) else {
        continue
      }
      if evidence.wholes.contains(id) {
        let readings = evidence.readings.indices.filter {
          guard case .leaf = evidence.measures[evidence.readings[$0].series] else { return false }
          return evidence.readings[$0].programmes == [id]
        }
        if readings.isEmpty { continue }
        wholes.append(Self.whole(programme, readings, from: judged.count, evidence))
        judged += readings
      } else if let counts = Self.counts(of: programme, evidence.actuals), !counts.isEmpty {
        let first = next
        let sources = evidence.plan.programmes[index].sources.indices
        for (source, number) in zip(sources, Self.mostUnits(of: programme)) {
          let tag = evidence.plan.unitTags[Int(evidence.plan.sources[source].tags)]
          rows[tag] = next..<next + number
          next += number
        }
        let before = units.last.map { $0.firstCount + $0.counts.count } ?? 0
        units.append(
          Units(programme: id, rows: first..<next, counts: counts, firstCount: before))
      }
    }
    // Units do not come to rest while what shares their crews changes.
    var counted: Set<Int> = []
    for units in units { counted.insert(clusterOf[units.programme] ?? -1) }
    for i in wholes.indices where counted.contains(clusterOf[wholes[i].programme] ?? -1) {
      wholes[i].lastTurn = 2
    }
    self.units = units
    self.wholes = wholes
    self.rows = rows
    self.judged = judged
  }

  /// The layout with rows for what borrows.
  func layout(_ layout: PastLayout) -> PastLayout {
    var layout = layout
    layout.units = rows
    layout.unitRows = unitRows
    for (index, whole) in wholes.enumerated() { layout.programmes[whole.programme] = index }
    return layout
  }

  // MARK: Which programme is what

  /// What was counted of a programme's units; nil where they feel one another or cannot be told apart.
  private static func counts(of programme: Programme, _ actuals: Actuals) -> [Count]? {
    guard programme.hasCountableUnits,
      programme.steps.allSatisfy({ $0.servers == nil && $0.buffer == nil }),
      mostUnits(of: programme).reduce(0, +) <= unitLimit
    else { return nil }
    var last: [Measure.Leaf: (month: Int, value: Double)] = [:]
    for reading in actuals.readings {
      guard let known = programme.units(in: reading), known.leaf.programme == programme.id,
        reading.month > last[known.leaf]?.month ?? 0
      else { continue }
      last[known.leaf] = (reading.month, known.value)
    }
    var counts: [Count] = []
    for (leaf, found) in last.sorted(by: { $0.key.description < $1.key.description }) {
      guard case .reading(_, let step, let reading, let asNumber) = leaf else { continue }
      guard let mask = mask(reading, step, programme) else { continue }
      let count: Count
      if let size = asNumber ? 1 : programme.unitSize {
        count = Count(mask: mask, month: found.month, value: (found.value / size).rounded())
      } else if found.value == 0 {
        count = Count(mask: mask, month: found.month, value: 0)
      } else if let size = programme.spreadOfSizes {
        count = Count(mask: mask, month: found.month, value: found.value, size: size)
      } else {
        continue
      }
      // Number and quantity of the same say the same.
      if let known = counts.firstIndex(where: { $0.mask == mask && $0.month == found.month }) {
        if counts[known].size != nil, count.size == nil { counts[known] = count }
        continue
      }
      counts.append(count)
    }
    return Array(counts.prefix(8))
  }

  private static func mask(
    _ reading: Measure.Reading, _ step: String?, _ programme: Programme
  ) -> UInt32? {
    guard let step else {
      switch reading {
      case .started: return UnitMark.started
      case .completed: return UnitMark.completed
      case .cancelled: return UnitMark.cancelled
      case .backlog, .inProgress, .spent, .level, .finish, .lost: return nil
      }
    }
    guard let index = programme.steps.firstIndex(where: { $0.id == step }) else { return nil }
    switch reading {
    case .started: return UnitMark.started(atStep: index)
    case .completed: return UnitMark.completed(atStep: index)
    case .cancelled, .backlog, .inProgress, .spent, .level, .finish, .lost: return nil
    }
  }

  /// How many units each cohort can have, about, in the order of the sources.
  private static func mostUnits(of programme: Programme) -> [Int] {
    programme.cohortStreams.map { cohort, _ in
      let number = cohort.number.distribution
      return Int(max(0, min(number.upperBound, number.quantile(0.99999))).rounded())
    }
  }

  /// Whether a programme of which something was read takes its past as a whole: its units feel one another or were
  /// not counted, or what it has done by the as-of month does not say all that matters.
  static func isWhole(
    _ programme: Programme, _ scenario: Scenario, _ actuals: Actuals
  ) -> Bool {
    let isRead = actuals.readings.contains { reading in
      guard case .leaf(let leaf) = reading.measure else { return false }
      return leaf.programme == programme.id
    }
    if !isRead { return false }
    if let counts = counts(of: programme, actuals), !counts.isEmpty { return false }
    return !standsForItself(programme, scenario, actuals)
  }

  /// Whether what a flow has done by the as-of month says all that matters of its past: there is no stock.
  private static func standsForItself(
    _ programme: Programme, _ scenario: Scenario, _ actuals: Actuals
  ) -> Bool {
    guard let rate = programme.soleRate else { return false }
    let needsStock =
      rate.backlog != nil
      && !actuals.readings.contains {
        guard case .leaf(.reading(programme.id, _, let reading, _)) = $0.measure else {
          return false
        }
        return (reading == .backlog || reading == .inProgress) && $0.month == actuals.asOf
      }
    let isSpent = programme.steps[0].uses.contains { use in
      scenario.pools.contains { $0.id == use.pool && !$0.reusable && $0.carry }
    }
    return !needsStock && !isSpent
  }

  // MARK: Playing

  func played() -> Played {
    Played(
      readings: judged.map { _ in [Double](repeating: 0, count: Block.size) },
      kinds: [UInt8](repeating: 0, count: unitRows * Block.size),
      wanted: units.flatMap { units in
        units.counts.map { count in
          let most = Int32(min(count.value, Double(units.rows.count)))
          return [Int32](repeating: most, count: Block.size)
        }
      })
  }

  /// Forgets in which counts a programme's units are in a trial.
  func forget(_ index: Int, _ lane: Int, _ played: inout Played) {
    let base = lane * unitRows
    for row in units[index].rows { played.kinds[base + row] = 0 }
  }

  /// Keeps in which counts a programme's units are.
  func observe(
    _ index: Int, _ past: SimulatorPast, _ lane: Int, _ month: Int, _ played: inout Played
  ) {
    let base = lane * unitRows
    for (bit, count) in units[index].counts.enumerated() where count.month == month {
      for row in units[index].rows where past.marks[row] & count.mask != 0 {
        played.kinds[base + row] |= 1 << UInt8(bit)
      }
    }
  }

  /// How many trials and programmes do not agree, and how many there are.
  func count(_ played: Played) -> (Int, Int) {
    var disagreeing = 0
    for lane in 0..<Block.size {
      for units in units where rest(units, played, lane).contains(where: { $0 != 0 }) {
        disagreeing += 1
      }
      for whole in wholes where !whole.isFlow && distance(whole, played, lane) > 0 {
        disagreeing += 1
      }
    }
    return (disagreeing, Block.size * (units.count + wholes.count { !$0.isFlow }))
  }

  /// What is wanted of each count and not there.
  private func rest(_ units: Units, _ played: Played, _ lane: Int) -> [Int] {
    units.counts.indices.map { bit in
      Int(played.wanted[units.firstCount + bit][lane]) - have(units, bit, played, lane)
    }
  }

  /// How many units a count has.
  func have(_ units: Units, _ bit: Int, _ played: Played, _ lane: Int) -> Int {
    let base = lane * unitRows
    return units.rows.count { played.kinds[base + $0] & 1 << UInt8(bit) != 0 }
  }

  // MARK: Borrowing

  func borrow(
    _ block: PastBlock, _ played: Played, own: Played, _ wholes: inout WholeTries, turn: Int,
    seed: UInt64
  ) -> ChangedClusters {
    var changed = ChangedClusters()
    let generator = Generator(seed: seed)
    for units in units {
      let tag = EntityTag("actuals:units:\(units.programme)").value
      let frequencies = UnitKinds(own, units, unitRows)
      for lane in 0..<Block.size {
        let rest = rest(units, played, lane)
        if rest.allSatisfy({ $0 == 0 }) { continue }
        generator.select(
          trial: block.own(lane),
          StreamKey(entity: tag, month: UInt8(turn), purpose: .level))
        fill(block, units, played, own, frequencies, lane, rest, generator)
        changed.insert(lane, cluster(of: units.programme))
      }
    }
    borrow(block, played, &wholes, turn: turn, generator, &changed)
    return changed
  }

  func cluster(of id: String) -> Int { clusterOf[id] ?? -1 }

  /// Moves units from kinds of which there are too many to kinds of which there are too few: each takes its draws
  /// from a trial in which it is of the other kind, by the odds of the two.
  private func fill(
    _ block: PastBlock, _ units: Units, _ played: Played, _ own: Played, _ known: UnitKinds,
    _ lane: Int, _ rest: [Int], _ generator: Generator
  ) {
    var rest = rest
    var kinds = units.rows.map { played.kinds[lane * unitRows + $0] }
    var moves = 0
    while moves < 4 * units.rows.count + 20, rest.contains(where: { $0 != 0 }) {
      moves += 1
      // Pairs of kinds that bring the counts nearer.
      var pairs: [(from: UInt8, to: UInt8)] = []
      for from in known.all where kinds.contains(from) {
        for to in known.all where to != from {
          if gain(from, to, rest) > 0 { pairs.append((from, to)) }
        }
      }
      var isDone = true
      while !pairs.isEmpty {
        let pair = pairs.remove(
          at: min(pairs.count - 1, Int(generator.fine() * Double(pairs.count))))
        var sum = 0.0
        let weights = kinds.indices.map { unit -> Double in
          guard kinds[unit] == pair.from else { return 0 }
          let weight = known.frequency(unit, pair.to) / max(0.25, known.frequency(unit, pair.from))
          sum += weight
          return weight
        }
        if sum <= 0 { continue }
        var wanted = generator.fine() * sum
        var unit = weights.lastIndex { $0 > 0 } ?? 0
        for (index, weight) in weights.enumerated() where weight > 0 {
          wanted -= weight
          if wanted < 0 {
            unit = index
            break
          }
        }
        let row = units.rows.lowerBound + unit
        let start = Int(generator.fine() * Double(Block.size))
        for step in 0..<Block.size {
          let donor = (start + step) % Block.size
          if own.kinds[donor * unitRows + row] == pair.to {
            block.set(block.own(donor), ofUnit: row, lane)
            break
          }
        }
        for bit in rest.indices {
          rest[bit] +=
            (pair.from & 1 << UInt8(bit) != 0 ? 1 : 0) - (pair.to & 1 << UInt8(bit) != 0 ? 1 : 0)
        }
        kinds[unit] = pair.to
        isDone = false
        break
      }
      if isDone { return }
    }
  }

  /// By how much the counts come nearer when a unit becomes another kind.
  private func gain(_ from: UInt8, _ to: UInt8, _ rest: [Int]) -> Int {
    var gain = 0
    for (bit, left) in rest.enumerated() {
      let change = (to & 1 << UInt8(bit) != 0 ? 1 : 0) - (from & 1 << UInt8(bit) != 0 ? 1 : 0)
      gain += left.magnitude > (left - change).magnitude ? 1 : change == 0 ? 0 : -1
    }
    return gain
  }
}

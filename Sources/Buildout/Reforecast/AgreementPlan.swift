import Sampling

/// How trials are brought to agree with what was counted: whose units are counted how, and which programmes take
/// their past as a whole from another trial.
struct AgreementPlan: Sendable {
  /// How often the past is played again and mended.
  static let turns = 4

  /// A number of units that was counted, or a quantity of units of which each has a size of its own.
  struct Count: Sendable {
    /// The marks that a unit has which is counted.
    let mask: UInt32
    let month: Int
    let value: Double
    /// The number of the step at which they are counted; nil for the programme.
    let step: Int?
    /// How large a unit is, where the value is a quantity.
    var size: Spread?
    /// Whether it is the last that was counted of its kind.
    var isLast = true

    struct Spread: Sendable { let mean, variance: Double }

    var isBegun: Bool { mask != UnitMark.completed && step.flatMap(UnitMark.completed) != mask }
    /// Whether units can be brought there. None is cancelled afterwards.
    var isReached: Bool { mask != UnitMark.cancelled }

    func row(of programme: String, most: Int) -> PastLayout.Count {
      PastLayout.Count(
        programme: programme, step: step, isBegun: isBegun, month: month,
        number: isReached ? Int32(max(0, min(value, Double(most)))) : 0)
    }
  }

  /// A programme whose units borrow one by one.
  struct Units: Sendable {
    let programme: String
    /// Of what is drawn to choose who borrows.
    let tag: UInt64
    let rows: Range<Int>
    let counts: [Count]
    /// Whether units can be brought to what was counted.
    let isReached: Bool
    /// Where the first of them stands among those of all programmes.
    let firstCount: Int
    /// Steps of the plan that wait for another programme.
    let gated: [Int]
    /// The marks of units that are past what all of them wait for.
    let shared: [UInt32]

    /// The kind of a unit that is in all that was counted last.
    var lasts: UnitKind {
      counts.indices.reduce(0) { $0 | (counts[$1].isLast ? 1 << UnitKind($1) : 0) }
    }
  }

  /// A programme that borrows as a whole, and the readings by which it is judged.
  struct Whole: Sendable {
    let programme: String
    /// Of what is drawn to choose from whom it borrows.
    let tag: UInt64
    let readings: [Int]
    /// Where they stand among all that are judged.
    let judged: Range<Int>
    /// Of each, what part of its actual is near enough.
    let near: [Double]
    /// Whether it is set to its actual in the end.
    let isFlow: Bool
    /// In which turn it takes the past that came nearest, whatever that is.
    var lastTurn = turns - 1
    /// Whether units that are counted share its crews.
    var isShared = false
  }

  /// What trials of a block came to.
  struct Played {
    /// By reading of the evidence that is judged, and trial.
    var readings: [[Double]]
    /// Which counts each unit is in, a bit for each: by trial and row.
    var kinds: [UnitKind]
    /// How many units each count is to have, by trial; see ``aim(_:seed:)``.
    var wanted: [[Int32]]
    /// How long what units wait for has been over: by programme of units and trial, for all gated steps.
    var waits: [UInt64]
  }

  let units: [Units]
  let wholes: [Whole]
  let ties: [Tie]
  private let rows: [UInt64: Range<Int>]
  let evidence: Evidence
  private let clusterOf: [String: Int]
  /// Readings that are judged.
  let judged: [Int]

  /// Of each unit that is looked at, its source in the plan and its number there.
  var unitsOfRows: [(source: Int, number: Int)] {
    var units = [(source: Int, number: Int)](repeating: (0, 0), count: unitRows)
    for (index, source) in evidence.plan.sources.enumerated() {
      let rows = rows[evidence.plan.unitTags[Int(source.tags)]] ?? 0..<0
      for row in rows { units[row] = (index, row - rows.lowerBound) }
    }
    return units
  }

  /// How many units are looked at one by one.
  let unitRows: Int

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
    let tied = Set(evidence.ties.joined())
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
      } else if let counts = Self.counts(
        of: programme, evidence.scenario, evidence.actuals),
        tied.contains(id) || !counts.isEmpty && !Self.isSet(programme, index, evidence.plan)
      {
        let first = next
        let sources = evidence.plan.programmes[index].sources.indices
        for (source, number) in zip(sources, Self.mostUnits(of: programme)) {
          let tag = evidence.plan.unitTags[Int(evidence.plan.sources[source].tags)]
          rows[tag] = next..<next + number
          next += number
        }
        let before = units.last.map { $0.firstCount + $0.counts.count } ?? 0
        units.append(
          Units(
            programme: id, tag: EntityTag("actuals:units:\(id)").value, rows: first..<next,
            counts: counts,
            isReached: !evidence.plan.programmes[index].hasParts, firstCount: before,
            gated: evidence.plan.programmes[index].steps.indices.filter {
              !evidence.plan.steps[$0].gates.isEmpty
            }, shared: programme.sharedWaits.compactMap(UnitMark.completed)))
      }
    }
    // Units do not come to rest while what shares their crews changes.
    var counted: Set<Int> = []
    for units in units { counted.insert(clusterOf[units.programme] ?? -1) }
    for i in wholes.indices where counted.contains(clusterOf[wholes[i].programme] ?? -1) {
      wholes[i].lastTurn = 2
      wholes[i].isShared = true
    }
    var ties: [Tie] = []
    for programmes in evidence.ties {
      let readings = evidence.readings(of: programmes)
      ties.append(
        Tie(
          programmes: programmes,
          units: units.indices.filter { programmes.contains(units[$0].programme) },
          judged: judged.count..<judged.count + readings.count))
      judged += readings
    }
    self.units = units
    unitRows = next
    self.wholes = wholes
    self.ties = ties
    self.rows = rows
    self.judged = judged
  }

  /// Whether units need no past but how many have finished: their one step has a chance and forgets how long it was
  /// tried. They are brought to what was counted in the end.
  private static func isSet(_ programme: Programme, _ index: Int, _ plan: Plan) -> Bool {
    let step = plan.steps[Int(plan.programmes[index].steps.start)]
    return plan.isSoleChance(step) && step.uses.isEmpty && programme.certainUnits != nil
  }

  /// The layout with rows for what borrows.
  func layout(_ layout: PastLayout) -> PastLayout {
    var layout = layout
    layout.units = rows
    layout.unitRows = unitRows
    for id in wholes.map(\.programme) + ties.flatMap(\.programmes) {
      layout.programmes[id] = layout.programmes.count
    }
    layout.counts = units.flatMap { units in
      units.counts.map { $0.row(of: units.programme, most: units.rows.count) }
    }
    // Of those that are not looked at one by one it is known how many they are where all have one size.
    for programme in evidence.scenario.programmes where programme.hasCountableUnits {
      if units.contains(where: { $0.programme == programme.id }) { continue }
      for count in Self.lastCounts(of: programme, evidence.actuals) where count.size == nil {
        layout.counts.append(count.row(of: programme.id, most: Int(Int32.max)))
      }
    }
    return layout
  }

  /// Puts into a block how many units of each count there are to be.
  func give(_ played: Played, to block: PastBlock) {
    for units in units {
      for (bit, count) in units.counts.enumerated() where count.isReached {
        let row = units.firstCount + bit
        for lane in 0..<Block.size {
          block.counts[row * Block.size + lane] = played.wanted[row][lane]
        }
      }
    }
  }

  // MARK: Playing

  func played() -> Played {
    Played(
      readings: judged.map { _ in [Double](repeating: 0, count: Block.size) },
      kinds: [UnitKind](repeating: 0, count: unitRows * Block.size),
      wanted: units.flatMap { units in
        units.counts.map { count in
          let most = Int32(min(count.value, Double(units.rows.count)))
          return [Int32](repeating: most, count: Block.size)
        }
      },
      waits: [UInt64](repeating: 0, count: units.count * Block.size))
  }

  /// Forgets in which counts a programme's units are in a trial.
  func forget(_ index: Int, _ lane: Int, _ played: inout Played) {
    let base = lane * unitRows
    for row in units[index].rows { played.kinds[base + row] = 0 }
    played.waits[index * Block.size + lane] = 0
  }

  /// Keeps in which counts a programme's units are.
  func observe(
    _ index: Int, _ past: SimulatorPast, _ lane: Int, _ month: Int, _ played: inout Played
  ) {
    let base = lane * unitRows
    for (bit, count) in units[index].counts.enumerated() where count.month == month {
      for row in units[index].rows where past.marks[row] & count.mask != 0 {
        played.kinds[base + row] |= 1 << UnitKind(bit)
      }
    }
    for mask in units[index].shared {
      let wait = index * Block.size + lane
      played.waits[wait] &<<= 1
      if units[index].rows.contains(where: { past.marks[$0] & mask != 0 }) {
        played.waits[wait] |= 1
      }
    }
  }

  /// The same of some trials from one on.
  ///
  /// - Parameter marks: In which of them a unit, by its row, has a mark.
  func observe(
    _ index: Int, _ lanes: [Int], from start: Int, _ month: Int, _ played: inout Played,
    _ marks: (_ row: Int, _ mark: UInt32) -> LaneMask
  ) {
    for (bit, count) in units[index].counts.enumerated() where count.month == month {
      for row in units[index].rows {
        let marked = marks(row, count.mask)
        if !isAny(marked) { continue }
        for lane in lanes where marked[lane] {
          played.kinds[(start + lane) * unitRows + row] |= 1 << UnitKind(bit)
        }
      }
    }
    for mask in units[index].shared {
      let waits = index * Block.size + start
      for lane in lanes { played.waits[waits + lane] &<<= 1 }
      for row in units[index].rows {
        let marked = marks(row, mask)
        for lane in lanes where marked[lane] { played.waits[waits + lane] |= 1 }
      }
    }
  }

  /// How many trials and programmes do not agree, and how many there are.
  func count(_ played: Played) -> (Int, Int) {
    var disagreeing = 0
    for lane in 0..<Block.size {
      // Where fewer have begun or finished, more do at the as-of month.
      for units in units
      where zip(units.counts, rest(units, played, lane)).contains(where: {
        $1 < 0 || $1 > 0 && !($0.isReached && units.isReached)
      }) {
        disagreeing += 1
      }
      for whole in wholes where !whole.isFlow && distance(whole, played, lane) > 0 {
        disagreeing += 1
      }
    }
    return (
      disagreeing, Block.size * (units.count { !$0.counts.isEmpty } + wholes.count { !$0.isFlow })
    )
  }

  /// What is wanted of each count and not there.
  func rest(_ units: Units, _ played: Played, _ lane: Int) -> [Int] {
    units.counts.indices.map { bit in
      Int(played.wanted[units.firstCount + bit][lane]) - have(units, bit, played, lane)
    }
  }

  /// Whether every count is what is wanted of it.
  func agrees(_ units: Units, _ played: Played, _ lane: Int) -> Bool {
    units.counts.indices.allSatisfy { bit in
      Int(played.wanted[units.firstCount + bit][lane]) == have(units, bit, played, lane)
    }
  }

  /// How many units a count has.
  func have(_ units: Units, _ bit: Int, _ played: Played, _ lane: Int) -> Int {
    let base = lane * unitRows
    return played.kinds[base + units.rows.lowerBound..<base + units.rows.upperBound].count {
      $0 & 1 << UnitKind(bit) != 0
    }
  }

  func cluster(of id: String) -> Int { clusterOf[id] ?? -1 }
}

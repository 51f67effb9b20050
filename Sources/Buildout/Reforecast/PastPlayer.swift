import Sampling

/// Plays the past of a block's trials, nothing being set, as far as it is to be compared with the actuals: programmes
/// that are neither counted nor taken as a whole are left out, and so is what has not changed since.
final class PastPlayer: @unchecked Sendable {
  private final class Cells: @unchecked Sendable {
    let flat: Flat<Double>
    init(count: Int) { flat = Flat(repeating: 0, count: count) }
    deinit { flat.deallocate() }
  }

  private let simulator: Simulator
  private let agreement: AgreementPlan
  private let asOf: Int
  /// By cluster, the indices of what is counted and of what is judged in it; only clusters with any.
  private let clusters: [Part]
  private let cells: Cells
  /// Programmes by id.
  private let programmes: [String: Int]
  /// By row of the units that are looked at one by one.
  private let unitsOfRows: [(source: Int, number: Int)]

  /// Fewer trials than these are played one by one.
  private static let fewest = 3

  /// What of a cluster is compared.
  private struct Part {
    let cluster: Int
    var units: [Int] = []
    var wholes: [Int] = []
    var readings: [JudgedLeaf] = []
    /// Whether its trials may be played side by side.
    var isSideBySide = false
  }

  /// A reading that is judged, as a leaf of a measure.
  private struct JudgedLeaf {
    let index: Int
    let leaf: Int
    let month: Int
  }

  /// - Parameter isSideBySide: Whether trials are played side by side where they may be.
  init(
    _ evidence: Evidence, _ layout: PastLayout, _ agreement: AgreementPlan, seed: UInt64,
    isSideBySide: Bool = true
  ) {
    self.agreement = agreement
    asOf = max(1, evidence.asOf)
    simulator = Simulator(evidence.plan, seed: seed, lastMonth: asOf, past: layout.free)
    let plan = evidence.plan
    cells = Cells(count: plan.coupledLeaves.count * Simulator.lanes)
    unitsOfRows = agreement.unitsOfRows
    programmes = Dictionary(
      uniqueKeysWithValues: zip(plan.programmeIDs, plan.programmes.indices))
    var found: [Int: Part] = [:]
    func add(_ id: String, _ change: (inout Part) -> Void) {
      let cluster = agreement.cluster(of: id)
      change(&found[cluster, default: Part(cluster: cluster)])
    }
    for (i, units) in agreement.units.enumerated() {
      add(units.programme) { $0.units.append(i) }
    }
    for (i, whole) in agreement.wholes.enumerated() {
      add(whole.programme) { $0.wholes.append(i) }
    }
    for (i, index) in agreement.judged.enumerated() {
      let reading = evidence.readings[index]
      guard case .leaf(let leaf) = evidence.measures[reading.series],
        let leaf = plan.column(of: leaf), let id = reading.programmes.first
      else { continue }
      add(id) { $0.readings.append(JudgedLeaf(index: i, leaf: Int(leaf), month: reading.month)) }
    }
    clusters = found.sorted { $0.key < $1.key }.map { cluster, part in
      var part = part
      part.isSideBySide =
        isSideBySide && plan.isSideBySide(plan.clusters[cluster], layout.free)
      return part
    }
  }

  /// Plays all trials for the first time: where something is counted. A programme that takes its past as a whole takes
  /// it from another trial whatever it is.
  func play(_ block: PastBlock, into played: inout AgreementPlan.Played) {
    let counting = Set(clusters.filter { !$0.units.isEmpty }.map(\.cluster))
    play(block, into: &played) { _, cluster in counting.contains(cluster) }
  }

  /// Plays some clusters of some trials anew.
  func play(
    _ block: PastBlock, into played: inout AgreementPlan.Played,
    _ isWanted: (_ lane: Int, _ cluster: Int) -> Bool
  ) {
    for start in stride(from: 0, to: Block.size, by: Simulator.lanes) {
      let wanted = clusters.map { part in
        (0..<Simulator.lanes).filter { isWanted(start + $0, part.cluster) }
      }
      if wanted.allSatisfy(\.isEmpty) { continue }
      begin(block, at: start)
      for (part, lanes) in zip(clusters, wanted) where !lanes.isEmpty {
        simulator.beginKeepingDraws(lanes.count >= Self.fewest)
        play(part, lanes, from: start, &played)
      }
    }
  }

  /// Has units and programmes borrow their past from other trials until the trials agree, one cluster of eight trials
  /// after another. What has been drawn is drawn again only of programmes that have borrowed.
  func mend(
    _ block: PastBlock, _ played: inout AgreementPlan.Played, _ tries: inout WholeTries
  ) {
    var own = OwnPasts(played, block)
    let generator = Generator(seed: simulator.generator.seed)
    for start in stride(from: 0, to: Block.size, by: Simulator.lanes) {
      begin(block, at: start)
      for part in clusters where !(part.units.isEmpty && part.wholes.isEmpty) {
        simulator.beginKeepingDraws()
        for turn in 0..<AgreementPlan.turns {
          let borrowed = agreement.borrow(
            block, start..<start + Simulator.lanes, played, own: &own, units: part.units,
            wholes: part.wholes, &tries, turn: turn, generator)
          if borrowed.lanes.isEmpty { continue }
          for id in borrowed.programmes {
            simulator.reviseDraws(ofProgramme: programmes[id] ?? 0)
          }
          play(part, borrowed.lanes.map { $0 - start }, from: start, &played)
        }
      }
    }
  }

  /// Begins eight trials of a block.
  private func begin(_ block: PastBlock, at start: Int) {
    for lane in 0..<Simulator.lanes {
      simulator.past?.recall(block, lane: start + lane, for: lane)
    }
    let first = block.own(start)
    simulator.begin(trials: first..<first + UInt32(Simulator.lanes))
  }

  /// Plays a cluster of some of the trials that have been begun.
  private func play(
    _ part: Part, _ lanes: [Int], from start: Int, _ played: inout AgreementPlan.Played
  ) {
    simulator.drawOutputs(simulator.clusters[part.cluster])
    if part.isSideBySide, lanes.count >= Self.fewest {
      return playSideBySide(part, lanes, from: start, &played)
    }
    for lane in lanes {
      simulator.turn(to: lane)
      play(part, start + lane, &played)
    }
  }

  /// Plays a cluster of the trial to which the simulator has turned.
  private func play(_ part: Part, _ lane: Int, _ played: inout AgreementPlan.Played) {
    for index in part.units { agreement.forget(index, lane, &played) }
    for month in 1...asOf {
      simulator.advance(cluster: part.cluster, month: month)
      if let past = simulator.past {
        for index in part.units {
          agreement.observe(index, past, lane, month, &played)
          for step in agreement.units[index].gated {
            let wait = index * Block.size + lane
            played.waits[wait] &<<= 1
            if simulator.stepStates[step].gatesAreOpen { played.waits[wait] |= 1 }
          }
        }
      }
      for reading in part.readings where reading.month == month {
        simulator.read(
          Slice32(start: Int32(reading.leaf), end: Int32(reading.leaf + 1)),
          into: cells.flat.base, every: 1)
        played.readings[reading.index][lane] = cells.flat[reading.leaf]
      }
    }
  }
}

extension PastPlayer {
  private func playSideBySide(
    _ part: Part, _ lanes: [Int], from start: Int, _ played: inout AgreementPlan.Played
  ) {
    let cluster = simulator.clusters[part.cluster]
    for lane in lanes {
      for index in part.units { agreement.forget(index, start + lane, &played) }
    }
    simulator.openSideBySide(cluster)
    for month in 1...asOf {
      simulator.advanceSideBySide(cluster, month: month)
      for index in part.units {
        agreement.observe(index, lanes, from: start, month, &played) { row, mark in
          simulator.marks(mark, unitsOfRows[row].source, unitsOfRows[row].number)
        }
      }
      for reading in part.readings where reading.month == month {
        simulator.readSideBySide(
          Slice32(start: Int32(reading.leaf), end: Int32(reading.leaf + 1)), month: month,
          into: cells.flat.base)
        let line = cells.flat.base + reading.leaf * Simulator.lanes
        for lane in lanes { played.readings[reading.index][start + lane] = line[lane] }
      }
    }
  }
}

/// Which clusters of which trials have changed.
struct ChangedClusters {
  private var changed: Set<Int> = []

  var isEmpty: Bool { changed.isEmpty }

  mutating func insert(_ lane: Int, _ cluster: Int) { changed.insert(cluster * Block.size + lane) }

  func contains(_ lane: Int, _ cluster: Int) -> Bool {
    changed.contains(cluster * Block.size + lane)
  }
}

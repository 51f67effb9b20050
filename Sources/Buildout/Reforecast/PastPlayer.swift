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

  /// What of a cluster is compared.
  private struct Part {
    let cluster: Int
    let units: [Int]
    let readings: [JudgedLeaf]
  }

  /// A reading that is judged, as a leaf of a measure.
  private struct JudgedLeaf {
    let index: Int
    let leaf: Int
    let month: Int
  }

  init(_ evidence: Evidence, _ layout: PastLayout, _ agreement: AgreementPlan, seed: UInt64) {
    self.agreement = agreement
    asOf = max(1, evidence.asOf)
    simulator = Simulator(evidence.plan, seed: seed, lastMonth: asOf, past: layout.free)
    let plan = evidence.plan
    cells = Cells(count: plan.coupledLeaves.count)
    func cluster(of id: String) -> Int {
      plan.programmeIDs.firstIndex(of: id).map { Int(plan.programmes[$0].cluster) } ?? -1
    }
    var found: [Int: (units: [Int], readings: [JudgedLeaf])] = [:]
    for (i, units) in agreement.units.enumerated() {
      found[cluster(of: units.programme), default: ([], [])].units.append(i)
    }
    for (i, index) in agreement.judged.enumerated() {
      let reading = evidence.readings[index]
      guard case .leaf(let leaf) = evidence.measures[reading.series],
        let leaf = plan.column(of: leaf), let id = reading.programmes.first
      else { continue }
      found[cluster(of: id), default: ([], [])].readings.append(
        JudgedLeaf(index: i, leaf: Int(leaf), month: reading.month))
    }
    clusters = found.sorted { $0.key < $1.key }.map {
      Part(cluster: $0.key, units: $0.value.units, readings: $0.value.readings)
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
      for lane in 0..<Simulator.lanes {
        simulator.past?.recall(block, lane: start + lane, for: lane)
      }
      let first = block.own(start)
      simulator.begin(trials: first..<first + UInt32(Simulator.lanes))
      for (part, lanes) in zip(clusters, wanted) where !lanes.isEmpty {
        simulator.drawOutputs(simulator.clusters[part.cluster])
        for lane in lanes {
          simulator.turn(to: lane)
          play(part, start + lane, &played)
        }
      }
    }
  }

  /// Plays a cluster of the trial to which the simulator has turned.
  private func play(_ part: Part, _ lane: Int, _ played: inout AgreementPlan.Played) {
    for index in part.units { agreement.forget(index, lane, &played) }
    for month in 1...asOf {
      simulator.advance(cluster: part.cluster, month: month)
      if let past = simulator.past {
        for index in part.units { agreement.observe(index, past, lane, month, &played) }
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

/// Which clusters of which trials have changed.
struct ChangedClusters {
  private var changed: Set<Int> = []

  var isEmpty: Bool { changed.isEmpty }

  mutating func insert(_ lane: Int, _ cluster: Int) { changed.insert(cluster * Block.size + lane) }

  func contains(_ lane: Int, _ cluster: Int) -> Bool {
    changed.contains(cluster * Block.size + lane)
  }
}

/// A leaf whose actual is known: what trials read of it is the actual in its month, and later moves from
/// there by what is built after the last.
struct LeafAnchor: Sendable {
  /// Among the leaves that are read of each trial.
  let column: Int32
  /// By month, from the first; with the flow that was set to it, see ``SimulatorPast/flows``, -1 for none.
  let values: [(month: Int, value: Double, flow: Int)]
  /// No more than this can be counted.
  let most: Double
  /// Whether it grows from 0, so that months between two actuals lie between them.
  let grows: Bool

  /// - Parameters:
  ///   - cells: What a trial read at the end of the first month; later months follow at a distance.
  ///   - rests: By flow, how much was added to what was simulated when it was set.
  func hold(
    _ cells: UnsafeMutablePointer<Double>, every stride: Int, _ months: Int,
    _ rests: UnsafeMutablePointer<Double>?
  ) {
    guard let last = values.last else { return }
    if last.month <= months {
      let read = cells[(last.month - 1) * stride]
      if last.value != read {
        for month in last.month + 1..<max(last.month + 1, months + 1) {
          let cell = cells + (month - 1) * stride
          cell.pointee = Self.moved(cell.pointee, from: read, to: last.value, most: most)
        }
      }
    }
    if grows { bridge(cells, every: stride, months, rests) }
    for (month, value, _) in values where month <= months { cells[(month - 1) * stride] = value }
  }

  /// What is read after the last actual. Of no more than so many units that part of those left is done that was done
  /// of those left in the trial; of what has no bounds as much.
  static func moved(_ value: Double, from read: Double, to actual: Double, most: Double) -> Double {
    let grown = value - read
    if most < .infinity, read < most, actual < most {
      let moved = min(actual + grown * (most - actual) / (most - read), most)
      let isWhole = actual == actual.rounded() && read == read.rounded()
      return isWhole && value == value.rounded() ? moved.rounded() : moved
    }
    return min(actual + grown, max(most, actual))
  }

  /// Months between two actuals have of what was done between these the share that they had of what was simulated.
  /// Of a flow that is exact for gamma distributions, whose shares do not depend on their sum.
  private func bridge(
    _ cells: UnsafeMutablePointer<Double>, every stride: Int, _ months: Int,
    _ rests: UnsafeMutablePointer<Double>?
  ) {
    var before = (month: 0, value: 0.0, simulated: 0.0)
    for (month, value, flow) in values where month <= months {
      let read = cells[(month - 1) * stride]
      let simulated = flow >= 0 ? read - (rests?[flow] ?? 0) : read
      let grown = simulated - before.simulated
      let isWhole = value == value.rounded() && before.value == before.value.rounded()
      for between in before.month + 1..<max(before.month + 1, month) {
        let cell = cells + (between - 1) * stride
        let share =
          grown > 0
          ? (cell.pointee - before.simulated) / grown
          : Double(between - before.month) / Double(month - before.month)
        var bridged = before.value + (value - before.value) * min(1, max(0, share))
        if isWhole, cell.pointee == cell.pointee.rounded() { bridged = bridged.rounded() }
        cell.pointee = bridged
      }
      // What was set goes on from there.
      before = (month, value, read)
    }
  }
}

extension Plan {
  /// The most that a sum of units can count; infinite where that is not certain. What is under way at a step and what
  /// has left it are other units.
  func most(of measure: Measure) -> Double {
    guard case .combination(.sum, let parts) = measure else { return .infinity }
    var counted: [Measure.Leaf: Double] = [:]
    for part in parts {
      guard case .leaf(.reading(let id, let step, let reading, let asNumber)) = part else {
        return .infinity
      }
      let isStock = reading == .inProgress
      let whole = Measure.Leaf.reading(
        programme: id, step: step, isStock ? .completed : reading, asNumber: asNumber)
      let all = most(of: whole)
      if reading == .completed || isStock {
        counted[whole] = all
      } else {
        counted[.reading(programme: id, step: step, reading, asNumber: asNumber)] = all
      }
    }
    return counted.values.reduce(0, +)
  }

  /// The leaves that are read of each trial and whose actuals are known.
  func anchors(_ layout: PastLayout) -> [LeafAnchor] {
    var anchors: [LeafAnchor] = []
    let flows = flowFacts(layout)
    for (leaf, facts) in layout.facts {
      guard let found = column(of: leaf) else { continue }
      anchors.append(anchor(leaf, facts, flows, column: found))
    }
    return anchors.sorted { $0.column < $1.column }
  }

  /// What is known of a leaf.
  ///
  /// - Parameter flows: Those of the plan, see ``flowFacts(_:)``.
  func anchor(
    _ leaf: Measure.Leaf, _ facts: [Int: Double], _ flows: [SimulatorPast.FlowFact], column: Int32
  ) -> LeafAnchor {
    func flow(_ month: Int) -> Int {
      guard let id = leaf.programme, let index = programmeIDs.firstIndex(of: id) else {
        return -1
      }
      let step = Int(programmes[index].steps.start)
      return flows.firstIndex {
        $0.step == step && $0.month == month && $0.counter == Counter.completed
      } ?? -1
    }
    return LeafAnchor(
      column: column,
      values: facts.sorted { $0.key < $1.key }.map {
        ($0.key, $0.value, flow($0.key))
      },
      most: most(of: leaf), grows: Measure.leaf(leaf).accumulates)
  }

  /// Where a leaf of a measure stands among those that are read of each trial.
  func column(of leaf: Measure.Leaf) -> Int32? {
    let wanted: (LeafRecord.Kind, Int)
    switch leaf {
    case .constant: return nil
    case .granted(let pool, let programme):
      guard
        let index = pools.firstIndex(where: { record in
          scenario.pools[Int(record.scenarioPool)].id == pool
            && (programme == nil
              || record.programme >= 0 && programmeIDs[Int(record.programme)] == programme)
        })
      else { return nil }
      wanted = (.granted, index)
    case .reading(let id, let step, let reading, let asNumber):
      guard let index = programmeIDs.firstIndex(of: id),
        let programme = scenario.programmes.first(where: { $0.id == id })
      else { return nil }
      if reading == .finish {
        wanted = (.finish, index)
        break
      }
      var base = Int(programmes[index].counters)
      if let step, let i = programme.steps.firstIndex(where: { $0.id == step }) {
        base = Int(steps[Int(programmes[index].steps.start) + i].counters)
      }
      // A level and a flow have one step, whose counters are the programme's.
      if reading == .level { base = Int(steps[Int(programmes[index].steps.start)].counters) }
      wanted = (.counter, base + Counter.of(reading, asNumber: asNumber))
    }
    let found = leaves.first { record in
      record.alone < 0 && record.kind == wanted.0 && Int(record.index) == wanted.1
    }
    return found?.column
  }

  /// The most that a leaf can count: all units of its programme, where their number is certain.
  private func most(of leaf: Measure.Leaf) -> Double {
    guard case .reading(let id, _, let reading, let asNumber) = leaf, reading.countsEachOnce,
      let programme = scenario.programmes.first(where: { $0.id == id }),
      programme.hasCountableUnits, let number = programme.certainUnits,
      let size = asNumber ? 1 : programme.unitSize
    else { return .infinity }
    return number * size
  }
}

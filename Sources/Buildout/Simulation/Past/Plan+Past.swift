import Sampling

extension Plan {
  /// How units get to what was counted of them: those of a step before those of the steps behind it, and what has
  /// begun before what has finished.
  func milestones(_ layout: PastLayout) -> [SimulatorPast.Milestone] {
    var milestones: [SimulatorPast.Milestone] = []
    for (row, count) in layout.counts.enumerated() {
      guard let index = programmeIDs.firstIndex(of: count.programme), !programmes[index].hasParts
      else { continue }
      let first = Int(programmes[index].steps.start)
      let step = count.step.map { first + $0 } ?? -1
      milestones.append(
        SimulatorPast.Milestone(
          cluster: Int(programmes[index].cluster), programme: index, step: step,
          isBegun: count.isBegun, month: count.month, row: row,
          isOfSoleChance: isSoleChance(steps[first]),
          path: path(to: step, isBegun: count.isBegun, in: programmes[index])))
    }
    func rank(_ milestone: SimulatorPast.Milestone) -> (Int, Int, Int, Int) {
      let isLast = milestone.step < 0 && !milestone.isBegun
      return (
        milestone.month, milestone.cluster, isLast ? .max : milestone.step,
        milestone.isBegun ? 0 : 1
      )
    }
    return milestones.sorted { rank($0) < rank($1) }
  }

  /// From which steps of a programme units get to the beginning or end of one, and on which way: the shortest.
  private func path(
    to target: Int, isBegun: Bool, in programme: ProgrammeRecord
  ) -> [(step: Int, next: Int)] {
    // Where something begins matters little: wherever a unit stands it may begin there.
    if target < 0, isBegun {
      return programme.steps.indices.reversed().map { (step: $0, next: $0) }
    }
    var path: [(step: Int, next: Int)] = target < 0 ? [] : [(step: target, next: target)]
    var reached: Set<Int> = [target]
    while true {
      var nearer: [(step: Int, next: Int)] = []
      for index in programme.steps.indices.reversed() where !reached.contains(index) {
        var ways = steps[index].ways.indices.map { Int(self.ways[$0].step) }
        if ways.isEmpty { ways = [Int(WayRecord.done)] }
        if let next = ways.first(where: reached.contains) { nearer.append((index, next)) }
      }
      if nearer.isEmpty { return path }
      path += nearer
      reached.formUnion(nearer.map(\.step))
    }
  }

  /// The facts about flows that stand for themselves: one step with a rate or a level.
  func flowFacts(_ layout: PastLayout) -> [SimulatorPast.FlowFact] {
    var facts: [SimulatorPast.FlowFact] = []
    for (index, record) in programmes.enumerated() {
      let step = Int(record.steps.start)
      guard steps[step].isSole else { continue }
      for (leaf, values) in layout.facts {
        guard case .reading(let id, _, let reading, _) = leaf, id == programmeIDs[index] else {
          continue
        }
        let counter: Int
        switch reading {
        case .started, .completed: counter = Counter.completed
        case .backlog, .inProgress: counter = Counter.backlog
        case .level: counter = Counter.level
        case .spent: counter = Counter.spent
        case .lost: counter = Counter.lost
        case .cancelled, .finish: continue
        }
        for (month, value) in values {
          let knowsBacklog = layout.facts.contains { other, values in
            guard case .reading(id, _, let reading, _) = other else { return false }
            return (reading == .backlog || reading == .inProgress) && values[month] != nil
          }
          facts.append(
            SimulatorPast.FlowFact(
              cluster: record.cluster, step: step, month: month, counter: counter, value: value,
              knowsBacklog: knowsBacklog))
        }
      }
    }
    // What was done comes before what is left.
    return facts.sorted {
      ($0.month, $0.cluster, $0.step, $0.counter) < ($1.month, $1.cluster, $1.step, $1.counter)
    }
  }
}

import Sampling

extension Plan {
  /// How many units were counted as finished, of programmes that have units.
  func completions(_ layout: PastLayout) -> [SimulatorPast.Completion] {
    var completions: [SimulatorPast.Completion] = []
    for (index, id) in programmeIDs.enumerated() {
      guard let programme = scenario.programmes.first(where: { $0.id == id }),
        programme.hasCountableUnits
      else { continue }
      func known(_ asNumber: Bool) -> [Int: Double]? {
        layout.facts[.reading(programme: id, step: nil, .completed, asNumber: asNumber)]
      }
      let numbers = known(true)
      guard let size = numbers == nil ? programme.unitSize : 1 else { continue }
      // Earlier ones are behind the last.
      guard let last = (numbers ?? known(false))?.max(by: { $0.key < $1.key }) else { continue }
      completions.append(
        SimulatorPast.Completion(
          cluster: Int(programmes[index].cluster), programme: index, month: last.key,
          number: (last.value / size).rounded()))
    }
    return completions
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

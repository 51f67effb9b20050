extension FaultFinder {
  /// Finds steps that wait for one another in a circle, within programmes and between them.
  mutating func checkWaits() {
    // Steps are named `programme.step`; where ids repeat, that has been reported.
    var names: [String] = []
    var indices: [String: Int] = [:]
    var waits: [[Int]] = []
    for programme in scenario.programmes where !opaque.contains(programme.id) {
      for step in programme.steps {
        let name = programme.id + "." + step.id
        guard indices[name] == nil else { continue }
        indices[name] = names.count
        names.append(name)
      }
    }
    waits = Array(repeating: [], count: names.count)
    for programme in scenario.programmes where !opaque.contains(programme.id) {
      let graph = StepGraph(programme)
      for (index, step) in programme.steps.enumerated() {
        guard let i = indices[programme.id + "." + step.id], waits[i].isEmpty else {
          continue
        }
        waits[i] = graph.predecessors(index).compactMap {
          indices[programme.id + "." + programme.steps[$0].id]
        }
        for name in step.after ?? [] where graph.index(of: name) == nil {
          if let gate = indices[name.description] {
            waits[i].append(gate)
          } else if case .programme(let id) = name, let other = programmes[id] {
            waits[i] += other.steps.compactMap { indices[id + "." + $0.id] }
          }
        }
      }
    }
    for cycle in Self.cycles(waits) { report(cycle.map { names[$0] }) }
  }

  private mutating func report(_ cycle: [String]) {
    let homes = Set(cycle.map { $0.prefix { $0 != "." } })
    let shown = homes.count == 1 ? cycle.map { String($0.drop { $0 != "." }.dropFirst()) } : cycle
    guard case .step(let step, let programme) = Reference(cycle[0]) else { return }
    add(
      .circle, ["programmes", programme, "steps", step, "after"],
      "steps wait for one another in a circle, \((shown + [shown[0]]).joined(separator: "->"))",
      consequence: "none of them could ever begin", remedy: "take one of them out of an 'after'")
  }

  /// Finds circles of steps each of which may stop the one before it: once all are full, none moves.
  mutating func checkBuffers(_ graph: StepGraph, _ path: [String]) {
    let steps = graph.programme.steps
    var stops = steps.map { _ in [Int]() }
    for (index, step) in steps.enumerated() where step.buffer != nil {
      // A step does not stop itself.
      for other in graph.next(index) where other != index && steps[other].buffer != nil {
        stops[other].append(index)
      }
    }
    for cycle in Self.cycles(stops) {
      let ids = cycle.map { steps[$0].id }
      add(
        .circle, path + ["steps", ids[0], "buffer"],
        "steps with a 'buffer' lead to one another in a circle, \((ids + [ids[0]]).joined(separator: "->"))",
        consequence: "once all of them are full, none could ever pass a unit on",
        remedy: "take the 'buffer' off one of them")
    }
  }

  /// Finds ways from behind a merge back to before it that do not pass all of its parts again.
  mutating func checkReturns(_ graph: StepGraph, _ path: [String]) {
    let steps = graph.programme.steps
    for merge in steps.indices where graph.predecessors(merge).count > 1 {
      for index in StepGraph.closure(of: [merge], along: graph.next).sorted() {
        for way in steps[index].ways {
          guard let to = graph.index(of: way.to), to != merge else { continue }
          // But for what lies behind the merge.
          let again = StepGraph.closure(of: [to]) { $0 == merge ? [] : graph.next($0) }
          let missed = graph.predecessors(merge).filter { !again.contains($0) }
          guard again.contains(merge), let first = missed.first else { continue }
          let (name, part) = (steps[merge].id, steps[first].id)
          add(
            .deadEnd, path + ["steps", steps[index].id, "then", way.to.description],
            "the way back to '\(way.to)' leads to '\(name)' again, which waits for '\(part)' too",
            consequence: "a unit would not pass '\(part)' again, and '\(name)' would wait for ever",
            remedy: "lead it to '\(name)', or to a step from which all parts set out")
        }
      }
    }
  }

  /// Circles of the graph that share no member, each beginning with its earliest.
  private static func cycles(_ waits: [[Int]]) -> [[Int]] {
    enum Mark { case new, open, closed }
    var marks = Array(repeating: Mark.new, count: waits.count)
    var cycles: [[Int]] = []
    var known: Set<Int> = []
    for root in waits.indices where marks[root] == .new {
      // An explicit stack: a chain of steps may be long.
      var trail: [(index: Int, next: Int)] = [(root, 0)]
      marks[root] = .open
      while let (index, next) = trail.last {
        guard next < waits[index].count else {
          marks[index] = .closed
          trail.removeLast()
          continue
        }
        trail[trail.count - 1].next += 1
        let other = waits[index][next]
        switch marks[other] {
        case .closed: break
        case .new:
          marks[other] = .open
          trail.append((other, 0))
        case .open:
          let start = trail.firstIndex { $0.index == other } ?? 0
          // The trail runs from what waits to what is waited for; a reader thinks the other way.
          var cycle = Array(trail[start...].map(\.index).reversed())
          let least = cycle.firstIndex(of: cycle.min() ?? 0) ?? 0
          cycle = Array(cycle[least...] + cycle[..<least])
          if known.isDisjoint(with: cycle) { cycles.append(cycle) }
          known.formUnion(cycle)
        }
      }
    }
    return cycles
  }
}

extension FaultFinder {
  /// How many units one cohort or step may bring in over the horizon; they are followed one by one.
  static let unitLimit = 500_000.0

  mutating func checkNumbers(_ graph: StepGraph, _ path: [String]) {
    let programme = graph.programme
    let months = Double(scenario.calendar.months)
    func check(_ quantity: Quantity, _ path: [String], season: String? = nil) {
      let weights = scenario.seasons.first { $0.id == season }?.weights ?? [1]
      let scale = months * max(1, weights.reduce(0, +) / Double(weights.count))
      let high =
        (quantity.distribution.mean + 6 * quantity.distribution.variance.squareRoot()) * scale
      guard min(high, quantity.distribution.upperBound * scale) > Self.unitLimit else { return }
      add(
        .tooMany, path, "more than half a million units could come in over the horizon",
        consequence: "each unit is followed one by one, and there would be too many",
        remedy: "count in a larger unit")
    }
    for (index, cohort) in programme.cohorts.enumerated() {
      if case .arriving = cohort.entry {
        check(cohort.number, path + ["cohorts", String(index), "number"])
      }
    }
    for (index, step) in programme.steps.enumerated() {
      if step.endless, case .takes(let duration) = step.kind {
        let mean = duration.distribution.mean
        if !(Double(step.servers ?? 1) * months <= Self.unitLimit / 10 * mean) {
          add(
            .tooMany, path + ["steps", step.id, "takes"],
            "an endless step takes \(mean) months on average",
            consequence: "more units would pass than can be followed",
            remedy: "give it a longer duration")
        }
      }
      guard case .rate(let rate) = step.kind, !rate.isLevel, !graph.isFed(index),
        graph.tellsUnitsApart(besides: index) || isServedByUnits(programme)
      else { continue }
      if rate.remaining.map({ $0.distribution.upperBound <= Self.unitLimit }) != true {
        check(rate.output, path + ["steps", step.id, "rate"], season: step.season)
      }
    }
  }

  /// Whether an indivisible pool or a risk settled unit by unit makes a rate pass on its units one by
  /// one.
  private func isServedByUnits(_ programme: Programme) -> Bool {
    let whole = Set(scenario.pools.filter(\.whole).map(\.id))
    let hasUnitRisk = scenario.risks.contains { risk in
      guard case .chance(_, each: .unit) = risk.occurrence else { return false }
      return risk.acts(on: programme)
    }
    return programme.steps.count > 1
      && (hasUnitRisk || programme.steps.contains { $0.uses.contains { whole.contains($0.pool) } })
  }

  /// Whether units come in, come everywhere, and can come out.
  mutating func checkReach(_ graph: StepGraph, _ path: [String]) {
    let programme = graph.programme
    let steps = programme.steps
    var sources = graph.entered
    for (index, step) in steps.enumerated() {
      if case .rate = step.kind, !graph.isFed(index) { sources.insert(index) }
      if step.endless { sources.insert(index) }
    }
    guard !sources.isEmpty else {
      // Steps that wait for one another in a circle have no entry; that is told elsewhere.
      guard !graph.entries.isEmpty else { return }
      add(
        .unreachable, path + ["cohorts"],
        "'\(programme.id)' has no cohorts and its first step has no 'rate'",
        consequence: "no unit would ever enter",
        remedy: "add 'cohorts: [{number: 1}]', say, or 'endless: true'")
      return
    }
    let reached = StepGraph.closure(of: sources, along: graph.next)
    for (index, step) in steps.enumerated() where !reached.contains(index) {
      add(
        .unreachable, path + ["steps", step.id], "no unit can reach step '\(step.id)'",
        consequence: "it would stand idle",
        remedy: "name it under 'then' or with 'at', or delete it")
    }
    let exits = steps.indices.filter { graph.completes($0) || steps[$0].mayCancel }
    let back = graph.reversed(graph.next)
    let leaving = StepGraph.closure(of: exits) { back[$0] }
    if let trapped = reached.sorted().first(where: { !leaving.contains($0) }) {
      add(
        .deadEnd, path + ["steps", steps[trapped].id],
        "no way leads out of step '\(steps[trapped].id)'",
        consequence: "its units would never finish",
        remedy: "add 'done' under 'then' of a step they pass")
      return
    }
    checkNumberOfReturns(graph, path)
  }

  /// How often a unit may come back to a step, on average, before the plan is refused. With a chance
  /// of 0.99 of coming back, the 4,096th visit is out of reach (1e-18).
  static let returnLimit = 100.0

  /// Whether units come to an end: their parts must not multiply, nor any of them go round so often
  /// that its visits run out.
  private mutating func checkNumberOfReturns(_ graph: StepGraph, _ path: [String]) {
    let steps = graph.programme.steps
    guard steps.contains(where: { !$0.then.isEmpty }) else { return }
    // How many units, on average, one that leaves a step brings to each other step.
    var passage = steps.map { _ in Array(repeating: 0.0, count: steps.count) }
    for (index, step) in steps.enumerated() {
      let total = step.then.reduce(0) { $0 + $1.weight }
      for branch in step.then {
        guard let next = graph.index(of: branch.to) else { continue }
        let awaited = graph.predecessors(next)
        let parts = awaited.contains(index) ? Double(awaited.count) : 1
        passage[index][next] += branch.weight / total / parts
      }
      guard step.then.isEmpty else { continue }
      for next in graph.next(index) {
        passage[index][next] = 1 / Double(max(1, graph.predecessors(next).count))
      }
    }
    if let index = Self.visits(passage).firstIndex(where: { $0 == .infinity }) {
      add(
        .unbounded, path + ["steps", steps[index].id],
        "a unit divides on its way round to step '\(steps[index].id)'",
        consequence: "its parts would become more and more",
        remedy: "let the way back begin before the unit divides, or after its parts have merged")
      return
    }
    // Only where a round takes hardly any time can there be thousands of them.
    for (index, step) in steps.enumerated() {
      if case .takes(let duration) = step.kind,
        duration.distribution.mean * 1000 < Double(scenario.calendar.months)
      {
        continue
      }
      passage[index] = passage[index].map { _ in 0 }
    }
    let visits = Self.visits(passage)
    guard let index = visits.firstIndex(where: { $0 > Self.returnLimit }) else { return }
    let (times, limit) = (Fault.text(visits[index].rounded()), Fault.text(Self.returnLimit))
    add(
      .deadEnd, path + ["steps", steps[index].id, "then"],
      "a unit comes to step '\(steps[index].id)' \(times) times on average, the limit is \(limit)",
      consequence: "it would go round without getting on",
      remedy: "give a way out more weight, or let the step take more time")
  }

  /// The visits to each step, on average, of a unit that begins there: the diagonal of the inverse of
  /// 1 less the passage matrix. Infinite when its parts multiply, which shows in a pivot that is not
  /// above 0.
  ///
  /// Source: Berman and Plemmons, "Nonnegative matrices in the mathematical sciences" (1994), theorem
  /// 6.2.3, on M-matrices.
  private static func visits(_ passage: [[Double]]) -> [Double] {
    let count = passage.count
    var rows = passage.indices.map { row in
      passage[row].map { -$0 } + passage.indices.map { $0 == row ? 1 : 0 }
    }
    for index in 0..<count { rows[index][index] += 1 }
    for index in 0..<count {
      let pivot = rows[index][index]
      guard pivot > 1e-9 else {
        return (0..<count).map { $0 == index ? .infinity : 0 }
      }
      for column in index..<2 * count { rows[index][column] /= pivot }
      for row in 0..<count where row != index && rows[row][index] != 0 {
        let share = rows[row][index]
        for column in index..<2 * count { rows[row][column] -= share * rows[index][column] }
      }
    }
    return (0..<count).map { rows[$0][count + $0] }
  }
}

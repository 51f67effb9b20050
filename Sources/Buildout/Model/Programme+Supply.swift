import Sampling

extension Programme {
  /// Where units keep coming from without an end.
  enum EndlessSupply {
    case endlessStep(String)
    case arrivals
    /// A rate with neither `remaining` nor a window.
    case rate(String)
    case level
  }

  /// What keeps bringing units to a step and those before it, or anywhere when no step is named; nil
  /// when all of it comes to an end, so that it can be waited for.
  func endlessSupply(before step: String? = nil) -> EndlessSupply? {
    let graph = StepGraph(self)
    let upstream = step.flatMap(graph.index(of:)).map { graph.upstream(of: $0) }
    for index in upstream ?? Array(steps.indices) {
      let step = steps[index]
      if step.endless { return .endlessStep(step.id) }
      guard case .rate(let rate) = step.kind else { continue }
      if rate.isLevel { return .level }
      if !graph.isFed(index), rate.remaining == nil, step.window == nil { return .rate(step.id) }
    }
    let hasArrivals = cohorts.contains { cohort in
      if case .arriving = cohort.entry { true } else { false }
    }
    return hasArrivals ? .arrivals : nil
  }
}

extension FaultFinder {
  /// Reports a wait for, or the finish of, what never ends.
  ///
  /// - Parameter path: Where the wait or the reading stands.
  mutating func checkEnd(
    of programme: Programme, before step: String? = nil, _ path: [String], consequence: Message,
    remedy: Message
  ) {
    let problem: Message
    var mend = remedy
    switch programme.endlessSupply(before: step) {
    case nil: return
    case .endlessStep: problem = "'\(programme.id)' is endless, and so never finished"
    case .level: problem = "'\(programme.id)' is a level, and so never finished"
    case .arrivals:
      problem = "units come to '\(programme.id)' every month ('monthly'), so it is never finished"
    case .rate(let id):
      problem = "the rate of '\(programme.id).\(id)' has no end"
      mend = "give '\(id)' a 'remaining' or a 'window', or \(remedy)"
    }
    add(.neverEnds, path, problem, consequence: consequence, remedy: mend)
  }
}

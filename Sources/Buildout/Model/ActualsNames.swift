import Sampling

/// Whether what an actual was read of is there in the scenario.
struct ActualsNames {
  private var finder: FaultFinder
  private var known: [Measure: Fault?] = [:]

  init(_ scenario: Scenario) {
    finder = FaultFinder(scenario: scenario, checksHorizon: true, opaque: [])
  }

  /// What is wrong with a measure of the scenario; nil when it can be read.
  mutating func fault(of measure: Measure) -> Fault? {
    if let answer = known[measure] { return answer }
    let answer = missingName(in: measure) ?? otherFault(of: measure)
    known[measure] = answer
    return answer
  }

  private func missingName(in measure: Measure) -> Fault? {
    for leaf in measure.leaves {
      switch leaf {
      case .constant: break
      case .granted(let pool, _):
        guard finder.pools[pool] == nil else { break }
        return Self.missing("pool", pool, among: finder.scenario.pools.map(\.id))
      case .reading(let id, let step, _, _):
        guard let programme = finder.programmes[id] else {
          return Self.missing(
            "programme", id, among: finder.scenario.programmes.map(\.id))
        }
        guard let step, !programme.steps.contains(where: { $0.id == step }) else { break }
        return Self.missing(
          "step", "\(id).\(step)", among: programme.steps.map { "\(id).\($0.id)" })
      }
    }
    return nil
  }

  /// What a target with this measure would be refused for.
  private mutating func otherFault(of measure: Measure) -> Fault? {
    do throws(Fault) { try measure.check([]) } catch { return error }
    guard !measure.isConstant else {
      return Fault(
        .notMeasurable, "\(measure) is a stated number",
        consequence: "there is nothing to be read",
        remedy: "name a target or a measure, such as roads.completed")
    }
    finder.faults = []
    finder.checkMeasure(measure, [])
    return finder.faults.first
  }

  /// A name that refers to nothing, and what it may have been meant to be.
  static func missing(_ kind: Message, _ name: String, among known: [String]) -> Fault {
    Fault(
      .unknownName, "there is no \(kind) '\(name)'", consequence: "nothing can be read there",
      remedy: Spelling.question(name, among: known)
        ?? (known.isEmpty
          ? "the scenario has none; delete the row"
          : "it must be one of \(FaultFinder.listing(known))"))
  }
}

extension Scenario {
  /// Whether only whole numbers can be read of a measure, whatever is drawn.
  package func countsWhole(_ measure: Measure) -> Bool {
    measure.fold {
      countsWhole($0)
    } _: {
      $0.keepsWholeNumbers && $1.allSatisfy { $0 }
    }
  }

  private func countsWhole(_ leaf: Measure.Leaf) -> Bool {
    guard case .reading(let id, _, let reading, let asNumber) = leaf else {
      if case .constant(let value) = leaf { return value == value.rounded() }
      return false
    }
    guard reading.countsUnits, let programme = programmes.first(where: { $0.id == id }) else {
      return false
    }
    let graph = StepGraph(programme)
    var makesUnits = false
    var passesWholes = true
    for (index, step) in programme.steps.enumerated() {
      guard case .rate(let rate) = step.kind else { continue }
      if !graph.isFed(index) { makesUnits = true }
      passesWholes = passesWholes && passesWhole(rate, step)
    }
    // What a rate makes is one unit per unit of quantity; of a lot, a part may be passed on.
    if makesUnits { return passesWholes && programme.cohorts.isEmpty }
    return asNumber || programme.cohorts.allSatisfy { isWhole($0.size) }
  }

  private func passesWhole(_ rate: Step.Rate, _ step: Step) -> Bool {
    func isWhole(_ quantity: Quantity?) -> Bool { quantity.map(self.isWhole) ?? true }
    let paysInFractions = step.uses.contains { use in
      pools.contains { $0.id == use.pool && !$0.reusable }
    }
    return !rate.isLevel && rate.output.distribution.isCount && rate.output.each == .month
      && isWhole(rate.cap) && isWhole(rate.remaining) && isWhole(rate.backlog) && !paysInFractions
  }

  private func isWhole(_ quantity: Quantity) -> Bool {
    quantity.constant.map { $0 == $0.rounded() } ?? quantity.distribution.isCount
  }
}

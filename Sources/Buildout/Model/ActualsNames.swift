/// Whether what an actual was read of is there in the scenario.
struct ActualsNames {
  struct Missing {
    let code: Fault.Code
    let problem: Text
    let consequence: Text
    let remedy: Text
  }

  private var finder: FaultFinder
  private var known: [Measure: Missing?] = [:]

  init(_ scenario: Scenario) {
    finder = FaultFinder(scenario: scenario, checksHorizon: true, opaque: [])
  }

  /// What is wrong with a measure of the scenario; nil when it can be read.
  mutating func fault(of measure: Measure) -> Missing? {
    if let answer = known[measure] { return answer }
    let answer = missingName(in: measure) ?? otherFault(of: measure)
    known[measure] = answer
    return answer
  }

  private func missingName(in measure: Measure) -> Missing? {
    for leaf in measure.leaves {
      switch leaf {
      case .constant: break
      case .granted(let pool, _):
        guard finder.pools[pool] == nil else { break }
        return Self.missing("pool", "资源池", pool, among: finder.scenario.pools.map(\.id))
      case .reading(let id, let step, _, _):
        guard let programme = finder.programmes[id] else {
          return Self.missing(
            "programme", "项目", id, among: finder.scenario.programmes.map(\.id))
        }
        guard let step, !programme.steps.contains(where: { $0.id == step }) else { break }
        return Self.missing(
          "step", "环节", "\(id).\(step)", among: programme.steps.map { "\(id).\($0.id)" })
      }
    }
    return nil
  }

  /// What a target with this measure would be refused for.
  private mutating func otherFault(of measure: Measure) -> Missing? {
    do throws(Fault) {
      try measure.check(["measure"])
    } catch {
      return Missing(error, measure)
    }
    guard !measure.isConstant else {
      return Missing(
        code: .notMeasurable,
        problem: Text(en: "\(measure) is a stated number", zh: "\(measure) 是给定的常数"),
        consequence: Text(en: "there is nothing to be read", zh: "没有可读取的实际值"),
        remedy: Text(
          en: "name a target or a measure, such as roads.completed",
          zh: "请填写目标或指标，如 roads.completed"))
    }
    finder.faults = []
    finder.checkMeasure(measure, ["measure"])
    return finder.faults.first.map { Missing($0, measure) }
  }

  /// A name that refers to nothing, and what it may have been meant to be.
  static func missing(
    _ en: String, _ zh: String, _ name: String, among known: [String]
  ) -> Missing {
    let nearest = Spelling.nearest(to: name, among: known)
    return Missing(
      code: .unknownName,
      problem: Text(en: "there is no \(en) '\(name)'", zh: "没有名为“\(name)”的\(zh)"),
      consequence: Text(en: "nothing can be read there", zh: "没有可对应的数据"),
      remedy: nearest.map {
        Text(en: "did you mean '\($0)'?", zh: "是否指“\($0)”？")
      }
        ?? (known.isEmpty
          ? Text(en: "the scenario has none; delete the row", zh: "情景中没有\(zh)；请删除此行")
          : Text(
            en: "it must be one of \(FaultFinder.listing(known))",
            zh: "可用的有：\(known.prefix(8).joined(separator: "、"))\(known.count > 8 ? " 等" : "")")))
  }
}

extension ActualsNames.Missing {
  fileprivate init(_ fault: Fault, _ measure: Measure) {
    self.init(
      code: fault.code, problem: Text(en: fault.problem, zh: "\(measure) 不能读取"),
      consequence: Text(en: fault.consequence, zh: "没有可对应的数据"),
      remedy: Text(
        en: fault.remedy, zh: "请改用情景中能读取的指标，如 roads.completed"))
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

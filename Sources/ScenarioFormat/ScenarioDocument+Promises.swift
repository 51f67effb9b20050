import Buildout

extension ScenarioDocument {
  /// The inputs that say again what a target promises: the number and size of the units, or what remains to
  /// be done, where a lower bound counts those very units and asks for all of them.
  ///
  /// Eighty-six estates of eighty-six are the plan's own word, no assumption about it: with more of them the
  /// plan would be another.
  ///
  /// - Returns: Paths, as ``Input/path`` has them.
  public var restatedPromises: Set<[String]> {
    scenario.targets.reduce(into: []) { paths, target in
      guard target.comparator.countsUp,
        let counted = target.measure.counted
      else { return }
      let planned = counted.map { scenario.planned($0) }
      let total = planned.flatMap(\.units).reduce(0) { $0 + $1.quantity }
      let restated =
        (total == target.value ? planned.flatMap(\.units) : [])
        + planned.flatMap(\.remaining).filter { $0.quantity == target.value }
      for part in restated { paths.formUnion(part.paths) }
    }
  }
}

/// Units that a plan has, and where the file says how many.
private struct Planned {
  /// NaN where it is not certain.
  let quantity: Double
  let paths: [[String]]
}

extension Measure {
  /// What it adds up, if it is nothing but what programmes or steps have started or completed.
  fileprivate var counted: [(programme: String, asNumber: Bool)]? {
    switch self {
    case .leaf(.reading(let programme, _, .completed, let asNumber)),
      .leaf(.reading(let programme, _, .started, let asNumber)):
      return [(programme, asNumber)]
    case .combination(.sum, let parts):
      let counted = parts.map(\.counted)
      return counted.contains { $0 == nil } ? nil : counted.compactMap { $0 }.flatMap { $0 }
    case .leaf, .combination: return nil
    }
  }
}

extension Scenario {
  /// The units of a programme, which are its cohorts or, where it has none, what its rates have left to do;
  /// and what rates have left to do.
  fileprivate func planned(_ counted: (programme: String, asNumber: Bool)) -> (
    units: [Planned], remaining: [Planned]
  ) {
    guard let programme = programmes.first(where: { $0.id == counted.programme }) else {
      return ([], [])
    }
    let path = ["programmes", programme.id]
    let cohorts = programme.cohorts.enumerated().map { index, cohort -> Planned in
      let size = counted.asNumber ? 1 : cohort.size.constant ?? .nan
      let own = path + ["cohorts", String(index)]
      let isPlanned = if case .arriving = cohort.entry { false } else { true }
      return Planned(
        quantity: isPlanned ? (cohort.number.constant ?? .nan) * size : .nan,
        paths: [own + ["number"], own + ["size"]])
    }
    let flows = programme.steps.compactMap { step -> Planned? in
      guard case .rate(let rate) = step.kind, let remaining = rate.remaining else { return nil }
      return Planned(
        quantity: remaining.constant ?? .nan, paths: [path + ["steps", step.id, "remaining"]])
    }
    return (cohorts.isEmpty ? flows : cohorts, flows)
  }
}

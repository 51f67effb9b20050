import Buildout
import Sampling

/// A tree that has been edited, and what its faults are called.
struct Revision {
  /// What the tree said, but for what has been edited.
  let known: KnownParts
  /// What a message says it is: "option 'night-shift'".
  let label: Message
  let edits: [Edit]
  /// Where a fault is shown that the edits bring about in another place.
  let elsewhere: Position

  /// The scenario of the edited tree.
  func scenario(_ tree: Node) throws(Screening) -> Scenario {
    try screened(decoded(tree))
  }

  /// The scenario of a tree that becomes others, each from a month on.
  ///
  /// - Parameters:
  ///   - trees: The tree of the first month first.
  ///   - dated: The edits that hold from a later month on.
  ///   - mayBeBase: Whether nothing may be different.
  func scenario(
    _ trees: [(month: Month?, tree: Node)], dated: [Edit], mayBeBase: Bool = false
  ) throws(Screening) -> Scenario {
    var scenario = try decoded(trees[0].tree)
    for (month, tree) in trees.dropFirst() {
      let later = try decoded(tree)
      guard let month, later != scenario.later.last?.scenario ?? scenario else { continue }
      guard scenario.mayBecome(later) else {
        // Edits may need one another; only one that is wrong by itself is named.
        let wrong = dated.first { edit in
          guard let tree = try? trees[0].tree.applying(edit), let alone = try? decoded(tree) else {
            return false
          }
          return !scenario.mayBecome(alone)
        }
        let isOwn = edits.contains { $0.position == wrong?.position }
        let position = isOwn ? wrong?.position ?? elsewhere : elsewhere
        if let wrong, trees[0].tree.node(at: wrong.path.keys) == nil {
          throw Screening(
            .tooLate, position,
            "\(label): 'from' is given, and there is no '\(wrong.path.text)' when the horizon begins",
            consequence: "it cannot be added in \(month)",
            remedy:
              "take 'from' out, or change what is there from the beginning and read month by month, such as a "
              + "capacity, a rate or a chance")
        }
        throw Screening(
          .tooLate, position,
          "\(label): 'from' is given, and \(say: wrong.map { "'\($0.path.text)'" } ?? "what it changes") "
            + "is settled when the horizon begins",
          consequence: "in \(month) it would be too late",
          remedy:
            "take 'from' out, or change what is read month by month, such as a capacity, a rate or a chance"
        )
      }
      _ = try screened(later, mayBeBase: true)
      scenario.later.append(Phase(from: month, scenario: later))
    }
    return try screened(scenario, mayBeBase: mayBeBase)
  }

  private func decoded(_ tree: Node) throws(Screening) -> Scenario {
    var reader = ScenarioReader(issues: [])
    reader.known = known
    let scenario = reader.scenario(tree)
    if let scenario { reader.check(scenario, tree) }
    guard let scenario, reader.issues.isEmpty else {
      let own = edits.reduce(into: Set<Position>()) { found, edit in
        found.insert(edit.position)
        found.formUnion(edit.value.positions)
      }
      throw Screening(
        reader.issues.map { issue in
          var issue = issue
          if own.contains(issue.position) {
            issue.fault.words.problem = "\(label): \(issue.fault.words.problem)"
          } else {
            issue.position = elsewhere
            let place = issue.fault.path.joined(separator: ".")
            issue.fault.words.problem = "\(label): at \(place): \(issue.fault.words.problem)"
          }
          return issue
        })
    }
    return scenario
  }

  /// A scenario that promises what the base does and does something else.
  ///
  /// - Parameter mayBeBase: Whether it may be the base itself, as it may in some months.
  private func screened(
    _ scenario: Scenario, mayBeBase: Bool = false
  ) throws(Screening) -> Scenario {
    let base = known.scenario
    guard scenario.promises(as: base) else {
      throw Screening(
        .notOpen, elsewhere, "\(label): a target, a title or a unit would be another",
        consequence: "the results could not be compared",
        remedy:
          "change only how the plan is carried out, and keep titles, units and sectors as they are")
    }
    guard !mayBeBase else { return scenario }
    guard scenario != base else {
      throw Screening(
        .noEffect, elsewhere, "\(label): everything is as it stands without it",
        consequence: "there is nothing to compare", remedy: "change something, or delete it")
    }
    guard scenario.canBehaveDifferently(from: base) else {
      throw Screening(
        .noEffect, elsewhere, "\(label): no programme uses what it changes",
        consequence: "the change touches nothing",
        remedy: "change something that a programme uses, or delete it")
    }
    return scenario
  }
}

extension Scenario {
  /// Whether another scenario promises the same things, counted in the same units.
  fileprivate func promises(as other: Scenario) -> Bool {
    calendar == other.calendar && targets == other.targets && groups == other.groups
      && sectors == other.sectors
      && programmes.map { [$0.title, $0.unit] } == other.programmes.map { [$0.title, $0.unit] }
  }
}

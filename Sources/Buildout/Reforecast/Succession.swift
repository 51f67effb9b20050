import Sampling

/// A number drawn once that has another distribution from some month on: an option changes it, or a phase of the plan.
/// It stands in the new distribution where it stood in the old one.
struct Succession: Sendable {
  let old, new: Distribution

  static let tag = EntityTag("actuals:succession").value

  /// What a value becomes.
  ///
  /// - Parameter uniform: Where it stands within what the old distribution has at that value, for a list or a count.
  func value(_ value: Double, within uniform: Double) -> Double {
    let (below, upTo) = (old.cdf(value.nextDown), old.cdf(value))
    let index = below + uniform * (upTo - below)
    return new.value(
      atNormalScore: Elementary.normalQuantile(min(max(index, 1e-15), 1 - 1e-15)))
  }
}

extension Plan {
  /// Numbers that a past may give and that have another distribution in a phase, by phase.
  func successions(_ layout: PastLayout) -> [[PastLayout.Key: Succession]] {
    guard !scenario.later.isEmpty else { return [] }
    func distributions(_ scenario: Scenario) -> [EvidenceReach.Key: Distribution] {
      EvidenceReach(scenario, self, asOf: layout.asOf, last: [:]).distributions
    }
    let first = distributions(scenario)
    return scenario.later.map { phase in
      var changed: [PastLayout.Key: Succession] = [:]
      for (key, new) in distributions(phase.scenario) {
        let index = PastLayout.Key(tag: key.tag, month: key.month)
        guard layout.values[index] != nil, let old = first[key], old != new else { continue }
        changed[index] = Succession(old: old, new: new)
      }
      return changed
    }
  }
}

import Sampling

/// What a plan becomes from a month on: more crews from July.
///
/// Everything drawn before that month stays what it was, and what is drawn afterwards has the same streams.
/// Only what is read month by month can become another: a pool's capacity, a season's weights, a step's
/// output, chance, duration (of units that come to it from then on), cap, cost, servers, buffer, opening
/// months and the amounts it uses, a monthly factor, what a risk does, the chance and length of a monthly
/// risk, the chances of a regime, monthly arrivals.
public struct Phase: Hashable, Sendable {
  /// The first month in which the plan is so; after the first of the horizon.
  public let from: Month
  /// The whole plan as it is then, without phases of its own.
  public let scenario: Scenario

  /// A scenario that holds from a month on.
  public init(from: Month, scenario: Scenario) {
    self.from = from
    self.scenario = scenario
  }
}

extension Scenario {
  /// Whether another scenario differs in nothing that is settled once and for all, so that a plan may become
  /// it in the middle of the horizon.
  package func mayBecome(_ other: Scenario) -> Bool {
    seasons.map(\.id) == other.seasons.map(\.id) && settledOnce == other.settledOnce
  }

  /// Whether two scenarios are the same until a month's end, whatever they promise: they differ at most in risks whose
  /// windows open later, in capacities of later months and in what they become later.
  package func isAlike(_ other: Scenario, until month: Int) -> Bool {
    past(until: month) == other.past(until: month)
  }

  /// What can bear on the months until one's end.
  private func past(until month: Int) -> Scenario {
    var copy = self
    copy.targets = []
    copy.groups = []
    copy.later = later.filter { calendar.number(of: $0.from) <= month }
    for index in pools.indices {
      copy.pools[index].capacity = Array(pools[index].capacity.prefix(max(1, month)))
    }
    func opensLater(_ risk: Risk) -> Bool {
      risk.window.map { calendar.number(of: $0.lowerBound) > month } ?? false
    }
    let near = risks.filter { !opensLater($0) }
    // One on which the chance of another depends bears on that.
    let named = Set(near.compactMap { $0.given?.risk })
    copy.risks = risks.filter { !opensLater($0) || named.contains($0.id) }
    return copy
  }

  /// This scenario with the same in place of everything that is read month by month.
  private var settledOnce: Scenario {
    var copy = self
    copy.later = []
    copy.seasons = []
    for index in pools.indices {
      copy.pools[index].capacity = []
      copy.pools[index].season = nil
    }
    let correlated = Set(correlations.flatMap(\.factors))
    for index in factors.indices
    where factors[index].value.each == .month && !correlated.contains(factors[index].id) {
      copy.factors[index].value = Quantity(.one, each: .month)
    }
    for index in risks.indices { copy.risks[index] = risks[index].settledOnce }
    for index in programmes.indices {
      copy.programmes[index].steps = programmes[index].steps.map(\.settledOnce)
      copy.programmes[index].cohorts = programmes[index].cohortsSettledOnce
    }
    return copy
  }

  /// As it is at a month's beginning.
  func phase(at month: Month) -> Scenario {
    later.last { $0.from <= month }?.scenario ?? self
  }

  /// The same change made to the plan as it begins and as it becomes.
  func throughout(_ change: (inout Scenario) -> Void) -> Scenario {
    var copy = self
    change(&copy)
    copy.later = later.map { phase in
      var scenario = phase.scenario
      change(&scenario)
      return Phase(from: phase.from, scenario: scenario)
    }
    return copy
  }
}

extension Quantity {
  /// The same number in place of any that is drawn anew each month.
  fileprivate static let any = Quantity(.one, each: .month)

  /// In place of any count, or any quantity.
  fileprivate var anyLikeIt: Quantity {
    Quantity(distribution.isCount ? .zero : .one, each: .month)
  }
}

extension Step {
  fileprivate var settledOnce: Step {
    var copy = self
    switch kind {
    case .rate(var rate):
      rate.output = rate.output.anyLikeIt
      rate.cap = nil
      copy.kind = .rate(rate)
    case .takes: copy.kind = .takes(.any)
    case .chance: copy.kind = .chance(.any)
    }
    for index in uses.indices { copy.uses[index].amount = 1 }
    copy.season = nil
    copy.cost = nil
    copy.servers = servers.map { _ in 1 }
    copy.buffer = buffer.map { _ in 1 }
    copy.opens = []
    return copy
  }
}

extension Risk {
  fileprivate var settledOnce: Risk {
    var copy = self
    switch occurrence {
    case .chance: break
    case .monthly:
      copy.occurrence = .monthly(.any)
      copy.lasts = nil
    case .regime(_, _, let acting):
      copy.occurrence = .regime(starts: .any, ends: .any, acting: acting)
    }
    copy.effects = effects.filter { !$0.key.isReadMonthly }
      .mapValues { Quantity(.one, each: $0.each) }
    return copy
  }
}

extension Programme {
  /// Arrivals are told apart by where they enter; those that share it are left as they are.
  fileprivate var cohortsSettledOnce: [Cohort] {
    cohorts.map { cohort in
      guard case .arriving = cohort.entry,
        cohorts.count(where: { $0.entryKey == cohort.entryKey }) == 1
      else { return cohort }
      var copy = cohort
      copy.number = .any
      copy.size = .any
      copy.entry = .arriving(ceiling: nil)
      return copy
    }
  }
}

extension FaultFinder {
  /// Checks that every later phase is a plan by itself and that this one may become it.
  mutating func checkPhases() {
    var last = scenario.calendar.start
    for (index, phase) in scenario.later.enumerated() {
      let path = ["later", String(index)]
      if !(phase.from > last && phase.from <= scenario.calendar.end) {
        faults.append(
          Fault(
            .conflict, path, "a phase begins in \(phase.from)",
            consequence: "it is not clear what the plan is then",
            remedy: "let phases begin one after another, after \(scenario.calendar.start) and by "
              + "\(scenario.calendar.end)"))
      }
      last = phase.from
      faults += phase.scenario.faults()
      if !scenario.mayBecome(phase.scenario) || !phase.scenario.later.isEmpty {
        faults.append(
          Fault(
            .tooLate, path, "what is settled when the horizon begins is to change in \(phase.from)",
            consequence: "it would be too late", remedy: "change only what is read month by month"))
      }
    }
  }
}

/// A way to carry out the plan that differs from the plan as it stands, and what it costs.
public struct ResourcingOption: Hashable, Sendable {
  /// What the plan as it stands is called among options; no option may have it as its id.
  public static let baseID = "base"

  /// By which it is asked for, such as `night-shift`.
  public var id: String
  /// What tables call it; empty shows the id.
  public var title: Text
  /// The scenario with the option carried out. It has the targets of the base.
  public var scenario: Scenario
  /// Money to be paid once, in the scenario's unit of money.
  public var oneOffCost: Double
  /// Money a month once all of it is paid.
  public var monthlyCost: Double { monthly.reduce(0) { $0 + $1.amount } }
  /// The same, of the option and of each that it extends.
  public var monthly: [MonthlyCost]
  /// The month in which its own changes begin to hold, if that is not the first.
  public var from: Month?

  /// Money to be paid every month to the end of the horizon.
  public struct MonthlyCost: Hashable, Sendable {
    /// Money each month, in the scenario's unit of money; below 0 is a saving.
    public var amount: Double
    /// The first month in which it is paid; nil for the first of the horizon.
    public var from: Month?

    /// Money each month, from a month on or from the first of the horizon.
    public init(_ amount: Double, from: Month? = nil) {
      self.amount = amount
      self.from = from
    }
  }

  /// An option whose monthly cost is paid from the first month of the horizon.
  public init(
    id: String, title: Text = Text(), scenario: Scenario, oneOffCost: Double = 0,
    monthlyCost: Double = 0
  ) {
    self.init(
      id: id, title: title, scenario: scenario, oneOffCost: oneOffCost,
      monthly: [MonthlyCost(monthlyCost)])
  }

  /// An option whose monthly costs may begin in different months.
  public init(
    id: String, title: Text = Text(), scenario: Scenario, oneOffCost: Double,
    monthly: [MonthlyCost], from: Month? = nil
  ) {
    self.id = id
    self.title = title
    self.scenario = scenario
    self.oneOffCost = oneOffCost
    self.monthly = monthly
    self.from = from
  }

  /// Money over the whole horizon.
  public var cost: Double {
    let calendar = scenario.calendar
    return monthly.reduce(oneOffCost) { sum, part in
      let first = part.from.map { max(1, calendar.number(of: $0)) } ?? 1
      return sum + part.amount * Double(max(0, calendar.months - first + 1))
    }
  }

  /// The same begun no sooner than in a month: what is past is past, and nobody pays for it. Nil changes nothing.
  func begun(noSoonerThan month: Month?) -> ResourcingOption {
    guard let month else { return self }
    var copy = self
    copy.from = max(month, from ?? month)
    copy.monthly = monthly.map { MonthlyCost($0.amount, from: max(month, $0.from ?? month)) }
    return copy
  }
}

/// Options beside the plan as it stands, all on the same random draws.
///
/// In every trial each option meets the weather, the delays and the durations that the base meets,
/// so a difference is the option's doing and is known far better than from runs apart.
public struct Comparison: Hashable, Sendable {
  /// The scenario as it stands.
  public let scenario: Scenario
  /// What the random numbers were drawn from.
  public let seed: UInt64
  /// Trials of the plan as it stands, and of each option.
  public let trials: Int
  /// How sure the intervals of one target are together, over the options.
  public let confidence: Confidence
  /// Of each target of the scenario as it stands.
  public let targets: [Proportion]
  /// As in a ``Forecast``: all firm targets, then each sector's, then the scenario's groups.
  public let joint: [JointForecast]
  /// How many firm targets the plan as it stands meets in a trial.
  public let targetsMet: TargetsMet
  /// The ids of the options that are shown to dominate the plan as it stands; only one that saves money, or
  /// costs nothing, can.
  public let dominatedBy: [String]
  /// The cheapest option that saves money and differs in no trial from the plan as it stands; nil where
  /// there is none.
  public var noBetterThan: String?
  /// In the order of the scenario.
  public let options: [OptionOutcome]
  /// The efficient frontier of cost and firm targets met, the cheapest first: ids of options, and of the
  /// plan as it stands (``ResourcingOption/baseID``).
  ///
  /// An option leaves the frontier when another one costs no more and is shown to meet more firm targets
  /// on average; it stays if it is shown to be likelier to meet all of them. Of options that no trial
  /// tells apart, only the cheapest is on it. An option off the frontier may still be dominated by none,
  /// since it is better at something.
  public let frontier: [String]
  /// How precise the differences are, where a precision was asked for.
  public var precision: Precision?
  /// The first month of which nothing is known, in which options begin and are first paid for; nil where nothing
  /// is known of the year.
  public var firstOpenMonth: Month?

  /// Whether the interval of a difference leaves zero out.
  public func isDecisive(_ pair: PairedProportion) -> Bool {
    !difference(pair).isUndecided
  }
}

/// What one option does to the targets.
public struct OptionOutcome: Hashable, Sendable {
  /// What was compared.
  public let option: ResourcingOption
  /// Of each target, the base first and the option second.
  public let targets: [PairedProportion]
  /// Of each entry of the comparison's ``Comparison/joint``.
  public let joint: [PairedProportion]
  /// How many firm targets are met in a trial with the option.
  public let targetsMet: TargetsMet
  /// How many more firm targets are met in a trial than in the base, on average.
  public let gain: PairedGain
  /// Of each target, whether anything that the option changes can affect it. What it cannot affect comes
  /// out the same in every trial there could be; of the others only the trials made can tell.
  public let canAffect: [Bool]
  /// The ids of those that are shown to dominate it, in the comparison's order, the base first. See
  /// ``Comparison/frontier``.
  public let dominatedBy: [String]
  /// The cheapest of those that cost less and met the same targets in every trial made, the base first among
  /// equals; nil where there is none. It is no proof that no trial could differ.
  public var noBetterThan: String?
}

extension Plan {
  /// Simulates the plan and options on the same random draws, in one pass over the trials.
  ///
  /// Of an option only what it can change is simulated; the other targets differ in no trial.
  ///
  /// - Parameters:
  ///   - options: At least one, each with the targets of this plan's scenario.
  ///   - settings: With a precision, stops once every difference's interval has at most that
  ///     half-width.
  ///   - progress: Told the number of trials merged so far, after every block, in order.
  /// - Throws: ``ScenarioFaults`` when an option's scenario has faults; `CancellationError` when the
  ///   task is cancelled.
  /// - Precondition: There are options with ids of their own, none of them
  ///   ``ResourcingOption/baseID``, and every option has the targets of the plan.
  public func compare(
    _ options: [ResourcingOption], _ settings: RunSettings = RunSettings(),
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> Comparison {
    let confidence = Confidence(statements: options.count)
    var tally = try pairedTally(options)
    try await settings.simulate {
      PairedBlock(tally.paired, seed: settings.seed)
    } absorb: { block in
      tally.absorb(block)
      progress?(tally.trials)
      return !(tally.precision(settings.precision, z: confidence.z)?.isReached ?? false)
    }
    return tally.comparison(options, seed: settings.seed, precision: settings.precision)
  }

  /// What is to be counted of the plan and options, of no trial yet.
  ///
  /// - Throws: ``ScenarioFaults`` when an option's scenario has faults.
  func pairedTally(_ options: [ResourcingOption]) throws -> PairedTally {
    precondition(!options.isEmpty, "there is nothing to compare with")
    precondition(
      Set(options.map(\.id) + [ResourcingOption.baseID]).count == options.count + 1,
      "an option has an id of its own")
    for option in options {
      precondition(option.scenario.targets == scenario.targets, "an option changes no target")
      let faults = option.scenario.faults()
      guard faults.isEmpty else { throw ScenarioFaults(faults) }
    }
    let paired = PairedPlans(
      self, variants: options.map(\.scenario), names: options.map(\.id))
    // The plan as it stands with each option first, then the options with each other.
    let pairs = (0...options.count).flatMap { first in
      (0...options.count).dropFirst(first + 1).map { PairedTally.Pair(first: first, second: $0) }
    }
    return PairedTally(paired, pairs: pairs)
  }
}

extension PairedTally {
  /// The greatest half-width of the interval of a difference from the base beside what was asked for, in
  /// percentage points.
  fileprivate func precision(_ wanted: Double?, z: Double) -> Precision? {
    wanted.map { wanted in
      let left = pairs.indices.filter { pairs[$0].first == 0 }.flatMap { pair in
        paired.base.targets.indices.map { index in
          let interval = target(index, pair: pair).interval(z: z)
          return (interval.upperBound - interval.lowerBound) * 50
        }
      }
      return Precision(wanted: wanted, left: left.max() ?? 0)
    }
  }

  func comparison(
    _ options: [ResourcingOption], seed: UInt64, precision wanted: Double?
  ) -> Comparison {
    let confidence = Confidence(statements: options.count)
    let scenario = paired.base.scenario
    let firstOpenMonth = paired.base.firstOpenMonth
    // What is past is past: options are told, and paid for, from the month in which they act.
    let options = options.map { $0.begun(noSoonerThan: firstOpenMonth) }
    let z = Confidence(statements: pairs.count).z
    let dominance = Dominance(
      costs: [0] + options.map(\.cost), hasFirm: paired.base.targets.contains(where: \.isFirm),
      outcomes: pairs.indices.map { (pairs[$0], outcome(pair: $0, z: z)) }, z: z)
    let ids = [ResourcingOption.baseID] + options.map(\.id)
    var comparison = Comparison(
      scenario: scenario, seed: seed, trials: trials, confidence: confidence,
      targets: scenario.targets.indices.map { met(0, $0) },
      joint: joint.indices.map { index in
        JointForecast(
          scope: joint[index].scope,
          targets: joint[index].members.map { scenario.targets[$0].id },
          atLeast: joint[index].atLeast, atMost: joint[index].atMost,
          met: jointMet(0, index))
      },
      targetsMet: targetsMet(0), dominatedBy: dominance.winners(over: 0).map { ids[$0] },
      noBetterThan: dominance.cheapest(like: 0).map { ids[$0] },
      options: options.indices.map { index in
        OptionOutcome(
          option: options[index],
          targets: scenario.targets.indices.map { target($0, pair: index) },
          joint: joint.indices.map { joint($0, pair: index) },
          targetsMet: targetsMet(index + 1), gain: gain(pair: index),
          canAffect: scenario.targets.indices.map(paired.targets[index + 1].contains),
          dominatedBy: dominance.winners(over: index + 1).map { ids[$0] },
          noBetterThan: dominance.cheapest(like: index + 1).map { ids[$0] })
      }, frontier: dominance.frontier.map { ids[$0] })
    comparison.precision = precision(wanted, z: confidence.z)
    comparison.firstOpenMonth = firstOpenMonth
    return comparison
  }
}

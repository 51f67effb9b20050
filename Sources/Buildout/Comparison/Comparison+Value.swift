extension Comparison {
  /// A difference with its interval, simultaneous over the options.
  public func difference(_ pair: PairedProportion) -> Estimate {
    Estimate(pair, z: confidence.z)
  }

  /// How many more firm targets an option meets, with an interval at the same level; exactly none where
  /// it can affect none of them.
  public func gain(_ outcome: OptionOutcome) -> Estimate {
    let canGain = zip(scenario.targets, outcome.canAffect).contains { $0.firmness == .firm && $1 }
    guard canGain else { return Estimate(value: 0, interval: 0...0) }
    return Estimate(outcome.gain, z: confidence.z)
  }

  /// What one more firm target met costs, over the whole horizon; nil where it is not estimable: the
  /// option costs nothing, or no gain can be told.
  public func costPerTarget(_ outcome: OptionOutcome) -> Estimate? {
    Self.cost(outcome.option.cost, per: gain(outcome), scale: 1)
  }

  /// What a percentage point of a probability costs, all of the option's cost being put down to it;
  /// nil as above.
  public func costPerPoint(_ outcome: OptionOutcome, _ pair: PairedProportion) -> Estimate? {
    Self.cost(outcome.option.cost, per: difference(pair), scale: 100)
  }

  /// Whether an option can change the outcome of any target of an entry of ``joint``.
  public func canAffect(_ joint: JointForecast, _ outcome: OptionOutcome) -> Bool {
    scenario.targets.indices.contains { index in
      joint.targets.contains(scenario.targets[index].id) && outcome.canAffect[index]
    }
  }

  private static func cost(_ cost: Double, per gain: Estimate, scale: Double) -> Estimate? {
    guard cost > 0, gain.interval.lowerBound > 0 else { return nil }
    let unit = cost / scale
    return Estimate(
      value: unit / gain.value,
      interval: (unit / gain.interval.upperBound)...(unit / gain.interval.lowerBound))
  }
}

/// Who dominates whom, the plan as it stands being number 0.
///
/// One dominates another when it costs no more, is shown to meet more firm targets on average, and the other
/// is shown to be better at nothing: at no target, and at none of the targets that are counted together.
/// Where no target is firm, it must be shown to be better at something. Of two that cannot differ the
/// cheaper dominates the dearer. What sampling cannot tell apart does not dominate each other; but of those that
/// met the same targets in every trial made, the dearer are called so, and are not on the frontier.
///
/// One puts another off the frontier when it costs no more and is shown to meet more firm targets on average,
/// unless the other is shown to be likelier to meet all of them. An option that is dominated is off the frontier,
/// but not the other way round.
struct Dominance {
  /// What is known of two of them.
  struct PairOutcome {
    /// How many more firm targets the second meets.
    let gain: PairedGain
    /// Which are shown to be better at something.
    let better: (first: Bool, second: Bool)
    /// Which are shown to be better at meeting all firm targets together.
    let betterTogether: (first: Bool, second: Bool)
    /// Whether nothing that tells them apart can affect a target.
    let cannotDiffer: Bool
    /// Whether any trial met a target with the one and not with the other.
    let differs: Bool

    /// The same with first and second in each other's place.
    var reversed: PairOutcome {
      PairOutcome(
        gain: gain.reversed, better: (better.second, better.first),
        betterTogether: (betterTogether.second, betterTogether.first), cannotDiffer: cannotDiffer,
        differs: differs)
    }
  }

  private let costs: [Double]
  private let hasFirm: Bool
  /// By loser and winner.
  private var isDominated: [[Bool]]
  private var isOffFrontier: [[Bool]]
  /// Whether no trial told them apart.
  private var isSame: [[Bool]]

  /// - Parameter outcomes: Of every pair once, in either order.
  init(
    costs: [Double], hasFirm: Bool, outcomes: [(pair: PairedTally.Pair, outcome: PairOutcome)],
    z: Double
  ) {
    self.costs = costs
    self.hasFirm = hasFirm
    isDominated = Array(repeating: Array(repeating: false, count: costs.count), count: costs.count)
    isOffFrontier = isDominated
    isSame = isDominated
    for (pair, outcome) in outcomes {
      judge(pair.second, over: pair.first, outcome.reversed, z)
      judge(pair.first, over: pair.second, outcome, z)
    }
  }

  /// - Parameter outcome: With the winner as the first, if it is one.
  private mutating func judge(_ winner: Int, over loser: Int, _ outcome: PairOutcome, _ z: Double) {
    isSame[loser][winner] = !outcome.differs
    if outcome.cannotDiffer {
      isDominated[loser][winner] = costs[winner] < costs[loser]
      isOffFrontier[loser][winner] = isDominated[loser][winner]
    } else if costs[winner] <= costs[loser] {
      let gains =
        hasFirm
        ? outcome.gain.interval(z: z).upperBound < 0
        : outcome.better.first && !outcome.better.second
      isOffFrontier[loser][winner] = gains && !outcome.betterTogether.second
      isDominated[loser][winner] = gains && !outcome.better.second
    }
  }

  func winners(over loser: Int) -> [Int] { costs.indices.filter { isDominated[loser][$0] } }

  /// The cheapest of those that cost less and that no trial told apart from one.
  func cheapest(like index: Int) -> Int? {
    costs.indices.filter { isSame[index][$0] && costs[$0] < costs[index] }
      .min { (costs[$0], $0) < (costs[$1], $1) }
  }

  /// Those that no other puts off the frontier, the cheapest first and by number among equals. Of those that no trial
  /// told apart, only the cheapest is one of them.
  var frontier: [Int] {
    costs.indices.filter { !isOffFrontier[$0].contains(true) && cheapest(like: $0) == nil }
      .sorted { (costs[$0], $0) < (costs[$1], $1) }
  }
}

extension PairedTally {
  /// What the trials tell of a pair, by intervals with a standard normal quantile.
  func outcome(pair index: Int, z: Double) -> Dominance.PairOutcome {
    let pair = pairs[index]
    let proportions =
      paired.base.targets.indices.map { target($0, pair: index) }
      + joint.indices.map { joint($0, pair: index) }
    // An interval leaves zero out only where the counts differ, and is costly to find.
    func better(_ proportions: [PairedProportion]) -> (first: Bool, second: Bool) {
      (
        first: proportions.contains { $0.difference < 0 && $0.interval(z: z).upperBound < 0 },
        second: proportions.contains { $0.difference > 0 && $0.interval(z: z).lowerBound > 0 }
      )
    }
    let all = joint.indices.filter { joint[$0].scope == .all }.map { joint($0, pair: index) }
    let differs = proportions.contains { $0.onlyFirst + $0.onlySecond > 0 }
    return Dominance.PairOutcome(
      gain: gain(pair: index), better: better(proportions), betterTogether: better(all),
      cannotDiffer: !differs && paired.cannotDiffer(pair.first, pair.second), differs: differs)
  }
}

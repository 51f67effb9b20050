/// What is to be made as good as the money allows.
public enum Aim: Hashable, Sendable {
  /// How many firm targets are met in a trial, on average.
  case targetsMet
  /// How likely a target is, or targets together are.
  case goal(Goal)
}

/// The best that may be done within a budget, as far as the trials tell.
///
/// Combinations were looked at in some trials, and the best of them judged in fresh ones, all of them on the
/// same random draws. Every figure here is from the fresh trials.
public struct Choice: Hashable, Sendable {
  /// The scenario as it stands.
  public let scenario: Scenario
  /// What may be carried out, in the order of every combination's units.
  public let levers: [Lever]
  /// Combinations that have a name of their own.
  public let named: [NamedCombination]
  /// What was to be made as good as the money allows.
  public let aim: Aim
  /// The most money that may be spent; two different ends ask for the best of every budget between.
  public let budget: ClosedRange<Double>
  /// What the random numbers were drawn from.
  public let seed: UInt64
  /// Fresh trials in which each finalist was judged.
  public let trials: Int
  /// How sure all differences between finalists are together.
  public let confidence: Confidence
  /// What was judged in fresh trials, the cheapest first. The plan as it stands is always one of them.
  public let finalists: [Finalist]
  /// Of each pair of finalists by their indices, the second's gain over the first.
  let gains: [[PairedGain]]
  /// Ids of levers that can reach nothing of the aim and were left alone.
  public let idle: [String]
  /// What was looked at.
  public let effort: Effort

  /// A combination that was judged.
  public struct Finalist: Hashable, Sendable {
    /// The units of every lever.
    public let combination: Combination
    /// Money over the whole horizon.
    public let cost: Double
    /// The number of firm targets met on average, or the probability of the goal.
    public let value: MeanEstimate
  }

  /// How much was looked at to find an answer.
  public struct Effort: Hashable, Sendable {
    /// Combinations other than the plan as it stands that the levers and the greatest budget allow, as far as
    /// they were counted.
    public let combinations: Int
    /// Whether there are more that were not counted.
    public let isBounded: Bool
    /// Whether each of them was looked at.
    public let isExhaustive: Bool
    /// Different parts of plans that were simulated. Many combinations are made of the same ones.
    public let parts: Int
    /// Trials of such parts, in looking and in judging.
    public let simulations: Int
    /// The same as trials of the whole plan: a part of a tenth of the steps counts for a tenth.
    public let planTrials: Double
    /// How many combinations could not be told from the best by looking, and were not judged.
    public let leftOver: Int
    /// How many steps of the frontier were found by looking, between those that were judged.
    public let skippedSteps: Int
  }

  /// Whether no combination but the plan as it stands keeps within the budget.
  public var isNothingAffordable: Bool { effort.combinations == 0 }

  /// Indices of the finalists that keep within the greatest budget.
  private var affordable: [Int] {
    finalists.indices.filter { finalists[$0].cost <= budget.upperBound }
  }

  /// The index of the best within the greatest budget, the cheapest of equals; nil where nothing is affordable.
  public var best: Int? {
    guard !isNothingAffordable else { return nil }
    return affordable.max { isWorse($0, than: $1) }
  }

  /// The index of the next best; nil where there is no other.
  public var runnerUp: Int? {
    guard let best else { return nil }
    return affordable.filter { $0 != best }.max { isWorse($0, than: $1) }
  }

  /// The indices of all that cannot be told from the best, itself among them, the cheapest first.
  public var undecided: [Int] {
    guard let best else { return [] }
    return affordable.filter { $0 == best || difference(from: $0, to: best).isUndecided }
  }

  /// How much better the second of two finalists is than the first, with an interval that holds together
  /// with those of all other pairs.
  public func difference(from first: Int, to second: Int) -> Estimate {
    guard first != second else { return Estimate(value: 0, interval: 0...0) }
    return Estimate(gains[first][second], z: confidence.z)
  }

  /// Whether two finalists were as good in every trial made.
  public func isSameInEveryTrial(_ first: Int, _ second: Int) -> Bool {
    first == second || gains[first][second].isSameInEveryTrial
  }

  /// The index of the plan as it stands.
  public var base: Int { finalists.firstIndex { $0.combination.isBase } ?? 0 }

  /// The indices of the finalists that no cheaper one equals: for every budget between the two ends the best of
  /// those that were judged, the cheapest first.
  public var frontier: [Int] {
    var frontier: [Int] = []
    for index in affordable {
      guard let last = frontier.last else {
        frontier.append(index)
        continue
      }
      guard finalists[index].value.value > finalists[last].value.value else { continue }
      // With the least budget there is the best of all that it buys.
      if finalists[index].cost <= budget.lowerBound || finalists[index].cost == finalists[last].cost
      {
        frontier.removeLast()
      }
      frontier.append(index)
    }
    return frontier
  }

  /// The index on the frontier after which more money buys least, beside what it bought before: the point
  /// furthest above the straight line from the first to the last. Nil where there are fewer than three.
  ///
  /// Source: Satopää et al. (2011), doi:10.1109/ICDCSW.2011.20 (the discrete case, without smoothing).
  public var bend: Int? {
    let frontier = self.frontier
    guard frontier.count > 2, let first = frontier.first, let last = frontier.last else {
      return nil
    }
    let (from, to) = (finalists[first], finalists[last])
    let slope = (to.value.value - from.value.value) / (to.cost - from.cost)
    let heights = frontier.map {
      finalists[$0].value.value - from.value.value - slope * (finalists[$0].cost - from.cost)
    }
    guard let top = heights.indices.max(by: { heights[$0] < heights[$1] }), heights[top] > 0 else {
      return nil
    }
    return frontier[top]
  }

  private func isWorse(_ first: Int, than second: Int) -> Bool {
    let (a, b) = (finalists[first], finalists[second])
    return (a.value.value, -a.cost, -first) < (b.value.value, -b.cost, -second)
  }
}

extension Comparison {
  /// A difference with its interval, simultaneous over the options.
  public func difference(_ pair: PairedProportion) -> Estimate {
    Estimate(pair, z: confidence.z)
  }

  /// How many more firm targets an option meets, with an interval at the same level.
  public func gain(_ outcome: OptionOutcome) -> Estimate {
    Estimate(outcome.gain, z: confidence.z)
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

  private static func cost(_ cost: Double, per gain: Estimate, scale: Double) -> Estimate? {
    guard cost > 0, gain.interval.lowerBound > 0 else { return nil }
    let unit = cost / scale
    return Estimate(
      value: unit / gain.value,
      interval: (unit / gain.interval.upperBound)...(unit / gain.interval.lowerBound))
  }
}

/// Who beats whom on cost and on the number of targets met, the base being number 0.
///
/// One beats another when it costs no more and is shown to meet more targets; or costs less and met
/// as many in every trial. What sampling cannot tell apart does not beat each other, so an option is
/// never called dominated by luck more often than the level allows, all pairs together.
struct Contest {
  private let costs: [Double]
  /// By number and number: how many more targets the second meets.
  private let gains: [[MeanEstimate]]
  private let z: Double

  /// - Parameter gains: Of every pair once, in either order.
  init(costs: [Double], gains pairs: [(pair: PairedTally.Pair, gain: MeanEstimate)]) {
    self.costs = costs
    let none = MeanEstimate(value: 0, standardError: 0)
    var gains = Array(repeating: Array(repeating: none, count: costs.count), count: costs.count)
    for (pair, gain) in pairs {
      gains[pair.first][pair.second] = gain
      gains[pair.second][pair.first] = MeanEstimate(
        value: -gain.value, standardError: gain.standardError)
    }
    self.gains = gains
    z = Confidence(statements: max(1, pairs.count)).z
  }

  func beats(_ winner: Int, _ loser: Int) -> Bool {
    guard winner != loser, costs[winner] <= costs[loser] else { return false }
    let gain = gains[loser][winner]
    let isSame = gain.value == 0 && gain.standardError == 0
    return isSame ? costs[winner] < costs[loser] : gain.value - z * gain.standardError > 0
  }

  func winners(over loser: Int) -> [Int] { costs.indices.filter { beats($0, loser) } }

  /// Those that nobody beats, the cheapest first, and by number among equals.
  var frontier: [Int] {
    costs.indices.filter { winners(over: $0).isEmpty }
      .sorted { (costs[$0], $0) < (costs[$1], $1) }
  }
}

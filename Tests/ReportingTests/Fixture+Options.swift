@testable import Buildout

extension Fixture {
  /// Three options on the targets of the forecast: one that helps, one that another beats, one that
  /// saves money and does harm.
  static func comparison() throws -> Comparison {
    let forecast = try forecast()
    var scenario = forecast.scenario
    scenario.money = Text(en: "M CNY", zh: "百万元")
    let met = targets.indices.map { forecast.targets[$0].met.count }

    /// - Parameter changes: By target, trials that only the base met, and only the option.
    func outcome(
      _ id: String, _ title: Text, oneOff: Double, monthly: Double,
      changes: [Int: (Int, Int)], joint: [Int: (Int, Int)], gain: Double,
      spread: Double = 0.27,
      dominatedBy: [String] = []
    ) -> OptionOutcome {
      func pair(_ met: Int, _ change: (Int, Int)?) -> PairedProportion {
        let (lost, won) = change ?? (0, 0)
        return PairedProportion(onlyFirst: lost, onlySecond: won, both: met - lost, trials: trials)
      }
      return OptionOutcome(
        option: ResourcingOption(
          id: id, title: title, scenario: scenario, oneOffCost: oneOff, monthlyCost: monthly),
        targets: targets.indices.map { pair(met[$0], changes[$0]) },
        joint: forecast.joint.indices.map { pair(forecast.joint[$0].met.count, joint[$0]) },
        targetsMet: TargetsMet(of: 7, counts: [0, 100, 700, 2_000, 3_500, 3_200, 500, 0]),
        gain: PairedGain(
          sum: Int((gain * 10_000).rounded()), squares: Int((spread * 10_000).rounded()),
          trials: trials),
        canReach: targets.indices.map { changes[$0] != nil || $0 == 1 },
        dominatedBy: dominatedBy)
    }

    return Comparison(
      scenario: scenario, seed: 7, trials: trials, confidence: Confidence(statements: 3),
      targets: forecast.targets.map(\.met), joint: forecast.joint,
      targetsMet: forecast.targetsMet, dominatedBy: [],
      options: [
        outcome(
          "night-shift", Text(en: "Night shift on roads", zh: "道路夜间施工"), oneOff: 2, monthly: 0.4,
          changes: [2: (0, 1_833), 4: (3, 940), 7: (210, 224), 3: (1, 0)],
          joint: [0: (0, 3), 1: (0, 612), 4: (2, 700)], gain: 0.2785, spread: 0.3476),
        outcome(
          "agency", Text(en: "An agency for approvals | land"), oneOff: 12.5, monthly: 0,
          changes: [2: (0, 401), 5: (0, 4)], joint: [1: (0, 40)], gain: 0.0405, spread: 0.0416,
          dominatedBy: ["night-shift"]),
        outcome(
          "less", Text(zh: "减少植树"), oneOff: 0, monthly: -1.25, changes: [7: (1_200, 0)], joint: [:],
          gain: -0.12, spread: 0.12),
      ], frontier: ["less", "base", "night-shift"])
  }

  /// One that finds a value, one that finds none, one in which more is worse, one that wavers.
  static func searches() throws -> [GoalSeek] {
    let scenario = try forecast().scenario
    func search(
      _ goal: Goal, _ targets: [String], atLeast: Int? = nil, _ probability: Double,
      _ attempts: [(Double, Int)], step: Double
    ) throws -> GoalSeek {
      guard
        let grid = ValueGrid(from: attempts[0].0, to: attempts[attempts.count - 1].0, step: step)
      else { preconditionFailure("the values are no grid") }
      return GoalSeek(
        scenario: scenario, goal: goal, targets: targets, atLeast: atLeast ?? targets.count,
        probability: probability, grid: grid, seed: 7, trials: trials,
        base: Proportion(count: 412, trials: trials),
        attempts: attempts.map {
          .init(value: $0.0, met: Proportion(count: $0.1, trials: trials))
        })
    }
    let many = (0...20).map { (Double(10 + $0), min(10_000, 3_000 + 460 * $0)) }
    return [
      try search(.target("road-km"), ["road-km"], 0.8, many, step: 1),
      try search(
        .joint(.all), ["road-km", "trees"], 0.8, [(0, 10), (0.5, 400), (1, 7_950)], step: 0.5),
      try search(
        .joint(.group("people")), ["road-km", "school-places", "trees"], atLeast: 2, 0.5,
        [(0, 8_000), (0.1, 5_060), (0.2, 4_800), (0.3, 900)], step: 0.1),
      try search(
        .joint(.sector("roads")), ["road-km", "north-bridge"], 0.25,
        [(1, 2_000), (2, 2_900), (3, 1_900), (4, 2_600)], step: 1),
      try search(.target("trees"), ["trees"], 0.5, [(1, 7_995), (2, 7_995)], step: 1),
    ]
  }
}

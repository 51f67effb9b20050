import Foundation
import TestSupport
import Testing

@testable import Buildout

/// When a target is met, and what its other figures then say.
@Suite struct JudgingTests {
  private func forecast(
    _ yaml: String, trials: Int = Proof.trials, threads: Int = 2
  ) async throws -> Forecast {
    try await Compiled.plan(yaml).forecast(RunSettings(trials: trials, threads: threads))
  }

  // MARK: By

  private static let walk = """
    scenario: {id: by, start: 2021-01, months: 12}
    programmes: {i: {unit: point, steps: {move: {rate: {table: {values: [-1, 1], weights: [1, 1]}}, start: 0}}}}
    targets:
      by4: {measure: i.level, by: 4, due: 2021-12}
      at4: {measure: i.level, atLeast: 4, due: 2021-12}
      by3: {measure: i.level, by: 3, due: 2021-06}
    groups:
      none: {targets: [by4, at4], atMost: 0}
      one: {targets: [by4, at4], atLeast: 1, atMost: 1}
      at-most-one: {targets: [by4, at4, by3], atMost: 1}
    """

  /// A walk of twelve steps that is at 4 at some time, by reflection: P(>= 4) + P(> 4).
  @Test func firstPassageOfAWalk() async throws {
    let forecast = try await forecast(Self.walk)
    func ways(atLeast level: Int, of steps: Int) -> Double {
      let all = (0...steps).reduce(0.0) { sum, ups in
        let number = (0..<ups).reduce(1.0) { $0 * Double(steps - $1) / Double($1 + 1) }
        return 2 * ups - steps >= level ? sum + number : sum
      }
      return all / pow(2, Double(steps))
    }
    let at4 = ways(atLeast: 4, of: 12)
    let by4 = at4 + ways(atLeast: 5, of: 12)
    let by3 = ways(atLeast: 3, of: 6) + ways(atLeast: 4, of: 6)
    #expect((by4 - 0.266845703125).magnitude < 1e-12)
    func agrees(_ met: Proportion, _ exact: Double) -> Bool {
      let error = (exact * (1 - exact) / Double(met.trials)).squareRoot()
      return (met.value - exact).magnitude <= Proof.band * error
    }
    let target = forecast[target: "by4"]
    #expect(agrees(target.met, by4))
    #expect(agrees(forecast[target: "at4"].met, at4))
    #expect(agrees(forecast[target: "by3"].met, by3))
    #expect(agrees(forecast[group: "none"], 1 - by4))
    #expect(agrees(forecast[group: "one"], by4 - at4))
    // What is reached stays reached, and every figure is of the greatest value so far.
    for (month, next) in zip(target.monthly, target.monthly.dropFirst()) {
      #expect(month.met.count <= next.met.count)
    }
    #expect(target.firstReached.reduce(0, +) == target.met.count)
    let p90 = try #require(target.p90)
    #expect(p90.value == 5 && target.monthly[11].p90 == 5)
    let joint = try #require(forecast.joint.first { $0.scope == .group("at-most-one") })
    #expect(joint.atLeast == 0 && joint.atMost == 1)
  }

  /// Comparison, search and trace judge as the forecast does.
  @Test func byIsTheSameEverywhere() async throws {
    let plan = try Compiled.plan(Self.walk)
    let settings = RunSettings(trials: 512, seed: 3)
    let forecast = try await plan.forecast(settings)
    let comparison = try await plan.compare(
      [ResourcingOption(id: "same", scenario: plan.scenario)], settings)
    #expect(comparison.targets == forecast.targets.map(\.met))
    #expect(comparison.joint == forecast.joint)
    let drivers = try await plan.drivers(settings)
    #expect(drivers.targets.map(\.asItStands.value) == forecast.targets.map(\.met.value))
    let traces = (0..<512).map { plan.trace(trial: $0, seed: 3) }
    for (index, target) in forecast.targets.enumerated() {
      for month in 0..<12 {
        let met = traces.count { $0.months[month].targets[index].met }
        #expect(met == target.monthly[month].met.count)
      }
    }
    // A trace shows where the level stands, not where it once stood.
    #expect(
      traces.allSatisfy { trace in
        trace.months.allSatisfy { $0.targets[0].value == $0.targets[1].value }
      })
  }

  // MARK: Nothing divided by nothing

  private static let homes = """
    scenario: {id: d, start: 2021-01, months: 12, money: M CNY}
    programmes:
      homes:
        unit: home
        cohorts: [{number: 2, size: 100}]
        steps: {build: {takes: {pert: [8, 11, 20]}, cost: 0.5}}
    targets:
      homes-built: {measure: homes.completed, atLeast: 100, due: 2021-12}
      cost-per-home: {measure: {ratio: [homes.spent, homes.completed]}, atMost: 0.6, unit: M CNY, due: 2021-12}
      dear: {measure: {ratio: [homes.spent, homes.completed]}, above: 0.6, due: 2021-12}
      more: {measure: {sum: [1, {ratio: [homes.spent, homes.completed]}]}, atLeast: 0, due: 2021-12}
      most: {measure: {maximum: [5, {share: [homes.spent, homes.completed]}]}, atLeast: 0, due: 2021-12}
      by-then: {measure: {ratio: [homes.completed, homes.completed]}, by: 1, due: 2021-12}
      never: {measure: {ratio: [homes.completed, homes.lost]}, atLeast: 0, due: 2021-12}
    """

  @Test func ratioOfNothing() async throws {
    let forecast = try await forecast(Self.homes)
    let built = forecast[target: "homes-built"].met
    // Both homes stand, and what was spent is a home's cost each, or one stands and the other is paid
    // for in part.
    let cheap = forecast[target: "cost-per-home"]
    let dear = forecast[target: "dear"]
    #expect(cheap.undefined == forecast.trials - built.count && cheap.undefined > 0)
    #expect(cheap.met.count + dear.met.count + cheap.undefined == forecast.trials)
    for id in ["more", "most", "by-then"] {
      #expect(forecast[target: id].undefined == cheap.undefined, "\(id)")
      #expect(forecast[target: id].met == built, "\(id)")
    }
    let least = try #require(cheap.p10)
    let mean = try #require(cheap.mean)
    #expect(least.value > 0.499999 && mean.value > 0.5)
    #expect(cheap.monthly[0].undefined == forecast.trials && cheap.monthly[0].p50 == nil)
    let never = forecast[target: "never"]
    #expect(never.undefined == forecast.trials && never.met.count == 0)
    #expect(never.mean == nil && never.p50 == nil && never.meanShortfall == nil)
    #expect(
      try await self.forecast(Self.homes, trials: 700, threads: 1)
        == self.forecast(Self.homes, trials: 700, threads: 7))
  }

  // MARK: Tolerance

  /// What rounding explains counts as met; what is told apart from it does not.
  @Test func greatValuesAreToldApart() async throws {
    let forecast = try await forecast(
      """
      scenario: {id: great, start: 2021-01, months: 1}
      programmes: {p: {unit: u, steps: {s: {rate: {normal: {mean: 1e12, sd: 400}}, start: 0}}}}
      targets: {t: {measure: p.level, atLeast: 1e12, due: 2021-01}}
      """)
    let met = forecast[target: "t"].met
    #expect((met.value - 0.5).magnitude <= Proof.band * 0.5 / Double(met.trials).squareRoot())
  }

  @Test func sumsOfPartsAreTheWhole() async throws {
    for seed in 0..<(Proof.isLong ? 400 : 40) {
      var dice = Dice(seed)
      let years = dice.whole(1...10)
      let programmes = dice.whole(1...20)
      let weights = (0..<12).map { _ in dice.number(0.1, 2) }
      let total = weights.reduce(0, +)
      let share = 7_000 / Double(years * programmes) / total
      let names = (0..<programmes).map { "p\($0)" }
      let yaml = """
        scenario: {id: parts, start: 2021-01, months: \(12 * years)}
        seasons: {s: [\(weights.map { "\($0)" }.joined(separator: ", "))]}
        programmes:
        \(names.map { "  \($0): {unit: u, steps: {s: {rate: \(share), season: s}}}" }.joined(separator: "\n"))
        targets:
          whole: {measure: {sum: [\(names.map { $0 + ".completed" }.joined(separator: ", "))]}, atLeast: 7000, due: \(2020 + years)-12}
          no-more: {measure: {sum: [\(names.map { $0 + ".completed" }.joined(separator: ", "))]}, atMost: 7000, due: \(2020 + years)-12}
          not-above: {measure: {sum: [\(names.map { $0 + ".completed" }.joined(separator: ", "))]}, above: 7000, due: \(2020 + years)-12}
          left: {measure: {difference: [{sum: [\(names.map { $0 + ".completed" }.joined(separator: ", "))]}, 7000]}, atLeast: 0, due: \(2020 + years)-12}
          hardly-more: {measure: {sum: [\(names.map { $0 + ".completed" }.joined(separator: ", "))]}, atLeast: 7000.00001, due: \(2020 + years)-12}
        """
      let forecast = try await forecast(yaml, trials: 1)
      #expect(forecast.targets.map(\.met.count) == [1, 1, 0, 1, 0], "seed \(seed)")
      #expect(forecast[target: "whole"].p50?.value == 7_000)
    }
  }

  /// Many units of a size that has no exact binary digits.
  @Test func manySmallUnitsAreTheWhole() async throws {
    let forecast = try await forecast(
      """
      scenario: {id: units, start: 2021-01, months: 12}
      programmes: {p: {unit: km, cohorts: [{number: 70000, size: 0.1}], steps: {s: {takes: 3}}}}
      targets: {t: {measure: p.completed, atLeast: 7000, due: 2021-12}}
      """, trials: 1)
    #expect(forecast[target: "t"].met.count == 1)
  }
}

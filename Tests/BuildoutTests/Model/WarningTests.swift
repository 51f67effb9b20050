import Buildout
import TestSupport
import Testing

/// What a warning calls impossible or certain is so, whatever the scenario.
@Suite struct WarningTruthTests {
  @Test func nothingIsSaidThatATrialDenies() async throws {
    var impossible = 0
    var certain = 0
    for seed in 0..<(Proof.isLong ? 1_000 : 20) {
      var scenario = try Compiled.plan(RandomScenario(seed).description).scenario
      var dice = Dice(seed)
      // Every measure is asked for at several values and months, so that bounds are met: among them what one
      // trial in ten reaches, or does not.
      let given = scenario.targets
      let dues = (0..<3).map { _ in scenario.calendar.month(dice.whole(1...12)) }
      let settings = RunSettings(trials: 128, seed: UInt64(seed))
      func targets(_ value: (Int) -> Double) throws -> [Target] {
        try given.enumerated().flatMap { index, target in
          try dues.indices.map { number in
            try Target(
              id: "\(target.id)-\(number)", measure: target.measure,
              comparator: dice.one(of: Target.Comparator.allCases),
              value: value(index * dues.count + number), due: dues[number])
          }
        }
      }
      scenario.targets = try targets { _ in 0 }
      let first = try await Plan(scenario).forecast(settings).targets
      scenario.targets = try targets { index in
        let quantile = [first[index].p10, first[index].p90][dice.whole(0...1)]?.value ?? 0
        let isFine = quantile.isFinite && dice.whole(0...2) > 0
        return isFine ? quantile : Double(dice.whole(0...1) * dice.whole(0...40))
      }
      let warnings = scenario.warnings()
      let forecast = try await Plan(scenario).forecast(settings)
      for warning in warnings where warning.path[0] == "targets" {
        let met = forecast[target: warning.path[1]].met.value
        if warning.problem.contains("cannot be kept") {
          impossible += 1
          #expect(met == 0, "seed \(seed): \(warning.problem)")
        } else if warning.problem.contains("cannot be missed") {
          certain += 1
          #expect(met == 1, "seed \(seed): \(warning.problem)")
        }
      }
    }
    #expect(impossible > 20 && certain > 20)
  }
}

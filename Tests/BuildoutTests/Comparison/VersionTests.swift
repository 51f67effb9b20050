import TestSupport
import Testing

@testable import Buildout

/// Versions of a plan on the same random draws: whatever is simulated of them, the answers are those of a
/// forecast of the whole.
@Suite("Versions of a plan") struct VersionTests {
  private static func scenario(_ change: (String) -> String = { $0 }) throws -> Scenario {
    try Compiled.plan(change(Repository.text("Scenarios/quick-start.yaml"))).scenario
  }

  private static let changes: [(String, String)] = [
    ("capacity: 14", "capacity: 9"), ("poisson: 260", "poisson: 300"),
    ("atLeast: 22", "atLeast: 18"),
    ("monthly: .2", "monthly: .6"),
    (
      "  hospital-open: {title: {en: Hospital opens, zh: 医院投用}, measure: hospital.completed, by: 1, due: 2021-12}\n",
      "  hospital-power: {measure: hospital.build.completed, by: 1, due: 2021-11}\n"
    ), ("months: 12", "months: 14"), ("atLeast: 3000", "firmness: soft, atLeast: 3000"),
  ]

  @Test("Each version's odds are those of its own forecast") func forecasts() async throws {
    let base = try Plan(Self.scenario())
    let versions = try Self.changes.map { old, new in
      try Self.scenario { text in
        let changed = text.replacing(old, with: new)
        #expect(changed != text, "\(old) is not there")
        return changed
      }
    }
    let settings = RunSettings(trials: 1000, seed: 3, threads: 2)
    let effects = try await base.versions(versions, settings)
    #expect(effects.trials == 1000 && effects.versions.count == versions.count)
    func missed(_ forecast: Forecast) -> Double {
      forecast.targets.filter { $0.target.firmness == .firm }.reduce(0) { $0 + 1 - $1.met.value }
    }
    let first = try await base.forecast(settings)
    for (scenario, outcome) in zip([base.scenario] + versions, [effects.base] + effects.versions) {
      let own = try await Plan(scenario).forecast(settings)
      #expect(outcome.promises.map(\.target) == scenario.targets)
      #expect(outcome.promises.map(\.met) == own.targets.map(\.met))
      #expect(abs(outcome.missed.value - missed(own)) < 1e-9)
      #expect(abs(outcome.moreMissed.value - (missed(own) - missed(first))) < 1e-9)
      let all = own.joint.first { $0.scope == .all }?.met
      #expect(outcome.together.second == all)
      for promise in outcome.promises {
        let partner = first.targets.first { $0.target.id == promise.target.id }
        #expect(promise.pair?.first == partner?.met)
        #expect(promise.pair.map(\.second) ?? promise.met == promise.met)
      }
    }
  }

  @Test("A version without a difference differs in no trial") func same() async throws {
    let plan = try Plan(Self.scenario())
    let effects = try await plan.versions([plan.scenario], RunSettings(trials: 300))
    #expect(effects.versions[0].moreMissed.isSameInEveryTrial)
    #expect(effects.versions[0].promises.allSatisfy { $0.pair?.difference == 0 })
  }
}

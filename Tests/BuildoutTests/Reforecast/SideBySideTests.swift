import TestSupport
import Testing

@testable import Buildout

/// Trials that have a past are the same side by side and one by one.
@Suite struct PastSideBySideTests {
  /// A scenario given some months of a year of its own.
  private func given(_ yaml: String, months: [Int]) async throws -> Plan {
    let plan = try Compiled.plan(yaml)
    let actuals = SyntheticYears(plan.scenario, count: 1).actuals(0, months: months)
    let evidence = Evidence(plan.scenario, actuals, pilotTrials: 256)
    return try await plan.given(evidence, RunSettings(trials: 256, seed: 8, threads: 2))
  }

  private func expectSame(_ given: Plan) async throws {
    let past = given.learnedPast
    let together = Plan(part: given.scenario, together: true, past: past)
    let settings = RunSettings(trials: 256, seed: 8)
    AloneTests.expectSame(
      try await given.forecast(settings), try await together.forecast(settings))
    // So is the past when it is played.
    let all = [true, false].map { isSideBySide in
      var played = past.agreement.played()
      PastPlayer(
        past.evidence, past.layout, past.agreement, seed: 8, isSideBySide: isSideBySide
      ).play(past.block(0), into: &played) { _, _ in true }
      return played
    }
    #expect(all[0].kinds == all[1].kinds)
    let areClose = zip(all[0].readings.joined(), all[1].readings.joined()).allSatisfy {
      ($0 - $1).magnitude <= 1e-9 * max(1, $0.magnitude)
    }
    #expect(areClose)
  }

  @Test(arguments: [[6], [3, 5]]) func unitsThatTakeTime(months: [Int]) async throws {
    let given = try await given(AloneTests.stages, months: months)
    #expect(given.clusters.contains { given.isSideBySide($0, given.past?.layout) })
    try await expectSame(given)
  }

  @Test func chances() async throws {
    try await expectSame(given(AloneTests.chances, months: [4, 8]))
  }

  @Test func everyKind() async throws {
    try await expectSame(given(AloneTests.scenario, months: [6]))
  }

  @Test(arguments: 0..<(Proof.isLong ? 100 : 2)) func randomScenarios(_ seed: Int) async throws {
    try await expectSame(given(RandomScenario(seed).description, months: [6]))
  }
}

import TestSupport
import Testing

@testable import Buildout

/// Goals of groups that are bounded above, numbers that make no difference, answers in narrow places.
@Suite struct GoalSeekDifferenceTests {
  /// An index that stands still at `start`, and five things of which each takes `takes` months.
  private static func scenario(start: Double = 0, takes: Double = 3, cost: Double = 1) throws
    -> Scenario
  {
    try Compiled.plan(
      """
      scenario: {id: still, start: 2021-01, months: 12}
      programmes:
        g: {unit: "%", steps: {drift: {rate: 0, start: \(start)}}}
        p: {unit: u, cohorts: [{number: 5}], steps: {b: {takes: \(takes), cost: \(cost)}}}
      targets:
        lo: {measure: g.level, atLeast: 3.3, due: 2021-12}
        hi: {measure: g.level, atMost: 3.35, due: 2021-12}
        p: {measure: p.completed, atLeast: 5, due: 2021-12}
        money: {measure: p.spent, atMost: 20, due: 2021-12}
      groups:
        band: {targets: [lo, hi]}
        one: {targets: [hi, p], atMost: 1}
        none: {targets: [lo, p], atMost: 0}
      """
    ).scenario
  }

  @Test("A group that is bounded above alone is sought", arguments: ["one", "none"])
  func boundedAbove(group: String) async throws {
    let plan = try Plan(Self.scenario())
    let grid = try #require(ValueGrid(from: 1, to: 20, step: 1))
    let search = try await plan.seek(
      .joint(.group(group)), probability: 0.8, in: grid, current: 3, RunSettings(trials: 64)
    ) { try Self.scenario(takes: $0) }
    #expect(search.atLeast == 0 && search.atMost == (group == "one" ? 1 : 0))
    // What takes thirteen months is not done in twelve, and then one or none of the two is met.
    #expect(search.found?.value == 13 && search.before?.value == 12)
    let whole = try await plan.forecast(RunSettings(trials: 64))
    #expect(search.base == whole.joint.first { $0.scope == .group(group) }?.met)
  }

  @Test("What a thing costs affects what is spent, and nothing else is tried")
  func cost() async throws {
    let plan = try Plan(Self.scenario())
    let grid = try #require(ValueGrid(from: 0, to: 10, step: 1))
    for (target, canAffectGoal) in [("p", false), ("lo", false), ("money", true)] {
      let search = try await plan.seek(
        .target(target), probability: 0.8, in: grid, current: 1, RunSettings(trials: 64)
      ) { try Self.scenario(cost: $0) }
      #expect(search.canAffectGoal == canAffectGoal && search.attempts.isEmpty != canAffectGoal)
      // Five at 4 each are 20.
      #expect(search.found?.value == (canAffectGoal ? 4 : nil))
    }
  }

  @Test("An answer between the first values tried is looked for where targets come and go")
  func narrow() async throws {
    let plan = try Plan(Self.scenario())
    for step in [nil, 0.01] {
      let grid = try #require(ValueGrid(from: 0, to: 4.01, step: step))
      let search = try await plan.seek(
        .joint(.group("band")), probability: 0.8, in: grid, current: 0, RunSettings(trials: 64)
      ) { try Self.scenario(start: $0) }
      #expect(search.found?.value == 3.3 && search.greatest?.value == 3.35)
      #expect(search.attempts.count < 150)
    }
    // Where there is none, the search ends.
    let search = try await plan.seek(
      .joint(.group("band")), probability: 0.8, in: try #require(ValueGrid(from: 5, to: 900)),
      current: 0, RunSettings(trials: 64)
    ) { try Self.scenario(start: $0) }
    #expect(search.isNever && search.attempts.count == 17)
  }

  @Test("A value makes no difference where the same trials meet the goal")
  func sameTrials() async throws {
    /// From ten crews on ten things have all they can use.
    func scenario(_ crews: Double) throws -> Scenario {
      try Compiled.plan(
        """
        scenario: {id: same, start: 2021-01, months: 2}
        pools: {crews: {capacity: \(crews)}}
        programmes:
          n: {unit: t, cohorts: [{number: 10}], steps: {b: {takes: {pert: [1, 1.5, 4]}, uses: {crews: 1}}}}
        targets: {done: {measure: n.completed, atLeast: 7, due: 2021-02}}
        """
      ).scenario
    }
    let plan = try Plan(scenario(6))
    let settings = RunSettings(trials: 600, seed: 2)
    func seek(_ low: Double, _ high: Double) async throws -> GoalSeek {
      try await plan.seek(
        .target("done"), probability: 0.5,
        in: try #require(ValueGrid(from: low, to: high, step: 1)),
        current: 6, settings
      ) { try scenario($0) }
    }
    // The plan's own value lies outside and does worse; within the range none differs.
    let beyond = try await seek(10, 40)
    #expect(beyond.isFlat && beyond.isSameInEveryTrial)
    #expect(beyond.attempts[0].met.count > beyond.base.count)
    #expect(try await !seek(5, 40).isFlat)
  }

  /// Exactly one of a level of at least 1 and a thing that is done with a chance of one half: below 1 the
  /// trials in which it is done meet the goal, from 1 on the others.
  @Test func asManyTrialsButOthers() async throws {
    func scenario(_ start: Double) throws -> Scenario {
      try Compiled.plan(
        """
        scenario: {id: other, start: 2021-01, months: 1}
        programmes:
          g: {unit: "%", steps: {drift: {rate: 0, start: \(start)}}}
          n: {unit: t, cohorts: [{number: 1}], steps: {b: {chance: .5}}}
        targets:
          g: {measure: g.level, atLeast: 1, due: 2021-01}
          n: {measure: n.completed, atLeast: 1, due: 2021-01}
        groups: {either: {targets: [g, n], atLeast: 1, atMost: 1}}
        """
      ).scenario
    }
    let plan = try Plan(scenario(0))
    var asMany = 0
    for seed in 1...20 as ClosedRange<UInt64> {
      let search = try await plan.seek(
        .joint(.group("either")), probability: 0.4,
        in: try #require(ValueGrid(from: 0, to: 2, step: 1)), current: 0,
        RunSettings(trials: 4, seed: seed)
      ) { try scenario($0) }
      #expect(!search.isSameInEveryTrial && !search.isFlat)
      if search.attempts.allSatisfy({ $0.met.count == 2 }) { asMany += 1 }
    }
    #expect(asMany > 0)
  }
}

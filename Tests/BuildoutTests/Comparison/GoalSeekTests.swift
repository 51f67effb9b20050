import TestSupport
import Testing

@testable import Buildout

@Suite struct GoalSeekTests {
  /// `number` things, each done in the one month with the chance `chance`.
  private static func scenario(number: Int = 50, chance: Double, atMost: Bool = false) throws
    -> Scenario
  {
    try Compiled.plan(
      """
      scenario: {id: seek, start: 2021-01, months: 1}
      programmes:
        n: {unit: thing, sector: s, cohorts: [{number: \(number)}], steps: {build: {chance: \(chance)}}}
        other: {unit: thing, cohorts: [{number: 9}], steps: {build: {chance: .5}}}
      targets:
        done: {measure: n.completed, \(atMost ? "atMost" : "atLeast"): 32, due: 2021-01}
        others: {measure: other.completed, atLeast: 4, due: 2021-01, firmness: soft}
      groups: {either: {targets: [done, others], atLeast: 1}}
      """
    ).scenario
  }

  /// Exact, from the binomial distribution (scipy.stats.binom.sf(31, 50, p) = 0.8, by brentq): the chance with
  /// which 32 of 50 are done with probability 0.8.
  private static let exactChance = 0.6849271804067724
  /// The first of the values tried that is no less.
  private static let exactOnGrid = 0.685

  @Test func theLeastChance() async throws {
    let plan = try Plan(try Self.scenario(chance: 0.6))
    let grid = try #require(ValueGrid(from: 0.5, to: 0.9, step: 0.001))
    let settings = RunSettings(trials: Proof.isLong ? 100_000 : 2048, seed: 11, threads: 2)
    let search = try await plan.seek(.target("done"), probability: 0.8, in: grid, settings) {
      try Self.scenario(chance: $0)
    }
    #expect(search.direction == .rising && !search.isFlat)
    let found = try #require(search.found)
    let earliest = try #require(search.earliest)
    let latest = try #require(search.latest)
    #expect(earliest.value <= found.value && found.value <= latest.value)
    // An interval of 95 % may miss; with this seed it does not.
    #expect(Self.exactOnGrid - Self.exactChance < 0.001)
    #expect(earliest.value <= Self.exactOnGrid && Self.exactOnGrid <= latest.value)
    #expect(latest.value - earliest.value < (Proof.isLong ? 0.004 : 0.03))
    // Same random draws: more chance never fewer done, so the values tried are in order.
    #expect(
      zip(search.attempts, search.attempts.dropFirst()).allSatisfy { $0.met.count <= $1.met.count })
    #expect(search.reversal == nil)
    // The neighbour below is known, and does not do.
    let index = try #require(search.attempts.firstIndex { $0.value == found.value })
    let before = search.attempts[index - 1]
    #expect((found.value - before.value - 0.001).magnitude < 1e-12)
    #expect(before.met.value < 0.8)
    #expect(search.attempts.count < 60)
    // What is tried is what a run of that scenario gives.
    let forecast = try await Plan(Self.scenario(chance: found.value)).forecast(settings)
    #expect(found.met == forecast[target: "done"].met)
    #expect(search.base == (try await plan.forecast(settings))[target: "done"].met)
  }

  @Test("Where more is worse, the greatest sufficient value is looked for")
  func falling() async throws {
    let plan = try Plan(try Self.scenario(chance: 0.6, atMost: true))
    let grid = try #require(ValueGrid(from: 0.4, to: 0.8))
    #expect(grid.step(at: 0.6) == 0.002)
    let settings = RunSettings(trials: 1024, seed: 3, threads: 2)
    let search = try await plan.seek(
      .joint(.sector("s")), probability: 0.5, in: grid, settings
    ) { try Self.scenario(chance: $0, atMost: true) }
    #expect(search.direction == .falling)
    let found = try #require(search.found)
    let index = try #require(search.attempts.firstIndex { $0.value == found.value })
    #expect(found.met.value >= 0.5)
    #expect(search.attempts[index + 1].met.value < 0.5)
    // P(Bin(50, p) <= 32) = 0.5 at p = 0.648995 (scipy); an interval may miss, this seed's does not.
    #expect(try #require(search.latest).value <= 0.648995)
    #expect(try #require(search.earliest).value >= 0.648995 - 0.002)
  }

  @Test func whole() async throws {
    let plan = try Plan(try Self.scenario(chance: 0.6))
    let grid = try #require(ValueGrid(from: 50, to: 70, step: 1))
    let search = try await plan.seek(
      .target("done"), probability: 0.8, in: grid, RunSettings(trials: 2048, seed: 3)
    ) { try Self.scenario(number: Int($0), chance: 0.6) }
    // P(Bin(n, .6) >= 32) is 0.7685 at n = 57 and 0.8123 at 58 (scipy).
    #expect(search.found?.value == 58)
    #expect(search.attempts.allSatisfy { $0.value == $0.value.rounded() })
  }

  @Test func noneIsSufficient() async throws {
    let plan = try Plan(try Self.scenario(chance: 0.3))
    let grid = try #require(ValueGrid(from: 0.25, to: 0.45, step: 0.1))
    let settings = RunSettings(trials: 1000)
    let search = try await plan.seek(.target("done"), probability: 0.8, in: grid, settings) {
      try Self.scenario(chance: $0)
    }
    #expect(search.found == nil && search.earliest == nil && search.latest == nil)
    #expect(search.best?.value == 0.45)
    #expect(search.attempts.map(\.value) == [0.25, 0.35, 0.45])
    let group = try await plan.seek(
      .joint(.group("either")), probability: 0.5, in: grid, settings
    ) { try Self.scenario(chance: $0) }
    #expect(group.targets == ["done", "others"] && group.atLeast == 1)
    let others = try await plan.forecast(settings)[target: "others"].met
    #expect(group.attempts[2].met.count >= others.count)
  }

  /// What stands needs no value: the goal has no odds any more.
  @Test func whatTheActualsSettleIsNotSought() async throws {
    func scenario(_ rate: Double) throws -> Scenario {
      try Compiled.plan(
        """
        scenario: {id: seek, start: 2021-01, months: 6}
        programmes: {n: {unit: thing, steps: {build: {rate: {poisson: \(rate)}}}}}
        targets:
          met: {measure: n.completed, atLeast: 20, due: 2021-03}
          missed: {measure: n.completed, atLeast: 40, due: 2021-02}
          open: {measure: n.completed, atLeast: 60, due: 2021-06}
        groups: {any: {targets: [met, open], atLeast: 1}, both: {targets: [missed, open], atLeast: 2}}
        """
      ).scenario
    }
    let actuals = Actuals(
      asOf: 2, readings: [Actuals.Reading(.completed("n"), month: 2, value: 22)])
    let settings = RunSettings(trials: 512, seed: 3, threads: 2)
    let plan = try await Plan(scenario(10)).given(actuals, settings)
    let grid = try #require(ValueGrid(from: 8, to: 12, step: 1))
    func seek(_ goal: Goal) async throws -> GoalSeek {
      try await plan.seek(goal, probability: 0.8, in: grid, settings) { try scenario($0) }
    }
    for (goal, fact) in [
      (Goal.target("met"), true), (.target("missed"), false), (.joint(.group("any")), true),
      (.joint(.group("both")), false),
    ] {
      let search = try await seek(goal)
      #expect(search.fact == fact && search.attempts.isEmpty && !search.isSettled)
    }
    let open = try await seek(.target("open"))
    #expect(open.fact == nil && !open.attempts.isEmpty)
  }

  @Test func notMonotone() {
    func attempt(_ value: Double, _ count: Int) -> GoalSeek.Attempt {
      .init(value: value, met: Proportion(count: count, trials: 1000))
    }
    func seek(_ attempts: [GoalSeek.Attempt], isSame: Bool = false) throws -> GoalSeek {
      GoalSeek(
        scenario: try Self.scenario(chance: 0.5), goal: .target("done"), targets: ["done"],
        atLeast: 1, atMost: nil, probability: 0.5,
        grid: try #require(ValueGrid(from: 1, to: 4, step: 1)),
        seed: 1,
        trials: 1000, base: Proportion(count: 1, trials: 1000), canAffectGoal: true,
        isSettled: false,
        attempts: attempts, isSameInEveryTrial: isSame)
    }
    #expect(throws: Never.self) {
      let hump = try seek([attempt(1, 100), attempt(2, 700), attempt(3, 300), attempt(4, 310)])
      #expect(hump.reversal?.from.value == 2 && hump.reversal?.to.value == 3)
      #expect(hump.found?.value == 2)
      #expect(hump.direction == .rising)
      let level = try seek([attempt(1, 100), attempt(2, 700), attempt(3, 600), attempt(4, 95)])
      #expect(level.direction == .neither)
      #expect(level.found?.value == 2 && level.greatest?.value == 3)
      let never = try seek([attempt(1, 0), attempt(4, 0)], isSame: true)
      #expect(never.isNever && !never.isFlat && never.best == nil)
      let flat = [attempt(1, 100), attempt(2, 100), attempt(4, 100)]
      #expect(try !seek(flat).isFlat, "as many trials, though others")
      #expect(try seek(flat, isSame: true).isFlat)
      let always = try seek([attempt(1, 1000), attempt(2, 1000)], isSame: true)
      #expect(always.isFlat && always.plateau == nil)
      let capped = try seek([attempt(1, 100), attempt(2, 310), attempt(3, 310), attempt(4, 310)])
      #expect(!capped.isFlat && capped.plateau?.value == 2)
      #expect(hump.plateau == nil && level.plateau == nil)
      let noise = try seek([attempt(1, 100), attempt(2, 310), attempt(3, 300), attempt(4, 320)])
      #expect(noise.reversal == nil)
      let falling = try seek([attempt(1, 800), attempt(2, 100), attempt(3, 510), attempt(4, 310)])
      #expect(falling.found?.value == 3)
      #expect(falling.reversal?.from.value == 3 && falling.reversal?.to.value == 2)
    }
  }

  /// P(a <= Bin(50, p) <= b) rises and falls: the ends say nothing, both sufficient values are found, and
  /// the plan's own value is among those tried.
  @Test func hump() async throws {
    func scenario(_ chance: Double) throws -> Scenario {
      try Compiled.plan(
        """
        scenario: {id: hump, start: 2021-01, months: 1}
        programmes: {n: {unit: thing, cohorts: [{number: 50}], steps: {build: {chance: \(chance)}}}}
        targets:
          low: {measure: n.completed, atLeast: 20, due: 2021-01}
          high: {measure: n.completed, atMost: 30, due: 2021-01}
        """
      ).scenario
    }
    let plan = try Plan(scenario(0.4567))
    let grid = try #require(ValueGrid(from: 0.1, to: 0.9, step: 0.01))
    let search = try await plan.seek(
      .joint(.all), probability: 0.8, in: grid, current: 0.4567, RunSettings(trials: 2000, seed: 5)
    ) { try scenario($0) }
    #expect(search.direction == .neither)
    // By the binomial distribution: 0.791 at 0.45 and 0.823 at 0.46; 0.823 at 0.54 and 0.791 at 0.55.
    let least = try #require(search.found)
    let greatest = try #require(search.greatest)
    #expect((0.44...0.46).contains(least.value) && (0.54...0.56).contains(greatest.value))
    #expect(search.attempts.contains { $0.value == 0.4567 && $0.met == search.base })
  }

  /// Twenty roads, six crews, whole crews. With a chance of nothing but the crews the curve jumps; the
  /// least number that does is found from any plan and through any range.
  @Test(
    "The least sufficient value is found through a wide range",
    arguments: [(0.5, 5000.0), (1, 40), (0, 1e9), (-0.0, 1e12), (10, 5000)])
  func wide(low: Double, high: Double) async throws {
    func scenario(_ crews: Double) throws -> Scenario {
      try Compiled.plan(
        """
        scenario: {id: wide, start: 2021-01, months: 4}
        pools: {crews: {capacity: \(crews), whole: true}}
        programmes:
          n: {unit: thing, cohorts: [{number: 44}], steps: {build: {takes: 1, uses: {crews: 1}}}}
        targets: {done: {measure: n.completed, atLeast: 44, due: 2021-04}}
        """
      ).scenario
    }
    let plan = try Plan(scenario(14))
    let grid = try #require(ValueGrid(from: low.rounded(.up), to: high, step: 1))
    let search = try await plan.seek(
      .target("done"), probability: 0.5, in: grid, current: 14, RunSettings(trials: 64)
    ) { try scenario($0) }
    // 4 months of 11 crews are 44 things.
    #expect(search.found?.value == 11)
    #expect(search.before?.value == (low < 11 ? 10 : nil))
    #expect(search.latest?.value == 11)
    #expect(search.plateau?.value == 11)
    // A number that changes by the step of the value itself is found as narrowly.
    guard low == 0.5 else { return }
    let fine = try await plan.seek(
      .target("done"), probability: 0.5, in: try #require(ValueGrid(from: low, to: high)),
      current: 14, RunSettings(trials: 64)
    ) { try scenario($0) }
    #expect(fine.found?.value == 11 && fine.before?.value == 10.95)
  }

  @Test("The plan's own value has its neighbours tried, though the answer lies elsewhere")
  func aroundTheOwn() async throws {
    let plan = try Plan(try Self.scenario(chance: 0.9))
    let grid = try #require(ValueGrid(from: 0.01, to: 1, step: 0.001))
    let search = try await plan.seek(
      .target("done"), probability: 0.8, in: grid, current: 0.9, RunSettings(trials: 500, seed: 2)
    ) { try Self.scenario(chance: $0) }
    let own = try #require(search.attempts.firstIndex { $0.value == 0.9 })
    #expect(search.attempts[own].met == search.base)
    #expect(0.9 - search.attempts[own - 1].value < 0.04)
    #expect(search.attempts[own + 1].value - 0.9 < 0.04)
  }

  @Test("A number that cannot affect the goal is not tried")
  func unreachable() async throws {
    func scenario(_ crews: Double) throws -> Scenario {
      try Compiled.plan(
        """
        scenario: {id: apart, start: 2021-01, months: 1}
        pools: {crews: {capacity: \(crews)}}
        programmes:
          n: {unit: thing, cohorts: [{number: 50}], steps: {build: {chance: .6}}}
          other: {unit: thing, cohorts: [{number: 9}], steps: {build: {chance: .5, uses: {crews: 1}}}}
        targets:
          done: {measure: n.completed, atLeast: 32, due: 2021-01}
          others: {measure: other.completed, atLeast: 4, due: 2021-01}
        """
      ).scenario
    }
    let plan = try Plan(scenario(9))
    let grid = try #require(ValueGrid(from: 1, to: 20, step: 1))
    for (target, canAffectGoal) in [("done", false), ("others", true)] {
      let search = try await plan.seek(
        .target(target), probability: 0.99, in: grid, current: 9, RunSettings(trials: 500)
      ) { try scenario($0) }
      #expect(search.canAffectGoal == canAffectGoal)
      #expect(search.attempts.isEmpty != canAffectGoal)
      #expect(search.base.trials == 500 && search.base.count > 0)
      #expect(!search.isFlat)
    }
  }

  /// All over: a grid has its ends, is in order, and is dense.
  @Test func grids() {
    #expect(ValueGrid(from: 1, to: 1) == nil)
    #expect(ValueGrid(from: 2, to: 1) == nil)
    #expect(ValueGrid(from: 0, to: .nan) == nil)
    #expect(ValueGrid(from: 0, to: 1, step: 0) == nil)
    #expect(ValueGrid(from: 0, to: 1, step: 2) == nil)
    #expect(ValueGrid(from: 0, to: 1, step: 1e-16) == nil)
    let grid = ValueGrid(from: 0, to: 1, step: 0.3)
    #expect(
      [0, 0.14, 0.16, 0.4, 0.59, 0.8, 0.94, 0.96, 1].compactMap { grid?.nearest(to: $0) }
        == [0, 0, 0.3, 0.3, 0.6, 0.9, 0.9, 1, 1])
    #expect(ValueGrid(from: 0, to: 1)?.step(at: 1) == 0.005)
    #expect(ValueGrid(from: 0, to: 1)?.step(at: 0.03) == 0.0001)
    #expect(ValueGrid(from: -3, to: 7)?.step(at: 7) == 0.02)
    #expect(ValueGrid(from: 100, to: 900)?.step(at: 500) == 2)
    #expect(ValueGrid(from: 1000, to: 1010)?.step(at: 1004) == 0.05)
    #expect(ValueGrid(from: 0.1, to: 0.4, step: 0.1)?.nearest(to: 0.31) == 0.3)
    // Through orders of magnitude in equal ratios, through 0 in equal steps.
    #expect(
      ValueGrid(from: 1, to: 10_000, step: 1)?.spread(from: 1, to: 10_000, parts: 4)
        == [1, 10, 100, 1000, 10_000])
    #expect(
      ValueGrid(from: 0, to: 8, step: 1)?.spread(from: 0, to: 8, parts: 4) == [0, 2, 4, 6, 8])
  }

  @Test("Any place of a grid is reached by dividing gaps in eight")
  func everyPlaceIsReached() throws {
    let grids = [
      ValueGrid(from: 0.5, to: 5000), ValueGrid(from: -2, to: 3), ValueGrid(from: 0, to: 1),
      ValueGrid(from: 1, to: 1e12, step: 1), ValueGrid(from: 0.001, to: 2000, step: 1000),
      ValueGrid(from: 0, to: 1, step: 0.3), ValueGrid(from: 7, to: 7.001),
    ]
    for grid in try grids.map({ try #require($0) }) {
      for share in [0.0001, 0.003, 0.17, 0.5, 0.77, 0.9999] {
        let wanted = grid.nearest(to: grid.low + (grid.high - grid.low) * share)
        var (low, high) = (grid.low, grid.high)
        var isFound = wanted == low || wanted == high
        for _ in 0..<30 where !isFound {
          let values = grid.spread(from: low, to: high, parts: 8)
          isFound = values.contains(wanted)
          low = values.last { $0 < wanted } ?? low
          high = values.first { $0 > wanted } ?? high
        }
        #expect(isFound, "\(wanted) of \(grid)")
      }
    }
  }

  @Test func threadsChangeNothing() async throws {
    let plan = try Plan(try Self.scenario(chance: 0.6))
    let grid = try #require(ValueGrid(from: 0.5, to: 0.9))
    var results: [GoalSeek] = []
    for threads in [1, 3] {
      results.append(
        try await plan.seek(
          .target("done"), probability: 0.8, in: grid,
          RunSettings(trials: 1000, seed: 4, threads: threads)
        ) { try Self.scenario(chance: $0) })
    }
    #expect(results[0] == results[1])
  }
}

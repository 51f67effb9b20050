import ScenarioFormat
import TestSupport
import Testing

@testable import Buildout

/// What is said of every budget of a range, and of the next best.
@Suite struct FrontierTests {
  /// Crews are short; desks are not, so that more of them are as good as none in every trial.
  static let shared = """
    scenario: {id: shared, start: 2026-01, months: 6}
    pools:
      crews: {capacity: 17}
      desks: {capacity: 100}
    programmes:
      a: {unit: km, steps: {build: {rate: {poisson: 10}, uses: {crews: 1, desks: 1}}}}
      b: {unit: km, steps: {build: {rate: {poisson: 4}, uses: {crews: 1}}}}
      c: {unit: km, steps: {build: {rate: {poisson: 20}, uses: {crews: 1, desks: 1}}}}
    targets:
      ta: {measure: a.completed, atLeast: 30, due: 2026-06}
      tb: {measure: b.completed, atLeast: 13, due: 2026-06}
      tc: {measure: c.completed, atLeast: 60, due: 2026-06}
    options:
      more: {add: {pools.crews.capacity: 1}, units: {from: -2, to: 8}, cost: {monthly: 0.5}}
      desk: {add: {pools.desks.capacity: 1}, units: {to: 3}, cost: {oneOff: 1}}
      night: {set: {programmes.a.steps.build.rate.poisson: 14}, cost: {oneOff: 2}}
    """

  /// Works that do not feel one another, so that every combination can be enumerated.
  static let separate = """
    scenario: {id: separate, start: 2026-01, months: 6}
    programmes:
      a: {unit: km, steps: {build: {rate: {poisson: 10}}}}
      b: {unit: km, steps: {build: {rate: {poisson: 5}}}}
      c: {unit: km, steps: {build: {rate: {poisson: 20}}}}
    targets:
      ta: {measure: a.completed, atLeast: 70, due: 2026-06}
      tb: {measure: b.completed, atLeast: 40, due: 2026-06}
      tc: {measure: c.completed, atLeast: 118, due: 2026-06}
    options:
      one: {add: {programmes.a.steps.build.rate.poisson: 1}, units: 5, cost: {oneOff: 0.1}}
      two: {set: {programmes.b.steps.build.rate.poisson: 7}, cost: {oneOff: 0.2}}
      three: {set: {programmes.b.steps.build.rate.poisson: 8}, cost: {oneOff: 0.25}, excludes: two}
      four: {extends: one, add: {programmes.c.steps.build.rate.poisson: 2}, cost: {oneOff: 0.3}}
    """

  private func choose(
    _ yaml: String, _ budget: ClosedRange<Double>, trials: Int = 1000, seed: UInt64 = 1
  ) async throws -> Choice {
    try await ChooseTests.choose(
      ChooseTests.document(yaml), budget: budget,
      RunSettings(trials: trials, seed: seed, threads: 2))
  }

  private func found(_ choice: Choice, _ index: Int?) throws -> (cost: Double, value: Double) {
    let finalist = choice.finalists[try #require(index)]
    return (finalist.cost, finalist.value.value)
  }

  @Test(arguments: (Proof.isLong ? [1, 2, 3] : [1]) as [UInt64])
  func aWiderBudgetIsNoWorse(_ seed: UInt64) async throws {
    for most in [12.0, 24] {
      let one = try await choose(Self.shared, most...most, seed: seed)
      let range = try await choose(Self.shared, 0...most, seed: seed)
      let (single, wide) = (try found(one, one.best), try found(range, range.best))
      #expect(wide.value > single.value - 0.03, "\(most): \(wide), \(single)")
    }
  }

  @Test func aStepHoldsNothingThatIsOfNoUse() async throws {
    let choice = try await choose(Self.shared, 0...12)
    for index in choice.frontier {
      #expect(choice.finalists[index].combination.units[1] == 0, "\(choice.finalists[index])")
    }
  }

  @Test func everySumHasItsBest() async throws {
    let range = try await choose(Self.separate, 0...1, trials: 4000)
    #expect(range.effort.skippedSteps == 0)
    for sum in [0.1, 0.2, 0.35, 0.65, 1.0] {
      let one = try await choose(Self.separate, sum...sum, trials: 4000)
      let step = range.frontier.last { range.finalists[$0].cost <= sum }
      let (best, single) = (try found(range, step), try found(one, one.best))
      #expect(best.value > single.value - 0.04, "\(sum): \(best), \(single)")
    }
  }

  @Test func theNextBestIsTheNextBest() async throws {
    let document = try ChooseTests.document(Self.separate)
    let choice = try await choose(Self.separate, 0.65...0.65, trials: 4000)
    let best = choice.finalists[try #require(choice.best)].combination
    // Every combination judged by itself.
    var values: [Double] = []
    for one in 0...5 {
      for (two, three) in [(0, 0), (1, 0), (0, 1)] {
        for four in 0...min(1, one) {
          let units = [one, two, three, four]
          let cost = zip(units, [0.1, 0.2, 0.25, 0.3]).reduce(0) { $0 + Double($1.0) * $1.1 }
          if cost > 0.65 + 1e-9 || units == best.units { continue }
          let scenario = try document.carryingOut(Combination(units: units))
          let forecast = try await Plan(scenario).forecast(RunSettings(trials: 8000, seed: 9))
          values.append(forecast.targetsMet.mean.value)
        }
      }
    }
    let next = try found(choice, choice.runnerUp)
    #expect((next.value - (values.max() ?? 0)).magnitude < 0.05)
  }
}

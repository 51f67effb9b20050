import Buildout
import TestSupport
import Testing

@Suite struct RepeatabilityTests {
  static let seeds = 0..<(Proof.isLong ? 100 : 1)

  @Test func threadsChangeNoBit() async throws {
    for seed in Self.seeds {
      let plan = try Compiled.plan(RandomScenario(seed).description)
      // Not a whole number of blocks.
      let trials = Proof.isLong ? 5_000 : 1_100
      let first = try await plan.forecast(RunSettings(trials: trials, seed: 9, threads: 1))
      for threads in 2...3 {
        let settings = RunSettings(trials: trials, seed: 9, threads: threads)
        #expect(try await plan.forecast(settings) == first, "\(threads) threads")
      }
      let again = try Compiled.plan(RandomScenario(seed).description)
      #expect(try await again.forecast(RunSettings(trials: trials, seed: 9)) == first)
    }
  }

  @Test func aTraceIsATrialOfTheRun() async throws {
    let plan = try Compiled.plan(RandomScenario(1).description)
    let trials = Proof.isLong ? 5_000 : 300
    let forecast = try await plan.forecast(RunSettings(trials: trials, seed: 4, threads: 2))
    var met = [Int](repeating: 0, count: forecast.targets.count)
    for trial in 0..<trials {
      let last = try #require(plan.trace(trial: trial, seed: 4).months.last)
      for (index, target) in last.targets.enumerated() where target.met { met[index] += 1 }
    }
    #expect(met == forecast.targets.map(\.met.count))
  }

  /// Two targets, one of them nearly certain.
  private static let few = """
    scenario: {id: few, start: 2021-01, months: 3}
    programmes: {p: {unit: job, steps: {build: {rate: {poisson: 5}}}}}
    targets:
      even: {measure: p.completed, atLeast: 15, due: 2021-03}
      sure: {measure: p.completed, atLeast: 3, due: 2021-02}
    """

  @Test(arguments: [4.0, 2.0, 1.3])
  func precisionStopsAtTheFirstWholeBlockThatHasIt(_ points: Double) async throws {
    let plan = try Compiled.plan(Self.few)
    let stopped = try await plan.forecast(
      RunSettings(trials: 50_000, seed: 6, threads: 2, precision: points))
    let trials = stopped.trials
    #expect(trials < 50_000)
    #expect(stopped.targets.allSatisfy { $0.met.halfWidth * 100 <= points })
    let precision = try #require(stopped.precision)
    #expect(precision.isReached && precision.wanted == points && precision.left <= points)
    var plain = try await plan.forecast(RunSettings(trials: trials, seed: 6))
    #expect(plain.precision == nil)
    plain.precision = precision
    #expect(plain == stopped)
    // The number of trials is a whole number of blocks, all of the same size, and one block fewer
    // was not enough.
    let block = try await plan.forecast(RunSettings(trials: 50_000, seed: 6, precision: 50)).trials
    #expect(trials % block == 0)
    guard trials > block else { return }
    let before = try await plan.forecast(RunSettings(trials: trials - block, seed: 6))
    #expect(before.targets.contains { $0.met.halfWidth * 100 > points })
  }

  @Test func theCeilingHoldsWhenPrecisionIsOutOfReach() async throws {
    let plan = try Compiled.plan(Self.few)
    let settings = RunSettings(trials: 1_000, seed: 6, precision: 0.01)
    let forecast = try await plan.forecast(settings)
    #expect(forecast.trials == 1_000)
    let precision = try #require(forecast.precision)
    #expect(!precision.isReached)
    #expect(precision.left == forecast.targets.map { $0.met.halfWidth * 100 }.max())
  }

  @Test func moreTrialsKeepTheFirst() async throws {
    let plan = try Compiled.plan(Self.few)
    let few = try await plan.forecast(RunSettings(trials: 512, seed: 2))
    let more = try await plan.forecast(RunSettings(trials: 1_024, seed: 2))
    for (a, b) in zip(few.targets, more.targets) {
      #expect(b.met.count >= a.met.count && b.met.count <= a.met.count + 512)
    }
  }

  @Test func anotherSeedAgreesWithinItsError() async throws {
    let trials = Proof.isLong ? 50_000 : 1_500
    for scenario in Self.seeds {
      let plan = try Compiled.plan(RandomScenario(scenario).description)
      let a = try await plan.forecast(RunSettings(trials: trials, seed: 1, threads: 2))
      let b = try await plan.forecast(RunSettings(trials: trials, seed: 2, threads: 2))
      var same = true
      for (x, y) in zip(a.targets, b.targets) {
        let p = (x.met.value + y.met.value) / 2
        let error = (2 * p * (1 - p) / Double(trials)).squareRoot()
        #expect((x.met.value - y.met.value).magnitude <= Proof.band * error, "\(x.target.id)")
        same = same && x.met == y.met
      }
      #expect(!same, "another seed is other random draws")
    }
  }
}

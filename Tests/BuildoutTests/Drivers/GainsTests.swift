import Foundation
import TestSupport
import Testing

@testable import Buildout

@Suite struct GainsTests {
  private static func yaml(_ a: String = "100", _ b: String = ".5") -> String {
    """
    scenario: {id: gains, start: 2021-01, months: 1}
    programmes:
      a: {unit: thing, steps: {build: {rate: {poisson: \(a)}}}}
      b: {unit: thing, cohorts: [{number: 10}], steps: {build: {chance: \(b)}}}
    targets:
      a: {measure: a.completed, atLeast: 105, due: 2021-01}
      twice: {measure: a.completed, atLeast: 95, due: 2021-01}
      b: {measure: b.completed, atLeast: 6, due: 2021-01}
      soft: {measure: b.completed, atLeast: 6, due: 2021-01, firmness: soft}
    """
  }

  /// A Poisson mean and a chance a tenth larger, whose effect is known in closed form.
  @Test func aTenthMoreIsWorthWhatItIs() async throws {
    let base = try Compiled.plan(Self.yaml())
    let variants: [Scenario?] = [
      try Compiled.plan(Self.yaml("110")).scenario, nil,
      try Compiled.plan(Self.yaml("100", ".55")).scenario, base.scenario,
    ]
    let trials = Proof.trials
    let gains = try await base.gains(
      of: variants, RunSettings(trials: trials, seed: 20_210_101, threads: 2))
    let poisson = DriversTests.poisson
    let binomial = DriversTests.binomial
    let exact =
      poisson(110, 105) + poisson(110, 95) - poisson(100, 105) - poisson(100, 95)
    let first = try #require(gains[0])
    #expect((first.value - exact).magnitude < Proof.band * first.standardError)
    #expect(gains[1] == nil)
    let third = try #require(gains[2])
    let better = binomial(10, 0.55, 6) - binomial(10, 0.5, 6)
    #expect((third.value - better).magnitude < Proof.band * third.standardError)
    // On the same random draws no unit is lost, so the error is that of the trials that differ.
    let error = (better * (1 - better) / Double(trials)).squareRoot()
    #expect((third.standardError / error - 1).magnitude < 0.2)
    #expect(gains[3] == MeanEstimate(value: 0, standardError: 0))
  }

  @Test func batchesAndThreadsChangeNothing() async throws {
    let base = try Compiled.plan(RandomScenario(2).description)
    let variants: [Scenario?] = (0..<(Plan.variantsAtOnce + 6)).map { number in
      guard number % 7 != 3 else { return nil }
      return number % 2 == 0
        ? base.scenario.switchingOff(risk: "rain") : base.scenario.makingCertain(risk: "storm")
    }
    let one = try await base.gains(of: variants, RunSettings(trials: 30, seed: 3, threads: 1))
    let three = try await base.gains(of: variants, RunSettings(trials: 30, seed: 3, threads: 3))
    #expect(one == three)
    #expect(one.count == variants.count)
    for index in variants.indices {
      #expect(one[index] == (variants[index] == nil ? nil : one[index % 2 == 0 ? 0 : 1]))
    }
  }
}

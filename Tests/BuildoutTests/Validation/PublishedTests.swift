import Buildout
import TestSupport
import Testing

/// Published examples with full inputs, compared with their exact or recomputed answers.
@Suite struct PublishedTests {
  let agreement = Agreement()

  /// montecarlo_pm's demo. The reference figures come from 2,000,000 trials of their own, so they
  /// have an error too, of under 0.04 of ours even at 400,000 trials.
  @Test func p1SharedRisksOverANetwork() async throws {
    let forecast = try await agreement.forecast(Compiled.validation("p1"))
    let mean = try #require(forecast[target: "by20"].mean)
    #expect((mean.value - 21.956).magnitude <= Proof.band * mean.standardError + 0.005)
    for (id, recomputed) in [
      ("by20", 0.2409), ("by-p50", 0.5), ("by-p80", 0.8), ("by-p90", 0.9), ("by-p95", 0.95),
      ("backend-critical", 0.7007),
    ] {
      let met = forecast[target: id].met
      #expect(
        (met.value - recomputed).magnitude <= Proof.band * met.standardError + 0.002, "\(id)")
    }
  }

  /// Porta-Vac: the figures are printed to three digits.
  @Test(arguments: [
    ("p2-triangular", 19.18, 0.177, 0.656), ("p2-pert", 17.32, 0.460, 0.929),
  ])
  func p2WholeNetwork(_ name: String, _ mean: Double, _ by17: Double, _ by20: Double) async throws {
    let forecast = try await agreement.forecast(Compiled.validation(name))
    let (first, second) = (forecast[target: "by17"], forecast[target: "by20"])
    let estimate = try #require(first.mean)
    #expect((estimate.value - mean).magnitude <= Proof.band * estimate.standardError + 0.01)
    #expect((first.met.value - by17).magnitude <= Proof.band * first.met.standardError + 0.001)
    #expect((second.met.value - by20).magnitude <= Proof.band * second.met.standardError + 0.001)
  }

  @Test func p3ThroughputResampling() async throws {
    let forecast = try await agreement.forecast(Compiled.validation("p3"))
    let exact = ["s45": 0.893896, "s50": 0.768819, "s60": 0.420189, "s65": 0.260105]
    for (id, probability) in exact.sorted(by: { $0.key < $1.key }) {
      agreement.expect(forecast[target: id].met, probability, id)
    }
    try agreement.expect(forecast[target: "s45"].mean, 57.75, "mean")
    agreement.expect(try variance("s45")(forecast), 10.719433 * 10.719433, "variance")
  }

  /// Ten (or 150) targets under one shared shock: equicorrelated normals behind lognormal marginals,
  /// each target at its factor's 10 % (5 %) quantile.
  @Test(arguments: [
    (10, 0.9, 0.0, 0.348678), (10, 0.9, 0.1, 0.405031), (10, 0.9, 0.3, 0.504784),
    (10, 0.9, 0.6, 0.642139), (150, 0.95, 0.0, 0.000456), (150, 0.95, 0.1, 0.032203),
    (150, 0.95, 0.3, 0.188423), (150, 0.95, 0.6, 0.486454),
  ])
  func p4ManyTargetsUnderOneShock(
    _ count: Int, _ each: Double, _ rho: Double, _ exact: Double
  ) async throws {
    let names = (0..<count).map { "f\($0)" }
    let rows = names.indices.map { row in
      "[" + names.indices.map { $0 == row ? "1" : "\(rho)" }.joined(separator: ", ") + "]"
    }
    // The normal quantiles at .9 and .95, from tables.
    let z = each == 0.9 ? 1.2815515655446004 : 1.6448536269514722
    var yaml = "scenario: {id: p4, start: 2021-01, months: 1}\nfactors:\n"
    for name in names { yaml += "  \(name): {lognormal: {median: 1, sigma: 1}}\n" }
    let list = names.joined(separator: ", ")
    yaml += "correlations: [{factors: [\(list)], matrix: [\(rows.joined(separator: ", "))]}]\n"
    yaml += "programmes:\n"
    for name in names {
      yaml += "  p\(name): {unit: x, steps: {s: {rate: 1, factors: {\(name): 1}}}}\n"
    }
    yaml += "targets:\n"
    for name in names {
      yaml += "  t\(name): {measure: p\(name).completed, atLeast: \(Self.exp(-z)), due: 2021-01}\n"
    }
    let trials = count > 10 ? Proof.trials / 10 : Proof.trials
    let forecast = try await agreement.forecast(Compiled.plan(yaml), trials: trials)
    let all = try #require(forecast.joint.first { $0.scope == .all })
    agreement.expect(all.met, exact, "all of \(count) at rho \(rho)")
    // Correlation never moves a marginal.
    for name in names { agreement.expect(forecast[target: "t" + name].met, each, name) }
  }

  @Test func p5OneSharedRootCause() async throws {
    let forecast = try await agreement.forecast(Compiled.validation("p5"))
    let target = forecast[target: "total"]
    try agreement.expect(target.mean, 426.400, "mean")
    agreement.expect(try variance("total")(forecast), 64.235 * 64.235, "variance")
    agreement.expect(target.met, 0.95, "P(total <= P95)")
  }

  /// N(10, 2) + triangular(5, 10, 15) + U(8, 12) under correlations .5, .3, .4 still has mean 30.
  @Test func correlationMovesNoMean() async throws {
    let yaml = """
      scenario: {id: negative, start: 2021-01, months: 1}
      factors:
        a: {normal: {mean: 10, sd: 2, min: 0}}
        b: {triangular: [5, 10, 15]}
        c: {uniform: [8, 12]}
      correlations: [{factors: [a, b, c], matrix: [[1, .5, .3], [.5, 1, .4], [.3, .4, 1]]}]
      programmes:
        a: {unit: x, steps: {s: {rate: 1, factors: {a: 1}}}}
        b: {unit: x, steps: {s: {rate: 1, factors: {b: 1}}}}
        c: {unit: x, steps: {s: {rate: 1, factors: {c: 1}}}}
      targets:
        total: {measure: {sum: [a.completed, b.completed, c.completed]}, atLeast: 30, due: 2021-01, unit: x}
      """
    let target = try await agreement.forecast(Compiled.plan(yaml))[target: "total"]
    try agreement.expect(target.mean, 30, "mean")
  }

  private static func exp(_ x: Double) -> Double {
    // The series converges fast here, and keeps Foundation's printing out of the way.
    var term = 1.0
    var sum = 1.0
    for n in 1...60 {
      term *= x / Double(n)
      sum += term
    }
    return sum
  }
}

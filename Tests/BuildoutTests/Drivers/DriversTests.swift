import Foundation
import TestSupport
import Testing

@testable import Buildout

/// A plan whose answers are all in closed form: Poisson and binomial counts mixed over what the
/// risks do, and bivariate normal quantities (or logarithms) for factors and pools.
@Suite struct DriversTests {
  static let yaml = """
    scenario: {id: drivers, start: 2021-01, months: 3}
    factors:
      skill: {lognormal: {median: 1, sigma: .15}}
      mood: {normal: {mean: 1, sd: .1, min: .1}, each: month}
      flat: 1
    pools:
      crews: {capacity: {lognormal: {median: 50, sigma: .3}}}
      yard: {capacity: 2000}
    risks:
      shortage: {chance: .1, given: {storm: .6}, on: [e], speed: .8}
      storm: {chance: .3, on: [a], speed: .7}
      rain: {monthly: .2, on: [b], speed: 0}
      find: {chance: .4, each: unit, on: [c.build], delay: 1}
      slump: {monthly: .3, ends: .4, on: [d], speed: .5}
      nothing: {chance: .5, on: [a], speed: 1}
    programmes:
      a: {unit: thing, steps: {build: {rate: {poisson: 100}}}}
      b: {unit: thing, steps: {build: {rate: {poisson: 30}}}}
      c: {unit: thing, cohorts: [{number: 10}], steps: {build: {takes: .5}}}
      d: {unit: thing, steps: {build: {rate: {poisson: 40}}}}
      e: {unit: thing, steps: {build: {rate: {poisson: 100}}}}
      f: {unit: t, steps: {build: {rate: {lognormal: {median: 100, sigma: .2}}, factors: {skill: 1}}}}
      g: {unit: t, steps: {build: {rate: 10, factors: {mood: 1, flat: 1}}}}
      h: {unit: t, steps: {build: {rate: {normal: {mean: 10, sd: 1, min: 1}}}}}
      i: {unit: t, steps: {build: {rate: 1000, uses: {crews: 1, yard: 1}}}}
      j: {unit: t, steps: {build: {rate: {lognormal: {median: 50, sigma: .3}}}}}
    targets:
      a: {measure: a.completed, atLeast: 90, due: 2021-01}
      b: {measure: b.completed, atLeast: 75, due: 2021-03}
      c: {measure: c.completed, atLeast: 6, due: 2021-01}
      d: {measure: d.completed, atLeast: 70, due: 2021-02}
      e: {measure: e.completed, atLeast: 90, due: 2021-01}
      f: {measure: f.completed, atLeast: 100, due: 2021-01}
      g: {measure: {sum: [g.completed, h.completed]}, atLeast: 60, due: 2021-03}
      i: {measure: {ratio: [i.completed, j.completed]}, atLeast: 1, due: 2021-01}
    """

  /// P(X >= k) of a Poisson count.
  static func poisson(_ mean: Double, atLeast k: Int) -> Double {
    1 - (0..<k).reduce(0) { $0 + exp(Double($1) * log(mean) - mean - lgamma(Double($1) + 1)) }
  }

  static func binomial(_ n: Int, _ p: Double, atLeast k: Int) -> Double {
    (k...n).reduce(0) { sum, x in
      let ways = exp(lgamma(Double(n) + 1) - lgamma(Double(x) + 1) - lgamma(Double(n - x) + 1))
      return sum + ways * pow(p, Double(x)) * pow(1 - p, Double(n - x))
    }
  }

  /// What a risk does to a target: as it stands, off, certain.
  struct Exact {
    let target: String
    let risk: String
    let stands: Double
    let off: Double
    let certain: Double
  }

  static let exact: [Exact] = {
    let a = { poisson($0, atLeast: 90) }
    let b = { poisson($0, atLeast: 75) }
    let d = { poisson($0, atLeast: 70) }
    // A month is lost with 0.2; when all three are, nothing is built.
    let rain = (0..<3).reduce(0) { sum, lost in
      sum + binomialMass(3, 0.2, lost) * b(30 * Double(3 - lost))
    }
    // Month 1 is never in the bad state, month 2 with 0.3; certain is both months at half speed.
    let slump = 0.7 * d(80) + 0.3 * d(60)
    // Without the storm the shortage comes with 0.1, with it with 0.6.
    let short = 0.7 * 0.1 + 0.3 * 0.6
    let shortage = { (p: Double) in (1 - p) * a(100) + p * a(80) }
    return [
      Exact(
        target: "a", risk: "storm", stands: 0.7 * a(100) + 0.3 * a(70), off: a(100), certain: a(70)),
      Exact(target: "b", risk: "rain", stands: rain, off: b(90), certain: 0),
      Exact(target: "c", risk: "find", stands: binomial(10, 0.6, atLeast: 6), off: 1, certain: 0),
      Exact(target: "d", risk: "slump", stands: slump, off: d(80), certain: d(40)),
      Exact(
        target: "e", risk: "storm", stands: shortage(short), off: shortage(0.1),
        certain: shortage(0.6)),
      Exact(target: "e", risk: "shortage", stands: shortage(short), off: a(100), certain: a(80)),
    ]
  }()

  static func binomialMass(_ n: Int, _ p: Double, _ k: Int) -> Double {
    binomial(n, p, atLeast: k) - (k < n ? binomial(n, p, atLeast: k + 1) : 0)
  }

  static let settings = RunSettings(trials: Proof.trials, seed: 20_210_101, threads: 2)

  /// Simulated once for all the tests.
  static let simulation = Task { try await Compiled.plan(yaml).drivers(settings) }

  static func drivers() async throws -> Drivers { try await simulation.value }

  /// Within the band of the exact probability's standard error.
  private func expect(
    _ value: Double, _ exact: Double, trials: Int, _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let error = (exact * (1 - exact) / Double(trials)).squareRoot()
    #expect(
      (value - exact).magnitude <= Proof.band * error + 1e-9, "\(what): \(value), exact \(exact)",
      sourceLocation: sourceLocation)
  }

  @Test func risksHaveTheirExactSizes() async throws {
    let drivers = try await Self.drivers()
    for exact in Self.exact {
      let tornado = drivers[exact.target]
      let name = exact.target + "/" + exact.risk
      let effect = try #require(tornado.effects.first { $0.driver == .risk(exact.risk) })
      let span = try #require(effect.span)
      let trials = drivers.trials
      expect(tornado.asItStands.value, exact.stands, trials: trials, name + " as it stands")
      expect(span.low.value, exact.off, trials: trials, name + " off")
      expect(span.high.value, exact.certain, trials: trials, name + " certain")
      #expect(effect.isDecisive, "\(name)")
      let off = try #require(effect.switchedOff)
      let certain = try #require(effect.certain)
      #expect((off.value - (span.low.value - tornado.asItStands.value)).magnitude < 1e-12)
      #expect((certain.value - (span.high.value - tornado.asItStands.value)).magnitude < 1e-12)
      #expect((span.difference.value - (certain.value - off.value)).magnitude < 1e-12)
      // On the same random draws only the trials that the risk decides differ.
      let width = span.difference.interval.upperBound - span.difference.interval.lowerBound
      #expect(width < 2 * 2.8 * (0.25 / Double(trials)).squareRoot(), "\(name)")
    }
  }

  @Test func targetsMetHasTheRightOrderAndSizes() async throws {
    let drivers = try await Self.drivers()
    let tornado = try #require(drivers.targetsMet)
    let risks = tornado.effects.compactMap { effect -> (String, Double)? in
      guard case .risk(let id) = effect.driver, let span = effect.span else { return nil }
      return (id, span.difference.value)
    }
    // By what the absence of each would bring, not by what it would do if it were certain.
    let gains = Dictionary(grouping: Self.exact, by: \.risk).mapValues {
      $0.reduce(0) { $0 + $1.off - $1.stands }.magnitude
    }
    #expect(risks.last?.0 == "nothing" && Set(risks.dropLast().map(\.0)) == Set(gains.keys))
    // Two of them differ by no more than chance allows.
    let band = Proof.band * (0.5 / Double(drivers.trials)).squareRoot()
    for (first, second) in zip(risks, risks.dropFirst().dropLast()) {
      #expect(try #require(gains[first.0]) > #require(gains[second.0]) - band)
    }
    for effect in tornado.effects {
      #expect(effect.effect == effect.switchedOff ?? effect.span?.difference)
    }
    let ranked = tornado.effects.filter(\.matters).compactMap { $0.effect?.value.magnitude }
    #expect(ranked == ranked.sorted(by: >) && !ranked.isEmpty)
    for (id, difference) in risks {
      let exact = Self.exact.filter { $0.risk == id }.reduce(0) { $0 + $1.certain - $1.off }
      // The difference of one target is -1, 0 or 1; the storm moves two of them.
      let error = 2 * (0.25 / Double(drivers.trials)).squareRoot()
      #expect((difference - exact).magnitude <= Proof.band * error, "\(id)")
    }
    let firm = ["a", "b", "c", "d", "e"].compactMap { id in
      Self.exact.first { $0.target == id }?.stands
    }
    // Three further targets have an even chance.
    let mean = firm.reduce(1.5, +)
    #expect((tornado.asItStands.value - mean).magnitude < 4.5 * 1.5 / sqrt(Double(drivers.trials)))
    #expect(tornado.effects.last?.span == nil, "what does not vary stands last")
    #expect(tornado.confidence.statements == 9)
    let order = drivers["e"].effects.map(\.driver)
    #expect(order == [.risk("shortage"), .risk("storm")], "the shortage matters more to e")
  }

  @Test func aRiskThatDoesNothingDiffersInNoTrial() async throws {
    let drivers = try await Self.drivers()
    let tornado = drivers["a"]
    let idle = try #require(tornado.effects.last)
    #expect(idle.driver == .risk("nothing"))
    #expect(!idle.isDecisive)
    let span = try #require(idle.span)
    #expect(span.low == tornado.asItStands && span.high == tornado.asItStands)
    let count = Int((tornado.asItStands.value * Double(drivers.trials)).rounded())
    let same = PairedProportion(onlyFirst: 0, onlySecond: 0, both: count, trials: drivers.trials)
    #expect(span.difference == Estimate(same, z: tornado.confidence.z))
    let number = try #require(drivers.targetsMet)
    let met = try #require(number.effects.first { $0.driver == .risk("nothing") })
    // That no trial made differs does not say that none can.
    let none = PairedGain(sum: 0, squares: 0, trials: drivers.trials)
    #expect(met.span?.difference == Estimate(none, z: number.confidence.z))
    #expect(!met.isDecisive)
  }

  /// Measure and driver are bivariate normal (in logarithms for `f` and `i`) with r = 0.6 for the
  /// factor drawn once and r = sqrt(1/2) for the others. Then Spearman's correlation is
  /// 6 / pi asin(r / 2), and P(measure above its median) in the driver's lowest fifth is
  /// (0.2 - Phi2(0, z; r)) / 0.2 with Phi(z) = 0.2: 0.16056 for 0.6, 0.1 for sqrt(1/2) (scipy's
  /// `multivariate_normal.cdf`).
  @Test(arguments: [
    ("f", Driver.factor("skill"), 0.6, 0.16056240745166345),
    ("g", Driver.factor("mood"), 0.5.squareRoot(), 0.1),
    ("i", Driver.pool("crews", programme: nil), 0.5.squareRoot(), 0.1),
  ]) func factorsAndPoolsAreBivariateNormal(
    target: String, driver: Driver, r: Double, low: Double
  ) async throws {
    let drivers = try await Self.drivers()
    let tornado = drivers[target]
    let effect = try #require(tornado.effects.first { $0.driver == driver })
    #expect(tornado.effects.first == effect)
    let n = Double(drivers.sampledTrials)
    let rho = 6 / Double.pi * asin(r / 2)
    let correlation = try #require(effect.correlation)
    let error = ((1 + rho * rho / 2) / (n - 3)).squareRoot() * (1 - rho * rho)
    #expect((correlation.value - rho).magnitude < Proof.band * error)
    let span = try #require(effect.span)
    let fifth = drivers.sampledTrials / 5
    expect(span.low.value, low, trials: fifth, target + " lowest")
    expect(span.high.value, 1 - low, trials: fifth, target + " highest")
    #expect(effect.isDecisive)
    #expect(effect.switchedOff == nil && effect.certain == nil)
  }

  @Test func whatDoesNotVarySaysSo() async throws {
    let drivers = try await Self.drivers()
    for (target, driver) in [
      ("g", Driver.factor("flat")), ("i", Driver.pool("yard", programme: nil)),
    ] {
      let effect = try #require(drivers[target].effects.last)
      #expect(effect.driver == driver)
      #expect(effect.span == nil && effect.correlation == nil && !effect.isDecisive)
      #expect(drivers[target].confidence.statements == 1)
    }
  }

  @Test func oneTargetIsTheSameAloneAndAmongAll() async throws {
    let plan = try Compiled.plan(Self.yaml)
    let settings = RunSettings(trials: 200, seed: 4, threads: 2)
    let all = try await plan.drivers(settings)
    for target in all.scenario.targets.suffix(4) {
      let one = try await plan.drivers(settings, of: [target.id])
      #expect(one.targets == [all[target.id]])
      #expect(one.targetsMet == nil)
      #expect(one.scenario == all.scenario)
    }
  }

  @Test(arguments: 0..<(Proof.isLong ? 2 : 1)) func threadsChangeNothing(seed: Int) async throws {
    let plan = try Compiled.plan(RandomScenario(seed).description)
    let one = try await plan.drivers(RunSettings(trials: 520, seed: 3, threads: 1))
    let three = try await plan.drivers(RunSettings(trials: 520, seed: 3, threads: 3))
    #expect(one == three)
    #expect(one.sampledTrials == 520)
  }

  /// What is left out, because a driver cannot affect it, would have differed in no trial.
  @Test(arguments: 0..<(Proof.isLong ? 100 : 2)) func switchedRisksEqualRunsByThemselves(seed: Int)
    async throws
  {
    let plan = try Compiled.plan(RandomScenario(seed).description)
    let settings = RunSettings(trials: 100, seed: UInt64(seed), threads: 2)
    let drivers = try await plan.drivers(settings)
    for risk in plan.scenario.risks {
      let off = try await Plan(plan.scenario.switchingOff(risk: risk.id)).forecast(settings)
      let certain = try await Plan(plan.scenario.makingCertain(risk: risk.id)).forecast(settings)
      for (index, tornado) in drivers.targets.enumerated() {
        let span = tornado.effects.first { $0.driver == .risk(risk.id) }?.span
        #expect((span?.low ?? tornado.asItStands) == Estimate(off.targets[index].met))
        #expect((span?.high ?? tornado.asItStands) == Estimate(certain.targets[index].met))
      }
    }
  }

  @Test func fewTrialsAreEnough() async throws {
    let plan = try Compiled.plan(Self.yaml)
    for trials in [1, 2, 6] {
      let drivers = try await plan.drivers(RunSettings(trials: trials, seed: 1, threads: 1))
      #expect(drivers.targets.count == 8)
      #expect(drivers["f"].effects.allSatisfy { !$0.isDecisive || trials > 1 })
    }
  }
}

extension Drivers {
  /// The tornado of a target by its id.
  subscript(target: String) -> Tornado {
    guard let found = targets.first(where: { $0.subject == .target(target) }) else {
      preconditionFailure("no target \(target)")
    }
    return found
  }
}

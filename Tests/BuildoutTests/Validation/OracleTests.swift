import Buildout
import TestSupport
import Testing

/// Scenarios with exact answers from outside, `Tests/Validation/oracles.json`.
@Suite struct FlowOracleTests {
  let agreement = Agreement()

  @Test func o01SumOfPoissonMonths() async throws {
    let oracle = try Oracle.load("O01")
    let target = try await agreement.forecast(Compiled.validation("o01"))[target: "s"]
    agreement.expect(target.met, try oracle.output("P(S>=55)"), "P(S>=55)")
    try agreement.expect(target.mean, try oracle.output("E[S]"), "E[S]")
    try agreement.expect(
      target.meanShortfall, try oracle.output("E[shortfall (55-S)+]"), "shortfall")
    try agreement.expectQuantiles(target, oracle)
  }

  @Test func o02SumOfNegativeBinomialMonths() async throws {
    let oracle = try Oracle.load("O02")
    let target = try await agreement.forecast(Compiled.validation("o02"))[target: "s"]
    agreement.expect(target.met, try oracle.output("P(S>=50)"), "P(S>=50)")
    try agreement.expect(target.mean, try oracle.output("E[S]"), "E[S]")
    try agreement.expectVariance(target.mean, try oracle.output("Var[S]"))
    try agreement.expectQuantiles(target, oracle)
  }

  @Test func o03SumOfGammaMonths() async throws {
    let oracle = try Oracle.load("O03")
    let target = try await agreement.forecast(Compiled.validation("o03"))[target: "s"]
    agreement.expect(target.met, try oracle.output("P(S>=5500)"), "P(S>=5500)")
    try agreement.expect(target.mean, try oracle.output("E[S]"), "E[S]")
    try agreement.expectQuantiles(target, oracle)
  }

  @Test func o05SeasonalRatesAndThreeYears() async throws {
    let oracle = try Oracle.load("O05")
    let forecast = try await agreement.forecast(Compiled.validation("o05"))
    agreement.expect(forecast[target: "n6"].met, try oracle.output("P(N6>=25)"), "N6")
    agreement.expect(forecast[target: "n12"].met, try oracle.output("P(N12>=52)"), "N12")
    agreement.expect(forecast[target: "n24"].met, try oracle.output("P(N24>=106)"), "N24")
    agreement.expect(forecast[target: "n36"].met, try oracle.output("P(N36>=162)"), "N36")
    agreement.expect(forecast[group: "first-two"], try oracle.output("P(N12 and N24)"), "two")
    agreement.expect(forecast[group: "three"], try oracle.output("P(all three)"), "three")
    try agreement.expectQuantiles(forecast[target: "n12"], oracle, of: "year1")
    try agreement.expectQuantiles(forecast[target: "n24"], oracle, of: "year2")
    try agreement.expectQuantiles(forecast[target: "n36"], oracle, of: "year3")
  }

  @Test func o13SharedProductivity() async throws {
    let oracle = try Oracle.load("O13")
    let forecast = try await agreement.forecast(Compiled.validation("o13"))
    let (first, second) = (forecast[target: "n1"], forecast[target: "n2"])
    agreement.expect(first.met, try oracle.output("P(N1>=58)"), "N1")
    agreement.expect(second.met, try oracle.output("P(N2>=34)"), "N2")
    agreement.expect(
      try #require(forecast.joint.first { $0.scope == .all }).met, try oracle.output("P(both)"),
      "both")
    try agreement.expectQuantiles(first, oracle, of: "N1")
    try agreement.expectQuantiles(second, oracle, of: "N2")
    // Var(N1 - N2) = Var N1 + Var N2 - 2 cov, with the marginals' variances L + .04 L^2.
    let (v1, v2) = (60 + 0.04 * 3600, 36 + 0.04 * 1296)
    let correlation = try oracle.output("corr(N1,N2)")
    let variance = v1 + v2 - 2 * correlation * (v1 * v2).squareRoot()
    try agreement.expectVariance(forecast[target: "gap"].mean, variance)
  }

  @Test func o14StrikeOncePerTrial() async throws {
    let oracle = try Oracle.load("O14")
    let target = try await agreement.forecast(Compiled.validation("o14"))[target: "s"]
    agreement.expect(target.met, try oracle.output("P(S>=50)"), "P(S>=50)")
    try agreement.expectQuantiles(target, oracle)
    let never = try Compiled.validation("o14", replacing: ["chance: .15": "chance: 0"])
    let always = try Compiled.validation("o14", replacing: ["chance: .15": "chance: 1"])
    let without = try await agreement.forecast(never)[target: "s"].met
    let with = try await agreement.forecast(always)[target: "s"].met
    agreement.expect(without, try oracle.output("P(S>=50|no strike)"), "no strike")
    agreement.expect(with, try oracle.output("P(S>=50|strike)"), "strike")
  }

  @Test func o21FirstPassage() async throws {
    let oracle = try Oracle.load("O21")
    let target = try await agreement.forecast(Compiled.validation("o21"))[target: "n"]
    agreement.expect(target.met, try oracle.output("P(tau<=12)"), "P(tau<=12)")
    for month in 9...14 {
      let first = Proportion(count: target.firstReached[month - 1], trials: target.met.trials)
      agreement.expect(first, try oracle.output("P(tau=\(month))"), "P(tau=\(month))")
    }
    // E[tau] is the sum of P(tau > t) over t; at 36 months none is left.
    var mean = 0.0
    var square = 0.0
    for (place, count) in target.firstReached.enumerated() {
      mean += Double((place + 1) * count)
      square += Double((place + 1) * (place + 1) * count)
    }
    let n = Double(target.met.trials)
    #expect(target.firstReached.reduce(0, +) == target.met.trials)
    let error = ((square / n - mean / n * mean / n) / n).squareRoot()
    #expect((mean / n - (try oracle.output("E[tau]"))).magnitude <= Proof.band * error)
  }

  @Test func o22TruncationAtRemainingSites() async throws {
    let oracle = try Oracle.load("O22")
    let forecast = try await agreement.forecast(Compiled.validation("o22"))
    for month in 10...12 {
      agreement.expect(
        forecast[target: "by\(month)"].met, try oracle.output("P(all used by \(month))"),
        "by \(month)")
    }
    try agreement.expect(forecast[target: "by12"].mean, try oracle.output("E[S12]"), "E[S12]")
    try agreement.expectQuantiles(forecast[target: "by12"], oracle)
  }

  @Test func o34MonthsLostToWeather() async throws {
    let oracle = try Oracle.load("O34")
    let target = try await agreement.forecast(Compiled.validation("o34"))[target: "s"]
    agreement.expect(target.met, try oracle.output("P(S>=55)"), "P(S>=55)")
    try agreement.expect(target.mean, try oracle.output("E[S]"), "E[S]")
    try agreement.expectVariance(target.mean, try oracle.output("Var[S]"))
    try agreement.expectQuantiles(target, oracle)
  }

  @Test func o35NoRandomness() async throws {
    let forecast = try await agreement.forecast(Compiled.validation("o35"))
    let (sixty, more) = (forecast[target: "sixty"], forecast[target: "sixty-one"])
    #expect(sixty.met.value == 1)
    #expect(sixty.met.interval.upperBound == 1)
    #expect(sixty.met.interval.lowerBound > 0.99 && sixty.met.interval.lowerBound < 1)
    #expect(more.met.value == 0)
    #expect(more.met.interval.lowerBound == 0)
    #expect(more.met.interval.upperBound > 0 && more.met.interval.upperBound < 0.01)
    #expect(sixty.mean == MeanEstimate(value: 60, standardError: 0))
    for quantile in [sixty.p10, sixty.p50, sixty.p90] {
      #expect([quantile.value, quantile.low, quantile.high] == [60, 60, 60])
    }
  }

  @Test func o39NetAdditions() async throws {
    let oracle = try Oracle.load("O39")
    let target = try await agreement.forecast(Compiled.validation("o39"))[target: "net"]
    agreement.expect(target.met, try oracle.output("P(S>=60)"), "P(S>=60)")
    try agreement.expect(target.mean, try oracle.output("E[S]"), "E[S]")
    try agreement.expectVariance(target.mean, try oracle.output("Var[S]"))
    try agreement.expectQuantiles(target, oracle)
  }

  @Test func o40CapWithBacklog() async throws {
    let oracle = try Oracle.load("O40")
    let forecast = try await agreement.forecast(Compiled.validation("o40"))
    agreement.expect(forecast[target: "s"].met, try oracle.output("P(S12>=58)"), "P(S12>=58)")
    try agreement.expect(forecast[target: "s"].mean, try oracle.output("E[S12]"), "E[S12]")
    agreement.expect(forecast[target: "clear"].met, try oracle.output("P(B12=0)"), "P(B12=0)")
    try agreement.expectQuantiles(forecast[target: "s"], oracle)
  }
}

@Suite struct UnitOracleTests {
  let agreement = Agreement()

  @Test func o07GeometricProjects() async throws {
    let oracle = try Oracle.load("O07")
    // The same hazard as a duration and as a monthly chance.
    for edit in [[:], ["takes: {geometric: .09}": "chance: .09"]] {
      let plan = try Compiled.validation("o07", replacing: edit)
      let target = try await agreement.forecast(plan)[target: "n"]
      agreement.expect(target.met, try oracle.output("P(N>=28)"), "P(N>=28)")
      try agreement.expect(target.mean, 40 * (try oracle.output("F(12)")), "40 F(12)")
      try agreement.expectQuantiles(target, oracle)
    }
  }

  @Test func o08StaggeredCohorts() async throws {
    let oracle = try Oracle.load("O08")
    let target = try await agreement.forecast(Compiled.validation("o08"))[target: "n"]
    agreement.expect(target.met, try oracle.output("P(N18>=22)"), "P(N18>=22)")
    try agreement.expect(target.mean, try oracle.output("E[N18]"), "E[N18]")
    try agreement.expectQuantiles(target, oracle)
  }

  @Test func o09ThreeStagesOneAfterAnother() async throws {
    let oracle = try Oracle.load("O09")
    let forecast = try await agreement.forecast(Compiled.validation("o09"))
    for deadline in [14, 15, 18] {
      agreement.expect(
        forecast[target: "by\(deadline)"].met, try oracle.output("P(sum<=\(deadline))"),
        "by \(deadline)")
    }
    let finish = forecast[target: "finish"]
    agreement.expect(finish.met, try oracle.output("P(sum<=15)"), "finish")
    try agreement.expect(finish.mean, try oracle.output("E[sum]"), "E[sum]")
    try agreement.expectQuantiles(finish, oracle)
  }

  @Test func o10MergeOfPermits() async throws {
    let oracle = try Oracle.load("O10")
    let forecast = try await agreement.forecast(Compiled.validation("o10"))
    agreement.expect(forecast[target: "by8"].met, try oracle.output("P(max<=8)"), "by 8")
    let finish = forecast[target: "finish"]
    agreement.expect(finish.met, try oracle.output("P(max<=8)"), "finish")
    try agreement.expect(finish.mean, try oracle.output("E[max]"), "E[max]")
    try agreement.expectQuantiles(finish, oracle)
  }

  @Test func o17TandemWithEndlessSupply() async throws {
    let oracle = try Oracle.load("O17")
    let forecast = try await agreement.forecast(Compiled.validation("o17"))
    agreement.expect(forecast[target: "d"].met, try oracle.output("P(D24>=9)"), "P(D24>=9)")
    try agreement.expect(forecast[target: "d"].mean, try oracle.output("E[D24]"), "E[D24]")
    try agreement.expect(
      forecast[target: "queue"].mean, try oracle.output("E[queue24]"), "E[queue24]")
    try agreement.expectQuantiles(forecast[target: "d"], oracle)
  }

  @Test func o19PipelineOfChances() async throws {
    let oracle = try Oracle.load("O19")
    let target = try await agreement.forecast(Compiled.validation("o19"))[target: "d"]
    agreement.expect(target.met, try oracle.output("P(D12>=42)"), "P(D12>=42)")
    try agreement.expect(target.mean, 50 * (try oracle.output("P(G1+G2<=12)")), "mean")
    try agreement.expectQuantiles(target, oracle)
  }

  @Test func o24SharedCrewsByPriority() async throws {
    let oracle = try Oracle.load("O24")
    let forecast = try await agreement.forecast(Compiled.validation("o24"))
    agreement.expect(forecast[target: "a12"].met, try oracle.output("P(A done by 12)"), "A")
    agreement.expect(forecast[target: "b12"].met, try oracle.output("P(B>=5 by 12)"), "B")
    agreement.expect(
      forecast[group: "both"], try oracle.output("P(A done and B>=5 by 12)"), "both")
    agreement.expect(
      forecast[group: "everything"], try oracle.output("P(all 14 done by 15)"), "all")
    try agreement.expect(
      forecast[target: "b12"].mean, try oracle.output("E[B done 12]"), "E[B done 12]")
    try agreement.expectQuantiles(forecast[target: "b12"], oracle, of: "B done at 12")
  }

  @Test func o29UnitsByTheirOwnChance() async throws {
    let oracle = try Oracle.load("O29")
    let a = try await agreement.forecast(Compiled.validation("o29"))
    let plan = try Compiled.validation("o29", replacing: ["chance: .6": "chance: .66"])
    let b = try await agreement.forecast(plan)
    agreement.expect(a[target: "n"].met, try oracle.output("P(A)"), "A")
    agreement.expect(b[target: "n"].met, try oracle.output("P(B)"), "B")
  }

  @Test func o31CrewAllocations() async throws {
    let oracle = try Oracle.load("O31")
    let second = [".056": ".064", ".0735": ".063"]
    let third = [".056": ".064", ".09": ".075"]
    for (edit, name) in [([:], "best"), (second, "second"), (third, "third")] {
      let forecast = try await agreement.forecast(Compiled.validation("o31", replacing: edit))
      let all = try #require(forecast.joint.first { $0.scope == .all })
      agreement.expect(all.met, try oracle.output("\(name) objective"), name)
    }
  }
}

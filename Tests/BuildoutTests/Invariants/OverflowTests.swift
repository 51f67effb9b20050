import Buildout
import TestSupport
import Testing

/// Numbers that grow beyond what can be counted stop the run, with what is needed to see why.
@Suite struct OverflowTests {
  @Test(arguments: [
    "gamma: {mean: 1, cv: 10}", "uniform: [0, 1]", "triangular: [0, 1, 2]",
    "beta: {alpha: 1, beta: 2}",
    "table: {values: [0, 1], weights: [1, 1]}", "weibull: {shape: .3, scale: 1}",
  ])
  func aFactorThatMayBeNothingHasNoNegativePower(_ distribution: String) {
    #expect {
      try Compiled.plan(
        """
        scenario: {id: power, start: 2021-01, months: 1}
        factors: {k: {\(distribution)}}
        programmes: {p: {unit: u, steps: {s: {rate: 1, factors: {k: -1}}}}}
        targets: {t: {measure: p.completed, atLeast: 1, due: 2021-01}}
        """)
    } throws: { "\($0)".contains("factor 'k' can be ") }
  }

  @Test(arguments: [
    ("lognormal: {median: 1, sigma: .5}", -1.0), ("gamma: {mean: 1, cv: .5}", -2),
    ("uniform: [.1, 1]", -3), ("exponential: 1", 3), ("lognormal: {median: 1, sigma: 2}", 1),
  ])
  func ordinaryPowersAreAccepted(_ distribution: String, _ exponent: Double) throws {
    _ = try Compiled.plan(
      """
      scenario: {id: power, start: 2021-01, months: 1}
      factors: {k: {\(distribution)}}
      programmes: {p: {unit: u, steps: {s: {rate: 1, factors: {k: \(exponent)}}}}}
      targets: {t: {measure: p.completed, atLeast: 1, due: 2021-01}}
      """)
  }

  /// A product of large numbers that each are accepted.
  private static func plan(_ step: String, _ measure: String, extra: String = "") throws -> Plan {
    let factors = (0..<32).map { "f\($0): {lognormal: {median: 1e10, sigma: .1}}" }
    let loads = (0..<32).map { "f\($0): 1" }
    return try Compiled.plan(
      """
      scenario: {id: overflow, start: 2021-01, months: 3}
      factors: {\(factors.joined(separator: ", "))}
      \(extra)
      programmes:
        calm: {unit: u, steps: {s: {rate: 1}}}
        p: {unit: u, \(step.replacing("LOADS", with: "factors: {\(loads.joined(separator: ", "))}"))}
      targets:
        calm: {measure: calm.completed, atLeast: 1, due: 2021-03}
        t: {measure: \(measure), atLeast: 1, due: 2021-03}
      """)
  }

  @Test(arguments: [
    "steps: {s: {rate: 1e10, LOADS}}", "steps: {s: {rate: 1e10, cap: 5, LOADS}}",
    "cohorts: [{}], steps: {s: {takes: 1e10, LOADS, uses: {crews: 1}}}",
    "steps: {s: {rate: {poisson: 3}, LOADS, window: [2021-01, 2021-02]}}",
  ])
  func aSpeedBeyondBoundsStopsTheRun(_ step: String) async throws {
    let plan = try Self.plan(step, "p.completed", extra: "pools: {crews: {capacity: 1}}")
    for threads in [1, 3] {
      let error = await #expect(throws: TrialOverflow.self) {
        _ = try await plan.forecast(RunSettings(trials: 1000, seed: 7, threads: threads))
      }
      let overflow = try #require(error)
      #expect(overflow.subject == .step(programme: "p", step: "s"))
      #expect(overflow.target == "t")
      #expect(overflow.trial == 0 && overflow.seed == 7)
      #expect(plan.trace(trial: overflow.trial, seed: 7).overflow == overflow)
    }
  }

  @Test func aMeasureBeyondBoundsStopsTheRun() async throws {
    let plan = try Self.plan(
      "steps: {s: {rate: {lognormal: {median: 1e10, sigma: 1}}}}", "{ratio: [p.completed, 1e-300]}")
    let error = await #expect(throws: TrialOverflow.self) {
      _ = try await plan.forecast(RunSettings(trials: 300))
    }
    #expect(error?.subject == .target("t"))
    #expect(error?.month.description == "2021-01")
  }

  /// Programmes that share nothing are simulated one after the other; told is what overflows first.
  @Test func theFirstMonthIsTold() async throws {
    let factors = (0..<13).map { "f\($0)" }
    let loads = factors.map { "\($0): 1" }.joined(separator: ", ")
    func programme(_ id: String, _ pool: String, from month: String) -> String {
      "\(id): {unit: u, steps: {s: {rate: 1e12, factors: {\(loads)}, uses: {\(pool): 1}, "
        + "window: [\(month), 2021-03]}}}"
    }
    let plan = try Compiled.plan(
      """
      scenario: {id: overflow, start: 2021-01, months: 3}
      factors: {\(factors.map { "\($0): {lognormal: {median: 1e10, sigma: .1}}" }.joined(separator: ", "))}
      pools: {crews: {capacity: 1}, gangs: {capacity: 1}}
      programmes:
        \(programme("a", "crews", from: "2021-03"))
        \(programme("b", "gangs", from: "2021-02"))
      targets:
        a: {measure: a.completed, atLeast: 1, due: 2021-03}
        b: {measure: b.completed, atLeast: 1, due: 2021-03}
      """)
    let error = await #expect(throws: TrialOverflow.self) {
      _ = try await plan.forecast(RunSettings(trials: 20))
    }
    let overflow = try #require(error)
    #expect(overflow.subject == .step(programme: "b", step: "s"))
    #expect(overflow.month.description == "2021-02")
    let trace = plan.trace(trial: overflow.trial, seed: overflow.seed)
    #expect(trace.overflow == overflow)
    #expect(trace.months.count == 1)
  }

  /// More units than can be followed one by one, through a factor that no check foresees: in one trial of five hundred.
  @Test func tooManyUnitsStopTheRun() async throws {
    let plan = try Compiled.plan(
      """
      scenario: {id: units, start: 2021-01, months: 3}
      factors: {k: {lognormal: {median: 1e-6, sigma: 8}}}
      programmes: {p: {unit: u, steps: {s: {rate: 100, factors: {k: 1}}, t: {chance: .5}}}}
      targets: {t: {measure: p.completed, atLeast: 1, due: 2021-03}}
      """)
    let error = await #expect(throws: TrialOverflow.self) {
      _ = try await plan.forecast(RunSettings(trials: 5000))
    }
    #expect(error?.subject == .units(programme: "p", step: "s"))
  }

  @Test func anOptionThatOverflowsIsNamed() async throws {
    let plan = try Self.plan("steps: {s: {rate: 1, LOADS, cap: 1}}", "p.completed")
    var base = plan.scenario
    base.programmes = try Compiled.plan(
      """
      scenario: {id: overflow, start: 2021-01, months: 3}
      programmes: {calm: {unit: u, steps: {s: {rate: 1}}}, p: {unit: u, steps: {s: {rate: 1, cap: 1}}}}
      targets: {calm: {measure: calm.completed, atLeast: 1, due: 2021-03}, t: {measure: p.completed, atLeast: 1, due: 2021-03}}
      """
    ).scenario.programmes
    let option = ResourcingOption(id: "fast", scenario: plan.scenario)
    let error = await #expect(throws: TrialOverflow.self) {
      _ = try await Plan(base).compare([option], RunSettings(trials: 256))
    }
    #expect(error?.option == "fast")
  }

  // MARK: The sweep

  private static let distributions = [
    "1e15", "{lognormal: {median: 1e15, sigma: 10}}", "{gamma: {mean: 1e15, cv: 30}}",
    "{studentT: {df: .1, location: 1e15, scale: 1e15}}", "{normal: {mean: 0, sd: 1e15, min: 0}}",
    "0",
    "1e-300", "{table: {values: [0, 1e15], weights: [1, 1]}}",
    "{weibull: {shape: .1, scale: 1e15}}",
  ]
  private static let factors = [
    "1e15", "0", "1e-300", "{table: {values: [0, 1e15], weights: [1, 1]}}",
    "{lognormal: {median: 1, sigma: 10}}",
  ]
  private static let exponents = ["1", "-1", "100", "-100", "0", "0.5"]

  private static func scenario(
    _ distribution: String, _ factor: String, _ exponent: String, kind: Int
  )
    -> String
  {
    let loads = "factors: {k: \(exponent)}, season: s"
    let step = [
      "rate: \(distribution), \(loads), cost: \(distribution), uses: {c: 1e-9, b: 1e9}",
      "rate: \(distribution), \(loads), start: -1e15",
      "takes: \(distribution), \(loads), cost: \(distribution), uses: {c: 1}",
      "chance: .5, \(loads), cost: 1e15",
      "rate: 1e15, \(loads), backlog: \(distribution), cap: 1e15",
    ][kind]
    let isUnits = kind == 2 || kind == 3
    var targets =
      "t: {measure: \(kind == 1 ? "p.level" : "p.completed"), atLeast: 5, due: 2021-03}\n"
    if kind != 1 {
      targets += """
          u: {measure: {ratio: [p.completed, p.started]}, atMost: 1, due: 2021-03}
          w: {measure: {share: [p.completed, {difference: [p.completed, p.started]}]}, above: 0, due: 2021-03}

        """
    }
    if isUnits {
      targets += "  y: {measure: {sum: [p.finish, p.completed]}, atMost: 1e15, due: 2021-03}\n"
    }
    return """
      scenario: {id: o, start: 2021-01, months: 3}
      seasons: {s: [0, 1e3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}
      factors: {k: \(factor)}
      pools: {c: {capacity: 1e15}, b: {capacity: \(distribution), reusable: false}}
      programmes: {p: {unit: u, \(isUnits ? "cohorts: [{number: 3, size: \(distribution)}], " : "")steps: {build: {\(step)}}}}
      targets:
        \(targets)
      """
  }

  /// Heavy tails, exponents, levels, ratios and differences together: either refused, or stopped with
  /// the trial's number, or finite throughout.
  @Test func noInfinityIsCounted() async throws {
    var index = 0
    var answered = 0
    for distribution in Self.distributions {
      for factor in Self.factors {
        for exponent in Self.exponents {
          for kind in 0..<5 {
            index += 1
            guard Proof.isLong || index % 9 == 0 else { continue }
            let yaml = Self.scenario(distribution, factor, exponent, kind: kind)
            guard let plan = try? Compiled.plan(yaml) else { continue }
            let forecast: Forecast
            do {
              forecast = try await plan.forecast(RunSettings(trials: 60))
            } catch let overflow as TrialOverflow {
              #expect(plan.trace(trial: overflow.trial, seed: 1).overflow == overflow, "\(yaml)")
              continue
            }
            answered += 1
            for target in forecast.targets where target.target.id != "y" {
              for quantile in [target.p10, target.p50, target.p90] {
                #expect(quantile?.value.isFinite ?? true, "\(yaml)")
              }
              #expect(target.mean?.value.isFinite ?? true, "\(yaml)")
            }
          }
        }
      }
    }
    #expect(answered > index / 30)
  }
}

import Buildout
import TestSupport
import Testing

@Suite struct ComparisonTests {
  private func option(_ id: String, _ plan: Plan) -> ResourcingOption {
    ResourcingOption(id: id, scenario: plan.scenario)
  }

  /// What is not simulated again must be what a run by itself gives, to the trial.
  @Test(arguments: 0..<(Proof.isLong ? 300 : 3))
  func everyOptionEqualsARunByItself(seed: Int) async throws {
    let base = try Compiled.plan(RandomScenario(seed).description)
    let settings = RunSettings(trials: 300, seed: UInt64(seed), threads: 2)
    var options: [ResourcingOption] = []
    for id in ["crews", "rain", "find", "skill", "flow", "season", "order", "nothing"] {
      options.append(
        ResourcingOption(id: id, scenario: try Self.change(base.scenario, at: id)))
    }
    let comparison = try await base.compare(options, settings)
    let own = try await base.forecast(settings)
    #expect(comparison.targets == own.targets.map(\.met))
    #expect(comparison.joint == own.joint)
    #expect(comparison.targetsMet == own.targetsMet)
    for outcome in comparison.options {
      let forecast = try await Plan(outcome.option.scenario).forecast(settings)
      #expect(outcome.targets.map(\.second) == forecast.targets.map(\.met), "\(outcome.option.id)")
      #expect(outcome.targets.map(\.first) == own.targets.map(\.met))
      #expect(outcome.joint.map(\.second) == forecast.joint.map(\.met))
      #expect(outcome.targetsMet == forecast.targetsMet)
      let gain = forecast.targetsMet.mean.value - own.targetsMet.mean.value
      #expect((outcome.gain.value - gain).magnitude < 1e-9)
    }
    let nothing = try #require(comparison.options.last)
    #expect(nothing.targets.allSatisfy { $0.onlyFirst == 0 && $0.onlySecond == 0 })
    #expect(nothing.gain.isSameInEveryTrial && !nothing.canAffect.contains(true))
  }

  /// The scenario with one kind of entity changed.
  private static func change(_ scenario: Scenario, at id: String) throws -> Scenario {
    var changed = scenario
    switch id {
    case "crews":
      let index = try #require(changed.pools.firstIndex { $0.id == id })
      changed.pools[index] = try changed.pools[index].with(
        capacity: [Quantity(try .constant(12), each: .month)])
    case "rain", "find":
      let index = try #require(changed.risks.firstIndex { $0.id == id })
      changed.risks[index] = try changed.risks[index].with(
        occurrence: id == "rain"
          ? .monthly(Quantity(try .constant(0), each: .trial))
          : .chance(Quantity(try .constant(1), each: .trial), each: .unit))
    case "skill":
      let index = try #require(changed.factors.firstIndex { $0.id == id })
      changed.factors[index] = try Factor(
        id: id, value: Quantity(try .constant(1.5), each: .trial))
    case "flow":
      let flow = changed.programmes[0]
      changed.programmes[0].steps[0] = try flow.steps[0].with(priority: 1)
      changed.programmes[0].cohorts[0] = try flow.cohorts[0].with(
        size: Quantity(try .constant(3), each: .unit))
    case "season":
      changed.seasons[0] = try Season(id: "works", weights: Array(repeating: 1, count: 12))
    case "order": changed.programmes.reverse()
    default: break
    }
    return changed
  }

  /// O29 as a scenario file with options: with a higher chance and the same random draws, whatever the base
  /// finishes the option finishes.
  @Test func o29SameLuck() async throws {
    let oracle = try Oracle.load("O29")
    let agreement = Agreement()
    let (base, options) = try Compiled.options("o29")
    let settings = RunSettings(trials: Proof.trials, seed: 20_210_101, threads: 2)
    let comparison = try await base.compare(options, settings)
    // Two options that say the same in other words are the same in every trial.
    #expect(comparison.options[1].targets == comparison.options[0].targets)
    #expect(comparison.options[1].joint == comparison.options[0].joint)
    #expect(comparison.frontier == ["b", "same"])
    let pair = comparison.options[0].targets[0]
    #expect(Double(pair.onlyFirst) == (try oracle.output("P(only A)")))
    #expect(comparison.isDecisive(pair))
    let only = Proportion(count: pair.onlySecond, trials: pair.trials)
    agreement.expect(only, try oracle.output("P(only B)"), "only B")
    agreement.expect(only, try oracle.output("difference"), "difference")
    agreement.expect(pair.first, try oracle.output("P(A)"), "A")
    agreement.expect(pair.second, try oracle.output("P(B)"), "B")
    agreement.expect(
      Proportion(count: pair.both, trials: pair.trials), try oracle.output("P(both)"), "both")
    // Of the difference by independent runs over that on the same random draws; its own error from the
    // multinomial distribution of the two shares it is made of.
    let factor = { (both: Double, only: Double) in
      let second = both + only
      return (both * (1 - both) + second * (1 - second)) / (only * (1 - only))
    }
    let (p, q, n, step) = (pair.first.value, only.value, Double(pair.trials), 1e-6)
    let slopes = (
      (factor(p + step, q) - factor(p, q)) / step, (factor(p, q + step) - factor(p, q)) / step
    )
    let spread = slopes.0 * p + slopes.1 * q
    let error =
      ((slopes.0 * slopes.0 * p + slopes.1 * slopes.1 * q - spread * spread) / n).squareRoot()
    try agreement.expect(
      MeanEstimate(value: factor(p, q), standardError: error),
      try oracle.output("variance reduction factor"), "variance reduction")
  }

  /// O31 as a scenario file with options: the best three allocations of twenty crews, each crew adding
  /// to a job's monthly chance.
  @Test func o31AllocationsOfCrews() async throws {
    let oracle = try Oracle.load("O31")
    let agreement = Agreement()
    let (best, options) = try Compiled.options("o31")
    for (scenario, name) in zip(
      [best.scenario] + options.map(\.scenario), ["best", "second", "third"])
    {
      let chances = try zip(oracle.allocation(name), [0.008, 0.0105, 0.015]).map {
        Step.Kind.chance(Quantity(try .constant(($0 * $1 * 1e6).rounded() / 1e6), each: .trial))
      }
      #expect(scenario.programmes.map { $0.steps[0].kind } == chances, "\(name)")
    }
    let settings = RunSettings(trials: Proof.trials, seed: 20_210_101, threads: 2)
    let comparison = try await best.compare(options, settings)
    let outcomes = comparison.options
    for (outcome, name) in zip(outcomes, ["second", "third"]) {
      let pair = outcome.joint[0]
      agreement.expect(pair.first, try oracle.output("best objective"), "best")
      agreement.expect(pair.second, try oracle.output("\(name) objective"), name)
    }
    let pair = outcomes[0].joint[0]
    let gap = -(try oracle.output("gap 1-2"))
    let n = Double(pair.trials)
    let discordant = Double(pair.onlyFirst + pair.onlySecond) / n
    let error = ((discordant - gap * gap) / n).squareRoot()
    #expect((pair.difference - gap).magnitude < Proof.band * error)
    let targets = outcomes[0].targets
    #expect(targets[0].onlyFirst == 0, "programme one only gains")
    #expect(targets[1].onlySecond == 0, "programme two only loses")
    #expect(targets[2].onlyFirst + targets[2].onlySecond == 0, "three is untouched")
  }

  /// With soft targets only there are none to be met together, and the comparison says none.
  @Test func noFirmTargets() async throws {
    let plan = try Compiled.plan(
      """
      scenario: {id: soft, start: 2021-01, months: 2}
      programmes: {p: {unit: x, sector: s, cohorts: [{number: 9}], steps: {a: {chance: .3}}}}
      targets: {t: {measure: p.completed, atLeast: 4, due: 2021-02, firmness: soft}}
      groups: {g: {targets: [t]}}
      """)
    let settings = RunSettings(trials: 300)
    let forecast = try await plan.forecast(settings)
    #expect(forecast.joint.map(\.scope) == [.group("g")])
    #expect(forecast.joint[0].met == forecast[target: "t"].met)
    #expect(forecast.targetsMet.of == 0 && forecast.targetsMet.counts == [300])
    var better = plan.scenario
    better.programmes[0].steps[0] = try better.programmes[0].steps[0].with(
      kind: .chance(Quantity(try .constant(0.6), each: .trial)))
    let comparison = try await plan.compare([option("b", try Plan(better))], settings)
    #expect(comparison.joint == forecast.joint && comparison.targetsMet == forecast.targetsMet)
    #expect(comparison.options[0].targetsMet == forecast.targetsMet)
    #expect(comparison.options[0].joint == comparison.options[0].targets)
    #expect(comparison.options[0].gain.isSameInEveryTrial)
  }

  /// Two plans of the same distribution but different random draws are told apart no oftener than the level allows.
  @Test func twinsAreSeldomDecisive() async throws {
    let yaml = { (first: Int, second: Int) in
      """
      scenario: {id: twins, start: 2021-01, months: 1}
      programmes:
        a: {unit: thing, cohorts: [{number: \(first)}], steps: {build: {chance: .5}}}
        b: {unit: thing, cohorts: [{number: \(second)}], steps: {build: {chance: .5}}}
      targets:
        done: {measure: {sum: [a.completed, b.completed]}, atLeast: 3, due: 2021-01}
      """
    }
    let base = try Compiled.plan(yaml(5, 0))
    let twin = option("twin", try Compiled.plan(yaml(0, 5)))
    let repetitions = Proof.isLong ? 2000 : 200
    var decisive = 0
    for seed in 0..<repetitions {
      let settings = RunSettings(trials: 400, seed: UInt64(seed), threads: 1)
      let comparison = try await base.compare([twin], settings)
      if comparison.isDecisive(comparison.options[0].targets[0]) { decisive += 1 }
    }
    // 5 % and chance: 6.5 % of 2,000 is three standard errors, of 200 it would be one.
    #expect(Double(decisive) <= (Proof.isLong ? 0.065 : 0.1) * Double(repetitions))
  }

  @Test func threadsChangeNothing() async throws {
    let base = try Compiled.plan(RandomScenario(5).description)
    let other = ResourcingOption(id: "c", scenario: try Self.change(base.scenario, at: "crews"))
    let one = try await base.compare([other], RunSettings(trials: 1000, seed: 3, threads: 1))
    let three = try await base.compare([other], RunSettings(trials: 1000, seed: 3, threads: 3))
    #expect(one == three)
  }
}

import ScenarioFormat
import TestSupport
import Testing

@testable import Buildout

/// Options that begin in the middle of the horizon.
@Suite struct PhaseTests {
  private static func options(_ yaml: String) throws -> (plan: Plan, options: [ResourcingOption]) {
    let document = try ScenarioDocument(yaml: yaml, file: "dated.yaml")
    return (try Plan(document.scenario), document.options)
  }

  /// Everything that may be dated, with what is certain about it: `value` of the target's measure at the
  /// year's end as it stands, from July on, and all year.
  private static let datable: [(set: String, stands: Double, july: Double, year: Double)] = [
    ("programmes.flow.steps.do.rate: 20", 120, 180, 240),
    ("programmes.capped.steps.do.cap: 9", 60, 84, 108),
    ("pools.crews.capacity: 5", 24, 42, 60),
    ("pools.crews.season: half", 24, 18, 12),
    ("programmes.crewed.steps.do.uses.crews: 2", 24, 18, 12),
    ("seasons.flat: [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]", 120, 180, 240),
    ("programmes.seasonal.steps.do.season: half", 120, 90, 60),
    ("programmes.served.steps.do.servers: 3", 12, 24, 36),
    ("programmes.tried.steps.do.chance: 1", 0, 100, 100),
    ("programmes.timed.steps.do.takes: 2", 1, 2, 2),
    ("risks.storm.monthly: 0", 0, 60, 120),
    ("risks.drag.speed: 1", 60, 90, 120),
    ("programmes.paid.steps.do.cost: 3", 240, 300, 360),
    ("programmes.arrivals.cohorts.0.number: 5", 24, 42, 60),
    ("factors.pace: {constant: 2, each: month}", 120, 180, 240),
  ]

  private static let programmes = """
    scenario: {id: dated, start: 2021-01, months: 12, money: M}
    seasons:
      flat: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
      half: [.5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5]
    pools: {crews: {capacity: 2}}
    factors: {pace: {constant: 1, each: month}}
    risks:
      storm: {monthly: 1, on: [stormy], speed: 0}
      drag: {monthly: 1, on: [dragged], speed: .5}
    programmes:
      flow: {unit: t, steps: {do: {rate: 10}}}
      capped: {unit: t, steps: {do: {rate: 10, cap: 5, backlog: 0}}}
      crewed: {unit: t, steps: {do: {rate: 10, uses: {crews: 1}}}}
      seasonal: {unit: t, steps: {do: {rate: 10, season: flat}}}
      served: {unit: t, cohorts: [{number: 100}], steps: {do: {takes: 1, servers: 1}}}
      tried: {unit: t, cohorts: [{number: 100}], steps: {do: {chance: 0}}}
      timed: {unit: t, cohorts: [{number: 1}, {number: 1, start: 2021-07}], steps: {do: {takes: 7}}}
      stormy: {unit: t, steps: {do: {rate: 10}}}
      dragged: {unit: t, steps: {do: {rate: 10}}}
      paid: {unit: t, steps: {do: {rate: 10, cost: 2}}}
      arrivals: {unit: t, cohorts: [{number: 2, monthly: true}], steps: {do: {rate: 1000}}}
      paced: {unit: t, steps: {do: {rate: 10, factors: {pace: 1}}}}

    """

  /// What acts later bears on no month that is past, unless the chance of something that acts now depends on it.
  @Test(arguments: [
    ("works: {chance: 1, window: [2021-08, 2021-12], on: [flow], speed: 2}", true),
    ("works: {chance: 1, window: [2021-07, 2021-12], on: [flow], speed: 2}", false),
    ("works: {chance: 1, on: [flow], speed: 2}", false),
    (
      "works: {chance: .2, window: [2021-08, 2021-12], on: [flow], speed: 2}, "
        + "rain: {chance: .1, given: {works: .5}, on: [flow], speed: .5}", false
    ),
  ])
  func whatActsLaterLeavesThePastAsItWas(_ risks: String, _ isAlike: Bool) throws {
    func scenario(_ risks: String, rate: Int = 10) throws -> Scenario {
      try Compiled.plan(
        """
        scenario: {id: alike, start: 2021-01, months: 12}
        risks: {haze: {chance: .1, on: [flow], speed: .9}\(risks.isEmpty ? "" : ", " + risks)}
        programmes: {flow: {unit: t, steps: {do: {rate: \(rate)}}}}
        targets: {done: {measure: flow.completed, atLeast: 100, due: 2021-12}}
        """
      ).scenario
    }
    let plain = try scenario("")
    #expect(try plain.isAlike(scenario(risks), until: 7) == isAlike)
    #expect(try !plain.isAlike(scenario("", rate: 11), until: 7))
    var promised = plain
    promised.targets = []
    #expect(plain.isAlike(promised, until: 7))
  }

  private static func measure(_ set: String) -> String {
    let keys = set.split(separator: ":")[0].split(separator: ".")
    switch keys[0] {
    case "pools": return "crewed.completed"
    case "seasons": return "seasonal.completed"
    case "risks": return keys[1] == "storm" ? "stormy.completed" : "dragged.completed"
    case "factors": return "paced.completed"
    default:
      return keys[1] == "paid"
        ? "paid.spent"
        : keys[1] == "arrivals"
          ? "{sum: [arrivals.completed, arrivals.inProgress]}" : "\(keys[1]).completed"
    }
  }

  /// The mean of the target's measure by month.
  private func p50(_ scenario: Scenario) async throws -> [Double] {
    let forecast = try await Plan(scenario).forecast(RunSettings(trials: 3))
    return try forecast.targets[0].monthly.map { try #require($0.p50) }
  }

  @Test(
    "What is changed from July on is as it was before, and as changed after", arguments: datable)
  func certain(set: String, stands: Double, july: Double, year: Double) async throws {
    let (plan, options) = try Self.options(
      Self.programmes + """
        targets: {t: {measure: \(Self.measure(set)), atLeast: 1, due: 2021-12}}
        options:
          year: {set: {\(set)}}
          july: {set: {\(set)}, from: 2021-07}

        """)
    let (base, late) = (try await p50(plan.scenario), try await p50(options[1].scenario))
    #expect(base[11] == stands)
    #expect(try await p50(options[0].scenario)[11] == year)
    #expect(late[11] == july, "\(late)")
    #expect(late[..<6] == base[..<6])
  }

  private static let uncertain = """
    scenario: {id: draws, start: 2021-01, months: 12, money: M}
    seasons: {works: [.4, .5, .8, 1.1, 1.3, 1.4, 1.4, 1.3, 1.2, 1, .9, .7]}
    pools: {crews: {capacity: {normal: {mean: 12, sd: 1, min: 0}, each: month}}}
    factors: {skill: {lognormal: {median: 1, sigma: .2}}, mood: {lognormal: {median: 1, sigma: .1}, each: month}}
    risks:
      haze: {monthly: .2, on: [roads, grids], speed: .5, lasts: {uniform: [1, 3]}}
      regime: {monthly: .2, ends: .4, on: [grids], speed: {uniform: [.2, .6]}}
      late: {chance: .5, on: [roads], delay: {uniform: [1, 2]}}
    programmes:
      roads:
        unit: km
        cohorts: [{number: 30}]
        steps:
          approve: {chance: .2}
          build: {takes: {pert: [1, 2, 4]}, uses: {crews: 1}, season: works, factors: {skill: 1}}
      grids: {unit: s, steps: {do: {rate: {poisson: 30}, factors: {mood: 1}}}}
    targets:
      r: {measure: roads.completed, atLeast: 20, due: 2021-12}
      s: {measure: grids.completed, atLeast: 330, due: 2021-12}

    """

  @Test(
    "Trials are the same to the bit before the month, with the random draws of the year-long option after",
    arguments: [
      "pools.crews.capacity.normal.mean: 8", "programmes.roads.steps.approve.chance: .5",
      "programmes.roads.steps.build.takes.pert.1: 1.5", "risks.haze.monthly: .02",
      "risks.regime.ends: .9", "programmes.grids.steps.do.rate.poisson: 45",
      "factors.mood.lognormal.median: 1.4", "seasons.works.7: 2", "risks.late.delay: 4",
    ])
  func sameDraws(set: String) async throws {
    let (plan, options) = try Self.options(
      Self.uncertain + "options: {july: {set: {\(set)}, from: 2021-07}, year: {set: {\(set)}}, "
        + "second: {set: {\(set)}, from: 2021-02}}\n")
    let settings = RunSettings(trials: 512, seed: 5)
    let base = try await plan.forecast(settings)
    let july = try await Plan(options[0].scenario).forecast(settings)
    var differ = false
    for (a, b) in zip(base.targets, july.targets) {
      #expect(a.monthly[..<6] == b.monthly[..<6])
      #expect(a.firstReached[..<6] == b.firstReached[..<6])
      differ = differ || a.monthly != b.monthly
    }
    #expect(differ)
    // Compared with each other, the phases are simulated too.
    let compared = try await plan.compare(options, settings)
    #expect(compared.options[0].targets.map(\.second) == july.targets.map(\.met))
    #expect(
      compared.options[0].targets.contains { $0.onlyFirst + $0.onlySecond > 0 }
        || set.contains("late"))
  }

  @Test("A plan that becomes itself is the same to the bit")
  func becomingItself() async throws {
    for seed in 1...30 {
      let plan = try Compiled.plan(RandomScenario(seed).description)
      var same = plan.scenario
      same.later = [5, 9].map {
        Phase(from: same.calendar.month($0), scenario: plan.scenario)
      }
      let settings = RunSettings(trials: 64, seed: UInt64(seed))
      #expect(
        try await Plan(same).forecast(settings).targets == plan.forecast(settings).targets,
        "seed \(seed)")
    }
  }

  @Test("A dated capacity is a capacity by month")
  func capacityByMonth() async throws {
    let (plan, options) = try Self.options(
      Self.uncertain.replacing(
        "{capacity: {normal: {mean: 12, sd: 1, min: 0}, each: month}}", with: "{capacity: 6}")
          + """
          options:
            dated: {set: {pools.crews.capacity: 9}, from: 2021-05}
            listed: {set: {pools.crews.capacity: [6, 6, 6, 6, 9, 9, 9, 9, 9, 9, 9, 9]}}

          """)
    let compared = try await plan.compare(options, RunSettings(trials: 600))
    #expect(compared.options[0].targets == compared.options[1].targets)
    #expect(compared.options[0].targets[0].onlySecond > 0)
  }

  @Test("A monthly cost counts from its month on, each part's from its own")
  func cost() throws {
    let (_, options) = try Self.options(
      Self.programmes + """
        targets: {t: {measure: flow.completed, atLeast: 1, due: 2021-12}}
        options:
          year: {set: {pools.crews.capacity: 3}, cost: {oneOff: 1, monthly: 2}}
          july: {set: {programmes.flow.steps.do.rate: 12}, from: 2021-07, cost: {oneOff: 1, monthly: 2}}
          last: {set: {programmes.paid.steps.do.rate: 12}, from: 2021-12, cost: {monthly: 10}}
          first: {set: {pools.crews.capacity: 4}, from: 2021-01, cost: {monthly: 1}}
          all: {extends: [year, july, last], cost: {monthly: .5}}
          more: {extends: july, set: {pools.crews.capacity: 4}, from: 2021-10, cost: {monthly: 1}}

        """)
    let costs: [Double] = [25, 13, 10, 12, 54, 16]
    #expect(options.map(\.cost) == costs)
    let monthly: [Double] = [2, 2, 10, 1, 14.5, 3]
    #expect(options.map(\.monthlyCost) == monthly)
    let from: [String] = options.map { $0.from?.description ?? "-" }
    #expect(from == ["-", "2021-07", "2021-12", "-", "-", "2021-10"])
    let phases = options.map { $0.scenario.later.map(\.from.description).joined(separator: " ") }
    #expect(
      phases == ["", "2021-07", "2021-12", "", "2021-07 2021-12", "2021-07 2021-10"])
  }

  /// What is wrong with a plan, and where.
  private static func faults(_ scenario: Scenario) -> [String] {
    scenario.faults().map { "\($0.path.joined(separator: ".")): \($0.problem)" }
  }

  @Test("A plan made in code cannot become what is settled when the horizon begins")
  func settledOnce() throws {
    let base = try Compiled.plan(Self.uncertain).scenario
    var other = base
    other.programmes[0].cohorts[0].number = Quantity(.zero, each: .trial)
    var plan = base
    plan.later = [Phase(from: base.calendar.month(4), scenario: other)]
    #expect(
      Self.faults(plan) == [
        "later.0: what is settled when the horizon begins is to change in 2021-04"
      ])
    plan.later = [Phase(from: base.calendar.month(1), scenario: base)]
    #expect(Self.faults(plan) == ["later.0: a phase begins in 2021-01"])
    plan.later = [4, 3].map { Phase(from: base.calendar.month($0), scenario: base) }
    #expect(Self.faults(plan) == ["later.1: a phase begins in 2021-03"])
  }
}

import Buildout
import TestSupport
import Testing

/// Draws belong to ids: what stands beside an entity moves none of its draws.
@Suite struct IsolationTests {
  static let seeds = 0..<(Proof.isLong ? 500 : 12)
  static let trials = Proof.isLong ? 20 : 4

  /// Programmes that share random draws (factors, risks) and nothing else.
  private static func yaml(_ programmes: [String], extra: String = "") -> String {
    let known = [
      "permits": """
        permits:
          unit: permit
          sector: offices
          cohorts: [{number: {poisson: 6}}, {number: {poisson: 2}, monthly: true, ceiling: 9}]
          steps:
            review: {chance: {beta: {alpha: 3, beta: 5}}, servers: 4, then: {issue: 5, review: 2, cancelled: 1}}
            issue: {takes: {gamma: {mean: 1, cv: .5}}, factors: {skill: -1}}
      """,
      "roads": """
        roads:
          unit: km
          sector: sites
          cohorts: [{number: 5, size: {gamma: {mean: 2, cv: .4}}, at: build, progress: {uniform: [0, .9]}}, {number: 4, start: 2021-04}]
          steps:
            plan: {takes: {pert: [1, 2, 4]}}
            build: {takes: {lognormal: {median: 4, sigma: .4}}, factors: {skill: 1}, uses: {road-crews: 1}}
      """,
      "stations": """
        stations:
          unit: station
          sector: sites
          steps: {build: {rate: {poisson: 40}, factors: {supply: 1}, cap: 60}, power: {takes: {pert: [.5, 1, 3]}}}
      """,
    ]
    let body = programmes.map { known[$0] ?? $0 }.joined(separator: "\n")
    let first = programmes[0].contains(":") ? "stations" : programmes[0]
    return """
      scenario: {id: isolation, start: 2021-01, months: 12}
      pools: {road-crews: {capacity: 4, whole: true}}
      factors: {skill: {lognormal: {median: 1, sigma: .2}}, supply: {gamma: {mean: 1, cv: .3}, each: month}}
      risks:
        haze: {monthly: .3, on: [\(first)], speed: .4}
      \(extra)programmes:
      \(body)
      targets: {t: {measure: \(first).completed, atLeast: 1, due: 2021-12}}
      """
  }

  private func story(_ trace: Trace, _ programme: String) -> [Trace.ProgrammeTrace] {
    trace.months.compactMap { month in month.programmes.first { $0.programme == programme } }
  }

  @Test(arguments: ["permits", "roads", "stations"])
  func othersMoveNothing(_ id: String) throws {
    let others = ["permits", "roads", "stations"].filter { $0 != id }
    let changed = """
        another:
          unit: thing
          cohorts: [{number: {poisson: 7}, size: {gamma: {mean: 3, cv: 1}}}]
          steps: {work: {takes: {gamma: {mean: 2, cv: 1}}, factors: {skill: 2, supply: 1}}}
      """
    let more = "  quake: {chance: .5, on: [another], speed: 0}\n"
    let alone = try Compiled.plan(Self.yaml([id]))
    let variants = try [
      Self.yaml([id] + others), Self.yaml([id, others[1], others[0]]),
      Self.yaml([id, others[0]]), Self.yaml([id, changed], extra: more),
    ].map { try Compiled.plan($0) }
    for seed in Self.seeds {
      for trial in 0..<Self.trials {
        let expected = alone.trace(trial: trial, seed: UInt64(seed))
        for plan in variants {
          let trace = plan.trace(trial: trial, seed: UInt64(seed))
          #expect(story(trace, id) == story(expected, id))
          #expect(trace.factors == expected.factors)
        }
      }
    }
  }

  /// One unit, struck for sure: how long that delays it is another draw at another step.
  @Test func aDelayIsDrawnForEachStep() throws {
    func finish(_ on: String, _ trial: Int) throws -> Double {
      let plan = try Compiled.plan(
        """
        scenario: {id: delays, start: 2021-01, months: 12}
        risks: {find: {chance: 1, each: unit, on: [\(on)], delay: {uniform: [0, 3]}}}
        programmes: {p: {unit: x, cohorts: [{}], steps: {a: {takes: 1}, b: {takes: 1}}}}
        targets: {finish: {measure: p.finish, atMost: 9, due: 2021-12}}
        """)
      let last = try #require(plan.trace(trial: trial, seed: 1).months.last)
      return try #require(last.targets.first).value - 2
    }
    for trial in 0..<20 {
      let (a, b) = try (finish("p.a", trial), finish("p.b", trial))
      #expect((a - b).magnitude > 1e-6)
      #expect((try finish("p", trial) - a - b).magnitude < 1e-12)
    }
  }

  /// The chance, though, is settled once: struck at one step is struck at the other.
  @Test func aUnitIsStruckAtAllStepsOrNone() throws {
    let plan = try Compiled.plan(
      """
      scenario: {id: struck, start: 2021-01, months: 12}
      risks: {find: {chance: .5, each: unit, on: [p], delay: 1}}
      programmes: {p: {unit: x, cohorts: [{}], steps: {a: {takes: 1}, b: {takes: 1}}}}
      targets: {finish: {measure: p.finish, atMost: 9, due: 2021-12}}
      """)
    let finishes = try (0..<40).map { trial in
      let last = try #require(plan.trace(trial: trial, seed: 1).months.last)
      return try #require(last.targets.first).value
    }
    #expect(Set(finishes) == [2, 4])
  }

  @Test func titlesChangeNoNumber() async throws {
    let plan = try Compiled.plan(Self.yaml(["permits", "roads", "stations"]))
    var renamed = plan.scenario
    let text = Text(en: "Another", zh: "别的")
    renamed.title = text
    renamed.sectors = []
    for index in renamed.programmes.indices {
      renamed.programmes[index].title = text
      renamed.programmes[index].sector = "elsewhere"
      renamed.programmes[index].unit = "else"
      for step in renamed.programmes[index].steps.indices {
        renamed.programmes[index].steps[step].title = text
      }
    }
    for index in renamed.pools.indices { renamed.pools[index].title = text }
    for index in renamed.factors.indices { renamed.factors[index].title = text }
    for index in renamed.risks.indices { renamed.risks[index].title = text }
    for index in renamed.targets.indices { renamed.targets[index].title = text }
    let settings = RunSettings(trials: 700, seed: 5)
    let (a, b) = (
      try await plan.forecast(settings), try await Plan(renamed).forecast(settings)
    )
    for (x, y) in zip(a.targets, b.targets) { #expect(numbers(x) == numbers(y)) }
    #expect(a.targetsMet == b.targetsMet)
  }

  private func numbers(_ target: TargetForecast) -> [AnyHashable] {
    [target.met, target.mean, target.p10, target.p50, target.p90, target.meanShortfall]
      + [target.firstReached, target.monthly]
  }

  /// Both have the same random draws, so they agree to the bit and not only on average.
  @Test(arguments: [
    // A risk that cannot happen, and no risk.
    ("never: {chance: 0, on: [p], speed: 0}", "", ""),
    ("never: {monthly: 0, on: [p], speed: 0}", "", ""),
    ("never: {chance: 0, each: unit, on: [p.build], delay: {uniform: [1, 3]}}", "", ""),
    ("never: {chance: 0, on: [pools.crews], capacity: .1}", "", ""),
    ("never: {monthly: 0, ends: .5, on: [p], cost: 9}", "", ""),
    // A risk that must happen, and the plan in which it has.
    (
      "sure: {chance: 1, on: [p], speed: .5, window: [2021-03, 2021-05]}", "",
      "1, 1, .5, .5, .5, 1, 1, 1, 1, 1, 1, 1"
    ),
    ("sure: {monthly: 1, on: [p], speed: .5}", "", ".5,.5,.5,.5,.5,.5,.5,.5,.5,.5,.5,.5"),
    ("sure: {monthly: 0, ends: 0, acting: true, on: [p], speed: 0}", "", "0,0,0,0,0,0,0,0,0,0,0,0"),
    ("sure: {chance: 1, on: [pools.crews], capacity: .5}", "capacity: 2", ""),
    ("sure: {chance: 1, on: [p], cost: 3}", "cost: 12", ""),
    ("sure: {chance: 1, on: [p.fixed], delay: 1.25}", "takes: 2.5", ""),
    ("sure: {chance: 1, each: unit, on: [p.fixed], delay: 1.25}", "takes: 2.5", ""),
  ])
  func risksWithoutDoubt(_ risk: String, _ edit: String, _ season: String) throws {
    let plan = """
      scenario: {id: doubt, start: 2021-01, months: 12}
      seasons: {year: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}
      pools: {crews: {capacity: 4}}
      risks: {other: {monthly: .2, on: [p], speed: .7}, NONE}
      programmes:
        p:
          unit: km
          cohorts: [{number: 5, size: {gamma: {mean: 2, cv: .4}}}, {number: 3, start: 2021-02}]
          steps:
            fixed: {takes: 1.25, season: year}
            build: {takes: {pert: [1, 2, 5]}, season: year, uses: {crews: 1}, cost: 4}
            open: {chance: .6, season: year}
        q: {unit: m2, steps: {build: {rate: {gamma: {mean: 5, cv: .5}}}}}
      targets: {t: {measure: p.completed, atLeast: 5, due: 2021-12}}
      """
    let parts = edit.split(separator: ":").map(String.init)
    let before = ["capacity": "capacity: 4", "cost": "cost: 4", "takes": "takes: 1.25"]
    var certain = plan.replacing(", NONE", with: "")
    if let old = parts.first.flatMap({ before[$0] }) {
      certain = certain.replacing(old, with: edit)
    }
    if !season.isEmpty {
      certain = certain.replacing("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]", with: "[\(season)]")
    }
    let (a, b) = (
      try Compiled.plan(plan.replacing("NONE", with: risk)), try Compiled.plan(certain)
    )
    for seed in Self.seeds {
      for trial in 0..<Self.trials {
        let left = a.trace(trial: trial, seed: UInt64(seed))
        let right = b.trace(trial: trial, seed: UInt64(seed))
        for (x, y) in zip(left.months, right.months) {
          #expect(x.programmes == y.programmes, "\(risk), seed \(seed), trial \(trial)")
          #expect(x.targets == y.targets && x.pools == y.pools, "\(risk)")
        }
      }
    }
  }
}

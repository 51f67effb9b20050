import TestSupport
import Testing

@testable import Buildout

/// Programmes that share nothing are simulated many trials side by side, all others trial by trial. The ways are
/// two, the numbers one.
@Suite("Side by side gives what trial by trial gives") struct AloneTests {
  /// What flows on their own may have, and units on theirs; ratios and sums across them.
  static let scenario = """
    scenario: {id: alone, start: 2021-01, months: 12, money: M}
    seasons: {works: [.4, .5, .8, 1.1, 1.3, 1.4, 1.4, 1.3, 1.2, 1, .9, .7]}
    factors:
      skill: {lognormal: {median: 1, sigma: .2}}
      mood: {gamma: {mean: 1, cv: .2}, each: month}
    risks:
      haze: {monthly: .3, on: [counts, houses, clinics, deals], speed: .5, cost: 1.5}
      ban: {chance: .4, on: [gamma], window: [2021-04, 2021-06], speed: 0}
      push: {chance: .5, on: [permits], speed: 1.4}
    programmes:
      gamma: {unit: km, steps: {build: {rate: {gamma: {mean: 5, cv: .5}}, factors: {skill: 1}, season: works}}}
      plain: {unit: km, steps: {build: {rate: {gamma: {mean: 5, cv: .8}}}}}
      counts: {unit: s, steps: {do: {rate: {poisson: 20}, factors: {mood: 1}, cost: {uniform: [1, 3]}}}}
      permits: {unit: p, steps: {do: {rate: {poisson: 8}, cap: 9, backlog: 4}}}
      once: {unit: p, steps: {do: {rate: {uniform: [3, 6], each: trial}, remaining: 40, window: [2021-02, 2021-11]}}}
      index: {unit: '%', steps: {drift: {rate: {normal: {mean: .2, sd: 1}}, start: 3, bounds: [0, 8]}}}
      houses:
        unit: h
        cohorts:
          - {number: {poisson: 12}, size: {gamma: {mean: 3, cv: .5}, each: unit}, progress: {uniform: [0, 1], each: unit}}
          - {number: 5, start: 2021-03}
        steps:
          plan: {takes: {pert: [1, 2, 4], each: unit}, then: {build: 7, plan: 2, cancelled: 1}}
          build: {takes: {triangular: [1, 3, 7], each: unit}, season: works, factors: {skill: 1, mood: -1}}
      clinics:
        unit: c
        cohorts: [{number: 9, size: 2.5}]
        steps:
          design: {takes: {lognormal: {mean: 2, cv: .4}, each: trial}}
          build: {takes: {exponential: 2, each: unit}}
      bridges:
        unit: b
        cohorts: [{number: 3, start: 2021-02}]
        steps: {design: {takes: 1.5}, build: {takes: {gamma: {mean: 3, cv: .5}, each: unit}}}
      titles:
        unit: t
        cohorts: [{number: 20, size: 2}, {number: {poisson: 6}, start: 2021-03}]
        steps:
          apply: {takes: {lognormal: {mean: 3, cv: .4}, each: unit}, factors: {skill: 1}, opens: [5, 9], then: {check: 6, cancelled: 1}}
          check: {takes: {pert: [.2, .5, 3], each: unit}, opens: [9, 11, 12]}
      firms:
        unit: f
        cohorts:
          - {number: 4, size: {gamma: {mean: 3, cv: .5}, each: unit}, start: 2021-01}
          - {number: {negativeBinomial: {mean: 5, size: 4}}, size: {gamma: {mean: 3, cv: .5}, each: unit}, monthly: true}
        steps: {settle: {takes: {pert: [.2, .5, 1.5], each: unit}, factors: {skill: 1}, season: works}}
      calls:
        unit: c
        cohorts: [{number: {poisson: 3}, monthly: true}, {number: 2, monthly: true}]
        steps:
          note: {takes: 0}
          answer: {takes: {gamma: {mean: 1, cv: .5}, each: unit}, then: {answer: 2, done: 7, cancelled: 1}}
      deals:
        unit: d
        steps:
          sign: {rate: {negativeBinomial: {mean: 3, size: 8}}, season: works, factors: {skill: 1}}
          start: {takes: {lognormal: {median: 3, sigma: .6}, each: unit}, factors: {mood: 1}}
      kilns:
        unit: k
        steps:
          fire: {rate: {gamma: {mean: 2.3, cv: .4}}, window: [2021-02, 2021-08], then: {cool: 9, cancelled: 1}}
          cool: {takes: {pert: [.1, .5, 2], each: unit}}
    targets:
      a: {measure: gamma.completed, atLeast: 60, due: 2021-12}
      b: {measure: counts.spent, atMost: 500, due: 2021-10}
      c: {measure: permits.backlog, atMost: 5, due: 2021-12}
      d: {measure: once.finish, atMost: 11, due: 2021-12}
      e: {measure: index.level, by: 7, due: 2021-12}
      f: {measure: houses.build.completed, atLeast: 20, due: 2021-12}
      g: {measure: houses.inProgress, atMost: 10, due: 2021-09}
      h: {measure: houses.finish, atMost: 12, due: 2021-12}
      i: {measure: {share: [houses.cancelled, houses.started]}, atMost: 20, due: 2021-12}
      j: {measure: {sum: [plain.completed, gamma.completed]}, atLeast: 100, due: 2021-12}
      k: {measure: {ratio: [clinics.completed, bridges.completed]}, atLeast: 5, due: 2021-12}
      l: {measure: {sum: [clinics.build.inProgress, bridges.design.started]}, atLeast: 8, due: 2021-04}
      m: {measure: bridges.finish, atMost: 8, due: 2021-12}
      n: {measure: permits.lost, atMost: 0, due: 2021-12}
      o: {measure: titles.completed, atLeast: 25, due: 2021-12}
      p: {measure: titles.apply.inProgress, atMost: 10, due: 2021-08}
      q: {measure: titles.finish, atMost: 11, due: 2021-12}
      w: {measure: deals.completed, atLeast: 25, due: 2021-12}
      x: {measure: deals.sign.completed, atLeast: 35, due: 2021-12}
      y: {measure: deals.start.inProgress, atMost: 15, due: 2021-11}
      z: {measure: deals.started, atLeast: 20, due: 2021-07}
      aa: {measure: kilns.finish, atMost: 9, due: 2021-12}
      ab: {measure: {share: [kilns.cancelled, kilns.started]}, atMost: 12, due: 2021-12}
      r: {measure: firms.completed, atLeast: 150, due: 2021-12}
      s: {measure: {number: firms.inProgress}, atMost: 5, due: 2021-09}
      t: {measure: calls.completed, atLeast: 30, due: 2021-12}
      u: {measure: calls.answer.inProgress, atMost: 9, due: 2021-07}
      v: {measure: {number: calls.started}, atLeast: 28, due: 2021-06}
    """

  /// Flows that share pools of every kind, in four clusters.
  static let sharing = """
    scenario: {id: sharing, start: 2021-01, months: 12}
    seasons: {works: [0.4, 0.5, 0.8, 1.1, 1.3, 1.4, 1.4, 1.3, 1.2, 1.1, 0.8, 0.7]}
    factors: {skill: {lognormal: {median: 1, sigma: .2}}, weather: {gamma: {mean: 1, cv: .3}, each: month}}
    risks:
      rain: {monthly: .3, speed: .4, cost: 1.2, on: [counts, roads, "tag:wet"]}
      stop: {chance: .3, speed: 0, lasts: 2, on: [queue]}
      strike: {chance: .4, capacity: {uniform: [.3, .8]}, window: [2021-04, 2021-09], on: [pools.crews, pools.money]}
    pools:
      crews: {capacity: {normal: {mean: 40, sd: 4, min: 0}}, season: works}
      money: {capacity: {gamma: {mean: 60, cv: .3}}, reusable: false, carry: true}
      cranes: {capacity: 7, whole: true}
      grant: {capacity: 30, reusable: false, split: {shares: 2, others: 3}}
    programmes:
      roads:
        unit: km
        steps:
          do: {rate: {gamma: {mean: 20, cv: .6}}, season: works, factors: {skill: 1}, uses: {crews: 1, money: .5}, cost: {uniform: [1, 2]}}
      queue:
        unit: u
        steps: {do: {rate: {normal: {mean: 15, sd: 6, min: 0}}, backlog: 12, cap: 20, uses: {crews: 1.5}}}
      counts:
        unit: u
        steps: {do: {rate: {poisson: 12}, factors: {weather: 1}, uses: {crews: 1}, cost: 3}}
      more: {unit: u, steps: {do: {rate: {binomial: {trials: 20, probability: .5}}, uses: {crews: 1, money: 1}, priority: 2}}}
      total: {unit: u, steps: {do: {rate: {gamma: {mean: 9, cv: .4}, each: trial}, remaining: 60, uses: {money: 2}, window: [2021-02, 2021-10]}}}
      cranes-a: {unit: u, tags: [wet], steps: {do: {rate: {poisson: 5}, uses: {cranes: 2}, backlog: 3}}}
      cranes-b: {unit: u, steps: {do: {rate: {poisson: 4}, uses: {cranes: 1}, backlog: 0, cap: 6}}}
      shares: {unit: u, tags: [wet], steps: {do: {rate: {gamma: {mean: 18, cv: .5}}, uses: {grant: 1}, window: [2021-03, 2021-11]}}}
      others: {unit: u, steps: {do: {rate: 14, factors: {skill: 2}, uses: {grant: 1}, backlog: 5, remaining: {uniform: [80, 160]}}}}
    targets:
      a: {measure: roads.completed, atLeast: 150, due: 2021-12}
      b: {measure: roads.spent, atMost: 300, due: 2021-12}
      c: {measure: queue.backlog, atMost: 40, due: 2021-10}
      d: {measure: counts.completed, atLeast: 90, due: 2021-12}
      e: {measure: counts.lost, atMost: 30, due: 2021-12}
      f: {measure: more.completed, atLeast: 60, due: 2021-12}
      g: {measure: total.finish, atMost: 10, due: 2021-12}
      h: {measure: cranes-a.completed, atLeast: 30, due: 2021-12}
      i: {measure: cranes-b.inProgress, atMost: 20, due: 2021-11}
      j: {measure: {sum: [shares.started, others.completed]}, atLeast: 200, due: 2021-12}
      k: {measure: pools.crews.granted, atLeast: 300, due: 2021-12}
      l: {measure: pools.grant.granted.shares, atLeast: 90, due: 2021-12}
      m: {measure: pools.money.granted, atLeast: 400, due: 2021-12}
      n: {measure: others.finish, atMost: 12, due: 2021-12}
    """

  /// Eight trials side by side, at the end of a run fewer, as one after the other.
  @Test func flowsThatSharePools() async throws {
    let plan = try Compiled.plan(Self.sharing)
    #expect(plan.alone.isEmpty && plan.clusters.count == 4)
    #expect(!plan.clusters.contains { !$0.isSideBySide })
    try await expectSame(Self.sharing, programmes: 0)
  }

  /// Steps with a chance that are all their programme, beside flows in one cluster, by themselves, and with what is
  /// known trial by trial alone.
  static let chances = """
    scenario: {id: chances, start: 2021-01, months: 12, money: M}
    seasons: {works: [0.4, 0.5, 0.8, 1.1, 1.3, 1.4, 1.4, 1.3, 1.2, 1.1, 0.8, 0.7]}
    factors: {skill: {lognormal: {median: 1, sigma: .2}}, weather: {gamma: {mean: 1, cv: .3}, each: month}}
    risks:
      rain: {monthly: .3, speed: .4, cost: 1.2, on: [firms, jobs-a]}
      stop: {chance: .3, speed: 0, lasts: 2, on: [deals]}
      strike: {chance: .4, capacity: {uniform: [.3, .8]}, window: [2021-04, 2021-09], on: [pools.crews, pools.money]}
    pools:
      crews: {capacity: 3, whole: true}
      teams: {capacity: {normal: {mean: 5, sd: 1, min: 0}}, season: works}
      money: {capacity: {gamma: {mean: 4, cv: .3}}, reusable: false, carry: true}
      desks: {capacity: 2, whole: true}
    programmes:
      firms:
        unit: f
        cohorts: [{number: 70}, {number: {poisson: 9}, start: 2021-04}]
        steps: {grow: {chance: {beta: {alpha: 8, beta: 60}}, season: works, factors: {skill: 1, weather: .5}, cost: {uniform: [1, 3]}}}
      deals:
        unit: d
        cohorts: [{number: {poisson: 5}, size: 3, start: 2021-03}, {number: 4, size: 3}, {number: 6, size: 3, start: 2021-02}]
        steps: {sign: {chance: {uniform: [.1, .5], each: month}, window: [2021-02, 2021-11]}}
      jobs-a:
        unit: j
        cohorts: [{number: 6}, {number: 5, start: 2021-05}]
        steps: {work: {chance: .3, uses: {crews: 1}, cost: 2}}
      jobs-b:
        unit: j
        cohorts: [{number: {binomial: {trials: 12, probability: .7}}}]
        steps: {work: {chance: .4, uses: {crews: 1, money: .5}, priority: 2}}
      jobs-c:
        unit: j
        cohorts: [{number: 40}]
        steps: {work: {chance: .5, uses: {teams: .4, money: .2}, factors: {skill: 1}}}
      roads: {unit: km, steps: {do: {rate: {gamma: {mean: 4, cv: .6}}, uses: {teams: 1}, priority: 2}}}
      permits:
        unit: p
        cohorts: [{number: 9, start: 2021-02}]
        steps: {decide: {chance: .4, uses: {desks: 1}}}
    targets:
      a: {measure: firms.completed, atLeast: 40, due: 2021-12}
      b: {measure: firms.spent, atMost: 80, due: 2021-12}
      c: {measure: firms.grow.inProgress, atMost: 50, due: 2021-10}
      d: {measure: deals.completed, atLeast: 27, due: 2021-12}
      e: {measure: deals.finish, atMost: 10, due: 2021-12}
      f: {measure: deals.started, atLeast: 30, due: 2021-06}
      g: {measure: jobs-a.completed, atLeast: 9, due: 2021-12}
      h: {measure: jobs-a.spent, atMost: 18, due: 2021-12}
      i: {measure: {number: jobs-b.completed}, atLeast: 6, due: 2021-12}
      j: {measure: jobs-c.finish, atMost: 11, due: 2021-12}
      k: {measure: roads.lost, atMost: 12, due: 2021-12}
      l: {measure: pools.crews.granted, atLeast: 30, due: 2021-12}
      m: {measure: pools.money.granted, atLeast: 20, due: 2021-12}
      n: {measure: pools.teams.granted, atLeast: 40, due: 2021-12}
      o: {measure: permits.backlog, atMost: 3, due: 2021-05}
      p: {measure: permits.started, atLeast: 9, due: 2021-12}
    """

  @Test func stepsWithAChance() async throws {
    let plan = try Compiled.plan(Self.chances)
    // When a permit is begun is read, and it waits for a desk.
    #expect(plan.clusters.count == 4 && plan.clusters.count(where: \.isSideBySide) == 3)
    try await expectSame(Self.chances, programmes: 0)
  }

  /// Units that take time and share pools of every kind: one step after another, in parts, from a rate; delayed, paid
  /// for, held until a month. Beside them a flow and a step with a chance.
  static let stages = """
    scenario: {id: stages, start: 2021-01, months: 12, money: M}
    seasons: {works: [0.4, 0.5, 0.8, 1.1, 1.3, 1.4, 1.4, 1.3, 1.2, 1.1, 0.8, 0.7], winter: [0, .5, 1, 1, 1, 1, 1, 1, 1, 1, .5, 0]}
    factors: {skill: {lognormal: {median: 1, sigma: .2}}, weather: {gamma: {mean: 1, cv: .3}, each: month}}
    risks:
      rain: {monthly: .3, speed: .4, cost: 1.2, on: [roads, schools.build, plots]}
      stop: {chance: .3, speed: 0, lasts: 2, on: [schools]}
      finds: {chance: .3, each: unit, on: [roads, bridges.dig], delay: {pert: [.5, 1, 4]}}
      owners: {chance: .2, each: unit, on: [roads.prepare], delay: 1.5}
      flood: {monthly: .15, on: [bridges], delay: {uniform: [.2, 1], each: unit}}
      strike: {chance: .4, capacity: {uniform: [.3, .8]}, window: [2021-04, 2021-09], on: [pools.crews, pools.money]}
    pools:
      crews: {capacity: {normal: {mean: 12, sd: 1, min: 0}, each: trial}, whole: true}
      desks: {capacity: 6}
      builders: {capacity: {normal: {mean: 20, sd: 2, min: 0}}, season: works}
      money: {capacity: {gamma: {mean: 6, cv: .3}}, reusable: false, carry: true}
      teams: {capacity: 3, whole: true}
    programmes:
      roads:
        unit: km
        cohorts:
          - {number: 18, size: {gamma: {mean: 2, cv: .5}, each: unit}, at: build, progress: {uniform: [0, .8], each: unit}}
          - {number: 6, size: 1.7, start: 2021-03}
          - {number: 5, size: {gamma: {mean: 2, cv: .4}, each: unit}}
          - {number: 3, at: build, start: 2021-05}
        steps:
          prepare: {takes: {lognormal: {median: 1.5, sigma: .5}, each: unit}, uses: {desks: 1}, factors: {skill: 1}}
          build: {takes: {lognormal: {median: 5, sigma: .3}, each: unit}, season: works, factors: {weather: 1}, uses: {crews: 1, money: .5}, cost: {uniform: [1, 2], each: trial}}
      bridges:
        unit: b
        cohorts: [{number: 4}, {number: 3, start: 2021-02}]
        steps:
          dig: {takes: {pert: [1, 2, 4], each: unit}, after: [], uses: {builders: 1}}
          steel: {takes: {gamma: {mean: 2, cv: .5}, each: unit}, after: [], cost: 2}
          join: {takes: {triangular: [.5, 1, 3], each: unit}, after: [dig, steel], uses: {builders: 1.5, money: .2}, priority: 2}
      schools:
        unit: place
        cohorts: [{number: 9, size: {gamma: {mean: 800, cv: .4}, each: unit}, progress: {uniform: [.2, .7], each: trial}}]
        steps:
          build: {takes: {lognormal: {median: 6, sigma: .3}, each: unit}, season: works, uses: {builders: 2, money: .4}}
          equip: {takes: {pert: [.2, .6, 1.5], each: unit}, opens: [9, 10], factors: {skill: 1}}
      plots:
        unit: m2
        cohorts: [{number: 1, size: 30, at: accept, progress: .4}]
        steps:
          plant: {rate: {gamma: {mean: 30, cv: .4}}, season: works, uses: {builders: .1, money: .02}, backlog: 12}
          accept: {takes: {pert: [.3, .6, 1.5], each: month}, season: winter}
          open: {takes: {uniform: [.1, 1.2], each: trial}}
      deposits:
        unit: d
        cohorts: [{number: 6, size: 2}, {number: 5, start: 2021-04}]
        steps:
          ask: {takes: {table: {values: [0, .5, 1.5], weights: [2, 1, 1]}, each: unit}, uses: {money: .4}, priority: 2}
          pay: {takes: 0, uses: {money: .6, desks: .5}, priority: 2}
          move: {takes: {table: {values: [0, 1], weights: [1, 1]}, each: trial}, uses: {desks: 1}}
      fees: {unit: f, steps: {call: {rate: {uniform: [0, 3]}}, pay: {takes: {table: {values: [0, .3], weights: [1, 1]}, each: month}, uses: {money: .3}, priority: 3}}}
      yards: {unit: y, cohorts: [{number: 8}], steps: {fix: {takes: 1.5, uses: {teams: 1}}}}
      sheds: {unit: s, cohorts: [{number: 5, start: 2021-02}], steps: {fix: {takes: {exponential: 2, each: unit}, uses: {teams: 2}, priority: 2}, paint: {takes: 0, cost: 1}}}
      jobs: {unit: j, cohorts: [{number: 12}], steps: {work: {chance: .4, uses: {builders: .5}}}}
      lawns: {unit: m2, steps: {sow: {rate: {gamma: {mean: 9, cv: .6}}, uses: {builders: .3}, priority: 2}}}
    targets:
      a: {measure: roads.completed, atLeast: 30, due: 2021-12}
      b: {measure: {number: roads.build.started}, atLeast: 8, due: 2021-08}
      c: {measure: roads.started, atLeast: 8, due: 2021-06}
      d: {measure: roads.prepare.inProgress, atMost: 4, due: 2021-06}
      e: {measure: roads.spent, atMost: 50, due: 2021-10}
      f: {measure: bridges.completed, atLeast: 6, due: 2021-12}
      g: {measure: bridges.finish, atMost: 11, due: 2021-12}
      h: {measure: bridges.spent, atMost: 13, due: 2021-08}
      i: {measure: bridges.steel.inProgress, atMost: 2, due: 2021-04}
      j: {measure: schools.completed, atLeast: 5000, due: 2021-12}
      k: {measure: schools.inProgress, atMost: 3000, due: 2021-09}
      l: {measure: schools.finish, atMost: 10, due: 2021-12}
      m: {measure: plots.completed, atLeast: 200, due: 2021-12}
      n: {measure: plots.plant.completed, atLeast: 250, due: 2021-12}
      o: {measure: plots.accept.started, atLeast: 220, due: 2021-12}
      p: {measure: plots.inProgress, atMost: 90, due: 2021-11}
      q: {measure: pools.money.granted, atLeast: 40, due: 2021-12}
      r: {measure: pools.crews.granted, atLeast: 90, due: 2021-12}
      s: {measure: pools.builders.granted, atLeast: 120, due: 2021-12}
      t: {measure: yards.completed, atLeast: 7, due: 2021-06}
      u: {measure: sheds.finish, atMost: 10, due: 2021-12}
      v: {measure: sheds.spent, atLeast: 4, due: 2021-11}
      w: {measure: {sum: [jobs.completed, lawns.completed]}, atLeast: 60, due: 2021-12}
      x: {measure: roads.finish, atMost: 12, due: 2021-12}
      y: {measure: {number: deposits.pay.started}, atLeast: 9, due: 2021-12}
      z: {measure: deposits.ask.completed, atLeast: 12, due: 2021-10}
      aa: {measure: deposits.finish, atMost: 11, due: 2021-12}
      ab: {measure: fees.pay.started, atLeast: 15, due: 2021-12}
      ac: {measure: fees.completed, atLeast: 12, due: 2021-12}
    """

  @Test func unitsThatTakeTime() async throws {
    let plan = try Compiled.plan(Self.stages)
    #expect(plan.clusters.count == 2 && !plan.clusters.contains { !$0.isSideBySide })
    try await expectSame(Self.stages, programmes: 0)
  }

  private func expectSame(_ scenario: String, programmes: Int?) async throws {
    let plan = try Compiled.plan(scenario)
    let together = Plan(part: plan.scenario, together: true)
    #expect(together.alone.isEmpty)
    if let programmes { #expect(plan.alone.count == programmes) }
    let settings = RunSettings(trials: 603, seed: 8)
    Self.expectSame(try await plan.forecast(settings), try await together.forecast(settings))
  }

  static func expectSame(_ first: Forecast, _ second: Forecast) {
    for (a, b) in zip(first.targets, second.targets) {
      let id = a.target.id
      #expect(a.met == b.met && a.undefined == b.undefined, "\(id)")
      #expect(a.firstReached == b.firstReached, "\(id)")
      #expect(isClose(a.mean?.value, b.mean?.value), "\(id)")
      for (x, y) in zip(a.monthly, b.monthly) {
        #expect(x.met == y.met && x.behindSchedule == y.behindSchedule, "\(id) in \(x.month)")
        // What is left of sums taken in another order may be a bin's width.
        let isSame =
          isClose(x.p10, y.p10, 0.003) && isClose(x.p50, y.p50, 0.003)
          && isClose(x.p90, y.p90, 0.003)
        #expect(isSame, "\(id) in \(x.month)")
      }
    }
    #expect(first.joint.map(\.met) == second.joint.map(\.met))
  }

  private static func isClose(_ x: Double?, _ y: Double?, _ relative: Double = 1e-9) -> Bool {
    guard let x, let y else { return x == nil && y == nil }
    return x == y || (x - y).magnitude <= relative * max(1, x.magnitude)
  }

  @Test func everyKind() async throws { try await expectSame(Self.scenario, programmes: 14) }

  @Test(arguments: 0..<(Proof.isLong ? 300 : 4)) func randomScenarios(_ seed: Int) async throws {
    try await expectSame(RandomScenario(seed).description, programmes: nil)
  }
}

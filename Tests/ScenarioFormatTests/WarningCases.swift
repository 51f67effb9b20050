/// One odd scenario of each kind, each a sound one with a piece of it replaced.
enum WarningCases {
  static let base = """
    scenario: {id: demo, start: 2021-01, months: 12}
    sectors: {roads: {en: Roads}, digital: {en: Digital}}
    seasons: {works: [.4, .5, .8, 1.1, 1.3, 1.4, 1.4, 1.3, 1.2, 1.1, .8, .7]}
    pools:
      crews: {capacity: 12}
      halls: {capacity: 3, whole: true}
    factors:
      skill: {lognormal: {median: 1, sigma: .15}}
    risks:
      haze: {monthly: .2, window: [2021-11, 2021-12], on: [roads.build], speed: 0}
      find: {chance: .3, each: unit, on: [roads.build], delay: 2}
      strike: {chance: .1, given: {flood: .4}, on: [roads.build], speed: .5}
      flood: {chance: .2, on: [roads.build], speed: .5}
    programmes:
      roads:
        sector: roads
        unit: km
        cohorts:
          - {number: 30, size: 2}
          - {number: 5, size: 2, start: 2021-05}
        steps:
          approve: {chance: .3}
          build: {takes: {pert: [2, 3, 8]}, uses: {crews: 1}}
      fairs:
        sector: roads
        unit: fair
        cohorts: [{number: 4, start: 2021-03}]
        steps: {hold: {takes: 2, uses: {halls: 1}, window: [2021-03, 2021-10]}}
      stations:
        sector: digital
        unit: station
        steps:
          build: {rate: {poisson: 250}, cap: 400, season: works, factors: {skill: 1}}
    targets:
      roads-km: {measure: roads.completed, atLeast: 60, due: 2021-12}
      fairs-held: {measure: fairs.completed, by: 4, due: 2021-12}
      stations-on: {measure: stations.completed, atLeast: 2900, due: 2021-12}

    """

  struct Case {
    /// As the page of warnings calls it.
    let kind: String
    let yaml: String

    init(_ kind: String, _ old: String, _ new: String) {
      self.init(kind, [(old, new)])
    }

    init(_ kind: String, _ pieces: [(old: String, new: String)]) {
      self.kind = kind
      yaml = pieces.reduce(base) { Samples.replace($1.old, $1.new, in: $0) }
    }
  }

  static let all =
    [
      Case("idle season", "seasons: {", "seasons: {idle: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], "),
      Case(
        "idle pool", "  crews: {capacity: 12}", "  crews: {capacity: 12}\n  idle: {capacity: 5}"),
      Case("idle factor", "factors: {skill: 1}", "factors: {skill: 0}"),
      Case("idle sector", "digital: {en: Digital}", "digital: {en: Digital}, parks: {en: Parks}"),
      Case(
        "programme without a target",
        "  fairs-held: {measure: fairs.completed, by: 4, due: 2021-12}\n",
        ""),
      Case("risk without a chance", "haze: {monthly: .2", "haze: {monthly: 0"),
      Case("risk without a length", "delay: 2}", "delay: 2, lasts: 0}"),
      Case("risk without an effect", "delay: 2}", "delay: 0}"),
      Case(
        "risk that misses its steps", "on: [roads.build], speed: 0}", "on: [fairs.hold], speed: 0}"),
      Case("condition without an effect", "given: {flood: .4}", "given: {flood: .1}"),
      Case("empty pool", "crews: {capacity: 12}", "crews: {capacity: 0}"),
      Case("no units", "number: 5, size: 2", "number: 0.4, size: 2"),
      Case("part of a unit", "number: 5, size: 2", "number: 5.5, size: 2"),
      Case("units of size 0", "number: 5, size: 2", "number: 5, size: 0"),
      Case("rate of 0", "{poisson: 250}", "{poisson: 0}"),
      Case("chance of 0", "approve: {chance: .3}", "approve: {chance: 0}"),
      Case("whole pool too small", "uses: {halls: 1}", "uses: {halls: 4}"),
      Case(
        "crew held to the month's end",
        "cohorts: [{number: 4, start: 2021-03}]\n    steps: {hold: {takes: 2",
        "cohorts: [{number: 6, start: 2021-03}]\n    steps: {hold: {takes: {pert: [.2, .5, 1.5]}"),
      Case(
        "crew held to the month's end, always",
        "cohorts: [{number: 4, start: 2021-03}]\n    steps: {hold: {takes: 2",
        "cohorts: [{number: 6, start: 2021-03}]\n    steps: {hold: {takes: .5"),
      Case(
        "drawn for each of many units",
        "cohorts: [{number: 4, start: 2021-03}]\n    steps: {hold: {takes: 2, uses: {halls: 1}",
        "cohorts: [{number: 400, start: 2021-03}]\n    steps: {hold: {takes: {pert: [1, 2, 6]}"),
      Case(
        "promised twice", "targets:\n",
        "targets:\n  again: {measure: roads.completed, atLeast: 60, due: 2021-12}\n"),
      Case("more than there is", "roads.completed, atLeast: 60", "roads.completed, atLeast: 100"),
      Case("more than the cap", "atLeast: 2900", "atLeast: 4801"),
      Case("due before it can begin", "by: 4, due: 2021-12", "by: 4, due: 2021-02"),
      Case("due before it can be done", "by: 4, due: 2021-12", "by: 4, due: 2021-03"),
      Case(
        "finish before it can be done", "measure: fairs.completed, by: 4",
        "measure: fairs.finish, atMost: 3"),
      Case("step over before units come", "[2021-03, 2021-10]", "[2021-01, 2021-02]"),
      Case("less than nothing", "roads.completed, atLeast: 60", "roads.completed, atLeast: 0"),
      Case("no more than all", "roads.completed, atLeast: 60", "roads.completed, atMost: 70"),
      Case(
        "share for percent", "measure: roads.completed, atLeast: 60",
        "measure: {share: [roads.completed, 70]}, atLeast: .9"),
      Case("far from the rate", "rate: {poisson: 250}, cap: 400", "rate: {poisson: 21}"),
      Case("far below the rate", "atLeast: 2900", "atLeast: 250"),
      Case(
        "cost of what costs nothing", "delay: 2}", "cost: 2}"),
    ] + impossible

  /// Targets that a pool, a server, a window, a gate or a way leaves out of reach.
  static let impossible = [
    Case(
      "more than the crews can do", "takes: {pert: [2, 3, 8]}, uses: {crews: 1}",
      "takes: 8, uses: {crews: 4}"),
    Case(
      "more than the budget pays for", "crews: {capacity: 12}",
      "crews: {capacity: .4, reusable: false, carry: true}"),
    Case(
      "more than the servers can do", "uses: {halls: 1}, window: [2021-03, 2021-10]",
      "uses: {halls: 1}, servers: 1, window: [2021-03, 2021-09]"),
    Case(
      "window shorter than the work", "window: [2021-03, 2021-10]", "window: [2021-03, 2021-03]"),
    Case(
      "season without enough work", "season: works", "season: works, window: [2021-01, 2021-02]"),
    Case("due before it may leave", "window: [2021-03, 2021-10]", "opens: [1]"),
    Case(
      "gate that opens too late", "hold: {takes: 2", "hold: {after: [roads], takes: 4"),
    Case(
      "all ways lead to cancelled", "window: [2021-03, 2021-10]", "then: {cancelled: 1, done: 0}"),
    Case(
      "finish that is not reached in time", "measure: fairs.completed, by: 4, due: 2021-12",
      "measure: fairs.finish, atMost: 12, due: 2021-03"),
    Case(
      "in progress before it begins", "measure: fairs.completed, by: 4, due: 2021-12",
      "measure: fairs.inProgress, by: 1, due: 2021-02"),
    Case("started before the horizon", "roads.completed, atLeast", "roads.started, atLeast"),
    Case(
      "more parts than the whole",
      [
        ("window: [2021-03, 2021-10]", "then: {done: 1, cancelled: 1}"),
        (
          "measure: fairs.completed, by: 4",
          "measure: {sum: [fairs.completed, fairs.cancelled]}, by: 5"
        ),
      ]),
    Case(
      "more than arrives",
      [
        ("number: 4, start: 2021-03", "number: 1, monthly: true"),
        (", window: [2021-03, 2021-10]", ""), ("by: 4, due: 2021-12", "by: 4, due: 2021-05"),
      ]),
    Case(
      "more than is fed",
      "build: {rate: {poisson: 250}, cap: 400, season: works, factors: {skill: 1}}",
      "order: {rate: {poisson: 250}, cap: 400}\n      build: {rate: 250, season: works, "
        + "window: [2021-01, 2021-11], factors: {skill: 1}, cap: 280}"),
    Case(
      "more than the range of a level",
      [
        (
          "{rate: {poisson: 250}, cap: 400, season: works, factors: {skill: 1}}",
          "{rate: {uniform: [-1, 200]}, start: 100}"
        ),
        ("factors:\n  skill: {lognormal: {median: 1, sigma: .15}}\n", ""),
        ("stations.completed", "stations.level"),
      ]),
  ]

  /// What is near an odd one, and ordinary.
  static let ordinary = [
    Case(
      "jobs of half a month share a divisible pool",
      [
        ("halls: {capacity: 3, whole: true}", "halls: {capacity: 3}"),
        ("number: 4, start: 2021-03", "number: 6, start: 2021-03"),
        ("hold: {takes: 2", "hold: {takes: .5"),
      ]),
    Case(
      "whole crews enough for all jobs of half a month",
      [("number: 4, start", "number: 3, start"), ("by: 4", "by: 3"), ("{takes: 2", "{takes: .5")]),
    Case(
      "a season that makes half a month a whole one",
      [
        ("seasons: {", "seasons: {half: [.5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5], "),
        ("number: 4, start: 2021-03", "number: 6, start: 2021-03"),
        ("hold: {takes: 2", "hold: {season: half, takes: .5"),
      ]),
    Case(
      "few come at once",
      [
        ("number: 4, start: 2021-03", "number: 2, monthly: true"),
        ("hold: {takes: 2", "hold: {takes: {uniform: [.2, .8]}"),
      ]),
    Case(
      "a small share as a limit", "measure: roads.completed, atLeast: 60",
      "measure: {share: [roads.completed, 20000]}, atMost: .3"),
    Case(
      "a count in a slow month, which can be all it ever is",
      [
        ("seasons: {works: [.4,", "seasons: {works: [.01,"),
        (
          "{rate: {poisson: 250}, cap: 400, season: works, factors: {skill: 1}}",
          "{rate: {binomial: {trials: 2, probability: .5}}, season: works}"
        ),
        ("factors:\n  skill: {lognormal: {median: 1, sigma: .15}}\n", ""),
        ("atLeast: 2900, due: 2021-12", "atLeast: 1, due: 2021-01"),
      ]),
  ]
}

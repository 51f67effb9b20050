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
      self.kind = kind
      yaml = Samples.replace(old, new, in: base)
    }
  }

  static let all = [
    Case("idle season", "seasons: {", "seasons: {idle: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], "),
    Case("idle pool", "  crews: {capacity: 12}", "  crews: {capacity: 12}\n  idle: {capacity: 5}"),
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
      "crew held to the month's end", "takes: {pert: [2, 3, 8]}", "takes: {pert: [.2, .5, 1.5]}"),
    Case(
      "crew held to the month's end, always", "takes: {pert: [2, 3, 8]}", "takes: .5"),
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
  ]
}

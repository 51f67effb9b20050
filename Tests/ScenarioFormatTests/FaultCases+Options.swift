/// Options that are wrong, or that can never be carried out.
extension FaultCases {
  static let options =
    [
      ("misspelt pool", "{set: {pools.crew.capacity: 15}}"),
      ("misspelt key of a pool", "{set: {pools.crews.capasity: 15}}"),
      ("misspelt section", "{set: {pool.crews.capacity: 15}}"),
      ("misspelt step", "{set: {programmes.roads.steps.bild.priority: 2}}"),
      ("key of another place", "{set: {programmes.roads.steps.build.ends: .2}}"),
      ("nothing to go into", "{set: {pools.crews.capacity.pert.1: 15}}"),
      ("absent parent", "{set: {programmes.stations.steps.build.uses.crews: 1}}"),
      ("absent item", "{set: {programmes.roads.cohorts.1.number: 20}}"),
      ("absent distribution", "{set: {programmes.roads.steps.build.takes.triangular.1: 8}}"),
      ("no path", "{set: {pools..capacity: 15}}"),
      ("a section", "{set: {pools: {crews: {capacity: 15}}}}"),
      ("a promise", "{set: {targets.roads-km.atLeast: 60}}"),
      ("the calendar", "{set: {scenario.months: 24}}"),
      ("a unit", "{set: {programmes.roads.unit: m}}"),
      ("a title inside", "{set: {programmes.stations: {unit: m2, steps: {build: {rate: 300}}}}}"),
      ("what is there already", "{set: {pools.crews.capacity: 12.0}}"),
      ("a default", "{set: {programmes.roads.steps.build.priority: 1}}"),
      ("a value that cannot be", "{set: {pools.crews.capacity: -3, risks.haze.monthly: 1.5}}"),
      ("a distribution that cannot be", "{set: {programmes.roads.steps.build.takes.pert.0: 12}}"),
      ("no value", "{set: {pools.crews.capacity: }}"),
      (
        "a path inside another",
        "{set: {programmes.roads.steps.build: {chance: .2}, programmes.roads.steps.build.chance: .3}}"
      ),
      (
        "a path that holds another",
        "{set: {programmes.roads.cohorts.0.number: 36, programmes.roads.cohorts: [{number: 40}]}}"
      ),
      ("what no programme uses", "{set: {factors.price.gamma.mean: 2}}"),
      (
        "a fault elsewhere",
        "{set: {programmes.roads.steps.build: {chance: .2}, pools.crews.whole: true, risks.haze: {chance: .2, on: [roads.build], delay: 2}}}"
      ),
      (
        "a fault elsewhere by one change",
        "{set: {pools.crews: {capacity: 3, whole: true, reusable: false}}}"
      ),
      ("nothing", "{title: Nothing}"),
      ("unknown keys", "{set: {pools.crews.capacity: 15}, costs: {monthly: 1}}"),
      ("unknown cost", "{set: {pools.crews.capacity: 15}, cost: {once: 1, monthly: x}}"),
      ("a cost that is a number", "{set: {pools.crews.capacity: 15}, cost: 3}"),
      ("a set that is a list", "{set: [pools.crews.capacity]}"),
      ("extends a stranger", "{extends: nights}\n  night: {set: {pools.crews.capacity: 15}}"),
      ("extends itself", "{extends: more}"),
      (
        "extends in a circle",
        "{extends: b, set: {pools.crews.capacity: 15}}\n  b: {extends: [c]}\n  c: {extends: [more]}\n  d: {extends: c}"
      ),
      (
        "undone",
        "{set: {pools.crews.capacity: 15}}\n  b: {extends: more, set: {pools.crews.capacity: 12}}"
      ),
      (
        "twice the same",
        "{set: {pools.crews.capacity: 15}}\n  b: {extends: more, set: {pools.crews.capacity: 15}}"
      ),
      ("built on a fault", "{set: {pools.crews.capacity: x}}\n  b: {extends: more}"),
      ("an odd id", "{set: {pools.crews.capacity: 15}}\n  Night Shift: {extends: more}"),
      ("a list", "[more]"),
      ("units without anything added", "{set: {pools.crews.capacity: 15}, units: 3}"),
      (
        "set beside units",
        "{set: {risks.haze.monthly: .1}, add: {pools.crews.capacity: 1}, units: 3}"
      ),
      ("nothing added", "{add: {pools.crews.capacity: 0}}"),
      ("added to a distribution", "{add: {programmes.roads.steps.build.takes: 1}, units: 3}"),
      ("added to nothing", "{add: {programmes.roads.steps.build.priority: 1}}"),
      ("added to what is set", "{set: {pools.crews.capacity: 15}, add: {pools.crews.capacity: 1}}"),
      ("too many taken away", "{add: {pools.crews.capacity: 1}, units: {from: -13, to: 3}}"),
      ("units above 0 only", "{add: {pools.crews.capacity: 1}, units: {from: 1, to: 3}}"),
      ("one number of units", "{add: {pools.crews.capacity: 1}, units: {to: 3, step: 5}}"),
      ("too many units", "{add: {pools.crews.capacity: 1}, units: 2000}"),
      ("half a unit", "{add: {pools.crews.capacity: 1}, units: 2.5}"),
      ("units without an end", "{add: {pools.crews.capacity: 1}, units: {from: -2}}"),
      ("excludes a stranger", "{add: {pools.crews.capacity: 1}, excludes: moar}"),
      ("excludes itself", "{add: {pools.crews.capacity: 1}, excludes: [more]}"),
      (
        "excludes what it extends",
        "{extends: b, add: {pools.crews.capacity: 1}, excludes: b}\n  b: {set: {risks.haze.monthly: .1}}"
      ),
      (
        "extends two that exclude each other",
        "{extends: [b, c]}\n  b: {set: {risks.haze.monthly: .1}, excludes: c}\n"
          + "  c: {add: {pools.crews.capacity: 1}}"
      ),
      ("alone in an exchange", "{add: {pools.crews.capacity: 1}, units: 3, exchange: crews}"),
      (
        "an exchange that gives only",
        "{add: {pools.crews.capacity: 1}, units: 3, exchange: crews}\n"
          + "  b: {add: {programmes.roads.cohorts.0.number: 1}, units: 2, exchange: crews}"
      ),
      (
        "an exchange whose steps do not fit",
        "{add: {pools.crews.capacity: 1}, units: {from: -4, to: 4, step: 2}, exchange: crews}\n"
          + "  b: {add: {programmes.roads.cohorts.0.number: 1}, units: {from: -1, to: 1}, exchange: crews}"
      ),
    ].map { Fault("option: \($0.0)", adding: "options:\n  more: \($0.1)\n") }
    + [
      Fault(
        "the base as an option", adding: "options: {base: {set: {pools.crews.capacity: 15}}}\n"),
      Fault(
        "a dated option of what is settled",
        adding: "options:\n  more: {from: 2021-07, set: {programmes.roads.cohorts.0.number: 31}}\n"),
      Fault(
        "a dated option that extends one of what is settled",
        adding:
          "options:\n  more: {from: 2021-07, extends: less, set: {pools.crews.capacity: 15}}\n"
          + "  less: {set: {risks.haze.window: [2021-02, 2021-03]}, from: 2021-08}\n"),
      Fault(
        "a dated option that adds what is not there from the beginning",
        adding: "options:\n  more: {from: 2021-07, set: {risks.haze.ends: .5}}\n"),
      Fault(
        "a dated option outside the horizon",
        adding: "options: {more: {from: 2022-07, set: {pools.crews.capacity: 15}}}\n"),
      Fault(
        "a dated option in which nothing begins",
        adding:
          "options: {more: {extends: less, from: 2021-07}, less: {set: {pools.crews.capacity: 15}}}\n"
      ),
      Fault(
        "a dated option of a month that is none",
        adding: "options: {more: {from: July, set: {pools.crews.capacity: 15}}}\n"),
      Fault("options that are a list", adding: "options: [more]\n"),
      Fault(
        "an option of a faulty plan",
        whole: Samples.base(replacing: "{capacity: 12}", with: "{capacity: -12}")
          + "options: {more: {set: {pools.crew.capacity: 15, targets.x: 2}}}\n"),
      Fault("money", "months: 12", "months: 12, money: [M CNY]"),
      Fault("a budget the wrong way round", "months: 12", "months: 12, budget: [9, 3]"),
      Fault("a budget of three sums", "months: 12", "months: 12, budget: [1, 2, 3]"),
      Fault("a budget in words", "months: 12", "months: 12, budget: enough"),
    ]
}

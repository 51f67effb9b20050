/// Wrong scenarios, a few words for each; what is said about them stands in Snapshots/faults.txt.
enum FaultCases {
  static let all =
    text + scalars + shape + distributions + references + steps + risks + targets + options
    + several

  static let text = [
    Fault("no text", whole: ""),
    Fault("a comment only", whole: "# nothing\n"),
    Fault("a list", whole: "- scenario\n"),
    Fault("tabs", whole: "scenario:\n\tid: demo\n"),
    Fault("brackets without end", whole: "scenario: " + String(repeating: "[", count: 2000)),
    Fault("a word", whole: "scenario\n"),
    Fault("a colon without a space in braces", "{capacity: 12}", "{capacity:12}"),
    Fault(
      "a colon without a space",
      adding: "options:\n  more:\n    from:2021-03\n    set: {pools.crews.capacity: 15}\n"),
    Fault("a quote closed by another", adding: "options:\n  more: {title: \"道路”, extends: x}\n"),
    Fault("anchor", "pools:", "pools: &shared"),
    Fault("alias", "{capacity: 12}", "*shared"),
    Fault("tag", "id: demo", "id: !!binary \"AAAA\""),
    Fault("merge key", "{capacity: 12}", "{<<: {capacity: 12}}"),
    Fault("second document", adding: "---\nscenario: {id: other}\n"),
    Fault("directive", whole: "%YAML 1.1\n---\n" + Samples.base),
    Fault("a bracket left open", "{capacity: 12}", "{capacity: 12"),
    Fault("a key that is a list", "{capacity: 12}", "{[a, b]: 12}"),
    Fault(
      "too deep", "12}", String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + "}"
    ),
    Fault("NUL", "demo", "de\u{0}mo"),
    Fault("escape character", "demo", "de\u{1B}[2Jmo"),
    Fault("text turned around", "demo", "de\u{202E}mo"),
    Fault("a second byte order mark", "demo", "de\u{FEFF}mo"),
    Fault("control character by escape", "unit: km", "unit: \"k\\em\""),
    Fault("escape character in a key", "capacity: 12", "\"capa\\e[2Jcity\": 12"),
    Fault("a colon of a Chinese keyboard", "unit: km", "unit：km"),
    Fault(
      "brackets and a comma of a Chinese keyboard", "{capacity: 12}", "｛capacity: 12，carry: false｝"),
    Fault("spaces of a Chinese keyboard", "unit: km", "unit:　km"),
    Fault("spaces of a web page", "    unit: km", "\u{A0}\u{A0}\u{A0}\u{A0}unit: km"),
    Fault("a character that does not show", "roads.completed", "roads\u{200B}.completed"),
    Fault("brackets of Chinese text", "{capacity: 12}", "（capacity: 12）"),
    Fault("a full stop of a Chinese keyboard", "roads.completed", "roads。completed"),
    Fault("a dash of a Chinese keyboard", "      - {number: 30", "      － {number: 30"),
    Fault("a percent sign", "unit: km", "unit: %"),
    Fault("a comma in braces", "{capacity: 12}", "{capacity: 1,200, carry: false}"),
    Fault("a workbook", whole: "PK\u{3}\u{4}\u{14}"),
    Fault("a PDF file", whole: "%PDF-1.7\n"),
    Fault("duplicate key", "{capacity: 12}", "{capacity: 12, carry: false, capacity: 13}"),
    Fault("duplicate programme", "  stations:\n", "  roads:\n"),
  ]

  static let scalars =
    [
      "010", "1:30", "190:20:30", "yes", "Off", ".inf", "-.INF", ".nan", "0x10", "0o17", "1_000",
      "1e999", "99999999999999999999", "\"12\"", "'12'", "12%", "twelve", "~", "-", "1.", "１２",
      "1e", "--1", "[]", "2021-01", "-1", "2e15", "70户", "3 crews", "1.2万", "1 200", "12 months 2",
      "≥12",
    ].map { Fault("capacity \($0)", "capacity: 12", "capacity: \($0)") }
    + ["010", "1:30", "99999999999999999999", "1e3", "12.5", "0", "121", "\"12\"", "0x10", "no"]
    .map { Fault("months \($0)", "months: 12", "months: \($0)") }
    + ["yes", "No", "\"true\"", "1", "TRUE", "y"]
    .map { Fault("reusable \($0)", "{capacity: 12}", "{capacity: 12, reusable: \($0)}") }
    + [
      "2021", "2021-13", "2021-1", "2021-01-15", "01/2021", "[2021-01]", "2021年1月", "2021/01",
      "2021.01", "202101",
    ]
    .map { Fault("start \($0)", "start: 2021-01", "start: \($0)") }
    + ["Demo", "demo_city", "5g", "''", "北京", String(repeating: "x", count: 65), "nightShift"]
    .map { Fault("id \($0)", "id: demo", "id: \($0)") }

  static let shape = [
    Fault("misspelt key", "{capacity: 12}", "{capasity: 12}"),
    Fault("misspelt section", "pools:", "pool:"),
    Fault("key of another place", "{capacity: 12}", "{capacity: 12, servers: 3}"),
    Fault("key without a value", "unit: km", "unit:"),
    Fault("missing keys", "scenario: {id: demo, start: 2021-01, months: 12}", "scenario: {}"),
    Fault("no scenario", "scenario: {id: demo, start: 2021-01, months: 12}\n", ""),
    Fault(
      "no targets", "targets:\n  roads-km: {measure: roads.completed, atLeast: 72, due: 2021-12}",
      ""),
    Fault("a pool that is a number", "{capacity: 12}", "12"),
    Fault("a step that is empty", "{chance: .3}", "~"),
    Fault("a unit that is a list", "unit: km", "unit: [km]"),
    Fault("a window of one month", "[2021-11, 2021-12]", "[2021-11]"),
    Fault("each outside the distribution", "{chance: .3}", "{chance: .3, each: week}"),
    Fault("pools as a list", "pools:\n  crews: {capacity: 12}", "pools: [crews]"),
    Fault("cohorts as a mapping", "- {number: 30, size: 2}", "{number: 30}"),
    Fault("basis", "{kind: assumption}", "{kind: asumption, notes: x}"),
    Fault("basis of no kind", "{kind: assumption}", "{note: x}"),
    Fault(
      "long note", "{kind: assumption}",
      "{kind: assumption, note: \(String(repeating: "x", count: 2001))}"),
    Fault(
      "note in a third language", "{kind: assumption}",
      "{kind: assumption, note: {fr: devis}}"),
    Fault("eleven weights", "[.35, ", "["),
    Fault("negative weight", "[.35, ", "[-.35, "),
    Fault("title", "unit: km", "unit: km\n    title: {en: Roads, cn: 道路}"),
    Fault("ids that are none", "  crews:", "  Crews A:"),
  ]

  static let distributions = [
    Fault("negative mean", "{poisson: 250}", "{poisson: -3}"),
    Fault("infinite mean", "{poisson: 250}", "{poisson: .inf}"),
    Fault("a mean nobody can count to", "{poisson: 250}", "{poisson: 5e9}"),
    Fault("gamma shape", "{poisson: 250}", "{gamma: {shape: -1e18, scale: 1}}"),
    Fault("bernoulli", "{poisson: 250}", "{bernoulli: 1.0000001}"),
    Fault("order", "[6, 9, 16]", "[9, 4, 2]"),
    Fault("two numbers for pert", "[6, 9, 16]", "[6, 9]"),
    Fault("unknown distribution", "{pert: [6, 9, 16]}", "{perth: [6, 9, 16]}"),
    Fault("no distribution", "{pert: [6, 9, 16]}", "{each: unit}"),
    Fault("two distributions", "{pert: [6, 9, 16]}", "{pert: [6, 9, 16], constant: 9}"),
    Fault("a list without a distribution", "{pert: [6, 9, 16]}", "[6, 9, 16]"),
    Fault(
      "half a distribution", "{lognormal: {median: 1, sigma: .15}}",
      "{lognormal: {median: 1, cv: .15}}"),
    Fault(
      "parameter", "{lognormal: {median: 1, sigma: .15}}", "{lognormal: {median: 1, sgima: .15}}"),
    Fault("a chance above 1", "{chance: .3}", "{chance: 1.0000001}"),
    Fault("a chance with a tail", "{chance: .3}", "{chance: {normal: {mean: .3, sd: .1}}}"),
    Fault("a duration below 0", "{pert: [6, 9, 16]}", "{normal: {mean: 6, sd: 2}}"),
    Fault("rate below 0", "{poisson: 250}", "-5"),
    Fault("each", "{poisson: 250}", "{poisson: 250, each: unit}"),
    Fault("each misspelt", "{poisson: 250}", "{poisson: 250, each: trail}"),
    Fault("cap each month", "season: works", "cap: {poisson: 300, each: month}"),
    Fault("table", "{poisson: 250}", "{table: {values: [1, 2], weights: [1]}}"),
    Fault("table without odds", "{poisson: 250}", "{table: {values: [1, 2], weights: [0, 0]}}"),
    Fault("table row", "{poisson: 250}", "{table: {values: [1, 2], weights: [1, -1]}}"),
    Fault("no data", "{poisson: 250}", "{resample: []}"),
    Fault("binomial trials", "{poisson: 250}", "{binomial: {trials: 2.5, probability: .5}}"),
    Fault("narrow truncation", "{poisson: 250}", "{normal: {mean: 0, sd: 1, min: 50}}"),
    Fault("too many units", "number: 30", "number: {poisson: 99000}"),
    Fault("units without end", "number: 30", "number: {studentT: {df: 2, location: 5}}"),
  ]

  static let references = [
    Fault("season", "season: works", "season: work"),
    Fault("factor", "{skill: 1}", "{skil: 1}"),
    Fault("pool", "uses: {crews: 1}", "uses: {cranes: 1}"),
    Fault("use of nothing", "uses: {crews: 1}", "uses: {crews: 0}"),
    Fault("exponent", "{skill: 1}", "{skill: 101}"),
    Fault(
      "declared sectors",
      whole: Samples.base(replacing: "unit: km", with: "unit: km\n    sector: road")
        + "sectors: {roads: Roads}\n"),
    Fault("step of a cohort", "{number: 30, size: 2}", "{number: 30, at: bild}"),
    Fault(
      "correlation of a stranger",
      adding: "correlations: [{factors: [skill, prize], matrix: [[1, .5], [.5, 1]]}]\n"),
    Fault(
      "correlation that cannot be",
      whole: Samples.base(
        replacing: "  price:", with: "  rain: {gamma: {mean: 1, cv: .2}}\n  price:")
        + "correlations: [{factors: [skill, price, rain], matrix: [[1, .9, -.9], [.9, 1, .9], [-.9, .9, 1]]}]\n"
    ),
    Fault(
      "correlation not the same both ways",
      adding: "correlations: [{factors: [skill, price], matrix: [[1, .5], [.4, 1]]}]\n"),
    Fault(
      "correlation with itself",
      adding: "correlations: [{factors: [skill, price], matrix: [[1, .5], [.5, .9]]}]\n"),
    Fault(
      "correlation above 1",
      adding: "correlations: [{factors: [skill, price], matrix: [[1, 1.5], [1.5, 1]]}]\n"),
    Fault(
      "correlation of one row",
      adding: "correlations: [{factors: [skill, price], matrix: [[1, .5]]}]\n"),
    Fault(
      "correlated twice",
      adding:
        "correlations:\n  - {factors: [skill, price], matrix: [[1, .5], [.5, 1]]}\n  - {factors: [price, skill], matrix: [[1, .2], [.2, 1]]}\n"
    ),
    Fault(
      "correlated month by month",
      whole: Samples.base(replacing: "cv: .1}}", with: "cv: .1}, each: month}")
        + "correlations: [{factors: [skill, price], matrix: [[1, .5], [.5, 1]]}]\n"),
    Fault("split of a reusable pool", "{capacity: 12}", "{capacity: 12, split: {roads: 1}}"),
    Fault(
      "split for a stranger", "{capacity: 12}",
      "{capacity: 12, reusable: false, split: {roads: 1, station: 2}}"),
    Fault(
      "split without use", "{capacity: 12}",
      "{capacity: 12, reusable: false, split: {roads: 1, stations: 2}}"),
    Fault(
      "split with a weight of nothing", "{capacity: 12}",
      "{capacity: 12, reusable: false, split: {roads: 0}}"),
    Fault(
      "split with too small a weight", "{capacity: 12}",
      "{capacity: 12, reusable: false, split: {roads: 1e-9}}"),
    Fault("no share", "{capacity: 12}", "{capacity: 12, reusable: false, split: {stations: 2}}"),
    Fault("capacity by month", "{capacity: 12}", "{capacity: [1, 2, 3]}"),
  ]

  static let steps = [
    Fault("no kind", "{chance: .3}", "{servers: 3}"),
    Fault("two kinds", "{chance: .3}", "{chance: .3, takes: 2}"),
    Fault("cap of a duration", "{chance: .3}", "{chance: .3, cap: 3, start: 2}"),
    Fault("servers of a rate", "season: works", "servers: 3, endless: true"),
    Fault("endless", "{chance: .3}", "{chance: .3, endless: true}"),
    Fault("endless second step", "{pert: [6, 9, 16]}", "3, endless: true, servers: 1"),
    Fault("a level that builds", "season: works", "start: 6, cap: 3, cost: 1"),
    Fault("a level out of bounds", "season: works", "start: 6, bounds: [0, 5]"),
    Fault("bounds the wrong way", "season: works", "bounds: [5, 0]"),
    Fault("a level among steps", "{chance: .3}", "{rate: 1, start: 0}"),
    Fault("no cohorts", "\n    cohorts:\n      - {number: 30, size: 2}", ""),
    Fault("circle", "{chance: .3}", "{chance: .3, after: [build]}"),
    Fault(
      "circle of two programmes", "{chance: .3}", "{chance: .3, after: [sites.open]}", "targets:",
      "  sites:\n    unit: site\n    cohorts: [{number: 1}]\n    steps: {open: {takes: 2, after: [roads]}}\ntargets:"
    ),
    Fault("after a stranger", "{chance: .3}", "{chance: .3, after: [stations.biuld]}"),
    Fault(
      "after what never ends", "{chance: .3}", "{chance: .3, after: [sites]}", "targets:",
      "  sites:\n    unit: x\n    steps: {open: {chance: .5, servers: 1, endless: true}}\ntargets:"),
    Fault("a rate that waits", "season: works", "after: [roads.build]"),
    Fault(
      "a million units", "{chance: .3}", "{takes: 2}", "{number: 30, size: 2}",
      "{number: {poisson: 90000}, monthly: true}"),
    Fault(
      "a factor below 0", "{lognormal: {median: 1, sigma: .15}}", "{normal: {mean: 1, sd: .15}}"),
    Fault(
      "after and then", "{chance: .3}", "{chance: .3, then: {done: 1}}", "uses: {crews: 1}",
      "after: [approve]"),
    Fault(
      "a merge that a part may not reach",
      "      approve: {chance: .3}\n      build: {takes: {pert: [6, 9, 16]}, uses: {crews: 1}}",
      """
            fire: {chance: .3, then: {build: 8, done: 1}}
            land: {chance: .2, after: []}
            build: {takes: 3, after: [fire, land]}
      """),
    Fault(
      "a way back past one part of a merge only",
      "      approve: {chance: .3}\n      build: {takes: {pert: [6, 9, 16]}, uses: {crews: 1}}",
      """
            fire: {chance: .3}
            land: {chance: .2, after: []}
            build: {takes: 3, after: [fire, land]}
            inspect: {takes: 1, then: {done: 8, build: 1, fire: 1}}
      """),
    Fault(
      "buffers in a circle", "{chance: .3}", "{chance: .3, buffer: 5}", "uses: {crews: 1}",
      "buffer: 3, then: {done: 9, approve: 1}"),
    Fault("then to a stranger", "{chance: .3}", "{chance: .3, then: {bild: 1, cancelled: 2}}"),
    Fault("then without weight", "{chance: .3}", "{chance: .3, then: {build: 0}}"),
    Fault("no way out", "{chance: .3}", "{chance: .3, then: {approve: 1}}"),
    Fault("never reached", "{number: 30, size: 2}", "{number: 30, at: build}"),
    Fault("reserved words", "approve:", "done:"),
    Fault("opening months", "{chance: .3}", "{chance: .3, opens: [9, 13, 0]}"),
    Fault("opening month twice", "{chance: .3}", "{chance: .3, opens: [9, 1, 9]}"),
    Fault("window", "{chance: .3}", "{chance: .3, window: [2021-11, 2021-03]}"),
    Fault("window past the horizon", "{chance: .3}", "{chance: .3, window: [2022-01, 2022-03]}"),
    Fault("start past the horizon", "size: 2", "start: 2022-01"),
    Fault("start before the horizon", "size: 2", "start: 2020-12"),
    Fault("arrivals with a start", "size: 2", "monthly: true, start: 2021-03"),
    Fault("ceiling", "size: 2", "ceiling: 3"),
    Fault("progress of what is planned", "size: 2", "start: 2021-03, progress: .5"),
    Fault("progress without a duration", "size: 2", "progress: .5"),
    Fault("tag of a step", "{chance: .3}", "{chance: .3, tags: [Night Work]}"),
    Fault("servers", "{chance: .3}", "{chance: .3, servers: 0, buffer: 100001}"),
  ]

  static let risks = [
    Fault("no chance", "monthly: .2, ", ""),
    Fault("both chances", "monthly: .2", "monthly: .2, chance: .2"),
    Fault("acting", "monthly: .2", "monthly: .2, acting: true"),
    Fault("lasts and ends", "monthly: .2", "monthly: .2, ends: .5, lasts: 2"),
    Fault("a length by unit", "monthly: .2", "monthly: .2, lasts: {geometric: .4, each: unit}"),
    Fault(
      "a length by month", "monthly: .2, window: [2021-11, 2021-12]",
      "chance: .2, lasts: {geometric: .4, each: month}"),
    Fault("each month", "monthly: .2", "chance: .2, each: month"),
    Fault("on a stranger", "[roads.build]", "[road.build]"),
    Fault("on a strange step", "[roads.build]", "[roads.bild]"),
    Fault("on a strange sector", "[roads.build]", "['sector:roads', 'tag:x', pools.crew]"),
    Fault("on nothing", "on: [roads.build], ", ""),
    Fault("no effect", ", speed: 0", ""),
    Fault("capacity of a step", "speed: 0", "capacity: .5"),
    Fault("speed of a pool", "[roads.build]", "[pools.crews]"),
    Fault("delay without a duration", "[roads.build], speed: 0", "[stations], delay: 1"),
    Fault(
      "units of a rate", "monthly: .2, window: [2021-11, 2021-12], on: [roads.build]",
      "chance: .2, each: unit, on: [stations]"),
    Fault("given a stranger", "monthly: .2", "chance: .2, given: {rain: .5}"),
    Fault("given twice", "monthly: .2", "chance: .2, given: {rain: .5, haze: .2}"),
    Fault("given itself", "monthly: .2", "chance: .2, given: {haze: .5}"),
    Fault("given of a monthly risk", "monthly: .2", "monthly: .2, given: {haze: .5}"),
    Fault(
      "given in a circle", "  haze: {monthly: .2",
      "  rain: {chance: .1, given: {haze: .3}, on: [roads], speed: .5}\n  haze: {chance: .2, given: {rain: .9}"
    ),
    Fault("speed below 0", "speed: 0", "speed: -.5"),
  ]

  static let targets = [
    Fault("past the horizon", "due: 2021-12", "due: 2022-01"),
    Fault("before the horizon", "due: 2021-12", "due: 2020-12"),
    Fault("no comparison", "atLeast: 72, ", ""),
    Fault("two comparisons", "atLeast: 72", "atLeast: 72, below: 80"),
    Fault("programme", "roads.completed", "raods.completed"),
    Fault("reading", "roads.completed", "roads.compleet"),
    Fault("step", "roads.completed", "roads.bild.completed"),
    Fault("no measure", "roads.completed", "roads"),
    Fault("level of what builds", "roads.completed", "roads.level"),
    Fault("finish of a flow", "roads.completed", "stations.finish"),
    Fault("finish of a step", "roads.completed", "roads.build.finish"),
    Fault("spent without a cost", "roads.completed", "roads.spent"),
    Fault("cancelled", "roads.completed", "roads.cancelled"),
    Fault("granted", "roads.completed", "pools.crew.granted"),
    Fault("granted to one", "roads.completed", "pools.crews.granted.roads"),
    Fault("number of money", "roads.completed", "{number: roads.spent}"),
    Fault("number of a sum", "roads.completed", "{number: {sum: [roads.completed]}}"),
    Fault("share of one", "roads.completed", "{share: [roads.completed]}"),
    Fault("two measures", "roads.completed", "{sum: [1], ratio: [1, 2]}"),
    Fault(
      "inside", "roads.completed",
      "{share: [{number: raods.completed}, {sum: [stations.started, 1:30]}]}"),
    Fault("firmness", "due: 2021-12", "due: 2021-12, firmness: hard"),
    Fault(
      "group", adding: "groups: {all-roads: {targets: [roads-km, roads, roads-km], atLeast: 4}}\n"),
    Fault(
      "group of any number", adding: "groups: {all-roads: {targets: [roads-km], atMost: 1}}\n"),
    Fault(
      "group of no number",
      adding: "groups: {all-roads: {targets: [roads-km], atLeast: 1, atMost: 0}}\n"),
    Fault("finish as a milestone", "roads.completed, atLeast: 72", "roads.finish, by: 12"),
    Fault("empty group", adding: "groups: {none: {targets: []}}\n"),
  ]

  /// Several faults at once, and things that would follow from one another and must not be said.
  static let several = [
    Fault(
      "everywhere",
      whole: """
        scenario: {id: Demo, start: 2021-01, months: 010}
        trails: 10000
        pools:
          crews: {capacity: yes}
        programmes:
          roads:
            unit: km
            cohorts: [{number: 3, size: -1}]
            steps:
              build: {takes: {pert: [9, 4, 2]}, season: work, uses: {crews: "1"}}
          roads: {}
        targets:
          roads-km: {measure: roads.complete, atLeast: 72, due: 2031-12}

        """),
    Fault(
      "a programme that cannot be read",
      "      approve: {chance: .3}\n      build: {takes: {pert: [6, 9, 16]}, uses: {crews: 1}}",
      "      - approve"),
    Fault("a misspelt key that much depends on", "cohorts:", "cohort:"),
    Fault("a misspelt section that much depends on", "programmes:", "programme:"),
    Fault("no calendar", "start: 2021-01", "start: tomorrow"),
  ]
}

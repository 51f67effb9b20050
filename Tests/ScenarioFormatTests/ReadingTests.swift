import Buildout
import Foundation
import Sampling
import ScenarioFormat
import Testing

/// What is written is what is simulated.
@Suite struct ReadingTests {
  static let everything = """
    scenario: {id: all-keys, title: {en: All keys, zh: 全部}, start: 2021-01, months: 3}
    basis: {kind: assumption, note: for the test}
    sectors: {city: {en: City, zh: 城市}, land: Land}
    seasons:
      works: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]
      long: {weights: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], basis: {kind: document, source: {en: Yearbook, zh: 年鉴}}}
    pools:
      crews: {title: Crews, capacity: [1, {uniform: [1, 2]}, 3], season: works, whole: true}
      budget: {capacity: 40, reusable: false, carry: true, split: {roads: 3, sites: 2}}
    factors:
      skill: {lognormal: {mean: 1, cv: .15}, title: {en: Skill, zh: 技能}}
      supply: {gamma: {shape: 4, scale: .25}, each: trial}
      rain: {beta: {alpha: 2, beta: 3, min: .5, max: 1.5}, each: month}
    correlations: [{factors: [skill, supply], matrix: [[1, -.5], [-.5, 1]]}]
    risks:
      storm: {chance: .1, window: [2021-02, 2021-03], lasts: {poisson: 1}, on: [roads.build], speed: 0}
      flood: {title: Flood, chance: .2, given: {storm: .9}, on: ['sector:city', 'tag:open'], cost: 1.5}
      slump: {monthly: .1, ends: .3, acting: true, on: [flow], speed: {uniform: [.2, .4]}}
      find: {chance: .3, each: unit, on: [roads], delay: {weibull: {shape: 2, scale: 1}}}
      strike: {monthly: .05, on: [pools.crews], capacity: .5}
    programmes:
      roads:
        title: Roads
        sector: city
        tags: [open, main]
        unit: km
        cohorts:
          - {number: 3, size: {gamma: {mean: 1, cv: .4}}, at: design, progress: {uniform: [0, .9]}}
          - {number: {binomial: {trials: 4, probability: .5}}, start: 2021-02}
          - {number: {poisson: 3}, monthly: true, ceiling: 10, size: 2}
        steps:
          design: {title: Design, tags: [paper], takes: {triangular: [1, 2, 3]}, window: [2021-01, 2021-02], then: {build: 8, design: 1, cancelled: 1, done: 0}}
          build: {chance: {table: {values: [.1, .2], weights: [1, 3]}}, servers: 4, buffer: 9, season: works, factors: {skill: 1, rain: -.5}, uses: {crews: 1, budget: 2}, cost: {exponential: 3}, priority: 2, opens: [1, 9]}
          finish: {takes: {normal: {mean: 1, sd: .2, min: 0}}, after: [build, works]}
      sites:
        unit: site
        steps: {open: {chance: {bernoulli: .5}, servers: 2, endless: true, uses: {budget: 1}}}
      works:
        unit: works
        cohorts: [{}]
        steps: {open: {takes: 1}}
      flow:
        unit: pile
        basis: {kind: reference class, note: elsewhere}
        steps: {make: {rate: {negativeBinomial: {size: 2.5, probability: .4}, basis: {kind: document}}, cap: 400, remaining: {constant: 3200}, backlog: 5}}
      index:
        unit: "%"
        steps: {drift: {rate: {studentT: {df: 4, scale: .5}}, start: {resample: [5, 6, 7]}, bounds: [-5, 15]}}
      spare:
        unit: x
        steps: {make: {rate: {geometric: .5}}}
    targets:
      a: {title: {en: A, zh: 甲}, sector: land, measure: roads.completed, atLeast: 72, due: 2021-03, firmness: soft, unit: km, clause: "3.1", lead: {en: Works, zh: 住建局}, note: twice a year}
      b: {measure: {share: [{number: roads.build.completed}, {sum: [roads.started, 100]}]}, above: 60, due: 2021-02}
      c: {measure: {difference: [pools.budget.granted.roads, pools.crews.granted]}, atMost: 1e3, due: 2021-03}
      d: {measure: {minimum: [index.level, {maximum: [1, -.5]}]}, below: 3, due: 2021-03}
      e: {measure: {ratio: [roads.inProgress, 2]}, by: 1, due: 2021-03}
    groups: {both: {title: Both, targets: [a, b], atLeast: 1}, none: {targets: [a, b], atMost: 0}}

    """

  static func read(_ yaml: String) throws -> Scenario {
    try ScenarioDocument(yaml: yaml, file: "all.yaml").scenario
  }

  @Test func header() throws {
    let scenario = try Self.read(Self.everything)
    #expect(scenario.id == "all-keys")
    #expect(scenario.title == Text(en: "All keys", zh: "全部"))
    #expect("\(scenario.calendar.start) \(scenario.calendar.end)" == "2021-01 2021-03")
    #expect(scenario.sectors.map(\.id) == ["city", "land"])
    #expect(scenario.sectors[1].title == Text(en: "Land"))
    #expect(scenario.seasons[1].weights == (1...12).map(Double.init))
  }

  @Test func shared() throws {
    let scenario = try Self.read(Self.everything)
    let crews = scenario.pools[0]
    #expect(crews.capacity.map(\.constant) == [1, nil, 3])
    #expect(crews.capacity.map(\.each) == [.month, .month, .month])
    #expect(crews.season == "works" && crews.whole && crews.reusable && !crews.carry)
    let budget = scenario.pools[1]
    #expect(!budget.reusable && budget.carry && !budget.whole)
    #expect(budget.split.map(\.programme) == ["roads", "sites"])
    #expect(budget.split.map(\.weight) == [3, 2])
    #expect(scenario.factors.map(\.value.each) == [.trial, .trial, .month])
    #expect(scenario.factors[1].value.distribution == (try .gamma(shape: 4, scale: 0.25)))
    let correlation = try Correlation(
      factors: ["skill", "supply"], matrix: [[1, -0.5], [-0.5, 1]])
    #expect(scenario.correlations == [correlation])
  }

  @Test func risks() throws {
    let risks = try Self.read(Self.everything).risks
    #expect(risks.map(\.id) == ["storm", "flood", "slump", "find", "strike"])
    #expect(risks[0].window == Month("2021-02")!...Month("2021-03")!)
    #expect(risks[0].lasts?.each == .trial)
    #expect(risks[1].given == (try Risk.Condition(risk: "storm", chance: 0.9)))
    #expect(risks[1].on == ["sector:city", "tag:open"] && risks[1].effects[.cost]?.constant == 1.5)
    guard case .regime(let starts, let ends, acting: true) = risks[2].occurrence else {
      Issue.record("slump is no regime")
      return
    }
    #expect(starts.constant == 0.1 && ends.constant == 0.3)
    guard case .chance(_, each: .unit) = risks[3].occurrence else {
      Issue.record("find does not strike units")
      return
    }
    #expect(risks[3].effects[.delay]?.each == .unit)
    #expect(risks[4].effects[.capacity]?.constant == 0.5)
  }

  @Test func programmes() throws {
    let programmes = try Self.read(Self.everything).programmes
    let roads = programmes[0]
    #expect(
      roads.cohorts.map(\.entry) == [
        .opening, .planned(Month("2021-02")!), .arriving(ceiling: 10),
      ])
    #expect(roads.cohorts.map(\.number.each) == [.trial, .trial, .month])
    #expect(roads.cohorts.map(\.size.each) == [.unit, .unit, .unit])
    #expect(roads.cohorts.map(\.step) == ["design", nil, nil])
    #expect(roads.cohorts[0].progress?.each == .unit)
    let design = roads.steps[0]
    #expect(roads.tags == ["open", "main"] && design.tags == ["paper"])
    #expect(design.then.map(\.to) == ["build", "design", "cancelled", "done"])
    #expect(design.window == Month("2021-01")!...Month("2021-02")!)
    #expect(design.after == nil)
    let build = roads.steps[1]
    #expect(
      build.servers == 4 && build.buffer == 9 && build.priority == 2 && build.opens == [1, 9])
    #expect(build.factors.map(\.factor) == ["skill", "rain"])
    #expect(build.factors.map(\.exponent) == [1, -0.5])
    #expect(build.uses.map(\.amount) == [1, 2])
    #expect(build.cost?.distribution == (try .exponential(mean: 3)))
    #expect(roads.steps[2].after == ["build", "works"])
    #expect(programmes[1].steps[0].endless)
    guard case .rate(let flow) = programmes[3].steps[0].kind,
      case .rate(let index) = programmes[4].steps[0].kind
    else {
      Issue.record("rates are no rates")
      return
    }
    #expect(flow.output.each == .month && flow.cap?.constant == 400)
    #expect(flow.remaining?.constant == 3200 && flow.backlog?.constant == 5 && !flow.isLevel)
    #expect(index.bounds == -5...15 && index.start?.each == .trial && index.isLevel)
  }

  @Test func targets() throws {
    let scenario = try Self.read(Self.everything)
    let targets = scenario.targets
    #expect(targets.map(\.comparator) == [.atLeast, .above, .atMost, .below, .by])
    #expect(targets.map(\.value) == [72, 60, 1000, 3, 1])
    #expect(targets.map(scenario.sector(of:)) == ["land", "city", "city", nil, "city"])
    #expect(targets[0].firmness == .soft && targets[1].firmness == .firm)
    #expect(targets[0].unit == "km" && targets[0].clause == "3.1")
    #expect(targets[0].lead == Text(en: "Works", zh: "住建局"))
    #expect(targets[0].note == "twice a year")
    let roads = "roads"
    #expect(
      targets[1].measure
        == .share(
          .reading(programme: roads, step: "build", .completed, asNumber: true),
          .sum([.reading(programme: roads, step: nil, .started, asNumber: false), .constant(100)])))
    #expect(
      targets[2].measure
        == .difference(
          .granted(pool: "budget", programme: roads), .granted(pool: "crews", programme: nil)))
    #expect(
      targets[3].measure
        == .minimum([
          .reading(programme: "index", step: nil, .level, asNumber: false),
          .maximum([.constant(1), .constant(-0.5)]),
        ]))
    let groups = [
      try TargetGroup(id: "both", title: Text(en: "Both"), targets: ["a", "b"], atLeast: 1),
      try TargetGroup(id: "none", targets: ["a", "b"], atMost: 0),
    ]
    #expect(scenario.groups == groups)
  }

  @Test func inputs() throws {
    let document = try ScenarioDocument(yaml: Self.everything, file: "all.yaml")
    let inputs = Dictionary(uniqueKeysWithValues: document.inputs.map { ($0.name, $0) })
    let rate = try #require(inputs["programmes.flow.steps.make.rate"])
    #expect(rate.text == "negativeBinomial: {size: 2.5, probability: .4}")
    #expect(rate.basis == Basis(kind: .document) && rate.programme == "flow")
    let cap = try #require(inputs["programmes.flow.steps.make.cap"])
    #expect(cap.basis == Basis(kind: .referenceClass, note: "elsewhere"))
    #expect(
      inputs["seasons.long.weights"]?.basis
        == Basis(kind: .document, source: Text(en: "Yearbook", zh: "年鉴")))
    #expect(inputs["pools.crews.capacity.1"]?.text == "uniform: [1, 2]")
    #expect(inputs["risks.flood.given.storm"]?.text == ".9")
    #expect(inputs["targets.c.atMost"]?.text == "1e3")
    #expect(inputs["targets.b.measure.share.1.sum.1"]?.text == "100")
    #expect(inputs["factors.skill"]?.text == "lognormal: {mean: 1, cv: .15}")
    let lines = Self.everything.split(separator: "\n", omittingEmptySubsequences: false)
    for input in document.inputs {
      #expect(input.basis != nil, "\(input.name)")
      let rest = String(lines[input.line - 1].dropFirst(input.column - 1))
      #expect(rest.hasPrefix(input.text.prefix(1)) || rest.hasPrefix("{"), "\(input.name)")
    }
  }

  /// The order of the file moves nothing but the order of lists.
  @Test func order() throws {
    func sections(_ text: String) -> [String] {
      var sections: [String] = []
      for line in text.split(separator: "\n") {
        if line.hasPrefix(" ") {
          sections[sections.count - 1] += "\n" + line
        } else {
          sections.append(String(line))
        }
      }
      return sections
    }
    func sorted(_ scenario: Scenario) -> Scenario {
      var scenario = scenario
      scenario.pools.sort { $0.id < $1.id }
      scenario.factors.sort { $0.id < $1.id }
      scenario.risks.sort { $0.id < $1.id }
      scenario.targets.sort { $0.id < $1.id }
      return scenario
    }
    let original = try Self.read(Self.everything)
    #expect(try Self.read(sections(Self.everything).reversed().joined(separator: "\n")) == original)
    let shuffled = sections(Self.everything).map { section -> String in
      var lines = section.components(separatedBy: "\n")
      if ["pools:", "factors:", "risks:", "targets:"].contains(lines[0]) {
        lines[1...].reverse()
      }
      return lines.joined(separator: "\n")
    }
    let turned = try Self.read(shuffled.joined(separator: "\n"))
    #expect(turned != original)
    #expect(sorted(turned) == sorted(original))
  }

  /// Flow style, block style and quotes are ways of writing, not of meaning.
  @Test func style() throws {
    let flow = """
      scenario: {id: s, start: 2021-01, months: 2}
      programmes: {p: {unit: km, steps: {b: {rate: {pert: [1, 2, 3]}}}}}
      targets: {t: {measure: p.completed, atLeast: 1, due: 2021-02}}
      """
    let block = """
      # the same
      ---
      "scenario":
        id: 's'
        start: "2021-01"
        months: 2
      programmes:
        p:
          unit: >-
            km
          steps:
            b:
              rate:
                pert:
                - 1
                - 2.0
                - 3e0
      targets:
        t:
          measure: "p.completed"
          atLeast: 1
          due: 2021-02
      ...
      """
    #expect(try Self.read(flow) == Self.read(block))
  }
}

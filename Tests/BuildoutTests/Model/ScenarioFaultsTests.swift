import Buildout
import Sampling
import Testing

/// Scenarios built in code are held to the same rules as files.
@Suite struct ScenarioFaultsTests {
  static func quantity(_ value: Double, _ each: DrawFrequency = .trial) -> Quantity {
    guard let distribution = try? Distribution.constant(value) else { fatalError("\(value)") }
    return Quantity(distribution, each: each)
  }

  static func scenario(
    programmes: [Programme]? = nil, change: (inout Scenario) throws -> Void
  ) throws -> Scenario {
    let start = try #require(Month("2021-01"))
    var scenario = Scenario(
      id: "s", calendar: try Calendar(start: start, months: 12),
      programmes: try programmes ?? [flow("roads"), flow("schools")])
    try change(&scenario)
    return scenario
  }

  static func flow(_ id: String) throws -> Programme {
    Programme(
      id: id, unit: "km",
      steps: [try Step(id: "build", kind: .rate(.init(output: quantity(3, .month))))])
  }

  static func chain(_ id: String, _ steps: [(String, after: [Reference]?)]) throws -> Programme {
    Programme(
      id: id, unit: "km", cohorts: [try Cohort(number: quantity(1), size: quantity(1, .unit))],
      steps: try steps.map { try Step(id: $0.0, kind: .takes(quantity(1, .unit)), after: $0.after) }
    )
  }

  static func problems(_ scenario: Scenario) -> [String] {
    scenario.faults().map { "\($0.path.joined(separator: ".")): \($0.problem)" }
  }

  /// To look again at what has changed finds what looking at everything finds.
  @Test func whatHasChangedIsLookedAt() throws {
    let programmes = [
      try Self.flow("roads"),
      try Self.chain("schools", [("design", nil), ("build", [.step("finish", of: "estates")])]),
      try Self.chain("estates", [("site", nil), ("finish", nil)]),
    ]
    let base = try Self.scenario(programmes: programmes) { _ in }
    #expect(Self.problems(base) == [])
    let changes: [(inout Scenario) throws -> Void] = [
      { $0.programmes[0].steps = [] },
      { $0.programmes[1].cohorts = [] },
      // What another programme waits for is gone, or waits for it.
      { $0.programmes[2].steps.removeLast() },
      {
        $0.programmes[2] = try Self.chain(
          "estates", [("site", [.programme("schools")]), ("finish", nil)])
      },
      { $0.programmes[2].sector = "housing" },
      {
        $0.programmes[1].steps[1] = try Step(
          id: "build", kind: .takes(Self.quantity(1, .unit)), season: "works")
      },
      { $0.programmes.removeLast() },
      { $0.sectors = [Sector(id: "transport")] },
    ]
    var found = 0
    for change in changes {
      var scenario = base
      try change(&scenario)
      let faults = scenario.faults()
      found += faults.isEmpty ? 0 : 1
      #expect(
        scenario.faults(checkingHorizon: true, opaqueProgrammes: [], since: base) == faults)
    }
    // A sector is anything while none is declared.
    #expect(found == changes.count - 2)
  }

  @Test func soundScenarioHasNone() throws {
    #expect(Self.problems(try Self.scenario { _ in }) == [])
  }

  @Test func idsTwice() throws {
    let scenario = try Self.scenario { scenario in
      scenario.programmes.append(try Self.flow("roads"))
      scenario.pools = [
        try Pool(id: "crews", capacity: [Self.quantity(1)]),
        try Pool(id: "crews", capacity: [Self.quantity(2)]),
      ]
      let step = scenario.programmes[1].steps[0]
      scenario.programmes[1].steps.append(try Step(id: step.id, kind: step.kind, after: []))
    }
    #expect(
      Self.problems(scenario) == [
        "pools.crews: 'crews' is declared twice", "programmes.roads: 'roads' is declared twice",
        "programmes.schools.steps.build: step 'build' is declared twice",
      ])
  }

  @Test func circles() throws {
    let inOne = try Self.scenario(
      programmes: [
        try Self.chain("a", [("x", after: ["z"]), ("y", after: ["x"]), ("z", after: ["y"])])
      ]
    ) { _ in }
    #expect(
      Self.problems(inOne) == [
        "programmes.a.steps.x.after: steps wait for one another in a circle, x->y->z->x"
      ])
    let between = try Self.scenario(
      programmes: [
        try Self.chain("a", [("x", after: ["b.x"])]), try Self.chain("b", [("x", after: ["c"])]),
        try Self.chain("c", [("x", after: ["a.x"])]),
      ]
    ) { _ in }
    #expect(
      Self.problems(between) == [
        "programmes.a.steps.x.after: steps wait for one another in a circle, a.x->c.x->b.x->a.x"
      ])
    let onItself = try Self.scenario(programmes: [try Self.chain("a", [("x", after: ["x"])])]) {
      _ in
    }
    #expect(
      Self.problems(onItself) == [
        "programmes.a.steps.x.after: steps wait for one another in a circle, x->x"
      ])
  }

  /// A long chain is searched without recursion.
  @Test func longChain() throws {
    let steps = (0..<5000).map { ("s\($0)", after: [Reference]?.none) }
    let scenario = try Self.scenario(programmes: [try Self.chain("a", steps)]) { _ in }
    #expect(Self.problems(scenario) == [])
  }

  /// Rework is no circle of waiting, and what leads to it is reached.
  @Test func rework() throws {
    var programme = try Self.chain("a", [("x", after: nil), ("y", after: nil), ("z", after: nil)])
    func branch(_ weights: (String, Double)...) throws {
      programme.steps[1] = try Step(
        id: "y", kind: programme.steps[1].kind,
        then: weights.map { try Step.Branch(to: .init($0.0), weight: $0.1) })
    }
    try branch(("x", 1), ("z", 3), ("cancelled", 1))
    #expect(Self.problems(try Self.scenario(programmes: [programme]) { _ in }) == [])
    try branch(("x", 1), ("z", 0), ("cancelled", 0))
    #expect(
      Self.problems(try Self.scenario(programmes: [programme]) { _ in }) == [
        "programmes.a.steps.z: no unit can reach step 'z'",
        "programmes.a.steps.x: no way leads out of step 'x'",
      ])
  }

  @Test func smallestEigenvalue() throws {
    let fault = try #require(throws: Fault.self) {
      try Correlation(
        factors: ["a", "b", "c"], matrix: [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    }
    #expect(fault.path == ["matrix"])
    #expect(fault.problem.contains("the smallest eigenvalue is -0.8 "))
  }

  @Test func tooManyRisks() throws {
    let scenario = try Self.scenario { scenario in
      scenario.risks = try (0...32).map {
        try Risk(
          id: "r\($0)", occurrence: .monthly(Self.quantity(0.1)), on: ["roads"],
          effects: [.speed: Self.quantity(0.5)])
      }
    }
    #expect(
      Self.problems(scenario) == [
        "programmes.roads.steps.build: 33 risks act on step 'build', the limit is 32"
      ])
  }

  @Test func datesOutsideTheHorizon() throws {
    let late = try #require(Month("2022-01"))
    let scenario = try Self.scenario { scenario in
      scenario.targets = [
        try Target(
          id: "t", measure: .reading(programme: "roads", step: nil, .completed, asNumber: false),
          comparator: .atLeast, value: 1, due: late)
      ]
    }
    #expect(
      Self.problems(scenario) == [
        "targets.t.due: due 2022-01 is past the horizon, whose last month is 2021-12"
      ])
  }
}

@Suite struct SpellingTests {
  @Test func distances() {
    #expect(Spelling.distance("kitten", "sitting") == 3)
    #expect(Spelling.distance("ca", "ac") == 1)
    #expect(Spelling.distance("", "abc") == 3)
    #expect(Spelling.distance("道路", "道") == 1)
  }

  @Test func nearest() {
    let keys = ["capacity", "carry", "season", "split", "title"]
    #expect(Spelling.nearest(to: "capasity", among: keys) == "capacity")
    #expect(Spelling.nearest(to: "seaosn", among: keys) == "season")
    #expect(Spelling.nearest(to: "cap", among: keys) == "capacity")
    #expect(Spelling.nearest(to: "CARRY", among: keys) == "carry")
    #expect(Spelling.nearest(to: "servers", among: keys) == nil)
    #expect(Spelling.nearest(to: "x", among: ["y"]) == nil)
    #expect(Spelling.nearest(to: "", among: keys) == nil)
  }
}

import Sampling
import ScenarioFormat
import TestSupport
import Testing

@testable import Buildout

/// The best use of a budget, against answers that can be worked out.
@Suite("Choosing") struct ChooseTests {
  static func choose(
    _ document: ScenarioDocument, budget: ClosedRange<Double>, for aim: Aim = .targetsMet,
    _ settings: RunSettings
  ) async throws -> Choice {
    try await Plan(document.scenario).choose(
      among: document.levers, named: document.bundles, budget: budget, for: aim, settings
    ) { try document.carryingOut($0) }
  }

  static func document(_ yaml: String) throws -> ScenarioDocument {
    try ScenarioDocument(yaml: yaml, file: "choice.yaml")
  }

  /// How likely so many of `n` things are, each with the same chance.
  static func tail(_ n: Int, _ chance: Double, atLeast least: Int) -> Double {
    var (term, sum) = (1.0, 0.0)
    for _ in 0..<n { term *= 1 - chance }
    guard chance < 1 else { return least <= n ? 1 : 0 }
    for count in 0...n {
      if count >= least { sum += term }
      term *= Double(n - count) / Double(count + 1) * chance / (1 - chance)
    }
    return sum
  }

  // MARK: O31

  /// The exact probability of all targets with so many crews for each programme.
  static func allCrews(_ crews: [Int]) -> Double {
    zip(zip(crews, [0.008, 0.0105, 0.015]), [(30, 15), (24, 13), (18, 11)]).reduce(1) {
      var left = 1.0
      for _ in 1...12 { left *= 1 - Double($1.0.0) * $1.0.1 }
      return $0 * tail($1.1.0, 1 - left, atLeast: $1.1.1)
    }
  }

  @Test func theExactObjectiveIsTheOracles() throws {
    let oracle = try Oracle.load("O31")
    for name in ["best", "second", "third"] {
      let exact = Self.allCrews(try oracle.allocation(name).map { Int($0) })
      #expect((exact - (try oracle.output("\(name) objective"))).magnitude < 1e-9)
    }
  }

  /// Twenty crews over three programmes: 231 allocations, of which 63 parts are simulated.
  @Test func crewsAreSharedOutAsO31() async throws {
    let document = try Self.document(Repository.text("Tests/Validation/o31-crews.yaml"))
    let best = try Oracle.load("O31").output("best objective")
    let seeds = Proof.isLong ? 400 : 3
    var near = 0
    for seed in 0..<seeds {
      let settings = RunSettings(
        trials: Proof.isLong ? 10_000 : 1_024, seed: UInt64(seed), threads: 2)
      let choice = try await Self.choose(
        document, budget: 0...0, for: .goal(.joint(.all)), settings)
      #expect(choice.effort.combinations == 230 && choice.effort.isExhaustive)
      #expect(choice.effort.parts == 63)
      let index = try #require(choice.best)
      let units = choice.finalists[index].combination.units
      #expect(units.reduce(0, +) == 0)
      let exact = Self.allCrews(zip([10, 5, 5], units).map { $0 + $1 })
      if best - exact <= 0.005 { near += 1 }
      // What is reported is of trials that did not choose it.
      let value = choice.finalists[index].value
      #expect((value.value - exact).magnitude < Proof.band * value.standardError)
      // Few trials cannot do as well as the many that the proof makes.
      #expect(best - exact < 0.03)
    }
    #expect(!Proof.isLong || near * 400 >= 370 * seeds)
  }

  // MARK: Small instances

  /// Programmes of jobs, options that make some of them likelier, and what each combination is worth.
  struct Instance {
    let yaml: String
    let budget: Double
    /// By option, the programme it helps.
    let helps: [Int]
    /// By option, cost in hundredths.
    let costs: [Int]
    /// Indices of options that exclude each other, and of one that needs another.
    let excludes: (Int, Int)
    let needs: (Int, Int)
    let jobs: [Int]
    let wanted: [Int]

    init(_ seed: UInt64) throws {
      var generator = SplitMix(seed)
      func below(_ n: Int) -> Int { Int(generator.next() % UInt64(n)) }
      let jobs = (0..<3).map { _ in 6 + below(12) }
      let wanted = jobs.map { $0 / 2 + below(3) }
      let options = 5 + below(2)
      let helps = (0..<options).map { _ in below(3) }
      let costs = (0..<options).map { _ in 10 + below(290) }
      let budget = 100 + below(500)
      let (excludes, needs) = ((0, 1), (2, 3))
      var text = "scenario: {id: small, start: 2021-01, months: 1}\nprogrammes:\n"
      for (index, count) in jobs.enumerated() {
        text +=
          "  p\(index): {unit: job, cohorts: [{number: \(count)}], steps: {work: {chance: .4}}}\n"
      }
      text += "targets:\n"
      for (index, count) in wanted.enumerated() {
        text += "  t\(index): {measure: p\(index).completed, atLeast: \(count), due: 2021-01}\n"
      }
      text += "options:\n"
      for (index, programme) in helps.enumerated() {
        let cost = Double(costs[index]) / 100
        text +=
          "  o\(index): {add: {programmes.p\(programme).steps.work.chance: .06}, cost: {oneOff: \(cost)}"
        if index == excludes.0 { text += ", excludes: o\(excludes.1)" }
        if index == needs.0 { text += ", extends: o\(needs.1)" }
        text += "}\n"
      }
      (yaml, self.budget, self.helps, self.costs) = (text, Double(budget) / 100, helps, costs)
      (self.excludes, self.needs, self.jobs, self.wanted) = (excludes, needs, jobs, wanted)
    }

    func isAllowed(_ units: [Int]) -> Bool {
      let cost = zip(units, costs).reduce(0) { $0 + $1.0 * $1.1 }
      return cost <= Int((budget * 100).rounded()) && units[excludes.0] * units[excludes.1] == 0
        && units[needs.0] <= units[needs.1]
    }

    func value(_ units: [Int], together: Bool) -> Double {
      let chances = jobs.indices.map { programme in
        let helped = units.indices.filter { helps[$0] == programme }.reduce(0) { $0 + units[$1] }
        return ChooseTests.tail(
          jobs[programme], 0.4 + 0.06 * Double(helped), atLeast: wanted[programme])
      }
      return together ? chances.reduce(1, *) : chances.reduce(0, +)
    }

    /// Every combination within the budget.
    var all: [[Int]] {
      (0..<1 << costs.count).map { bits in costs.indices.map { bits >> $0 & 1 } }.filter(isAllowed)
    }
  }

  /// A generator of the tests' own, so that no instance hangs on the product's streams.
  struct SplitMix {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  /// Twenty of them every day.
  @Test("Of fifty small instances the enumerated best is found, or said to be undecided")
  func smallInstances() async throws {
    var exact = 0
    let instances = Proof.isLong ? 50 : 20
    for seed in 0..<instances {
      let instance = try Instance(UInt64(seed))
      let together = seed % 2 == 0
      let choice = try await Self.choose(
        try Self.document(instance.yaml), budget: instance.budget...instance.budget,
        for: together ? .goal(.joint(.all)) : .targetsMet,
        RunSettings(trials: Proof.isLong ? 10_000 : 768, seed: UInt64(seed), threads: 2))
      let all = instance.all
      #expect(choice.effort.combinations <= all.count - 1)
      let top = all.map { instance.value($0, together: together) }.max() ?? 0
      let found = choice.undecided.map { choice.finalists[$0].combination.units }
      #expect(found.allSatisfy(instance.isAllowed), "\(seed)")
      let index = try #require(choice.best)
      let best = choice.finalists[index].combination.units
      func isTop(_ units: [Int]) -> Bool {
        (instance.value(units, together: together) - top).magnitude < 1e-12
      }
      if isTop(best) { exact += 1 }
      #expect(found.contains(where: isTop) || choice.effort.leftOver > 0, "\(seed): \(best)")
    }
    // Not by calling everything undecided.
    #expect(exact >= instances * 4 / 5)
  }

  // MARK: Money

  @Test("A budget is never exceeded, and what is as much as it, to the cent, is affordable")
  func budgets() throws {
    let calendar = try Calendar(start: #require(Month(year: 2021, month: 1)), months: 7)
    var exactly = 0
    for seed in 0..<400 {
      var generator = SplitMix(UInt64(seed))
      let cents = (0..<6).map { _ in Int(generator.next() % 40) + 1 }
      let monthly = (0..<6).map { _ in Int(generator.next() % 9) - 1 }
      let budget = Int(generator.next() % 200)
      let levers = (0..<6).map { index in
        Lever(
          id: "o\(index)", levels: index == 0 ? [0, 1, 2, 3] : [0, 1],
          oneOffCost: Double(cents[index]) / 100, monthlyCost: Double(monthly[index]) / 100)
      }
      let combinations = Combinations(levers, calendar)
      let found = try #require(
        combinations.all(within: Double(budget) / 100, idle: [], limit: 1_000))
      func total(_ units: [Int]) -> Int {
        units.indices.reduce(0) { $0 + units[$1] * (cents[$1] + 7 * monthly[$1]) }
      }
      for units in found {
        #expect(total(units) <= budget || units == [0, 0, 0, 0, 0, 0], "\(seed): \(units)")
        if total(units) == budget { exactly += 1 }
      }
      let all = (0..<4).flatMap { first in
        (0..<32).map { bits in [first] + (0..<5).map { bits >> $0 & 1 } }
      }
      #expect(found.count == all.count { total($0) <= budget || $0.allSatisfy { $0 == 0 } })
    }
    #expect(exactly > 100)
  }

  @Test func nothingAffordable() async throws {
    let instance = try Instance(1)
    let choice = try await Self.choose(
      try Self.document(instance.yaml), budget: 0.05...0.05, RunSettings(trials: 256))
    #expect(choice.isNothingAffordable && choice.best == nil && choice.runnerUp == nil)
    #expect(choice.undecided.isEmpty)
    #expect(choice.finalists.count == 1 && choice.finalists[0].combination.isBase)
  }

  // MARK: Honesty

  /// Two options of the same effect by other random draws are told apart no oftener than the level allows.
  @Test func twinsAreSeldomDecisive() async throws {
    let document = try Self.document(
      """
      scenario: {id: twins, start: 2021-01, months: 1}
      programmes:
        a: {unit: thing, cohorts: [{number: 5}], steps: {build: {chance: .3}}}
        b: {unit: thing, cohorts: [{number: 5}], steps: {build: {chance: .3}}}
      targets:
        a: {measure: a.completed, atLeast: 3, due: 2021-01}
        b: {measure: b.completed, atLeast: 3, due: 2021-01}
      options:
        help-a: {set: {programmes.a.steps.build.chance: .5}, cost: {oneOff: 1}}
        help-b: {set: {programmes.b.steps.build.chance: .5}, cost: {oneOff: 1}}
      """)
    let repetitions = Proof.isLong ? 2_000 : 60
    var decisive = 0
    for seed in 0..<repetitions {
      let choice = try await Self.choose(
        document, budget: 1...1, RunSettings(trials: 256, seed: UInt64(seed)))
      let best = try #require(choice.best)
      let other = try #require(choice.runnerUp)
      if !choice.difference(from: other, to: best).isUndecided { decisive += 1 }
    }
    #expect(Double(decisive) <= 0.05 * Double(repetitions))
  }

  /// Options of a programme each, of which the first help most and cost least.
  static func many(_ count: Int) -> String {
    var yaml = "scenario: {id: many, start: 2021-01, months: 1}\npools:\n"
    for pool in ["pa", "pb", "pc"] { yaml += "  \(pool): {capacity: 1}\n" }
    yaml += "programmes:\n"
    for index in 0..<count {
      yaml += "  p\(index): {unit: job, cohorts: [{number: 4}], steps: {work: {chance: .2}}}\n"
    }
    yaml +=
      "  roads: {unit: km, cohorts: [{number: 8}], steps: {work: {chance: 1, uses: {pa: 1, pb: 1, pc: 1}}}}\n"
    yaml += "targets:\n"
    for index in 0..<count {
      yaml += "  t\(index): {measure: p\(index).completed, atLeast: 2, due: 2021-01}\n"
    }
    yaml += "  roads: {measure: roads.completed, atLeast: 8, due: 2021-01}\noptions:\n"
    for index in 0..<count {
      let chance = 0.75 - 0.025 * Double(index)
      yaml +=
        "  o\(index): {set: {programmes.p\(index).steps.work.chance: \(chance)}, "
        + "cost: {oneOff: \(20 + index)}}\n"
    }
    return yaml
  }

  /// Three pools of which each must grow: no step from neighbour to neighbour leads there, the author's name for them
  /// does.
  @Test func whatHasANameIsLookedAt() async throws {
    var yaml = Self.many(19)
    for pool in ["pa", "pb", "pc"] {
      yaml += "  more-\(pool): {set: {pools.\(pool).capacity: 8}, cost: {oneOff: 20}}\n"
    }
    yaml += "  thrice: {extends: [more-pa, more-pb, more-pc]}\n"
    let choice = try await Self.choose(
      try Self.document(yaml), budget: 200...200, RunSettings(trials: 512, seed: 5, threads: 2))
    #expect(!choice.effort.isExhaustive)
    let best = try #require(choice.best)
    #expect(choice.finalists[best].combination.units.suffix(3) == [1, 1, 1])
  }

  /// Nineteen options of a programme each, more combinations than are listed, and a budget for half of them.
  @Test("Where combinations are too many to look at, the best neighbours lead to it")
  func manyCombinations() async throws {
    let count = 19
    let yaml = Self.many(count)
    let budget = Double((0..<9).reduce(0) { $0 + 20 + $1 })
    let choice = try await Self.choose(
      try Self.document(yaml), budget: budget...budget,
      RunSettings(trials: 1_024, seed: 5, threads: 2))
    #expect(choice.effort.isBounded && !choice.effort.isExhaustive)
    // Each programme with its option and without, and the roads.
    #expect(choice.effort.parts <= 2 * count + 1)
    let wanted = (0..<count).map { $0 < 9 ? 1 : 0 }
    #expect(
      choice.undecided.contains { choice.finalists[$0].combination.units == wanted })
    #expect(choice.finalists.allSatisfy { $0.cost <= budget })
  }

  // MARK: Parts

  /// One option lets a programme use the crews that another pays for; neither helps by itself.
  @Test func optionsThatMeetThroughAPool() async throws {
    let document = try Self.document(
      """
      scenario: {id: meeting, start: 2021-01, months: 4}
      pools: {lent: {capacity: 1}, own: {capacity: 1}}
      programmes:
        other: {unit: job, cohorts: [{number: 1}], steps: {work: {takes: 1, uses: {lent: 1}}}}
        roads: {unit: km, cohorts: [{number: 8}], steps: {work: {takes: 1, uses: {own: 1}}}}
      targets:
        roads: {measure: roads.completed, atLeast: 8, due: 2021-04}
      options:
        move: {set: {programmes.roads.steps.work.uses: {lent: 1}}, cost: {oneOff: 1}}
        lend: {set: {pools.lent.capacity: 5}, cost: {oneOff: 1}}
      """)
    let choice = try await Self.choose(document, budget: 2...2, RunSettings(trials: 256))
    let best = try #require(choice.best)
    #expect(choice.finalists[best].combination.units == [1, 1])
    #expect(choice.finalists[best].value.value == 1)
    #expect(choice.finalists[choice.base].value.value == 0)
  }

  /// What is judged is what a comparison of the same options says of the same trials.
  @Test func partsAddUpToTheWhole() async throws {
    let instance = try Instance(7)
    let document = try Self.document(instance.yaml)
    let (plan, levers) = (try Plan(document.scenario), document.levers)
    for aim in [Aim.targetsMet, .goal(.joint(.all)), .goal(.target("t1"))] {
      let parts = try ChoiceParts(plan, Combinations(levers, plan.scenario.calendar), aim) {
        try document.carryingOut($0)
      }
      let scores = ChoiceScores(
        parts, levers: levers.count, RunSettings(trials: 700, seed: 3)
      ) { try document.carryingOut($0) }
      for units in instance.all.suffix(5) {
        try await scores.simulate(scores.entries(of: units), trials: 700)
        let whole = try await Plan(document.carryingOut(Combination(units: units))).forecast(
          RunSettings(trials: 700, seed: 3))
        let sum = ChoiceValues.sums(scores.values(units, trials: 700)).sum
        switch aim {
        case .targetsMet:
          #expect(sum == whole.targetsMet.counts.enumerated().reduce(0) { $0 + $1.0 * $1.1 })
        case .goal(.target): #expect(sum == whole[target: "t1"].met.count)
        case .goal(.joint): #expect(sum == whole.joint[0].met.count)
        }
      }
    }
  }

  @Test func threadsChangeNothing() async throws {
    let document = try Self.document(try Instance(3).yaml)
    let one = try await Self.choose(
      document, budget: 0...5, RunSettings(trials: 1_000, seed: 3, threads: 1))
    let three = try await Self.choose(
      document, budget: 0...5, RunSettings(trials: 1_000, seed: 3, threads: 3))
    #expect(one == three)
    #expect(one.frontier.count > 2)
    let frontier = one.frontier.map { one.finalists[$0] }
    for (cheap, dear) in zip(frontier, frontier.dropFirst()) {
      #expect(cheap.cost < dear.cost && cheap.value.value < dear.value.value)
    }
  }
}

import Buildout
import Sampling
import Testing

/// What cannot be: no part of a scenario can be made of it, in code as little as in a file.
@Suite struct ImpossibleValuesTests {
  static func q(_ value: Double, _ each: DrawFrequency = .trial) throws -> Quantity {
    Quantity(try .constant(value), each: each)
  }

  static func normal(_ each: DrawFrequency = .month) throws -> Quantity {
    Quantity(try .normal(mean: 3, sd: 1), each: each)
  }

  static let month = Month("2021-06")!

  static func target(_ measure: Measure, _ value: Double) throws -> Target {
    try Target(id: "t", measure: measure, comparator: .atMost, value: value, due: month)
  }

  /// What is tried, and the fault: its path, a colon, its problem.
  struct Case: Sendable, CustomTestStringConvertible {
    let fault: String
    let make: @Sendable () throws -> Any

    init(_ fault: String, _ make: @escaping @Sendable () throws -> Any) {
      self.fault = fault
      self.make = make
    }

    var testDescription: String { fault }
  }

  static let limits = "it must be above 0 and at most 1e15"
  static let weightLimits =
    ": the weight of 'roads' must be at least 0.000001 and at most 1e15"
  static let within = "it must lie between 0 and 1"
  static let notBelow = "it must not be below 0"

  static let cases: [Case] = [
    Case("months: months is 0, it must be from 1 to 120") {
      try Calendar(start: month, months: 0)
    },
    Case("start: the horizon ends in the year 10000") {
      try Calendar(start: Month("9999-12")!, months: 2)
    },
    Case(": the season has 3 weights, it must have 12") {
      try Season(id: "s", weights: [1, 1, 1])
    },
    Case("1: the weight is nan, it must be from 0 to 1000") {
      try Season(id: "s", weights: [1, .nan] + Array(repeating: 1, count: 10))
    },
    Case("capacity: 'capacity' has no values") { try Pool(id: "p", capacity: []) },
    Case("capacity: 'capacity' is -1, \(notBelow)") { try Pool(id: "p", capacity: [q(-1)]) },
    Case("capacity.1: 'capacity' is -1, \(notBelow)") {
      try Pool(id: "p", capacity: [q(1), q(-1)])
    },
    Case("capacity.each: 'capacity' cannot be drawn for each unit") {
      try Pool(id: "p", capacity: [q(1, .unit)])
    },
    Case("capacity: 'capacity' has values from minus infinity to infinity, \(notBelow)") {
      try Pool(id: "p", capacity: [normal()])
    },
    Case(weightLimits) { try Pool.SplitShare(programme: "roads", weight: 0) },
    Case(weightLimits) { try Pool.SplitShare(programme: "roads", weight: -1) },
    Case(weightLimits) { try Pool.SplitShare(programme: "roads", weight: .nan) },
    Case(weightLimits) {
      try Pool.SplitShare(programme: "roads", weight: .infinity)
    },
    Case("value.each: 'value' cannot be drawn for each unit") {
      try Factor(id: "f", value: q(1, .unit))
    },
    Case("factors: a correlation needs two factors, this names 1") {
      try Correlation(factors: ["a"], matrix: [[1]])
    },
    Case("matrix: the matrix has 1 rows, there are 2 factors") {
      try Correlation(factors: ["a", "b"], matrix: [[1]])
    },
    Case("matrix.0.1: the correlation is nan, it must lie between -1 and 1") {
      try Correlation(factors: ["a", "b"], matrix: [[1, .nan], [.nan, 1]])
    },
    Case("chance: 'chance' is 3, \(within)") {
      try Risk(id: "r", occurrence: .chance(q(3), each: .trial), on: [])
    },
    Case("chance: 'chance' has values from 0 to infinity, \(within)") {
      let distribution = try Distribution.exponential(mean: 0.1)
      return try Risk(
        id: "r", occurrence: .chance(Quantity(distribution, each: .trial), each: .trial), on: [])
    },
    Case("each: a 'chance' is not settled for each month") {
      try Risk(id: "r", occurrence: .chance(q(0.5), each: .month), on: [])
    },
    Case("monthly: 'monthly' is -0.5, \(within)") {
      try Risk(id: "r", occurrence: .monthly(q(-0.5)), on: [])
    },
    Case("ends: 'ends' is 2, \(within)") {
      try Risk(id: "r", occurrence: .regime(starts: q(0), ends: q(2), acting: true), on: [])
    },
    Case("lasts: 'lasts' is -1, \(notBelow)") {
      try Risk(id: "r", occurrence: .monthly(q(0.5)), lasts: q(-1), on: [])
    },
    Case("lasts.each: 'lasts' cannot be drawn for each month") {
      try Risk(id: "r", occurrence: .chance(q(0.5), each: .trial), lasts: q(1, .month), on: [])
    },
    Case("lasts: 'lasts' and 'ends' both say when the risk ends") {
      try Risk(
        id: "r", occurrence: .regime(starts: q(0), ends: q(1), acting: true), lasts: q(1), on: [])
    },
    Case("speed: 'speed' is -1, \(notBelow)") {
      try Risk(id: "r", occurrence: .monthly(q(0.5)), on: [], effects: [.speed: q(-1)])
    },
    Case("delay: 'delay' is -1, \(notBelow)") {
      try Risk(id: "r", occurrence: .monthly(q(0.5)), on: [], effects: [.delay: q(-1)])
    },
    Case("capacity.each: 'capacity' cannot be drawn for each unit") {
      try Risk(id: "r", occurrence: .monthly(q(0.5)), on: [], effects: [.capacity: q(1, .unit)])
    },
    Case("cost: 'cost' has values from minus infinity to infinity, \(notBelow)") {
      try Risk(id: "r", occurrence: .monthly(q(0.5)), on: [], effects: [.cost: normal()])
    },
    Case(": 'other' is 1.5, \(within)") { try Risk.Condition(risk: "other", chance: 1.5) },
    Case(": 'other' is nan, \(within)") { try Risk.Condition(risk: "other", chance: .nan) },
    Case("number: 'number' is -1, \(notBelow)") { try Cohort(number: q(-1), size: q(1)) },
    Case("number: 'number' can reach 200000, the limit is 100000") {
      try Cohort(number: q(200_000), size: q(1))
    },
    Case("number.each: 'number' cannot be drawn for each month") {
      try Cohort(number: q(1, .month), size: q(1))
    },
    Case("size: 'size' is -1, \(notBelow)") { try Cohort(number: q(1), size: q(-1)) },
    Case("progress: 'progress' is 1.5, \(within)") {
      try Cohort(number: q(1), size: q(1), progress: q(1.5))
    },
    Case("progress: 'progress' is given for units that have not begun") {
      try Cohort(number: q(1), size: q(1), entry: .planned(month), progress: q(0.5))
    },
    Case("ceiling: 'ceiling' is 0, it must be from 1 to 100000") {
      try Cohort(number: q(1), size: q(1), entry: .arriving(ceiling: 0))
    },
    Case("takes: 'takes' is -1, \(notBelow)") { try Step(id: "s", kind: .takes(q(-1))) },
    Case("chance: 'chance' is 3, \(within)") { try Step(id: "s", kind: .chance(q(3))) },
    Case("rate: 'rate' has values from minus infinity to infinity, \(notBelow)") {
      try Step.Rate(output: normal())
    },
    Case("rate.each: 'rate' cannot be drawn for each unit") {
      try Step.Rate(output: q(1, .unit))
    },
    Case("cap: 'cap' is -1, \(notBelow)") { try Step.Rate(output: q(1), cap: q(-1)) },
    Case("cap.each: 'cap' cannot be drawn for each month") {
      try Step.Rate(output: q(1), cap: q(1, .month))
    },
    Case("remaining: 'remaining' is -1, \(notBelow)") {
      try Step.Rate(output: q(1), remaining: q(-1))
    },
    Case("backlog: 'backlog' is -1, \(notBelow)") { try Step.Rate(output: q(1), backlog: q(-1)) },
    Case("bounds.1: 'bounds' is infinity, it must be at least -1e15 and at most 1e15") {
      try Step.Rate(output: normal(), bounds: 0 ... .infinity)
    },
    Case(": the exponent is 101, it must be from -100 to 100") {
      try Step.Loading(factor: "f", exponent: 101)
    },
    Case(": the exponent is nan, it must be from -100 to 100") {
      try Step.Loading(factor: "f", exponent: .nan)
    },
    Case(": 'crews' is -1, \(limits)") { try Step.Use(pool: "crews", amount: -1) },
    Case(": 'crews' is nan, \(limits)") { try Step.Use(pool: "crews", amount: .nan) },
    Case(": 'done' is -1, it must be at least 0 and at most 1e15") {
      try Step.Branch(to: "done", weight: -1)
    },
    Case("priority: 'priority' is 0, it must be from 1 to 1000") {
      try Step(id: "s", kind: .takes(q(1)), priority: 0)
    },
    Case("cost: 'cost' is -1, \(notBelow)") {
      try Step(id: "s", kind: .takes(q(1)), cost: q(-1))
    },
    Case("servers: 'servers' is 0, it must be from 1 to 100000") {
      try Step(id: "s", kind: .takes(q(1)), servers: 0)
    },
    Case("buffer: 'buffer' is -1, it must be from 1 to 100000") {
      try Step(id: "s", kind: .takes(q(1)), buffer: -1)
    },
    Case("opens.0: 'opens' is 13, it must be from 1 to 12") {
      try Step(id: "s", kind: .takes(q(1)), opens: [13])
    },
    Case("opens.1: 'opens' is 0, it must be from 1 to 12") {
      try Step(id: "s", kind: .takes(q(1)), opens: [1, 0])
    },
    Case("opens.1: month 9 is listed twice") {
      try Step(id: "s", kind: .takes(q(1)), opens: [9, 9])
    },
    Case("atMost: 'atMost' is nan, it must be at least -1e15 and at most 1e15") {
      try target(.constant(1), .nan)
    },
    Case("atMost: 'atMost' is infinity, it must be at least -1e15 and at most 1e15") {
      try target(.constant(1), .infinity)
    },
    Case("measure.sum.1: 'sum' is nan, it must be at least -1e15 and at most 1e15") {
      try target(.sum([.constant(1), .constant(.nan)]), 1)
    },
    Case("measure.minimum: 'minimum' has 0 measures, it must have at least one") {
      try target(.minimum([]), 1)
    },
    Case("atLeast: 'atLeast' is 0, it must be from 1 to 100000") {
      try TargetGroup(id: "g", targets: ["t"], atLeast: 0)
    },
  ]

  @Test(arguments: cases) func cannotBeMade(_ value: Case) throws {
    let fault = try #require(throws: Fault.self) { _ = try value.make() }
    #expect("\(fault.path.joined(separator: ".")): \(fault.problem)" == value.fault)
    #expect(!fault.consequence.isEmpty && !fault.remedy.isEmpty)
  }

  /// A file refuses names that nothing could refer to at their keys, a plan wherever they come from.
  @Test func names() throws {
    let step = try Step(id: "a.b", kind: .takes(Self.q(1)))
    let programme = Programme(
      id: "Roads", unit: "km", cohorts: [try Cohort(number: Self.q(1), size: Self.q(1))],
      steps: [step])
    let scenario = Scenario(
      id: "s", calendar: try Calendar(start: Self.month, months: 3), programmes: [programme])
    #expect(
      scenario.faults().map { "\($0.path.joined(separator: "/")): \($0.problem)" } == [
        "programmes/Roads: 'Roads' is not an id",
        "programmes/Roads/steps/a.b: 'a.b' is not an id",
      ])
    #expect(throws: ScenarioFaults.self) { try Plan(scenario) }
  }
}

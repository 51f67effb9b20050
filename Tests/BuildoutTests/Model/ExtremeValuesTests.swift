import Buildout
import Sampling
import TestSupport
import Testing

/// Scenarios made in code of whatever numbers there are: each part is refused or taken, and what is
/// taken runs to its end.
@Suite struct ExtremeValuesTests {
  @Test func nothingTraps() async throws {
    var ran = 0
    for seed in 0..<(Proof.isLong ? 4_000 : 150) {
      var extreme = ExtremeScenario(Dice(seed))
      guard let plan = try? Plan(extreme.scenario()) else { continue }
      ran += 1
      let forecast = try await plan.forecast(RunSettings(trials: 256, seed: UInt64(seed)))
      for target in forecast.targets {
        #expect((0...1).contains(target.met.value), "seed \(seed), \(target.target.id)")
      }
    }
    #expect(ran > 60, "hardly any scenario was accepted")
  }
}

private struct ExtremeScenario {
  var dice: Dice

  init(_ dice: Dice) { self.dice = dice }

  static let odd: [Double] = [
    .nan, .infinity, -.infinity, -1e300, -1e15, -1, -0.0, 0, .leastNonzeroMagnitude, 1e-9, 1e5, 1e9,
    1e15, 1e300,
  ]

  private mutating func number(_ usual: ClosedRange<Double>, oddly: Double = 0.03) -> Double {
    dice.coin(oddly) ? dice.one(of: Self.odd) : dice.number(usual.lowerBound, usual.upperBound)
  }

  private mutating func whole(_ usual: ClosedRange<Int>) -> Int {
    dice.coin(0.01) ? dice.one(of: [.min, -1, 0, 100_000, 100_001, .max]) : dice.whole(usual)
  }

  /// Tries until something is accepted.
  private mutating func accepted<Value>(_ make: (inout Self) throws -> Value) throws -> Value {
    for _ in 0..<40 { if let value = try? make(&self) { return value } }
    return try make(&self)
  }

  private mutating func distribution(_ usual: ClosedRange<Double>) throws -> Distribution {
    let mean = number(usual)
    switch dice.whole(0...9) {
    case 0: return try .normal(mean: mean, sd: number(0...1))
    case 1: return try .lognormal(median: mean, sigma: number(0...3))
    case 2: return try .gamma(mean: mean, cv: number(0...3))
    case 3: return try .uniform(min: 0, max: mean)
    case 4: return try .poisson(mean: mean)
    case 5: return try .table(values: [0, mean], weights: [number(0...1), 1])
    case 6: return try .weibull(shape: number(0.3...3), scale: mean)
    default: return try .constant(mean)
    }
  }

  private mutating func quantity(
    _ usual: ClosedRange<Double>, _ each: DrawFrequency...
  ) throws -> Quantity {
    Quantity(try distribution(usual), each: dice.one(of: each))
  }

  private mutating func maybe<Value>(_ make: (inout Self) throws -> Value) rethrows -> Value? {
    dice.coin(0.3) ? try make(&self) : nil
  }

  mutating func scenario() throws -> Scenario {
    let start = Month(year: whole(1...9998), month: 1) ?? Month("2021-01")!
    let calendar = try accepted { try Calendar(start: start, months: $0.whole(6...14)) }
    let month = start.advanced(by: dice.whole(0...5))
    let pools = try ["crews", "budget"].map { id in
      try accepted {
        try Pool(
          id: id, capacity: [$0.quantity(0...9, .trial, .month)], reusable: id == "crews",
          carry: id == "budget", whole: id == "crews" && $0.dice.coin(0.2))
      }
    }
    let factors = try ["skill", "supply"].map { id in
      try accepted { try Factor(id: id, value: $0.quantity(0.5...1.5, .trial, .month)) }
    }
    let risks = try (0..<2).map { number in
      try accepted { try $0.risk("risk-\(number)", month) }
    }
    let programmes = try [
      accepted { try $0.units(month) }, accepted { try $0.flow() }, accepted { try $0.level() },
    ]
    let measures: [Measure] = [
      .reading(programme: "units", step: nil, .completed, asNumber: false),
      .reading(programme: "units", step: nil, .finish, asNumber: false),
      .reading(programme: "flow", step: nil, .completed, asNumber: true),
      .reading(programme: "flow", step: nil, .spent, asNumber: false),
      .reading(programme: "index", step: nil, .level, asNumber: false),
      .granted(pool: "crews", programme: nil), .constant(dice.number(0, 5)),
    ]
    let targets = try measures.enumerated().map { place, measure in
      try accepted {
        try Target(
          id: "t-\(place)", measure: measure,
          comparator: $0.dice.one(of: Target.Comparator.allCases), value: $0.number(0...9),
          due: month)
      }
    }
    return Scenario(
      id: "extreme", calendar: calendar, pools: pools, factors: factors, risks: risks,
      programmes: programmes, targets: targets)
  }

  private mutating func risk(_ id: String, _ month: Month) throws -> Risk {
    let occurrence: Risk.Occurrence =
      switch dice.whole(0...2) {
      case 0: .chance(try quantity(0...0.9, .trial), each: dice.one(of: [.trial, .unit]))
      case 1: .monthly(try quantity(0...0.9, .trial))
      default:
        .regime(
          starts: try quantity(0...0.9, .trial), ends: try quantity(0...0.9, .trial), acting: true)
      }
    let window = maybe { _ in month...month.advanced(by: 2) }
    var effects: [Risk.Effect: Quantity] = [.speed: try quantity(0...1.5, .trial)]
    effects[.delay] = try maybe { try $0.quantity(0...2, .trial) }
    effects[.cost] = try quantity(0...2, .trial)
    return try Risk(
      id: id, occurrence: occurrence, window: window, on: ["units"], effects: effects)
  }

  private mutating func loadings() throws -> [Step.Loading] {
    try ["skill", "supply"].map {
      try Step.Loading(factor: $0, exponent: number(dice.coin(0.1) ? -1...0 : 0...1))
    }
  }

  private mutating func units(_ month: Month) throws -> Programme {
    let uses = try ["crews", "budget"].map { try Step.Use(pool: $0, amount: number(0.1...2)) }
    return Programme(
      id: "units", unit: "unit",
      cohorts: [
        try Cohort(
          number: Quantity(.constant(number(0...20, oddly: 0.02)), each: .trial),
          size: quantity(0.5...3, .trial, .unit),
          entry: dice.one(of: [.opening, .planned(month), .arriving(ceiling: whole(1...9))]))
      ],
      steps: [
        try Step(
          id: "wait", kind: .chance(quantity(0.2...0.9, .trial, .unit)), factors: loadings(),
          servers: maybe { $0.whole(1...9) },
          then: [Step.Branch(to: "work", weight: number(1...2)), .init(to: "done", weight: 1)]),
        try Step(
          id: "work", kind: .takes(quantity(0.1...3, .trial, .unit)), factors: loadings(),
          uses: uses, priority: whole(1...3), cost: quantity(0...9, .trial),
          buffer: maybe { $0.whole(1...9) }, opens: maybe { [$0.whole(1...12)] } ?? []),
      ])
  }

  private mutating func flow() throws -> Programme {
    let rate = try Step.Rate(
      output: quantity(1...9, .trial, .month), cap: maybe { try $0.quantity(1...9, .trial) },
      remaining: maybe { try $0.quantity(1...90, .trial) },
      backlog: maybe { try $0.quantity(1...9, .trial) })
    return Programme(
      id: "flow", unit: "km",
      steps: [
        try Step(
          id: "build", kind: .rate(rate), factors: loadings(),
          uses: [Step.Use(pool: "crews", amount: number(0.1...2))], cost: quantity(0...9, .trial))
      ])
  }

  private mutating func level() throws -> Programme {
    let rate = try Step.Rate(
      output: quantity(-1...1, .trial, .month), start: quantity(0...1, .trial),
      bounds: maybe { _ in -1e15...1e15 })
    return Programme(
      id: "index", unit: "point", steps: [try Step(id: "drift", kind: .rate(rate))])
  }
}

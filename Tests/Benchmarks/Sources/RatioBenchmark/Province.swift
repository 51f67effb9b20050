import Buildout
import Sampling

/// A province of so many programmes with two targets each, of the kinds that a city's plan has: flows
/// under seasons, weather and a shared productivity, portfolios of projects on regional crews and a
/// budget, permits with rework, indices. Of four that follow one another there is one of each kind, all in one region,
/// so that a region is the same whatever the size of the province.
struct Province {
  let programmes: Int

  // Inlined into an async function, the errors of these crash the compiler (6.3.1) in release builds.
  @inline(never)
  static func plans(_ sizes: [Int]) throws -> [Plan] {
    try sizes.map { try Plan(Province(programmes: $0).scenario()) }
  }

  func scenario() throws -> Scenario {
    let regions = max(1, programmes / 50)
    var scenario = Scenario(
      id: "province", calendar: try Case.calendar(),
      programmes: try (0..<programmes).map { try programme($0, region: $0 / 4 % regions) },
      targets: [])
    scenario.seasons = [
      try Season(
        id: "works", weights: [0.35, 0.45, 0.8, 1.1, 1.35, 1.45, 1.4, 1.3, 1.2, 1.05, 0.85, 0.7])
    ]
    scenario.pools = try (0..<regions).flatMap { region in
      [
        try Pool(id: "crews-\(region)", capacity: [try Self.once(60)]),
        try Pool(
          id: "budget-\(region)", capacity: [Quantity(try .gamma(mean: 90, cv: 0.2), each: .month)],
          reusable: false, carry: true),
      ]
    }
    scenario.factors = try ["skill", "supply"].map { id in
      try Factor(id: id, value: Quantity(try .lognormal(median: 1, sigma: 0.15), each: .trial))
    }
    scenario.risks = try (0..<regions).flatMap { region in
      [
        try Risk(
          id: "rain-\(region)", occurrence: .monthly(try Self.once(0.2)), on: ["tag:r\(region)"],
          effects: [.speed: try Self.once(0.6)]),
        try Risk(
          id: "strike-\(region)", occurrence: .chance(try Self.once(0.1), each: .trial),
          on: ["pools.crews-\(region)"], effects: [.capacity: try Self.once(0.5)]),
      ]
    }
    scenario.targets = try scenario.programmes.flatMap { programme in
      let readings: [(Measure.Reading, Double)] =
        programme.id.hasPrefix("index")
        ? [(.level, 3), (.level, 4)] : [(.completed, 8), (.started, 9)]
      return try readings.enumerated().map { place, pair in
        try Target(
          id: "\(programme.id)-\(place)",
          measure: .reading(programme: programme.id, step: nil, pair.0, asNumber: false),
          comparator: .atLeast, value: pair.1, due: Month("2021-12")!)
      }
    }
    return scenario
  }

  private static func once(_ value: Double) throws -> Quantity {
    Quantity(try .constant(value), each: .trial)
  }

  private func programme(_ index: Int, region: Int) throws -> Programme {
    let kind = ["flow", "projects", "permits", "index"][index % 4]
    let id = "\(kind)-\(index)"
    let ten = try Cohort(number: try Self.once(10), size: Quantity(try .constant(1), each: .unit))
    let steps: [Step]
    switch kind {
    case "flow":
      let output = try Step.Rate(output: Quantity(try .gamma(mean: 1, cv: 0.6), each: .month))
      let skill = try Step.Loading(factor: "skill", exponent: 1)
      steps = [try Step(id: "build", kind: .rate(output), season: "works", factors: [skill])]
    case "projects":
      let uses = try ["crews", "budget"].map { try Step.Use(pool: "\($0)-\(region)", amount: 1) }
      steps = [
        try Step(id: "design", kind: .takes(try Self.pert(1, 2, 4))),
        try Step(id: "build", kind: .takes(try Self.pert(3, 5, 10)), season: "works", uses: uses),
      ]
    case "permits":
      let ways = [("build", 8.0), ("review", 1), ("cancelled", 1)]
      steps = [
        try Step(
          id: "review", kind: .chance(try Self.once(0.4)), servers: 6,
          then: ways.map { try Step.Branch(to: .init($0.0), weight: $0.1) }),
        try Step(id: "build", kind: .takes(try Self.pert(1, 2, 5))),
      ]
    default:
      let change = Quantity(try .normal(mean: 0.3, sd: 0.5), each: .month)
      steps = [
        try Step(
          id: "drift", kind: .rate(.init(output: change, start: try Self.once(0), bounds: -5...15)))
      ]
    }
    return Programme(
      id: id, sector: "sector-\(index % 10)", tags: ["r\(region)"], unit: "unit",
      cohorts: kind == "projects" || kind == "permits" ? [ten] : [], steps: steps)
  }

  private static func pert(_ min: Double, _ mode: Double, _ max: Double) throws -> Quantity {
    Quantity(try .pert(min: min, mode: mode, max: max), each: .unit)
  }
}

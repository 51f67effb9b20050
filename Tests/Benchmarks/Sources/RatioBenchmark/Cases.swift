import Buildout
import CBareGSL
import Sampling

/// A plan and the same draws made bare: with GSL's mt19937, in one loop, and added up.
struct Case: Sendable {
  let name: String
  let plan: Plan
  let trials: Int
  /// Makes the draws of so many trials with a generator of its own; the sum keeps them honest.
  let bare: @Sendable (_ trials: Int, _ seed: UInt) -> Double
}

extension Case {
  static let months = 12

  static func calendar() throws -> Calendar {
    try Calendar(start: Month("2021-01")!, months: months)
  }

  /// Programmes, each a step with a gamma rate, with a target each; with or without a pool that all of
  /// them share in proportion and that has a tenth less than they ask for.
  static func gammaFlows(_ count: Int = 100, sharing: Bool, trials: Int = 20_480) throws -> Case {
    let distribution = try Distribution.gamma(mean: 450, cv: 0.75)
    let capacity = Quantity(try .constant(405 * Double(count)), each: .month)
    let pool = try Pool(id: "crews", capacity: [capacity])
    let uses = sharing ? [try Step.Use(pool: pool.id, amount: 1)] : []
    let programmes = try (0..<count).map { index in
      Programme(
        id: "flow-\(index)", unit: "m2",
        steps: [
          try Step(
            id: "build", kind: .rate(.init(output: Quantity(distribution, each: .month))),
            uses: uses)
        ])
    }
    let scenario = Scenario(
      id: "gamma-flows", calendar: try calendar(), pools: sharing ? [pool] : [],
      programmes: programmes, targets: try programmes.map { try $0.completed(atLeast: 5500) })
    let shape = 1 / (0.75 * 0.75)
    let name = sharing ? "\(count) gamma flows that share a pool" : "\(count) gamma flows"
    return Case(name: name, plan: try Plan(scenario), trials: trials) {
      trials, seed in
      let rng = bare_mt19937(seed)
      defer { gsl_rng_free(rng) }
      var sum = 0.0
      for _ in 0..<trials * count * months { sum += gsl_ran_gamma(rng, shape, 450 / shape) }
      return sum
    }
  }

  static let stages = [(2.0, 4.0, 9.0), (1.0, 3.0, 6.0), (1.0, 2.0, 4.0)]

  /// Ten programmes of so many projects, each of three steps that take time.
  static func stagedProgrammes(projects: Double, uses: [Step.Use] = []) throws -> [Programme] {
    try (0..<10).map { index in
      Programme(
        id: "projects-\(index)", unit: "project",
        cohorts: [
          try Cohort(
            number: Quantity(try .constant(projects), each: .trial),
            size: Quantity(try .constant(1), each: .unit))
        ],
        steps: try stages.enumerated().map { place, distribution in
          try Step(
            id: "stage-\(place)",
            kind: .takes(
              Quantity(
                try .pert(min: distribution.0, mode: distribution.1, max: distribution.2),
                each: .unit)),
            uses: uses)
        })
    }
  }

  /// A thousand projects in ten programmes.
  static func stagedProjects() throws -> Case {
    let programmes = try stagedProgrammes(projects: 100)
    let scenario = Scenario(
      id: "staged-projects", calendar: try calendar(), programmes: programmes,
      targets: try programmes.map { try $0.completed(atLeast: 80) })
    return Case(name: "1,000 projects of three stages", plan: try Plan(scenario), trials: 4_096) {
      trials, seed in
      let rng = bare_mt19937(seed)
      defer { gsl_rng_free(rng) }
      var sum = 0.0
      for _ in 0..<trials {
        for _ in 0..<1000 {
          for (min, mode, max) in stages {
            let width = max - min
            sum +=
              min + width
              * gsl_ran_beta(rng, 1 + 4 * (mode - min) / width, 1 + 4 * (max - mode) / width)
          }
        }
      }
      return sum
    }
  }
}

extension Case {
  /// A thousand projects in ten programmes: a design that is built, done again or given up. Nearly all
  /// come through within the year, so that nearly all the bare draws are made.
  static func branchingProjects() throws -> Case {
    let (design, build) = ((0.5, 1.0, 2.5), (1.0, 2.0, 4.0))
    func takes(_ distribution: (Double, Double, Double)) throws -> Step.Kind {
      .takes(
        Quantity(
          try .pert(min: distribution.0, mode: distribution.1, max: distribution.2), each: .unit))
    }
    let ways = [("build", 8.0), ("design", 1), ("cancelled", 1)]
    let programmes = try (0..<10).map { index in
      Programme(
        id: "projects-\(index)", unit: "project",
        cohorts: [
          try Cohort(
            number: Quantity(try .constant(100), each: .trial),
            size: Quantity(try .constant(1), each: .unit))
        ],
        steps: [
          try Step(
            id: "design", kind: try takes(design),
            then: ways.map { try Step.Branch(to: .init($0.0), weight: $0.1) }),
          try Step(id: "build", kind: takes(build)),
        ])
    }
    let scenario = Scenario(
      id: "branching-projects", calendar: try calendar(), programmes: programmes,
      targets: try programmes.map { try $0.completed(atLeast: 85) })
    return Case(
      name: "1,000 projects with rework and cancellation", plan: try Plan(scenario), trials: 4_096
    ) { trials, seed in
      let rng = bare_mt19937(seed)
      defer { gsl_rng_free(rng) }
      func pert(_ distribution: (Double, Double, Double)) -> Double {
        let width = distribution.2 - distribution.0
        return distribution.0 + width
          * gsl_ran_beta(
            rng, 1 + 4 * (distribution.1 - distribution.0) / width,
            1 + 4 * (distribution.2 - distribution.1) / width)
      }
      var sum = 0.0
      for _ in 0..<trials * 1000 {
        var way = 0.0
        repeat {
          sum += pert(design)
          way = gsl_rng_uniform(rng)
        } while way >= 0.9
        if way < 0.8 { sum += pert(build) }
      }
      return sum
    }
  }
}

extension Case {
  /// Fifty towns with three crews each, which two programmes of jobs share: whole crews, the first
  /// programme before the second. The bare draws are a uniform for every job and month until it is done.
  static func towns() throws -> Case {
    let jobs = [(name: "a", number: 6.0, chance: 0.3), (name: "b", number: 8, chance: 0.4)]
    let programmes = try (0..<50).flatMap { town in
      try jobs.enumerated().map { index, job in
        Programme(
          id: "\(job.name)-\(town)", unit: "job",
          cohorts: [
            try Cohort(
              number: Quantity(try .constant(job.number), each: .trial),
              size: Quantity(try .constant(1), each: .unit))
          ],
          steps: [
            try Step(
              id: "work", kind: .chance(Quantity(try .constant(job.chance), each: .trial)),
              uses: [try Step.Use(pool: "crew-\(town)", amount: 1)], priority: index + 1)
          ])
      }
    }
    let pools = try (0..<50).map { town in
      let three = Quantity(try .constant(3), each: .month)
      return try Pool(id: "crew-\(town)", capacity: [three], whole: true)
    }
    let scenario = Scenario(
      id: "towns", calendar: try calendar(), pools: pools, programmes: programmes,
      targets: try programmes.map { try $0.completed(atLeast: 5) })
    return Case(name: "50 towns that share crews", plan: try Plan(scenario), trials: 10_240) {
      trials, seed in
      let rng = bare_mt19937(seed)
      defer { gsl_rng_free(rng) }
      var sum = 0.0
      for _ in 0..<trials * 50 {
        var left = [6, 8]
        for _ in 0..<months {
          var crews = 3
          for (index, chance) in [0.3, 0.4].enumerated() {
            let busy = min(crews, left[index])
            crews -= busy
            for _ in 0..<busy where gsl_rng_uniform(rng) < chance { left[index] -= 1 }
          }
        }
        sum += Double(14 - left[0] - left[1])
      }
      return sum
    }
  }
}

extension Programme {
  func completed(atLeast value: Double) throws -> Target {
    try Target(
      id: id + "-done",
      measure: .reading(programme: id, step: nil, .completed, asNumber: false),
      comparator: .atLeast, value: value, due: Month("2021-12")!)
  }
}

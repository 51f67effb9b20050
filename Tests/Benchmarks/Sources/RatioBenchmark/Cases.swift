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

  /// A hundred programmes, each a step with a gamma rate, with a target each.
  static func gammaFlows() throws -> Case {
    let law = try Distribution.gamma(mean: 450, cv: 0.75)
    let programmes = (0..<100).map { index in
      Programme(
        id: "flow-\(index)", unit: "m2",
        steps: [
          Step(id: "build", kind: .rate(.init(output: Quantity(law, each: .month))))
        ])
    }
    let scenario = Scenario(
      id: "gamma-flows", calendar: try calendar(), programmes: programmes,
      targets: programmes.map { $0.completed(atLeast: 5500) })
    let shape = 1 / (0.75 * 0.75)
    return Case(name: "100 gamma flows", plan: try Plan(scenario), trials: 20_480) {
      trials, seed in
      let rng = bare_mt19937(seed)
      defer { gsl_rng_free(rng) }
      var sum = 0.0
      for _ in 0..<trials * 100 * months { sum += gsl_ran_gamma(rng, shape, 450 / shape) }
      return sum
    }
  }

  /// A thousand projects in ten programmes, each of three steps that take time.
  static func stagedProjects() throws -> Case {
    let laws = [(2.0, 4.0, 9.0), (1.0, 3.0, 6.0), (1.0, 2.0, 4.0)]
    let programmes = try (0..<10).map { index in
      Programme(
        id: "projects-\(index)", unit: "project",
        cohorts: [
          Cohort(
            number: Quantity(try .constant(100), each: .trial),
            size: Quantity(try .constant(1), each: .unit))
        ],
        steps: try laws.enumerated().map { place, law in
          Step(
            id: "stage-\(place)",
            kind: .takes(
              Quantity(try .pert(min: law.0, mode: law.1, max: law.2), each: .unit)))
        })
    }
    let scenario = Scenario(
      id: "staged-projects", calendar: try calendar(), programmes: programmes,
      targets: programmes.map { $0.completed(atLeast: 80) })
    return Case(name: "1,000 projects of three stages", plan: try Plan(scenario), trials: 4_096) {
      trials, seed in
      let rng = bare_mt19937(seed)
      defer { gsl_rng_free(rng) }
      var sum = 0.0
      for _ in 0..<trials {
        for _ in 0..<1000 {
          for (min, mode, max) in laws {
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

extension Programme {
  fileprivate func completed(atLeast value: Double) -> Target {
    Target(
      id: id + "-done",
      measure: .reading(programme: id, step: nil, .completed, asNumber: false),
      comparator: .atLeast, value: value, due: Month("2021-12")!)
  }
}

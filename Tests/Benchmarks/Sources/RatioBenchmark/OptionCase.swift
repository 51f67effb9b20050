import Buildout

/// A plan and options of which each reaches all of it.
struct OptionCase {
  let plan: Plan
  let options: [ResourcingOption]
  let trials: Int

  /// Three hundred projects of three stages that share crews; six options have more or fewer.
  static func crews() throws -> OptionCase {
    func scenario(_ crews: Double) throws -> Scenario {
      let programmes = try Case.stagedProgrammes(
        projects: 30, uses: [try Step.Use(pool: "crews", amount: 1)])
      return Scenario(
        id: "crews", calendar: try Case.calendar(),
        pools: [try Pool(id: "crews", capacity: [Quantity(try .constant(crews), each: .month)])],
        programmes: programmes, targets: try programmes.map { try $0.completed(atLeast: 24) })
    }
    let options = try [180.0, 200, 220, 260, 280, 300].map { crews in
      ResourcingOption(id: "crews-\(Int(crews))", scenario: try scenario(crews))
    }
    return OptionCase(plan: try Plan(scenario(240)), options: options, trials: 2_048)
  }
}

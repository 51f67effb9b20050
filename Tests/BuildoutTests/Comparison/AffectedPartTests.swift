import ScenarioFormat
import TestSupport
import Testing

@testable import Buildout

/// Which targets a change can affect, judged by what acts on what.
@Suite struct AffectedPartTests {
  private static let yaml = """
    scenario: {id: affected, start: 2021-01, months: 12, money: M}
    pools: {crews: {capacity: 2}}
    risks:
      dear: {chance: .5, on: [roads], cost: 2}
      rain: {monthly: .2, on: [roads], speed: .5, cost: 1.5}
    programmes:
      roads:
        unit: km
        cohorts: [{number: 10}]
        steps: {build: {takes: {pert: [1, 2, 4]}, uses: {crews: 1}, cost: 2}}
      paths: {unit: km, steps: {build: {rate: {poisson: 5}, uses: {crews: .1}, cost: 1}}}
    targets:
      half: {measure: roads.completed, atLeast: 4, due: 2021-06}
      km: {measure: roads.completed, atLeast: 9, due: 2021-12}
      early: {measure: roads.spent, atMost: 9, due: 2021-06}
      money: {measure: {sum: [roads.spent, paths.spent]}, atMost: 80, due: 2021-12}
      each: {measure: {ratio: [roads.spent, roads.completed]}, atMost: 2.6, due: 2021-12}
      paths: {measure: paths.completed, atLeast: 60, due: 2021-12}
    options:
      crews: {set: {pools.crews.capacity: 4}}
      june: {set: {pools.crews.capacity: 4}, from: 2021-06}
      july: {set: {pools.crews.capacity: 4}, from: 2021-07}
      cost: {set: {programmes.roads.steps.build.cost: 1}}
      cost-july: {set: {programmes.roads.steps.build.cost: 1}, from: 2021-07}
      path-cost: {set: {programmes.paths.steps.build.cost: 9}}
      never: {set: {risks.dear.chance: 0}}
      cheaper: {set: {risks.rain.cost: 1}}
      drier: {set: {risks.rain.monthly: .1}}
      two: {extends: july, set: {programmes.roads.steps.build.cost: 1}}

    """

  @Test(
    "Money changes no work, and what begins after a target is due is too late for it",
    arguments: [
      ("crews", "half km early money each paths"), ("june", "half km early money each paths"),
      ("july", "km money each paths"), ("cost", "early money each"), ("cost-july", "money each"),
      ("path-cost", "money"), ("never", "early money each"), ("cheaper", "early money each"),
      ("drier", "half km early money each paths"), ("two", "km early money each paths"),
    ])
  func affected(option: String, targets: String) async throws {
    let document = try ScenarioDocument(yaml: Self.yaml, file: "affected.yaml")
    let variant = try #require(document.options.first { $0.id == option }).scenario
    let base = document.scenario
    let affected = AffectedPart(from: base, to: variant).targets().map { base.targets[$0].id }
    #expect(affected.joined(separator: " ") == targets)
    #expect(variant.canBehaveDifferently(from: base))
    // Carried out as a whole, the option leaves the others as they are.
    let settings = RunSettings(trials: 400, seed: 3)
    let (before, after) = (
      try await Plan(base).forecast(settings), try await Plan(variant).forecast(settings)
    )
    for target in base.targets where !affected.contains(target.id) {
      #expect(before[target: target.id].met == after[target: target.id].met, "\(target.id)")
      #expect(before[target: target.id].mean == after[target: target.id].mean, "\(target.id)")
    }
    let compared = try await Plan(base).compare(
      [try #require(document.options.first { $0.id == option })], settings)
    #expect(compared.options[0].targets.map(\.second) == after.targets.map(\.met))
  }
}

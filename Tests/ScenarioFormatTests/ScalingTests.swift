import Buildout
import ScenarioFormat
import TestSupport
import Testing

@Suite struct ScalingTests {
  static let yaml = """
    scenario: {id: city, start: 2021-01, months: 12}
    seasons: {works: [.35, .45, .8, 1.1, 1.35, 1.45, 1.4, 1.3, 1.2, 1.05, .85, .7]}
    pools:
      crews: {capacity: 14}
      budget: {capacity: [{gamma: {mean: 10, cv: .2}}, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2], reusable: false, split: {roads: 2, schools: 3}}
    factors:
      skill: {lognormal: {median: 1, sigma: .15}}
      supply: {gamma: {mean: 1, cv: .2}}
    correlations: [{factors: [skill, supply], matrix: [[1, .5], [.5, 1]]}]
    risks:
      haze: {monthly: .95, on: [roads.build], speed: 0}
      storm: {chance: 1, on: [roads.build], speed: {uniform: [.5, .8]}}
      flood: {chance: .1, given: {storm: .6}, on: [roads.build], delay: 2}
    programmes:
      roads:
        unit: km
        cohorts: [{number: 12, size: 1.5}, {at: build, progress: {uniform: [0, .95]}}, {number: 1}, {number: 0}]
        steps:
          approve: {chance: {beta: {alpha: 3, beta: 7}}, servers: 4, then: {build: 8, cancelled: 1}}
          build: {takes: {pert: [4, 6, 11]}, season: works, factors: {skill: 1}, uses: {crews: 1, budget: 2}}
      schools: {unit: school, steps: {build: {rate: {poisson: 2}, cap: 4, uses: {budget: 1}}}}
    targets:
      km: {measure: roads.completed, atLeast: 20, due: 2021-12}
    """

  private let document: ScenarioDocument

  init() throws { document = try ScenarioDocument(yaml: Self.yaml, file: "city.yaml") }

  private func scaled(_ name: String) throws -> Scenario? {
    let input = try #require(document.inputs.first { $0.name == name }, "no input \(name)")
    return document.scaling(input, by: 1.1)
  }

  /// Reading the entity again with the value scaled is the same as writing the value.
  @Test(arguments: [
    ("pools.crews.capacity", "15.4"), ("pools.budget.capacity.0", "{gamma: {mean: 11, cv: .2}}"),
    ("pools.budget.split.roads", "2.2"),
    ("factors.skill", "{lognormal: {median: 1.1, sigma: .15}}"),
    ("risks.haze.monthly", "1"), ("risks.storm.speed", "{uniform: [.55, .88]}"),
    ("risks.flood.given.storm", ".66"), ("risks.flood.delay", "2.2"),
    ("programmes.roads.cohorts.0.number", "13.2"), ("programmes.roads.cohorts.2.number", "2"),
    ("programmes.roads.steps.approve.servers", "5"),
    ("programmes.roads.steps.approve.chance", "{beta: {alpha: 3.3, beta: 6.7}}"),
    ("programmes.roads.steps.approve.then.build", "8.8"),
    ("programmes.roads.steps.build.takes", "{pert: [4.4, 6.6, 12.1]}"),
    ("programmes.roads.steps.build.factors.skill", "1.1"),
    ("programmes.roads.steps.build.uses.crews", "1.1"),
    ("programmes.schools.steps.build.rate", "{poisson: 2.2}"),
    ("correlations.0.matrix", "[[1, .55], [.55, 1]]"),
    (
      "seasons.works",
      "[.385, .495, .88, 1.21, 1.485, 1.595, 1.54, 1.43, 1.32, 1.155, .935, .77]"
    ),
  ]) func isWhatOneWouldWrite(name: String, value: String) throws {
    let scenario = try #require(try scaled(name), "\(name)")
    let written = try document.setting([ScenarioChange(name, value)])
    #expect(Self.rounded(scenario) == Self.rounded(written))
  }

  /// Without the last digit, which multiplying may change.
  private static func rounded(_ scenario: Scenario) -> String {
    "\(scenario)".replacing(#/\d+\.\d+/#) { match in
      let value = Double(match.output) ?? .nan
      return "\((value * 1e9).rounded() / 1e9)"
    }
  }

  @Test func whatCannotBeLargerIsLeft() throws {
    for name in [
      "risks.haze.speed", "risks.storm.chance", "programmes.roads.cohorts.1.progress",
      "programmes.roads.cohorts.3.number",
      "targets.km.atLeast",
    ] {
      #expect(try scaled(name) == nil, "\(name)")
    }
  }

  /// Inputs of the shipped scenarios can be read again: nothing but the one entity is changed.
  @Test(arguments: [("quick-start", 1), ("xixian-2021", 60)])
  func shippedScenarios(name: String, every: Int) throws {
    let document = try ScenarioDocument(
      yaml: Repository.text("Scenarios/\(name).yaml"), file: "\(name).yaml")
    let inputs = document.inputs.filter { !["targets", "options"].contains($0.path[0]) }
    var tried = 0
    var scaled = 0
    for index in stride(from: 0, to: inputs.count, by: every) {
      tried += 1
      guard let variant = document.scaling(inputs[index], by: 1.1) else { continue }
      scaled += 1
      #expect(variant.targets == document.scenario.targets)
      let changed = zip(variant.programmes, document.scenario.programmes).count { $0 != $1 }
      #expect(changed == (inputs[index].path[0] == "programmes" ? 1 : 0), "\(inputs[index].name)")
    }
    #expect(scaled * 10 > tried * 7)
  }
}

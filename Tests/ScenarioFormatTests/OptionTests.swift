import Buildout
import Foundation
import Sampling
import Testing

@testable import ScenarioFormat

/// An option is the plan with the values it names, and nothing else.
@Suite struct OptionTests {
  static func document(_ options: String) throws -> ScenarioDocument {
    try ScenarioDocument(yaml: Samples.base + "options:\n" + options, file: "city.yaml")
  }

  @Test func changesWhatItNames() throws {
    let options = try Self.document(
      """
        crews: {set: {pools.crews.capacity: 15}}
        distribution: {set: {programmes.roads.steps.build.takes: {lognormal: {median: 8, sigma: .2}}}}
        mode: {set: {programmes.roads.steps.build.takes.pert.1: 8}}
        number: {set: {programmes.roads.cohorts.0.number: 36}}
        absent: {set: {programmes.roads.steps.build.priority: 2, programmes.roads.steps.build.uses.crews: 2}}
        risk: {set: {risks.haze.monthly: .05, risks.haze.window: [2021-12, 2021-12]}}
        factor: {set: {factors.skill.lognormal.median: 1.1}}

      """
    ).options
    var crews = try ScenarioDocument(yaml: Samples.base, file: "").scenario
    let pool = crews.pools[0]
    crews.pools[0] = try Pool(
      id: pool.id, title: pool.title, capacity: [Quantity(try .constant(15), each: .month)],
      season: pool.season, reusable: pool.reusable, carry: pool.carry, whole: pool.whole,
      split: pool.split)
    #expect(options[0].scenario == crews)
    func build(_ index: Int) -> Step { options[index].scenario.programmes[0].steps[1] }
    #expect(build(1).kind == .takes(Quantity(try .lognormal(median: 8, sigma: 0.2), each: .unit)))
    #expect(build(2).kind == .takes(Quantity(try .pert(min: 6, mode: 8, max: 16), each: .unit)))
    #expect(options[3].scenario.programmes[0].cohorts[0].number.constant == 36)
    #expect(options[3].scenario.programmes[0].cohorts[0].size.constant == 2)
    #expect(build(4).priority == 2)
    #expect(build(4).uses.map(\.pool) == ["crews"] && build(4).uses.map(\.amount) == [2])
    #expect("\(try #require(options[5].scenario.risks[0].window).lowerBound)" == "2021-12")
    #expect(
      options[6].scenario.factors[0].value.distribution
        == (try .lognormal(median: 1.1, sigma: 0.15)))
    for option in options {
      #expect(option.scenario.targets == options[0].scenario.targets)
      #expect(option.cost == 0)
    }
  }

  @Test("A bundle carries each part out once, the later change holds, and costs add up")
  func extending() throws {
    let options = try Self.document(
      """
        first: {set: {pools.crews.capacity: 14, programmes.roads.cohorts.0.number: 31}, cost: {oneOff: 5}}
        a: {extends: first, set: {pools.crews.capacity: 16}, cost: {monthly: .5}}
        b: {extends: first, set: {risks.haze.monthly: .1}, cost: {oneOff: -1, monthly: .25}}
        both: {extends: [a, b]}
        turned: {extends: [b, a, first], set: {programmes.roads.cohorts.0.number: 33}, cost: {oneOff: 100}}

      """
    ).options
    #expect(options.map(\.id) == ["first", "a", "b", "both", "turned"])
    // 'first' is not carried out again by 'b', which would take the crews of 'a' away.
    #expect(options.map { $0.scenario.pools[0].capacity[0].constant } == [14, 16, 14, 16, 16])
    #expect(
      options.map { $0.scenario.programmes[0].cohorts[0].number.constant } == [31, 31, 31, 31, 33])
    #expect(options.map(\.oneOffCost) == [5, 5, 4, 4, 104])
    #expect(options.map(\.monthlyCost) == [0, 0.5, 0.25, 0.75, 0.75])
    #expect(options.map(\.cost) == [5, 11, 7, 13, 113])
  }

  @Test("Values and costs are inputs with the option's basis")
  func inputs() throws {
    let document = try Self.document(
      """
        a:
          set: {pools.crews.capacity: 15, programmes.stations.steps.build.window: [2021-02, 2021-11], factors.skill: {constant: 1, basis: {kind: reference class}}}
          cost: {monthly: 2}
          basis: {kind: document, note: tender}
        b: {set: {pools.crews.capacity: 16}}

      """)
    let inputs = document.inputs.filter { $0.path[0] == "options" }
    #expect(
      inputs.map(\.name) == [
        "options.a.set.pools.crews.capacity", "options.a.set.factors.skill",
        "options.a.cost.monthly", "options.b.set.pools.crews.capacity",
      ])
    #expect(
      inputs.map { $0.basis?.kind } == [.document, .referenceClass, .document, .assumption])
    #expect(inputs.map(\.text) == ["15", "constant: 1", "2", "16"])
  }

  @Test func costsAreShownInTheScenariosMoney() throws {
    let yaml =
      Samples.base(replacing: "months: 12", with: "months: 12, money: {en: M CNY, zh: 百万元}")
      .replacingOccurrences(of: "uses: {crews: 1}", with: "uses: {crews: 1}, cost: 3")
      + "  spent: {measure: roads.spent, atMost: 95, due: 2021-12}\n"
    let scenario = try ScenarioDocument(yaml: yaml, file: "").scenario
    #expect(scenario.money == Text(en: "M CNY", zh: "百万元"))
    #expect(scenario.unit(of: scenario.targets[1]) == scenario.money)
  }

  // MARK: Changes by path

  @Test("A change in code is the change an option makes")
  func setting() throws {
    let path = "programmes.roads.steps.build.takes"
    let document = try Self.document(
      "  a: {set: {pools.crews.capacity: 15, \(path): {pert: [5, 8, 14]}}}\n")
    let variant = try document.setting([
      ScenarioChange("pools.crews.capacity", 15), ScenarioChange(path, "{pert: [5, 8, 14]}"),
    ])
    #expect(variant == document.options[0].scenario)
    #expect(ScenarioChange("x", 15).value == "15")
    #expect(ScenarioChange("x", 0.1).value == "0.1")
  }

  @Test func settingNamesThePlaceOfTheValue() throws {
    let document = try ScenarioDocument(yaml: Samples.base, file: "city.yaml")
    func message(_ change: ScenarioChange) -> String {
      do {
        _ = try document.setting([change])
        return ""
      } catch { return error.description }
    }
    #expect(
      message(ScenarioChange("pools.crews.capacity", -1)).hasPrefix(
        "city.yaml:6:21: error: pools.crews.capacity: -1: 'capacity' is -1, it must not be below 0;"
      ))
    #expect(
      message(ScenarioChange("pools.crews.capacity", "[")).contains("city.yaml:6:21: error: "))
    #expect(message(ScenarioChange("pools.crews.capacity", 12)).contains("as it stands without it"))
    #expect(message(ScenarioChange("pools.crew.capacity", 12)).contains("did you mean 'crews'?"))
    #expect(message(ScenarioChange("targets.roads-km.atLeast", 1)).contains("not open to change"))
  }

  @Test func numbersAreFoundByPath() throws {
    let document = try ScenarioDocument(yaml: Samples.base, file: "city.yaml")
    func message(_ path: String) -> String {
      do {
        return "\(try document.number(at: path))"
      } catch { return error.description }
    }
    #expect(message("pools.crews.capacity") == "12.0")
    #expect(message("programmes.roads.steps.build.takes.pert.2") == "16.0")
    #expect(message("programmes.stations.steps.build.rate.poisson") == "250.0")
    #expect(message("factors.skill.lognormal.sigma") == "0.15")
    #expect(message("seasons.works.11") == "0.7")
    #expect(
      message("programmes.roads.steps.build.takes").hasSuffix(
        "'programmes.roads.steps.build.takes' is {pert: [6, 9, 16]}; a single number is needed; "
          + "name a number inside it, such as programmes.roads.steps.build.takes.pert.0"))
    #expect(message("programmes.roads.steps.build.priority").contains("there is no"))
    #expect(message("programmes.roads.cohorts.1.number").contains("there is no item '1'"))
    #expect(message("pools.crews.capacity.x").contains("is '12', it has no 'x'"))
    #expect(message("programmes.stations.steps.build.season").contains("is 'works'"))
    #expect(message("targets.roads-km.atLeast").contains("not open to change"))
  }

  /// However many units there are, an exchange is refused only where nothing balances.
  @Test(arguments: [
    ([0, 1, 2], [[-2, 0], [0, 3]], true), ([0, 3], [[-1, 0], [-2, 0]], true),
    ([0, 3], [[-2, 0, 2]], false), ([0, 1], [], false),
    (Array(0...1000), [Array(0...1000), Array(-1000...0)], true),
    ([0, 5], Array(repeating: Array(stride(from: -2000, through: 2000, by: 2)), count: 3), true),
  ]) func whatBalances(_ own: [Int], _ others: [[Int]], _ canBalance: Bool) {
    #expect(ScenarioReader.canBalance(own, others) == canBalance)
  }
}

import Sampling
import Testing

@testable import Buildout
@testable import ScenarioFormat

/// Names found by trying hundreds of thousands: each pair has one hash, so its draws would be one.
@Suite("Names that draw the same random numbers are refused, with both places")
struct SharedLuckTests {
  private func yaml(
    factor: String = "uniform: [0, 1]", other: String = "", options: String = ""
  ) -> String {
    """
    scenario: {id: x, start: 2021-01, months: 3}
    factors:
      skill-23090: {\(factor)}
    risks:
      haze-2501: {monthly: .5, on: [roads], speed: .5}
    programmes:
      roads: {unit: km, steps: {build: {rate: {poisson: 5}, factors: {skill-23090: 1}}}}
    \(other)
    targets: {done: {measure: roads.completed, atLeast: 1, due: 2021-03}}
    \(options)
    """
  }

  @Test func twoEntities() {
    #expect(EntityTag("factor:skill-23090") == EntityTag("risk:haze-2501"))
    #expect(
      Samples.messages(yaml())
        == "city.yaml:5:3: error: risk 'haze-2501' and factor 'skill-23090' happen to draw the same "
        + "random numbers, which go by the names; their luck would be one and the same; one letter "
        + "more is enough: rename 'haze-2501' or 'skill-23090' (line 3)")
    // What is certain draws nothing.
    #expect(Samples.messages(yaml(factor: "constant: 1")) == "")
  }

  @Test func aCohortAndAStep() {
    let other = """
        roads-3169: {unit: km, steps: {build: {rate: {poisson: 5}}}}
        schools-43132: {unit: school, cohorts: [{}], steps: {build: {takes: {uniform: [1, 2]}}}}
      """
    #expect(
      Samples.messages(yaml(factor: "constant: 1", other: other))
        == "city.yaml:9:43: error: a cohort of 'schools-43132' and step 'roads-3169.build' happen to "
        + "draw the same random numbers, which go by the names; their luck would be one and the same; "
        + "one letter more is enough: rename 'schools-43132' or 'roads-3169.build' (line 8)")
  }

  @Test func onlyNamesThatDraw() {
    func other(_ number: String) -> String {
      """
        a54881: {unit: x, cohorts: [{number: \(number)}], steps: {make: {takes: 1}}}
        b11601: {unit: x, steps: {make: {rate: {poisson: 3}}}}
      """
    }
    #expect(Samples.messages(yaml(factor: "constant: 1", other: other("4"))) == "")
    let messages = Samples.messages(yaml(factor: "constant: 1", other: other("{poisson: 4}")))
    #expect(messages.hasSuffix("rename 'b11601.make' or 'a54881' (line 8)"))
  }

  @Test("A change that brings it about is refused where it is written") func inAnOption() {
    let options = "options: {learn: {set: {factors.skill-23090: {uniform: [0, 1]}}}}"
    let messages = Samples.messages(yaml(factor: "constant: 1", options: options))
    #expect(messages.hasPrefix("city.yaml:10:25: error: option 'learn': "))
    #expect(messages.hasSuffix("rename 'haze-2501' or 'skill-23090' (line 10)"))
  }

  @Test("Every pair is named at once, to users of the library too") func model() throws {
    let text = yaml(factor: "constant: 1")
      .replacing(
        "  haze-2501:", with: "  haze-8648: {monthly: .5, on: [roads], speed: .5}\n  haze-2501:")
    var scenario = try ScenarioDocument(yaml: text, file: "city.yaml").scenario
    let law = try Distribution.uniform(min: 0, max: 1)
    scenario.factors = try ["skill-23090", "skill-101117"].map {
      try Factor(id: $0, value: try Quantity(law, each: .trial))
    }
    let faults = scenario.faults()
    #expect(faults.map(\.path) == [["risks", "haze-2501"], ["risks", "haze-8648"]])
    #expect(faults.map(\.otherPath) == [["factors", "skill-23090"], ["factors", "skill-101117"]])
    let error = #expect(throws: ScenarioFaults.self) { try Plan(scenario) }
    #expect(error?.faults == faults)
  }
}

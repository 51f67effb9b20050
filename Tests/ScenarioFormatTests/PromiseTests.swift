import ScenarioFormat
import Testing

/// Which inputs only say again what a target promises.
@Suite struct PromiseTests {
  private static func restated(_ programme: String, _ target: String) throws -> [String] {
    let document = try ScenarioDocument(
      yaml: """
        scenario: {id: promise, start: 2021-01, months: 12}
        programmes:
          estates: {unit: estate, \(programme)}
          others: {unit: estate, cohorts: [{number: 4}], steps: {renew: {takes: 3}}}
        targets: {t: {\(target), due: 2021-12}}
        """, file: "promise.yaml")
    let paths = document.restatedPromises
    return document.inputs.filter { paths.contains($0.path) }.map(\.name)
  }

  private static let all = "measure: estates.completed, atLeast: 86"
  private static let number = "programmes.estates.cohorts.0.number"
  private static let renew = "steps: {renew: {takes: 3}}"

  @Test(arguments: [
    ("cohorts: [{number: 86}], \(renew)", all, [number]),
    (
      "cohorts: [{number: 86}], \(renew)", "measure: estates.renew.completed, atLeast: 86", [number]
    ),
    ("cohorts: [{number: 86}], \(renew)", "measure: estates.started, atLeast: 86", [number]),
    // Together, and with their sizes.
    (
      "cohorts: [{number: 80}, {number: 3, size: 2, start: 2021-03}], \(renew)", all,
      [number, "programmes.estates.cohorts.1.number", "programmes.estates.cohorts.1.size"]
    ),
    (
      "cohorts: [{number: 86, size: {uniform: [1, 3]}}], \(renew)",
      "measure: {number: estates.completed}, atLeast: 86",
      [number, "programmes.estates.cohorts.0.size"]
    ),
    (
      "cohorts: [{number: 82}], \(renew)",
      "measure: {sum: [estates.completed, others.completed]}, atLeast: 86",
      [number, "programmes.others.cohorts.0.number"]
    ),
    ("steps: {renew: {rate: 9, remaining: 86}}", all, ["programmes.estates.steps.renew.remaining"]),
    // More than is promised, or an uncertain number: that is the planner's.
    ("cohorts: [{number: 90}], \(renew)", all, []),
    ("cohorts: [{number: 86}, {number: 4}], \(renew)", all, []),
    ("cohorts: [{number: {poisson: 86}}], \(renew)", all, []),
    ("cohorts: [{number: 86, monthly: true}], \(renew)", all, []),
    ("steps: {renew: {rate: 86, remaining: 90}}", all, []),
    // An upper bound promises no units, and the crews are not what is counted.
    ("cohorts: [{number: 86}], \(renew)", "measure: estates.completed, atMost: 86", []),
    (
      "cohorts: [{number: 86}], \(renew)",
      "measure: {share: [estates.completed, others.completed]}, atLeast: 86", []
    ),
  ]) func promises(programme: String, target: String, restated: [String]) throws {
    #expect(try Self.restated(programme, target).sorted() == restated.sorted())
  }
}

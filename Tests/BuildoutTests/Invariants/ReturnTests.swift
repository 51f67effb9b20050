import Buildout
import TestSupport
import Testing

/// Units that come back, divide, or are given up on the way.
@Suite struct ReturnTests {
  private func story(_ yaml: String, _ target: String, trial: Int = 0) throws -> [Double] {
    let plan = try Compiled.plan("scenario: {id: x, start: 2021-01, months: 12}\n" + yaml)
    return try plan.trace(trial: trial, seed: 1).months.map { month in
      try #require(month.targets.first { $0.target == target }).value
    }
  }

  /// In January 7,000 rounds fit into the month, so its unit comes to its last visit and stays. It
  /// takes no server from, and is not in the queue before, the unit that starts in March.
  @Test(arguments: ["", ", servers: 1"]) func aUnitAtItsLastVisitIsInNobodysWay(
    _ servers: String
  ) throws {
    let yaml = """
      seasons: {fast: [1000, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}
      programmes:
        p:
          unit: x
          cohorts: [{}, {start: 2021-03}]
          steps: {a: {takes: .14, season: fast, then: {a: 1000000, done: 1}\(servers)}}
      targets:
        begun: {measure: p.a.started, atLeast: 1, due: 2021-12}
        left: {measure: p.a.completed, atLeast: 1, due: 2021-12}
        waiting: {measure: p.a.backlog, atMost: 1, due: 2021-12}
      """
    let left = try story(yaml, "left")
    #expect(left[0] == 4_095 && left[1] == 4_095, "\(left)")
    // Seven rounds a month from March on; with a server, one a month is admitted.
    #expect(left[2] >= 4_096 && left[11] >= 4_105)
    #expect(try story(yaml, "begun")[11] > 4_104)
    #expect(try story(yaml, "waiting").allSatisfy { $0 >= 1 && $0 <= 2 })
  }

  /// A round lasts 1 + max(1, 2) + 1 months: units finish in every fourth month only, and all of them do.
  @Test func partsThatSetOutAgainMeetAgain() throws {
    let done = try Compiled.plan(
      """
      scenario: {id: x, start: 2021-01, months: 120}
      programmes:
        p:
          unit: x
          cohorts: [{number: 40}]
          steps:
            a: {takes: 1}
            b: {takes: 1}
            c: {takes: 2, after: [a]}
            d: {takes: 1, after: [b, c], then: {a: 1, done: 1}}
      targets: {done: {measure: p.completed, atLeast: 1, due: 2030-12}}
      """
    ).trace(trial: 0, seed: 1).months.map { $0.targets[0].value }
    #expect(done.last == 40)
    #expect(done[3] > 0 && done[3] < 40 && done[7] > done[3])
    for month in 1..<120 where (month + 1) % 4 != 0 { #expect(done[month] == done[month - 1]) }
  }

  @Test(arguments: [
    // Round and round in no time.
    ("a: {takes: 0, then: {a: 200, done: 1}}", "comes to step 'a' 201 times"),
    ("a: {takes: .001}, b: {takes: 0, then: {a: 150, done: 1}}", "comes to step 'a' 151 times"),
    // Both parts may go back to where they parted.
    (
      "a: {chance: .5}, b: {chance: .5, then: {a: 3, done: 1}}, "
        + "c: {chance: .5, after: [a], then: {a: 3, done: 1}}",
      "divides on its way round to step 'c'; its parts would become more and more"
    ),
  ])
  func roundsWithoutEndAreRefused(_ steps: String, _ fault: String) throws {
    let faults = try Compiled.faults(
      """
      scenario: {id: x, start: 2021-01, months: 12}
      programmes: {p: {unit: x, cohorts: [{}], steps: {\(steps)}}}
      targets: {done: {measure: p.completed, atLeast: 1, due: 2021-12}}
      """)
    #expect(faults.contains(fault), "\(faults)")
  }

  @Test(arguments: [
    "a: {takes: 0, then: {a: 50, done: 1}}",
    // Five rounds in the year, however rarely they end.
    "a: {takes: 2, then: {a: 5000, done: 1}}",
    "a: {chance: .5, then: {a: 5000, done: 1}}",
    // The parts have merged before they go back together.
    "a: {takes: 0}, b: {takes: 0}, c: {takes: 0, after: [a]}, "
      + "d: {takes: 0, after: [b, c], then: {a: 9, done: 1}}",
  ])
  func roundsThatEndAreRead(_ steps: String) throws {
    let done = try story(
      """
      programmes: {p: {unit: x, cohorts: [{number: 20}], steps: {\(steps)}}}
      targets: {done: {measure: p.completed, atLeast: 1, due: 2021-12}}
      """, "done")
    #expect(done[11] <= 20)
  }

  /// The permit is refused in the first month, while the plan is under way with the only crew.
  @Test(arguments: ["chance: .01, uses: {crews: 1}", "takes: 9, servers: 1"])
  func theRestOfACancelledUnitHoldsNothing(_ work: String) throws {
    let yaml = """
      pools: {crews: {capacity: 1, whole: true}}
      programmes:
        p:
          unit: x
          cohorts: [{}, {start: 2021-02}]
          steps: {work: {\(work)}, permit: {chance: 1, after: [], then: {cancelled: 1}}}
        q: {unit: x, cohorts: [{}], steps: {work: {chance: 1, uses: {crews: 1}, priority: 2}}}
      targets:
        others: {measure: q.completed, atLeast: 1, due: 2021-12}
        begun: {measure: p.work.started, atLeast: 1, due: 2021-12}
        standing: {measure: p.work.inProgress, atMost: 0, due: 2021-12}
        given-up: {measure: p.cancelled, atLeast: 1, due: 2021-12}
      """
    #expect(try story(yaml, "given-up").prefix(3) == [1, 2, 2])
    #expect(try story(yaml, "standing").allSatisfy { $0 == 0 })
    #expect(try story(yaml, "others")[2] == 1)
    if work.contains("servers") { #expect(try story(yaml, "begun")[1] == 1) }
  }
}

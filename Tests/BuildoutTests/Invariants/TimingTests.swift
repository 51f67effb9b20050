import Buildout
import TestSupport
import Testing

/// Passages without chance, worked out by hand from the model's page: when a unit may move, what it
/// must hold, and what it pays.
@Suite struct TimingTests {
  /// A measure at the end of each month.
  private func story(_ yaml: String, _ target: String) throws -> [Double] {
    let plan = try Compiled.plan(yaml)
    return try plan.trace(trial: 0, seed: 1).months.map { month in
      try #require(month.targets.first { $0.target == target }).value
    }
  }

  /// The first unit leaves `make` at 2 and blocks it until `test` is done at 5. The second has done
  /// nothing by then: it leaves at 7 and is tested at 10.
  @Test func aStoppedStepDoesNotMakeUpForIt() throws {
    let finish = try story(
      """
      scenario: {id: blocked, start: 2021-01, months: 12}
      programmes:
        line:
          unit: thing
          cohorts: [{number: 2}]
          steps: {make: {takes: 2, servers: 1}, test: {takes: 3, servers: 1, buffer: 1}}
      targets: {finish: {measure: line.finish, atMost: 8, due: 2021-12}}
      """, "finish")
    #expect(finish[11] == 10)
  }

  @Test func noWorkWithoutAGrant() throws {
    let done = try story(
      """
      scenario: {id: nobody, start: 2021-01, months: 4}
      pools: {crews: {capacity: 0}}
      programmes:
        p:
          unit: thing
          cohorts: [{number: 2, start: 2021-02}]
          steps: {ready: {takes: 0}, build: {takes: .5, uses: {crews: 1}}}
      targets: {done: {measure: p.completed, atLeast: 2, due: 2021-04}}
      """, "done")
    #expect(done == [0, 0, 0, 0])
  }

  /// A chance and a rate release from the state at the month's start, whenever in the month before a
  /// unit came.
  @Test(arguments: ["takes: .3", "takes: .7"], ["chance: 1", "rate: 5"])
  func whatCameDuringAMonthWaitsForTheNext(_ first: String, _ second: String) throws {
    let done = try story(
      """
      scenario: {id: wait, start: 2021-01, months: 3}
      programmes:
        p: {unit: thing, cohorts: [{number: 1}], steps: {a: {\(first)}, b: {\(second)}}}
      targets: {done: {measure: p.completed, atLeast: 1, due: 2021-03}}
      """, "done")
    #expect(done == [0, 1, 1])
  }

  /// Gates are looked at when a month begins, whatever the programmes are called.
  @Test(arguments: ["a", "z"]) func gatesOpenAtAMonthsStart(_ id: String) throws {
    let finish = try story(
      """
      scenario: {id: gate, start: 2021-01, months: 4}
      programmes:
        \(id): {unit: thing, cohorts: [{number: 1}], steps: {x: {takes: .9}}}
        m: {unit: thing, cohorts: [{number: 1}], steps: {x: {takes: .2}, y: {takes: .1, after: [x, \(id)]}}}
      targets: {finish: {measure: m.finish, atMost: 1, due: 2021-04}}
      """, "finish")
    #expect(finish[3] == 1.1)
  }

  @Test func aLotIsGrantedUnitByUnit() throws {
    let done = try story(
      """
      scenario: {id: lot, start: 2021-01, months: 6}
      pools: {crews: {capacity: 10, whole: true}}
      programmes:
        p:
          unit: thing
          steps: {order: {rate: {poisson: 250}, remaining: 60}, build: {takes: 1, uses: {crews: 1}}}
      targets: {done: {measure: p.completed, atLeast: 2, due: 2021-06}}
      """, "done")
    #expect(done == [0, 10, 20, 30, 40, 50])
  }

  /// Half the money a month pays for half the work, however short the step.
  @Test func whatIsNotPaidForIsNotDone() throws {
    let yaml = """
      scenario: {id: money, start: 2021-01, months: 4}
      pools: {budget: {capacity: 5, reusable: false}}
      programmes:
        p: {unit: thing, cohorts: [{number: 1}], steps: {build: {takes: .4, uses: {budget: 10}}}}
      targets:
        done: {measure: p.completed, atLeast: 1, due: 2021-04}
        paid: {measure: pools.budget.granted, atLeast: 10, due: 2021-04}
      """
    let done = try story(yaml, "done")
    let paid = try story(yaml, "paid")
    #expect(done == [0, 1, 1, 1] && paid == [5, 10, 10, 10])
  }

  @Test func aRiskOfUnitsMultipliesTheirCost() throws {
    let spent = try story(
      """
      scenario: {id: cost, start: 2021-01, months: 2}
      risks: {find: {chance: 1, each: unit, on: [p], cost: 3}}
      programmes:
        p: {unit: thing, cohorts: [{number: 1}], steps: {build: {takes: 1, cost: 100}}}
      targets: {spent: {measure: p.spent, atLeast: 300, due: 2021-02}}
      """, "spent")
    #expect(spent == [300, 300])
  }

  /// What a rate makes waits for the opening month too; a gate or opening months on a rate are either
  /// kept or refused.
  @Test(arguments: ["opens: [3]", "after: [q]"]) func aRateIsHeldOrRefused(_ key: String) throws {
    let yaml = """
      scenario: {id: held, start: 2021-01, months: 4}
      programmes:
        p: {unit: thing, steps: {build: {rate: 10, \(key)}}}
        q: {unit: thing, cohorts: [{number: 1}], steps: {build: {takes: 2}}}
      targets: {done: {measure: p.completed, atLeast: 1, due: 2021-04}}
      """
    guard let done = try? story(yaml, "done") else { return }
    #expect(done[0] == 0 && done[1] == 0)
  }

  /// Months of the year in which units may leave.
  @Test func unitsLeaveInOpeningMonths() throws {
    let done = try story(
      """
      scenario: {id: term, start: 2021-01, months: 12}
      programmes:
        schools:
          unit: school
          cohorts: [{number: 1}, {number: 1, start: 2021-06}, {number: 1, start: 2021-09}]
          steps: {build: {takes: 3, opens: [3, 9]}}
      targets: {done: {measure: schools.completed, atLeast: 2, due: 2021-12}}
      """, "done")
    #expect(done == [0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2])
  }

  /// 1.5 + 1.75 months: the second step begins in the middle of month 2.
  @Test func theRestOfAMonthIsCarriedOn() throws {
    let finish = try story(
      """
      scenario: {id: carry, start: 2021-01, months: 6}
      programmes:
        p: {unit: thing, cohorts: [{start: 2021-02}], steps: {a: {takes: 1.5}, b: {takes: 1.75}}}
      targets: {finish: {measure: p.finish, atMost: 5, due: 2021-06}}
      """, "finish")
    #expect(finish[5] == 4.25)
  }

  /// The same through a pool: what is left of month 3 is lost at the second step.
  @Test func theRestOfAMonthIsLostAtAPool() throws {
    let finish = try story(
      """
      scenario: {id: lost, start: 2021-01, months: 6}
      pools: {crews: {capacity: 1}}
      programmes:
        p:
          unit: thing
          cohorts: [{start: 2021-02}]
          steps: {a: {takes: 1.5}, b: {takes: 1.75, uses: {crews: 1}}}
      targets: {finish: {measure: p.finish, atMost: 5, due: 2021-06}}
      """, "finish")
    #expect(finish[5] == 4.75)
  }

  /// Five units share two crews: each gets 0.4 a month, and all finish in the middle of month 3.
  @Test func equalsShareInProportion() throws {
    let finish = try story(
      """
      scenario: {id: share, start: 2021-01, months: 6}
      pools: {crews: {capacity: 2}}
      programmes:
        p: {unit: thing, cohorts: [{number: 5}], steps: {build: {takes: 1, uses: {crews: 1}}}}
      targets: {finish: {measure: p.finish, atMost: 3, due: 2021-06}}
      """, "finish")
    #expect((finish[5] - 2.5).magnitude < 1e-12)
  }

  /// A delay lengthens a visit once, though the risk acts in three months.
  @Test func aDelayLengthensOnce() throws {
    let finish = try story(
      """
      scenario: {id: delay, start: 2021-01, months: 8}
      risks: {find: {chance: 1, on: [p.b], window: [2021-01, 2021-03], delay: 1.5}}
      programmes:
        p: {unit: thing, cohorts: [{}], steps: {a: {takes: 1}, b: {takes: 2}, c: {takes: 1}}}
      targets: {finish: {measure: p.finish, atMost: 3, due: 2021-08}}
      """, "finish")
    #expect(finish[7] == 5.5)
  }

  /// A step's tag is its own; a programme's is that of all its steps.
  @Test func aRiskReachesATaggedStepAlone() throws {
    func finish(_ programme: String, _ step: String) throws -> Double {
      try story(
        """
        scenario: {id: tags, start: 2021-01, months: 8}
        risks: {night: {chance: 1, on: ['tag:dark'], speed: .5}}
        programmes:
          p: {unit: x, \(programme)cohorts: [{}], steps: {a: {takes: 1}, b: {\(step)takes: 1}}}
          q: {unit: x, tags: [dark], cohorts: [{}], steps: {a: {takes: 1}}}
        targets: {finish: {measure: p.finish, atMost: 3, due: 2021-08}}
        """, "finish")[7]
    }
    #expect(try finish("", "") == 2)
    #expect(try finish("", "tags: [dark], ") == 3)
    #expect(try finish("tags: [dark], ", "tags: [dark], ") == 4)
  }

  /// Two servers that are never short of work finish two a month, half a month before the next step.
  @Test(arguments: ["", ", cost: 1"]) func anEndlessStepIsNeverShort(_ extra: String) throws {
    let done = try story(
      """
      scenario: {id: endless, start: 2021-01, months: 6}
      programmes:
        p:
          unit: thing
          steps: {make: {takes: 1, servers: 2, endless: true\(extra)}, test: {takes: .5}}
      targets: {done: {measure: p.completed, atLeast: 5, due: 2021-06}}
      """, "done")
    #expect(done == [0, 2, 4, 6, 8, 10])
  }
}

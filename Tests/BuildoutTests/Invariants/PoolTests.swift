import Buildout
import TestSupport
import Testing

/// Grants from several pools at once and waits between programmes, worked out by hand.
@Suite struct PoolTests {
  private func story(_ yaml: String, _ target: String, trial: Int = 0) throws -> [Double] {
    let plan = try Compiled.plan("scenario: {id: x, start: 2021-01, months: 12}\n" + yaml)
    return try plan.trace(trial: trial, seed: 1).months.map { month in
      try #require(month.targets.first { $0.target == target }).value
    }
  }

  @Test func moneyBoundsWhatCrewsCouldDo() throws {
    let yaml = """
      pools: {crews: {capacity: 100, whole: true}, budget: {capacity: 3, reusable: false}}
      programmes: {p: {unit: x, steps: {a: {rate: 10, uses: {crews: 1, budget: 1}}}}}
      targets:
        done: {measure: p.completed, atLeast: 1, due: 2021-12}
        paid: {measure: pools.budget.granted, atLeast: 1, due: 2021-12}
      """
    #expect(try story(yaml, "done")[5] == 18)
    #expect(try story(yaml, "paid")[5] == 18)
  }

  /// Twelve months of Poisson(4) with money for one: a month is lost only when nothing was drawn.
  @Test func amplyCrewedWorkIsNotThinned() async throws {
    let plan = try Compiled.plan(
      """
      scenario: {id: x, start: 2021-01, months: 12}
      pools: {crews: {capacity: 1000}, budget: {capacity: 1, reusable: false}}
      programmes: {p: {unit: x, steps: {a: {rate: {poisson: 4}, uses: {crews: 1, budget: 1}}}}}
      targets: {done: {measure: p.completed, atLeast: 12, due: 2021-12}}
      """)
    let mean = try await Agreement().forecast(plan)[target: "done"].mean
    // 12 (1 - exp(-4))
    try Agreement().expect(mean, 11.780212333335, "done")
  }

  /// One crew: the unit it serves asks 2 a month and gets 1, half a month's work; the last half month
  /// asks only 1, is paid in full and ends in the middle of the month. The next unit starts after it.
  @Test func onlyWhoIsServedAsksForMoney() throws {
    let finish = try story(
      """
      pools: {crews: {capacity: 1, whole: true}, budget: {capacity: 1, reusable: false}}
      programmes:
        p: {unit: x, cohorts: [{number: 2}], steps: {a: {takes: 2, uses: {crews: 1, budget: 4}}}}
      targets: {finish: {measure: p.finish, atMost: 8, due: 2021-12}}
      """, "finish")
    #expect(finish[11] == 7.5)
  }

  /// A delay spreads what a step costs; it adds nothing to it.
  @Test func aDelayedStepUsesUpNoMore() throws {
    let paid = try story(
      """
      pools: {budget: {capacity: 10, reusable: false}}
      risks: {find: {chance: 1, on: [p.a], delay: 3}}
      programmes: {p: {unit: x, cohorts: [{}], steps: {a: {takes: 1, uses: {budget: 5}}}}}
      targets: {paid: {measure: pools.budget.granted, atLeast: 5, due: 2021-12}}
      """, "paid")
    #expect((paid[11] - 5).magnitude < 1e-12 && paid[0] == 1.25)
  }

  /// The programme waits until nobody is in review or before it, whoever was cancelled, sent round
  /// again, or in place behind it from the beginning.
  @Test(arguments: ["{build: 1, cancelled: 1}", "{review: 2, build: 1}"], 0..<40)
  func aGateCountsUnits(_ then: String, _ trial: Int) throws {
    let yaml = """
      programmes:
        p:
          unit: x
          cohorts: [{number: 4}, {number: 1, at: build}]
          steps: {review: {chance: .5, then: \(then)}, build: {takes: 20}}
        q: {unit: x, cohorts: [{}], steps: {open: {takes: 1, after: [p.review]}}}
      targets:
        early: {measure: {minimum: [q.completed, p.review.inProgress]}, atLeast: 1, due: 2021-12}
        open: {measure: q.completed, atLeast: 1, due: 2021-12}
        waiting: {measure: p.review.inProgress, atMost: 0, due: 2021-12}
      """
    #expect(try story(yaml, "early", trial: trial).max() == 0)
    let waiting = try story(yaml, "waiting", trial: trial)
    let open = try story(yaml, "open", trial: trial)
    for month in 1..<12 { #expect((open[month] == 1) == (waiting[month - 1] == 0)) }
  }

  @Test func workOfNoLengthWaitsForItsWindow() throws {
    let done = try story(
      """
      programmes:
        p:
          unit: x
          cohorts: [{}]
          steps: {a: {takes: 0, window: [2021-09, 2021-12]}, b: {takes: 1}}
      targets: {done: {measure: p.completed, atLeast: 1, due: 2021-12}}
      """, "done")
    #expect(done == [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1])
  }

  @Test(arguments: [
    "resample: [5000000, 3000000]", "table: {values: [1000000000000], weights: [1]}",
  ])
  func millionsOfUnitsAreThinnedLikeAQuantity(_ law: String) throws {
    let done = try story(
      """
      risks: {haze: {chance: 1, on: [p], speed: .5}}
      programmes: {p: {unit: m2, steps: {a: {rate: {\(law)}}}}}
      targets: {done: {measure: p.completed, atLeast: 1, due: 2021-12}}
      """, "done")
    #expect(done[0] > 0)
  }

  @Test(arguments: [
    "difference: [12, p.finish]", "ratio: [p.finish, 2]", "share: [{sum: [p.finish, 1]}, 2]",
  ])
  func aFinishIsOnlyCompared(_ measure: String) {
    #expect(throws: (any Error).self) {
      try story(
        """
        programmes: {p: {unit: x, cohorts: [{}], steps: {a: {takes: 3}}}}
        targets: {done: {measure: {\(measure)}, atLeast: 1, due: 2021-12}}
        """, "done")
    }
  }
}

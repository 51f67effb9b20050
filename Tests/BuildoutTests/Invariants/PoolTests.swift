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

  /// A rate makes half of what it draws while its speed is a half, to the unit.
  @Test(arguments: [
    ("resample: [5000000, 3000000]", [2_500_000, 1_500_000]),
    ("table: {values: [1000000000000], weights: [1]}", [500_000_000_000]),
  ])
  func millionsOfUnitsAreThinnedLikeAQuantity(_ distribution: String, _ halves: [Double]) throws {
    let done = try story(
      """
      risks: {haze: {chance: 1, on: [p], speed: .5}}
      programmes: {p: {unit: m2, steps: {a: {rate: {\(distribution)}}}}}
      targets: {done: {measure: p.completed, atLeast: 1, due: 2021-12}}
      """, "done")
    let months = zip(done, [0] + done).map { $0 - $1 }
    #expect(Set(months) == Set(halves))
  }

  @Test(arguments: [
    ("difference: [12, p.finish]", 45), ("ratio: [p.finish, 2]", 36),
    ("share: [{sum: [p.finish, 1]}, 2]", 36),
  ])
  func aFinishIsOnlyCompared(_ measure: String, _ column: Int) throws {
    let faults = try Compiled.faults(
      """
      scenario: {id: x, start: 2021-01, months: 12}
      programmes: {p: {unit: x, cohorts: [{}], steps: {a: {takes: 3}}}}
      targets: {done: {measure: {\(measure)}, atLeast: 1, due: 2021-12}}
      """)
    #expect(
      faults.hasPrefix("test.yaml:3:\(column): error: 'finish' cannot be subtracted or divided; "),
      "\(faults)")
  }

  /// Who is struck and stands still holds no crew: it is there for the others.
  @Test(arguments: [true, false], ["chance: 1", "takes: 1"])
  func aStruckUnitHoldsNoCrew(_ isWhole: Bool, _ work: String) throws {
    func yaml(_ crews: Int) -> String {
      """
      pools: {crews: {capacity: \(crews), whole: \(isWhole)}}
      risks: {find: {chance: .5, each: unit, on: [p.a], speed: 0}}
      programmes: {p: {unit: x, cohorts: [{number: 4}], steps: {a: {\(work), uses: {crews: 1}}}}}
      targets:
        done: {measure: p.completed, atLeast: 1, due: 2021-12}
        held: {measure: pools.crews.granted, atLeast: 1, due: 2021-12}
      """
    }
    for trial in 0..<30 {
      let free = try story(yaml(4), "done", trial: trial)[0]
      #expect(try story(yaml(4), "held", trial: trial)[0] == free)
      #expect(try story(yaml(2), "held", trial: trial)[0] == min(2, free))
      if isWhole {
        #expect(try story(yaml(2), "done", trial: trial).prefix(2) == [min(2, free), free])
      }
    }
  }

  /// Ten units of a consumable pool are ten, also when it is granted in whole units.
  @Test(arguments: ["rate: 20", "chance: 1"]) func wholeMoneyIsSpentOnce(_ work: String) throws {
    let cohorts = work.contains("rate") ? "" : "cohorts: [{number: 40}], "
    let yaml = """
      pools: {land: {capacity: 10, reusable: false, carry: true, whole: true}}
      programmes: {p: {unit: x, \(cohorts)steps: {a: {\(work), uses: {land: 3}}}}}
      targets:
        done: {measure: p.completed, atLeast: 1, due: 2021-12}
        granted: {measure: pools.land.granted, atLeast: 1, due: 2021-12}
      """
    #expect(try story(yaml, "done").prefix(4) == [3, 6, 10, 13])
    #expect(try story(yaml, "granted").prefix(4) == [9, 18, 30, 39])
  }

  /// A whole pool's books hold what is used with the scarcer one.
  @Test func theScarcestOfWholePoolsDecides() throws {
    let yaml = """
      pools: {crews: {capacity: 5, whole: true}, cranes: {capacity: 2, whole: true}}
      programmes: {p: {unit: x, cohorts: [{number: 9}], steps: {a: {chance: 1, uses: {crews: 1, cranes: 1}}}}}
      targets:
        crews: {measure: pools.crews.granted, atLeast: 1, due: 2021-12}
        cranes: {measure: pools.cranes.granted, atLeast: 1, due: 2021-12}
      """
    #expect(try story(yaml, "crews").prefix(2) == [2, 4])
    #expect(try story(yaml, "cranes").prefix(2) == [2, 4])
  }

  /// A fraction that is made but is no unit yet has not been started either.
  @Test func aFractionOfAUnitIsNotStarted() throws {
    let yaml = """
      programmes:
        p:
          unit: x
          steps: {a: {rate: {binomial: {trials: 3, probability: 1}}, cap: 2.5}, b: {chance: .5}}
      targets:
        begun: {measure: p.started, atLeast: 1, due: 2021-12}
        standing: {measure: {sum: [p.completed, p.inProgress]}, atLeast: 1, due: 2021-12}
        made: {measure: p.a.completed, atLeast: 1, due: 2021-12}
      """
    #expect(try story(yaml, "begun").prefix(3) == [2, 5, 7])
    #expect(try story(yaml, "standing") == story(yaml, "begun"))
    #expect(try story(yaml, "made") == story(yaml, "begun"))
  }

  /// Not by the pool's own books: with a chance of 1, what is completed is what was worked on.
  @Test func noMoreIsCompletedThanThereAreCrews() throws {
    for seed in 0..<(Proof.isLong ? 2_000 : 24) {
      var dice = Dice(seed)
      let crews = dice.whole(0...7)
      var yaml = "scenario: {id: crews, start: 2021-01, months: 6}\n"
      yaml += "pools: {crews: {capacity: \(crews), whole: true}}\nprogrammes:\n"
      for id in ["a", "b", "c"] {
        yaml += "  \(id): {unit: job, cohorts: [{number: \(dice.whole(1...9))}, "
        yaml += "{number: \(dice.whole(1...9)), start: 2021-03}], "
        yaml += "steps: {work: {chance: 1, uses: {crews: 1}, priority: \(dice.whole(1...2))}}}\n"
      }
      yaml += "targets: {t: {measure: a.completed, atLeast: 1, due: 2021-06}}\n"
      let trace = try Compiled.plan(yaml).trace(trial: 0, seed: 1)
      for month in trace.months {
        let completed = month.programmes.reduce(0) { $0 + $1.completed }
        let asked = try #require(month.pools.first).asked
        #expect(completed == min(Double(crews), asked), "\(yaml)")
      }
    }
  }

  /// A budget of 10 a month for two programmes that would use more: whatever the weights, and however
  /// many shares, it is granted whole and no more than once.
  @Test(arguments: [0.000_001, 0.0005, 1, 3, 35e6, 1e15], [1, Proof.isLong ? 1500 : 150])
  func aSplitGrantsAllOfThePoolOnce(weight: Double, others: Int) async throws {
    let names = (1...others).map { "p\($0)" }
    let plan = try Compiled.plan(
      """
      scenario: {id: t, start: 2021-01, months: 3}
      pools:
        budget:
          capacity: 10
          reusable: false
          split: {roads: \(weight), \(names.map { "\($0): \(weight)" }.joined(separator: ", "))}
      programmes:
        roads: {unit: km, steps: {build: {rate: 100, uses: {budget: 1}}}}
      \(names.map { "  \($0): {unit: km, steps: {build: {rate: 100, uses: {budget: 1}}}}" }
        .joined(separator: "\n"))
      targets:
        roads: {measure: roads.completed, atLeast: 15, due: 2021-03}
        granted: {measure: pools.budget.granted, atLeast: 29.999999, due: 2021-03}
        more: {measure: pools.budget.granted, above: 30.000001, due: 2021-03}
      """)
    for trial in 0..<3 {
      let last = try #require(plan.trace(trial: trial, seed: 1).months.last)
      #expect(last.targets.map(\.met).dropFirst() == [true, false])
    }
    guard others == 1 else { return }
    // Two equal shares: the first has the half or more in half of the trials.
    let forecast = try await Agreement().forecast(plan)
    try Agreement().expect(forecast[target: "roads"].mean, 15, "roads")
  }
}

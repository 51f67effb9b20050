import Buildout
import TestSupport
import Testing

/// What a rate passes on, and when what waits for it may begin, worked out by hand from the model's page.
@Suite struct WaitingTests {
  /// A measure at the end of each month.
  private func story(_ yaml: String, _ target: String, trial: Int = 0) throws -> [Double] {
    try Compiled.plan(yaml).trace(trial: trial, seed: 1).months.map { month in
      try #require(month.targets.first { $0.target == target }).value
    }
  }

  // MARK: Gates

  /// The finish of a road of three months that waits for pipes.
  private func finish(pipes: String, after: String = "pipes", months: Int = 24) throws -> Double {
    let values = try story(
      """
      scenario: {id: gate, start: 2021-01, months: \(months)}
      programmes:
        pipes: \(pipes)
        road: {unit: road, cohorts: [{}], steps: {pave: {takes: 3, after: [\(after)]}}}
      targets:
        road: {measure: road.finish, atMost: 15, due: 2021-12}
      """, "road")
    return try #require(values.last)
  }

  @Test(arguments: [
    // 36 km at 3 a month lie after 12 months.
    ("{unit: km, steps: {lay: {rate: 3, remaining: 36}}}", "pipes", 15.0),
    // A tenth and its sums are no binary fractions: no speck may cost a month.
    ("{unit: km, steps: {lay: {rate: .1, remaining: .7}}}", "pipes", 10),
    // A window that ends with April.
    ("{unit: km, steps: {lay: {rate: 3, window: [2021-02, 2021-04]}}}", "pipes", 7),
    ("{unit: km, steps: {lay: {rate: {poisson: 3}, window: [2021-02, 2021-04]}}}", "pipes", 7),
    // What the window leaves in the backlog is never done.
    (
      "{unit: km, steps: {lay: {rate: 3, cap: 2, backlog: 0, window: [2021-01, 2021-04]}}}",
      "pipes",
      .infinity
    ),
    // All that remains is used up, whatever is still called for.
    ("{unit: km, steps: {lay: {rate: 3, cap: 2, backlog: 0, remaining: 4}}}", "pipes", 5),
    // The step alone is waited for: laid at 2, tested at 7.
    ("{unit: km, steps: {lay: {rate: 3, remaining: 6}, test: {takes: 5}}}", "pipes.lay", 5),
    ("{unit: km, steps: {lay: {rate: 3, remaining: 6}, test: {takes: 5}}}", "pipes", 10),
    // A rate that works units off is finished with them.
    ("{unit: km, cohorts: [{number: 4}], steps: {lay: {rate: 1}}}", "pipes", 7),
    // Nothing remained to be laid.
    ("{unit: km, steps: {lay: {rate: 3, remaining: 0}}}", "pipes", 3),
  ])
  func aRateIsWaitedForToItsEnd(_ pipes: String, _ after: String, _ expected: Double) throws {
    #expect(try finish(pipes: pipes, after: after) == expected)
  }

  @Test func aWindowBeyondTheHorizonIsNotOver() throws {
    let yaml = """
      scenario: {id: window, start: 2021-01, months: 6}
      programmes: {pipes: {unit: km, steps: {lay: {rate: 3, window: [2021-02, 2021-08]}}}}
      targets: {t: {measure: pipes.finish, atMost: 6, due: 2021-06}}
      """
    #expect(try story(yaml, "t").last == .infinity)
  }

  /// Its own finish is the month in which the last of it was passed on.
  @Test func aRateHasAFinish() throws {
    let yaml = """
      scenario: {id: finish, start: 2021-01, months: 6}
      programmes: {pipes: {unit: km, steps: {lay: {rate: 3, remaining: 7, window: [2021-02, 2021-06]}}}}
      targets: {t: {measure: pipes.finish, atMost: 6, due: 2021-06}}
      """
    #expect(try story(yaml, "t") == [.infinity, .infinity, .infinity, 4, 4, 4])
  }

  @Test(arguments: [
    ("{unit: km, steps: {lay: {rate: 3}}}", "the rate of 'pipes.lay' has no end"),
    ("{unit: km, cohorts: [{monthly: true}], steps: {lay: {takes: 1}}}", "every month"),
    ("{unit: km, steps: {lay: {takes: 1, servers: 1, endless: true}}}", "endless"),
    ("{unit: km, steps: {lay: {rate: 1, start: 0}}}", "a level"),
  ])
  func whatNeverEndsCannotBeWaitedFor(_ pipes: String, _ words: String) throws {
    for measure in ["road.finish", "pipes.finish"]
    where measure == "road.finish" || words != "a level" {
      let yaml = """
        scenario: {id: gate, start: 2021-01, months: 24}
        programmes:
          pipes: \(pipes)
          road: {unit: road, cohorts: [{}], steps: {pave: {takes: 3\(measure == "road.finish" ? ", after: [pipes]" : "")}}}
        targets: {road: {measure: \(measure), atMost: 15, due: 2021-12}}
        """
      let faults = try Compiled.faults(yaml)
      #expect(faults.contains(words), "\(faults)")
    }
  }

  /// No defect in most trials: nothing to wait for, and nothing missed.
  @Test func nothingToRepairHoldsNobodyUp() async throws {
    let forecast = try await Compiled.plan(
      """
      scenario: {id: nothing, start: 2021-01, months: 12}
      programmes:
        defects: {unit: defect, cohorts: [{number: {poisson: 0.5}}], steps: {repair: {takes: 1}}}
        later: {unit: defect, cohorts: [{number: 0, start: 2021-06}], steps: {repair: {takes: 1}}}
        hospital: {unit: hospital, cohorts: [{}], steps: {build: {takes: 6}, open: {takes: 1, after: [defects]}}}
        clinic: {unit: clinic, cohorts: [{}], steps: {open: {takes: 1, after: [later.repair]}}}
      targets:
        opens: {measure: hospital.completed, by: 1, due: 2021-12}
        repaired: {measure: defects.finish, atMost: 12, due: 2021-12}
        none: {measure: defects.finish, atMost: 0, due: 2021-12}
        clinic: {measure: clinic.finish, atMost: 7, due: 2021-12}
      """
    ).forecast(RunSettings(trials: 4096))
    #expect(forecast[target: "opens"].met.count == 4096)
    #expect(forecast[target: "repaired"].met.count == 4096)
    // exp(-0.5): no defect at all.
    #expect(forecast[target: "none"].met.interval(z: 4.5).contains(0.60653))
    // Known to be none when they were to come, at the beginning of June.
    #expect(forecast[target: "clinic"].met.count == 4096)
  }

  /// Who waits for what was never built waits for ever.
  @Test func whatIsCancelledWholeIsNotFinished() throws {
    let yaml = """
      scenario: {id: cancelled, start: 2021-01, months: 6}
      programmes:
        bridge: {unit: bridge, cohorts: [{}], steps: {design: {takes: 1, then: {cancelled: 1, build: 0}}, build: {takes: 1}}}
        road: {unit: road, cohorts: [{}], steps: {pave: {takes: 1, after: [bridge.design]}}}
      targets:
        bridge: {measure: bridge.finish, atMost: 6, due: 2021-06}
        road: {measure: road.finish, atMost: 6, due: 2021-06}
      """
      .replacingOccurrences(of: "build: 0}", with: "build: 1e-15}")
    #expect(try story(yaml, "bridge").last == .infinity)
    #expect(try story(yaml, "road").last == .infinity)
  }

  // MARK: A rate after a rate

  @Test func aLotMovesOnInParts() throws {
    let yaml = """
      scenario: {id: lots, start: 2021-01, months: 12}
      programmes:
        stations: {unit: station, steps: {order: {rate: 300}, install: {rate: 200}, test: {rate: 150}, power: {takes: 1.5}}}
      targets:
        installed: {measure: stations.install.completed, atLeast: 2200, due: 2021-12}
        started: {measure: stations.install.started, atLeast: 2200, due: 2021-12}
        number: {measure: {number: stations.install.completed}, atLeast: 2200, due: 2021-12}
        waiting: {measure: stations.install.backlog, atLeast: 1300, due: 2021-12}
        tested: {measure: stations.test.completed, atLeast: 1500, due: 2021-12}
        untested: {measure: stations.test.backlog, atLeast: 1500, due: 2021-12}
        powered: {measure: stations.completed, atLeast: 1200, due: 2021-12}
        under-way: {measure: stations.inProgress, atLeast: 1200, due: 2021-12}
      """
    let months = Array(0..<12)
    let installed = months.map { 200.0 * Double($0) }
    #expect(try story(yaml, "installed") == installed)
    #expect(try story(yaml, "started") == installed)
    #expect(try story(yaml, "number") == installed)
    #expect(try story(yaml, "waiting") == months.map { 300.0 * Double($0 + 1) - 200 * Double($0) })
    let tested = months.map { 150.0 * Double(max(0, $0 - 1)) }
    #expect(try story(yaml, "tested") == tested)
    #expect(try story(yaml, "untested") == zip(installed, tested).map { $0 - $1 })
    // What is tested by the end of month m has power one and a half months later: in month m + 2.
    let powered = months.map { $0 < 2 ? 0 : tested[$0 - 2] }
    #expect(try story(yaml, "powered") == powered)
    #expect(
      try story(yaml, "under-way") == months.map { 300.0 * Double($0 + 1) - powered[$0] })
  }

  /// A cohort's unit is one thing: a rate has passed it when all of its quantity has.
  @Test func aUnitMovesOnWhole() throws {
    let yaml = """
      scenario: {id: units, start: 2021-01, months: 6}
      programmes:
        roads: {unit: km, cohorts: [{number: 2, size: 5}], steps: {pave: {rate: 2}}}
      targets: {t: {measure: roads.completed, atLeast: 10, due: 2021-06}}
      """
    #expect(try story(yaml, "t") == [0, 0, 5, 5, 10, 10])
  }

  /// Parts that have to meet again are whole units: of 2.5 a month 2, 5, 7 and so on.
  @Test func partsThatMeetAgainAreWholeUnits() throws {
    let yaml = """
      scenario: {id: merge, start: 2021-01, months: 6}
      programmes:
        p:
          unit: unit
          steps:
            make: {rate: 2.5}
            pave: {rate: 2, after: [make]}
            plant: {takes: .5, after: [make]}
            open: {takes: 0, after: [pave, plant]}
      targets: {t: {measure: p.completed, atLeast: 10, due: 2021-06}}
      """
    #expect(try story(yaml, "t") == [0, 2, 4, 6, 8, 10])
  }

  // MARK: Counts

  @Test(arguments: [
    ("table: {values: [4], weights: [1]}", 1.0), ("constant: 4", 1), ("resample: [4, 4]", 1),
    // Each of four is kept with one half: 11/16.
    ("binomial: {trials: 4, probability: 1}", 0.6875),
  ])
  func whichLawsAreCountsFollowsFromTheirNames(_ distribution: String, _ expected: Double)
    async throws
  {
    let forecast = try await Compiled.plan(
      """
      scenario: {id: counts, start: 2021-01, months: 1}
      risks: {half: {chance: 1, on: [p], speed: .5}}
      programmes: {p: {unit: u, steps: {x: {rate: {\(distribution)}}}}}
      targets: {t: {measure: p.completed, atLeast: 2, due: 2021-01}}
      """
    ).forecast(RunSettings(trials: 8192))
    #expect(forecast[target: "t"].met.interval(z: 4.5).contains(expected))
  }

  /// Five crews complete five cases, and four and a half crews five in every second month.
  @Test(arguments: [(5.0, 5.0, 0.0), (4.5, 4.5, 0.0), (0.4, 0.4, 0.0)])
  func crewsBoundACount(_ crews: Double, _ mean: Double, _ above: Double) async throws {
    let forecast = try await Compiled.plan(
      """
      scenario: {id: grant, start: 2021-01, months: 1}
      pools: {crews: {capacity: \(crews)}}
      programmes: {p: {unit: case, steps: {x: {rate: {binomial: {trials: 40, probability: 1}}, uses: {crews: 1}}}}}
      targets:
        most: {measure: p.completed, above: \(crews.rounded(.up)), due: 2021-01}
        least: {measure: p.completed, atLeast: \(crews.rounded(.down)), due: 2021-01}
        whole: {measure: p.completed, atLeast: \(crews.rounded(.up)), due: 2021-01}
      """
    ).forecast(RunSettings(trials: 8192))
    #expect(forecast[target: "most"].met.value == above)
    #expect(forecast[target: "least"].met.value == 1)
    let fraction = crews - crews.rounded(.down)
    #expect(
      forecast[target: "whole"].met.interval(z: 4.5).contains(fraction == 0 ? 1 : fraction))
    let found = try #require(forecast[target: "whole"].mean)
    #expect((found.value - mean).magnitude <= 4.5 * found.standardError + 1e-12)
  }

  /// Whatever the distribution of the rate, what goes to a step that looks at each unit goes unit by unit.
  @Test(arguments: ["3", "{table: {values: [3], weights: [1]}}"])
  func whatIsLookedAtOneByOneComesOneByOne(_ rate: String) throws {
    let yaml = """
      scenario: {id: ones, start: 2021-01, months: 4}
      programmes:
        p: {unit: unit, steps: {make: {rate: \(rate), remaining: 3}, check: {takes: 1, servers: 1}}}
      targets: {t: {measure: p.completed, atLeast: 3, due: 2021-04}}
      """
    #expect(try story(yaml, "t") == [0, 1, 2, 3])
  }
}

import Foundation
import ScenarioFormat
import TestSupport
import Testing

@testable import Buildout

/// What holds of re-forecasts whatever the scenario.
@Suite struct ReforecastTests {
  private func scenario(_ yaml: String) throws -> Scenario {
    try ScenarioDocument(yaml: yaml, file: "test.yaml").scenario
  }

  private func reforecast(
    _ scenario: Scenario, _ actuals: Actuals, trials: Int = 1024, threads: Int = 2,
    option: Scenario? = nil, pilotTrials: Int = 2048
  ) async throws -> Reforecast {
    let plan = try Plan(scenario)
    let settings = RunSettings(trials: trials, seed: 3, threads: threads)
    let evidence = Evidence(scenario, actuals, pilotTrials: pilotTrials)
    return try await plan.given(evidence, settings, becoming: option)
      .forecast(settings, beside: plan)
  }

  private let works = """
    scenario: {id: works, start: 2021-01, months: 12}
    factors: {skill: {lognormal: {median: 1, sigma: .2}}}
    risks: {flood: {chance: .3, window: [2021-02, 2021-05], on: [roads, lamps], speed: .5}}
    programmes:
      roads: {unit: road, cohorts: [{number: 10, start: 2021-01}], steps: {build: {takes: {lognormal: {median: 9, sigma: .35}}, factors: {skill: 1}}}}
      lamps: {unit: lamp, steps: {fit: {rate: {poisson: 20}, factors: {skill: 1}}}}
    targets:
      opened: {measure: roads.completed, atLeast: 8, due: 2021-12}
      lit: {measure: lamps.completed, atLeast: 230, due: 2021-12}
      lit-by-june: {measure: lamps.completed, atLeast: 100, due: 2021-06}
    """

  private let june = Actuals(
    asOf: 6,
    readings: [
      Actuals.Reading(.completed("roads"), month: 6, value: 2),
      Actuals.Reading(.completed("lamps"), month: 3, value: 50),
      Actuals.Reading(.completed("lamps"), month: 6, value: 104),
    ])

  @Test func isTheSameForAnyNumberOfThreads() async throws {
    let scenario = try scenario(works)
    let one = try await reforecast(scenario, june, threads: 1)
    #expect(try await reforecast(scenario, june, threads: 3) == one)
  }

  /// Whoever embeds the library is told as the reader of a file is.
  @Test func whatCannotBeIsRefused() async throws {
    let plan = try Plan(scenario(works))
    let actuals = Actuals(
      asOf: 6, readings: [Actuals.Reading(.completed("bridges"), month: 6, value: 2)])
    let error = await #expect(throws: ActualsFaults.self) {
      _ = try await plan.given(actuals, RunSettings(trials: 10))
    }
    #expect(error?.faults == plan.scenario.faults(in: actuals) && error?.faults.count == 1)
  }

  @Test func factsAreFacts() async throws {
    let found = try await reforecast(try scenario(works), june)
    #expect(found.standings.map(\.fact) == [nil, nil, true])
    #expect(found.now.targets[2].met.count == 1024)
    // Where every trial stands at the as-of month.
    let lit = found.now.targets[1].monthly[5]
    #expect(lit.p10 == 104 && lit.p90 == 104)
    let opened = found.now.targets[0].monthly[5]
    #expect(opened.p10 == 2 && opened.p90 == 2)
  }

  @Test func whatWasSettledAtTheBeginningCannotBecomeAnother() async throws {
    let base = try scenario(works)
    let more = try scenario(works.replacing("number: 10", with: "number: 12"))
    #expect(!base.mayBecome(more, after: 6))
    let plain = try await reforecast(base, june, pilotTrials: 1024)
    let other = try await reforecast(base, june, option: more, pilotTrials: 1024)
    #expect(plain.now.targets.map(\.met) == other.now.targets.map(\.met))
    let faster = try scenario(works.replacing("poisson: 20", with: "poisson: 40"))
    #expect(base.mayBecome(faster, after: 6))
    let sooner = try await reforecast(base, june, option: faster, pilotTrials: 1024)
    #expect(sooner.now.targets[1].met.value > plain.now.targets[1].met.value + 0.2)
    #expect(sooner.now.targets[0].met == plain.now.targets[0].met)
  }

  /// A value that is sought counts from the month after: its odds are those of the plan that becomes so.
  @Test func seeksGivenWhatIsKnown() async throws {
    let base = try scenario(works)
    let settings = RunSettings(trials: 512, seed: 3, threads: 2)
    let plan = try Plan(base)
    let evidence = Evidence(base, june, pilotTrials: 1024)
    let given = try await plan.given(evidence, settings)
    func variant(_ mean: Double) throws -> Scenario {
      try scenario(works.replacing("poisson: 20", with: "poisson: \(mean)"))
    }
    let grid = try #require(ValueGrid(from: 15, to: 40, step: 1, isOfCounts: false))
    let found = try await given.seek(
      .target("lit"), probability: 0.8, in: grid, current: 20, settings, variant: variant)
    #expect(found.base == (try await given.forecast(settings)).targets[1].met)
    let attempt = try #require(found.found)
    let becoming = try await plan.given(evidence, settings, becoming: variant(attempt.value))
    #expect(try await becoming.forecast(settings).targets[1].met == attempt.met)
    let fresh = try await plan.seek(
      .target("lit"), probability: 0.8, in: grid, current: 20, settings, variant: variant)
    #expect(fresh.base != found.base && !found.isSettled)
    // The number of roads was settled in January.
    let settled = try await given.seek(
      .target("opened"), probability: 0.8,
      in: #require(ValueGrid(from: 8, to: 14, step: 1, isOfCounts: true)), current: 10, settings
    ) { try scenario(works.replacing("number: 10", with: "number: \(Int($0))")) }
    #expect(settled.isSettled && settled.attempts.isEmpty)
  }

  /// A number drawn once that an option changes stands in its new distribution where it stood in the old one.
  @Test func anOptionChangesWhatIsDrawnOnce() async throws {
    let yaml = """
      scenario: {id: once, start: 2021-01, months: 12}
      programmes:
        piles: {unit: pile, steps: {drive: {rate: {gamma: {mean: 20, cv: .3}, each: trial}}}}
      targets: {driven: {measure: piles.completed, atLeast: 240, due: 2021-12}}
      """
    let base = try scenario(yaml)
    let known = Actuals(
      asOf: 6, readings: [Actuals.Reading(.completed("piles"), month: 6, value: 150)])
    // 25 a month so far, which is known now; twice as many from July on.
    let double = try scenario(yaml.replacing("mean: 20", with: "mean: 40"))
    let (plain, other) = (
      try await reforecast(base, known), try await reforecast(base, known, option: double)
    )
    let means = [plain, other].compactMap { $0.now.targets[0].mean?.value }
    #expect((means[0] - 300).magnitude < 5 && (means[1] - 450).magnitude < 10, "\(means)")
  }

  /// The same of a programme that takes its past as a whole, and of one beside it that an option leaves alone.
  @Test func anOptionLeavesAloneWhatWasLearnedOfAWhole() async throws {
    let yaml = """
      scenario: {id: whole, start: 2021-01, months: 12}
      programmes:
        piles: {unit: pile, steps: {drive: {rate: {gamma: {mean: 20, cv: .3}, each: trial}, backlog: 300}}}
        lamps: {unit: lamp, steps: {fit: {rate: {poisson: 20}}}}
      targets:
        driven: {measure: piles.completed, atLeast: 240, due: 2021-12}
        lit: {measure: lamps.completed, atLeast: 240, due: 2021-12}
      """
    let base = try scenario(yaml)
    let known = Actuals(
      asOf: 6, readings: [Actuals.Reading(.completed("piles"), month: 6, value: 150)])
    let more = try scenario(yaml.replacing("poisson: 20", with: "poisson: 30"))
    let plain = try await reforecast(base, known)
    let other = try await reforecast(base, known, option: more)
    #expect(other.now.targets[0].met == plain.now.targets[0].met)
    #expect(other.now.targets[0].mean == plain.now.targets[0].mean)
    #expect(other.now.targets[1].met.value > plain.now.targets[1].met.value)
  }

  /// Nobody was paid in the first three months, so nothing is known of how long payments take: half of them no time,
  /// as before.
  @Test func whatHasNotBegunMayTakeNoTime() async throws {
    let scenario = try scenario(
      """
      scenario: {id: payments, start: 2021-01, months: 6}
      pools: {money: {capacity: [0, 0, 0, 9, 9, 9], reusable: false}}
      programmes: {p: {unit: x, cohorts: [{number: 2, start: 2021-01}], steps: {pay: {takes: {table: {values: [0, 4], weights: [1, 1]}}, uses: {money: 1}}}}}
      targets: {t: {measure: p.completed, atLeast: 1, due: 2021-04}}
      """)
    let actuals = Actuals(
      asOf: 3,
      readings: [
        Actuals.Reading(.completed("p"), month: 2, value: 0),
        Actuals.Reading(.completed("p"), month: 3, value: 0),
      ])
    let odds = try await reforecast(scenario, actuals, trials: 4096).now.targets[0].met.value
    #expect((odds - 0.75).magnitude < 0.03)
  }

  /// Four homes have begun, and take four months: by October four are finished, also where a trial had not the money
  /// by June for as many.
  @Test func whatHasBegunIsFinishedWhereTheTrialHadNotTheMeans() async throws {
    let scenario = try scenario(
      """
      scenario: {id: homes, start: 2021-01, months: 12}
      pools: {grant: {capacity: {gamma: {mean: .5, cv: 1}, each: month}, reusable: false, carry: true}}
      programmes:
        homes:
          unit: home
          cohorts: [{number: 6, start: 2021-01}]
          steps: {close: {takes: .5, uses: {grant: 1}}, build: {takes: 4}}
      targets:
        begun: {measure: homes.build.started, atLeast: 4, due: 2021-06}
        finished: {measure: homes.completed, atLeast: 4, due: 2021-10}
      """)
    let known = Actuals(
      asOf: 6, readings: [Actuals.Reading(scenario.targets[0].measure, month: 6, value: 4)])
    let reforecast = try await reforecast(scenario, known)
    #expect(reforecast.before.targets[1].met.value < 0.5)
    #expect(reforecast.now.targets[1].met.value == 1)
  }

  /// Five roads have begun by March, so there are five crews, also in a trial that had drawn fewer: all are worked on
  /// from April on.
  @Test func thereAreAsManyCrewsAsAreAtWork() async throws {
    let scenario = try scenario(
      """
      scenario: {id: roads, start: 2021-01, months: 12}
      pools: {crews: {capacity: {normal: {mean: 4, sd: .6, min: 2}, each: trial}, whole: true}}
      programmes:
        roads:
          {unit: road, cohorts: [{number: 6, start: 2021-01}], steps: {build: {takes: 4, uses: {crews: 1}}}}
      targets:
        begun: {measure: {number: roads.started}, atLeast: 5, due: 2021-03}
        opened: {measure: roads.completed, atLeast: 5, due: 2021-07}
      """)
    let known = Actuals(
      asOf: 3, readings: [Actuals.Reading(scenario.targets[0].measure, month: 3, value: 5)])
    let reforecast = try await reforecast(scenario, known)
    #expect(reforecast.before.targets[1].met.value < 0.5)
    #expect(reforecast.now.targets[1].met.value == 1)
  }

  private let areas = """
    scenario: {id: areas, start: 2021-01, months: 12}
    programmes:
      areas:
        unit: area
        cohorts: [{number: 10, start: 2021-01}]
        steps:
          name: {takes: {lognormal: {median: 6, sigma: .4}}}
          draw: {takes: 2}
    targets:
      named: {measure: areas.name.completed, atLeast: 9, due: 2021-12}
      part: {measure: {ratio: [areas.name.completed, 10]}, atLeast: .9, due: 2021-12}
      passed: {measure: {sum: [areas.draw.inProgress, areas.draw.completed]}, atLeast: 9, due: 2021-12}
    """

  /// Three parts of ten are three areas: of the seven that are left all may still come.
  @Test func aPartOfAStatedNumberIsANumberOfUnits() async throws {
    let scenario = try scenario(areas)
    func odds(_ measure: Measure, _ value: Double, _ target: Int) async throws -> Double {
      let known = Actuals(asOf: 6, readings: [Actuals.Reading(measure, month: 6, value: value)])
      return try await reforecast(scenario, known).now.targets[target].met.value
    }
    let measures = scenario.targets.map(\.measure)
    let named = try await odds(measures[0], 3, 0)
    #expect(named > 0.1)
    #expect(try await odds(measures[1], 0.3, 1) == named)
    // No trial is made to agree in a sum; that part of those left is done that was done in the trial.
    let passed = try await odds(measures[2], 3, 2)
    #expect((passed - named).magnitude < 0.2, "\(passed), \(named)")
  }

  @Test func whatIsKnownOfARiskIsSet() async throws {
    // Also where nothing else is known, and where no trial had such a history.
    let dry = Actuals(
      asOf: 5, readings: [], sightings: (2...5).map { .init("flood", month: $0, acted: false) })
    let wet = Actuals(
      asOf: 5, readings: [], sightings: (2...5).map { .init("flood", month: $0, acted: $0 == 4) })
    let scenario = try scenario(works)
    let (without, with) = (try await reforecast(scenario, dry), try await reforecast(scenario, wet))
    #expect(without.now.targets[1].met.value > without.before.targets[1].met.value + 0.05)
    #expect(with.now.targets[1].met.value < without.now.targets[1].met.value)
    #expect(without.risks.map(\.happenedNow) == [0])
    let plan = try await Plan(scenario).given(
      Evidence(scenario, wet, pilotTrials: 2048), RunSettings(seed: 3))
    for trial in 0..<20 {
      let acting = plan.trace(trial: trial, seed: 3).months.map { $0.acting == ["flood"] }
      #expect(Array(acting[1...4]) == [false, false, true, false])
    }
  }

  /// Programmes whose paces differ by a spread that the scenario does not know of.
  @Test func aScenarioTooSureOfItselfIsFound() async throws {
    var yaml = """
      scenario: {id: sure, start: 2021-01, months: 12}
      factors: {skill: {lognormal: {median: 1, sigma: .1}}}
      programmes:

      """
    var readings: [Actuals.Reading] = []
    for (index, pace) in [0.7, 1.3, 0.75, 1.25, 1.0, 0.8, 1.35, 0.65, 1.2, 1.05].enumerated() {
      yaml +=
        "  p\(index): {unit: pile, steps: {fit: {rate: {poisson: 40}, factors: {skill: 1}}}}\n"
      readings.append(
        Actuals.Reading(.completed("p\(index)"), month: 6, value: (240 * pace).rounded()))
    }
    yaml += "targets: {t: {measure: p0.completed, atLeast: 480, due: 2021-12}}\n"
    let sure = try await reforecast(try scenario(yaml), Actuals(asOf: 6, readings: readings))
    let scatter = try #require(sure.scatter)
    #expect(scatter > 4)
    #expect(sure.outside > 5)
    // Readings that scatter as they should do not.
    let calm = readings.enumerated().map { index, reading in
      Actuals.Reading(
        reading.measure, month: 6, value: [228, 252, 240, 236, 246, 231, 249, 240, 255, 226][index])
    }
    let found = try await reforecast(try scenario(yaml), Actuals(asOf: 6, readings: calm))
    #expect(try #require(found.scatter) < 1.5)
    // What is learned is discounted, so the factor stays wider.
    let wide = try #require(sure.learned.first).now.deviation
    let narrow = try #require(found.learned.first).now.deviation
    #expect(wide > 1.5 * narrow)
  }
}

extension String {
  fileprivate func replacing(_ old: String, with new: String) -> String {
    replacingOccurrences(of: old, with: new)
  }
}

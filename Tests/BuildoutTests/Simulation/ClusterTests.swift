import Sampling
import TestSupport
import Testing

@testable import Buildout

/// Programmes that share a pool or wait for one another are simulated together, cluster by cluster.
@Suite struct ClusterTests {
  @Test("Cluster by cluster gives what month by month gives", arguments: 1...40)
  func orderOfClusters(seed: Int) throws {
    try expectSameBits(RandomScenario(seed).description)
  }

  @Test("Eight trials of steps with a chance side by side give the bits of one after the other")
  func chances() throws { try expectSameBits(AloneTests.chances) }

  @Test("Eight trials of units that take time side by side give the numbers of one after the other")
  func unitsThatTakeTime() throws {
    let (apart, together) = try values(AloneTests.stages)
    // What units have done is added up in another order.
    for (x, y) in zip(apart.joined(), together.joined()) {
      #expect(x == y || (x - y).magnitude <= 1e-9 * max(1, x.magnitude))
    }
  }

  private func expectSameBits(_ scenario: String) throws {
    let (apart, together) = try values(scenario)
    // What is undefined is the same as what is undefined.
    #expect(apart.map { $0.map(\.bitPattern) } == together.map { $0.map(\.bitPattern) })
  }

  /// What targets are judged by, in each trial: as a forecast has it, and month by month.
  private func values(_ scenario: String) throws -> (apart: [[Double]], together: [[Double]]) {
    let plan = try Compiled.plan(scenario)
    func values(isObserved: Bool) -> [[Double]] {
      let round = Round(plan, seed: 3, capacity: 16, workers: 1, isObserved: isObserved)
      round.begin(at: 0, count: 16)
      var found: [[Double]] = []
      var months = 0
      _ = round.run(observe: isObserved ? { _, _, _ in months += 1 } : nil) { _, _, values in
        found.append(Array(values.judged))
      }
      #expect(months == (isObserved ? 16 * plan.months : 0))
      return found
    }
    let (apart, together) = (values(isObserved: false), values(isObserved: true))
    #expect(apart.count == plan.series.count * plan.months && apart.count == together.count)
    return (apart, together)
  }

  @Test("Programmes are in one cluster when a pool or a gate ties them, directly or through others")
  func clusters() throws {
    let plan = try Compiled.plan(
      """
      scenario: {id: clusters, start: 2021-01, months: 3}
      pools: {crews: {capacity: 2}, desks: {capacity: 2}}
      programmes:
        a: {unit: u, cohorts: [{number: 2}], steps: {do: {takes: 1, uses: {crews: 1}}}}
        b: {unit: u, cohorts: [{number: 2}], steps: {do: {takes: 1, uses: {desks: 1}}}}
        c: {unit: u, cohorts: [{number: 2}], steps: {do: {chance: .5}}}
        d: {unit: u, cohorts: [{number: 2}], steps: {do: {takes: 1, uses: {crews: 1}}, test: {takes: 1, after: [do, b]}}}
        e: {unit: u, cohorts: [{number: 2}], steps: {do: {chance: .5, servers: 1}}}
      targets: {t: {measure: c.completed, atLeast: 1, due: 2021-03}}
      """)
    let members = plan.clusters.map { cluster in
      Set(
        cluster.steps.indices.map { index in
          plan.programmeIDs[Int(plan.steps[Int(plan.clusterMembers[index])].programme)]
        })
    }
    #expect(members == [["a", "b", "d"], ["c"], ["e"]])
  }

  @Test("A delay lengthens work, which a step with a chance does not have")
  func delayOfAChance() async throws {
    func forecast(risk: String) async throws -> Forecast {
      try await Compiled.plan(
        """
        scenario: {id: delay, start: 2021-01, months: 12}
        pools: {crews: {capacity: 3, whole: true}}
        \(risk)
        programmes: {p: {unit: u, cohorts: [{number: 20}], steps: {try: {chance: .3, uses: {crews: 1}}, build: {takes: 1}}}}
        targets: {t: {measure: p.try.completed, atLeast: 9, due: 2021-12}}
        """
      ).forecast(RunSettings(trials: 512, seed: 4))
    }
    let with = try await forecast(risk: "risks: {late: {chance: 1, on: [p], delay: 1}}")
    let without = try await forecast(risk: "")
    #expect(with.targets[0].monthly == without.targets[0].monthly)
    #expect((0.2...0.8).contains(without.targets[0].met.value))
  }

  @Test("An endless step uses all of the month that its servers have", arguments: [1, 2, 3])
  func endless(servers: Int) async throws {
    let plan = try Compiled.plan(
      """
      scenario: {id: endless, start: 2021-01, months: 12}
      programmes: {p: {unit: u, steps: {do: {takes: .4, servers: \(servers), endless: true}}}}
      targets: {t: {measure: p.completed, atLeast: \(30 * servers), due: 2021-12}}
      """)
    let target = try await plan.forecast(RunSettings(trials: 8)).targets[0]
    #expect(target.met.value == 1)
    // Five in two months on each server: two of them in the first.
    #expect(target.monthly[0].p50 == Double(2 * servers))
    #expect(target.monthly[11].p50 == Double(30 * servers))
  }

  @Test(
    "A unit finishes in the month in which its odds fall to its number, whatever chances the months have"
  )
  func survival() async throws {
    // One less the chance: .75 and .25 in turns, so .75, .1875, .140625.
    let plan = try Compiled.plan(
      """
      scenario: {id: survival, start: 2021-01, months: 3}
      seasons: {turns: [1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]}
      programmes: {p: {unit: u, cohorts: [{number: 1}], steps: {try: {chance: .25, season: turns}}}}
      targets: {t: {measure: p.completed, atLeast: 1, due: 2021-03}}
      """)
    let settings = RunSettings(trials: 40_960, seed: 2)
    let monthly = try await plan.forecast(settings).targets[0].monthly
    for (month, odds) in [0.25, 0.8125, 0.859375].enumerated() {
      let error = (odds * (1 - odds) / Double(settings.trials)).squareRoot()
      #expect(
        (monthly[month].met.value - odds).magnitude < Proof.band * error, "month \(month + 1)")
    }
  }
}

import ScenarioFormat
import TestSupport
import Testing

@testable import Buildout

/// Which pool binds, against answers that can be worked out.
@Suite struct BottleneckTests {
  /// Ten jobs ask for ten crews of a pool and get five; another pool has plenty.
  static let yaml = """
    scenario: {id: tight, start: 2021-01, months: 1, money: {en: M}}
    pools:
      ample: {capacity: 40}
      tight: {capacity: 5}
      unused: {capacity: 3}
    programmes:
      parks: {unit: park, cohorts: [{number: 8}], steps: {work: {chance: .6, uses: {ample: 2}}}}
      roads: {unit: km, cohorts: [{number: 10}], steps: {work: {chance: .6, uses: {tight: 1}}}}
    targets:
      parks: {measure: parks.completed, atLeast: 5, due: 2021-01}
      roads: {measure: roads.completed, atLeast: 4, due: 2021-01}
    options:
      crew: {add: {pools.tight.capacity: 2}, cost: {oneOff: 3}}
    """

  @Test func thePlantedBottleneckIsNamedFirst() async throws {
    let document = try ScenarioDocument(yaml: Self.yaml, file: "tight.yaml")
    #expect(document.poolCosts() == ["tight": 1.5])
    let settings = RunSettings(trials: Proof.trials, seed: 4, threads: 2)
    let found = try await Plan(document.scenario).bottlenecks(settings, costs: document.poolCosts())
    let bottlenecks = try #require(found)
    #expect(bottlenecks.pools.map(\.pool) == ["tight", "ample"])
    let tight = bottlenecks.pools[0]
    #expect(
      tight.months == [
        PoolLoad.Month(
          capacity: 5, asked: 10, granted: 5, short: 5,
          waited: Proportion(count: 2_048, trials: 2_048))
      ])
    #expect(tight.shortage == 0.5 && tight.tightest == 0)
    // Each job gets half of a crew's work, with one more six tenths.
    let exact =
      ChooseTests.tail(10, 0.36, atLeast: 4) - ChooseTests.tail(10, 0.3, atLeast: 4)
    let gain = try #require(bottlenecks.gain(tight))
    #expect(gain.interval.contains(exact) && !gain.isUndecided)
    #expect(bottlenecks.difference(tight.targets[1]).interval.contains(exact))
    #expect(tight.canAffect == [false, true])
    let price = try #require(bottlenecks.costPerTarget(tight))
    #expect(price.interval.contains(1.5 / exact))

    let ample = bottlenecks.pools[1]
    #expect(ample.waited.count == 0 && ample.tightest == nil && ample.shortage == 0)
    #expect(ample.months[0].asked == 16 && ample.months[0].left == 24)
    // More of it changes no trial.
    #expect(try #require(ample.gain).isSameInEveryTrial)
    #expect(bottlenecks.costPerTarget(ample) == nil)
  }

  /// What is past can be helped no more: a pool that was short in January is not the tightest in June for it.
  @Test func givenActualsTheMonthsToComeAreLookedAt() async throws {
    let yaml = Self.yaml.replacing("months: 1", with: "months: 3")
      .replacing("{capacity: 5}", with: "{capacity: [1, 6, 5]}").replacing(
        "2021-01}", with: "2021-03}"
      ).replacing("{pools.tight.capacity: 2}", with: "{pools.ample.capacity: 2}")
    let plan = try Plan(ScenarioDocument(yaml: yaml, file: "tight.yaml").scenario)
    let settings = RunSettings(trials: 512, seed: 4, threads: 2)
    let january = try #require(try await plan.bottlenecks(settings)?.pools.first)
    #expect(january.pool == "tight" && january.firstOpen == 0 && january.tightest == 0)
    let given = try await plan.given(
      Actuals(asOf: 1, readings: [.init(.completed("roads"), month: 1, value: 0)]), settings)
    let june = try #require(try await given.bottlenecks(settings)?.pools.first)
    #expect(june.pool == "tight" && june.firstOpen == 1 && june.tightest == 1)
    #expect(june.months.count == 3 && june.openMonths.count == 2)
    let (short, asked) = (
      june.months[1].short + june.months[2].short, june.months[1].asked + june.months[2].asked
    )
    #expect(june.shortage == short / asked)
    let none = try await plan.given(
      Actuals(asOf: 3, readings: [.init(.completed("roads"), month: 3, value: 2)]), settings)
    let december = try #require(try await none.bottlenecks(settings)?.pools.first)
    #expect(december.tightest == nil && december.shortage == 0 && december.waited.count == 0)
  }

  /// What is read month by month is what the traces of the same trials say.
  @Test func loadsAreThoseOfTheTraces() async throws {
    let plan = try Compiled.plan(
      """
      scenario: {id: months, start: 2021-01, months: 5}
      pools:
        crews: {capacity: {normal: {mean: 6, sd: 2, min: 0}, each: month}}
        budget: {capacity: 9, reusable: false, carry: true, split: {a: 2, b: 1}}
      programmes:
        a: {unit: x, cohorts: [{number: 9}], steps: {w: {takes: {pert: [1, 2, 4]}, uses: {crews: 1, budget: 3}}}}
        b: {unit: x, cohorts: [{number: 6}], steps: {w: {takes: {pert: [1, 2, 4]}, uses: {crews: 1, budget: 3}}}}
      targets: {a: {measure: a.completed, atLeast: 8, due: 2021-05}}
      """)
    let trials = 300
    let found = try await plan.bottlenecks(RunSettings(trials: trials, seed: 9, threads: 3))
    let bottlenecks = try #require(found)
    for load in bottlenecks.pools {
      var sums = Array(repeating: (asked: 0.0, granted: 0.0, waited: 0), count: 5)
      for trial in 0..<trials {
        for (month, traced) in plan.trace(trial: trial, seed: 9).months.enumerated() {
          var waits = false
          for pool in traced.pools where pool.pool == load.pool {
            sums[month].asked += pool.asked
            sums[month].granted += pool.granted
            if pool.asked > pool.capacity * (1 + 1e-9) { waits = true }
          }
          if waits { sums[month].waited += 1 }
        }
      }
      for (month, sum) in zip(load.months, sums) {
        #expect((month.asked * Double(trials) - sum.asked).magnitude < 1e-6)
        #expect((month.granted * Double(trials) - sum.granted).magnitude < 1e-6)
        #expect(month.waited.count == sum.waited)
      }
    }
    let again = try await plan.bottlenecks(RunSettings(trials: trials, seed: 9, threads: 1))
    #expect(again == found)
  }

  /// A step that needs two pools waits for the one that is short, and not for the other.
  @Test func whoWaitsForAnotherPool() async throws {
    let plan = try Compiled.plan(
      """
      scenario: {id: two, start: 2021-01, months: 1}
      pools: {land: {capacity: 20}, desks: {capacity: 4}}
      programmes:
        a: {unit: x, cohorts: [{number: 10}], steps: {w: {chance: .5, uses: {land: 1, desks: 1}}}}
      targets: {a: {measure: a.completed, atLeast: 4, due: 2021-01}}
      """)
    let found = try await plan.bottlenecks(RunSettings(trials: 64))
    let pools = try #require(found).pools
    #expect(pools.map(\.pool) == ["desks", "land"])
    #expect(pools.map(\.waited.count) == [64, 0])
    #expect(pools[1].months[0].asked == 10 && pools[1].months[0].granted == 4)
    #expect(pools[1].shortage == 0)
  }

  @Test func aPlanWithoutPools() async throws {
    let plan = try Compiled.plan(
      """
      scenario: {id: none, start: 2021-01, months: 1}
      programmes: {a: {unit: x, cohorts: [{number: 9}], steps: {w: {chance: .5}}}}
      targets: {a: {measure: a.completed, atLeast: 4, due: 2021-01}}
      """)
    #expect(try await plan.bottlenecks(RunSettings(trials: 50)) == nil)
  }
}

import Buildout
import TestSupport
import Testing

/// Units that pass several steps in a month are counted once at each, whichever way the engine takes.
@Suite struct PassingTests {
  private func story(_ yaml: String) throws -> [String: [Double]] {
    var values: [String: [Double]] = [:]
    for month in try Compiled.plan(yaml).trace(trial: 0, seed: 1).months {
      for target in month.targets { values[target.target, default: []].append(target.value) }
    }
    return values
  }

  /// Designed with a crew by .3, reviewed by .6, handed over by .9: inspected at the end of February.
  @Test(arguments: ["", ", cost: 1"]) func stepsPassedInOneMonth(_ cost: String) throws {
    let values = try story(
      """
      scenario: {id: twice, start: 2021-01, months: 4}
      pools: {crews: {capacity: 5}}
      programmes:
        a:
          unit: thing
          cohorts: [{number: 5}]
          steps:
            design: {takes: .3, uses: {crews: 1}}
            review: {takes: .3\(cost)}
            hand-over: {takes: .3\(cost)}
            inspect: {chance: 1}
      targets:
        review: {measure: a.review.completed, atLeast: 5, due: 2021-04}
        reviewing: {measure: a.review.inProgress, atLeast: 0, due: 2021-04}
        started: {measure: a.hand-over.started, atLeast: 5, due: 2021-04}
        handing: {measure: a.hand-over.inProgress, atLeast: 0, due: 2021-04}
        done: {measure: a.completed, atLeast: 5, due: 2021-04}
        finish: {measure: a.finish, atMost: 2, due: 2021-04}
      """)
    #expect(values["review"] == [5, 5, 5, 5] && values["reviewing"] == [0, 0, 0, 0])
    #expect(values["started"] == [5, 5, 5, 5] && values["handing"] == [0, 0, 0, 0])
    #expect(values["done"] == [0, 5, 5, 5] && values["finish"] == [.infinity, 2, 2, 2])
  }

  /// Who arrives at a month's end passes what takes no time at once, and is decided on a month later.
  @Test(arguments: ["", ", cost: 1", ", servers: 4"], ["chance: 1", "takes: 1", "rate: 5"])
  func arrivalsPassWhatTakesNoTime(_ extra: String, _ second: String) throws {
    let values = try story(
      """
      scenario: {id: arrivals, start: 2021-01, months: 4}
      programmes:
        a: {unit: case, cohorts: [{number: 1, monthly: true}], steps: {register: {takes: 0\(extra)}, decide: {\(second)}}}
        b: {unit: case, cohorts: [{number: 1, monthly: true}], steps: {register: {takes: 0\(extra)}}}
      targets:
        registered: {measure: a.register.completed, atLeast: 1, due: 2021-04}
        decided: {measure: a.completed, atLeast: 1, due: 2021-04}
        alone: {measure: b.completed, atLeast: 1, due: 2021-04}
      """)
    #expect(values["registered"] == [1, 2, 3, 4])
    #expect(values["decided"] == [0, 1, 2, 3])
    #expect(values["alone"] == [1, 2, 3, 4])
  }

  /// Who comes to a crew in mid-month holds none before the next, and has not begun.
  @Test func whoComesAfterTheGrantsHasNotBegun() throws {
    let values = try story(
      """
      scenario: {id: late, start: 2021-01, months: 3}
      pools: {crews: {capacity: 5}}
      programmes:
        a: {unit: thing, cohorts: [{number: 2}], steps: {ready: {takes: .5}, build: {takes: 1, uses: {crews: 1}}}}
        b: {unit: thing, cohorts: [{number: 1}], steps: {build: {takes: 1, uses: {crews: 1}}}}
      targets:
        started: {measure: a.build.started, atLeast: 2, due: 2021-03}
        waiting: {measure: a.build.backlog, atLeast: 2, due: 2021-03}
        done: {measure: a.completed, atLeast: 2, due: 2021-03}
      """)
    #expect(values["started"] == [0, 2, 2])
    #expect(values["waiting"] == [2, 0, 0])
    #expect(values["done"] == [0, 2, 2])
  }

  /// Steps that share crews round the fractions of their grants together: never more than the crews can do.
  @Test(arguments: [(5.0, 2), (4, 8), (7, 3), (4.5, 2)])
  func sharedCrewsBoundCounts(_ crews: Double, _ steps: Int) async throws {
    let ids = (0..<steps).map { "p\($0)" }
    let programmes = ids.map {
      "\($0): {unit: case, steps: {x: {rate: {poisson: 6}, uses: {crews: 1}}}}"
    }
    let sum = "{sum: [\(ids.map { $0 + ".completed" }.joined(separator: ", "))]}"
    let forecast = try await Compiled.plan(
      """
      scenario: {id: shared, start: 2021-01, months: 2}
      pools: {crews: {capacity: \(crews)}}
      programmes: {\(programmes.joined(separator: ", "))}
      targets:
        most: {measure: \(sum), above: \((2 * crews).rounded(.up)), due: 2021-02}
        granted: {measure: pools.crews.granted, above: \(2 * crews), due: 2021-02}
        mean: {measure: {difference: [\(sum), pools.crews.granted]}, above: 0, due: 2021-02}
        one: {measure: p0.completed, atLeast: 1, due: 2021-02}
      """
    ).forecast(RunSettings(trials: 4096))
    // Of 4.5 crews, 5 cases in one month and 5 in the other differ by no more than chance allows.
    let slack = crews == crews.rounded() ? 0 : forecast[target: "most"].met.value
    #expect(forecast[target: "most"].met.value == slack && slack < 0.3)
    #expect(forecast[target: "granted"].met.count == 0)
    let mean = try #require(forecast[target: "mean"].mean)
    #expect(mean.value.magnitude <= 4.5 * mean.standardError + 1e-12)
  }

  /// What costs money is the same work: a cost changes no unit's way, though the engine takes another.
  @Test func aCostMovesNoUnit() throws {
    for seed in 0..<(Proof.isLong ? 2_000 : 150) {
      var dice = Dice(seed)
      let chain = Chain(&dice)
      let plans = try [false, true].map { try Compiled.plan(chain.yaml(costs: $0)) }
      for trial in 0..<2 {
        let months = plans.map { $0.trace(trial: trial, seed: UInt64(seed)).months.map(\.targets) }
        #expect(months[0] == months[1], "\(chain.yaml(costs: true))")
      }
    }
  }

  /// Units through a few steps of all kinds that tell each other apart by time alone.
  private struct Chain {
    private let steps: [String]

    init(_ dice: inout Dice) {
      steps = (0..<dice.whole(2...5)).map { index in
        var step: String
        switch dice.whole(0...6) {
        case 0: step = "takes: 0"
        case 1: step = "takes: .4"
        case 2: step = "takes: {uniform: [0, 3]}"
        case 3: step = "takes: {uniform: [0, 1], each: month}"
        case 4: step = "takes: {uniform: [0, 2], each: trial}"
        case 5: step = "chance: .5"
        default: step = "takes: 2, opens: [2, 3, 6]"
        }
        if dice.coin(0.2) { step += ", season: w" }
        if dice.coin(0.15) { step += ", uses: {crews: 1}" }
        return "s\(index): {\(step)"
      }
    }

    func yaml(costs: Bool) -> String {
      let list = steps.map { $0 + (costs && $0.contains("takes") ? ", cost: 1}" : "}") }
      let readings = steps.indices.flatMap { index in
        ["started", "completed", "backlog", "inProgress"].map { reading in
          "  s\(index)-\(reading.lowercased()): {measure: a.s\(index).\(reading), atLeast: 1, due: 2021-08}"
        }
      }
      return """
        scenario: {id: chain, start: 2021-01, months: 8}
        seasons: {w: [.5, 0, 2, 1, 1, 1.5, 1, 0, 1, 1, 2, .5]}
        pools: {crews: {capacity: 1000}}
        programmes:
          a:
            unit: u
            cohorts: [{number: 3}, {number: 2, start: 2021-03}, {number: {poisson: 1}, monthly: true}]
            steps: {\(list.joined(separator: ", "))}
        targets:
          done: {measure: a.completed, atLeast: 1, due: 2021-08}
        \(readings.joined(separator: "\n"))
        """
    }
  }
}

import TestSupport
import Testing

@testable import Buildout

/// What options are worth: cost per gain, who beats whom, what is left to choose from.
@Suite struct OptionValueTests {
  /// Two programmes of the same distribution and different random draws; the plan as it stands builds the first.
  private static func scenario(_ first: Int, _ second: Int, chance: Double) throws -> Scenario {
    try Compiled.plan(
      """
      scenario: {id: value, start: 2021-01, months: 4}
      programmes:
        a: {unit: thing, cohorts: [{number: \(first)}], steps: {build: {chance: \(chance)}}}
        b: {unit: thing, cohorts: [{number: \(second)}], steps: {build: {chance: \(chance)}}}
      targets:
        most: {measure: {sum: [a.completed, b.completed]}, atLeast: 15, due: 2021-03}
        some: {measure: {sum: [a.completed, b.completed]}, atLeast: 12, due: 2021-02}
      """
    ).scenario
  }

  private func option(
    _ id: String, _ scenario: Scenario, oneOff: Double = 0, monthly: Double = 0
  ) -> ResourcingOption {
    ResourcingOption(id: id, scenario: scenario, oneOffCost: oneOff, monthlyCost: monthly)
  }

  @Test func dominanceAndFrontier() async throws {
    let base = try Self.scenario(20, 0, chance: 0.35)
    let better = try Self.scenario(20, 0, chance: 0.5)
    let options = [
      option("dear", better, oneOff: 10),
      option("cheap", better, oneOff: 1, monthly: 1),
      option("twin", try Self.scenario(0, 20, chance: 0.5), oneOff: 6),
      option("worse", try Self.scenario(20, 0, chance: 0.25), oneOff: 1),
      option("best", try Self.scenario(20, 0, chance: 0.7), oneOff: 20),
      option("useless", base, oneOff: 0.5),
      option("free", base),
    ]
    let comparison = try await Plan(base).compare(options, RunSettings(trials: 3000))
    let beaten = Dictionary(
      uniqueKeysWithValues: comparison.options.map { ($0.option.id, $0.dominatedBy) })
    // The same in every trial at half the price.
    #expect(beaten["dear"] == ["cheap"])
    #expect(beaten["cheap"] == [])
    // Dearer than 'cheap', and no better or worse than it as far as the trials can tell.
    #expect(beaten["twin"] == [])
    #expect(beaten["worse"] == ["base", "useless", "free"])
    #expect(beaten["best"] == [])
    #expect(beaten["useless"] == ["base", "free"])
    // Neither better nor worse than the base, at its cost: there is nothing to choose by.
    #expect(beaten["free"] == [])
    #expect(comparison.frontier == ["base", "free", "cheap", "twin", "best"])
  }

  @Test("What saves money and loses nothing beats the plan as it stands")
  func saving() async throws {
    let base = try Self.scenario(20, 0, chance: 0.35)
    let comparison = try await Plan(base).compare(
      [option("saving", base, monthly: -0.5)], RunSettings(trials: 500))
    #expect(comparison.frontier == ["saving"])
    #expect(comparison.dominatedBy == ["saving"])
    #expect(comparison.costPerTarget(comparison.options[0]) == nil)
  }

  @Test func costPerGain() async throws {
    let base = try Self.scenario(20, 0, chance: 0.35)
    let options = [
      option("more", try Self.scenario(20, 0, chance: 0.5), oneOff: 1, monthly: 1.5),
      option("same", base, oneOff: 3),
      option("less", try Self.scenario(20, 0, chance: 0.25), oneOff: 3),
    ]
    let comparison = try await Plan(base).compare(options, RunSettings(trials: 4000))
    let more = comparison.options[0]
    let cost = try #require(comparison.costPerTarget(more))
    // 1 and four months of 1.5 for the sum of what the two targets gain.
    let gain = more.targets.reduce(0) { $0 + $1.difference }
    #expect((more.gain.value - gain).magnitude < 1e-12)
    #expect((cost.value - 7 / gain).magnitude < 1e-9)
    let ends = comparison.gain(more).interval
    #expect((cost.interval.upperBound - 7 / ends.lowerBound).magnitude < 1e-9)
    #expect((cost.interval.lowerBound - 7 / ends.upperBound).magnitude < 1e-9)
    let pair = more.targets[0]
    let point = try #require(comparison.costPerPoint(more, pair))
    #expect((point.value - 7 / (pair.difference * 100)).magnitude < 1e-9)
    let interval = pair.interval(z: comparison.confidence.z)
    #expect((point.interval.upperBound - 7 / (interval.lowerBound * 100)).magnitude < 1e-9)
    for outcome in comparison.options.dropFirst() {
      #expect(comparison.costPerTarget(outcome) == nil)
      #expect(comparison.costPerPoint(outcome, outcome.targets[0]) == nil)
    }
    #expect(comparison.gain(comparison.options[1]).isUndecided)
    #expect(!comparison.gain(comparison.options[2]).isUndecided)
  }

  /// What helps another programme than the one that helps most is not beaten by it, nor is what makes
  /// all of them together more likely.
  @Test func whatIsBetterAtSomethingIsNotBeaten() async throws {
    func scenario(_ a: Double, _ b: Double, _ firmness: String = "firm") throws -> Scenario {
      try Compiled.plan(
        """
        scenario: {id: value, start: 2021-01, months: 1}
        programmes:
          a: {unit: job, cohorts: [{number: 1}], steps: {do: {chance: \(a)}}}
          b: {unit: job, cohorts: [{number: 1}], steps: {do: {chance: \(b)}}}
        targets:
          ta: {measure: a.completed, atLeast: 1, due: 2021-01, firmness: \(firmness)}
          tb: {measure: b.completed, atLeast: 1, due: 2021-01, firmness: \(firmness)}
        """
      ).scenario
    }
    let settings = RunSettings(trials: 2000)
    let apart = try await Plan(scenario(0.5, 0.5)).compare(
      [
        option("a", try scenario(0.8, 0.5), oneOff: 1),
        option("b", try scenario(0.5, 0.7), oneOff: 2),
        option("less", try scenario(0.7, 0.5), oneOff: 2),
      ], settings)
    #expect(apart.options.map(\.dominatedBy) == [[], [], ["a"]])
    // 'b' helps a target that 'a' does not, but costs more and gains less.
    #expect(apart.frontier == ["base", "a"])
    // Together .5 * .98 = .49 as it stands and .75 * .7 = .525 with it; on average fewer are met.
    let together = try await Plan(scenario(0.5, 0.98)).compare(
      [option("shift", try scenario(0.75, 0.7), oneOff: 1)], RunSettings(trials: 20_000))
    #expect(together.gain(together.options[0]).interval.upperBound < 0)
    #expect(together.isDecisive(together.options[0].joint[0]))
    #expect(together.frontier == ["base", "shift"])
    // Without firm targets the targets themselves tell.
    let soft = try await Plan(scenario(0.5, 0.5, "soft")).compare(
      [
        option("up", try scenario(0.8, 0.5, "soft"), oneOff: 1),
        option("dear", try scenario(0.65, 0.5, "soft"), oneOff: 1),
        option("down", try scenario(0.3, 0.5, "soft"), oneOff: 1),
      ], settings)
    #expect(soft.options.map(\.dominatedBy) == [[], ["up"], ["base", "up", "dear"]])
  }

  @Test("Of those that no trial tells apart the cheapest is efficient, the dearer are no better")
  func dearerForNothing() async throws {
    func scenario(_ crews: Int, _ pace: Double = 1) throws -> Scenario {
      try Compiled.plan(
        """
        scenario: {id: sat, start: 2021-01, months: 12}
        pools: {crews: {capacity: \(crews)}}
        programmes:
          roads:
            unit: km
            cohorts: [{number: 20}]
            steps: {b: {takes: {pert: [2, 3, \(6 * pace)]}, uses: {crews: 1}}}
        targets: {r: {measure: roads.completed, atLeast: 18, due: 2021-12}}
        """
      ).scenario
    }
    let comparison = try await Plan(scenario(6)).compare(
      [
        option("thousand", try scenario(1000), oneOff: 5000),
        option("twenty", try scenario(20), oneOff: 10),
        option("twin", try scenario(21), oneOff: 10),
        option("idle", try scenario(6, 1.0001), oneOff: 1),
        option("saving", try scenario(6, 1.0001), oneOff: -1),
      ], RunSettings(trials: 400))
    let twenty = comparison.options[1]
    #expect(comparison.isDecisive(twenty.targets[0]) && twenty.targets[0].difference > 0)
    #expect(
      comparison.options.map(\.noBetterThan) == ["twenty", nil, nil, "saving", nil])
    #expect(comparison.noBetterThan == "saving")
    #expect(comparison.options.allSatisfy { !$0.dominatedBy.contains("twenty") })
    // Of two at one price neither is the dearer.
    #expect(comparison.frontier == ["saving", "twenty", "twin"])
  }

  /// That no trial made differs does not prove that none can.
  @Test func noTrialDiffered() async throws {
    func scenario(_ chance: Double, _ speed: Double = 1) throws -> Scenario {
      try Compiled.plan(
        """
        scenario: {id: dam, start: 2021-01, months: 2}
        programmes:
          dam: {unit: km, steps: {lay: {rate: 1}}}
          road: {unit: km, steps: {lay: {rate: \(speed)}}}
        risks: {flood: {chance: \(chance), on: [dam], speed: 0}}
        targets: {dam-up: {measure: dam.completed, atLeast: 2, due: 2021-02}}
        """
      ).scenario
    }
    let comparison = try await Plan(scenario(1e-7)).compare(
      [
        option("levee", try scenario(0), oneOff: 1),
        option("road", try scenario(1e-7, 2), oneOff: 1),
      ], RunSettings(trials: 1000))
    let (levee, road) = (comparison.options[0], comparison.options[1])
    #expect(levee.gain.isSameInEveryTrial && levee.canAffect == [true])
    // It is not called beaten, but no better, and dearer; and it is not efficient.
    #expect(levee.dominatedBy == [] && levee.noBetterThan == ResourcingOption.baseID)
    #expect(comparison.frontier == [ResourcingOption.baseID])
    let interval = comparison.gain(levee).interval
    #expect(interval.lowerBound < 0 && interval.upperBound > 0)
    #expect(road.canAffect == [false] && road.dominatedBy == ["base"])
    #expect(comparison.gain(road).interval == 0...0)
  }

  /// The formula of Agresti and Min for one target: b = 1, c = 9, n = 100 and z = 1.96 give
  /// 8/102 -+ 1.96 * sqrt(11 - 64/102) / 102.
  @Test func gainInterval() {
    let interval = PairedGain(sum: 8, squares: 10, trials: 100).interval(z: 1.96)
    #expect((interval.lowerBound - 0.0165445).magnitude < 1e-6)
    #expect((interval.upperBound - 0.1403183).magnitude < 1e-6)
    // A single trial tells nothing.
    let one = PairedGain(sum: 1, squares: 1, trials: 1).interval(z: 1.96)
    #expect(one.contains(0) && one.contains(1))
  }

  /// The gain of one option over another, from the sums over trials, is the difference of their means,
  /// and its error that of paired numbers: far below that of runs apart.
  @Test func gainsOfOneOptionOverAnother() throws {
    let plans = try [0.4, 0.5, 0.55].map { try Self.scenario(20, 0, chance: $0) }
    let paired = PairedPlans(try Plan(plans[0]), variants: Array(plans.dropFirst()))
    let pairs = [(0, 1), (0, 2), (1, 2)].map { PairedTally.Pair(first: $0.0, second: $0.1) }
    var tally = PairedTally(paired, pairs: pairs)
    let block = PairedBlock(paired, seed: 7)
    for number in 0..<20 {
      block.run(number: number, count: 256)
      tally.absorb(block)
    }
    let gains = (0..<3).map { tally.gain(pair: $0) }
    #expect((gains[2].value - gains[1].value + gains[0].value).magnitude < 1e-12)
    #expect(
      (gains[2].value - tally.targetsMet(2).mean.value + tally.targetsMet(1).mean.value).magnitude
        < 1e-12)
    let apart = (1...2).map { tally.targetsMet($0).mean.standardError }
    let error = gains[2].mean.standardError
    #expect(error > 0)
    #expect(error < 0.8 * (apart[0] * apart[0] + apart[1] * apart[1]).squareRoot())
  }
}

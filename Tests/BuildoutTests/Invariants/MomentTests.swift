import TestSupport
import Testing

@testable import Buildout

/// Steps that take no time and use a pool up: a payment, a transfer of land. Each waits until all of what it takes has
/// been granted. Worked out by hand.
@Suite struct MomentTests {
  /// What a year reads, trial by trial and side by side.
  private func story(_ yaml: String, trial: Int = 0) async throws -> [String: [Double]] {
    let plan = try Compiled.plan("scenario: {id: x, start: 2021-01, months: 12}\n" + yaml)
    let trace = plan.trace(trial: trial, seed: 1)
    var story: [String: [Double]] = [:]
    for month in trace.months {
      for target in month.targets { story[target.target, default: []].append(target.value) }
    }
    let round = Round(plan, seed: 1, capacity: 8, workers: 1)
    round.begin(at: trial, count: 1)
    var beside = plan.series.map { _ in [Double]() }
    _ = round.run { series, _, values in beside[series].append(values.current[0]) }
    for (target, record) in zip(plan.scenario.targets, plan.targets) {
      let numbers = zip(story[target.id] ?? [], beside[Int(record.series)])
      #expect(numbers.allSatisfy { isClose($0, $1) }, "\(target.id): \(Array(numbers))")
    }
    return story
  }

  private func isClose(_ a: Double, _ b: Double) -> Bool {
    a == b || (a - b).magnitude < 1e-9 * max(1, b.magnitude)
  }

  private func expect(
    _ story: [String: [Double]], _ id: String, _ numbers: [Double],
    _ location: SourceLocation = #_sourceLocation
  ) {
    let found = story[id] ?? []
    #expect(
      found.count >= numbers.count && zip(found, numbers).allSatisfy(isClose),
      "\(id): \(found)", sourceLocation: location)
  }

  private static let targets = """
    targets:
      begun: {measure: {number: p.pay.started}, atLeast: 1, due: 2021-12}
      done: {measure: {number: p.pay.completed}, atLeast: 1, due: 2021-12}
      built: {measure: {number: p.completed}, atLeast: 1, due: 2021-12}
      finish: {measure: p.finish, atMost: 8, due: 2021-12}
      granted: {measure: pools.money.granted, atLeast: 1, due: 2021-12}
    """

  /// Four units ask for 4, of which there are 3: each has three quarters. In month 2 they ask for the last of it, and
  /// begin to build when it begins.
  @Test func aPaymentWaitsForTheRest() async throws {
    let story = try await story(
      """
      pools: {money: {capacity: 3, reusable: false}}
      programmes: {p: {unit: x, cohorts: [{number: 4, start: 2021-01}], steps: {pay: {takes: 0, uses: {money: 1}}, build: {takes: 1}}}}
      \(Self.targets)
      """)
    expect(story, "granted", [3, 4, 4])
    expect(story, "begun", [4, 4])
    expect(story, "done", [0, 4])
    expect(story, "built", [0, 4])
    expect(story, "finish", [.infinity, 2])
  }

  /// One unit that costs 10, of 3 a month: paid in the fourth month.
  @Test(arguments: ["0", "{table: {values: [0], weights: [1]}, each: month}"])
  func aLargePaymentTakesMonths(_ duration: String) async throws {
    let story = try await story(
      """
      pools: {money: {capacity: 3, reusable: false}}
      programmes: {p: {unit: x, cohorts: [{number: 1, start: 2021-01}], steps: {pay: {takes: \(duration), uses: {money: 10}}}}}
      \(Self.targets)
      """)
    expect(story, "granted", [3, 6, 9, 10, 10])
    expect(story, "done", [0, 0, 0, 1])
    expect(story, "finish", [.infinity, .infinity, .infinity, 3, 3])
  }

  /// Without money nothing begins, and what has been paid for passes in the month in which it comes.
  @Test func nothingIsPaidForWithNothing() async throws {
    let story = try await story(
      """
      pools: {money: {capacity: [0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 9], reusable: false}}
      programmes: {p: {unit: x, cohorts: [{number: 2, start: 2021-01}, {number: 3, start: 2021-04}], steps: {pay: {takes: 0, uses: {money: 2}}}}}
      \(Self.targets)
      """)
    expect(story, "granted", [0, 0, 4, 4, 4, 4, 4, 4, 4, 4, 4, 10])
    expect(story, "begun", [0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 5])
    expect(story, "done", [0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 5])
  }

  /// Five lots of 8 ask for 8 and what is left of those before, of 3 a month.
  @Test func lotsShareWhatThereIs() async throws {
    let story = try await story(
      """
      pools: {money: {capacity: 3, reusable: false}}
      programmes: {p: {unit: x, steps: {make: {rate: 8, remaining: 40}, pay: {takes: 0, uses: {money: 1}}}}}
      \(Self.targets)
      """)
    expect(story, "granted", (0..<12).map { Double(3 * $0) })
    expect(story, "done", Array(repeating: 0, count: 12))
    expect(story, "begun", [0, 8, 16, 24, 32, 40, 40])
  }

  /// What takes time takes its money over it, and a moment all of it: of 0.6 a month the one has had 0.6 after a
  /// month, the other 0.5. Both have it all after two.
  @Test func someTakeNoTime() async throws {
    var firsts: Set<Double> = []
    for trial in 0..<20 {
      let story = try await story(
        """
        pools: {money: {capacity: .6, reusable: false}}
        programmes: {p: {unit: x, cohorts: [{number: 1, start: 2021-01}], steps: {pay: {takes: {table: {values: [0, 2], weights: [1, 1]}}, uses: {money: 1}}}}}
        \(Self.targets)
        """, trial: trial)
      let first = try #require(story["granted"]?.first)
      firsts.insert((10 * first).rounded() / 10)
      expect(story, "granted", [first, 1, 1])
      expect(story, "done", [0, 1])
      expect(story, "finish", [.infinity, first > 0.55 ? 1 : 2])
    }
    #expect(firsts == [0.5, 0.6])
  }

  /// A crew that is shared slows a moment down no more than any other, and money does.
  @Test func crewsAndMoney() async throws {
    let story = try await story(
      """
      pools: {money: {capacity: 3, reusable: false}, crews: {capacity: 1}}
      programmes: {p: {unit: x, cohorts: [{number: 4, start: 2021-01}], steps: {pay: {takes: 0, uses: {money: 1, crews: 1}}}}}
      \(Self.targets)
      """)
    expect(story, "granted", [3, 4])
    expect(story, "done", [0, 4])
  }

  /// Opening work of which nothing is left asks for nothing, and leaves though others wait for money.
  @Test func whatIsPaidForPasses() async throws {
    let story = try await story(
      """
      pools: {money: {capacity: 0, reusable: false}}
      programmes:
        p: {unit: x, cohorts: [{number: 2, progress: 1}, {number: 1}], steps: {pay: {takes: 0, uses: {money: 1}}}}
      targets:
        done: {measure: p.completed, atLeast: 1, due: 2021-12}
        waiting: {measure: p.backlog, atMost: 1, due: 2021-12}
      """)
    expect(story, "done", [2, 2])
    expect(story, "waiting", [1, 1])
  }
}

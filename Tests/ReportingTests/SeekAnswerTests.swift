import Testing

@testable import Buildout
@testable import Reporting

/// What a search says is true of what it tried.
@Suite struct SeekAnswerTests {
  /// Of a thousand trials, so many meet the goal with each value.
  private func answer(
    _ counts: [(value: Double, count: Int)], step: Double? = 1, isOfCounts: Bool = false,
    current: Double = -1, isSame: Bool = false, goal: Goal = .target("base-stations"),
    targets: [String] = ["base-stations"], _ language: Language = .en
  ) throws -> (answer: String, legend: String, verdicts: [String]) {
    let seek = GoalSeek(
      scenario: try Fixture.scenario(), goal: goal, targets: targets, atLeast: targets.count,
      atMost: nil, probability: 0.8,
      grid: try #require(
        ValueGrid(
          from: counts[0].value, to: counts[counts.count - 1].value, step: step,
          isOfCounts: isOfCounts)),
      seed: 1, trials: 1000, base: Proportion(count: 500, trials: 1000), canAffectGoal: true,
      isSettled: false,
      attempts: counts.map {
        .init(value: $0.value, met: Proportion(count: $0.count, trials: 1000))
      }, isSameInEveryTrial: isSame)
    let report = Report(
      seek, path: "p", current: current, language: language, provenance: try Fixture.provenance())
    let tables = SeekTables(
      seek: seek, path: "p", current: current, hasOption: false, say: Words(language: language))
    let verdict = try #require(report.tables.first)
    return (
      tables.answer.dropFirst().joined(separator: "\n"),
      tables.legend.map { $0.term + ": " + $0.meaning }.joined(separator: "\n"),
      verdict.rows.map { $0[3].shown }
    )
  }

  @Test("What the actuals settle is no question of a value", arguments: [true, false])
  func settledByActuals(_ isMet: Bool) throws {
    var seek = GoalSeek(
      scenario: try Fixture.scenario(), goal: .target("base-stations"), targets: ["base-stations"],
      atLeast: 1, atMost: nil, probability: 0.8, grid: try #require(ValueGrid(from: 1, to: 9)),
      seed: 1, trials: 1000, base: Proportion(count: 1000, trials: 1000), canAffectGoal: false,
      isSettled: false, attempts: [], isSameInEveryTrial: false)
    seek.fact = isMet
    for language in Language.allCases {
      let answer = SeekTables(
        seek: seek, path: "p", current: 5, hasOption: false, say: Words(language: language)
      ).answer
      let word = Words(language: language).fact(isMet)
      #expect(answer.count == 1 && answer[0].contains(word) && !answer[0].contains("%"))
    }
    let json = seek.json(path: "p", current: 5, try Fixture.provenance())
    #expect(json.contains("\"fact\": \(isMet)"))
  }

  @Test("Where no value makes a difference, none is called sufficient for what it is")
  func flat() throws {
    let inside = try answer([(20, 900), (30, 900), (40, 900)], step: 10, current: 30, isSame: true)
    #expect(
      inside.answer
        == "The same trials (90 %) meet the goal with each of the 3 values tried from 20 to 40. Within this "
        + "range the value makes no difference in these trials. Widen the range, or vary another number."
    )
    #expect(inside.verdicts == ["+ sufficient", "+ sufficient", "+ sufficient"])
    #expect(!inside.legend.contains("Interval of the value"))
    let outside = try answer([(20, 900), (40, 900)], step: 20, current: 14, isSame: true)
    #expect(
      outside.answer.contains(
        "The plan's own value, 14, lies outside the range, and no value between was tried."))
    // As many trials, but not the same ones.
    let others = try answer([(20, 900), (40, 900)], step: 20, current: 14)
    #expect(others.answer.contains("already sufficient"))
  }

  @Test("What lies between values tried is unknown, except between counts")
  func between() throws {
    let whole = [(value: 2.0, count: 100), (3, 200), (4, 300)]
    #expect(try answer(whole).answer.contains("; nothing is known of the values between them."))
    #expect(try !answer(whole, isOfCounts: true).answer.contains("between"))
    #expect(try !answer(whole, isOfCounts: true, .zh).answer.contains("未试算"))
    let never = try answer([(0, 0), (1, 0), (2, 0)])
    #expect(
      never.answer
        == "No trial met the goal with any of the 3 values tried from 0 to 2; nothing is known of the values "
        + "between them. Widen the range, give a finer --step, or vary another number.")
    #expect(
      try answer([(0, 0), (1, 0), (2, 0)], isOfCounts: true).answer
        == "No trial met the goal with any of the 3 values tried from 0 to 2. Widen the range, or vary another "
        + "number.")
    let found = [(value: 2.0, count: 100), (3, 900)]
    #expect(try answer(found).answer.contains(" No value between the two was tried."))
    #expect(try !answer(found, isOfCounts: true).answer.contains("was tried."))
  }

  @Test("The end of a range is called sufficient where that is sure")
  func theEnd() throws {
    #expect(
      try answer([(2, 900), (3, 950)]).answer.hasPrefix(
        "The end of the range, 2, is already sufficient: its probability is 90 %"))
    let unsure = try answer([(2, 805), (3, 950)])
    #expect(
      unsure.answer.hasPrefix(
        "The end of the range, 2, already reaches 80 % in these trials, though not clearly: its ")
    )
    #expect(unsure.verdicts[0] == "~ smallest sufficient, not clearly")
  }

  @Test("Beyond a value the probability no longer changes, be it high or low")
  func plateau() throws {
    let low = try answer([(1, 2), (2, 420), (3, 2), (4, 2), (5, 2)])
    #expect(
      low.answer.contains(
        "The probability no longer changes from 3 on: it is 0.2 % with every value tried from there to 5."
      ))
    #expect(!low.answer.contains("help"))
    #expect(low.answer.contains(" So a value that was not tried may be sufficient."))
    #expect(
      try answer([(1, 100), (2, 850), (3, 850), (4, 850)], .zh).answer.contains("取值不低于2时，概率不再变化：")
    )
  }

  @Test("Which way the probability goes is said as it is")
  func ways() throws {
    let falling = try answer([(1, 950), (2, 850), (3, 500), (4, 100)])
    #expect(
      falling.answer.contains(
        "lies between 2 (clearly sufficient) and 3 (clearly not sufficient), "))
    #expect(falling.legend.contains("the probability falls throughout as the value grows."))
    #expect(
      try answer([(1, 950), (2, 850), (3, 500), (4, 100)], .zh).answer.contains(
        "所求值在2（确定满足）与3（确定不满足）之间"))
    let rising = try answer([(1, 100), (2, 500), (3, 850), (4, 950)])
    #expect(
      rising.answer.contains("lies between 2 (clearly not sufficient) and 3 (clearly sufficient), ")
    )
    #expect(rising.legend.contains("the probability rises throughout as the value grows."))
    let hump = try answer([(1, 100), (2, 900), (3, 100)])
    #expect(
      hump.answer.hasPrefix(
        "The probability rises and then falls. Only 2 of the values tried is sufficient: its "))
    #expect(
      hump.answer.hasSuffix("So another value may also be sufficient, and a larger one may not be.")
    )
    let dip = try answer([(1, 900), (2, 100), (3, 900)])
    #expect(
      dip.answer.hasPrefix(
        "The probability falls and then rises. The smallest sufficient value tried is 1, "))
    let uneven = try answer([(1, 900), (2, 400), (3, 600), (4, 100)])
    #expect(
      uneven.answer.contains(
        "The probability does not fall throughout: from 2 to 3 it rises from 40 % to "
          + "60 %."))
    #expect(uneven.answer.hasSuffix(" and a smaller one may not be."))
  }

  @Test("Which values are tried is said with those off the steps")
  func steps() throws {
    let rows = [(value: 10.0, count: 700), (14, 850), (30, 900)]
    #expect(
      try answer(rows, step: 20, current: 14).legend.contains(
        "Values tried: in steps of 20 from 10; 14 is tried as well."))
    #expect(
      try answer([(10, 700), (14, 850), (17, 860), (19, 900)], step: 7, current: 14).legend
        .contains("steps of 7 from 10; 14 and 19 are tried as well."))
    #expect(
      try answer([(10, 700), (30, 900)], step: 20, current: 14).legend.contains(
        "steps of 20 from 10."))
  }

  @Test("One target alone is no several together")
  func goals() throws {
    let scenario = try Fixture.scenario()
    for (goal, targets, words) in [
      (Goal.joint(.sector("transport")), ["road-km"], "the one firm target of "),
      (.joint(.all), ["road-km"], "the one firm target"),
      (.joint(.group("people")), ["road-km"], "the one target of "),
      (.joint(.group("people")), ["road-km", "base-stations"], ", all 2 together"),
    ] {
      let seek = GoalSeek(
        scenario: scenario, goal: goal, targets: targets, atLeast: targets.count, atMost: nil,
        probability: 0.8, grid: try #require(ValueGrid(from: 1, to: 2)), seed: 1, trials: 1000,
        base: Proportion(count: 500, trials: 1000), canAffectGoal: false, isSettled: false,
        attempts: [],
        isSameInEveryTrial: false)
      let tables = SeekTables(
        seek: seek, path: "p", current: 1, hasOption: false, say: Words(language: .en))
      #expect(tables.goal.contains(words))
    }
  }
}

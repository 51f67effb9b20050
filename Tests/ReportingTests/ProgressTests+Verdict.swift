import Testing

@testable import Buildout
@testable import Reporting

/// What is said of whether the year bears the scenario out, and how much was set.
extension ProgressTests {
  /// No sentence of a page says that the figures do not contradict the scenario where another says that they do.
  @Test(arguments: Language.allCases) func theVerdictLooksAtEverything(_ language: Language)
    async throws
  {
    func notes(_ reforecast: Reforecast) -> [String] {
      ProgressTables(reforecast, previous: nil, language: language).notes
    }
    func finds(_ en: String, _ zh: String, in notes: [String]) -> Int? {
      notes.firstIndex { $0.contains(language == .en ? en : zh) }
    }
    func isSound(_ notes: [String]) -> Bool {
      finds("do not contradict", "没有明显矛盾", in: notes) != nil
    }
    let plain = notes(try await HalfYear.reforecast())
    #expect(isSound(plain))
    #expect(finds("Furthest off", "偏离最大的是", in: plain) == nil)
    // What no trial reached is asked for its digits before anybody widens a distribution.
    let slip = notes(try await HalfYear.reforecast(outside: 5, possible: 850))
    let check = try #require(finds("Check their digits and units first", "请先核对报送的数值和单位", in: slip))
    let widen = try #require(finds("widen the distributions", "放宽偏差最大的各项分布", in: slip))
    #expect(check < widen && !isSound(slip))
    #expect(
      finds("when the figures named above are right", "请在上列数值核对无误后", in: slip) == widen)
    #expect(!isSound(notes(try await HalfYear.reforecast(outside: 1, possible: 850))))
    // Clearly above 1, and no more than chance allows.
    let strays = notes(try await HalfYear.reforecast(scatter: 2.5))
    #expect(!isSound(strays))
    #expect(finds("They stray further than the scenario expects", "偏离大于情景的预期", in: strays) != nil)
    #expect(
      finds(
        "Furthest off: 5G base stations brought into service (900 at the end of Aug 2021).",
        "偏离最大的是：新建5G基站（2021年8月末900）。", in: strays) != nil)
  }

  /// Nor where figures cannot hold together, which the page tells as well as the command.
  @Test func figuresThatCannotHoldTogetherAreNamed() async throws {
    let actuals = Actuals(
      asOf: 3, readings: [Actuals.Reading(.completed("schools"), month: 3, value: 2700)],
      sightings: [Actuals.Sighting("slump", month: 3, acted: true)])
    func notes(_ language: Language, _ window: ClosedRange<Int>) async throws -> String {
      let reforecast = try await HalfYear.reforecast(outside: 0, actuals: actuals) { scenario in
        scenario.risks = try scenario.risks.map { risk in
          guard risk.id == "slump" else { return risk }
          let months = try window.map { try #require(Month(year: 2021, month: $0)) }
          return try Risk(
            id: risk.id, title: risk.title, occurrence: risk.occurrence,
            window: months[0]...months[months.count - 1], on: risk.on, effects: risk.effects)
        }
      }
      return ProgressTables(reforecast, previous: nil, language: language).notes
        .joined(separator: "\n")
    }
    let told = try await notes(.en, 10...12)
    #expect(
      told.contains("risks.slump acted in 2021-09, and its window is 2021-10 to 2021-12"), "\(told)"
    )
    #expect(!told.contains("do not contradict"))
    let chinese = try await notes(.zh, 10...12)
    #expect(
      chinese.contains("以下数据相互矛盾或与情景矛盾：risks.slump 在 2021-09 发生") && !chinese.contains("没有明显矛盾"))
    #expect(try await notes(.en, 9...12).contains("do not contradict"))
  }

  @Test(arguments: [
    (15.357138441297641, 10.0, 15.36), (2319.7079810214245, 13755, 2320),
    (898.99987, 899.0, 898.9999),
    (507, 106, 507), (0.000123456, 0.0, 0.0001235), (1_234_567.8, 9e9, 1_235_000),
    (-3.14159, 2.0, -3.142),
  ])
  func whatTrialsReachedIsRoundedOnItsOwnSide(_ value: Double, _ other: Double, _ shown: Double) {
    #expect(Reforecast.rounded(value, beside: other) == shown)
  }

  /// How many trials were set to an actual is told where it is many, with what to do, and explained.
  @Test(arguments: [(0.09, false), (0.28, true)])
  func howManyTrialsWereSetIsTold(_ share: Double, _ isTold: Bool) async throws {
    let reforecast = try await HalfYear.reforecast(disagreement: share)
    for (language, said, term) in [
      (Language.en, "the model did not come to an actual by itself", "Set to an actual"),
      (.zh, "模型自身推算不到实际值", "直接调整到实际值"),
    ] {
      let pack = PlanningPack(
        reforecast, language: language, provenance: try Fixture.provenance())
      let report = Report(reforecast, language: language, provenance: try Fixture.provenance())
      let sheet = try #require(pack.sheets.dropFirst().first)
      #expect(pack.html().contains(said) == isTold)
      #expect(report.notes.contains { $0.contains(said) } == isTold)
      #expect(sheet.notes.contains { $0.contains(said) } == isTold)
      #expect(report.legend.contains { $0.term == term } == isTold)
      #expect(pack.html().contains("<dt>\(term)</dt>") == isTold)
      #expect(pack.html().contains("<dt>\(language == .en ? "Scatter" : "偏离程度")</dt>"))
    }
  }

  /// After it was due no schedule goes on: 400 % of it are not 300 points ahead.
  @Test func whatWasDueBeforeIsOnNoSchedule() async throws {
    let actuals = Actuals(
      asOf: 6, readings: [Actuals.Reading(.completed("schools"), month: 6, value: 8000)])
    let rows = ProgressTables(
      try await HalfYear.reforecast(actuals: actuals), previous: nil, language: .en
    ).rows
    let schools = try #require(rows.first { $0.now.target.id == "school-places" })
    #expect(schools.now.dueNumber < 6)
    #expect(try #require(schools.done) > 100)
    #expect(schools.proRata == nil && schools.ahead == nil)
  }
}

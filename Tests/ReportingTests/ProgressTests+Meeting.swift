import TestSupport
import Testing

@testable import Buildout
@testable import Reporting

/// What a meeting is told of the one before, and of who has reported.
extension ProgressTests {
  private static func notes(
    _ previous: PreviousMeeting?, _ language: Language, possible: Double? = nil
  ) async throws -> String {
    ProgressTables(
      try await HalfYear.reforecast(possible: possible), previous: previous, language: language
    ).notes.joined(separator: "\n")
  }

  /// A meeting at which other promises stood: fewer stations, a bridge a month earlier, no trees, and a park more.
  private static func before() async throws -> PreviousMeeting {
    var targets: [Target] = []
    for target in try await Fixture.forecast().targets.map(\.target) {
      switch target.id {
      case "base-stations": targets.append(try target.promising(2800, due: 12))
      case "north-bridge": targets.append(try target.promising(1, due: 8))
      case "trees":
        targets.append(
          try Target(
            id: "park", title: Text(en: "Park", zh: "公园"), measure: target.measure,
            comparator: .atLeast, value: 1, due: target.due))
      default: targets.append(target)
      }
    }
    return PreviousMeeting(
      asOf: Month(year: 2021, month: 8), moves: [:], targets: targets,
      targetsMet: MeanEstimate(value: 7.25, standardError: 0))
  }

  @Test func whatWasRevisedIsNamed() async throws {
    let english = try await Self.notes(Self.before(), .en)
    #expect(
      english.contains(
        "Revised since the last meeting: 5G base stations brought into service ≥ 2,800 stations→≥ 3,200 stations; "
          + "North bridge opens due Aug 2021→Sep 2021. New since the last meeting: Trees. No longer a target: Park."
      ),
      "\(english)")
    #expect(english.contains("it was 7.25 at the last meeting"), "\(english)")
    let chinese = try await Self.notes(Self.before(), .zh)
    #expect(
      chinese.contains(
        "本次调整目标：新建5G基站 ≥2,800个→≥3,200个；北大桥建成通车 期限2021年8月→2021年9月。本次新增目标：植树。本次取消目标：公园。"),
      "\(chinese)")
    #expect(chinese.contains("上次会议为7.25项，期初（按现行计划重算）为6.5项"))
    // Nothing is said where nothing was changed, nor without a meeting before.
    for language in Language.allCases {
      let plain = try await Self.notes(nil, language)
      #expect(!plain.contains("Revised") && !plain.contains("调整目标"))
      #expect(!plain.contains("last meeting") && !plain.contains("上次会议"))
    }
  }

  @Test func whoHasNotReportedIsNamed() async throws {
    // The school places are missed for good, and were reported all the same.
    let chinese = try await Self.notes(nil, .zh)
    #expect(chinese.contains("本月应报送12项，已报送5项；未报送7项：区园林局（绿道面积、植树、购买苗木）"))
  }

  /// A measure that acts from next month on is no reason to tell how to write one.
  @Test func whatIsEditedIsToldByWhenItHolds() async throws {
    func notes(_ judgesPast: Bool, _ language: Language) async throws -> String {
      let move = PreviousMeeting.Move(
        met: Proportion(count: 200, trials: 400), actuals: nil, inputs: 0.1, targets: nil)
      let previous = PreviousMeeting(
        asOf: Month(year: 2021, month: 8), moves: ["base-stations": move], judgesPast: judgesPast)
      return try await Self.notes(previous, language)
    }
    #expect(try await notes(true, .en).contains("Write a measure that was decided"))
    #expect(try await notes(true, .zh).contains("年中决定的措施应写成"))
    #expect(try await !notes(false, .en).contains("Write a measure"))
    #expect(try await notes(false, .en).contains("acts in months to come alone"))
    #expect(try await !notes(false, .zh).contains("应写成"))
    #expect(try await notes(false, .zh).contains("只在今后各月起作用"))
  }

  @Test func whatWasCorrectedIsNamed() async throws {
    func notes(_ readings: [Actuals.Reading], _ language: Language) async throws -> String {
      try await Self.notes(
        PreviousMeeting(asOf: Month(year: 2021, month: 8), moves: [:], readings: readings), language
      )
    }
    let then = [
      Actuals.Reading(.completed("stations"), month: 2, value: 950),
      Actuals.Reading(.completed("stations"), month: 1, value: 400),
      Actuals.Reading(.completed("trees"), month: 2, value: 500_000),
    ]
    #expect(
      try await notes(then, .en).contains(
        "Corrected since the last meeting: 5G base stations brought into service (Aug 2021): 950→900; "
          + "5G base stations brought into service (Jul 2021): 400→unknown."))
    #expect(
      try await notes(then, .zh).contains(
        "本次更正的实际值：新建5G基站（2021年8月）950→900；新建5G基站（2021年7月）400→未知。"))
    #expect(try await !notes([then[2]], .en).contains("Corrected"))
  }

  /// 94.4 and then 94.0 is no change of 0.
  @Test func aChangeIsNotNothingBesideOddsThatDiffer() async throws {
    let all = try await HalfYear.reforecast().now.targets
    let target = try #require(all.first { (20...380).contains($0.met.count) })
    let previous = PreviousMeeting(
      asOf: Month(year: 2021, month: 8),
      moves: [
        target.target.id: .init(
          met: Proportion(count: target.met.count * 100 - 49, trials: 40_000), actuals: nil,
          inputs: nil, targets: nil)
      ])
    let rows = ProgressTables(
      try await HalfYear.reforecast(), previous: previous, language: .en
    ).rows
    let row = try #require(rows.first { $0.now.target.id == target.target.id })
    let columns = Catalogue.progress.columns
    let shown = try ["previous", "now", "change"].map { key in
      try #require(columns.first { $0.key == key }).cell(row, Words(language: .en)).shown
    }
    #expect(shown[0] != shown[1] && shown[2] == "+0.1", "\(shown)")
  }

  /// A fact of the last meeting is no odds of less than one in a hundred.
  @Test(arguments: [(Language.en, "met"), (.zh, "已完成")])
  func aFactOfTheLastMeetingIsAFact(_ language: Language, _ met: String) async throws {
    let previous = PreviousMeeting(
      asOf: Month(year: 2021, month: 8),
      moves: [
        "north-bridge": .init(
          met: Proportion(count: 400, trials: 400), fact: true, actuals: 0, inputs: nil,
          targets: nil)
      ])
    let rows = ProgressTables(
      try await HalfYear.reforecast(), previous: previous, language: language
    ).rows
    let bridge = try #require(rows.first { $0.now.target.id == "north-bridge" })
    let columns = Catalogue.progress.columns
    for key in ["previous", "now"] {
      let column = try #require(columns.first { $0.key == key })
      #expect(column.cell(bridge, Words(language: language)).shown == met)
    }
    #expect(bridge.change?.value == 0 && bridge.change?.halfWidth == 0)
  }

  /// Half-time of all of these has passed: how likely they are behind then is no question any more.
  @Test func halfTimeThatHasPassedIsLeftOut() async throws {
    let tables = ProgressTables(try await HalfYear.reforecast(), previous: nil, language: .en)
      .forecast
    let weakest = try #require(tables.weakest.first)
    #expect(weakest.columnIndex("behind_schedule_half_time") == nil)
    let plain = ForecastTables(try await Fixture.forecast(), language: .en)
    #expect(try #require(plain.weakest.first).columnIndex("behind_schedule_half_time") != nil)
    // The median has the same digits wherever it stands.
    let middle = try #require(weakest.columnIndex("middle"))
    for row in weakest.rows {
      let target = try #require(
        tables.forecast.targets.first { tables.title($0) == row[1].shown })
      #expect(row[middle].shown == tables.say.outcomes(of: target)[1].shown)
    }
  }

  /// No more digits than tell it from the actual.
  @Test func whatTrialsReachIsRounded() async throws {
    #expect(
      try await Self.notes(nil, .en, possible: 850.123456).contains("at most 850.1 in the trials"))
    #expect(
      try await Self.notes(nil, .en, possible: 899.987654).contains("at most 899.99 in the trials"))
  }
}

extension Target {
  fileprivate func promising(_ value: Double, due: Int) throws -> Target {
    try Target(
      id: id, title: title, sector: sector, measure: measure, comparator: comparator, value: value,
      due: try #require(Month(year: 2021, month: due)), firmness: firmness, unit: unit, lead: lead)
  }
}

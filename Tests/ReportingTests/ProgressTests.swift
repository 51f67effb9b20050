import Foundation
import TestSupport
import Testing

@testable import Buildout
@testable import Reporting

/// Half a year of the fixture, put together by hand: what is said of it is looked at, not how it is learned.
enum HalfYear {
  static let actuals = Actuals(
    asOf: 3,
    readings: [
      Actuals.Reading(.completed("stations"), month: 2, value: 900),
      Actuals.Reading(.completed("stations"), month: 3, value: 1500, note: "供货滞后"),
      Actuals.Reading(.completed("roads"), month: 3, value: 6.5, rounding: 0.05),
      Actuals.Reading(.completed("bridge"), month: 3, value: 1),
      Actuals.Reading(.completed("schools"), month: 3, value: 4100, rounding: 0.5),
      Actuals.Reading(.completed("trees"), month: 2, value: 500_000),
      Actuals.Reading(.level("growth"), month: 3, value: 6.3, rounding: 0.05),
    ],
    sightings: [Actuals.Sighting("haze", month: 3, acted: true)])

  /// - Parameter outside: How many of the actuals lie outside their range.
  static func reforecast(
    outside: Int = 1, scatter: Double? = 1.1, possible: Double? = nil, disagreement: Double = 0,
    actuals: Actuals = HalfYear.actuals,
    change: (inout Scenario) throws -> Void = { _ in }
  ) async throws -> Reforecast {
    let before = try await Fixture.forecast(trials: 400, change)
    let now = try await Fixture.forecast(seed: 8, trials: 400, change)
    func spread(_ mean: Double, _ deviation: Double) -> Reforecast.Spread {
      Reforecast.Spread(
        mean: mean, deviation: deviation, p10: mean - 1.28 * deviation, p50: mean,
        p90: mean + 1.28 * deviation)
    }
    return Reforecast(
      actuals: actuals, now: now, before: before,
      standings: now.scenario.standings(in: actuals),
      surprises: actuals.readings.enumerated().map { index, reading in
        Reforecast.Surprise(
          reading: reading, below: 0.4, atOrBelow: index < outside ? 0.01 : 0.42,
          isSurprising: false, possible: index == 0 ? possible : nil)
      },
      outsideLimit: 2,
      learned: [
        Reforecast.Learned(
          number: .factor("skill"), before: spread(1, 0.15), now: spread(0.9, 0.1), values: []),
        Reforecast.Learned(
          number: .own("roads.approve.chance"), before: spread(0.6, 0), now: spread(0.6, 0),
          values: []),
      ],
      risks: [
        Reforecast.LearnedRisk(
          risk: "slump", happenedBefore: 0.27, happenedNow: 0.5, actsBefore: 0.1, actsNow: 0.2)
      ], scatter: scatter, scatterLimit: 2.64, disagreement: disagreement)
  }

  static let previous = PreviousMeeting(
    asOf: Month(year: 2021, month: 8),
    moves: [
      "base-stations": .init(
        met: Proportion(count: 200, trials: 400), actuals: -0.12, inputs: nil, targets: 0.03),
      "road-km": .init(
        met: Proportion(count: 300, trials: 400), actuals: 0.001, inputs: 0.2, targets: nil),
    ])
}

@Suite("Where the year stands") struct ProgressTests {
  private static func tables(
    previous: PreviousMeeting? = nil, _ language: Language = .en
  ) async throws -> ProgressTables {
    ProgressTables(
      try await HalfYear.reforecast(), previous: previous, language: language)
  }

  private static func row(_ id: String) async throws -> ProgressRow {
    try #require(try await tables().rows.first { $0.now.target.id == id })
  }

  @Test func workIsHeldToTheSchedule() async throws {
    let stations = try await Self.row("base-stations")
    #expect(stations.done == 46.875)
    #expect(stations.proRata == 50)
    #expect(stations.ahead == -3.125)
    #expect(stations.increase == 600)
    #expect(stations.needed == 1700.0 / 3)
    #expect(stations.mean == 500)
    // Two of six months had passed when it was read.
    let trees = try await Self.row("trees")
    #expect(trees.done == 50)
    #expect(trees.proRata == 100 * (2.0 / 6))
    #expect(trees.increase == nil)
    // Half of it in the three months that are left, whenever the figure was read.
    #expect(trees.needed == 500_000.0 / 3)
  }

  /// An upper limit, a level, a ratio and a single work have none.
  @Test(arguments: ["charging-piles", "saplings", "growth", "cost-per-km", "north-bridge"])
  func whereAScheduleHasNoMeaningItIsBlank(_ id: String) async throws {
    let row = try await Self.row(id)
    #expect(row.done == nil && row.proRata == nil && row.ahead == nil)
    #expect(row.needed == nil && row.mean == nil)
  }

  @Test func factsArePrintedAsFacts() async throws {
    let bridge = try await Self.row("north-bridge")
    let schools = try await Self.row("school-places")
    #expect(bridge.fact == true)
    #expect(schools.fact == false)
    #expect(schools.needed == nil)
    for (language, met, missed) in [(Language.en, "met", "missed"), (.zh, "已完成", "逾期未完成")] {
      let report = Report(
        try await HalfYear.reforecast(), language: language, provenance: try Fixture.provenance())
      for id in ["progress", "sector"] {
        let shown = report.tables.filter { $0.id == id }.flatMap { table in
          table.rows.map { row in
            zip(table.columns, row).filter { ["now", "probability"].contains($0.0.key) }
              .map(\.1.shown)
          }
        }.flatMap { $0 }
        #expect(shown.contains(met) && shown.contains(missed), "\(id): \(shown)")
      }
    }
  }

  /// Met or missed for certain, so that nothing of their own error is left.
  @Test func aFactHasNoInterval() async throws {
    let report = Report(
      try await HalfYear.reforecast(), provenance: try Fixture.provenance())
    let tables = report.tables.filter { $0.id == "sector" }
    let rows = tables.flatMap { table in
      table.rows.map { row in
        Dictionary(zip(table.columns.map(\.key), row.map(\.shown))) { first, _ in first }
      }
    }
    let bridge = try #require(rows.first { $0["target"] == "North bridge opens" })
    #expect(bridge["probability"] == "met")
    #expect(bridge["interval"] == "-")
  }

  @Test func theMonthlyTableStandsFirst() async throws {
    let report = Report(
      try await HalfYear.reforecast(), provenance: try Fixture.provenance())
    let ids = report.tables.map(\.id)
    let last = try #require(ids.lastIndex(of: "progress"))
    let first = try #require(ids.firstIndex(of: "sector"))
    #expect(last < first)
    #expect(report.facts[0] == "As of the end of Sep 2021, 7 actuals")
    #expect(
      report.sheets.map(\.id) == ["progress", "forecast", "monthly", "joint", "leads", "learned"])
  }

  @Test func whoStandsWhere() async throws {
    func names(_ tables: [Table]) -> [String] { tables.flatMap { $0.rows.map { $0[0].shown } } }
    let tables = try await Self.tables()
    let offices = ["Roads office", "区教育局", "Parks | streets", "No lead unit named"]
    #expect(names(tables.standing) == offices)
    #expect(names(tables.forecast.leads) == offices)
    // The only target of the second is missed for good: it is red, none is expected, and none has odds.
    #expect(
      tables.forecast.leads[0].rows[1].map(\.shown)
        == ["区教育局", "1", "0", "0", "0", "1", "0", "-", "-"])
    let nobody = ProgressTables(
      try await HalfYear.reforecast { $0.targets = try $0.targets.map { try $0.ledByNobody() } },
      previous: nil, language: .en)
    #expect(
      names(nobody.standing)
        == ["Roads and transport", "Schools", "New infrastructure", "No sector"])
    #expect(nobody.forecast.leads.isEmpty)
  }

  @Test func theChangeIsSplitByTheKindOfNews() async throws {
    let rows = try await Self.tables(previous: HalfYear.previous).rows
    let column = try #require(Catalogue.progress.columns.first { $0.key == "why" })
    func why(_ id: String, _ language: Language) throws -> String {
      let row = try #require(rows.first { $0.now.target.id == id })
      return column.cell(row, Words(language: language)).shown
    }
    #expect(try why("base-stations", .en) == "actuals -12, targets +3")
    #expect(try why("base-stations", .zh) == "实际值 -12，目标 +3")
    // What is less than half a point is not told.
    #expect(try why("road-km", .en) == "inputs +20")
    let stations = try #require(rows.first { $0.now.target.id == "base-stations" })
    #expect(stations.change?.value == stations.now.met.value - 0.5)
    // What the last meeting did not have has not changed since then, and is not among what has.
    let new = try #require(rows.first { $0.now.target.id == "greenery" })
    #expect(new.change == nil)
    #expect(
      try await Self.tables(previous: HalfYear.previous).moved.map(\.now.target.id)
        == ["base-stations", "road-km"].filter { id in
          rows.first { $0.now.target.id == id }?.change.map { !$0.isUndecided } ?? false
        })
  }

  @Test func aScenarioTooSureOfItselfIsCalledSo() async throws {
    func notes(_ reforecast: Reforecast, _ language: Language = .en) -> String {
      ProgressTables(reforecast, previous: nil, language: language).notes.joined(separator: "\n")
    }
    let sound = try await HalfYear.reforecast()
    #expect(!sound.isTooSure)
    #expect(notes(sound).contains("1 of 7 actuals lies outside its 90 % range (0.7 expected)"))
    #expect(notes(sound).contains("do not contradict the scenario; that does not prove it right"))
    #expect(notes(sound, .zh).contains("实际值与情景没有明显矛盾，但不能证明情景正确"))
    // Too few to scatter: nothing is said of it.
    let few = try await HalfYear.reforecast(scatter: nil)
    #expect(!notes(few).contains("scatter") && !notes(few, .zh).contains("偏离模型预期"))
    #expect(notes(few).contains("1 of 7 actuals lies outside"))
    // A single one lies or does not.
    let one = Actuals(asOf: 3, readings: [HalfYear.actuals.readings[0]])
    let single = try await HalfYear.reforecast(outside: 0, actuals: one)
    #expect(notes(single).contains("0 of 1 actual lies outside its 90 % range"))
    let scattered = try await HalfYear.reforecast(scatter: 4)
    #expect(scattered.isTooSure)
    #expect(notes(scattered).contains("surer of itself than the year bears out"))
    #expect(notes(scattered, .zh).contains("不确定性估得太小"))
    #expect(try await !HalfYear.reforecast(outside: 2).isTooSure)
    #expect(try await HalfYear.reforecast(outside: 3).isTooSure)
    let impossible = try await HalfYear.reforecast(possible: 850)
    #expect(
      notes(impossible).contains(
        "5G base stations brought into service (900 at the end of Aug 2021, at most 850 in the trials)"
      ))
  }

  @Test(arguments: [(2.5, false), (2.8, true)])
  func scatterIsHeldToItsLimit(_ scatter: Double, _ isTooSure: Bool) async throws {
    let reforecast = try await HalfYear.reforecast(scatter: scatter)
    #expect(reforecast.isTooSure == isTooSure)
  }

  @Test func whatTheYearHasTaughtIsToldWhereItMoved() async throws {
    let table = try #require(try await Self.tables().learnedTable.first)
    #expect(table.rows.map { $0[0].shown } == ["Skill", "Slump"])
    #expect(table.rows[1].map(\.shown) == ["Slump", "27 %", "50 %"])
  }

  // MARK: The pack

  private static func pack(_ language: Language = .en) async throws -> PlanningPack {
    PlanningPack(
      try await HalfYear.reforecast(), previous: HalfYear.previous, language: language,
      provenance: try Fixture.provenance())
  }

  @Test(arguments: [
    (Language.en, ["What stands?", "Will we make it?", "What has changed?", "Who is behind?"]),
    (.zh, ["目前进度如何？", "能完成吗？", "有什么变化？", "谁落后了？"]),
  ])
  func theFirstScreenAnswersWhatAMeetingAsks(_ language: Language, _ questions: [String])
    async throws
  {
    let page = try await Self.pack(language).html()
    var last = page.startIndex
    for question in questions {
      let found = try #require(page[last...].range(of: "<h2>\(question)</h2>"), "\(question)")
      last = found.upperBound
    }
    // The table that was cut off on paper has the whole width, below the others.
    let behind = try #require(page.range(of: "<div class=\"column whole\">"))
    let asked = try #require(page.range(of: "<h2>\(questions[3])</h2>"))
    #expect(behind.upperBound < asked.lowerBound)
    #expect(page[behind.upperBound..<asked.lowerBound].count < 60)
    let weakest = try #require(page.range(of: language == .en ? "What is weakest?" : "最薄弱的目标"))
    #expect(last < weakest.lowerBound)
    #expect(page.contains(language == .en ? "As of the end of Sep 2021" : "数据截至2021年9月末"))
    // A plain run asks and says what it always did.
    let plain = PlanningPack(
      try await Fixture.forecast(), language: language, provenance: try Fixture.provenance()
    ).html()
    #expect(!plain.contains(questions[0]))
    #expect(plain.contains(language == .en ? "As of the beginning of" : "基准时点"))
  }

  /// The line of actuals runs to the last figure, the fan from the as-of month on.
  @Test func chartsShowWhatIsKnownAndWhatIsForecast() async throws {
    let forecast = try await HalfYear.reforecast().now
    let target = try #require(forecast.targets.first { $0.target.id == "base-stations" })
    func drawn(_ known: FanChart.Known?) -> String {
      var markup = Markup()
      FanChart(
        target: target, title: "", say: Words(language: .en), number: 1, known: known
      ).draw(&markup)
      return markup.source
    }
    func points(_ class: String, _ source: String) throws -> Int {
      let pattern = try Regex("class=\"\(`class`)\" d=\"([^\"]*)\"")
      guard let path = source.firstMatch(of: pattern) else { return 0 }
      return path.output[1].substring?.count { "ML".contains($0) } ?? 0
    }
    let readings = HalfYear.actuals.readings.filter { $0.measure == target.target.measure }
    let known = drawn(.init(asOf: 3, readings: readings))
    #expect(try points("actual", known) == 2)
    // Months 3 to 6, there and back.
    #expect(try points("band", known) == 8)
    #expect(try points("median", known) == 4)
    // One line from the start.
    #expect(try points("schedule", known) == 6)
    let plain = drawn(nil)
    #expect(try points("band", plain) == 12)
    #expect(!plain.contains("class=\"actual\""))
  }

  @Test func theWorkbookHasTheMonthlyTable() async throws {
    let sheets = try await Self.pack().sheets
    #expect(
      sheets.map(\.name).prefix(5) == [
        "Summary", "Progress", "Who stands where", "Learned", "Targets",
      ])
    // Its odds are those of September.
    #expect(sheets[0].notes[0] == "As of the end of Sep 2021, 7 actuals.")
    let block = sheets[1].blocks[0]
    let done = sheets[1].columnIndex(0, "done")
    #expect(block.rows[0][done] == .number(0.469, format: "#,##0.0 %"))
    #expect(block.rows[0][sheets[1].columnIndex(0, "actual")] == .number(1500, format: "#,##0"))
    #expect(block.rows[3][sheets[1].columnIndex(0, "now")] == .text("met"))
    #expect(block.rows.count == 12)
    #expect(try await Self.pack(.zh).workbook().count > 10_000)
    // The fan begins with a target that has odds yet, and draws what has come beside it.
    let fan = try #require(sheets.first { $0.name == "Fan" })
    #expect(fan.blocks[0].rows[0][0].shown == "Greenways")
    #expect(fan.blocks[2].columns.last?.title == "Actual")
    #expect(fan.blocks[0].charts[1].series.last?.column == fan.blocks[2].columns.count - 1)
    let monthly = try #require(sheets.first { $0.name == "Monthly" })
    let known = monthly.blocks[0].rows.prefix(6).map { $0[monthly.columnIndex(0, "actual")].shown }
    #expect(known == ["", "900", "1,500", "", "", ""])
    let plain = PlanningPack(
      try await Fixture.forecast(), provenance: try Fixture.provenance()
    ).sheets
    #expect(
      plain.allSatisfy { sheet in
        sheet.blocks.allSatisfy { $0.columns.allSatisfy { $0.key != "actual" } }
      })
  }

  @Test func everyKeyIsDocumented() async throws {
    let reforecast = try await HalfYear.reforecast(possible: 850)
    let json = reforecast.json(try Fixture.provenance(), previous: HalfYear.previous)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    func keys(_ value: Any) -> Set<String> {
      if let object = value as? [String: Any] {
        return object.values.reduce(into: Set(object.keys)) { $0.formUnion(keys($1)) }
      }
      if let array = value as? [Any] { return array.reduce(into: []) { $0.formUnion(keys($1)) } }
      return []
    }
    let page = try Repository.text("Sources/Reporting/Reporting.docc/ForecastJSON.md")
    #expect(keys(document).filter { !page.contains("`\($0)`") }.isEmpty)
    #expect(document["asOf"] as? String == "2021-09")
    #expect(document["previousAsOf"] as? String == "2021-08")
    let targets = try #require(document["targets"] as? [[String: Any]])
    let stations = try #require(targets.first { $0["id"] as? String == "base-stations" })
    #expect(stations["previous"] as? Double == 0.5)
    #expect(stations["neededPerMonth"] as? Double == 566.666667)
    #expect((stations["actual"] as? [String: Any])?["value"] as? Double == 1500)
    #expect(stations["fact"] is NSNull)
    let bridge = try #require(targets.first { $0["id"] as? String == "north-bridge" })
    #expect(bridge["fact"] as? Bool == true)
  }

  @Test func whatIsSaid() async throws {
    let reforecast = try await HalfYear.reforecast()
    let snapshots = SnapshotTests()
    func report(_ language: Language) throws -> Report {
      Report(
        reforecast, previous: HalfYear.previous, language: language,
        provenance: try Fixture.provenance())
    }
    // The forecast itself stands in other snapshots.
    func head(_ text: String, _ end: String) throws -> String {
      String(text[..<(try #require(text.range(of: end)).lowerBound)])
    }
    try snapshots.expect(
      head(report(.en).text(), "\nSectors at a glance"), matches: "progress.en.txt")
    try snapshots.expect(
      head(report(.zh).text(width: 120), "\n各领域概览"), matches: "progress.120.zh.txt")
    try snapshots.expect(#require(report(.en).csv("progress")), matches: "progress.csv")
    try snapshots.expect(#require(report(.en).csv("learned")), matches: "learned.csv")
  }
}

import Foundation
import TestSupport
import Testing

@testable import Buildout
@testable import Reporting

/// What is said of a row is said once, and every format takes it from there.
@Suite("Columns") struct ColumnTests {
  /// A figure that no catalogue has.
  private static let added = Column<TargetRow>(
    .number, "trials_met", [.csv, .json, .table, .weakest, .summary, .workbook, .page, .first],
    "Trials met", "完成次数", about: "how many trials met it",
    meaning: Meaning("in how many trials the target is met.", "完成该目标的模拟次数。")
  ) { row, _ in .count(row.answer.met.count) }

  private static func columns() -> ForecastColumns {
    var columns = ForecastColumns()
    columns.targets.columns.append(added)
    return columns
  }

  @Test("A column that is added in one place stands in every format")
  func everywhere() async throws {
    let forecast = try await Fixture.forecast()
    let (first, provenance) = (forecast.targets[0], try Fixture.provenance())
    let met = String(first.met.count)
    for (language, title, meaning) in [
      (Language.en, "Trials met", "in how many trials the target is met."),
      (.zh, "完成次数", "完成该目标的模拟次数。"),
    ] {
      var tables = ForecastTables(forecast, language: language)
      tables.columns = Self.columns()
      let report = Report(tables, provenance: provenance)
      // A narrow column's title is broken over lines.
      let text = report.text()
      #expect(text.contains(language == .en ? "met  Light" : "完成次数"))
      #expect(text.contains(meaning))
      let markdown = report.markdown()
      #expect(markdown.contains("| \(title) | "))
      #expect(markdown.contains(" | \(met) | "))
      let csv = try #require(report.csv("forecast")).split(separator: "\r\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      let index = try #require(csv[0].firstIndex(of: "trials_met"))
      #expect(csv[1][index] == met)

      var pack = PlanningPack(forecast, language: language, provenance: provenance)
      pack.tables.columns = Self.columns()
      let page = pack.html()
      // On the first screen, and in the table of a sector.
      let heads = page.ranges(of: "<th scope=\"col\" class=\"\">\(title)</th>")
      #expect(heads.count == 1 + ForecastTables(forecast, language: language).sectorGroups.count)
      #expect(page.contains("<td>\(met)</td>"))
      #expect(page.contains(meaning))
      let sheets = pack.sheets
      let block = sheets[1].blocks[0]
      let column = try #require(block.columns.firstIndex { $0.title == title })
      #expect(block.rows[0][column] == .number(Double(first.met.count), format: "#,##0"))
      #expect(sheets[0].blocks.last?.columns.contains { $0.title == title } == true)
      #expect(sheets.last?.blocks.last?.rows.contains([.text(title), .text(meaning)]) == true)
    }
    let json = forecast.json(Self.columns(), Fixture.origin)
    #expect(json.contains("\"trialsMet\": \(met)"))
    #expect(Self.columns().targets.documentation(.json).contains("| `trialsMet` | how many trials"))
    #expect(Self.columns().targets.documentation(.csv).contains("| `trials_met` | how many trials"))
  }

  @Test("The chart of drivers draws the ends of each driver, whatever stands before them")
  func chart() async throws {
    let pack = PlanningPack(
      try await Fixture.forecast(), drivers: try await Fixture.drivers(),
      provenance: try Fixture.provenance())
    let block = try #require(pack.sheets.first { $0.name == "Drivers" }?.blocks.first)
    let titles = block.charts[0].series.map { block.columns[$0.column].title }
    #expect(titles == ["Off or lowest", "As it stands or highest"])
  }

  @Test("A column says what its readers need, and no two of a view have one name")
  func complete() async throws {
    func check<Row>(_ catalogue: Catalogue<Row>) {
      for view in View.allCases {
        let columns = catalogue.columns(in: view)
        let isForPrograms = view == .csv || view == .json
        let names =
          view == .csv
          ? columns.flatMap { $0.csvColumns.map(\.name) }
          : isForPrograms ? columns.map(\.camelKey) : columns.map(\.title.en)
        #expect(Set(names).count == names.count, "\(view): \(names)")
        for column in columns {
          #expect(!isForPrograms || !column.about.isEmpty, "\(column.key)")
          #expect(isForPrograms || !column.title.en.isEmpty && !column.title.zh.isEmpty)
        }
      }
      for (view, keys) in catalogue.firstIn {
        let known = Set(catalogue.columns(in: view).map(\.key))
        #expect(known.isSuperset(of: keys), "\(view)")
      }
    }
    let columns = ForecastColumns()
    check(columns.targets)
    check(columns.months)
    check(columns.joint)
    check(columns.sectors)
    check(columns.leads)
    check(Catalogue.progress)
    check(Catalogue.standing)
    check(Catalogue.learned)
    let comparison = try await Fixture.comparison()
    check(Catalogue.options(comparison))
    check(Catalogue.effects(comparison))
    check(Catalogue.choice(try await Fixture.choice()))
    check(Catalogue.pools(try await Fixture.bottlenecks()))
    check(Catalogue.poolMonths(try await Fixture.bottlenecks()))
    check(Catalogue.drivers)
    check(Catalogue<InputRow>.inputs(Phrase("", "")))
    check(Catalogue.attempts)
    check(Catalogue.changes)
    check(Catalogue.versionTargets)
    check(Catalogue.traced)
    check(Catalogue.tracedPools)
    check(Catalogue.tracedProgrammes(money: Text()))
  }

  /// Where the pages list the keys of a catalogue. After a change that is meant, record them anew with
  /// `BUILDOUT_RECORD=1 swift test --filter ReportingTests`.
  @Test("The documentation lists the columns there are") func documented() async throws {
    let columns = ForecastColumns()
    let comparison = try await Fixture.comparison()
    let inputs = Catalogue<InputRow>.inputs(Phrase("", ""))
    let programmes = Catalogue.tracedProgrammes(money: Text())
    let choice = Catalogue.choice(try await Fixture.choice())
    let bottlenecks = try await Fixture.bottlenecks()
    let (pools, load) = (Catalogue.pools(bottlenecks), Catalogue.poolMonths(bottlenecks))
    let (options, effects) = (Catalogue.options(comparison), Catalogue.effects(comparison))
    for (page, heading, table) in [
      ("ForecastJSON.md", "### targets[]", columns.targets.documentation(.json)),
      ("ForecastJSON.md", "### targets[].monthly[]", columns.months.documentation(.json)),
      ("ForecastJSON.md", "### targets[] given actuals", Catalogue.progress.documentation(.json)),
      ("ForecastCSV.md", "### progress.csv: ", Catalogue.progress.documentation(.csv)),
      ("ForecastCSV.md", "### learned.csv: ", Catalogue.learned.documentation(.csv)),
      ("ForecastJSON.md", "### joint[]", columns.joint.documentation(.json)),
      ("ForecastJSON.md", "### leads[]", columns.leads.documentation(.json)),
      ("ForecastCSV.md", "### leads.csv: ", columns.leads.documentation(.csv)),
      ("ForecastCSV.md", "### forecast.csv: ", columns.targets.documentation(.csv)),
      ("ForecastCSV.md", "### monthly.csv: ", columns.months.documentation(.csv)),
      ("ForecastCSV.md", "### joint.csv: ", columns.joint.documentation(.csv)),
      ("ComparisonJSON.md", "### options[]", options.documentation(.json)),
      (
        "ComparisonJSON.md", "### options[].targets[] and options[].joint[]",
        effects.documentation(.json)
      ),
      ("ChoiceJSON.md", "### finalists[]", choice.documentation(.json)),
      ("ForecastCSV.md", "### choice.csv: ", choice.documentation(.csv)),
      ("BottlenecksJSON.md", "### pools[]", pools.documentation(.json)),
      ("BottlenecksJSON.md", "### load[]", load.documentation(.json)),
      ("ForecastCSV.md", "### bottlenecks.csv: ", pools.documentation(.csv)),
      ("ForecastCSV.md", "### load.csv: ", load.documentation(.csv)),
      ("DriversJSON.md", "### drivers[]", Catalogue.drivers.documentation(.json)),
      ("ForecastCSV.md", "### drivers.csv: ", Catalogue.drivers.documentation(.csv)),
      ("AssumptionsJSON.md", "### inputs[]", inputs.documentation(.json)),
      ("ForecastCSV.md", "### assumptions.csv: ", inputs.documentation(.csv)),
      ("SeekJSON.md", "### attempts[]", Catalogue.attempts.documentation(.json)),
      ("DiffJSON.md", "### changes[]", Catalogue.changes.documentation(.json)),
      ("DiffJSON.md", "### targets[]", Catalogue.versionTargets.documentation(.json)),
      ("ForecastCSV.md", "### changes.csv: ", Catalogue.changes.documentation(.csv)),
      ("ForecastCSV.md", "### diff_targets.csv: ", Catalogue.versionTargets.documentation(.csv)),
      ("TraceJSON.md", "### months[].pools[]", Catalogue.tracedPools.documentation(.json)),
      ("TraceJSON.md", "### months[].programmes[]", programmes.documentation(.json)),
      ("TraceJSON.md", "### months[].targets[]", Catalogue.traced.documentation(.json)),
      ("ForecastCSV.md", "### buildout seek: ", Catalogue.attempts.documentation(.csv)),
      ("ForecastCSV.md", "### comparison.csv: ", effects.documentation(.csv)),
      ("ForecastCSV.md", "### options.csv: ", options.documentation(.csv)),
    ] {
      let file = JSONTests.pages.appendingPathComponent(page)
      var text = try String(contentsOf: file, encoding: .utf8)
      let start = heading.hasSuffix(" ") ? heading : heading + "\n"
      let section = try #require(text.firstRange(of: start), "\(heading) of \(page)")
      let first = try #require(text[section.upperBound...].firstIndex(of: "|"))
      let last = text[first...].firstRange(of: "\n\n").map { text.index(after: $0.lowerBound) }
      let range = first..<(last ?? text.endIndex)
      if Snapshots.isRecording {
        text.replaceSubrange(range, with: table)
        try Data(text.utf8).write(to: file)
      } else {
        #expect(text[range] == table, "\(heading) of \(page)")
      }
    }
  }
}

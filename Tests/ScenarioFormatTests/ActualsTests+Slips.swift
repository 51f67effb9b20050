import Buildout
import Foundation
import Testing

@testable import ScenarioFormat

/// Slips of those who fill the tables in.
extension ActualsTests {
  /// A column whose month is not alone in its heading is read where it is clear, and told of where it is not.
  @Test func headingsWithWordsAreReadOrTold() throws {
    let read = try Self.read("编号,名称,2021年3月累计,2021-04,2021年5月计划,3月备注\nbuilt,n,100,120,150,x\n")
    #expect(read.actuals.readings.map(\.month) == [3, 4])
    #expect(read.actuals.readings.map(\.value) == [100, 120])
    #expect(read.actuals.asOf == 4)
    #expect(read.warnings.map(\.origin) == ["june.csv:1:25", "june.csv:1:35"])
    #expect(
      read.warnings[0].description(in: .zh)
        == "june.csv:1:25：警告：“2021年5月计划”一列未读取；表头写有时间，但看不出是自期初起的累计数；如果是累计数，表头请只写月份，如 2021-05"
    )
  }

  /// No column of figures is dropped without a word; promises and words are no figures.
  @Test func headingsOfOtherTimesAreTold() throws {
    let read = try Self.read(
      "id,一季度,2021-02,本月,Q2,上半年,全年目标,unit,this month,累计\nbuilt,1,100,2,3,4,5,x,6,7\n")
    #expect(read.actuals.readings.map(\.value) == [100])
    let told = read.warnings.map { $0.description(in: .en) }
    #expect(told.count == 6, "\(told)")
    for heading in ["一季度", "本月", "Q2", "上半年", "this month", "累计"] {
      #expect(told.contains { $0.contains("the column '\(heading)' is not read") })
    }
    // Nor does a row of a quarter pass for one of its last month.
    for month in ["一季度", "上半年", "Q1", "本月"] {
      let said = try Self.faults("id,month,value\nbuilt,\(month),5\n")
      #expect(said.count == 1 && said[0].contains("'\(month)' names no month"), "\(said)")
    }
  }

  /// `1-6月` is how offices head a total; the months beside it are then the months' own.
  @Test(arguments: ["1-6月", "1—6月累计", "2021年1-6月", "1月至6月", "１－６月"])
  func aSpanOfMonthsIsATotal(_ heading: String) throws {
    let read = try Self.read("编号,5月,6月,\(heading)\nbuilt,102,106,603\n")
    #expect(read.actuals.readings.map(\.value) == [603])
    #expect(read.actuals.asOf == 6)
    #expect(read.warnings.map(\.origin) == ["june.csv:1:4", "june.csv:1:7"])
    #expect(
      read.warnings[0].description(in: .zh)
        == "june.csv:1:4：警告：“5月”一列未读取；另有一列表头写明是累计数，本列像是当月数；如果是累计数，表头请写明年月，如 2021-05"
    )
    // So is a month beside its own total, and no other one.
    let both = try Self.read("id,2月累计,6月,6月累计,5月\nbuilt,200,106,603,497\n")
    #expect(both.actuals.readings.map(\.value) == [200, 603, 497])
    #expect(both.warnings.map(\.origin) == ["june.csv:1:9"])
    // A span that begins later is no total since the plan began.
    let later = try Self.read("编号,2021-03,4-6月\nbuilt,300,200\n")
    #expect(later.actuals.readings.map(\.value) == [300])
    #expect(later.warnings.count == 1)
  }

  @Test(arguments: [
    (
      "id,month,value,value\nbuilt,2021-03,97,120\n",
      ["two columns hold values, 'value' and 'value'"]
    ),
    (
      "id,month,value,2021-04\nbuilt,2021-03,300,400\n",
      ["the column '2021-04' stands beside the columns of months and values"]
    ),
    (
      "id,month,value,note\nbuilt,2021-03,1,200\n",
      ["'1' and '200' stand side by side, as '1,200' does without quotes"]
    ),
    ("id,month,value\nbuilt,2021-03,1,200\n", ["the row has more cells than the headings"]),
    ("", ["june.csv: error: the file is empty"]),
    ("项目,单位,目标值\nbuilt,个,1\n", ["the rows are named by '项目', and no heading names a month"]),
    ("title;unit\nbuilt;x\n", ["the rows are named by 'title', and no heading names a month"]),
    // One fault for a value that stands in no month.
    (
      "id,month,value\nbuilt,2021-06,600\nbuilt,2022-01,1\n",
      ["2022-01 is past the horizon, which ends in 2021-12"]
    ),
  ])
  func whatIsSaidOfATableIsTrueOfIt(_ csv: String, _ expected: [String]) throws {
    let said = try Self.faults(csv)
    #expect(said.count == expected.count, "\(said)")
    for (said, words) in zip(said, expected) { #expect(said.contains(words), "\(said)") }
  }

  /// Sixty works of one is what `write 60` would make of it.
  @Test func aPercentageOfWhatIsCountedIsNoNumberOfIt() throws {
    let said = try Self.faults("id,month,value\nbuilt,2021-04,60%\nroads-km,2021-04,60 %\n")
    #expect(said.count == 2)
    #expect(said.allSatisfy { $0.contains("put the share of progress in the note") })
    #expect(said.allSatisfy { !$0.contains("write 60") })
    #expect(try Self.faults("id,month,value\nbuilt,2021-04,60个\n")[0].contains("write 60"))
  }

  /// Who reports stops after June where the row says no more than the promise of June.
  @Test func aRowNamesAllThePromisesThatItServes() throws {
    let scenario = try ScenarioDocument(
      yaml: """
        scenario: {id: e, start: 2021-01, months: 12}
        programmes: {piles: {unit: pile, steps: {fit: {rate: {poisson: 100}}}}}
        targets:
          year: {title: {en: By the end}, measure: piles.completed, atLeast: 1250, due: 2021-12, lead: {en: Grid}}
          half: {title: {en: By June}, measure: piles.completed, atLeast: 600, due: 2021-06, lead: {en: Grid}}
        """, file: "e.yaml"
    ).scenario
    let table = ActualsTableWriter.empty(
      scenario, month: Month(year: 2021, month: 3), language: .en)
    #expect(
      table.contains(
        "year,2021-03,,,By the end,,Grid,pile,\"≥ 600; ≥ 1250\",\"2021-06; 2021-12\"\r\n"),
      "\(table)")
  }

  /// Another multiple of the scenario's unit would be a slip by a power of ten; other words for it are none.
  @Test(arguments: [
    ("百个", true), ("万 个", true), ("个", false), ("座", false), ("hundred stations", false),
    ("station", false), ("1,000 station", true), ("thousand station", true),
  ])
  func aUnitThatContradictsIsRefused(_ unit: String, _ isRefused: Bool) throws {
    var scenario = try Self.scenario("Tests/Validation/actuals/E01.yaml")
    let index = try #require(scenario.programmes.firstIndex { $0.id == "stations" })
    scenario.programmes[index].unit = Text(en: "station", zh: "个")
    for csv in [
      "id,month,value,unit\nbuilt,2021-03,5,\"\(unit)\"\n",
      "id,单位,2021-02,2021-03\nbuilt,\"\(unit)\",4,5\n",
    ] {
      guard isRefused else {
        #expect(try !Self.read(csv, of: scenario).actuals.readings.isEmpty)
        continue
      }
      let error = #expect(throws: ActualsFileError.self) { try Self.read(csv, of: scenario) }
      let said = error?.issues.map { $0.description(in: .en) } ?? []
      #expect(said.count == 1 && said[0].contains("the unit is '\(unit)'"), "\(said)")
    }
  }

  /// Figures each of which could be, and which cannot be together.
  @Test(arguments: [
    // Fitted out before it was topped out, whose gate is the tender of another programme.
    (
      "hospital.top.completed,2021-05,0\nhospital.completed,2021-05,1\n", "which comes before it",
      "3:"
    ),
    (
      "hospital.top.completed,2021-06,0\nhospital.completed,2021-05,1\n", "which comes before it",
      "3:"
    ),
    ("hospital.top.completed,2021-05,1\nhospital.completed,2021-05,1\n", "", ""),
    ("hospital.top.completed,2021-04,0\nhospital.completed,2021-05,1\n", "", ""),
    ("tender.completed,2021-05,1\nhomes.completed,2021-04,3\n", "for all of which it waits", "3:"),
    ("tender.completed,2021-04,2\nhomes.completed,2021-04,3\n", "", ""),
    // Two of 1,350 and two of 1,080.
    (
      "{number: schools.completed},2021-05,3\nschools.completed,2021-05,1080\n",
      "no less than 3510", "3:"
    ),
    (
      "{number: schools.completed},2021-05,1\nschools.completed,2021-05,2430\n",
      "no more than 1350", "3:"
    ),
    ("{number: schools.completed},2021-05,2\nschools.completed,2021-05,2430\n", "", ""),
    ("homes.spent,2021-03,10\nhomes.spent,2021-04,9\n", "less than the 10 of 2021-03", "3:"),
    ("risks.rain,2021-03,1\n", "its window is 2021-05 to 2021-08", "2:"),
    ("risks.rain,2021-09,1\n", "its window is 2021-05 to 2021-08", "2:"),
    ("risks.rain,2021-03,0\nrisks.rain,2021-06,1\n", "", ""),
    ("risks.stop,2021-10,1\nrisks.stop,2021-11,1\n", "'lasts' is at most 1", "3:"),
    ("risks.stop,2021-10,1\nrisks.stop,2021-11,0\n", "", ""),
  ])
  func whatContradictsIsToldWithItsLine(_ rows: String, _ words: String, _ line: String) throws {
    let scenario = try ScenarioDocument(
      yaml: """
        scenario: {id: e, start: 2021-01, months: 12, money: M}
        risks:
          rain: {monthly: .2, window: [2021-05, 2021-08], on: [homes], speed: .6}
          stop: {chance: .5, window: [2021-10, 2021-12], lasts: 1, on: [homes], speed: .3}
        programmes:
          tender: {unit: lot, cohorts: [{number: 2}], steps: {award: {takes: {uniform: [1, 6]}}}}
          homes: {unit: home, cohorts: [{number: 40}], steps: {build: {takes: {uniform: [1, 6]}, after: [tender], cost: 2}}}
          hospital: {unit: hospital, cohorts: [{}], steps: {top: {takes: {uniform: [1, 6]}}, fit: {takes: {uniform: [1, 6]}}}}
          schools: {unit: place, cohorts: [{number: 2, size: 1350}, {number: 2, size: 1080}], steps: {build: {takes: {uniform: [1, 9]}}}}
        targets: {done: {measure: homes.completed, atLeast: 9, due: 2021-12}}
        """, file: "e.yaml"
    ).scenario
    let quoted = rows.replacing(
      "{number: schools.completed}", with: "\"{number: schools.completed}\"")
    let told = try Self.read("id,month,value\n" + quoted, of: scenario).warnings
    #expect(told.count == (words.isEmpty ? 0 : 1), "\(told)")
    for warning in told {
      #expect(warning.description(in: .en).contains(words), "\(warning)")
      #expect(warning.origin.hasPrefix("june.csv:\(line)"))
    }
  }

  /// The table that is sent round calls risks by their titles.
  @Test func aRiskIsReadByItsTitle() throws {
    var scenario = try Self.scenario("Tests/Validation/actuals/E01.yaml")
    let risk = try #require(scenario.risks.first)
    scenario.risks[0].title = Text(en: "Slump", zh: "市场低迷")
    let read = try Self.read("id,month,value\n市场低迷,2021-03,1\nslump,2021-02,0\n", of: scenario)
    #expect(read.actuals.sightings.map(\.risk) == [risk.id, risk.id])
  }

  /// A target that was given up is offered by the measure of the programme that bears its title.
  @Test func aTitleOfAProgrammeOffersItsMeasure() throws {
    var scenario = try Self.scenario("Tests/Validation/actuals/E01.yaml")
    let index = try #require(scenario.programmes.firstIndex { $0.id == "roads" })
    scenario.programmes[index].title = Text(zh: "雨污管网改造")
    let error = #expect(throws: ActualsFileError.self) {
      try Self.read("id,2021-05\n雨污管网改造,3\n", of: scenario)
    }
    #expect(
      error?.issues.first?.description(in: .en).contains("did you mean 'roads.completed'?") == true)
  }

  /// One value over May and June is of neither for certain.
  @Test func aMergedValueIsRefused() throws {
    let xml = """
      <sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>\
      <row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2"><v>497</v></c></row></sheetData>\
      <mergeCells><mergeCell ref="B2:C2"/></mergeCells>
      """
    let strings = ["id", "2021-05", "2021-06", "built"].map { "<t>\($0)</t>" }
    let error = #expect(throws: ActualsFileError.self) {
      try ActualsDocument(
        [ActualsFile(name: "june.xlsx", bytes: WorkbookBytes.book(xml, strings: strings))],
        of: Self.scenario("Tests/Validation/actuals/E01.yaml"))
    }
    #expect(error?.issues.map(\.origin).first?.hasSuffix("!C2") == true)
    #expect(
      error?.issues.first?.description(in: .en).contains("the cell is merged with the one beside")
        == true)
  }

  /// Offices have a title where there is no id.
  @Test(arguments: ["项目", "名称", "指标", "title", "Target"])
  func aTitleWillDoForAnId(_ heading: String) throws {
    let read = try Self.read("\(heading),月份,完成\nbuilt,2021-05,120\n")
    #expect(read.actuals.readings.map(\.value) == [120])
    let both = try Self.read("编号,\(heading),2021-05\nbuilt,x,120\n")
    #expect(both.actuals.readings.count == 1)
  }

  /// 28.0 says more than 28.
  @Test(arguments: [("28", 0.5), ("28.0", 0.05), ("28.00", 0.005), ("2.8e1", 0.5)])
  func noughtsAfterThePointAreDigits(_ text: String, _ rounding: Double) throws {
    let read = try Self.read("id,2021-05\nroads-km,\(text)\n")
    let reading = try #require(read.actuals.readings.first)
    #expect(reading.value == 28)
    #expect(abs(reading.rounding - rounding) < 1e-12)
    let scenario = try Self.scenario("Tests/Validation/actuals/E01.yaml")
    let kept = ActualsTableWriter.kept(read.actuals, of: scenario)
    let again = try Self.read(kept).actuals.readings
    #expect(again.map(\.rounding) == [reading.rounding])
  }

  /// One cell in the wrong month would make half a year unknown.
  @Test func aJumpOfTheAsOfMonthIsTold() throws {
    let rows =
      "id,month,value\nbuilt,2021-01,10\nbuilt,2021-02,20\nroads-km,2021-02,1.5\nrisks.slump,2021-02,0\n{number: roads.completed},2021-02,1\n"
    let jump = try Self.read(rows + "built,2021-06,60\n")
    #expect(jump.actuals.asOf == 6)
    #expect(jump.warnings.map(\.origin) == ["june.csv:7:7"])
    #expect(
      jump.warnings[0].description(in: .en).contains("the month before it with figures is 2021-02"))
    #expect(try Self.read(rows + "built,2021-06,60\n", asOf: "2021-06").warnings.isEmpty)
    #expect(try Self.read(rows + "built,2021-03,60\n").warnings.isEmpty)
  }

  @Test func whatLooksLikeASlipIsTold() throws {
    let read = try Self.read("id,month,value\nroads-km,2021-05,4e6\n")
    #expect(read.warnings.count == 1)
    #expect(read.warnings[0].description(in: .en).contains("check the figure"))
  }

  @Test func aWorkbookThatIsNoneSaysSo() throws {
    let error = #expect(throws: ActualsFileError.self) {
      try ActualsDocument(
        [ActualsFile(name: "june.xlsx", bytes: Array("garbage".utf8))],
        of: Self.scenario("Tests/Validation/actuals/E01.yaml"))
    }
    #expect(error?.issues.map { $0.description(in: .en).contains("is no workbook") } == [true])
  }

  /// What earlier files say of a target that was renamed since is still right.
  @Test func aRenamedTargetIsOfferedByItsMeasure() throws {
    let said = try Self.faults("id,2021-05\nroad-km,3\n")
    #expect(said.count == 1 && said[0].contains("did you mean 'roads-km'?"))
    #expect(said[0].contains("write its measure, such as roads.completed"), "\(said)")
  }
}

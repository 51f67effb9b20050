import Buildout
import Foundation
import TestSupport
import Testing

@testable import ScenarioFormat

@Suite("Actuals are read, and refused where they contradict") struct ActualsTests {
  static func scenario(_ path: String) throws -> Scenario {
    try ScenarioDocument(bytes: Samples.bytes(path), file: path).scenario
  }

  private static func validation(_ name: String) throws -> (Scenario, ActualsFile) {
    let folder = "Tests/Validation/actuals/"
    let yaml = name.hasPrefix("E") ? "E01" : String(name.prefix { $0 != "-" })
    return (
      try scenario(folder + yaml + ".yaml"),
      ActualsFile(name: name + ".csv", bytes: try Samples.bytes(folder + name + ".csv"))
    )
  }

  static func read(
    _ csv: String, of scenario: Scenario? = nil, asOf: String? = nil
  ) throws -> ActualsDocument {
    try ActualsDocument(
      [ActualsFile(name: "june.csv", bytes: Array(csv.utf8))],
      of: scenario ?? (try self.scenario("Tests/Validation/actuals/E01.yaml")),
      asOf: asOf.flatMap { Month($0) })
  }

  static func faults(
    _ csv: String, asOf: String? = nil, in language: Language = .en
  ) throws -> [String] {
    do {
      _ = try read(csv, asOf: asOf)
      return []
    } catch let error as ActualsFileError {
      return error.issues.map { $0.description(in: language) }
    }
  }

  // MARK: What must be refused

  private struct Contradictions: Decodable {
    struct Case: Decodable {
      struct Place: Decodable {
        let line, column: Int
        let says: String
      }

      let id: String
      let asOf: String?
      let faults: [Place]
    }

    let cases: [Case]
  }

  /// What the words of each fault must hold; `contradictions.json` says their sense.
  private static let words: [String: [[String]]] = [
    "E01": [["96", "2021-04", "120", "2021-03", "never falls"]],
    "E02": [["120.5", "whole"], ["2.5", "number(roads.completed)", "whole"]],
    "E03": [["2021-06 is past the as-of month, 2021-04"]],
    "E04": [
      ["no programme 'station'", "'stations'"], ["no risk 'slumps'", "'slump'"],
      ["no target 'build'", "'stations.build.completed'"],
    ],
    "E05": [
      ["no month 13", "write the year and the month"],
      ["2020-12 is before the horizon", "2021-01"],
      ["'2'", "write 1 where it acted"], ["'about 150' is no number"],
    ],
    "E06": [
      ["120.5", "whole"], ["96", "120.5"], ["no programme 'station'"],
      ["2021-06 is past the as-of month, 2021-05"],
    ],
  ]

  @Test func contradictionsAreRefusedAllAtOnce() throws {
    let cases = try JSONDecoder().decode(
      Contradictions.self,
      from: Data(Samples.bytes("Tests/Validation/actuals/contradictions.json"))
    ).cases
    #expect(cases.count == Self.words.count)
    for wrong in cases {
      let (scenario, file) = try Self.validation(wrong.id)
      let error = #expect(throws: ActualsFileError.self) {
        _ = try ActualsDocument([file], of: scenario, asOf: wrong.asOf.flatMap { Month($0) })
      }
      let issues = error?.issues ?? []
      #expect(
        issues.map(\.origin) == wrong.faults.map { "\(wrong.id).csv:\($0.line):\($0.column)" })
      for (issue, words) in zip(issues, Self.words[wrong.id] ?? []) {
        let said = issue.description(in: .en)
        for word in words { #expect(said.contains(word), "\(said)") }
      }
    }
  }

  /// A library's user is told what a file's author is told.
  @Test func valuesMadeInCodeAreHeldToTheSameRules() throws {
    let (scenario, _) = try Self.validation("E01")
    let built = Measure.completed("stations")
    func codes(_ readings: [Actuals.Reading], asOf: Int = 6) -> [Buildout.Fault.Code] {
      scenario.faults(in: Actuals(asOf: asOf, readings: readings)).map(\.fault.code)
    }
    #expect(codes([Actuals.Reading(built, month: 3, value: 120)]).isEmpty)
    #expect(codes([Actuals.Reading(built, month: 3, value: .nan)]) == [.outOfRange])
    #expect(codes([Actuals.Reading(built, month: 7, value: 300)]) == [.outsideHorizon])
    #expect(codes([Actuals.Reading(built, month: 0, value: 0)]) == [.outsideHorizon])
    #expect(codes([], asOf: 13) == [.outsideHorizon])
    #expect(codes([Actuals.Reading(built, month: 3, value: 1.5)]) == [.partOfUnit])
    #expect(codes([Actuals.Reading(.completed("road"), month: 3, value: 1)]) == [.unknownName])
    #expect(codes([Actuals.Reading(.level("roads"), month: 3, value: 1)]) == [.notMeasurable])
    #expect(
      codes([
        Actuals.Reading(built, month: 3, value: 120), Actuals.Reading(built, month: 3, value: 130),
      ]) == [.duplicate])
  }

  /// Rounded figures of one quantity may cross by what was rounded away: 12 and then 11.8 may both be right.
  @Test func roundedFiguresMayCross() throws {
    let head = "id,month,value,note\n"
    #expect(try Self.faults(head + "roads-km,2021-03,12,\nroads-km,2021-04,11.8,\n").isEmpty)
    #expect(try Self.faults(head + "roads-km,2021-03,11.5,\nroads-km,2021-04,11.4,\n").count == 1)
    #expect(try Self.faults(head + "built,2021-03,12,\nbuilt,2021-04,11,\n").count == 1)
  }

  // MARK: What is read

  @Test(
    arguments: [
      "C01", "C03", "C04", "C05", "C07", "C09", "C10", "C14", "C16", "C18", "C20", "C22",
      "C22-june",
      "C23", "C25", "C27", "C29", "C31", "C32", "C35", "C38", "C40", "C41", "D01", "D02", "D03",
      "D04", "D05", "D06", "D07", "D08", "D09", "D10", "D11", "D12", "D13", "D14", "D15", "D16",
      "D17", "D18", "D19", "D20",
    ])
  func casesWithExactAnswersAreRead(_ name: String) throws {
    let (scenario, file) = try Self.validation(name)
    let document = try ActualsDocument([file], of: scenario)
    let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").count - 1
    #expect(document.actuals.readings.count + document.actuals.sightings.count == lines)
  }

  @Test func halfAYearOfTheFlagship() throws {
    let scenario = try Self.scenario("Scenarios/xixian-2021.yaml")
    let files = try (1...6).map { month in
      ActualsFile(
        name: "2021-0\(month).csv",
        bytes: try Samples.bytes("Scenarios/data/xixian-2021-actuals/2021-0\(month).csv"))
    }
    let document = try ActualsDocument(files, of: scenario)
    #expect(document.actuals.asOf == 6)
    #expect(document.actuals.sightings.filter(\.acted).map(\.risk) == ["late-spring"])
    #expect(
      document.actuals.sightings.last
        == Actuals.Sighting(
          "pandemic-wave", month: 6, acted: false, note: "虚构；卫健局", origin: "2021-06.csv:216:29"))
    #expect(
      document.corrections.map { "\($0.name) \($0.month) \($0.new)" } == [
        "skills-training 2021-02 1372.0", "talent-recruited 2021-04 3893.0",
      ])
    // Ten cargo routes where nine were in talks.
    #expect(document.warnings.count == 1)
    #expect(document.warnings.first?.description(in: .en).contains("no more than 9") == true)
    let routes = try #require(scenario.targets.first { $0.id == "cargo-routes" })
    #expect(document.actuals.last(of: routes.measure)?.value == 10)
    // In March nobody had seen the files that came after.
    let march = try ActualsDocument(files, of: scenario, asOf: Month("2021-03"))
    let first = try ActualsDocument(Array(files.prefix(3)), of: scenario)
    #expect(march.actuals == first.actuals && march.actuals.asOf == 3)
    #expect(march.corrections == first.corrections)
    let told = try #require(march.passedOver)
    #expect(told.origin == "2021-04.csv")
    #expect(told.description(in: .en).contains("2021-04; so do 2 files after it"))
    #expect(told.description(in: .zh).contains("另有 2 个文件"))
    #expect(first.passedOver == nil)
  }

  /// One file that goes on is one fault, however many its rows.
  @Test func monthsPastTheOneAskedForAreOneFault() throws {
    let table = "id,2021-03,2021-04,2021-05\nbuilt,100,110,120\nroads.completed,1,2,2\n"
    #expect(
      try Self.faults(table, asOf: "2021-03") == [
        "june.csv:2:11: error: 2021-04 is past the as-of month, 2021-03, and so are 3 more values, up to 2021-05; "
          + "what comes after that month is forecast, not known; give a later month by --as-of, or keep a file for "
          + "each month in a folder: those after it are passed over"
      ])
    #expect(try Self.read(table, asOf: "2021-05").actuals.readings.count == 6)
  }

  @Test func publishedFiguresOfAnotherDistrict() throws {
    let scenario = try Self.scenario("Scenarios/yueyanglou-2022.yaml")
    let folder = "Scenarios/data/yueyanglou-2022-actuals/"
    let document = try ActualsDocument(
      try ["2022-06-invented.csv", "2022-06.csv"].map {
        ActualsFile(name: $0, bytes: try Samples.bytes(folder + $0))
      }, of: scenario)
    #expect(document.actuals.asOf == 6)
    #expect(document.actuals.readings.count == 17)
    #expect(document.corrections.isEmpty)
  }

  /// Long and wide tables say the same; titles, comments, marks and encodings make no difference.
  @Test func shapesAndEncodings() throws {
    let (scenario, _) = try Self.validation("E01")
    let long = try Self.read(
      """
      # figures for the meeting of June
      id,month,value,note
      stations.completed,2021-05,210,
      stations.completed,2021-06,250,bureau
      roads-km,2021-06,4.5,
      risks.slump,2021-06,1,
      """)
    let wide = try Self.read(
      """
      Progress of the year
      title,id,unit,2021-05,2021年6月,note
      Stations,stations.completed,station,210,250,bureau
      Roads,roads-km,km,,4.5,
      ,risks.slump,,,1,
      """)
    func facts(_ document: ActualsDocument) -> [String] {
      document.actuals.readings.map {
        "\($0.measure) \($0.month) \($0.value) \($0.rounding) \($0.note)"
      }
        + document.actuals.sightings.map { "\($0.risk) \($0.month) \($0.acted)" }
    }
    #expect(facts(long).sorted() == facts(wide).sorted())
    #expect(long.actuals.asOf == 6)

    var titled = scenario
    titled.targets[1].title = Text(en: "Roads opened", zh: "新开通道路")
    let chinese = "id,month,value,note\n新开通道路,2021年6月,4.5,交通局\n"
    // 新开通道路 and 交通局 in GB18030.
    let bytes: [UInt8] =
      Array("id,month,value,note\n".utf8)
      + [0xD0, 0xC2, 0xBF, 0xAA, 0xCD, 0xA8, 0xB5, 0xC0, 0xC2, 0xB7] + Array(",2021-06,4.5,".utf8)
      + [0xBD, 0xBB, 0xCD, 0xA8, 0xBE, 0xD6, 0x0A]
    for given in [Array(chinese.utf8), [0xEF, 0xBB, 0xBF] + Array(chinese.utf8), bytes] {
      let document = try ActualsDocument([ActualsFile(name: "j", bytes: given)], of: titled)
      let reading = try #require(document.actuals.readings.first)
      #expect(reading.measure == .completed("roads"))
      #expect(reading.value == 4.5)
      #expect(reading.note == "交通局")
    }
  }

  @Test func aWorkbookIsReadAndItsCellsNamed() throws {
    let (scenario, _) = try Self.validation("E01")
    func rows(_ value: String) -> String {
      """
      <sheetData><row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>
      <row r="3"><c r="A3" t="s"><v>2</v></c><c r="C3"><v>\(value)</v></c></row></sheetData>
      """
    }
    func book(_ value: String) -> ActualsFile {
      ActualsFile(
        name: "june.xlsx",
        bytes: WorkbookBytes.book(
          sheets: [("进度", rows(value))],
          strings: ["<t>id</t>", "<t>2021-06</t>", "<t>built</t>"]))
    }
    let read = try ActualsDocument([book("250")], of: scenario).actuals
    #expect(read.readings.map(\.value) == [250])
    #expect(read.readings.map(\.rounding) == [0])
    let error = #expect(throws: ActualsFileError.self) {
      _ = try ActualsDocument([book("250.5")], of: scenario)
    }
    #expect(error?.issues.map(\.origin) == ["june.xlsx:进度!C3"])
  }

  @Test func laterFilesAddAndCorrect() throws {
    let (scenario, _) = try Self.validation("E01")
    let may = "id,month,value,note\nbuilt,2021-04,150,\nbuilt,2021-05,140,\nroads-km,2021-05,3,\n"
    let june = "id,month,value,note\nstations.completed,2021-05,190,\nbuilt,2021-06,230,\n"
    let document = try ActualsDocument(
      [
        ActualsFile(name: "may.csv", bytes: Array(may.utf8)),
        ActualsFile(name: "june.csv", bytes: Array(june.utf8)),
      ], of: scenario)
    #expect(document.actuals.readings.map(\.value) == [150, 190, 3, 230])
    #expect(
      document.corrections.map { $0.description(in: .en) } == [
        "june.csv:2:28: correction: stations.completed in 2021-05 is 190, not the 140 of may.csv:3:15"
      ])
    // Uncorrected, the figure of May falls.
    #expect(try Self.faults(may).count == 1)
  }

  @Test func oneRowServesAllTargetsOfAMeasure() throws {
    #expect(
      try Self.faults("id,month,value,note\nbuilt,2021-05,140,\nstations.completed,2021-05,140,\n")
        .isEmpty)
    let faults = try Self.faults(
      "id,month,value,note\nbuilt,2021-05,140,\nstations.completed,2021-05,141,\nbuilt,2021-05,140,\n"
    )
    #expect(faults.count == 2)
    #expect(
      faults.first?.contains("june.csv:3:1: error: 'stations.completed' reads the same") == true)
    #expect(faults.last?.contains("june.csv:4:1: error: 'built' is given a second time") == true)
  }

  @Test(
    arguments: [
      ("roads-km", "4.5", 0.05), ("roads-km", "4.50", 0.005), ("roads-km", "12", 0.5),
      ("roads-km", "1.2E+01", 0.5), ("{number: roads.completed}", "3", 0), ("built", "120", 0),
      ("built", "1.98E+02", 0.5), ("roads.inProgress", "-0", 0.5),
    ])
  func valuesAreRoundedAsTheyArePrinted(_ id: String, _ text: String, _ rounding: Double) throws {
    let document = try Self.read("id,month,value,note\n\(id),2021-05,\(text),\n")
    let read = try #require(document.actuals.readings.first)
    #expect(read.value == Double(text))
    // A count is exact, however it is written.
    #expect(read.rounding == (id == "built" ? 0 : rounding))
  }

  @Test(
    arguments: [
      ("\"1,200\"", "thousands", "write 1200"), ("1,200", "side by side", "write 1200"),
      ("70户", "number with a word", "write 70"), ("１２００", "full-width", "write 1200"),
      ("1 200", "full-width signs or spaces", "write 1200"), ("1.2万", "with a word", "the unit"),
      ("12.5%", "is a percentage", "share of progress in the note"),
      ("已完成", "is no number", "write 1 for one thing"),
      ("#REF!", "formula", "mend it"), ("0x10", "is no number", "write digits"),
      ("41O", "letters among its digits", "a letter O may stand for a 0"),
      ("300多", "is no number", "write digits"), ("4.2公里", "with a word", "write 4.2"),
      ("nan", "no number", "write digits"), ("1e999", "beyond 1e15", "correct it"),
    ])
  func valuesThatAreNoNumbersAreNamed(_ text: String, _ problem: String, _ remedy: String) throws {
    let faults = try Self.faults("id,month,value,note\nroads-km,2021-05,\(text),\n")
    #expect(faults.count == 1)
    let said = try #require(faults.first)
    #expect(said.hasPrefix("june.csv:2:18: error: "), "\(said)")
    #expect(said.contains(problem) && said.contains(remedy), "\(said)")
  }

  @Test func unknownIsNotZero() throws {
    let document = try Self.read(
      "id,2021-04,2021-05,2021-06\nbuilt,140,,-\nroads-km,—,n/a,4.5\n")
    #expect(document.actuals.readings.map(\.value) == [140, 4.5])
    let error = #expect(throws: ActualsFileError.self) {
      _ = try Self.read("id,2021-04,2021-05\nbuilt,,\n")
    }
    #expect(error?.issues.count == 1)
    // A month has passed, and nothing was reported.
    #expect(try Self.read("id,2021-04,2021-05\nbuilt,,\n", asOf: "2021-05").actuals.asOf == 5)
  }

  @Test(
    arguments: [
      ("unit,2021-05\nbuilt,1\n", "june.csv: error: no column is called 'id'"),
      ("id,month,done by\nbuilt,2021-05,1\n", "june.csv:1:1: error: no column is called 'value'"),
      ("id,value\nbuilt,1\n", "june.csv:1:1: error: the headings name no month"),
      ("id,2021-05,2021年5月\nbuilt,1,1\n", "june.csv:1:12: error: two columns are headed 2021-05"),
      ("id,2021-05\n,1\n", "june.csv:2:2: error: the row has a value and no id"),
      ("id,month,value\nbuilt,,1\n", "june.csv:2:8: error: the row has a value and no month"),
      (
        "id,month,value\n{sum: [roads.completed, roads.started]},2021-05,1\n",
        "june.csv:2:1: error: the brackets of"
      ),
      ("id,2021-05\n100,1\n", "june.csv:2:1: error: there is no target '100'"),
      ("id,2021-05\n{sum: [1.5]},1\n", "june.csv:2:1: error: sum(1.5) is a stated number"),
      ("id,2021-05\nroads.built,1\n", "june.csv:2:1: error: 'built' is not a reading"),
      ("id,2021-05\n\"{sum: [roads.completed\",1\n", "june.csv:2:1: error: the brackets of"),
    ])
  func tablesThatCannotBeReadSaySo(_ csv: String, _ expected: String) throws {
    let faults = try Self.faults(csv)
    #expect(faults.first?.hasPrefix(expected) == true, "\(faults)")
  }

  /// What Excel makes of 2021-03 when it saves CSV again.
  @Test(arguments: ["2021-03", "Mar-21", "2021/3/1", "2021年3月", "3月", "2021.3"])
  func monthsAsSpreadsheetsSaveThem(_ month: String) throws {
    let document = try Self.read("id,month,value,note\nbuilt,\(month),120,\n")
    #expect(document.actuals.readings.map(\.month) == [3])
  }
}

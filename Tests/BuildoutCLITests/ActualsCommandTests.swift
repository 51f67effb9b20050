import Foundation
import Testing

@testable import BuildoutCLI

@Suite("The year so far, on the command line") struct ActualsCommandTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Scenarios.small, to: "city.yaml")
    try folder.write(
      "id,month,value,note\nstations-built,2021-03,700,\n5G基站,2021-03,1,\n", to: "wrong.csv")
    try folder.write("id,month,value,note\nstations.completed,2021-05,1210,bureau\n", to: "may.csv")
  }

  func run(_ line: String) throws -> CommandLineProcess.Result {
    try CommandLineProcess.run(line.split(separator: " ").map(String.init), in: folder)
  }

  @Test func theEmptyTableIsFilledInAndRead() throws {
    let made = try run("actuals city.yaml --out actuals.csv")
    #expect(made.code == 0 && made.output.isEmpty)
    #expect(made.errors.contains("buildout run city.yaml --actuals actuals.csv"))
    var lines = try folder.read("actuals.csv").components(separatedBy: "\r\n")
    #expect(
      lines[0]
        == "id,title,sector,lead,unit,promised,due,"
        + (1...12).map { "2021-" + ($0 < 10 ? "0" : "") + "\($0)" }.joined(separator: ",") + ",note"
    )
    #expect(lines[1] == "stations-built,stations-built,,,station,≥ 3000,2021-12,,,,,,,,,,,,,")
    // Nothing is filled in.
    let empty = try run("run city.yaml --trials 50 --actuals actuals.csv")
    #expect(empty.code == 65)
    #expect(empty.errors.contains("there is no value in the actuals"))
    lines[1] = "stations-built,stations-built,,,station,≥ 3000,2021-12,,,700,,,,,,,,,,"
    try folder.write(lines.joined(separator: "\r\n"), to: "filled.csv")
    let result = try run("run city.yaml --trials 200 --actuals filled.csv")
    #expect(result.code == 0 && result.errors.isEmpty)
    #expect(result.output.contains("As of the end of Mar 2021, 1 actual\n"))
    #expect(result.output.contains("Monthly progress"))
    #expect(result.output.contains("23.3 %"))
  }

  @Test func aTableForOneMonth() throws {
    let made = try run("actuals city.yaml --month 2021-07 --lang zh")
    #expect(
      made.output
        == "\u{FEFF}id,月份,数值,备注,名称,领域,责任单位,单位,目标值,期限\r\n"
        + "stations-built,2021-07,,,stations-built,,,station,≥ 3000,2021-12\r\n")
    #expect(try run("actuals city.yaml --month 2022-07").code == 64)
    #expect(try run("actuals city.yaml --month july").code == 64)
    #expect(try run("actuals city.yaml --out city.yaml").code == 73)
    #expect(try folder.read("city.yaml") == Scenarios.small)
  }

  @Test func faultsAreToldAtTheirPlacesInTheLanguageAskedFor() throws {
    let english = try run("run city.yaml --actuals wrong.csv")
    #expect(english.code == 65 && english.output.isEmpty)
    #expect(english.errors.hasPrefix("wrong.csv:3:1: error: there is no target '5G基站'"))
    #expect(english.errors.hasSuffix("1 fault; nothing was simulated and nothing was written\n"))
    let chinese = try run("run city.yaml --lang zh --actuals wrong.csv")
    #expect(chinese.code == 65)
    #expect(chinese.errors.hasPrefix("wrong.csv:3:1：错误：没有名为“5G基站”的目标"))
    #expect(chinese.errors.hasSuffix("共 1 处错误；没有模拟，也没有写入任何文件\n"))
    let early = try run("run city.yaml --actuals may.csv --as-of 2021-04")
    #expect(early.code == 65)
    #expect(early.errors.hasPrefix("may.csv:2:20: error: 2021-05 is past the as-of month, 2021-04"))
  }

  @Test(
    arguments: [
      ("run city.yaml --as-of 2021-05", 64, "add --actuals"),
      ("run city.yaml --actuals may.csv --as-of may", 64, "such as 2026-06"),
      ("run city.yaml --actuals none.csv", 66, "none.csv"),
      ("run city.yaml --actuals empty", 66, "holds no .csv"),
      ("run city.yaml --actuals may.csv --as-of 2022-05", 65, "outside the horizon"),
    ])
  func whatCannotBeReadSaysSo(_ line: String, _ code: Int32, _ words: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("empty"), withIntermediateDirectories: true)
    let result = try run(line)
    #expect(result.code == code)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  /// A meeting's folder holds what it takes to work its odds out again.
  @Test func aMeetingIsKept() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("year"), withIntermediateDirectories: true)
    try folder.write("id,month,value\nstations-built,2021-04,990\n", to: "year/2021-04.csv")
    try folder.write(
      "id,month,value\nstations-built,2021-04,980\nstations-built,2021-05,1210\n",
      to: "year/2021-05.csv")
    try folder.write("notes of the meeting", to: "year/notes.txt")
    let first = try run("run city.yaml --trials 300 --actuals year --out kept")
    #expect(first.code == 0)
    #expect(
      first.errors.hasPrefix(
        "year/2021-05.csv:2:24: correction: stations-built in 2021-04 is 980, not the 990 of "
          + "year/2021-04.csv:2:24\n"))
    #expect(
      try folder.names(in: "kept")
        == (CommandTests.fileNames + [
          "learned.csv", "meeting-actuals.csv", "meeting-scenario.yaml", "progress.csv",
        ])
        .sorted())
    #expect(try folder.read("kept/meeting-scenario.yaml") == Scenarios.small)
    #expect(
      try folder.read("kept/meeting-actuals.csv")
        == "id,month,value,note\r\nstations-built,2021-04,980,\r\nstations-built,2021-05,1210,\r\n")
    let again = try run(
      "run kept/meeting-scenario.yaml --trials 300 --actuals kept/meeting-actuals.csv --out again")
    #expect(again.code == 0 && again.errors == "Wrote the forecast to again\n")
    for name in ["forecast.json", "progress.csv", "meeting-actuals.csv"] {
      #expect(try folder.read("again/\(name)") == folder.read("kept/\(name)"), "\(name)")
    }
  }

  /// What each kind of news has done, on the same random draws; the parts add up to the change.
  @Test(
    arguments: [
      ("poisson: 250", "poisson: 245", ["by_actuals", "by_inputs"]),
      ("atLeast: 3000", "atLeast: 2950", ["by_actuals", "by_targets"]),
      ("demo", "demo", ["by_actuals"]),
    ])
  func aChangeIsSplitByTheKindOfNews(_ old: String, _ new: String, _ parts: [String]) throws {
    #expect(try run("run city.yaml --trials 400 --actuals may.csv --out may").code == 0)
    try folder.write(Scenarios.small.replacing(old, with: new), to: "city.yaml")
    try folder.write(
      "id,month,value,note\nstations.completed,2021-05,1210,\nstations-built,2021-06,1460,\n",
      to: "june.csv")
    let june = try run(
      "run city.yaml --trials 400 --actuals june.csv --previous may --out june")
    #expect(june.code == 0, "\(june.errors)")
    let lines = try folder.read("june/progress.csv").components(separatedBy: "\r\n")
    let row = Dictionary(
      uniqueKeysWithValues: zip(
        lines[0].components(separatedBy: ","), lines[1].components(separatedBy: ",")))
    let given = ["by_actuals", "by_inputs", "by_targets"].filter { row[$0] != "" }
    #expect(given == parts)
    let sum = given.compactMap { row[$0].flatMap(Double.init) }.reduce(0, +)
    let change = try #require(row["change"].flatMap(Double.init))
    #expect(abs(sum - change) < 1e-8)
    let kept = try folder.read("may/progress.csv").components(separatedBy: "\r\n")[1]
    // What stands beside it is what was said then.
    let then = try #require(row["previous"])
    #expect(kept.components(separatedBy: ",").contains(then))
    #expect(try folder.read("june/forecast.json").contains("\"previousAsOf\": \"2021-05\""))
    #expect(june.output.contains("Last") && june.output.contains("Why"))
  }

  @Test(
    arguments: [
      ("--previous may", 64, "add --actuals"),
      ("--actuals may.csv --previous none", 66, "not the folder"),
      ("--actuals may.csv --previous other", 64, "another plan"),
      (
        "--actuals may.csv --previous foreign", 64,
        "is of another plan, 'foreign', and this one is 'demo'"
      ),
      (
        "--actuals may.csv --as-of 2021-05 --previous later", 64,
        "knew the year to the end of 2021-06"
      ),
      (
        "--actuals may.csv --previous edited", 64,
        "at the first meeting with actuals leave --previous out"
      ),
    ])
  func aFolderThatIsNoMeetingIsRefused(_ line: String, _ code: Int32, _ words: String) throws {
    if words == "another plan" {
      try folder.write(
        Scenarios.small.replacing("months: 12", with: "months: 18"), to: "longer.yaml")
      #expect(try run("run longer.yaml --trials 10 --actuals may.csv --out other").code == 0)
    }
    try folder.write(Scenarios.small.replacing("id: demo", with: "id: foreign"), to: "foreign.yaml")
    try folder.write(Scenarios.small.replacing("250", with: "251"), to: "edited.yaml")
    #expect(try run("run foreign.yaml --trials 10 --actuals may.csv --out foreign").code == 0)
    #expect(
      try run("run city.yaml --trials 10 --actuals may.csv --as-of 2021-06 --out later").code == 0)
    #expect(try run("run edited.yaml --trials 10 --out edited").code == 0)
    let result = try run("run city.yaml --trials 10 \(line)")
    #expect(result.code == code)
    #expect(
      result.errors.contains(words == "another plan" ? "name a meeting of the same plan" : words))
  }

  @Test func aYearOfMeetings() throws {
    let none = try run("history year")
    #expect(none.code == 66 && none.errors.contains("year holds no folder of a meeting"))
    #expect(try run("run city.yaml --trials 200 --out year/start").code == 0)
    #expect(try run("run city.yaml --trials 200 --actuals may.csv --out year/may").code == 0)
    try folder.write("id,month,value\nstations-built,2021-06,3010\n", to: "june.csv")
    #expect(try run("run city.yaml --trials 200 --actuals june.csv --out year/june").code == 0)
    let said = try run("history year --out judged")
    #expect(said.code == 0, "\(said.errors)")
    #expect(said.output.hasPrefix("Demo: was it right?\n"))
    #expect(said.output.contains("3 meetings, judged by what is known at the end of Jun 2021"))
    #expect(said.output.contains("start"))
    #expect(
      try folder.names(in: "judged")
        == (HistoryCommand.fileNames + ["buildout.sha256"]).sorted())
    #expect(try folder.read("judged/odds.csv").contains("stations-built,june,2021-06,"))
    try folder.write(Scenarios.small.replacing("id: demo", with: "id: other"), to: "other.yaml")
    #expect(try run("run other.yaml --trials 20 --actuals may.csv --out year/other").code == 0)
    let mixed = try run("history year --lang zh")
    #expect(mixed.code == 64 && mixed.errors.contains("year 中有不同计划的会议"))
  }

  /// Whatever else is asked is asked of the months to come.
  @Test(
    arguments: [
      "compare choices.yaml", "drivers choices.yaml", "trace choices.yaml --trial 3",
      "trace choices.yaml --near stations-built@p20",
      "seek choices.yaml --vary programmes.stations.steps.build.rate.poisson --between 200..300 "
        + "--step 50 --target stations-built",
    ])
  func everyCommandTakesActuals(_ line: String) throws {
    try folder.write(
      Scenarios.small
        + "options: {more: {set: {programmes.stations.steps.build.rate.poisson: 300}}}\n",
      to: "choices.yaml")
    let plain = try run("\(line)\(line.contains("--trial ") ? "" : " --trials 200")")
    let given = try run(
      "\(line)\(line.contains("--trial ") ? "" : " --trials 200") --actuals may.csv")
    #expect(plain.code == 0 && given.code == 0, "\(given.errors)")
    #expect(!plain.output.contains("As of the end of"))
    #expect(given.output.contains("As of the end of May 2021, 1 actual"))
    let json = try run(
      "\(line)\(line.contains("--trial ") ? "" : " --trials 200") --actuals may.csv --format json")
    #expect(json.output.contains("\"given\": {\"asOf\": \"2021-05\", \"actuals\": 1}"))
  }

  /// The trial of a conditioned plan stands where the actuals do.
  @Test func aTraceStandsWhereTheActualsDo() throws {
    let trace = try run("trace city.yaml --trial 5 --actuals may.csv --format csv")
    #expect(trace.code == 0)
    #expect(
      trace.output.components(separatedBy: "\r\n").contains(
        "2021-05,target,stations-built,value,1210"), "\(trace.output.prefix(900))")
    try folder.write(
      Scenarios.small
        + "options: {more: {set: {programmes.stations.steps.build.rate.poisson: 300}}}\n",
      to: "choices.yaml")
    // An option acts from the month after.
    let alone = try run("trace choices.yaml --trial 5 --actuals may.csv --format csv")
    let both = try run("trace choices.yaml --trial 5 --actuals may.csv --option more --format csv")
    #expect(both.code == 0)
    func stand(_ result: CommandLineProcess.Result, _ month: String) -> Double {
      let row = result.output.components(separatedBy: "\r\n").first {
        $0.hasPrefix("\(month),target,stations-built,value,")
      }
      return row?.split(separator: ",").last.flatMap { Double($0) } ?? .nan
    }
    for month in ["2021-01", "2021-04", "2021-05"] {
      #expect(stand(both, month) == stand(alone, month))
    }
    #expect(stand(both, "2021-06") != stand(alone, "2021-06"))
  }
}

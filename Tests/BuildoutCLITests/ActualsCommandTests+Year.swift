import Foundation
import TestSupport
import Testing

@testable import BuildoutCLI

/// Meetings that follow each other, and what else is asked of the months to come.
extension ActualsCommandTests {
  /// January's folder, without actuals, is the meeting before the first.
  @Test func theForecastOfTheStartIsAMeetingBefore() throws {
    #expect(try run("run city.yaml --trials 400 --out start").code == 0)
    let may = try run("run city.yaml --trials 400 --actuals may.csv --previous start --out may")
    #expect(may.code == 0, "\(may.errors)")
    let lines = try folder.read("may/progress.csv").components(separatedBy: "\r\n")
    let row = Dictionary(
      uniqueKeysWithValues: zip(
        lines[0].components(separatedBy: ","), lines[1].components(separatedBy: ",")))
    #expect(row["previous"] == row["before"] && row["by_actuals"] == row["change"])
    #expect(row["by_inputs"] == "" && row["by_targets"] == "")
  }

  /// The files of a folder are read in the order of their numbers.
  @Test func septemberComesBeforeOctober() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("year"), withIntermediateDirectories: true)
    try folder.write("id,month,value\nstations-built,2021-08,1990\n", to: "year/2021-9.csv")
    try folder.write("id,month,value\nstations-built,2021-08,2000\n", to: "year/2021-10.csv")
    let read = try run("run city.yaml --trials 10 --actuals year")
    #expect(
      read.errors.hasPrefix(
        "year/2021-10.csv:2:24: correction: stations-built in 2021-08 is 2000, not the 1990 of year/2021-9.csv"
      ),
      "\(read.errors)")
  }

  /// What was promised for June and missed was missed, though the promise was put off since.
  @Test func aPromiseThatWasPutOffIsJudgedAsItWas() throws {
    let promise = "atLeast: 3000, due: 2021-12"
    try folder.write(
      Scenarios.small.replacing(promise, with: "atLeast: 1470, due: 2021-06"), to: "may.yaml")
    try folder.write(
      Scenarios.small.replacing(promise, with: "atLeast: 1470, due: 2021-09"), to: "july.yaml")
    try folder.write(
      "id,month,value\nstations-built,2021-05,1210\nstations-built,2021-06,1460\nstations-built,2021-07,1700\n",
      to: "july.csv")
    #expect(try run("run may.yaml --trials 400 --out year/start").code == 0)
    #expect(try run("run may.yaml --trials 400 --actuals may.csv --out year/may").code == 0)
    let july = try run(
      "run july.yaml --trials 400 --actuals july.csv --previous year/may --out year/july")
    #expect(july.code == 0, "\(july.errors)")
    #expect(
      july.output.contains("Revised since the last meeting: stations-built due Jun 2021→Sep 2021."))
    let said = try run("history year --format json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(said.output.utf8)) as? [String: Any])
    let meetings = try #require(document["meetings"] as? [[String: Any]])
    let odds = try #require(document["odds"] as? [[String: Any]])
    #expect(meetings.map { $0["settled"] as? Int } == [1, 1])
    for (meeting, row) in zip(meetings, odds) {
      let chance = try #require(row["probability"] as? Double)
      let score = try #require(meeting["brier"] as? Double)
      #expect(abs(score - chance * chance) < 1e-8)
    }
    #expect(odds.map { $0["due"] as? String } == ["2021-06", "2021-06", "2021-09"])
    let text = try run("history year --lang zh").output.replacing("\n", with: "")
    #expect(text.contains("期限2021年6月→2021年9月（7月）") && text.contains("已完成 *"), "\(text)")
  }

  /// A measure that is certain from June on leaves the past as it was expected; an edited input does not.
  /// The odds belong to the long proof: they take three times as long to learn.
  @Test func aMeasureOfMayIsWrittenForTheMonthsToCome() throws {
    let pace = "factors: {pace: {lognormal: {median: 1, sigma: .3}}}\nprogrammes:"
    let city = Scenarios.small.replacing("programmes:", with: pace)
      .replacing("rate: {poisson: 250}", with: "rate: {poisson: 250}, factors: {pace: 1}")
    try folder.write(city, to: "before.yaml")
    try folder.write(city.replacing("poisson: 250", with: "poisson: 300"), to: "edited.yaml")
    try folder.write(
      city.replacing(
        "programmes:",
        with:
          "risks: {may: {chance: 1, window: [2021-06, 2021-12], on: [stations], speed: 1.2}}\nprogrammes:"
      )
      .replacing("poisson: 250", with: "gamma: {mean: 250, cv: .07}"), to: "measure.yaml")
    func odds(_ name: String) throws -> Double {
      let result = try run("run \(name).yaml --trials 1000 --actuals may.csv --format json")
      let document =
        try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
      let targets = try #require(document?["targets"] as? [[String: Any]], "\(result.errors)")
      return try #require(targets[0]["probability"] as? Double)
    }
    if Proof.isLong {
      let (before, edited, measure) = (try odds("before"), try odds("edited"), try odds("measure"))
      #expect(measure > before + 0.2 && measure > edited + 0.2, "\(before) \(edited) \(measure)")
    }
    // The page warns of the one.
    #expect(try run("run before.yaml --trials 50 --actuals may.csv --out kept").code == 0)
    try folder.write(
      "id,month,value\nstations-built,2021-05,1210\nstations-built,2021-06,1450\n", to: "june.csv")
    let june = try run("run edited.yaml --trials 50 --actuals june.csv --previous kept --lang zh")
    #expect(june.output.contains("输入对全年生效"))
  }

  /// Nobody pays for a month that is over, and the label names the month in which an option begins now.
  @Test func anOptionCostsFromTheMonthInWhichItActs() throws {
    try folder.write(
      Scenarios.small
        + """
        options:
          undated: {title: {zh: 增加一队}, set: {programmes.stations.steps.build.rate.poisson: 300}, cost: {monthly: 1}}
          early: {from: 2021-03, set: {programmes.stations.steps.build.rate.poisson: 290}, cost: {monthly: 1}}
          late: {from: 2021-09, set: {programmes.stations.steps.build.rate.poisson: 290}, cost: {oneOff: 2, monthly: 1}}
          both: {extends: [undated, late]}

        """, to: "choices.yaml")
    func costs(_ line: String) throws -> [String: String] {
      let table = try run("compare choices.yaml --trials 100 --format json \(line)").output
      let document = try #require(
        try JSONSerialization.jsonObject(with: Data(table.utf8)) as? [String: Any])
      let options = try #require(document["options"] as? [[String: Any]])
      return Dictionary(
        uniqueKeysWithValues: try options.map { option in
          let cost = try #require(option["cost"] as? [String: Any])
          return (
            try #require(option["id"] as? String),
            "\(try #require(cost["total"] as? Double)) \(option["from"] as? String ?? "-")"
          )
        })
    }
    #expect(
      try costs("")
        == ["undated": "12.0 -", "early": "10.0 2021-03", "late": "6.0 2021-09", "both": "18.0 -"])
    #expect(
      try costs("--actuals may.csv") == [
        "undated": "7.0 2021-06", "early": "7.0 2021-06", "late": "6.0 2021-09",
        "both": "13.0 2021-06",
      ])
    let zh = try run("compare choices.yaml --trials 100 --actuals may.csv --lang zh").output
    #expect(zh.contains("增加一队（自2021-06起）") && !zh.contains("自2021-03起"))
    #expect(zh.contains("自2021-06起的7个月") && !zh.contains("全部12个月"))
    let chosen = try run(
      "choose choices.yaml --budget 30 --trials 100 --actuals may.csv --format csv")
    #expect(chosen.output.contains(",增加一队,7,"), "\(chosen.output)\(chosen.errors)")
    // Shares are merged to the same.
    for share in 1...2 {
      #expect(
        try run(
          "compare choices.yaml --trials 1024 --actuals may.csv --share \(share)/2 --out shares"
        ).code == 0)
    }
    let merged = try run("merge shares --lang zh")
    #expect(merged.output.contains("增加一队（自2021-06起）"), "\(merged.errors)")
  }

  /// Every file of a pack says until when the year is known.
  @Test func thePackSaysWhatItKnows() throws {
    try folder.write(
      Scenarios.small.replacing("months: 12", with: "months: 12, budget: 20")
        .replacing(
          "programmes:", with: "pools: {crews: {capacity: {uniform: [4, 6]}}}\nprogrammes:"
        )
        .replacing("rate: {poisson: 250}", with: "rate: {poisson: 50}, uses: {crews: 1}")
        + "options: {more: {set: {programmes.stations.steps.build.rate.poisson: 60}, cost: {monthly: 1}}}\n",
      to: "pack.yaml")
    let made = try run("report pack.yaml --trials 64 --actuals may.csv --out pack")
    #expect(made.code == 0, "\(made.errors)")
    let names = try folder.names(in: "pack")
    for kind in ["comparison", "choice", "drivers", "bottlenecks"] {
      #expect(
        try folder.read("pack/\(kind).json").contains(
          "\"given\": {\"asOf\": \"2021-05\", \"actuals\": 1}"), "\(kind)")
      #expect(try folder.read("pack/\(kind).zh.txt").contains("数据截至2021年5月末"), "\(kind)")
      #expect(try folder.read("pack/\(kind).md").contains("As of the end of May 2021"), "\(kind)")
    }
    #expect(names.contains("meeting-actuals.csv"))
    // What the page says repeats it.
    let command =
      "meeting-scenario.yaml --actuals meeting-actuals.csv --as-of 2021-05 --seed 1 --trials 64"
    #expect(try folder.read("pack/report.html").contains("buildout report \(command)"))
    guard Proof.isLong else { return }
    let parts = command.replacing("meeting-", with: "pack/meeting-")
    let again = try run("report \(parts) --out again")
    #expect(again.code == 0, "\(again.errors)")
    for name in names where !name.hasSuffix(".xlsx") && name != "buildout.sha256" {
      #expect(try folder.read("again/\(name)") == folder.read("pack/\(name)"), "\(name)")
    }
  }
}

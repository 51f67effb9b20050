import Foundation
import Testing

@Suite struct CommandTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Scenarios.small, to: "city.yaml")
  }

  static let fileNames = [
    "buildout.sha256", "forecast.csv", "forecast.json", "forecast.md", "forecast.txt",
    "forecast.zh.md",
    "forecast.zh.txt", "joint.csv", "leads.csv", "monthly.csv",
  ]

  @Test func runPrintsTheForecast() throws {
    let result = try CommandLineProcess.run("run", "city.yaml", "--trials", "2000", in: folder)
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("Demo\n====\n2,000 trials, seed 1, 2021-01 to 2021-12\n"))
    #expect(result.output.contains("stations-built"))
    #expect(!result.output.contains("\u{1B}"))
    #expect(result.errors.isEmpty)
    #expect(try folder.names() == ["city.yaml"])
  }

  @Test func chinese() throws {
    let result = try CommandLineProcess.run(
      "run", "city.yaml", "--trials", "2000", "--lang", "zh", in: folder)
    #expect(result.output.hasPrefix("演示\n====\n2,000次模拟，随机种子 1，2021-01至2021-12\n"))
  }

  @Test func formats() throws {
    func output(_ format: String) throws -> String {
      try CommandLineProcess.run(
        "run", "city.yaml", "--trials", "500", "--format", format, in: folder
      ).output
    }
    #expect(try output("markdown").hasPrefix("# Demo\n"))
    #expect(try output("csv").hasPrefix("id,title_en,"))
    let parsed = try JSONSerialization.jsonObject(with: Data(try output("json").utf8))
    let document = try #require(parsed as? [String: Any])
    #expect(document["trials"] as? Int == 500)
    let scenario = try #require(document["scenario"] as? [String: Any])
    #expect((scenario["sha256"] as? String)?.count == 64)
  }

  @Test("The same bytes for any number of threads and on every launch") func repeatable() throws {
    for threads in ["1", "2", "3", "2"] {
      let name = "out-" + threads
      let result = try CommandLineProcess.run(
        "run", "city.yaml", "--trials", "5000", "--seed", "7", "--threads", threads, "--out", name,
        in: folder)
      #expect(result.code == 0)
      #expect(try folder.names(in: name) == CommandTests.fileNames)
      for file in CommandTests.fileNames {
        #expect(try folder.read("\(name)/\(file)") == folder.read("out-1/\(file)"), "\(file)")
      }
    }
    let json = try folder.read("out-1/forecast.json")
    #expect(!json.contains(folder.url.lastPathComponent))
  }

  @Test func standardInput() throws {
    let command = try CommandLineProcess(["run", "-", "--trials", "100"], in: folder)
    command.process.standardInput = try FileHandle(
      forReadingFrom: folder.url.appendingPathComponent("city.yaml"))
    try command.process.run()
    let result = try command.wait()
    #expect(result.code == 0)
    #expect(
      try result.output
        == CommandLineProcess.run("run", "city.yaml", "--trials", "100", in: folder).output)
  }

  @Test func precisionStopsEarly() throws {
    let result = try CommandLineProcess.run(
      "run", "city.yaml", "--trials", "1000000", "--precision", "5", "--format", "json", in: folder)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(try #require(document["trials"] as? Int) < 10_000)
    let precision = try #require(document["precision"] as? [String: Any])
    #expect(precision["reached"] as? Bool == true && precision["wanted"] as? Double == 5)
  }

  @Test("A precision that the trials do not reach is said so", arguments: ["run", "compare"])
  func precisionOutOfReach(command: String) throws {
    let options = "options: {more: {set: {programmes.stations.steps.build.rate.poisson: 300}}}\n"
    try folder.write(Scenarios.small + options, to: "choices.yaml")
    func output(_ arguments: String...) throws -> String {
      let result = try CommandLineProcess(
        [command, "choices.yaml", "--trials", "400"] + arguments, in: folder)
      try result.process.run()
      return try result.wait().output
    }
    for format in ["text", "markdown"] {
      let english = try output("--precision", "0.05", "--format", format)
      #expect(english.contains("The precision asked for was not reached"))
      #expect(english.replacing("\n", with: " ").contains("; ±0.05 was asked for. Raise --trials."))
      #expect(
        try output("--precision", "0.05", "--format", format, "--lang", "zh").contains("未达到要求的精度"))
      for other in [try output("--format", format), try output("--precision", "50")] {
        #expect(!other.contains("The precision asked for"))
      }
    }
    let document = try #require(
      try JSONSerialization.jsonObject(
        with: Data(output("--precision", "0.05", "--format", "json").utf8)) as? [String: Any])
    let precision = try #require(document["precision"] as? [String: Any])
    #expect(precision["reached"] as? Bool == false && precision["wanted"] as? Double == 0.05)
    #expect(try #require(precision["left"] as? Double) > 0.05)
  }

  @Test("The pack, in both languages and twice the same") func report() throws {
    let options = "options: {more: {set: {programmes.stations.steps.build.rate.poisson: 300}}}\n"
    try folder.write(Scenarios.small + options, to: "choices.yaml")
    func report(_ arguments: String...) throws -> CommandLineProcess.Result {
      let command = try CommandLineProcess(
        ["report", "choices.yaml", "--trials", "500"] + arguments, in: folder)
      try command.process.run()
      return try command.wait()
    }
    for name in ["one", "two"] {
      let result = try report("--out", name)
      #expect(result.code == 0)
      #expect(result.output.isEmpty)
    }
    let ends = ["csv", "json", "md", "txt", "zh.md", "zh.txt"]
    let names = try folder.names(in: "one")
    #expect(
      names
        == (CommandTests.fileNames + ends.map { "comparison." + $0 } + ends.map { "drivers." + $0 }
        + ["options.csv", "report.html", "report.xlsx", "report.zh.html", "report.zh.xlsx"])
        .sorted())
    for name in names {
      let files = try ["one", "two"].map {
        try Data(contentsOf: folder.url.appendingPathComponent($0).appendingPathComponent(name))
      }
      #expect(files[0] == files[1] && !files[0].isEmpty, "\(name)")
    }
    let page = try report("--lang", "zh")
    #expect(page.output.hasPrefix("<!DOCTYPE html>\n<html lang=\"zh-Hans\">"))
    #expect(try folder.read("one/report.zh.html") == page.output)
  }

  /// What a former pack left must not stand beside one of a plan that has no options.
  @Test func staleComparison() throws {
    let options = "options: {more: {set: {programmes.stations.steps.build.rate.poisson: 300}}}\n"
    for (text, isThere) in [(Scenarios.small + options, true), (Scenarios.small, false)] {
      try folder.write(text, to: "choices.yaml")
      let result = try CommandLineProcess.run(
        "report", "choices.yaml", "--trials", "50", "--out", "pack", in: folder)
      #expect(result.code == 0)
      let names = try folder.names(in: "pack")
      #expect(names.contains("options.csv") == isThere)
      #expect(names.contains { $0.hasPrefix("comparison") } == isThere)
      #expect(names.contains("report.html") && !names.contains { $0.hasPrefix(".") })
    }
  }

  @Test func check() throws {
    let result = try CommandLineProcess.run("check", "city.yaml", in: folder)
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("ok: demo, 2021-01 to 2021-12\n  1 programme with 1 step\n"))
    #expect(result.output.contains("1 target: 1 firm, 0 soft"))
    #expect(result.errors.isEmpty && !result.output.contains("warning"))
  }

  @Test func warnings() throws {
    let odd = Scenarios.small.replacingOccurrences(
      of: "programmes:\n", with: "pools: {idle: {capacity: 3}, spare: {capacity: 1}}\nprogrammes:\n"
    )
    try folder.write(odd, to: "odd.yaml")
    let checked = try CommandLineProcess.run("check", "odd.yaml", in: folder)
    #expect(checked.code == 0)
    #expect(checked.output.hasPrefix("ok: demo") && checked.output.hasSuffix("\n  2 warnings\n"))
    let lines = checked.errors.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("odd.yaml:3:9: warning: no step uses pool 'idle'; "))
    let strict = try CommandLineProcess.run("check", "odd.yaml", "--strict", in: folder)
    #expect(strict.code == 65 && strict.output.isEmpty)
    #expect(strict.errors.hasPrefix("odd.yaml:3:9: error: no step uses pool 'idle'; "))
    let sound = try CommandLineProcess.run("check", "city.yaml", "--strict", in: folder)
    #expect(sound.code == 0)
    func run(_ options: String...) throws -> String {
      try CommandLineProcess.run(["run", "odd.yaml", "--trials", "200"] + options, in: folder)
        .output
    }
    let head = try run().split(separator: "\n").prefix(5)
    #expect(head.contains("2 warnings; see buildout check"))
    #expect(try run("--lang", "zh").contains("\n2条警告，详见 buildout check\n"))
    #expect(try run("--format", "json").contains("\"warnings\": 2"))
  }

  @Test func trace() throws {
    let result = try CommandLineProcess.run("trace", "city.yaml", "--trial", "3", in: folder)
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("Demo: trial 3\n"))
    #expect(result.output.contains("2021-12"))
    let near = try CommandLineProcess.run(
      "trace", "city.yaml", "--near", "stations-built@p80", "--trials", "500", "--format", "json",
      in: folder)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(near.output.utf8)) as? [String: Any])
    let number = try #require(document["trial"] as? Int)
    let again = try CommandLineProcess.run(
      "trace", "city.yaml", "--trial", "\(number)", "--format", "json", in: folder)
    #expect(again.output == near.output)
  }

  @Test("Drivers, the same for any number of threads") func drivers() throws {
    func run(_ arguments: String...) throws -> CommandLineProcess.Result {
      try CommandLineProcess.run(
        ["drivers", "city.yaml", "--trials", "600"] + arguments, in: folder)
    }
    let result = try run()
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("Demo: what drives the targets\n"))
    #expect(result.output.contains("How many firm targets are met"))
    #expect(try run("--threads", "3").output == run("--threads", "1").output)
    #expect(try run("--lang", "zh").output.hasPrefix("演示：影响目标的主要因素\n"))
    #expect(try run("--format", "csv").output.hasPrefix("target,kind,driver,"))
    let one = try run("--target", "stations-built", "--format", "json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(one.output.utf8)) as? [String: Any])
    #expect(document["targetsMet"] is NSNull)
    #expect(
      (document["targets"] as? [[String: Any]])?.map { $0["id"] as? String } == ["stations-built"])
    let wrong = try run("--target", "stations")
    #expect(wrong.code == 64)
    #expect(wrong.errors.contains("no target 'stations'; it has stations-built"))
  }

  @Test("Every assumption, and those with the largest effect") func assumptions() throws {
    func run(_ arguments: String...) throws -> CommandLineProcess.Result {
      try CommandLineProcess.run(["assumptions", "city.yaml"] + arguments, in: folder)
    }
    let result = try run("--trials", "600")
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("Demo: what the forecast rests on\n"))
    #expect(result.output.contains("Inputs with the largest effect on the forecast"))
    #expect(result.output.contains("a count, 250 on average (Poisson)"))
    #expect(
      try run("--trials", "600", "--threads", "3").output
        == run("--trials", "600", "--threads", "1").output)
    let list = try run("--trials", "0", "--lang", "zh")
    #expect(list.output.hasPrefix("演示：预测所依据的假设\n"))
    #expect(!list.output.contains("变化"))
    #expect(try run("--trials", "0", "--format", "csv").output.hasPrefix("input,value,basis,"))
    let json = try run("--trials", "600", "--format", "json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let inputs = try #require(document["inputs"] as? [[String: Any]])
    #expect(inputs.map { $0["moves"] as? Bool } == [true])
    #expect(try run("--trials", "-1").code == 64)
  }

  @Test func versionAndHelp() throws {
    let version = try CommandLineProcess.run("--version", in: folder)
    #expect(version.code == 0)
    #expect(version.output.contains(#/^\d+\.\d+\.\d+\n$/#))
    for command in [
      ["--help"], ["run", "--help"], ["report", "--help"], ["check", "--help"],
      ["trace", "--help"], ["drivers", "--help"], ["assumptions", "--help"],
    ] {
      let process = try CommandLineProcess(command, in: folder)
      try process.process.run()
      let help = try process.wait()
      #expect(help.code == 0)
      #expect(help.output.contains("EXAMPLE"))
    }
  }
}

import Foundation
import TestSupport
import Testing

/// What the README tells its reader to type.
@Suite struct ReadmeTests {
  private static let start = "swift run -c release buildout "

  /// The commands of the block for a scenario of one's own, without their comments.
  static func commands() throws -> [String] {
    try Repository.text("README.md").split(separator: "\n")
      .filter { $0.hasPrefix(start) }
      .map {
        $0.dropFirst(start.count).split(separator: "#")[0].trimmingCharacters(in: .whitespaces)
      }
      .filter { line in
        ["history", "merge"].contains { line.hasPrefix($0) } || line.contains("city.yaml")
      }
  }

  /// The tables that the README shows are what is printed today.
  @Test func itsTablesArePrinted() throws {
    let compared = try CommandLineProcess.run(
      ["compare", Repository.root.appending(path: "Scenarios/quick-start.yaml").path],
      in: TemporaryFolder())
    let printed = try Set(
      (Repository.text("Results/xixian-2021/forecast.txt") + compared.output)
        .split(separator: "\n"))
    let blocks = try Repository.text("README.md").components(separatedBy: "\n```\n")
    // A block without a language is a table.
    let tables = blocks.filter { $0.contains("\n-----") || $0.hasPrefix(" ") }
    #expect(tables.count == 2)
    for line in tables.flatMap({ $0.split(separator: "\n") }) {
      #expect(printed.contains(line), "\(line)")
    }
  }

  /// A copy of the quick start, as the README advises.
  @Test func itsCommandsRun() throws {
    let commands = try Self.commands()
    let known = [
      "init", "check", "run", "report", "drivers", "bottlenecks", "compare", "choose", "seek",
      "assumptions", "trace", "actuals", "history", "merge",
    ]
    #expect(
      Set(commands.map { $0.split(separator: " ")[0] }).map(String.init).sorted() == known.sorted())
    let folder = try TemporaryFolder()
    try folder.write(Repository.text("Scenarios/quick-start.yaml"), to: "city.yaml")
    try FileManager.default.copyItem(
      at: Repository.root.appending(path: "Tests/ScenarioFormatTests/Tables/invented-2026.xlsx"),
      to: folder.url.appending(path: "targets.xlsx"))
    for command in commands {
      var arguments = command.split(separator: " ").map(String.init)
      // A million trials are for those who want them.
      if let index = arguments.firstIndex(of: "--trials") {
        arguments[index + 1] = "40"
      } else if arguments[0] == "init" {
        // It writes over nothing, and what follows is about the copy.
        arguments = arguments.map { $0 == "city.yaml" ? "drafted.yaml" : $0 }
      } else if !["check", "actuals", "history", "merge"].contains(arguments[0]) {
        arguments += ["--trials", "40"]
      }
      let result = try CommandLineProcess.run(arguments, in: folder)
      #expect(result.code == 0, "\(command): \(result.errors)")
      #expect(
        !result.output.isEmpty || ["report", "init", "actuals"].contains(arguments[0])
          || arguments.contains("--share"), "\(command)"
      )
      if arguments[0] == "actuals" {
        let empty = try folder.read("actuals.csv")
        try folder.write(
          empty.replacing("2021-12,,,", with: "2021-12,,,1", maxReplacements: 1),
          to: "actuals.csv")
      }
    }
    #expect(try folder.read("meeting/buildout.sha256").contains("report.html"))
    #expect(try folder.read("history/july/forecast.json").contains("\"previousAsOf\": \"2021-03\""))
    #expect(try folder.read("city/forecast.zh.txt").contains("完成概率"))
  }
}

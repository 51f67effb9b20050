import Foundation
import ScenarioFormat
import Testing

/// What the command line gives to editors, shells and spreadsheets.
@Suite struct EditorTests {
  @Test func schema() throws {
    let folder = try TemporaryFolder()
    let result = try CommandLineProcess.run("schema", in: folder)
    #expect(result.code == 0)
    #expect(result.output == ScenarioSchema.document)
    #expect(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) is [String: Any])
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func completions(_ shell: String) throws {
    let folder = try TemporaryFolder()
    let script = try CommandLineProcess.run("--generate-completion-script", shell, in: folder)
    #expect(script.code == 0)
    for word in ["assumptions", "lang", "yaml", "markdown", "zh"] {
      #expect(script.output.contains(word), "\(word)")
    }
  }

  /// A double click in Excel shows Chinese; programs that read English CSV find no mark, nor does JSON have one.
  @Test func byteOrderMark() throws {
    let folder = try TemporaryFolder()
    try folder.write(try String(contentsOf: quickStart, encoding: .utf8), to: "city.yaml")
    func bytes(_ arguments: String...) throws -> [UInt8] {
      let result = try CommandLineProcess.run(
        ["run", "city.yaml", "--trials", "50"] + arguments, in: folder)
      #expect(result.code == 0)
      return Array(try Data(contentsOf: folder.url.appending(path: ".output")))
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let english = try bytes("--format", "csv")
    let chinese = try bytes("--format", "csv", "--lang", "zh", "--out", "city")
    #expect(english.starts(with: Array("id,".utf8)))
    #expect(chinese == mark + english)
    #expect(try bytes("--format", "json", "--lang", "zh").first == UInt8(ascii: "{"))
    func begins(_ file: String) throws -> Bool {
      try Data(contentsOf: folder.url.appending(path: "city/" + file)).starts(with: mark)
    }
    for file in ["forecast.csv", "monthly.csv", "joint.csv"] {
      #expect(try begins(file), "\(file)")
    }
    for file in ["forecast.json", "forecast.zh.md", "forecast.zh.txt"] {
      #expect(try !begins(file), "\(file)")
    }
  }

  private let quickStart = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Scenarios/quick-start.yaml")
}

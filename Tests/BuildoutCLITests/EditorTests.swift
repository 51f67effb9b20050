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
}

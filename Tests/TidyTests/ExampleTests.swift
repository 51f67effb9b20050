import Foundation
import TestSupport
import Testing

/// The program in the documentation is one that compiles, and prints what the page says.
@Suite struct ExampleTests {
  private static let page = "Sources/Buildout/Buildout.docc/Example.md"

  private static func block(_ language: String) throws -> String {
    let parts = try Repository.text(page).components(separatedBy: "```\(language)\n")
    return try #require(parts.dropFirst().first).components(separatedBy: "```")[0]
  }

  @Test func thePageShowsTheProgram() throws {
    #expect(try Self.block("swift") == Repository.text("Tests/Example/main.swift"))
  }

  @Test func theProgramPrintsWhatThePageSays() throws {
    let process = Process()
    process.executableURL = Products.folder.appending(path: "Example")
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try output == Self.block("text"))
  }
}

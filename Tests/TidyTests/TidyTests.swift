import Foundation
import TestSupport
import Testing

/// What the house asks of its sources, as far as it can be read off them.
@Suite struct TidyTests {
  struct Source: CustomStringConvertible, Sendable {
    let path: String
    let lines: [Substring]

    var description: String { path }
  }

  /// The files that belong to the repository, by their paths.
  static func files(under folder: String = "", ending: String) throws -> [Source] {
    let root = Repository.root.appending(path: folder)
    let found = try #require(
      FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    var sources: [Source] = []
    for case let url as URL in found {
      if url.lastPathComponent.hasPrefix(".build") {
        found.skipDescendants()
      } else if url.lastPathComponent.hasSuffix(ending) {
        let path = url.path.dropFirst(Repository.root.path.count + 1)
        let text = try String(contentsOf: url, encoding: .utf8)
        sources.append(
          Source(
            path: String(path), lines: text.split(separator: "\n", omittingEmptySubsequences: false)
          ))
      }
    }
    try #require(!sources.isEmpty, "nothing under \(folder) ends in \(ending)")
    return sources.sorted { $0.path < $1.path }
  }

  /// The module that a line imports.
  static func imported(_ line: Substring) -> Substring? {
    let words = line.split(separator: " ")
    guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
      words[..<index].allSatisfy({
        $0.hasPrefix("@") || ["public", "package", "internal", "private"].contains($0)
      })
    else { return nil }
    return words[index + 1]
  }

  /// What each module may import. The C libraries have one importer each, and only what deals with files
  /// and the terminal sees the system.
  static let walls: [(module: String, imports: Set<Substring>)] = [
    ("Sampling", ["CBatch", "CGSL"]),
    ("Buildout", ["CCache", "CVisits", "Sampling", "Synchronization"]),
    ("ScenarioFormat", ["Buildout", "Sampling", "CExpat", "CIconv", "CLibYAML", "CZlib"]),
    ("Reporting", ["Buildout", "CXLSXWriter", "Synchronization"]),
    (
      "BuildoutCLI",
      [
        "ArgumentParser", "Buildout", "CFolders", "Dispatch", "Foundation", "Reporting",
        "Sampling", "ScenarioFormat", "Synchronization",
      ]
    ),
  ]

  @Test(arguments: walls.map(\.module)) func modulesKeepTheirWalls(_ module: String) throws {
    let allowed = try #require(Self.walls.first { $0.module == module }).imports
    var used: Set<Substring> = []
    for source in try Self.files(under: "Sources/\(module)", ending: ".swift") {
      for (index, line) in source.lines.enumerated() {
        guard let name = Self.imported(line) else { continue }
        used.insert(name)
        #expect(
          allowed.contains(name), "\(source):\(index + 1): \(module) must not import \(name)")
      }
    }
    #expect(used == allowed, "what no file of \(module) imports leaves the list")
  }

  @Test func everyModuleHasAWall() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appending(path: "Sources").path)
    // System libraries begin with C and hold no Swift.
    let modules = folders.filter { !$0.hasPrefix("C") && !$0.hasPrefix(".") }
    #expect(modules.sorted() == Self.walls.map(\.module).sorted())
  }

  /// The formatter holds code to 100 characters and leaves comments alone.
  @Test func commentsAreShort() throws {
    for folder in ["Sources", "Tests"] {
      for source in try Self.files(under: folder, ending: ".swift") {
        for (index, line) in source.lines.enumerated()
        where line.drop(while: { $0 == " " }).hasPrefix("//") {
          #expect(line.count <= 120, "\(source):\(index + 1)")
        }
      }
    }
  }

  /// Whoever reads a file should get to its end.
  @Test func filesAreShort() throws {
    for source in try Self.files(under: "Sources", ending: ".swift") {
      #expect(source.lines.count <= 400, "\(source)")
    }
  }

  /// What cannot fail is written so that it cannot; what can fail says so. `try?` says neither.
  @Test func theSimulationForgetsNoError() throws {
    for source in try Self.files(under: "Sources/Buildout/Simulation", ending: ".swift") {
      for (index, line) in source.lines.enumerated() {
        #expect(!line.contains("try?"), "\(source):\(index + 1)")
      }
    }
  }

  /// A file that is moved takes its name in the documentation with it.
  @Test func documentationNamesFilesThatExist() throws {
    let folders = ["Sources/", "Tests/", "Scenarios/", "Results/", ".github/", ".ci/"]
    var named = 0
    for source in try Self.files(ending: ".md") where !source.path.contains("/Snapshots/") {
      let here = Repository.root.appending(path: source.path).deletingLastPathComponent()
      for (index, line) in source.lines.enumerated() {
        // In backticks from the root, in links from the page.
        let spans = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
          .filter { $0.offset % 2 == 1 }.map(\.element)
        let quoted = spans.filter { span in
          folders.contains { span.hasPrefix($0) } && !span.contains { " *{}".contains($0) }
        }.map { Repository.root.appending(path: String($0)) }
        let links = line.components(separatedBy: "](").dropFirst()
          .compactMap { $0.split(separator: ")").first }
          .filter { !$0.contains(":") && !$0.hasPrefix("#") && !$0.hasPrefix("/") }
          .map { here.appending(path: String($0.split(separator: "#")[0])) }
        for url in quoted + links {
          named += 1
          #expect(
            FileManager.default.fileExists(atPath: url.path),
            "\(source):\(index + 1) names \(url.lastPathComponent), which is not there")
        }
      }
    }
    #expect(named > 100)
  }
}

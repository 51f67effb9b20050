import Foundation
import TestSupport

/// The built executable, run as its users run it.
struct CommandLineProcess {
  struct Result {
    let code: Int32
    let output: String
    let errors: String
  }

  static let executable = Products.folder.appendingPathComponent("buildout")

  let process = Process()
  private let folder: TemporaryFolder

  /// A process in a folder of its own, not yet begun.
  init(_ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:])
    throws
  {
    self.folder = folder
    process.executableURL = CommandLineProcess.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    // Files rather than pipes: they never fill.
    for name in [".output", ".errors"] {
      try folder.write("", to: name)
    }
    process.standardOutput = try FileHandle(
      forWritingTo: folder.url.appendingPathComponent(".output"))
    process.standardError = try FileHandle(
      forWritingTo: folder.url.appendingPathComponent(".errors"))
  }

  func wait() throws -> Result {
    process.waitUntilExit()
    return Result(
      code: process.terminationStatus, output: try folder.read(".output"),
      errors: try folder.read(".errors"))
  }

  /// Runs the executable to its end.
  static func run(_ arguments: String..., in folder: TemporaryFolder) throws -> Result {
    try run(arguments, in: folder)
  }

  static func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Result {
    let command = try CommandLineProcess(arguments, in: folder)
    try command.process.run()
    return try command.wait()
  }
}

/// A folder that goes when the test does.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("buildout-tests-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: url.appendingPathComponent(name))
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
  }

  /// Names in the folder or one inside it, hidden ones too, without those the tests themselves make.
  func names(in name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
      .filter { ![".output", ".errors"].contains($0) }
  }
}

enum Scenarios {
  static let small = """
    scenario: {id: demo, start: 2021-01, months: 12, title: {en: Demo, zh: 演示}}
    basis: {kind: assumption, note: invented}
    programmes:
      stations:
        title: {en: 5G base stations, zh: 5G基站}
        unit: station
        steps:
          build: {rate: {poisson: 250}}
    targets:
      stations-built: {measure: stations.completed, atLeast: 3000, due: 2021-12}

    """
}

import Buildout
import Foundation
import TestSupport
import Testing

@testable import BuildoutCLI

/// Shares that are killed, and files that are not as they were written.
@Suite struct ShareSurvivalTests {
  private static let kills = Proof.isLong ? 300 : 8
  private static let changes = Proof.isLong ? 10_000 : 300

  private static let arguments = [
    "run", "city.yaml", "--trials", Proof.isLong ? "120000" : "6000", "--threads", "2",
    "--checkpoint", "0", "--share", "1/2", "--out", "shares",
  ]
  private static let part = "round-1-share-1-of-2.part"

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Repository.text("Scenarios/quick-start.yaml"), to: "city.yaml")
    return folder
  }

  private func written(_ folder: TemporaryFolder) -> [UInt8]? {
    (try? Data(contentsOf: folder.url.appendingPathComponent("shares/" + Self.part)))
      .map { [UInt8]($0) }
  }

  /// Killed at any time, a share loses no block that a checkpoint said was done, and comes to the same bytes.
  @Test func killedSharesGoOn() throws {
    let whole = try folder()
    let begun = ContinuousClock.now
    _ = try CommandLineProcess.run(Self.arguments, in: whole)
    let span =
      Double((ContinuousClock.now - begun).components.attoseconds) / 1e18
      + Double((ContinuousClock.now - begun).components.seconds)
    let expected = try #require(written(whole))

    let folder = try folder()
    var random = SystemRandomNumberGenerator()
    var (kills, done, finished) = (0, 0, 0)
    while kills < Self.kills {
      let command = try CommandLineProcess(Self.arguments, in: folder)
      try command.process.run()
      usleep(UInt32(Double.random(in: 0...span / 2, using: &random) * 1e6))
      if command.process.isRunning {
        kill(command.process.processIdentifier, SIGKILL)
        kills += 1
      }
      command.process.waitUntilExit()
      guard let bytes = written(folder) else { continue }
      let part = try PartFile(bytes)
      #expect(part.done >= done, "kill \(kills): \(part.done) trials, there were \(done)")
      done = part.done
      if part.isWhole {
        #expect(bytes == expected)
        finished += 1
        done = 0
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("shares"))
      }
    }
    let result = try CommandLineProcess.run(Self.arguments, in: folder)
    #expect(result.code == 0 && written(folder) == expected)
    print("\(kills) kills, \(finished + 1) shares finished")
  }

  /// Asked to end, a share writes down what is done, though its next checkpoint is a minute away.
  @Test func aShareThatIsAskedToEndWritesWhatIsDone() throws {
    var arguments = Self.arguments
    arguments[arguments.firstIndex(of: "0") ?? 0] = "60"
    arguments[3] = Proof.isLong ? "4000000" : "400000"
    let folder = try folder()
    let command = try CommandLineProcess(arguments, in: folder)
    try command.process.run()
    usleep(1_500_000)
    #expect(command.process.isRunning && written(folder) == nil)
    kill(command.process.processIdentifier, SIGTERM)
    command.process.waitUntilExit()
    let part = try PartFile(try #require(written(folder)))
    #expect(part.done > 0 && !part.isWhole && part.done % 256 == 0)
    #expect(command.process.terminationStatus == 128 + SIGTERM)
  }

  /// A byte changed, put in or left out anywhere, and several at once: refused, and nothing is merged.
  @Test func alteredFilesAreRefused() throws {
    let folder = try folder()
    for number in 1...2 {
      _ = try CommandLineProcess.run(
        ["run", "city.yaml", "--trials", "600", "--share", "\(number)/2", "--out", "shares"],
        in: folder)
    }
    let bytes = try #require(written(folder))
    _ = try PartFile(bytes)
    var random = SystemRandomNumberGenerator()
    for turn in 0..<Self.changes {
      var changed = bytes
      let index = Int.random(in: 0..<bytes.count, using: &random)
      switch turn % 5 {
      case 0: changed.removeLast(bytes.count - index)
      case 1: changed.insert(.random(in: 0...255, using: &random), at: index)
      case 2: changed.remove(at: index)
      default: changed[index] ^= .random(in: 1...255, using: &random)
      }
      guard changed != bytes else { continue }
      #expect(throws: PartFile.Problem.self, "turn \(turn), byte \(index)") {
        try PartFile(changed)
      }
    }
    var changed = bytes
    changed[bytes.count / 2] ^= 1
    try Data(changed).write(to: folder.url.appendingPathComponent("shares/" + Self.part))
    for further in [[], ["--partial"]] {
      let merged = try CommandLineProcess.run(["merge", "shares"] + further, in: folder)
      #expect(merged.code == 65 && merged.output.isEmpty)
      #expect(merged.errors.contains("damaged or cut short"), "\(merged.errors)")
    }
    let again = try CommandLineProcess.run(
      ["run", "city.yaml", "--trials", "600", "--share", "1/2", "--out", "shares"], in: folder)
    #expect(again.code == 0 && again.errors.contains("begins anew"), "\(again.errors)")
    #expect(written(folder) == bytes)
  }
}

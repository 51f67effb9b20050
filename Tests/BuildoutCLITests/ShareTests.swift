import Foundation
import TestSupport
import Testing

import Buildout

@testable import BuildoutCLI

/// Shares of a run in files, as the command line writes and merges them.
@Suite struct SharedRunTests {
  private static let scenario = "Scenarios/quick-start.yaml"

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Repository.text(Self.scenario), to: "city.yaml")
    return folder
  }

  private func share(
    _ number: Int, of count: Int, _ further: [String] = [], in folder: TemporaryFolder
  ) throws -> CommandLineProcess.Result {
    try CommandLineProcess.run(
      ["run", "city.yaml", "--share", "\(number)/\(count)", "--out", "shares"] + further, in: folder
    )
  }

  private func contents(_ name: String, in folder: TemporaryFolder) throws -> [String: Data] {
    let url = folder.url.appendingPathComponent(name)
    var files: [String: Data] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: url.path) {
      files[file] = try Data(contentsOf: url.appendingPathComponent(file))
    }
    return files
  }

  /// Text, Markdown, CSV, JSON, both languages and the files of --out: the same bytes as of one run.
  @Test func mergedSharesAreTheRun() throws {
    let folder = try folder()
    let trials = ["--trials", "900"]
    for number in [3, 1, 4, 2] {
      let threads = number % 2 + 1
      let result = try share(number, of: 4, trials + ["--threads", "\(threads)"], in: folder)
      #expect(result.code == 0 && result.output.isEmpty, "\(result.errors)")
    }
    let shown = [("text", "en"), ("markdown", "zh"), ("csv", "zh"), ("json", "en")]
    for (format, language) in shown {
      let shown = ["--format", format, "--lang", language]
      let run = try CommandLineProcess.run(
        ["run", "city.yaml", "--out", "whole"] + trials + shown, in: folder)
      let merged = try CommandLineProcess.run(
        ["merge", "shares", "--out", "merged"] + shown, in: folder)
      #expect(merged.code == 0, "\(merged.errors)")
      #expect(merged.output == run.output)
      #expect(try contents("merged", in: folder) == contents("whole", in: folder))
    }
  }

  /// The same given what is known of the year.
  @Test func mergedSharesGivenActuals() throws {
    let folder = try TemporaryFolder()
    try folder.write(Scenarios.small, to: "city.yaml")
    try folder.write("id,month,value\nstations.completed,2021-05,1210\n", to: "may.csv")
    let further = ["--trials", "300", "--actuals", "may.csv"]
    for number in 1...2 {
      let result = try share(number, of: 2, further, in: folder)
      #expect(result.code == 0, "\(result.errors)")
    }
    let run = try CommandLineProcess.run(
      ["run", "city.yaml", "--out", "whole"] + further, in: folder)
    let merged = try CommandLineProcess.run(["merge", "shares", "--out", "merged"], in: folder)
    #expect(merged.code == 0 && merged.output == run.output, "\(merged.errors)")
    #expect(try contents("merged", in: folder) == contents("whole", in: folder))
  }

  @Test func mergedSharesOfAnOption() throws {
    let other = try self.folder()
    for number in 1...2 {
      _ = try share(number, of: 2, ["--trials", "600", "--option", "second-team"], in: other)
    }
    let plain = try CommandLineProcess.run(
      ["run", "city.yaml", "--trials", "600", "--option", "second-team"], in: other)
    #expect(try CommandLineProcess.run(["merge", "shares"], in: other).output == plain.output)
  }

  /// A comparison is merged as a forecast is.
  @Test func mergedSharesOfAComparison() throws {
    let folder = try folder()
    let options = ["--options", "both,fast-track", "--trials", "800"]
    for number in [2, 3, 1] {
      let result = try CommandLineProcess.run(
        ["compare", "city.yaml", "--share", "\(number)/3", "--out", "shares"] + options, in: folder)
      #expect(result.code == 0, "\(result.errors)")
    }
    let run = try CommandLineProcess.run(
      ["compare", "city.yaml", "--out", "whole", "--format", "json"] + options, in: folder)
    let merged = try CommandLineProcess.run(
      ["merge", "shares", "--out", "merged", "--format", "json"], in: folder)
    #expect(merged.code == 0 && merged.output == run.output, "\(merged.errors)")
    #expect(try contents("merged", in: folder) == contents("whole", in: folder))
  }

  /// Missing shares are named as Slurm takes them, and what is there can be merged all the same.
  @Test func gapsAreNamed() throws {
    let folder = try folder()
    for number in [1, 2, 4, 5, 6, 10] {
      _ = try share(number, of: 10, ["--trials", "2560"], in: folder)
    }
    let refused = try CommandLineProcess.run(["merge", "shares"], in: folder)
    #expect(refused.code == 66 && refused.output.isEmpty)
    #expect(refused.errors.contains("--array=3,7-9"))
    let partial = try CommandLineProcess.run(["merge", "shares", "--partial"], in: folder)
    #expect(partial.code == 0)
    let there = try CommandLineProcess.run(
      ["merge", "shares", "--partial", "--out", "./shares/"], in: folder)
    #expect(there.code == 64 && there.errors.contains("folder of the shares"), "\(there.errors)")
    #expect(partial.output.contains("1,536 of 2,560 trials"))
    for number in [3, 7, 8, 9] {
      _ = try share(number, of: 10, ["--trials", "2560"], in: folder)
    }
    let merged = try CommandLineProcess.run(["merge", "shares", "--partial"], in: folder)
    let run = try CommandLineProcess.run(["run", "city.yaml", "--trials", "2560"], in: folder)
    #expect(merged.output == run.output)
  }

  /// Whoever mixes runs is told what differs.
  @Test(arguments: [
    (["--seed", "2"], "seed 1", "seed 2"), (["--trials", "800"], "600 trials", "800 trials"),
    (["--option", "second-team"], "no option", "option second-team"),
  ])
  func otherRunsAreRefused(_ further: [String], _ mine: String, _ others: String) throws {
    let folder = try folder()
    _ = try share(1, of: 2, ["--trials", "600"], in: folder)
    let other = further[0] == "--trials" ? further : ["--trials", "600"] + further
    let result = try share(2, of: 2, other, in: folder)
    #expect(result.code == 0, "\(result.errors)")
    let merged = try CommandLineProcess.run(["merge", "shares"], in: folder)
    #expect(merged.code == 65 && merged.output.isEmpty)
    #expect(merged.errors.contains(mine) && merged.errors.contains(others), "\(merged.errors)")
    let again = try share(1, of: 2, other, in: folder)
    #expect(again.code == 64 && again.errors.contains(mine), "\(again.errors)")
  }

  /// Another scenario is refused before anything is simulated.
  @Test func anotherScenarioIsRefused() throws {
    let folder = try folder()
    _ = try share(1, of: 2, ["--trials", "600"], in: folder)
    try folder.write(
      Repository.text(Self.scenario).replacingOccurrences(of: "months: 12", with: "months: 13"),
      to: "city.yaml")
    let result = try share(2, of: 2, ["--trials", "600"], in: folder)
    #expect(result.code == 64 && result.errors.contains("share-scenario.yaml"), "\(result.errors)")
  }

  /// A whole file that is not of this share stays as it is.
  @Test func noOtherShareIsReplaced() throws {
    let folder = try folder()
    func part(_ number: Int) -> URL {
      folder.url.appendingPathComponent("shares/round-1-share-\(number)-of-2.part")
    }
    for number in 1...2 { _ = try share(number, of: 2, ["--trials", "600"], in: folder) }
    try FileManager.default.removeItem(at: part(1))
    try FileManager.default.moveItem(at: part(2), to: part(1))
    let before = try contents("shares", in: folder)
    let renamed = try share(1, of: 2, ["--trials", "600"], in: folder)
    #expect(renamed.code == 64 && renamed.errors.contains("holds share 2/2"), "\(renamed.errors)")
    #expect(try contents("shares", in: folder) == before)
    let bytes = [UInt8](try Data(contentsOf: part(1))).dropLast(65)
    let old =
      Array(
        String(decoding: bytes.prefix(16), as: UTF8.self).replacing("part 2", with: "part 1").utf8)
      + bytes.dropFirst(16)
    try Data(old + Array((SHA256.hex(old) + "\n").utf8)).write(to: part(1))
    let other = try share(1, of: 2, ["--trials", "600"], in: folder)
    #expect(other.code == 65 && other.errors.contains("in format 1"), "\(other.errors)")
  }

  /// Rounds that nobody ran are named together, and what is no file is called so.
  @Test func whatIsMissingIsNamedInFewWords() throws {
    let folder = try folder()
    let far = try share(2, of: 2, ["--trials", "512", "--round", "1000000"], in: folder)
    #expect(far.code == 0, "\(far.errors)")
    let merged = try CommandLineProcess.run(["merge", "shares"], in: folder)
    #expect(merged.code == 66)
    #expect(merged.errors.contains("1999999 of the 2000000 shares"))
    #expect(merged.errors.contains("--array=1-2 in rounds 1 to 999999, --array=1 in round 1000000"))
    let both = try CommandLineProcess.run(
      ["merge", "shares", "--partial", "--precision", "1"], in: folder)
    #expect(both.code == 64 && both.errors.contains("leave out --partial"))
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("shares/x.part"), withIntermediateDirectories: false)
    let folderRead = try CommandLineProcess.run(["merge", "shares"], in: folder)
    #expect(folderRead.code == 66 && folderRead.errors.contains("it is no file"))
  }

  /// What is wrong with a share's arguments is said in Chinese too.
  @Test(arguments: [
    ["--share", "1/2", "--trials", "500", "--round", "2"], ["--share", "1/2", "--round", "0"],
    ["--share", "1/2", "--checkpoint", "61"], ["--share", "1/200000"],
  ])
  func argumentsAreRefusedInChinese(_ arguments: [String]) throws {
    let result = try CommandLineProcess.run(
      ["run", "city.yaml", "--lang", "zh", "--out", "shares"] + arguments, in: folder())
    let line = result.errors.split(separator: "\n").first ?? ""
    #expect(result.code == 64 && line.hasPrefix("错误："))
    #expect(line.firstMatch(of: /[a-z]+ [a-z]+ [a-z]+/) == nil, "\(line)")
  }

  /// A share that is there twice is refused.
  @Test func overlapsAreRefused() throws {
    let folder = try folder()
    for number in 1...2 { _ = try share(number, of: 2, ["--trials", "600"], in: folder) }
    let shares = folder.url.appendingPathComponent("shares")
    try FileManager.default.copyItem(
      at: shares.appendingPathComponent("round-1-share-2-of-2.part"),
      to: shares.appendingPathComponent("copy.part"))
    let merged = try CommandLineProcess.run(["merge", "shares"], in: folder)
    #expect(merged.code == 65 && merged.errors.contains("the same share, 2/2"), "\(merged.errors)")
  }

  /// Rounds go on until the precision is reached, and come to a run of as many trials.
  @Test func roundsReachAPrecision() throws {
    let folder = try folder()
    var rounds = 0
    while rounds < 20 {
      rounds += 1
      for number in 1...2 {
        let result = try share(
          number, of: 2, ["--trials", "512", "--round", "\(rounds)"], in: folder)
        #expect(result.code == 0, "\(result.errors)")
      }
      let merged = try CommandLineProcess.run(
        ["merge", "shares", "--precision", "2.5"], in: folder)
      guard merged.code == 75 else { break }
      #expect(merged.output.isEmpty && merged.errors.contains("round \(rounds + 1)"))
    }
    #expect(rounds > 1)
    let merged = try CommandLineProcess.run(["merge", "shares"], in: folder)
    let run = try CommandLineProcess.run(
      ["run", "city.yaml", "--trials", "\(512 * rounds)"], in: folder)
    #expect(merged.output == run.output)
    let refused = try share(1, of: 2, ["--trials", "500", "--round", "2"], in: folder)
    #expect(refused.code == 64 && refused.errors.contains("--trials 256"))
  }

  /// A changed byte anywhere, and a file that ends early, are refused.
  @Test func damageIsRefused() throws {
    let run = SharedRun(
      command: .run, scenario: String(repeating: "a", count: 64), options: [], actuals: nil,
      asOf: nil, engine: buildoutVersion, streams: 3, seed: 1, trials: 512, shares: 1)
    let share = try #require(Share(1, of: 1))
    let content = (0..<500).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let bytes = PartFile(run: run, share: share, round: 1, done: 512, content: content).bytes
    #expect(try PartFile(bytes).content == content)
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= UInt8(1 << (index % 8))
      #expect(throws: PartFile.Problem.self) { try PartFile(changed) }
      #expect(throws: PartFile.Problem.self) { try PartFile(Array(bytes[..<index])) }
    }
    #expect(throws: PartFile.Problem.damaged) { try PartFile(bytes + [10]) }
  }

  /// What cannot be merged is refused with the reason.
  @Test(arguments: ["drivers", "choose", "seek", "bottlenecks"])
  func otherCommandsHaveNoShares(_ command: String) throws {
    var arguments = [command, "city.yaml", "--share", "1/2"]
    if command == "choose" { arguments += ["--budget", "20"] }
    if command == "seek" {
      arguments += ["--vary", "pools.crews.capacity", "--between", "1..3", "--target", "roads-km"]
    }
    let result = try CommandLineProcess.run(arguments, in: folder())
    #expect(
      result.code == 64 && result.errors.contains("run and compare alone"), "\(result.errors)")
  }

  /// An estimate says what the run takes, in both languages, and writes nothing.
  @Test func anEstimateIsPrinted() throws {
    let folder = try folder()
    let english = try CommandLineProcess.run(
      ["run", "city.yaml", "--estimate", "--trials", "20000"], in: folder)
    #expect(english.code == 0 && english.output.contains("20000 trials, on one core each:"))
    #expect(english.output.contains("  8 shares: "), "\(english.output)")
    let chinese = try CommandLineProcess.run(
      ["run", "city.yaml", "--estimate", "--trials", "512", "--lang", "zh"], in: folder)
    #expect(chinese.code == 0 && chinese.output.contains("512 次模拟"), "\(chinese.output)")
    let refused = try CommandLineProcess.run(
      ["run", "city.yaml", "--estimate", "--out", "there"], in: folder)
    #expect(refused.code == 64)
  }

  @Test func slurmNamesShares() {
    #expect(SlurmArray.text([3, 7, 8, 9]) == "3,7-9")
    #expect(SlurmArray.text([1]) == "1")
    #expect(SlurmArray.text([1, 2, 4, 6, 7]) == "1-2,4,6-7")
  }
}

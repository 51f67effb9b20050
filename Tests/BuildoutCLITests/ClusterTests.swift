import Foundation
import TestSupport
import Testing

/// Shares as the documentation has them run by others: by Slurm, GNU parallel and make, with its own scripts.
@Suite struct ClusterTests {
  private static let isAsked =
    Proof.isLong || ProcessInfo.processInfo.environment["BUILDOUT_CLUSTER"] == "1"
  private static let skipped: Comment =
    "takes minutes and starts a Slurm of its own; ask for it with BUILDOUT_CLUSTER=1"

  /// The script of the page of the shares that has some words in it.
  private func script(with words: String) throws -> String {
    let page = try Repository.text("Sources/Buildout/Buildout.docc/Shares.md")
    let blocks = page.components(separatedBy: "\n```").enumerated().filter { $0.offset % 2 == 1 }
    let found = try #require(blocks.map(\.element).first { $0.contains(words) })
    return found.split(separator: "\n", maxSplits: 1).dropFirst().joined() + "\n"
  }

  private func run(_ script: String, _ further: [String] = []) throws -> CommandLineProcess.Result {
    let folder = try TemporaryFolder()
    try folder.write(self.script(with: "--job-name=share"), to: "share.sbatch")
    try folder.write(self.script(with: "--job-name=merge"), to: "merge.sbatch")
    try folder.write(self.script(with: "parallel --jobs"), to: "parallel.sh")
    let command = try CommandLineProcess(
      [
        Repository.root.appending(path: "Tests/Cluster/" + script).path,
        CommandLineProcess.executable.path,
        Repository.root.appending(path: "Scenarios/quick-start.yaml").path, folder.url.path,
      ] + further, in: folder)
    command.process.executableURL = URL(filePath: "/bin/bash")
    try command.process.run()
    return try command.wait()
  }

  private func expectDone(_ result: CommandLineProcess.Result) {
    if result.code == 77 {
      print(result.output)
    } else {
      #expect(result.code == 0, "\(result.output)\(result.errors)")
    }
  }

  /// Shares killed and queued again, a node taken down, one share that fails for ever: the bytes of the run each
  /// time.
  @Test(.enabled(if: isAsked, skipped), .timeLimit(.minutes(20)))
  func slurmRunsShares() throws { expectDone(try run("slurm.sh", [Self.trials])) }

  @Test(.enabled(if: isAsked, skipped), .timeLimit(.minutes(20)))
  func parallelRunsShares() throws { expectDone(try run("parallel.sh", [Self.trials])) }

  /// Enough for a share to be killed in the middle.
  #if DEBUG
    private static let trials = "20000"
  #else
    private static let trials = "4000000"
  #endif

  /// The makefile makes each share once.
  @Test func makeRunsShares() throws {
    let folder = try TemporaryFolder()
    try folder.write(Repository.text("Scenarios/quick-start.yaml"), to: "city.yaml")
    let makefile = try script(with: "$(foreach").replacingOccurrences(
      of: "--trials 1000000", with: "--trials 600")
    try folder.write(makefile, to: "Makefile")
    let tools = CommandLineProcess.executable.deletingLastPathComponent().path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let command = try CommandLineProcess([], in: folder, environment: ["PATH": tools + ":" + path])
    command.process.executableURL = URL(filePath: "/usr/bin/make")
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/make") else {
      print("skipped: there is no make")
      return
    }
    try command.process.run()
    let result = try command.wait()
    #expect(result.code == 0, "\(result.errors)")
    let run = try CommandLineProcess.run(["run", "city.yaml", "--trials", "600"], in: folder)
    #expect(run.output == (try folder.read("forecast/forecast.txt")))
  }
}

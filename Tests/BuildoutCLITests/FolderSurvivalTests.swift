import Foundation
import TestSupport
import Testing

@testable import BuildoutCLI

/// Whatever fails and whenever the process dies, a folder holds wholly the earlier files or wholly the
/// new ones, and what is not Buildout's is there.
///
/// Every day at the operations that matter most; at each single one with `BUILDOUT_PROOF=1`.
@Suite(.serialized, .enabled(if: FaultInjection.isAvailable, FaultInjection.skipped))
struct FolderSurvivalTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Scenarios.small, to: "city.yaml")
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let old: String
    let new: String
    let mode: String
    var error = ENOSPC
    var swaps = true
    /// Whether a folder and other things of the user's are in it.
    var holdsMore = true

    var testDescription: String {
      "\(new) after \(old), \(mode) \(error)\(swaps ? "" : ", no exchange")\(holdsMore ? ", more" : "")"
    }

    var faults: [String: String] {
      ["FAULTS_MODE": mode, "FAULTS_ERROR": "\(error)"].merging(
        swaps ? [:] : ["FAULTS_SWAP": "no"]
      ) { $1 }
    }
  }

  static let everyday = [
    Case(old: "report", new: "run", mode: "kill"),
    Case(old: "report", new: "run", mode: "forever"),
    Case(old: "run", new: "report", mode: "forever", error: EIO),
    Case(old: "run", new: "run", mode: "once"),
    Case(old: "nothing", new: "run", mode: "kill", holdsMore: false),
  ]

  static let long = [
    ("kill", ENOSPC), ("once", ENOSPC), ("once", EINVAL), ("forever", EIO),
  ].flatMap { mode, error in
    [("report", "report"), ("report", "run"), ("run", "report"), ("run", "run")].map { old, new in
      Case(old: old, new: new, mode: mode, error: error)
    }
      + ["run", "report"].map {
        Case(old: "nothing", new: $0, mode: mode, error: error, holdsMore: false)
      }
  }

  private func arguments(_ command: String, seed: Int, _ out: String) -> [String] {
    [command, "city.yaml", "--trials", "20", "--threads", "1", "--seed", "\(seed)", "--out", out]
  }

  /// The places at which something fails. Every day these are few of those before and while the files are
  /// written, and most of those after that.
  private func places(_ operations: [String]) -> [Int] {
    guard !Proof.isLong else { return Array(operations.indices) }
    let written = operations.lastIndex(of: "fsync") ?? 0
    let isOfFiles = ["create", "write", "fsync", "unlink", "look"]
    return operations.indices.filter {
      !isOfFiles.contains(operations[$0]) || $0 % 37 == 0 || $0 == written || $0 == written - 1
    }
  }

  /// Puts an earlier result at `out`, alike every time.
  private func setUp(_ example: Case) throws {
    let files = FileManager.default
    // Whatever the process before has left.
    for name in try folder.names() where name != "city.yaml" && name != "kept" {
      try files.removeItem(atPath: folder.path(name))
    }
    guard example.old != "nothing" else { return }
    if !files.fileExists(atPath: folder.path("kept")) {
      let result = try CommandLineProcess.run(arguments(example.old, seed: 1, "kept"), in: folder)
      #expect(result.code == 0, "\(result.errors)")
    }
    try files.copyItem(atPath: folder.path("kept"), toPath: folder.path("out"))
    guard example.holdsMore else { return }
    try files.createDirectory(
      atPath: folder.path("out/minutes/2021"), withIntermediateDirectories: true)
    try folder.write("mine", to: "out/minutes/2021/january.txt")
    try folder.write("mine too", to: "out/notes.txt")
    try files.setAttributes([.posixPermissions: 0o400], ofItemAtPath: folder.path("out/notes.txt"))
    try files.createSymbolicLink(
      atPath: folder.path("out/latest"), withDestinationPath: "minutes/2021")
    try files.createSymbolicLink(
      atPath: folder.path("out/gone"), withDestinationPath: "nowhere")
    #expect(mkfifo(folder.path("out/pipe"), 0o600) == 0)
  }

  @Test(arguments: Proof.isLong ? long : everyday)
  func isWhollyOldOrNew(_ example: Case) throws {
    let command = arguments(example.new, seed: 2, "out")
    try setUp(example)
    let old = FolderState(folder.path("out"))
    let operations = try FaultInjection.operations(command, in: folder, example.faults)
    let new = FolderState(folder.path("out"))
    #expect(new != old)
    #expect(new.entries["report.html"] == nil || example.new == "report")
    #expect(operations.contains("exchange") == (example.old != "nothing"))

    for place in places(operations) {
      let operation = operations[place]
      try setUp(example)
      let result = try FaultInjection.run(
        command, in: folder, example.faults.merging(["FAULTS_AT": "\(place + 1)"]) { $1 })
      let found = FolderState(folder.path("out"))
      let told: Comment = "\(operation) \(place + 1) of \(operations.count): \(result)"
      #expect(found == old || found == new, told)
      if example.mode != "kill" {
        #expect(result.code == 0 || result.code == 73, told)
        #expect(result.code != 0 || found == new, told)
        #expect(result.code == 0 || result.errors.hasPrefix("error: cannot write "), told)
      }
      // A later run goes well and leaves nothing hidden behind.
      let isClean = try !folder.names().contains { $0.hasPrefix(".") }
      if isClean && !Proof.isLong { continue }
      let later = try CommandLineProcess.run(command, in: folder)
      #expect(later.code == 0, "\(told) \(later)")
      #expect(FolderState(folder.path("out")) == new, told)
      #expect(try !folder.names().contains { $0.hasPrefix(".") }, told)
    }
  }

  /// A file system that cannot exchange names has a moment without the folder. Nothing is lost or mixed:
  /// it is there, or it is under a hidden name that an error says and from which the next run takes it.
  @Test(arguments: Proof.isLong ? ["kill", "once", "forever"] : ["kill", "forever"])
  func withoutExchange(mode: String) throws {
    let example = Case(old: "run", new: "run", mode: mode, swaps: false)
    let command = arguments(example.new, seed: 2, "out")
    try setUp(example)
    let old = FolderState(folder.path("out"))
    let operations = try FaultInjection.operations(command, in: folder, example.faults)
    let new = FolderState(folder.path("out"))
    #expect(new != old && operations.contains("rename") && !operations.contains("exchange"))
    for place in places(operations) {
      let operation = operations[place]
      try setUp(example)
      let result = try FaultInjection.run(
        command, in: folder, example.faults.merging(["FAULTS_AT": "\(place + 1)"]) { $1 })
      let told: Comment = "\(operation) \(place + 1) of \(operations.count): \(result)"
      let own = OutputFile.allNames
      let found = FolderState(folder.path("out")).entries.filter { own.contains($0.key) }
      let states = [old, new].map { $0.entries.filter { own.contains($0.key) } }
      #expect(found.isEmpty || states.contains(found), told)
      if found.isEmpty {
        let hidden = try folder.names().filter { $0.hasPrefix(".") && $0.hasSuffix(".before") }
        #expect(hidden.map { FolderState(folder.path($0)) } == [old], told)
        #expect(mode == "kill" || result.errors.contains(hidden[0]), told)
      }
      let later = try CommandLineProcess.run(command, in: folder)
      #expect(later.code == 0, "\(told) \(later)")
      #expect(FolderState(folder.path("out")) == new, told)
      #expect(try !folder.names().contains { $0.hasPrefix(".") }, told)
    }
  }
}

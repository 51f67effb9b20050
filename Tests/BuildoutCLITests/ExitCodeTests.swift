import Foundation
import Testing

@Suite("Whatever goes wrong has a code, a sentence, and leaves nothing behind")
struct ExitCodeTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Scenarios.small, to: "city.yaml")
  }

  private func run(_ line: String) throws -> CommandLineProcess.Result {
    let command = try CommandLineProcess(line.split(separator: " ").map(String.init), in: folder)
    try command.process.run()
    return try command.wait()
  }

  @Test(arguments: [
    ("run", "<scenario>"), ("run city.yaml --trials 0", "must be from 1 to 1000000000"),
    ("run city.yaml --trials 1000000001", "must be from 1 to 1000000000"),
    ("run city.yaml --trials many", "'many' is invalid"),
    ("run city.yaml --trials 1e4", "'1e4' is invalid for '--trials <trials>': write 10000."),
    ("compare city.yaml --trials 10,000", ": write 10000."),
    ("drivers city.yaml --trials 10k", ": write 10000."),
    ("assumptions city.yaml --trials 2.5k", ": write 2500."),
    ("run city.yaml --seed 1_000", ": write 1000."), ("run city.yaml --threads 2.0", ": write 2."),
    ("trace city.yaml --trial 1e3", ": write 1000."),
    ("run city.yaml --trials \u{1B}[31m5", "'\\x1B[31m5' is invalid"),
    ("run city.yaml --option \u{1B}]0;x\u{7}", "no option '\\x1B]0;x\\x07'"),
    ("run city.yaml \u{202E}extra", "\\u{202E}extra"),
    ("run city.yaml --precision 0", "must be from 0.01 to 50"),
    ("run city.yaml --precision nan", "must be from 0.01 to 50"),
    ("run city.yaml --threads 0", "must be from 1 to 256"),
    ("run city.yaml --threads 257", "must be from 1 to 256"),
    ("run city.yaml --seed -1", "--seed"), ("run city.yaml --lang fr", "'fr' is invalid"),
    ("run city.yaml --format xml", "'xml' is invalid"), ("walk city.yaml", "walk"),
    ("trace city.yaml", "Give one of --trial and --near"),
    ("trace city.yaml --trial 1 --near x@p80", "Give one of --trial and --near"),
    ("trace city.yaml --trial 1000000000", "must be from 0 to 999999999"),
    ("trace city.yaml --near stations-built@p0", "is invalid"),
    ("trace city.yaml --near stations-built", "is invalid"),
    ("trace city.yaml --near nothing@p80", "it has stations-built"),
    ("run city.yaml --trials 5 --trials 6", "--trials is given twice"),
    ("run city.yaml --trials=5 --trials=6", "--trials is given twice"),
    ("run city.yaml --option a --option b", "--option is given twice"),
    ("run --seed 1 city.yaml --trials 9 --seed 1", "--seed is given twice"),
    ("compare city.yaml --options a --options b", "--options is given twice"),
    ("report city.yaml --out a --out b", "--out is given twice"),
    ("drivers city.yaml --target a --target b", "--target is given twice"),
    ("assumptions city.yaml --lang zh --lang en", "--lang is given twice"),
    ("trace city.yaml --trial 1 --trial 2", "--trial is given twice"),
    (
      "seek city.yaml --vary a --vary b --between 1..2 --target all", "seek varies one number"
    ),
    (
      "seek city.yaml --vary a --between -2..2 --between 1..2 --target all",
      "--between is given twice"
    ),
  ]) func usage(line: String, says: String) throws {
    let result = try run(line)
    #expect(result.code == 64)
    #expect(result.errors.contains(says), "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(!result.errors.unicodeScalars.contains { $0 != "\n" && $0.acts })
  }

  /// What would act on a terminal is never printed as it is.
  @Test func namesThatAct() throws {
    let name = "\u{1B}[2J\n\u{9B}31m.yaml"
    let shown = "\\x1B[2J\\n\\x9B31m.yaml"
    try folder.write("scenario: 1\n", to: name)
    for arguments in [
      ["check", name], ["run", name + ".none"], ["run", "city.yaml", "--out", name],
      ["run", "city.yaml", "--out", name + "/in"],
    ] {
      let result = try CommandLineProcess.run(arguments, in: folder)
      #expect(result.code != 0)
      #expect(result.errors.contains(shown), "\(result.errors)")
      #expect(!result.errors.unicodeScalars.contains { $0 != "\n" && $0.acts })
    }
    let written = try CommandLineProcess.run(
      ["run", "city.yaml", "--trials", "20", "--out", "\u{1B}[2J\n"], in: folder)
    #expect(written.code == 0)
    #expect(written.errors == "Wrote the forecast to \\x1B[2J\\n\n")
  }

  @Test(arguments: ["run", "check", "trace --trial 1"]) func faults(command: String) throws {
    try folder.write(
      Scenarios.small.replacing("rate", with: "rat").replacing("unit", with: "unti"),
      to: "faulty.yaml")
    var words = command.split(separator: " ").map(String.init)
    words.insert("faulty.yaml", at: 1)
    if command == "run" { words += ["--out", "results"] }
    let result = try run(words.joined(separator: " "))
    #expect(result.code == 65)
    let lines = result.errors.split(separator: "\n")
    #expect(lines.count >= 3, "\(result.errors)")
    #expect(lines.dropLast().allSatisfy { $0.contains(#/^faulty\.yaml:\d+:\d+: error: /#) })
    #expect(result.output.isEmpty)
    #expect(try folder.names() == ["city.yaml", "faulty.yaml"])
  }

  @Test func filesThatCannotBeRead() throws {
    for (path, says) in [("nowhere.yaml", "cannot read nowhere.yaml"), (".", "is a folder")] {
      let result = try run("run \(path)")
      #expect(result.code == 66)
      #expect(result.errors.contains(says))
    }
    try folder.write(String(repeating: "# nothing\n", count: 900_000), to: "long.yaml")
    let result = try run("check long.yaml")
    #expect(result.code == 65)
    #expect(result.errors.contains("8000000 bytes"))
  }

  /// None of these is waited for.
  @Test func whatIsNoFile() throws {
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("gone"), withDestinationPath: "nowhere.yaml")
    for (path, says) in [
      ("pipe", "cannot read pipe: it is a pipe; give the scenario in a file, or by standard input"),
      ("/dev/null", "cannot read /dev/null: it is a device;"),
      ("gone", "cannot read gone: it is a link to nowhere.yaml, which does not exist"),
    ] {
      let result = try run("check \(path)")
      #expect(result.code == 66)
      #expect(result.errors.contains(says), "\(result.errors)")
    }
  }

  /// As a shell's `<(...)` does it.
  @Test(arguments: ["/dev/stdin", "/dev/fd/0", "-"]) func aPipeThatIsOpen(path: String) throws {
    let command = try CommandLineProcess(["check", path], in: folder)
    let pipe = Pipe()
    command.process.standardInput = pipe
    try command.process.run()
    // It waits for what is to come.
    Thread.sleep(forTimeInterval: 0.3)
    try pipe.fileHandleForWriting.write(contentsOf: Data(Scenarios.small.utf8))
    try pipe.fileHandleForWriting.close()
    let result = try command.wait()
    #expect(result.code == 0, "\(result.errors)")
  }

  @Test(
    "Too few threads are an error rather than a wait without end",
    .enabled(if: FaultInjection.isAvailable, FaultInjection.skipped), arguments: [0, 2])
  func threads(most: Int) throws {
    let result = try FaultInjection.run(
      ["run", "city.yaml", "--trials", "20", "--out", "results"], in: folder,
      ["FAULTS_THREADS": "\(most)"])
    #expect(result.code == 71)
    #expect(result.errors.hasPrefix("error: the system lets buildout start only \(most) of the "))
    #expect(try folder.names() == ["city.yaml"])
  }

  @Test(
    "The workbook library's words are not printed",
    .enabled(if: FaultInjection.isAvailable, FaultInjection.skipped))
  func workbookWithoutRoom() throws {
    let result = try FaultInjection.run(
      ["report", "city.yaml", "--trials", "20", "--out", "results"], in: folder,
      ["FAULTS_AT": "2", "FAULTS_MODE": "forever"])
    #expect(result.code == 73)
    #expect(result.errors.hasPrefix("error: cannot write the workbook: "))
    #expect(result.errors.contains("The system says: No space left on device."))
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    #expect(try folder.names() == ["city.yaml"])
  }

  @Test func foldersThatCannotBeWritten() throws {
    let result = try run("run city.yaml --trials 100 --out city.yaml")
    #expect(result.code == 73)
    #expect(result.errors.contains("it is a file; --out names a folder"))
    #expect(result.output.isEmpty)
    #expect(try run("run city.yaml --trials 100 --out city.yaml/results").code == 73)
    #expect(try folder.read("city.yaml") == Scenarios.small)
  }

  @Test func otherFilesAreLeftAlone() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("results"), withIntermediateDirectories: false)
    try folder.write("mine", to: "results/notes.txt")
    try folder.write("old", to: "results/forecast.txt")
    #expect(try run("run city.yaml --trials 100 --out results/").code == 0)
    #expect(
      try folder.names(in: "results") == (CommandTests.fileNames + ["notes.txt"]).sorted())
    #expect(try folder.read("results/notes.txt") == "mine")
    #expect(try folder.read("results/forecast.txt").hasPrefix("Demo\n"))
  }

  @Test("A place that is taken leaves every file as it was") func allOrNone() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("results/joint.csv"), withIntermediateDirectories: true)
    try folder.write("old", to: "results/forecast.txt")
    let result = try run("run city.yaml --trials 100 --out results")
    #expect(result.code == 73)
    #expect(try folder.names(in: "results") == ["forecast.txt", "joint.csv"])
    #expect(try folder.read("results/forecast.txt") == "old")
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func interrupted(signal: Int32, code: Int32) throws {
    let command = try CommandLineProcess(
      ["run", "-", "--trials", "1000000000", "--out", "results"], in: folder)
    let pipe = Pipe()
    command.process.standardInput = pipe
    try command.process.run()
    // More than a pipe holds: when all is written, the command is reading, and listens to signals.
    let comment = String(repeating: "# nothing\n", count: 100_000)
    try pipe.fileHandleForWriting.write(contentsOf: Data((Scenarios.small + comment).utf8))
    try pipe.fileHandleForWriting.close()
    kill(command.process.processIdentifier, signal)
    let result = try command.wait()
    #expect(command.process.terminationReason == .exit)
    #expect(result.code == code)
    #expect(result.output.isEmpty)
    #expect(try folder.names() == ["city.yaml"])
  }

  @Test func aReaderThatLeaves() throws {
    let command = try CommandLineProcess(["run", "city.yaml", "--trials", "100"], in: folder)
    let pipe = Pipe()
    command.process.standardOutput = pipe
    try command.process.run()
    // Both ends of ours are closed: whatever is printed finds no reader.
    try pipe.fileHandleForReading.close()
    let result = try command.wait()
    #expect(command.process.terminationReason == .exit)
    #expect(result.code == 0)
    #expect(result.errors.isEmpty)
  }

  #if os(Linux)
    @Test func aFullDisk() throws {
      let command = try CommandLineProcess(["run", "city.yaml", "--trials", "100"], in: folder)
      command.process.standardOutput = try FileHandle(
        forWritingTo: URL(fileURLWithPath: "/dev/full"))
      try command.process.run()
      let result = try command.wait()
      #expect(result.code == 74)
      #expect(result.errors.contains("cannot write standard output"))
    }
  #endif
}

extension Unicode.Scalar {
  /// Whether a terminal may act on it, or the direction of reading turns.
  fileprivate var acts: Bool {
    properties.generalCategory == .control || properties.generalCategory == .format
  }
}

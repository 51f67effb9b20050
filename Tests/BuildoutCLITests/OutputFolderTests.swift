import Foundation
import Testing

@testable import BuildoutCLI

/// What happens to a folder that `--out` names, and to what is in it.
@Suite struct OutputFolderTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Scenarios.small, to: "city.yaml")
  }

  private func run(_ line: String) throws -> CommandLineProcess.Result {
    let words = line.split(separator: " ").map(String.init)
    let few = words.contains("--trials") ? [] : ["--trials", "20", "--threads", "1"]
    return try CommandLineProcess.run(words + few, in: folder)
  }

  private func make(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path(name), withIntermediateDirectories: true)
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(name), withDestinationPath: target)
  }

  @Test("A folder holds the files of one run") func oneRun() throws {
    for command in ["report", "run", "report", "run --seed 2"] {
      #expect(try run(command + " city.yaml --out pack").code == 0)
      let names = try folder.names(in: "pack")
      #expect(names.contains("report.html") == command.hasPrefix("report"))
      #expect(names.contains("drivers.csv") == command.hasPrefix("report"))
      #expect(names.contains("forecast.csv") && !names.contains { $0.hasPrefix(".") })
    }
  }

  @Test("The names that are known are those that are written") func names() throws {
    // With options, a pool and a budget, so that there is everything to write.
    try folder.write(
      OptionCommandTests.scenario.replacing("months: 3,", with: "months: 3, budget: 9,"),
      to: "choices.yaml")
    try folder.write("id,month,value\ntrees-planted,2021-02,180\n", to: "february.csv")
    var written: Set<String> = []
    for (command, names) in [
      ("run", RunCommand.fileNames), ("run --actuals february.csv", Meeting.fileNames),
      ("compare", CompareCommand.fileNames), ("choose", ChooseCommand.fileNames),
      ("diff city.yaml", DiffCommand.fileNames),
      (
        "report",
        RunCommand.fileNames + CompareCommand.fileNames + ChooseCommand.fileNames
          + BottlenecksCommand.fileNames + DriversCommand.fileNames + ReportCommand.pageNames
      ),
    ] {
      let place = String(command.split(separator: " ").joined(separator: "-").prefix(12))
      #expect(try run("\(command) choices.yaml --trials 200 --out \(place)").code == 0)
      #expect(try folder.names(in: place) == (names + [Manifest.name]).sorted())
      written.formUnion(try folder.names(in: place))
    }
    #expect(written == OutputFile.allNames.subtracting(HistoryCommand.fileNames))
  }

  @Test("The list is the one that sha256sum checks") func manifest() throws {
    #expect(try run("run city.yaml --out pack").code == 0)
    let lines = try folder.read("pack/" + Manifest.name).split(separator: "\n")
    #expect(
      lines.map { String($0.drop { $0 != " " }.dropFirst(2)) } == RunCommand.fileNames.sorted())
    for line in lines {
      let name = String(line.dropFirst(66))
      #expect(try line.prefix(66) == SHA256.hex(Array(folder.read("pack/" + name).utf8)) + "  ")
    }
  }

  /// A file of the user's under a name of Buildout's, and one of an earlier run that the user has
  /// changed since: neither is removed, and neither stays beside files of another run.
  @Test func whatIsNotKnownToBeOurs() throws {
    try make("mine")
    try folder.write("mine", to: "mine/report.xlsx")
    #expect(try run("report city.yaml --out changed").code == 0)
    try folder.write("changed", to: "changed/drivers.md")
    for (name, file) in [("mine", "report.xlsx"), ("changed", "drivers.md")] {
      let before = FolderState(folder.path(name))
      let result = try run("run city.yaml --trials 1000000000 --out \(name)")
      #expect(result.code == 73)
      #expect(
        result.errors.hasPrefix(
          "error: cannot write \(name): \(file) in it would stand beside files of another run"))
      #expect(FolderState(folder.path(name)) == before)
    }
  }

  @Test("A folder keeps its own permissions") func permissions() throws {
    try make("pack")
    #expect(chmod(folder.path("pack"), 0o750) == 0)
    #expect(try run("run city.yaml --out pack").code == 0)
    var status = stat()
    #expect(stat(folder.path("pack"), &status) == 0 && status.st_mode & 0o7777 == 0o750)
  }

  @Test("A link to a folder stays a link") func links() throws {
    try make("real")
    try link("pack", to: "real")
    #expect(try run("run city.yaml --out pack").code == 0)
    #expect(try folder.names(in: "real") == (RunCommand.fileNames + [Manifest.name]).sorted())
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("pack")) == "real")
  }

  @Test func refusedBeforeALongRun() throws {
    try link("gone", to: "nowhere")
    try link("round", to: "round")
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    try make("taken/forecast.md")
    for (out, says) in [
      ("gone", "it is a link to nowhere, which does not exist; --out names a folder"),
      ("round", "it is a link that leads back to itself"), ("pipe", "it is a pipe;"),
      ("pipe/in", "pipe is a pipe;"), ("gone/in", "gone is a link to nowhere"),
      ("taken", "forecast.md in it is a folder"),
      (".", "it is the current folder, which cannot be replaced as a whole"),
      ("/dev", "a file system is mounted there"),
    ] {
      let result = try run("run city.yaml --trials 1000000000 --out \(out)")
      #expect(result.code == 73 && result.output.isEmpty)
      #expect(result.errors.hasPrefix("error: cannot write \(out): "), "\(result.errors)")
      #expect(result.errors.contains(says), "\(result.errors)")
    }
    #expect(try folder.names() == ["city.yaml", "gone", "pipe", "round", "taken"])
  }

  @Test("Folders on the way that were made for nothing go again") func parents() throws {
    #expect(try run("run city.yaml --out a/b/c").code == 0)
    #expect(try folder.names(in: "a/b/c").contains("forecast.txt"))
    let name = String(repeating: "n", count: 256)
    #expect(try run("run city.yaml --out d/e/\(name)").code == 73)
    #expect(try folder.names() == ["a", "city.yaml"])
  }

  @Test("The longest name that a folder can have") func longName() throws {
    let name = String(repeating: "名", count: 85)
    for _ in 0..<2 { #expect(try run("run city.yaml --out \(name)").code == 0) }
    #expect(try folder.names() == ["city.yaml", name])
  }

  @Test("A living run's folder is left alone, a dead one's is not") func leftOvers() throws {
    for name in [".pack.buildout-1-0", ".pack.buildout-x-0", ".other.buildout-1-0"] {
      try make(name)
      try folder.write("", to: name + "/forecast.txt")
    }
    // Whoever holds the lock on the folder around it is writing.
    let parent = try #require(OpenFolder(folder.url.path))
    #expect(flock(parent.descriptor, LOCK_EX | LOCK_NB) == 0)
    let waiting = try CommandLineProcess(
      ["run", "city.yaml", "--trials", "20", "--out", "pack"], in: folder)
    try waiting.process.run()
    Thread.sleep(forTimeInterval: 1)
    #expect(try folder.names().contains(".pack.buildout-1-0"))
    #expect(try !folder.names().contains("pack"))
    #expect(flock(parent.descriptor, LOCK_UN) == 0)
    #expect(try waiting.wait().code == 0)
    #expect(
      try folder.names() == [".other.buildout-1-0", ".pack.buildout-x-0", "city.yaml", "pack"])
  }
}

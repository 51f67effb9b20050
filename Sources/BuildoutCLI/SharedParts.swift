import Buildout
import Reporting
import Sampling
import ScenarioFormat

/// The parts of one run that lie in a folder: that they are of one run and none is there twice.
struct SharedParts {
  let run: SharedRun
  /// In the order of their trials, each with its name.
  let files: [(name: String, part: PartFile)]
  let rounds: Int
  private let folder: ShareFolder

  /// Trials of the whole run, of all its rounds.
  var all: Int { run.trials * rounds }
  /// Those that are there.
  var done: Int { files.reduce(0) { $0 + $1.part.done } }

  /// Reads all parts of a folder.
  ///
  /// - Throws: A ``Failure`` for what is damaged, of another run, there twice or, unless gaps are allowed, missing.
  init(_ folder: ShareFolder, allowingGaps: Bool) throws {
    self.folder = folder
    var files: [(name: String, part: PartFile)] = []
    for name in try folder.partNames() {
      guard let bytes = folder.read(name) else {
        guard !folder.isFile(name) else { throw SystemFile.cannotRead(folder.shown(name)) }
        throw Failure(
          code: .noInput, message: "cannot read \(folder.shown(name).shown): it is no file")
      }
      do {
        files.append((name, try PartFile(bytes)))
      } catch {
        throw Failure(code: .badScenario, message: error.message(folder.shown(name)))
      }
    }
    guard let first = files.first else {
      throw Failure(
        code: .noInput,
        message:
          "\(folder.path.shown) holds no share of a run; write some with buildout run --share 1/2 --out \(folder.path.shown)"
      )
    }
    run = first.part.run
    try SharedParts.check(files, in: folder)
    files.sort { ($0.part.round, $0.part.share.number) < ($1.part.round, $1.part.share.number) }
    for (before, after) in zip(files, files.dropFirst())
    where before.part.round == after.part.round && before.part.share == after.part.share {
      throw Failure(
        code: .badScenario,
        message:
          "\(folder.shown(before.name).shown) and \(folder.shown(after.name).shown) are the same share, \(before.part.share); move one of them away"
      )
    }
    self.files = files
    rounds = files.last?.part.round ?? 1
    if !allowingGaps { try checkGaps() }
    guard done > 0 else { throw SharedParts.nothingDone(in: folder) }
  }

  private static func nothingDone(in folder: ShareFolder) -> Failure {
    Failure(
      code: .noInput,
      message:
        "no trial is done yet in \(folder.path.shown); wait until the shares have written some")
  }

  /// - Throws: A ``Failure`` where not all are of one run, of this buildout and of the scenario beside them.
  private static func check(
    _ files: [(name: String, part: PartFile)], in folder: ShareFolder
  ) throws {
    let first = files[0]
    for file in files {
      let path = folder.shown(file.name).shown
      if let difference = first.part.run.difference(from: file.part.run) {
        throw Failure(
          code: .badScenario,
          message:
            "\(folder.shown(first.name).shown) is of \(difference.mine), \(path) is of \(difference.others); only shares of one run can be merged: give each run a folder of its own"
        )
      }
    }
    let run = first.part.run
    guard run.engine == buildoutVersion, run.streams == Forecast.streamVersion else {
      throw Failure(
        code: .badScenario,
        message:
          "the shares in \(folder.path.shown) are of buildout \(run.engine) with random streams \(run.streams), this is buildout \(buildoutVersion) with random streams \(Forecast.streamVersion); merge them with the buildout that wrote them, or run them again"
      )
    }
  }

  // MARK: Gaps

  private func checkGaps() throws {
    // Rounds that lack the same shares are named together.
    var gaps: [(rounds: ClosedRange<Int>, missing: [Int])] = []
    func note(_ rounds: ClosedRange<Int>, _ missing: [Int]) {
      if let last = gaps.last, last.missing == missing,
        last.rounds.upperBound + 1 == rounds.lowerBound
      {
        gaps[gaps.count - 1].rounds = last.rounds.lowerBound...rounds.upperBound
      } else {
        gaps.append((rounds, missing))
      }
    }
    let wanted = (1...run.shares).filter { number in
      Share(number, of: run.shares).map { !$0.trials(of: run.trials).isEmpty } ?? false
    }
    var round = 1
    for (next, own) in Dictionary(grouping: files, by: \.part.round).sorted(by: { $0.key < $1.key })
    {
      if round < next { note(round...next - 1, wanted) }
      let whole = Set(own.filter(\.part.isWhole).map(\.part.share.number))
      note(next...next, wanted.filter { !whole.contains($0) })
      round = next + 1
    }
    gaps.removeAll { $0.missing.isEmpty }
    guard !gaps.isEmpty else { return }
    guard done > 0 else { throw SharedParts.nothingDone(in: folder) }
    let count = gaps.reduce(0) { $0 + $1.missing.count * $1.rounds.count }
    let listed = gaps.map { rounds, missing -> Message in
      let array = SlurmArray.text(missing)
      if self.rounds == 1 { return "--array=\(array)" }
      return rounds.count == 1
        ? "--array=\(array) in round \(rounds.lowerBound)"
        : "--array=\(array) in rounds \(rounds.lowerBound) to \(rounds.upperBound)"
    }.joined(separator: ", ")
    let all = wanted.count * rounds
    throw Failure(
      code: .noInput,
      message: count == 1
        ? "1 of the \(all) shares in \(folder.path.shown) is missing or not done; run it again, with Slurm by \(listed); or merge the \(done) of \(self.all) trials that are there with --partial"
        : "\(count) of the \(all) shares in \(folder.path.shown) are missing or not done; run them again, with Slurm by \(listed); or merge the \(done) of \(self.all) trials that are there with --partial"
    )
  }

  // MARK: What they are of

  /// The scenario that lies beside the parts.
  func input() throws -> ScenarioInput {
    var input = try ScenarioInput(folder.shown(ShareFolder.scenarioName))
    guard input.provenance.sha256 == run.scenario else {
      throw changed(ShareFolder.scenarioName)
    }
    if done < all { input.provenance.partial = Provenance.Partial(trials: done, of: all) }
    return input
  }

  /// The actuals that lie beside them; nil where nothing was known.
  func actuals(_ scenario: Scenario, _ language: Language) throws -> Actuals? {
    guard let digest = run.actuals, let asOf = run.asOf else { return nil }
    guard let bytes = folder.read(ShareFolder.actualsName), SHA256.hex(bytes) == digest else {
      throw changed(ShareFolder.actualsName)
    }
    return try KeptActuals(bytes: bytes, asOf: asOf).read(scenario, language)
  }

  private func changed(_ name: String) -> Failure {
    Failure(
      code: .badScenario,
      message: folder.isFile(name)
        ? "\(folder.shown(name).shown) is not what the shares are of; put back the file that they were run with"
        : "\(folder.shown(name).shown) is missing; put back the file that the shares were run with"
    )
  }

  /// What all parts come to.
  ///
  /// - Throws: A ``Failure`` for a part that holds what no trials could give.
  func merged<Result: PartialResult>(
    _ empty: Result, progress: (Int) -> Void
  ) throws -> Result {
    var merged = empty
    for (index, file) in files.enumerated() {
      try Task.checkCancellation()
      var result = empty
      do throws(DamagedPartial) {
        try result.restore(file.part.content)
        let first = file.part.trials.lowerBound
        guard result.trials == TrialRanges(first..<first + file.part.done) else {
          throw DamagedPartial()
        }
      } catch {
        throw Failure(
          code: .badScenario,
          message: PartFile.Problem.impossible.message(folder.shown(file.name)))
      }
      merged.merge(result)
      progress(index + 1)
    }
    return merged
  }
}

/// Numbers as `sbatch --array` takes them.
enum SlurmArray {
  /// `3,7-9` for 3, 7, 8 and 9; the numbers ascend.
  static func text(_ numbers: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }
}

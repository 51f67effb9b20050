import ArgumentParser
import Buildout
import Reporting
import Sampling

/// Which share of a run's trials is simulated, where more than one machine is at work.
struct ShareOptions: ParsableArguments {
  @Option(
    help: .init(
      """
      Simulate this share of the trials only, such as 3/64, and write it to the folder of --out. buildout merge puts \
      the shares together. A share that is run again goes on from its last checkpoint.
      """, valueName: "number/count"),
    transform: ShareOptions.read)
  var share: Share?

  @Option(
    help: .init(
      """
      Which round of --trials trials the share is of, where rounds are run until a precision is reached. (default: 1)
      """, valueName: "number"),
    transform: WholeNumber.read)
  var round: Int?

  @Option(
    help: .init(
      "Write a checkpoint at least every so many seconds, 0 to 60. (default: 30)",
      valueName: "seconds"),
    transform: WholeNumber.read)
  var checkpoint: Int?

  func validate() throws {
    guard share != nil || round == nil && checkpoint == nil else {
      throw ValidationError(
        "--round and --checkpoint are of a share; add --share, such as --share 1/64.")
    }
    guard (0...60).contains(checkpoint ?? 30) else {
      throw ValidationError("--checkpoint is \(checkpoint ?? 30), it must be from 0 to 60.")
    }
  }

  @Sendable private static func read(_ text: String) throws -> Share {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1],
      let share = Share(number, of: count)
    else {
      throw ValidationError(
        "write the number of the share, from 1, and how many there are, at most 100000, such as 3/64."
      )
    }
    return share
  }

  /// What is asked for besides the run itself.
  ///
  /// - Returns: Nil where the whole run is to be simulated here.
  /// - Throws: A `ValidationError` for what a share cannot do.
  func job(
    out: String?, trials: Int, precision: Double?, _ report: ReportOptions
  ) throws -> ShareJob? {
    guard let share else { return nil }
    guard let out else {
      throw ValidationError(
        "--share writes a part of the run to a folder; add --out, such as --out shares.")
    }
    guard precision == nil else {
      throw ValidationError(
        "--precision cannot be judged by a share; run the shares of a round, then buildout merge --precision."
      )
    }
    guard report.format == .text else {
      throw ValidationError(
        "--format is of what is printed, and a share prints nothing; give it to buildout merge.")
    }
    let round = round ?? 1
    let allowed = SharedRun.allowedRounds(of: trials)
    guard allowed.contains(round) else {
      throw ValidationError(
        "--round is \(round), it must be from 1 to \(allowed.upperBound), so that there are no more than 1000000000 trials in all."
      )
    }
    let block = Share.blockSize
    guard round == 1 || trials % block == 0 else {
      let less = max(block, trials / block * block)
      throw ValidationError(
        "--trials is \(trials); a run in rounds has whole blocks of \(block) trials in each, so write --trials \(less) in every round."
      )
    }
    return ShareJob(
      share: share, round: round, path: out, every: .seconds(checkpoint ?? 30),
      language: report.lang)
  }
}

/// Says where a share is asked for why there is none.
struct NoShareOption: ParsableArguments {
  @Option(help: .hidden) var share: String?

  func validate() throws {
    guard share == nil else {
      throw ValidationError(
        "--share is of run and compare alone: this command ranks or searches by what all trials gave, which no share has. Run it on one machine, with fewer trials."
      )
    }
  }
}

/// One share to be simulated and written.
struct ShareJob {
  let share: Share
  let round: Int
  /// The folder, as the command line names it.
  let path: String
  let every: Duration
  let language: Language
  /// How long it may take to come to the end of a block and write down what is done, once it is asked to end.
  private static let grace = Duration.seconds(20)

  /// What the run is, by what it is made from.
  func run(
    _ command: SharedRun.Command, _ input: ScenarioInput, options: [String],
    actuals: (table: [UInt8], asOf: Month)?, _ settings: RunSettings
  ) -> SharedRun {
    SharedRun(
      command: command, scenario: input.provenance.sha256, options: options,
      actuals: actuals.map { SHA256.hex($0.table) }, asOf: actuals?.asOf, engine: buildoutVersion,
      streams: Forecast.streamVersion, seed: settings.seed, trials: settings.trials,
      shares: share.count)
  }

  /// Simulates what is left of the share and writes it, now and then and at the end.
  ///
  /// - Parameters:
  ///   - empty: The result of no trial.
  ///   - kept: What else the folder is to hold, by name.
  func work<Result: PartialResult>(
    _ empty: Result, of run: SharedRun, kept: [(name: String, bytes: [UInt8])],
    _ settings: RunSettings
  ) async throws {
    let folder = try ShareFolder(path, isMade: true)
    for (name, bytes) in kept { try folder.keep(bytes, as: name) }
    let name = PartFile.name(share, round: round)
    let all = PartFile.trials(of: share, round: round, run)
    var result = empty
    let begun = try resume(&result, run, folder, all)
    guard begun.map({ $0 < all.count }) ?? true else {
      return StandardStreams.say(
        "share \(share) is done already, in \(folder.shown(name).shown)", in: language)
    }
    func write(_ result: Result) throws {
      let part = PartFile(
        run: run, share: share, round: round, done: result.trials.count, content: result.packed)
      let bytes = part.bytes
      try Interruption.shared.commit {
        try folder.write(bytes, as: name) { current in
          guard let other = try? PartFile(current) else { return false }
          return other.run == run && other.share == share && other.round == round
            && other.done > part.done
        }
      }
    }
    let bar = ProgressBar(total: all.count, language: language)
    defer { bar.finish() }
    var last = ContinuousClock.now
    do {
      Interruption.shared.grant(ShareJob.grace)
      let begun = begun ?? 0
      try await result.simulate(all.lowerBound + begun..<all.upperBound, settings) {
        done, partial in
        bar.update(begun + done)
        let isInterrupted = Interruption.shared.signal != nil
        guard begun + done < all.count, isInterrupted || last + every <= .now else { return }
        try write(partial())
        if isInterrupted { throw CancellationError() }
        last = .now
      }
      result.condense()
      try write(result)
    } catch is CancellationError {
      throw Interrupted(
        message: "interrupted; run the share again, and it goes on from its last checkpoint")
    }
    bar.finish()
    StandardStreams.say(
      all.count == 1
        ? "Wrote share \(share), 1 trial, to \(folder.shown(name).shown)"
        : "Wrote share \(share), \(all.count) trials, to \(folder.shown(name).shown)", in: language)
  }

  /// Takes up what an earlier run of the share has written; returns how many trials that is, nil where nothing is
  /// written yet.
  ///
  /// - Throws: A ``Failure`` for a whole file that is not of this share, which is left as it is.
  private func resume<Result: PartialResult>(
    _ result: inout Result, _ run: SharedRun, _ folder: ShareFolder, _ all: Range<Int>
  ) throws -> Int? {
    let name = PartFile.name(share, round: round)
    guard let bytes = folder.read(name) else { return nil }
    do {
      let part = try PartFile(bytes)
      if let difference = part.run.difference(from: run) {
        throw Failure(
          code: .usage,
          message:
            "\(folder.shown(name).shown) is of \(difference.mine), this share is of \(difference.others); name a folder of its own for each run"
        )
      }
      guard part.share == share, part.round == round else {
        throw Failure(
          code: .usage,
          message:
            "\(folder.shown(name).shown) holds share \(part.share) of round \(part.round), not what its name says; name it \(part.name) again"
        )
      }
      var restored = result
      try restored.restore(part.content)
      guard restored.trials == TrialRanges(all.lowerBound..<all.lowerBound + part.done) else {
        throw PartFile.Problem.impossible
      }
      result = restored
      return part.done
    } catch is DamagedPartial {
      throw Failure(
        code: .badScenario, message: PartFile.Problem.impossible.message(folder.shown(name)))
    } catch PartFile.Problem.damaged {
      StandardStreams.say(
        "warning: \(folder.shown(name).shown) is damaged or cut short; the share begins anew and replaces it",
        in: language)
      return nil
    } catch let problem as PartFile.Problem {
      throw Failure(code: .badScenario, message: problem.message(folder.shown(name)))
    }
  }
}

/// A signal ended what can be taken up again.
struct Interrupted: Error {
  let message: Message
}

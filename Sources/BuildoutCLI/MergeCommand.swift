import ArgumentParser
import Buildout
import Reporting
import Sampling
import ScenarioFormat

struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Put the shares of a run together: the same bytes as one run on one machine.",
    discussion: """
      Reads the parts that buildout run --share, or buildout compare --share, has written to a folder, and prints and \
      writes what the run on one machine would. The scenario, and the actuals, lie beside the parts. Parts of \
      another run, damaged ones and those that are missing are named, and nothing is printed then; shares to run \
      again are written as Slurm's --array takes them.

      With --partial, what is there is merged, and the report says how much that is.

      With --precision, a run in rounds is merged as soon as every target's interval is that narrow. Until then the \
      exit code is 75: run the shares of another round.

      EXAMPLES
        buildout run city.yaml --trials 1000000 --share 1/2 --out shares
        buildout run city.yaml --trials 1000000 --share 2/2 --out shares
        buildout merge shares
        buildout merge shares --lang zh --out Results/city
        buildout merge shares --partial
        buildout merge shares --precision 0.5
      """)

  @Argument(
    help: .init("The folder of the shares.", valueName: "folder"), completion: .directory)
  var path: String

  @Flag(help: "Merge the trials that are there, though some are missing.")
  var partial = false

  @Option(
    help: .init(
      """
      Print and write the forecast only once the 95 % interval of every target (in a comparison, of every difference) \
      reaches at most this many percentage points to either side, 0.01 to 50; until then the exit code is 75.
      """, valueName: "points"))
  var precision: Double?

  @Option(
    help: .init(
      "Number of threads that learn from actuals, 1 to 256. (default: one per core)"),
    transform: WholeNumber.read)
  var threads: Int?

  @OptionGroup var report: ReportOptions
  @OptionGroup var destination: FolderOption

  func validate() throws {
    try PrecisionOption.check(precision)
    guard precision == nil || !partial else {
      throw ValidationError(
        "--precision is judged when all shares of a round are done; leave out --partial.")
    }
    guard threads.map(RunSettings.allowedThreads.contains) ?? true else {
      throw ValidationError("--threads is \(threads ?? 0), it must be from 1 to 256.")
    }
  }

  func run() async throws {
    let shares = try ShareFolder(path, isMade: false)
    if let out = destination.out, shares.isSame(as: out) {
      throw Failure(
        code: .usage,
        message:
          "--out names the folder of the shares, which may still be written to; name another folder"
      )
    }
    let parts = try SharedParts(shares, allowingGaps: partial)
    if parts.done < parts.all {
      StandardStreams.say("merged \(parts.done) of \(parts.all) trials", in: report.lang)
    }
    let settings = SeedOptions.settings(
      trials: min(parts.all, RunSettings.allowedTrials.upperBound), seed: parts.run.seed,
      threads: threads)
    switch parts.run.command {
    case .run: try await mergeRun(parts, settings)
    case .compare: try await mergeComparison(parts, settings)
    }
  }

  private func mergeRun(_ parts: SharedParts, _ settings: RunSettings) async throws {
    let folder = try destination.folder(
      for: parts.run.actuals == nil ? RunCommand.fileNames : Meeting.fileNames)
    let input = try parts.input()
    let (plan, option) = try input.plan(withOption: parts.run.options.first)
    let title = option?.title ?? Text()
    guard let known = try parts.actuals(input.document.scenario, report.lang) else {
      let merged = try merged(PartialForecast(plan, seed: settings.seed, option: option?.id), parts)
      let forecast = merged.forecast(precision: precision)
      try check(forecast.precision, parts)
      return try RunCommand.give(forecast, input, optionTitle: title, report, to: folder)
    }
    let given = try await input.plan.given(known, settings, becoming: option?.scenario)
    let merged = try merged(
      PartialReforecast(given, beside: input.plan, seed: settings.seed, option: option?.id),
      parts)
    let reforecast = try await merged.reforecast(settings, precision: precision)
    try check(reforecast.now.precision, parts)
    ActualsOptions.tell(ofWhatNoTrialReachedIn: reforecast, report.lang)
    let meeting = Meeting(
      reforecast: reforecast, previous: nil, input: input, optionTitle: title)
    try report.give(meeting.text(report), meeting.files(csv: report.lang), to: folder) {
      "Wrote the forecast to \($0)"
    }
  }

  private func mergeComparison(_ parts: SharedParts, _ settings: RunSettings) async throws {
    let folder = try destination.folder(for: CompareCommand.fileNames)
    let input = try parts.input()
    let options = try CompareCommand.chosen(parts.run.options.joined(separator: ","), input)
    var (plan, provenance) = (input.plan, input.provenance)
    if let known = try parts.actuals(input.document.scenario, report.lang) {
      (plan, provenance) = try await ActualsOptions.plan(input, given: known, settings)
    }
    let merged = try merged(
      PartialComparison(plan, options, seed: settings.seed), parts)
    let comparison = merged.comparison(precision: precision)
    try check(comparison.precision, parts)
    try CompareCommand.give(comparison, provenance, report, to: folder)
  }

  private func merged<Result: PartialResult>(
    _ empty: Result, _ parts: SharedParts
  ) throws -> Result {
    let bar = ProgressBar(total: parts.files.count, language: report.lang, unit: ("parts", "份"))
    defer { bar.finish() }
    return try parts.merged(empty) { bar.update($0) }
  }

  /// - Throws: A ``Failure`` that says how many rounds may be needed, where the precision asked for is not reached.
  private func check(_ precision: Precision?, _ parts: SharedParts) throws {
    guard let precision, !precision.isReached else { return }
    // A half-width falls with the square root of the trials.
    let ratio = precision.left / precision.wanted
    let wanted = max(parts.rounds + 1, Int((Double(parts.rounds) * ratio * ratio).rounded(.up)))
    let left = (precision.left * 100).rounded(.up) / 100
    let (trials, block) = (parts.run.trials, Share.blockSize)
    guard trials % block == 0 else {
      let blocks = max(1, trials / block)
      throw Failure(
        code: .notYet,
        message:
          "the widest interval is ±\(Fault.text(left)) percentage points, ±\(Fault.text(precision.wanted)) was asked for; \(trials) trials are no whole number of blocks, so no round can follow: run all shares anew in a new folder, with --trials \(blocks * block) in every round; about \(wanted) rounds will do"
      )
    }
    throw Failure(
      code: .notYet,
      message:
        "after round \(parts.rounds) the widest interval is ±\(Fault.text(left)) percentage points, ±\(Fault.text(precision.wanted)) was asked for; run the shares of round \(parts.rounds + 1); about \(wanted) rounds will do"
    )
  }
}

import ArgumentParser
import Buildout
import Reporting
import Sampling

struct TraceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Show one trial month by month.",
    discussion: """
      Shows what happened in one trial: the risks that struck, what each programme started and \
      completed, what the pools granted, and where the targets stood at each month's end.

      --trial gives the number of the trial, counted from 0; it is the same trial as in a run with the \
      same --seed. --near finds a trial instead: roads-km@p10 is the one in which the measure of \
      roads-km, when due, is nearest to its tenth percentile over a run with the same --seed and \
      --trials.

      EXAMPLES
        buildout trace city.yaml --trial 412
        buildout trace city.yaml --near roads-km@p10 --lang zh
      """)

  @OptionGroup var scenario: ScenarioArgument
  @OptionGroup var choice: PlanOption

  @Option(
    help: .init("The trial to show, counted from 0.", valueName: "number"),
    transform: WholeNumber.read)
  var trial: Int?

  @Option(
    help: .init(
      "Show the trial nearest to a percentile of a target, p1 to p99.", valueName: "target@p80"))
  var near: Percentile?

  @OptionGroup var known: ActualsOptions
  @OptionGroup var draws: DrawOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard (trial == nil) != (near == nil) else {
      throw ValidationError("Give one of --trial and --near.")
    }
    guard trial.map((0..<RunSettings.allowedTrials.upperBound).contains) ?? true else {
      throw ValidationError("--trial is \(trial ?? 0), it must be from 0 to 999999999.")
    }
  }

  func run() async throws {
    let input = try ScenarioInput(scenario.path)
    var (plan, option) = try input.plan(withOption: choice.option)
    var provenance = input.provenance
    if known.actuals != nil {
      (plan, provenance) = try await known.plan(
        input, draws.settings(), report.lang, withOption: option)
    }
    let trace = plan.trace(
      trial: try await number(input, plan), seed: draws.seed, option: option?.id)
    try Task.checkCancellation()
    try StandardStreams.print(text(trace, option?.title ?? Text(), provenance))
    if let overflow = trace.overflow { throw overflow }
  }

  /// The trial to replay.
  private func number(_ input: ScenarioInput, _ plan: Plan) async throws -> Int {
    if let trial { return trial }
    guard let near else { throw ValidationError("Give one of --trial and --near.") }
    let target = try input.target(near.target)
    let settings = draws.settings()
    let bar = ProgressBar(total: settings.trials, language: report.lang)
    defer { bar.finish() }
    let trial = try await plan.trial(
      nearest: near.quantile, of: target, settings
    ) { bar.update($0) }
    guard let trial else {
      throw Failure(
        code: .usage,
        message:
          "the measure of '\(near.target)' is divided by 0 in every trial, so that it has no percentiles; "
          + "choose a trial by its number (--trial 0), or another target")
    }
    return trial
  }

  private func text(_ trace: Trace, _ option: Text, _ provenance: Provenance) -> String {
    report.text(
      Report(trace, optionTitle: option, language: report.lang, provenance: provenance),
      json: trace.json(provenance))
  }
}

/// A percentile of a target's measure, written `TARGET@p80`.
struct Percentile: ExpressibleByArgument, Hashable {
  let target: String
  /// 0.01 to 0.99.
  let quantile: Double

  init?(argument: String) {
    guard let at = argument.lastIndex(of: "@"), at > argument.startIndex else { return nil }
    let rank = argument[argument.index(after: at)...]
    guard rank.first == "p" || rank.first == "P", rank.count <= 3,
      rank.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }),
      let percent = Int(rank.dropFirst()), (1...99).contains(percent)
    else { return nil }
    target = String(argument[..<at])
    quantile = Double(percent) / 100
  }
}

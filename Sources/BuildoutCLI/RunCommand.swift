import ArgumentParser
import Buildout
import Reporting
import Sampling

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Simulate a scenario and print how likely each target is.",
    discussion: """
      Simulates the plan 10,000 times (--trials) and prints for every target in how many of these trials \
      it is met, as a probability with its 95 % interval. Then come the probabilities that all targets of a \
      sector or group are met together, the number of targets met, and the ten weakest targets. The same \
      scenario, seed and trials give the same bytes on any number of threads.

      With --out, the forecast is also written to a folder: forecast.txt, forecast.md (and both in \
      Chinese as forecast.zh.txt, forecast.zh.md), forecast.csv, monthly.csv, joint.csv, leads.csv and \
      forecast.json, with their list in buildout.sha256. The files of an earlier run in that folder are \
      replaced, all in one step. Files of your own in it stay.

      With --actuals, what is known of the year so far is taken as a fact, and the odds are those of the months \
      to come. The monthly table stands first: what is promised, the actual to date, the pro-rata schedule, what \
      is needed each month, and the odds at the start and now. The folder of --out then holds the scenario and \
      the actuals as well (meeting-scenario.yaml, meeting-actuals.csv), so that the next meeting can \
      name it by --previous.

      With --share, a part of the trials is simulated and written to the folder of --out, for more machines than one; \
      buildout merge puts the parts together.

      buildout report makes a page and a workbook for a meeting.

      EXAMPLES
        buildout run city.yaml
        buildout run city.yaml --trials 1000000 --precision 0.5
        buildout run city.yaml --lang zh --out Results/city
        buildout run city.yaml --format csv > forecast.csv
        buildout run city.yaml --option night-shift
        buildout run city.yaml --actuals actuals --out history/2026-06 --previous history/2026-05
        buildout run city.yaml --trials 1000000 --estimate
        buildout run city.yaml --trials 1000000 --share 3/64 --out shares
      """)

  @OptionGroup var scenario: ScenarioArgument
  @OptionGroup var choice: PlanOption
  @OptionGroup var known: ActualsOptions
  @OptionGroup var before: PreviousOption
  @OptionGroup var draws: DrawOptions

  @OptionGroup var stop: PrecisionOption
  @OptionGroup var shared: ShareOptions

  @Flag(
    help: """
      Make a short run only, on one thread unless --threads says otherwise, and print what --trials trials take, and how many \
      shares that may be.
      """)
  var estimate = false

  @OptionGroup var report: ReportOptions

  @OptionGroup var destination: FolderOption

  func validate() throws {
    try before.check(beside: known)
    if shared.share != nil, before.previous != nil {
      throw ValidationError(
        "--previous asks for forecasts of other plans, which a share does not make; leave it out.")
    }
    guard !estimate || report.format == .text && destination.out == nil && shared.share == nil
    else {
      throw ValidationError(
        "--estimate prints a text and writes nothing; leave out --format, --out and --share.")
    }
    _ = try job
  }

  /// The share that is to be run, where one is.
  private var job: ShareJob? {
    get throws {
      try shared.job(
        out: destination.out, trials: draws.trials, precision: stop.precision, report)
    }
  }

  func run() async throws {
    if estimate { return try await printEstimate() }
    if let job = try job { return try await work(job) }
    let folder = try destination.folder(
      for: known.actuals == nil ? RunCommand.fileNames : Meeting.fileNames)
    let input = try ScenarioInput(scenario.path)
    let (plan, option) = try input.plan(withOption: choice.option)
    let actuals = try known.read(input.document.scenario, report.lang)
    let kept = try before.kept(input, given: actuals?.actuals, report.lang)
    let title = option?.title ?? Text()
    let settings = draws.settings(precision: stop.precision)
    let bar = ProgressBar(total: settings.trials, language: report.lang)
    defer { bar.finish() }
    if let actuals {
      ActualsOptions.tell(
        option.map { [$0] } ?? [], ofNoUseIn: input.document.scenario, actuals.actuals, report.lang)
      let reforecast = try await input.plan.forecast(
        settings, given: actuals.actuals, option: option.map { ($0.id, $0.scenario) }
      ) { bar.update($0) }
      bar.finish()
      ActualsOptions.tell(ofWhatNoTrialReachedIn: reforecast, report.lang)
      let meeting = Meeting(
        reforecast: reforecast, previous: try await moves(from: kept, to: reforecast, settings),
        input: input,
        optionTitle: title)
      try report.give(meeting.text(report), meeting.files(csv: report.lang), to: folder) {
        "Wrote the forecast to \($0)"
      }
    } else {
      let forecast = try await plan.forecast(settings, option: option?.id) { bar.update($0) }
      bar.finish()
      try RunCommand.give(forecast, input, optionTitle: title, report, to: folder)
    }
  }

  /// Prints a forecast and writes it to a folder, where one is named.
  static func give(
    _ forecast: Forecast, _ input: ScenarioInput, optionTitle: Text, _ report: ReportOptions,
    to folder: OutputFolder?
  ) throws {
    let provenance = input.provenance
    try report.give(
      report.text(
        Report(
          forecast, optionTitle: optionTitle, language: report.lang, provenance: provenance),
        json: forecast.json(provenance)),
      files(forecast, provenance, optionTitle: optionTitle, csv: report.lang), to: folder
    ) { "Wrote the forecast to \($0)" }
  }

  /// What the meeting before said, where one is named.
  private func moves(
    from kept: KeptMeeting?, to reforecast: Reforecast, _ settings: RunSettings
  ) async throws -> PreviousMeeting? {
    guard let kept else { return nil }
    let bar = ProgressBar(total: settings.trials, language: report.lang)
    defer { bar.finish() }
    return try await kept.moves(to: reforecast, settings) { bar.update($0) }
  }

  /// What goes to a folder, by name.
  static let fileNames = OutputFile.names(
    "forecast", sheets: ["forecast", "monthly", "joint", "leads"])

  /// What goes to a folder.
  static func files(
    _ forecast: Forecast, _ provenance: Provenance, optionTitle: Text = Text(),
    csv: Language
  ) -> [OutputFile] {
    OutputFile.every("forecast", csv: csv) {
      Report(forecast, optionTitle: optionTitle, language: $0, provenance: provenance)
    } json: {
      forecast.json(provenance)
    }
  }
}

import ArgumentParser
import Buildout
import Reporting
import Sampling

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make the pack for a planning meeting: a page, a workbook, and the data.",
    discussion: """
      Simulates the scenario and prints one HTML page. It begins with what a meeting asks: whether the \
      plan will be kept, what is weakest, by when, what would help and how sure that is. Every sector \
      and target with its charts follows, then the assumptions and how the numbers were made. The page \
      needs no network and no script, and prints on A4.

      With --out, the whole pack is written to a folder and nothing is printed. It holds the page \
      (report.html), a workbook for Excel, WPS and LibreOffice (report.xlsx), both in Chinese as well \
      (report.zh.html, report.zh.xlsx), and the forecast, the comparison and the drivers as text, \
      Markdown, CSV and JSON. buildout.sha256 lists all of them. The files of an earlier run in that \
      folder are replaced, all in one step. Files of your own in it stay.

      Options under 'options:' are compared in all trials. Drivers take up to two more runs for each \
      risk, so they are found in the first 2,000 trials.

      With --actuals the page begins with the year so far: what is done, who is behind, what has changed, and \
      whether the plan will be kept. The monthly table follows, and the workbook has it as a sheet.

      buildout run gives a quick answer for the terminal and for other programs.

      EXAMPLES
        buildout report city.yaml > city.html
        buildout report city.yaml --lang zh > city.html
        buildout report city.yaml --out meeting
        buildout report city.yaml --actuals actuals --out history/2026-06
      """)

  /// The pages and workbooks that go to a folder, by name.
  static let pageNames = ["report.html", "report.zh.html", "report.xlsx", "report.zh.xlsx"]

  @OptionGroup var scenario: ScenarioArgument
  @OptionGroup var known: ActualsOptions
  @OptionGroup var before: PreviousOption
  @OptionGroup var draws: DrawOptions
  @OptionGroup var whole: NoShareOption

  @Option(help: "Language of the page that is printed: en or zh (中文).")
  var lang = Language.ofLocale

  @Option(
    help: .init("Write the pack in both languages to this folder.", valueName: "folder"))
  var out: String?

  func validate() throws { try before.check(beside: known) }

  func run() async throws {
    let input = try ScenarioInput(scenario.path)
    let folder = try OutputFolder.checked(out, for: fileNames(input))
    let actuals = try known.read(input.document.scenario, lang)
    if let actuals {
      ActualsOptions.tell(
        input.document.options, ofNoUseIn: input.document.scenario, actuals.actuals, lang)
    }
    let kept = try before.kept(input, given: actuals?.actuals, lang)
    let clock = ContinuousClock()
    let start = clock.now
    let answers = try await answers(input, actuals?.actuals, kept)
    let end = clock.now
    guard let folder else {
      try StandardStreams.print(answers.pack(lang, input).html())
      return
    }
    let files = try answers.files(input, csv: lang)
    try Interruption.shared.commit { try folder.write(files) }
    let (simulated, written) = (
      ReportCommand.seconds(end - start), ReportCommand.seconds(clock.now - end)
    )
    StandardStreams.say(
      "Wrote the pack to \(folder.path.shown): simulated in \(simulated) s, written in \(written) s",
      in: lang)
  }

  private func fileNames(_ input: ScenarioInput) -> [String] {
    (known.actuals == nil ? RunCommand.fileNames : Meeting.fileNames)
      + DriversCommand.fileNames + BottlenecksCommand.fileNames + ReportCommand.pageNames
      + (input.document.options.isEmpty ? [] : CompareCommand.fileNames + ChooseCommand.fileNames)
  }

  /// What the pack is made of.
  private struct Answers {
    let forecast: Forecast
    let meeting: Meeting?
    let comparison: Comparison?
    let drivers: Drivers
    let choice: Choice?
    let bottlenecks: Bottlenecks?

    func pack(_ language: Language, _ input: ScenarioInput) -> PlanningPack {
      guard let meeting else {
        return PlanningPack(
          forecast, comparison: comparison, drivers: drivers, choice: choice,
          bottlenecks: bottlenecks, language: language, provenance: input.provenance,
          register: input.document.register)
      }
      return PlanningPack(
        meeting.reforecast, previous: meeting.previous, comparison: comparison, drivers: drivers,
        choice: choice, bottlenecks: bottlenecks, language: language,
        provenance: input.provenance, register: input.document.register)
    }

    func files(_ input: ScenarioInput, csv: Language) throws -> [OutputFile] {
      let provenance = input.provenance(given: meeting?.reforecast.actuals)
      var files =
        meeting?.files(csv: csv) ?? RunCommand.files(forecast, provenance, csv: csv)
      if let comparison { files += CompareCommand.files(comparison, provenance, csv: csv) }
      files += DriversCommand.files(drivers, bottlenecks, provenance, csv: csv)
      if let bottlenecks {
        files += BottlenecksCommand.files(bottlenecks, provenance, csv: csv)
      }
      if let choice { files += ChooseCommand.files(choice, provenance, csv: csv) }
      for (language, mark) in [(Language.en, ""), (.zh, ".zh")] {
        let pack = pack(language, input)
        files.append(OutputFile("report\(mark).html", pack.html()))
        files.append(OutputFile("report\(mark).xlsx", try pack.workbook()))
      }
      return files
    }
  }

  private func answers(
    _ input: ScenarioInput, _ actuals: Actuals?, _ kept: KeptMeeting?
  ) async throws -> Answers {
    let settings = draws.settings()
    if let actuals {
      let plan = try await input.plan.given(actuals, settings)
      let reforecast = try await ReportCommand.shown(settings, lang) { settings, progress in
        try await plan.forecast(settings, beside: input.plan, progress: progress)
      }
      ActualsOptions.tell(ofWhatNoTrialReachedIn: reforecast, lang)
      let previous: PreviousMeeting? =
        if let kept {
          try await ReportCommand.shown(settings, lang) { settings, progress in
            try await kept.moves(to: reforecast, settings, progress: progress)
          }
        } else {
          nil
        }
      let meeting = Meeting(reforecast: reforecast, previous: previous, input: input)
      return try await answers(plan, input, reforecast.now, meeting)
    }
    let forecast = try await ReportCommand.shown(settings, lang) { settings, progress in
      try await input.plan.forecast(settings, isComparedNext: true, progress: progress)
    }
    return try await answers(input.plan, input, forecast, nil)
  }

  /// What is worked out of the plan as it stands, or given what is known, beside its odds.
  private func answers(
    _ plan: Plan, _ input: ScenarioInput, _ forecast: Forecast, _ meeting: Meeting?
  ) async throws -> Answers {
    let settings = draws.settings()
    let few = RunSettings(
      trials: min(settings.trials, DriversCommand.usualTrials), seed: settings.seed,
      threads: settings.threads)
    return Answers(
      forecast: forecast, meeting: meeting,
      comparison: try await comparison(plan, input, settings),
      drivers: try await ReportCommand.shown(few, lang) { settings, progress in
        try await plan.drivers(settings, progress: progress)
      },
      choice: try await choice(plan, input, few),
      bottlenecks: try await ReportCommand.shown(few, lang) { settings, progress in
        try await plan.bottlenecks(
          settings, costs: input.document.poolCosts(from: plan.firstOpenMonth), progress: progress)
      })
  }

  /// The options beside the plan; nil where there are none.
  private func comparison(
    _ plan: Plan, _ input: ScenarioInput, _ settings: RunSettings
  ) async throws -> Comparison? {
    let options = input.document.options
    CompareCommand.sayLeftOut(input, lang)
    guard !options.isEmpty else { return nil }
    return try await ReportCommand.shown(settings, lang) { settings, progress in
      try await plan.compare(options, settings, progress: progress)
    }
  }

  /// The best use of the scenario's budget; nil where it has none, or no firm target or option.
  private func choice(
    _ plan: Plan, _ input: ScenarioInput, _ settings: RunSettings
  ) async throws -> Choice? {
    let hasFirm = plan.scenario.targets.contains { $0.firmness == .firm }
    guard let budget = input.document.budget, hasFirm, !input.document.levers.isEmpty else {
      return nil
    }
    return try await ChooseCommand.choice(
      plan, input, budget: budget, .targetsMet, settings, lang)
  }

  /// With one decimal.
  private static func seconds(_ duration: Duration) -> String {
    let tenths = (duration + .milliseconds(50)) / .milliseconds(100)
    return "\(Int(tenths) / 10).\(Int(tenths) % 10)"
  }

  /// Runs something with a progress bar of its own.
  private static func shown<Answer>(
    _ settings: RunSettings, _ language: Language,
    _ run: (RunSettings, @escaping @Sendable (Int) -> Void) async throws -> Answer
  ) async throws -> Answer {
    let bar = ProgressBar(total: settings.trials, language: language)
    defer { bar.finish() }
    return try await run(settings) { bar.update($0) }
  }
}

import ArgumentParser
import Buildout
import Reporting

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make the pack for a planning meeting: a page, a workbook, and the data.",
    discussion: """
      Simulates the scenario and prints one HTML page: whether the plan will be kept, what is weakest, \
      by when, what would help and how sure that is; then every sector and target with its charts, the \
      assumptions, and how the numbers were made. The page needs no network and no script, and prints \
      on A4 and A3.

      With --out, the whole pack is written to a folder instead of being printed: the page \
      (report.html) and a workbook for Excel, WPS and LibreOffice (report.xlsx), both also in Chinese \
      (report.zh.html, report.zh.xlsx), and the forecast, the comparison and the drivers each as text, \
      Markdown, CSV and JSON, as run and compare write theirs, with the list of all in \
      buildout.sha256. A folder that is there is replaced as a whole: the files of an earlier run are \
      gone, what is not Buildout's stays.

      Options under 'options:' are compared on all the trials. What moves the targets takes up to two \
      runs for each risk, so it is looked at in the first 2,000 of them.

      buildout run is the quick answer, for the terminal and for other programs; report is for people \
      around a table.

      EXAMPLES
        buildout report city.yaml > city.html
        buildout report city.yaml --lang zh > city.html
        buildout report city.yaml --out meeting
      """)

  /// What moves the targets takes up to two runs for each risk, so it is looked at in fewer trials.
  static let driverTrials = 2_000

  /// The pages and workbooks that go to a folder, by name.
  static let pageNames = ["report.html", "report.zh.html", "report.xlsx", "report.zh.xlsx"]

  @OptionGroup var scenario: ScenarioArgument
  @OptionGroup var luck: LuckOptions

  @Option(help: "Language of the page that is printed: en or zh (中文).")
  var lang = Language.en

  @Option(
    help: .init("Write the pack in both languages to this folder.", valueName: "folder"))
  var out: String?

  func run() async throws {
    let input = try ScenarioInput(scenario.path)
    let folder = try OutputFolder.checked(
      out,
      for: RunCommand.fileNames + DriversCommand.fileNames + ReportCommand.pageNames
        + (input.document.options.isEmpty ? [] : CompareCommand.fileNames))
    let settings = luck.settings()
    let clock = ContinuousClock()
    let start = clock.now
    let forecast = try await ReportCommand.shown(settings, lang) { settings, progress in
      try await input.plan.forecast(settings, progress: progress)
    }
    let options = input.document.options
    let comparison =
      options.isEmpty
      ? nil
      : try await ReportCommand.shown(settings, lang) { settings, progress in
        try await input.plan.compare(options, settings, progress: progress)
      }
    let few = RunSettings(
      trials: min(settings.trials, ReportCommand.driverTrials), seed: settings.seed,
      threads: settings.threads)
    let drivers = try await ReportCommand.shown(few, lang) { settings, progress in
      try await input.plan.drivers(settings, progress: progress)
    }

    let end = clock.now
    func pack(_ language: Language) -> PlanningPack {
      PlanningPack(
        forecast, comparison: comparison, drivers: drivers, language: language,
        provenance: input.provenance, register: input.document.register)
    }
    guard let folder else {
      try StandardStreams.print(pack(lang).html())
      return
    }
    let provenance = input.provenance
    var files = RunCommand.files(forecast, provenance)
    if let comparison { files += CompareCommand.files(comparison, provenance) }
    files += DriversCommand.files(drivers, provenance)
    for (language, mark) in [(Language.en, ""), (.zh, ".zh")] {
      let pack = pack(language)
      files.append(OutputFile("report\(mark).html", pack.html()))
      files.append(OutputFile("report\(mark).xlsx", try pack.workbook()))
    }
    try Interruption.shared.commit { try folder.write(files) }
    StandardStreams.report(
      "Wrote the pack to \(folder.path.shown): simulated in \(ReportCommand.seconds(end - start)) s, "
        + "written in \(ReportCommand.seconds(clock.now - end)) s\n")
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

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
      (report.zh.html, report.zh.xlsx), and the files that run --out writes. Either all of them are \
      replaced or none.

      buildout run is the quick answer, for the terminal and for other programs; report is for people \
      around a table.

      EXAMPLES
        buildout report city.yaml > city.html
        buildout report city.yaml --lang zh > city.html
        buildout report city.yaml --out meeting
      """)

  @OptionGroup var scenario: ScenarioArgument
  @OptionGroup var luck: LuckOptions

  @Option(help: "Language of the page that is printed: en or zh (中文).")
  var lang = Language.en

  @Option(
    help: .init("Write the pack in both languages to this folder.", valueName: "folder"))
  var out: String?

  func run() async throws {
    let folder = out.map { OutputFolder($0) }
    try folder?.check()
    let input = try ScenarioInput(scenario.path)
    let settings = luck.settings()
    let bar = ProgressBar(total: settings.trials, language: lang)
    defer { bar.finish() }
    let forecast = try await input.plan.forecast(settings) { bar.update($0) }
    bar.finish()

    func pack(_ language: Language) -> PlanningPack {
      PlanningPack(
        forecast, language: language, provenance: input.provenance,
        register: input.document.register)
    }
    guard let folder else {
      try StandardStreams.print(pack(lang).html())
      return
    }
    var files = RunCommand.files(forecast, input.provenance)
    for (language, mark) in [(Language.en, ""), (.zh, ".zh")] {
      let pack = pack(language)
      files.append(OutputFile("report\(mark).html", pack.html()))
      files.append(OutputFile("report\(mark).xlsx", try pack.workbook()))
    }
    try Interruption.shared.commit { try folder.write(files) }
    StandardStreams.report("Wrote the pack to \(folder.path)\n")
  }
}

import ArgumentParser
import Buildout
import Reporting

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Simulate a scenario and print how likely each target is.",
    discussion: """
      Prints every target with its probability, then how likely they are together, how many are met, \
      and the weakest ten. The same scenario, seed and trials give the same bytes, whatever the number \
      of threads.

      With --out, the forecast is also written to a folder: forecast.txt, forecast.md (and both in \
      Chinese as forecast.zh.txt, forecast.zh.md), forecast.csv, monthly.csv, joint.csv and \
      forecast.json. Either all of them are replaced or none.

      --format html prints one page for a meeting, with charts; it fetches nothing, \
      holds the forecast alone and is not among the files of --out.

      EXAMPLES
        buildout run city.yaml
        buildout run city.yaml --trials 1000000 --precision 0.5
        buildout run city.yaml --lang zh --out Results/city
        buildout run city.yaml --format csv > forecast.csv
        buildout run city.yaml --format html --lang zh > forecast.html
      """)

  @OptionGroup var scenario: ScenarioArgument
  @OptionGroup var luck: LuckOptions

  @Option(
    help: .init(
      """
      Stop as soon as every target's 95 % interval reaches at most so many percentage points to \
      either side, 0.01 to 50.
      """, valueName: "points"))
  var precision: Double?

  @Option(help: "What to print: text, csv, markdown, json or html.")
  var format = ForecastFormat.text

  @Option(help: "Language of text, Markdown and HTML: en or zh (中文).")
  var lang = Language.en

  @Option(
    help: .init("Also write text, Markdown, CSV and JSON to this folder.", valueName: "folder"))
  var out: String?

  func validate() throws {
    guard precision.map(RunSettings.allowedPrecision.contains) ?? true else {
      throw ValidationError("--precision is \(precision ?? 0), it must be from 0.01 to 50.")
    }
  }

  func run() async throws {
    let folder = out.map { OutputFolder($0) }
    try folder?.check()
    let input = try ScenarioInput(scenario.path)
    let settings = luck.settings(precision: precision)
    let bar = ProgressBar(total: settings.trials, language: lang)
    defer { bar.finish() }
    let forecast = try await input.plan.forecast(settings) { bar.update($0) }
    bar.finish()

    if let folder {
      let files = try RunCommand.files(forecast, input.provenance)
      try Interruption.shared.commit { try folder.write(files) }
    }
    try StandardStreams.print(text(forecast, input))
    if let folder {
      StandardStreams.report("Wrote the forecast to \(folder.path)\n")
    }
  }

  /// What standard output gets.
  private func text(_ forecast: Forecast, _ input: ScenarioInput) -> String {
    let provenance = input.provenance
    let page = Report(forecast, language: lang, provenance: provenance)
    switch format {
    case .text:
      return page.text(width: StandardStreams.outputWidth, color: StandardStreams.usesColor)
    case .markdown: return page.markdown()
    case .csv: return page.csv() ?? ""
    case .json:
      return forecast.json(
        sha256: provenance.sha256, engineVersion: provenance.engineVersion)
    case .html:
      return PlanningPack(
        forecast, language: lang, provenance: provenance, register: input.document.register
      ).html()
    }
  }

  /// Every format, under the name of its file. Nothing of the clock, the machine or a path is in them.
  static func files(
    _ forecast: Forecast, _ provenance: Provenance
  ) throws -> [(name: String, text: String)] {
    let english = Report(forecast, language: .en, provenance: provenance)
    let chinese = Report(forecast, language: .zh, provenance: provenance)
    var files = [
      ("forecast.txt", english.text()), ("forecast.md", english.markdown()),
      ("forecast.zh.txt", chinese.text()), ("forecast.zh.md", chinese.markdown()),
    ]
    files += english.sheets.map { ($0.id + ".csv", english.csv($0.id) ?? "") }
    files.append(
      (
        "forecast.json",
        forecast.json(sha256: provenance.sha256, engineVersion: provenance.engineVersion)
      ))
    return files
  }
}

import Buildout
import Reporting
import ScenarioFormat

/// A meeting: the odds given what is known, and all that it takes to work them out again.
struct Meeting {
  /// What goes to a folder beside the files of a run, by name.
  static let scenarioName = "meeting-scenario.yaml"
  static let actualsName = "meeting-actuals.csv"

  /// What goes to a folder, by name.
  static let fileNames =
    RunCommand.fileNames + ["progress.csv", "learned.csv", scenarioName, actualsName]

  let reforecast: Reforecast
  let previous: PreviousMeeting?
  let input: ScenarioInput
  var optionTitle = Text()

  private func report(_ language: Language) -> Report {
    Report(
      reforecast, previous: previous, optionTitle: optionTitle, language: language,
      provenance: input.provenance)
  }

  private var json: String {
    reforecast.json(input.provenance, previous: previous)
  }

  /// What standard output gets.
  func text(_ options: ReportOptions) -> String { options.text(report(options.lang), json: json) }

  /// What goes to a folder.
  func files(csv: Language) -> [OutputFile] {
    OutputFile.every("forecast", csv: csv, report: report) { json } + [
      OutputFile(Meeting.scenarioName, input.bytes),
      OutputFile(
        Meeting.actualsName,
        ActualsTableWriter.kept(reforecast.actuals, of: input.document.scenario)),
    ]
  }
}

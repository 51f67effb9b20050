import ArgumentParser
import Buildout
import Reporting
import Sampling
import ScenarioFormat

struct ActualsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "actuals",
    abstract: "Write the empty table in which the year's actual figures are collected.",
    discussion: """
      One row for each measure that targets read, with its title, unit, promised value and lead unit, and one \
      column for each month. A cell holds what stands at the end of the month: the total since the plan began \
      of what grows, the level of an index, 1 or 0 for a single work and for a risk. An empty cell means that \
      nothing is known, not 0. With --month, the table is for that month alone, a row each.

      Fill it in as the figures come and give it to run, report, compare, drivers, seek and trace by \
      --actuals. A folder with one file for each month will do as well; a later file adds and corrects.

      EXAMPLES
        buildout actuals city.yaml --out actuals.csv
        buildout actuals city.yaml --lang zh --out actuals.csv
        buildout actuals city.yaml --month 2026-06 --out actuals/2026-06.csv
        buildout run city.yaml --actuals actuals
      """)

  @OptionGroup var scenario: ScenarioArgument

  @Option(
    help: .init("A table for this month alone, such as 2026-06. (default: all)", valueName: "month")
  )
  var month: String?

  @Option(help: "Language of headings and titles: en or zh (中文).")
  var lang = Language.ofLocale

  @OptionGroup var destination: NewFileOption

  func validate() throws {
    if let month, Month(month) == nil {
      throw ValidationError(
        "--month is '\(month)', it must be a year and a month, such as 2026-06.")
    }
  }

  func run() async throws {
    let out = try destination.checked()
    let input = try ScenarioInput(scenario.path)
    let calendar = input.document.scenario.calendar
    let month = month.flatMap { Month($0) }
    if let month, !(1...calendar.months).contains(calendar.number(of: month)) {
      throw Failure(
        code: .usage,
        message:
          "--month \(month) is outside the plan, which runs from \(calendar.start) to \(calendar.end)"
      )
    }
    let table = ActualsTableWriter.empty(
      input.document.scenario, month: month, language: lang)
    guard let out else {
      try StandardStreams.print(table)
      return
    }
    try SystemFile.createNew(out, Array(table.utf8))
    // The table of a month is read with those of the months before it.
    let folder = out.lastIndex(of: "/").map { String(out[..<$0]) } ?? ""
    let read = month == nil || folder.isEmpty ? out : folder
    StandardStreams.say(
      "Wrote \(out.shown). Fill it in, then: buildout run \(scenario.path.shown) --actuals \(read.shown)",
      in: lang)
  }
}

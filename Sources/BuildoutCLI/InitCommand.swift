import ArgumentParser
import Buildout
import Foundation
import Reporting
import Sampling
import ScenarioFormat

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a scenario from a table of targets (CSV or XLSX), or one to begin with.",
    discussion: """
      One row is one target. Columns are found by name, in English or Chinese: title (项目), target (目标值), \
      unit (单位), lead (责任单位), due (完成时限), remark (备注), and sector, id, clause. Only the first two are \
      needed. Lines above the headings are skipped. CSV may be UTF-8, GB18030 or UTF-16.

      The scenario runs as it is. How each target comes about is guessed by its unit and its words; every \
      guess is marked as an assumption and names the reference class it leans on, and comments say what to \
      change first. If cells cannot be read, each is named by sheet, row and column, and the exit code is 65. \
      Without a table, the scenario has a few invented targets.

      EXAMPLES
        buildout init targets.xlsx --start 2026-01 --out city.yaml
        buildout init 目标.csv --start 2026-01 --months 12 --lang zh --out city.yaml
        buildout init --out city.yaml
      """)

  @Argument(
    help: .init(
      "The table, .csv or .xlsx; - reads standard input. (default: none)", valueName: "targets"))
  var path: String?

  @Option(
    help: .init(
      "The first month, such as 2026-01; needed with a table. (default: January of this year)",
      valueName: "month"))
  var start: String?

  @Option(help: "Months to simulate, 1 to 120. (default: 12)", transform: WholeNumber.read)
  var months = 12

  @Option(
    help: .init(
      "The sheet of the workbook. (default: the sheet with the most known columns)",
      valueName: "name"))
  var sheet: String?

  @Option(help: "Language of comments and messages: en or zh (中文).")
  var lang = Language.ofLocale

  @OptionGroup var destination: NewFileOption

  func validate() throws {
    guard Calendar.allowedMonths.contains(months) else {
      throw ValidationError("--months is \(months), it must be from 1 to 120.")
    }
    if let start, Month(start) == nil {
      throw ValidationError(
        "--start is '\(start)', it must be a year and a month, such as 2026-01.")
    }
    guard path == nil || start != nil else {
      throw ValidationError(
        "Add --start: the first month of the plan, such as --start 2026-01.")
    }
    guard path != nil || sheet == nil else {
      throw ValidationError("--sheet needs a workbook.")
    }
  }

  func run() async throws {
    let out = try destination.checked()
    let draft = try draft()
    // What is written must be read: a fault here is ours, not the table's.
    do {
      _ = try ScenarioDocument(yaml: draft.yaml, file: out ?? "the scenario")
    } catch {
      throw OwnFault(text: error.description)
    }
    guard let out else {
      try StandardStreams.print(draft.yaml)
      return
    }
    try SystemFile.createNew(out, Array(draft.yaml.utf8))
    StandardStreams.report(summary(draft, out.shown))
  }

  private func draft() throws -> ScenarioDraft {
    guard let first = start.flatMap({ Month($0) }) ?? Self.january else {
      throw Failure(code: .usage, message: "the clock is wrong; add --start 2026-01, say")
    }
    let calendar: Buildout.Calendar
    do {
      calendar = try Calendar(start: first, months: months)
    } catch {
      throw Failure(code: .usage, message: "--start: \(error.words.problem); \(error.words.remedy)")
    }
    guard let path else {
      return ScenarioDraft.starting(calendar: calendar, language: lang)
    }
    let bytes = try SystemFile.read(path, limit: TableLimits().fileBytes, called: "table")
    let file = path == "-" ? lang("standard input" as Message) : path.shown
    let name = path == "-" ? file : String(path.split(separator: "/").last ?? "")
    return try spoken(file) { () throws(TableFileError) in
      try ScenarioDraft(
        tables: Table.read(bytes), sheet: sheet, file: name, calendar: calendar,
        language: lang)
    }
  }

  /// Faults in the language asked for.
  private func spoken(
    _ file: String, _ make: () throws(TableFileError) -> ScenarioDraft
  ) throws -> ScenarioDraft {
    do {
      return try make()
    } catch {
      let lines = error.faults.map { $0.description(file: file, in: lang) }
      let end: Message =
        lines.count == 1
        ? "1 fault; nothing was written" : "\(lines.count) faults; nothing was written"
      throw TableRefusal(text: (lines + [lang(end)]).joined(separator: "\n"))
    }
  }

  private func summary(_ draft: ScenarioDraft, _ file: String) -> String {
    let targets: Message =
      draft.targets == 1 ? "Wrote \(file): 1 target" : "Wrote \(file): \(draft.targets) targets"
    let named = draft.sheet.map { "\(targets) of sheet \"\($0)\"" as Message } ?? targets
    let whole: Message =
      draft.doubts == 0 ? named : "\(named), \(draft.doubts) of them in doubt"
    let next: Message = "\(whole). Its first lines say what to change first."
    return lang(next) + "\n" + lang("Next: buildout run \(file)" as Message) + "\n"
  }

  /// January of the year that the computer's clock shows.
  private static var january: Month? {
    var now = time(nil)
    var parts = tm()
    guard localtime_r(&now, &parts) != nil else { return nil }
    return Month(year: Int(parts.tm_year) + 1_900, month: 1)
  }
}

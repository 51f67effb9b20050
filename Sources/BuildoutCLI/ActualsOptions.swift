import ArgumentParser
import Buildout
import Foundation
import Reporting
import Sampling
import ScenarioFormat

/// What is known of the year so far.
struct ActualsOptions: ParsableArguments {
  @Option(
    help: .init(
      """
      What is known of the year so far: a CSV or XLSX file, or a folder with a file for each month, read in \
      the order of their names (2026-9 before 2026-10). The odds then take it into account. buildout actuals \
      writes the empty table.
      """, valueName: "path"),
    completion: .file(extensions: ["csv", "xlsx"]))
  var actuals: String?

  @Option(
    help: .init(
      "The last month whose end is known, such as 2026-06. (default: the last with a value)",
      valueName: "month"))
  var asOf: String?

  func validate() throws {
    guard let asOf else { return }
    guard Month(asOf) != nil else {
      throw ValidationError(
        "--as-of is '\(asOf)', it must be a year and a month, such as 2026-06.")
    }
    guard actuals != nil else {
      throw ValidationError("--as-of says until when --actuals are known; add --actuals.")
    }
  }

  /// What is known; nil where nothing was named. Corrections and what the scenario holds impossible are told
  /// on standard error.
  ///
  /// - Throws: A ``Failure`` where there is nothing to read, a ``Refusal`` with every fault.
  func read(_ scenario: Scenario, _ language: Language) throws -> ActualsDocument? {
    guard let actuals else { return nil }
    let files = try ActualsOptions.files(actuals, language)
    let document = try ActualsOptions.document(
      files, of: scenario, asOf: asOf.flatMap { Month($0) }, language)
    let told =
      (document.passedOver.map { [$0.description(in: language)] } ?? [])
      + document.corrections.map { $0.description(in: language) }
      + document.warnings.map { $0.description(in: language) }
    if !told.isEmpty { StandardStreams.report(told.map { $0.shown + "\n" }.joined()) }
    return document
  }

  /// Says where the actuals stand that no trial reached.
  static func tell(ofWhatNoTrialReachedIn reforecast: Reforecast, _ language: Language) {
    let told = reforecast.warnings.map {
      ActualsDiagnostic(.warning, origin: $0.origin, fault: $0.fault).description(in: language)
    }
    if !told.isEmpty { StandardStreams.report(told.map { $0.shown + "\n" }.joined()) }
  }

  /// Says which options can no longer be carried out: what they change was settled when the year began.
  static func tell(
    _ options: [ResourcingOption], ofNoUseIn scenario: Scenario, _ known: Actuals,
    _ language: Language
  ) {
    for option in options where !scenario.mayBecome(option.scenario, after: known.asOf) {
      let text: Message =
        "warning: option '\(option.id)' changes what was settled when the year began, such as a number of units; "
        + "given the actuals it would begin in \(scenario.calendar.month(known.asOf + 1)) and changes nothing"
      StandardStreams.report(language(text).shown + "\n")
    }
  }

  /// The plan given what is known, and where its numbers come from; the plan as it stands where nothing is.
  ///
  /// - Parameter option: Carried out, given what is known from the month after the last of that.
  func plan(
    _ input: ScenarioInput, _ settings: RunSettings, _ language: Language,
    withOption option: ResourcingOption? = nil
  ) async throws -> (plan: Plan, provenance: Provenance) {
    guard let known = try read(input.document.scenario, language)?.actuals else {
      return (try option.map { try Plan($0.scenario) } ?? input.plan, input.provenance)
    }
    ActualsOptions.tell(
      option.map { [$0] } ?? input.document.options, ofNoUseIn: input.document.scenario, known,
      language)
    return try await ActualsOptions.plan(input, given: known, settings, withOption: option)
  }

  /// The same of what has been read.
  static func plan(
    _ input: ScenarioInput, given known: Actuals, _ settings: RunSettings,
    withOption option: ResourcingOption? = nil
  ) async throws -> (plan: Plan, provenance: Provenance) {
    let plan = try await input.plan.given(known, settings, becoming: option?.scenario)
    return (plan, input.provenance(given: known))
  }

  /// Reads files of actuals, with their faults in a language.
  static func document(
    _ files: [ActualsFile], of scenario: Scenario, asOf: Month?, _ language: Language
  ) throws -> ActualsDocument {
    do throws(ActualsFileError) {
      return try ActualsDocument(files, of: scenario, asOf: asOf)
    } catch {
      let count = error.issues.count
      let end: Message =
        count == 1
        ? "1 fault; nothing was simulated and nothing was written"
        : "\(count) faults; nothing was simulated and nothing was written"
      throw TableRefusal(
        text: (error.issues.map { $0.description(in: language) } + [language(end)])
          .joined(separator: "\n"))
    }
  }

  /// A file, or those of a folder in the order of their names.
  private static func files(_ path: String, _ language: Language) throws -> [ActualsFile] {
    guard SystemFile.isDirectory(path) else { return [try file(path, shown: path.shown)] }
    guard let names = OpenFolder(path)?.names() else {
      throw Failure(
        code: .noInput, message: "cannot read \(path.shown): \(SystemFile.problem)")
    }
    let tables = names.map(\.text).filter { name in
      let lower = name.lowercased()
      return !name.hasPrefix(".") && !name.hasPrefix("~$")
        && (lower.hasSuffix(".csv") || lower.hasSuffix(".xlsx"))
    }.sorted {
      // `2021-9` comes before `2021-10`.
      let order = $0.compare($1, options: .numeric)
      return order == .orderedSame ? $0 < $1 : order == .orderedAscending
    }
    guard !tables.isEmpty else {
      throw Failure(
        code: .noInput,
        message: "\(path.shown) holds no .csv and no .xlsx file; put the tables of actuals there")
    }
    let folder = path.hasSuffix("/") ? path : path + "/"
    return try tables.map { try file(folder + $0, shown: (folder + $0).shown) }
  }

  private static func file(_ path: String, shown: String) throws -> ActualsFile {
    ActualsFile(
      name: path == "-" ? Language.spoken("standard input" as Message) : shown,
      bytes: try SystemFile.read(path, limit: TableLimits().fileBytes, called: "table"))
  }
}

/// The meeting before this one.
struct PreviousOption: ParsableArguments {
  @Option(
    help: .init(
      """
      The folder of the meeting before; leave it out at the first meeting. Its odds stand beside those of now, and \
      each change is split into new actuals, edited inputs and revised targets.
      """, valueName: "folder"),
    completion: .directory)
  var previous: String?

  /// - Throws: A `ValidationError` where nothing is known of the year.
  func check(beside known: ActualsOptions) throws {
    guard previous == nil || known.actuals != nil else {
      throw ValidationError("--previous names the meeting before this one; add --actuals.")
    }
  }

  /// The meeting before; nil where none was named.
  ///
  /// - Parameter known: What is known at this meeting.
  /// - Throws: A ``Failure`` where the folder holds none, one of another plan, or one of a later month.
  func kept(
    _ input: ScenarioInput, given known: Actuals?, _ language: Language
  ) throws -> KeptMeeting? {
    guard let previous else { return nil }
    let scenario = input.document.scenario
    let kept = try KeptMeeting(previous, beside: input, language)
    guard kept.scenario.id == scenario.id else {
      throw Failure(
        code: .usage,
        message:
          "the meeting in \(previous.shown) is of another plan, '\(kept.scenario.id)', and this one is "
          + "'\(scenario.id)'; name a meeting of the same plan")
    }
    guard kept.scenario.calendar == scenario.calendar else {
      let (old, new) = (kept.scenario.calendar, scenario.calendar)
      throw Failure(
        code: .usage,
        message:
          "the meeting in \(previous.shown) is of a plan from \(old.start) to \(old.end), and this one runs "
          + "from \(new.start) to \(new.end); name a meeting of the same plan")
    }
    if let then = kept.actuals, let known, then.asOf > known.asOf {
      let (later, now) = (scenario.calendar.month(then.asOf), scenario.calendar.month(known.asOf))
      throw Failure(
        code: .usage,
        message:
          "the meeting in \(previous.shown) knew the year to the end of \(later), and this one knows it to the end of "
          + "\(now); name an earlier meeting")
    }
    return kept
  }
}

public import Buildout
import Sampling

/// A file of actuals, as it lies on the disk.
public struct ActualsFile: Hashable, Sendable {
  /// As the reader of a message knows it.
  public let name: String
  /// CSV or XLSX.
  public let bytes: [UInt8]

  /// A file by its name and its bytes.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// Actuals that have been read from one file, or from the files of several meetings.
///
///     let document = try ActualsDocument([june], of: scenario)
///     let reforecast = try await plan.forecast(settings, given: document.actuals)
///
/// A row says what a target, a measure or a risk stood at, at the end of a month: `id,month,value,note`, or
/// `id` and one column a month. Later files add and correct; the page LivingPlan says what may stand in a cell.
public struct ActualsDocument: Hashable, Sendable {
  /// What is known.
  public let actuals: Actuals
  /// Values of earlier files that a later one has put right, in the order of the files.
  public let corrections: [ActualsCorrection]
  /// Says of files that they were passed over, since they were written after the as-of month that was asked for; nil
  /// where none was.
  public let passedOver: ActualsDiagnostic?
  /// What was passed over or looks like a slip, and what the scenario holds impossible; the values stand all the same.
  public let warnings: [ActualsDiagnostic]

  /// Reads files in their order.
  ///
  /// - Parameters:
  ///   - files: In the order in which later ones add and correct.
  ///   - scenario: What the rows are of.
  ///   - asOf: The last month whose end is known; nil is the last that has a value. Of several files those with
  ///     a value of a later month are passed over, whatever else they say: they were written after it.
  /// - Throws: ``ActualsFileError`` with all the faults of all the files.
  public init(
    _ files: [ActualsFile], of scenario: Scenario, asOf: Month? = nil
  ) throws(ActualsFileError) {
    var subjects = ActualsSubjects(scenario)
    let calendar = scenario.calendar
    var collected = CollectedActuals(calendar: calendar, asOf: asOf)
    var later: [(name: String, last: Month)] = []
    for file in files {
      var reader = ActualsTableReader(file: file.name, calendar: calendar)
      reader.read(file.bytes, &subjects)
      if files.count > 1, let asOf, let last = reader.rows.map(\.month).max(), last > asOf {
        later.append((file.name, last))
      } else {
        collected.add(reader)
      }
    }
    let last = collected.rows.map { calendar.number(of: $0.month) }
      .filter { (1...calendar.months).contains($0) }.max()
    if collected.rows.isEmpty, asOf == nil, collected.issues.isEmpty {
      throw ActualsFileError([Self.empty(files)])
    }
    passedOver = asOf.flatMap { Self.passedOver(later, after: $0) }
    let actuals = collected.actuals(asOf: asOf.map { calendar.number(of: $0) } ?? last ?? 1)
    collected.check(scenario, actuals)
    guard collected.issues.isEmpty else { throw ActualsFileError(collected.issuesInOrder) }
    self.actuals = actuals
    corrections = collected.corrections
    let jump = asOf == nil ? collected.jump(to: calendar.month(actuals.asOf)) : nil
    warnings =
      collected.warnings + [jump].compactMap(\.self)
      + scenario.warnings(in: actuals).map {
        ActualsDiagnostic(.warning, origin: $0.origin, fault: $0.fault)
      }
  }

  private static func passedOver(
    _ files: [(name: String, last: Month)], after asOf: Month
  ) -> ActualsDiagnostic? {
    guard let first = files.first else { return nil }
    let more = files.count - 1
    let what: Message = "what is known ends with \(asOf), and the file speaks of \(first.last)"
    return ActualsDiagnostic(
      .warning, origin: first.name,
      fault: Fault(
        .outsideHorizon,
        more == 0
          ? what
          : more == 1
            ? "\(what); so does 1 file after it of a later month"
            : "\(what); so do \(more) files after it of later months",
        consequence: more == 0
          ? "it was written later and is passed over"
          : "all of them were written later and are passed over",
        remedy: "name a later month by --as-of, or leave it out, to have them read"))
  }

  private static func empty(_ files: [ActualsFile]) -> ActualsDiagnostic {
    ActualsDiagnostic(
      origin: files.first?.name ?? "",
      fault: Fault(
        .missing, "there is no value in the actuals",
        consequence: "it is not known how much of the year has passed",
        remedy:
          "fill in what is known, name the last month by --as-of, or leave the actuals out"))
  }
}

/// A value that a later file has put right.
public struct ActualsCorrection: Hashable, Sendable {
  /// What was read, as the later file names it.
  public let name: String
  /// At whose end it was read.
  public let month: Month
  /// What it was said to be, and what it is.
  public let old, new: Double
  /// Where the two stand.
  public let oldOrigin, newOrigin: String

  /// One line that reads well aloud, without a line end.
  public func description(in language: Language) -> String {
    let (old, new) = (Fault.text(old), Fault.text(new))
    return language(
      "\(newOrigin): correction: \(name) in \(month) is \(new), not the \(old) of \(oldOrigin)"
        as Message)
  }
}

/// A fault or a warning of a file of actuals, at its place.
public struct ActualsDiagnostic: Hashable, Sendable {
  /// Whether the actuals can be used all the same.
  public let severity: Diagnostic.Severity
  /// `june.csv:12:18`, or `june.xlsx:Progress!C7`; the file alone for what is wrong with the whole, and
  /// empty for what stands in none.
  public let origin: String
  /// What is wrong, what follows, what to do, and the code of its kind.
  public let fault: Fault

  package init(_ severity: Diagnostic.Severity = .error, origin: String, fault: Fault) {
    self.severity = severity
    self.origin = origin
    self.fault = fault
  }

  /// One line: place, severity, problem, consequence and remedy.
  public func description(in language: Language) -> String {
    let what = fault.description(in: language)
    return switch language {
    case .en: (origin.isEmpty ? "" : origin + ": ") + severity.rawValue + ": " + what
    case .zh:
      (origin.isEmpty ? "" : origin + "：") + (severity == .error ? "错误：" : "警告：") + what
    }
  }
}

/// All the faults of files of actuals, in their order; never empty.
public struct ActualsFileError: Error, Hashable, Sendable {
  /// One at least.
  public let issues: [ActualsDiagnostic]

  /// - Precondition: There is one at least.
  public init(_ issues: [ActualsDiagnostic]) {
    precondition(!issues.isEmpty, "actuals without faults are no error")
    self.issues = issues
  }
}

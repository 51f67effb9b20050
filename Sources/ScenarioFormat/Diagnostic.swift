public import Buildout

/// A fault or a warning of a scenario file, at its place.
///
/// The description is one line that reads well aloud:
///
///     city.yaml:12:7: error: 'capasity' is not a key of a pool; it has no meaning there; did you mean 'capacity'?
public struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
  /// Whether the scenario can be simulated all the same.
  public enum Severity: String, Hashable, Sendable {
    /// Nothing can be simulated.
    case error
    /// It can, and is hardly what was meant.
    case warning
  }

  /// An error, or a warning.
  public let severity: Severity
  /// The file as the reader of the message knows it.
  public let file: String
  /// Counted from 1.
  public let line: Int
  /// Counted from 1, in characters (Unicode scalars).
  public let column: Int
  /// What is wrong, what follows, what to do, and the code of its kind.
  public let fault: Fault

  /// A fault at a line and a column of a file, both counted from 1.
  public init(
    _ severity: Severity = .error, file: String, line: Int, column: Int, fault: Fault
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.fault = fault
  }

  /// One line: place, severity, problem, consequence and remedy.
  public var description: String { description(in: .en) }

  /// The same in a language. Its place is written alike in both, so that editors find it.
  public func description(in language: Language) -> String {
    let place = "\(file):\(line):\(column): "
    return switch language {
    case .en: place + "\(severity.rawValue): " + fault.description(in: language)
    case .zh: place + (severity == .error ? "错误：" : "警告：") + fault.description(in: language)
    }
  }
}

/// All the faults of a scenario file, in the order of the file; never empty.
public struct ScenarioFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One at least, in the order of the file.
  public let issues: [Diagnostic]

  /// - Precondition: There is one at least.
  public init(_ issues: [Diagnostic]) {
    precondition(!issues.isEmpty, "a file without faults is no error")
    self.issues = issues
  }

  /// One fault a line.
  public var description: String { issues.map(\.description).joined(separator: "\n") }

  /// The same, led by characters that explain other faults. What stands in their lines, and an end of
  /// reading after them, follows from them.
  func explained(by lookalikes: [Issue], in file: String) -> ScenarioFileError {
    guard let first = lookalikes.first else { return self }
    let lines = Set(lookalikes.map(\.position.line))
    let others = issues.filter { issue in
      !lines.contains(issue.line)
        && !(issue.line >= first.position.line && issue.fault.problem.hasPrefix("this is not YAML"))
    }
    return ScenarioFileError(
      (lookalikes.map { $0.diagnostic(in: file) } + others).sorted {
        ($0.line, $0.column) < ($1.line, $1.column)
      })
  }
}

/// A fault whose file is not yet known.
struct Issue: Hashable {
  var position: Position
  var fault: Fault

  func diagnostic(
    _ severity: Diagnostic.Severity = .error, in file: String
  ) -> Diagnostic {
    Diagnostic(
      severity, file: file, line: position.line, column: position.column,
      fault: Fault(
        fault.code, fault.path, fault.words.problem.map(Self.inert),
        consequence: fault.words.consequence.map(Self.inert),
        remedy: fault.words.remedy.map(Self.inert)))
  }

  /// The text with what could act on a terminal replaced; keys may hold it by escapes.
  private static func inert(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.isUnsafeInText) else { return text }
    var inert = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      inert.append(scalar.isUnsafeInText ? "\u{FFFD}" : scalar)
    }
    return String(inert)
  }
}

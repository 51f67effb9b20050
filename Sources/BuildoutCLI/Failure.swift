import ArgumentParser
import Buildout
import Reporting
import Sampling
import ScenarioFormat

/// What goes wrong outside the scenario: a file, a folder, an argument.
struct Failure: Error {
  /// Exit codes, after sysexits.h where it has one.
  enum Code: Int32 {
    case usage = 64
    case badScenario = 65
    case noInput = 66
    case ownBug = 70
    case system = 71
    case cannotCreate = 73
    case inputOutput = 74
    /// Another round of shares is needed.
    case notYet = 75
  }

  let code: Code
  /// What is wrong and what to do, without a full stop.
  let message: Message
}

/// The reader of our output has closed it, as `head` does when it has seen enough.
struct BrokenPipe: Error {}

/// How a command ends: the only place where errors become text and exit codes.
struct Outcome {
  var code: Int32
  /// For standard error, or for standard output when the code is 0; ends in a line end or is empty.
  var text: String

  /// - Parameter language: That of what is said.
  init(of error: any Error, signal: Int32?, in language: Language = .spoken) {
    switch error {
    case let failure as Failure:
      self.init(failure.code.rawValue, language("error: \(failure.message)"))
    case let error as ScenarioFileError:
      self.init(
        Failure.Code.badScenario.rawValue,
        Outcome.text(faults: error.issues.map { $0.description(in: language) }, language))
    case let error as TableRefusal:
      self.init(Failure.Code.badScenario.rawValue, error.text)
    case let error as ScenarioFaults:
      let lines = error.faults.map { fault in
        let place = fault.path.joined(separator: ".")
        return language("error: \(place): \(fault.description(in: language))")
      }
      self.init(Failure.Code.badScenario.rawValue, Outcome.text(faults: lines, language))
    case let overflow as TrialOverflow:
      self.init(Failure.Code.badScenario.rawValue, language("error: \(overflow.message)"))
    case let error as MemoryShortage:
      self.init(Failure.Code.system.rawValue, language("error: \(Outcome.text(error))"))
    case let error as WorkbookError:
      let what = "cannot write the workbook: " + error.message
      self.init(
        Failure.Code.cannotCreate.rawValue, language("error: \(language.translated(what))"))
    case is CancellationError:
      // 128 and the signal's number, as shells have it: 130 after Ctrl-C.
      self.init(128 + (signal ?? 2), language("interrupted; nothing was written" as Message))
    case let interrupted as Interrupted:
      self.init(128 + (signal ?? 2), language(interrupted.message))
    case is BrokenPipe:
      self.init(0, "")
    default:
      let code = BuildoutCommand.exitCode(for: error)
      if code == .success || code == .validationFailure {
        let text = BuildoutCommand.fullMessage(for: error)
        self.init(code.rawValue, code == .success ? text : language.translated(arguments: text))
      } else {
        self.init(
          Failure.Code.ownBug.rawValue,
          language(
            "error: this is a fault of buildout, not of the scenario; please report it with the scenario and this line: \(error)"
          ))
      }
    }
  }

  private init(_ code: Int32, _ message: String) {
    self.code = code
    // Messages repeat arguments, which can hold what acts on a terminal.
    let message = code == 0 ? message : message.shownLines
    text = message.isEmpty || message.hasSuffix("\n") ? message : message + "\n"
  }

  private static func text(_ error: MemoryShortage) -> Message {
    func megabytes(_ bytes: Int) -> Int { (bytes + 999_999) / 1_000_000 }
    // Memory grows with the measures in proportion, nearly.
    let fitting = error.measures * error.allowed / max(1, error.needed)
    let (needed, allowed) = (megabytes(error.needed), megabytes(error.allowed))
    return "\(error.measures) different measures over \(error.months) months would take about "
      + "\(needed) MB, there are \(allowed) MB for them; "
      + "nothing was simulated; about \(fitting) measures would fit, or as many over fewer months"
  }

  private static func text(faults: [String], _ language: Language) -> String {
    let end: Message =
      faults.count == 1
      ? "1 fault; nothing was simulated and nothing was written"
      : "\(faults.count) faults; nothing was simulated and nothing was written"
    return (faults + [language(end)]).joined(separator: "\n")
  }
}

/// What is wrong with a table, in words and in the language asked for.
struct TableRefusal: Error {
  let text: String
}

/// What only a mistake in this program can bring about.
struct OwnFault: Error, CustomStringConvertible {
  let text: String

  var description: String { text }
}

import Buildout
import Foundation
import Sampling

/// Standard output and error, written without a buffer of the C library's.
enum StandardStreams {
  /// A reader that closes its end, and a limit on the size of files, give an error to handle rather than
  /// a signal.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Writes to standard output.
  ///
  /// - Throws: ``BrokenPipe`` when the reader has gone, a ``Failure`` when the disk is full.
  static func print(_ text: String) throws {
    try SystemFile.write(text, to: STDOUT_FILENO, name: "standard output")
  }

  /// Writes to standard error, where nothing can be done about a failure.
  static func report(_ text: String) {
    try? SystemFile.write(text, to: STDERR_FILENO, name: "standard error")
  }

  /// Writes a line to standard error.
  static func say(_ message: Message, in language: Language) {
    report(language(message) + "\n")
  }

  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal on standard output; nil when it is none.
  static var outputWidth: Int? {
    guard isOutputTerminal else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Colour is for terminals, unless NO_COLOR (no-color.org) is set and not empty.
  static var usesColor: Bool {
    guard isOutputTerminal else { return false }
    return getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
  }
}

/// Ends the process at once, leaving no buffer to flush.
func endProcess(_ code: Int32) -> Never { _exit(code) }

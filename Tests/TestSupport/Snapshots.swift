public import Foundation

/// Texts that are kept beside the tests, whole, and recorded anew with `BUILDOUT_RECORD=1`. Read the
/// difference before you commit it.
public struct Snapshots: Sendable {
  /// Whether what is said now is what is to be said from now on.
  public static let isRecording = ProcessInfo.processInfo.environment["BUILDOUT_RECORD"] == "1"

  private let folder: URL

  /// Those of the folder `Snapshots` beside the file of the tests.
  public init(beside file: String = #filePath) {
    folder = URL(filePath: file).deletingLastPathComponent().appending(path: "Snapshots")
  }

  /// Where one of them is kept.
  public func url(_ name: String) -> URL { folder.appending(path: name) }

  /// Where a text differs from the one that is kept: the parts, each of which begins with `== `, as they are
  /// and as they should be. Empty where it is the same. The text is kept first when recording.
  public func difference(of text: String, from name: String) throws -> String {
    if Self.isRecording { try Data(text.utf8).write(to: url(name)) }
    let kept = try String(contentsOf: url(name), encoding: .utf8)
    guard text != kept else { return "" }
    var (said, expected) = (Self.parts(text), Self.parts(kept))
    let count = max(said.count, expected.count)
    said += Array(repeating: "", count: count - said.count)
    expected += Array(repeating: "", count: count - expected.count)
    return "differs from \(name):\n"
      + zip(said, expected).filter { $0 != $1 }
      .map { "is:\n\($0)\nshould be:\n\($1)" }.joined(separator: "\n")
  }

  private static func parts(_ text: String) -> [String] { text.components(separatedBy: "== ") }
}

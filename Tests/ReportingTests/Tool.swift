import Foundation

/// Programs of others that read what we write, where they are installed.
enum Tool {
  static let openpyxl = (try? run("/usr/bin/env", ["python3", "-c", "import openpyxl"])) != nil
  static let office = ["/usr/bin/soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static let html5lib = (try? run("/usr/bin/env", ["python3", "-c", "import html5lib"])) != nil
  static let chromium = [
    "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ].first { FileManager.default.isExecutableFile(atPath: $0) }

  struct Failed: Error { let output: String }

  static func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(output: output) }
    return output
  }

  static func python(_ script: String, _ arguments: String...) throws -> String {
    try run("/usr/bin/env", ["PYTHONIOENCODING=utf-8", "python3", "-c", script] + arguments)
  }

  static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "buildout-reporting-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  static func remove(_ folder: URL) { try? FileManager.default.removeItem(at: folder) }
}

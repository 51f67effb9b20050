import Buildout
import Reporting

/// A file that is to be in a folder.
struct OutputFile {
  let name: String
  let bytes: [UInt8]

  init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }

  /// A report in every format, under the name of its file. Nothing of the clock, the machine or a path
  /// is in them.
  ///
  /// - Parameter csv: Whose spreadsheet is to open the CSV; in Chinese it begins with a byte-order mark.
  static func every(
    _ name: String, csv: Language, report: (Language) -> Report, json: () -> String
  ) -> [OutputFile] {
    let english = report(.en)
    let chinese = report(.zh)
    let pages = [
      OutputFile(name + ".txt", english.text()), OutputFile(name + ".md", english.markdown()),
      OutputFile(name + ".zh.txt", chinese.text()), OutputFile(name + ".zh.md", chinese.markdown()),
    ]
    let tables = csv == .zh ? chinese : english
    let sheets = tables.sheets.map { OutputFile($0.id + ".csv", tables.csv($0.id) ?? "") }
    return pages + sheets + [OutputFile(name + ".json", json())]
  }

  /// The names that ``every(_:csv:report:json:)`` gives, where the report has these sheets.
  static func names(_ name: String, sheets: [String]) -> [String] {
    [".txt", ".md", ".zh.txt", ".zh.md", ".json"].map { name + $0 } + sheets.map { $0 + ".csv" }
  }

  /// Every name under which a command writes to a folder.
  static let allNames = Set(
    Meeting.fileNames + HistoryCommand.fileNames + CompareCommand.fileNames
      + ChooseCommand.fileNames + BottlenecksCommand.fileNames + DriversCommand.fileNames
      + DiffCommand.fileNames + ReportCommand.pageNames + [Manifest.name])
}

/// The list of the files of one run with their SHA-256, as `sha256sum -c` reads it.
///
/// It lies beside them. By it a later run knows which files are of an earlier one and have not been
/// touched since, and whoever gets the folder can see that its files are of one run.
struct Manifest {
  static let name = "buildout.sha256"

  /// The digests by name.
  private let digests: [String: String]

  /// The list of some files.
  static func file(of files: [OutputFile]) -> OutputFile {
    let lines = files.sorted { $0.name < $1.name }.map { SHA256.hex($0.bytes) + "  " + $0.name }
    return OutputFile(name, lines.joined(separator: "\n") + "\n")
  }

  /// The list that lies in a folder; one of no files where there is none.
  init(in folder: OpenFolder) {
    let text = SystemFile.contents(FileName(Manifest.name), in: folder, limit: 1_000_000) ?? []
    var digests: [String: String] = [:]
    for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "  ", maxSplits: 1).map(String.init)
      if parts.count == 2 { digests[parts[1]] = parts[0] }
    }
    self.digests = digests
  }

  /// Whether a file in the folder is listed and as it was written.
  func vouches(for name: String, in folder: OpenFolder) -> Bool {
    guard let digest = digests[name],
      let bytes = SystemFile.contents(FileName(name), in: folder, limit: 1_000_000_000)
    else { return false }
    return SHA256.hex(bytes) == digest
  }
}

import Reporting

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

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
  static func every(
    _ name: String, report: (Language) -> Report, json: () -> String
  ) -> [OutputFile] {
    let english = report(.en)
    let chinese = report(.zh)
    let pages = [
      OutputFile(name + ".txt", english.text()), OutputFile(name + ".md", english.markdown()),
      OutputFile(name + ".zh.txt", chinese.text()), OutputFile(name + ".zh.md", chinese.markdown()),
    ]
    let sheets = english.sheets.map { OutputFile($0.id + ".csv", english.csv($0.id) ?? "") }
    return pages + sheets + [OutputFile(name + ".json", json())]
  }
}

/// A folder that receives a run's files together.
///
/// A folder that does not exist appears whole: it is written beside its place under a hidden name
/// and renamed. Into a folder that exists, the files are written in a hidden folder inside it (which
/// is sure to be on the same file system) and then renamed one by one; if one of them cannot be, those
/// before it are put back. Other files there are left alone. So whoever looks finds whole files only,
/// and after an error or an interruption the ones that were there before. If the machine stops
/// between two renames, some files are of the new run and some of the old, each of them whole.
struct OutputFolder {
  let path: String

  init(_ path: String) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
  }

  private var parent: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private var name: String {
    String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
  }

  /// The folder that a command line names, if it names one.
  static func checked(_ path: String?) throws -> OutputFolder? {
    let folder = path.map { OutputFolder($0) }
    try folder?.check()
    return folder
  }

  /// Finds out before a long run whether its files will have a place.
  private func check() throws {
    guard !path.isEmpty else {
      throw Failure(code: .cannotCreate, message: "--out names no folder")
    }
    if SystemFile.exists(path), !SystemFile.isDirectory(path) {
      throw Failure(
        code: .cannotCreate, message: "cannot write \(path): it is a file; --out names a folder")
    }
    var nearest = OutputFolder(path)
    while !SystemFile.isDirectory(nearest.path), nearest.path != nearest.parent {
      nearest = OutputFolder(nearest.parent)
    }
    guard access(nearest.path, W_OK | X_OK) == 0 else { throw SystemFile.cannotCreate(path) }
  }

  /// Puts the files there, all of them or none.
  ///
  /// - Parameter stale: Names of files that an earlier run may have left and that say nothing now; they
  ///   are removed.
  func write(_ files: [OutputFile], removing stale: [String] = []) throws {
    let isNew = !SystemFile.isDirectory(path)
    if isNew { try OutputFolder(parent).createWithParents() }
    let scratch = try createScratch(in: isNew ? parent : path)
    var remains = files.map { scratch + "/" + $0.name }
    defer {
      for file in remains { unlink(file) }
      rmdir(scratch)
    }
    for file in files { try SystemFile.create(scratch + "/" + file.name, file.bytes) }
    if isNew {
      guard rename(scratch, path) == 0 else { throw SystemFile.cannotCreate(path) }
      remains = []
    } else {
      remains += (files.map(\.name) + stale).map { scratch + "/" + $0 + ".before" }
      try moveIntoPlace(files.map(\.name), removing: stale, from: scratch)
    }
  }

  /// Renames each file over the old one, of which a second name is kept until all are done.
  private func moveIntoPlace(
    _ names: [String], removing stale: [String], from scratch: String
  ) throws {
    var moved: [String] = []
    func putBack() {
      for name in moved.reversed() {
        let before = scratch + "/" + name + ".before"
        if rename(before, path + "/" + name) != 0 { unlink(path + "/" + name) }
      }
    }
    for name in names {
      let place = path + "/" + name
      let before = scratch + "/" + name + ".before"
      // A hard link, so that there is no moment without the file.
      let isKept = link(place, before) == 0
      guard isKept || errno == ENOENT, rename(scratch + "/" + name, place) == 0 else {
        let failure = SystemFile.cannotCreate(place)
        putBack()
        throw failure
      }
      moved.append(name)
    }
    for name in stale {
      let place = path + "/" + name
      guard rename(place, scratch + "/" + name + ".before") == 0 else {
        if errno == ENOENT { continue }
        let failure = SystemFile.cannotCreate(place)
        putBack()
        throw failure
      }
      moved.append(name)
    }
  }

  private func createWithParents() throws {
    guard !SystemFile.isDirectory(path) else { return }
    if parent != path { try OutputFolder(parent).createWithParents() }
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw SystemFile.cannotCreate(path) }
  }

  private func createScratch(in folder: String) throws -> String {
    for attempt in 0..<100 {
      let scratch = "\(folder)/.\(name).buildout-\(getpid())-\(attempt)"
      if mkdir(scratch, 0o777) == 0 { return scratch }
      guard errno == EEXIST else { break }
    }
    throw SystemFile.cannotCreate(path)
  }
}

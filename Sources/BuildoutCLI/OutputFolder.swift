import Foundation
import Sampling

/// A folder that receives a run's files together, in place of those of an earlier run.
///
/// It appears whole, or takes the place of the one that is there in one step, see ``FolderSwap``. Files
/// that an earlier run wrote are gone then, and what is not Buildout's stays.
struct OutputFolder {
  /// As the command line names it.
  let path: String
  /// The names of the files that it is to receive.
  let names: [String]

  /// The folder that a command line names, if it names one.
  ///
  /// - Throws: A ``Failure`` when the files would have no place there, so that nobody learns of it after
  ///   a long run.
  static func checked(_ path: String?, for names: [String]) throws -> OutputFolder? {
    guard let path else { return nil }
    guard !path.isEmpty else {
      throw Failure(code: .cannotCreate, message: "--out names no folder")
    }
    let folder = OutputFolder(path: path, names: names)
    try folder.check()
    return folder
  }

  /// Puts the files there, all of them or none, with a list of them.
  func write(_ files: [OutputFile]) throws {
    let folderPath = try FolderPath(path)
    var made: [String] = []
    do {
      try folderPath.makeParents(&made)
      let swap = try FolderSwap(parentPath: folderPath.parent, name: folderPath.name, path: path)
      try swap.put(files + [Manifest.file(of: files)]) { old in
        try checkNames(in: old, writing: files.map(\.name))
      }
    } catch {
      for folder in made.reversed() { rmdir(folder) }
      throw error
    }
  }

  // MARK: Before a long run

  private func check() throws {
    let folderPath = try FolderPath(path)
    guard SystemFile.isDirectory(folderPath.path) else { return try checkAbsent(folderPath) }
    guard access(folderPath.path, R_OK | W_OK | X_OK) == 0,
      let folder = OpenFolder(folderPath.path),
      let status = folder.status
    else { throw SystemFile.cannotCreate(path) }
    if let current = OpenFolder(".")?.status, current.isSame(as: status) {
      throw refusal(
        "it is the current folder, which cannot be replaced as a whole; name a folder in it, such as "
          + "--out forecast")
    }
    guard let parent = OpenFolder(folderPath.parent), let outer = parent.status,
      access(folderPath.parent, W_OK | X_OK) == 0
    else {
      throw refusal(
        "it is replaced as a whole, and the folder that it lies in cannot be written "
          + "(\(SystemFile.problem)); \(suggestion(folderPath))")
    }
    // The root is its own parent.
    guard outer.st_dev == status.st_dev, !outer.isSame(as: status) else {
      throw refusal(
        "a file system is mounted there, so it cannot be replaced as a whole; \(suggestion(folderPath))"
      )
    }
    try checkNames(in: folder, writing: names)
    try checkFolders(in: folder)
  }

  /// Folders in it move along.
  private func checkFolders(in folder: OpenFolder) throws {
    guard let names = folder.names(), let device = folder.status?.st_dev else {
      throw SystemFile.cannotCreate(path)
    }
    for name in names where folder.kind(name) == .folder {
      let isMovable =
        folder.status(name)?.st_dev == device
        && faccessat(folder.descriptor, name.bytes, W_OK, 0) == 0
      guard isMovable else {
        throw refusal(
          "it is replaced as a whole, and the folder \(name.text.shown) in it cannot be moved, since it "
            + "is of another file system or you may not write to it; move it away or name another "
            + "folder")
      }
    }
  }

  /// There is no folder yet.
  private func checkAbsent(_ folderPath: FolderPath) throws {
    var nearest = folderPath.path
    while !SystemFile.isDirectory(nearest), nearest != FolderPath.parent(of: nearest) {
      if let what = SystemFile.description(nearest) {
        throw refusal(
          nearest == folderPath.path
            ? "it is \(what); --out names a folder"
            : "\(nearest.shown) is \(what); --out names a folder")
      }
      nearest = FolderPath.parent(of: nearest)
    }
    guard access(nearest, R_OK | W_OK | X_OK) == 0 else { throw SystemFile.cannotCreate(path) }
  }

  /// What is in the folder under names of Buildout's either is replaced or is known to be of an earlier
  /// run, or else it would be lost, or stand beside files of another run.
  private func checkNames(in folder: OpenFolder, writing names: [String]) throws {
    let taken = names.filter { folder.kind(FileName($0)) == .folder }
    guard taken.isEmpty else {
      throw refusal("\(taken.listed) in it is a folder, where a file is to be")
    }
    let manifest = Manifest(in: folder)
    let unknown = OutputFile.allNames.subtracting(names + [Manifest.name]).sorted().filter { name in
      guard let kind = folder.kind(FileName(name)), kind != .folder else { return false }
      return !manifest.vouches(for: name, in: folder)
    }
    guard unknown.isEmpty else {
      throw refusal(
        unknown.count == 1
          ? "\(unknown[0]) in it would stand beside files of another run, and \(Manifest.name) does not say "
            + "that buildout wrote it as it is now; move it away or name another folder"
          : "\(unknown.listed) in it would stand beside files of another run, and "
            + "\(Manifest.name) does not say that buildout wrote them as they are now; move them away or "
            + "name another folder")
    }
  }

  private func suggestion(_ folderPath: FolderPath) -> Message {
    let base = path == "/" ? "" : path
    return "name a folder in it, such as --out \((base + "/forecast").shown)"
  }

  private func refusal(_ reason: Message) -> Failure {
    Failure(code: .cannotCreate, message: "cannot write \(path.shown): \(reason)")
  }
}

/// Where a folder is, or is to be: its own path, behind links, cut into the last name and what is
/// before it.
struct FolderPath {
  let path: String

  init(_ path: String) throws {
    var path = path
    while path.count > 1, path.hasSuffix("/") || path.hasSuffix("/.") { path.removeLast() }
    guard SystemFile.isDirectory(path) else {
      self.path = path
      return
    }
    guard let real = realpath(path, nil) else { throw SystemFile.cannotCreate(path) }
    defer { free(real) }
    self.path = String(cString: real)
  }

  var parent: String { FolderPath.parent(of: path) }

  var name: String {
    String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
  }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Makes the folders that lead to it, and notes which.
  func makeParents(_ made: inout [String]) throws {
    try FolderPath.make(parent, &made)
  }

  /// Makes a folder, and those that lead to it, where they are not there; notes which.
  static func make(_ path: String, _ made: inout [String]) throws {
    var missing: [String] = []
    var next = path
    while !SystemFile.isDirectory(next), next != FolderPath.parent(of: next) {
      missing.append(next)
      next = FolderPath.parent(of: next)
    }
    for folder in missing.reversed() {
      if mkdir(folder, 0o777) == 0 {
        made.append(folder)
      } else if errno != EEXIST {
        throw SystemFile.cannotCreate(folder)
      }
    }
  }
}

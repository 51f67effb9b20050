import Buildout
import Foundation
import Sampling

/// The folder of a run's shares: a file for each, and the scenario and the actuals that they are of, so that it can be
/// merged anywhere.
///
/// Many processes may write to it. Each file appears whole, or takes the place of an earlier one in one step.
struct ShareFolder {
  static let scenarioName = "share-scenario.yaml"
  static let actualsName = "share-actuals.csv"
  /// No part has so many bytes.
  private static let byteLimit = 1 << 31

  /// As the command line names it.
  let path: String
  private let folder: OpenFolder

  /// - Parameter isMade: Whether it is made where it is not there yet.
  init(_ path: String, isMade: Bool) throws {
    self.path = path
    if isMade {
      guard !path.isEmpty else {
        throw Failure(code: .cannotCreate, message: "--out names no folder")
      }
      var made: [String] = []
      try FolderPath.make(try FolderPath(path).path, &made)
    }
    guard let folder = OpenFolder(path) else {
      if isMade { throw SystemFile.cannotCreate(path) }
      throw Failure(code: .noInput, message: "cannot read \(path.shown): \(SystemFile.problem)")
    }
    self.folder = folder
  }

  /// Whether a path leads to this folder.
  func isSame(as other: String) -> Bool {
    guard let status = folder.status, let other = OpenFolder(other)?.status else { return false }
    return status.isSame(as: other)
  }

  func shown(_ name: String) -> String { (path.hasSuffix("/") ? path : path + "/") + name }

  /// The names of all parts, in order.
  func partNames() throws -> [String] {
    guard let names = folder.names() else {
      throw Failure(code: .noInput, message: "cannot read \(path.shown): \(SystemFile.problem)")
    }
    return names.map(\.text).filter { !$0.hasPrefix(".") && $0.hasSuffix(PartFile.nameEnd) }
      .sorted()
  }

  func isFile(_ name: String) -> Bool { folder.kind(FileName(name)) == .file }

  /// The bytes of a file; nil when there is none.
  func read(_ name: String) -> [UInt8]? {
    SystemFile.contents(FileName(name), in: folder, limit: ShareFolder.byteLimit)
  }

  /// Puts what all shares are of there.
  ///
  /// - Throws: A ``Failure`` where it is there already and another.
  func keep(_ bytes: [UInt8], as name: String) throws {
    guard let kept = read(name) else { return try write(bytes, as: name) { _ in false } }
    guard kept == bytes else {
      throw Failure(
        code: .usage,
        message:
          "\(path.shown) holds shares of another run: its \(name) is not what this share is of; name a folder of its own for each run"
      )
    }
  }

  /// Writes a file whole, in place of one that is there.
  ///
  /// - Parameter isBetter: Whether what is there by now is to stay.
  func write(_ bytes: [UInt8], as name: String, unless isBetter: ([UInt8]) -> Bool) throws {
    let target = FileName(name)
    let hidden = FileName(".\(name).new")
    while true {
      let descriptor = openat(
        folder.descriptor, hidden.bytes, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw SystemFile.cannotCreate(shown(name)) }
      defer { close(descriptor) }
      // Whoever else runs the same share waits here. Some file systems have no locks.
      while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw SystemFile.cannotCreate(shown(name)) }
      // The one before may have put the file that was waited for in its place.
      guard let named = folder.status(hidden), named.isSame(as: status) else { continue }
      if let current = read(name), isBetter(current) {
        folder.remove(hidden)
        return
      }
      guard ftruncate(descriptor, 0) == 0 else { throw SystemFile.cannotCreate(shown(name)) }
      do {
        try SystemFile.write(bytes, to: descriptor, name: "\(shown(name).shown)")
      } catch let failure as Failure {
        folder.remove(hidden)
        throw Failure(code: .cannotCreate, message: failure.message)
      }
      guard fsync(descriptor) == 0, folder.rename(hidden, to: target), folder.sync() else {
        let failure = SystemFile.cannotCreate(shown(name))
        folder.remove(hidden)
        throw failure
      }
      return
    }
  }
}

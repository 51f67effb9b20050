import Foundation
import Sampling

/// The place of a folder among its siblings, where a whole new folder takes the place of an old one.
///
/// The new folder is written under a hidden name beside the old one, and the two names are exchanged in
/// one step; then what is behind the hidden name is removed. What the old folder holds besides Buildout's
/// files goes along: a file gets a second name in the new folder. A folder cannot have two names, so the
/// new one holds a link to it, and once the names are exchanged that link and the folder are too. So
/// the folder is at every moment wholly the old one or wholly the new one, with everything else in it,
/// and a run that is killed leaves at most a folder with a hidden name, from which the next run
/// brings back what is behind a link before it removes it.
///
/// Whoever writes holds a lock on the parent: a hidden folder found under the lock is of no living run.
final class FolderSwap {
  private let parent: OpenFolder
  private let name: FileName
  /// For messages.
  private let path: String
  private let parentPath: String
  private let isLocked: Bool
  /// What hidden names of the folder begin with; a process and a number follow.
  private let prefix: String

  /// How long another run may write beside it.
  private static let patience = 100
  private static let pause: UInt32 = 100_000  // microseconds

  init(parentPath: String, name: String, path: String) throws {
    guard let parent = OpenFolder(parentPath) else { throw SystemFile.cannotCreate(path) }
    self.parent = parent
    self.name = FileName(name)
    // Names have at most 255 bytes.
    let mark = name.utf8.count <= 200 ? name : String(SHA256.hex(Array(name.utf8)).prefix(32))
    prefix = ".\(mark).buildout-"
    self.path = path
    self.parentPath = parentPath
    var attempts = 0
    while flock(parent.descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        // The file system has no locks.
        isLocked = false
        return
      }
      if Interruption.shared.signal != nil { throw CancellationError() }
      attempts += 1
      guard attempts < FolderSwap.patience else {
        throw Failure(
          code: .cannotCreate,
          message: "cannot write \(path.shown): another process has held the folder "
            + "\(parentPath.shown) locked for ten seconds; try again when it has ended")
      }
      usleep(FolderSwap.pause)
    }
    isLocked = true
  }

  /// Puts a folder with the files there, or replaces the one that is there, wholly or not at all.
  ///
  /// - Parameter check: Looks at the folder that is to be replaced, before anything is changed.
  func put(_ files: [OutputFile], check: (OpenFolder) throws -> Void) throws {
    if isLocked { recover() }
    let old = try current()
    if let old { try check(old) }
    let hidden = try makeHidden()
    guard let new = OpenFolder(hidden, in: parent) else {
      parent.removeFolder(hidden)
      throw cannotCreate()
    }
    do {
      for file in files { try SystemFile.create(file, in: new, shownIn: path) }
      if let old { try carry(old, to: new, hidden) }
      guard new.sync() else { throw cannotCreate() }
      if old == nil {
        guard parent.rename(hidden, to: name) else { throw cannotCreate() }
      } else {
        try exchange(hidden)
      }
    } catch {
      retire(hidden)
      throw error
    }
    if let old {
      try settle(old, new, hidden)
      retire(hidden)
    } else if !parent.sync() {
      let failure = cannotCreate()
      if parent.rename(name, to: hidden) { retire(hidden) }
      throw failure
    }
  }

  /// The folder that is there; nil when there is none.
  private func current() throws -> OpenFolder? {
    if let folder = OpenFolder(name, in: parent) { return folder }
    guard errno == ENOENT else { throw cannotCreate() }
    return nil
  }

  private func makeHidden() throws -> FileName {
    for attempt in 0..<1000 {
      let hidden = FileName("\(prefix)\(getpid())-\(attempt)")
      if parent.makeFolder(hidden) { return hidden }
      guard errno == EEXIST else { break }
    }
    throw cannotCreate()
  }

  /// Gives the new folder what of the old one is not Buildout's, and who may do what with it.
  private func carry(_ old: OpenFolder, to new: OpenFolder, _ hidden: FileName) throws {
    guard let names = old.names(), let status = old.status else { throw cannotCreate() }
    for name in names where !FolderSwap.isOwn(name, in: old) {
      if old.kind(name) != .folder, old.give(name, to: new) { continue }
      guard new.makeLink(name, holding: name.inSibling(hidden)) else { throw cannotCreate() }
    }
    // Only the system's own user may give a folder to another.
    _ = fchown(new.descriptor, status.st_uid, status.st_gid)
    guard fchmod(new.descriptor, status.st_mode & 0o7777) == 0 else { throw cannotCreate() }
  }

  private static func isOwn(_ name: FileName, in folder: OpenFolder) -> Bool {
    OutputFile.allNames.contains(name.text) && folder.kind(name) != .folder
  }

  /// Exchanges the folder and the hidden one.
  private func exchange(_ hidden: FileName) throws {
    if parent.exchange(hidden, with: name, in: parent) { return }
    guard OpenFolder.cannotExchange else { throw cannotCreate() }
    // A file system without that operation: there is a moment without the folder, and a run that is
    // killed in it leaves the old one under this name, from which the next run puts it back.
    let aside = FileName(hidden.text + ".before")
    guard parent.rename(name, to: aside) else { throw cannotCreate() }
    guard parent.rename(hidden, to: name) else {
      let problem = SystemFile.problem
      guard !parent.rename(aside, to: name) else { throw cannotCreate(problem: problem) }
      throw cannotCreate(
        "the earlier files are in \(shown(aside)); the next run puts them back, or rename it to "
          + "\(path.shown)", problem: problem)
    }
    guard parent.rename(aside, to: hidden) else {
      let problem = SystemFile.problem
      guard parent.rename(name, to: hidden) else {
        throw cannotCreate(
          "the new files are there, the earlier ones are in \(shown(aside))", problem: problem)
      }
      guard !parent.rename(aside, to: name) else { throw cannotCreate(problem: problem) }
      throw cannotCreate(
        "the earlier files are in \(shown(aside)); the next run puts them back, or rename it to "
          + "\(path.shown)", problem: problem)
    }
  }

  /// Makes what was exchanged last; takes it back when that cannot be.
  private func settle(_ old: OpenFolder, _ new: OpenFolder, _ hidden: FileName) throws {
    guard parent.sync(), bringBack(from: old, to: new, hidden) else {
      let problem = SystemFile.problem
      do { try exchange(hidden) } catch {
        throw cannotCreate(
          "the new files are there, the earlier ones are in \(shown(hidden)), and so is what "
            + "\(path.shown) has a link to; the next run tries again to put it in order",
          problem: problem)
      }
      retire(hidden)
      throw cannotCreate(problem: problem)
    }
  }

  /// Exchanges each link that leads to the hidden folder with what it leads to.
  private func bringBack(from old: OpenFolder, to new: OpenFolder, _ hidden: FileName) -> Bool {
    guard let names = old.names() else { return false }
    for name in names where new.isLink(name, holding: name.inSibling(hidden)) {
      guard !old.exchange(name, with: name, in: new) else { continue }
      guard OpenFolder.cannotExchange, new.remove(name) else { return false }
      guard old.move(name, to: new) else {
        let problem = errno
        _ = new.makeLink(name, holding: name.inSibling(hidden))
        errno = problem
        return false
      }
    }
    return true
  }

  // MARK: What is left over

  /// Puts in order and removes what killed runs have left beside the folder.
  private func recover() {
    func leftOvers(_ end: String) -> [FileName] {
      (parent.names() ?? []).filter { entry in
        guard entry.text.hasPrefix(prefix), entry.text.hasSuffix(end) else { return false }
        let numbers = entry.text.dropFirst(prefix.count).dropLast(end.count)
          .split(separator: "-", omittingEmptySubsequences: false)
        guard numbers.count == 2, numbers.allSatisfy({ Int($0).map { $0 >= 0 } ?? false }),
          let status = parent.status(entry)
        else { return false }
        return status.kind == .folder && status.st_uid == geteuid()
      }
    }
    for aside in leftOvers(".before") {
      if parent.status(name) == nil {
        _ = parent.rename(aside, to: name)
      } else {
        let hidden = FileName(String(aside.text.dropLast(".before".count)))
        if parent.status(hidden) == nil { _ = parent.rename(aside, to: hidden) }
      }
    }
    for hidden in leftOvers("") { retire(hidden) }
  }

  /// Removes a hidden folder, once what is not Buildout's is back in its place. Whatever is
  /// not sure to be left over stays, and the folder with it.
  private func retire(_ hidden: FileName) {
    guard let old = OpenFolder(hidden, in: parent) else { return }
    let new = OpenFolder(name, in: parent)
    if let new, !bringBack(from: old, to: new, hidden) { return }
    for name in old.names() ?? [] {
      if old.isLink(name, holding: name.inSibling(hidden)) || FolderSwap.isOwn(name, in: old) {
        old.remove(name)
      } else if let new, let status = old.status(name) {
        if let other = new.status(name) {
          if status.kind != .folder, status.isSame(as: other) { old.remove(name) }
        } else if status.kind == .folder {
          _ = old.move(name, to: new)
        } else if old.give(name, to: new) {
          old.remove(name)
        }
      }
    }
    parent.removeFolder(hidden)
  }

  private func shown(_ hidden: FileName) -> String {
    ((parentPath == "/" ? "" : parentPath) + "/" + hidden.text).shown
  }

  private func cannotCreate(
    _ addition: Message? = nil, problem: Message = SystemFile.problem
  ) -> Failure {
    Failure(
      code: .cannotCreate,
      message: addition.map { "cannot write \(path.shown): \(problem); \($0)" }
        ?? "cannot write \(path.shown): \(problem)")
  }
}

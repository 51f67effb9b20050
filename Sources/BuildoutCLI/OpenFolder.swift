import CFolders
import Foundation

/// A name in a folder as the system keeps it: bytes, which need not be UTF-8.
struct FileName: Hashable {
  /// Ends in 0.
  let bytes: [CChar]

  init(_ text: String) { bytes = text.utf8CString.map(\.self) }

  fileprivate init(entry: UnsafeMutablePointer<dirent>) {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
    bytes = Array(UnsafeBufferPointer(start: start, count: strlen(start) + 1))
  }

  private init(bytes: [CChar]) { self.bytes = bytes }

  /// For people to read.
  var text: String {
    String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// What a link in a folder holds that leads to this name in a sibling of the folder.
  func inSibling(_ sibling: FileName) -> FileName {
    let slash = CChar(bitPattern: UInt8(ascii: "/"))
    return FileName(
      bytes: FileName("../").bytes.dropLast() + sibling.bytes.dropLast() + [slash] + bytes)
  }
}

/// A folder held open: what is done in it stays in it, whatever its name becomes.
///
/// Its calls give false and leave `errno` when the system refuses.
final class OpenFolder {
  enum Kind { case file, folder, link, other }

  let descriptor: Int32

  /// Nil with `errno` when there is no such folder, or it cannot be read.
  init?(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    self.descriptor = descriptor
  }

  /// A folder in a folder; not one behind a link.
  init?(_ name: FileName, in folder: OpenFolder) {
    let descriptor = openat(
      folder.descriptor, name.bytes, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// All names but `.` and `..`, in no order; nil with `errno` when they cannot be read.
  func names() -> [FileName]? {
    // A descriptor of its own: that of the listing is closed with it.
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { return nil }
    guard let listing = fdopendir(copy) else {
      close(copy)
      return nil
    }
    defer { closedir(listing) }
    var names: [FileName] = []
    while true {
      errno = 0
      guard let entry = readdir(listing) else { return errno == 0 ? names : nil }
      let name = FileName(entry: entry)
      if name != FileName("."), name != FileName("..") { names.append(name) }
    }
  }

  /// What a name stands for, a link for itself; nil when there is none.
  func status(_ name: FileName) -> stat? {
    var status = stat()
    return fstatat(descriptor, name.bytes, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
  }

  /// What the folder itself is.
  var status: stat? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status : nil
  }

  func kind(_ name: FileName) -> Kind? { status(name)?.kind }

  /// Whether a name stands for a link that holds just this.
  func isLink(_ name: FileName, holding target: FileName) -> Bool {
    var bytes = [CChar](repeating: 0, count: target.bytes.count + 1)
    let count = readlinkat(descriptor, name.bytes, &bytes, bytes.count)
    return count == target.bytes.count - 1 && bytes.starts(with: target.bytes.dropLast())
  }

  func makeFolder(_ name: FileName) -> Bool { mkdirat(descriptor, name.bytes, 0o777) == 0 }

  func makeLink(_ name: FileName, holding target: FileName) -> Bool {
    symlinkat(target.bytes, descriptor, name.bytes) == 0
  }

  /// Gives a file, or a link itself, a second name in another folder, where it must be free.
  func give(_ name: FileName, to other: OpenFolder) -> Bool {
    linkat(descriptor, name.bytes, other.descriptor, name.bytes, 0) == 0
  }

  func rename(_ name: FileName, to new: FileName) -> Bool {
    renameat(descriptor, name.bytes, descriptor, new.bytes) == 0
  }

  func move(_ name: FileName, to other: OpenFolder) -> Bool {
    renameat(descriptor, name.bytes, other.descriptor, name.bytes) == 0
  }

  /// Exchanges what a name here and a name in another folder stand for, in one step.
  func exchange(_ name: FileName, with new: FileName, in other: OpenFolder) -> Bool {
    cfolders_exchange(descriptor, name.bytes, other.descriptor, new.bytes) == 0
  }

  @discardableResult
  func remove(_ name: FileName) -> Bool { unlinkat(descriptor, name.bytes, 0) == 0 }

  /// Removes a folder that is empty.
  @discardableResult
  func removeFolder(_ name: FileName) -> Bool {
    unlinkat(descriptor, name.bytes, AT_REMOVEDIR) == 0
  }

  /// Waits until the folder's names are on the disk. Some file systems have no such thing.
  func sync() -> Bool {
    fsync(descriptor) == 0 || [EINVAL, EBADF, ENOTSUP].contains(errno)
  }

  /// Whether the last call failed since two names cannot be exchanged here.
  static var cannotExchange: Bool { [EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP].contains(errno) }
}

extension stat {
  var kind: OpenFolder.Kind {
    switch st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }

  func isSame(as other: stat) -> Bool { st_dev == other.st_dev && st_ino == other.st_ino }
}

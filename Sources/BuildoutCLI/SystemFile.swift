import Foundation
import Sampling

/// Files by descriptor: what the reading of a scenario and the writing of reports need.
enum SystemFile {
  /// What the last call that failed says, in words.
  static var problem: Message { Message(stringLiteral: String(cString: strerror(errno))) }

  /// Writes all of a text.
  static func write(_ text: String, to descriptor: Int32, name: Message) throws {
    try write(Array(text.utf8), to: descriptor, name: name)
  }

  /// Writes all of some bytes.
  static func write(_ bytes: [UInt8], to descriptor: Int32, name: Message) throws {
    try bytes.withUnsafeBufferPointer { bytes in
      var written = 0
      while written < bytes.count {
        let rest = UnsafeBufferPointer(rebasing: bytes[written...])
        let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          if errno == EPIPE { throw BrokenPipe() }
          throw Failure(code: .inputOutput, message: "cannot write \(name): \(problem)")
        }
        written += count
      }
    }
  }

  /// Creates a file in a folder, writes it and waits until it is on the disk.
  ///
  /// - Parameter path: The folder, for messages.
  static func create(_ file: OutputFile, in folder: OpenFolder, shownIn path: String) throws {
    let path = path + "/" + file.name
    let descriptor = openat(
      folder.descriptor, file.name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw cannotCreate(path) }
    defer { close(descriptor) }
    do {
      try write(file.bytes, to: descriptor, name: "\(path.shown)")
    } catch let failure as Failure {
      throw Failure(code: .cannotCreate, message: failure.message)
    }
    guard fsync(descriptor) == 0 else { throw cannotCreate(path) }
  }

  /// Creates a file that is not there yet, writes it and waits until it is on the disk. Nothing stays behind
  /// of one that cannot be written.
  static func createNew(_ path: String, _ bytes: [UInt8]) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw cannotCreate(path) }
    defer { close(descriptor) }
    do {
      try write(bytes, to: descriptor, name: "\(path.shown)")
      guard fsync(descriptor) == 0 || errno == EINVAL else { throw cannotCreate(path) }
    } catch let failure as Failure {
      unlink(path)
      throw Failure(code: .cannotCreate, message: failure.message)
    }
  }

  static func cannotCreate(_ path: String) -> Failure {
    Failure(code: .cannotCreate, message: "cannot write \(path.shown): \(problem)")
  }

  static func cannotRead(_ path: String) -> Failure {
    Failure(code: .noInput, message: "cannot read \(path.shown): \(problem)")
  }

  /// The bytes of a plain file in a folder; nil when there is none, or it is longer than the limit.
  static func contents(_ name: FileName, in folder: OpenFolder, limit: Int) -> [UInt8]? {
    guard folder.kind(name) == .file else { return nil }
    let descriptor = openat(
      folder.descriptor, name.bytes, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return bytes(descriptor, limit: limit)
  }

  /// All bytes of a file, or of standard input for `-`.
  ///
  /// - Parameter kind: What the file is to be, for messages.
  /// - Throws: A ``Failure`` for what is missing, a folder, not readable, or longer than the limit.
  static func read(
    _ path: String, limit: Int, called kind: Message = "scenario"
  ) throws -> [UInt8] {
    func failure(_ problem: Message = problem) -> Failure {
      Failure(code: .noInput, message: "cannot read \(path.shown): \(problem)")
    }
    let isInput = path == "-"
    // A pipe that nobody writes to must not keep the call from returning.
    let descriptor =
      isInput ? STDIN_FILENO : open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let problem = problem
      throw failure(danglingLink(path).map { "it is \($0)" } ?? problem)
    }
    defer { if !isInput { close(descriptor) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure() }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR:
      throw Failure(
        code: .noInput, message: "\(path.shown) is a folder; name a \(kind) file in it")
    default:
      // A shell's <(...) hands over a pipe that it has opened.
      guard isInput || path.hasPrefix("/dev/fd/") || path == "/dev/stdin" else {
        throw failure(
          "it is \(description(status)); give the \(kind) in a file, or by standard input with -")
      }
      let flags = fcntl(descriptor, F_GETFL)
      if !isInput { _ = fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) }
    }
    guard let bytes = bytes(descriptor, limit: limit) else {
      guard errno == EFBIG else { throw failure() }
      throw Failure(
        code: .badScenario,
        message: "\(path.shown) has more than \(limit) bytes; it is not read, since no \(kind) is "
          + "so long")
    }
    return bytes
  }

  /// All bytes; nil with `errno`, which is EFBIG when there are more than the limit.
  private static func bytes(_ descriptor: Int32, limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Foundation.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= limit else {
        errno = EFBIG
        return nil
      }
    }
  }

  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// What is at a path, such as "a file"; nil when there is nothing.
  static func description(_ path: String) -> Message? {
    if let link = danglingLink(path) { return link }
    var status = stat()
    return stat(path, &status) == 0 ? description(status) : nil
  }

  private static func description(_ status: stat) -> Message {
    switch status.st_mode & S_IFMT {
    case S_IFREG: "a file"
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFSOCK: "a socket"
    default: "a device"
    }
  }

  /// A link at a path that leads to nothing, in words.
  private static func danglingLink(_ path: String) -> Message? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK, stat(path, &status) != 0
    else { return nil }
    if errno == ELOOP { return "a link that leads back to itself" }
    guard errno == ENOENT else { return nil }
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = max(0, readlink(path, &target, target.count))
    let name = String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return "a link to \(name.shown), which does not exist"
  }
}

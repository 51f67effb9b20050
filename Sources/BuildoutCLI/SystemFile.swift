#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Files by descriptor: what the reading of a scenario and the writing of reports need.
enum SystemFile {
  /// What the last call that failed says, in words.
  static var problem: String { String(cString: strerror(errno)) }

  /// Writes all of a text.
  static func write(_ text: String, to descriptor: Int32, name: String) throws {
    try write(Array(text.utf8), to: descriptor, name: name)
  }

  /// Writes all of some bytes.
  static func write(_ bytes: [UInt8], to descriptor: Int32, name: String) throws {
    try bytes.withUnsafeBufferPointer { bytes in
      var written = 0
      while written < bytes.count {
        let rest = UnsafeBufferPointer(rebasing: bytes[written...])
        #if canImport(Darwin)
          let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
        #elseif canImport(Glibc)
          let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        #elseif canImport(Musl)
          let count = Musl.write(descriptor, rest.baseAddress, rest.count)
        #endif
        if count < 0 {
          if errno == EINTR { continue }
          if errno == EPIPE { throw BrokenPipe() }
          throw Failure(code: .inputOutput, message: "cannot write \(name): \(problem)")
        }
        written += count
      }
    }
  }

  /// Creates a file, writes it and waits until it is on the disk.
  static func create(_ path: String, _ bytes: [UInt8]) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw cannotCreate(path) }
    defer { close(descriptor) }
    do {
      try write(bytes, to: descriptor, name: path)
    } catch let failure as Failure {
      throw Failure(code: .cannotCreate, message: failure.message)
    }
    guard fsync(descriptor) == 0 else { throw cannotCreate(path) }
  }

  static func cannotCreate(_ path: String) -> Failure {
    Failure(code: .cannotCreate, message: "cannot write \(path): \(problem)")
  }

  /// All bytes of a file, or of standard input for `-`.
  ///
  /// - Throws: A ``Failure`` for what is missing, a folder, not readable, or longer than the limit.
  static func read(_ path: String, limit: Int) throws -> [UInt8] {
    let isInput = path == "-"
    let descriptor = isInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(code: .noInput, message: "cannot read \(path): \(problem)")
    }
    defer { if !isInput { close(descriptor) } }
    if isDirectory(descriptor) {
      throw Failure(code: .noInput, message: "\(path) is a folder; name a scenario file in it")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      #if canImport(Darwin)
        let count = Darwin.read(descriptor, &chunk, chunk.count)
      #elseif canImport(Glibc)
        let count = Glibc.read(descriptor, &chunk, chunk.count)
      #elseif canImport(Musl)
        let count = Musl.read(descriptor, &chunk, chunk.count)
      #endif
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(code: .noInput, message: "cannot read \(path): \(problem)")
      }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= limit else {
        throw Failure(
          code: .badScenario,
          message:
            "\(path) has more than \(limit) bytes; it is not read, since no scenario is so long")
      }
    }
  }

  private static func isDirectory(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }
}

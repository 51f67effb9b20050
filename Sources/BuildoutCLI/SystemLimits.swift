import Foundation
import Sampling

/// What the system lets this process have, besides threads: memory and open files.
enum SystemLimits {
  /// Bytes of address space that the program takes by itself, with its threads.
  private static let baseSpace = 400_000_000
  /// Files that the largest command has open at a time, and what runs the tasks.
  private static let filesNeeded = 32

  /// - Throws: A ``Failure`` when there is not enough for anything to run.
  static func check() throws {
    if let files = limit(of: .files), files < filesNeeded {
      throw Failure(
        code: .system,
        message:
          "the system lets buildout open only \(files) files at a time, it needs \(filesNeeded); raise "
          + "the limit (ulimit -n \(filesNeeded))")
    }
    if let space = limit(of: .space), space < baseSpace {
      throw Failure(
        code: .system,
        message:
          "the system gives buildout \(space / 1_000_000) MB of memory, it needs "
          + "\(baseSpace / 1_000_000) MB before it begins; raise the limit (ulimit -v \(baseSpace / 1000))"
      )
    }
  }

  /// Bytes that a run may take: three quarters of the computer's memory, of the container's where that is
  /// less, and of what a limit on the process leaves. The rest is for what is made of the results.
  static var memory: Int? {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let size = sysconf(Int32(_SC_PAGESIZE))
    let physical = pages > 0 && size > 0 ? pages * size : nil
    let left = limit(of: .space).map { max(0, $0 - baseSpace) }
    return [physical, container, left].compactMap { $0 }.min().map { $0 / 4 * 3 }
  }

  /// Bytes that the container may take, where there is one with a limit.
  private static var container: Int? {
    for path in ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"] {
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
      return Int(text.filter(\.isNumber))
    }
    return nil
  }

  private enum Resource { case files, space }

  /// The soft limit, or nil where there is none.
  private static func limit(of resource: Resource) -> Int? {
    var limit = rlimit()
    let number = resource == .files ? RLIMIT_NOFILE : RLIMIT_AS
    #if canImport(Glibc)
      let result = getrlimit(__rlimit_resource_t(number.rawValue), &limit)
    #else
      let result = getrlimit(number, &limit)
    #endif
    guard result == 0, limit.rlim_cur < rlim_t(Int.max) else { return nil }
    return Int(limit.rlim_cur)
  }
}

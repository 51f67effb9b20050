import Foundation
import TestSupport
import Testing

/// The library of `Faults/faults.c`, under which the executable's file operations fail.
///
/// It is built by the system's C compiler; where there is none, or libraries cannot be preloaded, tests
/// that need it are skipped and say so.
enum FaultInjection {
  /// The library's path, or why there is none.
  static let library: Result<String, Unavailable> = {
    #if os(Linux)
      let compilers = ["/usr/bin/cc", "/usr/bin/clang", "/usr/bin/gcc"]
      guard let compiler = compilers.first(where: FileManager.default.isExecutableFile(atPath:))
      else { return .failure(Unavailable(reason: "there is no C compiler")) }
      let source = Repository.root.appending(path: "Tests/BuildoutCLITests/Faults/faults.c").path
      let library = FileManager.default.temporaryDirectory
        .appendingPathComponent("buildout-faults-\(UUID().uuidString).so").path
      let process = Process()
      process.executableURL = URL(fileURLWithPath: compiler)
      process.arguments = ["-shared", "-fPIC", "-O1", "-w", "-o", library, source, "-ldl"]
      do { try process.run() } catch {
        return .failure(Unavailable(reason: "\(compiler): \(error)"))
      }
      process.waitUntilExit()
      return process.terminationStatus == 0
        ? .success(library) : .failure(Unavailable(reason: "\(compiler) cannot build it"))
    #else
      return .failure(Unavailable(reason: "libraries are preloaded on Linux only"))
    #endif
  }()

  struct Unavailable: Error { let reason: String }

  static var isAvailable: Bool { (try? library.get()) != nil }

  static let skipped: Comment =
    "file operations are made to fail by a preloaded library, which needs Linux and a C compiler"

  /// Runs the executable under the library.
  static func run(
    _ arguments: [String], in folder: TemporaryFolder, _ faults: [String: String]
  ) throws -> CommandLineProcess.Result {
    let command = try CommandLineProcess(
      arguments, in: folder,
      environment: faults.merging(["LD_PRELOAD": try library.get()]) { $1 })
    try command.process.run()
    return try command.wait()
  }

  /// The operations that a command makes, by name.
  static func operations(
    _ arguments: [String], in folder: TemporaryFolder, _ faults: [String: String] = [:]
  ) throws -> [String] {
    let log = folder.path(".log")
    let result = try run(arguments, in: folder, faults.merging(["FAULTS_LOG": log]) { $1 })
    #expect(result.code == 0, "\(result.errors)")
    defer { try? FileManager.default.removeItem(atPath: log) }
    return try folder.read(".log").split(separator: "\n").map(String.init)
  }
}

/// What is in a folder, as whoever looks finds it.
struct FolderState: Equatable, CustomStringConvertible {
  /// Contents, or what else there is, by path.
  let entries: [String: String]

  init(_ path: String) {
    var entries: [String: String] = [:]
    FolderState.list(path, "", &entries)
    self.entries = entries
  }

  init(entries: [String: String]) { self.entries = entries }

  var description: String {
    entries.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.hashValue)" }
      .joined(separator: ", ")
  }

  private static func list(_ path: String, _ prefix: String, _ entries: inout [String: String]) {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: path)) ?? [] {
      let place = path + "/" + name
      var status = stat()
      // Links of the user's are compared as links; one that leads to a hidden folder stands for what
      // it leads to.
      if let target = try? files.destinationOfSymbolicLink(atPath: place), !target.hasPrefix("../.")
      {
        entries[prefix + name] = "a link to " + target
      } else if stat(place, &status) != 0 {
        entries[prefix + name] = "nothing"
      } else if status.st_mode & S_IFMT == S_IFDIR {
        entries[prefix + name + "/"] = "a folder"
        list(place, prefix + name + "/", &entries)
      } else if status.st_mode & S_IFMT == S_IFREG {
        entries[prefix + name] =
          (files.contents(atPath: place)).map { $0.base64EncodedString() } ?? "unreadable"
      } else {
        entries[prefix + name] = "neither file nor folder"
      }
    }
  }
}

public import Buildout
import Foundation
import ScenarioFormat

/// Where the repository's files are, for tests that read them.
public enum Repository {
  /// The folder that holds Package.swift.
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The text of a file, by its path from the root.
  public static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
}

/// Where the programs are that were built with the tests.
public enum Products {
  /// The folder that holds the bundle of the tests.
  public static let folder: URL = {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
      return bundle.bundleURL.deletingLastPathComponent()
    #else
      return Bundle.main.bundleURL
    #endif
  }()
}

/// The long proofs are run with `BUILDOUT_PROOF=1 swift test -c release`.
public enum Proof {
  /// Whether the long proofs are asked for.
  public static let isLong = ProcessInfo.processInfo.environment["BUILDOUT_PROOF"] == "1"
  /// Trials of a comparison with an exact answer.
  public static let trials = isLong ? 400_000 : 6_144
  /// How many standard errors an estimate may be off: 4.5 is passed by chance once in 150,000.
  public static let band = 4.5
}

/// Reads and compiles scenarios the way the command line does.
public enum Compiled {
  /// A plan from the text of a scenario file.
  public static func plan(_ yaml: String, file: String = "test.yaml") throws -> Plan {
    try Plan(ScenarioDocument(yaml: yaml, file: file).scenario)
  }

  /// What is wrong with a file, each fault with its place; empty when it is accepted.
  public static func faults(_ yaml: String) throws -> String {
    do {
      _ = try plan(yaml)
      return ""
    } catch let error as ScenarioFileError {
      return error.description
    }
  }

  /// A scenario of `Tests/Validation`.
  public static func validation(
    _ name: String, replacing edits: [String: String] = [:]
  ) throws -> Plan {
    var yaml = try Repository.text("Tests/Validation/\(name).yaml")
    for (old, new) in edits {
      guard yaml.contains(old) else { throw Missing(text: old) }
      yaml = yaml.replacingOccurrences(of: old, with: new)
    }
    return try plan(yaml, file: name + ".yaml")
  }

  /// A scenario of `Tests/Validation` with the options of its file.
  public static func options(
    _ name: String
  ) throws -> (plan: Plan, options: [ResourcingOption]) {
    let document = try ScenarioDocument(
      yaml: Repository.text("Tests/Validation/\(name).yaml"), file: name + ".yaml")
    return (try Plan(document.scenario), document.options)
  }

  struct Missing: Error { let text: String }
}

extension Forecast {
  /// The forecast of a target by its id.
  public subscript(target id: String) -> TargetForecast {
    guard let found = targets.first(where: { $0.target.id == id }) else {
      preconditionFailure("no target \(id)")
    }
    return found
  }

  /// The joint probability of a group by its id.
  public subscript(group id: String) -> Proportion {
    guard let found = joint.first(where: { $0.scope == .group(id) }) else {
      preconditionFailure("no group \(id)")
    }
    return found.met
  }
}

import Foundation
import ScenarioFormat
import TestSupport
import Testing

enum Samples {
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Holds a text to the one that is kept.
  static func expect(_ text: String, matches name: String) throws {
    let difference = try Snapshots().difference(of: text, from: name)
    #expect(difference == "")
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: package.appendingPathComponent(path), encoding: .utf8)
  }

  /// The Swift files of a folder, without those of folders in it, by their names.
  static func files(_ folder: String) throws -> [(name: String, text: String)] {
    let url = package.appendingPathComponent(folder)
    return try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
      .filter { $0.hasSuffix(".swift") }
      .map { ($0, try String(contentsOf: url.appendingPathComponent($0), encoding: .utf8)) }
  }

  /// The messages of a file that must not be accepted; empty when it is.
  static func messages(_ yaml: String) -> String { messages(Array(yaml.utf8)) }

  static func messages(_ bytes: [UInt8]) -> String {
    do {
      _ = try ScenarioDocument(bytes: bytes, file: "city.yaml")
      return ""
    } catch {
      return error.description
    }
  }

  /// A small scenario with one of most things, for faults to be put into.
  static let base = """
    scenario: {id: demo, start: 2021-01, months: 12}
    basis: {kind: assumption}
    seasons:
      works: [.35, .45, .8, 1.1, 1.35, 1.45, 1.4, 1.3, 1.2, 1.05, .85, .7]
    pools:
      crews: {capacity: 12}
    factors:
      skill: {lognormal: {median: 1, sigma: .15}}
      price: {gamma: {mean: 1, cv: .1}}
    risks:
      haze: {monthly: .2, window: [2021-11, 2021-12], on: [roads.build], speed: 0}
    programmes:
      roads:
        unit: km
        cohorts:
          - {number: 30, size: 2}
        steps:
          approve: {chance: .3}
          build: {takes: {pert: [6, 9, 16]}, uses: {crews: 1}}
      stations:
        unit: station
        steps:
          build: {rate: {poisson: 250}, season: works, factors: {skill: 1}}
    targets:
      roads-km: {measure: roads.completed, atLeast: 72, due: 2021-12}

    """

  /// The base with one piece of it replaced, once.
  static func base(replacing old: String, with new: String) -> String {
    replace(old, new, in: base)
  }

  static func replace(_ old: String, _ new: String, in text: String) -> String {
    guard let range = text.range(of: old) else { fatalError("'\(old)' is not in the base") }
    return text.replacingCharacters(in: range, with: new)
  }
}

/// One wrong scenario, by the piece of the base that is put in place of another.
struct Fault {
  let name: String
  let yaml: String

  init(_ name: String, _ old: String, _ new: String) {
    self.name = name
    yaml = Samples.base(replacing: old, with: new)
  }

  init(_ name: String, _ old: String, _ new: String, _ second: String, _ other: String) {
    self.name = name
    yaml = Samples.replace(second, other, in: Samples.base(replacing: old, with: new))
  }

  init(_ name: String, adding end: String) {
    self.name = name
    yaml = Samples.base + end
  }

  init(_ name: String, whole: String) {
    self.name = name
    yaml = whole
  }
}

import Foundation
import ScenarioFormat
import TestSupport
import Testing

@testable import Buildout

/// A case of a year of which part is known, with exact answers from outside: those published in
/// `Tests/Validation/actuals/published.json`, further ones in `further.json`, which `exact.py` computes, and those of
/// rare years in `rare.json`, which `rare.py` does.
struct ActualsOracle: Decodable, CustomTestStringConvertible {
  struct Expected: Decodable {
    let of: String
    let id: String?
    let what: String
    let value: Double
    let tolerance: Double
    let before: Double?
    let fact: Bool?
    let x: Double?
    let month: String?
    let option: String?
  }

  struct Surprise: Decodable {
    let id: String
    let month: String
    let below: Double
    let atOrBelow: Double
  }

  let id: String
  let title: String
  let scenario: String
  let actuals: String
  let asOf: String
  let expected: [Expected]
  let surprise: Surprise?

  var testDescription: String { "\(id) \(title)" }

  private struct File: Decodable { let cases: [ActualsOracle] }

  private static let folder = Repository.root.appending(path: "Tests/Validation/actuals")

  static func all(in file: String) throws -> [ActualsOracle] {
    let data = try Data(contentsOf: folder.appending(path: file))
    return try JSONDecoder().decode(File.self, from: data).cases
  }

  func document() throws -> ScenarioDocument {
    let url = Self.folder.appending(path: scenario)
    return try ScenarioDocument(
      yaml: String(decoding: try Data(contentsOf: url), as: UTF8.self), file: scenario)
  }

  /// The actuals of its file, which holds nothing but what this reads.
  func known(_ scenario: Scenario) throws -> Actuals {
    let text = String(
      decoding: try Data(contentsOf: Self.folder.appending(path: actuals)), as: UTF8.self)
    var readings: [Actuals.Reading] = []
    var sightings: [Actuals.Sighting] = []
    let number = Month(asOf).map { scenario.calendar.number(of: $0) } ?? 0
    for line in text.split(separator: "\n").dropFirst() where !line.hasPrefix("#") {
      var name = ""
      var rest = Substring(line)
      if rest.hasPrefix("\"") {
        let end = try #require(rest.dropFirst().firstIndex(of: "\""))
        name = String(rest[rest.index(after: rest.startIndex)..<end])
        rest = rest[rest.index(end, offsetBy: 2)...]
      } else {
        name = String(rest.prefix { $0 != "," })
        rest = rest.dropFirst(name.count + 1)
      }
      let fields = rest.split(separator: ",", omittingEmptySubsequences: false)
      let month = scenario.calendar.number(of: try #require(try Month(String(fields[0]))))
      let value = try #require(Double(fields[1]))
      if name.hasPrefix("risks.") {
        sightings.append(
          Actuals.Sighting(String(name.dropFirst(6)), month: month, acted: value > 0))
        continue
      }
      let measure = try #require(
        scenario.targets.first { $0.id == name }?.measure ?? Self.measure(name), "\(name)")
      readings.append(Actuals.Reading(measure, month: month, value: value))
    }
    return Actuals(asOf: number, readings: readings, sightings: sightings)
  }

  private static func measure(_ text: String) -> Measure? {
    if text.hasPrefix("{number: ") {
      guard let inner = measure(String(text.dropFirst(9).dropLast())),
        case .leaf(.reading(let programme, let step, let reading, _)) = inner
      else { return nil }
      return .reading(programme: programme, step: step, reading, asNumber: true)
    }
    if text.hasPrefix("{sum: [") {
      let parts = text.dropFirst(7).dropLast(2).split(separator: ",")
        .map { measure($0.trimmingCharacters(in: .whitespaces)) }
      return parts.contains { $0 == nil } ? nil : .sum(parts.compactMap { $0 })
    }
    let parts = text.split(separator: ".").map(String.init)
    if parts.first == "pools" { return .granted(pool: parts[1]) }
    guard let last = parts.last, let reading = Measure.Reading(rawValue: last) else { return nil }
    return .reading(programme: parts[0], step: parts.count == 3 ? parts[1] : nil, reading)
  }
}

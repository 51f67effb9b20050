import Buildout
import Foundation
import ScenarioFormat
import Testing

/// The flagship scenario keeps to the published plan: every row of its six sectors that starts or
/// completes something, and no other.
struct FlagshipTests {
  static let sectors: Set = [
    "roads-and-transport", "schools", "hospitals", "parking", "new-infrastructure", "green-space",
  ]

  private let scenario: Scenario
  private let inputs: [Input]
  /// The plan's rows, by column name, in the document's order.
  private let rows: [[String: String]]

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let scenarios = root.appending(path: "Scenarios")
    let bytes = try Data(contentsOf: scenarios.appending(path: "xixian-2021.yaml"))
    let document = try ScenarioDocument(bytes: Array(bytes), file: "xixian-2021.yaml")
    scenario = document.scenario
    inputs = document.inputs
    let table = try String(
      contentsOf: scenarios.appending(path: "data/xixian-2021-targets.csv"), encoding: .utf8)
    rows = Self.rows(of: table).filter {
      Self.sectors.contains($0["sector"] ?? "")
        && ["started", "completed", "milestone"].contains($0["measure"] ?? "")
    }
  }

  @Test func hasExactlyTheRowsOfThePlan() {
    #expect(rows.count == 27)
    #expect(scenario.targets.map(\.id) == rows.map { $0["id"] ?? "" })
  }

  @Test func keepsEveryValue() throws {
    for (target, row) in zip(scenario.targets, rows) {
      let id = Comment(rawValue: target.id)
      #expect(target.clause == row["clause"], id)
      #expect(scenario.sector(of: target) == row["sector"], id)
      #expect(target.title == Text(en: row["name_en"], zh: row["name_zh"]), id)
      #expect(target.comparator.rawValue == row["comparator"], id)
      #expect(target.value == Double(try #require(row["value"])), id)
      #expect(target.unit?.en == row["unit"], id)
      #expect(target.due.description == row["due"], id)
      #expect(target.firmness.rawValue == row["firmness"], id)
    }
  }

  @Test func readsStartsAsStartsAndCompletionsAsCompletions() {
    for (target, row) in zip(scenario.targets, rows) {
      let wanted: Set<Measure.Reading> = row["measure"] == "started" ? [.started] : [.completed]
      #expect(target.measure.readings == wanted, Comment(rawValue: target.id))
    }
  }

  /// Of the document are the promised values; nothing else claims to be, and nothing is left open.
  @Test func saysWhatEveryNumberRestsOn() {
    for input in inputs {
      let isPromise = input.path.first == "targets"
      #expect((input.basis?.kind == .document) == isPromise, Comment(rawValue: input.name))
      #expect(input.basis?.note != nil, Comment(rawValue: input.name))
    }
  }

  @Test func namesInBothLanguagesWhateverIsShown() {
    var titles = [scenario.title] + scenario.sectors.map(\.title) + scenario.pools.map(\.title)
    titles += scenario.factors.map(\.title) + scenario.risks.map(\.title)
    titles += scenario.programmes.map(\.title) + scenario.groups.map(\.title)
    titles += scenario.programmes.flatMap { $0.steps.map(\.title) }
    for title in titles { #expect(title.en != nil && title.zh != nil, "\(title)") }
  }

  /// Rows of comma-separated values with a header, quotes around fields that hold commas.
  private static func rows(of table: String) -> [[String: String]] {
    let lines = table.split(whereSeparator: \.isNewline).map { fields(of: $0) }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map {
      Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first })
    }
  }

  private static func fields(of line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}

extension Measure {
  fileprivate var readings: Set<Reading> {
    switch self {
    case .reading(_, _, let reading, _): [reading]
    case .granted, .constant: []
    case .sum(let parts), .minimum(let parts), .maximum(let parts):
      parts.reduce(into: []) { $0.formUnion($1.readings) }
    case .difference(let a, let b), .ratio(let a, let b), .share(let a, let b):
      a.readings.union(b.readings)
    }
  }
}

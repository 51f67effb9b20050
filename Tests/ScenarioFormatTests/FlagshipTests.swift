import Buildout
import Foundation
import ScenarioFormat
import Testing

/// The flagship scenario keeps to the published plan: every one of its rows, and no other.
struct FlagshipTests {
  private let scenario: Scenario
  private let inputs: [Input]
  /// The plan's rows, by column name, in the document's order.
  private let rows: [[String: String]]

  init() throws {
    let document = try ScenarioDocument(
      yaml: Samples.text("Scenarios/xixian-2021.yaml"), file: "xixian-2021.yaml")
    scenario = document.scenario
    inputs = document.inputs
    rows = Self.rows(of: try Samples.text("Scenarios/data/xixian-2021-targets.csv"))
  }

  @Test func hasExactlyTheRowsOfThePlan() {
    #expect(rows.count == 242)
    #expect(scenario.targets.map(\.id) == rows.map { $0["id"] ?? "" })
    var sectors: [String] = []
    for row in rows {
      let sector = row["sector"] ?? ""
      if !sectors.contains(sector) { sectors.append(sector) }
    }
    #expect(scenario.sectors.map(\.id) == sectors)
  }

  @Test func keepsEveryValue() throws {
    for (target, row) in zip(scenario.targets, rows) {
      let id = Comment(rawValue: target.id)
      let clause = row["clause"] == "0" ? "前言 (preamble)" : row["clause"]
      #expect(target.clause == clause, id)
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
      let id = Comment(rawValue: target.id)
      switch row["measure"] {
      case "started": #expect(target.measure.readings == [.started], id)
      case "completed", "milestone": #expect(target.measure.readings == [.completed], id)
      default: #expect(!target.measure.readings.isEmpty || target.measure.readsAPool, id)
      }
    }
  }

  /// Of the document are the promised values; nothing else claims to be, and nothing is left open.
  @Test func saysWhatEveryNumberRestsOn() {
    for input in inputs {
      let isPromise = input.path.first == "targets"
      #expect((input.basis?.kind == .document) == isPromise, Comment(rawValue: input.name))
      // A promise says in which clause it stands.
      #expect(isPromise || input.basis?.note != nil, Comment(rawValue: input.name))
      if let note = input.basis?.note {
        #expect(note.en != nil && note.zh != nil, Comment(rawValue: input.name))
      }
    }
  }

  /// A measure that is the same in every trial would be a constant in disguise. Few trials show it of
  /// whatever is neither nearly certain nor rare; of the rest, the published results must.
  @Test func answersNothingByAConstant() async throws {
    let published = try Results.flagship()
    let forecast = try await Plan(scenario).forecast(RunSettings(trials: 96, seed: 1, threads: 2))
    #expect(published.targets.map(\.id) == forecast.targets.map(\.target.id))
    for (target, result) in zip(forecast.targets, published.targets) {
      let id = Comment(rawValue: "\(result.id): \(result.probability)")
      #expect(result.probability > 0 && result.probability < 1, id)
      if (0.1...0.9).contains(result.probability) {
        #expect(target.met.value > 0 && target.met.value < 1, id)
      }
    }
  }

  @Test func namesInBothLanguagesWhateverIsShown() {
    var titles = [scenario.title] + scenario.sectors.map(\.title) + scenario.pools.map(\.title)
    titles += scenario.factors.map(\.title) + scenario.risks.map(\.title)
    titles += scenario.programmes.map(\.title) + scenario.groups.map(\.title)
    titles += scenario.programmes.flatMap { $0.steps.map(\.title) }
    for title in titles { #expect(title.en != nil && title.zh != nil, "\(title)") }
    for target in scenario.targets {
      let id = Comment(rawValue: target.id)
      #expect(target.unit?.zh != nil || target.unit?.en == "%", id)
    }
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
    Set(leaves.compactMap { if case .reading(_, _, let reading, _) = $0 { reading } else { nil } })
  }

  fileprivate var readsAPool: Bool {
    leaves.contains { if case .granted = $0 { true } else { false } }
  }
}

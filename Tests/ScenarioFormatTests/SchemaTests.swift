import Buildout
import Foundation
import Sampling
import TestSupport
import Testing

@testable import ScenarioFormat

/// The schema for editors says what the reader says, as far as a schema can.
@Suite struct SchemaTests {
  @Test func everyKeyHasASchema() {
    #expect(ScenarioSchema.keysWithoutSchema() == [])
  }

  /// An editor shows the page's own words.
  @Test func everyKeyIsDescribed() throws {
    let page = try Samples.text(PageTests.page)
    let sections = [
      ("The file", Vocabulary.document), ("scenario", Vocabulary.scenario),
      ("pools", Vocabulary.pool), ("risks", Vocabulary.risk), ("programmes", Vocabulary.programme),
      ("cohorts", Vocabulary.cohort), ("steps", Vocabulary.step), ("targets", Vocabulary.target),
      ("measures", Vocabulary.measure), ("groups", Vocabulary.group),
      ("options", Vocabulary.option), ("options", Vocabulary.optionCost),
      ("units", Vocabulary.units),
    ]
    for (section, set) in sections {
      for key in set.keys where key != "basis" {
        let text = try #require(
          KeyPage.description(of: key, in: section), "'\(key)' of \(set.owner)")
        let sentence = try #require(text.split(separator: ". ").first)
        guard !sentence.hasPrefix("Unit: "), !sentence.hasPrefix("Default: ") else { continue }
        #expect(page.contains(sentence.dropFirst()), "\(sentence)")
      }
    }
    for distribution in DistributionSpelling.names {
      #expect(KeyPage.description(of: distribution, in: "Distributions") != nil, "\(distribution)")
    }
  }

  /// What the schema says of a parameter's limits is where the sampler begins to refuse.
  @Test(arguments: ScenarioSchema.parameterLimits.keys.sorted())
  func limitsAreTheReaders(_ name: String) throws {
    let parts = name.split(separator: ".").map(String.init)
    let distribution = try #require(DistributionSpelling.named(parts[0]))
    let limits = try #require(ScenarioSchema.parameterLimits[name])
    func isRead(_ value: Double) -> Bool {
      let ways: [DistributionSpelling.Way]
      switch distribution.shape {
      case .number(let way): ways = [way]
      case .mapping(let all): ways = all
      default: return false
      }
      return ways.contains { way in
        guard let index = way.names.firstIndex(of: parts[1]) else { return false }
        var values = way.names.map { name in
          way.optional.first { $0.name == name }?.value ?? 0.5
        }
        values[index] = value
        return (try? way.make(values)) != nil
      }
    }
    func bound(_ key: String) -> Double? {
      switch limits[key] {
      case .number(let value)?: value
      default: nil
      }
    }
    let high = try #require(bound("maximum"))
    #expect(isRead(high))
    #expect(!isRead(high * 1.001))
    if let low = bound("minimum") {
      #expect(isRead(low))
      #expect(!isRead(low == 0 ? -1e-9 : low * 0.999))
    } else {
      #expect(bound("exclusiveMinimum") == 0)
      #expect(!isRead(0))
    }
  }

  // MARK: By a validator of JSON Schema

  static let validator = "python3, jsonschema and PyYAML are not installed"

  @Test(.enabled(if: Editor.isInstalled, Comment(rawValue: validator)))
  func everyScenarioIsAccepted() throws {
    let folders = ["Scenarios", "Tests/Validation", "Tests/ReportingTests"]
    var texts: [(name: String, yaml: String)] = []
    for folder in folders {
      let files = try FileManager.default.subpathsOfDirectory(
        atPath: Samples.package.appending(path: folder).path)
      for file in files.sorted() where file.hasSuffix(".yaml") {
        let text = try Samples.text(folder + "/" + file)
        if Samples.messages(text).isEmpty { texts.append((folder + "/" + file, text)) }
      }
    }
    #expect(texts.count >= 60)
    let examples = try Samples.text(PageTests.page).components(separatedBy: "```yaml\n").dropFirst()
    for example in examples {
      texts.append(("the page", example.components(separatedBy: "```")[0]))
    }
    texts.append(("the base", Samples.base))
    for (text, verdict) in zip(texts, try Editor.verdicts(on: texts.map(\.yaml))) {
      #expect(verdict.hasPrefix("accepted"), "\(text.name): \(verdict)")
    }
  }

  /// Every fault of the snapshot is refused but for those that no schema sees, and these are all named.
  @Test(.enabled(if: Editor.isInstalled, Comment(rawValue: validator)))
  func everyFaultThatASchemaSeesIsRefused() throws {
    let unseen = Set(
      SchemaBlindness.text + SchemaBlindness.together + SchemaBlindness.options)
    #expect(unseen.isSubset(of: FaultCases.all.map(\.name)))
    let verdicts = try Editor.verdicts(on: FaultCases.all.map(\.yaml))
    for (fault, verdict) in zip(FaultCases.all, verdicts) {
      if unseen.contains(fault.name) {
        #expect(verdict.hasPrefix("accepted"), "\(fault.name) is seen after all: \(verdict)")
      } else {
        #expect(!verdict.hasPrefix("accepted"), "\(fault.name)")
      }
    }
  }
}

/// Faults that an editor does not show, by why.
enum SchemaBlindness {
  /// YAML itself reads it, as a value that the reader is too careful to take.
  static let text = [
    "anchor",
    "directive",
    "control character by escape",
    "capacity 010",
    "capacity .nan",
    "capacity 0x10",
    "capacity 0o17",
    "capacity 1.",
    "months 010",
    "months 0x10",
    "reusable TRUE",
  ]
  /// Two places of the file do not fit together.
  static let together = [
    "order",
    "table",
    "narrow truncation",
    "too many units",
    "season",
    "factor",
    "pool",
    "declared sectors",
    "step of a cohort",
    "correlation of a stranger",
    "correlation that cannot be",
    "correlation not the same both ways",
    "correlation with itself",
    "correlated twice",
    "correlated month by month",
    "split for a stranger",
    "split without use",
    "no share",
    "capacity by month",
    "endless second step",
    "a level out of bounds",
    "bounds the wrong way",
    "a level among steps",
    "no cohorts",
    "circle",
    "circle of two programmes",
    "after a stranger",
    "after what never ends",
    "a rate that waits",
    "a million units",
    "a factor below 0",
    "after and then",
    "a merge that a part may not reach",
    "a way back past one part of a merge only",
    "buffers in a circle",
    "then to a stranger",
    "no way out",
    "never reached",
    "window",
    "window past the horizon",
    "start past the horizon",
    "start before the horizon",
    "progress without a duration",
    "on a stranger",
    "on a strange step",
    "on a strange sector",
    "no effect",
    "capacity of a step",
    "speed of a pool",
    "delay without a duration",
    "units of a rate",
    "given a stranger",
    "given itself",
    "given in a circle",
    "past the horizon",
    "before the horizon",
    "programme",
    "step",
    "level of what builds",
    "finish of a flow",
    "finish of a step",
    "spent without a cost",
    "cancelled",
    "granted",
    "granted to one",
    "group of any number",
    "group of no number",
  ]
  /// Of a change, as it can only be judged when it has been carried out.
  static let options = [
    "option: misspelt pool",
    "option: misspelt step",
    "option: nothing to go into",
    "option: absent parent",
    "option: absent item",
    "option: absent distribution",
    "option: a title inside",
    "option: what is there already",
    "option: a default",
    "option: a distribution that cannot be",
    "option: a path inside another",
    "option: a path that holds another",
    "option: what no programme uses",
    "option: a fault elsewhere",
    "option: a fault elsewhere by one change",
    "option: undone",
    "option: twice the same",
    "a budget the wrong way round",
    "option: units without anything added",
    "option: set beside units",
    "option: added to a distribution",
    "option: added to nothing",
    "option: added to what is set",
    "option: too many taken away",
    "option: one number of units",
    "option: too many units",
    "option: excludes a stranger",
    "option: excludes itself",
    "option: excludes what it extends",
    "option: extends two that exclude each other",
    "option: alone in an exchange",
    "option: an exchange that gives only",
    "option: an exchange whose steps do not fit",
    "a dated option of what is settled",
    "a dated option that extends one of what is settled",
    "a dated option that adds what is not there from the beginning",
    "a dated option outside the horizon",
  ]
}

/// What an editor would say: a validator of JSON Schema, over YAML as editors read it.
enum Editor {
  static let isInstalled =
    (try? run(["python3", "-c", "import jsonschema, yaml"])) != nil

  /// A verdict for each text, in their order.
  static func verdicts(on texts: [String]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "buildout-schema-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let schema = folder.appending(path: "buildout.schema.json")
    try Data(ScenarioSchema.document.utf8).write(to: schema)
    for (index, text) in texts.enumerated() {
      try Data(text.utf8).write(to: folder.appending(path: "\(10_000 + index).yaml"))
    }
    let script = Samples.package.appending(path: "Tests/ScenarioFormatTests/validate.py")
    let lines = try run(["python3", script.path, schema.path, folder.path])
      .split(separator: "\n").map { String($0.drop { $0 != "\t" }.dropFirst()) }
    #expect(lines.count == texts.count)
    return lines
  }

  private struct Failed: Error {}

  private static func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["PYTHONIOENCODING=utf-8"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed() }
    return output
  }
}

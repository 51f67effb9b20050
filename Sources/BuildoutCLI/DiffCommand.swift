import ArgumentParser
import Buildout
import Reporting
import Sampling
import ScenarioFormat

struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what changed between two versions of a scenario, and what it did to the odds.",
    discussion: """
      Reads both versions and names every change in words: targets that were dropped or lowered first, then all \
      changes by what they did to the odds. Each change is made alone in the earlier version and simulated on the same \
      random draws, so that a difference comes from the change; then all of them together. What cannot be made alone, \
      such as a step that uses a new pool, is tried together with what it needs.

      Comments, spaces, the order of keys and the spelling of numbers are no changes. Titles, bases, groups and \
      options are listed at the end, since they move no odds of the plan as it stands.

      With --out, the difference is also written to a folder: diff.txt, diff.md, diff.html (and each in Chinese, as \
      diff.zh.txt), changes.csv, diff_targets.csv and diff.json, with their list in buildout.sha256.

      EXAMPLES
        buildout diff city-january.yaml city-march.yaml
        buildout diff old.yaml new.yaml --lang zh --out changes
        git show HEAD~1:city.yaml | buildout diff - city.yaml --format markdown
      """)

  @Argument(
    help: .init("The earlier version; - reads standard input.", valueName: "old"),
    completion: .file(extensions: ["yaml", "yml"]))
  var old: String

  @Argument(
    help: .init("The later version; - reads standard input.", valueName: "new"),
    completion: .file(extensions: ["yaml", "yml"]))
  var new: String

  @OptionGroup var draws: DrawOptions
  @OptionGroup var whole: NoShareOption
  @OptionGroup var report: ReportOptions
  @OptionGroup var destination: FolderOption

  func run() async throws {
    guard old != "-" || new != "-" else {
      throw Failure(
        code: .usage,
        message: "only one version can come from standard input; name a file for the other")
    }
    let folder = try destination.folder(for: DiffCommand.fileNames)
    let (before, after) = (try ScenarioInput(old), try ScenarioInput(new))
    let difference = try await difference(before, after)
    let page = Report(
      difference, language: report.lang, provenance: after.provenance,
      earlier: before.provenance.sha256)
    try report.give(
      report.text(page, json: DiffCommand.json(difference, before.provenance, after.provenance)),
      DiffCommand.files(difference, before.provenance, after.provenance, csv: report.lang),
      to: folder
    ) {
      "Wrote the difference to \($0)"
    }
  }

  private func difference(
    _ before: ScenarioInput, _ after: ScenarioInput
  ) async throws -> VersionDifference {
    let changes = before.document.changes(to: after.document)
    var versions = [after.document.scenario]
    var tried: [VersionDifference.Trial?] = changes.map { change in
      guard let scenario = change.scenario else { return nil }
      versions.append(scenario)
      return .init(version: versions.count - 1)
    }
    if let group = DiffCommand.needed(changes, before, after) {
      versions.append(group.scenario)
      for index in changes.indices where tried[index] == nil && !changes[index].isWording {
        tried[index] = .init(version: versions.count - 1, companions: group.count - 1)
      }
    }
    let settings = draws.settings()
    let bar = ProgressBar(total: settings.trials, language: report.lang)
    defer { bar.finish() }
    let effects = try await before.plan.versions(versions, settings) { bar.update($0) }
    return VersionDifference(
      before: before.document.scenario, after: after.document.scenario,
      changes: changes.map(VersionDifference.Change.init), effects: effects, tried: tried)
  }

  /// What is no scenario by itself may be one with the others that are none, and with as few as will do of what
  /// is new.
  private static func needed(
    _ changes: [VersionChange], _ before: ScenarioInput, _ after: ScenarioInput
  ) -> (scenario: Scenario, count: Int)? {
    let open = changes.indices.filter { !changes[$0].isWording }
    let needy = open.filter { changes[$0].scenario == nil }
    guard !needy.isEmpty else { return nil }
    func scenario(_ indices: [Int]) -> Scenario? {
      before.document.making(indices.map { changes[$0] }, of: after.document)
    }
    var group = open.filter { needy.contains($0) || changes[$0].kind == .added }
    guard scenario(group) != nil else { return nil }
    for index in group.reversed() where !needy.contains(index) {
      let fewer = group.filter { $0 != index }
      if scenario(fewer) != nil { group = fewer }
    }
    return scenario(group).map { ($0, group.count) }
  }

  /// What goes to a folder, by name.
  static let fileNames =
    OutputFile.names("diff", sheets: ["changes", "diff_targets"]) + ["diff.html", "diff.zh.html"]

  private static func files(
    _ difference: VersionDifference, _ before: Provenance, _ after: Provenance, csv: Language
  ) -> [OutputFile] {
    func report(_ language: Language) -> Report {
      Report(difference, language: language, provenance: after, earlier: before.sha256)
    }
    return OutputFile.every("diff", csv: csv, report: report) {
      json(difference, before, after)
    } + [
      OutputFile("diff.html", report(.en).html()), OutputFile("diff.zh.html", report(.zh).html()),
    ]
  }

  private static func json(
    _ difference: VersionDifference, _ before: Provenance, _ after: Provenance
  ) -> String {
    difference.json(after, earlier: before.sha256)
  }
}

extension VersionDifference.Change {
  fileprivate init(_ change: VersionChange) {
    func value(_ value: VersionChange.Value) -> Value {
      Value(
        text: value.text,
        distribution: value.distribution.map(RegisterEntry.Distribution.init))
    }
    let kind: Kind =
      switch change.kind {
      case .added: .added
      case .removed: .removed
      case .changed: .changed
      case .reordered: .reordered
      }
    self.init(
      name: change.name, kind: kind, before: change.before.map(value),
      after: change.after.map(value), line: change.line, isWording: change.isWording)
  }
}

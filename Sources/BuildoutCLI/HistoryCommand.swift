import ArgumentParser
import Buildout
import Foundation
import Reporting
import Sampling
import ScenarioFormat

struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Say whether the forecasts of past meetings were right.",
    discussion: """
      Reads a folder in which every folder is a meeting, kept by buildout run --actuals ... --out. What was said \
      at each of them is judged by what is known at the last: how many of today's figures lie in the range from \
      P10 to P90 that was given for them, and how far the odds missed what came (Brier score). A promise that was \
      put off or lowered since is judged as it was then. Beside that score \
      stand two others: that of the odds of the start, and that of the rule that a target on its pro-rata \
      schedule will be met. Then comes how often \
      targets were met that had been given odds of 0 to 10 %, 10 to 20 % and so on, and each target's odds from \
      meeting to meeting. A folder of buildout run without actuals counts as the forecast of the start.

      With --out, all of it is also written to a folder, with a page (history.html, history.zh.html).

      EXAMPLES
        buildout run city.yaml --out history/2026-00
        buildout run city.yaml --actuals actuals --out history/2026-01
        buildout run city.yaml --actuals actuals --out history/2026-02 --previous history/2026-01
        buildout history history
      """)

  @Argument(
    help: .init("The folder that holds the meetings.", valueName: "folder"),
    completion: .directory)
  var path: String

  @OptionGroup var whole: NoShareOption
  @OptionGroup var report: ReportOptions

  @OptionGroup var destination: FolderOption

  /// What goes to a folder, by name.
  static let fileNames =
    OutputFile.names("history", sheets: ["history", "reliability", "odds"]) + [
      "history.html", "history.zh.html",
    ]

  func run() async throws {
    let folder = try destination.folder(for: HistoryCommand.fileNames)
    let history = try read()
    let title = Report(history, language: report.lang)
    try report.give(
      report.text(title, json: history.json()), files(history), to: folder
    ) {
      "Wrote the history to \($0)"
    }
  }

  /// What goes to a folder.
  private func files(_ history: MeetingHistory) -> [OutputFile] {
    OutputFile.every("history", csv: report.lang) {
      Report(history, language: $0)
    } json: {
      history.json()
    } + [
      OutputFile("history.html", history.html(language: .en)),
      OutputFile("history.zh.html", history.html(language: .zh)),
    ]
  }

  private func read() throws -> MeetingHistory {
    let base = path.hasSuffix("/") ? path : path + "/"
    let names =
      (SystemFile.isDirectory(path) ? OpenFolder(path)?.names() ?? [] : []).map(\.text)
      .filter { !$0.hasPrefix(".") && SystemFile.description(base + $0 + "/forecast.json") != nil }
      .sorted()
    guard !names.isEmpty else {
      throw Failure(
        code: .noInput,
        message:
          "\(path.shown) holds no folder of a meeting; write one with buildout run city.yaml --actuals "
          + "actuals.csv --out \(base.shown)2026-01")
    }
    let kept = try names.map { name in
      (name: name, forecast: try KeptForecast(base + name + "/forecast.json"))
    }
    let first = kept[0].forecast.scenario
    let others = kept.filter { $0.forecast.scenario.id != first.id }
    guard others.isEmpty else {
      let list = ([kept[0]] + others).map { "\($0.name) (\($0.forecast.scenario.id))" }.listed
      throw Failure(
        code: .usage,
        message: "\(path.shown) holds meetings of several plans: \(list); keep each "
          + "plan's meetings in a folder of their own")
    }
    let start = try month(first.start)
    let judge = try Judge(kept, in: base, report.lang)
    return MeetingHistory(
      id: first.id, title: Text(en: first.title.en, zh: first.title.zh), start: start,
      meetings: try kept.map { name, forecast in
        MeetingHistory.Meeting(
          name: name, asOf: try forecast.asOf.map(month), trials: max(1, forecast.trials),
          targets: try targets(forecast, judge.judged(forecast, of: base + name)))
      }, odds: oddsOfTheStart(kept.map(\.forecast)))
  }

  private func targets(
    _ forecast: KeptForecast, _ judged: [String: Judge.Judgement]
  ) throws -> [MeetingHistory.Target] {
    try forecast.targets.map { try target($0, judged[$0.id]) }
  }

  private func target(
    _ kept: KeptForecast.Target, _ judged: Judge.Judgement?
  ) throws -> MeetingHistory.Target {
    var ranges: [Month: ClosedRange<Double>] = [:]
    for entry in kept.monthly {
      guard let low = entry.p10, let high = entry.p90, low <= high else { continue }
      ranges[try month(entry.month)] = low...high
    }
    return MeetingHistory.Target(
      id: kept.id, title: Text(en: kept.title.en, zh: kept.title.zh),
      promise: .init(
        comparator: Target.Comparator(rawValue: kept.comparator) ?? .atLeast, value: kept.value,
        due: try month(kept.due)), probability: kept.probability, fact: kept.fact,
      actual: kept.actual?.value, actualMonth: try (kept.actual?.month).map(month),
      hasSchedule: kept.monthly.contains { $0.probabilityBehindSchedule != nil }, ranges: ranges,
      outcome: judged?.outcome, came: judged?.came)
  }

  /// A forecast without actuals, or what the first meeting says was known before.
  private func oddsOfTheStart(_ forecasts: [KeptForecast]) -> [String: Double] {
    let sorted = forecasts.sorted { ($0.asOf ?? "") < ($1.asOf ?? "") }
    guard let first = sorted.first else { return [:] }
    return Dictionary(
      first.targets.map { ($0.id, $0.before ?? $0.probability) },
      uniquingKeysWith: { first, _ in first })
  }

  private func month(_ text: String) throws -> Month {
    guard let month = Month(text) else {
      throw Failure(
        code: .badScenario,
        message: "'\(text)' in a forecast of \(path.shown) is no month; write it again")
    }
    return month
  }
}

/// Holds what was promised at each meeting to what is known at the last.
private struct Judge {
  /// What has come of a promise: whether it was kept, nil while that is open; and what its measure stands at, at the
  /// end of the last month that is known.
  typealias Judgement = (outcome: Bool?, came: Double?)

  /// The last meeting, where it has kept what it was worked out from.
  private let last: KeptMeeting?
  private let forecast: KeptForecast

  init(
    _ kept: [(name: String, forecast: KeptForecast)], in folder: String, _ language: Language
  ) throws {
    // Of two meetings of the same month the later by name is the last, as in the history.
    let ordered = kept.enumerated().sorted {
      ($0.element.forecast.asOf ?? "", $0.offset) < ($1.element.forecast.asOf ?? "", $1.offset)
    }.map(\.element)
    let newest = ordered[ordered.count - 1]
    forecast = newest.forecast
    last =
      KeptMeeting.isKept(folder + newest.name)
      ? try KeptMeeting(folder + newest.name, newest.forecast, language) : nil
  }

  /// What has come of the promises of a meeting, by the target's id.
  func judged(_ meeting: KeptForecast, of folder: String) throws -> [String: Judgement] {
    guard let last, let known = last.actuals else { return judgedByWords(meeting) }
    var held = last.scenario
    held.targets =
      try KeptMeeting.keptScenario(folder)?.targets
      ?? held.targets.compactMap { target in
        try meeting.targets.first { $0.id == target.id }.map { try target.promising($0) }
      }
    let standings = held.standings(in: known)
    return Dictionary(
      zip(held.targets, standings).map { target, standing in
        let came = known.readings.first { $0.measure == target.measure && $0.month == known.asOf }
        return (target.id, (standing.fact, came?.value))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The same where no actuals were kept: by what the last forecast says of promises that are still the same.
  private func judgedByWords(_ meeting: KeptForecast) -> [String: Judgement] {
    var judged: [String: Judgement] = [:]
    for then in meeting.targets {
      guard let now = forecast.targets.first(where: { $0.id == then.id }) else { continue }
      let isSame =
        now.value == then.value && now.due == then.due && now.comparator == then.comparator
      judged[then.id] = (
        isSame ? now.fact : nil,
        now.actual.flatMap { $0.month == forecast.asOf ? $0.value : nil }
      )
    }
    return judged
  }
}

extension Target {
  /// The target with the promise that a forecast gives.
  fileprivate func promising(_ kept: KeptForecast.Target) throws -> Target {
    try Target(
      id: id, title: title, sector: sector, measure: measure,
      comparator: Comparator(rawValue: kept.comparator) ?? comparator, value: kept.value,
      due: Month(kept.due) ?? due, firmness: firmness, unit: unit, clause: clause, lead: lead,
      note: note)
  }
}

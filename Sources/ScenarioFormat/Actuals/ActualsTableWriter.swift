public import Buildout

/// Writes tables of actuals: the empty one that is sent round, and all that is known, to be kept.
public enum ActualsTableWriter {
  /// The table to be filled in: a row for each measure that targets read and for each risk, with what a lead
  /// unit needs to know of it.
  ///
  /// - Parameters:
  ///   - scenario: What the rows are of.
  ///   - month: With one, a row has a single value, of that month; nil is one column for each month.
  ///   - language: Of headings and titles; in Chinese the text begins with a byte-order mark, without which
  ///     Excel garbles it.
  public static func empty(
    _ scenario: Scenario, month: Month? = nil, language: Language
  ) -> String {
    let say = { (en: String, zh: String) in language == .zh ? zh : en }
    let calendar = scenario.calendar
    let months =
      month.map { [$0] } ?? (1...calendar.months).map { calendar.month($0) }
    let described = [
      say("title", "名称"), say("sector", "领域"), say("lead", "责任单位"), say("unit", "单位"),
      say("promised", "目标值"), say("due", "期限"),
    ]
    let head =
      month == nil
      ? ["id"] + described + months.map(\.description) + [say("note", "备注")]
      : ["id", say("month", "月份"), say("value", "数值"), say("note", "备注")] + described
    var lines = [head]
    for (id, about) in subjects(scenario, language) {
      lines.append(
        month.map { [id, $0.description, "", ""] + about }
          ?? [id] + about + months.map { _ in "" } + [""])
    }
    return (language == .zh ? "\u{FEFF}" : "")
      + lines.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
  }

  /// All that is known, in one table that reads back as the same actuals.
  public static func kept(_ actuals: Actuals, of scenario: Scenario) -> String {
    let ids = Dictionary(
      scenario.targets.map { ($0.measure, $0.id) }, uniquingKeysWith: { first, _ in first })
    var lines = [["id", "month", "value", "note"]]
    for reading in actuals.readings {
      lines.append([
        ids[reading.measure] ?? reading.measure.spelling,
        scenario.calendar.month(reading.month).description,
        text(reading.value, rounding: reading.rounding), reading.note,
      ])
    }
    for sighting in actuals.sightings {
      lines.append([
        "risks." + sighting.risk, scenario.calendar.month(sighting.month).description,
        sighting.acted ? "1" : "0", sighting.note,
      ])
    }
    return lines.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
  }

  /// What each row is of, and what is said of it beside its id.
  private static func subjects(
    _ scenario: Scenario, _ language: Language
  ) -> [(id: String, about: [String])] {
    let promises = Dictionary(grouping: scenario.targets, by: \.measure)
    var seen: Set<Measure> = []
    let targets = scenario.targets.filter { seen.insert($0.measure).inserted }.map { target in
      // One row serves them all, until the last of them is due.
      let all = (promises[target.measure] ?? []).sorted { $0.due < $1.due }
      func listed(_ words: [String]) -> String {
        var seen: Set<String> = []
        return words.filter { !$0.isEmpty && seen.insert($0).inserted }.joined(separator: "; ")
      }
      let sector = scenario.sector(of: target)
      let title = language(target.title)
      return (
        target.id,
        [
          title.isEmpty ? target.id : title,
          sector.map { id in
            let title = language(scenario.sectors.first { $0.id == id }?.title ?? Text())
            return title.isEmpty ? id : title
          } ?? "",
          listed(all.map { $0.lead.map { language($0) } ?? "" }),
          language(scenario.unit(of: target)),
          all.map(promise).joined(separator: "; "),
          all.map(\.due.description).joined(separator: "; "),
        ]
      )
    }
    let risks = scenario.risks.compactMap { risk -> (String, [String])? in
      if case .chance(_, each: .unit) = risk.occurrence { return nil }
      let title = language(risk.title)
      return (
        "risks." + risk.id,
        [
          title.isEmpty ? risk.id : title, "", "",
          language == .zh ? "发生填1，未发生填0" : "1 where it acted, else 0", "", "",
        ]
      )
    }
    return targets + risks
  }

  private static func promise(_ target: Target) -> String {
    let value = Fault.text(target.value)
    return switch target.comparator {
    case .atLeast: "≥ " + value
    case .atMost: "≤ " + value
    case .above: "> " + value
    case .below: "< " + value
    case .by: value
    }
  }

  /// A number with as many places as it was given with, so that it rounds as it did.
  private static func text(_ value: Double, rounding: Double) -> String {
    var text = Fault.text(value)
    guard rounding > 0, rounding < 0.4 else { return text }
    var places = 0
    var unit = 0.5
    while unit > rounding * 1.5, places < 15 {
      unit /= 10
      places += 1
    }
    let given = text.split(separator: ".")
    guard !text.contains("e"), given.count <= 2 else { return text }
    let missing = places - (given.count == 2 ? given[1].count : 0)
    if missing > 0 {
      text += (given.count == 2 ? "" : ".") + String(repeating: "0", count: missing)
    }
    return text
  }

  /// A field, quoted where it must be. Text that a spreadsheet would run as a formula has an apostrophe.
  private static func field(_ text: String) -> String {
    let runs = text.unicodeScalars.first.map { "=+@＝＋＠".unicodeScalars.contains($0) } ?? false
    var shown = String.UnicodeScalarView()
    for scalar in (runs ? "'" + text : text).unicodeScalars {
      shown.append(scalar.isUnsafeInText ? " " : scalar)
    }
    let inert = String(shown)
    guard inert.contains(where: { $0 == "," || $0 == "\"" || $0 == ";" }) else { return inert }
    return "\"" + inert.replacing("\"", with: "\"\"") + "\""
  }
}

extension Measure {
  /// As a scenario file spells it: `roads.completed`, `{number: roads.completed}`,
  /// `{sum: [a.completed, b.completed]}`.
  package var spelling: String {
    switch self {
    case .leaf(.reading(let programme, let step, let reading, asNumber: true)):
      "{number: " + Measure.reading(programme: programme, step: step, reading).description + "}"
    case .leaf(let leaf): leaf.description
    case .combination(let combination, let parts):
      "{\(combination.rawValue): [" + parts.map(\.spelling).joined(separator: ", ") + "]}"
    }
  }
}

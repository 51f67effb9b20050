import Buildout

/// Where the year stands, in one language: the monthly table, and what a meeting asks of it.
struct ProgressTables {
  let reforecast: Reforecast
  let previous: PreviousMeeting?
  let forecast: ForecastTables
  /// In the scenario's order.
  let rows: [ProgressRow]
  var columns = Catalogue<ProgressRow>.progress
  var groups = Catalogue<StandingRow>.standing
  var learned = Catalogue<LearnedRow>.learned

  var say: Words { forecast.say }
  private var calendar: Calendar { reforecast.now.scenario.calendar }
  var asOf: Month { calendar.month(reforecast.actuals.asOf) }

  init(_ reforecast: Reforecast, previous: PreviousMeeting?, language: Language) {
    var forecast = ForecastTables(reforecast.now, language: language)
    let standings = Dictionary(
      reforecast.standings.map { ($0.target, $0) }, uniquingKeysWith: { first, _ in first })
    forecast.asOf = reforecast.actuals.asOf
    forecast.facts = standings.compactMapValues(\.fact)
    for reading in reforecast.actuals.readings {
      forecast.actuals[reading.measure, default: [:]][reading.month] = reading.value
    }
    self.reforecast = reforecast
    self.previous = previous
    self.forecast = forecast
    rows = ProgressRow.rows(reforecast, previous, forecast)
  }

  // MARK: The monthly table

  /// One row a target, sector by sector.
  var monthly: [Table] {
    let title = say("Monthly progress", "月度进度表")
    guard forecast.hasSectorsOfSeveral, forecast.sectorGroups.count > 1 else {
      return [table("progress", title, in: .table, rows)]
    }
    return forecast.sectorGroups.map { group in
      table(
        "progress", title + say(": ", "：") + group.title, in: .table,
        rows.filter { $0.now.sector == group.id }, without: ["sector"])
    }
  }

  /// The same in one table.
  func whole(in view: View) -> Table {
    table("progress", say("Monthly progress", "月度进度表"), in: view, rows)
  }

  /// The columns that say something of some row.
  private func table(
    _ id: String, _ title: String, note: String? = nil, in view: View, _ shown: [ProgressRow],
    without left: Set<String> = []
  ) -> Table {
    var left = left
    if previous == nil { left.formUnion(["previous", "why"]) }
    if rows.allSatisfy({ $0.now.target.lead == nil }) { left.insert("lead") }
    if rows.allSatisfy({ $0.note.isEmpty }) { left.insert("note") }
    return columns.table(id, title, note: note, in: view, shown, without: left, say)
  }

  // MARK: What a meeting asks

  /// Who is ahead and who is behind: by lead unit, or by sector where nobody leads.
  var standing: [Table] { standing(in: .table) }

  func standing(in view: View) -> [Table] {
    let hasLeads = rows.contains { $0.now.target.lead != nil }
    let standings =
      hasLeads
      ? rows.grouped(byLead: \.now.target.lead).map { (say.lead($0.lead), $0.members) }
      : forecast.sectorGroups.map { group in
        (group.title, rows.filter { $0.now.sector == group.id })
      }
    guard standings.count > 1 else { return [] }
    return [
      groups.table(
        "standing",
        hasLeads
          ? say("Where each lead unit stands", "各责任单位进度")
          : say("Where each sector stands", "各领域进度"),
        in: view,
        standings.map { StandingRow(name: $0, rows: $1) }, say)
    ]
  }

  /// What is missed for good, then the targets behind their pro-rata schedule, or without one and unlikely, that are
  /// least likely to be met: work that is planned for the end of the year is behind and may be well.
  var behind: [ProgressRow] {
    let missed = rows.filter { $0.fact == false }
    let open = sorted(rows.filter(\.isBehind)) { $0.now.met.value }
    // What can still be helped keeps a place.
    return Array((missed.prefix(max(5, 10 - open.count)) + open).prefix(10))
  }

  /// The targets whose odds have moved most, of those that have moved for certain.
  var moved: [ProgressRow] {
    let moved = rows.filter { $0.change.map { !$0.isUndecided } ?? false }
    return Array(sorted(moved) { -($0.change?.value ?? 0).magnitude }.prefix(10))
  }

  private func sorted(
    _ rows: [ProgressRow], by value: (ProgressRow) -> Double
  ) -> [ProgressRow] {
    rows.enumerated().sorted {
      (value($0.element), $0.offset) < (value($1.element), $1.offset)
    }.map(\.element)
  }

  var behindTable: [Table] {
    guard !behind.isEmpty else { return [] }
    return [table("behind", behindTitle, in: .behind, behind)]
  }

  var behindTitle: String {
    say(
      "Missed, behind schedule or unlikely; the least likely first",
      "逾期未完成、慢于序时进度或完成概率低于50%，概率低的在前")
  }

  var movedTable: [Table] {
    guard !moved.isEmpty else { return [] }
    return [table("moved", movedTitle, in: .moved, moved)]
  }

  var movedTitle: String {
    previous == nil
      ? say("What has changed most since the start", "与期初相比变化最大")
      : say("What has changed most since the last meeting", "与上次会议相比变化最大")
  }

  // MARK: What the year has taught

  /// Numbers and risks of which the actuals say something, those that have moved most first.
  var learnedTable: [Table] { learned(in: .table) }

  func learned(in view: View) -> [Table] {
    let all = LearnedRow.rows(reforecast, say)
    let told = all.filter(\.isTold)
    guard !told.isEmpty else { return [] }
    let shown = told.enumerated().sorted {
      ($1.element.shift, $0.offset) < ($0.element.shift, $1.offset)
    }.prefix(15).map(\.element)
    return [
      learned.table(
        "learned", say("What the year has taught", "根据实际进度修正后的参数和风险"),
        note: say(
          "What the scenario supposed of numbers that a trial draws once and of risks, and what it says now that the "
            + "actuals are known"
            + (told.count > shown.count ? "; the \(shown.count) that moved most." : "."),
          "全年只取一次值的参数和各项风险：期初的判断与目前的判断"
            + (told.count > shown.count ? "；列出变化最大的\(shown.count)项。" : "。")),
        in: view, Array(shown), say)
    ]
  }

  /// For other programs.
  var sheets: [Table] {
    [columns.sheet("progress", rows)] + forecast.columns.sheets(reforecast.now)
      + [learned.sheet("learned", LearnedRow.rows(reforecast, say))]
  }

  /// For people, before the tables of the forecast.
  var tables: [Table] { standing + behindTable + movedTable + monthly }

  // MARK: In words

  var facts: String {
    say.asOf(Provenance.Given(asOf: asOf, actuals: reforecast.actuals.readings.count))
  }

  /// What is known of a target, for its chart.
  func known(_ target: TargetForecast) -> FanChart.Known? {
    rows.first { $0.now.target.id == target.target.id }.map {
      FanChart.Known(asOf: $0.asOf, readings: $0.readings)
    }
  }

  // MARK: Legend

  var legend: [Report.Explanation] { (tables + learnedTable).legend() + terms }
}

extension Words {
  /// Until when the year is known.
  func asOf(_ given: Provenance.Given) -> String {
    self(
      "As of the end of \(month(given.asOf)), \(counted(given.actuals, "actual"))",
      "数据截至\(month(given.asOf))末，共\(Digits.exact(Double(given.actuals)).text)个实际值")
  }
}

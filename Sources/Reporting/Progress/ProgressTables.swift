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
  private var asOf: Month { calendar.month(reforecast.actuals.asOf) }

  init(_ reforecast: Reforecast, previous: PreviousMeeting?, language: Language) {
    var forecast = ForecastTables(reforecast.now, language: language)
    let standings = Dictionary(
      reforecast.standings.map { ($0.target, $0) }, uniquingKeysWith: { first, _ in first })
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

  /// The targets behind their pro-rata schedule that are least likely to be met all the same: work that is
  /// planned for the end of the year is behind and may be well.
  var behind: [ProgressRow] {
    let behind = rows.filter { ($0.ahead ?? 0) < 0 && $0.fact == nil }
    return Array(sorted(behind) { $0.now.met.value }.prefix(10))
  }

  /// The targets whose odds have moved most, of those that have moved for certain.
  var moved: [ProgressRow] {
    let moved = rows.filter { !$0.change.isUndecided }
    return Array(sorted(moved) { -$0.change.value.magnitude }.prefix(10))
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
    say("Behind schedule, and least likely to be met", "慢于序时进度且完成概率最低")
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

  /// What must be known before any number is read.
  var notes: [String] {
    let known = rows.count { $0.standing.actual != nil }
    let met = rows.count { $0.fact == true }
    let missed = rows.count { $0.fact == false }
    let ahead = rows.count { ($0.ahead ?? 0) > 0 }
    let behind = rows.count { ($0.ahead ?? 0) < 0 }
    let expected = [reforecast.before, reforecast.now].map {
      Digits.estimate($0.targetsMet.mean).text
    }
    let of = reforecast.now.targetsMet.of
    let standing = say(
      "\(known) of \(rows.count) targets have a figure. \(met) \(met == 1 ? "is" : "are") met and \(missed) missed for good; "
        + "\(ahead) \(ahead == 1 ? "is" : "are") ahead of the pro-rata schedule and \(behind) behind it."
        + (of > 1
          ? " Of \(of) firm targets \(expected[1]) are expected to be met; it was \(expected[0]) at the start."
          : ""),
      "\(rows.count)项目标中\(known)项有实际值：已完成\(met)项，逾期未完成\(missed)项；"
        + "快于序时进度\(ahead)项，慢于序时进度\(behind)项。"
        + (of > 1 ? "\(of)项刚性目标预计完成\(expected[1])项，期初为\(expected[0])项。" : ""))
    return [standing] + doubts
  }

  /// How far the actuals bear the scenario out.
  var doubts: [String] {
    let total = reforecast.surprises.count
    guard total > 0 else { return [] }
    let expected = Digits.exact(Double(total) * 0.1, significant: 2)
    let scatter = reforecast.scatter.map { Digits.fixed($0, decimals: 2).text } ?? "-"
    let isTooSure = reforecast.isTooSure
    let lead = say(
      "The actuals scatter \(scatter) about what the scenario expects of them (1 expected); "
        + "\(reforecast.outside) of \(total) lie outside their 90 % range (\(expected) expected).",
      "实际值偏离模型预期的程度为\(scatter)（1为正常，明显大于1说明情景与实际不符）；\(total)个实际值中有\(reforecast.outside)个落在90%区间之外"
        + "（预计\(expected)个）。")
    let follows =
      isTooSure
      ? say(
        " That is more than chance allows: the scenario is surer of itself than the year bears out. Its intervals are "
          + "too narrow, odds near 0 or 100 % above all; widen the distributions of what differs most.",
        "超出偶然所能解释的范围：情景把不确定性估得太小，各项区间偏窄，接近0或100%的概率尤其不可靠；"
          + "请放宽偏差最大的各项分布。")
      : say(
        " Chance alone could do that. It is no proof that the scenario is right.",
        "偶然波动也可能造成这样的偏离，但不能据此断定情景正确。")
    return [lead + follows] + impossible
  }

  private var impossible: [String] {
    let names = reforecast.surprises.compactMap { surprise -> String? in
      guard let possible = surprise.possible else { return nil }
      let target = rows.first { $0.now.target.measure == surprise.reading.measure }
      let name = target.map { say.name($0.now.target) } ?? surprise.reading.measure.description
      let values = [surprise.reading.value, possible].map { value in
        Digits.exact(value / (target.map { say.planner($0.now).scale } ?? 1)).text
      }
      let month = say.month(reforecast.now.scenario.calendar.month(surprise.reading.month))
      let isAbove = surprise.reading.value > possible
      return name
        + say(
          " (\(values[0]) at the end of \(month), at \(isAbove ? "most" : "least") \(values[1]) in the trials)",
          "（\(month)末实际\(values[0])，模拟\(isAbove ? "最多" : "最少")\(values[1])）")
    }
    guard !names.isEmpty else { return [] }
    return [
      say(
        "Outside what any trial reached: ", "实际数值超出全部模拟的范围：")
        + names.joined(separator: say(", ", "、"))
        + say(
          ". The figures are taken as facts. Check them, or put the scenario right.",
          "。这些数值按事实计入；请核对报送数据，或改正情景。")
    ]
  }

  /// What is known of a target, for its chart.
  func known(_ target: TargetForecast) -> FanChart.Known? {
    rows.first { $0.now.target.id == target.target.id }.map {
      FanChart.Known(asOf: $0.asOf, readings: $0.readings)
    }
  }

  // MARK: Legend

  var legend: [Report.Explanation] { (tables + learnedTable).legend() }
}

extension Words {
  /// Until when the year is known.
  func asOf(_ given: Provenance.Given) -> String {
    self(
      "As of the end of \(month(given.asOf)), \(counted(given.actuals, "actual"))",
      "数据截至\(month(given.asOf))末，共\(Digits.exact(Double(given.actuals)).text)个实际值")
  }
}

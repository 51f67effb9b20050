import Buildout

/// A target as a row of the monthly table.
struct ProgressRow: Sendable {
  let now: TargetForecast
  let before: TargetForecast
  let standing: Reforecast.Standing
  let previous: PreviousMeeting.Move?
  /// Whether there was a meeting before, to which a target may be new.
  let isCompared: Bool
  let surprise: Reforecast.Surprise?
  /// Of its measure, by month.
  let readings: [Actuals.Reading]
  let asOf: Int
  let calendar: Calendar
  /// The title of its sector, or what stands for none.
  let sector: String

  static func rows(
    _ reforecast: Reforecast, _ previous: PreviousMeeting?, _ tables: ForecastTables
  ) -> [ProgressRow] {
    let readings = Dictionary(grouping: reforecast.actuals.readings, by: \.measure)
    let surprises = Dictionary(grouping: reforecast.surprises, by: \.reading.measure)
    // All three are in the scenario's order.
    let said = zip(reforecast.now.targets, reforecast.before.targets)
    return zip(said, reforecast.standings).map { odds, standing in
      let (now, before) = odds
      let measure = now.target.measure
      return ProgressRow(
        now: now, before: before, standing: standing, previous: previous?.moves[now.target.id],
        isCompared: previous != nil,
        surprise: surprises[measure]?.max { $0.reading.month < $1.reading.month },
        readings: (readings[measure] ?? []).sorted { $0.month < $1.month },
        asOf: reforecast.actuals.asOf, calendar: reforecast.now.scenario.calendar,
        sector: tables.sectorGroups.first { $0.id == now.sector }?.title ?? "-")
    }
  }

  var fact: Bool? { standing.fact }
  private var target: Target { now.target }
  private var actual: Actuals.Reading? { standing.actual }

  /// Whether a share of the span times the promised value means something.
  private var hasSchedule: Bool { target.value > 0 && now.schedule(0) != nil }

  /// The last actual in percent of what is promised, whether it was read before it was due or after.
  var done: Double? {
    guard hasSchedule, let actual else { return nil }
    return 100 * actual.value / target.value
  }

  /// The share of the target's span that had passed when the actual was read, in percent; nil when that was after it
  /// was due, since no schedule goes on then.
  var proRata: Double? {
    guard hasSchedule, let actual, actual.month <= now.dueNumber else { return nil }
    return 100 * (Double(actual.month) / Double(now.dueNumber))
  }

  /// By how many points it is ahead of the schedule, behind it below 0.
  var ahead: Double? {
    guard let done, let proRata else { return nil }
    return done - proRata
  }

  /// What the as-of month has added; nil where one of the two months is not known.
  var increase: Double? {
    guard let last = readings.last, last.month == asOf, !target.isMilestone else { return nil }
    if asOf == 1 { return hasSchedule ? last.value : nil }
    return readings.first { $0.month == asOf - 1 }.map { last.value - $0.value }
  }

  /// What each month after the as-of month must add to the last figure; nil when it is met, or its time is up.
  var needed: Double? {
    guard hasSchedule, let actual, fact == nil, now.dueNumber > asOf, target.value > actual.value
    else { return nil }
    return (target.value - actual.value) / Double(now.dueNumber - asOf)
  }

  /// Whether a figure of the as-of month was to be reported: of what is settled nobody waits for one.
  var isAsked: Bool { fact == nil || isReported }

  /// Whether there is a figure of the as-of month.
  var isReported: Bool { actual?.month == asOf }

  /// Whether a meeting should speak of it: it is behind its schedule or, where it has none, more likely missed than
  /// met.
  var isBehind: Bool {
    fact == nil && (ahead.map { $0 < 0 } ?? (now.light == .red))
  }

  /// What the months so far have added on average.
  var mean: Double? {
    guard hasSchedule, let actual else { return nil }
    return actual.value / Double(actual.month)
  }

  /// By how much the odds have changed since the last meeting, or since the start where there was none, with the
  /// sampling error of both; nil for a target that the last meeting did not have.
  var change: Estimate? {
    if isCompared, previous == nil { return nil }
    func odds(_ met: Proportion, _ fact: Bool?) -> (value: Double, error: Double) {
      fact.map { ($0 ? 1 : 0, 0) } ?? (met.value, met.halfWidth)
    }
    let then = odds(previous?.met ?? before.met, previous?.fact)
    let now = odds(now.met, fact)
    let value = now.value - then.value
    let reach = (now.error * now.error + then.error * then.error).squareRoot()
    return Estimate(value: value, interval: value - reach...value + reach)
  }

  /// The change in points, which does not read as none where the two odds beside it differ.
  fileprivate func points(_ change: Estimate) -> Figure {
    if change.value == 0, change.halfWidth == 0 { return Digits.exact(0) }
    guard fact == nil, previous?.fact == nil else { return Digits.points(change) }
    return Digits.points(
      change, from: Digits.percent(previous?.met ?? before.met), to: Digits.percent(now.met))
  }

  /// What is to be said of it: the office's remark, and that the scenario forbids it.
  var note: String { actual?.note ?? "" }

  var light: Light {
    fact.map { $0 ? .green : .red } ?? now.light
  }
}

extension Catalogue<ProgressRow> {
  /// What is said of a target when part of its year is known.
  static let progress = Catalogue(
    columns: identity + work + pace + odds,
    firstIn: [
      .behind: ["target", "lead", "now", "ahead", "actual", "promised"],
      .moved: ["target", "before", "previous", "now", "change", "why"],
    ])

  private static let identity: [Column<ProgressRow>] = [
    .data("id", [.csv], "the target's id") { .text($0.now.target.id) },
    .init(
      .words, "target", [.csv, .table, .workbook, .behind, .moved], "Target", "目标",
      about: "its title, in English where there is one"
    ) { row, say in .text(say.name(row.now.target)) },
    .init(
      .words, "sector", [.csv, .table, .workbook], "Sector", "领域", extraIn: [.table],
      about: "id of its sector"
    ) { row, _ in Table.Cell(.text(row.sector), data: JSON(row.now.sector)) },
    .init(
      .words, "lead", [.csv, .table, .workbook, .behind], "Lead unit", "责任单位", extraIn: [.table],
      about: "who answers for it, in English where that is given"
    ) { row, say in
      Table.Cell(
        .text(row.now.target.lead.map(say.text) ?? "-"),
        data: JSON(row.now.target.lead.map(say.text)))
    },
    .init(
      .short, "due", [.csv, .table, .workbook], "Due", "期限", extraIn: [.table],
      about: "the month at whose end it is judged"
    ) { row, _ in
      Table.Cell(.month(row.now.target.due), data: .text(row.now.target.due.description))
    },
    .init(
      .number, "promised", [.csv, .table, .workbook, .behind], "Promised", "目标值",
      about: "what is promised"
    ) { row, say in
      Table.Cell(
        .text(say.promise(row.now.target, unit: row.now.unit)),
        data: .number(row.now.target.value))
    },
  ]

  private static let work: [Column<ProgressRow>] = [
    .init(
      .number, "actual", [.csv, .json, .table, .workbook, .behind], "Actual to date", "实际进度",
      csv: [("actual", "value"), ("actual_month", "month")],
      about:
        "its measure's last actual: `month`, `value`, `rounding`, `note`; none where there is none",
      meaning: Meaning(
        "what the measure stands at by the last figure reported; the month is given where it is not the last one. A "
          + "dash means that nothing was reported, not 0.",
        "最近一次报送的实际值；不是截止月的注明月份。“-”表示未报送，不表示0。")
    ) { row, say in say.actual(row) },
    .init(
      .number, "done", [.csv, .table, .workbook], "Done", "完成率",
      about: "the actual in percent of what is promised",
      meaning: Meaning(
        "the last actual in percent of what is promised, also when that was due earlier. It is blank, as the schedule is, "
          + "where a share of the year's work has no meaning: upper limits, growth rates, shares, single works.",
        "最近一次实际值占目标值的百分比（到期以后仍按最近一次计算）；上限、增速、占比和单项任务不适用，留空。")
    ) { row, say in .percent(row.done, say) },
    .init(
      .number, "pro_rata", [.csv, .table, .workbook], "Pro-rata", "序时 进度",
      about:
        "the share of its time that had passed when the actual was read, in percent; none when it was due before",
      meaning: Meaning(
        "the share of the time until it is due that had passed when the actual was read; blank when it was due before.",
        "报送时已过时间占到期前全部时间的百分比；报送月份晚于期限的，留空。")
    ) { row, say in .percent(row.proRata, say) },
    .init(
      .number, "ahead", [.csv, .table, .workbook, .behind], "Ahead or behind", "快慢 (百分点)",
      about: "the two percentages' difference in points, below 0 when it is behind",
      meaning: Meaning(
        "done less pro-rata, in percentage points; behind the schedule where it is below 0.",
        "完成率减序时进度，负数为落后。", term: Phrase("Ahead or behind", "快慢"))
    ) { row, _ in
      row.ahead.map { .figure(Digits.plainSigned($0, decimals: 1), data: .number($0)) } ?? .blank
    },
  ]

  private static let pace: [Column<ProgressRow>] = [
    .init(
      .number, "increase", [.csv, .table, .workbook], "This month", "本月 新增", extraIn: [.table],
      about: "what the as-of month has added; none where one of the two months is not known"
    ) { row, say in say.amount(row.increase, row) },
    .init(
      .number, "needed_per_month", [.csv, .json, .table, .workbook, .behind], "Needed a month",
      "每月 需完成",
      about:
        "what each month after the as-of month must add to the last figure to reach what is promised",
      meaning: Meaning(
        "what each month after the as-of month until the due one must add to the last figure, beside the mean of the "
          + "months until that figure.",
        "截止月之后至到期，在最近一次实际值基础上每月须新增的数量；与至今（截至该实际值）月均完成数对照。",
        term: Phrase("Needed a month, mean so far", "每月需完成、至今月均"))
    ) { row, say in say.amount(row.needed, row) },
    .init(
      .number, "mean", [.csv, .table, .workbook, .behind], "Mean so far", "至今 月均",
      extraIn: [.table],
      about: "what the months until the last figure have added on average"
    ) { row, say in say.amount(row.mean, row) },
  ]

  private static let odds: [Column<ProgressRow>] = [
    .init(
      .number, "before", [.csv, .json, .table, .workbook, .moved], "Start, today's plan",
      "期初 (现行计划)",
      about:
        "the probability when nothing was known, worked out with the plan as it is now; what was said then stands in the "
        + "folder of that meeting",
      meaning: Meaning(
        "the probability of being met when nothing of the year was known, worked out again with the plan as it is today; "
          + "what was said at the last meeting; and the probability now. What was said in January stands in the pack of "
          + "January.",
        "期初概率是按现行计划重算的、尚无任何实际值时的完成概率（年初公布的概率见年初材料），与上次会议和目前的完成概率并列。",
        term: Phrase("Start, last meeting, now", "期初、上次、目前概率"))
    ) { row, say in say.probability(row.before.met) },
    .init(
      .number, "previous", [.csv, .json, .table, .workbook, .moved], "Last meeting", "上次 概率",
      about:
        "the probability at the meeting before, 1 or 0 where its actuals had settled it; none without one"
    ) { row, say in say.odds(row.previous?.met, row.previous?.fact) },
    .init(
      .number, "now", [.csv, .table, .workbook, .behind, .moved], "Now", "目前 概率",
      about: "the probability now; 1 or 0 where the actuals settle it"
    ) { row, say in say.odds(row.now.met, row.fact) },
    .data(
      "fact", [.csv, .json],
      "true when the actuals settle it as met, false as missed; none while it has odds"
    ) {
      $0.fact.map(JSON.flag) ?? .null
    },
    .init(
      .number, "change", [.csv, .table, .workbook, .moved], "Change, points", "变化 (百分点)",
      csv: estimate(of: "change"),
      about:
        "the probability now less that of the meeting before, or of the start where there was no meeting; none for a "
        + "target that the meeting before did not have",
      meaning: Meaning(
        "the probability now less that of the last meeting, or of the start where there was none; in percentage points. A "
          + "dash: the last meeting did not have the target.",
        "目前概率减上次（没有上次时减期初）概率，单位为百分点；“-”表示上次会议尚无该目标。", term: Phrase("Change", "变化"))
    ) { row, _ in
      row.change.map { change in
        .figure(row.points(change), data: .estimate(change, level: Proportion.level))
      } ?? .figure(nil)
    },
    .init(
      .words, "why", [.csv, .table, .workbook, .moved], "Why", "原因",
      csv: [("by_actuals", "actuals"), ("by_inputs", "inputs"), ("by_targets", "targets")],
      about: "the parts of the change: new actuals, edited inputs, revised targets",
      meaning: Meaning(
        "the points that new actuals, edited inputs and revised targets have added, each worked out on the same random "
          + "draws. Each is rounded by itself, so that they may add up to a point more or less than the change.",
        "新增实际值、修改输入、调整目标各自带来的百分点（用相同随机数逐项重算）；各自四舍五入，合计与变化可能相差1个百分点。")
    ) { row, say in say.reasons(row) },
    .init(
      .short, "light", [.csv, .table, .workbook], "Light", "灯号",
      about: "of the probability now"
    ) { row, say in
      Table.Cell(
        .light(row.light, shown: row.fact == nil ? say.light(row.now) : say.light(row.light)),
        data: .text(row.light.rawValue))
    },
    .init(
      .words, "note", [.csv, .table, .workbook], "Note", "备注", extraIn: [.table],
      about: "what the office remarks on the actual"
    ) { row, _ in .text(row.note) },
    .data(
      "surprise", [.json],
      "where its last actual lies in what was forecast for it: `below`, `atOrBelow`, `isSurprising`, and `possible` "
        + "where the scenario forbids it"
    ) { $0.surprise?.json ?? .null },
  ]
}

extension Table.Cell {
  /// Where a figure has no meaning.
  fileprivate static let blank = Table.Cell(.text(""), data: .null)

  /// A percentage to one decimal; blank where it has no meaning.
  fileprivate static func percent(_ value: Double?, _ say: Words) -> Table.Cell {
    guard let value else { return .blank }
    // Of a percentage the figure's value is its share.
    let digits = Digits.fixed(value, decimals: 1)
    let figure = Figure(value / 100, digits.digits, decimals: 1)
    return Table.Cell(.figure(say.percent(figure)), data: .number(value))
  }
}

extension Words {
  /// That the actuals settle a target.
  func fact(_ isMet: Bool) -> String { isMet ? self("met", "已完成") : self("missed", "逾期未完成") }

  /// A probability, or that the actuals settle the target.
  fileprivate func odds(_ met: Proportion?, _ fact: Bool?) -> Table.Cell {
    fact.map { Table.Cell(.text(self.fact($0)), data: .number($0 ? 1 : 0)) } ?? probability(met)
  }

  fileprivate func actual(_ row: ProgressRow) -> Table.Cell {
    guard let actual = row.standing.actual else { return Table.Cell(.text("-"), data: .null) }
    let target = row.now
    let month = row.calendar.month(actual.month)
    let data = JSON.object([
      ("month", .text(month.description)), ("value", .number(actual.value)),
      ("rounding", .number(actual.rounding)), ("note", .text(actual.note)),
    ])
    let isLate = actual.month < row.asOf
    let late = isLate ? self(" (\(monthName(month)))", "（\(monthName(month))）") : ""
    if target.isMilestone {
      let isDone = actual.value >= target.target.value
      return Table.Cell(
        .text((isDone ? self("done", "完成") : self("not yet", "尚未完成")) + late), data: data)
    }
    let scale = planner(target).scale
    // Noughts at the end were written in the scenario's unit: 4244800 m2 are 424.48 of 10,000.
    let figure =
      scale == 1
      ? Digits.given(actual.value, rounding: actual.rounding) : Digits.exact(actual.value / scale)
    return Table.Cell(isLate ? .text(figure.text + late) : .figure(figure), data: data)
  }

  /// A number of the target's measure in its planner's unit, to three digits; blank where there is none.
  fileprivate func amount(_ value: Double?, _ row: ProgressRow) -> Table.Cell {
    guard let value else { return .blank }
    return .figure(
      Digits.exact(value / planner(row.now).scale, significant: 3), data: .number(value))
  }

  fileprivate func reasons(_ row: ProgressRow) -> Table.Cell {
    guard let move = row.previous else { return .blank }
    let parts: [(String, Double?)] = [
      (self("actuals", "实际值"), move.actuals), (self("inputs", "输入"), move.inputs),
      (self("targets", "目标"), move.targets),
    ]
    let shown = parts.compactMap { name, value -> String? in
      // What is less than half a point is sampling error or nothing.
      guard let value, value.magnitude >= 0.005 else { return nil }
      return name + " " + Digits.plainSigned(value * 100, decimals: 0).text
    }
    return Table.Cell(
      .text(shown.joined(separator: self(", ", "，"))),
      data: .object([
        ("actuals", JSON(move.actuals)), ("inputs", JSON(move.inputs)),
        ("targets", JSON(move.targets)),
      ]))
  }
}

extension Reforecast.Surprise {
  var json: JSON {
    .object([
      ("below", .number(below)), ("atOrBelow", .number(atOrBelow)),
      ("isSurprising", .flag(isSurprising)), ("possible", JSON(possible)),
    ])
  }
}

import Buildout

/// A target as a row.
struct TargetRow: Sendable {
  let answer: TargetForecast
  /// The title of its sector, or what stands for none.
  var sector = ""
  /// What it is called where two must not look alike; nil is its title.
  var name: String?
  /// Where it stands among those that it is ranked with.
  var rank = 0
  /// Whether the actuals settle it: true when it is met, false when it is missed.
  var fact: Bool?
  /// The number of the last month that is known; 0 where nothing is.
  var asOf = 0

  /// The month half-way to the due month, where it is still to come.
  var halfTime: MonthForecast? { max(1, answer.dueNumber / 2) > asOf ? answer.halfTime : nil }

  var target: Target { answer.target }

  var light: Light { fact.map { $0 ? .green : .red } ?? answer.light }
}

extension Catalogue<TargetRow> {
  /// What is said of a target.
  static let targets = Catalogue(
    columns: identity + promise + probability + outcome + office + timing,
    firstIn: [
      .table: ["target", "sector", "due", "promise"],
      .weakest: ["rank", "target", "sector", "probability", "interval", "middle"],
      .summary: [
        "target", "probability", "interval", "middle", "promise", "completion",
        "behind_schedule_half_time",
      ],
      .workbook: ["target", "sector", "due", "comparator", "value"],
      .page: ["half"],
      .first: ["target", "probability", "interval", "due", "half"],
    ])

  private static let identity: [Column<TargetRow>] = [
    .init(
      .short, "id", [.csv, .json, .workbook], "Id", "编号", lastIn: [.workbook],
      about: "the target's id"
    ) {
      row, _ in .text(row.target.id)
    },
    .data(
      "title", [.csv, .json], csv: [("title_en", "en"), ("title_zh", "zh")],
      "its title in English (`en`) and Chinese (`zh`), if the scenario gives them"
    ) { JSON($0.target.title) },
    .init(.number, "rank", [.weakest], "#", "#") { row, _ in .count(row.rank) },
    .init(
      .words, "target", [.table, .weakest, .summary, .workbook, .first], "Target", "目标"
    ) { row, say in
      .text(row.name ?? say.name(row.target))
    },
    .init(
      .words, "sector", [.csv, .json, .table, .weakest, .summary, .workbook], "Sector", "领域",
      extraIn: [.weakest], lastIn: [.summary],
      about: "the id of the sector under which it is reported, if any"
    ) { row, _ in Table.Cell(.text(row.sector), data: JSON(row.answer.sector)) },
    .data(
      "programme", [.csv, .json],
      "the id of the programme that its measure reads; none if it reads several or no programme"
    ) { JSON($0.answer.programme) },
    .data("measure", [.csv, .json], "the measure as the scenario writes it") {
      .text($0.answer.measure)
    },
  ]

  private static let promise: [Column<TargetRow>] = [
    .init(
      .short, "unit", [.csv, .json, .workbook], "Unit", "单位",
      about: "what `value`, `mean` and the quantiles are counted in; may be empty"
    ) { row, say in
      let unit = say.planner(row.answer)
      return Table.Cell(
        .text(say.counted(unit.name, row.target.value / unit.scale)),
        data: .text(row.answer.unit.en ?? row.answer.unit.zh ?? ""))
    },
    .init(
      .short, "comparator", [.csv, .json, .workbook], "Relation", "关系",
      about:
        "`>=`, `>`, `<=`, `<`, or `by` for a milestone: the measure has reached `value` at the end of some month so "
        + "far. For a milestone, `mean` and the quantiles are those of its greatest value so far",
      meaning: Meaning(
        "how the measure is held against the promised value: at least, at most, above or below it, or "
          + "done by the due month.",
        "指标值与目标值的比较方式：不低于、不高于、高于、低于，或按期完成。", isForWorkbook: true)
    ) { row, say in
      Table.Cell(
        .text(say.relation(row.target.comparator)), data: .text(row.target.comparator.rawValue))
    },
    .init(
      .number, "value", [.csv, .json, .workbook], "Promised", "目标值", about: "the promised value"
    ) {
      row, say in
      .figure(
        Digits.exact(row.target.value / say.planner(row.answer).scale),
        data: .number(row.target.value))
    },
    .init(
      .short, "due", [.csv, .json, .table, .workbook, .first], "Due", "期限", extraIn: [.first],
      about: "the month at whose end the target is judged"
    ) { row, _ in
      Table.Cell(.month(row.target.due), data: .text(row.target.due.description))
    },
    .init(.number, "promise", [.table, .weakest, .summary], "Promised", "目标值", extraIn: [.weakest])
    {
      row, say in .text(say.promise(row.target, unit: row.answer.unit))
    },
    .init(
      .short, "firmness", [.csv, .json, .workbook], "Firm or soft", "指标性质",
      about: "`firm`, or `soft` for a direction rather than a promise"
    ) { row, say in
      Table.Cell(
        .text(row.target.firmness == .firm ? say("firm", "刚性目标") : say("soft", "方向性目标")),
        data: .text(row.target.firmness.rawValue))
    },
  ]

  private static let probability: [Column<TargetRow>] = [
    .init(
      .number, "probability", [.csv, .json, .table, .weakest, .summary, .workbook, .first],
      "Probability",
      "完成概率",
      about: "the share of trials that met the target",
      meaning: Meaning(
        "the share of trials in which the target is met at the end of its due month. A bound such as "
          + "<0.1 % is given where the number of trials allows no exact figure.",
        "到期月月末完成该目标的模拟次数占比；无法给出更精确的数值时以“<0.1%”之类的界限表示。")
    ) { row, say in
      row.fact.map { Table.Cell(.text(say.fact($0)), data: .number($0 ? 1 : 0)) }
        ?? say.probability(row.answer.met)
    },
    .init(
      .number, "interval", [.csv, .json, .table, .weakest, .summary, .workbook, .first],
      "95 % interval", "95% 置信区间",
      titles: [.workbook: Phrase("95 %", "95%区间"), .first: Phrase("95 %", "95%区间")],
      csv: ends(of: "probability"),
      about: "the Wilson interval of the probability: `low`, `high`, `level` (0.95)",
      meaning: Meaning(
        "the range in which the probability lies, given the number of trials (Wilson). It covers only the sampling "
          + "error; errors in the inputs come on top.",
        "由模拟次数决定的概率范围（Wilson区间）；只反映抽样误差，不反映输入是否准确。",
        term: Phrase("95 % interval", "95% 置信区间"))
    ) { row, say in row.fact == nil ? say.interval(row.answer.met) : .text("-") },
    .init(
      .short, "light", [.csv, .json, .table, .workbook, .page, .first], "Light", "灯号",
      lastIn: [.table, .page, .first],
      about: "`green` from 0.8, `amber` from 0.5, `red` below",
      meaning: Meaning(
        "+ green from 80 %, ~ amber from 50 %, ! red below. A question mark means that the interval reaches into "
          + "another light.",
        "“+”绿灯：概率不低于80%；“~”黄灯：不低于50%；“!”红灯：低于50%；置信区间跨越分界时加“?”。")
    ) { row, say in
      Table.Cell(
        .light(row.light, shown: row.fact == nil ? say.light(row.answer) : say.light(row.light)),
        data: .text(row.light.rawValue))
    },
    .data(
      "undefined", [.csv, .json], lastIn: [.csv],
      "the share of trials in which the measure divides by 0 when due. They do not meet the target, and its mean, "
        + "quantiles and shortfall are taken over the other trials"
    ) { .number(Double($0.answer.undefined) / Double($0.answer.met.trials)) },
  ]

  private static let outcome: [Column<TargetRow>] =
    [
      .data(
        "mean", [.csv, .json],
        "the mean of the measure when due; none if it is infinite in some trial, or undefined in all"
      ) { JSON($0.answer.mean?.value) },
      .data("standard_error", [.csv, .json], "the standard error of the mean") {
        JSON($0.answer.mean?.standardError)
      },
    ]
    + quantile(
      0, "p10",
      "the value of the measure when due that 10 % of the trials do not exceed; none if it is infinite (as when "
        + "nothing has finished) or undefined in all trials",
      extraIn: [.table],
      meaning: Meaning(
        "the measure at the end of the due month. In 10, 50 and 90 % of the trials it is not higher than this.",
        "到期月月末的指标值：分别有10%、50%、90%的模拟结果不高于该值。",
        term: Phrase("P10, P50, P90", "P10、P50、P90")))
    + quantile(1, "p50", "the same for 50 %")
    + quantile(2, "p90", "the same for 90 %", extraIn: [.table])
    + [
      .init(.number, "middle", [.weakest, .summary], "P50", "P50") { row, say in
        say.outcomes(of: row.answer)[1]
      },
      .data(
        "quantile_intervals", [.json],
        "an object with `p10`, `p50`, `p90`, each with the ends `low` and `high` of its interval by order statistics, "
          + "and the `level` of these intervals"
      ) { row in
        .object(
          zip(["p10", "p50", "p90"], row.answer.quantiles).map { ($0, .ends($1)) }
            + [("level", .number(Proportion.level))])
      },
      .init(
        .number, "mean_shortfall", [.csv, .json, .table, .workbook, .page], "Mean shortfall",
        "平均缺口",
        extraIn: [.table, .page],
        about:
          "how far the measure falls short of `value` on average, E[(value - x)+], for an upper bound how far it exceeds "
          + "it; none if it is infinite in some trial",
        meaning: Meaning(
          "how far the measure misses the promised value, averaged over all trials; a trial that meets the "
            + "target counts as 0.",
          "指标值与目标值之差的平均数，已完成的模拟按0计。")
      ) { row, say in say.shortfall(of: row.answer) },
      .data("mean_shortfall_standard_error", [.csv, .json], "its standard error") {
        JSON($0.answer.meanShortfall?.standardError)
      },
    ]

  private static func quantile(
    _ index: Int, _ key: String, _ about: String, extraIn: Set<View> = [], meaning: Meaning? = nil
  ) -> [Column<TargetRow>] {
    let title = key.uppercased()
    return [
      .init(
        .number, key, [.csv, .json, .table, .workbook], title, title, extraIn: extraIn,
        about: about,
        meaning: meaning
      ) { row, say in
        Table.Cell(
          say.outcomes(of: row.answer)[index].content,
          data: JSON(row.answer.quantiles[index]?.value))
      },
      .data(key + "_ends", [.csv], csv: ends(of: key), "its interval by order statistics") {
        .ends($0.answer.quantiles[index])
      },
    ]
  }

  private static let timing: [Column<TargetRow>] = [
    .init(
      .number, "completion", [.weakest, .summary, .workbook], "P50 / promised", "预计 完成率",
      meaning: Meaning(
        "the median outcome (P50) in percent of the promised value.", "中位预测值（P50）占目标值的百分比。")
    ) { row, say in say.completion(row.answer) },
    .init(
      .number, "behind_schedule_half_time", [.csv, .weakest, .summary], "Behind at half-time",
      "时间过半时 滞后概率",
      about:
        "the share of trials below the pro-rata schedule in the month half-way to the due month; none where the actuals "
        + "reach to that month",
      meaning: Meaning(
        "the share of trials below the pro-rata schedule half-way to the due month. A dash means that a schedule has no "
          + "meaning for the target.",
        "到期时间过半时低于序时进度的模拟占比；“-”表示序时进度对该目标无意义。")
    ) { row, say in say.probability(row.halfTime?.behindSchedule) },
    .init(
      .short, "half", [.workbook, .page, .first], "Half of trials by", "半数模拟 达成月份",
      titles: [.first: Phrase("Half by", "半数模拟达成月份")], extraIn: [.page, .first],
      meaning: Meaning(
        "the first month from whose end on at least half of the trials have reached the target and stay "
          + "there until it is due. “After” a month means that this is not so within the plan's months; a dash stands for an upper "
          + "limit, which is kept rather than reached.",
        "自该月月末起至到期，始终有半数以上模拟达到目标；计划期内未达到时记为“期内未达”；上限类目标不适用，记为“-”。")
    ) { row, say in say.month(of: row.answer, reachedBy: 0.5) },
    .init(.short, "clause", [.workbook], "Clause", "条款") { row, _ in .text(row.target.clause ?? "")
    },
    .data("trials", [.csv], "the number of trials behind every figure") {
      .integer($0.answer.met.trials)
    },
    .data(
      "first_reached", [.json],
      "for each month of the horizon, the share of trials that met the target in it for the first time"
    ) { row in
      .array(row.answer.firstReached.map { .number(Double($0) / Double(row.answer.met.trials)) })
    },
    .data("monthly", [.json], "one object per month of the horizon") { row in
      .array(row.answer.months.map(Catalogue<MonthRow>.months.json))
    },
  ]
}

extension Catalogue<TargetRow> {
  /// Who answers for it, and what its readers should know.
  fileprivate static let office: [Column<TargetRow>] = [
    .init(
      .words, "lead", [.csv, .json, .table, .weakest, .summary, .workbook], "Lead unit", "责任单位",
      csv: [("lead_en", "en"), ("lead_zh", "zh")], extraIn: [.weakest], lastIn: [.csv],
      about: "who answers for it, in English (`en`) and Chinese (`zh`), if the scenario says so"
    ) { row, say in
      Table.Cell(.text(say.text(row.target.lead)), data: JSON(row.target.lead ?? Text()))
    },
    .init(
      .words, "note", [.csv, .json, .table, .workbook], "Remark", "备注",
      csv: [("note_en", "en"), ("note_zh", "zh")], extraIn: [.table], lastIn: [.csv],
      about: "what its readers should know, if the scenario says so"
    ) { row, say in
      Table.Cell(.text(say.text(row.target.note)), data: JSON(row.target.note ?? Text()))
    },
  ]
}

extension TargetForecast {
  /// P10, P50 and P90 when due.
  var quantiles: [QuantileEstimate?] { [p10, p50, p90] }
}

extension JSON {
  fileprivate static func ends(_ quantile: QuantileEstimate?) -> JSON {
    .object([("low", JSON(quantile?.low)), ("high", JSON(quantile?.high))])
  }
}

extension Words {
  /// P50 in percent of the promised value, for targets that count up to it from nothing.
  func completion(_ target: TargetForecast) -> Table.Cell {
    guard target.countsUp, !target.isMilestone, target.target.value > 0, let p50 = target.p50,
      p50.value.isFinite
    else { return .figure(nil) }
    let percentage = p50.value / target.target.value * 100
    // What falls short by less than half a percent is not printed as 100.
    let isNearly = percentage >= 99.5 && percentage < 100 * (1 - 1e-9)
    let decimals = isNearly ? (percentage < 99.95 ? 1 : 2) : 0
    return .figure(
      percent(Digits.fixed(min(percentage, isNearly ? 99.99 : .infinity), decimals: decimals)))
  }

  /// When a share of the trials stands at a target; a limit is kept rather than reached.
  func month(of target: TargetForecast, reachedBy share: Double) -> Table.Cell {
    guard target.countsUp else { return .text("-") }
    return target.month(reachedBy: share).map { Table.Cell(.month($0)) }
      ?? .text(
        self(target.monthly.last.map { "after \(month($0.month))" } ?? "later", "期内未达"))
  }
}

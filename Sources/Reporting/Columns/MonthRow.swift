import Buildout

/// A target at the end of a month as a row.
struct MonthRow: Sendable {
  let answer: TargetForecast
  /// The month's index in the plan, counted from 0.
  let index: Int
  var name = ""
  /// What its measure stood at, where that is known.
  var actual: Double?
  /// How the measure is written in every month; nil for programs.
  var band: Band?

  var month: MonthForecast { answer.monthly[index] }

  /// The share of trials that reach the target first in the month.
  var reached: Proportion {
    let first = answer.firstReached.indices.contains(index) ? answer.firstReached[index] : 0
    return Proportion(count: first, trials: answer.met.trials)
  }

  /// With how many decimals a target's measure is written from month to month.
  struct Band: Sendable {
    private let scale: Double
    private let decimals: Int
    /// The number that the table of targets gives for the month in which it is due.
    private let whenDue: [Table.Cell]
    private let whenDueDecimals: Int?
    private let due: Int

    init(_ target: TargetForecast, _ say: Words) {
      scale = say.planner(target).scale
      // A month has no interval of its own: as many decimals as give the largest number four digits.
      let most = target.monthly.flatMap { [$0.p10, $0.p50, $0.p90] }.compactMap { $0 }
        .filter(\.isFinite).reduce(target.target.value.magnitude) { max($0, $1.magnitude) }
      decimals = Digits.decimals(of: most / scale, significant: 4)
      whenDue = target.isMilestone ? [] : say.outcomes(of: target)
      whenDueDecimals =
        whenDue.isEmpty ? nil : whenDue.compactMap { $0.figure?.decimals }.max() ?? 0
      due = target.dueNumber - 1
    }

    func cell(_ value: Double?) -> Table.Cell { cell(value, decimals: decimals) }

    /// P10, P50 or P90 at a month's end, by its index among them.
    func cell(_ value: Double?, _ quantile: Int, at index: Int) -> Table.Cell {
      guard let value, value.isFinite, let other = whenDueDecimals else { return cell(value) }
      // Other months with as many decimals as the one in which it is due.
      return index == due
        ? Table.Cell(whenDue[quantile].content, data: .number(value))
        : cell(value, decimals: other)
    }

    private func cell(_ value: Double?, decimals: Int) -> Table.Cell {
      guard let value, value.isFinite else { return Table.Cell(.text(""), data: JSON(value)) }
      return .figure(Digits.fixed(value / scale, decimals: decimals), data: .number(value))
    }
  }
}

extension TargetForecast {
  /// Its months for programs.
  var months: [MonthRow] { monthly.indices.map { MonthRow(answer: self, index: $0) } }

  /// Its months for people.
  func months(_ name: String, _ say: Words) -> [MonthRow] {
    let band = MonthRow.Band(self, say)
    return monthly.indices.map { MonthRow(answer: self, index: $0, name: name, band: band) }
  }
}

extension Catalogue<MonthRow> {
  /// What is said of a target at a month's end.
  static let months = Catalogue(columns: [
    .data("id", [.csv], "the target's id") { .text($0.answer.target.id) },
    .init(.words, "target", [.workbook], "Target", "目标") { row, _ in .text(row.name) },
    .init(
      .short, "month", [.csv, .json, .workbook], "Month", "月份",
      about: "the month at whose end the measure is read"
    ) { row, _ in .text(row.month.month.description) },
    quantile("p10", 0) { $0.p10 }, quantile("p50", 1) { $0.p50 }, quantile("p90", 2) { $0.p90 },
    .init(
      .number, "schedule", [.workbook], "Pro-rata schedule", "序时进度线",
      meaning: Meaning(
        "the elapsed share of the target's span times its promised value.",
        "已过时间占目标期限的比例乘以目标值。")
    ) { row, _ in row.band?.cell(row.answer.schedule(row.index)) ?? .text("") },
    .init(
      .number, "actual", [.workbook], "Actual", "实际值",
      meaning: Meaning(
        "what the measure stood at by that month's end; empty where nothing was reported.",
        "该月月末的实际值；未报送的为空。", isForWorkbook: true)
    ) { row, _ in row.band?.cell(row.actual) ?? .text("") },
    .init(
      .number, "probability_met", [.csv, .json, .workbook], "Met at the month's end", "月末已达成概率",
      about: "the share of trials in which the comparison holds",
      meaning: Meaning(
        "the share of trials in which the target's comparison holds at that month's end.",
        "该月月末满足目标要求的模拟占比。", isForWorkbook: true)
    ) { row, say in say.probability(row.month.met) },
    .data("probability_met_ends", [.csv], csv: ends(of: "probability_met"), "its Wilson interval") {
      .interval($0.month.met)
    },
    .init(
      .number, "probability_behind_schedule", [.csv, .json, .workbook], "Behind pro-rata",
      "落后序时进度概率",
      about:
        "the share of trials below the pro-rata schedule; none for upper bounds, levels, ratios and "
        + "milestones",
      meaning: Meaning(
        "the share of trials below the pro-rata schedule at that month's end; empty where a schedule "
          + "has no meaning.",
        "该月月末低于序时进度的模拟占比；序时进度无意义时为空。", isForWorkbook: true)
    ) { row, say in row.month.behindSchedule.map(say.probability) ?? .data(.null) },
    .init(
      .number, "probability_first_reached", [.csv, .workbook], "First reached in the month",
      "当月首次达成概率",
      about: "the share of trials that met the target in this month for the first time",
      meaning: Meaning(
        "the share of trials that reach the target for the first time in that month; empty for a "
          + "limit, which is kept rather than reached.",
        "当月首次达到目标的模拟占比；上限类目标为空。", isForWorkbook: true)
    ) { row, say in
      row.answer.countsUp ? say.probability(row.reached) : .data(.number(row.reached.value))
    },
    .data(
      "undefined", [.csv, .json],
      "the share of trials in which the measure divides by 0; the quantiles are taken over the others"
    ) { .number(Double($0.month.undefined) / Double($0.month.met.trials)) },
  ])

  private static func quantile(
    _ key: String, _ index: Int, _ value: @escaping @Sendable (MonthForecast) -> Double?
  ) -> Column<MonthRow> {
    .init(
      .number, key, [.csv, .json, .workbook], key.uppercased(), key.uppercased(),
      about: "this quantile of the measure"
    ) { row, _ in
      row.band?.cell(value(row.month), index, at: row.index) ?? .data(JSON(value(row.month)))
    }
  }
}

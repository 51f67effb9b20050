import Buildout

/// A pool as a row, and in a table by month one month of it.
struct PoolRow: Sendable {
  let load: PoolLoad
  /// The index of a month; nil is all months to come.
  var month: Int?

  /// Of the month, or the mean of all months to come.
  func mean(_ value: (PoolLoad.Month) -> Double) -> Double {
    if let month { return value(load.months[month]) }
    return load.openMonths.reduce(0) { $0 + value($1) } / Double(max(1, load.openMonths.count))
  }

  var waited: Proportion { month.map { load.months[$0].waited } ?? load.waited }
}

extension Catalogue<PoolRow> {
  /// What is said of pools: of each over the horizon, or by month.
  static func pools(_ bottlenecks: Bottlenecks) -> Catalogue {
    Catalogue(columns: load(bottlenecks) + worth(bottlenecks))
  }

  /// What is said of a pool in a month.
  static func poolMonths(_ bottlenecks: Bottlenecks) -> Catalogue {
    let month = Column<PoolRow>(
      .short, "month", [.csv, .json, .workbook], "Month", "月份", about: "the month, `2021-03`"
    ) { row, _ in
      let month = bottlenecks.scenario.calendar.month((row.month ?? 0) + 1)
      return Table.Cell(.month(month), data: .text(month.description))
    }
    let columns = load(bottlenecks).filter { $0.key != "by_month" && $0.key != "shortage" }
    let id = columns.prefix(2)
    return Catalogue(columns: id + [month] + columns.dropFirst(2))
  }

  private static func load(_ bottlenecks: Bottlenecks) -> [Column<PoolRow>] {
    func amount(
      _ key: String, _ en: String, _ zh: String, _ about: String, meaning: Meaning? = nil,
      extraIn: Set<View> = [],
      _ value: @escaping @Sendable (PoolLoad.Month) -> Double
    ) -> Column<PoolRow> {
      .init(
        .number, key, [.csv, .json, .table, .workbook], en, zh, extraIn: extraIn,
        about: about + ", mean over the trials", meaning: meaning
      ) { row, _ in
        let mean = row.mean(value)
        return .figure(Digits.exact(mean, significant: 3), data: .number(mean))
      }
    }
    return [
      .data("pool", [.csv, .json], "the pool's id") { .text($0.load.pool) },
      .init(.words, "name", [.table, .workbook], "Pool", "资源池") { row, say in
        .text(say.name(.pool(row.load.pool, programme: nil), in: bottlenecks.scenario))
      },
      amount("capacity", "Has", "可供量", "what it has in a month, with what was carried over") {
        $0.capacity
      },
      amount(
        "asked", "Asked", "需求量", "what all steps ask for in a month",
        meaning: Meaning(
          "what all steps ask of the pool in a month, what they are granted, and what nobody uses; the mean of the "
            + "trials named above and of the months to come.",
          "各环节每月对该资源池的需求量、分配量，以及无人使用的闲置量，取上文所述各次模拟和今后各月的平均值。",
          term: Phrase("Asked, granted, left", "需求量、分配量、闲置量"))
      ) { $0.asked },
      amount("granted", "Granted", "分配量", "what they are granted in a month") { $0.granted },
      .data(
        "short", [.csv, .json],
        "how much more is asked in a month than it has, mean over the trials"
      ) {
        row in .number(row.mean(\.short))
      },
      amount("left", "Left", "闲置量", "what nobody uses in a month", extraIn: [.table]) { $0.left },
      .init(
        .number, "shortage", [.csv, .json, .table, .workbook], "Short by", "缺口",
        about:
          "the share of all that is asked in the months to come that the pool does not have, 0 to 1",
        meaning: Meaning(
          "the share of what is asked that the pool does not have. The largest stands first. Only months and "
            + "trials in which more is asked than there is count, so a pool may be short that has enough on average. "
            + "Less may be granted than that because a step waits for another pool as well.",
          "需求量中超出该资源池可供量的比例，由大到小排列。只计需求超过可供量的月份和模拟，所以平均可供量大于平均需求量时也可能有缺口。环节若同时等待其他资源，分配量还会更少。")
      ) { row, say in
        let shortage = row.load.shortage
        let figure = say.percent(Digits.exact((shortage * 1000).rounded() / 10))
        return .figure(shortage > 0 ? figure : nil, data: .number(shortage))
      },
      .init(
        .number, "waited", [.csv, .json, .table, .workbook], "Waited", "出现等待",
        about:
          "share of the trials in which some step waits for it, in the month or in any month to come",
        meaning: Meaning(
          "the share of the trials in which some step waits for the pool in at least one month to come.",
          "今后至少有一个月有环节等待该资源池的模拟所占比例。")
      ) { row, say in
        row.waited.count == 0
          ? .figure(nil, data: .number(0)) : say.probability(row.waited)
      },
      .init(
        .words, "by_month", [.table], "By month", "逐月",
        meaning: Meaning(
          "one bar for each month to come: the higher, the more of the trials in which some step waits. Where there is no "
            + "bar (in text a dot), none does.",
          "今后每月一条：越高表示出现等待的模拟越多；没有竖条（文本中为点）表示没有等待。")
      ) { row, _ in .text(row.load.bars) },
    ]
  }

  private static func worth(_ bottlenecks: Bottlenecks) -> [Column<PoolRow>] {
    let level = bottlenecks.confidence.eachLevel
    return [
      .init(
        .number, "gain", [.csv, .json, .table, .workbook], "One more", "增加1个单位",
        csv: estimate(of: "gain"),
        about:
          "how many more firm targets are met on average with one more of it in every month: `value`, `low`, `high`, "
          + "`level`; null where it cannot be enlarged",
        meaning: Meaning(
          "how many more firm targets are met on average with one more of the pool in every month: one crew, one unit "
            + "of money. A question mark means that the interval contains zero. The intervals of all pools hold "
            + "together with a confidence of 95 %.",
          "每月增加1个单位（一支队伍、一个货币单位）后平均多完成的刚性目标项数；区间包含0时标“?”。各资源池的区间同时成立的置信水平为95%。")
      ) { row, _ in
        let gain = bottlenecks.gain(row.load)
        return .figure(
          gain.map { Digits.numberDifference($0).questioned($0.isUndecided) },
          data: gain.map { .estimate($0, level: level) } ?? .null)
      },
      .init(
        .number, "cost_per_target", [.csv, .json, .table, .workbook], "Cost per target", "每项成本",
        csv: estimate(of: "cost_per_target"),
        about:
          "money for each further target by more of it: `value`, `low`, `high`, `level`; null where no option says "
          + "what one more costs, or no gain can be told",
        meaning: Meaning(
          "what one further target would cost by more of the pool, where an option says what one more costs.",
          "通过增加该资源每多完成一项目标的成本（有措施给出单价时）。")
      ) { row, say in
        BottleneckTables(bottlenecks: bottlenecks, say: say)
          .price(bottlenecks.costPerTarget(row.load))
      },
      .init(
        .words, "helps", [.table, .workbook], "Helps most", "受益最大的目标"
      ) { row, say in
        .text(BottleneckTables(bottlenecks: bottlenecks, say: say).helped(row.load))
      },
      .data("targets", [.json], "of each target, how much likelier it is with one more of it") {
        row in
        .array(
          zip(bottlenecks.scenario.targets, row.load.targets).map { target, pair in
            .object([
              ("id", .text(target.id)), ("difference", .number(pair.difference)),
              ("interval", .ends(bottlenecks.difference(pair).interval, level: level)),
            ])
          })
      },
      .data("trials", [.csv], "behind the gains") { _ in .integer(bottlenecks.trials) },
    ]
  }
}

extension PoolLoad {
  /// A sign for each month to come, the higher the more trials in which somebody waited; empty where there are too many
  /// months for a line.
  var bars: String {
    guard openMonths.count <= 36 else { return "" }
    let signs = Array("▁▂▃▄▅▆▇█")
    return String(
      openMonths.map { month in
        guard month.waited.count > 0 else { return "." }
        return signs[min(signs.count - 1, Int(month.waited.value * Double(signs.count)))]
      })
  }
}

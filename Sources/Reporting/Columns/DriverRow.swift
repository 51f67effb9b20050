import Buildout

/// What a driver does to a target, or to the number of targets met, as a row.
struct DriverRow: Sendable {
  let drivers: Drivers
  let tornado: Tornado
  /// Nil in the row of a target that nothing is known to move.
  let effect: DriverEffect?
  /// Whether it is the first of its target, whose name and figure it says.
  var isFirst = true
  /// Its range, drawn in characters.
  var bar = ""
  /// What more of a pool would bring, if that was asked.
  var bottlenecks: Bottlenecks?

  var subject: Tornado.Subject { tornado.subject }
  var title: Text { effect?.driver.title(in: drivers.scenario) ?? Text() }

  /// A figure with its interval for programs.
  fileprivate func data(_ estimate: Estimate?, isDifference: Bool = false) -> JSON {
    estimate.map {
      .estimate($0, level: isDifference ? tornado.confidence.eachLevel : Proportion.level)
    } ?? .null
  }

  /// A figure of its subject; nothing where no driver is named.
  fileprivate func figure(_ estimate: Estimate?, _ say: Words) -> Table.Cell {
    guard effect != nil else { return .text("") }
    return .figure(estimate.map { say.figure($0, of: subject) }, data: data(estimate))
  }
}

extension Drivers {
  /// Every driver of one thing.
  func rows(_ tornado: Tornado) -> [DriverRow] {
    zip(tornado.effects, tornado.bars()).map {
      DriverRow(drivers: self, tornado: tornado, effect: $0, bar: $1)
    }
  }
}

extension Catalogue<DriverRow> {
  /// What is said of drivers.
  static let drivers = Catalogue(columns: identity + figures + verdict)

  private static let identity: [Column<DriverRow>] = [
    .data("target", [.csv], "the target's id, or `targets-met`") { .text($0.subject.id) },
    .init(.words, "name", [.summary], "Target", "目标") { row, say in
      .text(row.isFirst ? row.drivers.name(row.subject, say) : "")
    },
    .init(.number, "stands", [.summary], "As it stands", "完成概率") { row, say in
      if row.isFirst, let fact = row.tornado.fact { return .text(say.fact(fact)) }
      return row.isFirst
        ? .figure(say.figure(row.tornado.asItStands, of: row.subject)) : .text("")
    },
    .init(.words, "strongest", [.summary], "Strongest drivers", "主要影响因素") { row, say in
      if let effect = row.effect { return .text(say.name(effect.driver, in: row.drivers.scenario)) }
      guard row.tornado.fact == nil else { return .text("-") }
      return .text(
        row.tornado.effects.isEmpty
          ? say("its own random draws only", "自身随机波动")
          : say("none with a clear effect", "无显著影响因素"))
    },
    .init(.words, "title", [.table], "Driver", "影响因素") { row, say in
      .text(row.effect.map { say.name($0.driver, in: row.drivers.scenario) } ?? "")
    },
    .init(
      .short, "kind", [.csv, .json, .table], "Kind", "类别", about: "`risk`, `factor` or `pool`"
    ) { row, say in
      Table.Cell(
        .text(row.effect.map { say.kind($0.driver) } ?? ""), data: JSON(row.effect?.driver.kindID))
    },
    .data("id", [.json], "the driver's id") { JSON($0.effect?.driver.id) },
    .data("driver", [.csv], "the driver's id") { JSON($0.effect?.driver.id) },
    .data("programme", [.csv, .json], "for a split pool, the programme whose share it is") {
      JSON($0.effect?.driver.programme)
    },
    .data(
      "title_of", [.csv], csv: [("title_en", "en"), ("title_zh", "zh")],
      "the driver's title, if it has one"
    ) { JSON($0.title) },
  ]

  private static let figures: [Column<DriverRow>] = [
    .init(
      .number, "effect", [.csv, .json, .table, .summary], "Effect", "影响",
      titles: [.summary: Phrase("Effect, points", "影响 (百分点)")],
      csv: estimate(of: "effect"), lastIn: [.csv],
      about:
        "how drivers are ranked: for a risk, what would be gained if it could not happen; for a factor or pool, the "
        + "`difference`. None if the driver does not vary",
      meaning: Meaning(
        "for a risk, how much would be gained if it could not happen. For a factor or pool, the result in "
          + "the fifth of the trials in which it was highest minus the result in the fifth in which it was "
          + "lowest. The largest effects come first; those that cannot be told from zero come last. For each "
          + "target the intervals contain all true effects at once with a confidence of 95 %.",
        "对风险，是它不发生时比现有计划提高多少；对因素和资源池，是其取值最高的五分之一模拟的结果，减去取值最低的五分之一模拟的结果。由大到小排列，影响不显著的列在其后。同一目标下各区间同时成立的置信水平为95%。"
      )
    ) { row, say in
      guard let effect = row.effect else { return .text("") }
      return .figure(
        effect.effect.map { say.difference($0, of: row.subject) },
        data: row.data(effect.effect, isDifference: true))
    },
    .data(
      "effect_decisive", [.csv, .json], lastIn: [.csv],
      "whether the interval of the effect excludes zero"
    ) { $0.effect.map { .flag($0.matters) } ?? .null },
    .data(
      "decisive", [.csv, .json], "whether the interval of the `difference` excludes zero"
    ) { $0.effect.map { .flag($0.isDecisive) } ?? .null },
    .init(
      .number, "interval", [.table], "95 % interval", "95% 置信区间", extraIn: [.table]
    ) { row, say in row.effect?.effect.map { say.interval($0, of: row.subject) } ?? .text("-") },
    .data(
      "as_it_stands", [.csv], csv: estimate(of: "as_it_stands"),
      "the probability of the target, or the mean number of firm targets met, in the plan as it stands"
    ) { $0.data($0.tornado.asItStands) },
    .init(
      .number, "low", [.csv, .json, .table, .summary], "Off or lowest", "不发生 或最低组",
      csv: estimate(of: "low"),
      about:
        "the result with the risk switched off, or in the fifth of the trials in which the factor or pool was lowest; "
        + "none if the driver does not vary",
      meaning: Meaning(
        "the two results whose difference is the effect.", "影响所对应的两端结果。",
        term: Phrase(
          "Off or lowest, as it stands or highest", "不发生或最低组，现有计划或最高组"))
    ) { row, say in row.figure(row.effect?.span?.low, say) },
    .init(
      .number, "end", [.table, .summary], "As it stands or highest", "现有计划 或最高组"
    ) { row, say in row.figure(row.effect.flatMap { row.tornado.ends(of: $0)?.high }, say) },
    .data(
      "high", [.csv, .json], csv: estimate(of: "high"),
      "the result with the risk certain, or in the fifth of the trials in which the factor or pool was highest"
    ) { $0.data($0.effect?.span?.high) },
    .data(
      "difference", [.csv, .json], csv: estimate(of: "difference"), "`high` minus `low`"
    ) { $0.data($0.effect?.span?.difference, isDifference: true) },
    .data(
      "switched_off", [.csv, .json], csv: estimate(of: "switched_off"),
      "the result with the risk switched off minus that of the plan as it stands; none for factors and pools"
    ) { $0.data($0.effect?.switchedOff, isDifference: true) },
    .data(
      "certain", [.csv, .json], csv: estimate(of: "certain"),
      "the result with the risk certain minus that of the plan as it stands; none for factors and pools"
    ) { $0.data($0.effect?.certain, isDifference: true) },
    .init(
      .number, "if_certain", [.table, .summary], "If certain", "必然发生时",
      extraIn: [.table, .summary],
      meaning: Meaning(
        "the result if the risk strikes whenever it can; a monthly risk then strikes in every month of its "
          + "window. It is an extreme case rather than a forecast.",
        "风险在可能发生时必然发生的结果（按月发生的风险，即时段内每月都发生）；这是极端情形，不是预测。")
    ) { row, say in row.figure(row.effect?.certain == nil ? nil : row.effect?.span?.high, say) },
    .init(
      .number, "rank_correlation", [.csv, .json, .table], "Rank correlation", "秩相关系数",
      csv: estimate(of: "rank_correlation"), extraIn: [.table],
      about:
        "Spearman's rank correlation of the driver with the measure when due, or with the number of targets met; none "
        + "for risks, and if one of the two does not vary",
      meaning: Meaning(
        "how closely the measure when due moves with the factor or pool, -1 to 1 (Spearman).",
        "到期时的指标值与该因素或资源池的同向程度，取值-1至1（Spearman）。")
    ) { row, _ in
      .figure(row.effect?.correlation.map(Digits.signed), data: row.data(row.effect?.correlation))
    },
  ]

  private static let verdict: [Column<DriverRow>] = [
    .init(
      .short, "range", [.table], "Range", "变动范围", extraIn: [.table],
      meaning: Meaning(
        "o off or lowest, x highest, + the plan as it stands, on one scale for the table.",
        "o为不发生或最低组，x为最高组，+为现有计划；全表同一刻度。")
    ) { row, _ in .text(row.bar) },
    .data("statements", [.csv], "how many drivers of the target vary") {
      .integer($0.tornado.confidence.statements)
    },
    .data("trials", [.csv], "the number of trials behind the driver's figures") { row in
      .integer(
        row.effect?.switchedOff == nil ? row.drivers.sampledTrials : row.drivers.trials)
    },
    .init(.words, "note", [.table], "Note", "备注") { row, say in
      .text(row.effect.map { say.verdict($0, of: row.subject, row.bottlenecks) } ?? "")
    },
  ]
}

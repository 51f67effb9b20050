public import Buildout

extension Report {
  /// Why the targets are at risk: what moves the number of firm targets met, then the strongest
  /// drivers of each target; of a single target, all of them.
  public init(_ drivers: Drivers, language: Language = .en, provenance: Provenance) {
    let tables = DriverTables(drivers: drivers, say: Words(language: language))
    let say = tables.say
    self.language = language
    title =
      say.title(drivers.scenario.title, id: drivers.scenario.id)
      + say(": what moves the targets", "：影响目标的主要因素")
    facts = Report.facts(
      [say.trials(drivers.trials)], seed: drivers.seed,
      scenario: drivers.scenario, say: say, provenance: provenance)
    notes = Report.notes(inputs: provenance.inputs, say: say) + tables.notes
    self.tables = tables.targetsMet + (drivers.targets.count == 1 ? tables.single : tables.sectors)
    legend = tables.legend + tables.rangeLegend
    sheets = [drivers.sheet]
  }
}

/// The tables that people read of drivers, in one language.
struct DriverTables {
  let drivers: Drivers
  let say: Words

  /// So many drivers are named for each target where there are several.
  private static let strongest = 3

  var notes: [String] {
    let sampled = Digits.exact(Double(drivers.sampledTrials))
    return [
      say(
        "Risks are switched off and made certain on the same luck. Factors and pools are looked at by "
          + "their values in the first \(sampled) trials.",
        "各项风险分别按“不发生”和“必然发生”重新模拟，其余随机因素保持不变；因素和资源约束按前\(sampled)次模拟中的实际取值分组比较。")
    ]
  }

  // MARK: Columns

  private var effect: Table.Column { .init(say("Effect", "影响"), .trailing) }
  private var low: Table.Column { .init(say("Off or lowest", "不发生 或最低组"), .trailing) }
  private var high: Table.Column { .init(say("As it stands or highest", "现有计划 或最高组"), .trailing) }
  private var certain: Table.Column {
    .init(say("If certain", "必然发生时"), .trailing, isExtra: true)
  }

  private func figure(_ estimate: Estimate?, _ tornado: Tornado) -> Table.Cell {
    .figure(estimate.map { say.figure($0, of: tornado.subject) })
  }

  private func difference(_ estimate: Estimate?, _ tornado: Tornado) -> Table.Cell {
    .figure(estimate.map { say.difference($0, of: tornado.subject) })
  }

  // MARK: Every driver of one thing

  var targetsMet: [Table] {
    guard let tornado = drivers.targetsMet else { return [] }
    let stands = say.figure(tornado.asItStands, of: tornado.subject)
    return [
      every(
        tornado, id: "targets_met",
        title: say("How many firm targets are met", "刚性目标完成项数"),
        note: say(
          "As it stands, \(stands) on average. Effects are in targets.",
          "按现有计划平均完成\(stands)项，影响以项计。"))
    ]
  }

  /// The only target asked for, or there.
  var single: [Table] {
    drivers.targets.map { tornado in
      let stands = say.figure(tornado.asItStands, of: tornado.subject)
      return every(
        tornado, id: "target", title: title(tornado),
        note: say(
          "As it stands, the target is met with \(stands). Effects are in percentage points.",
          "按现有计划，完成概率为\(stands)，影响以百分点计。"))
    }
  }

  /// The columns of the table of every driver in which its ends stand, and where the range is drawn.
  static let lowColumn = 4
  static let highColumn = 5
  static let rangeColumn = 8

  private func every(_ tornado: Tornado, id: String, title: String, note: String) -> Table {
    let bars = tornado.bars()
    let rows = tornado.effects.enumerated().map { place, effect -> [Table.Cell] in
      [
        .text(say.name(effect.driver, in: drivers.scenario)), .text(say.kind(effect.driver)),
        difference(effect.effect, tornado),
        effect.effect.map { say.interval($0, of: tornado.subject) } ?? .text("-"),
        figure(effect.span?.low, tornado), figure(tornado.ends(of: effect)?.high, tornado),
        figure(effect.certain == nil ? nil : effect.span?.high, tornado),
        .figure(effect.correlation.map(Digits.signed)),
        .text(bars[place]), .text(say.verdict(effect)),
      ]
    }
    let none = say(
      "No risk, factor or pool reaches it: only its own luck moves it.",
      "没有风险、因素或资源约束影响该项，其波动只来自自身的随机性。")
    return Table(
      id: id, title: title, note: rows.isEmpty ? note + say(" ", "") + none : note,
      columns: [
        .init(say("Driver", "影响因素"), wraps: true), .init(say("Kind", "类别")), effect,
        .init(say("95 % interval", "95% 置信区间"), .trailing, isExtra: true), low, high, certain,
        .init(say("Rank correlation", "秩相关系数"), .trailing, isExtra: true),
        .init(say("Range", "变动范围"), isExtra: true, key: "range"),
        .init(say("Note", "备注"), wraps: true),
      ], rows: rows)
  }

  // MARK: The strongest drivers of each target

  /// One table per sector; a single one when no sector has two targets.
  var sectors: [Table] {
    let scenario = drivers.scenario
    let all = scenario.reportedSectors.map(\.id).map(Optional.some) + [nil]
    let sectors = all.map { id in
      (id: id, members: drivers.targets.filter { target($0).flatMap(scenario.sector) == id })
    }
    guard sectors.contains(where: { $0.members.count > 1 }) else {
      return [strongest(sectors.flatMap(\.members), say("Targets", "各项目标"))]
    }
    return sectors.filter { !$0.members.isEmpty }.map { sector in
      let title = scenario.sectors.first { $0.id == sector.id }?.title ?? Text()
      return strongest(
        sector.members,
        sector.id.map { say.title(title, id: $0) }
          ?? (sectors.count == 1 ? say("Targets", "各项目标") : say("No sector", "未分领域")))
    }
  }

  /// The strongest drivers of every target in one table, each row with its target.
  var strongestOfAll: Table {
    let all = strongest(drivers.targets, say("Strongest drivers by target", "各项目标的主要影响因素"))
    var target: [Table.Cell] = []
    let rows = all.rows.map { row -> [Table.Cell] in
      if row[0] != .text("") { target = Array(row[..<2]) }
      return target + row[2...]
    }
    return Table(id: all.id, title: all.title, columns: all.columns, rows: rows)
  }

  private func strongest(_ members: [Tornado], _ title: String) -> Table {
    Table(
      id: "sector", title: title,
      columns: [
        .init(say("Target", "目标"), wraps: true),
        .init(say("As it stands", "现有概率"), .trailing),
        .init(say("Strongest drivers", "主要影响因素"), wraps: true), effect, low, high, certain,
      ], rows: members.flatMap(rows))
  }

  private func rows(_ tornado: Tornado) -> [[Table.Cell]] {
    let decisive = tornado.effects.filter(\.matters).prefix(Self.strongest)
    let stands = figure(tornado.asItStands, tornado)
    guard !decisive.isEmpty else {
      let reason =
        tornado.effects.isEmpty
        ? say("only its own luck", "仅自身的随机性")
        : say("none that can be told from zero", "无显著影响因素")
      return [
        [.text(title(tornado)), stands, .text(reason)]
          + Array(repeating: .text(""), count: 4)
      ]
    }
    return decisive.enumerated().map { place, effect in
      [
        .text(place == 0 ? title(tornado) : ""), place == 0 ? stands : .text(""),
        .text(say.name(effect.driver, in: drivers.scenario)),
        difference(effect.effect, tornado), figure(effect.span?.low, tornado),
        figure(tornado.ends(of: effect)?.high, tornado),
        figure(effect.certain == nil ? nil : effect.span?.high, tornado),
      ]
    }
  }

  private func target(_ tornado: Tornado) -> Target? {
    drivers.scenario.targets.first { .target($0.id) == tornado.subject }
  }

  private func title(_ tornado: Tornado) -> String {
    target(tornado).map(say.name) ?? tornado.subject.id
  }

  // MARK: Legend

  var legend: [Report.Explanation] {
    var pairs = [
      (
        say("Effect", "影响"),
        say(
          "of a risk, what would be gained if it could not happen, from the plan as it stands; of a factor or "
            + "pool, the answer in the fifth of the trials in which it was highest less that in which it was "
            + "lowest. The largest stand first, those that cannot be told from zero after them. The "
            + "intervals of one target hold together with 95 %.",
          "就风险而言，为与现有计划相比该风险不再发生所带来的变化；就因素和资源约束而言，为取值最高与最低的五分之一模拟之间的差异。由大到小排列，影响不显著的列在其后。同一目标下各区间同时成立的置信水平为95%。"
        )
      ),
      (
        say("Off or lowest, as it stands or highest", "不发生或最低组，现有计划或最高组"),
        say(
          "the answers that the effect lies between.", "影响所对应的两端结果。")
      ),
      (
        say("If certain", "必然发生时"),
        say(
          "the answer if the risk strikes whenever it can, a monthly risk in every month of its window: a "
            + "bound, no forecast.",
          "风险只要可能就发生时的结果（按月发生的风险即窗口内每月都发生）；仅为界限，不是预测。")
      ),
    ]
    if drivers.targetsMet != nil || drivers.targets.count == 1 {
      pairs += [
        (
          say("Rank correlation", "秩相关系数"),
          say(
            "how closely the measure when due moves with the factor or pool, -1 to 1 (Spearman).",
            "到期时的指标值与该因素或资源约束的同向程度，取值-1至1（Spearman）。")
        )
      ]
    }
    return pairs.map { .init($0.0, $0.1, colon: say(": ", "：")) }
  }

  /// How to read a range that is drawn in characters.
  var rangeLegend: [Report.Explanation] {
    guard drivers.targetsMet != nil || drivers.targets.count == 1 else { return [] }
    return [
      .init(
        say("Range", "变动范围"),
        say(
          "o off or lowest, x highest, + the plan as it stands, on one scale for the table.",
          "o为不发生或最低组，x为最高组，+为现有计划；全表同一刻度。"), colon: say(": ", "："))
    ]
  }
}

extension Drivers {
  /// One row per target and driver; the number of targets met first.
  fileprivate var sheet: Table {
    let figures = [
      "as_it_stands", "low", "high", "difference", "switched_off", "certain", "rank_correlation",
    ]
    let effect = ["effect", "effect_low", "effect_high", "effect_decisive"]
    let names =
      ["target", "kind", "driver", "programme", "title_en", "title_zh", "decisive"]
      + figures.flatMap { [$0, $0 + "_low", $0 + "_high"] } + ["statements", "trials"] + effect
    let all = (targetsMet.map { [$0] } ?? []) + targets
    let rows = all.flatMap { tornado in
      tornado.effects.map { effect -> [Table.Cell] in
        let title = effect.driver.title(in: scenario)
        let estimates = [
          tornado.asItStands, effect.span?.low, effect.span?.high, effect.span?.difference,
          effect.switchedOff, effect.certain, effect.correlation,
        ]
        let texts = [
          tornado.subject.id, effect.driver.kindID, effect.driver.id,
          effect.driver.programme ?? "", title.en ?? "", title.zh ?? "",
        ]
        let trials = effect.switchedOff == nil ? sampledTrials : self.trials
        return texts.map(Table.Cell.text)
          + [.data(JSON(effect.isDecisive ? 1 : 0))]
          + estimates.flatMap { estimate -> [Table.Cell] in
            [estimate?.value, estimate?.interval.lowerBound, estimate?.interval.upperBound].map {
              .data(JSON($0))
            }
          } + [
            .data(JSON(Double(tornado.confidence.statements))),
            .data(JSON(Double(trials))), .data(JSON(effect.effect?.value)),
            .data(JSON(effect.effect?.interval.lowerBound)),
            .data(JSON(effect.effect?.interval.upperBound)),
            .data(JSON(effect.matters ? 1 : 0)),
          ]
      }
    }
    return Table(id: "drivers", columns: names.map { .init($0) }, rows: rows)
  }
}

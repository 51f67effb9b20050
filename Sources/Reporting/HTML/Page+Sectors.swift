import Buildout

extension PlanningPack {
  func sectors(_ markup: inout Markup) {
    section(
      "sectors", say("By sector", "分领域"),
      say(
        "Each row gives a target's probability of being met when due, and where its measure will stand: the band runs "
          + "from P10 to P90, the short line is P50, the long line is the promised value. In the charts the dashed line is "
          + "the pro-rata schedule, the level line is the promised value, and the diamond is the due month. The bars below a "
          + "chart show in which month the target is first reached or, for a limit, how often it is kept at each month's "
          + "end. A driver's bar shows what would be gained if a risk could not happen, and how far a target moves from the "
          + "lowest to the highest of a factor or pool. Targets that stand as they are from the beginning have a line in place "
          + "of a chart."
          + (progress == nil
            ? ""
            : " The dark line with squares is what has come; the fan opens from the last month that is known.")
          + (isLong ? " Open a sector's charts by their heading; only open ones are printed." : ""),
        "各项目标到期完成的概率及到期时的指标值：色带为P10至P90，短线为P50，长线为目标值。走势图中虚线为序时进度线，"
          + "水平线为目标值，菱形为到期月，下方柱形为首次达成的月份分布（上限类目标为各月末守住上限的概率）。"
          + "影响因素的横条：风险为不再发生时的变化，因素和资源池为最低组至最高组的差异。期初已成定局的目标只列一行，不画图。"
          + (progress == nil ? "" : "带方点的深色线为实际进度，色带自数据截至月起。")
          + (isLong ? "各领域走势图可展开，打印时仅输出已展开的部分。" : "")), &markup
    ) { section in
      for (index, group) in tables.sectorGroups.enumerated() {
        sector(group, index, &section)
      }
    }
  }

  /// Whether the page is too long to show every chart at once.
  var isLong: Bool { forecast.targets.count > 60 }

  private func sector(_ group: ForecastTables.SectorGroup, _ index: Int, _ markup: inout Markup) {
    markup.element("h3", ["id": "s\(index)"], group.title)
    if group.firm.count > 1 {
      let expected = tables.expectedMet(group.firm)
      let together = tables.joint(group).map {
        say(
          "; all together in \(say.percent($0.met)) of trials",
          "；全部完成的概率为\(say.percent($0.met))")
      }
      markup.element(
        "p", ["class": "lead"],
        say("Expected to be met: ", "预计完成：")
          + say(
            "\(expected) of \(group.firm.count) firm targets",
            "\(group.firm.count)项刚性目标中的\(expected)项")
          + (together ?? "") + say(".", "。"))
    }
    markup.element("table", ["class": "targets"]) { table in
      table.head(
        [
          (say("Target", "目标"), "name"), (say("Probability, 95 % interval", "完成概率、95%置信区间"), ""),
          ("P10 / P50 / P90", "more"),
        ]
          + columns.map { $0.heading(.page, say) }.map {
            ($0.title.unspaced, $0.isExtra ? "more" : "")
          })
      table.element("tbody") { body in
        for target in group.targets { row(target, &body) }
      }
    }
    let charted = group.targets.filter { !$0.isSettled }
    let settled = group.targets.filter(\.isSettled)
    if !charted.isEmpty { charts(charted, &markup) }
    if !settled.isEmpty {
      markup.element("ul", ["class": "plain"]) { list in
        for target in settled { line(target, &list) }
      }
    }
    markup.line()
  }

  /// A target that stands as it does from the beginning, which a chart would show as a straight line.
  private func line(_ target: TargetForecast, _ markup: inout Markup) {
    let months = target.monthly
    let stands =
      target.isMilestone
      ? "" : say("; stands at ", "；始终为") + outcomesOnce(target) + say(" from the beginning", "")
    markup.element("li", ["id": "t\(index(of: target))"]) { item in
      item.element("strong", tables.title(target))
      item.text(say(": ", "：") + promise(target))
      item.text(
        target.met.count == target.met.trials
          ? say("; met from \(say.month(months[0].month)) on", "；\(say.month(months[0].month))起已达到")
          : say("; never met", "；始终达不到"))
      item.text(stands + say(".", "。"))
    }
  }

  /// What its measure is in every trial, with its unit.
  private func outcomesOnce(_ target: TargetForecast) -> String {
    say.outcomes(of: target)[1].shown + unit(target)
  }

  private func charts(_ targets: [TargetForecast], _ markup: inout Markup) {
    let count = targets.count
    markup.element("details", isLong ? [:] : ["open": ""]) { details in
      details.element(
        "summary",
        count == 1
          ? say("Chart", "走势图") : say("Charts of \(count) targets", "\(count)项目标的走势图"))
      details.element("div", ["class": "cards"]) { cards in
        for target in targets {
          card(target, &cards)
          cards.line()
        }
      }
    }
  }

  /// Those beside the drawings.
  private var columns: [Column<TargetRow>] { tables.columns.targets.columns(in: .page) }

  private func row(_ target: TargetForecast, _ markup: inout Markup) {
    markup.element("tr") { row in
      row.element("th", ["scope": "row", "class": "name"]) { cell in
        cell.element("a", ["href": anchor(target)], tables.title(target))
        let lead = target.target.lead.map { " · " + say.text($0) } ?? ""
        cell.element("small", promise(target) + lead)
      }
      row.element("td", ["class": "chance"]) { cell in
        Bars.probability(target.met, &cell)
        cell.element("span") { probability(of: target, &$0) }
      }
      row.element("td", ["class": "more chance"]) { cell in
        guard !target.isMilestone else {
          let month = monthText(target, 0.8)
          cell.element("span", say("80 % of trials: \(month)", "八成模拟：\(month)"))
          return
        }
        Bars.outcome(target, &cell)
        cell.element("span", outcomesWithUnit(target))
      }
      for column in columns {
        let cell = column.cell(tables.row(target), say)
        row.element("td", column.extraIn.contains(.page) ? ["class": "more"] : [:]) {
          write(cell, &$0)
          if column.key == "mean_shortfall", cell.figure != nil { $0.text(unit(target)) }
        }
      }
    }
  }

  /// What a target's figures are counted in, with the gap before it; empty where it has no unit.
  private func unit(_ target: TargetForecast) -> String {
    let unit = say.planner(target)
    let name = say.counted(unit.name, target.target.value / unit.scale)
    return name.isEmpty ? "" : say.gap(name) + name
  }

  /// P10, P50 and P90 when due.
  func outcomes(_ target: TargetForecast) -> String {
    say.outcomes(of: target).map(\.shown).joined(separator: " / ")
  }

  /// The same with what they are counted in.
  func outcomesWithUnit(_ target: TargetForecast) -> String {
    outcomes(target) + unit(target)
  }

  /// What is promised and when it is due.
  func promise(_ target: TargetForecast) -> String {
    say.promise(target.target, unit: target.unit) + say(" by the end of ", "，期限")
      + say.month(target.target.due)
  }
}

import Buildout

extension PlanningPack {
  func sectors(_ markup: inout Markup) {
    section(
      "sectors", say("By sector", "分领域"),
      say(
        "Each target with its chance of being met when due, and where its measure will stand: the "
          + "band runs from P10 to P90, the short line is P50, the long line the promised value.",
        "各项目标到期完成的概率及到期时的指标值：色带为P10至P90，短线为P50，长线为目标值。"), &markup
    ) { section in
      for (place, group) in tables.sectorGroups.enumerated() {
        sector(group, place, &section)
      }
    }
  }

  private func sector(_ group: ForecastTables.SectorGroup, _ place: Int, _ markup: inout Markup) {
    markup.element("h3", ["id": "s\(place)"], group.title)
    markup.element("table") { table in
      table.element("thead") { head in
        head.element("tr") { row in
          for (name, kind) in [
            (say("Target", "目标"), "name"), (say("Probability, 95 % interval", "完成概率、95%置信区间"), ""),
            (say("P10 – P50 – P90", "P10 – P50 – P90"), "more"),
            (say("Half of trials by", "半数模拟达成"), "more"),
            (say("Mean shortfall", "平均缺口"), "more"), (say("Light", "灯号"), ""),
          ] { row.element("th", ["scope": "col", "class": kind], name) }
        }
      }
      table.element("tbody") { body in
        for target in group.targets { row(target, &body) }
      }
    }
    markup.line()
  }

  private func row(_ target: TargetForecast, _ markup: inout Markup) {
    let place = forecast.targets.firstIndex { $0.target.id == target.target.id } ?? 0
    let unit = say.planner(target)
    markup.element("tr") { row in
      row.element("th", ["scope": "row", "class": "name"]) { cell in
        cell.element("a", ["href": "#t\(place)"], tables.title(target))
        cell.element("small", promise(target))
      }
      row.element("td", ["class": "chance"]) { cell in
        Bars.probability(target.met, &cell)
        cell.element("span") { probability(target.met, &$0) }
      }
      row.element("td", ["class": "more chance"]) { cell in
        Bars.outcome(target, &cell)
        let ends = [target.p10, target.p50, target.p90].map { say.estimate($0, in: unit) }
        cell.element("span", ends.joined(separator: " – "))
      }
      row.element("td", ["class": "more"], monthText(target.month(reachedBy: 0.5)))
      row.element("td", ["class": "more"], say.estimate(target.meanShortfall, in: unit))
      row.element("td") { badge(target, &$0) }
    }
  }

  /// What is promised and when it is due.
  func promise(_ target: TargetForecast) -> String {
    say.promise(target.target, unit: target.unit) + say(" by the end of ", "，期限")
      + say.month(target.target.due)
  }
}

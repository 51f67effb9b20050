import Buildout

extension PlanningPack {
  /// One target with its chart.
  func card(_ target: TargetForecast, _ markup: inout Markup) {
    let title = tables.title(target)
    let index = index(of: target)
    markup.element("article", ["id": "t\(index)"]) { card in
      card.element("h4", title)
      card.element("p", ["class": "promised"], promise(target))
      card.element("p") { line in
        badge(target, &line)
        line.text(" ")
        probability(of: target, &line)
      }
      FanChart(
        target: target, title: title, say: say, number: index, known: progress?.known(target)
      ).draw(&card)
      tornado(target, &card)
      card.element("dl") { list in
        func entry(_ term: String, _ value: String) {
          list.element("div") {
            $0.element("dt", term)
            $0.element("dd", value)
          }
        }
        if !target.isMilestone {
          entry("P10 / P50 / P90", outcomesWithUnit(target))
        }
        if target.undefined > 0 {
          entry(say("Undefined (divided by 0)", "无定义（分母为0）"), say.undefined(target))
        }
        let completion = say.completion(target).shown
        if completion != "-" { entry(say("P50 / promised", "预计完成率"), completion) }
        if target.countsUp {
          entry(say("Half of trials by", "半数模拟达成月份"), monthText(target, 0.5))
          entry(say("80 % of trials by", "八成模拟达成月份"), monthText(target, 0.8))
        }
        if let behind = tables.row(target).halfTime?.behindSchedule {
          entry(say("Behind at half-time", "时间过半时滞后概率"), say.percent(behind).text)
        }
        if let lead = target.target.lead { entry(say("Lead unit", "责任单位"), say.text(lead)) }
        if let note = target.target.note { entry(say("Remark", "备注"), say.text(note)) }
        if let clause = target.target.clause { entry(say("Clause", "条款"), clause) }
      }
    }
  }
}

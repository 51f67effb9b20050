import Buildout

extension PlanningPack {
  func targets(_ markup: inout Markup) {
    section(
      "targets", say("By target", "分目标"),
      say(
        "By month: the band runs from P10 to P90 with P50 as a line; the dashed line is the pro-rata "
          + "schedule, the level line the promised value with a diamond at its due month. The bars below "
          + "say in which month the target is first reached.",
        "逐月走势：色带为P10至P90，实线为P50；虚线为序时进度，水平线为目标值，菱形为到期月。下方柱形为首次达成的月份分布。"),
      &markup
    ) { section in
      section.element("div", ["class": "cards"]) { cards in
        for (place, target) in forecast.targets.enumerated() {
          card(target, place, &cards)
          cards.line()
        }
      }
    }
  }

  private func card(_ target: TargetForecast, _ place: Int, _ markup: inout Markup) {
    let unit = say.planner(target)
    let title = tables.title(target)
    markup.element("article", ["id": "t\(place)"]) { card in
      card.element("h3", title)
      card.element("p", ["class": "promised"], promise(target))
      card.element("p") { line in
        badge(target, &line)
        line.text(" ")
        probability(target.met, &line)
      }
      FanChart(target: target, title: title, say: say, number: place).draw(&card)
      card.element("dl") { list in
        func entry(_ term: String, _ value: String) {
          list.element("div") {
            $0.element("dt", term)
            $0.element("dd", value)
          }
        }
        let ends = [target.p10, target.p50, target.p90].map { say.estimate($0, in: unit) }
        entry(
          "P10 – P50 – P90",
          ends.joined(separator: " – ") + (unit.name.isEmpty ? "" : " ") + unit.name)
        entry(say("Half of trials by", "半数模拟达成"), monthText(target.month(reachedBy: 0.5)))
        entry(say("80 % of trials by", "八成模拟达成"), monthText(target.month(reachedBy: 0.8)))
        if let behind = target.halfTime?.behindSchedule {
          entry(say("Behind pro-rata at half-time", "半程落后序时进度"), say.percent(behind))
        }
        if let clause = target.target.clause { entry(say("Clause", "条款"), clause) }
      }
    }
  }
}

import Buildout

/// The first screen: five questions and their answers.
extension PlanningPack {
  private var firm: [TargetForecast] {
    forecast.targets.filter { $0.target.firmness == .firm }
  }

  func summary(_ markup: inout Markup) {
    markup.element("section", ["id": "summary", "class": "summary"]) { section in
      section.element("div", ["class": "block"]) { willWe(&$0) }
      section.element("div", ["class": "block"]) { strip(&$0) }
      section.element("div", ["class": "block wide"]) { weakest(&$0) }
      section.element("div", ["class": "block"]) { byWhen(&$0) }
      section.element("div", ["class": "block"]) { block in
        help(&block)
        howSure(&block)
      }
    }
    markup.line()
  }

  private func willWe(_ markup: inout Markup) {
    let met = forecast.targetsMet
    markup.element("h2", say("Will we make it?", "能完成吗？"))
    guard met.of > 0 else {
      markup.element("p", say("The plan has no firm target.", "本计划没有硬指标。"))
      return
    }
    let mean = Digits.estimate(met.mean)
    markup.element("p", ["class": "figure"]) { figure in
      figure.element("strong", mean)
      figure.text(say(" of \(met.of) firm targets met", " / \(met.of) 项硬指标"))
    }
    let low = met.quantile(0.1)
    let high = met.quantile(0.9)
    let all = met.atLeast(met.of)
    markup.element(
      "p",
      say(
        "On average; in four trials out of five between \(low) and \(high). All \(met.of) together: "
          + "\(say.percent(all)) (95 % interval \(say.percentInterval(all))).",
        "平均完成\(mean)项，八成模拟落在\(low)至\(high)项之间。\(met.of)项全部完成的概率为"
          + "\(say.percent(all))（95%置信区间\(say.percentInterval(all))）。"))
    distribution(met, low...high, &markup)
  }

  /// How often each number of targets is met; the darker bars are the range from P10 to P90.
  private func distribution(
    _ met: TargetsMet, _ range: ClosedRange<Int>, _ markup: inout Markup
  ) {
    let step = 340 / Double(met.counts.count)
    let most = Double(max(1, met.counts.max() ?? 1))
    func bars(_ inside: Bool) -> String {
      var path = ""
      for (number, count) in met.counts.enumerated()
      where count > 0 && range.contains(number) == inside {
        let x = Coordinate.text(10 + (Double(number) + 0.1) * step)
        let height = Coordinate.text(Double(count) / most * 60)
        path += "M\(x) 64v-\(height)h\(Coordinate.text(step * 0.8))V64Z"
      }
      return path
    }
    markup.element(
      "svg",
      [
        "class": "chart", "viewBox": "0 0 360 84", "role": "img",
        "aria-labelledby": "met-t met-d",
      ]
    ) { svg in
      svg.element("title", ["id": "met-t"], say("How many firm targets are met", "硬指标完成项数分布"))
      svg.element(
        "desc", ["id": "met-d"],
        say(
          "Share of trials by number met; P10 \(range.lowerBound), P90 \(range.upperBound).",
          "按完成项数统计的模拟次数；P10 \(range.lowerBound)项，P90 \(range.upperBound)项。"))
      let outside = bars(false)
      let inside = bars(true)
      if !outside.isEmpty { svg.shape("path", ["class": "rare", "d": outside]) }
      if !inside.isEmpty { svg.shape("path", ["class": "reached", "d": inside]) }
      svg.shape("path", ["class": "axis", "d": "M10 64H350"])
      let marks = Set([0, met.of]).union([range.lowerBound, range.upperBound])
      var last = -1e9
      for number in marks.sorted() {
        let x = 10 + (Double(number) + 0.5) * step
        guard x - last > 24 else { continue }
        last = x
        svg.element(
          "text", ["x": Coordinate.text(x), "y": "79", "text-anchor": "middle"], String(number))
      }
    }
  }

  private func strip(_ markup: inout Markup) {
    markup.element("h2", say("Sectors", "各领域"))
    markup.element("ul", ["class": "strip"]) { list in
      for (place, group) in tables.sectorGroups.enumerated() {
        let firm = group.firm
        let expected = firm.reduce(0) { $0 + $1.met.value }
        let error = firm.reduce(0) { $0 + $1.met.halfWidth }
        let counts = [Light.green, .amber, .red].map { light in
          (light, firm.count { $0.light == light })
        }
        list.element("li") { item in
          item.element("a", ["href": "#s\(place)"], group.title)
          guard !firm.isEmpty else {
            item.element("span", ["class": "interval"], say("soft targets only", "仅有软指标"))
            return
          }
          Bars.lights(counts, &item)
          item.element("span", ["class": "counts"]) { line in
            for (light, count) in counts where count > 0 {
              line.element(
                "span", ["class": "badge \(light.rawValue)"], say.light(light) + " \(count)")
            }
          }
          let number = Digits.estimate(expected, error: max(error, 0.02))
          item.element(
            "span", ["class": "interval"],
            say("expected \(number) of \(firm.count)", "预计完成\(number)/\(firm.count)项"))
        }
      }
    }
  }

  private func weakest(_ markup: inout Markup) {
    markup.element("h2", say("What is weakest?", "最薄弱的是什么？"))
    markup.element("table", ["class": "weakest"]) { table in
      table.element("thead") { head in
        head.element("tr") { row in
          for (name, kind) in [
            (say("Target", "目标"), "name"), (say("Probability, 95 % interval", "完成概率、95%置信区间"), ""),
            (say("Due", "期限"), "more"), (say("Half of trials by", "半数模拟达成"), "more"),
            (say("Light", "灯号"), ""),
          ] { row.element("th", ["scope": "col", "class": kind], name) }
        }
      }
      table.element("tbody") { body in
        for target in tables.weakestFirst(firm).prefix(10) {
          let place = forecast.targets.firstIndex { $0.target.id == target.target.id } ?? 0
          body.element("tr") { row in
            row.element("th", ["scope": "row", "class": "name"]) { cell in
              cell.element("a", ["href": "#t\(place)"], tables.title(target))
              let sector = tables.sectorGroups.first { $0.id == target.sector }?.title
              if target.sector != nil, let sector {
                cell.element("small", sector)
              }
            }
            row.element("td", ["class": "chance"]) { cell in
              Bars.probability(target.met, &cell)
              cell.element("span") { probability(target.met, &$0) }
            }
            row.element("td", ["class": "more"], say.month(target.target.due))
            row.element("td", ["class": "more"], monthText(target.month(reachedBy: 0.5)))
            row.element("td") { badge(target, &$0) }
          }
        }
      }
    }
  }

  private func byWhen(_ markup: inout Markup) {
    markup.element("h2", say("By when?", "何时完成？"))
    markup.element("table") { table in
      table.element("thead") { head in
        head.element("tr") { row in
          for name in [
            say("Due", "期限"), say("Firm targets", "硬指标"), say("Expected on time", "预计按期完成"),
            say("As likely as not", "概率过半"),
          ] { row.element("th", ["scope": "col"], name) }
        }
      }
      table.element("tbody") { body in
        for month in Set(firm.map(\.target.due)).sorted() {
          let due = firm.filter { $0.target.due == month }
          let expected = due.reduce(0) { $0 + $1.met.value }
          let error = due.reduce(0) { $0 + $1.met.halfWidth }
          body.element("tr") { row in
            row.element("th", ["scope": "row"], say.month(month))
            row.element("td", String(due.count))
            row.element("td", Digits.estimate(expected, error: max(error, 0.02)))
            row.element("td", String(due.count { $0.met.value >= 0.5 }))
          }
        }
      }
    }
  }

  private func help(_ markup: inout Markup) {
    markup.element("h2", say("What would help?", "什么有帮助？"))
    markup.element(
      "p",
      say(
        "This page holds the forecast alone: no measure was tried out. The widest ranges and the "
          + "earliest deadlines below show where to look.",
        "本页仅含预测，未对任何措施进行试算。可先查看下文中区间最宽、期限最早的目标。"))
  }

  private func howSure(_ markup: inout Markup) {
    markup.element("h2", say("How sure is that?", "有多大把握？"))
    let widest = forecast.targets.map(\.met.halfWidth).max() ?? 0
    let points = Digits.estimate(widest * 100, error: 0.2)
    let trials = Digits.exact(Double(forecast.trials))
    markup.element(
      "p",
      say(
        "With \(trials) trials every target's probability is known to within \(points) points. That "
          + "is the error of sampling only; it says nothing about whether the inputs are right.",
        "\(trials)次模拟下，各项概率的抽样误差不超过\(points)个百分点；这不反映输入是否准确。"))
    for note in Report.notes(inputs: provenance.inputs, say: say) { markup.element("p", note) }
  }
}

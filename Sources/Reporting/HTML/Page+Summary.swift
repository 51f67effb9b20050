import Buildout

/// The first screen: five questions and their answers.
extension PlanningPack {
  func summary(_ markup: inout Markup) {
    // Given actuals, whether the plan will be kept is said before.
    let kind = progress == nil ? "summary" : "summary after"
    markup.element("section", ["id": "summary", "class": kind]) { section in
      section.element("div", ["class": "column"]) { column in
        if progress == nil { column.element("div", ["class": "block will"]) { willWe(&$0) } }
        column.element("div", ["class": "block weak"]) { weakestTen(&$0) }
        column.element("div", ["class": "block when"]) { byWhen(&$0) }
        column.element("div", ["class": "block sure"]) { howSure(&$0) }
      }
      section.element("div", ["class": "column"]) { column in
        column.element("div", ["class": "block strips"]) { strip(&$0) }
        column.element("div", ["class": "block help"]) { help(&$0) }
      }
    }
    markup.line()
  }

  func willWe(_ markup: inout Markup) {
    let met = forecast.targetsMet
    markup.element("h2", say("Will we make it?", "能完成吗？"))
    guard counted.count > 1 else {
      return counted.first.map { theOnly($0, &markup) }
        ?? markup.element("p", say("No target.", "无目标。"))
    }
    guard met.of > 0 else { return softOnly(&markup) }
    let mean = Digits.estimate(met.mean)
    let low = met.quantile(0.1)
    let high = met.quantile(0.9)
    let all = met.atLeast(met.of)
    let inside = Proportion(
      count: met.counts[low...high].reduce(0, +), trials: all.trials)
    let between = say(
      low == high ? "end at \(low)" : "end between \(low) and \(high)",
      low == high ? "为\(low)项" : "落在\(low)至\(high)项之间")
    markup.element("div", ["class": "beside"]) { beside in
      beside.element("div") { left in
        left.element("p", ["class": "figure"]) { figure in
          figure.element("strong", mean.text)
          figure.text(say(" of \(met.of) firm targets met", " / \(met.of) 项刚性目标完成"))
        }
        left.element("p") { line in
          line.text(
            say(
              "That is the average; \(say.percent(inside)) of the trials \(between). "
                + "All \(met.of) together: ",
              "为平均数；\(say.percent(inside).text)的模拟\(between)。\(met.of)项全部完成的概率为"))
          line.text(say.percent(all).text + say(" (95 % interval ", "（95%置信区间"))
          line.element("span", ["class": "interval"], say.percentInterval(all))
          line.text(say(").", "）。"))
        }
      }
      distribution(met, low...high, &beside)
    }
  }

  private func softOnly(_ markup: inout Markup) {
    markup.element("p", ["class": "figure"]) { figure in
      figure.element("strong", tables.expectedMet(counted).text)
      figure.text(say(" of \(counted.count) soft targets met", " / \(counted.count) 项方向性目标完成"))
    }
    markup.element(
      "p",
      say(
        "That is the average. The plan has no firm target, so all are counted.",
        "为平均数。本计划没有刚性目标，按全部目标计。"))
  }

  private func theOnly(_ target: TargetForecast, _ markup: inout Markup) {
    markup.element("p", ["class": "figure"]) { figure in
      figure.element("strong", say.percent(target.met).text)
      figure.text(say(" is the probability that the one target is met", " 为唯一目标的完成概率"))
    }
    markup.element("p") { line in
      line.text(say("95 % interval ", "95%置信区间"))
      line.element("span", ["class": "interval"], say.percentInterval(target.met))
      line.text(say(".", "。"))
    }
  }

  /// How often each number of targets is met; the darker bars are the range from P10 to P90.
  private func distribution(
    _ met: TargetsMet, _ range: ClosedRange<Int>, _ markup: inout Markup
  ) {
    // Neighbouring numbers share a bar where there are too many to tell apart.
    let width = (met.of + 70) / 70
    let bins = stride(from: 0, through: met.of, by: width).map { start in
      (start, met.counts[start..<min(start + width, met.of + 1)].reduce(0, +))
    }
    let step = 240 / Double(bins.count)
    let most = Double(max(1, bins.map(\.1).max() ?? 1))
    func bars(_ inside: Bool) -> String {
      var path = ""
      for (index, (start, count)) in bins.enumerated()
      where count > 0 && range.overlaps(start...(start + width - 1)) == inside {
        let x = Coordinate.text(10 + (Double(index) + 0.1) * step)
        let height = Coordinate.text(Double(count) / most * 46)
        path += "M\(x) 48v-\(height)h\(Coordinate.text(step * 0.8))V48Z"
      }
      return path
    }
    markup.chart(
      "chart", "0 0 260 66", id: "met-",
      title: say("How many firm targets are met", "刚性目标完成项数分布"),
      say(
        "Share of trials by number met; P10 \(range.lowerBound), P90 \(range.upperBound).",
        "按完成项数统计的模拟次数；P10 \(range.lowerBound)项，P90 \(range.upperBound)项。")
    ) { svg in
      let outside = bars(false)
      let inside = bars(true)
      if !outside.isEmpty { svg.shape("path", ["class": "rare", "d": outside]) }
      if !inside.isEmpty { svg.shape("path", ["class": "reached", "d": inside]) }
      svg.shape("path", ["class": "axis", "d": "M10 48H250"])
      // Every number, where there is room.
      let marks =
        step > 24 ? Set(0...met.of) : Set([0, met.of]).union([range.lowerBound, range.upperBound])
      var last = -1e9
      for number in marks.sorted() {
        let x = 10 + (Double(number / width) + 0.5) * step
        guard x - last > 24 else { continue }
        last = x
        svg.label(String(number), x: x, y: 62)
      }
    }
  }

  private func strip(_ markup: inout Markup) {
    markup.element("h2") { heading in
      heading.text(say("Sectors", "各领域"))
      heading.element("span", ["class": "key"]) { key in
        for light in [Light.green, .amber, .red] {
          key.element("span", ["class": "badge \(light.rawValue)"], say.light(light))
        }
        key.text(
          firm.isEmpty
            ? say("targets of each light; expected met / all", "各灯号目标项数；预计完成项数/总项数")
            : say("firm targets of each light; expected met / all", "各灯号刚性目标项数；预计完成项数/总项数"))
      }
    }
    markup.element("ul", ["class": "strip"]) { list in
      for (index, group) in tables.sectorGroups.enumerated() {
        let firm = self.firm.isEmpty ? group.targets : group.firm
        let expected = tables.expectedMet(firm)
        let counts = [Light.green, .amber, .red].map { light in
          (light, firm.count { $0.light == light })
        }
        list.element("li") { item in
          item.element("a", ["href": "#s\(index)"], group.title)
          guard !firm.isEmpty else {
            item.element("span", ["class": "interval"], say("soft targets only", "仅有方向性目标"))
            return
          }
          Bars.lights(counts, &item)
          item.element("span", ["class": "counts"]) { line in
            for (light, count) in counts where count > 0 {
              line.element(
                "span", ["class": "badge \(light.rawValue)"], say.symbol(light) + "\(count)")
            }
          }
          item.element(
            "span", ["class": "interval"],
            "\(expected)/\(firm.count)")
        }
      }
    }
  }

  private func weakestTen(_ markup: inout Markup) {
    markup.element("h2", say("What is weakest?", "最薄弱的目标"))
    let columns = tables.columns.targets.columns(in: .first)
    markup.element("table", ["class": "weakest"]) { table in
      table.head(columns.map { ($0.heading(.first, say).title, Self.kind($0)) })
      table.element("tbody") { body in
        for target in tables.weakestFirst(counted.filter(tables.isOpen)).prefix(10) {
          body.element("tr") { row in
            for column in columns { write(target, column, &row) }
          }
        }
      }
    }
  }

  private static func kind(_ column: Column<TargetRow>) -> String {
    column.key == "target" ? "name" : column.extraIn.contains(.first) ? "more" : ""
  }

  /// What a column says of a target: its name with a link, its probability with a bar, the others as they
  /// are.
  private func write(
    _ target: TargetForecast, _ column: Column<TargetRow>, _ row: inout Markup
  ) {
    let cell = column.cell(tables.row(target), say)
    switch column.key {
    case "target":
      row.element("th", ["scope": "row", "class": "name"]) { name in
        name.element("a", ["href": anchor(target)], cell.shown)
        // Where there is no room for a column of its own.
        name.element(
          "small", ["class": "narrow"], say("due ", "期限：") + say.month(target.target.due))
      }
    case "probability":
      row.element("td", ["class": "chance"]) {
        Bars.probability(target.met, &$0)
        $0.element("strong", cell.shown)
      }
    case "interval": row.element("td", ["class": "interval"], cell.shown)
    default:
      let kind = Self.kind(column)
      row.element("td", kind.isEmpty ? [:] : ["class": kind]) { write(cell, &$0) }
    }
  }

  private func howSure(_ markup: inout Markup) {
    markup.element("h2", say("How sure is that?", "有多大把握？"))
    let widest =
      forecast.targets.map { target in
        let ends = target.met.interval
        return max(target.met.value - ends.lowerBound, ends.upperBound - target.met.value)
      }.max() ?? 0
    let points = Digits.estimate(max(0.1, widest * 100), error: 0.2)
    let trials = say.trials(forecast.trials)
    markup.element(
      "p",
      say(
        "With \(trials) the sampling error of every target's probability is at most \(points) percentage points (ends of "
          + "intervals are rounded outwards). Errors in the inputs come on top. ",
        "\(trials)下，各项概率的抽样误差不高于\(points)个百分点（区间端点向外取整）；输入本身的误差不在其内。")
        + (Report.notes(inputs: provenance.inputs, say: say)
        + Report.notes(precision: forecast.precision, say: say)).joined(separator: say(" ", "")))
  }
}

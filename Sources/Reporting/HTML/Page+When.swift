import Buildout

/// By when the plan's targets are reached, month by month.
extension PlanningPack {
  /// Firm targets due by the end of each month, and the number expected to stand reached then; a limit
  /// counts from when it is due, as it was kept by then.
  private var pace: [(month: Month, due: Int, reached: Double)] {
    (0..<forecast.scenario.calendar.months).map { place in
      let reached = firm.reduce(0.0) { sum, target in
        target.countsUp
          ? sum + target.monthly[place].met.value
          : target.dueNumber <= place + 1 ? sum + target.met.value : sum
      }
      let due = firm.count { $0.dueNumber <= place + 1 }
      return (forecast.scenario.calendar.start.advanced(by: place), due, reached)
    }
  }

  func byWhen(_ markup: inout Markup) {
    markup.element("h2", say("By when?", "何时完成？"))
    let pace = pace
    guard let last = pace.last, !firm.isEmpty else { return }
    // A half that is reached only at the end is said by what follows.
    let half = pace.dropLast().first { $0.reached >= Double(firm.count) / 2 }
    let mayBeLate = firm.contains { $0.countsUp && $0.dueNumber < pace.count }
    let late = firm.count { $0.met.value < 0.5 }
    let error = firm.reduce(0) { $0 + $1.met.halfWidth }
    let reached = Digits.estimate(last.reached, error: max(error, 0.02))
    markup.element("div", ["class": "beside"]) { beside in
      beside.element("div") { left in
        left.element(
          "p",
          say(
            (half.map {
              "Half of the firm targets are expected by the end of \(say.month($0.month)), "
            }
              ?? "Expected: ")
              + "\(reached) by the end of \(say.month(last.month))"
              + (mayBeLate ? ", late ones among them. " : ". ")
              + (late == 0
                ? "None is more likely missed than met when due."
                : late == 1
                  ? "One is more likely missed than met when due."
                  : "\(late) are more likely missed than met when due."),
            (half.map { "预计到\(say.month($0.month))底达成过半，" } ?? "")
              + "到\(say.month(last.month))底预计达成\(reached)项\(mayBeLate ? "（含逾期）" : "")。"
              + (late == 0 ? "没有到期完成概率不足五成的指标。" : "到期完成概率不足五成的有\(late)项。")))
        left.element(
          "p", ["class": "key"],
          say("Bars: expected reached. Line: due.", "柱：预计已达成；线：已到期。"))
      }
      paceChart(pace, &beside)
    }
  }

  private func paceChart(
    _ pace: [(month: Month, due: Int, reached: Double)], _ markup: inout Markup
  ) {
    let step = 216 / Double(pace.count)
    let most = Double(firm.count)
    func y(_ value: Double) -> Double { 60 - value / most * 52 }
    var bars = ""
    var line = "M34 60"
    for (place, entry) in pace.enumerated() {
      let x = 34 + Double(place) * step
      let top = Coordinate.text(y(entry.reached))
      if entry.reached > 0 {
        bars += "M\(Coordinate.text(x + step * 0.15)) 60V\(top)"
        bars += "h\(Coordinate.text(step * 0.7))V60Z"
      }
      line += "V\(Coordinate.text(y(Double(entry.due))))H\(Coordinate.text(x + step))"
    }
    markup.element(
      "svg",
      [
        "class": "chart", "viewBox": "0 0 260 84", "role": "img",
        "aria-labelledby": "pace-t pace-d",
      ]
    ) { svg in
      svg.element(
        "title", ["id": "pace-t"], say("Firm targets reached by month", "逐月达成的约束性指标项数"))
      svg.element(
        "desc", ["id": "pace-d"],
        say(
          "Bars: expected to have been reached by the month's end. Line: due by then.",
          "柱：至月末预计已达成项数；线：至月末到期项数。"))
      svg.shape("path", ["class": "grid", "d": "M34 8H250"])
      if !bars.isEmpty { svg.shape("path", ["class": "range", "d": bars]) }
      svg.shape("path", ["class": "target", "d": line])
      svg.shape("path", ["class": "axis", "d": "M34 60H250"])
      svg.element("text", ["x": "30", "y": "12", "text-anchor": "end"], String(firm.count))
      svg.element("text", ["x": "30", "y": "62", "text-anchor": "end"], "0")
      let labels = MonthLabels(months: pace.count, step: step)
      for place in labels.places {
        svg.element(
          "text",
          [
            "x": Coordinate.text(34 + (Double(place) + 0.5) * step), "y": "79",
            "text-anchor": "middle",
          ], labels.text(pace[place].month, say))
      }
    }
  }
}

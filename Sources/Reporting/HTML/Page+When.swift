import Buildout

/// By when the plan's targets are reached, month by month.
extension PlanningPack {
  /// Targets due by the end of each month, and the number expected to have been met by then: when due or,
  /// late, in a month after that. Before it is due a target counts as long as it stands reached; a limit,
  /// which is kept rather than reached, counts from when it is due.
  private var pace: [Pace] {
    (0..<forecast.scenario.calendar.months).map { index in
      let reached = counted.reduce(0.0) { $0 + $1.expectedMet(by: index) }
      let due = counted.count { $0.dueNumber <= index + 1 }
      return (forecast.scenario.calendar.start.advanced(by: index), due, reached)
    }
  }

  func byWhen(_ markup: inout Markup) {
    markup.element("h2", say("By when?", "何时完成？"))
    guard counted.count > 1 else { return counted.first.map { theOnly($0, &markup) } ?? () }
    let pace = pace
    guard let last = pace.last else { return }
    markup.element("div", ["class": "beside"]) { beside in
      beside.element("div") { left in
        left.element("p", say(paceInEnglish(pace, last), paceInChinese(pace, last)))
        left.element(
          "p", ["class": "key"],
          say(
            "Bars: expected to be met. Line: due.",
            "柱：预计达成项数；线：到期项数（均截至月末）。"))
      }
      paceChart(pace, &beside)
    }
  }

  private typealias Pace = (month: Month, due: Int, reached: Double)

  /// The month in which half of the targets are passed; one that is the last is said by what follows.
  private func half(_ pace: [Pace]) -> Month? {
    pace.dropLast().first { $0.reached >= Double(counted.count) / 2 }?.month
  }

  private var mayBeLate: Bool {
    counted.contains { $0.countsUp && $0.dueNumber < forecast.scenario.calendar.months }
  }

  private var likelyMissed: Int { counted.count { $0.met.value < 0.5 } }

  private func expected(_ last: Pace) -> Figure {
    // Without late ones it is the number met when due.
    if !mayBeLate, !firm.isEmpty { return Digits.estimate(forecast.targetsMet.mean) }
    let error = counted.reduce(0) { $0 + $1.met.halfWidth }
    return Digits.estimate(last.reached, error: max(error, 0.02))
  }

  private func paceInEnglish(_ pace: [Pace], _ last: Pace) -> String {
    let what = firm.isEmpty ? "targets" : "firm targets"
    let missed =
      switch likelyMissed {
      case 0:
        counted.allSatisfy { $0.met.value > 0.5 }
          ? "Every \(what.dropLast()) is more likely met than missed when due."
          : "Every \(what.dropLast()) is at least as likely met as missed when due."
      case 1: "One is more likely missed than met when due."
      case let many: "\(many) are more likely missed than met when due."
      }
    let begin =
      half(pace).map {
        "Half of the \(what) are expected by the end of \(say.month($0)), \(expected(last))"
      }
      ?? "\(expected(last)) \(what) are expected"
    return begin + " by the end of \(say.month(last.month))"
      + (mayBeLate ? ", counting those that come after their due month. " : ". ") + missed
  }

  private func paceInChinese(_ pace: [Pace], _ last: Pace) -> String {
    (half(pace).map { "预计到\(say.month($0))底达成项数过半，" } ?? "")
      + "到\(say.month(last.month))底预计累计达成\(expected(last))项\(mayBeLate ? "，其中含到期后才达成的" : "")。"
      + (likelyMissed == 0 ? "各项目标到期完成概率均不低于50%。" : "到期完成概率低于50%的有\(likelyMissed)项。")
  }

  private func theOnly(_ target: TargetForecast, _ markup: inout Markup) {
    let due = say.month(target.target.due)
    let (half, most) = (monthText(target, 0.5), monthText(target, 0.8))
    markup.element(
      "p",
      target.countsUp
        ? say(
          "It is due by the end of \(due). Half of the trials have reached it by: \(half); 80 % by: \(most).",
          "期限为\(due)底。半数模拟达成月份：\(half)；八成模拟达成月份：\(most)。")
        : say(
          "It is a limit, to be kept by the end of \(due).", "该目标为上限，考核时点为\(due)底。"))
  }

  private func paceChart(_ pace: [Pace], _ markup: inout Markup) {
    let step = 216 / Double(pace.count)
    let most = Double(counted.count)
    func y(_ value: Double) -> Double { 60 - value / most * 52 }
    var bars = ""
    var line = "M34 60"
    for (index, entry) in pace.enumerated() {
      let x = 34 + Double(index) * step
      let top = Coordinate.text(y(entry.reached))
      if entry.reached > 0 {
        bars += "M\(Coordinate.text(x + step * 0.15)) 60V\(top)"
        bars += "h\(Coordinate.text(step * 0.7))V60Z"
      }
      line += "V\(Coordinate.text(y(Double(entry.due))))H\(Coordinate.text(x + step))"
    }
    markup.chart(
      "chart", "0 0 260 84", id: "pace-", title: say("Targets reached by month", "逐月达成项数"),
      say(
        "Bars: expected to have been reached by the month's end. Line: due by then.",
        "柱：至月末预计已达成项数；线：至月末到期项数。")
    ) { svg in
      svg.shape("path", ["class": "grid", "d": "M34 8H250"])
      if !bars.isEmpty { svg.shape("path", ["class": "range", "d": bars]) }
      svg.shape("path", ["class": "target", "d": line])
      svg.shape("path", ["class": "axis", "d": "M34 60H250"])
      svg.label(String(counted.count), x: 30, y: 12, anchor: "end")
      svg.label("0", x: 30, y: 62, anchor: "end")
      let labels = MonthLabels(months: pace.count, step: step)
      for index in labels.shown {
        svg.label(
          labels.text(pace[index].month, say), x: 34 + (Double(index) + 0.5) * step, y: 79)
      }
    }
  }
}

import Buildout

/// A target month by month: the band from P10 to P90, the median, the pro-rata line where it has a
/// meaning, the promised value, and below them in which month the target is first reached (of a limit,
/// how often it is kept at each month's end). Of a milestone, which is done or not, the probability that it
/// is done.
struct FanChart {
  let target: TargetForecast
  let title: String
  let say: Words
  let number: Int
  /// What is known of the year, where something is.
  var known: Known?

  /// The actuals of a target's measure.
  struct Known {
    /// The number of the last month that is known.
    let asOf: Int
    let readings: [Actuals.Reading]
  }

  private static let width = 360.0
  private static let top = 18.0
  private static let bottom = 152.0
  private static let stripBottom = 196.0

  private var unit: PlannerUnit { say.planner(target) }

  func draw(_ markup: inout Markup) {
    let months = target.monthly
    guard !months.isEmpty else { return }
    let scale = unit.scale
    let value = target.target.value / scale
    let axis = Axis(
      covering: target.isMilestone
        ? [0, 100]
        : months.flatMap { [$0.p10, $0.p50, $0.p90].compactMap { $0 }.map { $0 / scale } }
          + [value] + (known?.readings.map { $0.value / scale } ?? []))
    let labels = axis.ticks.map {
      Digits.exact($0, significant: 4).text + (target.isMilestone ? say(" %", "%") : "")
    }
    let left = 12 + 7.6 * Double(labels.map(\.count).max() ?? 1)
    let right = FanChart.width - 10
    func x(_ index: Int) -> Double {
      left + (right - left) * (Double(index) + 0.5) / Double(months.count)
    }
    func y(_ value: Double) -> Double {
      let share = (min(max(value, axis.low), axis.high) - axis.low) / (axis.high - axis.low)
      return FanChart.bottom - share * (FanChart.bottom - FanChart.top)
    }
    markup.chart("fan", "0 0 360 216", id: "f\(number)", title: title, description) { svg in
      for (tick, label) in zip(axis.ticks, labels) {
        let at = Coordinate.text(y(tick))
        svg.shape("path", ["class": "grid", "d": "M\(Coordinate.text(left)) \(at)H350"])
        svg.label(label, x: left - 5, y: y(tick) + 4, anchor: "end")
      }
      if target.isMilestone {
        probability(&svg, x: x, y: y)
      } else {
        band(&svg, x: x, y: { y($0 / scale) })
        schedule(&svg, x: x, y: { y($0 / scale) })
        actual(&svg, x: x, y: { y($0 / scale) })
        let start = months.first?.p50 ?? .infinity
        promise(
          &svg, left: left, x: x, y: y(value), middle: start.isFinite ? y(start / scale) : nil)
      }
      let step = (right - left) / Double(months.count)
      reached(&svg, x: x, step: step)
      monthLabels(&svg, step: step, x: x)
    }
  }

  /// The share of trials in which the milestone is done, with its due month.
  private func probability(_ svg: inout Markup, x: (Int) -> Double, y: (Double) -> Double) {
    let line = spread(open.map { (x($0), y(target.monthly[$0].met.value * 100)) })
    let floor = [line[0], line[line.count - 1]].map { ($0.x, FanChart.bottom) }
    svg.shape("path", ["class": "band", "d": path(line + floor.reversed()) + "Z"])
    svg.shape("path", ["class": "median", "d": path(line)])
    due(&svg, x: x, y: y(target.met.value * 100))
    let end = x(dueIndex)
    let isRight = end > FanChart.width / 2
    svg.element(
      "text",
      [
        "class": "halo", "x": Coordinate.text(end + (isRight ? -6 : 6)),
        "y": Coordinate.text(max(y(target.met.value * 100) - 7, 12)),
        "text-anchor": isRight ? "end" : "start",
      ], say.percent(target.met).text + say(" when due", "（到期）"))
  }

  private var dueIndex: Int { min(max(target.dueNumber, 1), target.monthly.count) - 1 }

  private func due(_ svg: inout Markup, x: (Int) -> Double, y: Double) {
    svg.shape(
      "path",
      [
        "class": "due",
        "d": "M\(Coordinate.pair(x(dueIndex), y - 4.5))l4.5 4.5-4.5 4.5-4.5-4.5Z",
      ])
  }

  private func band(_ svg: inout Markup, x: (Int) -> Double, y: (Double) -> Double) {
    // Where even the low end is not finite (nothing finished yet) there is no band.
    // Nor is there one where the measure is undefined in every trial.
    func points(_ months: some Sequence<Int>, _ value: (MonthForecast) -> Double?) -> [(
      x: Double, y: Double
    )] {
      months.compactMap { index in value(target.monthly[index]).map { (x(index), y($0)) } }
    }
    let shown = open.filter { target.monthly[$0].p10?.isFinite ?? false }
    guard !shown.isEmpty else { return }
    let upper = spread(points(shown, \.p90))
    let lower = spread(points(shown, \.p10))
    svg.shape("path", ["class": "band", "d": path(upper + lower.reversed()) + "Z"])
    let middle = spread(
      points(shown.filter { target.monthly[$0].p50?.isFinite ?? false }, \.p50))
    if !middle.isEmpty { svg.shape("path", ["class": "median", "d": path(middle)]) }
  }

  /// The months that are forecast, with the last that is known, from which the fan opens.
  private var open: Range<Int> {
    min(max((known?.asOf ?? 1) - 1, 0), target.monthly.count - 1)..<target.monthly.count
  }

  /// What has come, to the last figure reported.
  private func actual(_ svg: inout Markup, x: (Int) -> Double, y: (Double) -> Double) {
    guard let known else { return }
    let points = known.readings.map { (x: x($0.month - 1), y: y($0.value)) }
    guard !points.isEmpty else { return }
    if points.count > 1 { svg.shape("path", ["class": "actual", "d": path(points)]) }
    let marks = points.map { "M\(Coordinate.pair($0.x - 2.5, $0.y - 2.5))h5v5h-5Z" }
    svg.shape("path", ["class": "known", "d": marks.joined()])
  }

  /// A single point is drawn as wide as a bar.
  private func spread(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    points.count == 1 ? [-9, 9].map { (points[0].x + $0, points[0].y) } : points
  }

  private func path(_ points: [(x: Double, y: Double)]) -> String {
    "M" + points.map { Coordinate.pair($0.x, $0.y) }.joined(separator: "L")
  }

  /// The elapsed share of the target's span times its value.
  private func schedule(_ svg: inout Markup, x: (Int) -> Double, y: (Double) -> Double) {
    let points = target.monthly.indices.compactMap { index in
      target.schedule(index).map { Coordinate.pair(x(index), y($0)) }
    }
    guard points.count > 1 else { return }
    svg.shape("path", ["class": "schedule", "d": "M" + points.joined(separator: "L")])
  }

  /// Whether the median runs where a label above the promised value would stand, with room below it.
  private func isCrowded(above y: Double, medianAt middle: Double?) -> Bool {
    guard let middle, y + 14 < FanChart.bottom else { return false }
    return (y - 18...y).contains(middle)
  }

  /// - Parameter middle: Where the median begins; nil when nothing is finished then.
  private func promise(
    _ svg: inout Markup, left: Double, x: (Int) -> Double, y: Double, middle: Double?
  ) {
    svg.shape(
      "path",
      ["class": "target", "d": "M\(Coordinate.text(left)) \(Coordinate.text(y))H350"])
    due(&svg, x: x, y: y)
    svg.element(
      "text",
      [
        "class": "halo", "x": Coordinate.text(left + 3),
        "y": Coordinate.text(isCrowded(above: y, medianAt: middle) ? y + 12 : y - 4),
      ], say("target ", "目标 ") + promised)
  }

  /// In which month the target is first reached; of a limit, how often it is kept.
  private func reached(_ svg: inout Markup, x: (Int) -> Double, step: Double) {
    let bottom = FanChart.stripBottom
    // A limit is kept, or not, at every month's end.
    let counts = target.countsUp ? target.firstReached : target.monthly.map(\.met.count)
    let most = Double(max(1, target.countsUp ? counts.max() ?? 1 : target.met.trials))
    var path = ""
    for (index, count) in counts.enumerated() where count > 0 {
      let height = max(1, Double(count) / most * 28)
      let half = min(step * 0.35, 9)
      path +=
        "M\(Coordinate.text(x(index) - half)) \(Coordinate.text(bottom))"
        + "v\(Coordinate.text(-height))h\(Coordinate.text(2 * half))v\(Coordinate.text(height))Z"
    }
    if !path.isEmpty { svg.shape("path", ["class": "reached", "d": path]) }
    svg.shape("path", ["class": "axis", "d": "M12 \(Coordinate.text(bottom))H350"])
  }

  private func monthLabels(_ svg: inout Markup, step: Double, x: (Int) -> Double) {
    let labels = MonthLabels(months: target.monthly.count, step: step)
    for index in labels.shown {
      svg.label(labels.text(target.monthly[index].month, say), x: x(index), y: 210)
    }
  }

  /// The promised value with its unit, as short as it may stand in a chart.
  private var promised: String {
    let value = target.target.value / unit.scale
    let name = say.counted(unit.name, value)
    let number = Digits.exact(value).text
    return name.isEmpty || name.count > 12 ? number : number + say.gap(name) + name
  }

  private var description: String {
    let end = target.monthly[dueIndex]
    if target.isMilestone {
      return say(
        "Done by the end of \(say.month(end.month)) in \(say.percent(target.met)) of trials.",
        "\(say.month(end.month))末完成的概率为\(say.percent(target.met))。")
    }
    let three = say.outcomes(of: target).map(\.shown)
    return say(
      "At the end of \(say.month(end.month)): P10 \(three[0]), P50 \(three[1]), P90 \(three[2]). "
        + "Promised: \(say.promise(target.target, unit: target.unit)).",
      "\(say.month(end.month))末：P10 \(three[0])，P50 \(three[1])，P90 \(three[2])。"
        + "目标：\(say.promise(target.target, unit: target.unit))。")
  }
}

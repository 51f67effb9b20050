import Buildout

/// A vertical axis with round ticks that cover a range.
struct Axis {
  let low: Double
  let high: Double
  let ticks: [Double]

  /// About four steps of 1, 2 or 5 times a power of ten; the range is widened to whole steps.
  init(covering values: [Double]) {
    let finite = values.filter(\.isFinite)
    let least = finite.min() ?? 0
    let greatest = finite.max() ?? 1
    // A range that begins far above nothing is shown without it.
    let bottom = least >= 0 && least < greatest * 0.6 ? 0 : least
    let span = greatest > bottom ? greatest - bottom : max(abs(greatest), 1) * 0.1
    var step = 1.0
    while step * 4 < span { step *= 10 }
    while step * 0.4 >= span { step /= 10 }
    for part in [0.1, 0.2, 0.5] where step * part * 4 >= span {
      step *= part
      break
    }
    let first = (bottom / step).rounded(.down)
    let last = max((greatest / step).rounded(.up), first + 1)
    low = first * step
    high = last * step
    // A whole number of steps, so that a tick is as round as its step.
    ticks = (0...Int(last - first)).map { (first + Double($0)) * step }
  }
}

/// Which months are named below a chart, within a year or so without the year.
struct MonthLabels {
  let shown: StrideTo<Int>
  private let isLong: Bool

  /// As many as there is room for.
  ///
  /// - Parameter step: From one month to the next, in units of the drawing, of which a letter takes
  ///   about 6.
  init(months: Int, step: Double) {
    isLong = months > 13
    let room = isLong ? 60.0 : 36
    let every = (isLong ? [6, 12, 24, 36, 60] : [1, 2, 3]).first { Double($0) * step >= room }
    shown = stride(from: 0, to: months, by: every ?? max(1, months))
  }

  func text(_ month: Month, _ say: Words) -> String {
    isLong ? say.month(month) : say.monthName(month)
  }
}

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

/// Sums of money, compared as they are written: ten times 0.1 is 1, and no more.
enum Money {
  /// A sum to so many digits as its parts support: thirteen of all that is added, whatever cancels. Numbers are
  /// written in decimals, and what is left of their sum by rounding must neither exceed a budget nor fit one.
  static func sum(_ parts: [Double]) -> Double {
    let scale = parts.reduce(0) { $0 + $1.magnitude }
    guard scale > 0, scale.isFinite else { return 0 }
    var unit = 1e-12
    while unit * 1e12 > scale, unit > 1e-200 { unit /= 10 }
    while unit * 1e13 <= scale { unit *= 10 }
    let sum = parts.reduce(0, +)
    // Dividing by a whole power of ten is exact to the last place, multiplying by a decimal one is not.
    let steps = (sum / unit).rounded()
    guard unit < 1 else { return steps * unit }
    return steps / (1 / unit).rounded()
  }
}

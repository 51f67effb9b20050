import Sampling

extension Chain {
  /// A datum with the scores and histories at hand, but for the own score of its programme.
  struct Standing: BitwiseCopyable {
    var family = GeneralisedFit.Family(link: .identity, variance: .constant)
    var value = 0.0
    var eta = 0.0
    /// How fast it moves with the own score.
    var own = 0.0
    var units = 0.0
    var dispersion = 1.0
    /// What the quasi-likelihood leaves out.
    var more = 0.0

    /// The quasi-likelihood with an own score.
    @inline(__always)
    func quasi(
      _ score: Double, isValued: Bool = true
    ) -> (value: Double, slope: Double, weight: Double) {
      var q = family.quasi(
        value, eta + own * score, units: units, dispersion, isValued: isValued)
      q.value += more
      return q
    }
  }

  /// A group's own score given all else, on a grid about where it is likeliest.
  ///
  /// - Parameter uniform: Where it lies in its distribution.
  func own(of group: Posterior.Group, _ number: Evidence.Number, uniform: Double) -> Double {
    let least = number.leastScore
    let data = standings(
      of: Slice32(start: Int32(group.data.lowerBound), end: Int32(group.data.upperBound)))
    /// How fast the log density grows, and its curvature.
    func pull(_ score: Double) -> (slope: Double, curvature: Double) {
      var (slope, curvature) = (-score, 1.0)
      for datum in data {
        let q = datum.quasi(score, isValued: false)
        slope += datum.own * q.slope
        curvature += datum.own * datum.own * q.weight
      }
      return (slope, curvature)
    }
    var centre = 0.0
    var here = pull(centre)
    for _ in 0..<6 {
      let step = here.slope / here.curvature
      if !(step.magnitude > 1e-3) { break }
      centre = min(max(centre + min(max(step, -1.5), 1.5), -6), 6)
      here = pull(centre)
    }
    let spread = here.curvature.isFinite ? 1 / here.curvature.squareRoot() : 1
    let low = max(-6, centre - 8 * spread, least)
    let high = min(6, max(centre + 8 * spread, low + spread))
    guard high > low else { return min(6, max(-6, least)) }
    let steps = 49
    let width = (high - low) / Double(steps)
    var logs = [Double](repeating: -.infinity, count: steps)
    for step in 0..<steps {
      let score = low + width * (Double(step) + 0.5)
      let log = data.reduce(-score * score / 2) { $0 + $1.quasi(score).value }
      if score >= least, log.isFinite { logs[step] = log }
    }
    let top = logs.max() ?? 0
    guard top > -.infinity else { return min(6, max(-6, least)) }
    var sums = [Double](repeating: 0, count: steps)
    var sum = 0.0
    for step in 0..<steps {
      sum += Elementary.exp(max(-700, logs[step] - top))
      sums[step] = sum
    }
    let wanted = uniform * sum
    let step = sums.firstIndex { $0 > wanted } ?? steps - 1
    let before = step > 0 ? sums[step - 1] : 0
    let within = (wanted - before) / max(sums[step] - before, 1e-300)
    return low + width * (Double(step) + within)
  }
}

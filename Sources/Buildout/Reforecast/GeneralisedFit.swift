import Sampling

/// How the mean of a reading follows from regressors, and how far it scatters about it.
///
/// A generalised linear model fitted by weighted least squares. Its quasi-likelihood stands in for the
/// likelihood of a reading that only simulation can give.
/// Source: McCullagh and Nelder, "Generalized Linear Models" (1989), chapters 2 and 9.
struct GeneralisedFit: Sendable {
  /// What is linear in the regressors: the mean, its logarithm, or the log odds of each of some units.
  enum Link: BitwiseCopyable, Sendable { case identity, log, logit }

  /// What the variance is proportional to: 1, the mean, its square, or that of a number out of some.
  enum Variance: BitwiseCopyable, Sendable { case constant, mean, square, binomial }

  /// What is linear, and what the variance is proportional to.
  struct Family: BitwiseCopyable, Sendable {
    let link: Link
    let variance: Variance
  }

  let family: Family
  /// The variance over what it is proportional to.
  private(set) var dispersion: Double
  let intercept: Double
  /// Of each regressor.
  let coefficients: [Double]
  /// How the logarithm of the dispersion moves with some of the regressors, by the same index; empty where it does
  /// not.
  var dispersions: [Double] = []

  var isFinite: Bool {
    dispersion.isFinite && dispersion > 0 && intercept.isFinite
      && (coefficients + dispersions).allSatisfy(\.isFinite)
  }

  /// A number's logarithm grows without bound; no mean beyond e to these is of use.
  fileprivate static let limit = 30.0

  /// Fits readings to regressors.
  ///
  /// - Parameters:
  ///   - y: The readings.
  ///   - columns: The regressors, each about 0, as long as the readings.
  ///   - units: Out of how many units each reading is a number; nil where it is none.
  ///   - scattering: The regressors that may change the dispersion too.
  static func fit(
    _ y: [Double], _ columns: [[Double]], units: [Double]?, scattering: Range<Int> = 0..<0
  ) -> GeneralisedFit {
    let count = y.count
    let mean = y.reduce(0, +) / Double(count)
    let link: Link =
      units != nil ? .logit : y.allSatisfy { $0 >= 0 } ? .log : .identity
    let averageUnits = units.map { $0.reduce(0, +) / Double(count) } ?? 1
    let spreads = columns.map { column in column.reduce(0) { $0 + $1 * $1 } / Double(count) }
    // What does not vary tells nothing.
    let active = columns.indices.filter { spreads[$0] > 1e-18 }
    let size = active.count + 1
    var beta = [Double](repeating: 0, count: size)
    switch link {
    case .identity: beta[0] = mean
    case .log: beta[0] = Elementary.log(mean + 1e-3)
    case .logit: beta[0] = Elementary.log((mean + 0.01) / (max(0, averageUnits - mean) + 0.01))
    }
    var means = [Double](repeating: 0, count: count)
    var linear = means
    var rates = means
    func evaluate() {
      Self.linear(&linear, beta, active.map { columns[$0] })
      for row in 0..<count {
        means[row] = Self.mean(linear[row], link, units?[row] ?? 1)
        rates[row] = Self.rate(means[row], link, units?[row] ?? 1)
      }
    }
    let spread = y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    // A slope by one standard deviation of its regressor is some 2 at most: where next to nothing has come, such as one
    // unit in a thousand trials, it stays near 0.
    let most = link == .identity ? 0 : spread / rate(mean, link, averageUnits) / 4
    var last = beta
    var reached = -Double.infinity
    /// Halves a step that has gone too far.
    func settle() {
      evaluate()
      var score = Self.quasi(y, linear, means, link, units)
      for _ in 0..<20 where !(score >= reached - 0.01 * reached.magnitude) {
        for index in beta.indices { beta[index] = (beta[index] + last[index]) / 2 }
        evaluate()
        score = Self.quasi(y, linear, means, link, units)
      }
      reached = score
      last = beta
    }
    for _ in 0..<6 {
      settle()
      let weights = link == .identity ? [Double](repeating: 1, count: count) : rates
      var working = linear
      for row in 0..<count { working[row] += (y[row] - means[row]) / rates[row] }
      let ridge = max(most, 4 * weights.reduce(0, +) / Double(count))
      guard
        let next = Self.leastSquares(
          working, weights, active.map { columns[$0] }, ridge: active.map { ridge * spreads[$0] })
      else { break }
      for index in 1..<max(1, size) { beta[index] = min(max(next[index], -8), 8) }
      beta[0] = next[0]
    }
    settle()
    let (variance, dispersion) = Self.variance(y, means, link, units, spread: spread)
    var full = [Double](repeating: 0, count: columns.count)
    for (index, column) in active.enumerated() { full[column] = beta[index + 1] }
    var fit = GeneralisedFit(
      family: Family(link: link, variance: variance), dispersion: dispersion, intercept: beta[0],
      coefficients: full)
    let moving = scattering.filter { active.contains($0) }
    // What is often at a bound has none of its own there: it scatters less since less or more was expected.
    let atBounds = y.indices.count { y[$0] == 0 || y[$0] == units?[$0] }
    if !moving.isEmpty, link == .identity || atBounds * 100 <= count {
      let squares = y.indices.map { row in
        (y[row] - means[row]) * (y[row] - means[row])
          / Self.variance(means[row], variance, units?[row] ?? 1)
      }
      fit = fit.scattering(squares, moving, columns)
    }
    return fit
  }

  /// What readings vary as about their means, and their dispersion by that: whichever is likeliest.
  ///
  /// - Parameter spread: The variance of the readings.
  private static func variance(
    _ y: [Double], _ means: [Double], _ link: Link, _ units: [Double]?, spread: Double
  ) -> (Variance, dispersion: Double) {
    let count = y.count
    var best = (Variance.constant, 1.0, -Double.infinity)
    // What is 0 now and then does not vary as its square: nothing that does is ever 0. What is 0 most of the time is a
    // count.
    let zeros = y.count { $0 == 0 }
    let isEver0 = zeros * 100 > count
    let variances: [Variance] =
      switch link {
      case .identity: [.constant]
      case .log:
        zeros * 2 > count ? [.mean] : isEver0 ? [.constant, .mean] : [.constant, .mean, .square]
      case .logit: [.binomial]
      }
    for variance in variances {
      var squares = 0.0
      var logs = 0.0
      var sum = 0.0
      for row in 0..<count {
        let v = Self.variance(means[row], variance, units?[row] ?? 1)
        squares += (y[row] - means[row]) * (y[row] - means[row]) / v
        logs += Elementary.log(v)
        sum += v
      }
      // What the regressors explain all of is known to a ten-thousandth of its spread, whatever its unit.
      let least = 1e-8 * spread / max(sum / Double(count), 1e-300)
      var dispersion = max(squares / Double(count), least, 1e-300)
      // A count that scatters as counts do, as far as the trials can tell, has a dispersion of 1.
      let error = (2 / Double(count)).squareRoot()
      if variance == .mean || variance == .binomial, (dispersion - 1).magnitude < 2 * error {
        dispersion = 1
      }
      let likelihood = -Elementary.log(dispersion) - logs / Double(count)
      if likelihood > best.2 { best = (variance, dispersion, likelihood) }
    }
    return (best.0, best.1)
  }

  /// The same with a dispersion that moves with some regressors, where it shows.
  ///
  /// Source: Smyth (1989), "Generalized linear models with varying dispersion"; a gamma regression of the squared
  /// residuals.
  private func scattering(
    _ squares: [Double], _ moving: [Int], _ columns: [[Double]]
  ) -> GeneralisedFit {
    let count = Double(squares.count)
    let used = moving.map { columns[$0] }
    var gamma = [Elementary.log(dispersion)] + moving.map { _ in 0.0 }
    var logs = [Double](repeating: 0, count: squares.count)
    let even = [Double](repeating: 1, count: squares.count)
    for _ in 0..<8 {
      Self.linear(&logs, gamma, used)
      let working = zip(squares, logs).map { square, log in
        log + min(10, square / Elementary.exp(log)) - 1
      }
      guard
        let next = Self.leastSquares(working, even, used, ridge: used.map { _ in 4 })
      else { return self }
      gamma = [next[0]] + next.dropFirst().map { min(max($0, -3), 3) }
    }
    var copy = self
    copy.dispersions = [Double](repeating: 0, count: columns.count)
    for (index, column) in moving.enumerated() {
      let spread = columns[column].reduce(0) { $0 + $1 * $1 } / count
      let error = (2 / (count * spread)).squareRoot()
      if gamma[index + 1].magnitude > 3 * error {
        copy.dispersions[column] = gamma[index + 1]
      }
    }
    if copy.dispersions.allSatisfy({ $0 == 0 }) { return self }
    copy.dispersion = Elementary.exp(gamma[0])
    return copy
  }

  private static func linear(_ out: inout [Double], _ beta: [Double], _ columns: [[Double]]) {
    for row in out.indices { out[row] = beta[0] }
    for (index, column) in columns.enumerated() {
      let b = beta[index + 1]
      out.withUnsafeMutableBufferPointer { out in
        column.withUnsafeBufferPointer { column in
          for row in 0..<out.count { out[row] += b * column[row] }
        }
      }
    }
  }

  /// Weighted least squares with a ridge on all but the intercept.
  private static func leastSquares(
    _ y: [Double], _ weights: [Double], _ columns: [[Double]], ridge: [Double]
  ) -> [Double]? {
    let size = columns.count + 1
    var matrix = [Double](repeating: 0, count: size * size)
    var right = [Double](repeating: 0, count: size)
    var weighted = weights
    for index in 0..<size {
      if index > 0 {
        let column = columns[index - 1]
        for row in weights.indices { weighted[row] = weights[row] * column[row] }
      }
      right[index] = dot(weighted, y)
      matrix[index * size] = weighted.reduce(0, +)
      matrix[index] = matrix[index * size]
      for other in 1..<max(1, size) where other <= index {
        let value = dot(weighted, columns[other - 1])
        matrix[index * size + other] = value
        matrix[other * size + index] = value
      }
    }
    for index in 0..<size {
      matrix[index * size + index] += 1e-9 + (index > 0 ? ridge[index - 1] : 0)
    }
    return Cholesky(matrix, size: size)?.solve(right)
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        var sum = 0.0
        for row in 0..<a.count { sum += a[row] * b[row] }
        return sum
      }
    }
  }

  // MARK: Means

  /// How likely readings are where their means come from what is linear, but for a constant: of a link's own family.
  private static func quasi(
    _ y: [Double], _ linear: [Double], _ means: [Double], _ link: Link, _ units: [Double]?
  ) -> Double {
    var sum = 0.0
    for row in y.indices {
      let eta = min(max(linear[row], -limit), limit)
      switch link {
      case .identity: sum -= (y[row] - means[row]) * (y[row] - means[row])
      case .log: sum += y[row] * eta - means[row]
      case .logit:
        let odds = Elementary.log(1 + Elementary.exp(-eta.magnitude)) + max(0, eta)
        sum += y[row] * eta - (units?[row] ?? 1) * odds
      }
    }
    return sum
  }

  fileprivate static func mean(_ eta: Double, _ link: Link, _ units: Double) -> Double {
    switch link {
    case .identity: eta
    case .log: Elementary.exp(min(max(eta, -limit), limit))
    case .logit: units / (1 + Elementary.exp(-min(max(eta, -limit), limit)))
    }
  }

  /// How fast the mean moves with what is linear.
  private static func rate(_ mean: Double, _ link: Link, _ units: Double) -> Double {
    switch link {
    case .identity: 1
    case .log: max(mean, 1e-6)
    case .logit: max(mean * (1 - mean / max(units, 1e-9)), 1e-6)
    }
  }

  private static func variance(_ mean: Double, _ variance: Variance, _ units: Double) -> Double {
    switch variance {
    case .constant: 1
    case .mean: max(mean, 1e-6)
    case .square: max(mean, 1e-6) * max(mean, 1e-6)
    case .binomial: max(mean * (1 - mean / max(units, 1e-9)), 1e-6)
    }
  }
}

extension GeneralisedFit.Family {
  func mean(_ eta: Double, units: Double) -> Double {
    GeneralisedFit.mean(eta, link, units)
  }

  /// The quasi-likelihood of a reading that is what it was expected to be, at a dispersion of 1.
  func saturated(_ y: Double, units: Double) -> Double {
    func entropy(_ x: Double) -> Double { x > 0 ? x * Elementary.log(x) : 0 }
    switch (link, variance) {
    case (.identity, _), (.log, .constant): return 0
    case (.log, .square): return -1 - Elementary.log(max(y, 1e-9))
    case (.log, _): return entropy(y) - y
    case (.logit, _): return entropy(y) + entropy(units - y) - entropy(units)
    }
  }

  /// The log of the quasi-likelihood of a reading, how fast it grows with what is linear, and the expected
  /// curvature.
  ///
  /// - Parameters:
  ///   - dispersion: In place of the fit's own.
  ///   - isValued: Whether the first of them is wanted, which takes longest.
  @inline(__always)
  func quasi(
    _ y: Double, _ eta: Double, units: Double, _ dispersion: Double, isValued: Bool = true
  ) -> (value: Double, slope: Double, weight: Double) {
    if link == .identity {
      let rest = y - eta
      return (-rest * rest / (2 * dispersion), rest / dispersion, 1 / dispersion)
    }
    let eta = min(max(eta, -GeneralisedFit.limit), GeneralisedFit.limit)
    switch (link, variance) {
    case (.identity, _): preconditionFailure("an identity has been seen to")
    case (.log, .constant):
      let mean = Elementary.exp(eta)
      let rest = y - mean
      return (
        -rest * rest / (2 * dispersion), rest * mean / dispersion, mean * mean / dispersion
      )
    case (.log, .square):
      let ratio = y * Elementary.exp(-eta)
      return ((-ratio - eta) / dispersion, (ratio - 1) / dispersion, 1 / dispersion)
    case (.log, _):
      let mean = Elementary.exp(eta)
      return ((y * eta - mean) / dispersion, (y - mean) / dispersion, mean / dispersion)
    case (.logit, _):
      let odds = Elementary.exp(eta)
      let mean = units * odds / (1 + odds)
      return (
        isValued ? (y * eta - units * Elementary.log(1 + odds)) / dispersion : 0,
        (y - mean) / dispersion, max(1e-9, mean / (1 + odds)) / dispersion
      )
    }
  }
}

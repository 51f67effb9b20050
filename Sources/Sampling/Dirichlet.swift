import CGSL

/// A law of shares: positive numbers that add up to 1.
///
///     let split = try Dirichlet(alphas: [8, 1, 1])  // 80, 10 and 10 percent on average
///     split.draw(generator, into: &shares)
///
/// Share i has mean alpha_i divided by the sum of the alphas; the larger that sum, the less the
/// shares vary.
///
/// Source: `gsl_ran_dirichlet`; Kotz, Balakrishnan and Johnson, "Continuous Multivariate
/// Distributions" 1, ch. 49.
public struct Dirichlet: Sendable, Hashable, CustomStringConvertible {
  /// 1 to 1,000 numbers, each in 1e-3...1e6.
  public let alphas: [Double]

  /// How many shares there are.
  public var count: Int { alphas.count }

  /// - Throws: ``DistributionError`` when there is no alpha, more than 1,000, or one out of limits.
  public init(alphas: [Double]) throws(DistributionError) {
    let check = Parameters(distribution: "dirichlet")
    guard alphas.count >= 1 && alphas.count <= 1000 else {
      throw DistributionError(
        code: .badCount, distribution: "dirichlet", parameter: "alphas", value: "\(alphas.count)",
        problem: "alphas has \(alphas.count) rows; it must have between 1 and 1000",
        remedy: "Give one alpha for each share.")
    }
    for (index, alpha) in alphas.enumerated() {
      try check.inRange("alpha \(index + 1)", alpha, 1e-3, 1e6)
    }
    _ = Runtime.ready
    self.alphas = alphas
  }

  /// The mean share of each.
  public var mean: [Double] {
    let total = alphas.reduce(0, +)
    return alphas.map { $0 / total }
  }

  /// Puts one set of shares, from the generator's selected stream, at the front of `shares`.
  ///
  /// - Precondition: `shares` has room for ``count`` numbers.
  public func draw(_ generator: Generator, into shares: inout [Double]) {
    precondition(shares.count >= alphas.count, "no room for all the shares")
    gsl_ran_dirichlet(generator.rng, alphas.count, alphas, &shares)
  }

  public var description: String {
    "dirichlet(\(alphas.map(Parameters.text).joined(separator: ", ")))"
  }
}

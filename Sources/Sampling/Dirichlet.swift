import CGSL

/// A distribution of shares: positive numbers that add up to 1.
///
///     let split = try Dirichlet(alphas: [8, 1, 1])  // 80, 10 and 10 percent on average
///     shares.withUnsafeMutableBufferPointer { split.draw(generator, into: $0) }
///
/// Share i has mean alpha_i divided by the sum of the alphas; the larger that sum, the less the
/// shares vary. Each follows a beta distribution, of alpha_i and the sum of the others. Where all alphas are
/// small, one share is nearly everything in nearly every draw.
///
/// Source: `gsl_ran_dirichlet`: gamma variates over their sum. Where they all but vanish together, it
/// draws their logarithms instead, by log G(a) = log G(a + 1) + log(U)/a, and divides by the largest
/// first, so no alpha is too small. (The shares do not depend on the sum, so drawing anew where the
/// sum is small favours none.) Kotz, Balakrishnan and Johnson, "Continuous Multivariate
/// Distributions" 1, ch. 49.
public struct Dirichlet: Sendable, Hashable, CustomStringConvertible {
  /// The alphas accepted. Below, a single draw would need more than 32 random bits.
  public static let allowedAlphas = 1e-6...Parameters.magnitudeLimit

  /// One number at least, each in ``allowedAlphas``.
  public let alphas: [Double]

  /// How many shares there are.
  public var count: Int { alphas.count }

  /// - Throws: ``DistributionError`` when there is no alpha, or one out of limits.
  public init(alphas: [Double]) throws(DistributionError) {
    let check = Parameters(distribution: "dirichlet")
    guard !alphas.isEmpty else {
      throw DistributionError(
        code: .badCount, distribution: "dirichlet", parameter: "alphas", value: "0",
        problem: "alphas is empty", remedy: "Give one alpha for each share.")
    }
    for (index, alpha) in alphas.enumerated() {
      try check.inRange(
        "alpha \(index + 1)", alpha, Self.allowedAlphas.lowerBound, Self.allowedAlphas.upperBound,
        remedy: "Give an alpha within these limits.")
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
  public func draw(_ generator: Generator, into shares: UnsafeMutableBufferPointer<Double>) {
    guard let start = shares.baseAddress, shares.count >= alphas.count else {
      preconditionFailure("no room for all the shares")
    }
    gsl_ran_dirichlet(generator.rng, alphas.count, alphas, start)
  }

  /// The distribution as messages name it: `dirichlet(2, 3)`, say.
  public var description: String {
    "dirichlet(\(alphas.map(Parameters.text).joined(separator: ", ")))"
  }
}

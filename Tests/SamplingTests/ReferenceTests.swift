import TestSupport
import Testing

@testable import Sampling

/// Moments, distribution functions and quantiles against scipy's.
@Suite struct ReferenceTests {
  struct Known: Sendable, CustomTestStringConvertible {
    let item: Case
    let mean: Double
    let variance: Double
    let cdf: [(x: Double, p: Double)]
    let quantiles: [(p: Double, x: Double)]

    var testDescription: String { item.name }

    static func all() throws -> [Known] {
      let rows = try Snapshots.lines("scipy.txt").map { line in
        line.split(separator: ";").map { $0.trimmingPrefix(" ") }
      }
      return try Case.all().map { item in
        let row = try #require(rows.first { $0[0] == item.name }, "no row for \(item.name)")
        return Known(
          item: item, mean: try number(row[1]), variance: try number(row[2]),
          cdf: try pairs(row[3]), quantiles: try pairs(row[4]))
      }
    }

    private static func number(_ text: Substring) throws -> Double {
      try #require(Double(text))
    }

    private static func pairs(_ text: Substring) throws -> [(Double, Double)] {
      try text.split(separator: " ").map { pair in
        let parts = pair.split(separator: ":")
        return (try number(parts[0]), try number(parts[1]))
      }
    }
  }

  @Test(arguments: try Known.all())
  func momentsAgree(_ known: Known) {
    let distribution = known.item.distribution
    #expect(
      isClose(distribution.mean, known.mean, relative: 1e-11), "\(distribution.mean) \(known.mean)")
    #expect(
      isClose(distribution.variance, known.variance, relative: 1e-9),
      "\(distribution.variance) \(known.variance)")
  }

  @Test(arguments: try Known.all())
  func distributionFunctionsAgree(_ known: Known) {
    for (x, p) in known.cdf {
      let value = known.item.distribution.cdf(x)
      #expect(isClose(value, p, relative: 1e-9, absolute: 1e-14), "at \(x): \(value), not \(p)")
    }
  }

  @Test(arguments: try Known.all())
  func quantilesAgree(_ known: Known) {
    let distribution = known.item.distribution
    for (p, x) in known.quantiles {
      let value = distribution.quantile(p)
      #expect(isClose(value, x, relative: 1e-7, absolute: 1e-12), "at \(p): \(value), not \(x)")
    }
    #expect(distribution.quantile(0) == distribution.lowerBound)
    #expect(distribution.quantile(1) == distribution.upperBound)
  }

  @Test(arguments: try Case.all())
  func quantilesAreTheSmallestValuesThatReach(_ item: Case) {
    for p in [1e-9, 0.001, 0.2, 0.5, 0.77, 0.99, 0.999_999] {
      let x = item.distribution.quantile(p)
      #expect(item.distribution.cdf(x) >= p * (1 - 1e-8) - 1e-14, "at \(p)")
      let below = item.distribution.isCount ? x - 1 : x - max(1e-6, x.magnitude * 1e-6)
      #expect(item.distribution.cdf(below) < p, "at \(p)")
    }
  }

  @Test(arguments: try Case.all())
  func valuesAtNormalScoresAreQuantiles(_ item: Case) throws {
    let normal = try Distribution.normal(mean: 0, sd: 1)
    for z in [-2.5, -0.4, 0, 1.1, 3] {
      let x = item.distribution.value(atNormalScore: z)
      let quantile = item.distribution.quantile(normal.cdf(z))
      #expect(isClose(x, quantile, relative: 1e-9, absolute: 1e-12), "at \(z)")
    }
    #expect(item.distribution.value(atNormalScore: 40).isFinite)
    #expect(item.distribution.value(atNormalScore: -40).isFinite)
  }

  @Test func momentsThatDoNotExistAreSaidSo() throws {
    #expect(try Distribution.studentT(df: 1).mean.isNaN)
    #expect(try Distribution.studentT(df: 1).variance.isNaN)
    #expect(try Distribution.studentT(df: 1.5, location: 3).mean == 3)
    #expect(try Distribution.studentT(df: 2).variance == .infinity)
  }

  @Test func normalFunctionsAgree() throws {
    let normal = try Distribution.normal(mean: 0, sd: 1)
    // scipy.stats.norm.cdf and .ppf
    #expect(isClose(normal.cdf(1), 0.8413447460685429, relative: 1e-14))
    #expect(isClose(normal.cdf(-10), 7.61985302416047e-24, relative: 1e-12))
    #expect(isClose(normal.quantile(0.975), 1.959963984540054, relative: 1e-14))
    #expect(isClose(normal.quantile(1e-12), -7.034483825301131, relative: 1e-12))
    #expect(normal.quantile(0) == -.infinity && normal.quantile(1) == .infinity)
    #expect(normal.cdf(.nan).isNaN)
  }

  @Test func narrowTruncatedNormalsKeepTheirMoments() throws {
    // A sliver of a smooth density is uniform: variance width²/12.
    let sliver = try Distribution.truncatedNormal(mean: 0, sd: 1, min: 1, max: 1 + 1e-6)
    #expect(isClose(sliver.variance, 1e-12 / 12, relative: 1e-6))
    #expect(isClose(sliver.mean, 1 + 5e-7, relative: 1e-12))
  }
}

import Buildout
import Foundation
import TestSupport
import Testing

/// Every distribution at the ends of its bounds, against the exact quantiles of `Tests/Validation/distributions.json`,
/// which `distributions.py` beside it computes.
@Suite struct DistributionTests {
  struct Case: Decodable, CustomTestStringConvertible {
    let distribution: String
    let isCount: Bool
    let median: Double
    /// The chance of standing above the median, for which rounding counts either way.
    let above: [Double]
    /// By number of trials: where P10, P50 and P90 of so many lie.
    let quantiles: [String: [[Double]]]

    var testDescription: String { distribution }
  }

  static let distributions: [Case] = {
    let url = Repository.root.appending(path: "Tests/Validation/distributions.json")
    guard let data = try? Data(contentsOf: url),
      let distributions = try? JSONDecoder().decode([Case].self, from: data)
    else { preconditionFailure("no distributions in \(url.path)") }
    return distributions
  }()

  static let trials = Proof.isLong ? [10_000, 100_000, 1_000_000] : [2_048]

  @Test func allAreThere() { #expect(Self.distributions.count == 109) }

  @Test(arguments: distributions) func quantiles(distribution: Case) async throws {
    // A target's value has a bound of its own.
    let value = distribution.median.magnitude <= 1e15 ? distribution.median : 0
    let plan = try Compiled.plan(
      """
      scenario: {id: distribution, start: 2021-01, months: 1}
      programmes: {p: {unit: u, steps: {s: {rate: \(distribution.distribution), start: 0}}}}
      targets: {t: {measure: p.level, above: \(value), due: 2021-01}}
      """)
    for trials in Self.trials {
      let forecast = try await plan.forecast(RunSettings(trials: trials, threads: 2))
      let target = forecast[target: "t"]
      let expected = try #require(distribution.quantiles["\(trials)"])
      for (quantile, ends) in zip([target.p10, target.p50, target.p90], expected) {
        let found = try #require(quantile).value
        let isExact = distribution.isCount && found.magnitude < 100_000
        let (below, above) =
          isExact ? (0, 0) : (ends[0].magnitude * 0.001, ends[1].magnitude * 0.001)
        #expect(
          (ends[0] - below...ends[1] + above).contains(found), "\(trials): \(found), \(ends)")
        if isExact { #expect(found == found.rounded()) }
      }
      let n = Double(trials)
      let (low, high) = (distribution.above[0], distribution.above[1])
      let band = Proof.band * (max(low * (1 - low), high * (1 - high), 1 / n) / n).squareRoot()
      #expect((low - band...high + band).contains(target.met.value))
    }
  }
}

import Buildout
import Foundation
import TestSupport
import Testing

/// Every law at the ends of its bounds, against the exact quantiles of `Tests/Validation/laws.json`,
/// which `laws.py` beside it computes.
@Suite struct LawTests {
  struct Law: Decodable, CustomTestStringConvertible {
    let law: String
    let isCount: Bool
    let median: Double
    /// The chance of standing above the median, for which rounding counts either way.
    let above: [Double]
    /// By number of trials: where P10, P50 and P90 of so many lie.
    let quantiles: [String: [[Double]]]

    var testDescription: String { law }
  }

  static let laws: [Law] = {
    let url = Repository.root.appending(path: "Tests/Validation/laws.json")
    guard let data = try? Data(contentsOf: url),
      let laws = try? JSONDecoder().decode([Law].self, from: data)
    else { preconditionFailure("no laws in \(url.path)") }
    return laws
  }()

  static let trials = Proof.isLong ? [10_000, 100_000, 1_000_000] : [2_048]

  @Test func thereAreAllLaws() { #expect(Self.laws.count == 109) }

  @Test(arguments: laws) func quantiles(law: Law) async throws {
    // A target's value has a bound of its own.
    let value = law.median.magnitude <= 1e15 ? law.median : 0
    let plan = try Compiled.plan(
      """
      scenario: {id: law, start: 2021-01, months: 1}
      programmes: {p: {unit: u, steps: {s: {rate: \(law.law), start: 0}}}}
      targets: {t: {measure: p.level, above: \(value), due: 2021-01}}
      """)
    for trials in Self.trials {
      let forecast = try await plan.forecast(RunSettings(trials: trials, threads: 2))
      let target = forecast[target: "t"]
      let expected = try #require(law.quantiles["\(trials)"])
      for (quantile, ends) in zip([target.p10, target.p50, target.p90], expected) {
        let found = try #require(quantile).value
        let isExact = law.isCount && found.magnitude < 100_000
        let (below, above) =
          isExact ? (0, 0) : (ends[0].magnitude * 0.001, ends[1].magnitude * 0.001)
        #expect(
          (ends[0] - below...ends[1] + above).contains(found), "\(trials): \(found), \(ends)")
        if isExact { #expect(found == found.rounded()) }
      }
      let n = Double(trials)
      let (low, high) = (law.above[0], law.above[1])
      let band = Proof.band * (max(low * (1 - low), high * (1 - high), 1 / n) / n).squareRoot()
      #expect((low - band...high + band).contains(target.met.value))
    }
  }
}

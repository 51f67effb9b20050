import Foundation
import Sampling
import ScenarioFormat
import TestSupport
import Testing

@testable import Buildout

/// Whether odds given actuals are right on average: two hundred synthetic years of two scenarios, at three
/// months of each.
///
///     BUILDOUT_PROOF=1 swift test -c release -Xswiftc -enable-testing --filter ReforecastCalibrationTests
///
/// BUILDOUT_YEARS says how many years in place of 200, BUILDOUT_SCENARIO which of the two alone, BUILDOUT_MONTH
/// which month.
@Suite(.enabled(if: Proof.isLong), .serialized)
struct ReforecastCalibrationTests {
  static let years = Int(ProcessInfo.processInfo.environment["BUILDOUT_YEARS"] ?? "") ?? 200
  /// Fewer than a user's, whose number depends on the readings: what errs with few errs less with many.
  static let pilot = 2_048

  static let scenarios = ["marlow-bay-2025", "xixian-2021"].filter { name in
    ProcessInfo.processInfo.environment["BUILDOUT_SCENARIO"].map { $0 == name } ?? true
  }

  static let months: [Int] = [3, 6, 9].filter { month in
    ProcessInfo.processInfo.environment["BUILDOUT_MONTH"].map { $0 == String(month) } ?? true
  }

  @Test(arguments: scenarios, months)
  func isCalibrated(_ name: String, _ asOf: Int) async throws {
    let text = try Repository.text("Scenarios/\(name).yaml")
    var scenario = try ScenarioDocument(yaml: text, file: name + ".yaml").scenario
    if scenario.targets.count > 120 {
      // A third of the flagship, all of it tied to the same factors and risks.
      let kept = scenario.targets.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
      let read = kept.flatMap { scenario.programmes(readBy: $0) }
      scenario = scenario.part(with: kept, programmes: ProgrammeLinks(scenario).group(of: read))
    }
    let known = stride(from: 3, through: asOf, by: 3).map { $0 }
    let years = SyntheticYears(scenario, count: Self.years)
    let before = try await years.plan.forecast(RunSettings(trials: 10_000, seed: 5, threads: 2))
    let generator = Generator(seed: 99)
    generator.select(trial: UInt32(asOf), StreamKey(entity: EntityTag("ranks"), purpose: .level))
    var outcomes: [SyntheticYears.Outcome] = []
    for year in 0..<Self.years {
      outcomes.append(
        try await years.outcome(
          year, months: known, trials: 512, pilot: Self.pilot, before: before, threads: 1
        ) { generator.fine() })
    }
    report(name, asOf, outcomes)
    reportTargets(years.plan.scenario.targets.map(\.id), outcomes)
    checkMeans(years.plan.scenario.targets.map(\.id), outcomes)
    checkRanks(outcomes)
    checkOdds(outcomes)
    // A scenario that is right is called too sure of itself about once in fifty years, by one of two bounds.
    let called = Double(outcomes.count(where: \.isCalledTooSure))
    let all = Double(outcomes.count)
    #expect(called <= 0.02 * all + 3.3 * (0.02 * all).squareRoot() + 1, "\(called) of \(all)")
  }

  /// A figure over years with its standard error; years are independent, what is within one is not.
  private func estimate(_ values: [Double]) -> (mean: Double, error: Double) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    return (mean, (variance / count).squareRoot())
  }

  /// The share of December readings in each tenth of their forecasts, within the 99.9 % band.
  private func checkRanks(_ outcomes: [SyntheticYears.Outcome]) {
    for tenth in 0..<10 {
      let shares = outcomes.map { outcome in
        Double(outcome.ranks.count { Int(min(9, $0 * 10)) == tenth }) / Double(outcome.ranks.count)
      }
      let (mean, error) = estimate(shares)
      #expect((mean - 0.1).magnitude <= 3.3 * error + 0.002, "tenth \(tenth): \(mean) ± \(error)")
    }
    let ranks = estimate(outcomes.map(\.metRank))
    #expect((ranks.mean - 0.5).magnitude <= 3.3 * ranks.error, "targets met: \(ranks)")
  }

  /// Odds are as often right as they say, by tenths, and better than January's.
  private func checkOdds(_ outcomes: [SyntheticYears.Outcome]) {
    for tenth in 0..<10 {
      var misses: [Double] = []
      var variance = 0.0
      for outcome in outcomes {
        let within = outcome.odds.filter { Int(min(9, $0.now * 10)) == tenth }
        if within.isEmpty { continue }
        let count = Double(within.count)
        misses.append(within.reduce(0) { $0 + ($1.met ? 1 : 0) - $1.now } / count)
        variance += within.reduce(0) { $0 + $1.now * (1 - $1.now) } / (count * count)
      }
      guard misses.count > 20 else { continue }
      // Years differ by no more than what was said in them where nothing of what is rare has come in any: how far that
      // may be off only the odds themselves say. Of 59 given 5 % none comes once in twenty times.
      let (mean, spread) = estimate(misses)
      let error = max(spread, variance.squareRoot() / Double(misses.count))
      #expect(mean.magnitude <= 3.3 * error + 0.005, "odds, tenth \(tenth): \(mean) ± \(error)")
    }
    let gains = outcomes.map { outcome in
      outcome.odds.reduce(0) { sum, odds in
        let truth = odds.met ? 1.0 : 0
        return sum + (odds.then - truth) * (odds.then - truth)
          - (odds.now - truth) * (odds.now - truth)
      } / Double(outcome.odds.count)
    }
    let (mean, error) = estimate(gains)
    #expect(mean > 3.3 * error, "Brier score: better by \(mean) ± \(error)")
  }

  /// What each target was given on average, then and now, how often it came, and the same of the years in which it was
  /// given less than a tenth.
  private func reportTargets(_ ids: [String], _ outcomes: [SyntheticYears.Outcome]) {
    for (index, id) in ids.enumerated() {
      let all = outcomes.map { $0.odds[index] }
      func line(_ odds: [(then: Double, now: Double, met: Bool)]) -> String {
        let count = Double(max(1, odds.count))
        let means = [
          odds.reduce(0) { $0 + $1.then } / count, odds.reduce(0) { $0 + $1.now } / count,
          Double(odds.count(where: \.met)) / count,
        ]
        return "\(odds.count) years "
          + means.map { String(format: "%.3f", $0) }.joined(separator: " ")
      }
      print("  \(id): \(line(all)); below .1: \(line(all.filter { $0.now > 0 && $0.now < 0.1 }))")
    }
  }

  /// What is learned moves odds up in one year and down in another: on average they stay what they were.
  private func checkMeans(_ ids: [String], _ outcomes: [SyntheticYears.Outcome]) {
    for (index, id) in ids.enumerated() {
      let (mean, error) = estimate(outcomes.map { $0.odds[index].now - $0.odds[index].then })
      #expect(mean.magnitude <= 3.3 * error + 0.03, "\(id): moved by \(mean) ± \(error)")
    }
  }

  private func report(_ name: String, _ asOf: Int, _ outcomes: [SyntheticYears.Outcome]) {
    let tenths = (0..<10).map { tenth in
      let shares = outcomes.map { outcome in
        Double(outcome.ranks.count { Int(min(9, $0 * 10)) == tenth }) / Double(outcome.ranks.count)
      }
      return String(format: "%.3f", estimate(shares).mean)
    }
    func brier(_ odds: (SyntheticYears.Outcome) -> Double) -> Double {
      estimate(outcomes.map(odds)).mean
    }
    let then = brier { outcome in
      outcome.odds.reduce(0) { $0 + pow($1.then - ($1.met ? 1 : 0), 2) }
        / Double(outcome.odds.count)
    }
    let now = brier { outcome in
      outcome.odds.reduce(0) { $0 + pow($1.now - ($1.met ? 1 : 0), 2) } / Double(outcome.odds.count)
    }
    let outside =
      Double(outcomes.reduce(0) { $0 + $1.outside }) / Double(outcomes.reduce(0) { $0 + $1.given })
    let scatter = estimate(outcomes.compactMap(\.scatter)).mean
    print(
      "\(name) month \(asOf): tenths \(tenths.joined(separator: " ")), Brier \(then) then \(now) now, "
        + "scatter \(scatter), outside 90 %: \(outside), met rank \(estimate(outcomes.map(\.metRank))), "
        + "called too sure \(outcomes.count(where: \.isCalledTooSure)) of \(outcomes.count), "
        + "by their scatter \(outcomes.count(where: \.isScattered))"
    )
  }
}

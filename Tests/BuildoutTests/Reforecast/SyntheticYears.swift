import TestSupport
import Testing

@testable import Buildout

/// Years drawn from a scenario, and how the odds given their first months did against what came.
///
/// When a year is a trial of the scenario, its December readings lie evenly in what is forecast for them given its
/// first months. Source: simulation-based calibration; Talts et al. (2018), arXiv:1804.06788.
struct SyntheticYears {
  let plan: Plan
  /// By series, month and year.
  let readings: [[[Double]]]
  let count: Int

  /// - Parameter seed: Not that of the forecasts.
  init(_ scenario: Scenario, count: Int, seed: UInt64 = 777) {
    plan = Plan(part: scenario, together: true)
    self.count = count
    let round = Round(
      plan, seed: seed, capacity: (count + 7) / 8 * 8, workers: 1, isObserved: true)
    round.begin(at: 0, count: count)
    let months = plan.months
    var readings = plan.series.map { _ in
      (0...months).map { _ in [Double](repeating: .nan, count: count) }
    }
    _ = round.run { series, month, values in
      for (lane, value) in values.current.enumerated() {
        readings[series][month][values.first + lane] = value
      }
    }
    self.readings = readings
  }

  /// What was known of a year at some months' ends: every target's measure, where it is a number.
  func actuals(_ year: Int, months: [Int]) -> Actuals {
    var known: [Actuals.Reading] = []
    var seen: Set<Measure> = []
    for (target, record) in zip(plan.scenario.targets, plan.targets)
    where seen.insert(target.measure).inserted {
      for month in months {
        let value = readings[Int(record.series)][month][year]
        if value.isFinite {
          known.append(Actuals.Reading(target.measure, month: month, value: value))
        }
      }
    }
    return Actuals(asOf: months.last ?? 0, readings: known)
  }

  /// How a year's December came out against what was forecast given its first months.
  struct Outcome {
    /// Where each measure lies in its forecast, by series; at random within what is equal.
    var ranks: [Double] = []
    /// The odds of each target, and whether it was met.
    var odds: [(then: Double, now: Double, met: Bool)] = []
    /// Where the number of targets met lies in its forecast.
    var metRank = 0.0
    var scatter: Double?
    var outside = 0
    var given = 0
    /// Whether the scenario was called too sure of itself, which it is not.
    var isCalledTooSure = false
    var isScattered = false
  }

  /// Forecasts given a year's first months.
  ///
  /// - Parameters:
  ///   - pilot: How many trials a pilot has; nil is as many as a user gets.
  ///   - uniform: Numbers from 0 to 1, for what is equal.
  func outcome(
    _ year: Int, months: [Int], trials: Int, pilot: Int?, before: Forecast, threads: Int,
    uniform: () -> Double
  ) async throws -> Outcome {
    var outcome = Outcome()
    let seed = UInt64(1_000 + year)
    let actuals = actuals(year, months: months)
    let settings = RunSettings(trials: trials, seed: seed, threads: threads)
    let given = try await plan.given(
      Evidence(plan.scenario, actuals, pilotTrials: pilot), settings)
    if let past = given.past as? Past {
      let place = "year \(year), months \(months)"
      for (number, scores) in zip(past.evidence.numbers, past.bank.scores) {
        let areFinite = scores.allSatisfy(\.isFinite)
        #expect(areFinite, "\(place): \(number)")
      }
      let isFinite = past.posterior.centre.allSatisfy(\.isFinite)
      #expect(isFinite, "\(place): centre")
    }
    let reforecast = try await given.forecast(settings, beside: plan)
    outcome.scatter = reforecast.scatter
    outcome.outside = reforecast.outside
    outcome.given = actuals.readings.count
    outcome.isCalledTooSure = reforecast.isTooSure
    outcome.isScattered = (reforecast.scatter ?? 0) > (reforecast.scatterLimit ?? 0)
    // Once more, for where each measure lies.
    let round = Round(given, seed: seed, capacity: Block.size, workers: 1)
    var below = plan.series.map { _ in 0 }
    var equal = below
    for first in stride(from: 0, to: trials, by: Block.size) {
      round.begin(at: first, count: min(Block.size, trials - first))
      _ = round.run { series, month, values in
        guard month == plan.months else { return }
        let truth = readings[series][month][year]
        let slack = 1e-6 * (1 + truth.magnitude)
        for value in values.current {
          if value < truth - slack { below[series] += 1 }
          if (value - truth).magnitude <= slack { equal[series] += 1 }
        }
      }
    }
    for series in plan.series.indices where readings[series][plan.months][year].isFinite {
      outcome.ranks.append(
        (Double(below[series]) + uniform() * Double(equal[series])) / Double(trials))
    }
    var met = 0
    for (index, record) in plan.targets.enumerated() {
      let value = readings[Int(record.series)][Int(record.due)][year]
      let isMet =
        plan.series[Int(record.series)].keepsGreatest
        ? (1...Int(record.due)).contains {
          record.isMet(by: readings[Int(record.series)][$0][year])
        }
        : record.isMet(by: value)
      if isMet, record.isFirm { met += 1 }
      outcome.odds.append(
        (before.targets[index].met.value, reforecast.now.targets[index].met.value, isMet))
    }
    let counts = reforecast.now.targetsMet.counts
    let less = counts.prefix(met).reduce(0, +)
    let same = met < counts.count ? counts[met] : 0
    outcome.metRank = (Double(less) + uniform() * Double(same)) / Double(trials)
    return outcome
  }
}

import Sampling
import ScenarioFormat
import TestSupport
import Testing

@testable import Buildout

/// Odds given actuals, held to exact answers from outside: 70 cases in the long proof, one of each kind every day.
///
/// Rare years are D15 to D20 (durations and a factor, two steps, a pool of unknown size) and R01 to R08 (a fast
/// factor, a rare risk or bad luck, a slow chance, works of unknown size): each mechanism with an
/// actual in the 1 % tail and one in the 0.1 %
/// tail of what was forecast for it. Each case in the JSON has its derivation.
@Suite struct ActualsOracleTests {
  static let trials = Proof.isLong ? 40_000 : 2_048
  /// Of the trials of a pilot; nil is as many as a user gets.
  static let pilot: Int? = Proof.isLong ? nil : 4096
  static let everyday = [
    "C01", "C10", "C22", "C27", "C32", "C38", "C41", "D01", "D10", "D21", "H02", "M01", "N01",
    "P02", "P06", "R02", "R06", "R10", "S01", "S03",
  ]

  static let cases: [ActualsOracle] = {
    let all =
      (try? ["published.json", "further.json", "rare.json"].flatMap(ActualsOracle.all(in:))) ?? []
    return Proof.isLong ? all : all.filter { everyday.contains($0.id) }
  }()

  @Test func casesAreFound() { #expect(Self.cases.count == (Proof.isLong ? 72 : 20)) }

  @Test(arguments: cases)
  func holds(_ oracle: ActualsOracle) async throws {
    let document = try oracle.document()
    let scenario = document.scenario
    let actuals = try oracle.known(scenario)
    let settings = RunSettings(trials: Self.trials, seed: 1, threads: 2)
    let plan = try Plan(scenario)
    let evidence = Evidence(scenario, actuals, pilotTrials: Self.pilot)
    let reforecast = try await plan.given(evidence, settings).forecast(settings, beside: plan)
    for expected in oracle.expected {
      var value = self.value(expected, reforecast)
      if let id = expected.option {
        let option = try #require(document.options.first { $0.id == id })
        let other = try await plan.given(evidence, settings, becoming: option.scenario)
          .forecast(settings, beside: plan, option: id)
        value = self.value(expected, other)
      }
      if let text = expected.month, let month = Month(text), expected.of == "risk",
        scenario.calendar.number(of: month) > actuals.asOf
      {
        value = try await acting(expected.id ?? "", month, plan, actuals)
      }
      let found = try #require(value, "\(oracle.id): nothing is said of \(expected.id ?? "")")
      let tolerance = self.tolerance(expected)
      #expect(
        (found - expected.value).magnitude <= tolerance,
        "\(oracle.id) \(expected.of) \(expected.id ?? "") \(expected.what): \(found), exact \(expected.value), allowed \(tolerance)"
      )
    }
    if let surprise = oracle.surprise {
      let found = try #require(reforecast.surprises.first)
      for (value, exact) in [
        (found.below, surprise.below), (found.atOrBelow, surprise.atOrBelow),
      ] {
        let error = (exact * (1 - exact) / Double(evidence.pilotTrials)).squareRoot()
        #expect((value - exact).magnitude <= 4.5 * error + 1e-9, "\(oracle.id): \(value), \(exact)")
      }
    }
  }

  /// The published tolerance, which is that of 40,000 trials; wider for fewer.
  private func tolerance(_ expected: ActualsOracle.Expected) -> Double {
    if expected.fact == true { return 1e-9 }
    if Proof.isLong { return expected.tolerance }
    let p = expected.value
    switch expected.what {
    case "probability", "happened", "acts", "equals":
      let error = (max(0, p * (1 - p)) / Double(Self.trials)).squareRoot()
      return 0.03 + 4 * error
    default: return 4 * expected.tolerance
    }
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// How often a risk acts in a month that is yet to come.
  private func acting(
    _ risk: String, _ month: Month, _ plan: Plan, _ actuals: Actuals
  ) async throws -> Double {
    let given = try await plan.given(actuals, RunSettings(seed: 1))
    let count = 4_000
    let acting = (0..<count).count { trial in
      let trace = given.trace(trial: trial, seed: 1)
      return trace.months.first { $0.month == month }?.acting.contains(risk) ?? false
    }
    return Double(acting) / Double(count)
  }

  private func value(
    _ expected: ActualsOracle.Expected, _ reforecast: Reforecast
  ) -> Double? {
    let forecast = reforecast.now
    func learned(_ number: Reforecast.Learned.Number) -> Double? {
      guard let found = reforecast.learned.first(where: { $0.number == number }) else { return nil }
      let values = found.values
      switch expected.what {
      case "mean": return found.now.mean
      case "mean of the logarithm": return mean(values.map(Elementary.log))
      case "sd of the logarithm":
        let logs = values.map(Elementary.log)
        let centre = mean(logs)
        return mean(logs.map { ($0 - centre) * ($0 - centre) }).squareRoot()
      case "equals": return Double(values.count { $0 == expected.x }) / Double(values.count)
      default: return nil
      }
    }
    switch expected.of {
    case "target":
      let target = forecast.targets.first { $0.target.id == expected.id }
      return expected.what == "mean" ? target?.mean?.value : target?.met.value
    case "group": return forecast.joint.first { $0.scope == .group(expected.id ?? "") }?.met.value
    case "together": return forecast.joint.first { $0.scope == .all }?.met.value
    case "factor": return learned(.factor(expected.id ?? ""))
    case "pool": return learned(.pool(expected.id ?? "", programme: nil))
    case "number": return learned(.own(expected.id ?? ""))
    case "risk":
      let risk = reforecast.risks.first { $0.risk == expected.id }
      return expected.what == "happened" ? risk?.happenedNow : risk?.actsNow
    default: return nil
    }
  }
}

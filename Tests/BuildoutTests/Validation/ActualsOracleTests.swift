import Sampling
import ScenarioFormat
import TestSupport
import Testing

@testable import Buildout

/// Odds given actuals, held to exact answers from outside.
@Suite struct ActualsOracleTests {
  @Test(
    arguments: try ActualsOracle.all(in: "published.json")
      + ActualsOracle.all(in: "further.json"))
  func holds(_ oracle: ActualsOracle) async throws {
    let document = try oracle.document()
    let scenario = document.scenario
    let actuals = try oracle.known(scenario)
    let trials = Proof.isLong ? 40_000 : 4_000
    let settings = RunSettings(trials: trials, seed: 1, threads: 2)
    let plan = try Plan(scenario)
    let reforecast = try await plan.forecast(settings, given: actuals)
    var lines = ""
    for expected in oracle.expected {
      let value: Double?
      if let option = expected.option {
        let changed = try #require(document.options.first { $0.id == option }).scenario
        let other = try await plan.forecast(
          settings, given: actuals, option: (id: option, scenario: changed))
        value = self.value(expected, other)
      } else {
        value = self.value(expected, reforecast)
      }
      guard let value else {
        lines += "  \(oracle.id) \(expected.of) \(expected.id ?? "") \(expected.what): none\n";
        continue
      }
      // The published tolerance is that of 40,000 trials.
      let p = expected.value
      let more =
        expected.what == "probability" || expected.of == "risk" || expected.what == "equals"
        ? 3.5 * (max(0, p * (1 - p)) / Double(trials)).squareRoot() - 3.5
          * (max(0, p * (1 - p)) / 40_000).squareRoot() : 0.01 * p.magnitude
      let tolerance =
        expected.fact == true ? 1e-9 : expected.tolerance + max(0, trials < 40_000 ? more : 0)
      let isHeld = (value - p).magnitude <= tolerance
      lines +=
        "  \(isHeld ? "ok " : "BAD") \(oracle.id) \(expected.of) \(expected.id ?? "") \(expected.what): \(value) exact \(p) tol \(tolerance)\n"
    }
    if let surprise = oracle.surprise, let found = reforecast.surprises.first {
      lines +=
        "      surprise \(found.below) \(found.atOrBelow) exact \(surprise.below) \(surprise.atOrBelow)\n"
    }
    lines += "      scatter \(reforecast.scatter ?? -1) disagreement \(reforecast.disagreement)\n"
    print(lines, terminator: "")
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  private func value(
    _ expected: ActualsOracle.Expected, _ reforecast: Reforecast
  ) -> Double? {
    let forecast = reforecast.now
    func learned(_ number: Reforecast.Learned.Number) -> Double? {
      guard let found = reforecast.learned.first(where: { $0.number == number }) else { return nil }
      let values = found.values
      let count = Double(values.count)
      switch expected.what {
      case "mean": return found.now.mean
      case "mean of the logarithm": return mean(values.map(Elementary.log))
      case "sd of the logarithm":
        let logs = values.map(Elementary.log)
        let centre = mean(logs)
        return mean(logs.map { ($0 - centre) * ($0 - centre) }).squareRoot()
      case "equals": return Double(values.count { $0 == expected.x }) / count
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

import Buildout
import CBareGSL
import Foundation
import Sampling
import ScenarioFormat

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The flagship on one thread and, in turn with it, its own draws made bare: so many of each distribution as a trial
/// draws on average.
func compareFlagship() async throws {
  let file = root.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Scenarios/xixian-2021.yaml")
  let yaml = try String(contentsOf: file, encoding: .utf8)
  let plan = try Plan(ScenarioDocument(yaml: yaml, file: file.lastPathComponent).scenario)
  if DrawCount.isOn { return try await countDraws(plan) }
  let distributions = try String(
    contentsOf: root.appending(path: "flagship.draws"), encoding: .utf8
  )
  .split(separator: "\n").filter { !$0.hasPrefix("#") }.map { DrawnDistribution($0) }
  let trials = 2_048
  var ratios: [Double] = []
  var bareTimes: [Double] = []
  for round in 0..<rounds {
    let bare = await processorSeconds {
      let sum = distributions.reduce(0) { $0 + $1.bare(trials, UInt(round + 1)) }
      precondition(sum.isFinite)
    }
    let own = try await processorSeconds {
      _ = try await plan.forecast(RunSettings(trials: trials, threads: 1))
    }
    ratios.append(own / bare)
    bareTimes.append(bare)
  }
  let count = Int(distributions.reduce(0) { $0 + $1.count })
  let micro = Int(bareTimes.sorted()[rounds / 2] / Double(trials) * 1e6)
  print(
    "The flagship, \(trials) trials, \(rounds) rounds; \(count) draws a trial, \(micro) us bare")
  line("one thread, times its own draws", ratios, "at most 1.6 wanted")
}

/// Prints what a trial draws on average.
private func countDraws(_ plan: Plan) async throws {
  let trials = 1_024
  DrawCount.reset()
  _ = try await plan.forecast(RunSettings(trials: trials, threads: 1))
  print("# What a trial of the flagship draws: the distribution, its numbers, how often on average")
  for (distribution, count) in DrawCount.counts.sorted(by: { $0.key < $1.key }) where count > 0 {
    print(distribution, Double(count) / Double(trials))
  }
}

/// A distribution of which a trial draws some numbers.
private struct DrawnDistribution: Sendable {
  let kind: String
  let numbers: [Double]
  let count: Double

  init(_ line: Substring) {
    let words = line.split(separator: " ")
    kind = String(words[0])
    numbers = words[1...4].compactMap { Double($0) }
    count = Double(words[5]) ?? 0
    precondition(numbers.count == 4 && count > 0, "not a distribution: \(line)")
  }

  /// Makes the draws of so many trials.
  func bare(_ trials: Int, _ seed: UInt) -> Double {
    let rng = bare_mt19937(seed)
    defer { gsl_rng_free(rng) }
    let (a, b, c, d) = (numbers[0], numbers[1], numbers[2], numbers[3])
    let times = Int((count * Double(trials)).rounded())
    func sum(_ draw: () -> Double) -> Double {
      var sum = 0.0
      for _ in 0..<times { sum += draw() }
      return sum
    }
    switch kind {
    case "uniform", "bernoulli", "table", "resample": return sum { gsl_rng_uniform(rng) }
    case "beta", "smallBeta": return sum { c + (d - c) * gsl_ran_beta(rng, a, b) }
    case "gamma", "smallGamma": return sum { gsl_ran_gamma(rng, a, b) }
    case "normal": return sum { a + gsl_ran_gaussian_ziggurat(rng, b) }
    case "truncatedNormal": return sum { a + gsl_ran_gaussian_ziggurat(rng, 1) }
    case "lognormal": return sum { a * exp(gsl_ran_gaussian_ziggurat(rng, b)) }
    case "exponential": return sum { gsl_ran_exponential(rng, a) }
    case "weibull": return sum { gsl_ran_weibull(rng, b, a) }
    case "studentT": return sum { gsl_ran_tdist(rng, a) }
    case "poisson": return sum { Double(gsl_ran_poisson(rng, a)) }
    case "binomial": return sum { Double(gsl_ran_binomial(rng, b, UInt32(a))) }
    case "negativeBinomial":
      return sum { Double(gsl_ran_poisson(rng, gsl_ran_gamma(rng, a, b))) }
    case "geometric": return sum { Double(gsl_ran_geometric(rng, a)) }
    case "triangular":
      return sum {
        let u = gsl_rng_uniform(rng)
        return u * (c - a) < b - a
          ? a + (u * (c - a) * (b - a)).squareRoot()
          : c - ((1 - u) * (c - a) * (c - b)).squareRoot()
      }
    default: preconditionFailure("no draw of \(kind)")
    }
  }
}

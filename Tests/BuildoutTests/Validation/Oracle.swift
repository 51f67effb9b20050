import Buildout
import Foundation
import TestSupport
import Testing

/// The published exact answers of `Tests/Validation/oracles.json`.
struct Oracle: Decodable {
  let id: String
  let outputs: [String: Double]
  let quantiles: [String: Quantiles]?

  /// A number, or numbers of a part of the case.
  enum Quantiles: Decodable {
    case value(Double)
    case part([String: Double])
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let value = try? container.decode(Double.self) {
        self = .value(value)
      } else if let part = try? container.decode([String: Double].self) {
        self = .part(part)
      } else {
        self = .other
      }
    }
  }

  private struct File: Decodable { let cases: [Oracle] }

  static func load(_ id: String) throws -> Oracle {
    let data = try Data(
      contentsOf: Repository.root.appending(path: "Tests/Validation/oracles.json"))
    let cases = try JSONDecoder().decode(File.self, from: data).cases
    return try #require(cases.first { $0.id == id })
  }

  func output(_ name: String) throws -> Double { try #require(outputs[name], "no output \(name)") }

  func quantile(_ name: String, of part: String? = nil) throws -> Double {
    let entry = try #require(quantiles?[part ?? name])
    switch entry {
    case .value(let value): return value
    case .part(let values): return try #require(values[name])
    case .other: throw CancellationError()
    }
  }
}

/// Compares estimates with exact answers, in standard errors.
struct Agreement {
  let trials = Proof.trials

  func forecast(_ plan: Plan, trials: Int = Proof.trials) async throws -> Forecast {
    try await plan.forecast(RunSettings(trials: trials, seed: 20_210_101, threads: 2))
  }

  /// A probability, by the standard error that the exact one gives it.
  func expect(
    _ met: Proportion, _ exact: Double, _ name: String,
    at location: SourceLocation = #_sourceLocation
  ) {
    let error = (exact * (1 - exact) / Double(met.trials)).squareRoot()
    #expect(
      (met.value - exact).magnitude <= Proof.band * error,
      "\(name): \(met.value), exactly \(exact), standard error \(error)", sourceLocation: location)
  }

  func expect(
    _ mean: MeanEstimate?, _ exact: Double, _ name: String,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let mean = try #require(mean, sourceLocation: location)
    #expect(
      (mean.value - exact).magnitude <= Proof.band * mean.standardError + 1e-9 * exact.magnitude,
      "\(name): \(mean.value), exactly \(exact), standard error \(mean.standardError)",
      sourceLocation: location)
  }

  /// A variance, from the standard error of the mean; its own error as for a normal law, doubled.
  func expectVariance(
    _ mean: MeanEstimate?, _ exact: Double, trials: Int = Proof.trials,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let mean = try #require(mean, sourceLocation: location)
    let variance = mean.standardError * mean.standardError * Double(trials)
    let error = 2 * exact * (2 / Double(trials)).squareRoot()
    #expect(
      (variance - exact).magnitude <= Proof.band * error,
      "variance \(variance), exactly \(exact)", sourceLocation: location)
  }

  /// A quantile: the exact one lies within the order statistics that enclose the estimate, their
  /// distance stretched from 1.96 to 4.5 standard errors. A discrete law must hit it exactly.
  func expect(
    _ quantile: QuantileEstimate, _ exact: Double, _ name: String,
    at location: SourceLocation = #_sourceLocation
  ) {
    let stretch = Proof.band / Proportion.z
    let low = quantile.value - stretch * (quantile.value - quantile.low)
    let high = quantile.value + stretch * (quantile.high - quantile.value)
    let slack = 1e-3 * exact.magnitude * (exact == exact.rounded() ? 0 : 1)
    #expect(
      exact >= low - slack && exact <= high + slack,
      "\(name): \(quantile.value) in \(low)...\(high), exactly \(exact)", sourceLocation: location)
  }

  func expectQuantiles(
    _ target: TargetForecast, _ oracle: Oracle, of part: String? = nil,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    expect(target.p10, try oracle.quantile("p10", of: part), "p10", at: location)
    expect(target.p50, try oracle.quantile("p50", of: part), "p50", at: location)
    expect(target.p90, try oracle.quantile("p90", of: part), "p90", at: location)
  }
}

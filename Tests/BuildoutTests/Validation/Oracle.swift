import Buildout
import Foundation
import TestSupport
import Testing

/// A case with exact answers from outside: those published in `Tests/Validation/oracles.json`, and
/// further ones in `further.json`, which `exact.py` beside it computes.
struct Oracle: Decodable, CustomTestStringConvertible {
  let id: String
  let outputs: [String: Double]
  let quantiles: [String: Quantiles]?

  /// The numbers under `quantiles`: of the case's only measure, of one of several, or an allocation.
  enum Quantiles: Decodable {
    case value(Double)
    case part([String: Double])
    case allocation([Double])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let value = try? container.decode(Double.self) {
        self = .value(value)
      } else if let part = try? container.decode([String: Double].self) {
        self = .part(part)
      } else {
        self = .allocation(try container.decode([Double].self))
      }
    }
  }

  private struct File: Decodable { let cases: [Oracle] }

  static func all(in file: String) throws -> [Oracle] {
    let data = try Data(contentsOf: Repository.root.appending(path: "Tests/Validation/" + file))
    return try JSONDecoder().decode(File.self, from: data).cases
  }

  static func load(_ id: String) throws -> Oracle {
    try #require(try all(in: "oracles.json").first { $0.id == id })
  }

  var testDescription: String { id }

  func output(_ name: String) throws -> Double { try #require(outputs[name], "no output \(name)") }

  /// The exact quantiles, p10 and so on, by the name of the measure; "" when there is only one.
  var quantilesByPart: [String: [String: Double]] {
    var parts: [String: [String: Double]] = [:]
    for (name, entry) in quantiles ?? [:] {
      switch entry {
      case .value(let value): parts["", default: [:]][name] = value
      case .part(let values): parts[name] = values
      case .allocation: break
      }
    }
    return parts
  }

  func allocation(_ name: String) throws -> [Double] {
    guard case .allocation(let values) = try #require(quantiles?[name]) else { return [] }
    return values
  }
}

/// An estimate that an exact number is held to.
enum Answer {
  case proportion(Proportion)
  case estimate(MeanEstimate)

  var value: Double {
    switch self {
    case .proportion(let met): met.value
    case .estimate(let mean): mean.value
    }
  }

  /// A probability's standard error is the one that the exact probability gives it.
  func standardError(of exact: Double) -> Double {
    switch self {
    case .proportion(let met): (exact * (1 - exact) / Double(met.trials)).squareRoot()
    case .estimate(let mean): mean.standardError
    }
  }
}

/// How an exact number is read off a forecast.
typealias Reading = @Sendable (Forecast) throws -> Answer

/// A target or, when there is none of this id, a group.
func probability(_ id: String) -> Reading {
  { forecast in
    let target = forecast.targets.first { $0.target.id == id }
    let group = forecast.joint.first { $0.scope == .group(id) }
    return .proportion(try #require(target?.met ?? group?.met, "no target or group \(id)"))
  }
}

/// All firm targets together.
let together: Reading = { forecast in
  .proportion(try #require(forecast.joint.first { $0.scope == .all }).met)
}

/// One probability under the condition of another that it implies.
func probability(_ id: String, given condition: String) -> Reading {
  { forecast in
    guard case .proportion(let both) = try probability(id)(forecast),
      case .proportion(let condition) = try probability(condition)(forecast)
    else { throw CancellationError() }
    return .proportion(Proportion(count: both.count, trials: condition.count))
  }
}

/// That a target's comparison holds for the first time in a month.
func firstReached(_ id: String, in month: Int) -> Reading {
  { forecast in
    .proportion(
      Proportion(count: forecast[target: id].firstReached[month - 1], trials: forecast.trials))
  }
}

/// The mean of a target's measure, by so many units.
func mean(_ id: String, per units: Double = 1) -> Reading {
  { forecast in
    let mean = try #require(forecast[target: id].mean)
    return .estimate(
      MeanEstimate(value: mean.value / units, standardError: mean.standardError / units))
  }
}

func shortfall(_ id: String) -> Reading {
  { .estimate(try #require($0[target: id].meanShortfall)) }
}

/// The variance of a target's measure, with the error that a normal distribution would give it, doubled.
func variance(_ id: String) -> Reading {
  { forecast in
    let error = try #require(forecast[target: id].mean).standardError
    let variance = error * error * Double(forecast.trials)
    return .estimate(
      MeanEstimate(
        value: variance, standardError: 2 * variance * (2 / Double(forecast.trials)).squareRoot()))
  }
}

/// Compares estimates with exact answers, in standard errors.
struct Agreement {
  func forecast(_ plan: Plan, trials: Int = Proof.trials) async throws -> Forecast {
    try await plan.forecast(RunSettings(trials: trials, seed: 20_210_101, threads: 2))
  }

  func expect(
    _ answer: Answer, _ exact: Double, _ name: String,
    at location: SourceLocation = #_sourceLocation
  ) {
    let error = answer.standardError(of: exact)
    #expect(
      isHeld(answer, exact),
      "\(name): \(answer.value), exactly \(exact), standard error \(error)",
      sourceLocation: location)
  }

  /// Whether an estimate lies in the band about the exact answer.
  func isHeld(_ answer: Answer, _ exact: Double) -> Bool {
    (answer.value - exact).magnitude
      <= Proof.band * answer.standardError(of: exact) + 1e-9 * exact.magnitude
  }

  func expect(
    _ met: Proportion, _ exact: Double, _ name: String,
    at location: SourceLocation = #_sourceLocation
  ) {
    expect(.proportion(met), exact, name, at: location)
  }

  func expect(
    _ mean: MeanEstimate?, _ exact: Double, _ name: String,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    expect(.estimate(try #require(mean, sourceLocation: location)), exact, name, at: location)
  }

  /// Exact quantiles of a target's measure, asked for as further targets of the same scenario: the
  /// measure is at most x with probability F(x).
  ///
  /// A continuous measure has F(x) = q. Of a discrete one, which an exact quantile that is a whole
  /// number gives away, x is the smallest with F(x) >= q, so F(x - 1) < q <= F(x).
  struct QuantileTargets {
    var asked: [(name: String, q: Double, id: String, below: String?)] = []
    var scenario: Scenario

    init(_ scenario: Scenario) { self.scenario = scenario }

    mutating func add(_ quantiles: [String: Double], of target: String, _ name: String) throws {
      let measured = try #require(scenario.targets.first { $0.id == target }, "no target \(target)")
      for (key, x) in quantiles.sorted(by: { $0.key < $1.key }) {
        let q = try #require(Double(key.dropFirst())) / 100
        let id = "\(target)-\(key)"
        let below = x == x.rounded() ? id + "-below" : nil
        for (id, value) in [(id, x)] + (below.map { [($0, x - 1)] } ?? []) {
          scenario.targets.append(
            try Target(
              id: id, measure: measured.measure, comparator: .atMost, value: value,
              due: measured.due, firmness: .soft))
        }
        asked.append(("\(name) \(key)", q, id, below))
      }
    }

    func expect(_ forecast: Forecast, at location: SourceLocation = #_sourceLocation) {
      for (name, q, id, below) in asked {
        let band = Proof.band * (q * (1 - q) / Double(forecast.trials)).squareRoot()
        let share = forecast[target: id].met.value
        #expect(share >= q - band, "\(name): F(x) = \(share)", sourceLocation: location)
        let lower = below.map { forecast[target: $0].met.value } ?? share
        #expect(lower <= q + band, "\(name): F below x = \(lower)", sourceLocation: location)
      }
    }
  }
}

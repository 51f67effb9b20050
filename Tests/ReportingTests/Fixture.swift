import Reporting
import ScenarioFormat
import TestSupport

@testable import Buildout
@testable import BuildoutCLI

/// Answers that the engine gave for `new-area.yaml`, which has one of everything that a report can hold.
///
/// Each is made once for all tests. They are few trials: what is looked at is what is said of them.
enum Fixture {
  static let sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
  static let settings = RunSettings(trials: 400, seed: 7, threads: 2)

  static let input = Result {
    try ScenarioInput(Repository.root.appending(path: "Tests/ReportingTests/new-area.yaml").path)
  }

  static func scenario() throws -> Scenario { try input.get().document.scenario }

  static let origin = Provenance(sha256: sha256, engineVersion: "0.1.0")

  static func provenance() throws -> Provenance {
    Provenance(
      sha256: sha256, engineVersion: "0.1.0", inputs: try input.get().document.inputCounts)
  }

  private static let forecasted = Task {
    try await input.get().plan.forecast(settings)
  }

  private static let compared = Task {
    let (plan, options) = try (input.get().plan, input.get().document.options)
    return try await plan.compare(options, settings)
  }

  private static let chosen = Task {
    let (plan, document) = try (input.get().plan, input.get().document)
    return try await plan.choose(
      among: document.levers, named: document.bundles, budget: 0...20, settings
    ) { try document.carryingOut($0) }
  }

  private static let loaded = Task {
    guard
      let found = try await input.get().plan.bottlenecks(
        settings, costs: ["crews": 20, "budget": 0.5])
    else { preconditionFailure("the plan has pools") }
    return found
  }

  private static let driven = Task {
    try await input.get().plan.drivers(settings)
  }

  private static let sought = Task { try await searched() }
  private static let moved = Task { try await registered() }

  static func forecast() async throws -> Forecast { try await forecasted.value }
  static func comparison() async throws -> Comparison { try await compared.value }
  static func choice() async throws -> Choice { try await chosen.value }
  static func bottlenecks() async throws -> Bottlenecks { try await loaded.value }
  static func drivers() async throws -> Drivers { try await driven.value }
  static func searches() async throws -> [Search] { try await sought.value }

  /// The middle one of the trials, by the roads opened.
  static func trace() async throws -> Trace {
    let plan = try input.get().plan
    let trial = try await plan.trial(nearest: 0.5, of: "road-km", settings) ?? 0
    return plan.trace(trial: trial, seed: settings.seed)
  }

  /// The inputs, with how far each moves the forecast or without.
  static func register(simulated: Bool = true) async throws -> AssumptionRegister {
    simulated ? try await moved.value : try unmoved()
  }

  /// The forecast of a plan with other titles or fewer targets, from a few trials.
  static func forecast(
    seed: UInt64 = 7, trials: Int = 50, option: String? = nil,
    _ change: (inout Scenario) throws -> Void
  ) async throws -> Forecast {
    var scenario = try scenario()
    try change(&scenario)
    return try await Plan(scenario).forecast(
      RunSettings(trials: trials, seed: seed, threads: 1), option: option)
  }

  // MARK: Searches

  struct Search: Sendable {
    let path: String
    let current: Double
    let seek: GoalSeek
  }

  /// One that finds a value, one that finds none, one in which more is worse, one that rises and falls,
  /// one that moves nothing.
  private static func searched() async throws -> [Search] {
    let document = try input.get().document
    let roads = "programmes.roads.steps.approve.chance"
    var searches: [Search] = []
    for (goal, probability, path, range, step) in [
      (.target("base-stations"), 0.5, "programmes.stations.steps.build.cap", 500...600, 5),
      (.joint(.all), 0.8, "pools.crews.capacity", 2...12, 5),
      (.joint(.group("people")), 0.4, "risks.haze.monthly", 0...0.6, 0.2),
      (
        .joint(.group("balance")), 0.1, "programmes.trees.steps.plant.rate.negativeBinomial.mean",
        100_000...500_000, 100_000
      ),
      (.target("trees"), 0.5, roads, 0.5...0.7, 0.1),
    ] as [(Goal, Double, String, ClosedRange<Double>, Double)] {
      guard let grid = ValueGrid(from: range.lowerBound, to: range.upperBound, step: step) else {
        preconditionFailure("the values are no grid")
      }
      let current = try document.number(at: path)
      let seek = try await input.get().plan.seek(
        goal, probability: probability, in: grid, current: current, settings
      ) { $0 == current ? document.scenario : try document.setting([ScenarioChange(path, $0)]) }
      searches.append(Search(path: path, current: current, seek: seek))
    }
    return searches
  }

  // MARK: Assumptions

  private static func unmoved() throws -> AssumptionRegister {
    let document = try input.get().document
    return AssumptionRegister(scenario: document.scenario, entries: document.register)
  }

  private static func registered() async throws -> AssumptionRegister {
    let document = try input.get().document
    let variants = document.registeredInputs.map { input in
      input.basis?.kind == .document ? nil : document.scaling(input, by: 1.1)
    }
    let gains = try await input.get().plan.gains(of: variants, settings)
    return AssumptionRegister(
      scenario: document.scenario, entries: document.register,
      sensitivity: .init(seed: settings.seed, trials: settings.trials, factor: 1.1, gains: gains))
  }
}

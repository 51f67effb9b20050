import Buildout
import Foundation
import Reporting
import Sampling
import ScenarioFormat

/// A meeting that was kept in a folder: what it knew and what it was worked out from.
struct KeptMeeting {
  let plan: Plan
  /// What it knew; nil of a forecast of the start, before anything was known.
  let actuals: Actuals?

  var scenario: Scenario { plan.scenario }

  /// Reads the folder of a meeting.
  ///
  /// - Parameter input: The plan of now. A forecast of the start keeps no scenario, and can only be taken for one
  ///   of the same file.
  /// - Throws: A ``Failure`` when the folder holds none, or what was kept cannot be read any more.
  init(_ path: String, beside input: ScenarioInput, _ language: Language) throws {
    let folder = KeptMeeting.folder(path)
    if !KeptMeeting.isKept(path), SystemFile.description(folder + "forecast.json") != nil {
      let forecast = try KeptForecast(folder + "forecast.json")
      if forecast.asOf == nil {
        guard forecast.scenario.sha256 == input.provenance.sha256 else {
          throw Failure(
            code: .usage,
            message:
              "\(path.shown) is a forecast without actuals of another version of the scenario, and keeps no copy of "
              + "it; at the first meeting with actuals leave --previous out")
        }
        self.init(plan: input.plan, actuals: nil)
        return
      }
    }
    let names = [Meeting.scenarioName, Meeting.actualsName, "forecast.json"]
    guard names.allSatisfy({ SystemFile.description(folder + $0) != nil }) else {
      throw Failure(
        code: .noInput,
        message: "\(path.shown) is not the folder of a meeting: it must hold \(names.listed), as "
          + "buildout run --actuals --out writes them; at the first meeting leave --previous out")
    }
    try self.init(path, KeptForecast(folder + "forecast.json"), language)
  }

  /// Reads the folder of a meeting whose forecast has been read.
  init(_ path: String, _ forecast: KeptForecast, _ language: Language) throws {
    guard let scenario = try KeptMeeting.keptScenario(path) else {
      throw SystemFile.cannotRead(KeptMeeting.folder(path) + Meeting.scenarioName)
    }
    let table = KeptMeeting.folder(path) + Meeting.actualsName
    let document = try ActualsOptions.document(
      [
        ActualsFile(
          name: table.shown,
          bytes: SystemFile.read(table, limit: TableLimits().fileBytes, called: "table"))
      ], of: scenario, asOf: forecast.asOf.flatMap { Month($0) }, language)
    self.init(plan: try Plan(scenario), actuals: document.actuals)
  }

  private init(plan: Plan, actuals: Actuals?) {
    self.plan = plan
    self.actuals = actuals
  }

  /// Whether a folder holds what a meeting was worked out from.
  static func isKept(_ path: String) -> Bool {
    [Meeting.scenarioName, Meeting.actualsName].allSatisfy {
      SystemFile.description(folder(path) + $0) != nil
    }
  }

  /// The scenario that a meeting was worked out from; nil where the folder keeps none.
  static func keptScenario(_ path: String) throws -> Scenario? {
    let file = folder(path) + Meeting.scenarioName
    guard SystemFile.description(file) != nil else { return nil }
    return try ScenarioDocument(
      bytes: SystemFile.read(file, limit: ScenarioInput.byteLimit), file: file.shown
    ).scenario
  }

  private static func folder(_ path: String) -> String {
    path.hasSuffix("/") ? path : path + "/"
  }

  /// What was said then, and what each kind of news has done since: new actuals first, then edited inputs,
  /// then revised targets, each worked out on the same random draws.
  func moves(
    to reforecast: Reforecast, _ settings: RunSettings,
    progress: @escaping @Sendable (Int) -> Void
  ) async throws -> PreviousMeeting {
    func odds(_ plan: Plan, _ actuals: Actuals) async throws -> Odds {
      Odds(try await plan.forecast(settings, given: actuals, progress: progress))
    }
    let new = reforecast.now.scenario
    let known = reforecast.actuals
    guard let actuals else {
      return PreviousMeeting(
        since: Odds(forecast: reforecast.before), to: Odds(reforecast), scenario)
    }
    let then = try await odds(plan, actuals)
    let readable = known.readable(by: scenario)
    let isOlder = readable.asOf == actuals.asOf && readable.facts == actuals.facts
    let informed = isOlder ? then : try await odds(plan, readable)
    let now = Odds(reforecast)
    var edited = informed
    let revised = new.revising(scenario)
    if revised.inputs != scenario.inputs {
      edited =
        revised.promises == new.promises
        ? now : try await odds(Plan(revised), known.readable(by: revised))
    }
    var moves: [String: PreviousMeeting.Move] = [:]
    for id in new.targets.map(\.id) {
      guard let first = then[id], let second = informed[id], let last = now[id] else { continue }
      // A target of which an input is gone was not revised but replaced.
      let third = edited[id] ?? second
      moves[id] = PreviousMeeting.Move(
        met: first.met, fact: first.fact, actuals: isOlder ? nil : second.value - first.value,
        inputs: revised.inputs == scenario.inputs ? nil : third.value - second.value,
        targets: revised.promises == new.promises ? nil : last.value - third.value)
    }
    return PreviousMeeting(
      asOf: scenario.calendar.month(actuals.asOf), moves: moves, targets: scenario.targets,
      targetsMet: then.targetsMet,
      judgesPast: !revised.isAlike(scenario, until: known.asOf), readings: actuals.readings)
  }
}

extension PreviousMeeting {
  /// The forecast of the start as the meeting before: the plan is the same, so all news is actuals.
  fileprivate init(since start: Odds, to now: Odds, _ scenario: Scenario) {
    var moves: [String: Move] = [:]
    for id in scenario.targets.map(\.id) {
      guard let first = start[id], let last = now[id] else { continue }
      moves[id] = Move(
        met: first.met, fact: nil, actuals: last.value - first.value, inputs: nil, targets: nil)
    }
    self.init(asOf: nil, moves: moves, targets: scenario.targets, targetsMet: start.targetsMet)
  }
}

/// What a re-forecast says of each target.
private struct Odds {
  private let all: [String: (met: Proportion, fact: Bool?, value: Double)]
  let targetsMet: MeanEstimate

  init(_ reforecast: Reforecast) {
    self.init(
      forecast: reforecast.now,
      facts: Dictionary(
        reforecast.standings.map { ($0.target, $0.fact) }, uniquingKeysWith: { first, _ in first }))
  }

  init(forecast: Forecast, facts: [String: Bool?] = [:]) {
    all = Dictionary(
      forecast.targets.map { target in
        let fact = facts[target.target.id] ?? nil
        return (target.target.id, (target.met, fact, fact.map { $0 ? 1 : 0 } ?? target.met.value))
      }, uniquingKeysWith: { first, _ in first })
    targetsMet = forecast.targetsMet.mean
  }

  subscript(id: String) -> (met: Proportion, fact: Bool?, value: Double)? { all[id] }
}

extension Actuals {
  /// What a scenario that may be an older one can take of it.
  fileprivate func readable(by scenario: Scenario) -> Actuals {
    var readings = Set(readings.indices)
    var sightings = Set(sightings.indices)
    for fault in scenario.faults(in: self) {
      switch fault.item {
      case .asOf: break
      case .reading(let index): readings.remove(index)
      case .sighting(let index): sightings.remove(index)
      }
    }
    return Actuals(
      asOf: asOf, readings: readings.sorted().map { self.readings[$0] },
      sightings: sightings.sorted().map { self.sightings[$0] })
  }

  /// What is known, wherever it was written.
  fileprivate var facts: Set<String> {
    Set(
      readings.map { "\($0.measure) \($0.month) \($0.value) \($0.rounding)" }
        + sightings.map { "\($0.risk) \($0.month) \($0.acted)" })
  }
}

extension Scenario {
  /// Everything but its promises and the words of it.
  fileprivate var inputs: Scenario {
    var inputs = self
    inputs.targets = []
    inputs.groups = []
    return inputs
  }

  /// What it promises.
  fileprivate var promises: Set<[String]> {
    Set(
      targets.map {
        [
          $0.id, "\($0.measure)", $0.comparator.rawValue, Fault.text($0.value),
          $0.due.description,
        ]
      })
  }

  /// This scenario with the promises of an older one, as far as they can still be read.
  fileprivate func revising(_ older: Scenario) -> Scenario {
    var revised = self
    revised.groups = []
    revised.targets = older.targets
    let lost = Set(
      revised.faults().compactMap { $0.path.first == "targets" ? $0.path.dropFirst().first : nil })
    revised.targets = older.targets.filter { !lost.contains($0.id) }
    return revised
  }
}

/// What of a kept forecast is read again.
struct KeptForecast: Decodable {
  struct Target: Decodable {
    struct Month: Decodable {
      let month: String
      let p10, p50, p90: Double?
      let probabilityBehindSchedule: Double?
    }

    struct Actual: Decodable {
      let month: String
      let value: Double
    }

    struct Title: Decodable { let en, zh: String? }

    let id: String
    let title: Title
    let comparator: String
    let value: Double
    let due: String
    let probability: Double
    let before: Double?
    let fact: Bool?
    let actual: Actual?
    let monthly: [Month]
  }

  struct Scenario: Decodable {
    let id: String
    let title: Target.Title
    let sha256: String
    let start: String
  }

  let scenario: Scenario
  let asOf: String?
  let seed: UInt64
  let trials: Int
  let targets: [Target]

  /// Reads what `buildout run --out` has written.
  init(_ path: String) throws {
    let bytes = try SystemFile.read(path, limit: 1_000_000_000, called: "forecast")
    do {
      self = try JSONDecoder().decode(KeptForecast.self, from: Data(bytes))
    } catch {
      throw Failure(
        code: .badScenario,
        message:
          "\(path.shown) is no forecast of buildout run; name the folder of a meeting, or write it again"
      )
    }
  }
}

public import Buildout

/// What a planner takes into the meeting: a page to look at and a workbook to work in, in one
/// language.
///
/// ```swift
/// let pack = PlanningPack(
///   forecast, comparison: comparison, drivers: drivers, language: .zh, provenance: provenance)
/// print(pack.html())
/// ```
public struct PlanningPack: Sendable {
  let forecast: Forecast
  let provenance: Provenance
  let register: [RegisterEntry]
  var tables: ForecastTables
  let comparisonTables: ComparisonTables?
  let driverTables: DriverTables?
  /// By the target's id.
  let tornadoes: [String: Tornado]
  /// Where each target stands in the forecast, by its id.
  private let indices: [String: Int]

  var say: Words { tables.say }

  var firm: [TargetForecast] { forecast.targets.filter { $0.target.firmness == .firm } }

  /// What the first page counts: the firm targets, or all of a plan that has none.
  var counted: [TargetForecast] { firm.isEmpty ? forecast.targets : firm }

  /// What drives the number of firm targets met; nil where nothing can.
  var targetsMetTornado: Tornado? {
    driverTables?.drivers.targetsMet.flatMap { $0.effects.isEmpty ? nil : $0 }
  }

  /// When a share of the trials stands at a target; a limit is kept rather than reached.
  func monthText(_ target: TargetForecast, _ share: Double) -> String {
    let cell = say.month(of: target, reachedBy: share)
    return if case .month(let month) = cell.content { say.month(month) } else { cell.shown }
  }

  func index(of target: TargetForecast) -> Int { indices[target.target.id] ?? 0 }

  /// Where the page holds a target's chart.
  func anchor(_ target: TargetForecast) -> String { "#t\(index(of: target))" }

  /// - Parameters:
  ///   - forecast: The run to report.
  ///   - comparison: Options beside the plan, if it has any.
  ///   - drivers: What drives the targets, if that was asked.
  ///   - language: Of every word but the scenario's own texts.
  ///   - provenance: Where the run comes from, for who would repeat it.
  ///   - register: The scenario's inputs other than its targets, in the file's order.
  public init(
    _ forecast: Forecast, comparison: Comparison? = nil, drivers: Drivers? = nil,
    language: Language = .en, provenance: Provenance, register: [RegisterEntry] = []
  ) {
    self.forecast = forecast
    self.provenance = provenance
    self.register = register
    let say = Words(language: language)
    tables = ForecastTables(forecast, language: language)
    comparisonTables = comparison.map { $0.tables(say) }
    driverTables = drivers.map { DriverTables(drivers: $0, say: say) }
    tornadoes = Dictionary(
      (drivers?.targets ?? []).map { ($0.subject.id, $0) }
    ) { first, _ in first }
    indices = Dictionary(
      zip(forecast.targets.map(\.target.id), forecast.targets.indices)
    ) { first, _ in first }
  }
}

/// A number that the forecast rests on, and where it comes from.
public struct RegisterEntry: Hashable, Sendable {
  /// As a scenario file names it: `programmes.roads.steps.build.takes`.
  public let name: String
  /// The value as it is written there.
  public let value: String
  /// Nil when the scenario does not say; to be read as an assumption.
  public let basis: Basis?
  /// The programme it belongs to; nil for what programmes share.
  public let programme: String?
  /// Where it stands in the file, counted from 1; nil when that is not known.
  public let line: Int?
  /// Whether it says again what a target promises, so that it is the plan's own and no assumption.
  public let isPromise: Bool

  /// An input as a scenario file gives it.
  public init(
    name: String, value: String, basis: Basis?, programme: String? = nil, line: Int? = nil,
    isPromise: Bool = false
  ) {
    self.name = name
    self.value = value
    self.basis = basis
    self.programme = programme
    self.line = line
    self.isPromise = isPromise
  }
}

extension TargetForecast {
  /// The elapsed share of the target's span times its value, at a month's end counted from 0; nil
  /// where a schedule has no meaning.
  func schedule(_ index: Int) -> Double? {
    guard monthly[index].behindSchedule != nil else { return nil }
    return target.value * min(1, Double(index + 1) / Double(dueNumber))
  }

  /// The probability that the target has been met by a month's end, counted from 0: when due or, late, reached
  /// for the first time after that; before it is due, that it stands reached.
  func expectedMet(by index: Int) -> Double {
    guard index + 1 >= dueNumber else { return countsUp ? monthly[index].met.value : 0 }
    let late = countsUp ? firstReached.prefix(index + 1).dropFirst(dueNumber).reduce(0, +) : 0
    return met.value + Double(late) / Double(met.trials)
  }

  /// The first month from whose end on, until it is due, a share of the trials stands at the target;
  /// nil when that is not so within the plan's months.
  ///
  /// A measure that may fall back counts from where it no longer does, so that half of the trials stand
  /// there in time just when the target's probability is a half or more.
  func month(reachedBy share: Double) -> Month? {
    func stands(_ index: Int) -> Bool {
      Double(monthly[index].met.count) >= share * Double(met.trials)
    }
    let due = min(dueNumber, monthly.count) - 1
    guard monthly.indices.contains(due) else { return nil }
    guard stands(due) else {
      return monthly.indices.first { $0 > due && stands($0) }.map { monthly[$0].month }
    }
    let before = monthly.indices.prefix(due).last { !stands($0) }
    return monthly[before.map { $0 + 1 } ?? 0].month
  }
}

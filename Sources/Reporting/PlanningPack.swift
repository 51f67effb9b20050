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
  /// Where the year stands, of a plan that is known in part.
  private(set) var progress: ProgressTables?
  let comparisonTables: ComparisonTables?
  let driverTables: DriverTables?
  let choiceTables: ChoiceTables?
  let bottleneckTables: BottleneckTables?
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
  ///   - choice: The best use of the budget, if there is one.
  ///   - bottlenecks: Where it is tight, if that was asked.
  ///   - language: Of every word but the scenario's own texts.
  ///   - provenance: Where the run comes from, for who would repeat it.
  ///   - register: The scenario's inputs other than its targets, in the file's order.
  public init(
    _ forecast: Forecast, comparison: Comparison? = nil, drivers: Drivers? = nil,
    choice: Choice? = nil, bottlenecks: Bottlenecks? = nil,
    language: Language = .en, provenance: Provenance, register: [RegisterEntry] = []
  ) {
    self.forecast = forecast
    self.provenance = provenance
    self.register = register
    let say = Words(language: language)
    tables = ForecastTables(forecast, language: language)
    comparisonTables = comparison.map { $0.tables(say) }
    driverTables = drivers.map { DriverTables(drivers: $0, say: say, bottlenecks: bottlenecks) }
    choiceTables = choice.map { ChoiceTables(choice: $0, say: say) }
    bottleneckTables = bottlenecks.map { BottleneckTables(bottlenecks: $0, say: say) }
    tornadoes = Dictionary(
      (drivers?.targets ?? []).map { ($0.subject.id, $0) }
    ) { first, _ in first }
    indices = Dictionary(
      zip(forecast.targets.map(\.target.id), forecast.targets.indices)
    ) { first, _ in first }
  }
}

extension PlanningPack {
  /// - Parameters:
  ///   - reforecast: The run to report, given what is known.
  ///   - previous: The meeting before, if it was kept.
  ///   - comparison: Options beside the plan, given what is known.
  ///   - drivers: What drives the targets, given what is known.
  ///   - choice: The best use of the budget, given what is known.
  ///   - bottlenecks: Where it is tight, given what is known.
  ///   - language: Of every word but the scenario's own texts.
  ///   - provenance: Where the run comes from, for who would repeat it.
  ///   - register: The scenario's inputs other than its targets, in the file's order.
  public init(
    _ reforecast: Reforecast, previous: PreviousMeeting? = nil, comparison: Comparison? = nil,
    drivers: Drivers? = nil, choice: Choice? = nil, bottlenecks: Bottlenecks? = nil,
    language: Language = .en, provenance: Provenance, register: [RegisterEntry] = []
  ) {
    self.init(
      reforecast.now, comparison: comparison, drivers: drivers, choice: choice,
      bottlenecks: bottlenecks, language: language, provenance: provenance, register: register)
    let progress = ProgressTables(reforecast, previous: previous, language: language)
    tables = progress.forecast
    self.progress = progress
  }
}

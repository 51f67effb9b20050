public import Buildout

extension Forecast {
  /// The forecast for other programs, every field as <doc:ForecastJSON> lists it.
  ///
  /// The keys have a fixed order, numbers at most nine significant digits, and what is not estimable
  /// or not finite is null. The same forecast gives the same bytes on every platform.
  ///
  /// - Parameter provenance: Where the numbers come from.
  public func json(_ provenance: Provenance) -> String { json(ForecastColumns(), provenance) }

  func json(_ columns: ForecastColumns, _ provenance: Provenance) -> String {
    JSON.object(
      members(columns, provenance) { _ in [] }
    ).document
  }

  /// - Parameter further: What else is said of a target, by its index.
  func members(
    _ columns: ForecastColumns, _ provenance: Provenance, further: (Int) -> [(String, JSON)]
  ) -> [(String, JSON)] {
    JSON.header(scenario, provenance) + [
      ("warnings", .integer(provenance.warnings)),
      ("seed", .unsigned(seed)),
      ("trials", .integer(trials)),
      ("option", JSON(option)),
      (
        "targets",
        .array(
          targets.enumerated().map { index, target in
            .object(columns.targets.json(TargetRow(answer: target)).members + further(index))
          })
      ),
      ("leads", .array(leadRows.map(columns.leads.json))),
      ("joint", .array(joint.map { columns.joint.json(JointRow($0)) })),
      ("targetsMet", targetsMet.json),
      ("precision", precision?.json ?? .null),
    ]
  }
}

extension Precision {
  var json: JSON {
    .object([
      ("wanted", .number(wanted)), ("left", .number(left)), ("reached", .flag(isReached)),
    ])
  }
}

extension JSON {
  /// What every document of Buildout begins with.
  static func header(_ scenario: Scenario, _ provenance: Provenance) -> [(String, JSON)] {
    [
      ("schema", .integer(1)),
      (
        "scenario",
        .object([
          ("id", .text(scenario.id)),
          ("title", JSON(scenario.title)),
          ("sha256", .text(provenance.sha256)),
          ("start", .text(scenario.calendar.start.description)),
          ("months", .integer(scenario.calendar.months)),
        ])
      ),
      (
        "engine",
        .object([
          ("version", .text(provenance.engineVersion)),
          ("stream", .integer(Forecast.streamVersion)),
        ])
      ),
    ]
      + (provenance.given.map { given in
        [
          (
            "given",
            .object([
              ("asOf", .text(given.asOf.description)), ("actuals", .integer(given.actuals)),
            ])
          )
        ]
      } ?? [])
      + (provenance.partial.map { partial in
        [
          (
            "partial",
            .object([("trials", .integer(partial.trials)), ("of", .integer(partial.all))])
          )
        ]
      } ?? [])
  }

  /// The same of a document about differences, which cost money and hold together with a confidence.
  static func header(
    _ scenario: Scenario, _ provenance: Provenance, seed: UInt64, trials: Int,
    _ confidence: Confidence
  ) -> [(String, JSON)] {
    header(scenario, provenance) + [
      ("money", JSON(scenario.money)),
      ("seed", .unsigned(seed)),
      ("trials", .integer(trials)),
      ("level", .number(confidence.level)),
      ("statements", .integer(confidence.statements)),
    ]
  }

  init(_ title: Text) { self = .object([("en", JSON(title.en)), ("zh", JSON(title.zh))]) }

  /// The Wilson interval of a probability.
  static func interval(_ proportion: Proportion) -> JSON {
    ends(proportion.interval, level: Proportion.level)
  }
}

/// What is said of a forecast's targets, of their months, and of targets together.
struct ForecastColumns: Sendable {
  var targets = Catalogue<TargetRow>.targets
  var months = Catalogue<MonthRow>.months
  var joint = Catalogue<JointRow>.joint
  var sectors = Catalogue<SectorRow>.sectors
  var leads = Catalogue<LeadRow>.leads

  /// The tables for programs.
  func sheets(_ forecast: Forecast) -> [Table] {
    let met = forecast.targetsMet
    let counts = (0...met.of).dropFirst().map { JointRow(met, atLeast: $0) }
    return [
      targets.sheet("forecast", forecast.targets.map { TargetRow(answer: $0) }),
      months.sheet("monthly", forecast.targets.flatMap(\.months)),
      joint.sheet("joint", forecast.joint.map { JointRow($0) } + counts),
      leads.sheet("leads", forecast.leadRows),
    ]
  }
}

extension JointForecast {
  var json: JSON { Catalogue<JointRow>.joint.json(JointRow(self)) }
}

extension JointForecast.Scope {
  /// The name other programs know it by: `all`, `sector:ID` or `group:ID`.
  var id: String {
    switch self {
    case .all: "all"
    case .sector(let id): "sector:" + id
    case .group(let id): "group:" + id
    }
  }
}

extension TargetsMet {
  var json: JSON {
    .object([
      ("of", .integer(of)),
      ("mean", .number(mean.value)),
      ("standardError", .number(mean.standardError)),
      ("p10", .integer(quantile(0.1))),
      ("p50", .integer(quantile(0.5))),
      ("p90", .integer(quantile(0.9))),
      ("distribution", .array(counts.map { .number(Double($0) / Double(trials)) })),
    ])
  }
}

import Buildout

extension Table.Cell {
  fileprivate static func number(_ value: Double?) -> Table.Cell { .number(value, shown: "") }
  fileprivate static func text(_ value: String?) -> Table.Cell { .text(value ?? "") }
}

/// The tables for other programs. Column names are a contract: they are added to, never changed.
extension Forecast {
  /// One row per target.
  var targetSheet: Table {
    let names = [
      "id", "title_en", "title_zh", "sector", "programme", "measure", "unit", "comparator", "value",
      "due", "firmness", "probability", "probability_low", "probability_high", "light", "mean",
      "standard_error", "p10", "p10_low", "p10_high", "p50", "p50_low", "p50_high", "p90",
      "p90_low",
      "p90_high", "mean_shortfall", "mean_shortfall_standard_error", "behind_schedule_half_time",
      "trials", "undefined",
    ]
    let rows = targets.map { forecast -> [Table.Cell] in
      let target = forecast.target
      let interval = forecast.met.interval
      let quantiles: [Table.Cell] = [forecast.p10, forecast.p50, forecast.p90].flatMap {
        [.number($0?.value), .number($0?.low), .number($0?.high)]
      }
      let undefined = Double(forecast.undefined) / Double(trials)
      let answer: [Table.Cell] = [
        .text(target.id), .text(target.title.en), .text(target.title.zh), .text(forecast.sector),
        .text(forecast.programme), .text(forecast.measure),
        .text(forecast.unit.en ?? forecast.unit.zh ?? ""),
        .text(target.comparator.rawValue), .number(target.value), .text(target.due.description),
        .text(target.firmness.rawValue), .number(forecast.met.value),
        .number(interval.lowerBound), .number(interval.upperBound),
        .light(forecast.light, shown: forecast.light.rawValue), .number(forecast.mean?.value),
        .number(forecast.mean?.standardError),
      ]
      return answer + quantiles + [
        .number(forecast.meanShortfall?.value), .number(forecast.meanShortfall?.standardError),
        .number(forecast.halfTime?.behindSchedule?.value), .number(Double(trials)),
        .number(undefined),
      ]
    }
    return Table(id: "forecast", columns: names.map { .init($0) }, rows: rows)
  }

  /// One row per target and month.
  var monthlySheet: Table {
    let names = [
      "id", "month", "p10", "p50", "p90", "probability_met", "probability_met_low",
      "probability_met_high", "probability_behind_schedule", "probability_first_reached",
      "undefined",
    ]
    let rows = targets.flatMap { target in
      target.monthly.enumerated().map { place, month -> [Table.Cell] in
        let reached = target.firstReached.indices.contains(place) ? target.firstReached[place] : 0
        return [
          .text(target.target.id), .text(month.month.description), .number(month.p10),
          .number(month.p50), .number(month.p90), .number(month.met.value),
          .number(month.met.interval.lowerBound), .number(month.met.interval.upperBound),
          .number(month.behindSchedule?.value), .number(Double(reached) / Double(trials)),
          .number(Double(month.undefined) / Double(trials)),
        ]
      }
    }
    return Table(id: "monthly", columns: names.map { .init($0) }, rows: rows)
  }

  /// One row per joint probability, then one per number of firm targets met.
  var jointSheet: Table {
    let names = [
      "id", "targets", "at_least", "probability", "probability_low", "probability_high", "at_most",
    ]
    func row(
      _ id: String, of: Int, atLeast: Int, atMost: Int? = nil, _ met: Proportion
    ) -> [Table.Cell] {
      [
        .text(id), .number(Double(of)), .number(Double(atLeast)), .number(met.value),
        .number(met.interval.lowerBound), .number(met.interval.upperBound),
        .number(atMost.map(Double.init)),
      ]
    }
    let scopes = joint.map {
      row($0.scope.id, of: $0.targets.count, atLeast: $0.atLeast, atMost: $0.atMost, $0.met)
    }
    let counts = (0...targetsMet.of).map {
      row("at-least", of: targetsMet.of, atLeast: $0, targetsMet.atLeast($0))
    }
    return Table(id: "joint", columns: names.map { .init($0) }, rows: scopes + counts.dropFirst())
  }
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

public import Buildout

extension Forecast {
  /// The forecast for other programs, every field as <doc:ForecastJSON> lists it.
  ///
  /// The keys have a fixed order, numbers at most nine significant digits, and what is not estimable
  /// or not finite is null. The same forecast gives the same bytes on every platform.
  ///
  /// - Parameters:
  ///   - sha256: The checksum of the scenario file's bytes, 64 hexadecimal digits.
  ///   - engineVersion: The version of Buildout that made the forecast.
  ///   - warnings: How many warnings the scenario gives.
  public func json(sha256: String, engineVersion: String, warnings: Int = 0) -> String {
    JSON.object(
      JSON.header(scenario, sha256: sha256, engineVersion: engineVersion) + [
        ("warnings", .integer(warnings)),
        ("seed", .unsigned(seed)),
        ("trials", .integer(trials)),
        ("option", JSON(option)),
        ("targets", .array(targets.map { $0.json(trials: trials) })),
        ("joint", .array(joint.map(\.json))),
        ("targetsMet", targetsMet.json),
        ("precision", precision?.json ?? .null),
      ]
    ).document
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
  static func header(
    _ scenario: Scenario, sha256: String, engineVersion: String
  ) -> [(String, JSON)] {
    [
      ("schema", .integer(1)),
      (
        "scenario",
        .object([
          ("id", .text(scenario.id)),
          ("title", JSON(scenario.title)),
          ("sha256", .text(sha256)),
          ("start", .text(scenario.calendar.start.description)),
          ("months", .integer(scenario.calendar.months)),
        ])
      ),
      (
        "engine",
        .object([
          ("version", .text(engineVersion)), ("stream", .integer(Forecast.streamVersion)),
        ])
      ),
    ]
  }

  init(_ title: Text) { self = .object([("en", JSON(title.en)), ("zh", JSON(title.zh))]) }

  /// The Wilson interval of a probability.
  static func interval(_ proportion: Proportion) -> JSON {
    ends(proportion.interval, level: Proportion.level)
  }

  fileprivate static func ends(_ quantile: QuantileEstimate?) -> JSON {
    .object([("low", JSON(quantile?.low)), ("high", JSON(quantile?.high))])
  }
}

extension TargetForecast {
  fileprivate func json(trials: Int) -> JSON {
    .object(promise + answer(trials: trials))
  }

  private var promise: [(String, JSON)] {
    [
      ("id", .text(target.id)),
      ("title", JSON(target.title)),
      ("sector", JSON(sector)),
      ("programme", JSON(programme)),
      ("measure", .text(measure)),
      ("unit", .text(unit.en ?? unit.zh ?? "")),
      ("comparator", .text(target.comparator.rawValue)),
      ("value", .number(target.value)),
      ("due", .text(target.due.description)),
      ("firmness", .text(target.firmness.rawValue)),
    ]
  }

  private func answer(trials: Int) -> [(String, JSON)] {
    [
      ("probability", .number(met.value)),
      ("interval", .interval(met)),
      ("light", .text(light.rawValue)),
      ("undefined", .number(Double(undefined) / Double(trials))),
      ("mean", JSON(mean?.value)),
      ("standardError", JSON(mean?.standardError)),
      ("p10", JSON(p10?.value)),
      ("p50", JSON(p50?.value)),
      ("p90", JSON(p90?.value)),
      (
        "quantileIntervals",
        .object([
          ("p10", .ends(p10)), ("p50", .ends(p50)), ("p90", .ends(p90)),
          ("level", .number(Proportion.level)),
        ])
      ),
      ("meanShortfall", JSON(meanShortfall?.value)),
      ("meanShortfallStandardError", JSON(meanShortfall?.standardError)),
      ("firstReached", .array(firstReached.map { .number(Double($0) / Double(trials)) })),
      ("monthly", .array(monthly.map(\.json))),
    ]
  }
}

extension MonthForecast {
  fileprivate var json: JSON {
    .object([
      ("month", .text(month.description)),
      ("p10", JSON(p10)),
      ("p50", JSON(p50)),
      ("p90", JSON(p90)),
      ("probabilityMet", .number(met.value)),
      ("probabilityBehindSchedule", JSON(behindSchedule?.value)),
      ("undefined", .number(Double(undefined) / Double(met.trials))),
    ])
  }
}

extension JointForecast {
  var json: JSON {
    .object([
      ("id", .text(scope.id)),
      ("targets", .array(targets.map(JSON.text))),
      ("atLeast", .integer(atLeast)),
      ("atMost", atMost.map(JSON.integer) ?? .null),
      ("probability", .number(met.value)),
      ("interval", .interval(met)),
    ])
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

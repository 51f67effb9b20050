public import Buildout

extension Report {
  /// The odds of a plan of which part is known: what is done, who is behind, what has changed, the monthly
  /// table, and then the forecast as it is read without actuals.
  ///
  /// - Parameters:
  ///   - reforecast: What was computed.
  ///   - previous: The meeting before, if it was kept.
  ///   - optionTitle: Of the option that the forecast's plan carries out, if any.
  ///   - language: Of all that is read by people.
  ///   - provenance: Where the numbers come from.
  public init(
    _ reforecast: Reforecast, previous: PreviousMeeting? = nil, optionTitle: Text = Text(),
    language: Language = .en, provenance: Provenance
  ) {
    self.init(
      ProgressTables(reforecast, previous: previous, language: language), optionTitle: optionTitle,
      provenance: provenance)
  }

  init(_ progress: ProgressTables, optionTitle: Text = Text(), provenance: Provenance) {
    let plain = Report(progress.forecast, optionTitle: optionTitle, provenance: provenance)
    language = plain.language
    title = plain.title
    facts = [progress.facts] + plain.facts
    notes = progress.notes + plain.notes
    tables = progress.tables + plain.tables + progress.learnedTable
    let legend = progress.legend
    let known = Set(legend.map(\.term))
    self.legend = legend + plain.legend.filter { !known.contains($0.term) }
    sheets = progress.sheets
  }
}

extension Reforecast {
  /// The re-forecast for other programs: the forecast's fields and those of the actuals, as
  /// <doc:ForecastJSON> lists them.
  ///
  /// - Parameters:
  ///   - provenance: Where the numbers come from.
  ///   - previous: The meeting before, if it was kept.
  public func json(_ provenance: Provenance, previous: PreviousMeeting? = nil) -> String {
    let rows = ProgressTables(self, previous: previous, language: .en).rows
    let catalogue = Catalogue<ProgressRow>.progress
    let members = now.members(ForecastColumns(), provenance) { catalogue.json(rows[$0]).members }
    return JSON.object(members + own(previous)).document
  }

  private func own(_ previous: PreviousMeeting?) -> [(String, JSON)] {
    let calendar = now.scenario.calendar
    func learned(_ kind: (Learned.Number) -> Bool) -> JSON {
      .array(
        self.learned.filter { kind($0.number) }.map {
          .object([
            ("id", .text($0.number.id)), ("before", $0.before.json), ("now", $0.now.json),
          ])
        })
    }
    return [
      ("asOf", .text(calendar.month(actuals.asOf).description)),
      ("previousAsOf", JSON(previous?.asOf?.description)),
      ("actuals", .integer(actuals.readings.count)),
      ("scatter", JSON(scatter)), ("outside", .integer(outside)),
      ("disagreement", .number(disagreement)),
      (
        "learned",
        .object([
          ("factors", learned { if case .factor = $0 { true } else { false } }),
          ("pools", learned { if case .pool = $0 { true } else { false } }),
          ("numbers", learned { if case .own = $0 { true } else { false } }),
          ("risks", .array(risks.map(\.json))),
        ])
      ),
    ]
  }
}

extension Reforecast.LearnedRisk {
  var json: JSON {
    .object([
      ("id", .text(risk)), ("happenedBefore", .number(happenedBefore)),
      ("happenedNow", .number(happenedNow)), ("actsBefore", .number(actsBefore)),
      ("actsNow", .number(actsNow)),
    ])
  }
}

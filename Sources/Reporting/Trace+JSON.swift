public import Buildout

extension Trace {
  /// The trial for other programs, every field as <doc:TraceJSON> lists it.
  public func json(_ provenance: Provenance) -> String {
    JSON.object(
      JSON.header(scenario, provenance) + [
        ("seed", .unsigned(seed)),
        ("trial", .integer(trial)),
        ("option", JSON(option)),
        ("factors", .array(factors.map(\.json))),
        ("months", .array(months.map(json))),
      ]
    ).document
  }

  private func json(_ month: MonthTrace) -> JSON {
    let programmes = Catalogue.tracedProgrammes(money: scenario.money)
    func row<Reading>(_ reading: Reading) -> TraceRow<Reading> {
      TraceRow(month: month.month, reading: reading)
    }
    return .object([
      ("month", .text(month.month.description)),
      ("acting", .array(month.acting.map(JSON.text))),
      ("factors", .array(month.factors.map(\.json))),
      ("pools", .array(month.pools.map { Catalogue.tracedPools.json(row($0)) })),
      ("programmes", .array(month.programmes.map { programmes.json(row($0)) })),
      ("targets", .array(targets(month).map(Catalogue.traced.json))),
    ])
  }
}

extension Trace.Named<Double> {
  fileprivate var json: JSON { .object([("id", .text(id)), ("value", .number(value))]) }
}

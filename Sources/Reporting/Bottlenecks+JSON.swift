public import Buildout

extension Bottlenecks {
  /// The bottlenecks for other programs, every field as <doc:BottlenecksJSON> lists it.
  ///
  /// - Parameter provenance: Where the numbers come from.
  public func json(_ provenance: Provenance) -> String {
    let (catalogue, months) = (Catalogue.pools(self), Catalogue.poolMonths(self))
    return JSON.object(
      JSON.header(scenario, provenance) + [
        ("money", JSON(scenario.money)),
        ("seed", .unsigned(seed)),
        ("trials", .integer(trials)),
        ("observedTrials", .integer(observedTrials)),
        ("level", .number(confidence.level)),
        ("statements", .integer(confidence.statements)),
        ("pools", .array(pools.map { catalogue.json(PoolRow(load: $0)) })),
        (
          "load", .array(monthRows.map { months.json($0) })
        ),
      ]
    ).document
  }
}

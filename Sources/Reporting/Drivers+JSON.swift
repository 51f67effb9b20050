public import Buildout

extension Drivers {
  /// The drivers for other programs, every field as <doc:DriversJSON> lists it.
  public func json(_ provenance: Provenance) -> String {
    JSON.object(
      JSON.header(scenario, provenance) + [
        ("seed", .unsigned(seed)),
        ("trials", .integer(trials)),
        ("sampledTrials", .integer(sampledTrials)),
        ("targetsMet", targetsMet.map(json) ?? .null),
        ("targets", .array(targets.map(json))),
      ]
    ).document
  }

  private func json(_ tornado: Tornado) -> JSON {
    let id: [(String, JSON)] =
      if case .target(let id) = tornado.subject { [("id", .text(id))] } else { [] }
    return .object(
      id + [
        ("asItStands", .estimate(tornado.asItStands, level: Proportion.level)),
        ("level", .number(tornado.confidence.level)),
        ("statements", .integer(tornado.confidence.statements)),
        ("drivers", .array(rows(tornado).map(Catalogue.drivers.json))),
      ])
  }
}

extension JSON {
  /// A figure with its interval.
  static func estimate(_ estimate: Estimate, level: Double) -> JSON {
    .object([
      ("value", .number(estimate.value)),
      ("low", .number(estimate.interval.lowerBound)),
      ("high", .number(estimate.interval.upperBound)),
      ("level", .number(level)),
    ])
  }
}

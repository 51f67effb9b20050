public import Buildout

extension Comparison {
  /// The comparison for other programs, every field as <doc:ComparisonJSON> lists it.
  public func json(_ provenance: Provenance) -> String {
    JSON.object(
      JSON.header(scenario, provenance, seed: seed, trials: trials, confidence) + [
        ("base", base),
        (
          "options",
          .array(
            options.map { Catalogue.options(self).json(OptionRow(outcome: $0)) })
        ),
        ("frontier", .array(frontier.map(JSON.text))),
        ("precision", precision?.json ?? .null),
      ]
    ).document
  }

  private var base: JSON {
    .object([
      (
        "targets",
        .array(
          zip(scenario.targets, targets).map { target, met in
            .object([
              ("id", .text(target.id)), ("title", JSON(target.title)),
              ("firmness", .text(target.firmness.rawValue)),
              ("probability", .number(met.value)), ("interval", .interval(met)),
            ])
          })
      ),
      ("joint", .array(joint.map(\.json))),
      ("targetsMet", targetsMet.json),
      ("dominatedBy", .array(dominatedBy.map(JSON.text))),
      ("noBetterThan", JSON(noBetterThan)),
    ])
  }
}

extension JSON {
  static func ends(_ interval: ClosedRange<Double>, level: Double) -> JSON {
    .object([
      ("low", .number(interval.lowerBound)), ("high", .number(interval.upperBound)),
      ("level", .number(level)),
    ])
  }
}

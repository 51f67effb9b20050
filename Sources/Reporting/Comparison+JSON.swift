public import Buildout

extension Comparison {
  /// The comparison for other programs, every field as <doc:ComparisonJSON> lists it.
  public func json(sha256: String, engineVersion: String) -> String {
    JSON.object(
      JSON.header(scenario, sha256: sha256, engineVersion: engineVersion) + [
        ("money", JSON(scenario.money)),
        ("seed", .unsigned(seed)),
        ("trials", .integer(trials)),
        ("level", .number(confidence.level)),
        ("statements", .integer(confidence.statements)),
        ("base", base),
        ("options", .array(options.map { $0.json(in: self) })),
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

  /// How an option fares on targets, one or together.
  fileprivate func json(
    _ id: String, _ pair: PairedProportion, _ outcome: OptionOutcome, canReach: Bool
  ) -> JSON {
    let difference = difference(pair)
    return .object([
      ("id", .text(id)),
      ("reachable", .flag(canReach)),
      ("probability", .number(pair.second.value)),
      ("difference", .number(difference.value)),
      ("interval", .ends(difference.interval, level: confidence.eachLevel)),
      ("onlyBase", .integer(pair.onlyFirst)),
      ("onlyOption", .integer(pair.onlySecond)),
      ("decisive", .flag(!difference.isUndecided)),
      ("costPerPoint", cost(costPerPoint(outcome, pair))),
    ])
  }

  fileprivate func cost(_ estimate: Estimate?) -> JSON {
    estimate.map { .estimate($0, level: confidence.eachLevel) } ?? .null
  }
}

extension OptionOutcome {
  fileprivate func json(in comparison: Comparison) -> JSON {
    let gain = comparison.gain(self)
    let scenario = comparison.scenario
    return .object([
      ("id", .text(option.id)),
      ("title", JSON(option.title)),
      ("from", JSON(option.from?.description)),
      (
        "cost",
        .object([
          ("oneOff", .number(option.oneOffCost)), ("monthly", .number(option.monthlyCost)),
          ("total", .number(option.cost)),
          (
            "months",
            .array(
              option.monthly.map {
                .object([
                  ("monthly", .number($0.amount)),
                  ("from", .text(($0.from ?? scenario.calendar.start).description)),
                ])
              })
          ),
        ])
      ),
      (
        "targets",
        .array(
          scenario.targets.indices.map {
            comparison.json(scenario.targets[$0].id, targets[$0], self, canReach: canReach[$0])
          })
      ),
      (
        "joint",
        .array(
          zip(comparison.joint, joint).map {
            comparison.json($0.scope.id, $1, self, canReach: comparison.canReach($0, self))
          })
      ),
      ("targetsMet", targetsMet.json),
      ("gain", .estimate(gain, level: comparison.confidence.eachLevel)),
      ("gainDecisive", .flag(!gain.isUndecided)),
      ("costPerTarget", comparison.cost(comparison.costPerTarget(self))),
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

public import Buildout

extension Choice {
  /// The choice for other programs, every field as <doc:ChoiceJSON> lists it.
  public func json(_ provenance: Provenance) -> String {
    let catalogue = Catalogue.choice(self)
    func row(_ index: Int?, before: Int? = nil) -> JSON {
      index.map { catalogue.json(ChoiceRow(index: $0, before: before)) } ?? .null
    }
    let indices = frontier
    let gap = best.flatMap { best in runnerUp.map { difference(from: $0, to: best) } }
    return JSON.object(
      JSON.header(scenario, provenance, seed: seed, trials: trials, confidence) + [
        ("aim", .text(aim.id)),
        (
          "budget",
          .object([("low", .number(budget.lowerBound)), ("high", .number(budget.upperBound))])
        ),
        ("levers", .array(levers.map(Choice.json))),
        ("base", row(base)),
        ("best", row(best)),
        ("runnerUp", row(runnerUp)),
        (
          "difference", gap.map { JSON.estimate($0, level: confidence.eachLevel) } ?? .null
        ),
        ("decisive", gap.map { .flag(!$0.isUndecided) } ?? .null),
        ("undecided", .array(undecided.map { .text(id($0)) })),
        ("finalists", .array(finalists.indices.map { row($0) })),
        (
          "frontier",
          .array(
            indices.enumerated().map { row($1, before: $0 > 0 ? indices[$0 - 1] : nil) })
        ),
        ("bend", JSON(bend.map(id))),
        ("simulations", .integer(effort.simulations)),
        ("effort", effort.json),
        ("idle", .array(idle.map(JSON.text))),
      ]
    ).document
  }

  private static func json(_ lever: Lever) -> JSON {
    .object([
      ("id", .text(lever.id)), ("title", JSON(lever.title)),
      ("least", .integer(lever.levels.first ?? 0)), ("most", .integer(lever.levels.last ?? 0)),
      ("levels", .integer(lever.levels.count)),
      ("oneOff", .number(lever.oneOffCost)), ("monthly", .number(lever.monthlyCost)),
      ("from", JSON(lever.from?.description)),
      ("needs", .array(lever.needs.map(JSON.text))),
      ("excludes", .array(lever.excludes.map(JSON.text))),
      ("exchange", JSON(lever.exchange)),
    ])
  }
}

extension Choice.Effort {
  fileprivate var json: JSON {
    .object([
      ("combinations", .integer(combinations)), ("counted", .flag(!isBounded)),
      ("exhaustive", .flag(isExhaustive)), ("parts", .integer(parts)),
      ("planTrials", .number(planTrials)), ("leftOver", .integer(leftOver)),
      ("skippedSteps", .integer(skippedSteps)),
    ])
  }
}

extension Aim {
  /// The name other programs know it by.
  var id: String {
    switch self {
    case .targetsMet: "targets-met"
    case .goal(.target(let id)): id
    case .goal(.joint(let scope)): scope.id
    }
  }
}

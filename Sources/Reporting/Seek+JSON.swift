public import Buildout

extension GoalSeek {
  /// The search for other programs, every field as <doc:SeekJSON> lists it.
  ///
  /// - Parameters:
  ///   - path: Which number was varied.
  ///   - current: Its value in the scenario as it stands.
  ///   - option: The id of the option that was carried out first; nil for the plan as it stands.
  ///   - provenance: Where the numbers come from.
  public func json(
    path: String, current: Double, option: String? = nil, _ provenance: Provenance
  ) -> String {
    JSON.object(
      JSON.header(scenario, provenance) + [
        ("seed", .unsigned(seed)),
        ("trials", .integer(trials)),
        ("option", JSON(option)),
        ("path", .text(path)),
        ("current", .number(current)),
        (
          "between",
          .object([
            ("low", .number(grid.low)), ("high", .number(grid.high)), ("step", JSON(grid.step)),
          ])
        ),
        (
          "goal",
          .object([
            ("id", .text(goal.id)), ("targets", .array(targets.map(JSON.text))),
            ("atLeast", .integer(atLeast)), ("atMost", atMost.map(JSON.integer) ?? .null),
            ("probability", .number(probability)),
          ])
        ),
        ("base", .object([("probability", .number(base.value)), ("interval", .interval(base))])),
        ("fact", fact.map(JSON.flag) ?? .null),
        ("reachable", .flag(canAffectGoal)),
        ("rising", direction == .neither ? .null : .flag(direction == .rising)),
        ("flat", .flag(isFlat)),
        ("monotone", .flag(reversal == nil)),
        ("found", found.map(json) ?? .null),
        ("before", before.map(json) ?? .null),
        ("beforeEarliest", JSON(beforeEarliest?.value)),
        ("earliest", JSON(earliest?.value)),
        ("latest", JSON(latest?.value)),
        ("greatest", greatest.map(json) ?? .null),
        ("plateau", JSON(plateau?.value)),
        ("best", best.map(json) ?? .null),
        ("attempts", .array(attempts.map(json))),
      ]
    ).document
  }

  private func json(_ attempt: Attempt) -> JSON {
    Catalogue.attempts.json(AttemptRow(attempt: attempt, isFound: false, trials: trials))
  }
}

extension Goal {
  /// The name other programs know it by.
  fileprivate var id: String {
    switch self {
    case .target(let id): id
    case .joint(let scope): scope.id
    }
  }
}

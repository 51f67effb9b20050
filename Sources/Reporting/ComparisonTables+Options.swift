import Buildout

/// The options side by side.
extension ComparisonTables {
  /// What all costs are counted in, by the largest.
  var money: PlannerUnit {
    say.planner(
      value: comparison.options.map(\.option.cost.magnitude).max() ?? 0, unit: scenario.money)
  }

  /// All firm targets together, as the plan stands and with each option.
  private var together: (stands: Proportion, options: [PairedProportion])? {
    guard let all = comparison.joint.firstIndex(where: { $0.scope == .all }) else { return nil }
    return (comparison.joint[all].met, comparison.options.map { $0.joint[all] })
  }

  /// Whether any option can be told from the plan by the probability of all firm targets.
  var tellsTogether: Bool {
    guard comparison.targetsMet.of > 1, let (stands, options) = together else { return false }
    return options.contains {
      comparison.isDecisive($0) || say.percent($0.second) != say.percent(stands)
    }
  }

  var options: Table {
    let base = OptionRow(outcome: nil, stands: together?.stands)
    let rows = comparison.options.enumerated().map { index, outcome in
      OptionRow(outcome: outcome, together: together?.options[index])
    }
    // Those of firm targets only where there are any, those of all of them together only where that tells
    // the options apart.
    let left =
      (hasFirm ? [] : ["targets_met", "gain", "interval", "cost_per_target"])
      + (tellsTogether ? [] : ["together", "points", "cost_per_point"])
    return Catalogue.options(comparison).table(
      "options", say("Options", "备选措施"),
      note: say(
        "Efficient frontier, the cheapest first: ", "有效前沿（由低成本到高成本）：")
        + list(comparison.frontier.filter { !showsNoGain($0) })
        + say(".", "。")
        + say(
          " Each option is judged by itself. An option that is off the frontier may still be worth adding to another one.",
          "以上对每项备选措施（含组合措施）分别评价；不在前沿上的措施，与其他措施合用时仍可能值得采用。")
        + (money.name.isEmpty ? "" : say(" Costs in \(money.name).", "成本单位：\(money.name)。"))
        + sameTogether,
      in: .table, [base] + rows, without: Set(left), say)
  }

  /// What the columns that are left out would say in every row.
  private var sameTogether: String {
    guard !tellsTogether, comparison.targetsMet.of > 1, let (stands, _) = together else {
      return ""
    }
    let probability = say.percent(stands)
    return say(
      " All \(comparison.targetsMet.of) firm targets together: \(probability) with and without every option.",
      "全部\(comparison.targetsMet.of)项刚性目标同时完成的概率：无论是否采取措施，均为\(probability)。")
  }

  func verdict(_ id: String, _ dominatedBy: [String], _ like: String?) -> String {
    if !dominatedBy.isEmpty {
      return say("! dominated by ", "! 劣于：") + list(inSentence: dominatedBy)
    }
    if let like {
      let name = list(inSentence: [like])
      return say("~ costs more, same as \(name)", "~ 成本更高，结果与“\(name)”相同")
    }
    guard comparison.frontier.contains(id) else { return say("~ off the frontier", "~ 不在前沿上") }
    return showsNoGain(id) ? say("~ no clear gain", "~ 增益不显著") : say("+ efficient", "+ 在前沿上")
  }

  /// Whether an option costs something and its gain of firm targets cannot be told from none: nothing
  /// dominates it, and it is not shown to be worth its cost either.
  private func showsNoGain(_ id: String) -> Bool {
    guard hasFirm, let outcome = comparison.options.first(where: { $0.option.id == id }) else {
      return false
    }
    return outcome.option.cost > 0 && comparison.gain(outcome).isUndecided
  }

  /// Of the gain; that no trial made differs does not say that none can.
  func interval(_ outcome: OptionOutcome, _ gain: Estimate) -> Table.Cell {
    guard gain.halfWidth > 0 else { return .text(say("cannot differ", "不受影响")) }
    return outcome.gain.isSameInEveryTrial
      ? .text(say("same in all trials", "各次模拟相同")) : say.numberInterval(gain)
  }
}

import Buildout

/// The options side by side.
extension ComparisonTables {
  /// What all costs are counted in, by the largest.
  var money: PlannerUnit {
    say.planner(
      value: comparison.options.map(\.option.cost.magnitude).max() ?? 0, unit: scenario.money)
  }

  private func amount(_ value: Double) -> Table.Cell {
    .figure(Digits.exact(value / money.scale, significant: 6))
  }

  /// The columns of the options' table, in their order.
  enum Column: CaseIterable {
    case option, oneOff, monthly, cost, targetsMet, gain, interval
    case together, points, costPerTarget, costPerPoint, verdict
  }

  /// Those of firm targets only where there are any, those of all of them together only where that tells
  /// the options apart.
  private var columns: [Column] {
    let firm: [Column] = [.targetsMet, .gain, .interval, .costPerTarget]
    let joint: [Column] = [.together, .points, .costPerPoint]
    return Column.allCases.filter {
      (hasFirm || !firm.contains($0)) && (tellsTogether || !joint.contains($0))
    }
  }

  /// Where a column stands in the options' table; nil if it is not there.
  func place(_ column: Column) -> Int? { columns.firstIndex(of: column) }

  /// All firm targets together, as the plan stands and with each option.
  private var together: (stands: Proportion, options: [PairedProportion])? {
    guard let all = comparison.joint.firstIndex(where: { $0.scope == .all }) else { return nil }
    return (comparison.joint[all].met, comparison.options.map { $0.joint[all] })
  }

  /// Whether any option can be told from the plan by the chance of all firm targets.
  var tellsTogether: Bool {
    guard comparison.targetsMet.of > 1, let (stands, options) = together else { return false }
    return options.contains {
      comparison.isDecisive($0) || say.percent($0.second) != say.percent(stands)
    }
  }

  var options: Table {
    let columns = columns
    let base = columns.map { column -> Table.Cell in
      switch column {
      case .option: .text(name(ResourcingOption.baseID))
      case .oneOff, .monthly, .cost: amount(0)
      case .targetsMet: mean(comparison.targetsMet)
      case .interval: .text("-")
      case .together: say.chance(together?.stands)
      case .gain, .points, .costPerTarget, .costPerPoint: .figure(nil)
      case .verdict:
        .text(verdict(ResourcingOption.baseID, comparison.dominatedBy, comparison.noBetterThan))
      }
    }
    let rows = comparison.options.enumerated().map { place, outcome in
      columns.map { cell($0, outcome, together?.options[place]) }
    }
    return Table(
      id: "options", title: say("Options", "备选措施"),
      note: say(
        "Efficient frontier, the cheapest first: ", "有效前沿（由低成本到高成本）：")
        + list(comparison.frontier.filter { !showsNoGain($0) })
        + say(".", "。")
        + say(
          " Each option is judged by itself: one that is beaten may still be worth adding to another.",
          "上述结论针对单项措施；单独不占优的措施与其他措施组合后仍可能值得采用。")
        + (money.name.isEmpty ? "" : say(" Costs in \(money.name).", "成本单位：\(money.name)。"))
        + sameTogether,
      columns: columns.map(heading), rows: [base] + rows)
  }

  /// What the columns that are left out would say in every row.
  private var sameTogether: String {
    guard !tellsTogether, comparison.targetsMet.of > 1, let (stands, _) = together else {
      return ""
    }
    let chance = say.percent(stands)
    return say(
      " All \(comparison.targetsMet.of) firm targets together: \(chance) with and without every option.",
      "全部\(comparison.targetsMet.of)项刚性目标同时完成的概率：无论是否采取措施，均为\(chance)。")
  }

  private func heading(_ column: Column) -> Table.Column {
    switch column {
    case .option: .init(say("Option", "措施"), wraps: true)
    case .oneOff: .init(say("One-off", "一次性"), .trailing, isExtra: true)
    case .monthly: .init(say("Monthly", "每月"), .trailing, isExtra: true)
    case .cost: .init(say("Cost", "总成本"), .trailing)
    case .targetsMet: .init(say("Targets met", "完成项数"), .trailing)
    case .gain: .init(say("Gain", "增加"), .trailing)
    case .interval: .init(say("Interval", "置信区间"), .trailing, isExtra: true)
    case .together: .init(say("All together", "全部完成"), .trailing)
    case .points: .init(say("Points", "百分点"), .trailing)
    case .costPerTarget: .init(say("Cost per target", "每项成本"), .trailing)
    case .costPerPoint: .init(say("Cost per point", "每百分点成本"), .trailing, isExtra: true)
    case .verdict: .init(say("Verdict", "结论"), wraps: true)
    }
  }

  private func cell(_ column: Column, _ outcome: OptionOutcome, _ together: PairedProportion?)
    -> Table.Cell
  {
    let option = outcome.option
    let gain = comparison.gain(outcome)
    switch column {
    case .option: return .text(name(option.id))
    case .oneOff: return amount(option.oneOffCost)
    case .monthly: return amount(option.monthlyCost)
    case .cost: return amount(option.cost)
    case .targetsMet: return mean(outcome.targetsMet)
    case .gain: return .figure(shown(gain))
    case .interval: return interval(outcome, gain)
    case .together: return say.chance(together?.second)
    case .points: return together.map(points) ?? .text("-")
    case .costPerTarget: return cost(comparison.costPerTarget(outcome))
    case .costPerPoint:
      return cost(together.flatMap { comparison.costPerPoint(outcome, $0) })
    case .verdict: return .text(verdict(option.id, outcome.dominatedBy, outcome.noBetterThan))
    }
  }

  private func mean(_ met: TargetsMet) -> Table.Cell {
    .figure(Digits.estimate(met.mean))
  }

  private func verdict(_ id: String, _ beatenBy: [String], _ like: String?) -> String {
    if !beatenBy.isEmpty { return say("! beaten by ", "! 劣于：") + list(inSentence: beatenBy) }
    if let like {
      let name = list(inSentence: [like])
      return say("~ no better than \(name), dearer", "~ 与“\(name)”结果相同，成本更高")
    }
    guard comparison.frontier.contains(id) else { return say("~ off the frontier", "~ 不在前沿上") }
    return showsNoGain(id) ? say("~ no gain shown", "~ 增益不显著") : say("+ efficient", "+ 在前沿上")
  }

  /// Whether an option costs something and its gain of firm targets cannot be told from none: nothing beats
  /// it for certain, and it is not shown to be worth its cost either.
  private func showsNoGain(_ id: String) -> Bool {
    guard hasFirm, let outcome = comparison.options.first(where: { $0.option.id == id }) else {
      return false
    }
    return outcome.option.cost > 0 && comparison.gain(outcome).isUndecided
  }

  /// Of the gain; that no trial made differs does not say that none can.
  func interval(_ outcome: OptionOutcome, _ gain: Estimate) -> Table.Cell {
    guard gain.halfWidth > 0 else { return .text(say("out of reach", "无关")) }
    return outcome.gain.isSameInEveryTrial
      ? .text(say("none differed", "各次相同")) : say.numberInterval(gain)
  }
}

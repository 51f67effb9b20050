public import Buildout

extension Report {
  /// The best use of a budget, its rivals, and what more money would buy.
  public init(_ choice: Choice, language: Language = .en, provenance: Provenance) {
    let tables = ChoiceTables(choice: choice, say: Words(language: language))
    let say = tables.say
    let shown = tables.tables
    self.init(
      choice.scenario, about: say(": the best use of a budget", "：预算最优安排"),
      run: [say.trials(choice.trials) + say(" to judge each combination", "（每个组合）")],
      seed: choice.seed, provenance,
      notes: Report.notes(inputs: provenance.inputs, say: say) + tables.answer, tables: shown,
      legend: shown.legend(), sheets: [choice.sheet], say)
  }
}

extension Choice {
  fileprivate var sheet: Table {
    Catalogue.choice(self).sheet("choice", finalists.indices.map { ChoiceRow(index: $0) })
  }
}

/// What people read of a choice, in one language.
struct ChoiceTables {
  let choice: Choice
  let say: Words

  /// What all costs are counted in.
  var money: PlannerUnit {
    say.planner(
      value: max(
        choice.finalists.map(\.cost.magnitude).max() ?? 0, choice.budget.upperBound.magnitude),
      unit: choice.scenario.money)
  }

  var hasRange: Bool { choice.budget.lowerBound < choice.budget.upperBound }

  func amount(_ cost: Double) -> String {
    let unit = money
    let number = Digits.exact(cost / unit.scale, significant: 6).text
    return unit.name.isEmpty ? number : number + say.gap(unit.name) + unit.name
  }

  func name(_ index: Int) -> String { say.title(choice.title(index), id: choice.id(index)) }

  /// What is to be made as good as the money allows.
  var aim: String {
    switch choice.aim {
    case .targetsMet: return say("the number of firm targets met", "完成的刚性目标项数")
    case .goal(.target(let id)):
      let target = choice.scenario.targets.first { $0.id == id }
      let name = target.map(say.name) ?? id
      return say("the probability of: \(name)", "“\(name)”的完成概率")
    case .goal(.joint(.all)):
      return say("the probability of all firm targets together", "全部刚性目标同时完成的概率")
    case .goal(.joint(let scope)):
      let name = say.name(scope, in: choice.scenario)
      return say("the probability of: \(name)", "“\(name)”的完成概率")
    }
  }

  func value(_ index: Int) -> String {
    choice.proportion(index).map { say.percent($0).text }
      ?? Digits.besideOthers(choice.finalists[index].value).text
  }

  /// How much better, with its interval; without the sign of what is above 0.
  func difference(_ estimate: Estimate) -> String {
    let counts = choice.aim == .targetsMet
    var figure = counts ? Digits.numberDifference(estimate) : Digits.points(estimate)
    figure.isSigned = false
    let ends =
      counts ? Digits.numberDifferenceBounds(estimate) : Digits.pointsBounds(estimate)
    let unit = counts ? say("", "项") : say(" points", "个百分点")
    return figure.text + unit + say(" (\(say.span(ends)))", "（\(say.span(ends))）")
  }

  func price(_ estimate: Estimate?) -> Table.Cell {
    guard let estimate else { return .figure(nil) }
    let data = JSON.estimate(estimate, level: choice.confidence.eachLevel)
    let scaled = estimate.scaled(by: 1 / money.scale)
    if let figure = Digits.rate(scaled) { return .figure(figure, data: data) }
    let ends = [scaled.interval.lowerBound, scaled.interval.upperBound].map {
      Digits.exact($0, significant: 2)
    }
    return Table.Cell(.text(say.span((ends[0], ends[1]))), data: data)
  }

  func verdict(_ index: Int) -> String {
    guard let best = choice.best else { return "" }
    if choice.finalists[index].cost > choice.budget.upperBound {
      return say("beyond the budget", "超出预算")
    }
    if index == best { return say("+ the best", "+ 最优") }
    if choice.isSameInEveryTrial(index, best) {
      return say("~ the same as the best in every trial", "~ 各次模拟均与最优相同")
    }
    return choice.undecided.contains(index)
      ? say("~ cannot be told from the best", "~ 与最优无法区分") : say("! clearly worse", "! 显著较差")
  }

  // MARK: The answer

  /// What is reached, with its unit.
  private func reached(_ index: Int) -> String {
    choice.aim == .targetsMet
      ? say("\(value(index)) firm targets on average", "平均完成\(value(index))项") : value(index)
  }

  var answer: [String] {
    let budget = amount(choice.budget.upperBound)
    guard let best = choice.best else {
      return [
        say(
          "Nothing is affordable: no option, and no number of units, costs \(budget) or less.",
          "预算内无可选措施：没有任何措施或数量的成本不超过\(budget)。")
      ]
    }
    if let cheapest = choice.undecided.first, cheapest != best {
      return [undecided(cheapest, best, budget)]
        + (choice.runnerUp.map { [rivals(best, $0)] } ?? []) + [effort]
    }
    let gain = choice.difference(from: choice.base, to: best)
    let which =
      choice.effort.isExhaustive
      ? say("the best for \(aim) is", "就\(aim)而言最优的安排是")
      : say("the best that was found for \(aim) is", "就\(aim)而言，查看过的组合中最好的是")
    var lines = [
      say(
        "Within \(budget), \(which): \(name(best)). It costs \(amount(choice.finalists[best].cost)) "
          + "and reaches \(reached(best)).",
        "预算\(budget)以内，\(which)：\(name(best))。成本\(amount(choice.finalists[best].cost))，\(reached(best))。"
      )
    ]
    if best != choice.base {
      lines[0] +=
        gain.isUndecided
        ? say(
          " It cannot be told from the plan as it stands, which reaches \(reached(choice.base)).",
          "与现有计划（\(reached(choice.base))）无法区分。")
        : say(
          " That is \(difference(gain)) more than the plan as it stands.",
          choice.aim == .targetsMet
            ? "比现有计划多完成\(difference(gain))。" : "比现有计划高\(difference(gain))。")
    }
    if let next = choice.runnerUp { lines.append(rivals(best, next)) }
    return lines + [effort]
  }

  /// Where something cheaper cannot be told from the best, that stands first: the dearer may be no better.
  private func undecided(_ cheapest: Int, _ best: Int, _ budget: String) -> String {
    let gain = choice.difference(from: choice.base, to: cheapest)
    let gap = choice.difference(from: cheapest, to: best)
    let costs = [cheapest, best].map { amount(choice.finalists[$0].cost) }
    let more =
      cheapest == choice.base || gain.isUndecided
      ? ""
      : say(
        " That is \(difference(gain)) more than the plan as it stands.",
        choice.aim == .targetsMet
          ? "比现有计划多完成\(difference(gain))。" : "比现有计划高\(difference(gain))。")
    return say(
      "Within \(budget), the cheapest for \(aim) of those that cannot be told from the best is: \(name(cheapest)). It "
        + "costs \(costs[0]) and reaches \(reached(cheapest)).",
      "预算\(budget)以内，就\(aim)而言，与最优无法区分的安排中成本最低的是：\(name(cheapest))。成本\(costs[0])，"
        + "\(reached(cheapest))。") + more
      + say(
        " Most is reached by \(name(best)), at \(costs[1]): \(difference(gap)) more, which may be chance.",
        "数值最高的是\(name(best))，成本\(costs[1])，高出\(difference(gap))，可能只是偶然。")
  }

  /// How far the next best is, and what cannot be told from the best.
  private func rivals(_ best: Int, _ next: Int) -> String {
    let gap = choice.difference(from: next, to: best)
    let undecided = choice.undecided
    let runnerUp =
      gap.isUndecided
      ? say(
        "The next best cannot be told from it: \(name(next)), \(difference(gap)).",
        "次优与其无法区分：\(name(next))，差\(difference(gap))。")
      : say(
        "It is better than the next best, \(name(next)), by \(difference(gap)), which is more than chance.",
        "显著优于次优（\(name(next))）：差\(difference(gap))。")
    guard undecided.count > 1 else { return runnerUp }
    let list = undecided.map {
      say(
        "\(name($0)) (\(amount(choice.finalists[$0].cost)))",
        "\(name($0))（\(amount(choice.finalists[$0].cost))）")
    }
    .joined(separator: say("; ", "；"))
    let others = choice.effort.leftOver
    let besides =
      others == 0
      ? ""
      : say(
        " At most \(others) more were as close in the first look and were not judged.",
        "另有至多\(others)个组合在初筛中同样接近，未再评定。")
    return runnerUp
      + say(
        " These cannot be told apart by the trials made, the cheapest first: \(list).",
        "以下组合以现有模拟次数无法区分，由低成本到高成本：\(list)。") + besides
  }

  /// What was looked at.
  private var effort: String {
    let effort = choice.effort
    let count = Digits.exact(Double(effort.combinations)).text
    let plans = Digits.exact(effort.planTrials.rounded()).text
    let simulations = Digits.exact(Double(effort.simulations)).text
    let judged = choice.finalists.count - 1
    let looked =
      effort.isExhaustive
      ? say("All \(count) combinations within the budget were looked at", "预算内的\(count)个组合均已测算")
      : say(
        "Of \(effort.isBounded ? "more than " : "")\(count) combinations within the budget those were looked at that "
          + "lead from the best found to better ones, and a better one may have been missed",
        "预算内有\(effort.isBounded ? "超过" : "")\(count)个组合，仅从已知较优者出发逐步查看其相邻组合，可能遗漏更优的组合")
    let idle =
      choice.idle.isEmpty
      ? ""
      : say(
        " Left alone because they cannot affect it: \(names(choice.idle)).",
        "以下措施对其没有影响，未予考虑：\(names(choice.idle))。")
    return looked
      + say(
        ": \(effort.parts) different parts of plans, \(simulations) simulations, as much as \(plans) trials of the whole "
          + "plan. The plan as it stands and the \(judged) that promised most were then judged in fresh trials.",
        "：共模拟\(effort.parts)个互不相同的计划部分、\(simulations)次，相当于整个计划的\(plans)次模拟；现有计划和初筛最好的\(judged)个组合另用新的模拟复核。"
      ) + idle
  }

  private func names(_ ids: [String]) -> String {
    ids.map { id in say.title(choice.levers.first { $0.id == id }?.title, id: id) }
      .joined(separator: say(", ", "、"))
  }

  // MARK: Tables

  var tables: [Table] {
    guard choice.best != nil else { return [] }
    return hasRange ? [finalists, frontier] : [finalists]
  }

  private var unit: String? {
    money.name.isEmpty ? nil : say("Costs in \(money.name).", "成本单位：\(money.name)。")
  }

  private var finalists: Table {
    Catalogue.choice(choice).table(
      "choice", say("Combinations judged", "评定的组合"), note: unit, in: .table,
      choice.finalists.indices.map { ChoiceRow(index: $0) }, say)
  }

  /// That steps of the frontier are left out, where some are.
  private var skipped: String {
    let count = choice.effort.skippedSteps
    return count == 0
      ? ""
      : say(
        " \(count) smaller steps between them were found by looking and left out; for one sum, ask for it alone.",
        "其间另有\(count)个较小的台阶在初筛中发现，未予列出；如需某一金额下的最优安排，请单独按该金额查询。")
  }

  private var frontier: Table {
    let indices = choice.frontier
    let rows = indices.enumerated().map { order, index in
      ChoiceRow(index: index, before: order > 0 ? indices[order - 1] : nil)
    }
    return Catalogue.choice(choice).table(
      "frontier", say("What more money buys", "增加投入的效果"),
      note: say(
        "From \(amount(choice.budget.lowerBound)) to \(amount(choice.budget.upperBound)): for every sum the best of the "
          + "combinations judged." + skipped,
        "预算由\(amount(choice.budget.lowerBound))至\(amount(choice.budget.upperBound))：每一金额下经评定组合中的最优者。"
          + skipped),
      in: .frontier, rows, without: choice.bend == nil ? ["bend"] : [], say)
  }
}

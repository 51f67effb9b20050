import Buildout

/// What would help, and by how much.
extension PlanningPack {
  /// On the first screen: the best options, and the risks that take most away.
  func help(_ markup: inout Markup) {
    markup.element("h2", say("What would help?", "哪些措施有帮助？"))
    bestOptions(&markup)
    let risks = worstRisks
    if risks.isEmpty, comparisonTables == nil {
      markup.element(
        "p",
        driverTables == nil
          ? say("No option and no driver was looked at.", "未比选措施，也未分析影响因素。")
          : say(
            "The scenario has no options, and no risk is shown to take firm targets away.",
            "情景中没有备选措施，也没有风险显著减少完成的刚性目标。"))
    }
    list(risks, &markup)
  }

  private func bestOptions(_ markup: inout Markup) {
    guard let tables = comparisonTables else { return }
    let comparison = tables.comparison
    guard !firm.isEmpty else { return bestForSoft(tables, &markup) }
    let best = comparison.options.map { ($0, comparison.gain($0)) }
      .filter { $0.1.value > 0 && !$0.1.isUndecided }
      .enumerated().sorted {
        (-$0.element.1.value, $0.offset) < (-$1.element.1.value, $1.offset)
      }.map(\.element).prefix(3)
    guard !best.isEmpty else {
      let count = comparison.options.count
      markup.element(
        "p",
        say(
          count == 1
            ? "The option is not shown to gain firm targets."
            : "None of the \(count) options is shown to gain firm targets.",
          "\(count)项备选措施均未显著增加完成的刚性目标。"))
      return
    }
    markup.element("table", ["class": "short"]) { table in
      table.element(
        "caption", say("Options: firm targets gained", "备选措施：多完成的刚性目标（项）"))
      for (outcome, gain) in best {
        table.element("tr") { row in
          row.element("th", ["scope": "row"]) {
            $0.element("a", ["href": "#options"], tables.name(outcome.option.id))
          }
          row.element("td", ["class": "n"]) {
            $0.element("strong", say.difference(gain, of: .targetsMet))
          }
          row.element("td", ["class": "interval"], say.interval(gain, of: .targetsMet).shown)
          row.element("td", ["class": "interval"], cost(outcome.option, tables.money))
        }
      }
    }
  }

  /// Of a plan without firm targets: what each option does for the target that gains most by it.
  private func bestForSoft(_ tables: ComparisonTables, _ markup: inout Markup) {
    let comparison = tables.comparison
    let best = comparison.options.compactMap { outcome in
      zip(comparison.scenario.targets, outcome.targets)
        .filter { comparison.isDecisive($1) && $1.difference > 0 }
        .max { $0.1.difference < $1.1.difference }
        .map { (outcome: outcome, target: $0.0, gain: comparison.difference($0.1)) }
    }
    guard !best.isEmpty else {
      markup.element("p", say("No option is shown to help a target.", "各项备选措施均无显著作用。"))
      return
    }
    markup.element("table", ["class": "short"]) { table in
      table.element(
        "caption",
        say("Options: the target that gains most, in points", "备选措施：提高最多的目标（百分点）"))
      for entry in best {
        table.element("tr") { row in
          row.element("th", ["scope": "row"]) { cell in
            cell.element("a", ["href": "#options"], tables.name(entry.outcome.option.id))
            cell.text(say(": ", "：") + say.name(entry.target))
          }
          row.element("td", ["class": "n"]) { $0.element("strong", Digits.points(entry.gain)) }
          row.element("td", ["class": "interval"], say.pointsInterval(entry.gain).shown)
          row.element("td", ["class": "interval"], cost(entry.outcome.option, tables.money))
        }
      }
    }
  }

  private func cost(_ option: ResourcingOption, _ unit: PlannerUnit) -> String {
    guard option.cost != 0 else { return say("no cost", "无成本") }
    let amount = Digits.exact(option.cost.magnitude / unit.scale, significant: 6)
    return (option.cost < 0 ? say("saves ", "节约") : "") + amount + say(" ", "") + unit.name
  }

  /// The risks whose absence is shown to gain firm targets.
  private var worstRisks: [(driver: Driver, gain: Estimate)] {
    guard let tornado = driverTables?.drivers.targetsMet else { return [] }
    return tornado.effects.compactMap { effect in
      effect.switchedOff.map { (driver: effect.driver, gain: $0) }
    }.filter { $0.gain.value > 0 && !$0.gain.isUndecided }
      .enumerated().sorted {
        (-$0.element.gain.value, $0.offset) < (-$1.element.gain.value, $1.offset)
      }.map(\.element).prefix(3).map { $0 }
  }

  private func list(_ risks: [(driver: Driver, gain: Estimate)], _ markup: inout Markup) {
    guard !risks.isEmpty else { return }
    markup.element("table", ["class": "short"]) { table in
      table.element(
        "caption",
        say("Risks: firm targets gained if one could not happen", "风险：若不发生可多完成的刚性目标（项）"))
      for risk in risks {
        table.element("tr") { row in
          row.element("th", ["scope": "row"]) {
            $0.element(
              "a", ["href": "#drivers"], say.name(risk.driver, in: forecast.scenario))
          }
          row.element("td", ["class": "n"]) {
            $0.element("strong", say.difference(risk.gain, of: .targetsMet))
          }
          row.element("td", ["class": "interval"], say.interval(risk.gain, of: .targetsMet).shown)
        }
      }
    }
  }

  /// The options side by side, then what each moves.
  func options(_ markup: inout Markup) {
    guard let tables = comparisonTables else { return }
    let comparison = tables.comparison
    let gains = comparison.options.map { comparison.gain($0) }
    // The first row is the plan as it stands, which gains nothing.
    let ends: [Double] = [0] + gains.flatMap { [$0.interval.lowerBound, $0.interval.upperBound] }
    let scale = (ends.min() ?? 0)...(ends.max() ?? 0)
    let side = tables.options
    section(
      "options", side.title,
      ([side.note ?? ""] + tables.notes).joined(separator: say(" ", ""))
        + say(" What each of them moves unfolds below the table.", "各项措施的具体影响可在表下展开。"), &markup
    ) { section in
      table(
        side, &section,
        drawing: tables.place(.interval).map { column in
          (
            column,
            { row, cell in
              guard row > 0 else { return }
              let gain = gains[row - 1]
              Bars.gain(gain, in: scale, &cell)
              cell.element(
                "span", ["class": "interval"],
                tables.interval(comparison.options[row - 1], gain).shown)
            }
          )
        })
      for moved in tables.outcomes {
        section.element("details") { details in
          details.element("summary", moved.title)
          if let note = moved.note { details.element("p", ["class": "lead"], note) }
          if !moved.rows.isEmpty { table(moved, &details) }
        }
      }
    }
  }
}

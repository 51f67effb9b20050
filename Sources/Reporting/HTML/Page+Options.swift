import Buildout

/// What would help, and by how much.
extension PlanningPack {
  /// On the first screen: the best options, and the risks that take most away.
  func help(_ markup: inout Markup) {
    markup.element("h2", say("What would help?", "哪些措施有帮助？"))
    bestOptions(&markup)
    worstRisks(&markup)
  }

  /// What would help, and by how much.
  private struct Help {
    let anchor: String
    let name: String
    var what = ""
    /// What the largest come first by, and how it is shown.
    let gain: Estimate
    let shown: String
    let interval: Table.Cell
    var cost: String?
  }

  private func bestOptions(_ markup: inout Markup) {
    guard let tables = comparisonTables else { return }
    let comparison = tables.comparison
    let none = say(
      comparison.options.count == 1
        ? "The option has no clear benefit."
        : "None of the \(comparison.options.count) options has a clear benefit.",
      "\(comparison.options.count)项备选措施均无显著作用。")
    guard !firm.isEmpty else {
      let caption = say(
        "Options: the target that gains most, in percentage points", "备选措施：提高最多的目标（百分点）")
      return list(
        comparison.options.filter { $0.noBetterThan == nil }.compactMap { mostHelped($0, tables) },
        caption, none, &markup)
    }
    // What does the same for less stands in place of what is dearer.
    let all = comparison.options.filter { $0.noBetterThan == nil }.map { outcome in
      help(
        "#options", tables.name(outcome.option.id), comparison.gain(outcome),
        cost: cost(outcome.option, tables.money))
    }
    list(all, say("Options: firm targets gained", "备选措施：多完成的刚性目标（项）"), none, &markup)
  }

  /// So many more firm targets.
  private func help(_ anchor: String, _ name: String, _ gain: Estimate, cost: String? = nil) -> Help
  {
    Help(
      anchor: anchor, name: name, gain: gain, shown: say.difference(gain, of: .targetsMet).text,
      interval: say.interval(gain, of: .targetsMet), cost: cost)
  }

  /// The target that gains most by an option.
  private func mostHelped(_ outcome: OptionOutcome, _ tables: ComparisonTables) -> Help? {
    let comparison = tables.comparison
    return zip(comparison.scenario.targets, outcome.targets)
      .filter { comparison.isDecisive($1) }
      .max { $0.1.difference < $1.1.difference }
      .map { target, pair in
        let gain = comparison.difference(pair)
        return Help(
          anchor: "#options", name: tables.name(outcome.option.id),
          what: say(": ", "：") + say.name(target), gain: gain, shown: Digits.points(gain).text,
          interval: say.pointsInterval(gain), cost: cost(outcome.option, tables.money))
      }
  }

  /// The three that help most, of those that are shown to help.
  private func list(
    _ all: [Help], _ caption: String, _ none: String?, _ markup: inout Markup
  ) {
    let best = all.filter { $0.gain.value > 0 && !$0.gain.isUndecided }.enumerated()
      .sorted { (-$0.element.gain.value, $0.offset) < (-$1.element.gain.value, $1.offset) }
      .map(\.element).prefix(3)
    guard !best.isEmpty else {
      if let none { markup.element("p", none) }
      return
    }
    markup.element("table", ["class": "short"]) { table in
      table.element("caption", caption)
      for help in best {
        table.element("tr") { row in
          row.element("th", ["scope": "row"]) { cell in
            cell.element("a", ["href": help.anchor], help.name)
            cell.text(help.what)
          }
          row.element("td", ["class": "n"]) { $0.element("strong", help.shown) }
          row.element("td", ["class": "interval"], help.interval.shown)
          if let cost = help.cost { row.element("td", ["class": "interval"], cost) }
        }
      }
    }
  }

  private func cost(_ option: ResourcingOption, _ unit: PlannerUnit) -> String {
    guard option.cost != 0 else { return say("no cost", "无成本") }
    let amount = Digits.exact(option.cost.magnitude / unit.scale, significant: 6).text
    return (option.cost < 0 ? say("saves ", "节约") : "") + amount + say(" ", "") + unit.name
  }

  /// The risks whose absence is shown to gain firm targets.
  private func worstRisks(_ markup: inout Markup) {
    let all = (driverTables?.drivers.targetsMet?.effects ?? []).compactMap { effect in
      effect.switchedOff.map {
        help("#drivers", say.name(effect.driver, in: forecast.scenario), $0)
      }
    }
    list(
      all, say("Risks: firm targets gained if one could not happen", "风险：若不发生可多完成的刚性目标（项）"),
      comparisonTables == nil ? nothing : nil, &markup)
  }

  private var nothing: String {
    driverTables == nil
      ? say("Options and drivers were not analysed.", "未比选措施，也未分析影响因素。")
      : say(
        "The scenario has no options, and no risk clearly lowers the number of firm targets met.",
        "情景中没有备选措施，也没有风险显著减少完成的刚性目标。")
  }

  /// The options side by side, then what each changes.
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
        + say(
          " Open an option's name below the table to see what the option changes.",
          "各项措施的具体影响可在表下展开。"),
      &markup
    ) { section in
      table(
        side, &section,
        drawing: side.columnIndex("interval").map { column in
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
      for outcome in tables.outcomes {
        section.element("details") { details in
          details.element("summary", outcome.title)
          if let note = outcome.note { details.element("p", ["class": "lead"], note) }
          if !outcome.rows.isEmpty { table(outcome, &details) }
        }
      }
    }
  }
}

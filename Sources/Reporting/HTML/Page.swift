import Buildout

extension PlanningPack {
  /// The page: one HTML 5 document without scripts, in which nothing is fetched from elsewhere.
  ///
  /// Its first screen answers whether the plan will be kept, what is weakest, by when, what would
  /// help and how sure that is; sectors with their targets, inputs and the run's origin follow.
  /// The charts of a long plan are folded away by sector. Every chart is readable without colour, and
  /// breaks between printed pages fall between charts.
  public func html() -> String {
    Markup.document(planName, say) { body in
      body.constant(Stylesheet.patterns)
      header(&body)
      body.element("main", isLong ? ["class": "long"] : [:]) { main in
        if let progress { yearSoFar(progress, &main) }
        summary(&main)
        if let progress { monthlyTable(progress, &main) }
        options(&main)
        choice(&main)
        bottlenecks(&main)
        drivers(&main)
        sectors(&main)
        leads(&main)
        inputs(&main)
        origin(&main)
        reading(&main)
      }
    }
  }

  var planName: String { say.title(of: forecast.scenario) }

  private func header(_ markup: inout Markup) {
    let calendar = forecast.scenario.calendar
    let first = say.month(calendar.start)
    let last = say.month(calendar.end)
    let trials = say.trials(forecast.trials)
    markup.element("header") { header in
      header.element("h1", planName)
      header.element(
        "p", ["class": "facts"],
        progress.map {
          "\($0.facts) · " + say("\(first) to \(last)", "计划期：\(first)至\(last)") + " · \(trials)"
        }
          ?? say(
            "As of the beginning of \(first) · \(first) to \(last) · \(trials)",
            "基准时点：\(first)初 · 计划期：\(first)至\(last) · \(trials)"))
      header.element("nav", ["aria-label": say("Sections", "章节")]) { nav in
        for (anchor, name, isThere) in [
          ("progress", say("Monthly progress", "月度进度表"), progress != nil),
          ("options", say("Options", "备选措施"), comparisonTables != nil),
          ("choice", say("Best use of money", "资金最优安排"), choiceTables != nil),
          ("tight", say("Where it is tight", "资源瓶颈"), bottleneckTables != nil),
          ("drivers", say("Drivers", "影响因素"), targetsMetTornado != nil),
          ("sectors", say("By sector", "分领域"), true),
          ("leads", say("By lead unit", "分责任单位"), !tables.leads.isEmpty),
          ("inputs", say("Assumptions", "假设清单"), !register.isEmpty),
          ("origin", say("Origin", "计算说明"), true),
          ("reading", say("How to read", "阅读说明"), true),
        ] where isThere { nav.element("a", ["href": "#" + anchor], name) }
      }
    }
    markup.line()
  }

  /// A section with its heading and a sentence below it.
  func section(
    _ id: String, _ title: String, _ lead: String, _ markup: inout Markup,
    _ content: (inout Markup) -> Void
  ) {
    markup.element("section", ["id": id]) { section in
      section.element("h2", title)
      section.element("p", ["class": "lead"], lead)
      content(&section)
    }
    markup.line()
  }

  func badge(_ target: TargetForecast, _ markup: inout Markup) {
    if let fact = tables.facts[target.target.id] {
      let light: Light = fact ? .green : .red
      return write(Table.Cell(.light(light, shown: say.light(light))), &markup)
    }
    write(Table.Cell(.light(target.light, shown: say.light(target))), &markup)
  }

  /// What stands in a cell.
  func write(_ cell: Table.Cell, _ markup: inout Markup) {
    markup.cell(cell, say)
  }

  func probability(_ proportion: Proportion, _ markup: inout Markup) {
    markup.element("strong", say.percent(proportion).text)
    markup.text(" ")
    markup.element("span", ["class": "interval"], say.percentInterval(proportion))
  }
}

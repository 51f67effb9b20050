import Buildout

/// What to do with the money, and where it is tight.
extension PlanningPack {
  /// The best use of the budget, its rivals and what more money buys.
  func choice(_ markup: inout Markup) {
    guard let tables = choiceTables else { return }
    section("choice", tables.question, tables.answer.joined(separator: say(" ", "")), &markup) {
      section in
      for table in tables.tables {
        section.element("h3", table.title)
        if let note = table.note { section.element("p", ["class": "lead"], note) }
        self.table(table, &section)
      }
    }
  }

  /// Every pool, the tightest first, with the months in which somebody waited.
  func bottlenecks(_ markup: inout Markup) {
    guard let tables = bottleneckTables else { return }
    let table = tables.pools
    section(
      "tight", table.title,
      (tables.notes + [table.note].compactMap(\.self)).joined(separator: say(" ", "")), &markup
    ) { section in
      self.table(
        table, &section,
        drawing: table.columnIndex("by_month").map { column in
          (column, { row, cell in Bars.months(tables.bottlenecks.pools[row], &cell) })
        })
    }
  }
}

extension ChoiceTables {
  /// What the meeting asks: `What is the best use of 200 M CNY?`
  var question: String {
    let budget = amount(choice.budget.upperBound)
    return say("What is the best use of \(budget)?", "\(budget)怎样使用最好？")
  }
}

extension Bars {
  /// A column for each month, as high as the share of the trials in which some step waited for the pool.
  static func months(_ load: PoolLoad, _ markup: inout Markup) {
    let step = 120 / Double(max(1, load.openMonths.count))
    var path = ""
    for (index, month) in load.openMonths.enumerated() where month.waited.count > 0 {
      let left = Coordinate.text(step * (Double(index) + 0.12))
      let right = Coordinate.text(step * (Double(index) + 0.88))
      let top = Coordinate.text(13 - max(1, month.waited.value * 13))
      path += "M\(left) 13V\(top)H\(right)V13Z"
    }
    bar(&markup) {
      $0.shape("path", ["class": "axis", "d": "M0 13.5H120"])
      if !path.isEmpty { $0.shape("path", ["class": "load", "d": path]) }
    }
  }
}

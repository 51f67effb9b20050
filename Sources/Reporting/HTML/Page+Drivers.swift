import Buildout

/// Why the targets are at risk.
extension PlanningPack {
  /// Every driver of the number of firm targets met.
  func drivers(_ markup: inout Markup) {
    guard let tables = driverTables, let tornado = targetsMetTornado,
      let table = tables.targetsMet.first
    else { return }
    section(
      "drivers", say("What drives the targets", "主要影响因素"),
      ([fewerTrials, table.note ?? ""].filter { !$0.isEmpty } + tables.notes)
        .joined(separator: say(" ", ""))
        + say(
          " Ring: off or lowest; disc: highest; line: as it stands.",
          "圆环为不发生或最低组，圆点为最高组，竖线为现有计划。"), &markup
    ) { section in
      self.table(
        table, &section,
        drawing: table.columnIndex("range").map { column in
          (column, { row, cell in Bars.effect(tornado.effects[row], of: tornado, &cell) })
        })
    }
  }

  /// Of how many trials the drivers' figures are; empty where it is all of them.
  var fewerTrials: String {
    guard let drivers = driverTables?.drivers, drivers.trials < forecast.trials else { return "" }
    let trials = Digits.exact(Double(drivers.trials))
    let all = Digits.exact(Double(forecast.trials))
    return say(
      "These figures come from the first \(trials) of the \(all) trials and differ a little from the forecast.",
      "本节取\(all)次模拟中的前\(trials)次，与总体预测略有差异。")
  }

  /// The strongest drivers of one target.
  func tornado(_ target: TargetForecast, _ markup: inout Markup) {
    guard let tornado = tornadoes[target.target.id], let drivers = driverTables?.drivers else {
      return
    }
    let decisive = tornado.effects.filter(\.matters).prefix(3)
    guard !decisive.isEmpty else {
      markup.element(
        "p", ["class": "key"], say("No risk, factor or pool has a clear effect.", "无显著影响因素。"))
      return
    }
    markup.element("table", ["class": "tornado"]) { table in
      table.element(
        "caption",
        say("Strongest drivers, in percentage points", "主要影响因素（百分点）"))
      for effect in decisive {
        guard let figure = effect.effect else { continue }
        table.element("tr") { row in
          row.element("th", ["scope": "row"], say.name(effect.driver, in: drivers.scenario))
          row.element("td") { Bars.effect(effect, of: tornado, &$0) }
          row.element("td", ["class": "n"], say.difference(figure, of: tornado.subject).text)
        }
      }
    }
  }
}

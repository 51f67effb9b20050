import Buildout

/// What to do with the money, and where it is tight, as sheets.
extension PlanningPack {
  /// The best use of the budget: what was judged, then what more money buys.
  var choiceSheets: [Sheet] {
    guard let tables = choiceTables else { return [] }
    let blocks = tables.tables.map { table -> Sheet.Block in
      let isFrontier = table.id == "frontier"
      let charts = table.columnIndex("value").map { value in
        Chart(
          kind: .columns, title: table.title, block: isFrontier ? 1 : 0, category: 0,
          series: [(value, .strong)], rows: table.rows.count)
      }
      return Sheet.Block(
        table, say, id: isFrontier ? "Frontier" : "Choice", title: table.title,
        charts: isFrontier ? [charts].compactMap(\.self) : [])
    }
    return [
      Sheet(
        name: say("Best use", "最优安排"), title: tables.question, notes: tables.answer,
        blocks: blocks)
    ].filter { !$0.blocks.isEmpty }
  }

  /// Every pool, then every month of it, with a chart of the tightest.
  var bottleneckSheets: [Sheet] {
    guard let tables = bottleneckTables else { return [] }
    let pools = tables.pools.removing("by_month")
    let months = tables.months
    let first = tables.bottlenecks.pools.first
    let chart = Chart(
      kind: .lines, title: pools.rows.first?.first?.shown ?? "", block: 0,
      category: months.columnIndex("month") ?? 0,
      series: [
        (months.columnIndex("capacity") ?? 0, .thin), (months.columnIndex("asked") ?? 0, .strong),
        (months.columnIndex("granted") ?? 0, .dashed),
      ], rows: first?.months.count ?? 0)
    return [
      Sheet(
        name: say("Where it is tight", "资源瓶颈"), title: pools.title,
        notes: tables.notes + [pools.note].compactMap(\.self),
        blocks: [Sheet.Block(pools, say, id: "Pools", bars: ["waited", "shortage"])]),
      Sheet(
        name: say("Load by month", "逐月使用情况"), title: months.title, notes: [],
        blocks: [
          Sheet.Block(
            months, say, id: "Load", bars: ["waited"], charts: [chart], hasChartsBelow: false)
        ]),
    ]
  }
}

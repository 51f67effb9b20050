import Buildout

extension PlanningPack {
  /// The workbook: the page's tables to be filtered and sorted, with charts, as the bytes of an
  /// `.xlsx` file.
  ///
  /// Numbers are numbers, rounded as they are shown; texts of a scenario are texts, whatever they
  /// look like. The same pack gives the same parts in the file, to the byte.
  ///
  /// - Throws: ``WorkbookError`` when there is no room for a temporary file or memory runs out.
  public func workbook() throws(WorkbookError) -> [UInt8] {
    try WorkbookFile.bytes(sheets, title: planName, start: forecast.scenario.calendar.start)
  }

  var sheets: [Sheet] {
    let targets = targetSheet
    let monthly = monthSheet
    return [overviewSheet] + progressSheets + [targets, monthly, fanSheet(targets, monthly)]
      + leadSheets + togetherSheets + optionSheets + choiceSheets + bottleneckSheets
      + driverSheets + [assumptionSheet, originSheet]
  }

  private var overviewSheet: Sheet {
    let facts = Report.facts(
      [say.trials(forecast.trials)], seed: forecast.seed,
      scenario: forecast.scenario, say: say, provenance: provenance)
    let blocks = tables.summaryTables
    return Sheet(
      name: say("Summary", "概览"), title: planName,
      notes: (progress.map { [$0.facts + say(".", "。")] } ?? []) + facts
        + tables.atLeast.compactMap(\.note)
        + Report.notes(inputs: provenance.inputs, say: say),
      blocks: blocks.map { Sheet.Block($0, say, id: "Summary_" + $0.id, title: $0.title) })
  }

  /// A sheet with one table, whose title it has.
  private func sheet(
    _ name: String, _ table: Table, id: String, notes: [String?], bars: Set<String> = [],
    charts: [Chart] = [], hasChartsBelow: Bool = true
  ) -> Sheet {
    Sheet(
      name: name, title: table.title, notes: notes.compactMap(\.self),
      blocks: [
        Sheet.Block(
          table, say, id: id, bars: bars, charts: charts, hasChartsBelow: hasChartsBelow)
      ])
  }

  private var targetSheet: Sheet {
    sheet(
      say("Targets", "目标"), tables.targetTable, id: "Targets",
      notes: [
        say(
          "Each target has one row. Use the arrows in the header row to filter and sort.",
          "每项目标一行，可用表头箭头筛选和排序。"),
        tables.undefinedNote(forecast.targets),
      ], bars: ["probability"])
  }

  private var monthSheet: Sheet {
    sheet(
      say("Monthly", "逐月"), tables.monthTable, id: "Monthly",
      notes: [
        say(
          "Each target has one row for every month. The sheet “Fan” takes its numbers from here.",
          "每项目标每月一行；“扇形图”由本表取数。")
      ])
  }

  /// Who answers for which targets, and how they stand.
  private var leadSheets: [Sheet] {
    tables.leads(in: .workbook).map {
      sheet(say("Lead units", "责任单位"), $0, id: "Leads", notes: [$0.note])
    }
  }

  /// What holds together, and the probability of at least so many.
  private var togetherSheets: [Sheet] {
    let joint = tables.joint.map {
      sheet(
        say("Together", "联合概率"), $0, id: "Together", notes: [$0.note], bars: ["probability"])
    }
    guard !tables.atLeast.isEmpty else { return joint }
    let counts = tables.everyCount
    let chart = Chart(
      kind: .columns, title: counts.title, block: 0, category: 0, series: [(1, .strong)],
      rows: counts.rows.count, isShare: true,
      axes: (counts.columns[0].title, counts.columns[1].title))
    return joint + [
      sheet(
        say("How many", "完成项数"), counts, id: "Counts", notes: [counts.note],
        bars: ["probability"], charts: [chart], hasChartsBelow: false)
    ]
  }

  /// The options side by side, then what each changes.
  private var optionSheets: [Sheet] {
    guard let tables = comparisonTables else { return [] }
    let side = tables.options
    let outcomes = tables.outcomes
    let charts = side.columnIndex("gain").map { gain in
      Chart(
        kind: .bars(crossing: 0), title: say("Firm targets gained", "多完成的刚性目标（项）"), block: 0,
        category: 0, series: [(gain, .strong)], rows: side.rows.count)
    }
    let options = sheet(
      say("Options", "备选措施"), side, id: "Options", notes: [side.note] + tables.notes,
      charts: [charts].compactMap(\.self))
    guard let first = outcomes.first else { return [options] }
    let changed = Table(
      id: "changed", title: say("What each option changes", "各项措施的影响"),
      columns: [side.columns[0]] + first.columns,
      rows: outcomes.flatMap { table in table.rows.map { [.text(table.title)] + $0 } })
    return [
      options, sheet(say("Option effects", "措施影响"), changed, id: "Moved", notes: tables.notes),
    ]
  }

  /// What drives the number of targets met, then each target.
  private var driverSheets: [Sheet] {
    guard let tables = driverTables else { return [] }
    let strongest = tables.strongestOfAll
    let notes = [fewerTrials].filter { !$0.isEmpty } + tables.notes
    let byTarget = sheet(
      say("Drivers by target", "分目标影响因素"), strongest, id: "Strongest", notes: notes)
    guard let tornado = targetsMetTornado, let table = tables.targetsMet.first else {
      return [byTarget]
    }
    let spans = tornado.effects.compactMap(tornado.ends).prefix(15)
    let axis = Axis(
      covering: [tornado.asItStands.value] + spans.flatMap { [$0.low.value, $0.high.value] })
    var all = Sheet(
      name: say("Drivers", "影响因素"), title: say("What drives the targets", "主要影响因素"),
      notes: [table.note].compactMap { $0 } + notes,
      blocks: [Sheet.Block(table.removing("range"), say, id: "Drivers")])
    all.blocks[0].charts = [
      Chart(
        kind: .bars(crossing: tornado.asItStands.value), title: table.title, block: 0, category: 0,
        series: [(all.columnIndex(0, "low"), .dashed), (all.columnIndex(0, "end"), .strong)],
        rows: spans.count, covers: axis.low...axis.high)
    ]
    return [all, byTarget]
  }

  private var assumptionSheet: Sheet {
    sheet(
      say("Assumptions", "假设清单"), registerTable, id: "Assumptions", notes: [registerLead])
  }

  private var originSheet: Sheet {
    func table(_ id: String, _ names: (String, String), _ rows: [(String, String)]) -> Table {
      Table(
        id: id, columns: [.init(names.0, wraps: true), .init(names.1, wraps: true)],
        rows: rows.map { [.text($0.0), .text($0.1)] })
    }
    let origin = table("origin", (say("What", "项目"), say("Value", "取值")), originFacts)
    let legend = table(
      "legend", (say("Term", "术语"), say("Meaning", "含义")), explanations + sheetExplanations)
    return Sheet(
      name: say("Origin", "计算说明"), title: say("Origin", "计算说明"), notes: [originLead],
      blocks: [
        Sheet.Block(origin, say, id: "Origin"),
        Sheet.Block(legend, say, id: "Terms", title: say("How to read", "阅读说明")),
      ])
  }
}

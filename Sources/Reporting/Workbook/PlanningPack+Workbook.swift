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
    let targets = targetSheet
    let monthly = monthSheet
    return try WorkbookFile.bytes(
      [overviewSheet, targets, monthly, fanSheet(targets, monthly), togetherSheet]
        + optionSheets + driverSheets + [assumptionSheet, originSheet],
      title: planName, start: forecast.scenario.calendar.start)
  }

  private var overviewSheet: Sheet {
    let facts = Report.facts(
      [say.trials(forecast.trials)], seed: forecast.seed,
      scenario: forecast.scenario, say: say, provenance: provenance)
    let blocks = tables.summaryTables
    return Sheet(
      name: say("Summary", "概览"), title: planName,
      notes: facts + Report.notes(inputs: provenance.inputs, say: say),
      blocks: blocks.map { Sheet.Block($0, id: "Summary_" + $0.id, title: $0.title) })
  }

  private var targetSheet: Sheet {
    Sheet(
      name: say("Targets", "目标"), title: say("Targets", "各项目标"),
      notes: [
        say(
          "One row per target. The arrows in the header row filter and sort.",
          "每项目标一行，可用表头箭头筛选和排序。")
      ],
      blocks: [
        Sheet.Block(
          tables.targetTable, id: "Targets", bars: [TargetColumn.probability.rawValue])
      ])
  }

  private var monthSheet: Sheet {
    Sheet(
      name: say("Monthly", "逐月"), title: say("By month", "逐月走势"),
      notes: [
        say(
          "One row per target and month; the sheet “Fan” draws from here, so keep the order.",
          "每项目标每月一行；“扇形图”由本表取数，请勿打乱行序。")
      ], blocks: [Sheet.Block(tables.monthTable, id: "Monthly")])
  }

  /// A fan for the target that the reader chooses: formulas look its months up.
  private func fanSheet(_ targets: Sheet, _ monthly: Sheet) -> Sheet {
    var sheet = Sheet(
      name: say("Fan", "扇形图"), title: say("A target month by month", "单项目标逐月走势"),
      notes: [
        say(
          "Choose a target in the yellow cell. The band runs from P10 to P90; its shade changes at P50.",
          "在黄色单元格中选择目标。色带为P10至P90，在P50处变色。")
      ])
    guard let first = forecast.targets.firstIndex(where: { $0 == weakest }) else { return sheet }
    let row = targets.blocks[0].rows[first]
    let names = targets.range(0, column: TargetColumn.target.rawValue)
    let chosen = sheet.address(0, row: 0, column: 0)
    let number = sheet.address(0, row: 0, column: 1)
    // Equality rather than MATCH, which reads `*` and `?` in a title as wildcards.
    let place = "SUMPRODUCT((\(names)=\(chosen))*(ROW(\(names))-\(targets.headerRow(0) + 1)))"
    let shown: [TargetColumn] = [.promised, .unit, .due, .probability, .low, .high, .light]
    let columns = targets.blocks[0].columns
    sheet.blocks.append(
      Sheet.Block(
        id: "Choice",
        columns: [columns[0], .init(say("Row", "行号"), .trailing)]
          + shown.map { columns[$0.rawValue] },
        rows: [
          [
            .choice(row[0].shown, from: names),
            .formula(place, value: .number(Double(first + 1), format: "")),
          ]
            + shown.map { column in
              let range = targets.range(0, column: column.rawValue)
              return looked(
                "INDEX(\(range),\(number))", row[column.rawValue],
                column == .probability
                  ? .probability
                  : column == .low || column == .high ? .end : .other)
            }
        ], isFiltered: false))
    let months = forecast.scenario.calendar.months
    // Before any address below them is taken.
    sheet.blocks[0].charts = [
      Chart(
        kind: .stackedAreas, title: nil, block: 2, category: 0,
        series: [(1, .hidden), (2, .paleBand), (3, .band)], rows: months),
      Chart(
        kind: .lines, title: nil, block: 2, category: 0,
        series: [(4, .strong), (5, .dashed), (6, .thin)], rows: months),
    ]
    let data = monthly.blocks[0].rows[(first * months)..<((first + 1) * months)]
    let shownOfMonths = ForecastTables.MonthColumn.allCases.dropFirst()
    sheet.blocks.append(
      Sheet.Block(
        id: "Months", columns: shownOfMonths.map { monthly.blocks[0].columns[$0.rawValue] },
        rows: data.enumerated().map { place, month in
          shownOfMonths.map { column in
            let range = monthly.range(0, column: column.rawValue)
            let cell = "INDEX(\(range),(\(number)-1)*\(months)+\(place + 1))"
            let isShare = [.met, .behind, .reached].contains(column)
            return looked(cell, month[column.rawValue], isShare ? .probability : .other)
          }
        }, isFiltered: false, leastWidth: 12))
    let drawn = chartBlock(sheet, promised: row[TargetColumn.promised.rawValue])
    sheet.blocks.append(drawn)
    return sheet
  }

  /// A cell of another sheet, shown well whichever target is chosen.
  ///
  /// - Parameters:
  ///   - cell: A formula that finds it.
  ///   - value: What it holds for the target chosen first.
  ///   - kind: What stands in its column.
  private func looked(_ cell: String, _ value: Sheet.Cell, _ kind: LookedUp) -> Sheet.Cell {
    // An empty cell would be looked up as 0.
    func unlessEmpty(_ formula: String) -> String { "IF(\(cell)=\"\",\"\",\(formula))" }
    guard kind != .other else { return .formula(unlessEmpty(cell), value: value) }
    let sign = say(" %", "%")
    let format = "[<0.1]0.0\(sign);[>0.9]0.0\(sign);0\(sign)"
    guard kind == .probability else {
      return .formula(unlessEmpty(cell), value: value, format: format)
    }
    let trials = forecast.trials
    let none = say.percent(Proportion(count: 0, trials: trials))
    let all = say.percent(Proportion(count: trials, trials: trials))
    var shown = value
    if case .number(let number, _) = value, !(0.0005...0.9995).contains(number) {
      shown = .text(number < 0.5 ? none : all)
    }
    return .formula(
      unlessEmpty("IF(\(cell)<0.0005,\"\(none)\",IF(\(cell)>0.9995,\"\(all)\",\(cell)))"),
      value: shown, format: format)
  }

  /// What stands in a column: a probability, which is given as a bound where it rounds to 0 or 1, the
  /// end of its interval, or anything else.
  private enum LookedUp { case probability, end, other }

  /// What the charts of the fan draw, from the months above it.
  private func chartBlock(_ sheet: Sheet, promised: Sheet.Cell) -> Sheet.Block {
    let columns = sheet.blocks[1].columns
    let chosen = sheet.address(0, row: 0, column: 2)
    let rows = sheet.blocks[1].rows.enumerated().map { place, month -> [Sheet.Cell] in
      func cell(_ column: Int) -> String { sheet.address(1, row: place, column: column) }
      func same(_ column: Int) -> Sheet.Cell { .formula(cell(column), value: month[column].result) }
      func width(_ from: Int, _ to: Int) -> Sheet.Cell {
        .formula("\(cell(to))-\(cell(from))", value: month[to].minus(month[from]))
      }
      return [
        same(0), same(1), width(1, 2), width(2, 3), same(2),
        // A chart leaves a gap only where a cell is not available.
        .formula(
          "IF(\(cell(4))=\"\",NA(),\(cell(4)))", value: month[4].result.orNotAvailable),
        .formula(chosen, value: promised.result),
      ]
    }
    return Sheet.Block(
      id: "Drawn", title: say("What the charts draw", "图表数据"),
      columns: [
        columns[0], columns[1], .init(say("P10 to P50", "P10至P50"), .trailing),
        .init(say("P50 to P90", "P50至P90"), .trailing), columns[2], columns[4],
        .init(say("Promised", "目标值"), .trailing),
      ], rows: rows, isFiltered: false)
  }

  private var weakest: TargetForecast? {
    tables.weakestFirst(firm).first ?? forecast.targets.first
  }

  private var togetherSheet: Sheet {
    let counts = tables.everyCount
    var blocks =
      tables.joint.map { Sheet.Block($0, id: "Together", bars: [2]) }
      + [Sheet.Block(counts, id: "Counts", title: counts.title, bars: [1])]
    blocks[0].charts = [
      Chart(
        kind: .columns, title: counts.title, block: tables.joint.count, category: 0,
        series: [(1, .strong)], rows: counts.rows.count, isShare: true)
    ]
    return Sheet(
      name: say("Together", "联合概率"), title: say("Together", "联合完成概率"),
      notes: [
        say(
          "The probability that firm targets are met in the same passage of the horizon.",
          "同一次模拟中各项约束性指标同时完成的概率。")
      ],
      blocks: blocks)
  }

  /// The options side by side, then what each moves.
  private var optionSheets: [Sheet] {
    guard let tables = comparisonTables else { return [] }
    let side = tables.options
    let outcomes = tables.outcomes
    let chart = Chart(
      kind: .bars(crossing: 0), title: say("Firm targets gained", "多完成的约束性指标（项）"), block: 0,
      category: 0, series: [(tables.place(.gain) ?? 0, .strong)], rows: side.rows.count)
    let options = Sheet(
      name: say("Options", "备选措施"), title: side.title,
      notes: [side.note].compactMap { $0 } + tables.notes,
      blocks: [Sheet.Block(side, id: "Options", charts: [chart])])
    guard let first = outcomes.first else { return [options] }
    let moved = Table(
      id: "moved", columns: [side.columns[0]] + first.columns,
      rows: outcomes.flatMap { table in table.rows.map { [.text(table.title)] + $0 } })
    return [
      options,
      Sheet(
        name: say("Option effects", "措施影响"),
        title: say("What each option moves", "各项措施的影响"), notes: tables.notes,
        blocks: [Sheet.Block(moved, id: "Moved")]),
    ]
  }

  /// What moves the number of targets met, then each target.
  private var driverSheets: [Sheet] {
    guard let tables = driverTables else { return [] }
    let strongest = tables.strongestOfAll
    let byTarget = Sheet(
      name: say("Drivers by target", "分目标影响因素"), title: strongest.title,
      notes: tables.notes, blocks: [Sheet.Block(strongest, id: "Strongest")])
    guard let tornado = targetsMetTornado, let table = tables.targetsMet.first else {
      return [byTarget]
    }
    let chart = Chart(
      kind: .bars(crossing: tornado.asItStands.value), title: table.title, block: 0, category: 0,
      series: [(DriverTables.lowColumn, .dashed), (DriverTables.highColumn, .strong)],
      rows: min(15, tornado.effects.count { $0.span != nil }))
    let kept = table.columns.indices.filter { $0 != DriverTables.rangeColumn }
    let all = Sheet(
      name: say("Drivers", "影响因素"), title: say("What moves the targets", "主要影响因素"),
      notes: [table.note].compactMap { $0 } + tables.notes,
      blocks: [Sheet.Block(table.taking(kept), id: "Drivers", charts: [chart])])
    return [all, byTarget]
  }

  private var assumptionSheet: Sheet {
    Sheet(
      name: say("Assumptions", "假设清单"), title: say("Assumptions", "假设清单"),
      notes: [registerLead], blocks: [Sheet.Block(registerTable, id: "Assumptions")])
  }

  private var originSheet: Sheet {
    func table(_ id: String, _ names: (String, String), _ rows: [(String, String)]) -> Table {
      Table(
        id: id, columns: [.init(names.0, wraps: true), .init(names.1, wraps: true)],
        rows: rows.map { [.text($0.0), .text($0.1)] })
    }
    let origin = table("origin", (say("What", "项目"), say("Value", "取值")), originFacts)
    let legend = table("legend", (say("Term", "术语"), say("Meaning", "含义")), explanations)
    return Sheet(
      name: say("Origin", "计算说明"), title: say("Origin", "计算说明"), notes: [originLead],
      blocks: [
        Sheet.Block(origin, id: "Origin"),
        Sheet.Block(legend, id: "Terms", title: say("How to read", "阅读说明")),
      ])
  }
}

extension Sheet.Cell {
  /// What a formula that looks the cell up gives.
  fileprivate var orNotAvailable: Sheet.Cell { self == .text("") ? .text("#N/A") : self }

  /// What a formula gives.
  fileprivate var result: Sheet.Cell {
    if case .formula(_, let value, _) = self { value } else { self }
  }

  /// The difference of two looked up numbers.
  fileprivate func minus(_ other: Sheet.Cell) -> Sheet.Cell {
    guard case .number(let a, _) = result, case .number(let b, _) = other.result else {
      return .text("#N/A")
    }
    return .number(Machine.rounded(a - b), format: "")
  }
}

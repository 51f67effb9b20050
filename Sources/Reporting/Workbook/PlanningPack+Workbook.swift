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
        + [optionSheet, driverSheet].compactMap { $0 } + [assumptionSheet, originSheet],
      title: planName, start: forecast.scenario.calendar.start)
  }

  private var overviewSheet: Sheet {
    let facts = Report.facts(
      [Digits.exact(Double(forecast.trials)) + say(" trials", "次模拟")], seed: forecast.seed,
      scenario: forecast.scenario, say: say, provenance: provenance)
    let blocks = tables.atLeast + tables.sectorSummary + tables.weakest
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
      ], blocks: [])
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
            .formula(place, value: .number(Double(first + 1), format: "0")),
          ]
            + shown.map { column in
              let range = targets.range(0, column: column.rawValue)
              return .formula("INDEX(\(range),\(number))", value: row[column.rawValue])
            }
        ], isFiltered: false))
    let promised = sheet.address(0, row: 0, column: 2)
    let months = forecast.scenario.calendar.months
    let data = monthly.blocks[0].rows[(first * months)..<((first + 1) * months)]
    let columnsOfMonths = monthly.blocks[0].columns
    let band: [(name: String, from: Int, to: Int)] = [
      (say("P10 to P50", "P10至P50"), 1, 2), (say("P50 to P90", "P50至P90"), 2, 3),
    ]
    let read: [ForecastTables.MonthColumn] = [.month, .p10, .p50, .p90, .schedule]
    let rows = data.enumerated().map { place, month -> [Sheet.Cell] in
      let looked = read.map { column -> Sheet.Cell in
        let range = monthly.range(0, column: column.rawValue)
        let cell = "INDEX(\(range),(\(number)-1)*\(months)+\(place + 1))"
        // An empty cell would be looked up as 0.
        return .formula(
          "IF(\(cell)=\"\",NA(),\(cell))", value: month[column.rawValue].orNotAvailable)
      }
      let widths = band.map { part -> Sheet.Cell in
        let from = sheet.address(1, row: place, column: part.from)
        let to = sheet.address(1, row: place, column: part.to)
        return .formula("\(to)-\(from)", value: looked[part.to].minus(looked[part.from]))
      }
      return looked + widths
        + [.formula(promised, value: row[TargetColumn.promised.rawValue])]
    }
    sheet.blocks.append(
      Sheet.Block(
        id: "Months",
        columns: read.map { columnsOfMonths[$0.rawValue] }
          + band.map { .init($0.name, .trailing) } + [columns[TargetColumn.promised.rawValue]],
        rows: rows, isFiltered: false))
    sheet.charts = [
      Chart(
        kind: .stackedAreas, title: nil, block: 1, category: 0,
        series: [(1, .hidden), (5, .paleBand), (6, .band)], rows: months),
      Chart(
        kind: .lines, title: nil, block: 1, category: 0,
        series: [(2, .strong), (4, .dashed), (7, .thin)], rows: months),
    ]
    return sheet
  }

  private var weakest: TargetForecast? {
    tables.weakestFirst(firm).first ?? forecast.targets.first
  }

  private var togetherSheet: Sheet {
    let counts = tables.everyCount
    return Sheet(
      name: say("Together", "联合概率"), title: say("Together", "联合完成概率"),
      notes: [
        say(
          "The probability that firm targets are met in the same passage of the horizon.",
          "同一次模拟中各项约束性指标同时完成的概率。")
      ],
      blocks: tables.joint.map { Sheet.Block($0, id: "Together", bars: [2]) }
        + [Sheet.Block(counts, id: "Counts", title: counts.title, bars: [1])],
      charts: [
        Chart(
          kind: .columns, title: counts.title, block: tables.joint.count, category: 0,
          series: [(1, .strong)], rows: counts.rows.count, isShare: true)
      ])
  }

  private var optionSheet: Sheet? {
    guard let tables = comparisonTables else { return nil }
    let side = tables.options
    let outcomes = tables.outcomes
    let what = side.columns[0]
    let moved = outcomes.first.map { first in
      Sheet.Block(
        Table(
          id: "moved", columns: [what] + first.columns,
          rows: outcomes.flatMap { table in table.rows.map { [.text(table.title)] + $0 } }),
        id: "Moved", title: say("What each option moves", "各项措施的影响"))
    }
    return Sheet(
      name: say("Options", "备选措施"), title: side.title,
      notes: [side.note].compactMap { $0 } + tables.notes,
      blocks: [Sheet.Block(side, id: "Options")] + [moved].compactMap { $0 },
      charts: [
        Chart(
          kind: .bars(crossing: 0), title: say("Firm targets gained", "多完成的约束性指标（项）"), block: 0,
          category: 0, series: [(ComparisonTables.gainColumn, .strong)], rows: side.rows.count)
      ])
  }

  private var driverSheet: Sheet? {
    guard let tables = driverTables else { return nil }
    let all = tables.drivers.targetsMet.flatMap { tornado in
      tables.targetsMet.first.map { (tornado, $0) }
    }
    var charts: [Chart] = []
    var blocks: [Sheet.Block] = []
    var notes = tables.notes
    if let (tornado, table) = all {
      blocks.append(
        Sheet.Block(
          table.without(column: DriverTables.rangeColumn), id: "Drivers", title: table.title))
      notes.insert(contentsOf: [table.note].compactMap { $0 }, at: 0)
      charts.append(
        Chart(
          kind: .bars(crossing: tornado.asItStands.value), title: table.title, block: 0,
          category: 0,
          series: [(DriverTables.lowColumn, .dashed), (DriverTables.highColumn, .strong)],
          rows: min(15, tornado.effects.count { $0.span != nil })))
    }
    let strongest = tables.strongestOfAll
    blocks.append(Sheet.Block(strongest, id: "Strongest", title: strongest.title))
    return Sheet(
      name: say("Drivers", "影响因素"), title: say("What moves the targets", "主要影响因素"),
      notes: notes, blocks: blocks, charts: charts)
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

extension Table {
  fileprivate func without(column: Int) -> Table {
    func rest<Element>(_ row: [Element]) -> [Element] {
      Array(row[..<column] + row[(column + 1)...])
    }
    return Table(
      id: id, title: title, note: note, columns: rest(columns), rows: rows.map { rest($0) })
  }
}

extension Sheet.Cell {
  /// What a formula that looks the cell up gives.
  fileprivate var orNotAvailable: Sheet.Cell { self == .text("") ? .text("#N/A") : self }

  /// The difference of two looked up numbers.
  fileprivate func minus(_ other: Sheet.Cell) -> Sheet.Cell {
    guard case .formula(_, .number(let a, let format)) = self,
      case .formula(_, .number(let b, _)) = other
    else { return .text("#N/A") }
    return .number(Machine.rounded(a - b), format: format)
  }
}

import Buildout

/// A target that the reader chooses, month by month.
extension PlanningPack {
  /// Formulas find the chosen target and its months by their names, so that the other sheets may be
  /// sorted.
  func fanSheet(_ targets: Sheet, _ monthly: Sheet) -> Sheet {
    var sheet = Sheet(
      name: say("Fan", "扇形图"), title: say("A target month by month", "单项目标逐月走势"),
      notes: [
        say(
          "Choose a target in the yellow cell. The band runs from P10 to P90, and its shade changes at P50.",
          "在黄色单元格中选择目标。色带为P10至P90，在P50处变色。")
      ])
    guard let first = forecast.targets.firstIndex(where: { $0 == weakest }) else { return sheet }
    let target = targets.blocks[0].rows[first]
    sheet.blocks.append(choice(sheet, targets, target, index: first))
    let months = forecast.scenario.calendar.months
    sheet.blocks[0].charts = charts
    let rows = (first * months)..<((first + 1) * months)
    sheet.blocks.append(monthBlock(sheet, monthly, rows))
    sheet.blocks.append(chartBlock(sheet, targets, monthly, rows, target))
    return sheet
  }

  private var weakest: TargetForecast? {
    tables.weakestFirst(counted.filter(tables.isOpen)).first ?? forecast.targets.first
  }

  /// The columns of the choice beside the target and its row.
  private static let shown = [
    "value", "unit", "due", "probability", "interval_low", "interval_high", "light",
  ]

  /// The columns of the months beside the month.
  private var read: [String] {
    [
      "p10", "p50", "p90", "schedule", "probability_met", "probability_behind_schedule",
      "probability_first_reached",
    ] + (tables.actuals.isEmpty ? [] : ["actual"])
  }

  private func choice(_ sheet: Sheet, _ targets: Sheet, _ target: [Sheet.Cell], index: Int)
    -> Sheet.Block
  {
    let names = targets.range(0, "target")
    let chosen = sheet.address(0, row: 0, column: 0)
    let number = sheet.address(0, row: 0, column: 1)
    // Equality rather than MATCH, which reads `*` and `?` in a title as wildcards.
    let row = "SUMPRODUCT((\(names)=\(chosen))*(ROW(\(names))-\(targets.headerRow(0) + 1)))"
    let columns = targets.blocks[0].columns
    let longest = targets.blocks[0].rows.map { DisplayWidth.of($0[0].shown) }.max() ?? 0
    return Sheet.Block(
      id: "Choice",
      columns: [columns[0], .init(say("Row", "行号"), .trailing)]
        + Self.shown.map { columns[targets.columnIndex(0, $0)] },
      rows: [
        [
          .choice(target[0].shown, from: names),
          .formula(row, value: .number(Double(index + 1), format: "")),
        ]
          + Self.shown.map { column in
            let kind: LookedUp =
              switch column {
              case "probability": .probability
              case "interval_low", "interval_high": .end
              default: .other
              }
            return looked(
              "INDEX(\(targets.range(0, column)),\(number))",
              target[targets.columnIndex(0, column)], kind
            )
          }
      ], isFiltered: false, leastWidths: [0: min(longest, 60)])
  }

  private func monthBlock(_ sheet: Sheet, _ monthly: Sheet, _ rows: Range<Int>) -> Sheet.Block {
    let columns = monthly.blocks[0].columns
    let names = monthly.range(0, "target")
    let months = monthly.range(0, "month")
    let chosen = sheet.address(0, row: 0, column: 0)
    // The block holds the month, what is read, and last the row where that stands.
    let last = read.count + 1
    var block = Sheet.Block(
      id: "Months",
      columns: (["month"] + read).map { columns[monthly.columnIndex(0, $0)] } + [
        .init(say("Row", "行号"), .trailing)
      ],
      rows: [], isFiltered: false,
      leastWidths: Dictionary(uniqueKeysWithValues: (1...last).map { ($0, 12) }))
    // Where a cell stands does not depend on how many rows follow it.
    var empty = sheet
    empty.blocks.append(block)
    block.rows = rows.enumerated().map { index, row in
      let month = empty.address(1, row: index, column: 0)
      let number = empty.address(1, row: index, column: last)
      let cells = monthly.blocks[0].rows[row]
      let found =
        "SUMPRODUCT((\(names)=\(chosen))*(\(months)=\(month))"
        + "*(ROW(\(names))-\(monthly.headerRow(0) + 1)))"
      return [cells[monthly.columnIndex(0, "month")]]
        + read.map { column in
          looked(
            "INDEX(\(monthly.range(0, column)),\(number))", cells[monthly.columnIndex(0, column)],
            column.hasPrefix("probability") ? .probability : .other)
        } + [.formula(found, value: .number(Double(row + 1), format: ""))]
    }
    return block
  }

  /// What the charts draw, from the months above it.
  private func chartBlock(
    _ sheet: Sheet, _ targets: Sheet, _ monthly: Sheet, _ found: Range<Int>, _ target: [Sheet.Cell]
  ) -> Sheet.Block {
    let block = sheet.blocks[1]
    let probabilities = found.map {
      monthly.blocks[0].rows[$0][monthly.columnIndex(0, "probability_met")]
    }
    let promised = target[targets.columnIndex(0, "value")]
    let due = target[targets.columnIndex(0, "due")].shown
    let met = monthly.range(0, "probability_met")
    func chosen(_ column: String) -> String {
      let index = Self.shown.firstIndex(of: column) ?? 0
      return sheet.address(0, row: 0, column: index + 2)
    }
    let rows = block.rows.enumerated().map { index, month -> [Sheet.Cell] in
      func cell(_ column: Int) -> String { sheet.address(1, row: index, column: column) }
      func same(_ column: Int) -> Sheet.Cell { .formula(cell(column), value: month[column].result) }
      func width(_ from: Int, _ to: Int) -> Sheet.Cell {
        .formula("\(cell(to))-\(cell(from))", value: month[to].minus(month[from]))
      }
      // A line ends only where a cell is not available.
      let schedule = Sheet.Cell.formula(
        "IF(\(cell(4))=\"\",NA(),\(cell(4)))", value: month[4].result.orNotAvailable)
      let promise = Sheet.Cell.formula(
        "IF(\(cell(0))>\(chosen("due")),NA(),\(chosen("value")))",
        value: month[0].shown > due ? .text("#N/A") : promised)
      let actual = read.firstIndex(of: "actual").map { $0 + 1 }.map { column in
        Sheet.Cell.formula(
          "IF(\(cell(column))=\"\",NA(),\(cell(column)))",
          value: month[column].result.orNotAvailable)
      }
      return [
        same(0), same(1), width(1, 2), width(2, 3), same(2), same(3), schedule, promise,
        .formula(
          "INDEX(\(met),\(cell(block.columns.count - 1)))", value: probabilities[index],
          format: "0%"),
      ] + [actual].compactMap { $0 }
    }
    let columns = block.columns
    return Sheet.Block(
      id: "Drawn", title: say("What the charts draw", "图表数据"),
      columns: [
        columns[0], columns[1], .init(say("P10 to P50", "P10至P50"), .trailing),
        .init(say("P50 to P90", "P50至P90"), .trailing), columns[2], columns[3], columns[4],
        .init(say("Promised", "目标值"), .trailing), columns[5],
      ] + (tables.actuals.isEmpty ? [] : [columns[read.count]]), rows: rows, isFiltered: false,
      isFaint: true)
  }

  private var charts: [Chart] {
    let months = forecast.scenario.calendar.months
    return [
      Chart(
        kind: .stackedAreas, title: say("P10 to P90", "P10至P90"), block: 2, category: 0,
        series: [(1, .hidden), (2, .paleBand), (3, .band)], rows: months),
      Chart(
        kind: .lines, title: say("Against schedule and promise", "与序时进度和目标值对比"), block: 2,
        category: 0,
        series: [(1, .edge), (4, .strong), (5, .edge), (6, .dashed), (7, .thin)]
          + (tables.actuals.isEmpty ? [] : [(9, .known)]), rows: months),
      Chart(
        kind: .columns, title: say("Met at the month's end", "月末已达成概率"), block: 2, category: 0,
        series: [(8, .strong)], rows: months, isShare: true),
    ]
  }

  // MARK: Looking up

  /// What stands in a column: a probability, which is given as a bound where it rounds to 0 or 1, the
  /// end of its interval, or anything else.
  private enum LookedUp { case probability, end, other }

  /// A cell of another sheet, shown well whichever target is chosen.
  ///
  /// - Parameters:
  ///   - cell: A formula that finds it.
  ///   - value: What it holds for the target chosen first.
  ///   - kind: What stands in its column.
  private func looked(_ cell: String, _ value: Sheet.Cell, _ kind: LookedUp) -> Sheet.Cell {
    // An empty cell would be looked up as 0.
    func unlessEmpty(_ formula: String) -> String { "IF(\(cell)=\"\",\"\",\(formula))" }
    let shares = ShareDigits(trials: forecast.trials, say: say)
    switch kind {
    case .other: return .formula(unlessEmpty(cell), value: value)
    case .end: return .formula(unlessEmpty(cell), value: value, format: shares.format)
    case .probability:
      var shown = value
      if case .number(let number, _) = value, let bound = shares.bound(number) {
        shown = .text(bound)
      }
      // What is met or missed is a word, and a word is above every number.
      let formula =
        tables.facts.isEmpty
        ? shares.formula(cell) : "IF(ISTEXT(\(cell)),\(cell),\(shares.formula(cell)))"
      return .formula(unlessEmpty(formula), value: shown, format: shares.format)
    }
  }
}

/// How a run of so many trials gives probabilities: with a decimal near 0 and 1, as a bound nearer still.
private struct ShareDigits {
  /// The bounds near 0 and near 1, each for shares nearer than `within`, the nearest first.
  private var bounds: [(within: Double, low: String, high: String)] = []
  private(set) var format = ""

  init(trials: Int, say: Words) {
    func shown(_ count: Int) -> Figure { say.percent(Proportion(count: count, trials: trials)) }
    /// From a count up to the middle, the last of which something holds; it holds of all before that.
    func last(from start: Int, _ holds: (Int) -> Bool) -> Int {
      var (yes, no) = (start, max(start, trials / 2) + 1)
      while no - yes > 1 {
        let middle = (yes + no) / 2
        if holds(middle) { yes = middle } else { no = middle }
      }
      return yes
    }
    func share(_ count: Int) -> Double { Machine.rounded((Double(count) + 0.5) / Double(trials)) }
    var count = 0
    while count <= trials / 2, shown(count).bound != nil {
      let bound = shown(count).text
      let most = last(from: count) { shown($0).text == bound }
      bounds.append((share(most), bound, shown(trials - most).text))
      count = most + 1
    }
    let sign = say(" %", "%")
    func isFine(_ count: Int) -> Bool {
      Proportion(count: count, trials: trials).halfWidth * 100 < 0.5
    }
    format = "0" + sign
    if isFine(0) {
      let edge = share(last(from: 0, isFine))
      let (low, high) = (Self.plain(edge), Self.plain(1 - edge))
      format = "[<\(low)]0.0\(sign);[>\(high)]0.0\(sign);0\(sign)"
    }
  }

  /// What stands for a probability that rounds to 0 or 1.
  func bound(_ share: Double) -> String? {
    if let low = bounds.first(where: { share < $0.within }) { return low.low }
    return bounds.first { share > 1 - $0.within }?.high
  }

  /// The probability of a cell, or its bound.
  func formula(_ cell: String) -> String {
    let ends = bounds.flatMap { bound in
      [
        ("<" + Self.plain(bound.within), bound.low),
        (">" + Self.plain(1 - bound.within), bound.high),
      ]
    }
    return ends.reversed().reduce(cell) { rest, end in
      "IF(\(cell)\(end.0),\"\(end.1)\",\(rest))"
    }
  }

  /// A number as formulas and formats hold it, without an exponent.
  private static func plain(_ value: Double) -> String {
    DecimalDigits(Machine.rounded(value)).plain()
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

import Buildout

extension ForecastTables {
  /// What to read first. Below each other in one sheet, so that their first columns hold the same: a
  /// name, its probability and the interval.
  var summaryTables: [Table] {
    func count(_ light: Light, _ group: SectorGroup) -> Table.Cell {
      let count = group.firm.count { $0.light == light }
      return .number(Double(count), shown: String(count))
    }
    let lights = [Light.green, .amber, .red]
    let sectors = sectorSummary.map { table in
      // Lights as a number each, to be sorted by.
      table.taking([0, 3, 4, 1, 2, 5, 7, 8]).inserting(
        lights.map { .init(say.light($0), .trailing) }, at: 6,
        rows: sectorGroups.map { group in lights.map { count($0, group) } })
    }
    let weakest = weakest.map { $0.taking([1, 3, 4, 5, 6, 7, 8, 2]) }
    return atLeast + sectors + (weakest.isEmpty ? self.sectors : weakest)
  }
}

/// The columns of the workbook's table of targets, in their order.
enum TargetColumn: Int, CaseIterable {
  case target, sector, due, comparator, promised, unit, firmness, probability, low, high, light
  case p10, p50, p90, shortfall, completion, half, clause, id
}

extension ForecastTables {
  /// One row per target, whose first cells all differ.
  var targetTable: Table {
    let names = uniqueTitles
    return Table(
      id: "targets", title: say("Targets", "各项目标"),
      columns: TargetColumn.allCases.map(heading),
      rows: zip(forecast.targets, names).map { target, name in
        TargetColumn.allCases.map { $0 == .target ? .text(name) : cell($0, target) }
      })
  }

  /// Titles as a reader chooses by them: where two look alike, with the id.
  private var uniqueTitles: [String] {
    let titles = forecast.targets.map { WorkbookFile.inert(title($0)) }
    var counts: [String: Int] = [:]
    for title in titles { counts[title.lowercased(), default: 0] += 1 }
    return zip(forecast.targets, titles).map { target, title in
      counts[title.lowercased()] == 1 ? title : title + " [" + target.target.id + "]"
    }
  }

  private func heading(_ column: TargetColumn) -> Table.Column {
    switch column {
    case .target: .init(say("Target", "目标"), wraps: true)
    case .sector: .init(say("Sector", "领域"), wraps: true)
    case .due: .init(say("Due", "期限"))
    case .comparator: .init(say("Relation", "关系"))
    case .promised: .init(say("Promised", "目标值"), .trailing)
    case .unit: .init(say("Unit", "单位"))
    case .firmness: .init(say("Firm or soft", "指标性质"))
    case .probability: .init(say("Probability", "完成概率"), .trailing)
    case .low: .init(say("95 % from", "95%区间 下限"), .trailing)
    case .high: .init(say("95 % to", "95%区间 上限"), .trailing)
    case .light: .init(say("Light", "灯号"))
    case .p10: .init("P10", .trailing)
    case .p50: .init("P50", .trailing)
    case .p90: .init("P90", .trailing)
    case .shortfall: .init(say("Mean shortfall", "平均缺口"), .trailing)
    case .completion: .init(say("P50 / promised", "完成率"), .trailing)
    case .half: .init(say("Half of trials by", "半数模拟 达成月份"))
    case .clause: .init(say("Clause", "条款"))
    case .id: .init(say("Id", "编号"))
    }
  }

  private func cell(_ column: TargetColumn, _ forecast: TargetForecast) -> Table.Cell {
    let target = forecast.target
    let unit = say.planner(forecast)
    let ends = Digits.percentBounds(forecast.met.interval)
    func value(_ estimate: QuantileEstimate?, _ place: Int) -> Table.Cell {
      .number(
        estimate.map { $0.value / unit.scale }, shown: say.outcomes(of: forecast)[place])
    }
    switch column {
    case .target: return .text(title(forecast))
    case .sector:
      return .text(sectorGroups.first { $0.id == forecast.sector }?.title ?? "")
    case .due: return .text(target.due.description)
    case .comparator: return .text(say.relation(target.comparator))
    case .promised:
      let promised = target.value / unit.scale
      return .number(promised, shown: Digits.exact(promised))
    case .unit: return .text(say.counted(unit.name, target.value / unit.scale))
    case .firmness:
      return .text(target.firmness == .firm ? say("firm", "刚性目标") : say("soft", "方向性目标"))
    case .probability: return .number(forecast.met.value, shown: say.percent(forecast.met))
    case .low: return .number(forecast.met.interval.lowerBound, shown: say.percent(ends.low))
    case .high: return .number(forecast.met.interval.upperBound, shown: say.percent(ends.high))
    case .light: return .light(forecast.light, shown: say.light(forecast))
    case .p10: return value(forecast.p10, 0)
    case .p50: return value(forecast.p50, 1)
    case .p90: return value(forecast.p90, 2)
    case .shortfall:
      return .number(
        (forecast.meanShortfall?.value).map { $0 / unit.scale },
        shown: say.shortfall(of: forecast))
    case .completion: return completion(forecast)
    case .half:
      guard forecast.countsUp else { return .text("-") }
      return .text(forecast.month(reachedBy: 0.5)?.description ?? say("later", "期内未达"))
    case .clause: return .text(target.clause ?? "")
    case .id: return .text(target.id)
    }
  }

  /// The columns of the table of months, in their order.
  enum MonthColumn: Int, CaseIterable {
    case target, month, p10, p50, p90, schedule, met, behind, reached
  }

  /// One row per target and month, targets and months in order; empty cells where a number has no
  /// meaning.
  var monthTable: Table {
    let columns = MonthColumn.allCases.map { column -> Table.Column in
      switch column {
      case .target: .init(say("Target", "目标"), wraps: true)
      case .month: .init(say("Month", "月份"))
      case .p10: .init("P10", .trailing)
      case .p50: .init("P50", .trailing)
      case .p90: .init("P90", .trailing)
      case .schedule: .init(say("Pro-rata schedule", "序时进度"), .trailing)
      case .met: .init(say("Met at the month's end", "月末已达成概率"), .trailing)
      case .behind: .init(say("Behind pro-rata", "落后序时进度概率"), .trailing)
      case .reached: .init(say("First reached in the month", "当月首次达成概率"), .trailing)
      }
    }
    let rows = zip(forecast.targets, uniqueTitles).flatMap { target, name in
      let scale = say.planner(target).scale
      // The band of a month has no interval of its own: as many decimals as give the largest number
      // four digits.
      let most = target.monthly.flatMap { [$0.p10, $0.p50, $0.p90] }.compactMap { $0 }
        .filter(\.isFinite).reduce(target.target.value.magnitude) { max($0, $1.magnitude) }
      let decimals = Digits.decimals(of: most / scale, significant: 4)
      // When due it is the number that the table of targets gives.
      let whenDue = target.isMilestone ? nil : say.outcomes(of: target)
      func places(_ shown: String) -> Int {
        shown.split(separator: ".").dropFirst().first?.count ?? 0
      }
      func band(_ place: Int, _ value: Double?, _ which: Int) -> Table.Cell {
        guard let whenDue, let value, value.isFinite else { return number(value) }
        let scaled = value / scale
        guard place != target.dueNumber - 1 else { return .number(scaled, shown: whenDue[which]) }
        // Other months with as many decimals.
        let decimals = whenDue.map(places).max() ?? decimals
        return .number(scaled, shown: Digits.fixed(scaled, decimals: decimals))
      }
      func number(_ value: Double?) -> Table.Cell {
        guard let value, value.isFinite else { return .text("") }
        return .number(value / scale, shown: Digits.fixed(value / scale, decimals: decimals))
      }
      func chance(_ proportion: Proportion?) -> Table.Cell {
        proportion.map { .number($0.value, shown: say.percent($0)) } ?? .text("")
      }
      return target.monthly.enumerated().map { place, month -> [Table.Cell] in
        [
          .text(name), .text(month.month.description), band(place, month.p10, 0),
          band(place, month.p50, 1), band(place, month.p90, 2), number(target.schedule(place)),
          chance(month.met),
          chance(month.behindSchedule),
          // A limit is kept rather than reached.
          target.countsUp
            ? chance(Proportion(count: target.firstReached[place], trials: target.met.trials))
            : .text(""),
        ]
      }
    }
    return Table(id: "monthly", title: say("By month", "逐月走势"), columns: columns, rows: rows)
  }
}

extension Table {
  /// Some of its columns, in another order.
  func taking(_ places: [Int]) -> Table {
    Table(
      id: id, title: title, note: note, columns: places.map { columns[$0] },
      rows: rows.map { row in places.map { row[$0] } })
  }

  /// With further columns before one of its own.
  func inserting(_ more: [Column], at place: Int, rows cells: [[Cell]]) -> Table {
    Table(
      id: id, title: title, note: note,
      columns: columns[..<place] + more + columns[place...],
      rows: zip(rows, cells).map { $0[..<place] + $1 + $0[place...] })
  }
}

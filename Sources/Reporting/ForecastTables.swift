import Buildout

/// The tables that people read of a forecast, in one language.
struct ForecastTables {
  let forecast: Forecast
  let say: Words
  let sectorGroups: [SectorGroup]
  var columns = ForecastColumns()
  /// By target: what the actuals settle, true when it is met.
  var facts: [String: Bool] = [:]
  /// The number of the last month that is known; 0 where nothing is.
  var asOf = 0
  /// What is known of measures, by month.
  var actuals: [Measure: [Int: Double]] = [:]

  /// The targets of one sector, in the scenario's order.
  struct SectorGroup {
    /// Nil for the targets that have no sector.
    let id: String?
    let title: String
    let targets: [TargetForecast]
    var firm: [TargetForecast] { targets.filter { $0.target.firmness == .firm } }
  }

  init(_ forecast: Forecast, language: Language) {
    let say = Words(language: language)
    self.forecast = forecast
    self.say = say
    var ids: [String?] = forecast.scenario.sectors.map(\.id)
    for target in forecast.targets where target.sector != nil && !ids.contains(target.sector) {
      ids.append(target.sector)
    }
    ids.append(nil)
    let sectors = forecast.scenario.sectors
    sectorGroups = ids.compactMap { id in
      let targets = forecast.targets.filter { $0.sector == id }
      guard !targets.isEmpty else { return nil }
      let title = id.map { say.title($0, among: sectors) } ?? say("No sector", "未分领域")
      return SectorGroup(id: id, title: title, targets: targets)
    }
  }

  func title(_ target: TargetForecast) -> String { say.name(target.target) }

  /// In how many trials the measures of some targets are undefined; nil where they never are.
  func undefinedNote(_ targets: [TargetForecast]) -> String? {
    let names = targets.filter { $0.undefined > 0 }.map {
      title($0) + say(" (\(say.undefined($0)))", "（\(say.undefined($0))）")
    }
    guard !names.isEmpty else { return nil }
    let list = names.joined(separator: say(", ", "、"))
    return say(
      "A measure that divides by 0 is undefined: \(list). Such trials do not meet the target. The mean, the quantiles "
        + "and the shortfall are taken over the other trials, if there are any.",
      "分母为0时指标无定义：\(list)。这些模拟计为未完成；均值、分位数和缺口仅按其余模拟（如有）计算。")
  }

  // MARK: Targets

  /// Whether it has odds yet.
  func isOpen(_ target: TargetForecast) -> Bool { facts[target.target.id] == nil }

  func row(_ target: TargetForecast, sector: String = "", rank: Int = 0) -> TargetRow {
    TargetRow(
      answer: target, sector: sector, rank: rank, fact: facts[target.target.id], asOf: asOf)
  }

  /// One table per sector; a single one, with a column for the sector, when no sector has two targets.
  var sectors: [Table] {
    guard hasSectorsOfSeveral else {
      let rows = sectorGroups.flatMap { group in
        group.targets.map { row($0, sector: group.title) }
      }
      return [
        columns.targets.table(
          "targets", say("Targets", "各项目标"), note: undefinedNote(forecast.targets), in: .table,
          rows, without: absent, say)
      ]
    }
    return sectorGroups.map { group in
      columns.targets.table(
        "sector",
        sectorGroups.count == 1 && group.id == nil ? say("Targets", "各项目标") : group.title,
        note: undefinedNote(group.targets), in: .table, group.targets.map { row($0) },
        without: absent.union(["sector"]), say)
    }
  }

  var hasSectorSummary: Bool { hasSectorsOfSeveral && sectorGroups.count >= 3 }

  var hasSectorsOfSeveral: Bool {
    sectorGroups.count < 2 || sectorGroups.contains { $0.targets.count > 1 }
  }

  /// How many of some targets are met on average.
  func expectedMet(_ targets: [TargetForecast]) -> Figure {
    GroupedTargets.expectedMet(targets.map { row($0) })
  }

  /// One row per sector, for plans of three sectors or more.
  var sectorSummary: [Table] { sectorSummary(in: .table) }

  func sectorSummary(in view: View) -> [Table] {
    guard hasSectorSummary else { return [] }
    let rows = sectorGroups.map { group in
      SectorRow(
        title: group.title, group: GroupedTargets(targets: group.targets.map { row($0) }),
        joint: joint(group)?.met)
    }
    return [
      columns.sectors.table("sectors", say("Sectors at a glance", "各领域概览"), in: view, rows, say)
    ]
  }

  // MARK: Together

  /// The firm targets of a sector together.
  func joint(_ group: SectorGroup) -> JointForecast? {
    group.id.flatMap { id in forecast.joint.first { $0.scope == .sector(id) } }
  }

  /// Nothing for a plan of a single firm target, whose own row says it all.
  var joint: [Table] {
    guard forecast.joint.contains(where: { $0.targets.count > 1 }) else { return [] }
    // A sector's only firm target has said its probability already.
    let several = forecast.joint.filter { joint in
      if case .sector = joint.scope { joint.targets.count > 1 } else { true }
    }
    let rows = several.map { JointRow($0, name: say.label($0.scope, in: forecast.scenario)) }
    return [
      columns.joint.table(
        "joint", say("Together", "同时完成概率"),
        note: say(
          "The probability that firm targets are met in the same trial.",
          "同一次模拟中各项刚性目标同时完成的概率。"),
        in: .table, rows, say)
    ]
  }

  /// How many firm targets are met, at up to ten numbers that matter.
  var atLeast: [Table] {
    let met = forecast.targetsMet
    guard met.of > 1 else { return [] }
    let shares = [0.25, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1]
    let numbers =
      met.of <= 10
      ? Array(1...met.of)
      : Array(Set(shares.map { Int(($0 * Double(met.of)).rounded(.up)) })).sorted()
    return [countTable(numbers, in: .summary)]
  }

  /// How many firm targets are met, at every number.
  var everyCount: Table { countTable(Array(1...max(1, forecast.targetsMet.of)), in: .workbook) }

  private func countTable(_ numbers: [Int], in view: View) -> Table {
    let met = forecast.targetsMet
    let p = [0.1, 0.5, 0.9].map { String(met.quantile($0)) }
    let mean = Digits.estimate(met.mean)
    return columns.joint.table(
      "targets_met", say("How many firm targets are met", "刚性目标完成项数"),
      note: say(
        "On average \(mean) of \(met.of); P10 \(p[0]), P50 \(p[1]), P90 \(p[2]).",
        "\(met.of)项中平均完成\(mean)项；P10 \(p[0])项，P50 \(p[1])项，P90 \(p[2])项。"),
      in: view, numbers.map { JointRow(met, atLeast: $0) }, say)
  }

  // MARK: Where to look first

  /// Lowest probability first, the scenario's order among equals.
  func weakestFirst(_ targets: [TargetForecast]) -> [TargetForecast] {
    targets.enumerated().sorted {
      ($0.element.met.count, $0.offset) < ($1.element.met.count, $1.offset)
    }.map(\.element)
  }

  var weakest: [Table] { weakest(in: .weakest) }

  func weakest(in view: View) -> [Table] {
    let firm = weakestFirst(
      forecast.targets.filter { $0.target.firmness == .firm && isOpen($0) })
    guard firm.count > 1 else { return [] }
    let rows = firm.prefix(10).enumerated().map { index, target in
      let group = sectorGroups.first { $0.id == target.sector }
      return row(
        target, sector: target.sector == nil ? "-" : group?.title ?? "-", rank: index + 1)
    }
    return [
      columns.targets.table(
        "weakest",
        firm.count > 10
          ? say("The ten weakest firm targets", "最薄弱的十项刚性目标") : say("Weakest first", "按完成概率由低到高"),
        in: view, rows,
        without: asOf > 0 && rows.allSatisfy { $0.halfTime?.behindSchedule == nil }
          ? absent.union(["behind_schedule_half_time"]) : absent, say)
    ]
  }
}

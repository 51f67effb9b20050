import Buildout

/// The tables that people read of a forecast, in one language.
struct ForecastTables {
  let forecast: Forecast
  let say: Words
  let sectorGroups: [SectorGroup]

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
      let text = sectors.first { $0.id == id }?.title ?? Text()
      return SectorGroup(
        id: id, title: id.map { say.title(text, id: $0) } ?? say("No sector", "未分领域"),
        targets: targets)
    }
  }

  // MARK: Columns named in more than one table

  private var probability: Table.Column { .init(say("Probability", "完成概率"), .trailing) }
  private var interval: Table.Column { .init(say("95 % interval", "95% 置信区间"), .trailing) }
  private var target: Table.Column { .init(say("Target", "目标"), wraps: true) }
  private var sector: Table.Column { .init(say("Sector", "领域"), wraps: true) }
  private var promised: Table.Column { .init(say("Promised", "目标值"), .trailing) }

  private func cells(_ proportion: Proportion) -> [Table.Cell] {
    [
      .number(proportion.value, shown: say.percent(proportion)),
      say.interval(proportion),
    ]
  }

  private func number(_ value: Int) -> Table.Cell {
    .number(Double(value), shown: Digits.exact(Double(value)))
  }

  func title(_ target: TargetForecast) -> String { say.name(target.target) }

  private func value(_ estimate: QuantileEstimate?, of target: TargetForecast) -> Table.Cell {
    .number(estimate?.value, shown: say.outcome(estimate, of: target))
  }

  /// In how many trials the measures of some targets are undefined; nil where they never are.
  func undefinedNote(_ targets: [TargetForecast]) -> String? {
    let names = targets.filter { $0.undefined > 0 }.map {
      title($0) + say(" (\(say.undefined($0)))", "（\(say.undefined($0))）")
    }
    guard !names.isEmpty else { return nil }
    let list = names.joined(separator: say(", ", "、"))
    return say(
      "Where something is divided by 0 the measure is undefined: \(list). Such trials do not meet the "
        + "target; mean, quantiles and shortfall are of the others, if there are any.",
      "分母为0时指标无定义：\(list)。这些模拟计为未完成；均值、分位数和缺口仅按其余模拟（如有）计算。")
  }

  static func undefinedLegend(isNeeded: Bool, _ say: Words) -> (String, String)? {
    guard isNeeded else { return nil }
    return (
      say("undefined", "无定义"),
      say(
        "something is divided by 0; the target is not met.", "分母为0，目标计为未完成。")
    )
  }

  // MARK: Targets

  /// One table per sector; a single one, with a column for the sector, when no sector has two targets.
  var sectors: [Table] {
    let columns: [Table.Column] = [
      .init(say("Due", "期限")), promised, probability, interval,
      .init("P10", .trailing, isExtra: true), .init("P50", .trailing),
      .init("P90", .trailing, isExtra: true),
      .init(say("Mean shortfall", "平均缺口"), .trailing, isExtra: true), .init(say("Light", "灯号")),
    ]
    guard hasSectorsOfSeveral else {
      let rows = sectorGroups.flatMap { group in
        group.targets.map { [.text(title($0)), .text(group.title)] + answer($0) }
      }
      return [
        Table(
          id: "targets", title: say("Targets", "各项目标"),
          note: undefinedNote(forecast.targets), columns: [target, sector] + columns, rows: rows)
      ]
    }
    return sectorGroups.map { group in
      Table(
        id: "sector",
        title: sectorGroups.count == 1 && group.id == nil
          ? say("Targets", "各项目标") : group.title,
        note: undefinedNote(group.targets), columns: [target] + columns,
        rows: group.targets.map { [.text(title($0))] + answer($0) })
    }
  }

  var hasSectorSummary: Bool { hasSectorsOfSeveral && sectorGroups.count >= 3 }

  private var hasSectorsOfSeveral: Bool {
    sectorGroups.count < 2 || sectorGroups.contains { $0.targets.count > 1 }
  }

  /// A target's row from the due month on.
  private func answer(_ target: TargetForecast) -> [Table.Cell] {
    let quantiles: [Table.Cell] = zip(
      [target.p10, target.p50, target.p90], say.outcomes(of: target)
    ).map { .number($0?.value, shown: $1) }
    let promise: [Table.Cell] = [
      .text(target.target.due.description),
      .number(target.target.value, shown: say.promise(target.target, unit: target.unit)),
    ]
    return promise + cells(target.met) + quantiles + [
      .number(
        target.meanShortfall?.value,
        shown: say.shortfall(of: target)),
      .light(target.light, shown: say.light(target)),
    ]
  }

  /// How many of some targets are met on average.
  static func expectedMet(_ targets: [TargetForecast]) -> String {
    let expected = targets.reduce(0) { $0 + $1.met.value }
    // Targets of a sector rise and fall together, so their errors are added without cancelling.
    let error = targets.reduce(0) { $0 + $1.met.halfWidth }
    return Digits.estimate(expected, error: max(error, 0.02))
  }

  /// One row per sector, for plans of three sectors or more.
  var sectorSummary: [Table] {
    guard hasSectorSummary else { return [] }
    let rows = sectorGroups.map { group -> [Table.Cell] in
      let firm = group.firm
      let joint = forecast.joint.first { joint in
        group.id.map { joint.scope == .sector($0) } ?? false
      }
      let expected = firm.reduce(0) { $0 + $1.met.value }
      let worst = weakestFirst(firm).first
      func count(_ light: Light) -> String { String(firm.count { $0.light == light }) }
      return [.text(group.title), number(firm.count), number(group.targets.count - firm.count)]
        + (joint.map { cells($0.met) } ?? [.text("-"), .text("-")]) + [
          .number(
            expected, shown: firm.isEmpty ? "-" : ForecastTables.expectedMet(firm)),
          .text([Light.green, .amber, .red].map(count).joined(separator: "/")),
          worst.map { .number($0.met.value, shown: say.percent($0.met)) } ?? .text("-"),
          .text(worst.map(title) ?? "-"),
        ]
    }
    return [
      Table(
        id: "sectors", title: say("Sectors at a glance", "各领域概览"),
        columns: [
          sector, .init(say("Firm", "刚性目标"), .trailing), .init(say("Soft", "方向性目标"), .trailing),
          .init(say("All firm met", "刚性目标 全部完成"), .trailing), interval,
          .init(say("Expected met", "预计 完成项数"), .trailing),
          .init(say("Lights +/~/!", "绿/黄/红灯"), .trailing),
          .init(say("Lowest", "最低概率"), .trailing),
          .init(say("Weakest target", "最薄弱的目标"), wraps: true),
        ], rows: rows)
    ]
  }

  // MARK: Together

  /// Nothing for a plan of a single firm target, whose own row says it all.
  var joint: [Table] {
    guard forecast.joint.contains(where: { $0.targets.count > 1 }) else { return [] }
    // A sector's only firm target has said its chance already.
    let several = forecast.joint.filter { joint in
      if case .sector = joint.scope { joint.targets.count > 1 } else { true }
    }
    let rows = several.map { joint -> [Table.Cell] in
      [.text(say.name(joint.scope, in: forecast.scenario)), .text(say.needed(joint))]
        + cells(joint.met)
    }
    return [
      Table(
        id: "joint", title: say("Together", "联合完成概率"),
        note: say(
          "The probability that firm targets are met in the same trial.",
          "同一次模拟中各项刚性目标同时完成的概率。"),
        columns: [
          .init(say("Firm targets", "刚性目标范围"), wraps: true), .init(say("Needed", "要求")),
          probability,
          interval,
        ], rows: rows)
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
    return [
      countTable(numbers) { self.say("\($0) of \(met.of)", "\(met.of)项中\($0)项") }
    ]
  }

  /// How many firm targets are met, at every number.
  var everyCount: Table {
    countTable(Array(1...max(1, forecast.targetsMet.of))) { String($0) }
  }

  private func countTable(_ numbers: [Int], shown: (Int) -> String) -> Table {
    let met = forecast.targetsMet
    let p = [0.1, 0.5, 0.9].map { String(met.quantile($0)) }
    let mean = Digits.estimate(met.mean)
    return Table(
      id: "targets_met", title: say("How many firm targets are met", "刚性目标完成项数"),
      note: say(
        "On average \(mean) of \(met.of); P10 \(p[0]), P50 \(p[1]), P90 \(p[2]).",
        "\(met.of)项中平均完成\(mean)项；P10 \(p[0])项，P50 \(p[1])项，P90 \(p[2])项。"),
      columns: [.init(say("At least", "至少完成"), .trailing), probability, interval],
      rows: numbers.map { k in
        [.number(Double(k), shown: shown(k))] + cells(met.atLeast(k))
      })
  }

  // MARK: Where to look first

  /// Lowest probability first, the scenario's order among equals.
  func weakestFirst(_ targets: [TargetForecast]) -> [TargetForecast] {
    targets.enumerated().sorted {
      ($0.element.met.count, $0.offset) < ($1.element.met.count, $1.offset)
    }.map(\.element)
  }

  var weakest: [Table] {
    let firm = weakestFirst(forecast.targets.filter { $0.target.firmness == .firm })
    guard firm.count > 1 else { return [] }
    let rows = firm.prefix(10).enumerated().map { place, target -> [Table.Cell] in
      let group = sectorGroups.first { $0.id == target.sector }
      let behind = target.halfTime?.behindSchedule
      return [
        number(place + 1), .text(title(target)),
        .text(target.sector == nil ? "-" : group?.title ?? "-"),
      ] + cells(target.met) + [
        value(target.p50, of: target),
        .number(target.target.value, shown: say.promise(target.target, unit: target.unit)),
        completion(target),
        .number(behind?.value, shown: behind.map(say.percent) ?? "-"),
      ]
    }
    return [
      Table(
        id: "weakest",
        title: firm.count > 10
          ? say("The ten weakest firm targets", "最薄弱的十项刚性目标") : say("Weakest first", "由弱到强"),
        columns: [
          .init("#", .trailing), target, sector.asExtra, probability, interval,
          .init("P50", .trailing),
          promised.asExtra, .init(say("P50 / promised", "完成率"), .trailing),
          .init(say("Behind at half-time", "半程 落后概率"), .trailing),
        ], rows: rows)
    ]
  }

  /// P50 in percent of the promised value, for targets that count up to it from nothing.
  func completion(_ target: TargetForecast) -> Table.Cell {
    guard target.countsUp, !target.isMilestone, target.target.value > 0, let p50 = target.p50,
      p50.value.isFinite
    else {
      return .number(nil, shown: "-")
    }
    let percent = 100 / target.target.value
    // Whole percents at most.
    let error = (p50.high - p50.low) / 2 * percent
    let shown = Digits.estimate(p50.value * percent, error: max(error, 2))
    return .number(p50.value * percent, shown: say.percent(shown))
  }
}

extension TargetForecast {
  var isMilestone: Bool { target.isMilestone }

  /// The month half-way to the due month, where there is still time to act.
  var halfTime: MonthForecast? {
    let place = max(1, dueNumber / 2) - 1
    return monthly.indices.contains(place) ? monthly[place] : nil
  }

  var countsUp: Bool { target.countsUp }
}

extension Target {
  /// Whether it is one thing that is done or not.
  var isMilestone: Bool { comparator == .by && value == 1 }

  /// Whether more is better.
  var countsUp: Bool {
    switch comparator {
    case .atLeast, .above, .by: true
    case .atMost, .below: false
    }
  }
}

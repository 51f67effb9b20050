public import Buildout

extension Report {
  /// Why the targets are at risk: what drives the number of firm targets met, then the strongest
  /// drivers of each target; of a single target, all of them.
  ///
  /// - Parameters:
  ///   - drivers: What moves the targets.
  ///   - bottlenecks: What more of a pool would bring, which is said of those that do not vary.
  ///   - language: What it is said in.
  ///   - provenance: Where the numbers come from.
  public init(
    _ drivers: Drivers, bottlenecks: Bottlenecks? = nil, language: Language = .en,
    provenance: Provenance
  ) {
    let tables = DriverTables(
      drivers: drivers, say: Words(language: language), bottlenecks: bottlenecks)
    let say = tables.say
    let shown = tables.targetsMet + (drivers.targets.count == 1 ? tables.single : tables.sectors)
    self.init(
      drivers.scenario, about: say(": what drives the targets", "：影响目标的主要因素"),
      run: [say.trials(drivers.trials)], seed: drivers.seed, provenance,
      notes: Report.notes(inputs: provenance.inputs, say: say) + tables.notes, tables: shown,
      legend: shown.legend(), sheets: [drivers.sheet], say)
  }
}

/// The tables that people read of drivers, in one language.
struct DriverTables {
  let drivers: Drivers
  let say: Words
  var bottlenecks: Bottlenecks?

  /// So many drivers are named for each target where there are several.
  private static let strongest = 3

  var notes: [String] {
    let sampled = Digits.exact(Double(drivers.sampledTrials))
    return [
      say(
        "Each risk is simulated as never happening and as certain, on the same random draws. For factors and "
          + "pools the first \(sampled) trials are sorted by the value that was drawn.",
        "各项风险分别按“不发生”和“必然发生”重新模拟，随机抽样保持不变；因素和资源池按前\(sampled)次模拟中的实际取值分组比较。")
    ]
  }

  // MARK: Every driver of one thing

  var targetsMet: [Table] {
    guard let tornado = drivers.targetsMet else { return [] }
    let stands = say.figure(tornado.asItStands, of: tornado.subject)
    return [
      every(
        tornado, id: "targets_met",
        title: say("How many firm targets are met", "刚性目标完成项数"),
        note: say(
          "As it stands, \(stands) on average. Effects are in targets.",
          "按现有计划平均完成\(stands)项，影响以项计。"))
    ]
  }

  /// The only target asked for, or there.
  var single: [Table] {
    drivers.targets.map { tornado in
      let stands = say.figure(tornado.asItStands, of: tornado.subject)
      let settled = tornado.fact.map { isMet in
        say(
          "The actuals settle it: it is \(isMet ? "met" : "missed"), and nothing drives it any more.",
          "实际值已确定其结果：\(say.fact(isMet))，不再受任何因素影响。")
      }
      return every(
        tornado, id: "target", title: title(tornado),
        note: settled
          ?? say(
            "As it stands, the target is met with \(stands). Effects are in percentage points.",
            "按现有计划，完成概率为\(stands)，影响以百分点计。"))
    }
  }

  private func every(_ tornado: Tornado, id: String, title: String, note: String) -> Table {
    let rows = drivers.rows(tornado).map { row in
      var row = row
      row.bottlenecks = bottlenecks
      return row
    }
    let none = say(
      "No risk, factor or pool affects it; it varies by its own random draws only.",
      "没有风险、因素或资源池影响该项，其波动只来自自身的随机性。")
    return Catalogue.drivers.table(
      id, title, note: rows.isEmpty ? note + say(" ", "") + none : note, in: .table, rows, say)
  }

  // MARK: The strongest drivers of each target

  /// One table per sector; a single one when no sector has two targets.
  var sectors: [Table] {
    let scenario = drivers.scenario
    let all = scenario.reportedSectors.map(\.id).map(Optional.some) + [nil]
    let sectors = all.map { id in
      (
        id: id,
        members: drivers.targets.filter {
          drivers.target($0.subject).flatMap(scenario.sector) == id
        }
      )
    }
    guard sectors.contains(where: { $0.members.count > 1 }) else {
      return [strongest(sectors.flatMap(\.members), say("Targets", "各项目标"))]
    }
    return sectors.filter { !$0.members.isEmpty }.map { sector in
      strongest(
        sector.members,
        sector.id.map { say.title($0, among: scenario.sectors) }
          ?? (sectors.count == 1 ? say("Targets", "各项目标") : say("No sector", "未分领域")))
    }
  }

  /// The strongest drivers of every target in one table, each row with its target.
  var strongestOfAll: Table {
    let rows = drivers.targets.flatMap(strongest).map { row in
      var row = row
      row.isFirst = true
      return row
    }
    return Catalogue.drivers.table(
      "sector", say("Strongest drivers by target", "各项目标的主要影响因素"), in: .summary, rows, say)
  }

  private func strongest(_ members: [Tornado], _ title: String) -> Table {
    Catalogue.drivers.table("sector", title, in: .summary, members.flatMap(strongest), say)
  }

  private func strongest(_ tornado: Tornado) -> [DriverRow] {
    let decisive = drivers.rows(tornado).filter { $0.effect?.matters ?? false }
    guard !decisive.isEmpty else {
      return [DriverRow(drivers: drivers, tornado: tornado, effect: nil)]
    }
    return decisive.prefix(Self.strongest).enumerated().map { index, row in
      var row = row
      row.isFirst = index == 0
      return row
    }
  }

  private func title(_ tornado: Tornado) -> String { drivers.name(tornado.subject, say) }

  /// What the columns say, without the range that the page and the workbook draw.
  var legend: [Report.Explanation] {
    (targetsMet + (drivers.targets.count == 1 ? single : []) + [strongestOfAll])
      .map { $0.removing("range") }.legend()
  }
}

extension Drivers {
  fileprivate func target(_ subject: Tornado.Subject) -> Target? {
    scenario.targets.first { .target($0.id) == subject }
  }

  /// A target by its name.
  func name(_ subject: Tornado.Subject, _ say: Words) -> String {
    target(subject).map(say.name) ?? subject.id
  }

  /// One row per target and driver; the number of targets met first.
  fileprivate var sheet: Table {
    let all = (targetsMet.map { [$0] } ?? []) + targets
    return Catalogue.drivers.sheet("drivers", all.flatMap(rows))
  }
}

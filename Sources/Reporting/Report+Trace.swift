public import Buildout

extension Report {
  /// One trial month by month: how its targets fared, what acted, what each programme did.
  ///
  /// - Parameters:
  ///   - trace: The trial.
  ///   - optionTitle: Of the option that its plan carries out, if any.
  ///   - language: Of all that is read by people.
  ///   - provenance: Where the numbers come from.
  public init(
    _ trace: Trace, optionTitle: Text = Text(), language: Language = .en, provenance: Provenance
  ) {
    let tables = TraceTables(trace: trace, say: Words(language: language))
    let say = tables.say
    self.language = language
    title =
      say.title(trace.scenario.title, id: trace.scenario.id)
      + say.carryingOut(trace.option, optionTitle)
      + say(": trial \(trace.trial)", "：第\(trace.trial)次模拟")
    facts = Report.facts(
      [say("Trial \(trace.trial)", "第\(trace.trial)次模拟")], seed: trace.seed,
      scenario: trace.scenario, say: say, provenance: provenance)
    notes = [
      say(
        "One possible passage of the horizon, not a forecast.", "这只是一种可能的进程，并非预测。")
    ]
    self.tables =
      [tables.targets] + tables.factors + tables.environment + tables.programmes + tables.pools
    legend = tables.legend
    sheets = [trace.sheet]
  }
}

/// The tables that people read of a trial, in one language.
private struct TraceTables {
  let trace: Trace
  let say: Words

  private var month: Table.Column { .init(say("Month", "月份")) }

  private func reading(_ value: Double) -> Table.Cell {
    .number(value, shown: value == .infinity ? say("never", "未完成") : Digits.reading(value))
  }

  var targets: Table {
    let scenario = trace.scenario
    let rows = scenario.targets.enumerated().map { place, target -> [Table.Cell] in
      func at(_ month: Trace.MonthTrace) -> Trace.TargetTrace? {
        month.targets.first { $0.target == target.id }
      }
      let due = trace.months.first { $0.month == target.due }.flatMap(at)
      let first = trace.months.first { at($0)?.met == true }
      return [
        .text(say.title(target.title, id: target.id)), .text(target.due.description),
        .number(target.value, shown: say.promise(target, unit: trace.scenario.unit(of: target))),
        due.map { reading($0.value) } ?? .number(nil, shown: "-"),
        .text(due.map { $0.met ? say("+ met", "+ 完成") : say("! missed", "! 未完成") } ?? "-"),
        .text(first?.month.description ?? "-"),
      ]
    }
    return Table(
      id: "targets", title: say("Targets", "各项目标"),
      columns: [
        .init(say("Target", "目标"), wraps: true), .init(say("Due", "期限")),
        .init(say("Promised", "目标值"), .trailing), .init(say("When due", "到期时"), .trailing),
        .init(say("Outcome", "结果")), .init(say("First met", "首次达到")),
      ], rows: rows)
  }

  /// What was drawn once for the whole trial.
  var factors: [Table] {
    guard !trace.factors.isEmpty else { return [] }
    let rows = trace.factors.map { factor -> [Table.Cell] in
      let known = trace.scenario.factors.first { $0.id == factor.id }
      return [.text(say.title(known?.title ?? Text(), id: factor.id)), reading(factor.value)]
    }
    return [
      Table(
        id: "factors", title: say("Factors of the whole trial", "全程因素"),
        columns: [
          .init(say("Factor", "因素"), wraps: true), .init(say("Value", "取值"), .trailing),
        ], rows: rows)
    ]
  }

  /// Risks at work, and the factors that are drawn afresh each month.
  var environment: [Table] {
    let ids = (trace.months.first?.factors ?? []).map(\.id)
      .filter { id in !trace.factors.contains { $0.id == id } }
    let columns = ids.map { id in
      let known = trace.scenario.factors.first { $0.id == id }
      return Table.Column(say.title(known?.title ?? Text(), id: id), .trailing)
    }
    let rows = trace.months.map { month -> [Table.Cell] in
      let acting = month.acting.map { id in
        say.title(trace.scenario.risks.first { $0.id == id }?.title ?? Text(), id: id)
      }
      let values = ids.map { id in
        month.factors.first { $0.id == id }.map { reading($0.value) }
          ?? .number(nil, shown: "-")
      }
      let text = acting.isEmpty ? "-" : acting.joined(separator: say(", ", "、"))
      return [.text(month.month.description)] + values + [.text(text)]
    }
    guard !ids.isEmpty || !trace.scenario.risks.isEmpty else { return [] }
    return [
      Table(
        id: "environment", title: say("Environment", "外部环境"),
        columns: [month] + columns + [.init(say("Risks acting", "发生的风险"), wraps: true)], rows: rows)
    ]
  }

  /// One table per programme, without the columns that stay empty.
  var programmes: [Table] {
    trace.scenario.programmes.map { programme in
      let months = trace.months.map { month in
        (month.month, month.programmes.first { $0.programme == programme.id })
      }
      let all: [(String, (Trace.ProgrammeTrace) -> Double?)] = [
        (say("Started", "开工"), { $0.started }), (say("Completed", "完成"), { $0.completed }),
        (say("Cancelled", "取消"), { $0.cancelled }), (say("Backlog", "积压"), { $0.backlog }),
        (say("In progress", "在建"), { $0.inProgress }), (say("Spent", "支出"), { $0.spent }),
        (say("Level", "水平"), { $0.level }),
      ]
      let columns = all.filter { column in
        months.contains { $0.1.flatMap(column.1).map { $0 != 0 } ?? false }
      }
      let rows = months.map { month, trace -> [Table.Cell] in
        [.text(month.description)]
          + columns.map { column in
            trace.flatMap(column.1).map(reading) ?? .number(nil, shown: "-")
          }
      }
      let name = say.unit(programme.unit)
      let unit = name.isEmpty ? "" : say(" (", "（") + name + say(")", "）")
      return Table(
        id: "programme", title: say.title(programme.title, id: programme.id) + unit,
        note: columns.isEmpty ? say("Nothing happened.", "期间没有进展。") : nil,
        columns: [month] + columns.map { .init($0.0, .trailing) },
        rows: columns.isEmpty ? [] : rows)
    }
  }

  var pools: [Table] {
    trace.scenario.pools.map { pool in
      let rows = trace.months.compactMap { month -> [Table.Cell]? in
        guard let row = month.pools.first(where: { $0.pool == pool.id }) else { return nil }
        return [.text(month.month.description)]
          + [row.capacity, row.asked, row.granted].map(reading)
      }
      return Table(
        id: "pool", title: say("Pool: ", "资源约束：") + say.title(pool.title, id: pool.id),
        columns: [
          month, .init(say("Capacity", "容量"), .trailing), .init(say("Asked", "需求"), .trailing),
          .init(say("Granted", "获准"), .trailing),
        ], rows: rows)
    }
  }

  var legend: [Report.Explanation] {
    [
      (
        say("Started, completed, cancelled, spent", "开工、完成、取消、支出"),
        say("during the month.", "当月发生量。")
      ),
      (
        say("Backlog, in progress, level", "积压、在建、水平"),
        say("at the month's end.", "月末存量。")
      ),
    ].map { .init($0.0, $0.1, colon: say(": ", "：")) }
  }
}

extension Trace {
  /// One row per reading: month, kind, id, reading, value.
  fileprivate var sheet: Table {
    var rows: [[Table.Cell]] = []
    func add(_ month: String, _ kind: String, _ id: String, _ reading: String, _ value: Double?) {
      guard let value else { return }
      rows.append([
        .text(month), .text(kind), .text(id), .text(reading), .number(value, shown: ""),
      ])
    }
    for factor in factors { add("", "factor", factor.id, "value", factor.value) }
    for entry in months {
      let month = entry.month.description
      for risk in entry.acting { add(month, "risk", risk, "acting", 1) }
      for factor in entry.factors { add(month, "factor", factor.id, "value", factor.value) }
      for pool in entry.pools {
        add(month, "pool", pool.pool, "capacity", pool.capacity)
        add(month, "pool", pool.pool, "asked", pool.asked)
        add(month, "pool", pool.pool, "granted", pool.granted)
      }
      for programme in entry.programmes {
        let id = programme.programme
        add(month, "programme", id, "started", programme.started)
        add(month, "programme", id, "completed", programme.completed)
        add(month, "programme", id, "cancelled", programme.cancelled)
        add(month, "programme", id, "backlog", programme.backlog)
        add(month, "programme", id, "inProgress", programme.inProgress)
        add(month, "programme", id, "spent", programme.spent)
        add(month, "programme", id, "level", programme.level)
      }
      for target in entry.targets {
        add(month, "target", target.target, "value", target.value)
        add(month, "target", target.target, "met", target.met ? 1 : 0)
      }
    }
    let names = ["month", "kind", "id", "reading", "value"]
    return Table(id: "trace", columns: names.map { .init($0) }, rows: rows)
  }
}

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
    if value.isNaN { return .text(say("undefined", "无定义")) }
    return .figure(Digits.reading(value))
  }

  /// Where a target stands when it is due, in the unit of what it promises.
  private func whenDue(_ target: Target, _ reading: Trace.TargetTrace) -> Table.Cell {
    if reading.value.isNaN { return self.reading(reading.value) }
    let shown =
      if target.isMilestone {
        reading.met ? say("done", "完成") : say("not yet", "未完成")
      } else if reading.value == .infinity {
        say("not yet", "未完成")
      } else {
        Digits.reading(
          reading.value
            / say.planner(value: target.value, unit: trace.scenario.unit(of: target)).scale
        ).text
      }
    return .text(shown)
  }

  var targets: Table {
    let scenario = trace.scenario
    let rows = scenario.targets.enumerated().map { place, target -> [Table.Cell] in
      func at(_ month: Trace.MonthTrace) -> Trace.TargetTrace? {
        month.targets.first { $0.target == target.id }
      }
      let due = trace.months.first { $0.month == target.due }.flatMap(at)
      // A limit is kept rather than reached.
      let first = target.countsUp ? trace.months.first { at($0)?.met == true } : nil
      return [
        .text(say.title(target.title, id: target.id)), .text(target.due.description),
        .text(say.promise(target, unit: trace.scenario.unit(of: target))),
        due.map { whenDue(target, $0) } ?? .figure(nil),
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
          ?? .figure(nil)
      }
      let text = acting.isEmpty ? "-" : acting.joined(separator: say(", ", "、"))
      return [.text(month.month.description)] + values + [.text(text)]
    }
    guard !ids.isEmpty || !trace.scenario.risks.isEmpty else { return [] }
    let hidden = trace.scenario.risks.filter(\.isSettledByUnits).map {
      say.title($0.title, id: $0.id)
    }.joined(separator: say(", ", "、"))
    return [
      Table(
        id: "environment", title: say("Environment", "外部环境"),
        note: hidden.isEmpty
          ? nil
          : say(
            "Not listed, as each unit is struck or not by itself: \(hidden).",
            "未列出逐个单元分别发生的风险：\(hidden)。"),
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
        (say("Cancelled", "取消"), { $0.cancelled }), (say("Lost", "流失"), { $0.lost }),
        (say("Backlog", "积压"), { $0.backlog }), (say("In progress", "在建"), { $0.inProgress }),
        (say("Level", "水平"), { $0.level }),
        (say("Spent", "支出") + say.heading(trace.scenario.money), { $0.spent }),
      ]
      let columns = all.filter { column in
        months.contains { $0.1.flatMap(column.1).map { $0 != 0 } ?? false }
      }
      let rows = months.map { month, trace -> [Table.Cell] in
        [.text(month.description)]
          + columns.map { column in
            trace.flatMap(column.1).map(reading) ?? .figure(nil)
          }
      }
      return Table(
        id: "programme",
        title: say.title(programme.title, id: programme.id) + say.heading(programme.unit),
        note: columns.isEmpty ? say("Nothing happened.", "期间没有进展。") : nil,
        columns: [month] + columns.map { .init($0.0, .trailing) },
        rows: columns.isEmpty ? [] : rows)
    }
  }

  /// One table per pool, or per share of one that is split.
  var pools: [Table] {
    let all = trace.scenario.pools.flatMap { pool in
      trace.months.first.map { $0.pools.filter { $0.pool == pool.id } } ?? []
    }
    return all.map { pool in
      let rows = trace.months.flatMap { month in
        month.pools.filter { $0.name == pool.name }.map { row in
          [.text(month.month.description)]
            + [row.capacity, row.asked, row.granted].map(reading)
        }
      }
      return Table(
        id: "pool",
        title: say("Pool: ", "资源约束：")
          + say.name(.pool(pool.pool, programme: pool.programme), in: trace.scenario),
        columns: [
          month, .init(say("Capacity", "可供量"), .trailing), .init(say("Asked", "需求量"), .trailing),
          .init(say("Granted", "分配量"), .trailing),
        ], rows: rows)
    }
  }

  var legend: [Report.Explanation] {
    var lines = [
      (
        say("Started, completed, cancelled, lost, spent", "开工、完成、取消、流失、支出"),
        say(
          "during the month; lost is what was turned away, or called for and not done where nothing "
            + "queues.", "当月发生量；流失指被拒绝，或有需求而当月未办且不排队等候的部分。")
      ),
      (
        say("Backlog, in progress, level", "积压、在建、水平"),
        say(
          "at the month's end; the backlog waits, and is part of what is in progress.",
          "月末存量；积压为等待部分，计入在建。")
      ),
      ForecastTables.undefinedLegend(
        isNeeded: trace.months.contains { $0.targets.contains { $0.value.isNaN } }, say),
    ].compactMap { $0 }
    if !trace.scenario.pools.isEmpty {
      lines.append(
        (
          say("Capacity, asked, granted", "可供量、需求量、分配量"),
          say(
            "what there was for the month, with what was carried over; what the steps with work could "
              + "have used; what they had of it, which may be less where another pool is short.",
            "当月可供使用的数量，含上月结转；有任务的环节当月所需；实际分得，受其他资源不足影响时会更少。")
        ))
    }
    return lines.map { .init($0.0, $0.1, colon: say(": ", "：")) }
  }
}

extension Risk {
  /// Whether each unit meets it or not by itself.
  fileprivate var isSettledByUnits: Bool {
    switch occurrence {
    case .chance(_, let each): each == .unit
    case .monthly, .regime: false
    }
  }
}

extension Trace {
  /// One row per reading: month, kind, id, reading, value.
  fileprivate var sheet: Table {
    var rows: [[Table.Cell]] = []
    func add(_ month: String, _ kind: String, _ id: String, _ reading: String, _ value: Double?) {
      guard let value else { return }
      rows.append([
        .text(month), .text(kind), .text(id), .text(reading), .data(.number(value)),
      ])
    }
    for factor in factors { add("", "factor", factor.id, "value", factor.value) }
    for entry in months {
      let month = entry.month.description
      for risk in entry.acting { add(month, "risk", risk, "acting", 1) }
      for factor in entry.factors { add(month, "factor", factor.id, "value", factor.value) }
      for pool in entry.pools {
        add(month, "pool", pool.name, "capacity", pool.capacity)
        add(month, "pool", pool.name, "asked", pool.asked)
        add(month, "pool", pool.name, "granted", pool.granted)
      }
      for programme in entry.programmes {
        let id = programme.programme
        add(month, "programme", id, "started", programme.started)
        add(month, "programme", id, "completed", programme.completed)
        add(month, "programme", id, "cancelled", programme.cancelled)
        add(month, "programme", id, "lost", programme.lost)
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

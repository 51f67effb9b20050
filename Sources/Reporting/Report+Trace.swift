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
    self.init(
      trace.scenario,
      about: say.carryingOut(trace.option, optionTitle)
        + say(": trial \(trace.trial)", "：\(trace.trial)号模拟"),
      run: [say("Trial \(trace.trial)", "\(trace.trial)号模拟（编号从0起）")], seed: trace.seed, provenance,
      notes: [
        say(
          "This is one possible course of the plan's months rather than a forecast.",
          "这只是一种可能的进程，并非预测。")
      ] + (provenance.given.map { [tables.known(until: $0.asOf)] } ?? []),
      tables: [tables.targets] + tables.factors + tables.environment + tables.programmes
        + tables.pools,
      legend: tables.legend, sheets: [trace.sheet], say)
  }
}

/// The tables that people read of a trial, in one language.
private struct TraceTables {
  let trace: Trace
  let say: Words

  /// What of the past was reported and what is the trial's own.
  func known(until month: Month) -> String {
    say(
      "What was reported until the end of \(say.month(month)) stands as it was reported. All else of these months, such as "
        + "what was started or is in progress, risks and pools, is the trial's own and need not add up with it.",
      "\(say.month(month))末以前已报送的数值按报送数列示；这些月份的其他内容（如开工数、未完成数、风险、资源池）由本次模拟推算，与报送数不一定相符。")
  }

  var targets: Table {
    Catalogue.traced.table(
      "targets", say("Targets", "各项目标"), in: .table, trace.targetsWhenDue, say)
  }

  /// What was drawn once for the whole trial.
  var factors: [Table] {
    guard !trace.factors.isEmpty else { return [] }
    let rows = trace.factors.map { factor -> [Table.Cell] in
      [.text(say.title(factor.id, among: trace.scenario.factors)), say.reading(factor.value)]
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
    let columns = ids.map {
      Table.Column(say.title($0, among: trace.scenario.factors), .trailing)
    }
    let rows = trace.months.map { month -> [Table.Cell] in
      let acting = month.acting.map { say.title($0, among: trace.scenario.risks) }
      let values = ids.map { id in
        month.factors.first { $0.id == id }.map { say.reading($0.value) }
          ?? .figure(nil)
      }
      let text = acting.isEmpty ? "-" : acting.joined(separator: say(", ", "、"))
      return [.text(month.month.description)] + values + [.text(text)]
    }
    guard !ids.isEmpty || !trace.scenario.risks.isEmpty else { return [] }
    let hidden = trace.scenario.risks.filter(\.isSettledByUnits).map(say.title(of:))
      .joined(separator: say(", ", "、"))
    return [
      Table(
        id: "environment", title: say("Environment", "外部环境"),
        note: hidden.isEmpty
          ? nil
          : say(
            "The table leaves out risks that may strike any unit (a project, a home) by itself: \(hidden).",
            "下表不含对每个单元（如单个项目、单套住房）分别发生的风险：\(hidden)。"),
        columns: [.init(say("Month", "月份"))] + columns + [
          .init(say("Risks acting", "发生的风险"), wraps: true)
        ], rows: rows)
    ]
  }

  /// One table per programme, without the columns that stay empty.
  var programmes: [Table] {
    let catalogue = Catalogue.tracedProgrammes(money: trace.scenario.money)
    return trace.scenario.programmes.map { programme in
      let rows = trace.months.flatMap { month in
        month.programmes.filter { $0.programme == programme.id }
          .map { TraceRow(month: month.month, reading: $0) }
      }
      let empty = catalogue.columns(in: .table).filter { column in
        rows.allSatisfy { column.cell($0, say).figure?.isZero ?? (column.key != "month") }
      }
      let isIdle = empty.count + 1 == catalogue.columns(in: .table).count
      return catalogue.table(
        "programme", say.title(of: programme) + say.heading(programme.unit),
        note: isIdle ? say("Nothing happened.", "期间没有进展。") : nil, in: .table,
        isIdle ? [] : rows, without: Set(empty.map(\.key)), say)
    }
  }

  /// One table per pool, or per share of one that is split.
  var pools: [Table] {
    let all = trace.scenario.pools.flatMap { pool in
      trace.months.first.map { $0.pools.filter { $0.pool == pool.id } } ?? []
    }
    return all.map { pool in
      let rows = trace.months.flatMap { month in
        month.pools.filter { $0.name == pool.name }
          .map { TraceRow(month: month.month, reading: $0) }
      }
      return Catalogue.tracedPools.table(
        "pool",
        say("Pool: ", "资源池：")
          + say.name(.pool(pool.pool, programme: pool.programme), in: trace.scenario),
        in: .table, rows, say)
    }
  }

  var legend: [Report.Explanation] {
    let isUndefined = trace.months.contains { $0.targets.contains { $0.value.isNaN } }
    return (programmes + pools).legend(first: ["started"])
      + (isUndefined
        ? [
          .init(
            say("undefined", "无定义"),
            say(
              "the measure divides by 0; the target is not met.", "分母为0，目标计为未完成。"),
            colon: say(": ", "："))
        ] : [])
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
  /// Every target of a month's end.
  func targets(_ month: MonthTrace) -> [TracedTarget] {
    month.targets.compactMap { reading in
      scenario.targets.first { $0.id == reading.target }.map {
        TracedTarget(target: $0, unit: scenario.unit(of: $0), reading: reading)
      }
    }
  }

  /// Every target in the month in which it is due.
  fileprivate var targetsWhenDue: [TracedTarget] {
    scenario.targets.map { target in
      func reading(_ month: MonthTrace) -> TargetTrace? {
        month.targets.first { $0.target == target.id }
      }
      let first = months.first { target.countsUp && reading($0)?.met == true }
      return TracedTarget(
        target: target, unit: scenario.unit(of: target),
        reading: months.first { $0.month == target.due }.flatMap(reading), first: first?.month)
    }
  }

  /// One row per reading: month, kind, id, reading, value.
  fileprivate var sheet: Table {
    var rows: [[Table.Cell]] = []
    func add(_ month: String, _ kind: String, _ id: String, _ all: [(name: String, value: JSON)]) {
      rows += all.map {
        [.text(month), .text(kind), .text(id), .text($0.name), .data($0.value)]
      }
    }
    for factor in factors { add("", "factor", factor.id, [("value", .number(factor.value))]) }
    for entry in months {
      let month = entry.month.description
      for risk in entry.acting { add(month, "risk", risk, [("acting", .integer(1))]) }
      for factor in entry.factors {
        add(month, "factor", factor.id, [("value", .number(factor.value))])
      }
      for pool in entry.pools {
        let row = TraceRow(month: entry.month, reading: pool)
        add(month, "pool", pool.name, Catalogue.tracedPools.readings(row))
      }
      let programmes = Catalogue.tracedProgrammes(money: scenario.money)
      for programme in entry.programmes {
        let row = TraceRow(month: entry.month, reading: programme)
        add(month, "programme", programme.programme, programmes.readings(row))
      }
      for row in targets(entry) {
        add(month, "target", row.target.id, Catalogue.traced.readings(row))
      }
    }
    let names = ["month", "kind", "id", "reading", "value"]
    return Table(id: "trace", columns: names.map { .init($0) }, rows: rows)
  }
}

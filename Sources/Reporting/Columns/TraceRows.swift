import Buildout

/// A target of a trial as a row: where it stands at a month's end.
struct TracedTarget: Sendable {
  let target: Target
  /// What its measure is counted in.
  let unit: Text
  /// Nil where the trial has no such month.
  let reading: Trace.TargetTrace?
  /// The first month at whose end it is met; nil for a limit, which is kept rather than reached.
  var first: Month?

  /// Where the measure stands, in the unit of what is promised.
  fileprivate func standing(_ say: Words) -> Table.Cell {
    guard let reading else { return .figure(nil) }
    if reading.value.isNaN { return say.reading(reading.value) }
    if target.isMilestone, reading.met { return .text(say("done", "完成")) }
    if target.isMilestone || reading.value == .infinity { return .text(say("not yet", "尚未完成")) }
    let scale = say.planner(value: target.value, unit: unit).scale
    return .figure(Digits.reading(reading.value / scale), data: .number(reading.value))
  }
}

/// A pool or a programme of a trial in one month as a row.
struct TraceRow<Reading: Sendable>: Sendable {
  let month: Month
  let reading: Reading
}

extension Words {
  /// A number of a trial, which carries no sampling error.
  func reading(_ value: Double) -> Table.Cell {
    value.isNaN
      ? Table.Cell(.text(self("undefined", "无定义")), data: .number(value))
      : .figure(Digits.reading(value), data: .number(value))
  }
}

extension Column {
  /// A number of a trial; a dash where it has no meaning.
  fileprivate static func reading(
    _ key: String, _ en: String, _ zh: String, lastIn: Set<View> = [], about: String,
    meaning: Meaning, _ value: @escaping @Sendable (Row) -> Double?
  ) -> Column {
    Column(
      .number, key, [.csv, .json, .table], en, zh, lastIn: lastIn, about: about, meaning: meaning
    ) { row, say in value(row).map(say.reading) ?? .figure(nil) }
  }
}

extension Catalogue {
  /// What CSV says of a row of a trial: the name of each reading and its value, where it has one.
  func readings(_ row: Row) -> [(name: String, value: JSON)] {
    columns(in: .csv).compactMap { column in
      let data = column.cell(row, Words(language: .en)).data
      if case .null = data { return nil }
      return (column.camelKey, data)
    }
  }
}

extension Catalogue<TracedTarget> {
  /// What is said of a target in a trial.
  static let traced = Catalogue(columns: [
    .data("target", [.json], "the target's id") { .text($0.target.id) },
    .init(.words, "title", [.table], "Target", "目标") { row, say in
      .text(say.title(of: row.target))
    },
    .init(.short, "due", [.table], "Due", "期限") { row, _ in .text(row.target.due.description) },
    .init(.number, "promise", [.table], "Promised", "目标值") { row, say in
      .text(say.promise(row.target, unit: row.unit))
    },
    .init(.number, "standing", [.table], "When due", "到期时") { row, say in row.standing(say) },
    .data(
      "value", [.csv, .json],
      "the target's measure at the month's end; null if it is infinite or undefined"
    ) { JSON($0.reading?.value) },
    .data("undefined", [.json], "true when the measure divides by 0") {
      .flag($0.reading?.value.isNaN ?? false)
    },
    .init(
      .short, "met", [.csv, .json, .table], "Outcome", "结果",
      about:
        "true if the comparison holds; for a milestone, if it has held at some month's end so far"
    ) { row, say in
      guard let reading = row.reading else { return .figure(nil) }
      return Table.Cell(
        .text(reading.met ? say("+ met", "+ 完成") : say("! missed", "! 未完成")),
        data: .flag(reading.met))
    },
    .init(.short, "first", [.table], "First met", "首次达到") { row, _ in
      .text(row.first?.description ?? "-")
    },
  ])
}

extension Catalogue<TraceRow<Trace.PoolTrace>> {
  /// What is said of a pool, or of a programme's share of one, in a month of a trial.
  static let tracedPools = Catalogue(columns: [
    .init(.short, "month", [.table], "Month", "月份") { row, _ in .text(row.month.description) },
    .data(
      "pool", [.json],
      "the pool's id; for a share of a split pool with the programme's id, as in `budget/roads`"
    ) { .text($0.reading.name) },
    .reading(
      "capacity", "Capacity", "可供量", about: "what the pool had, including what was carried over",
      meaning: Meaning(
        "what the pool had for the month, including what was carried over from the month before.",
        "资源池当月可供使用的数量，含上月结转。")
    ) { $0.reading.capacity },
    .reading(
      "asked", "Asked", "需求量", about: "what the steps that had work could have used",
      meaning: Meaning(
        "what the steps that had work could have used in the month.", "有任务的环节当月所需的数量。")
    ) { $0.reading.asked },
    .reading(
      "granted", "Granted", "分配量", about: "what those steps got of it",
      meaning: Meaning(
        "what those steps got in the month. It is less than asked where this pool or another one "
          + "that they need is short.",
        "上述环节当月分得的数量；本资源池或所需的其他资源池不足时，小于需求量。")
    ) { $0.reading.granted },
  ])
}

extension Catalogue<TraceRow<Trace.ProgrammeTrace>> {
  /// What is said of a programme in a month of a trial.
  ///
  /// - Parameter money: What money is counted in.
  static func tracedProgrammes(money: Text) -> Catalogue {
    func heading(_ language: Language) -> String { Words(language: language).heading(money) }
    let during = Meaning(
      "what happened during the month.", "当月发生量。",
      term: Phrase("Started, completed, cancelled, spent", "开工、完成、取消、支出"))
    let atEnd = Meaning(
      "what there is at the month's end.", "月末数。", term: Phrase("In progress, level", "在建、水平"))
    return Catalogue(columns: [
      .init(.short, "month", [.table], "Month", "月份") { row, _ in .text(row.month.description) },
      .data("programme", [.json], "the programme's id") { .text($0.reading.programme) },
      .reading(
        "started", "Started", "开工", about: "what was started during the month", meaning: during
      ) { $0.reading.started },
      .reading(
        "completed", "Completed", "完成", about: "what was completed during the month",
        meaning: during
      ) { $0.reading.completed },
      .reading(
        "cancelled", "Cancelled", "取消", about: "what was cancelled during the month",
        meaning: during
      ) { $0.reading.cancelled },
      .reading(
        "lost", "Lost", "流失",
        about:
          "what was turned away during the month, or was called for and not done by a step that does not queue",
        meaning: Meaning(
          "what was turned away during the month. Where nothing waits in a queue, work that was "
            + "called for and not done is lost too: of 10 homes called for with a cap of 8, 2 are lost.",
          "当月被拒绝的数量；不设排队时，有需求而当月未完成的部分也计为流失，如需求10户、上限8户，流失2户。")
      ) { $0.reading.lost },
      .reading(
        "backlog", "Backlog", "积压", about: "what waits at the month's end",
        meaning: Meaning(
          "what waits at the month's end. It is part of what is in progress.",
          "月末尚在等待开工的数量，已含在“未完成”内。")
      ) { $0.reading.backlog },
      .reading(
        "in_progress", "In progress", "未完成", about: "what is in progress at the month's end",
        meaning: atEnd
      ) { $0.reading.inProgress },
      .reading(
        "spent", "Spent" + heading(.en), "支出" + heading(.zh), lastIn: [.table],
        about: "the money spent during the month", meaning: during
      ) { $0.reading.spent },
      .reading(
        "level", "Level", "水平",
        about: "the level at the month's end; null for a programme that is no level", meaning: atEnd
      ) { $0.reading.level },
    ])
  }
}

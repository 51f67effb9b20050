import Buildout

extension Catalogue<ChangeRow> {
  /// What is said of a change.
  static let changes = Catalogue(columns: [
    .data("name", [.csv, .json], "where it stands in the scenario") { .text($0.change.name) },
    .init(.words, "change", [.table, .weakest, .summary], "Change", "改动") { row, say in
      .text(say.name(row))
    },
    .init(
      .short, "kind", [.csv, .json, .table, .weakest], "What", "情况",
      about: "`added`, `removed`, `changed` or `reordered`"
    ) { row, say in
      Table.Cell(.text(say.fate(row)), data: .text(row.change.kind.rawValue))
    },
    .data(
      "fate", [.csv, .json],
      "of a target `dropped`, `lowered` (also of a limit that is raised), `postponed`, `softened`, `added`, "
        + "`raised`, `advanced`, `hardened` or `redefined`"
    ) { JSON($0.fate?.rawValue) },
    .init(
      .words, "before", [.csv, .json, .table, .weakest, .summary], "Before", "改动前",
      about: "as the earlier file has it"
    ) { row, say in
      Table.Cell(.text(say.before(row)), data: JSON(row.change.before?.text))
    },
    .init(
      .words, "after", [.csv, .json, .table, .weakest, .summary], "After", "改动后",
      about: "as the later file has it"
    ) { row, say in
      Table.Cell(.text(say.after(row)), data: JSON(row.change.after?.text))
    },
    .init(
      .number, "more_missed", [.csv, .json, .table, .weakest], "Firm targets missed", "未完成的 刚性目标",
      csv: estimate(of: "more_missed"),
      about:
        "how many more firm targets are missed in a trial when the earlier version has this change: `value`, "
        + "`low`, `high`, `level`; none where it was not tried",
      meaning: Meaning(
        "how many more firm targets the earlier version misses on average when it has this change alone, on the same "
          + "random draws. Below 0 is better: fewer are missed. ~0 means that the change cannot be told from zero. A dash "
          + "means that the change cannot be made alone, or only words are changed.",
        "原版本只作这一项改动时，平均多出的未完成刚性目标项数（使用同一组随机抽样）；负数表示未完成的减少。“~0”表示差异不显著，“-”表示不能单独改动，或只改动文字。")
    ) { row, say in
      guard let estimate = row.moreMissed else { return .figure(nil) }
      let data = JSON.estimate(estimate, level: row.difference.effects.confidence.eachLevel)
      return estimate.isUndecided
        ? Table.Cell(.text("~0"), data: data)
        : .figure(Digits.numberDifference(estimate), data: data)
    },
    .init(.number, "interval", [.table], "Interval", "置信区间", extraIn: [.table]) { row, say in
      row.moreMissed.map(say.numberInterval) ?? .text("-")
    },
    .init(
      .words, "most_moved", [.csv, .json, .table], "Most moved", "影响最大的目标",
      about: "id of the target whose odds it clearly moves most; none where it moves none",
      meaning: Meaning(
        "the target whose probability changes most, from what to what.", "概率变化最大的目标及其变化。")
    ) { row, say in
      Table.Cell(.text(say.mostMoved(row)), data: JSON(row.mostMoved?.target.id))
    },
    .data("with_others", [.csv, .json], "how many others it was tried with, as it needs them") {
      .integer($0.companions)
    },
    .init(
      .number, "line", [.csv, .json, .table], "Line", "行号", extraIn: [.table],
      about: "of the later file or, of what was removed, of the earlier"
    ) { row, _ in .count(row.change.line) },
  ])
}

extension Catalogue<VersionTargetRow> {
  /// What is said of a target of two versions.
  static let versionTargets = Catalogue(columns: [
    .data("id", [.csv, .json], "the target's id") { .text($0.id) },
    .init(
      .words, "title", [.csv, .json, .table], "Target", "目标",
      csv: [("title_en", "en"), ("title_zh", "zh")], about: "its title, by language (`en`, `zh`)"
    ) { row, say in
      Table.Cell(.text(say.title(row.title, id: row.id)), data: JSON(row.title))
    },
    .init(
      .number, "probability_before", [.csv, .json, .table], "Before", "改动前",
      about: "of the earlier version's target; none where it has none"
    ) { row, say in say.probability(row.firstMet) },
    .init(
      .number, "probability_after", [.csv, .json, .table], "After", "改动后",
      about: "of the later version's target; none where it was dropped"
    ) { row, say in say.probability(row.secondMet) },
    .init(
      .number, "difference", [.csv, .json, .table], "Points", "百分点",
      csv: estimate(of: "difference"),
      about:
        "the later less the earlier, on the same random draws: `value`, `low`, `high`, `level`; none where only one has it",
      meaning: Meaning(
        "how many percentage points the target's probability rises or falls from the earlier version to the later. A question "
          + "mark means that the interval contains zero.",
        "目标概率从原版本到新版本升降的百分点；区间包含0时标“?”。")
    ) { row, say in
      guard let difference = row.difference else { return .figure(nil) }
      return .figure(
        Digits.points(difference).questioned(difference.isUndecided),
        data: .estimate(difference, level: Proportion.level))
    },
    .init(.number, "interval", [.table], "Interval", "置信区间", extraIn: [.table]) { row, say in
      row.difference.map(say.pointsInterval) ?? .text("-")
    },
  ])
}

extension Words {
  fileprivate func words(_ row: ChangeRow, inLater: Bool) -> InputWords {
    InputWords(
      scenario: inLater ? row.difference.after : row.difference.before, say: self)
  }

  /// What is another: a target by its title, an input in words.
  fileprivate func name(_ row: ChangeRow) -> String {
    if let target = row.after ?? row.before { return name(target) }
    let words = words(row, inLater: row.change.kind != .removed)
    if row.change.kind == .reordered {
      return words.name(row.change.name) + self(" (order)", "（顺序）")
    }
    return words.part(row.change.name)
  }

  /// What became of it.
  fileprivate func fate(_ row: ChangeRow) -> String {
    switch row.fate {
    case .dropped: return self("dropped", "取消")
    case .lowered: return self("lowered", "降低要求")
    case .postponed: return self("postponed", "推迟期限")
    case .softened: return self("no longer firm", "改为方向性")
    case .added: return self("added", "新增")
    case .raised: return self("raised", "提高要求")
    case .advanced: return self("brought forward", "提前期限")
    case .hardened: return self("made firm", "改为刚性")
    case .redefined: return self("measured otherwise", "改变口径")
    case nil: break
    }
    switch row.change.kind {
    case .added: return self("added", "新增")
    case .removed: return self("taken out", "去掉")
    case .changed: return self("changed", "改动")
    case .reordered: return self("reordered", "调整顺序")
    }
  }

  fileprivate func before(_ row: ChangeRow) -> String {
    value(row, row.change.before, row.before, inLater: false)
  }

  fileprivate func after(_ row: ChangeRow) -> String {
    value(row, row.change.after, row.after, inLater: true)
  }

  private func value(
    _ row: ChangeRow, _ value: VersionDifference.Change.Value?, _ target: Target?, inLater: Bool
  ) -> String {
    if row.fate != nil, let target {
      let scenario = inLater ? row.difference.after : row.difference.before
      return promise(target, unit: scenario.unit(of: target)) + self(" by ", "，期限 ")
        + target.due.description
    }
    guard let value else { return "-" }
    // Of a whole part that is new the beginning is enough.
    let text = words(row, inLater: inLater).value(value.text, value.distribution)
    return text.count <= 80 ? text : text.prefix(79) + "…"
  }

  fileprivate func mostMoved(_ row: ChangeRow) -> String {
    guard let moved = row.mostMoved else { return "-" }
    return name(moved.target) + self(": ", "：") + percent(moved.pair.first).text + " → "
      + percent(moved.pair.second).text
  }
}

import Buildout

/// What must be known before any number is read.
extension ProgressTables {
  var notes: [String] {
    [reported, corrected, whatStands, revised, edited].compactMap { $0 } + bearing
  }

  // MARK: What stands

  /// Figures that the last meeting had otherwise, or that have been withdrawn since.
  private var corrected: String? {
    guard let previous, !previous.readings.isEmpty else { return nil }
    struct Slot: Hashable {
      let measure: Measure
      let month: Int
    }
    let now = Dictionary(
      reforecast.actuals.readings.map { (Slot(measure: $0.measure, month: $0.month), $0.value) },
      uniquingKeysWith: { first, _ in first })
    let all = previous.readings.compactMap { then -> String? in
      let value = now[Slot(measure: then.measure, month: then.month)]
      guard value != then.value else { return nil }
      let (name, scale) = told(then.measure)
      let figures = [then.value, value].map { value in
        value.map { Digits.exact($0 / scale).text } ?? say("unknown", "未知")
      }
      return name + say(" (", "（") + month(then.month) + say("): ", "）")
        + figures.joined(separator: "→")
    }
    guard !all.isEmpty else { return nil }
    let shown = all.prefix(all.count <= 8 ? 8 : 6)
    let rest = all.count - shown.count
    return say("Corrected since the last meeting: ", "本次更正的实际值：")
      + shown.joined(separator: say("; ", "；"))
      + (rest == 0 ? "" : say("; and \(rest) more", "；另有\(rest)项")) + say(".", "。")
  }

  /// Who has sent figures this month, and who has not.
  private var reported: String? {
    let asked = rows.filter(\.isAsked)
    let missing = asked.filter { !$0.isReported }
    guard !asked.isEmpty else { return nil }
    let count = asked.count - missing.count
    let all = say(
      "Of \(say.counted(asked.count, "target")) that \(asked.count == 1 ? "was" : "were") to be reported, "
        + "\(count) \(count == 1 ? "has" : "have") a figure of this month",
      "本月应报送\(asked.count)项，已报送\(count)项")
    guard !missing.isEmpty else { return all + say(".", "。") }
    return all + say("; nothing came of: ", "；未报送\(missing.count)项：") + names(missing)
      + say(".", "。")
  }

  /// By who answers for them: each by its title or, where they are many, how many.
  private func names(_ missing: [ProgressRow]) -> String {
    let isShort = missing.count <= 10
    func titles(_ rows: [ProgressRow]) -> String {
      rows.map { say.title(of: $0.now.target) }.joined(separator: say(", ", "、"))
    }
    guard missing.contains(where: { $0.now.target.lead != nil }) else {
      // The first screen has other questions to answer.
      let shown = missing.count <= 8 ? missing.count : 6
      let rest = missing.count - shown
      return titles(Array(missing.prefix(shown)))
        + (rest == 0 ? "" : say(" and \(rest) more", "等\(missing.count)项"))
    }
    let groups = missing.grouped(byLead: \.now.target.lead)
    let shown = groups.prefix(10).map { group in
      let what =
        isShort
        ? titles(group.members)
        : say("\(group.members.count)", "\(group.members.count)项")
      return say.lead(group.lead) + say(" (\(what))", "（\(what)）")
    }
    let rest = groups.count - shown.count
    return shown.joined(separator: say("; ", "、"))
      + (rest > 0
        ? say("; and \(say.counted(rest, "more unit"))", "等\(groups.count)个单位") : "")
  }

  /// What is done and missed, who is ahead, and what is expected in the end.
  private var whatStands: String {
    let met = rows.count { $0.fact == true }
    let missed = rows.count { $0.fact == false }
    let ahead = rows.count { ($0.ahead ?? 0) > 0 }
    let behind = rows.count { ($0.ahead ?? 0) < 0 }
    return say(
      "\(met) of \(say.counted(rows.count, "target")) \(met == 1 ? "is" : "are") met and \(missed) missed for good; "
        + "\(ahead) \(ahead == 1 ? "is" : "are") ahead of the pro-rata schedule and \(behind) behind it.",
      "\(rows.count)项目标中已完成\(met)项，逾期未完成\(missed)项；"
        + "快于序时进度\(ahead)项，慢于序时进度\(behind)项。") + expected
  }

  /// How many firm targets are expected to be met: now, at the last meeting, at the start.
  private var expected: String {
    let of = reforecast.now.targetsMet.of
    guard of > 1 else { return "" }
    func shown(_ mean: MeanEstimate) -> String { Digits.estimate(mean).text }
    let now = shown(reforecast.now.targetsMet.mean)
    let start = shown(reforecast.before.targetsMet.mean)
    let last = (previous?.asOf == nil ? nil : previous?.targetsMet).map(shown)
    return say(
      " Of \(of) firm targets \(now) are expected to be met; "
        + (last.map { "it was \($0) at the last meeting, and " } ?? "")
        + "today's plan would have had \(start) at the start.",
      "\(of)项刚性目标中预计完成\(now)项，" + (last.map { "上次会议为\($0)项，" } ?? "")
        + "期初（按现行计划重算）为\(start)项。")
  }

  // MARK: What was changed

  /// Promises that the last meeting did not have so.
  private var revised: String? {
    guard let previous, !previous.targets.isEmpty else { return nil }
    let then = Dictionary(
      previous.targets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let now = Set(rows.map(\.now.target.id))
    let changed = rows.compactMap { row -> String? in
      let new = row.now.target
      guard let old = then[new.id] else { return nil }
      var parts: [String] = []
      if old.value != new.value || old.comparator != new.comparator {
        let promises = [old, new].map { say.promise($0, unit: row.now.unit) }
        parts.append("\(promises[0])→\(promises[1])")
      }
      if old.due != new.due {
        parts.append(say("due ", "期限") + "\(say.month(old.due))→\(say.month(new.due))")
      }
      if parts.isEmpty, old.measure != new.measure {
        parts.append(say("another measure", "更换指标"))
      }
      return parts.isEmpty
        ? nil : say.name(new) + say(" ", " ") + parts.joined(separator: say(", ", "，"))
    }
    let new = rows.filter { then[$0.now.target.id] == nil }.map { say.name($0.now.target) }
    let gone = previous.targets.filter { !now.contains($0.id) }.map { say.name($0) }
    let lines: [(String, [String])] = [
      (say("Revised since the last meeting: ", "本次调整目标："), changed),
      (say("New since the last meeting: ", "本次新增目标："), new),
      (say("No longer a target: ", "本次取消目标："), gone),
    ]
    let told = lines.filter { !$0.1.isEmpty }.map {
      $0.0 + $0.1.joined(separator: say("; ", "；")) + say(".", "。")
    }
    return told.isEmpty ? nil : told.joined(separator: say(" ", ""))
  }

  /// That inputs were edited, which changes what the past was expected to be as well.
  private var edited: String? {
    guard let previous, previous.moves.values.contains(where: { $0.inputs != nil }) else {
      return nil
    }
    guard previous.judgesPast else {
      return say(
        "Inputs were edited since the last meeting. What was edited acts in months to come alone, so that the figures of "
          + "past months are judged as before.",
        "上次会议以来修改了输入。所改内容只在今后各月起作用，对已过去各月实际值的判断不变。")
    }
    return say(
      "Inputs were edited since the last meeting. They hold for the whole year, so that the figures of past months are "
        + "judged by them too. Write a measure that was decided during the year as a risk with chance 1 whose window is the "
        + "months in which it acts.",
      "上次会议以来修改了输入。输入对全年生效，已过去各月的实际值也会按新的输入重新判断。"
        + "年中决定的措施应写成概率（chance）为1的风险，以其生效月份为时段（window）。")
  }
}

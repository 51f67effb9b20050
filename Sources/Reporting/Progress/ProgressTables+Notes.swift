import Buildout

/// What must be known before any number is read.
extension ProgressTables {
  var notes: [String] { [reported, whatStands, revised, edited].compactMap { $0 } + bearing }

  // MARK: What stands

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
      + (rest > 0 ? say("; and \(rest) more units", "等\(groups.count)个单位") : "")
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
    return say(
      "Inputs were edited since the last meeting. They hold for the whole year, so that the figures of past months are "
        + "judged by them too. Write a measure that was decided during the year as a risk with chance 1 whose window is the "
        + "months in which it acts.",
      "上次会议以来修改了输入。输入对全年生效，已过去各月的实际值也会按新的输入重新判断。"
        + "年中决定的措施应写成概率（chance）为1的风险，以其生效月份为时段（window）。")
  }

  // MARK: Does the year bear the scenario out?

  private var bearing: [String] {
    let total = reforecast.surprises.count
    guard total > 0 else { return [] }
    let expected = Digits.exact(Double(total) * 0.1, significant: 2)
    let outside = say(
      "\(reforecast.outside) of \(say.counted(total, "actual")) \(reforecast.outside == 1 ? "lies" : "lie") outside "
        + "\(reforecast.outside == 1 ? "its" : "their") 90 % range (\(expected) expected).",
      "\(total)个实际值中有\(reforecast.outside)个落在90%区间之外（预计\(expected)个）。")
    let scatter = reforecast.scatter.map { scatter in
      let shown = Digits.fixed(scatter, decimals: 2).text
      return say(
        "The actuals scatter \(shown) about what the scenario expects of them (1 expected); ",
        "实际值偏离模型预期的程度为\(shown)（1为正常，明显大于1说明情景与实际不符）；")
    }
    let follows =
      reforecast.isTooSure
      ? say(
        " That is more than chance allows: the scenario is surer of itself than the year bears out. Its intervals are "
          + "too narrow, odds near 0 or 100 % above all; widen the distributions of what differs most.",
        "超出偶然所能解释的范围：情景把不确定性估得太小，各项区间偏窄，接近0或100%的概率尤其不可靠；"
          + "请放宽偏差最大的各项分布。")
      : say(
        " The figures do not contradict the scenario; that does not prove it right.",
        "实际值与情景没有明显矛盾，但不能证明情景正确。")
    return [(scatter ?? "") + outside + follows] + impossible
  }

  private var impossible: [String] {
    let names = reforecast.surprises.compactMap { surprise -> String? in
      guard let possible = surprise.possible else { return nil }
      let target = rows.first { $0.now.target.measure == surprise.reading.measure }
      let name = target.map { say.name($0.now.target) } ?? surprise.reading.measure.description
      let scale = target.map { say.planner($0.now).scale } ?? 1
      let value = surprise.reading.value / scale
      let values = [
        Digits.exact(value).text, Self.shown(possible / scale, beside: value),
      ]
      let month = say.month(reforecast.now.scenario.calendar.month(surprise.reading.month))
      let isAbove = surprise.reading.value > possible
      return name
        + say(
          " (\(values[0]) at the end of \(month), at \(isAbove ? "most" : "least") \(values[1]) in the trials)",
          "（\(month)末实际\(values[0])，模拟\(isAbove ? "最多" : "最少")\(values[1])）")
    }
    guard !names.isEmpty else { return [] }
    return [
      say(
        "Outside what any trial reached: ", "实际数值超出全部模拟的范围：")
        + names.joined(separator: say(", ", "、"))
        + say(
          ". The figures are taken as facts. Check them, or put the scenario right.",
          "。这些数值按事实计入；请核对报送数据，或改正情景。")
    ]
  }

  /// What trials reached, to as many digits as tell it from the actual, four at least.
  private static func shown(_ possible: Double, beside value: Double) -> String {
    let candidates = (4...Digits.significant).map { Digits.exact(possible, significant: $0) }
    let isAbove = possible > value
    return
      (candidates.first { figure in
        figure.digits.map { isAbove ? $0.value > value : $0.value < value } ?? false
      } ?? Digits.exact(possible)).text
  }
}

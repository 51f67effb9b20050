import Buildout

extension Comparison {
  func tables(_ say: Words) -> ComparisonTables { ComparisonTables(comparison: self, say: say) }
}

/// The tables that people read of a comparison, in one language.
struct ComparisonTables {
  let comparison: Comparison
  let say: Words

  /// Of plans of no more targets than this also what is not decisive is shown.
  private static let few = 12
  /// So many rows are shown for an option: of targets together, and of single ones. What becomes worse
  /// is shown in any case.
  private static let most = (joint: 5, targets: 15)

  var scenario: Scenario { comparison.scenario }
  var hasFirm: Bool { scenario.targets.contains { $0.firmness == .firm } }

  /// The plan as it stands, or an option, by its id.
  func name(_ id: String) -> String {
    guard let outcome = comparison.options.first(where: { $0.option.id == id }) else {
      return say("The plan as it stands", "现有计划")
    }
    let name = say.title(of: outcome.option)
    return outcome.option.from.map { name + say(" (from \($0))", "（自\($0)起）") } ?? name
  }

  func list(_ ids: [String]) -> String { ids.map(name).joined(separator: say(", ", "、")) }

  /// The same within a sentence.
  func list(inSentence ids: [String]) -> String {
    ids.map { $0 == ResourcingOption.baseID ? say("the plan as it stands", "现有计划") : name($0) }
      .joined(separator: say(", ", "、"))
  }

  var notes: [String] {
    let confidence = comparison.confidence
    let each = Digits.exact(confidence.eachLevel * 100, significant: 4)
    let paired = say(
      "Every option is simulated on the same random draws as the plan as it stands, so a difference comes from "
        + "the option alone.",
      "各备选措施与现有计划使用同一组随机抽样，差异完全由措施引起。")
    guard confidence.statements > 1 else { return [paired] }
    return [
      paired
        + say(
          " For each target the intervals of all \(confidence.statements) options contain the true differences "
            + "at once with a confidence of 95 % (Šidák); a single interval has \(each) %.",
          "同一目标对全部\(confidence.statements)项措施的区间同时成立的置信水平为95%（Šidák法），为此单个区间取\(each)%。")
    ]
  }

  // MARK: Figures

  func cost(_ estimate: Estimate?) -> Table.Cell {
    guard let estimate else { return .figure(nil) }
    let data = JSON.estimate(estimate, level: comparison.confidence.eachLevel)
    let scaled = estimate.scaled(by: 1 / money.scale)
    if let figure = Digits.rate(scaled) { return .figure(figure, data: data) }
    let ends = [scaled.interval.lowerBound, scaled.interval.upperBound].map {
      Digits.exact($0, significant: 2)
    }
    return Table.Cell(.text(say.span((ends[0], ends[1]))), data: data)
  }

  // MARK: What one option changes

  /// A row of an option's table: targets together, or one target.
  private struct Line {
    let row: EffectRow
    let isDecisive: Bool

    var isJoint: Bool { row.kind == "joint" }
    var difference: Double { row.pair.difference }
    var differs: Bool { row.pair.onlyFirst + row.pair.onlySecond > 0 }
    var isWorse: Bool { isDecisive && difference < 0 }
  }

  private func lines(_ outcome: OptionOutcome) -> [Line] {
    let names = scenario.targets.map(say.name) + comparison.joint.map(name)
    let lines = zip(comparison.effects(outcome), names).map { row, name in
      var row = row
      row.name = name
      return Line(row: row, isDecisive: comparison.isDecisive(row.pair))
    }
    let targets = lines.prefix(scenario.targets.count)
    // Of a single target the target's own line says it.
    let joint = zip(lines.dropFirst(targets.count), comparison.joint)
      .filter { $1.targets.count > 1 }.map(\.0)
    // All firm targets come first, whatever they do.
    let all = joint.prefix(joint.first?.row.id == "all" ? 1 : 0)
    return all + largestFirst(Array(joint.dropFirst(all.count))) + largestFirst(Array(targets))
  }

  private func largestFirst(_ lines: [Line]) -> [Line] {
    func rank(_ line: Line) -> (Int, Double) {
      (line.isDecisive ? 0 : line.differs ? 1 : 2, -line.difference.magnitude)
    }
    return lines.enumerated().sorted {
      let (a, b) = (rank($0.element), rank($1.element))
      return (a.0, a.1, $0.offset) < (b.0, b.1, $1.offset)
    }.map(\.element)
  }

  private func name(_ joint: JointForecast) -> String {
    let of = joint.targets.count
    let needed = joint.atLeast < of || joint.atMost != nil ? say.needed(joint) : ""
    switch joint.scope {
    case .all: return say("All \(of) firm targets together", "全部\(of)项刚性目标同时完成")
    case .sector:
      let name = say.name(joint.scope, in: scenario)
      return say("\(name): all \(of) together", "\(name)：\(of)项同时完成")
    case .group:
      let name = say.label(joint.scope, in: scenario)
      return needed.isEmpty
        ? say("\(name): all \(of) together", "\(name)：\(of)项同时完成")
        : say("\(name): \(needed)", "\(name)：\(needed)")
    }
  }

  var outcomes: [Table] {
    comparison.options.map { outcome in
      let lines = lines(outcome)
      let isSmall = scenario.targets.count <= Self.few
      let changed = lines.filter { isSmall ? $0.differs : $0.isDecisive }
      let shown =
        Self.largest(changed.filter(\.isJoint), Self.most.joint)
        + Self.largest(changed.filter { !$0.isJoint }, Self.most.targets)
      return Catalogue.effects(comparison).table(
        "option", name(outcome.option.id), note: note(lines, hidden: changed.count - shown.count),
        in: .table, shown.map(\.row), say)
    }
  }

  /// The first of them, and all that are worse.
  private static func largest(_ lines: [Line], _ most: Int) -> [Line] {
    lines.enumerated().filter { $0.offset < most || $0.element.isWorse }.map(\.element)
  }

  /// How much changes, and what is not shown.
  private func note(_ lines: [Line], hidden: Int) -> String {
    let targets = lines.filter { !$0.isJoint }
    let decisive = targets.filter(\.isDecisive)
    let open = targets.count { !$0.isDecisive && $0.differs }
    let same = targets.count { !$0.differs && $0.row.canAffect }
    let beyond = targets.count { !$0.row.canAffect }
    let better = decisive.count { $0.difference > 0 }
    let worse = decisive.count - better
    let parts = [
      (better, say("\(better) likelier", "\(better)项显著提高")),
      (worse, say("\(worse) less likely", "\(worse)项显著降低")),
      (open, say("\(open) with no clear difference", "\(open)项差异不显著")),
      (same, say("\(same) come out the same in every trial", "\(same)项在各次模拟中结果相同")),
      (beyond, say("\(beyond) not affected", "\(beyond)项不受该措施影响")),
    ].filter { $0.0 > 0 }.map(\.1).joined(separator: say(", ", "，"))
    return say(
      "Of \(say.counted(targets.count, "target")): \(parts).", "在\(targets.count)个目标中：\(parts)。")
      + (hidden > 0
        ? say(
          " The table leaves out \(say.counted(hidden, "smaller difference")); every target that becomes less likely is "
            + "listed.",
          "另有\(hidden)项较小的差异未列出；显著降低的已全部列出。") : "")
  }

  // MARK: Legend

  /// What the columns say, those of money and of gains first.
  var legend: [Report.Explanation] {
    ([options] + outcomes).legend(
      first: ["cost", "targets_met", "difference", "only_base", "cost_per_point"])
  }
}

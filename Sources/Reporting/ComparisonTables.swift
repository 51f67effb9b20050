import Buildout

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
    let name = say.title(outcome.option.title, id: id)
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
      "Every option meets the same luck as the plan as it stands, so a difference is the option's doing.",
      "各备选措施与现有计划使用同一组随机情形，差异完全由措施引起。")
    guard confidence.statements > 1 else { return [paired] }
    return [
      paired
        + say(
          " The intervals of one target hold together for all \(confidence.statements) options with "
            + "95 % (Šidák); each by itself with \(each) %.",
          "同一目标对全部\(confidence.statements)项措施的区间同时成立的置信水平为95%（Šidák法），单个区间为\(each)%。")
    ]
  }

  // MARK: Figures

  func cost(_ estimate: Estimate?) -> Table.Cell {
    guard let estimate else { return .figure(nil) }
    let scaled = estimate.scaled(by: 1 / money.scale)
    guard let figure = Digits.rate(scaled) else {
      let ends = scaled.interval
      return .text(
        say.span(
          (
            Digits.exact(ends.lowerBound, significant: 2),
            Digits.exact(ends.upperBound, significant: 2)
          )))
    }
    return .figure(figure)
  }

  /// A difference that cannot be told from zero says so by a question mark.
  func shown(_ gain: Estimate) -> Figure {
    Digits.numberDifference(gain).questioned(gain.isUndecided)
  }

  func points(_ pair: PairedProportion) -> Table.Cell {
    let difference = comparison.difference(pair)
    return .figure(Digits.points(difference).questioned(difference.isUndecided))
  }

  // MARK: What one option moves

  /// A row of an option's table: targets together, or one target.
  private struct Line {
    let name: String
    let pair: PairedProportion
    let isJoint: Bool
    let differs: Bool
    let isDecisive: Bool
    let canDiffer: Bool

    var isWorse: Bool { isDecisive && pair.difference < 0 }
  }

  private func lines(_ outcome: OptionOutcome) -> [Line] {
    func line(_ name: String, _ pair: PairedProportion, isJoint: Bool, _ canDiffer: Bool) -> Line {
      Line(
        name: name, pair: pair, isJoint: isJoint,
        differs: pair.onlyFirst + pair.onlySecond > 0,
        isDecisive: comparison.isDecisive(pair), canDiffer: canDiffer)
    }
    // Of a single target the target's own line says it.
    let several = comparison.joint.indices.filter { comparison.joint[$0].targets.count > 1 }
    let joint = several.map {
      line(
        name(comparison.joint[$0]), outcome.joint[$0], isJoint: true,
        comparison.canReach(comparison.joint[$0], outcome))
    }
    let targets = scenario.targets.indices.map {
      line(
        say.name(scenario.targets[$0]), outcome.targets[$0], isJoint: false, outcome.canReach[$0])
    }
    // All firm targets come first, whatever they do.
    let hasAll = several.first.map { comparison.joint[$0].scope == .all } ?? false
    let all = joint.prefix(hasAll ? 1 : 0)
    return all + largestFirst(Array(joint.dropFirst(all.count))) + largestFirst(targets)
  }

  private func largestFirst(_ lines: [Line]) -> [Line] {
    func rank(_ line: Line) -> (Int, Double) {
      (line.isDecisive ? 0 : line.differs ? 1 : 2, -line.pair.difference.magnitude)
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
      let name = say.name(joint.scope, in: scenario)
      return needed.isEmpty
        ? say("\(name): all \(of) together", "\(name)：\(of)项同时完成")
        : say("\(name): \(needed)", "\(name)：\(needed)")
    }
  }

  var outcomes: [Table] {
    comparison.options.map { outcome in
      let lines = lines(outcome)
      let isSmall = scenario.targets.count <= Self.few
      let moved = lines.filter { isSmall ? $0.differs : $0.isDecisive }
      let shown =
        Self.largest(moved.filter(\.isJoint), Self.most.joint)
        + Self.largest(moved.filter { !$0.isJoint }, Self.most.targets)
      return Table(
        id: "option", title: name(outcome.option.id),
        note: note(lines, hidden: moved.count - shown.count),
        columns: [
          .init(say("Target", "目标"), wraps: true),
          .init(say("As it stands", "现有计划"), .trailing),
          .init(say("With the option", "采取措施后"), .trailing),
          .init(say("Points", "百分点"), .trailing),
          .init(say("Interval", "置信区间"), .trailing, isExtra: true),
          .init(say("Only as it stands", "仅现有计划完成"), .trailing, isExtra: true),
          .init(say("Only with it", "仅采取措施后完成"), .trailing, isExtra: true),
          .init(say("Cost per point", "每百分点成本"), .trailing, isExtra: true),
          .init(say("Verdict", "结论")),
        ], rows: shown.map { row($0, outcome) })
    }
  }

  /// The first of them, and all that are worse.
  private static func largest(_ lines: [Line], _ most: Int) -> [Line] {
    lines.enumerated().filter { $0.offset < most || $0.element.isWorse }.map(\.element)
  }

  private func row(_ line: Line, _ outcome: OptionOutcome) -> [Table.Cell] {
    let pair = line.pair
    let verdict =
      line.isDecisive
      ? pair.difference > 0 ? say("+ better", "+ 提高") : say("! worse", "! 降低")
      : say("not decisive", "差异不显著")
    return [
      .text(line.name), say.chance(pair.first), say.chance(pair.second), points(pair),
      say.pointsInterval(comparison.difference(pair)), .count(pair.onlyFirst),
      .count(pair.onlySecond), cost(comparison.costPerPoint(outcome, pair)), .text(verdict),
    ]
  }

  /// How much moves, and what is not shown.
  private func note(_ lines: [Line], hidden: Int) -> String {
    let targets = lines.filter { !$0.isJoint }
    let decisive = targets.filter(\.isDecisive)
    let open = targets.count { !$0.isDecisive && $0.differs }
    let same = targets.count { !$0.differs && $0.canDiffer }
    let beyond = targets.count { !$0.canDiffer }
    let better = decisive.count { $0.pair.difference > 0 }
    let worse = decisive.count - better
    let parts = [
      (better, say("\(better) better", "\(better)项显著提高")),
      (worse, say("\(worse) worse", "\(worse)项显著降低")),
      (open, say("\(open) not decisive", "\(open)项差异不显著")),
      (same, say("\(same) in which no trial differed", "\(same)项各次模拟结果相同")),
      (beyond, say("\(beyond) out of its reach", "\(beyond)项与之无关")),
    ].filter { $0.0 > 0 }.map(\.1).joined(separator: say(", ", "，"))
    return say(
      "Of \(say.counted(targets.count, "target")): \(parts).", "\(targets.count)项目标中：\(parts)。")
      + (hidden > 0
        ? say(
          " Not shown: \(say.counted(hidden, "smaller difference")), none of them for the worse.",
          "另有\(hidden)项较小的差异未列出，其中没有显著降低的。") : "")
  }

  // MARK: Legend

  var legend: [Report.Explanation] {
    [
      (
        say("Cost", "总成本"),
        say(
          "paid once, and monthly over \(say.counted(scenario.calendar.months, "month")), the horizon, or "
            + "from the month in which an option begins to the end; below 0 it is money saved.",
          "一次性成本加每月成本（全部\(scenario.calendar.months)个月，或自措施开始之月至期末）；负数表示节省。")
      ),
      (
        say("Targets met", "完成项数"),
        say(
          "how many firm targets are met on average; gain: how many more than as it stands; 'none "
            + "differed' where every trial made met as many, 'out of reach' where none could differ.",
          "平均完成的刚性目标项数；“增加”为比现有计划多完成的项数；各次模拟项数都相同时标“各次相同”，措施不可能影响时标“无关”。")
      ),
      (
        say("Points", "百分点"),
        say(
          "percentage points more than as it stands; a question mark, or 'not decisive', where the "
            + "interval (Tango's, for paired trials) holds zero.",
          "比现有计划提高的百分点；区间（配对比例的Tango区间）包含0时标“?”或“差异不显著”。")
      ),
      (
        say("Only as it stands, only with it", "仅现有计划完成、仅采取措施后完成"),
        say(
          "in how many trials only the one or only the other met the target.",
          "只有其中一种情形完成目标的模拟次数。")
      ),
      (
        say("Cost per target, cost per point", "每项成本、每百分点成本"),
        say(
          "the whole cost divided by the gain in targets met, and by the points gained"
            + (tellsTogether ? " (in the table of options, of all firm targets together)" : "")
            + "; a dash where no gain can be told, or nothing is paid.",
          "总成本除以增加的完成项数，或除以提高的百分点"
            + (tellsTogether ? "（措施总表中为全部刚性目标同时完成的概率）" : "")
            + "；增益不显著或无成本时为“-”。")
      ),
      (
        say("No better, dearer", "结果相同，成本更高"),
        say(
          "every trial met the same targets as with what is named, which costs less. These trials do not show "
            + "that it could never help: a difference may be too rare for them.",
          "每次模拟完成的目标都与所列方案相同，而后者成本更低。这并不证明措施永无作用，差异也可能过于罕见而未出现。")
      ),
      (
        say("Efficient, off the frontier, beaten", "在前沿上、不在前沿上、劣于"),
        hasFirm
          ? say(
            "'no gain shown' stands where an option costs something and its gain cannot be told from "
              + "none. Otherwise an option is efficient unless another costs no more and is shown to meet more firm targets on "
              + "average, and this one not to be likelier to meet all (95 %, all pairs together). It is off the frontier when one does, and beaten when "
              + "it is moreover shown to be better at no target, sector or group, or when it costs more "
              + "and can change nothing.",
            "有成本而增益不显著的措施标“增益不显著”。其余措施中，若没有其他措施成本不更高而平均完成的刚性目标显著更多（本措施全部完成的概率显著更高时除外），则在有效前沿上（所有两两比较同时成立的置信水平为95%）；否则不在前沿上。"
              + "若其在任何目标、领域或目标组上均无显著优势，或成本更高却不可能改变任何结果，则劣于对方。"
          )
          : say(
            "no target is firm: an option is beaten when another costs no more and is shown to be better "
              + "at some target or group and worse at none (95 %, all pairs together), or when it costs "
              + "more and can change nothing. The others are efficient.",
            "没有刚性目标：若另一措施成本不更高、至少对一个目标或组合显著更好且没有显著更差之处（所有两两比较同时成立的置信水平为95%），或本措施成本更高却不可能改变任何结果，则劣于对方；其余在前沿上。"
          )
      ),
    ].map { .init($0.0, $0.1, colon: say(": ", "：")) }
  }
}

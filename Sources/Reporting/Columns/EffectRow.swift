import Buildout

/// What an option does to a target, or to targets together, as a row.
struct EffectRow: Sendable {
  let outcome: OptionOutcome
  /// `target` or `joint`.
  let kind: String
  let id: String
  let title: Text
  let pair: PairedProportion
  let canAffect: Bool
  /// What people call it.
  var name = ""
}

extension Comparison {
  /// What an option does to every target, then to targets together.
  func effects(_ outcome: OptionOutcome?) -> [EffectRow] {
    guard let outcome else { return [] }
    let single = zip(zip(scenario.targets, outcome.targets), outcome.canAffect).map {
      EffectRow(
        outcome: outcome, kind: "target", id: $0.0.id, title: $0.0.title, pair: $0.1, canAffect: $1)
    }
    return single
      + zip(joint, outcome.joint).map {
        EffectRow(
          outcome: outcome, kind: "joint", id: $0.scope.id, title: Text(), pair: $1,
          canAffect: canAffect($0, outcome))
      }
  }

  /// A difference in percentage points, questioned where it cannot be told from zero.
  func points(_ pair: PairedProportion) -> Table.Cell {
    let difference = difference(pair)
    return .figure(
      Digits.points(difference).questioned(difference.isUndecided), data: .number(difference.value))
  }
}

extension Catalogue<EffectRow> {
  /// What is said of what an option does.
  static func effects(_ comparison: Comparison) -> Catalogue {
    let told = comparison.tables(Words(language: .en)).tellsTogether
    return Catalogue(columns: [
      .data("option", [.csv], "the option's id") { .text($0.outcome.option.id) },
      .data("kind", [.csv], "`target` or `joint`") { .text($0.kind) },
      .data("id", [.csv, .json], "the target's id, or `all`, `sector:ID`, `group:ID`") {
        .text($0.id)
      },
      .data(
        "title", [.csv], csv: [("title_en", "en"), ("title_zh", "zh")], "the target's title"
      ) { JSON($0.title) },
      .init(.words, "name", [.table], "Target", "目标") { row, _ in .text(row.name) },
      .data(
        "reachable", [.json],
        "whether anything that the option changes can affect it; if not, no trial can come out differently"
      ) { .flag($0.canAffect) },
      .init(
        .number, "probability_base", [.csv, .table], "As it stands", "现有计划",
        about: "the probability in the plan as it stands"
      ) { row, say in say.probability(row.pair.first) },
      .init(
        .number, "probability", [.csv, .json, .table], "With the option", "采取措施后",
        about: "the probability with the option"
      ) { row, say in say.probability(row.pair.second) },
      .init(
        .number, "difference", [.csv, .json, .table], "Points", "百分点",
        about: "the probability with the option minus that of the plan as it stands, -1 to 1",
        meaning: Meaning(
          "how many percentage points more than with the plan as it stands. A question mark, or 'no clear "
            + "difference', means that the interval (Tango's, for paired trials) contains zero.",
          "比现有计划提高的百分点；区间（配对比例的Tango区间）包含0时标“?”或“差异不显著”。")
      ) { row, _ in comparison.points(row.pair) },
      .init(
        .number, "interval", [.csv, .json, .table], "Interval", "置信区间",
        csv: ends(of: "difference") + [("level", "level")], extraIn: [.table],
        about:
          "the interval of the difference: `low`, `high`, and the `level` of this interval by itself"
      ) { row, say in
        let difference = comparison.difference(row.pair)
        return Table.Cell(
          say.pointsInterval(difference).content,
          data: .ends(difference.interval, level: comparison.confidence.eachLevel))
      },
      .init(
        .number, "only_base", [.csv, .json, .table], "Only as it stands", "仅现有计划完成",
        extraIn: [.table], about: "the number of trials in which only the plan as it stands met it",
        meaning: Meaning(
          "in how many trials the target is met only by the plan as it stands, or only with the option.",
          "只有其中一种情形完成目标的模拟次数。",
          term: Phrase("Only as it stands, only with it", "仅现有计划完成、仅采取措施后完成"))
      ) { row, _ in .count(row.pair.onlyFirst) },
      .init(
        .number, "only_option", [.csv, .json, .table], "Only with it", "仅采取措施后完成",
        extraIn: [.table], about: "the number of trials in which only the option met it"
      ) { row, _ in .count(row.pair.onlySecond) },
      .data("decisive", [.csv, .json], "whether the interval excludes zero") {
        .flag(!comparison.difference($0.pair).isUndecided)
      },
      .init(
        .number, "cost_per_point", [.csv, .json, .table], "Cost per point", "每百分点成本",
        csv: estimate(of: "cost_per_point"), extraIn: [.table],
        about:
          "the option's whole cost for each percentage point gained: `value`, `low`, `high`, `level`; none if nothing is "
          + "paid or no gain is clear",
        meaning: Meaning(
          "the whole cost divided by the gain in targets met, and by the points gained"
            + (told ? " (in the table of options, of all firm targets together)" : "")
            + "; a dash means that there is no clear gain or no cost.",
          "总成本除以增加的完成项数，或除以提高的百分点" + (told ? "（措施总表中为全部刚性目标同时完成的概率）" : "")
            + "；增益不显著或无成本时为“-”。",
          term: Phrase("Cost per target, cost per point", "每项成本、每百分点成本"))
      ) { row, say in
        comparison.tables(say)
          .cost(comparison.costPerPoint(row.outcome, row.pair))
      },
      .data("trials", [.csv], "the number of trials behind every figure") { _ in
        .integer(comparison.trials)
      },
      .init(.short, "verdict", [.table], "Verdict", "结论") { row, say in
        let isBetter = row.pair.difference > 0
        return .text(
          !comparison.isDecisive(row.pair)
            ? say("no clear difference", "差异不显著")
            : isBetter ? say("+ better", "+ 提高") : say("! worse", "! 降低"))
      },
    ])
  }
}

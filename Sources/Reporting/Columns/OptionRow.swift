import Buildout

/// The plan as it stands, or an option, as a row.
struct OptionRow: Sendable {
  /// Nil is the plan as it stands.
  let outcome: OptionOutcome?
  /// All firm targets together, as the plan stands; nil where there are none.
  var stands: Proportion?
  /// The same with the option.
  var together: PairedProportion?

  var id: String { outcome?.option.id ?? ResourcingOption.baseID }
}

extension Catalogue<OptionRow> {
  /// What is said of the options of a comparison.
  static func options(_ comparison: Comparison) -> Catalogue {
    Catalogue(
      columns: identity(comparison) + money(comparison) + gain(comparison) + verdict(comparison))
  }

  private static func identity(_ comparison: Comparison) -> [Column<OptionRow>] {
    let scenario = comparison.scenario
    return [
      .data("id", [.csv, .json], "the option's id; `base` is the plan as it stands") {
        .text($0.id)
      },
      .data(
        "title", [.csv, .json], csv: [("title_en", "en"), ("title_zh", "zh")],
        "its title in English (`en`) and Chinese (`zh`)"
      ) { JSON($0.outcome?.option.title ?? Text()) },
      .data(
        "from", [.csv, .json], lastIn: [.csv],
        "the month from which its own changes hold, if that is not the first of the horizon"
      ) { JSON($0.outcome?.option.from?.description) },
      .data(
        "cost", [.json],
        "what the option costs together with all that it extends: `oneOff`, `monthly` (in the months in which all of it "
          + "is paid), `total` over the horizon, and `months`: each monthly part and the month `from` which it is paid"
      ) { row in
        guard let option = row.outcome?.option else { return .null }
        let months = option.monthly.map { part -> JSON in
          .object([
            ("monthly", .number(part.amount)),
            ("from", .text((part.from ?? scenario.calendar.start).description)),
          ])
        }
        return .object([
          ("oneOff", .number(option.oneOffCost)), ("monthly", .number(option.monthlyCost)),
          ("total", .number(option.cost)), ("months", .array(months)),
        ])
      },
      .data("targets", [.json], "one object per target, in the scenario's order") { row in
        .array(
          comparison.effects(row.outcome).filter { $0.kind == "target" }.map(effects(comparison)))
      },
      .data(
        "joint", [.json],
        "one object per joint probability, in the order of `base`, with the same fields"
      ) { row in
        .array(
          comparison.effects(row.outcome).filter { $0.kind == "joint" }.map(effects(comparison)))
      },
      .init(.words, "option", [.table], "Option", "措施") { row, say in
        .text(comparison.tables(say).name(row.id))
      },
    ]
  }

  private static func effects(_ comparison: Comparison) -> (EffectRow) -> JSON {
    Catalogue<EffectRow>.effects(comparison).json
  }

  private static func money(_ comparison: Comparison) -> [Column<OptionRow>] {
    let scenario = comparison.scenario
    func amount(
      _ key: String, _ en: String, _ zh: String, extraIn: Set<View> = [], about: String,
      meaning: Meaning? = nil, _ value: @escaping @Sendable (ResourcingOption) -> Double
    ) -> Column<OptionRow> {
      .init(
        .number, key, [.csv, .table], en, zh, extraIn: extraIn, about: about,
        meaning: meaning
      ) { row, say in
        let value = row.outcome.map { value($0.option) } ?? 0
        let scale = comparison.tables(say).money.scale
        return .figure(Digits.exact(value / scale, significant: 6), data: .number(value))
      }
    }
    return [
      amount("one_off", "One-off", "一次性", extraIn: [.table], about: "what is paid once") {
        $0.oneOffCost
      },
      amount(
        "monthly", "Monthly", "每月", extraIn: [.table],
        about: "what is paid each month, in the months in which all of it is paid"
      ) { $0.monthlyCost },
      amount(
        "cost", "Cost", "总成本", about: "the total over the horizon",
        meaning: cost(comparison)
      ) { $0.cost },
      .data("money", [.csv], "what money is counted in") { _ in
        .text(scenario.money.en ?? scenario.money.zh ?? "")
      },
    ]
  }

  /// What the total counts: of a year that is known in part only the months to come.
  private static func cost(_ comparison: Comparison) -> Meaning {
    let calendar = comparison.scenario.calendar
    guard let open = comparison.firstOpenMonth else {
      return Meaning(
        "paid once, and monthly over \(Words(language: .en).counted(calendar.months, "month")), the horizon, or "
          + "from the month in which an option begins to the end; below 0 it is money saved.",
        "一次性成本加每月成本（全部\(calendar.months)个月，或自措施开始之月至期末）；负数表示节省。")
    }
    let left = max(0, calendar.months - calendar.number(of: open) + 1)
    return Meaning(
      "paid once, and monthly over the \(Words(language: .en).counted(left, "month")) to come, from "
        + "\(open), or from the later month in which an option begins, to the end; below 0 it is money saved. "
        + "Nobody can carry out an option, or pay for it, in months that are over.",
      "一次性成本加每月成本（自\(open)起的\(left)个月；措施更晚开始的，自开始之月至期末）；负数表示节省。已过去的月份不能实施措施，也不计成本。")
  }

  private static func gain(_ comparison: Comparison) -> [Column<OptionRow>] {
    let level = comparison.confidence.eachLevel
    return [
      .init(
        .number, "targets_met", [.csv, .json, .table], "Targets met", "完成项数",
        csv: [("targets_met", "mean"), ("targets_met_standard_error", "standardError")],
        about:
          "how many firm targets are met, as in a forecast; in CSV the mean and its standard error",
        meaning: Meaning(
          "how many firm targets are met on average. Gain: how many more than with the plan as it stands. "
            + "'Same in all trials' means that every simulated trial met as many, 'cannot differ' that the "
            + "option affects no firm target.",
          "平均完成的刚性目标项数；“增加”为比现有计划多完成的项数；各次模拟项数都相同时标“各次模拟相同”，措施不影响任何刚性目标时标“不受影响”。")
      ) { row, _ in
        let met = row.outcome?.targetsMet ?? comparison.targetsMet
        return .figure(
          Digits.besideOthers(met.mean),
          data: met.json)
      },
      .init(
        .number, "gain", [.csv, .json, .table], "Gain", "增加", csv: estimate(of: "gain"),
        about:
          "how many more firm targets are met on average: `value`, `low`, `high`, `level`; exactly 0 if the option can "
          + "affect no firm target"
      ) { row, _ in
        let gain = row.outcome.map(comparison.gain)
        return .figure(
          gain.map { Digits.numberDifference($0).questioned($0.isUndecided) },
          data: gain.map { .estimate($0, level: level) } ?? .null)
      },
      .init(.number, "interval", [.table], "Interval", "置信区间", extraIn: [.table]) { row, say in
        row.outcome.map {
          comparison.tables(say).interval($0, comparison.gain($0))
        } ?? .text("-")
      },
      .data("gain_decisive", [.csv, .json], "whether the interval of the gain excludes zero") {
        row in
        row.outcome.map { .flag(!comparison.gain($0).isUndecided) } ?? .null
      },
      .init(.number, "together", [.table], "All together", "全部完成") { row, say in
        say.probability(row.outcome == nil ? row.stands : row.together?.second)
      },
      .init(.number, "points", [.table], "Points", "百分点") { row, _ in
        row.together.map(comparison.points) ?? .figure(nil)
      },
      .init(
        .number, "cost_per_target", [.csv, .json, .table], "Cost per target", "每项成本",
        csv: estimate(of: "cost_per_target"),
        about:
          "the cost for each further target met: `value`, `low`, `high`, `level`; none if nothing is paid or no gain is "
          + "clear"
      ) { row, say in
        comparison.tables(say)
          .cost(row.outcome.flatMap(comparison.costPerTarget))
      },
      .init(
        .number, "cost_per_point", [.table], "Cost per point", "每百分点成本", extraIn: [.table]
      ) { row, say in
        comparison.tables(say).cost(
          row.outcome.flatMap { outcome in
            row.together.flatMap { comparison.costPerPoint(outcome, $0) }
          })
      },
    ]
  }

  private static func verdict(_ comparison: Comparison) -> [Column<OptionRow>] {
    [
      .data("efficient", [.csv], "whether it is on the efficient frontier") {
        .flag(comparison.frontier.contains($0.id))
      },
      .data(
        "dominated_by", [.csv, .json],
        "the ids of the options that dominate it, which may include `base`; in CSV separated by spaces"
      ) { .array(($0.outcome?.dominatedBy ?? comparison.dominatedBy).map(JSON.text)) },
      .data("trials", [.csv], "the number of trials behind every figure") { _ in
        .integer(comparison.trials)
      },
      .data(
        "no_better_than", [.csv, .json],
        "the id of the cheapest option (or `base`) that costs less and met the same targets in every simulated trial, if "
          + "there is one. Trials that were not simulated may differ"
      ) { JSON($0.outcome.map(\.noBetterThan) ?? comparison.noBetterThan) },
      .init(
        .words, "verdict", [.table], "Verdict", "结论",
        meaning: Meaning(
          "every simulated trial met the same targets as with the option named, which costs less. The option may "
            + "still help in cases too rare to appear in these trials.",
          "每次模拟完成的目标都与所列措施相同，而后者成本更低。但不能据此断定该措施无效，可能只是差异极少出现，模拟中没有遇到。",
          term: Phrase("Same, costs more", "结果相同，成本更高")), further: frontier(comparison)
      ) { row, say in
        .text(
          comparison.tables(say).verdict(
            row.id, row.outcome?.dominatedBy ?? comparison.dominatedBy,
            row.outcome.map(\.noBetterThan) ?? comparison.noBetterThan))
      },
    ]
  }

  private static func frontier(_ comparison: Comparison) -> Meaning {
    let term = Phrase("Efficient, off the frontier, dominated", "在前沿上、不在前沿上、劣于")
    guard comparison.scenario.targets.contains(where: { $0.firmness == .firm }) else {
      return Meaning(
        "the plan has no firm target. An option is dominated when another one costs the same or less, is clearly "
          + "better for at least one target or group, and is clearly worse for none (95 % confidence for all "
          + "pairs at once). It is also dominated when it costs more and cannot change anything. All other "
          + "options are efficient.",
        "没有刚性目标：若另有措施成本相同或更低，至少对一项目标或一个目标组显著更好，且对任何目标或目标组都不显著更差，本措施即“劣于”对方；成本更高又不可能改变任何结果的，也“劣于”对方。其余均“在前沿上”。两两比较同时成立的置信水平为95%。",
        term: term)
    }
    return Meaning(
      "an option is off the frontier when another one costs the same or less and clearly meets more firm "
        + "targets on average, unless this option is clearly likelier to meet all of them (95 % confidence for "
        + "all pairs at once). It is dominated when, besides, it is clearly better for no target, sector or group, "
        + "or when it costs more and cannot change anything. All other options are efficient. Example: "
        + "an option that costs 5 and gains 1 target is dominated by one that costs 3 and gains 2, if it is "
        + "better at nothing else. 'No clear gain' means that the option costs something and its gain cannot be "
        + "told from zero.",
      "若另有措施成本相同或更低，而平均完成的刚性目标显著更多，本措施即“不在前沿上”；但本措施使刚性目标全部完成的概率显著更高的，不在此列。"
        + "不在前沿上，且对任何目标、领域或目标组都没有显著优势的，或成本更高又不可能改变任何结果的，为“劣于”对方。其余均“在前沿上”。"
        + "两两比较同时成立的置信水平为95%。例如：成本5、多完成1项的措施，劣于成本3、多完成2项且其他方面不差的措施。"
        + "有成本而增益无法与0区分的，标“增益不显著”。",
      term: term)
  }
}

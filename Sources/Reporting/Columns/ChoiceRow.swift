import Buildout

/// A combination that was judged, as a row.
struct ChoiceRow: Sendable {
  /// Its index among the finalists.
  let index: Int
  /// The index of the one before it on the frontier, in a table of the frontier.
  var before: Int?
}

extension Choice {
  /// `night-shift+crews=3`: the id of what stands in the file, otherwise of the parts; `base` of none.
  func id(_ index: Int) -> String {
    if let known = name(index) { return known.id }
    return parts(index).map { lever, units in
      lever.isSwitch ? lever.id : "\(lever.id)=\(units)"
    }.joined(separator: "+")
  }

  /// The levers that are carried out, and how much of each.
  func parts(_ index: Int) -> [(lever: Lever, units: Int)] {
    zip(levers, finalists[index].combination.units).filter { $0.1 != 0 }
      .map { (lever: $0.0, units: $0.1) }
  }

  /// What a combination is called that has a name of its own.
  private func name(_ index: Int) -> (id: String, title: Text)? {
    let parts = parts(index)
    if parts.isEmpty {
      return (ResourcingOption.baseID, Text(en: "The plan as it stands", zh: "现有计划"))
    }
    let units = Dictionary(
      parts.map { ($0.lever.id, $0.units) }, uniquingKeysWith: { first, _ in first })
    return named.first { $0.units == units }.map { ($0.id, $0.title) }
  }

  /// The title of what stands in the file, otherwise one made of the parts' titles.
  func title(_ index: Int) -> Text {
    if let known = name(index) { return known.title }
    func joined(_ language: Language, _ sign: String) -> String {
      parts(index).map { lever, units in
        let title = language(lever.title(units: units))
        return title.isEmpty ? lever.id : title
      }.joined(separator: sign)
    }
    return Text(en: joined(.en, " + "), zh: joined(.zh, " + "))
  }

  /// How good it is, as a probability where the aim is one.
  func proportion(_ index: Int) -> Proportion? {
    guard case .goal = aim else { return nil }
    let met = finalists[index].value.value * Double(trials)
    return Proportion(count: Int(met.rounded()), trials: trials)
  }

  /// What a row of the frontier costs more than the one before, and gains.
  func step(_ row: ChoiceRow) -> (cost: Double, gain: Estimate)? {
    row.before.map {
      (finalists[row.index].cost - finalists[$0].cost, difference(from: $0, to: row.index))
    }
  }

  /// What a further target, or a percentage point, costs where more money buys more.
  func cost(_ money: Double, per gain: Estimate) -> Estimate? {
    guard money > 0, gain.interval.lowerBound > 0 else { return nil }
    let scale: Double = if case .goal = aim { 100 } else { 1 }
    return Estimate(
      value: money / scale / gain.value,
      interval: (money / scale / gain.interval.upperBound)...(money / scale
        / gain.interval.lowerBound))
  }
}

extension Catalogue<ChoiceRow> {
  /// What is said of the combinations that were judged.
  static func choice(_ choice: Choice) -> Catalogue {
    Catalogue(columns: identity(choice) + worth(choice) + verdict(choice) + steps(choice))
  }

  private static func identity(_ choice: Choice) -> [Column<ChoiceRow>] {
    [
      .data(
        "id", [.csv, .json],
        "the option's id, or those of the parts joined by `+`, with `=` and the units of what may be carried "
          + "out more than once; `base` is the plan as it stands"
      ) { .text(choice.id($0.index)) },
      .data(
        "title", [.csv, .json], csv: [("title_en", "en"), ("title_zh", "zh")],
        "its title, made of those of the parts where the file has none: `en`, `zh`"
      ) { JSON(choice.title($0.index)) },
      .data(
        "units", [.json],
        "the options that are carried out, each with its `id` and `units`; none of the plan as it stands"
      ) { row in
        .array(
          choice.parts(row.index).map {
            .object([("id", .text($0.lever.id)), ("units", .integer($0.units))])
          })
      },
      .init(.words, "combination", [.table, .frontier], "Combination", "措施组合") { row, say in
        .text(say.title(choice.title(row.index), id: choice.id(row.index)))
      },
      .init(
        .number, "cost", [.csv, .json, .table, .frontier], "Cost", "总成本", about: "over the horizon",
        meaning: Meaning(
          "money over the whole horizon, from the month in which each part begins to the end; below 0 it is "
            + "money saved.",
          "整个计划期内的成本，各项自开始之月计至期末；负数表示节省。")
      ) { row, say in
        let cost = choice.finalists[row.index].cost
        return .figure(
          Digits.exact(cost / ChoiceTables(choice: choice, say: say).money.scale, significant: 6),
          data: .number(cost))
      },
    ]
  }

  private static func worth(_ choice: Choice) -> [Column<ChoiceRow>] {
    let level = choice.confidence.eachLevel
    let counts = choice.aim == .targetsMet
    return [
      .init(
        .number, "value", [.csv, .json, .table, .frontier], counts ? "Targets met" : "Probability",
        counts ? "完成项数" : "完成概率",
        csv: [("value", "mean"), ("value_standard_error", "standardError")],
        about:
          "what was to be made as good as the money allows, in fresh trials: the number of firm targets met on "
          + "average, or the probability of the goal; `mean`, `standardError`",
        meaning: counts
          ? Meaning(
            "how many firm targets are met on average, in fresh trials that played no part in the choice.",
            "平均完成的刚性目标项数，由未参与筛选的新模拟得出。")
          : Meaning(
            "how likely the goal is, in fresh trials that played no part in the choice.",
            "目标的完成概率，由未参与筛选的新模拟得出。")
      ) { row, say in
        let value = choice.finalists[row.index].value
        let data = JSON.object([
          ("mean", .number(value.value)), ("standardError", .number(value.standardError)),
        ])
        return .figure(
          choice.proportion(row.index).map(say.percent)
            ?? Digits.besideOthers(value),
          data: data)
      },
      .init(
        .number, "gain", [.csv, .json, .table], counts ? "Gain" : "Points", counts ? "增加" : "百分点",
        csv: estimate(of: "gain"),
        about: "more than the plan as it stands: `value`, `low`, `high`, `level`",
        meaning: Meaning(
          "how much more than with the plan as it stands, on the same random draws. A question mark means that "
            + "the interval contains zero.",
          "比现有计划增加的数值（随机抽样相同）；区间包含0时标“?”。")
      ) { row, _ in
        let gain = choice.difference(from: choice.base, to: row.index)
        return .figure(
          row.index == choice.base ? nil : figure(choice, gain), data: .estimate(gain, level: level)
        )
      },
      .init(
        .number, "below_best", [.csv, .json, .table], "Behind the best", "与最优之差",
        csv: estimate(of: "below_best"),
        about:
          "what the best has more: `value`, `low`, `high`, `level`; null where nothing is affordable",
        meaning: Meaning(
          "how much better the best combination is. A question mark means that the two cannot be told apart.",
          "最优组合比该组合高出的数值；两者无法区分时标“?”。")
      ) { row, _ in
        guard let best = choice.best else { return .figure(nil) }
        let gain = choice.difference(from: row.index, to: best)
        return .figure(
          row.index == best ? nil : figure(choice, gain), data: .estimate(gain, level: level))
      },
    ]
  }

  /// A difference in targets or in percentage points.
  private static func figure(_ choice: Choice, _ gain: Estimate) -> Figure {
    let figure = choice.aim == .targetsMet ? Digits.numberDifference(gain) : Digits.points(gain)
    return figure.questioned(gain.isUndecided)
  }

  private static func verdict(_ choice: Choice) -> [Column<ChoiceRow>] {
    [
      .data("undecided", [.csv, .json], "whether it is the best or cannot be told from it") {
        .flag(choice.undecided.contains($0.index))
      },
      .data("frontier", [.csv], "whether no cheaper one that was judged is as good") {
        .flag(choice.frontier.contains($0.index))
      },
      .data("trials", [.csv], "behind every figure") { _ in .integer(choice.trials) },
      .init(
        .words, "verdict", [.table], "Verdict", "结论",
        meaning: Meaning(
          "a combination 'cannot be told from the best' when the interval of the difference contains zero. All "
            + "differences between the combinations judged hold together with a confidence of 95 % (Šidák).",
          "差异区间包含0时为“与最优无法区分”；所评组合之间全部差异同时成立的置信水平为95%（Šidák法）。")
      ) { row, say in
        .text(ChoiceTables(choice: choice, say: say).verdict(row.index))
      },
    ]
  }

  /// What the step from the one before on the frontier buys.
  private static func steps(_ choice: Choice) -> [Column<ChoiceRow>] {
    let counts = choice.aim == .targetsMet
    return [
      .init(
        .number, "step_cost", [.json, .frontier], "More money", "增加成本",
        about: "on the frontier: what it costs more than the one before; null for the first"
      ) { row, say in
        guard let step = choice.step(row) else { return .figure(nil) }
        let scale = ChoiceTables(choice: choice, say: say).money.scale
        return .figure(
          Digits.exact(step.cost / scale, significant: 6), data: .number(step.cost))
      },
      .init(
        .number, "step_gain", [.json, .frontier], counts ? "More targets" : "More points",
        counts ? "增加项数" : "增加百分点",
        about:
          "on the frontier: what it gains over the one before: `value`, `low`, `high`, `level`",
        meaning: Meaning(
          "what the step from the combination above buys, on the same random draws.",
          "由上一行增加投入所换来的增量（随机抽样相同）。")
      ) { row, _ in
        guard let step = choice.step(row) else { return .figure(nil) }
        return .figure(
          figure(choice, step.gain),
          data: .estimate(step.gain, level: choice.confidence.eachLevel))
      },
      .init(
        .number, "step_price", [.json, .frontier], counts ? "Cost per target" : "Cost per point",
        counts ? "每项成本" : "每百分点成本",
        about:
          "on the frontier: money for each further target, or percentage point, of the step; null where no gain "
          + "can be told"
      ) { row, say in
        ChoiceTables(choice: choice, say: say)
          .price(choice.step(row).flatMap { choice.cost($0.cost, per: $0.gain) })
      },
      .init(.words, "bend", [.frontier], "Turning point", "拐点") { row, say in
        .text(
          row.index == choice.bend
            ? say("on the whole money buys less from here on", "此后总体上投入的效果减弱") : "")
      },
    ]
  }
}

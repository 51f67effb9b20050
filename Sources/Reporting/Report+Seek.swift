public import Buildout

extension Report {
  /// The least value of a number with which a goal is likely enough, and the values tried.
  ///
  /// - Parameters:
  ///   - seek: The search to report.
  ///   - path: Which number was varied, as a scenario file names it.
  ///   - current: Its value in the scenario as it stands.
  ///   - language: Of every word but the scenario's own texts.
  ///   - provenance: Where the search comes from, for who would repeat it.
  public init(
    _ seek: GoalSeek, path: String, current: Double, language: Language = .en,
    provenance: Provenance
  ) {
    let tables = SeekTables(
      seek: seek, path: path, current: current, say: Words(language: language))
    let say = tables.say
    self.language = language
    title =
      say.title(seek.scenario.title, id: seek.scenario.id)
      + say(": looking for a value", "：目标求解")
    facts = Report.facts(
      [say.trials(seek.trials) + say(" for each value", "（每个取值）")],
      seed: seek.seed, scenario: seek.scenario, say: say, provenance: provenance)
    notes = Report.notes(inputs: provenance.inputs, say: say) + tables.answer
    self.tables = seek.isReachable ? [tables.attempts] : []
    legend = seek.isReachable ? tables.legend : []
    sheets = [seek.sheet]
  }
}

/// What people read of a search, in one language.
private struct SeekTables {
  let seek: GoalSeek
  let path: String
  let current: Double
  let say: Words

  /// So many values are shown; CSV and JSON have all.
  private static let most = 16

  private var goal: String {
    switch seek.goal {
    case .target(let id):
      let target = seek.scenario.targets.first { $0.id == id }
      return target.map { say.name($0) } ?? id
    case .joint(.all): return say("all firm targets together", "全部刚性目标同时完成")
    case .joint(let scope):
      let name = say.name(scope, in: seek.scenario)
      let of = seek.targets.count
      let needed = say.needed(atLeast: seek.atLeast, atMost: seek.atMost, of: of)
      return seek.atLeast < of || seek.atMost != nil
        ? say("\(name), \(needed)", "\(name)（\(needed)）")
        : say("\(name), all \(of) together", "\(name)（\(of)项同时完成）")
    }
  }

  private var isRising: Bool { seek.direction != .falling }

  private var wanted: String {
    say.percent(Digits.exact(seek.probability * 100))
  }

  private func value(_ value: Double) -> String { Digits.exact(value) }

  private func chance(_ met: Proportion) -> String {
    let interval = say.percentInterval(met)
    return say.percent(met) + say(" (\(interval))", "（\(interval)）")
  }

  // MARK: The answer in words

  var answer: [String] {
    var lines = [
      say(
        "Varied: \(path), \(value(current)) as it stands. Wanted: \(goal), with \(wanted); as it stands "
          + "\(chance(seek.base)).",
        "变动参数：\(path)，现值\(value(current))。要求：“\(goal)”的概率达到\(wanted)；现有计划为\(chance(seek.base))。")
    ]
    guard seek.isReachable else {
      lines.append(
        say(
          "This number cannot reach the goal: nothing that it changes acts on what the goal reads, so every "
            + "value gives what the plan as it stands gives. No other value was tried. Vary another number.",
          "该参数与这一要求无关：它所影响的内容不涉及相应指标，任何取值的结果都与现有计划相同，因此未作试算。请改选其他参数。"))
      return lines
    }
    lines.append(seek.found.map(sufficient) ?? insufficient)
    lines += [limit, reversal].compactMap(\.self)
    return lines
  }

  /// That more does not help, or not beyond some value.
  private var limit: String? {
    if seek.isFlat {
      return say(
        "The value makes no difference: with every value tried as many trials meet the goal, so more of it "
          + "does not help. Vary another number.",
        "该参数对这一要求没有影响：所有试算取值下达到要求的模拟次数相同，继续增加没有作用。请改选其他参数。")
    }
    guard let plateau = seek.plateau,
      let end = seek.direction == .falling
        ? seek.attempts.first : seek.attempts.last
    else { return nil }
    let (from, to) = (value(plateau.value), value(end.value))
    return isRising
      ? say(
        "From \(from) on more does not help: with every value tried from there to \(to) as many trials "
          + "meet the goal, \(say.percent(plateau.met)).",
        "达到\(from)后继续增加没有作用：由\(from)至\(to)，所有试算取值下达到要求的模拟次数相同（\(say.percent(plateau.met))）。")
      : say(
        "From \(from) down less does not help: with every value tried from there to \(to) as many trials "
          + "meet the goal, \(say.percent(plateau.met)).",
        "降至\(from)后继续减少没有作用：由\(from)至\(to)，所有试算取值下达到要求的模拟次数相同（\(say.percent(plateau.met))）。")
  }

  private var reversal: String? {
    seek.reversal.map { reversal in
      say(
        "The probability does not keep rising over the values tried: from "
          + "\(value(reversal.from.value)) to \(value(reversal.to.value)) it falls from "
          + "\(say.percent(reversal.from.met)) to \(say.percent(reversal.to.met)). Other values may do too, "
          + "and some beyond the one found may not.",
        "在试过的取值中，概率并非一直上升：由\(value(reversal.from.value))到\(value(reversal.to.value))，概率从"
          + "\(say.percent(reversal.from.met))降至\(say.percent(reversal.to.met))。其他取值也可能满足要求，超过所求值后也可能不再满足。"
      )
    }
  }

  private func sufficient(_ found: GoalSeek.Attempt) -> String {
    if let greatest = seek.greatest {
      return say(
        "The two ends of the range cannot be told apart, and the probability falls between values tried. "
          + "Of those tried the least sufficient is \(value(found.value)), with \(chance(found.met)), and the "
          + "greatest \(value(greatest.value)), with \(chance(greatest.met)).",
        "范围两端的概率难以区分，而中间有升有降。试过的取值中，满足要求的最小值为\(value(found.value))，概率为"
          + "\(chance(found.met))；最大值为\(value(greatest.value))，概率为\(chance(greatest.met))。")
    }
    guard let before = seek.before else {
      return say(
        "The end of the range, \(value(found.value)), is sufficient already, with \(chance(found.met)).",
        "范围起点\(value(found.value))已满足要求，概率为\(chance(found.met))。")
    }
    let which =
      isRising
      ? say("The least sufficient value tried is ", "试算取值中满足要求的最小值为")
      : say(
        "The probability falls as the value grows; the greatest sufficient value tried is ",
        "该参数越大概率越低，试算取值中满足要求的最大值为")
    let (here, there) = (value(found.value), value(before.value))
    // Rounded, a chance that falls short by less than its error may read as what is wanted.
    let short =
      before.met.interval.upperBound < seek.probability
      ? say("is not sufficient, with \(chance(before.met))", "不满足，概率为\(chance(before.met))")
      : say(
        "falls short in these trials, though not for sure, with \(chance(before.met))",
        "在本次模拟中未达到要求（尚不能确定），概率为\(chance(before.met))")
    return which
      + say(
        "\(here), with \(chance(found.met)). The value tried next to it, \(there), \(short); between the "
          + "two none was tried. \(bounds)",
        "\(here)，概率为\(chance(found.met))。与其相邻的试算取值\(there)\(short)；两者之间未试算。\(bounds)")
  }

  /// Between which values tried the sufficient one lies.
  private var bounds: String {
    let below = seek.beforeEarliest.map { value($0.value) }
    let enough = seek.latest.map { value($0.value) }
    switch (below, enough) {
    case (let below?, let enough?):
      return say(
        "With 95 % the answer lies between \(below), surely not sufficient, and \(enough), surely "
          + "sufficient.",
        "按95%置信水平，所求值在\(below)（确定不满足）与\(enough)（确定满足）之间。")
    case (let below?, nil):
      return say(
        "With 95 % the answer lies beyond \(below), surely not sufficient; no value tried is surely "
          + "sufficient.",
        "按95%置信水平，所求值在\(below)（确定不满足）之外；试算取值均不能确定满足。")
    case (nil, let enough?):
      return say(
        "\(enough) is surely sufficient (95 %); no value tried is surely not.",
        "\(enough)确定满足（95%置信水平）；没有确定不满足的试算取值。")
    case (nil, nil):
      return say(
        "No value tried is surely sufficient, and none surely not.", "试算取值均不能确定满足与否。")
    }
  }

  private var insufficient: String {
    let range = say(
      "from \(value(seek.grid.low)) to \(value(seek.grid.high))",
      "\(value(seek.grid.low))至\(value(seek.grid.high))")
    let tried = seek.attempts.count
    guard let best = seek.best else {
      return say(
        "No trial met it with any of the \(tried) values tried \(range). Widen the range, or vary another "
          + "number.",
        "\(range)之间试算的\(tried)个取值中，没有一次模拟达到要求。请扩大范围，或改选其他参数。")
    }
    let text = say(
      "None of the \(tried) values tried \(range) is sufficient; of those between them nothing is known. "
        + "The best tried is \(value(best.value)), with \(chance(best.met)).",
      "\(range)之间试算的\(tried)个取值均不满足要求，未试算的取值不作判断；其中最好的是"
        + "\(value(best.value))，概率为\(chance(best.met))。")
    guard let earliest = seek.earliest else { return text }
    return text
      + say(
        " More trials could still find that \(value(earliest.value)) is: its interval reaches \(wanted).",
        "取\(value(earliest.value))时置信区间已触及\(wanted)，增加模拟次数后仍可能满足。")
  }

  // MARK: The values tried

  var attempts: Table {
    let rows = shown.map { attempt -> [Table.Cell] in
      [
        .number(attempt.value, shown: value(attempt.value)),
        .number(attempt.met.value, shown: say.percent(attempt.met)),
        .text(say.percentInterval(attempt.met)), .text(verdict(attempt)),
      ]
    }
    let hidden = seek.attempts.count - rows.count
    return Table(
      id: "attempts", title: say("Values tried", "试算结果"),
      note: hidden > 0
        ? say(
          "\(rows.count) of the \(seek.attempts.count) values tried.",
          "共试算\(seek.attempts.count)个取值，列出其中\(rows.count)个。") : nil,
      columns: [
        .init(say("Value", "取值"), .trailing), .init(say("Probability", "完成概率"), .trailing),
        .init(say("95 % interval", "95% 置信区间"), .trailing), .init(say("Verdict", "结论")),
      ], rows: rows)
  }

  /// The ends, those the answer rests on with their neighbours, and some between.
  private var shown: [GoalSeek.Attempt] {
    let all = seek.attempts
    guard all.count > Self.most else { return all }
    var places: Set<Int> = [0, all.count - 1]
    for attempt in [
      seek.earliest, seek.found, seek.latest, seek.greatest, seek.best, seek.plateau,
    ].compactMap(\.self) {
      guard let place = all.firstIndex(of: attempt) else { continue }
      places.formUnion([place - 1, place, place + 1].filter(all.indices.contains))
    }
    // The first pass went over the whole range.
    for value in seek.grid.spread(from: seek.grid.low, to: seek.grid.high, parts: 8) {
      let nearest = all.indices.min {
        (all[$0].value - value).magnitude < (all[$1].value - value).magnitude
      }
      if places.count < Self.most, let nearest { places.insert(nearest) }
    }
    return places.sorted().map { all[$0] }
  }

  private func verdict(_ attempt: GoalSeek.Attempt) -> String {
    let interval = attempt.met.interval
    let isLeast = attempt == seek.found && isRising
    if isLeast || attempt == seek.greatest || attempt == seek.found {
      let isSure = interval.lowerBound >= seek.probability
      let word =
        isLeast ? say("least sufficient", "最小满足值") : say("greatest sufficient", "最大满足值")
      return isSure ? "+ " + word : "~ " + word + say(", not for sure", "（尚不确定）")
    }
    if interval.lowerBound >= seek.probability { return say("+ sufficient", "+ 满足") }
    if interval.upperBound < seek.probability { return say("! not sufficient", "! 不满足") }
    return say("~ cannot be told", "~ 难以判断")
  }

  /// How fine the grid is.
  private var steps: String {
    if let step = seek.grid.step {
      return say("The values tried lie on steps of \(value(step)).", "试算取值的间隔为\(value(step))。")
    }
    return say(
      "The values tried lie on decimal steps of half a percent or less.",
      "试算取值的间隔不超过取值的0.5%。")
  }

  var legend: [Report.Explanation] {
    [
      (
        say("Sufficient", "满足"),
        say(
          "the probability is \(wanted) or more; 'cannot be told' where its interval (Wilson) holds "
            + "\(wanted).", "概率达到\(wanted)；置信区间（Wilson区间）包含\(wanted)时为“难以判断”。")
      ),
      (
        say("Interval of the value", "取值的置信区间"),
        say(
          "between the last value tried that is surely not sufficient and the first that surely is, by "
            + "the intervals of their probabilities. It holds where the probability keeps rising between "
            + "values tried. \(steps)",
          "由最后一个确定不满足的试算取值到第一个确定满足的试算取值（依据各自概率的置信区间），前提是相邻试算取值之间概率保持上升。\(steps)")
      ),
    ].map { .init($0.0, $0.1, colon: say(": ", "：")) }
  }
}

extension GoalSeek {
  fileprivate var sheet: Table {
    let names = ["value", "probability", "probability_low", "probability_high", "found", "trials"]
    let rows = attempts.map { attempt -> [Table.Cell] in
      let interval = attempt.met.interval
      let numbers = [
        attempt.value, attempt.met.value, interval.lowerBound, interval.upperBound,
        attempt == found ? 1 : 0, Double(trials),
      ]
      return numbers.map { .number($0, shown: "") }
    }
    return Table(id: "seek", columns: names.map { .init($0) }, rows: rows)
  }
}

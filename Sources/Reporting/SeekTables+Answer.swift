import Buildout

/// The answer of a search in words.
extension SeekTables {
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
    guard !seek.isFlat else { return lines + [noDifference] }
    lines.append(seek.found.map(sufficient) ?? insufficient)
    lines += [limit, reversal].compactMap(\.self)
    return lines
  }

  /// That every value did as well as any other. What is beyond the range is not known.
  private var noDifference: String {
    guard let met = seek.attempts.first?.met else { return "" }
    let tried = seek.attempts.count
    let text = say(
      "With each of the \(tried) values tried \(range) the same trials meet the goal "
        + "(\(say.percent(met))): within this range these trials show no difference that the value makes. ",
      "\(range)之间试算的\(tried)个取值下，达到要求的模拟完全相同（\(say.percent(met))）：在此范围内，该参数取值未显示任何影响。")
    guard (seek.grid.low...seek.grid.high).contains(current) else {
      return text
        + say(
          "The plan's own value, \(value(current)), lies outside, and what is between was not tried. "
            + "Widen the range, or vary another number.",
          "现值\(value(current))不在范围内，两者之间未试算。请扩大范围，或改选其他参数。")
    }
    return text + say("Widen the range, or vary another number.", "请扩大范围，或改选其他参数。")
  }

  /// That the probability is the same beyond some value.
  private var limit: String? {
    guard let plateau = seek.plateau,
      let end = seek.direction == .falling
        ? seek.attempts.first : seek.attempts.last
    else { return nil }
    let (from, to) = (value(plateau.value), value(end.value))
    let met = say.percent(plateau.met)
    return isRising
      ? say(
        "From \(from) on the probability no longer changes: with every value tried from there to \(to) as "
          + "many trials meet the goal, \(met).",
        "取值\(from)及以上时，完成概率不再变化：由\(from)至\(to)，所有试算取值下达到要求的模拟次数相同（\(met)）。")
      : say(
        "From \(from) down the probability no longer changes: with every value tried from there to \(to) as "
          + "many trials meet the goal, \(met).",
        "取值\(from)及以下时，完成概率不再变化：由\(from)至\(to)，所有试算取值下达到要求的模拟次数相同（\(met)）。")
  }

  private var reversal: String? {
    seek.reversal.map { reversal in
      let (from, to) = (value(reversal.from.value), value(reversal.to.value))
      let (high, low) = (say.percent(reversal.from.met), say.percent(reversal.to.met))
      let text =
        isRising
        ? say(
          "The probability does not keep rising over the values tried: from \(from) to \(to) it falls "
            + "from \(high) to \(low).",
          "在试过的取值中，概率并非一直上升：由\(from)到\(to)，概率从\(high)降至\(low)。")
        : say(
          "The probability does not keep falling over the values tried: from \(to) to \(from) it rises "
            + "from \(low) to \(high).",
          "在试过的取值中，概率并非一直下降：由\(to)到\(from)，概率从\(low)升至\(high)。")
      return isComplete ? text : text + consequence
    }
  }

  /// What follows where the probability does not go one way alone and values were left out.
  private var consequence: String {
    guard seek.found != nil else {
      return say(" So a value that was not tried may suffice.", "因此未试算的取值也可能满足要求。")
    }
    return isRising
      ? say(
        " So another value may also suffice, and a larger one may not.",
        "因此其他取值也可能满足要求，更大的取值也可能不满足。")
      : say(
        " So another value may also suffice, and a smaller one may not.",
        "因此其他取值也可能满足要求，更小的取值也可能不满足。")
  }

  private func sufficient(_ found: GoalSeek.Attempt) -> String {
    if let greatest = seek.greatest { return sufficient(from: found, to: greatest) }
    let end = value(found.value)
    guard let before = seek.before else {
      return found.met.interval.lowerBound >= seek.probability
        ? say(
          "The end of the range, \(end), is sufficient already, with \(chance(found.met)).",
          "范围端点\(end)已满足要求，概率为\(chance(found.met))。")
        : say(
          "The end of the range, \(end), reaches \(wanted) already in these trials, though not for sure, "
            + "with \(chance(found.met)).",
          "在本次模拟中，范围端点\(end)已达到\(wanted)（尚不能确定），概率为\(chance(found.met))。")
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
    let between =
      isNothingBetween(before.value, found.value)
      ? say(".", "。") : say("; between the two none was tried.", "；两者之间未试算。")
    return which
      + say(
        "\(here), with \(chance(found.met)). The value tried next to it, \(there), \(short)\(between) "
          + "\(bounds)",
        "\(here)，概率为\(chance(found.met))。与其相邻的试算取值\(there)\(short)\(between)\(bounds)")
  }

  /// Where the ends of the range say nothing of which way the answer lies.
  private func sufficient(from least: GoalSeek.Attempt, to greatest: GoalSeek.Attempt) -> String {
    // The ends cannot be told apart and between values tried it falls, so from one that is not the first it
    // has risen before, and from the first it rises afterwards.
    let way =
      seek.reversal?.from == seek.attempts.first
      ? say("The probability falls and then rises. ", "概率先降后升。")
      : say("The probability rises and then falls. ", "概率先升后降。")
    guard least != greatest else {
      return way
        + say(
          "Of the values tried only \(value(least.value)) suffices, with \(chance(least.met)).",
          "试过的取值中只有\(value(least.value))满足要求，概率为\(chance(least.met))。")
    }
    return way
      + say(
        "Of the values tried the least sufficient is \(value(least.value)), with \(chance(least.met)), and "
          + "the greatest \(value(greatest.value)), with \(chance(greatest.met)).",
        "试过的取值中，满足要求的最小值为\(value(least.value))，概率为\(chance(least.met))；"
          + "最大值为\(value(greatest.value))，概率为\(chance(greatest.met))。")
  }

  /// Between which values tried the sufficient one lies.
  private var bounds: String {
    let below = seek.beforeEarliest.map { value($0.value) }
    let enough = seek.latest.map { value($0.value) }
    switch (below, enough) {
    case (let below?, let enough?):
      let ends = [
        say("\(below), surely not sufficient,", "\(below)（确定不满足）"),
        say("\(enough), surely sufficient,", "\(enough)（确定满足）"),
      ]
      let (first, last) = isRising ? (ends[0], ends[1]) : (ends[1], ends[0])
      return say(
        "With 95 % the answer lies between \(first) and \(last.dropLast()).",
        "按95%置信水平，所求值在\(first)与\(last)之间。")
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
    let tried = seek.attempts.count
    guard let best = seek.best else {
      // Steps that were chosen or given may be too coarse; those that follow the value are fine.
      let finer =
        isComplete || seek.grid.step == nil
        ? "" : say(", give a finer --step", "、用--step减小间隔")
      return say(
        "No trial met it with any of the \(tried) values tried \(range)\(unknown). Widen the range"
          + "\(finer), or vary another number.",
        "\(range)之间试算的\(tried)个取值中，没有一次模拟达到要求\(unknown)。请扩大范围\(finer)，或改选其他参数。")
    }
    let text = say(
      "None of the \(tried) values tried \(range) is sufficient\(unknown). "
        + "The best tried is \(value(best.value)), with \(chance(best.met)).",
      "\(range)之间试算的\(tried)个取值均不满足要求\(unknown)；其中最好的是"
        + "\(value(best.value))，概率为\(chance(best.met))。")
    guard let earliest = seek.earliest else { return text }
    return text
      + say(
        " More trials could still find that \(value(earliest.value)) is: its interval reaches \(wanted).",
        "取\(value(earliest.value))时置信区间已触及\(wanted)，增加模拟次数后仍可能满足。")
  }

  /// That nothing is said of what lies between values tried, where something does.
  private var unknown: String {
    isComplete
      ? "" : say("; of those between them nothing is known", "，未试算的取值不作判断")
  }

  /// What was looked through.
  private var range: String {
    say(
      "from \(value(seek.grid.low)) to \(value(seek.grid.high))",
      "\(value(seek.grid.low))至\(value(seek.grid.high))")
  }

  /// Whether there is nothing between two values tried: they are neighbours of what is counted.
  private func isNothingBetween(_ a: Double, _ b: Double) -> Bool {
    seek.grid.isOfCounts && (a - b).magnitude == 1
  }

  /// Whether there is nothing between any two of them.
  private var isComplete: Bool {
    zip(seek.attempts, seek.attempts.dropFirst()).allSatisfy {
      isNothingBetween($0.value, $1.value)
    }
  }
}

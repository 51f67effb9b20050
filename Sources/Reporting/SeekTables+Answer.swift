import Buildout

/// The answer of a search in words.
extension SeekTables {
  var answer: [String] {
    if let fact = seek.fact {
      return [
        say(
          "The goal is “\(goal)”. The actuals settle it: it is \(fact ? "met" : "missed"), whatever \(path) is from now "
            + "on. No value was tried. Choose a goal that has odds yet.",
          "要求：“\(goal)”。实际值已确定其结果：\(say.fact(fact))，今后\(path)取何值都不会改变，因此未作试算。请改选尚未见分晓的目标。")
      ]
    }
    var lines = [
      say(
        "The search varies \(path), which is \(value(current)) in \(plan). The goal is “\(goal)” with "
          + "a probability of \(wanted) or more; \(plan) reaches \(probability(seek.base)).",
        "变动参数：\(path)，现值\(value(current))。要求：“\(goal)”的概率不低于\(wanted)；\(plan)为\(probability(seek.base))。"
      )
    ]
    if seek.isSettled {
      lines.append(
        say(
          "This number was settled when the year began, as the number of units is. Given the actuals no other value can "
            + "be taken any more, so none was tried. Vary another number.",
          "该参数在年初即已确定（如项目数量），计入实际数据后不能再取其他值，因此未作试算。请改选其他参数。"))
      return lines
    }
    guard seek.canAffectGoal else {
      lines.append(
        say(
          "This number does not affect the goal: nothing that it changes acts on what the goal reads, so every value "
            + "gives the same result as \(plan). No other value was tried. Vary another number.",
          "该参数与这一要求无关：它所影响的内容不涉及相应指标，任何取值的结果都与\(plan)相同，因此未作试算。请改选其他参数。"))
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
      "The same trials (\(say.percent(met))) meet the goal with each of the \(tried) values tried \(range). "
        + "Within this range the value makes no difference in these trials. ",
      "\(range)之间试算的\(tried)个取值下，达到要求的模拟完全相同（\(say.percent(met))）：在此范围内，该参数取值未显示任何影响。")
    guard (seek.grid.low...seek.grid.high).contains(current) else {
      return text
        + say(
          "The plan's own value, \(value(current)), lies outside the range, and no value between was tried. "
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
    return say(
      "The probability no longer changes from \(from) \(isRising ? "on" : "down"): it is \(met) with every value "
        + "tried from there to \(to).",
      "取值不\(isRising ? "低" : "高")于\(from)时，概率不再变化：由\(from)至\(to)，各试算取值的概率均为\(met)。")
  }

  private var reversal: String? {
    seek.reversal.map { reversal in
      let ends = isRising ? (reversal.from, reversal.to) : (reversal.to, reversal.from)
      let (from, to) = (value(ends.0.value), value(ends.1.value))
      let (first, last) = (say.percent(ends.0.met), say.percent(ends.1.met))
      let text = say(
        "The probability does not \(isRising ? "rise" : "fall") throughout: from \(from) to \(to) it "
          + "\(isRising ? "falls" : "rises") from \(first) to \(last).",
        "在试算取值中，概率并非一直\(isRising ? "上升" : "下降")：由\(from)到\(to)，概率从\(first)"
          + "\(isRising ? "降至" : "升至")\(last)。")
      return isComplete ? text : text + consequence
    }
  }

  /// What follows where the probability does not go one way alone and values were left out.
  private var consequence: String {
    guard seek.found != nil else {
      return say(" So a value that was not tried may be sufficient.", "因此未试算的取值也可能满足要求。")
    }
    return say(
      " So another value may also be sufficient, and a \(isRising ? "larger" : "smaller") one may not be.",
      "因此其他取值也可能满足要求，更\(isRising ? "大" : "小")的取值也可能不满足。")
  }

  private func sufficient(_ found: GoalSeek.Attempt) -> String {
    if let greatest = seek.greatest { return sufficient(from: found, to: greatest) }
    let end = value(found.value)
    guard let before = seek.before else {
      return found.met.interval.lowerBound >= seek.probability
        ? say(
          "The end of the range, \(end), is already sufficient: its probability is \(probability(found.met)).",
          "范围端点\(end)已满足要求，概率为\(probability(found.met))。")
        : say(
          "The end of the range, \(end), already reaches \(wanted) in these trials, though not clearly: its "
            + "probability is \(probability(found.met)).",
          "在本次模拟中，范围端点\(end)已达到\(wanted)（尚不能确定），概率为\(probability(found.met))。")
    }
    let which =
      isRising
      ? say("The smallest sufficient value tried is ", "试算取值中满足要求的最小值为")
      : say(
        "The probability falls as the value grows. The largest sufficient value tried is ",
        "该参数越大概率越低，试算取值中满足要求的最大值为")
    let (here, there) = (value(found.value), value(before.value))
    // Rounded, a probability that falls short by less than its error may read as what is wanted.
    let short =
      before.met.interval.upperBound < seek.probability
      ? say("is not sufficient", "不满足要求")
      : say("falls short in these trials, though not clearly", "在本次模拟中未满足要求（尚不能确定）")
    let between =
      isNothingBetween(before.value, found.value)
      ? "" : say(" No value between the two was tried.", "两者之间未试算。")
    return which
      + say(
        "\(here): its probability is \(probability(found.met)). The value tried next to it, \(there), \(short): its "
          + "probability is \(probability(before.met)).\(between) \(bounds)",
        "\(here)，概率为\(probability(found.met))。与其相邻的试算取值\(there)\(short)，概率为\(probability(before.met))。\(between)\(bounds)"
      )
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
          "Only \(value(least.value)) of the values tried is sufficient: its probability is \(probability(least.met)).",
          "试过的取值中只有\(value(least.value))满足要求，概率为\(probability(least.met))。")
    }
    return way
      + say(
        "The smallest sufficient value tried is \(value(least.value)), with a probability of \(probability(least.met)); "
          + "the largest is \(value(greatest.value)), with \(probability(greatest.met)).",
        "试过的取值中，满足要求的最小值为\(value(least.value))，概率为\(probability(least.met))；"
          + "最大值为\(value(greatest.value))，概率为\(probability(greatest.met))。")
  }

  /// Between which values tried the sufficient one lies.
  private var bounds: String {
    let below = seek.beforeEarliest.map { value($0.value) }
    let enough = seek.latest.map { value($0.value) }
    switch (below, enough) {
    case (let below?, let enough?):
      let ends = [
        say("\(below) (clearly not sufficient)", "\(below)（确定不满足）"),
        say("\(enough) (clearly sufficient)", "\(enough)（确定满足）"),
      ]
      let (first, last) = isRising ? (ends[0], ends[1]) : (ends[1], ends[0])
      return say(
        "The answer lies between \(first) and \(last), with a confidence of 95 %.",
        "所求值在\(first)与\(last)之间（置信水平95%）。")
    case (let below?, nil):
      return say(
        "The answer lies beyond \(below) (clearly not sufficient), with a confidence of 95 %. No value tried is "
          + "clearly sufficient.",
        "所求值在\(below)（确定不满足）之外（置信水平95%）；没有确定满足的试算取值。")
    case (nil, let enough?):
      return say(
        "\(enough) is clearly sufficient, with a confidence of 95 %. No value tried is clearly not sufficient.",
        "\(enough)确定满足（置信水平95%）；没有确定不满足的试算取值。")
    case (nil, nil):
      return say(
        "No value tried is clearly sufficient or clearly not sufficient.", "试算取值均不能确定满足与否。")
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
        "No trial met the goal with any of the \(tried) values tried \(range)\(unknown). Widen the range"
          + "\(finer), or vary another number.",
        "\(range)之间试算的\(tried)个取值中，没有一次模拟达到要求\(unknown)。请扩大范围\(finer)，或改选其他参数。")
    }
    let text = say(
      "None of the \(tried) values tried \(range) is sufficient\(unknown). "
        + "The best one is \(value(best.value)), with a probability of \(probability(best.met)).",
      "\(range)之间试算的\(tried)个取值均不满足要求\(unknown)；其中最好的是"
        + "\(value(best.value))，概率为\(probability(best.met))。")
    guard let earliest = seek.earliest else { return text }
    return text
      + say(
        " More trials may still show that \(value(earliest.value)) is sufficient: its interval reaches \(wanted).",
        "取\(value(earliest.value))时置信区间已触及\(wanted)，增加模拟次数后仍可能满足。")
  }

  /// That nothing is said of what lies between values tried, where something does.
  private var unknown: String {
    isComplete
      ? "" : say("; nothing is known of the values between them", "，未试算的取值不作判断")
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

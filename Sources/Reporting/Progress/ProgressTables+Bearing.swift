import Buildout

/// Does the year bear the scenario out?
extension ProgressTables {
  /// What no trial reached, how far the actuals stray and what that says of the scenario, and how many trials were
  /// set to them.
  var bearing: [String] { [outOfReach, contradictions, strays, settings].compactMap { $0 } }

  // MARK: What no trial reached

  /// It comes first: a slip of a digit or of the unit makes the scenario look wrong as well.
  private var outOfReach: String? {
    let names = reforecast.surprises.compactMap { surprise -> String? in
      guard let possible = surprise.possible else { return nil }
      let (name, scale) = told(surprise.reading.measure)
      let value = surprise.reading.value / scale
      let values = [
        Digits.exact(value).text, Self.shown(possible / scale, beside: value),
      ]
      let isAbove = surprise.reading.value > possible
      return name
        + say(
          " (\(values[0]) at the end of \(month(surprise)), at \(isAbove ? "most" : "least") \(values[1]) in the trials)",
          "（\(month(surprise))末实际\(values[0])，模拟\(isAbove ? "最多" : "最少")\(values[1])）")
    }
    guard !names.isEmpty else { return nil }
    return say("Outside what any trial reached: ", "实际数值超出全部模拟的范围：")
      + names.joined(separator: say(", ", "、"))
      + say(
        ". The figures are taken as facts, and they contradict the scenario. Check their digits and units first; where "
          + "they are right, put the scenario right.",
        "。这些数值按事实计入，与情景相矛盾。请先核对报送的数值和单位；如无误，请改正情景。")
  }

  /// What a measure is called, and how many of its units its planner's unit is.
  func told(_ measure: Measure) -> (name: String, scale: Double) {
    let target = rows.first { $0.now.target.measure == measure }
    return (
      target.map { say.name($0.now.target) } ?? measure.description,
      target.map { say.planner($0.now).scale } ?? 1
    )
  }

  func month(_ number: Int) -> String {
    say.month(reforecast.now.scenario.calendar.month(number))
  }

  private func month(_ surprise: Reforecast.Surprise) -> String { month(surprise.reading.month) }

  /// What trials reached, to as many digits as tell it from the actual, four at least.
  private static func shown(_ possible: Double, beside value: Double) -> String {
    Digits.exact(Reforecast.rounded(possible, beside: value)).text
  }

  /// Figures of which not all can be right.
  private var contradictions: String? {
    let all = reforecast.contradictions.map { say.language($0.fault.words.problem) }
    guard !all.isEmpty else { return nil }
    let shown = all.prefix(all.count <= 4 ? 4 : 3)
    let rest = all.count - shown.count
    return say("These contradict one another or the scenario: ", "以下数据相互矛盾或与情景矛盾：")
      + shown.joined(separator: say("; ", "；"))
      + (rest == 0 ? "" : say("; and \(rest) more", "；另有\(rest)项"))
      + say(". All stand as facts. Check them first.", "。均按事实计入，请先核对。")
  }

  // MARK: How far they stray

  private var strays: String? {
    let total = reforecast.surprises.count
    guard total > 0 else { return nil }
    let expected = Digits.exact(Double(total) * 0.1, significant: 2)
    let isOne = reforecast.outside == 1 || total == 1
    let outside = say(
      "\(reforecast.outside) of \(say.counted(total, "actual")) \(isOne ? "lies" : "lie") outside "
        + "\(isOne ? "its" : "their") 90 % range (\(expected) expected).",
      "\(total)个实际值中有\(reforecast.outside)个落在90%区间之外（预计\(expected)个）。")
    let scatter = reforecast.scatter.map { scatter in
      let shown = Digits.fixed(scatter, decimals: 2).text
      return say(
        "The actuals scatter \(shown) about what the scenario expects of them (1 expected); ",
        "实际值偏离模型预期的程度为\(shown)（1为正常）；")
    }
    return (scatter ?? "") + outside + verdict
  }

  /// From where on a scatter is no longer near 1, though chance may still allow it.
  private static let scattered = 1.5

  /// One sentence that looks at everything the paragraphs above it say.
  private var verdict: String {
    let isOutOfReach =
      reforecast.surprises.contains { $0.possible != nil } || !reforecast.contradictions.isEmpty
    if reforecast.isTooSure {
      return say(
        " That is more than chance allows: the scenario is surer of itself than the year bears out. Its intervals are "
          + "too narrow, odds near 0 or 100 % above all; ",
        "超出偶然所能解释的范围：情景把不确定性估得太小，各项区间偏窄，接近0或100%的概率尤其不可靠；")
        + (isOutOfReach
          ? say(
            "a slip does that too: widen the distributions of what differs most when the figures named above are right.",
            "填报差错也会造成这种结果，请在上列数值核对无误后，再放宽偏差最大的各项分布。")
          : say("widen the distributions of what differs most.", "请放宽偏差最大的各项分布。"))
        + furthest
    }
    // What stands above says it already.
    if isOutOfReach { return furthest }
    if let scatter = reforecast.scatter, scatter > Self.scattered {
      return say(
        " They stray further than the scenario expects, though chance alone may bring that about in one year of a "
          + "hundred or more. Check what strays furthest.",
        "偏离大于情景的预期，但仍可能出于偶然（一百个年份中至少有一个会如此）。请先核对偏离最大的各项。")
        + furthest
    }
    return say(
      " The figures do not contradict the scenario; that does not prove it right.",
      "实际值与情景没有明显矛盾，但不能证明情景正确。")
  }

  /// The three actuals that were least expected, of those outside their ranges that no sentence has named.
  private var furthest: String {
    func chance(_ surprise: Reforecast.Surprise) -> Double {
      min(surprise.atOrBelow, 1 - surprise.below)
    }
    let outside = reforecast.surprises.enumerated().filter {
      $0.element.isOutside && $0.element.possible == nil
    }.sorted { (chance($0.element), $0.offset) < (chance($1.element), $1.offset) }
    let names = outside.prefix(3).map { _, surprise in
      let (name, scale) = told(surprise.reading.measure)
      let value = Digits.exact(surprise.reading.value / scale).text
      return name
        + say(
          " (\(value) at the end of \(month(surprise)))", "（\(month(surprise))末\(value)）")
    }
    guard !names.isEmpty else { return "" }
    return say(" Furthest off: ", "偏离最大的是：") + names.joined(separator: say(", ", "、"))
      + say(".", "。")
  }

  // MARK: How many trials were set to them

  /// From which share on it is told.
  private static let many = 0.1

  private var settings: String? {
    guard reforecast.disagreement >= Self.many else { return nil }
    let share = say.percent(Digits.fixed(reforecast.disagreement * 100, decimals: 0)).text
    return say(
      "In \(share) of trials and programmes the model did not come to an actual by itself and was set to it. The odds of "
        + "works that wait for crews, money or other works are then rough: do not decide on a difference of ten points, "
        + "and check that their steps, and what they wait for, are in the scenario as they are in the year.",
      "有\(share)的情形（按模拟次数和项目合计）模型自身推算不到实际值，只能直接调整到该值。"
        + "需等待施工力量、资金或其他工程的项目，概率此时只是粗略估计：相差不到十个百分点的，不宜据以决策；"
        + "并请核对情景中这些项目的环节和等待条件是否与实际相符。")
  }

  // MARK: Legend

  /// What the paragraphs speak of, which no table has.
  var terms: [Report.Explanation] {
    func line(_ term: Phrase, _ meaning: Phrase) -> Report.Explanation {
      .init(say(term), say(meaning), colon: say(": ", "："))
    }
    guard !reforecast.surprises.isEmpty else { return [] }
    let scatter = line(
      Phrase("Scatter", "偏离程度"),
      Phrase(
        "how far the actuals lie from what the scenario expects of them when it has learned from all of them: the mean "
          + "square, in terms of the spread expected. 1 is as far as it should be; 4 is twice as far. Where it is more than "
          + "chance allows, what is learned is discounted by it.",
        "情景按全部实际值修正后，实际值与其预期之差以预期离散程度衡量的均方。1为正常，4表示偏差达到预期的两倍；超出偶然所能解释的范围时，所作修正相应打折。"))
    let range = line(
      Phrase("90 % range", "90%区间"),
      Phrase(
        "what nine in ten trials fall into when nothing of the year is known. One actual in ten lies outside by chance.",
        "尚无任何实际值时九成模拟结果所在的范围；即使情景正确，也有约一成实际值落在区间之外。"))
    let set = line(
      Phrase("Set to an actual", "直接调整到实际值"),
      Phrase(
        "a trial and programme in which the model did not come to what was reported: it stands at the actual all the "
          + "same, and goes on from there. The share is told from 10 % on; the JSON has it as disagreement.",
        "某次模拟中某个项目推算不到报送的数值时，仍按实际值计入，并由此继续推算；占比达到10%时在文中说明。"))
    return (reforecast.scatter == nil ? [] : [scatter]) + [range]
      + (settings == nil ? [] : [set])
  }
}

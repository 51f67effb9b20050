public import Buildout

extension Report {
  /// The least value of a number with which a goal is likely enough, and the values tried.
  ///
  /// - Parameters:
  ///   - seek: The search to report.
  ///   - path: Which number was varied, as a scenario file names it.
  ///   - current: Its value in the scenario as it stands, or with the option carried out.
  ///   - option: The option that was carried out first; nil for the plan as it stands.
  ///   - language: Of every word but the scenario's own texts.
  ///   - provenance: Where the search comes from, for who would repeat it.
  public init(
    _ seek: GoalSeek, path: String, current: Double, option: ResourcingOption? = nil,
    language: Language = .en, provenance: Provenance
  ) {
    let tables = SeekTables(
      seek: seek, path: path, current: current, hasOption: option != nil,
      say: Words(language: language))
    let say = tables.say
    self.init(
      seek.scenario,
      about: say.carryingOut(option?.id, option?.title ?? Text())
        + say(": looking for a value", "：目标求解"),
      run: [say.trials(seek.trials) + say(" for each value", "（每个取值）")], seed: seek.seed,
      provenance, notes: Report.notes(inputs: provenance.inputs, say: say) + tables.answer,
      tables: seek.canAffectGoal ? [tables.attempts] : [],
      legend: seek.canAffectGoal ? tables.legend : [], sheets: [seek.sheet], say)
  }
}

/// What people read of a search, in one language.
struct SeekTables {
  let seek: GoalSeek
  let path: String
  let current: Double
  /// Whether an option was carried out first.
  let hasOption: Bool
  let say: Words

  /// What the values tried are compared with.
  var plan: String {
    hasOption
      ? say("the plan with the option", "实施该措施后的计划")
      : say("the plan as it stands", "现有计划")
  }

  /// So many values are shown; CSV and JSON have all.
  private static let most = 16

  var goal: String {
    switch seek.goal {
    case .target(let id):
      return seek.scenario.targets.first { $0.id == id }.map(say.name) ?? id
    case .joint(.all):
      return seek.targets.count == 1
        ? say("the one firm target", "唯一的刚性目标")
        : say("all firm targets together", "全部刚性目标同时完成")
    case .joint(let scope):
      let name = say.name(scope, in: seek.scenario)
      let of = seek.targets.count
      let needed = say.needed(atLeast: seek.atLeast, atMost: seek.atMost, of: of)
      guard seek.atLeast >= of, seek.atMost == nil else {
        return say("\(name), \(needed)", "\(name)（\(needed)）")
      }
      guard of > 1 else {
        return if case .sector = scope {
          say("the one firm target of \(name)", "\(name)（唯一的刚性目标）")
        } else {
          say("the one target of \(name)", "\(name)（唯一目标）")
        }
      }
      return say("\(name), all \(of) together", "\(name)（\(of)项同时完成）")
    }
  }

  var isRising: Bool { seek.direction != .falling }

  var wanted: String {
    say.percent(Digits.exact(seek.probability * 100)).text
  }

  func value(_ value: Double) -> String { Digits.exact(value).text }

  func probability(_ met: Proportion) -> String {
    let interval = say.percentInterval(met)
    var figure = say.percent(met)
    // What falls short must not read as what is wanted.
    for decimals in 1...3
    where met.value < seek.probability && (figure.digits?.value ?? 0) >= seek.probability * 100 {
      figure = say.percent(Digits.fixed(met.value * 100, decimals: decimals))
    }
    return figure.text + say(" (\(interval))", "（\(interval)）")
  }

  // MARK: The values tried

  var attempts: Table {
    let rows = shown.map {
      AttemptRow(
        attempt: $0, isFound: $0 == seek.found, trials: seek.trials, verdict: verdict($0))
    }
    let hidden = seek.attempts.count - rows.count
    return Catalogue.attempts.table(
      "attempts", say("Values tried", "试算结果"),
      note: hidden > 0
        ? say(
          "\(rows.count) of the \(seek.attempts.count) values tried.",
          "共试算\(seek.attempts.count)个取值，列出其中\(rows.count)个。") : nil,
      in: .table, rows, say)
  }

  /// The ends, those the answer rests on with their neighbours, and some between.
  private var shown: [GoalSeek.Attempt] {
    let all = seek.attempts
    guard all.count > Self.most else { return all }
    var shown: Set<Int> = [0, all.count - 1]
    for attempt in [
      seek.earliest, seek.found, seek.latest, seek.greatest, seek.best, seek.plateau,
    ].compactMap(\.self) {
      guard let index = all.firstIndex(of: attempt) else { continue }
      shown.formUnion([index - 1, index, index + 1].filter(all.indices.contains))
    }
    // The first pass went over the whole range.
    for value in seek.grid.spread(from: seek.grid.low, to: seek.grid.high, parts: 8) {
      let nearest = all.indices.min {
        (all[$0].value - value).magnitude < (all[$1].value - value).magnitude
      }
      if shown.count < Self.most, let nearest { shown.insert(nearest) }
    }
    return shown.sorted().map { all[$0] }
  }

  private func verdict(_ attempt: GoalSeek.Attempt) -> String {
    let interval = attempt.met.interval
    let isLeast = attempt == seek.found && isRising
    if !seek.isFlat, isLeast || attempt == seek.greatest || attempt == seek.found {
      let isSure = interval.lowerBound >= seek.probability
      let word =
        isLeast ? say("smallest sufficient", "最小满足值") : say("largest sufficient", "最大满足值")
      return isSure ? "+ " + word : "~ " + word + say(", not clearly", "（尚不确定）")
    }
    if interval.lowerBound >= seek.probability { return say("+ sufficient", "+ 满足") }
    if interval.upperBound < seek.probability { return say("! not sufficient", "! 不满足") }
    return say("~ cannot be told", "~ 难以判断")
  }

  /// How fine the grid is, and what is tried besides.
  private var steps: String {
    let own = seek.attempts.contains { $0.value == current } ? current : nil
    let others = Set([own, seek.grid.high].compactMap(\.self).filter(seek.grid.isOffSteps))
    let list = others.sorted().map(value).joined(separator: say(" and ", "和"))
    let besides =
      others.isEmpty
      ? ""
      : say("; \(list) \(others.count > 1 ? "are" : "is") tried as well", "，另外试算\(list)")
    if let step = seek.grid.step {
      let low = value(seek.grid.low)
      return say(
        "in steps of \(value(step)) from \(low)\(besides).",
        "自\(low)起，以\(value(step))为间隔选取\(besides)。")
    }
    return say(
      "round numbers in steps of half a percent or less\(besides).",
      "在间隔不超过0.5%的整齐小数中选取\(besides)。")
  }

  private var intervalOfTheValue: (String, String)? {
    // It is said of a value found between others.
    guard !seek.isFlat, seek.greatest == nil, seek.before != nil else { return nil }
    return (
      say("Interval of the value", "取值的置信区间"),
      say(
        "from the last value tried that is clearly not sufficient to the first that clearly is. It holds if the "
          + "probability \(isRising ? "rises" : "falls") throughout as the value grows.",
        "由最后一个确定不满足的试算取值到第一个确定满足的试算取值（依据各自概率的置信区间），前提是取值越大概率越\(isRising ? "高" : "低")。")
    )
  }

  var legend: [Report.Explanation] {
    [
      (
        say("Sufficient", "满足"),
        say(
          "the probability is \(wanted) or more. 'Clearly' means that its whole 95 % interval (Wilson) lies on that side "
            + "of \(wanted), 'cannot be told' that the interval contains \(wanted).",
          "概率不低于\(wanted)。95%置信区间（Wilson区间）下限不低于\(wanted)时为“确定满足”，上限低于\(wanted)时为“确定不满足”，其余为“难以判断”。"
        )
      ),
      intervalOfTheValue,
      (say("Values tried", "试算取值"), steps),
    ].compactMap(\.self).map { .init($0.0, $0.1, colon: say(": ", "：")) }
  }
}

extension ValueGrid {
  /// Whether a value is none that the steps from the least lead to.
  fileprivate func isOffSteps(_ value: Double) -> Bool {
    step.map { step in
      let steps = (value - low) / step
      return (steps - steps.rounded()).magnitude > 1e-6
    } ?? (nearest(to: value) != value)
  }
}

extension GoalSeek {
  fileprivate var sheet: Table {
    Catalogue.attempts.sheet(
      "seek", attempts.map { AttemptRow(attempt: $0, isFound: $0 == found, trials: trials) })
  }
}

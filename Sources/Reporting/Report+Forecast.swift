public import Buildout

extension Report {
  /// The forecast as a planner reads it: sectors first where there are several, each target with its
  /// probability, what hangs together, and where to look first.
  ///
  /// - Parameters:
  ///   - forecast: What was computed.
  ///   - optionTitle: Of the option that the forecast's plan carries out, if any.
  ///   - language: Of all that is read by people.
  ///   - provenance: Where the numbers come from.
  public init(
    _ forecast: Forecast, optionTitle: Text = Text(), language: Language = .en,
    provenance: Provenance
  ) {
    self.init(
      ForecastTables(forecast, language: language), optionTitle: optionTitle, provenance: provenance
    )
  }

  init(_ tables: ForecastTables, optionTitle: Text = Text(), provenance: Provenance) {
    let say = tables.say
    let forecast = tables.forecast
    self.init(
      forecast.scenario, about: say.carryingOut(forecast.option, optionTitle),
      run: [say.trials(forecast.trials)], seed: forecast.seed, provenance,
      notes: Report.notes(inputs: provenance.inputs, say: say)
        + Report.notes(precision: forecast.precision, say: say),
      tables: tables.sectorSummary + tables.sectors + tables.leads + tables.joint
        + tables.atLeast + tables.weakest,
      legend: tables.legend, sheets: tables.columns.sheets(forecast), say)
  }

  /// The lines under the title. The scenario is named by the beginning of its checksum.
  static func facts(
    _ first: [String], seed: UInt64, scenario: Scenario, say: Words, provenance: Provenance
  ) -> [String] {
    let calendar = scenario.calendar
    let sha = String(provenance.sha256.prefix(12))
    let comma = say(", ", "，")
    let run =
      first + [
        say("seed ", "随机种子 ") + String(seed),
        "\(calendar.start)" + say(" to ", "至") + "\(calendar.end)",
      ]
    let origin = [
      say("Scenario ", "情景 ") + scenario.id + say(" (\(sha))", "（\(sha)）"),
      "buildout \(provenance.engineVersion)",
      say("random streams, version ", "随机流版本 ") + String(Forecast.streamVersion),
    ]
    return (provenance.given.map { [say.asOf($0)] } ?? [])
      + (provenance.partial.map { [say.partial($0)] } ?? [])
      + [run.joined(separator: comma), origin.joined(separator: comma)]
      + warnings(provenance.warnings, say: say)
  }

  /// That there is something odd about the scenario; nothing when there is not.
  static func warnings(_ count: Int, say: Words) -> [String] {
    guard count > 0 else { return [] }
    return [
      say(
        "\(count) warning\(count == 1 ? "" : "s"); see buildout check",
        "\(count)条警告，详见 buildout check")
    ]
  }

  /// That the trials were used up before the precision asked for was reached; nothing where it was.
  static func notes(precision: Precision?, ofDifferences: Bool = false, say: Words) -> [String] {
    guard let precision, !precision.isReached else { return [] }
    let wanted = Digits.exact(precision.wanted)
    // Rounded up, so that it never reads as if it had been reached.
    let left = max(
      (precision.left * 100).rounded(.up) / 100, precision.wanted + 0.01)
    let shown = Digits.exact((left * 100).rounded() / 100)
    let what = ofDifferences ? say("a difference", "差异") : say("a target", "目标概率")
    return [
      say(
        "The precision asked for was not reached: the widest interval of \(what) is ±\(shown) percentage points; "
          + "±\(wanted) was asked for. Raise --trials.",
        "未达到要求的精度：按现有模拟次数，\(what)的最宽区间为±\(shown)个百分点，要求为±\(wanted)个百分点。"
          + "请用--trials增加模拟次数上限。")
    ]
  }

  static func notes(inputs: Provenance.Inputs?, say: Words) -> [String] {
    guard let inputs, inputs.total > 0 else { return [] }
    func count(_ number: Int) -> String { Digits.exact(Double(number)).text }
    let total = count(inputs.total)
    let own = say(
      inputs.promises == 0
        ? "The targets are the plan's own"
        : "The targets are the plan's own, and so "
          + (inputs.promises == 1
            ? "is one input that only restates a promise"
            : "are \(count(inputs.promises)) inputs that only restate a promise"),
      inputs.promises == 0
        ? "目标取自计划本身" : "目标取自计划本身，另有\(count(inputs.promises))项输入与计划目标值相同，不另作假设")
    if inputs.assumptions == inputs.total {
      return [
        say(
          own + "; every other input (\(total)) is an assumption. "
            + "The probabilities are only as good as these assumptions.",
          own + "；其余\(total)项输入均为假设。各项概率均以这些假设成立为前提。")
      ]
    }
    let parts = [
      (inputs.documents, say("from documents", "项有文件依据")),
      (inputs.referenceClasses, say("from reference classes", "项取自同类项目的实际数据（参照类）")),
      (inputs.assumptions, say("assumed", "项为假设")),
      (inputs.unstated, say("without a stated basis", "项未注明依据")),
    ].filter { $0.0 > 0 }
    let isSupposed = inputs.assumptions + inputs.unstated > 0
    let listed = parts.map { count($0.0) + say(" ", "") + $0.1 }.joined(separator: say(", ", "，"))
    let basis =
      parts.count == 1
      ? say(
        "The other inputs (\(total)) are \(parts[0].1).", "其余\(total)项输入均\(parts[0].1.dropFirst())。"
      )
      : say("Of the other inputs, \(total) in all: \(listed).", "其余\(total)项输入中，\(listed)。")
    return [
      say(
        own + ". " + basis
          + (isSupposed ? " The probabilities are only as good as these assumptions." : ""),
        own + "。" + basis
          + (isSupposed ? "各项概率均以假设成立为前提。" : ""))
    ]
  }
}

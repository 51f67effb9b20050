import Buildout

/// Where the numbers come from, in words: for the page and for the workbook.
extension PlanningPack {
  var registerLead: String {
    say(
      "Every number the forecast rests on besides the plan's own targets, as the scenario file "
        + "gives it, with its basis.",
      "除计划自身目标以外的全部输入，数值与情景文件一致，并注明依据。")
  }

  var registerTable: Table {
    Table(
      id: "assumptions", title: say("Assumptions", "假设清单"),
      columns: [
        .init(say("Input", "输入"), wraps: true), .init(say("Value", "取值"), wraps: true),
        .init(say("Basis", "依据")), .init(say("Source", "来源"), wraps: true),
        .init(say("Note", "说明"), wraps: true),
      ],
      rows: register.map { entry in
        [
          say.name(entry, in: forecast.scenario), entry.value, say.basis(entry),
          say.text(entry.source), say.text(entry.note),
        ].map { .text($0) }
      })
  }

  /// The basis of an input with its source and note.
  func basisText(_ entry: RegisterEntry) -> String {
    let more = say.sourceAndNote(entry)
    return more.isEmpty ? say.basis(entry) : say.basis(entry) + say(": ", "：") + more
  }

  var originLead: String {
    say(
      "The same scenario, seed and number of trials give the same pack, to the byte.",
      "相同的情景、随机种子和模拟次数得到逐字节相同的报告。")
  }

  var originFacts: [(String, String)] {
    let calendar = forecast.scenario.calendar
    let warnings: [(String, String)] =
      provenance.warnings == 0
      ? []
      : [
        (
          say("Warnings", "警告"),
          "\(provenance.warnings)" + say("; buildout check names them", "条，详见 buildout check")
        )
      ]
    return warnings + [
      (say("Scenario", "情景"), forecast.scenario.id), ("SHA-256", provenance.sha256),
      (say("Months", "计划期"), "\(calendar.start) – \(calendar.end)"),
      (say("Trials", "模拟次数"), Digits.exact(Double(forecast.trials))),
      (say("Seed", "随机种子"), String(forecast.seed)),
      (say("Version", "版本"), "buildout \(provenance.engineVersion)"),
      (say("Random streams", "随机流版本"), String(Forecast.streamVersion)),
      (
        say("To repeat", "复算命令"),
        "buildout report \(say("SCENARIO.yaml", "情景.yaml")) --seed \(forecast.seed) "
          + "--trials \(forecast.trials) --out \(say("FOLDER", "文件夹"))"
      ),
    ]
  }

  /// What each column and chart says.
  var explanations: [(String, String)] {
    let legend =
      tables.legend + (comparisonTables?.legend ?? []) + (driverTables?.legend ?? [])
    return legend.map { ($0.term.unspaced, $0.meaning) } + [
      (
        say("Half of trials by", "半数模拟达成月份"),
        say(
          "the first month from whose end on, until it is due, half of the trials stand at the target; "
            + "“later” when they do not within the plan's months, a dash for a limit, which is kept "
            + "rather than reached.",
          "自该月月末起至到期，始终有半数以上模拟达到目标；计划期内未达到时记为“期内未达”；上限类目标不适用，记为“-”。")
      ),
      (
        say("Pro-rata schedule", "序时进度"),
        say(
          "the elapsed share of the target's span times its promised value.",
          "已过时间占目标期限的比例乘以目标值。")
      ),
    ]
  }
}

extension PlanningPack {
  /// What the columns say that only the workbook has.
  var sheetExplanations: [(String, String)] {
    [
      (
        say("Relation", "关系"),
        say(
          "how the measure is held against the promised value: at least, at most, above or below it, or "
            + "done by the due month.",
          "指标值与目标值的比较方式：不低于、不高于、高于、低于，或按期完成。")
      ),
      (
        say("Met at the month's end", "月末已达成概率"),
        say(
          "the share of trials in which the target's comparison holds at that month's end.",
          "该月月末满足目标要求的模拟占比。")
      ),
      (
        say("Behind pro-rata", "落后序时进度概率"),
        say(
          "the share of trials below the pro-rata schedule at that month's end; empty where a schedule "
            + "has no meaning.",
          "该月月末低于序时进度的模拟占比；序时进度无意义时为空。")
      ),
      (
        say("First reached in the month", "当月首次达成概率"),
        say(
          "the share of trials that reach the target for the first time in that month; empty for a "
            + "limit, which is kept rather than reached.",
          "当月首次达到目标的模拟占比；上限类目标为空。")
      ),
      (
        say("Needed", "要求"),
        say(
          "how many of a group's targets must be met together.", "该组指标中须同时完成的项数。")
      ),
      (
        say("Lowest, weakest target", "最低概率、最薄弱的目标"),
        say(
          "the sector's firm target with the lowest probability.", "该领域完成概率最低的刚性目标。")
      ),
      (
        say("Basis", "依据"),
        say(
          "what an input rests on: a document, a class of comparable projects, or an assumption.",
          "输入值的来源：文件依据、参照类（同类项目）或假设。")
      ),
    ]
  }
}

extension Words {
  /// What an input rests on.
  func basis(_ basis: RegisterEntry.Basis?) -> String {
    switch basis {
    case .document: self("Document", "文件依据")
    case .referenceClass: self("Reference class", "参照类")
    case .assumption: self("Assumption", "假设")
    case nil: self("No stated basis", "未注明依据")
    }
  }

  /// The same of an entry, or that it restates a promise.
  func basis(_ entry: RegisterEntry) -> String {
    entry.isPromise ? promise : basis(entry.basis)
  }

  /// What an input rests on that says again what a target promises.
  var promise: String { self("The plan's promise", "计划目标值") }

  /// An input for people: the title of what it belongs to, then the rest of its path, as in
  /// `Roads: steps.build.takes`; the whole path where there is no title.
  func name(_ entry: RegisterEntry, in scenario: Scenario) -> String {
    let parts = entry.name.split(separator: ".", maxSplits: 2).map(String.init)
    guard parts.count > 1 else { return entry.name }
    let text: Text? =
      switch parts[0] {
      case "programmes": scenario.programmes.first { $0.id == parts[1] }?.title
      case "pools": scenario.pools.first { $0.id == parts[1] }?.title
      case "factors": scenario.factors.first { $0.id == parts[1] }?.title
      case "risks": scenario.risks.first { $0.id == parts[1] }?.title
      case "groups": scenario.groups.first { $0.id == parts[1] }?.title
      default: nil
      }
    let title = self.text(text)
    guard !title.isEmpty else { return entry.name }
    return parts.count > 2 ? title + self(": ", "：") + parts[2] : title
  }

  /// What the scenario says of an input's basis; may be empty.
  func sourceAndNote(_ entry: RegisterEntry) -> String {
    [entry.source, entry.note].map(text).filter { !$0.isEmpty }.joined(separator: self("; ", "；"))
  }
}

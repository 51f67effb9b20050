import Buildout

/// Where the numbers come from, in words: for the page and for the workbook.
extension PlanningPack {
  var registerLead: String {
    say(
      "The forecast rests on these numbers besides the plan's own targets. Each stands as the scenario file gives it, "
        + "with its basis.",
      "除计划自身目标以外的全部输入，数值与情景文件一致，并注明依据。")
  }

  var registerTable: Table {
    Catalogue<InputRow>.inputs(Phrase("", "")).table(
      "assumptions", say("Assumptions", "假设清单"), in: .workbook,
      register.map { InputRow(entry: $0, scenario: forecast.scenario) }, say)
  }

  /// The basis of an input with its source and note.
  func basisText(_ entry: RegisterEntry) -> String {
    let more = say.sourceAndNote(entry)
    return more.isEmpty ? say.basis(entry) : say.basis(entry) + say(": ", "：") + more
  }

  var originLead: String {
    progress == nil
      ? say(
        "The same scenario, seed and number of trials give the same files, byte for byte.",
        "相同的情景、随机种子和模拟次数得到逐字节相同的报告。")
      : say(
        "The same scenario, actuals, seed and number of trials give the same files, byte for byte. The pack's folder holds "
          + "the scenario and the actuals of this meeting.",
        "相同的情景、实际值、随机种子和模拟次数得到逐字节相同的报告。材料文件夹中存有本次会议的情景和实际值。")
  }

  var originFacts: [(String, String)] {
    let calendar = forecast.scenario.calendar
    let warnings: [(String, String)] =
      provenance.warnings == 0
      ? []
      : [
        (
          say("Warnings", "警告"),
          "\(provenance.warnings)" + say("; buildout check lists them", "条，详见 buildout check")
        )
      ]
    return warnings + [
      (say("Scenario", "情景"), forecast.scenario.id), ("SHA-256", provenance.sha256),
      (say("Months", "计划期"), "\(calendar.start) – \(calendar.end)"),
      (say("Trials", "模拟次数"), Digits.exact(Double(forecast.trials)).text),
      (say("Seed", "随机种子"), String(forecast.seed)),
      (say("Version", "版本"), "buildout \(provenance.engineVersion)"),
      (say("Random streams", "随机流版本"), String(Forecast.streamVersion)),
      (
        say("To repeat", "复算命令"),
        "buildout report \(given) --seed \(forecast.seed) "
          + "--trials \(forecast.trials) --out \(say("FOLDER", "文件夹"))"
      ),
    ]
  }

  /// What the run was worked out from, as a command names it: of a meeting the files that it keeps.
  private var given: String {
    guard let progress else { return say("SCENARIO.yaml", "情景.yaml") }
    let before =
      progress.previous == nil
      ? "" : " --previous " + say("FOLDER-OF-THE-LAST-MEETING", "上次会议的文件夹")
    return "meeting-scenario.yaml --actuals meeting-actuals.csv --as-of \(progress.asOf)" + before
  }

  /// What each column and chart says.
  var explanations: [(String, String)] {
    let chosen = (choiceTables?.tables ?? []) + [bottleneckTables?.pools].compactMap(\.self)
    let asked = tables.legend + (comparisonTables?.legend ?? []) + (driverTables?.legend ?? [])
    // What options and choices both say is said once.
    let said = Set(asked.map { $0.term.unspaced })
    let legend = asked + chosen.legend().filter { !said.contains($0.term.unspaced) }
    let known = Set(legend.map { $0.term.unspaced })
    let more = [tables.targetTable, tables.monthTable].legend()
    let first = progress?.legend ?? []
    let terms = Set(first.map(\.term))
    return
      (first + legend.filter { !terms.contains($0.term) }
      + more.filter { !known.contains($0.term.unspaced) }).map {
        ($0.term.unspaced, $0.meaning)
      }
  }

  /// What the columns say that only the workbook has.
  var sheetExplanations: [(String, String)] {
    let columns = tables.columns
    let all =
      columns.targets.workbookMeanings(say) + columns.months.workbookMeanings(say)
      + columns.joint.workbookMeanings(say) + columns.sectors.workbookMeanings(say)
      + Catalogue<InputRow>.inputs(Phrase("", "")).workbookMeanings(say)
    return all.map { ($0.term, $0.meaning) }
  }
}

extension Words {
  /// What an input rests on.
  func basis(_ kind: Basis.Kind?) -> String {
    switch kind {
    case .document: self("Document", "文件依据")
    case .referenceClass: self("Reference class", "参照类")
    case .assumption: self("Assumption", "假设")
    case nil: self("No stated basis", "未注明依据")
    }
  }

  /// The same of an entry, or that it restates a promise.
  func basis(_ entry: RegisterEntry) -> String {
    entry.isPromise ? promise : basis(entry.basis?.kind)
  }

  /// What an input rests on that says again what a target promises.
  var promise: String { self("The plan's promise", "计划目标值") }

  /// An input for people: what it belongs to, and what it is there.
  func name(_ entry: RegisterEntry, in scenario: Scenario) -> String {
    InputWords(scenario: scenario, say: self).name(entry.name)
  }

  /// Its value for people: a distribution in words.
  func value(_ entry: RegisterEntry, in scenario: Scenario) -> String {
    InputWords(scenario: scenario, say: self).value(entry)
  }

  /// What the scenario says of an input's basis; may be empty.
  func sourceAndNote(_ entry: RegisterEntry) -> String {
    [entry.basis?.source, entry.basis?.note].map(text).filter { !$0.isEmpty }.joined(
      separator: self("; ", "；"))
  }
}

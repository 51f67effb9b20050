import Buildout

extension Report {
  /// The numbers that a plan does not give: how many rest on what, those with the largest effect on the forecast,
  /// then all of them by programme.
  public init(
    _ register: AssumptionRegister, language: Language = .en, provenance: Provenance
  ) {
    let tables = AssumptionTables(register: register, say: Words(language: language))
    let say = tables.say
    self.language = language
    title =
      say.title(of: register.scenario) + say(": what the forecast rests on", "：预测所依据的假设")
    facts = tables.facts(provenance)
    notes = Report.notes(inputs: provenance.inputs, say: say) + tables.notes
    self.tables = [tables.counts] + tables.largest + tables.groups
    legend = self.tables.legend()
    sheets = [register.sheet]
  }
}

/// The tables that people read of a register, in one language.
private struct AssumptionTables {
  let register: AssumptionRegister
  let say: Words

  /// So many of those with the largest effect stand first.
  private static let largestShown = 10

  func facts(_ provenance: Provenance) -> [String] {
    guard let sensitivity = register.sensitivity else {
      return [
        say("Scenario ", "情景 ") + register.scenario.id
          + say(" (", "（") + provenance.sha256.prefix(12) + say(")", "）")
          + say(", buildout ", "，buildout ") + provenance.engineVersion
      ]
    }
    let trials = Digits.exact(Double(sensitivity.trials))
    return Report.facts(
      [say("\(trials) trials for each input", "每项输入\(trials)次模拟")], seed: sensitivity.seed,
      scenario: register.scenario, say: say, provenance: provenance)
  }

  /// By how much the inputs were made larger, in percent.
  private var percent: String {
    say.percent(Digits.exact(((register.sensitivity?.factor ?? 1) - 1) * 100, significant: 3)).text
  }

  var notes: [String] {
    let promises = register.promises
    let restated =
      promises == 0
      ? []
      : [
        say(
          promises == 1
            ? "One input repeats what a target promises (all of the units that it counts). It belongs to the plan, is "
              + "not an assumption, and was not tried."
            : "\(Digits.exact(Double(promises))) inputs repeat what targets promise (all of the units that they "
              + "count). They belong to the plan, are not assumptions, and were not tried.",
          "另有\(Digits.exact(Double(promises)))项输入与计划目标值相同（即指标所统计的全部数量），属计划自身内容而非假设，不作测试。")
      ]
    guard let sensitivity = register.sensitivity else { return restated }
    let tried = sensitivity.gains.count { $0 != nil }
    let moving = register.largest.count
    return restated + [
      say(
        "Each of \(tried) inputs was made \(percent) larger by itself, on the same random draws. \(moving) "
          + "of them clearly change the number of firm targets met.",
        "对\(tried)项输入逐项调高\(percent)，随机抽样保持不变；其中\(moving)项对刚性目标完成项数的影响显著。")
    ]
  }

  var counts: Table {
    let rows = register.counts.filter { $0.count > 0 }.map { kind, count -> [Table.Cell] in
      [.text(say.basis(kind)), .count(count)]
    }
    let promises = register.promises
    let restated: [[Table.Cell]] =
      promises == 0
      ? [] : [[.text(say.promise), .count(promises)]]
    return Table(
      id: "basis", title: say("What the inputs rest on", "输入依据汇总"),
      columns: [
        .init(say("Basis", "依据")), .init(say("Inputs", "输入项数"), .trailing),
      ], rows: rows + restated)
  }

  var largest: [Table] {
    let moving = register.largest.prefix(Self.largestShown)
    guard !moving.isEmpty else { return [] }
    let rows = moving.enumerated().map { index, row in
      var row = row
      row.rank = index + 1
      return row
    }
    return [
      columns.table(
        "largest", say("Inputs with the largest effect on the forecast", "对预测影响最大的输入"),
        note: say(
          "Change in the number of firm targets met when the input is \(percent) larger.",
          "该项输入调高\(percent)时刚性目标完成项数的变化。"), in: .weakest, rows, say)
    ]
  }

  private var columns: Catalogue<InputRow> { .inputs(Phrase(percent, percent)) }

  // MARK: All of them

  /// What the plan does not give: one table for what programmes share of each kind, one for each
  /// programme, in the file's order.
  var groups: [Table] {
    var keys: [String] = []
    var members: [String: [InputRow]] = [:]
    for row in register.rows where row.entry.basis?.kind != .document {
      let key = group(row.entry)
      if members[key] == nil { keys.append(key) }
      members[key, default: []].append(row)
    }
    return keys.map { table($0, members[$0] ?? []) }
  }

  /// The first part of its name, and of a programme the second.
  private func group(_ entry: RegisterEntry) -> String {
    let section = entry.name.prefix { $0 != "." }
    return entry.programme.map { section + "." + $0 } ?? String(section)
  }

  private func table(_ key: String, _ rows: [InputRow]) -> Table {
    var before: RegisterEntry?
    let rows = rows.map { row in
      let entry = row.entry
      var row = row
      row.isAsAbove =
        before.map {
          ($0.basis, $0.isPromise) == (entry.basis, entry.isPromise)
        } ?? false
      before = entry
      // Below the title of its programme that says nothing new.
      let words = InputWords(scenario: register.scenario, say: say)
      row.name = entry.programme == nil ? nil : words.nameWithoutOwner(entry.name)
      return row
    }
    return columns.table(
      "inputs", title(key, rows.first?.entry.programme), in: .table, rows,
      without: register.sensitivity == nil ? ["gain"] : [], say)
  }

  private func title(_ key: String, _ programme: String?) -> String {
    if let programme { return say.title(programme, among: register.scenario.programmes) }
    return switch key {
    case "seasons": say("Seasons", "季节")
    case "pools": say("Pools", "资源池")
    case "factors": say("Factors", "因素")
    case "correlations": say("Correlations", "相关系数")
    case "risks": say("Risks", "风险")
    case "groups": say("Groups of targets", "目标组")
    default: key
    }
  }
}

extension AssumptionRegister {
  /// One row per input, those from documents too.
  fileprivate var sheet: Table {
    Catalogue<InputRow>.inputs(Phrase("", "")).sheet("assumptions", rows)
  }
}

extension Basis.Kind? {
  /// The name other programs know it by.
  var id: String { self?.rawValue ?? "unstated" }
}

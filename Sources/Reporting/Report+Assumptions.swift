import Buildout

extension Report {
  /// The numbers that a plan does not give: how many rest on what, those that move the forecast most,
  /// then all of them by programme.
  public init(
    _ register: AssumptionRegister, language: Language = .en, provenance: Provenance
  ) {
    let tables = AssumptionTables(register: register, say: Words(language: language))
    let say = tables.say
    self.language = language
    title =
      say.title(register.scenario.title, id: register.scenario.id)
      + say(": what the forecast rests on", "：预测所依据的假设")
    facts = tables.facts(provenance)
    notes = Report.notes(inputs: provenance.inputs, say: say) + tables.notes
    self.tables = [tables.counts] + tables.largest + tables.groups
    legend = tables.legend
    sheets = [register.sheet]
  }
}

/// The tables that people read of a register, in one language.
private struct AssumptionTables {
  let register: AssumptionRegister
  let say: Words

  /// So many of those that move the forecast stand first.
  private static let largestShown = 10

  func facts(_ provenance: Provenance) -> [String] {
    guard let moves = register.moves else {
      return [
        say("Scenario ", "情景 ") + register.scenario.id
          + say(" (", "（") + provenance.sha256.prefix(12) + say(")", "）")
          + say(", buildout ", "，buildout ") + provenance.engineVersion
      ]
    }
    let trials = Digits.exact(Double(moves.trials))
    return Report.facts(
      [say("\(trials) trials for each input", "每项输入\(trials)次模拟")], seed: moves.seed,
      scenario: register.scenario, say: say, provenance: provenance)
  }

  /// By how much the inputs were made larger, in percent.
  private var percent: String {
    say.percent(Digits.exact(((register.moves?.factor ?? 1) - 1) * 100, significant: 3)).text
  }

  var notes: [String] {
    let promises = register.promises
    let restated =
      promises == 0
      ? []
      : [
        say(
          promises == 1
            ? "One input only says again what a target promises (all of the units that it counts): it is the plan's "
              + "own, no assumption, and is not tried."
            : "\(Digits.exact(Double(promises))) inputs only say again what targets promise (all of the units that "
              + "they count): they are the plan's own, no assumptions, and are not tried.",
          "另有\(Digits.exact(Double(promises)))项输入只是重述计划目标值（即指标所统计的全部数量），属计划自身内容而非假设，不作测试。")
      ]
    guard let moves = register.moves else { return restated }
    let tried = moves.gains.count { $0 != nil }
    let moving = register.largest.count
    return restated + [
      say(
        "Each of \(tried) inputs was made \(percent) larger by itself, on the same luck. With \(moving) "
          + "of them the number of firm targets met changes by more than chance can explain.",
        "对\(tried)项输入逐项调高\(percent)，其余随机因素保持不变；其中\(moving)项对刚性目标完成项数的影响显著。")
    ]
  }

  var counts: Table {
    let rows = register.counts.filter { $0.count > 0 }.map { basis, count -> [Table.Cell] in
      [.text(say.basis(basis)), .count(count)]
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
    let rows = moving.enumerated().map { place, row -> [Table.Cell] in
      let entry = row.entry
      return [
        .count(place + 1),
        .text(say.name(entry, in: register.scenario)),
        .text(entry.value), .text(say.basis(entry)), line(entry), gain(row),
        row.gain.map { say.interval($0, of: .targetsMet) } ?? .text("-"),
      ]
    }
    return [
      Table(
        id: "largest", title: say("Those that move the forecast most", "对预测影响最大的输入"),
        note: say(
          "Change in the number of firm targets met when the input is \(percent) larger.",
          "该项输入调高\(percent)时刚性目标完成项数的变化。"),
        columns: [
          .init("#", .trailing), .init(say("Input", "输入"), wraps: true),
          .init(say("Value", "取值"), wraps: true), .init(say("Basis", "依据")), lineColumn,
          change, .init(say("95 % interval", "95% 置信区间"), .trailing, isExtra: true),
        ], rows: rows)
    ]
  }

  private var change: Table.Column { .init(say("Change", "变化"), .trailing) }
  private var lineColumn: Table.Column { .init(say("Line", "行号"), .trailing) }

  private func line(_ entry: RegisterEntry) -> Table.Cell {
    .text(entry.line.map(String.init) ?? "-")
  }

  private func gain(_ row: AssumptionRegister.Row) -> Table.Cell {
    guard let gain = row.gain else { return .figure(nil) }
    return row.moves ? .figure(say.difference(gain, of: .targetsMet)) : .text("~0")
  }

  // MARK: All of them

  /// What the plan does not give: one table for what programmes share of each kind, one for each
  /// programme, in the file's order.
  var groups: [Table] {
    var keys: [String] = []
    var members: [String: [AssumptionRegister.Row]] = [:]
    for row in register.rows where row.entry.basis != .document {
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

  private func table(_ key: String, _ rows: [AssumptionRegister.Row]) -> Table {
    var before: RegisterEntry?
    let cells = rows.map { row -> [Table.Cell] in
      let entry = row.entry
      let isSame =
        before.map {
          ($0.basis, $0.note, $0.source, $0.isPromise)
            == (entry.basis, entry.note, entry.source, entry.isPromise)
        }
        ?? false
      before = entry
      let text = say.sourceAndNote(entry)
      // Below the title of its programme or kind the beginning of the path says nothing new.
      let full = entry.programme == nil ? say.name(entry, in: register.scenario) : entry.name
      let name = full.hasPrefix(key + ".") ? String(full.dropFirst(key.count + 1)) : full
      return [
        .text(name), .text(entry.value), .text(say.basis(entry)),
        .text(isSame && !text.isEmpty ? say("as above", "同上") : text), line(entry),
      ] + (register.moves == nil ? [] : [gain(row)])
    }
    return Table(
      id: "inputs", title: title(key, rows.first?.entry.programme),
      columns: [
        .init(say("Input", "输入"), wraps: true), .init(say("Value", "取值"), wraps: true),
        .init(say("Basis", "依据")), .init(say("Source and note", "来源与说明"), wraps: true),
        lineColumn,
      ] + (register.moves == nil ? [] : [change]), rows: cells)
  }

  private func title(_ key: String, _ programme: String?) -> String {
    if let programme {
      let text = register.scenario.programmes.first { $0.id == programme }?.title ?? Text()
      return say.title(text, id: programme)
    }
    return switch key {
    case "seasons": say("Seasons", "季节")
    case "pools": say("Pools", "资源约束")
    case "factors": say("Factors", "因素")
    case "correlations": say("Correlations", "相关系数")
    case "risks": say("Risks", "风险")
    case "groups": say("Groups of targets", "目标组")
    default: key
    }
  }

  var legend: [Report.Explanation] {
    guard register.moves != nil else { return [] }
    let pairs = [
      (
        say("Change", "变化"),
        say(
          "how many more firm targets are met on average when the input is \(percent) larger and all "
            + "else is as it is; ~0 where it cannot be told from zero, - where it was not tried or cannot "
            + "be larger. All marks hold together with 95 %.",
          "仅将该项输入调高\(percent)时，刚性目标平均完成项数的增减；“~0”表示差异不显著，“-”表示未测试或无法再调高。全部判断同时成立的置信水平为95%。")
      ),
      (
        say("Larger", "调高"),
        say(
          "a law as a whole, a probability up to 1 at most, a whole number by at least 1. Not tried are "
            + "the spread or shape of a law by itself, and seasons, which only move work within the year.",
          "分布整体按比例放大；概率最高为1；整数至少加1。未测试的有：分布自身的离散程度和形状，以及只在年内调配工作量的季节系数。")
      ),
    ]
    return pairs.map { .init($0.0, $0.1, colon: say(": ", "：")) }
  }
}

extension AssumptionRegister {
  /// One row per input, those from documents too.
  fileprivate var sheet: Table {
    let names = [
      "input", "value", "basis", "note_en", "note_zh", "source_en", "source_zh",
      "programme", "line", "gain", "gain_low", "gain_high", "moves", "restates_promise",
    ]
    let rows = rows.map { row -> [Table.Cell] in
      let entry = row.entry
      let texts = [
        entry.name, entry.value, entry.basis.id, entry.note?.en ?? "", entry.note?.zh ?? "",
        entry.source?.en ?? "", entry.source?.zh ?? "", entry.programme ?? "",
      ]
      let numbers: [Double?] = [
        entry.line.map(Double.init), row.gain?.value, row.gain?.interval.lowerBound,
        row.gain?.interval.upperBound, row.gain.map { _ in row.moves ? 1 : 0 },
        entry.isPromise ? 1 : 0,
      ]
      return texts.map(Table.Cell.text) + numbers.map { .data(JSON($0)) }
    }
    return Table(id: "assumptions", columns: names.map { .init($0) }, rows: rows)
  }
}

extension RegisterEntry.Basis? {
  /// The name other programs know it by.
  var id: String {
    switch self {
    case .document: "document"
    case .referenceClass: "reference class"
    case .assumption: "assumption"
    case nil: "unstated"
    }
  }
}

import Buildout

/// Writes a scenario from targets and guesses.
struct DraftWriter {
  let rows: TargetTable
  let table: Table
  let otherSheets: [String]
  /// Empty for the targets that come with the program.
  let file: String
  let calendar: Calendar
  let language: Language
  private let programmes: [DraftProgramme]
  private let sectors: [(name: String, id: String)]

  init(
    rows: TargetTable, table: Table, otherSheets: [String], file: String, calendar: Calendar,
    language: Language
  ) {
    self.rows = rows
    self.table = table
    self.otherSheets = otherSheets
    self.file = CellText.shown(file)
    self.calendar = calendar
    self.language = language
    programmes = rows.targets.map { DraftProgramme($0, months: calendar.number(of: $0.due)) }
    var names: [String] = []
    for case let name? in rows.targets.map(\.sector) where !names.contains(name) {
      names.append(name)
    }
    sectors = DraftNames.sectors(names)
  }

  var yaml: String {
    let parts = [header, opening, factors, programmeLines, targetLines, examples]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  private func say(_ en: String, _ zh: String) -> String { language == .zh ? zh : en }

  // MARK: What to change first

  private var header: [String] {
    var lines = [origin, ""]
    lines += [
      say(
        "The targets stand at the end of the file\(file.isEmpty ? "" : ", as in the table"). All other "
          + "numbers are guesses:",
        "文件末尾的 targets 是目标\(file.isEmpty ? "" : "，照抄表格")；其余的数都是估计：目标写了要做到多少，没有写怎么做到。"),
      say(
        "a target says what is promised, not how it comes about. Each guess is marked as an assumption",
        "每项估计都标为假设（basis: assumption），并写明参照类，即其他地方同类工作的实际情况。"),
      say(
        "and names the reference class it leans on, which is how comparable things went elsewhere.",
        "各参照类的说明在下面。"),
      "",
      say("Change first:", "请先改："),
    ]
    for (index, advice) in advice.enumerated() {
      lines.append("  \(index + 1). " + advice[0])
      lines += advice.dropFirst().map { "     " + $0 }
    }
    let doubts = rows.targets.flatMap { target in
      target.doubts.map { doubt in
        say("  \(target.id) (row \(target.row)): ", "  \(target.id)（第 \(target.row) 行）：")
          + language(doubt)
      }
    }
    if !doubts.isEmpty {
      lines += ["", say("Please look at what the table leaves open:", "表格没有写清楚的地方，请核对：")] + doubts
    }
    lines += classes
    lines += left
    lines += [
      "",
      say("Then, with the name of this file:", "然后（CITY.yaml 换成本文件名）："),
      say(
        "  buildout check CITY.yaml         what is wrong or odd about it",
        "  buildout check CITY.yaml                   有没有错误或不合理之处"),
      say(
        "  buildout run CITY.yaml           how likely each target is",
        "  buildout run CITY.yaml --lang zh           每项目标完成的可能性"),
      say(
        "  buildout assumptions CITY.yaml   all guesses, and which of them matter most",
        "  buildout assumptions CITY.yaml --lang zh   全部假设，标出影响最大的几项"),
    ]
    return lines.map { $0.isEmpty ? "#" : "# " + $0 }
  }

  private var origin: String {
    let count = rows.targets.count
    guard !file.isEmpty else {
      return say(
        "A scenario to begin with: \(count) invented targets, one of each kind. Replace them by yours.",
        "起步用的情景：\(count) 项虚构的目标，各种类型各一项，请换成自己的目标。")
    }
    let sheet =
      table.sheet.map { say(", sheet \(CellText.shown($0))", "，工作表“\(CellText.shown($0))”") } ?? ""
    return say(
      "Made by buildout init from \(file)\(sheet): \(count) target\(count == 1 ? "" : "s"), "
        + "\(calendar.start) to \(calendar.end).",
      "由 buildout init 根据 \(file)\(sheet) 生成，共 \(count) 项目标，\(calendar.start) 至 \(calendar.end)。")
  }

  private func ids(_ kinds: DraftTarget.Kind...) -> String? {
    let ids = rows.targets.filter { kinds.contains($0.kind) }.map(\.id)
    guard !ids.isEmpty else { return nil }
    let shown = ids.prefix(4).joined(separator: say(", ", "、"))
    return ids.count > 4 ? shown + say(" and \(ids.count - 4) more", " 等 \(ids.count) 项") : shown
  }

  /// What to change, the most important first.
  private var advice: [[String]] {
    var advice: [[String]] = []
    if let ids = ids(.works, .starts) {
      advice.append([
        say("Works (\(ids)):", "建设和办理事项（\(ids)）："),
        say(
          "'progress' is how much of each is done as the horizon begins, between .3 and .9 for now;",
          "progress 是期初已完成的比例，现估 0.3 至 0.9；已完工的填 1，未动工的填 0；"),
        say(
          "'takes' is how many months it would take from nothing. One line of cohorts for each state.",
          "takes 是从头做起需要的月数。进度不同的项目，在 cohorts 下分行填写。"),
      ])
    }
    if let ids = ids(.share, .limit) {
      advice.append([
        say("Shares and standards (\(ids)):", "比率和标准类指标（\(ids)）："),
        say(
          "'start' is where it stands today, which no list of targets says.", "start 是目前的数值，目标表里没有。"
        ),
      ])
    }
    if let ids = ids(.growth) {
      advice.append([
        say("Growth (\(ids)):", "增速类指标（\(ids)）："),
        say(
          "'mean' is what each month adds to the year's growth; a twelfth of last year's is a good start.",
          "mean 是每月拉动的百分点，可先填上年增速的十二分之一。"),
      ])
    }
    if let ids = ids(.count, .amount, .ceiling) {
      advice.append([
        say("What comes month by month (\(ids)):", "逐月推进的指标（\(ids)）："),
        say(
          "'mean' is a month's average; put in what last year brought.",
          "mean 是每月平均数，请换成上年的实际月均数。"),
      ])
    }
    return advice
  }

  /// The reference classes that were leaned on.
  private var classes: [String] {
    var seen: [ReferenceClass] = []
    for case let observed? in programmes.map(\.observed) where !seen.contains(observed) {
      seen.append(observed)
    }
    guard !seen.isEmpty else { return [] }
    let lines = seen.map { observed in
      "  \(observed.id): " + language(observed.title) + say("; ", "；") + language(observed.record)
    }
    return ["", say("The reference classes:", "参照类：")] + lines
  }

  /// What of the file was not read.
  private var left: [String] {
    var lines: [String] = []
    if !rows.columns.unread.isEmpty {
      let names = rows.columns.unread.map { $0.shortened }.joined(separator: say(", ", "、"))
      lines.append(say("Columns that were not read: \(names).", "没有读取的列：\(names)。"))
    }
    if !rows.skipped.isEmpty {
      let names = rows.skipped.prefix(10).map { skipped in
        say(
          "\(skipped.row) (\(skipped.text.shortened))",
          "第 \(skipped.row) 行“\(skipped.text.shortened)”")
      }
      lines.append(
        say("Rows that are no targets: ", "没有当作目标的行：")
          + names.joined(separator: say(", ", "、"))
          + (rows.skipped.count > 10 ? say(" and more.", " 等。") : say(".", "。")))
    }
    if !otherSheets.isEmpty {
      let names = otherSheets.map { CellText.shown($0) }.joined(separator: say(", ", "、"))
      lines.append(
        say("Other sheets: \(names) (choose one with --sheet).", "其他工作表：\(names)（用 --sheet 指定）。"))
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  // MARK: The file

  /// The file's name without its ending.
  private var stem: String {
    let parts = file.split(separator: ".")
    return (parts.count > 1 ? parts.dropLast() : parts).joined(separator: ".")
  }

  private var opening: [String] {
    let title =
      file.isEmpty ? language(Text(en: "A city's year", zh: "某市一年")) : tableTitle ?? stem
    let id = DraftNames.slug(stem) ?? "city"
    var lines = [
      "scenario: {id: \(id), title: \(DraftYAML.title(title)), start: \(calendar.start), months: \(calendar.months)}",
      "basis: {kind: assumption, note: "
        + DraftYAML.title(say("a first guess by buildout init", "buildout init 的初步估计"))
        + "}   # " + say("holds for every number below that says nothing else", "下面没有另行注明的数都适用"),
    ]
    if !sectors.isEmpty {
      lines.append("sectors:")
      lines += sectors.map { "  \($0.id): \(DraftYAML.title(DraftNames.title($0.name)))" }
    }
    return lines
  }

  /// The line above the headings that names the table.
  private var tableTitle: String? {
    for row in table.rows where row.number < rows.columns.row {
      let own = row.cells.filter { !$0.isMerged }
      guard own.count == 1, case .text(let text) = own[0].value else { continue }
      let shown = CellText.shown(text)
      let isAside = ["附件", "附表", "单位", "表"].contains { shown.hasPrefix($0) }
      if (4...200).contains(shown.count), !isAside || shown.count > 12 { return shown }
    }
    return nil
  }

  private var factors: [String] {
    var lines: [String] = []
    if programmes.contains(where: \.usesPace) {
      lines += [
        "  pace:         # " + say("how fast works go this year, all of them", "今年各类工程的总体快慢"),
        "    title: \(DraftYAML.title(say("Pace of works", "工程总体进度")))",
        "    lognormal: {median: 1, sigma: \(DraftYAML.guess(DraftProgramme.pace))}",
        "    basis: {kind: assumption, note: "
          + DraftYAML.title(
            say(
              "the part of the spread that works share, as Calibration has it",
              "各项工程共有的部分，见 Calibration 一页"))
          + "}",
      ]
    }
    if programmes.contains(where: \.usesConditions) {
      lines += [
        "  conditions:   # "
          + say("how good a year it is, for all that comes month by month", "今年总体形势，影响逐月推进的各项指标"),
        "    title: \(DraftYAML.title(say("The year's conditions", "年度总体形势")))",
        "    lognormal: {median: 1, sigma: \(DraftYAML.guess(DraftProgramme.conditions))}",
        "    basis: {kind: assumption, note: "
          + DraftYAML.title(
            say(
              "with the randomness of single months about the spread of .13 between the lines of annual plans",
              "与各月波动合起来，约为各地年度计划指标之间 0.13 的离散程度"))
          + "}",
      ]
    }
    guard !lines.isEmpty else { return [] }
    let heading = say(
      "what many targets feel at once, drawn once per trial", "许多目标同时受到的影响，每次模拟抽取一次")
    return ["factors:        # " + heading] + lines
  }

  private var programmeLines: [String] {
    var lines = [
      "programmes:     # " + say("how each target comes about; all guessed", "每项目标怎样完成；都是估计")
    ]
    for (target, programme) in zip(rows.targets, programmes) {
      lines.append("  \(target.id):")
      lines.append("    title: \(DraftYAML.title(target.title))")
      if let sector = sectors.first(where: { $0.name == target.sector }) {
        lines.append("    sector: \(sector.id)")
      }
      let unit = target.unit ?? say("item", "项")
      lines.append("    unit: \(unit == "%" ? "\"%\"" : DraftYAML.title(unit))")
      lines += programme.lines.map { "    " + $0 }
      lines.append(
        "    basis: {kind: assumption, note: \(DraftYAML.title(language(programme.note)))}")
    }
    return lines
  }

  private var targetLines: [String] {
    var lines = ["targets:        # " + say("what the table promises", "表格中的目标")]
    for (target, programme) in zip(rows.targets, programmes) {
      if let wording = target.wording, !file.isEmpty {
        lines.append(
          "  # " + say("the table says \"\(wording.shortened)\"", "表中写“\(wording.shortened)”"))
      }
      let value = DraftYAML.exact(target.value ?? 1)
      var first = "  \(target.id): {title: \(DraftYAML.title(target.title)), "
      first += "measure: \(target.id).\(programme.measure), "
      first += "\(target.comparator.key): \(value), due: \(target.due)"
      if target.isSoft { first += ", firmness: soft" }
      var more: [String] = []
      if let lead = target.lead { more.append("lead: \(DraftYAML.title(lead))") }
      if let clause = target.clause { more.append("clause: \(DraftYAML.text(clause))") }
      if let note = target.note { more.append("note: \(DraftYAML.title(note))") }
      if !file.isEmpty {
        more.append("basis: {kind: document, source: \(DraftYAML.title(source(target.row)))}")
      }
      lines.append(more.isEmpty ? first + "}" : first + ",")
      if !more.isEmpty { lines.append("    " + more.joined(separator: ", ") + "}") }
    }
    return lines
  }

  private func source(_ row: Int) -> String {
    let sheet = table.sheet.map { CellText.shown($0) }
    return say(
      "\(file)\(sheet.map { ", sheet \($0)" } ?? ""), row \(row)",
      "\(file)\(sheet.map { "，工作表“\($0)”" } ?? "")，第 \(row) 行")
  }

  /// What a plan has besides targets, with the ids of this one; commented out where the targets are somebody's.
  private var examples: [String] {
    guard let first = rows.targets.first, let programme = programmes.first else { return [] }
    let works = rows.targets.first { $0.kind == .works || $0.kind == .starts } ?? first
    let lines = [
      "risks:          # " + say("what may happen, when, and to what", "可能发生什么、在何时、影响哪些项目"),
      "  stoppage: {title: \(DraftYAML.title(say("Stop-work orders", "停工"))), monthly: .1, "
        + "on: [\(works.id)], speed: 0}",
      "options:        # "
        + say(
          "what could be done about it, and what it costs; compared with: buildout compare",
          "可采取的措施及其成本，用 buildout compare 比较"),
      "  push:",
      "    title: \(DraftYAML.title(say("More effort", "加大力度")))",
      "    set: {programmes.\(first.id).\(programme.lever.path): \(programme.lever.value)}",
      "    cost: {monthly: 1}",
    ]
    guard !file.isEmpty else { return lines }
    return [
      "# " + say("What a plan also has; take the '#' away and change it:", "还可以加上这些，去掉行首的 # 后修改：")
    ] + lines.map { "# " + $0 }
  }
}

import Buildout

/// Finds what the first cell of a row names: a target, a measure, a risk.
struct ActualsSubjects {
  private let scenario: Scenario
  private let targets: [String: Target]
  /// By their titles in either language, as they are looked up.
  private let titles: [String: [Target]]
  private var known: [String: ActualsSubject] = [:]

  init(_ scenario: Scenario) {
    self.scenario = scenario
    targets = Dictionary(scenario.targets.map { ($0.id, $0) }) { first, _ in first }
    var titles: [String: [Target]] = [:]
    for target in scenario.targets {
      for title in Set([target.title.en, target.title.zh].compactMap { $0 }) {
        titles[CellText.key(title), default: []].append(target)
      }
    }
    self.titles = titles
  }

  /// - Throws: A ``CellRefusal`` for what names nothing, or two things.
  mutating func subject(_ text: String) throws(CellRefusal) -> ActualsSubject {
    if let subject = known[text] { return subject }
    let subject = try find(text)
    known[text] = subject
    return subject
  }

  /// Whether a value of it may only be a whole number.
  func countsWhole(_ subject: ActualsSubject) -> Bool {
    switch subject {
    case .measure(let measure): scenario.countsWhole(measure)
    case .risk: true
    }
  }

  /// Whether it is counted in percent.
  func isPercent(_ subject: ActualsSubject) -> Bool {
    guard case .measure(let measure) = subject else { return false }
    return scenario.targets.contains {
      let unit = scenario.unit(of: $0)
      return $0.measure == measure && (unit.en == "%" || unit.zh == "%")
    }
  }

  private func find(_ text: String) throws(CellRefusal) -> ActualsSubject {
    if let target = targets[text] { return .measure(target.measure) }
    if let named = titles[CellText.key(text)] {
      let measures = Set(named.map(\.measure))
      guard measures.count == 1 else { throw Self.twoTargets(text, named.map(\.id)) }
      return .measure(named[0].measure)
    }
    let risks = "risks."
    if text.hasPrefix(risks) { return .risk(String(text.dropFirst(risks.count))) }
    guard text.contains(".") || text.hasPrefix("{") || text.hasPrefix("[") else {
      throw unknownTarget(text)
    }
    return .measure(try measure(text))
  }

  /// A measure as a scenario spells it.
  private func measure(_ text: String) throws(CellRefusal) -> Measure {
    let issues: [Issue]
    do throws(Screening) {
      let (root, repeated) = try NodeReader.read(SourceText(Array(text.utf8)))
      var reader = ScenarioReader(issues: repeated)
      let measure = reader.measure(
        Item(node: root, path: [], keyPosition: .start, basis: nil, programme: nil))
      if reader.issues.isEmpty { return measure }
      issues = reader.issues
    } catch {
      issues = error.issues
    }
    if text.hasPrefix("{"), !text.contains("}") {
      throw CellRefusal(
        Text(en: "the brackets of '\(text)' are not closed", zh: "“\(text)”的括号没有配对"),
        Text(
          en: "a comma inside it was read as the end of the cell", zh: "其中的逗号被当作了单元格分隔符"),
        Text(
          en: "put it in quotes: \"{sum: [a.completed, b.completed]}\"",
          zh: "请加引号，如 \"{sum: [a.completed, b.completed]}\""))
    }
    let fault = issues[0].fault
    throw CellRefusal(
      Text(en: fault.problem, zh: "“\(text.shortened)”不是指标"),
      Text(en: fault.consequence, zh: "没有可对应的数据"),
      Text(
        en: fault.remedy, zh: "请按情景中的写法填写，如 roads.completed 或 {number: roads.completed}"))
  }

  private static func twoTargets(_ text: String, _ ids: [String]) -> CellRefusal {
    CellRefusal(
      Text(en: "several targets are called '\(text)'", zh: "有多项目标名为“\(text)”"),
      Text(en: "it is not clear which of them is meant", zh: "无法确定指哪一项"),
      Text(
        en: "give the id: \(ids.joined(separator: ", "))", zh: "请填写编号：\(ids.joined(separator: "、"))"
      ))
  }

  private func unknownTarget(_ text: String) -> CellRefusal {
    let titles = scenario.targets.flatMap { [$0.title.en, $0.title.zh].compactMap { $0 } }
    let nearest = Spelling.nearest(to: text, among: scenario.targets.map(\.id) + titles)
    let measure = likelyMeasure(text)
    let meant = [nearest, measure].compactMap { $0 }
    return CellRefusal(
      Text(
        en:
          "there is no target '\(text)', and a measure names its programme and what is read of it",
        zh: "没有名为“\(text)”的目标；指标要写明项目和读数"),
      Text(en: "nothing can be read there", zh: "没有可对应的数据"),
      meant.isEmpty
        ? Text(
          en: "write the id or the title of a target, or a measure such as roads.completed",
          zh: "请填写目标的编号或名称，或 roads.completed 这样的指标")
        : Text(
          en: "did you mean " + meant.map { "'\($0)'" }.joined(separator: " or ") + "?",
          zh: "是否指" + meant.map { "“\($0)”" }.joined(separator: "或") + "？"))
  }

  /// What a programme or a step of this name has completed.
  private func likelyMeasure(_ text: String) -> String? {
    for programme in scenario.programmes {
      let isLevel = programme.steps.contains {
        if case .rate(let rate) = $0.kind { rate.isLevel } else { false }
      }
      if programme.id == text { return isLevel ? "\(text).level" : "\(text).completed" }
      if !isLevel, programme.steps.contains(where: { $0.id == text }) {
        return "\(programme.id).\(text).completed"
      }
    }
    return nil
  }
}

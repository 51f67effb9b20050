import Buildout
import Sampling

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

  /// - Throws: A `Fault` for what names nothing, or two things.
  mutating func subject(_ text: String) throws(Fault) -> ActualsSubject {
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

  /// That a table counts a row in another multiple of the scenario's unit, `百个` where that is `个`; nil where it does
  /// not, or other words leave it open.
  func contradiction(of stated: String, to name: String) -> Fault? {
    let subject: ActualsSubject
    do throws(Fault) { subject = try find(name) } catch { return nil }
    guard case .measure(let measure) = subject else { return nil }
    let units = scenario.targets.filter { $0.measure == measure }.flatMap { target in
      let unit = scenario.unit(of: target)
      return [unit.en, unit.zh].compactMap { $0 }
    }
    let (factor, unit) = Self.multiple(stated)
    let alike = units.filter { !unit.isEmpty && Self.multiple($0).unit == unit }
    guard let first = alike.first, !alike.contains(where: { Self.multiple($0).factor == factor })
    else { return nil }
    return Fault(
      .conflict, "the unit is '\(stated.shortened)', and the scenario counts in '\(first)'",
      consequence: "the figures of the row would be read in the scenario's unit",
      remedy: "give the figures in '\(first)', and the unit with them")
  }

  /// `万` of `万平方米` or `10,000` of `10,000 m2`, and what is counted.
  private static func multiple(_ text: String) -> (factor: Double, unit: String) {
    let folded = CellText.folded(text).lowercased().replacing("²", with: "2")
    if let match = folded.wholeMatch(of: #/([0-9][0-9,]*)\s?(m|million)?\s(.+)/#) {
      let digits = Double(String(match.1).replacing(",", with: "")) ?? 1
      return (digits * (match.2 == nil ? 1 : 1e6), CellText.shown(match.3))
    }
    let (factor, _, rest) = PromiseWords.multiplier(CellText.shown(folded))
    return (factor, rest)
  }

  private func find(_ text: String) throws(Fault) -> ActualsSubject {
    if let target = targets[text] { return .measure(target.measure) }
    if let named = titles[CellText.key(text)] {
      let measures = Set(named.map(\.measure))
      guard measures.count == 1 else { throw Self.twoTargets(text, named.map(\.id)) }
      return .measure(named[0].measure)
    }
    let risks = "risks."
    if text.hasPrefix(risks) { return .risk(String(text.dropFirst(risks.count))) }
    // The table that is sent round has the titles of risks too.
    let called = scenario.risks.filter { risk in
      [risk.title.en, risk.title.zh].contains { $0.map(CellText.key) == CellText.key(text) }
    }
    if called.count == 1 { return .risk(called[0].id) }
    guard called.isEmpty else { throw Self.twoTargets(text, called.map { risks + $0.id }) }
    guard text.contains(".") || text.hasPrefix("{") || text.hasPrefix("[") else {
      throw unknownTarget(text)
    }
    return .measure(try measure(text))
  }

  /// A measure as a scenario spells it.
  private func measure(_ text: String) throws(Fault) -> Measure {
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
      throw Fault(
        .syntax, "the brackets of '\(text)' are not closed",
        consequence: "a comma inside it was read as the end of the cell",
        remedy: "put it in quotes: \"{sum: [a.completed, b.completed]}\"")
    }
    throw issues[0].fault
  }

  private static func twoTargets(_ text: String, _ ids: [String]) -> Fault {
    Fault(
      .ambiguous, "several things are called '\(text)'",
      consequence: "it is not clear which of them is meant", remedy: "give the id: \(ids.listed)")
  }

  private func unknownTarget(_ text: String) -> Fault {
    let titles = scenario.targets.flatMap { [$0.title.en, $0.title.zh].compactMap { $0 } }
    let nearest = Spelling.nearest(to: text, among: scenario.targets.map(\.id) + titles)
    let measure = likelyMeasure(text)
    let question =
      nearest.flatMap { meant in measure.map { "did you mean '\(meant)' or '\($0)'?" as Message } }
      ?? nearest.map { renamed($0) } ?? Spelling.question(measure)
    return Fault(
      .unknownName,
      "there is no target '\(text)', and a measure names its programme and what is read of it",
      consequence: "nothing can be read there",
      remedy: question
        ?? "write the id or the title of a target, or a measure such as roads.completed")
  }

  /// A target that is called much the same. It may be the same with a new promise; what an earlier file says of it is
  /// still right, and its measure goes by the same name.
  private func renamed(_ meant: String) -> Message {
    let target = targets[meant] ?? titles[CellText.key(meant)]?.first
    guard let target else { return "did you mean '\(meant)'?" }
    return
      "did you mean '\(meant)'? Where the target was renamed or given up during the year, write its measure, such as "
      + "\(target.measure.spelling), which keeps its name"
  }

  /// What a programme of this name or title, or a step of this name, has completed.
  private func likelyMeasure(_ text: String) -> String? {
    for programme in scenario.programmes {
      let isLevel = programme.steps.contains {
        if case .rate(let rate) = $0.kind { rate.isLevel } else { false }
      }
      let names = [programme.id] + [programme.title.en, programme.title.zh].compactMap { $0 }
      if names.contains(where: { CellText.key($0) == CellText.key(text) }) {
        return programme.id + (isLevel ? ".level" : ".completed")
      }
      if !isLevel, programme.steps.contains(where: { $0.id == text }) {
        return "\(programme.id).\(text).completed"
      }
    }
    return nil
  }
}

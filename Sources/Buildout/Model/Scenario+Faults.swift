import Sampling

extension Scenario {
  /// Everything that is wrong with how the parts of the scenario fit together.
  ///
  /// References without a referent, ids used twice, steps that no unit can reach or leave, risks that
  /// act on nothing, correlations that cannot be, dates outside the horizon. Empty when a plan can be
  /// compiled.
  public func faults() -> [Fault] {
    var finder = FaultFinder(scenario: self, checksHorizon: true, opaque: [])
    finder.checkNames()
    return faults(&finder)
  }

  /// The same for a scenario of which not everything could be read.
  ///
  /// - Parameters:
  ///   - checkingHorizon: Whether the calendar is the author's, so that dates can be held to it.
  ///   - opaqueProgrammes: Programmes whose steps are not known; references into them pass.
  ///   - base: A scenario without faults. What is as it is there is not looked at again.
  package func faults(
    checkingHorizon: Bool, opaqueProgrammes: Set<String>, since base: Scenario? = nil
  ) -> [Fault] {
    var finder = FaultFinder(
      scenario: self, checksHorizon: checkingHorizon, opaque: opaqueProgrammes)
    if let base { finder.sound = programmes(likeIn: base) }
    return faults(&finder)
  }

  /// The programmes that are the same in another scenario, and so is everything that they name.
  private func programmes(likeIn base: Scenario) -> Set<String> {
    var rest = self
    rest.programmes = base.programmes
    guard rest == base, programmes.map(\.id) == base.programmes.map(\.id) else { return [] }
    let changed = Set(zip(programmes, base.programmes).filter { $0 != $1 }.map(\.0.id))
    return Set(
      programmes.filter { programme in
        let awaited = programme.steps.flatMap { ($0.after ?? []).compactMap(\.programme) }
        return !changed.contains(programme.id) && changed.isDisjoint(with: awaited)
      }.map(\.id))
  }

  private func faults(_ finder: inout FaultFinder) -> [Fault] {
    finder.checkIDs()
    finder.checkPools()
    finder.checkFactors()
    finder.checkRisks()
    finder.checkProgrammes()
    finder.checkTargets()
    finder.checkGroups()
    finder.checkPhases()
    return finder.faults
  }
}

/// Collects the faults of a scenario, part by part.
struct FaultFinder {
  let scenario: Scenario
  let checksHorizon: Bool
  let opaque: Set<String>
  /// Programmes that are known to have no faults.
  var sound: Set<String> = []
  var faults: [Fault] = []
  /// Steps by the sectors and tags that stand for them, in the order of the scenario.
  let labelled: [Reference: [StepIndex]]
  // The first of each id.
  let programmes: [String: Programme]
  let programmeIndices: [String: Int]
  let pools: [String: Pool]
  let factors: [String: Factor]
  let risks: [String: Risk]
  let seasons: Set<String>
  let targets: Set<String>
  /// Risks on which others depend.
  let conditions: Set<String>

  init(scenario: Scenario, checksHorizon: Bool, opaque: Set<String>) {
    self.scenario = scenario
    self.checksHorizon = checksHorizon
    self.opaque = opaque
    programmes = Dictionary(scenario.programmes.map { ($0.id, $0) }) { first, _ in first }
    programmeIndices = Dictionary(scenario.programmes.enumerated().map { ($1.id, $0) }) {
      first, _ in first
    }
    labelled = scenario.labelledSteps
    pools = Dictionary(scenario.pools.map { ($0.id, $0) }) { first, _ in first }
    factors = Dictionary(scenario.factors.map { ($0.id, $0) }) { first, _ in first }
    risks = Dictionary(scenario.risks.map { ($0.id, $0) }) { first, _ in first }
    conditions = Set(scenario.risks.compactMap { $0.given?.risk })
    seasons = Set(scenario.seasons.map(\.id))
    targets = Set(scenario.targets.map(\.id))
  }

  mutating func add(
    _ code: Fault.Code, _ path: [String], _ problem: Message, consequence: Message, remedy: Message
  ) {
    faults.append(Fault(code, path, problem, consequence: consequence, remedy: remedy))
  }

  /// Notes that a name refers to nothing, and what it may have been meant to be.
  mutating func dangling(
    _ path: [String], _ kind: Message, _ name: String, among known: (Scenario) -> [String],
    consequence: Message, section: String = "", remedy otherwise: Message? = nil
  ) {
    // Looking for neighbours takes time that a file of nonsense must not get.
    let known = faults.count < 100 ? known(scenario) : []
    let remedy: Message =
      Spelling.question(name, among: known)
      ?? (known.isEmpty
        ? otherwise ?? "declare it under '\(section)' or take the reference out"
        : "it must be one of \(Self.listing(known))")
    add(
      .unknownName, path, "there is no \(kind) '\(name)'", consequence: consequence, remedy: remedy)
  }

  /// At most eight names, so that a message stays readable.
  static func listing(_ names: [String]) -> Message {
    let first = names.prefix(8).listed
    return names.count <= 8 ? first : "\(first) and \(names.count - 8) more"
  }

  // MARK: Ids

  /// Ids are well formed; the reader of a file says it at their keys.
  mutating func checkNames() {
    let sections: [(String, [String])] = [
      ("sectors", scenario.sectors.map(\.id)), ("seasons", scenario.seasons.map(\.id)),
      ("pools", scenario.pools.map(\.id)), ("factors", scenario.factors.map(\.id)),
      ("risks", scenario.risks.map(\.id)), ("programmes", scenario.programmes.map(\.id)),
      ("targets", scenario.targets.map(\.id)), ("groups", scenario.groups.map(\.id)),
    ]
    for (section, ids) in sections { for id in ids { checkName(id, [section, id]) } }
    for programme in scenario.programmes {
      for step in programme.steps {
        checkName(step.id, ["programmes", programme.id, "steps", step.id])
      }
    }
  }

  private mutating func checkName(_ id: String, _ path: [String]) {
    guard !Identifier.isWellFormed(id) else { return }
    add(
      .badID, path, "'\(id)' is not an id", consequence: "nothing could refer to it",
      remedy: "use small letters, digits and hyphens, a letter first, \(Identifier.limit) at most")
  }

  mutating func checkIDs() {
    unique(scenario.sectors.map(\.id), "sectors")
    unique(scenario.seasons.map(\.id), "seasons")
    unique(scenario.pools.map(\.id), "pools")
    unique(scenario.factors.map(\.id), "factors")
    unique(scenario.risks.map(\.id), "risks")
    unique(scenario.programmes.map(\.id), "programmes")
    unique(scenario.targets.map(\.id), "targets")
    unique(scenario.groups.map(\.id), "groups")
    for programme in scenario.programmes where programme.id == Reference.pools {
      add(
        .reservedName, ["programmes", Reference.pools], "a programme is called 'pools'",
        consequence: "'pools.x' would be both a step and a pool", remedy: "choose another id")
    }
  }

  private mutating func unique(_ ids: [String], _ section: String) {
    var seen: Set<String> = []
    for id in ids where !seen.insert(id).inserted {
      add(
        .duplicate, [section, id], "'\(id)' is declared twice",
        consequence: "references to it would be ambiguous",
        remedy: "rename one of the two")
    }
  }

  // MARK: Calendar

  private var horizon: Message { "\(scenario.calendar.start) to \(scenario.calendar.end)" }

  mutating func checkWindow(_ window: ClosedRange<Month>?, _ path: [String]) {
    guard checksHorizon, let window else { return }
    let calendar = scenario.calendar
    guard window.upperBound < calendar.start || window.lowerBound > calendar.end else { return }
    add(
      .outsideHorizon, path,
      "the window \(window.lowerBound) to \(window.upperBound) lies outside the horizon",
      consequence: "nothing would ever happen in it",
      remedy: "the horizon is \(horizon), move one of them")
  }

  mutating func checkStart(_ month: Month, _ path: [String]) {
    let calendar = scenario.calendar
    guard checksHorizon, month < calendar.start || month > calendar.end else { return }
    add(
      .outsideHorizon, path, "the planned start \(month) lies outside the horizon",
      consequence: month < calendar.start
        ? "it is past when the horizon begins" : "it would never be seen",
      remedy: month < calendar.start
        ? "leave 'start' out for what is in place when the horizon begins in \(calendar.start)"
        : "the horizon is \(horizon), move one of them")
  }

  // MARK: Targets and groups

  mutating func checkTargets() {
    for target in scenario.targets {
      let path = ["targets", target.id]
      checkMeasure(target.measure, path + ["measure"])
      if target.comparator == .by, target.measure.mayBeInfinite {
        add(
          .notMeasurable, path + ["by"], "'finish' cannot be reached by a month",
          consequence: "it is infinite from the beginning, while a unit is unfinished",
          remedy: "write 'atMost: 12', say, for a finish within so many months")
      }
      let calendar = scenario.calendar
      if checksHorizon, target.due < calendar.start || target.due > calendar.end {
        let isLate = target.due > calendar.end
        add(
          .outsideHorizon, path + ["due"],
          isLate
            ? "due \(target.due) is past the horizon, whose last month is \(calendar.end)"
            : "due \(target.due) is before the horizon, whose first month is \(calendar.start)",
          consequence: "the target could never be judged",
          remedy: isLate
            ? "raise 'months' or bring 'due' forward" : "start earlier or correct 'due'")
      }
      if let sector = target.sector { checkSector(sector, path + ["sector"]) }
    }
  }

  mutating func checkSector(_ sector: String, _ path: [String]) {
    let known = scenario.sectors.map(\.id)
    guard !known.isEmpty, !known.contains(sector) else { return }
    dangling(
      path, "sector", sector, among: { _ in known },
      consequence: "its targets would be in no part of the report",
      section: "sectors")
  }

  mutating func checkMeasure(_ measure: Measure, _ path: [String]) {
    switch measure {
    case .leaf(.constant): break
    case .leaf(.reading(let programme, let step, let reading, let asNumber)):
      checkReading(programme, step, reading, asNumber ? path + ["number"] : path)
    case .leaf(.granted(let id, let programme)):
      guard let pool = pools[id] else {
        dangling(
          path, "pool", id, among: { $0.pools.map(\.id) }, consequence: "nothing can be read there",
          section: "pools")
        return
      }
      guard let programme, !pool.split.contains(where: { $0.programme == programme }) else {
        return
      }
      add(
        .notMeasurable, path, "pool '\(id)' is not split for '\(programme)'",
        consequence: "what it grants to one programme is counted only where it is split",
        remedy: "write pools.\(id).granted, or add '\(programme)' to its 'split'")
    case .combination(let combination, let parts):
      let path = path + [combination.rawValue]
      for (index, part) in parts.enumerated() {
        checkMeasure(part, path + [String(index)])
      }
      if !combination.acceptsInfinity { checkFinite(parts, path) }
    }
  }

  /// A finish is infinite while a unit is unfinished; nothing can be taken from it or divided by it.
  private mutating func checkFinite(_ parts: [Measure], _ path: [String]) {
    for (index, part) in parts.enumerated() where part.mayBeInfinite {
      add(
        .notMeasurable, path + [String(index)], "'finish' cannot be subtracted or divided",
        consequence: "it is infinite while a unit is unfinished",
        remedy:
          "compare the finish itself, say 'atMost: 12', or bound it: 'minimum: [p.finish, 60]'")
    }
  }

  private mutating func checkReading(
    _ id: String, _ stepID: String?, _ reading: Measure.Reading, _ path: [String]
  ) {
    guard let programme = programmes[id] else {
      dangling(
        path, "programme", id, among: { $0.programmes.map(\.id) },
        consequence: "nothing can be read there", section: "programmes")
      return
    }
    guard !opaque.contains(id) else { return }
    var steps = programme.steps
    if let stepID {
      steps = steps.filter { $0.id == stepID }
      guard !steps.isEmpty else {
        dangling(
          path, "step", "\(id).\(stepID)", among: { _ in programme.steps.map { "\(id).\($0.id)" } },
          consequence: "nothing can be read there", section: "programmes")
        return
      }
    }
    let isLevel = programme.steps.contains(where: \.isLevel)
    if isLevel != (reading == .level) {
      add(
        .notMeasurable, path,
        isLevel
          ? "'\(id)' is a level and has no '\(reading.rawValue)'"
          : "'\(id)' builds something and has no 'level'",
        consequence: "nothing can be read there",
        remedy: isLevel ? "write \(id).level" : "write \(id).completed, or give its rate a 'start'")
      return
    }
    switch reading {
    case .finish where stepID != nil:
      add(
        .notMeasurable, path, "'finish' is read for a programme, not for a step",
        consequence: "steps have no last unit",
        remedy: "write \(id).finish")
    case .finish:
      checkEnd(
        of: programme, path, consequence: "it would never finish", remedy: "write \(id).completed")
    case .spent where !steps.contains(where: { $0.cost != nil }):
      add(
        .notMeasurable, path, "no step of '\(stepID ?? id)' has a 'cost'",
        consequence: "what is spent would always be 0",
        remedy: "give a step a 'cost'")
    case .cancelled
    where !steps.contains(where: \.mayCancel):
      add(
        .notMeasurable, path, "no way in '\(stepID ?? id)' leads to 'cancelled'",
        consequence: "the number cancelled would always be 0",
        remedy: "add 'cancelled' under a step's 'then'")
    default: break
    }
  }

  mutating func checkGroups() {
    let known = scenario.targets.map(\.id)
    for group in scenario.groups {
      let path = ["groups", group.id]
      var seen: Set<String> = []
      for (index, target) in group.targets.enumerated() {
        let here = path + ["targets", String(index)]
        if !targets.contains(target) {
          dangling(
            here, "target", target, among: { _ in known },
            consequence: "the group would never be met",
            section: "targets")
        } else if !seen.insert(target).inserted {
          add(
            .duplicate, here, "'\(target)' is listed twice", consequence: "it would count twice",
            remedy: "delete one of them")
        }
      }
      if group.targets.isEmpty {
        add(
          .missing, path + ["targets"], "the group has no targets",
          consequence: "there is nothing to be met",
          remedy: "list at least one target")
        continue
      }
      let count = seen.count
      guard count > 0 else { continue }
      if let atMost = group.atMost, !(0..<count).contains(atMost) {
        add(
          .outOfRange, path + ["atMost"],
          "'atMost' is \(atMost), the group has \(say: count == 1 ? "1 target" : "\(count) targets")",
          consequence: atMost < 0 ? "fewer than none cannot be met" : "it would always be so",
          remedy: count == 1 ? "give 0" : "give a number from 0 to \(count - 1)")
      } else if let atMost = group.atMost, let atLeast = group.atLeast, atLeast > atMost {
        add(
          .conflict, path + ["atLeast"], "'atLeast' is \(atLeast) and 'atMost' \(atMost)",
          consequence: "no number of targets is both",
          remedy: "leave one of them out, or give an 'atMost' of \(atLeast) or more")
      }
      if let atLeast = group.atLeast, !(1...count).contains(atLeast) {
        add(
          .outOfRange, path + ["atLeast"],
          "'atLeast' is \(atLeast), the group has \(say: count == 1 ? "1 target" : "\(count) targets")",
          consequence: "so many can never be met",
          remedy: count == 1 ? "give 1, or list more targets" : "give a number from 1 to \(count)")
      }
    }
  }
}

extension Step {
  package var isLevel: Bool {
    if case .rate(let rate) = kind { rate.isLevel } else { false }
  }

  /// The ways that are taken, now and then at least.
  var ways: [Branch] { then.filter { $0.weight > 0 } }

  /// Whether a unit may be given up on leaving it.
  var mayCancel: Bool { ways.contains { $0.to == .cancelled } }
}

/// What an aim is made of: parts of the plan that levers reach, each by itself.
///
/// A lever that does not reach a target leaves it as it was in every trial. So the targets that the same levers
/// reach make a part, and what a combination does to it hangs on those levers alone: of twelve levers of which
/// each reaches a programme of its own there are 4,096 combinations, and no more than 24 parts to simulate.
struct ChoiceParts: Sendable {
  /// Targets that the same levers reach.
  struct Part: Sendable {
    /// Indices of the levers, with all that they need.
    let levers: [Int]
    /// Indices of the targets among the scenario's.
    let targets: [Int]
    /// The programmes that have to be simulated to know of the targets.
    let programmes: Set<String>
    /// Its share of the plan's steps.
    let weight: Double
  }

  let scenario: Scenario
  /// What is known of the plan's year so far.
  private let past: (any PastSource)?
  /// What the plan itself met in trials that were simulated before; nil where its year so far is known.
  let known: KnownBlocks?
  let parts: [Part]
  /// Targets of the aim that no lever reaches.
  let fixed: Part?
  /// Indices of levers that reach no target of the aim.
  let unreaching: Set<Int>
  /// How many targets the aim has.
  let members: Int
  /// Nil counts the targets that are met; otherwise how many must be, and may be.
  let wanted: ClosedRange<Int>?

  /// - Parameter carryOut: The scenario with so many units of each lever.
  init(
    _ plan: Plan, _ combinations: Combinations, _ aim: Aim,
    carryOut: (Combination) throws -> Scenario
  ) throws {
    scenario = plan.scenario
    past = plan.past
    known = plan.past == nil ? plan.known : nil
    let (members, wanted) = Self.members(of: aim, in: plan)
    self.members = members.count
    self.wanted = wanted
    let reached = try Self.reached(plan.scenario, combinations, carryOut)
    let links = reached.links
    let reach = reached.targets
    unreaching = Set(
      reach.indices.filter { lever in !members.contains { reach[lever].contains($0) } })
    let steps = plan.scenario.programmes.reduce(0) { $0 + $1.steps.count }
    func part(_ levers: [Int], _ targets: [Int]) -> Part {
      let read = reached.contexts.flatMap { context in
        targets.flatMap { context.programmes(readBy: plan.scenario.targets[$0]) }
      }
      let programmes = links.group(of: Set(read))
      let own = plan.scenario.programmes.filter { programmes.contains($0.id) }
        .reduce(0) { $0 + $1.steps.count }
      return Part(
        levers: combinations.withNeeds(levers), targets: targets, programmes: programmes,
        weight: Double(own) / Double(max(1, steps)))
    }
    var byLevers: [(levers: [Int], targets: [Int])] = []
    for target in members {
      let levers = reach.indices.filter { reach[$0].contains(target) }
      if let index = byLevers.firstIndex(where: { $0.levers == levers }) {
        byLevers[index].targets.append(target)
      } else {
        byLevers.append((levers, [target]))
      }
    }
    parts = byLevers.filter { !$0.levers.isEmpty }.map { part($0.levers, $0.targets) }
    fixed = byLevers.first { $0.levers.isEmpty }.map { part([], $0.targets) }
  }

  /// The indices of the targets that an aim counts, and how many of them are wanted.
  private static func members(of aim: Aim, in plan: Plan) -> ([Int], ClosedRange<Int>?) {
    let targets = plan.scenario.targets
    switch aim {
    case .targetsMet: return (targets.indices.filter { targets[$0].firmness == .firm }, nil)
    case .goal(.target(let id)): return (targets.indices.filter { targets[$0].id == id }, 1...1)
    case .goal(.joint(let wanted)):
      guard let scope = Tally.jointTallies(of: plan).first(where: { $0.scope == wanted }) else {
        return ([], nil)
      }
      let most = scope.atMost ?? scope.members.count
      return (scope.members, scope.atLeast...max(scope.atLeast, most))
    }
  }

  /// Of each lever the targets that it can reach, whatever else is carried out.
  ///
  /// Two levers may meet where neither alone would lead: one lets a step use a pool, the other enlarges it. So
  /// what acts on what is read off the scenarios of all levers.
  private static func reached(
    _ base: Scenario, _ combinations: Combinations, _ carryOut: (Combination) throws -> Scenario
  ) throws -> (targets: [Set<Int>], links: ProgrammeLinks, contexts: [Scenario]) {
    let none = Array(repeating: 0, count: combinations.levers.count)
    func scenario(_ indices: [Int], _ level: (index: Int, units: Int)? = nil) throws -> Scenario {
      var units = none
      for index in indices { units[index] = combinations.levers[index].firstStep }
      if let level { units[level.index] = level.units }
      return units == none ? base : try carryOut(Combination(units: units))
    }
    var changes: [(before: Scenario, after: [Scenario])] = []
    for (index, lever) in combinations.levers.enumerated() {
      let needed = combinations.withNeeds(combinations.needs[index])
      let ends = Set([lever.levels.first, lever.levels.last].compactMap(\.self)).subtracting([0])
      changes.append(
        (
          try scenario(needed),
          try ends.sorted().map { try scenario(needed, (index, $0)) }
        ))
    }
    let whole = [base] + changes.flatMap { [$0.before] + $0.after }
    var contexts: [Scenario] = []
    for scenario in whole.flatMap({ [$0] + $0.later.map(\.scenario) })
    where !contexts.contains(scenario) { contexts.append(scenario) }
    let links = ProgrammeLinks(contexts)
    let targets = changes.map { change in
      change.after.reduce(into: Set<Int>()) { reached, scenario in
        reached.formUnion(
          AffectedPart(from: change.before, to: scenario, among: contexts, linked: links).targets())
      }
    }
    return (targets, links, contexts)
  }

  /// The levels of a part's levers in a combination.
  func key(_ part: Int, _ units: [Int]) -> [Int] { parts[part].levers.map { units[$0] } }

  /// What a combination is to the aim: combinations that are the same to every part meet the same targets.
  func signature(_ units: [Int]) -> [[Int]] { parts.indices.map { key($0, units) } }

  /// What is simulated of a part.
  func plan(_ part: Part, _ scenario: Scenario) -> Plan {
    // What is past is past: what is carried out begins in the month after.
    let scenario =
      past.map { self.scenario.becoming(scenario, after: $0.layout.asOf) } ?? scenario
    return Plan(
      part: scenario.part(
        with: part.targets.map { self.scenario.targets[$0] }, programmes: part.programmes),
      past: past)
  }
}

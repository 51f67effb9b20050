import Sampling

/// Which of the numbers, risks and splits of a scenario reach what is read of a programme.
struct EvidenceReach {
  /// A number by its stream and month; a group of risks by its first, in month -1; a split, in month -2.
  struct Key: Hashable {
    let tag: UInt64
    let month: Int
  }

  /// What reaches some programmes.
  struct Reached {
    var shared: [Key] = []
    var own: [Key] = []
    /// Groups of risks, and those of them that act on the programmes.
    var risks: [[Int]] = []
    var acting: Set<Int> = []
    var splits: [Int] = []
    /// Whether a shared number has a value for each month.
    var hasMonths = false
  }

  private let scenario: Scenario
  private let plan: Plan
  private let asOf: Int
  private var numbers: [Key: Evidence.Number] = [:]
  /// Keys by the factor, the pool or the programme that they belong to.
  private var ofFactor: [String: [Key]] = [:]
  private var ofPool: [String: [Key]] = [:]
  private var ofProgramme: [String: [Key]] = [:]
  private var copulas: [[Key]] = []
  private let riskGroups: [[Int]]
  /// Numbers of units and what remains, which cannot be less than what was counted.
  private let last: [Measure: Double]

  init(_ scenario: Scenario, _ plan: Plan, asOf: Int, last: [Measure: Double]) {
    self.scenario = scenario
    self.plan = plan
    self.asOf = asOf
    self.last = last
    riskGroups = Self.groups(of: plan)
    addFactors()
    addPools()
    for programme in scenario.programmes { add(programme) }
  }

  // MARK: All numbers

  private mutating func add(
    _ quantity: Quantity?, _ stream: String, _ name: Reforecast.Learned.Number,
    owner: String? = nil, least: Double = -.infinity
  ) -> [Key] {
    guard let quantity, quantity.constant == nil, quantity.each != .unit else { return [] }
    // What a programme draws each month is noise of its own.
    if quantity.each == .month, owner != nil { return [] }
    let tag = EntityTag(stream).value
    let months = quantity.each == .trial ? [0] : Array(1...max(1, asOf))
    let keys = months.map { Key(tag: tag, month: $0) }
    for key in keys where numbers[key] == nil {
      numbers[key] = Evidence.Number(
        tag: tag, month: key.month, distribution: quantity.distribution,
        name: key.month == 0 ? name : nil, owner: owner, least: least)
    }
    return keys
  }

  private mutating func addFactors() {
    for factor in scenario.factors {
      ofFactor[factor.id] = add(factor.value, StreamName.factor(factor.id), .factor(factor.id))
    }
    for (index, correlation) in scenario.correlations.enumerated() {
      var mates: [Key] = []
      for (i, id) in correlation.factors.enumerated() {
        for key in ofFactor[id] ?? [] {
          numbers[key]?.copula = (index, i)
          mates.append(key)
        }
      }
      copulas.append(mates)
    }
  }

  private mutating func addPools() {
    for pool in scenario.pools {
      for (month, capacity) in pool.capacity.enumerated() where month < max(1, asOf) {
        ofPool[pool.id, default: []] += add(
          capacity, StreamName.capacity(month, ofPool: pool.id), .pool(pool.id, programme: nil))
      }
    }
  }

  private mutating func add(_ programme: Programme) {
    let id = programme.id
    var keys: [Key] = []
    let completed = last[.completed(id)] ?? 0
    for step in programme.steps {
      /// - Parameter path: By what key a file has it.
      func add(
        _ quantity: Quantity?, _ number: StreamName.StepNumber, _ path: String,
        least: Double = -.infinity, to this: inout EvidenceReach
      ) {
        let stream = StreamName.step(step.id, of: id)
        keys += this.add(
          quantity, StreamName.number(number, ofStep: stream), .own("\(id).\(step.id).\(path)"),
          owner: id, least: least)
      }
      switch step.kind {
      case .rate(let rate):
        add(rate.output, .distribution, "rate", to: &self)
        add(rate.cap, .cap, "cap", to: &self)
        let least = programme.soleRate == nil ? -.infinity : completed
        add(rate.remaining, .remaining, "remaining", least: least, to: &self)
        add(rate.backlog, .backlog, "backlog", to: &self)
        add(rate.start, .start, "start", to: &self)
      case .takes(let duration): add(duration, .distribution, "takes", to: &self)
      case .chance(let chance): add(chance, .distribution, "chance", to: &self)
      }
    }
    let counted = last[.completed(id, asNumber: true)] ?? completed
    for (cohort, stream) in programme.cohortStreams {
      func add(
        _ quantity: Quantity?, _ number: StreamName.CohortNumber, least: Double = -.infinity,
        to this: inout EvidenceReach
      ) {
        keys += this.add(
          quantity, StreamName.number(number, ofCohort: stream),
          .own("\(id).cohorts.\(number.rawValue)"), owner: id, least: least)
      }
      let isOnly = programme.cohorts.count == 1
      add(cohort.number, .number, least: isOnly ? counted - 0.5 : -.infinity, to: &self)
      add(cohort.size, .size, to: &self)
      add(cohort.progress, .progress, to: &self)
    }
    ofProgramme[id] = keys
  }

  /// Risks whose chances depend on one another, by their indices in the plan.
  private static func groups(of plan: Plan) -> [[Int]] {
    var root = Array(plan.risks.indices)
    for (index, risk) in plan.risks.enumerated() where risk.given >= 0 {
      let (old, new) = (root[index], root[Int(risk.given)])
      for other in root.indices where root[other] == old { root[other] = new }
    }
    return Set(root).sorted().map { first in root.indices.filter { root[$0] == first } }
  }

  // MARK: Reach

  /// Of every number the distribution.
  var distributions: [Key: Distribution] { numbers.mapValues(\.distribution) }

  func number(_ key: Key) -> Evidence.Number {
    guard let number = numbers[key] else { preconditionFailure("a key is of a number") }
    return number
  }

  /// A number, and those it is correlated with.
  func withMates(_ key: Key) -> [Key] {
    guard let copula = numbers[key]?.copula else { return [key] }
    return copulas[copula.matrix]
  }

  func entity(_ key: Key) -> Evidence.Entity {
    switch key.month {
    case -1: .risks(riskGroups.first { $0.first == Int(key.tag) } ?? [])
    case -2: .split(Int(key.tag))
    default: .number(number(key))
    }
  }

  func columns(_ key: Key) -> [Evidence.Column.Kind] {
    switch key.month {
    case -1: (riskGroups.first { $0.first == Int(key.tag) } ?? []).map { .risk($0) }
    case -2: (0..<plan.splits[Int(key.tag)].distribution.count).map { .share($0) }
    default: [.number]
    }
  }

  func season(of programmes: [String]) -> String? {
    programme(programmes.first)?.steps.first?.season
  }

  private func programme(_ id: String?) -> Programme? {
    scenario.programmes.first { $0.id == id }
  }

  /// Groups in which some risks are.
  func riskGroups(of ids: [String]) -> [[Int]] {
    riskGroups.filter { $0.contains { ids.contains(plan.riskIDs[$0]) } }
  }

  /// Whether a programme is one rate or level.
  func isFlow(_ id: String) -> Bool { programme(id)?.soleRate != nil }

  /// Whether a programme is one rate or level whose months do not feel one another.
  func isFreeFlow(_ id: String) -> Bool {
    guard let programme = programme(id), let rate = programme.soleRate else { return false }
    return rate.backlog == nil && rate.cap == nil && rate.remaining == nil && rate.bounds == nil
      && programme.steps[0].uses.isEmpty
  }

  /// Whether a number is how many units the only cohort of a programme has.
  func isNumberOfUnits(_ key: Key) -> Bool {
    guard let owner = numbers[key]?.owner, numbers[key]?.name == .own("\(owner).cohorts.number")
    else { return false }
    return programme(owner)?.cohorts.count == 1
  }

  /// The programme whose units a measure counts one by one, and the size of what it counts of each.
  private func counted(_ measure: Measure) -> (programme: Programme, size: Double)? {
    guard case .leaf(.reading(let id, _, let reading, let asNumber)) = measure,
      reading.countsEachOnce, let programme = programme(id), programme.hasCountableUnits,
      let size = asNumber ? 1 : programme.unitSize
    else { return nil }
    return (programme, size)
  }

  /// Whether a measure counts units one by one.
  func countsUnits(_ measure: Measure) -> Bool { counted(measure)?.size == 1 }

  /// How many units a measure counts out of, and what turns it into units; nil where it does not.
  func units(of measure: Measure) -> (count: Double, scale: Double)? {
    guard let (programme, size) = counted(measure), let count = programme.certainUnits, count > 0
    else { return nil }
    return (count, 1 / size)
  }

  /// What reaches some programmes: of their own, and through pools and gates of their neighbours.
  func reach(of ids: [String]) -> Reached {
    var reached = Reached()
    let own = scenario.programmes.filter { ids.contains($0.id) }
    let pools = Set(own.flatMap { $0.steps.flatMap(\.uses).map(\.pool) })
    let awaited = Set(
      own.flatMap { $0.steps.flatMap { ($0.after ?? []).compactMap(\.programme) } })
    let near = scenario.programmes.filter { programme in
      ids.contains(programme.id) || awaited.contains(programme.id)
        || programme.steps.contains { $0.uses.contains { pools.contains($0.pool) } }
    }
    let factors = Set(near.flatMap { $0.steps.flatMap(\.factors).map(\.factor) })
    for factor in scenario.factors where factors.contains(factor.id) {
      reached.shared += ofFactor[factor.id] ?? []
    }
    for pool in scenario.pools where pools.contains(pool.id) {
      reached.shared += ofPool[pool.id] ?? []
      if let split = plan.splits.firstIndex(where: {
        $0.tag == EntityTag(StreamName.pool(pool.id)).value
      }
      ),
        !reached.splits.contains(split)
      {
        reached.splits.append(split)
      }
    }
    for (index, id) in plan.riskIDs.enumerated() {
      guard let risk = scenario.risks.first(where: { $0.id == id }),
        plan.risks[index].kind != .unitChance, !risk.cannotHappen,
        Int(plan.risks[index].firstMonth) <= asOf
      else { continue }
      let slows = risk.effects[.speed] != nil || risk.effects[.delay] != nil
      let acts =
        (slows && near.contains { risk.acts(on: $0) })
        || (risk.effects[.capacity] != nil && pools.contains { risk.on.contains(.pool($0)) })
      if acts { reached.acting.insert(index) }
    }
    reached.risks = riskGroups.filter { !reached.acting.isDisjoint(with: $0) }
    reached.own = ids.flatMap { ofProgramme[$0] ?? [] }
    reached.hasMonths = reached.shared.contains { $0.month > 0 }
    return reached
  }
}

/// Which programme is what: counted unit by unit, taken as a whole, or a flow that is set.
extension AgreementPlan {
  /// The units of a programme that has more than these are not looked at one by one.
  private static let unitLimit = 5_000
  /// What more was counted of a programme is not looked at.
  private static let mostCounts = UnitKind.bitWidth

  /// What was counted of a programme's units; nil where they feel one another or cannot be told apart, or where a
  /// quantity is known and cohorts differ in their sizes, so that it says which of them were done.
  static func counts(
    of programme: Programme, _ scenario: Scenario, _ actuals: Actuals
  ) -> [Count]? {
    guard programme.hasCountableUnits, !isQuantityOfMixedSizes(programme, actuals),
      programme.steps.allSatisfy({ $0.servers == nil && $0.buffer == nil }),
      mostUnits(of: programme).reduce(0, +) <= unitLimit
    else { return nil }
    let counts = lastCounts(of: programme, actuals)
    let waits = MilestoneWaits(programme, scenario)
    let earlier = allCounts(of: programme, actuals).filter { count in
      count.size == nil && waits.matters(count)
        && counts.contains { $0.mask == count.mask && $0.month > count.month }
    }
    return Array((counts + earlier.sorted { $0.month > $1.month }).prefix(mostCounts))
  }

  private static func isQuantityOfMixedSizes(_ programme: Programme, _ actuals: Actuals) -> Bool {
    if programme.unitSize != nil || programme.spreadOfSizes != nil { return false }
    return actuals.readings.contains { reading in
      guard reading.value != 0, let known = programme.units(in: reading),
        case .reading(programme.id, let step, let what, asNumber: false) = known.leaf
      else { return false }
      return mask(what, step, programme) != nil
    }
  }

  /// What was counted last of each kind.
  static func lastCounts(of programme: Programme, _ actuals: Actuals) -> [Count] {
    allCounts(of: programme, actuals).filter(\.isLast)
  }

  /// What was counted of a programme's units: of each measure the last, and of those before it the ones that say in
  /// which month a unit came there. Where a number changed, that is the month and the one known before.
  private static func allCounts(of programme: Programme, _ actuals: Actuals) -> [Count] {
    var months: [Measure.Leaf: [Int: Double]] = [:]
    for reading in actuals.readings {
      guard let known = programme.units(in: reading), known.leaf.programme == programme.id,
        months[known.leaf]?[reading.month] == nil
      else { continue }
      months[known.leaf, default: [:]][reading.month] = known.value
    }
    let all = months.sorted { $0.key.description < $1.key.description }.flatMap { leaf, known in
      telling(known).map { (leaf, $0) }
    }
    var counts: [Count] = []
    for (leaf, found) in all {
      guard case .reading(_, let step, let reading, let asNumber) = leaf else { continue }
      guard let mask = mask(reading, step, programme) else { continue }
      var (value, spread): (Double, Count.Spread?) = (found.value, nil)
      if let size = asNumber ? 1 : programme.unitSize {
        value = (value / size).rounded()
      } else if value != 0 {
        guard let size = programme.spreadOfSizes else { continue }
        spread = size
      }
      let count = Count(
        mask: mask, month: found.month, value: value,
        step: step.flatMap { id in programme.steps.firstIndex { $0.id == id } }, size: spread,
        isLast: found.isLast)
      // Number and quantity of the same say the same.
      if let known = counts.firstIndex(where: { $0.mask == mask && $0.month == found.month }) {
        if counts[known].size != nil, count.size == nil { counts[known] = count }
        continue
      }
      counts.append(count)
    }
    return counts
  }

  /// The last of the months in which a number is known, and those before it in which it changed or was about to.
  private static func telling(
    _ known: [Int: Double]
  ) -> [(month: Int, value: Double, isLast: Bool)] {
    let months = known.sorted { $0.key < $1.key }
    return months.indices.compactMap { i in
      let (month, value) = months[i]
      if i == months.count - 1 { return (month, value, true) }
      let before = i > 0 ? months[i - 1].value : 0
      return value != before || value != months[i + 1].value ? (month, value, false) : nil
    }
  }

  private static func mask(
    _ reading: Measure.Reading, _ step: String?, _ programme: Programme
  ) -> UInt32? {
    guard let step else {
      switch reading {
      case .started: return UnitMark.started
      case .completed: return UnitMark.completed
      case .cancelled: return UnitMark.cancelled
      case .backlog, .inProgress, .spent, .level, .finish, .lost: return nil
      }
    }
    guard let index = programme.steps.firstIndex(where: { $0.id == step }) else { return nil }
    switch reading {
    case .started: return UnitMark.started(atStep: index)
    case .completed: return UnitMark.completed(atStep: index)
    case .cancelled, .backlog, .inProgress, .spent, .level, .finish, .lost: return nil
    }
  }

  /// How many units each cohort can have, about, in the order of the sources.
  static func mostUnits(of programme: Programme) -> [Int] {
    programme.cohortStreams.map { cohort, _ in
      let number = cohort.number.distribution
      return Int(max(0, min(number.upperBound, number.quantile(0.99999))).rounded())
    }
  }

  /// Whether a programme of which something was read takes its past as a whole: its units feel one another or were
  /// not counted, or what it has done by the as-of month does not say all that matters.
  static func isWhole(
    _ programme: Programme, _ scenario: Scenario, _ actuals: Actuals
  ) -> Bool {
    let isRead = actuals.readings.contains { reading in
      guard case .leaf(let leaf) = reading.measure else { return false }
      return leaf.programme == programme.id
    }
    if !isRead { return false }
    if let counts = counts(of: programme, scenario, actuals), !counts.isEmpty { return false }
    return !standsForItself(programme, scenario, actuals)
  }

  /// Whether what a flow has done by the as-of month says all that matters of its past: there is no stock.
  private static func standsForItself(
    _ programme: Programme, _ scenario: Scenario, _ actuals: Actuals
  ) -> Bool {
    guard let rate = programme.soleRate else { return false }
    let needsStock =
      rate.backlog != nil
      && !actuals.readings.contains {
        guard case .leaf(.reading(programme.id, _, let reading, _)) = $0.measure else {
          return false
        }
        return (reading == .backlog || reading == .inProgress) && $0.month == actuals.asOf
      }
    let isSpent = programme.steps[0].uses.contains { use in
      scenario.pools.contains { $0.id == use.pool && !$0.reusable && $0.carry }
    }
    return !needsStock && !isSpent
  }
}

/// What waits in a plan for the units of a programme.
private struct MilestoneWaits {
  private let graph: StepGraph
  /// Whether the programme waits for another or another for it, or its units for what they have in common: what is
  /// finished then tells of both.
  private let isTied: Bool

  init(_ programme: Programme, _ scenario: Scenario) {
    graph = StepGraph(programme)
    isTied =
      !programme.awaited(in: scenario).isEmpty || !programme.sharedWaits.isEmpty
      || scenario.programmes.contains { $0.awaited(in: scenario).contains(programme.id) }
  }

  /// Whether it makes a difference in which month a unit came to a count: something takes its time from then on. What
  /// has a chance every month forgets how long it was tried.
  func matters(_ count: AgreementPlan.Count) -> Bool {
    if !count.isReached { return false }
    if isTied, !count.isBegun { return true }
    let next: [Int]
    if let step = count.step {
      next = count.isBegun ? [step] : graph.next(step)
    } else {
      next = count.isBegun ? graph.entries : []
    }
    return StepGraph.closure(of: next, along: graph.next).contains { index in
      if case .chance = graph.programme.steps[index].kind { false } else { true }
    }
  }
}

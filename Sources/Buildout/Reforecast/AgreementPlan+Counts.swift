/// Which programme is what: counted unit by unit, taken as a whole, or a flow that is set.
extension AgreementPlan {
  /// The units of a programme that has more than these are not looked at one by one.
  private static let unitLimit = 5_000

  /// What was counted of a programme's units; nil where they feel one another or cannot be told apart, or where a
  /// quantity is known and cohorts differ in their sizes, so that it says which of them were done.
  static func counts(of programme: Programme, _ actuals: Actuals) -> [Count]? {
    guard programme.hasCountableUnits, !isQuantityOfMixedSizes(programme, actuals),
      programme.steps.allSatisfy({ $0.servers == nil && $0.buffer == nil }),
      mostUnits(of: programme).reduce(0, +) <= unitLimit
    else { return nil }
    return Array(allCounts(of: programme, actuals).prefix(8))
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

  static func allCounts(of programme: Programme, _ actuals: Actuals) -> [Count] {
    var last: [Measure.Leaf: (month: Int, value: Double)] = [:]
    for reading in actuals.readings {
      guard let known = programme.units(in: reading), known.leaf.programme == programme.id,
        reading.month > last[known.leaf]?.month ?? 0
      else { continue }
      last[known.leaf] = (reading.month, known.value)
    }
    var counts: [Count] = []
    for (leaf, found) in last.sorted(by: { $0.key.description < $1.key.description }) {
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
        step: step.flatMap { id in programme.steps.firstIndex { $0.id == id } }, size: spread)
      // Number and quantity of the same say the same.
      if let known = counts.firstIndex(where: { $0.mask == mask && $0.month == found.month }) {
        if counts[known].size != nil, count.size == nil { counts[known] = count }
        continue
      }
      counts.append(count)
    }
    return counts
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
    if let counts = counts(of: programme, actuals), !counts.isEmpty { return false }
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

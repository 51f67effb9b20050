extension Plan {
  mutating func compileTargets() {
    struct Read: Hashable {
      let measure: Measure
      let keepsGreatest: Bool
    }
    var seriesIndex: [Read: Int32] = [:]
    for target in scenario.targets {
      let index: Int32
      let read = Read(
        measure: target.measure,
        keepsGreatest: target.comparator == .by && !target.measure.onlyGrows)
      if let known = seriesIndex[read] {
        index = known
      } else {
        index = Int32(series.count)
        seriesIndex[read] = index
        let start = Int32(operations.count)
        compile(target.measure)
        series.append(
          SeriesRecord(
            operations: Slice32(start: start, end: Int32(operations.count)),
            keepsGreatest: read.keepsGreatest))
      }
      targets.append(
        target.record(
          series: index, due: scenario.calendar.number(of: target.due),
          additions: scenario.additions(in: target.measure)))
    }
  }

  private mutating func compile(_ measure: Measure) {
    switch measure {
    case .leaf(.constant(let value)):
      operations.append(Operation(code: .constant, constant: value))
    case .leaf(.reading(let programme, let step, let reading, let asNumber)):
      compile(programme: programme, step: step, reading, asNumber: asNumber)
    case .leaf(.granted(let pool, let programme)):
      // A split pool as a whole is the sum of its shares.
      let read =
        programme.map { [found(names.poolIndex[pool + "/" + $0], pool)] }
        ?? pools.indices.filter { scenario.pools[Int(pools[$0].scenarioPool)].id == pool }
        .map { Int32($0) }
      precondition(!read.isEmpty, "'\(pool)' is not there")
      for (i, index) in read.enumerated() {
        self.read(LeafRecord(kind: .granted, index: index, cluster: cluster(ofPool: index)))
        if i > 0 { operations.append(Operation(code: .join(.sum))) }
      }
    case .combination(let combination, let parts):
      for (i, part) in parts.enumerated() {
        compile(part)
        if i > 0 { operations.append(Operation(code: .join(combination))) }
      }
    }
  }

  private mutating func compile(
    programme: String, step: String?, _ reading: Measure.Reading, asNumber: Bool
  ) {
    let record = programmes[found(names.programmeIndex[programme], programme)]
    if let step { steps[found(names.stepIndex[programme + "." + step], step)].isRead = true }
    let base =
      if let step {
        steps[found(names.stepIndex[programme + "." + step], step)].counters
      } else if reading == .level {
        steps[Int(record.steps.start)].counters
      } else {
        record.counters
      }
    let index = Int32(found(names.programmeIndex[programme], programme))
    if reading == .finish {
      read(
        LeafRecord(
          kind: .finish, index: index, alone: record.isAlone ? index : -1,
          step: record.steps.start, cluster: record.cluster))
      return
    }
    let offset = Counter.of(reading, asNumber: asNumber)
    read(
      LeafRecord(
        kind: .counter, index: base + Int32(offset), alone: record.isAlone ? index : -1,
        step: record.steps.start, cluster: record.cluster))
  }

  private func cluster(ofPool pool: Int32) -> Int32 {
    let user = steps.first { $0.uses.indices.contains { uses[$0].pool == pool } }
    return user.map { programmes[Int($0.programme)].cluster } ?? -1
  }

  /// Puts a leaf on the stack.
  private mutating func read(_ leaf: LeafRecord) {
    let index = names.leafIndex[leaf] ?? leaves.count
    if index == leaves.count {
      names.leafIndex[leaf] = index
      leaves.append(leaf)
    }
    operations.append(Operation(code: .leaf, index: Int32(index)))
  }
}

extension Target {
  /// Comparisons allow what rounding can explain, so that 7,000 spread over a season's twelfths is
  /// 7,000: half a unit in the last place for every addition that the measure is made of, and 64 for
  /// what is multiplied and drawn.
  ///
  /// - Parameter additions: How many numbers a reading is the sum of.
  func slack(additions: Double) -> Double {
    // A difference or a constant may be much smaller, or larger, than what it was taken from.
    max(value.magnitude, measure.greatestConstant).ulp * (64 + additions / 2)
  }

  func record(series: Int32, due: Int, additions: Double) -> TargetRecord {
    let slack = slack(additions: additions)
    let comparison: TargetRecord.Comparison
    let threshold: Double
    switch comparator {
    case .atLeast, .by: (comparison, threshold) = (.atLeast, value - slack)
    case .above: (comparison, threshold) = (.above, value + slack)
    case .atMost: (comparison, threshold) = (.atMost, value + slack)
    case .below: (comparison, threshold) = (.below, value - slack)
    }
    return TargetRecord(
      series: series, comparison: comparison, threshold: threshold, value: value, slack: slack,
      due: Int32(due), isFirm: firmness == .firm,
      hasSchedule: hasSchedule,
      isLasting: comparator == .by || comparator.countsUp && measure.onlyGrows)
  }
}

extension Scenario {
  /// How many numbers are added up, about, to what a measure reads at the end of the horizon.
  fileprivate func additions(in measure: Measure) -> Double {
    measure.fold { leaf in
      switch leaf {
      case .constant: 0
      case .reading(let id, _, let reading, _):
        programmes.filter { $0.id == id }.reduce(0) {
          $0 + additions(in: $1, eachUnit: reading == .spent ? Double(calendar.months) : 2)
        }
      case .granted(let pool, _):
        users(ofPool: pool).reduce(0) { sum, id in
          sum
            + programmes.filter { $0.id == id }.reduce(0) {
              $0 + additions(in: $1, eachUnit: Double(calendar.months))
            }
        }
      }
    } _: { combination, parts in
      parts.reduce(combination.takesTwo ? 1 : 0) { $0 + (combination.takesTwo ? 0 : 1) + $1 }
    }
  }

  /// Each step adds something each month, and so many times for every unit.
  private func additions(in programme: Programme, eachUnit times: Double) -> Double {
    let months = Double(calendar.months)
    let units = programme.cohorts.reduce(0) { sum, cohort in
      let number = cohort.number.distribution.mean
      guard number.isFinite else { return sum }
      return switch cohort.entry {
      case .arriving: sum + max(0, number) * months
      case .opening, .planned: sum + max(0, number)
      }
    }
    return Double(max(1, programme.steps.count)) * (months + times * units)
  }
}

extension Measure {
  /// The greatest magnitude of the numbers stated in it.
  fileprivate var greatestConstant: Double {
    leaves.reduce(0) { if case .constant(let value) = $1 { max($0, value.magnitude) } else { $0 } }
  }
}

/// Which programmes can be counted unit by unit, and which are a single flow.
extension Programme {
  /// Whether all that it has are units that are in place or planned and pass step by step, each followed by itself.
  var hasCountableUnits: Bool {
    !cohorts.isEmpty
      && cohorts.allSatisfy { if case .arriving = $0.entry { false } else { true } }
      && steps.allSatisfy { step in
        if case .rate = step.kind { false } else { !step.endless }
      }
  }

  /// How many units it has, where that is certain.
  var certainUnits: Double? {
    let numbers = cohorts.compactMap(\.number.constant)
    return numbers.count == cohorts.count ? numbers.reduce(0) { $0 + $1.rounded() } : nil
  }

  /// The size of each of its units, where all have the same.
  var unitSize: Double? {
    let sizes = Set(cohorts.map(\.size.constant))
    guard sizes.count == 1, let size = sizes.first, let size, size > 0 else { return nil }
    return size
  }

  /// The rate of its only step, of a programme without units.
  var soleRate: Step.Rate? {
    guard steps.count == 1, cohorts.isEmpty, case .rate(let rate) = steps[0].kind else {
      return nil
    }
    return rate
  }
}

extension Measure.Reading {
  /// Whether it says of each unit once and for all that it is counted.
  var countsEachOnce: Bool { self == .started || self == .completed || self == .cancelled }
}

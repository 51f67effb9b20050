extension Target.Comparator {
  /// Whether more is better, so that a target is reached rather than kept.
  package var countsUp: Bool {
    switch self {
    case .atLeast, .above, .by: true
    case .atMost, .below: false
    }
  }
}

/// The pro-rata schedule (序时进度): the share of a target's span that has gone by, times its value. The span is
/// from the beginning of the horizon to the end of the due month.
extension Target {
  /// Whether a schedule means something: a quantity above 0 is to be reached by adding to it.
  var hasSchedule: Bool {
    comparator.countsUp && comparator != .by && value > 0 && measure.accumulates
  }

  /// Where a measure with a value should stand at the end of a month, both months counted from 1.
  package static func scheduled(_ value: Double, month: Int, due: Int) -> Double {
    value * min(1, Double(month) / Double(due))
  }
}

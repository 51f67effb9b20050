import Sampling

extension AgreementPlan {
  /// How far a programme is from its actuals, in their standard deviations; 0 where it agrees.
  func distance(_ whole: Whole, _ played: Played, _ lane: Int) -> Double {
    var largest = 0.0
    for (index, i) in zip(whole.readings, whole.judged) {
      let reading = evidence.readings[index]
      let actual = evidence.actuals.readings[reading.actual]
      let rest =
        (played.readings[i][lane] - actual.value).magnitude
        - tolerance(whole, reading, actual)
      if rest > 0 { largest = max(largest, rest / max(1e-9, actual.value.magnitude)) }
    }
    return largest
  }

  /// A count agrees within half of one, a quantity within a thousandth; a flow, which is set afterwards, within some
  /// hundredths.
  func tolerance(
    _ whole: Whole, _ reading: Evidence.Reading, _ actual: Actuals.Reading
  ) -> Double {
    let isWhole = actual.value == actual.value.rounded()
    let near = whole.isFlow ? 0.02 * actual.value.magnitude : 0
    return max(actual.rounding, near, isWhole ? 0.5 : 1e-3 * actual.value.magnitude)
  }
}

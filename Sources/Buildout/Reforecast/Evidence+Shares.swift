/// Shares of a whole that is known: where so many days have passed in every trial, that 77.8 % of them were good
/// says how many were.
extension Evidence {
  /// What a share that is known says of the flow above its line, if all trials agree in what stands below, or that
  /// is an actual too; by the index of the reading.
  func findPartsOfKnownWholes() -> [Int: Programme.Known] {
    let shares = actuals.readings.indices.filter { actuals.readings[$0].measure.share != nil }
    if shares.isEmpty { return [:] }
    let certain = certainValues(of: shares)
    var parts: [Int: Programme.Known] = [:]
    for index in shares {
      let reading = actuals.readings[index]
      guard let share = reading.measure.share, let id = share.part.programme,
        let rate = scenario.programmes.first(where: { $0.id == id })?.soleRate
      else { continue }
      let known = actuals.readings.first {
        $0.measure == share.whole && $0.month == reading.month
      }
      guard let whole = known?.value ?? certain[share.whole]?[reading.month], whole > 0 else {
        continue
      }
      var value = reading.value * whole / share.scale
      let slack = reading.rounding * whole / share.scale + 1e-9 * value.magnitude
      if rate.output.distribution.isCount, (value.rounded() - value).magnitude <= slack {
        value = value.rounded()
      }
      parts[index] = Programme.Known(leaf: share.part, value: value, isItself: false)
    }
    return parts
  }

  /// What stands below the line, by month, where a block of trials agrees in it to the bit.
  private func certainValues(of shares: [Int]) -> [Measure: [Int: Double]] {
    let wholes = Set(shares.compactMap { actuals.readings[$0].measure.share?.whole })
      .sorted { $0.description < $1.description }
    let targets = wholes.enumerated().map { index, measure in
      Evidence.target(index, measure, due: scenario.calendar.month(max(1, asOf)))
    }
    let read = targets.flatMap { scenario.programmes(readBy: $0) }
    let plan = Plan(
      part: scenario.part(with: targets, programmes: ProgrammeLinks(scenario).group(of: read)))
    let round = Round(plan, seed: 0, capacity: Block.size, workers: 1, months: asOf)
    round.begin(at: 0, count: Block.size)
    var values: [Measure: [Int: Double]] = [:]
    _ = round.run { series, month, found in
      guard let first = found.current.first, found.current.allSatisfy({ $0 == first }) else {
        return
      }
      for (measure, record) in zip(wholes, plan.targets) where Int(record.series) == series {
        values[measure, default: [:]][month] = first
      }
    }
    return values
  }
}

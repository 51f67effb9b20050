import Sampling

/// Units at the end of a month up to which something is known of them.
extension Simulator {
  /// Brings units to what was counted, and gives those that have borrowed their past a future of their own.
  func settleUnits(cluster: Int, month: Int) {
    guard hasPast, let past, month <= past.asOf, past.hasFacts else { return }
    for fact in past.completions where fact.month == month && fact.cluster == cluster {
      complete(fact.programme, number: fact.number, month)
    }
    guard month == past.asOf else { return }
    for position in clusters[cluster].steps.indices {
      let index = Int(clusterMembers[position])
      if steps[index].kind == .chance || past.durations[index] != nil { renew(index, past) }
    }
  }

  // MARK: Counted

  /// Where fewer have finished than were counted, those that are furthest do.
  private func complete(_ programme: Int, number: Double, _ month: Int) {
    guard !programmes[programme].hasParts else { return }
    let counter = Int(programmes[programme].counters) + Counter.completedNumber
    for index in programmes[programme].steps.indices.reversed() {
      while counters[counter] < number - 0.5 {
        guard var unit = takeFurthest(index) else { break }
        beginWork(&unit, index)
        unit.time = Double(month)
        countLeaving(&unit, 1, index)
        finishUnit(unit, index, at: Double(month))
      }
    }
  }

  /// Takes out the unit of a step that has least left, those in service first.
  private func takeFurthest(_ index: Int) -> Unit? {
    if units[index].held.count > 0 { return units[index].held.removeFirst() }
    let count = Int(units[index].service.count)
    if count > 0 {
      let base = units[index].service.base
      var i = 0
      if steps[index].kind == .takes {
        for other in 1..<max(1, count) where base[other].remaining < base[i].remaining {
          i = other
        }
      }
      let unit = base[i]
      units[index].service.remove(i..<i + 1)
      return unit
    }
    return units[index].queue.count > 0 ? units[index].queue.removeFirst() : nil
  }

  // MARK: Renewed

  /// What a unit has left was drawn in another trial, where it may have been worked on longer without finishing. What
  /// is known here is that it takes longer than it has been worked on here: so much it draws anew.
  private func renew(_ index: Int, _ past: SimulatorPast) {
    for list in [units[index].service, units[index].queue] where list.count > 0 {
      for i in 0..<Int(list.count) { renew(&list.base[i], index, past) }
    }
  }

  private func renew(_ unit: inout Unit, _ index: Int, _ past: SimulatorPast) {
    let donor = past.trial(
      ofUnit: unit.unit, source: Int(unit.source),
      programme: Int(sources[Int(unit.source)].programme),
      month: past.layout.asOf)
    // Where crews are shared, what others have borrowed changes how long this unit had one.
    let source = Int(unit.source)
    guard past.borrows(source: source, programme: Int(sources[source].programme)),
      donor != past.own || !steps[index].uses.isEmpty
    else { return }
    let fresh = past.own | 0x8000_0000
    if steps[index].kind == .chance {
      generator.select(trial: fresh, unitKey(unit, index, .chance))
      unit.remaining = generator.uniform()
      unit.left = 1
      return
    }
    guard let distribution = past.durations[index], unit.delayed == 0, unit.struck == 0 else {
      return
    }
    generator.select(trial: donor, unitKey(unit, index, .duration))
    let drawn = max(0, steps[index].distribution.sampler.draw(generator))
    var share = 1.0
    let progress = sources[source].progress
    if unit.isOpening, progress.isPresent {
      if progress.isOfUnit {
        generator.select(
          trial: donor, StreamKey(entity: progress.tag, unit: unit.unit, purpose: .progress))
        share = 1 - min(1, max(0, progress.sampler.draw(generator)))
      } else {
        share = 1 - min(1, max(0, value(progress, month: 0)))
      }
    }
    guard share > 0 else { return }
    // Months of the whole step that are behind it.
    let worked = max(0, drawn - unit.remaining / share)
    generator.select(trial: fresh, unitKey(unit, index, .duration))
    let before = distribution.cdf(worked)
    guard before < 1 - 1e-12 else { return }
    let whole = distribution.quantile(min(1 - 1e-15, before + generator.fine() * (1 - before)))
    unit.remaining = max(0, whole - worked) * share
  }
}

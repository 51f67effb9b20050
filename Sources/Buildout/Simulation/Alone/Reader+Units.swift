import Sampling

/// Stages 4 and 5 for units on their own, as ``Simulator/workUnits(_:_:)`` has them for a single trial. Since
/// nothing holds a unit up but the season, factors and risks, it is taken all its way at once, and what it
/// does is counted in the months in which it does it.
extension Reader {
  private var width: Int { Reader.width }

  func runUnits(_ alone: AloneRecord, _ layout: UnitLayout) {
    let programme = plan.programmes[alone.programme]
    units.counts.base.update(repeating: 0, count: layout.rows * plan.months * width)
    units.visits.fill(0)
    units.waitingCounts = Array(repeating: 0, count: programme.steps.indices.count)
    for (i, index) in programme.steps.indices.enumerated() {
      let distribution = plan.steps[index].distribution
      guard plan.steps[index].kind == .takes, distribution.each == .trial,
        !distribution.isCertain
      else { continue }
      let column = units.distributions.base + i * width
      drawOnce(distribution, into: units.drawn)
      column.update(from: units.drawn.base, count: count)
      for trial in 0..<count { column[trial] = max(0, column[trial]) }
    }
    for source in programme.sources.indices { run(plan.sources[source], programme, layout) }
    for row in 0..<layout.rows { accumulate(row, isGreatest: row == layout.lastFinish) }
  }

  /// Takes every unit of a cohort, or of a rate, along its way.
  private func run(_ source: SourceRecord, _ programme: ProgrammeRecord, _ layout: UnitLayout) {
    units.firsts.fill(0)
    if source.entry == .opening || source.entry == .planned {
      guard source.month <= Int32(plan.months) else { return }
      drawNumbers(source.number, month: 0)
      return run(source, programme, layout, in: Int(source.month))
    }
    // Arrivals, and what a rate makes, come at the ends of months, with numbers that go on from those before.
    let entry = Int(plan.ways[Int(source.ways.start)].step)
    if source.entry == .flow {
      openFlow(entry)
      units.passed.fill(0)
    }
    for month in 1...plan.months {
      if source.entry == .flow {
        workFlow(entry, month)
        makeWhole(entry, month)
      } else {
        drawNumbers(source.number, month: source.number.each == .trial ? 0 : month)
      }
      run(source, programme, layout, in: month)
      for trial in 0..<count {
        let next = units.firsts[trial] + UInt32(units.number[trial])
        units.firsts[trial] = min(next, StreamKey.unitLimit - 1)
      }
    }
  }

  /// The whole units that a rate makes in a month; the fraction of one waits for its rest.
  private func makeWhole(_ index: Int, _ month: Int) {
    for trial in 0..<count {
      let before = Simulator.wholeUnits(in: units.passed[trial])
      units.passed[trial] += max(0, flow.output[trial])
      let fresh = Simulator.wholeUnits(in: units.passed[trial]) - before
      units.number[trial] = fresh
      if fresh >= Double(StreamKey.unitLimit) {
        note(Overflow(step: Int32(index), isNumber: true, month: Int32(month)), trial)
        units.number[trial] = 0
      }
    }
  }

  /// How many units come.
  private func drawNumbers(_ quantity: QuantityRecord, month: Int) {
    if quantity.isCertain {
      units.number.fill(quantity.constant)
    } else {
      batch.select(
        trials: trials,
        StreamKey(
          entity: quantity.tag, month: UInt8(truncatingIfNeeded: month), purpose: .level))
      quantity.sampler.draw(batch, into: units.number.base)
      give(quantity.tag, month: month, into: units.number.base)
    }
    for trial in 0..<count {
      let number = max(0, units.number[trial].rounded())
      units.number[trial] = min(number, Double(StreamKey.unitLimit - 1))
    }
  }

  /// Takes the units along that come in a month, the first of each trial together, and so on.
  private func run(
    _ source: SourceRecord, _ programme: ProgrammeRecord, _ layout: UnitLayout, in month: Int
  ) {
    let isOpening = source.entry == .opening
    let comesLater = source.entry == .arriving || source.entry == .flow
    let time = comesLater ? month : month - 1
    let entry = Int(plan.ways[Int(source.ways.start)].step - programme.steps.start)
    if source.size.isCertain { units.size.fill(source.size.constant) }
    let most = (0..<count).reduce(0.0) { max($0, units.number[$1]) }
    for number in 0..<Int(most) {
      let list = units.waiting.base + entry * width
      var standing = 0
      for trial in 0..<count {
        list[standing] = UInt16(trial)
        standing += Double(number) < units.number[trial] ? 1 : 0
      }
      units.waitingCounts[entry] = standing
      let unit = UInt32(number)
      if !source.size.isCertain { drawSizes(source, unit, list, standing) }
      units.time.fill(Double(time))
      units.month.fill(Int32(month))
      if programme.visitSlot >= 0 { units.visits.fill(0) }
      tally(layout.enters, list, standing)
      if !isOpening { tally(layout.starts, list, standing) }
      var hasProgress = isOpening && source.progress.isPresent
      if hasProgress { drawLeft(source.progress, unit) }
      var isFirst = isOpening
      repeat {
        for index in 0..<units.waitingCounts.count where units.waitingCounts[index] > 0 {
          pass(
            index, programme, source, unit, layout, isOpening: isFirst, hasProgress: hasProgress)
          isFirst = false
          hasProgress = false
        }
      } while units.waitingCounts.contains { $0 > 0 }
    }
  }

  private func drawSizes(
    _ source: SourceRecord, _ unit: UInt32, _ list: UnitColumns.TrialList, _ standing: Int
  ) {
    guard source.entry == .arriving else {
      return drawOfUnit(source.size, unit, .size, into: units.size.base)
    }
    batch.select(source.size.tag, count: standing)
    for k in 0..<standing {
      let trial = Int(list[k])
      let key = StreamKey(
        entity: source.size.tag, unit: self.unit(unit, trial), purpose: .size)
      batch.set(k, trial: firstTrial + UInt32(trial), key)
    }
    source.size.sampler.draw(batch, into: units.drawn.base)
    for k in 0..<standing { units.size[Int(list[k])] = units.drawn[k] }
  }

  /// The number of a unit in a trial. Those past a million share the last.
  private func unit(_ number: UInt32, _ trial: Int) -> UInt32 {
    min(units.firsts[trial] + number, StreamKey.unitLimit - 1)
  }

  private func drawOfUnit(
    _ quantity: QuantityRecord, _ unit: UInt32, _ purpose: Purpose, into column: Column
  ) {
    batch.select(trials: trials, StreamKey(entity: quantity.tag, unit: unit, purpose: purpose))
    quantity.sampler.draw(batch, into: column)
  }

  /// Opening work has part of its step behind it.
  private func drawLeft(_ progress: QuantityRecord, _ unit: UInt32) {
    let left = units.left.base
    if progress.each == .unit, !progress.isCertain {
      drawOfUnit(progress, unit, .progress, into: left)
    } else {
      drawOnce(progress, into: units.left)
    }
    for trial in 0..<count { left[trial] = 1 - min(1, max(0, left[trial])) }
  }

  // MARK: A step

  /// Takes the unit through a step, wherever it stands there, to the steps that follow.
  private func pass(
    _ i: Int, _ programme: ProgrammeRecord, _ source: SourceRecord, _ unit: UInt32,
    _ layout: UnitLayout, isOpening: Bool, hasProgress: Bool
  ) {
    let index = Int(programme.steps.start) + i
    let step = plan.steps[index]
    let list = units.waiting.base + (units.waitingCounts.count) * width
    var standing = units.waitingCounts[i]
    list.update(from: units.waiting.base + i * width, count: standing)
    units.waitingCounts[i] = 0
    let reactions = layout.steps[i]
    tally(reactions.enters, list, standing)
    if programme.visitSlot >= 0 { dropLastVisits(i, list, &standing, reactions, layout) }
    if !isOpening { tally(reactions.starts, list, standing) }
    // What a rate has made is done.
    if step.kind == .takes {
      drawDurations(step, i, source, unit, list, standing)
      if hasProgress {
        for k in 0..<standing { units.drawn[k] *= units.left[Int(list[k])] }
      }
      if layout.steps[i].isSteady {
        finishSteadily(list, standing)
      } else {
        finishByMonth(step, index, list, standing)
      }
    }
    if step.opens != 0 { hold(step, list, standing) }
    var finished = 0
    for k in 0..<standing {
      let trial = list[k]
      list[finished] = trial
      finished += units.month[Int(trial)] <= Int32(plan.months) ? 1 : 0
    }
    tally(reactions.leaves, list, finished)
    goOn(step, i, programme, source, unit, layout, list, finished)
  }

  /// The 4,096th visit has no stream of its own: the unit waits for good.
  private func dropLastVisits(
    _ index: Int, _ list: UnitColumns.TrialList, _ standing: inout Int,
    _ reactions: UnitLayout.StepReactions, _ layout: UnitLayout
  ) {
    let visits = units.visits.base + index * width
    let dropped = list + width
    var (kept, gone) = (0, 0)
    for k in 0..<standing {
      let trial = list[k]
      if visits[Int(trial)] >= StreamKey.visitLimit - 1 {
        dropped[gone] = trial
        gone += 1
      } else {
        list[kept] = trial
        kept += 1
      }
    }
    tally(reactions.waits, dropped, gone)
    tally(layout.waits, dropped, gone)
    standing = kept
  }

  /// Turns the batch to the unit's streams at a step, in the list in which it stands there.
  private func select(
    _ step: StepRecord, _ index: Int, _ source: SourceRecord, _ unit: UInt32, _ purpose: Purpose,
    _ list: UnitColumns.TrialList, _ standing: Int
  ) {
    var key = StreamKey(
      entity: plan.unitTags[Int(source.tags + step.ordinal)], unit: unit, purpose: purpose)
    let isCohort = source.entry == .opening || source.entry == .planned
    if standing == count, isCohort, units.visitsAreFirst(index, count) {
      return batch.select(trials: trials, key)
    }
    batch.select(key.entity, count: standing)
    for k in 0..<standing {
      let trial = Int(list[k])
      key.visit = units.visits[index * width + trial]
      key.unit = self.unit(unit, trial)
      batch.set(k, trial: firstTrial + UInt32(trial), key)
    }
  }

  /// How long the unit takes, by its index in the list of list.
  private func drawDurations(
    _ step: StepRecord, _ index: Int, _ source: SourceRecord, _ unit: UInt32,
    _ list: UnitColumns.TrialList, _ standing: Int
  ) {
    let drawn = units.drawn.base
    if step.distribution.isCertain {
      drawn.update(repeating: step.distribution.constant, count: standing)
    } else if step.distribution.each == .trial {
      for k in 0..<standing { drawn[k] = units.distributions[index * width + Int(list[k])] }
    } else if standing > 0 {
      select(step, index, source, unit, .duration, list, standing)
      step.distribution.sampler.draw(batch, into: drawn)
      for k in 0..<standing { drawn[k] = max(0, drawn[k]) }
    }
  }

  /// When the unit finishes a step that is always as fast.
  private func finishSteadily(_ list: UnitColumns.TrialList, _ standing: Int) {
    let (time, month, drawn) = (units.time.base, units.month.base, units.drawn.base)
    for k in 0..<standing {
      let trial = Int(list[k])
      let finish = time[trial] + drawn[k]
      // A finish allows 1e-9 relative: durations that add up to a month fill it.
      let whole = Int32(min(finish - 1e-9 * drawn[k], 1e6))
      time[trial] = min(finish, Double(whole + 1))
      // One that takes no time finishes in the month in which it came.
      if drawn[k] > 0 { month[trial] = max(month[trial], whole + 1) }
    }
  }

  /// What factors and risks do to a step in the first month, by trial; other months' columns follow.
  private func speedColumns(
    _ step: StepRecord
  ) -> (factors: UnsafePointer<Double>, risks: UnsafePointer<Double>)? {
    guard step.climate >= 0 else { return nil }
    func column(_ part: Int) -> UnsafePointer<Double> {
      climates.column(Int(step.climate), part, month: 1, from: span.lowerBound)
    }
    return (column(ClimateColumns.factors), column(ClimateColumns.speed))
  }

  /// When the unit finishes a step of which the speed depends on the month.
  private func finishByMonth(
    _ step: StepRecord, _ index: Int, _ list: UnitColumns.TrialList, _ standing: Int
  ) {
    let speeds = speedColumns(step)
    let (months, capacity) = (plan.months, climates.capacity)
    let base = plan.baseSpeeds.flat.base + index * months - 1
    let (times, finishes, drawn) = (units.time.base, units.month.base, units.drawn.base)
    for k in 0..<standing {
      let trial = Int(list[k])
      var (time, remaining) = (times[trial], drawn[k])
      var month = Int(finishes[trial])
      while month <= months {
        let end = Double(month)
        if time < end || remaining <= 0 {
          var speed = base[month]
          if let speeds {
            let cell = (month - 1) * capacity + trial
            speed *= speeds.factors[cell] * speeds.risks[cell]
            if !(speed.magnitude < Simulator.bound) {
              note(Overflow(step: Int32(index), month: Int32(month)), trial)
              speed = 0
            }
          }
          let work = speed * (end - time)
          if speed > 0, remaining <= work * (1 + 1e-9) {
            time = min(end, time + remaining / speed)
            break
          }
          remaining -= work
          time = end
        }
        month += 1
      }
      times[trial] = time
      finishes[trial] = Int32(month)
    }
  }

  /// Who has finished waits for an opening month, at whose end it leaves.
  private func hold(_ step: StepRecord, _ list: UnitColumns.TrialList, _ standing: Int) {
    for k in 0..<standing {
      let trial = Int(list[k])
      let finished = Int(units.month[trial])
      var month = finished
      while month <= plan.months, !plan.isOpen(step, month) { month += 1 }
      guard month > finished else { continue }
      units.month[trial] = Int32(month)
      units.time[trial] = Double(month)
    }
  }

  /// Sends the unit where it goes from a step that it has finished.
  private func goOn(
    _ step: StepRecord, _ index: Int, _ programme: ProgrammeRecord, _ source: SourceRecord,
    _ unit: UInt32, _ layout: UnitLayout, _ list: UnitColumns.TrialList, _ finished: Int
  ) {
    if finished == 0 { return }
    let ways = step.ways.indices
    var order = ways.isEmpty ? [WayRecord(step: WayRecord.done)] : Array(plan.ways[ways])
    if order.count > 1 {
      select(step, index, source, unit, .branch, list, finished)
      batch.uniforms(into: units.drawn.base)
    } else {
      order[0].upTo = .infinity
    }
    if programme.visitSlot >= 0 {
      for k in 0..<finished { units.visits[index * width + Int(list[k])] += 1 }
    }
    let room = list + width
    var from = -Double.infinity
    for way in order {
      var taken = 0
      let isOnly = order.count == 1
      for k in 0..<finished {
        room[taken] = list[k]
        let uniform = units.drawn[k]
        taken += isOnly || (uniform >= from && uniform < way.upTo) ? 1 : 0
      }
      from = way.upTo
      if way.step == WayRecord.done {
        tally(layout.completes, room, taken)
        if layout.lastFinish >= 0 { keepFinish(layout.lastFinish, room, taken) }
      } else if way.step == WayRecord.cancelled {
        tally(layout.steps[index].cancels, room, taken)
        tally(layout.cancels, room, taken)
      } else {
        let next = Int(way.step - programme.steps.start)
        let list = units.waiting.base + next * width + units.waitingCounts[next]
        list.update(from: room, count: taken)
        units.waitingCounts[next] += taken
      }
    }
  }
}

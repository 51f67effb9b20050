import Sampling

/// Where the draws of a cohort's units are kept, in all trials that are begun together: of each step of their
/// programme, then of their size and progress, of the risks that strike them one by one and of their delays, one row
/// for each unit. With a past, the same again of those that they make after the as-of month.
struct KeptDraws: BitwiseCopyable {
  /// The first row; -1 of a cohort whose draws are made trial by trial.
  var row: Int32 = -1
  /// The first of its stretches of rows, each of which is drawn when the first of its numbers is asked for.
  var stretch: Int32 = 0
  var units: Int32 = 0
  var stretches: Int32 = 0

  /// Units in a stretch.
  static let width = StreamBatch.limit / Simulator.lanes
  /// The most rows of a cluster: they stay in the processor's cache.
  static let limit = 1 << 15

  /// How many numbers a unit of a programme may draw.
  static func slots(_ programme: ProgrammeRecord) -> Int {
    programme.steps.indices.count + 2 + Int(programme.unitRisks + programme.unitDelays)
  }

  /// By source, and how many rows and stretches there are. Clusters are simulated one after another and share them.
  static func layOut(
    _ plan: Plan, hasPast: Bool
  ) -> (sources: [KeptDraws], rows: Int, stretches: Int) {
    let spans = hasPast ? 2 : 1
    var kept = plan.sources.indices.map { _ in KeptDraws() }
    var (mostRows, mostStretches) = (0, 0)
    for cluster in plan.clusters {
      var (rows, stretches) = (0, 0)
      for position in [cluster.opening, cluster.planned].flatMap(\.indices) {
        let source = Int(plan.clusterMembers[position])
        let programme = plan.programmes[Int(plan.sources[source].programme)]
        // Steps with a chance that are simulated side by side keep their draws themselves.
        if cluster.isSideBySide, !programme.isLasting { continue }
        let number = plan.sources[source].number.constant.rounded()
        let slots = spans * KeptDraws.slots(programme)
        guard number > 0, number * Double(slots) <= Double(spans * limit - rows) else { continue }
        let units = Int(number)
        let each = (units + width - 1) / width
        kept[source] = KeptDraws(
          row: Int32(rows), stretch: Int32(stretches), units: Int32(units), stretches: Int32(each))
        rows += units * slots
        stretches += each * slots
      }
      mostRows = max(mostRows, rows)
      mostStretches = max(mostStretches, stretches)
    }
    return (kept, mostRows, mostStretches)
  }
}

/// Draws of units: those that draw together side by side, and those of cohorts for all trials that are begun together.
extension Simulator {
  /// The most units whose draws are made side by side.
  static let groupLimit = StreamBatch.limit

  // MARK: In all trials at once

  /// Forgets the draws that are kept, and keeps those of a cluster that is taken through all trials, or through enough
  /// of them.
  func beginKeepingDraws(_ areEnough: Bool = true) {
    registers[0].drawsKept += 1
    registers[0].keepsDraws = areEnough && !DrawCount.isOn
  }

  /// Looks again at the draws that are kept of a programme's units, some of which are those of other trials now.
  func reviseDraws(ofProgramme index: Int) {
    registers[0].selection = LaneSelection()
    registers[0].found = LaneSelection()
    let slots = 2 * KeptDraws.slots(programmes[index])
    let now = registers[0].drawsKept
    let revised = keptTrials.count > 0 ? -now : 0
    for source in programmes[index].sources.indices where keptDraws[source].row >= 0 {
      let first = Int(keptDraws[source].stretch)
      for stretch in first..<first + slots * Int(keptDraws[source].stretches)
      where stretchStamps[stretch] == now {
        stretchStamps[stretch] = revised
      }
    }
  }

  /// Takes a number for each unit into ``numbers`` from those that are drawn for all trials at once. False where one
  /// of them has none there.
  @inline(__always)
  private func takeKept(
    _ group: UnsafeMutablePointer<Unit>, _ indices: UnsafeBufferPointer<UInt16>,
    _ sampler: Sampler, _ purpose: Purpose, _ slot: Int, tag: (Unit) -> UInt64
  ) -> Bool {
    guard registers[0].keepsDraws, sampler.isDrawnSideBySide else { return false }
    let lane = self.lane
    for position in 0..<indices.count {
      let unit = group + Int(indices[position])
      let source = Int(unit.pointee.source)
      guard keptDraws[source].row >= 0, unit.pointee.visit == 0 else { return false }
      numbers[position] =
        kept(
          source, unit: Int(unit.pointee.unit), sampler, purpose, slot, tag(unit.pointee))[lane]
    }
    return true
  }

  /// What a unit draws in all trials that are begun together, a line of them.
  ///
  /// - Parameter slot: Which of the numbers that are kept for it.
  @inline(__always)
  func kept(
    _ source: Int, unit number: Int, _ sampler: Sampler, _ purpose: Purpose, _ slot: Int,
    _ tag: @autoclosure () -> UInt64
  ) -> UnsafePointer<Double> {
    let kept = keptDraws[source]
    let slot = slot + (isPastOver ? KeptDraws.slots(programmes[Int(sources[source].programme)]) : 0)
    let stretch = Int(kept.stretch) + slot * Int(kept.stretches) + number / KeptDraws.width
    let now = registers[0].drawsKept
    if stretchStamps[stretch] != now {
      let isRevised = stretchStamps[stretch] == -now
      stretchStamps[stretch] = now
      drawStretch(
        source, number / KeptDraws.width, slot, sampler, purpose, tag(), isRevised: isRevised)
    }
    let row = Int(kept.row) + slot * Int(kept.units) + number
    return UnsafePointer(keptNumbers.base + row * Simulator.lanes)
  }

  /// - Parameter isRevised: Whether it was drawn before, and only some units have draws of other trials now.
  @inline(never)
  private func drawStretch(
    _ source: Int, _ stretch: Int, _ slot: Int, _ sampler: Sampler, _ purpose: Purpose,
    _ tag: UInt64, isRevised: Bool
  ) {
    let kept = keptDraws[source]
    let first = stretch * KeptDraws.width
    let units = first..<first + min(KeptDraws.width, Int(kept.units) - first)
    let cell = (Int(kept.row) + slot * Int(kept.units) + first) * Simulator.lanes
    if isRevised { return revise(cell, units, of: source, sampler, purpose, tag) }
    selectInAllTrials(units: units, of: source, purpose, tag)
    sampler.draw(laneBatch, into: keptNumbers.base + cell)
    guard keptTrials.count > 0, registers[0].selection.source >= 0 else { return }
    (keptTrials.base + cell).update(from: laneTrials.base, count: units.count * Simulator.lanes)
  }

  /// Draws anew what units draw that have the draws of another trial than before.
  ///
  /// - Parameter cell: Where the first of their numbers is kept.
  private func revise(
    _ cell: Int, _ units: Range<Int>, of source: Int, _ sampler: Sampler, _ purpose: Purpose,
    _ tag: UInt64
  ) {
    registers[0].selection = LaneSelection()
    findTrials(units, of: source)
    laneBatch.select(tag, count: units.count * Simulator.lanes)
    var count = 0
    for place in 0..<units.count * Simulator.lanes
    where keptTrials[cell + place] != laneTrials[place] {
      keptTrials[cell + place] = laneTrials[place]
      let unit = UInt32(units.lowerBound + place / Simulator.lanes)
      laneBatch.set(
        count, trial: laneTrials[place], StreamKey(entity: 0, unit: unit, purpose: purpose))
      revisedPlaces[count] = UInt16(place)
      count += 1
    }
    if count == 0 { return }
    laneBatch.select(tag, count: count)
    sampler.draw(laneBatch, into: revisedNumbers.base)
    for i in 0..<count { keptNumbers[cell + Int(revisedPlaces[i])] = revisedNumbers[i] }
  }

  /// Finds whose draws some units of a source have, in all trials that have been begun.
  private func findTrials(_ units: Range<Int>, of source: Int) {
    let wanted = LaneSelection(
      first: Int32(units.lowerBound), count: Int32(units.count), trial: environments[0].trial,
      source: Int32(source), isPastOver: isPastOver)
    if registers[0].found.holds(wanted) { return }
    registers[0].found = wanted
    let programme = Int(sources[source].programme)
    for lane in 0..<Simulator.lanes {
      past?.findTrials(
        ofUnits: units, source: source, programme: programme, month: registers[0].month,
        in: lane < registers[0].begun ? lane : 0, into: laneTrials.base + lane,
        every: Simulator.lanes)
    }
  }

  /// Whether the month at hand is one up to which nothing is known.
  @inline(__always)
  private var isPastOver: Bool {
    guard hasPast, let past else { return false }
    return registers[0].month > past.asOf
  }

  /// Selects the streams of some units of a source in all trials that have been begun, a line of trials for each unit.
  /// The place of a trial that has not been begun has the stream of another.
  func selectInAllTrials(
    units: Range<Int>, of source: Int, _ purpose: Purpose, _ tag: UInt64
  ) {
    let programme = Int(sources[source].programme)
    let borrows = hasPast && past?.borrows(source: source, programme: programme) ?? false
    let selection = LaneSelection(
      first: Int32(units.lowerBound), count: Int32(units.count), trial: environments[0].trial,
      source: borrows ? Int32(source) : -1, purpose: purpose.rawValue,
      isPastOver: borrows && isPastOver)
    // Streams of other sources differ by their entity alone, but for those that have draws of other trials.
    if !registers[0].selection.holds(selection) {
      registers[0].selection = selection
      if borrows { findTrials(units, of: source) }
      laneBatch.select(0, count: units.count * Simulator.lanes)
      for i in 0..<units.count {
        let unit = UInt32(units.lowerBound + i)
        let key = StreamKey(entity: 0, unit: unit, purpose: purpose)
        for lane in 0..<Simulator.lanes {
          let place = i * Simulator.lanes + lane
          let own = environments[lane < registers[0].begun ? lane : 0].trial
          laneBatch.set(place, trial: borrows ? laneTrials[place] : own, key)
        }
      }
    }
    laneBatch.select(tag, count: units.count * Simulator.lanes)
  }

  // MARK: Of units

  /// Draws a number for each unit at a step from its own stream there, into ``numbers``.
  func drawOwn(
    _ group: UnsafeMutablePointer<Unit>, _ indices: UnsafeBufferPointer<UInt16>,
    _ sampler: Sampler, _ purpose: Purpose, _ index: Int
  ) {
    let ordinal = Int(steps[index].ordinal)
    func tag(_ unit: Unit) -> UInt64 { unitTags[Int(sources[Int(unit.source)].tags) + ordinal] }
    if purpose != .branch, takeKept(group, indices, sampler, purpose, ordinal, tag: tag) { return }
    drawEach(group, indices, sampler, purpose, tag: tag)
  }

  /// Draws a number for each of some units of one source that just come, their size or progress, into ``numbers``.
  func drawOfSource(
    _ group: UnsafeMutablePointer<Unit>, _ count: Int, _ quantity: QuantityRecord,
    _ purpose: Purpose
  ) {
    let all = UnsafeBufferPointer(rebasing: everyone.buffer[..<count])
    let programme = Int(sources[Int(group[0].source)].programme)
    let slot = programmes[programme].steps.indices.count + (purpose == .size ? 0 : 1)
    if takeKept(group, all, quantity.sampler, purpose, slot, tag: { _ in quantity.tag }) { return }
    drawEach(group, all, quantity.sampler, purpose) { _ in quantity.tag }
  }

  /// Draws a number for each unit from the stream with a tag, into ``numbers``. Units that have the tag in
  /// common are drawn for side by side.
  @inline(__always)
  func drawEach(
    _ group: UnsafeMutablePointer<Unit>, _ indices: UnsafeBufferPointer<UInt16>,
    _ sampler: Sampler, _ purpose: Purpose, ofVisit: Bool = true, tag: (Unit) -> UInt64
  ) {
    var start = 0
    while start < indices.count {
      let first = group[Int(indices[start])]
      var end = start + 1
      while end < indices.count, group[Int(indices[end])].source == first.source { end += 1 }
      func key(_ unit: Unit, _ tag: UInt64) -> StreamKey {
        StreamKey(
          entity: tag, unit: unit.unit, purpose: purpose, visit: ofVisit ? unit.visit : 0)
      }
      let tag = tag(first)
      if end - start < 4 {
        for position in start..<end {
          let unit = group[Int(indices[position])]
          generator.select(trial: self.trial(of: unit), key(unit, tag))
          numbers[position] = sampler.draw(generator)
        }
      } else {
        batch.select(tag, count: end - start)
        for position in start..<end {
          let unit = group[Int(indices[position])]
          batch.set(position - start, trial: self.trial(of: unit), key(unit, tag))
        }
        sampler.draw(batch, into: numbers.base + start)
      }
      start = end
    }
  }
}

/// Which streams are selected in all trials that have been begun, but for their entity.
struct LaneSelection: BitwiseCopyable {
  var first: Int32 = 0
  var count: Int32 = 0
  /// That of the first lane.
  var trial: UInt32 = 0
  /// That of which units have draws of other trials; -1 of all others.
  var source: Int32 = -1
  /// The raw value of a ``Purpose``.
  var purpose: UInt8 = 0
  var isPastOver = false

  /// Whether another selection is its beginning.
  func holds(_ other: LaneSelection) -> Bool {
    first == other.first && count >= other.count && trial == other.trial
      && source == other.source && purpose == other.purpose && isPastOver == other.isPastOver
  }
}

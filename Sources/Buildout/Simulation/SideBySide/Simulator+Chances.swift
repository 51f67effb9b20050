import Sampling

/// A unit at a step with a chance, in each of the trials that are begun together.
struct ChanceUnit: BitwiseCopyable {
  /// The uniform number that decides in which month it finishes; 2 in trials that have no such unit.
  var remaining: Eight
  /// How likely it was not to have finished so far. Where that is no more than its number, it has.
  var left = Eight(repeating: 1)

  @inline(__always) var isThere: SIMDMask<SIMD8<Int64>> { remaining .< left }
}

/// Units at a step in the order in which they came, in memory that grows and is kept for the next trials.
struct ChanceUnits: BitwiseCopyable {
  private var room: UnsafeMutablePointer<ChanceUnit>?
  private var capacity = 0
  private(set) var count = 0
  /// Those before it have finished in all trials.
  var first = 0

  @inline(__always)
  var base: UnsafeMutablePointer<ChanceUnit> {
    guard let room else { preconditionFailure("an empty list has no first unit") }
    return room
  }

  @inline(__always)
  mutating func append(_ unit: ChanceUnit) {
    if count == capacity { makeRoom() }
    (base + count).initialize(to: unit)
    count += 1
  }

  mutating func removeAll() {
    count = 0
    first = 0
  }

  private mutating func makeRoom() {
    capacity = max(8, 2 * capacity)
    let larger = UnsafeMutablePointer<ChanceUnit>.allocate(capacity: capacity)
    if let room {
      larger.initialize(from: room, count: count)
      room.deallocate()
    }
    room = larger
  }

  func deallocate() { room?.deallocate() }
}

/// Steps with a chance that are the only ones of their programmes, in clusters that are simulated in all trials side by
/// side: as ``Simulator/workUnits(_:_:)`` has them for a single trial.
///
/// No unit leaves the list. Where one is, its number says; who is served, the count of those before it.
extension Simulator {
  func openChance(_ index: Int) {
    chances[index].removeAll()
    let programme = Int(steps[index].programme)
    for source in programmes[programme].sources.indices where sources[source].entry == .opening {
      _ = enterChances(source)
    }
  }

  /// Planned units come at the beginning of their month.
  func enterPlannedChances(_ source: Int) {
    let index = Int(programmes[Int(sources[source].programme)].steps.start)
    stepLines[index].started += enterChances(source)
  }

  /// Draws the numbers of a source's units. Returns how many have come.
  private func enterChances(_ source: Int) -> Eight {
    let index = Int(programmes[Int(sources[source].programme)].steps.start)
    let quantity = sources[source].number
    let number =
      quantity.isCertain
      ? Eight(repeating: Double(wholeNumber(quantity, month: 0)))
      : each(of: Int(sources[source].programme)) { Double(wholeNumber(quantity, month: 0)) }
    stepLines[index].backlog += number
    let most = Int(number.max())
    let first = chances[index].count
    if hasPast { chanceUnits[source] = Slice32(start: Int32(first), end: Int32(first + most)) }
    for start in stride(from: 0, to: most, by: KeptDraws.width) {
      let count = min(KeptDraws.width, most - start)
      selectInAllTrials(
        units: start..<start + count, of: source, .chance,
        unitTags[Int(sources[source].tags)])
      uniform.draw(laneBatch, into: numbers.base)
      let drawn = UnsafeRawPointer(numbers.base)
      for i in 0..<count {
        let remaining = drawn.loadUnaligned(
          fromByteOffset: i * MemoryLayout<Eight>.stride, as: Eight.self)
        let isAbsent = Eight(repeating: Double(start + i)) .>= number
        chances[index].append(
          ChanceUnit(remaining: remaining.replacing(with: 2, where: isAbsent)))
      }
    }
    return number
  }

  // MARK: A month

  /// The month's chance, and the units that could be tried.
  func wantChance(_ index: Int, _ month: Int) {
    let lines = stepLines.base + index
    let speed = speeds(index, month, in: lines.pointee.backlog .> 0)
    let chance =
      steps[index].distribution.each == .month
      ? eight(steps[index].distribution, of: Int(steps[index].programme), month: month)
      : lines.pointee.drawnValue
    lines.pointee.drawn = least(Eight(repeating: 1), chance * speed)
    lines.pointee.served = lines.pointee.backlog.replacing(with: 0, where: speed .<= 0)
  }

  /// Tries the units that are served, the first who came first.
  func tryChances(_ index: Int, _ month: Int) {
    let lines = stepLines.base + index
    let (share, paid) = (lines.pointee.share, lines.pointee.paid)
    let served = lines.pointee.served.replacing(with: 0, where: share .<= 0)
    if !isAny(served .> 0) { return }
    let finished = tryUnits(index, served, keeping: 1 - lines.pointee.drawn * least(share, paid))
    if steps[index].consumes {
      for use in steps[index].uses.indices where !pools[Int(uses[use].pool)].isReusable {
        poolLines[Int(uses[use].pool)].granted += uses[use].amount * (served * paid)
      }
    }
    if steps[index].hasCost {
      spend(finished * unitSize(ofProgramme: Int(steps[index].programme)), index, month)
    }
    lines.pointee.done += finished
    lines.pointee.backlog -= finished
    lines.pointee.lastFinish.replace(with: Double(month), where: finished .> 0)
  }

  /// How many of the units that are served finish, each of which stays with so much of the likelihood that it had not.
  private func tryUnits(_ index: Int, _ served: Eight, keeping: Eight) -> Eight {
    var finished = Eight(repeating: 0)
    var rank = Eight(repeating: 0)
    let (count, base) = (chances[index].count, chances[index].base)
    let isLimited = steps[index].hasWholePool
    var first = chances[index].first
    for i in first..<count {
      let (remaining, left) = (base[i].remaining, base[i].left)
      let isThere = remaining .< left
      rank.replace(with: rank + 1, where: isThere)
      let isTried = isThere .& (rank .<= served)
      let after = left.replacing(with: left * keeping, where: isTried)
      base[i].left = after
      finished.replace(with: finished + 1, where: isThere .& (remaining .>= after))
      if first == i, !isAny(remaining .< after) { first += 1 }
      if isLimited, !isAny(rank .< served) { break }
    }
    chances[index].first = first
    return finished
  }

  // MARK: Reading

  /// What all its units have for a size: a whole number, so that sums in any order are the same.
  func unitSize(ofProgramme index: Int) -> Double {
    let cohorts = programmes[index].sources
    return cohorts.isEmpty ? 1 : sources[Int(cohorts.start)].size.constant
  }

  func readChance(_ leaf: LeafRecord, _ month: Int) -> Eight {
    let step = Int(leaf.step)
    let lines = stepLines.base + step
    let programme = Int(steps[step].programme)
    if leaf.kind == .finish {
      let isOver = lines.pointee.backlog .<= 0
      let haveCome = programmes[programme].sources.indices.allSatisfy {
        sources[$0].entry == .opening || Int(sources[$0].month) <= month
      }
      let never = Eight(repeating: .infinity)
      return haveCome ? never.replacing(with: lines.pointee.lastFinish, where: isOver) : never
    }
    let own = leaf.index - steps[step].counters
    let isOfStep = own >= 0 && own < Int32(Counter.count)
    let size = unitSize(ofProgramme: programme)
    switch Int(isOfStep ? own : leaf.index - programmes[programme].counters) {
    case Counter.startedNumber: return lines.pointee.started
    case Counter.started: return lines.pointee.started * size
    case Counter.completedNumber: return lines.pointee.done
    case Counter.completed: return lines.pointee.done * size
    case Counter.inProgressNumber: return lines.pointee.backlog
    case Counter.inProgress: return lines.pointee.backlog * size
    case Counter.spent: return lines.pointee.spent
    // Nobody waits, and nobody is lost or cancelled.
    default: return .zero
    }
  }
}

import Sampling

/// A unit, a part of a unit that has forked, or a lot of units that stay together: one line of the
/// processor's cache.
struct Unit: BitwiseCopyable {
  /// Months of work left in the step it is in; at a step with a rate, quantity left; at a step with a
  /// chance, the uniform number that decides in which month it finishes.
  var remaining = 0.0
  /// The share of the step's work that remains, by which money accrues: 1 on entering, 0 at the end. At
  /// a step with a chance, how likely it was not to have finished so far.
  var left = 1.0
  /// Until when it has been simulated, in months from the beginning of the horizon.
  var time = 0.0
  /// Quantity per unit.
  var size = 1.0
  /// Units in the lot, 1 unless it came as a lot from a rate.
  var number = 1.0
  var source: Int32
  /// Its number in its source, with the visit above: the part of its streams' keys that is its own.
  private var identity: UInt32
  /// First of its numbers, see ``UnitSlot``; -1 when the programme needs none.
  var slot: Int32 = -1
  /// Which of the step's risks, by position, have struck this unit and have lengthened this visit.
  var struck: UInt32 = 0
  var delayed: UInt32 = 0
  /// A month's output of a rate, of which a part may go on by itself.
  var isLot = false
  /// In place when the horizon began and still at its first step.
  var isOpening = false
  /// Work on it has begun at the step it is in.
  var hasBegun = false
  /// Counted among the programme's started, or in place before the horizon began.
  var isStarted = false

  init(source: Int, unit: UInt32) {
    self.source = Int32(source)
    identity = unit
  }

  var unit: UInt32 { identity & (StreamKey.unitLimit - 1) }
  /// 0 the first time it is at the step, 1 on its first return, and so on.
  var visit: UInt16 {
    get { UInt16(truncatingIfNeeded: identity >> 20) }
    set { identity = unit | UInt32(newValue) << 20 }
  }
}

/// Where the numbers kept for a unit stand, in a programme whose units fork, merge or come back. Merges
/// follow, two slots each (how many have come, the latest time), then visits per step. A programme whose
/// units only come back has the visits alone.
enum UnitSlot {
  /// Parts of the unit still under way.
  static let live = 0
  /// When its last part finished.
  static let latest = 1
  static let isCancelled = 2
  static let isStarted = 3
  /// Parts of the unit that wait somewhere.
  static let waiting = 4
  static let firstMerge = 5
}

/// Units in the order in which they came, side by side in memory that grows and is kept for the next
/// trial.
struct UnitList: BitwiseCopyable {
  private var room: UnsafeMutablePointer<Unit>?
  private var capacity: Int32 = 0
  private var first: Int32 = 0
  private(set) var count: Int32 = 0

  /// The first unit. Growing moves the units.
  @inline(__always)
  var base: UnsafeMutablePointer<Unit> {
    guard let room else { preconditionFailure("an empty list has no first unit") }
    return room + Int(first)
  }

  @inline(__always)
  mutating func append(_ unit: Unit) {
    if first + count == capacity { makeRoom() }
    (base + Int(count)).initialize(to: unit)
    count += 1
  }

  @inline(__always)
  mutating func removeFirst() -> Unit {
    let unit = base.pointee
    first += 1
    count -= 1
    if count == 0 { first = 0 }
    return unit
  }

  /// Takes a stretch out; the units behind it move up.
  mutating func remove(_ gone: Range<Int>) {
    if gone.isEmpty { return }
    let base = base
    (base + gone.lowerBound).update(
      from: base + gone.upperBound, count: Int(count) - gone.upperBound)
    count -= Int32(gone.count)
    if count == 0 { first = 0 }
  }

  @inline(__always)
  mutating func removeAll() {
    first = 0
    count = 0
  }

  private mutating func makeRoom() {
    guard let old = room else {
      capacity = 8
      room = .allocate(capacity: 8)
      return
    }
    if first > capacity / 2 {
      old.update(from: base, count: Int(count))
    } else {
      capacity *= 2
      let larger = UnsafeMutablePointer<Unit>.allocate(capacity: Int(capacity))
      larger.initialize(from: base, count: Int(count))
      old.deallocate()
      room = larger
    }
    first = 0
  }

  func deallocate() { room?.deallocate() }
}

/// The units at a step.
struct StepUnits: BitwiseCopyable {
  var service = UnitList()
  var queue = UnitList()
  /// Finished, waiting for an opening month.
  var held = UnitList()
  /// Units that have finished in the month that is being worked and have not left yet, or that are just coming:
  /// their places are taken.
  var leaving: Int32 = 0

  @inline(__always) var inService: Int32 { service.count + leaving }
  /// Waiting and in service.
  @inline(__always) var standing: Int32 { inService + queue.count }

  mutating func removeAll() {
    service.removeAll()
    queue.removeAll()
    held.removeAll()
    leaving = 0
  }

  func deallocate() {
    service.deallocate()
    queue.deallocate()
    held.deallocate()
  }
}

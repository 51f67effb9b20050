/// Rows of ``PastBlock/values`` by stream and month: many numbers are asked for in every trial, and few are given.
struct ValueRows: BitwiseCopyable {
  private struct Slot: BitwiseCopyable {
    var tag: UInt64 = 0
    var month: Int32 = 0
    /// -1 where there is none.
    var row: Int32 = -1
  }

  /// More than twice as many as there are rows, a power of 2.
  private let slots: Flat<Slot>

  init(_ rows: [PastLayout.Key: Int]) {
    var count = 8
    while count <= 2 * rows.count { count *= 2 }
    slots = Flat(repeating: Slot(), count: count)
    for (key, row) in rows {
      var place = first(key.tag, key.month)
      while slots[place].row >= 0 { place = next(place) }
      slots[place] = Slot(tag: key.tag, month: Int32(key.month), row: Int32(row))
    }
  }

  func deallocate() { slots.deallocate() }

  /// A stream's tag is a hash already.
  @inline(__always)
  private func first(_ tag: UInt64, _ month: Int) -> Int {
    Int(truncatingIfNeeded: tag &+ UInt64(truncatingIfNeeded: month)) & (slots.count - 1)
  }

  @inline(__always)
  private func next(_ place: Int) -> Int { (place + 1) & (slots.count - 1) }

  @inline(__always)
  subscript(_ tag: UInt64, _ month: Int) -> Int? {
    var place = first(tag, month)
    while slots[place].row >= 0 {
      if slots[place].tag == tag, Int(slots[place].month) == month { return Int(slots[place].row) }
      place = next(place)
    }
    return nil
  }
}

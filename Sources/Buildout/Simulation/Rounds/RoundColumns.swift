/// What measures read of a round's trials. Nothing in it counts references, which all workers would do at once.
struct RoundColumns: BitwiseCopyable {
  /// Of coupled programmes, a line of the processor's cache for eight trials: by eight trials, month and leaf.
  let coupled: Flat<Eight>
  /// Of programmes on their own, what measures with others read: by leaf, month and trial.
  let stored: Flat<Double>
  /// Trials that there is room for.
  private let capacity: Int
  private let months: Int
  private let leaves: Int

  init(_ plan: Plan, capacity: Int) {
    self.capacity = capacity
    months = plan.months
    leaves = plan.coupledLeaves.count
    coupled = Flat(
      repeating: Eight(repeating: 0), count: capacity / Round.lanes * leaves * plan.months)
    stored = Flat(repeating: 0, count: capacity * plan.storedLeaves * plan.months)
  }

  func deallocate() {
    coupled.deallocate()
    stored.deallocate()
  }

  /// Where eight trials' numbers begin, by month, leaf and trial.
  func cells(from first: Int) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(coupled.base + first / Round.lanes * leaves * months)
      .assumingMemoryBound(to: Double.self)
  }

  /// A leaf of a programme on its own in a month, from a trial on.
  func column(ofStored leaf: LeafRecord, month: Int, from first: Int)
    -> UnsafeMutablePointer<Double>
  {
    stored.base + (Int(leaf.stored) * months + month - 1) * capacity + first
  }

  /// A leaf in some trials of a month.
  ///
  /// - Parameter room: Where those of coupled programmes are put side by side.
  @inline(__always)
  func column(
    _ leaf: LeafRecord, month: Int, _ span: Range<Int>,
    room: () -> UnsafeMutablePointer<Double>
  ) -> UnsafePointer<Double> {
    if leaf.alone >= 0 {
      return UnsafePointer(column(ofStored: leaf, month: month, from: span.lowerBound))
    }
    let start = span.lowerBound / Round.lanes
    var from = coupled.base + (start * months + month - 1) * leaves + Int(leaf.column)
    let room = room()
    var to = UnsafeMutableRawPointer(room)
    for _ in 0..<(span.count + Round.lanes - 1) / Round.lanes {
      to.storeBytes(of: from.pointee, as: Eight.self)
      from += leaves * months
      to += MemoryLayout<Eight>.stride
    }
    return UnsafePointer(room)
  }
}

import Sampling

/// Simulates programmes on their own, and works measures out, for many trials side by side: every number
/// is a column of them. What it holds is of one month. One worker uses it at a time.
final class Reader {
  typealias Column = UnsafeMutablePointer<Double>

  /// Trials in a column.
  static let width = Block.size

  let plan: Plan
  let batch: StreamBatch
  let generator: Generator
  /// The first overflow that was found since ``begin(_:after:_:)``, in the order of the trials.
  private(set) var overflow = Overflow()
  /// The number of the first trial at hand.
  private(set) var firstTrial: UInt32 = 0
  /// What is known of the past of the trials at hand, where anything is.
  private var past: PastBlock?
  /// The trials at hand, by their indices in the round. A trial is named by its index among them.
  private(set) var span = 0..<0
  let climates: ClimateColumns
  let flow: FlowColumns
  var units: UnitColumns
  private let room: Flat<Double>
  private var used = 0
  /// The greatest values so far, by measure.
  private var greatest: [Int: Flat<Double>] = [:]
  private var stack: [UnsafePointer<Double>] = []
  /// Of a measure that is a share, what stands below its line.
  private var divisor: UnsafePointer<Double>?
  /// Measures made of others whose actuals are known, and by how much they lie above what was simulated.
  private let anchors: [Int: SeriesAnchor]

  init(_ plan: Plan, seed: UInt64, climates: ClimateColumns, past layout: PastLayout? = nil) {
    self.plan = plan
    anchors = plan.anchors(layout)
    self.climates = climates
    batch = StreamBatch(seed: seed)
    generator = Generator(seed: seed)
    flow = FlowColumns()
    units = UnitColumns(plan)
    let deepest = plan.series.map { 2 * ($0.operations.end - $0.operations.start) + 1 }.max() ?? 0
    room = Flat(repeating: 0, count: Reader.width * Int(deepest + 1))
  }

  deinit {
    room.deallocate()
    flow.deallocate()
    units.deallocate()
    for column in greatest.values { column.deallocate() }
  }

  /// Turns to some trials of a round, and to measures of which months are read in order from 1.
  ///
  /// - Parameters:
  ///   - first: The number of the round's first trial.
  ///   - past: The block of the past that has them.
  func begin(_ span: Range<Int>, after first: Int, _ series: [Int], past: PastBlock? = nil) {
    self.past = past
    if span.lowerBound == 0 { overflow = Overflow() }
    firstTrial = UInt32(first + span.lowerBound)
    self.span = span
    for index in series where plan.series[index].keepsGreatest {
      let column = greatest[index] ?? Flat(repeating: 0, count: Reader.width)
      column.fill(.nan)
      greatest[index] = column
    }
  }

  var count: Int { span.count }
  var trials: Range<UInt32> { firstTrial..<firstTrial + UInt32(count) }

  /// Puts numbers that the past gives in place of draws, month 0 for those that are drawn once.
  func give(_ tag: UInt64, month: Int, into column: Column) {
    guard let past, let row = past.layout.values[PastLayout.Key(tag: tag, month: month)] else {
      return
    }
    let values = past.values.base + row * Block.size + Int(firstTrial) % Block.size
    for trial in 0..<count where !values[trial].isNaN { column[trial] = values[trial] }
  }

  /// Room for a column, until the next measure is worked out.
  func nextColumn() -> Column {
    defer { used += 1 }
    return room.base + used * Reader.width
  }

  // MARK: Overflow

  /// Notes the first trial in which a number of a step is not within bounds, and puts 0 in its place, so
  /// that nothing of it goes further.
  func bound(_ column: Column, step: Int, month: Int) {
    if isWithinBounds(UnsafePointer(column)) { return }
    for trial in 0..<count where !(column[trial].magnitude < Simulator.bound) {
      note(Overflow(step: Int32(step), month: Int32(month)), trial)
      column[trial] = 0
    }
  }

  func note(_ found: Overflow, _ trial: Int) {
    var found = found
    found.trial = firstTrial + UInt32(trial)
    if found.isBefore(overflow) { overflow = found }
  }

  private func isWithinBounds(_ column: UnsafePointer<Double>) -> Bool {
    let bound = SIMD8(repeating: Simulator.bound)
    var isOutside = SIMDMask<SIMD8<Int64>>(repeating: false)
    let bytes = UnsafeRawPointer(column)
    let whole = count / 8 * 8
    for start in stride(from: 0, to: whole, by: 8) {
      let eight = (bytes + start * 8).loadUnaligned(as: SIMD8<Double>.self)
      isOutside .|= .!((eight .< bound) .& (eight .> -bound))
    }
    return !any(isOutside) && (whole..<count).allSatisfy { column[$0].magnitude < Simulator.bound }
  }

  // MARK: Measures

  /// Works measures out at a month's end and hands them over.
  ///
  /// - Parameter leaf: The column of a leaf in this month.
  func evaluate(
    _ series: [Int], month: Int, _ body: (Int, Int, Round.Values) -> Void,
    _ leaf: (Reader, LeafRecord) -> UnsafePointer<Double>
  ) {
    for index in series {
      used = 0
      var current = value(index, month, leaf)
      if let anchor = anchors[index] {
        current = anchor.hold(
          current, dividedBy: divisor, month: month, count: count, room: nextColumn())
      }
      var judged = current
      if let column = greatest[index] {
        for trial in 0..<count {
          // At first there is none, and what is no number is not greater than anything.
          let value = current[trial]
          if column[trial].isNaN || value > column[trial] { column[trial] = value }
        }
        judged = UnsafePointer(column.base)
      }
      body(
        index, month,
        Round.Values(
          first: span.lowerBound,
          current: UnsafeBufferPointer(start: current, count: count),
          judged: UnsafeBufferPointer(start: judged, count: count)))
    }
  }

  private func value(
    _ index: Int, _ month: Int, _ leaf: (Reader, LeafRecord) -> UnsafePointer<Double>
  ) -> UnsafePointer<Double> {
    stack.removeAll(keepingCapacity: true)
    divisor = nil
    for position in plan.series[index].operations.indices {
      let operation = plan.operations[position]
      switch operation.code {
      case .leaf:
        let record = plan.leaves[Int(operation.index)]
        let column = leaf(self, record)
        if record.kind != .finish { checkLeaf(column, index, month) }
        stack.append(column)
      case .constant:
        let column = nextColumn()
        column.update(repeating: operation.constant, count: count)
        stack.append(UnsafePointer(column))
      case .join(let combination):
        let right = stack.removeLast()
        let left = stack.removeLast()
        divisor = combination.divides ? right : nil
        let column = nextColumn()
        for trial in 0..<count {
          column[trial] = combination.joined(left[trial], right[trial])
        }
        checkJoined(UnsafePointer(column), left, right, index, month)
        stack.append(UnsafePointer(column))
      }
    }
    return stack[0]
  }

  /// A number that a measure reads is finite; one beyond all bounds is noted.
  private func checkLeaf(_ column: UnsafePointer<Double>, _ series: Int, _ month: Int) {
    if isWithinBounds(column) { return }
    for trial in 0..<count where !(column[trial].magnitude < Simulator.bound) {
      note(Overflow(series: Int32(series), month: Int32(month)), trial)
    }
  }

  /// So is what is worked out from finite ones.
  private func checkJoined(
    _ column: UnsafePointer<Double>, _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>,
    _ series: Int, _ month: Int
  ) {
    if isWithinBounds(column) { return }
    for trial in 0..<count
    where column[trial].magnitude >= Simulator.bound && left[trial].isFinite
      && right[trial].isFinite
    {
      note(Overflow(series: Int32(series), month: Int32(month)), trial)
    }
  }

  // MARK: Programmes on their own

  /// Puts a programme where it stands when the horizon begins.
  func open(_ alone: AloneRecord) {
    if let layout = alone.units { runUnits(alone, layout) } else { openFlow(step(of: alone)) }
  }

  /// Simulates a month; months are taken in order from 1. Of units nothing is left to do.
  func work(_ alone: AloneRecord, month: Int) {
    if alone.units == nil { workFlow(step(of: alone), month) }
  }

  /// What is read of a programme at the end of the month.
  func read(_ leaf: LeafRecord, of alone: AloneRecord, month: Int) -> UnsafePointer<Double> {
    alone.units.map { readUnits(leaf, $0, month: month) }
      ?? readFlow(leaf, step(of: alone), month: month)
  }

  private func step(of alone: AloneRecord) -> Int {
    Int(plan.programmes[alone.programme].steps.start)
  }
}

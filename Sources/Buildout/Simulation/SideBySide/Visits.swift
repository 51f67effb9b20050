import CVisits

/// Of programmes whose units come to the same steps in every trial: where the units of a cluster stand, and what is
/// counted of them, a line for each number with a place for each trial that is begun. Clusters are simulated one after
/// another and share the room.
struct Visits: BitwiseCopyable {
  typealias Cells = UnsafeMutablePointer<Double>

  // By step and place.
  /// Months of work left. Before a unit is there, where parts of it meet: the latest of their times.
  let remaining: Cells
  /// The share of the step's work that remains. Before: how many parts have come.
  let left: Cells
  /// Until when the unit has been simulated. Infinite where it is not there: it has not come, or it has left;
  /// ``held`` where it waits for an opening month.
  let time: Cells
  /// Where work on it has not begun, how its start is to be counted.
  let waits: Cells
  /// When it came, where that says whom a pool serves.
  let orders: Cells
  /// The risks of the step, by position, that may still delay it; by trial.
  let delays: Flat<UInt32>
  /// In how many trials it is there or may still come.
  let open: Flat<UInt8>

  // By unit.
  let members: Flat<Member>
  /// Units in the lot, and their quantity.
  let weights: Cells
  let quantities: Cells
  /// Of one that has parts: those that are under way, and when the last of the others finished.
  let parts: Cells
  let latest: Cells

  /// By step and ``Row``, and by programme.
  let stepRows: Cells
  let programmeRows: Cells
  let steps: Flat<VisitStep>
  /// How many units are in service that came at a time, by ``StepRecord/orderRow``.
  let serving: Cells
  // Of the step at hand.
  let given: Flat<cvisits_month>
  let finishes: Flat<cvisits_finish>

  static let held = 1e300
  /// What is ``left`` of the work on a unit that has been at a step and gone on, where trials have a past.
  static let gone = -1.0

  /// What is counted of a step or a programme: numbers, and next to them quantities.
  enum Row {
    static let entered = 0
    static let started = 2
    static let done = 4
    /// Of a step: units in service, what has been spent, and the month's speed and the price of a quantity of work.
    static let standing = 6
    static let spent = 7
    static let speed = 8
    static let price = 9
    /// Of a programme: when the last unit finished.
    static let lastFinish = 6
    static let count = 10
  }

  init(_ plan: Plan, _ memory: Memory) {
    let clusters = plan.clusters.filter(\.isSideBySide)
    let visits = Int(clusters.map(\.visits).max() ?? 0)
    let units = Int(clusters.map(\.members).max() ?? 0)
    let orders = Int(clusters.map(\.orderRows).max() ?? 0)
    func cells(_ lines: Int) -> Cells {
      // Every line is one of the processor's cache.
      let lines = memory.flat(repeating: Eight(repeating: 0), count: lines)
      return UnsafeMutableRawPointer(lines.base).assumingMemoryBound(to: Double.self)
    }
    remaining = cells(visits)
    left = cells(visits)
    time = cells(visits)
    waits = cells(visits)
    self.orders = cells(orders > 0 ? visits : 0)
    delays = memory.flat(repeating: 0, count: visits * Simulator.lanes)
    open = memory.flat(repeating: 0, count: visits)
    members = memory.flat(repeating: Member(), count: units)
    weights = cells(units)
    quantities = cells(units)
    parts = cells(units)
    latest = cells(units)
    stepRows = cells(visits > 0 ? plan.steps.count * Row.count : 0)
    programmeRows = cells(visits > 0 ? plan.programmes.count * Row.count : 0)
    steps = memory.flat(repeating: VisitStep(), count: visits > 0 ? plan.steps.count : 0)
    serving = cells(orders)
    given = memory.flat(repeating: cvisits_month(), count: 1)
    finishes = memory.flat(
      repeating: cvisits_finish(), count: units > 0 ? units * Simulator.lanes + 1 : 0)
  }

  @inline(__always)
  func row(_ row: Int, ofStep index: Int) -> Cells {
    stepRows + (index * Row.count + row) * Simulator.lanes
  }

  @inline(__always)
  func row(_ row: Int, ofProgramme index: Int) -> Cells {
    programmeRows + (index * Row.count + row) * Simulator.lanes
  }

  /// Bytes that it takes, about.
  static func size(_ plan: Plan) -> Int {
    let clusters = plan.clusters.filter(\.isSideBySide)
    let lines = clusters.map { 6 * Int($0.visits) + 7 * Int($0.members) + Int($0.orderRows) }
    return (lines.max() ?? 0) * MemoryLayout<Eight>.stride
  }
}

/// A unit of a programme that is simulated so; the lot that a rate passes on in a month is one.
struct Member: BitwiseCopyable {
  var source: Int32 = 0
  /// Its number in its source.
  var number: Int32 = 0
}

/// A step that takes time.
struct VisitStep: BitwiseCopyable {
  /// The month of which speed and price are known.
  var speedMonth: Int32 = 0
  /// Outside these places nobody is there.
  var first: Int32 = 0
  var end: Int32 = 0
  /// Units that have finished and wait for an opening month, in all trials, and whether a risk may still delay any.
  var held: Int32 = 0
  var isDelayable = false
}

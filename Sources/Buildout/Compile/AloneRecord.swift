/// A programme that shares nothing with others, so that its trials are simulated side by side.
struct AloneRecord: Sendable {
  let programme: Int
  /// Its leaves, of which the records' indices count.
  let leaves: [Int]
  /// Measures that read nothing else.
  let series: [Int]
  /// Where its units are counted; nil of a flow.
  let units: UnitLayout?
}

/// What units of a programme on their own are counted in: rows of months and trials. The first are its
/// leaves, by their indices.
struct UnitLayout: Sendable {
  /// Something that is counted when a unit does something.
  struct Reaction: Sendable {
    let row: Int
    let isQuantity: Bool
    let isLess: Bool
  }

  struct StepReactions: Sendable {
    var enters: [Reaction] = []
    var starts: [Reaction] = []
    var leaves: [Reaction] = []
    var cancels: [Reaction] = []
    var waits: [Reaction] = []
    /// Nothing makes the step slower or faster in any month.
    var isSteady = false
  }

  var rows: Int
  /// By the step's index.
  var steps: [StepReactions]
  // Of the programme.
  var enters: [Reaction] = []
  var starts: [Reaction] = []
  var completes: [Reaction] = []
  var cancels: [Reaction] = []
  var waits: [Reaction] = []
  /// Of quantities in progress, the row of their number.
  var numbers: [Int: Int] = [:]
  /// Rows of when the last unit finished, and of the numbers in progress, completed and cancelled; -1 where
  /// no measure reads the finish.
  var lastFinish = -1
  var open = -1
  var done = -1
  var cancelled = -1
  /// The last month in which a cohort enters.
  var lastEntry = 0
}

/// Factors and risks that act on some steps of programmes on their own, all alike.
struct ClimateRecord: BitwiseCopyable, Sendable {
  /// One of the steps.
  var step: Int32
}

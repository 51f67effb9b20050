/// What the trials of a plan must have in their past, by names that hold in every part of the plan.
struct PastLayout: Sendable {
  /// A number by its stream and month, 0 for what is drawn once.
  struct Key: Hashable {
    let tag: UInt64
    let month: Int
  }

  let asOf: Int
  /// Rows of ``PastBlock/values``.
  var values: [Key: Int] = [:]
  /// Rows of ``PastBlock/risks``, by the risk's id.
  var risks: [String: Int] = [:]
  /// Rows of ``PastBlock/programmes``, by the programme's id.
  var programmes: [String: Int] = [:]
  /// First row of ``PastBlock/units`` and how many, by the first stream of a source's units.
  var units: [UInt64: Range<Int>] = [:]
  /// Whether risks acted, by id and month.
  var sightings: [String: [Int: Bool]] = [:]
  /// What leaves stood at, by month.
  var facts: [Measure.Leaf: [Int: Double]] = [:]
  /// The same of measures that are made of others.
  var combined: [Measure: [Int: Double]] = [:]

  /// What was counted of units, a row of ``PastBlock/counts`` each.
  var counts: [Count] = []

  /// How many units had begun or finished at a month's end, a step or all of their programme.
  struct Count {
    let programme: String
    /// The number of the step in its programme; nil for the programme.
    let step: Int?
    let isBegun: Bool
    let month: Int
    /// How many there are, where trials do not differ in that.
    let number: Int32
  }

  /// Without what is known for sure.
  var free: PastLayout {
    var free = self
    free.facts = [:]
    free.combined = [:]
    free.counts = []
    return free
  }

  /// How many rows of units there are.
  var unitRows = 0
}

/// The past of a block's trials: given numbers, and whose random draws each risk, programme and unit has
/// until the as-of month, and how many units were counted. By row, then trial; of units by trial, then row, as a trial
/// asks for them.
final class PastBlock: @unchecked Sendable {
  let layout: PastLayout
  let number: Int
  let values: Flat<Double>
  let risks: Flat<UInt32>
  let programmes: Flat<UInt32>
  let units: Flat<UInt32>
  let counts: Flat<Int32>

  /// Every trial with its own draws.
  init(_ layout: PastLayout, number: Int) {
    self.layout = layout
    self.number = number
    values = Flat(repeating: .nan, count: layout.values.count * Block.size)
    risks = Flat(repeating: 0, count: layout.risks.count * Block.size)
    programmes = Flat(repeating: 0, count: layout.programmes.count * Block.size)
    units = Flat(repeating: 0, count: layout.unitRows * Block.size)
    counts = Flat(layout.counts.flatMap { Array(repeating: $0.number, count: Block.size) })
    for column in [risks, programmes] {
      for index in 0..<column.count { column[index] = own(index % Block.size) }
    }
    for index in 0..<units.count { units[index] = own(index / layout.unitRows) }
  }

  deinit {
    values.deallocate()
    risks.deallocate()
    programmes.deallocate()
    units.deallocate()
    counts.deallocate()
  }

  /// Gives a trial a number in place of its draw.
  func set(_ value: Double, _ tag: UInt64, _ month: Int, _ index: Int) {
    if let row = layout.values[PastLayout.Key(tag: tag, month: month)] {
      values[row * Block.size + index] = value
    }
  }

  /// The number that a trial has been given; nil where it has its own.
  func value(_ tag: UInt64, _ month: Int, _ index: Int) -> Double? {
    guard let row = layout.values[PastLayout.Key(tag: tag, month: month)] else { return nil }
    let value = values[row * Block.size + index]
    return value.isNaN ? nil : value
  }

  /// Gives a risk of a trial the draws of another trial.
  func set(_ trial: UInt32, ofRisk id: String, _ index: Int) {
    if let row = layout.risks[id] { risks[row * Block.size + index] = trial }
  }

  /// Gives a unit of a trial the draws of another trial, by its row.
  func set(_ trial: UInt32, ofUnit row: Int, _ index: Int) {
    units[index * layout.unitRows + row] = trial
  }

  var first: Int { number * Block.size }
  /// The number of a trial by its index in the block.
  func own(_ index: Int) -> UInt32 { UInt32(first + index) }
}

/// Where blocks of the past come from.
protocol PastSource: Sendable {
  var layout: PastLayout { get }
  func block(_ number: Int) -> PastBlock
}

/// Blocks that are there.
struct GivenPast: PastSource {
  let layout: PastLayout
  let blocks: [PastBlock]

  func block(_ number: Int) -> PastBlock { blocks[number] }
}

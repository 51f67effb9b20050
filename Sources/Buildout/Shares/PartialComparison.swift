/// What some trials of a plan and its options gave, from which they are compared.
public struct PartialComparison: PartialResult {
  private let options: [ResourcingOption]
  private let seed: UInt64
  /// Which trials are in it.
  public private(set) var trials = TrialRanges()
  private var tally: PairedTally

  /// Of no trial yet.
  ///
  /// - Throws: ``ScenarioFaults`` when an option's scenario has faults.
  /// - Precondition: As of ``Plan/compare(_:_:progress:)``.
  public init(_ plan: Plan, _ options: [ResourcingOption], seed: UInt64) throws {
    self.options = options
    self.seed = seed
    tally = try plan.pairedTally(options)
  }

  /// Takes in what other trials of the same plan, options and seed gave.
  public mutating func merge(_ other: PartialComparison) {
    trials.merge(other.trials)
    tally.merge(other.tally)
  }

  /// Simulates further trials; see ``PartialResult``.
  public mutating func simulate(
    _ trials: Range<Int>, _ settings: RunSettings,
    progress: (_ done: Int, _ partial: () -> PartialComparison) throws -> Void
  ) async throws {
    precondition(
      trials.isEmpty || trials.lowerBound % Block.size == 0 && !self.trials.overlaps(trials),
      "trials begin with a block and are not there yet")
    let before = tally.trials
    let known = self.trials
    var partial = self
    try await settings.simulate(trials: trials) {
      PairedBlock(partial.tally.paired, seed: seed)
    } absorb: { block in
      partial.tally.absorb(block)
      let done = partial.tally.trials - before
      partial.trials = known
      partial.trials.append(trials.lowerBound..<trials.lowerBound + done)
      try progress(done) { partial }
      return true
    }
    self = partial
  }

  /// The comparison, of the trials that are there.
  ///
  /// - Parameter precision: What half-width of a difference was wanted.
  /// - Precondition: There is a trial at least.
  public func comparison(precision: Double? = nil) -> Comparison {
    tally.comparison(options, seed: seed, precision: precision)
  }

  /// Changes nothing: whole numbers are all there is.
  public mutating func condense() {}

  /// Everything as bytes.
  public var packed: [UInt8] {
    var writer = PackedWriter()
    trials.pack(into: &writer)
    tally.pack(into: &writer)
    return writer.finished()
  }

  /// Becomes what was packed, of the same plan, options and seed.
  public mutating func restore(_ packed: [UInt8]) throws(DamagedPartial) {
    var reader = PackedReader(packed)
    var restored = self
    restored.trials = try TrialRanges(&reader)
    try restored.tally.restore(&reader, trials: restored.trials.count)
    guard reader.isSpent else { throw DamagedPartial() }
    self = restored
  }
}

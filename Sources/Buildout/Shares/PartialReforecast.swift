/// What some trials of a plan gave, given what is known of the year and before anything was known.
public struct PartialReforecast: PartialResult {
  private var now: PartialForecast
  private var before: PartialForecast

  /// Of no trial yet.
  ///
  /// - Parameters:
  ///   - given: A plan that ``Plan/given(_:_:becoming:)`` has made, with this seed.
  ///   - plan: The plan as nothing was known.
  ///   - seed: What the random numbers are drawn from.
  ///   - option: The id of the option that the given plan becomes, which the forecast is to name.
  public init(_ given: Plan, beside plan: Plan, seed: UInt64, option: String? = nil) {
    precondition(given.learnedPast.seed == seed, "what was learned belongs to a seed")
    now = PartialForecast(given, seed: seed, option: option)
    before = PartialForecast(plan, seed: seed)
  }

  /// Which trials are in it.
  public var trials: TrialRanges { now.trials }

  /// Takes in what other trials of the same plan and seed gave.
  public mutating func merge(_ other: PartialReforecast) {
    now.merge(other.now)
    before.merge(other.before)
  }

  /// Simulates further trials; see ``PartialResult``.
  public mutating func simulate(
    _ trials: Range<Int>, _ settings: RunSettings,
    progress: (_ done: Int, _ partial: () -> PartialReforecast) throws -> Void
  ) async throws {
    // A few blocks of the one and then of the other, so that both have the same trials now and then.
    let step = 4 * settings.threads * Block.size
    for first in stride(from: trials.lowerBound, to: trials.upperBound, by: step) {
      let some = first..<min(trials.upperBound, first + step)
      try await before.simulate(some, settings) { _, _ in }
      try await now.simulate(some, settings) { _, _ in }
      let both = self
      try progress(some.upperBound - trials.lowerBound) { both }
    }
  }

  /// The odds now and before, of the trials that are there, and what was learned.
  ///
  /// What is reported of the numbers that the actuals teach is drawn again for the first trials, which takes a part
  /// of the time that they took to simulate.
  ///
  /// - Parameters:
  ///   - settings: The threads.
  ///   - precision: What half-width was wanted.
  /// - Precondition: There is a trial at least.
  public func reforecast(
    _ settings: RunSettings, precision: Double? = nil
  ) async throws -> Reforecast {
    let past = now.plan.learnedPast
    let blocks = (0..<Past.sampledBlocks).filter {
      trials.overlaps($0 * Block.size..<($0 + 1) * Block.size)
    }
    try await sideBySide(blocks.count, workers: settings.threads) { _, index in
      _ = past.block(blocks[index])
    }
    return now.plan.reforecast(
      now.forecast(precision: precision), before.forecast(precision: precision),
      of: before.plan)
  }

  /// Keeps of the trials before anything was known only what is read when all are done; see ``PartialResult``.
  public mutating func condense() {
    // Given actuals, trials of a block depend on one another: how far a share can lie from the others is not known.
    before.condense()
  }

  /// Everything as bytes.
  public var packed: [UInt8] {
    var writer = PackedWriter()
    now.pack(into: &writer)
    before.pack(into: &writer)
    return writer.finished()
  }

  /// Becomes what was packed, of the same plan and seed.
  public mutating func restore(_ packed: [UInt8]) throws(DamagedPartial) {
    var reader = PackedReader(packed)
    var restored = self
    try restored.now.restore(&reader)
    try restored.before.restore(&reader)
    guard reader.isSpent, restored.now.trials == restored.before.trials else {
      throw DamagedPartial()
    }
    self = restored
  }
}

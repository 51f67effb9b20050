/// What some trials of a plan gave, from which its forecast is put together.
///
///     var whole = PartialForecast(plan, seed: 1)
///     for number in 1...4 {
///       var part = PartialForecast(plan, seed: 1)
///       let trials = Share(number, of: 4)!.trials(of: 10_000)
///       try await part.simulate(trials, settings) { _, _ in }
///       whole.merge(part)
///     }
///     let forecast = whole.forecast()   // as plan.forecast(RunSettings(trials: 10_000)) gives it
public struct PartialForecast: PartialResult {
  /// What was simulated.
  public let plan: Plan
  /// What the random numbers were drawn from.
  public let seed: UInt64
  private let option: String?
  /// Which trials are in it.
  public private(set) var trials = TrialRanges()
  private var counts: Tally.Counts
  private var isCondensed = false

  /// Of no trial yet.
  ///
  /// - Parameters:
  ///   - plan: What is simulated.
  ///   - seed: What the random numbers are drawn from.
  ///   - option: The id of the option that the plan carries out, which the forecast is to name.
  public init(_ plan: Plan, seed: UInt64, option: String? = nil) {
    self.plan = plan
    self.seed = seed
    self.option = option
    counts = Tally.Counts(plan)
  }

  /// Takes in what other trials of the same plan and seed gave.
  public mutating func merge(_ other: PartialForecast) {
    precondition(seed == other.seed, "what is put together is of one seed")
    trials.merge(other.trials)
    counts.merge(other.counts)
    isCondensed = isCondensed || other.isCondensed
  }

  /// Simulates further trials; see ``PartialResult``.
  public mutating func simulate(
    _ trials: Range<Int>, _ settings: RunSettings,
    progress: (_ done: Int, _ partial: () -> PartialForecast) throws -> Void
  ) async throws {
    guard !trials.isEmpty else { return }
    precondition(!isCondensed, "what is condensed is counted no further")
    precondition(
      trials.lowerBound % Block.size == 0 && !self.trials.overlaps(trials),
      "trials begin with a block and are not there yet")
    let settings = RunSettings(
      trials: trials.count, seed: seed, threads: settings.threads, memory: settings.memory)
    let layout = try plan.fit(settings)
    let tally = Tally(plan, roundCapacity: layout.capacity, block: trials.lowerBound / Block.size)
    let before = self
    func partial() -> PartialForecast {
      var partial = before
      partial.trials.append(trials.lowerBound..<trials.lowerBound + tally.trials)
      partial.counts.merge(tally.counts)
      return partial
    }
    do {
      try await plan.simulate(settings, layout, trials: trials) { round in
        try await tally.absorb(round)
        if tally.trials == trials.count { tally.finish() }
        if tally.trials % Block.size == 0 || tally.trials == trials.count {
          try progress(tally.trials, partial)
        }
        return true
      }
    } catch var overflow as TrialOverflow {
      overflow.option = option
      throw overflow
    }
    self = partial()
  }

  /// The odds, of the trials that are there.
  ///
  /// - Parameter precision: What half-width was wanted, of which the forecast says whether it is reached.
  /// - Precondition: There is a trial at least.
  public func forecast(precision: Double? = nil) -> Forecast {
    let tally = Tally(plan, roundCapacity: 0, counts: counts)
    var forecast = tally.forecast(seed: seed, option: option)
    forecast.precision = tally.precision(precision)
    return forecast
  }

  /// Keeps only what is read when all trials are done; see ``PartialResult``.
  public mutating func condense() {
    counts.condense()
    isCondensed = true
  }

  /// Everything as bytes.
  public var packed: [UInt8] {
    var writer = PackedWriter()
    pack(into: &writer)
    return writer.finished()
  }

  /// Becomes what was packed, of the same plan and seed.
  public mutating func restore(_ packed: [UInt8]) throws(DamagedPartial) {
    var reader = PackedReader(packed)
    try restore(&reader)
    guard reader.isSpent else { throw DamagedPartial() }
  }

  func pack(into writer: inout PackedWriter) {
    trials.pack(into: &writer)
    writer.write(isCondensed ? 1 : 0, .flag)
    counts.pack(into: &writer)
  }

  mutating func restore(_ reader: inout PackedReader) throws(DamagedPartial) {
    let trials = try TrialRanges(&reader)
    let isCondensed = try reader.read(.flag, atMost: 1) == 1
    var counts = Tally.Counts(plan)
    try counts.restore(&reader, trials)
    (self.trials, self.counts, self.isCondensed) = (trials, counts, isCondensed)
  }
}

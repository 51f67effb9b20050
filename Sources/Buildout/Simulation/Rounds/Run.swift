import Synchronization

/// How many trials, with which random draws, on how many threads.
public struct RunSettings: Hashable, Sendable {
  /// How many trials a run may have.
  public static let allowedTrials = 1...1_000_000_000
  /// How many threads a run may have.
  public static let allowedThreads = 1...256
  /// In percentage points.
  public static let allowedPrecision = 0.01...50.0

  /// The most trials made, in ``allowedTrials``.
  public let trials: Int
  /// What the random numbers are drawn from; the same seed gives the same results.
  public let seed: UInt64
  /// Blocks of trials simulated at the same time. No result depends on it.
  public let threads: Int
  /// Stop as soon as every target's 95 % interval has a half-width of at most so many percentage
  /// points, seen after each whole block; nil makes all the trials.
  public let precision: Double?
  /// Bytes that a run may take; nil where nobody says how many there are. A run that would take more
  /// throws ``MemoryShortage`` before its first trial.
  public let memory: Int?

  /// - Precondition: each number is within what is allowed; check what a user typed first.
  public init(
    trials: Int = 10_000, seed: UInt64 = 1, threads: Int = 1, precision: Double? = nil,
    memory: Int? = nil
  ) {
    precondition(RunSettings.allowedTrials.contains(trials), "trials out of range")
    precondition(RunSettings.allowedThreads.contains(threads), "threads out of range")
    precondition(
      precision.map { RunSettings.allowedPrecision.contains($0) } ?? true, "precision out of range")
    self.trials = trials
    self.seed = seed
    self.threads = threads
    self.precision = precision
    self.memory = memory
  }
}

extension Plan {
  /// Runs the trials and returns the odds of every target.
  ///
  /// The result is the same to the bit for any number of threads and on every launch.
  ///
  /// - Parameters:
  ///   - settings: How many trials, with which random draws, on how many threads.
  ///   - option: The id of the option that this plan carries out, which the forecast is to name.
  ///   - progress: Told the number of trials merged so far, for every block, in order.
  /// - Throws: ``MemoryShortage`` before the first trial; `CancellationError` within a few trials of the
  ///   task being cancelled; ``TrialOverflow`` for the first trial in which a number grows beyond what can
  ///   be counted.
  public func forecast(
    _ settings: RunSettings = RunSettings(), option: String? = nil,
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> Forecast {
    try await forecast(settings, option: option, isComparedNext: false, progress: progress)
  }

  /// The same of a plan that is perhaps compared with variants afterwards, which then need not simulate it in the same
  /// trials again. It takes memory: a byte for each target and trial, 16 MB at most.
  package func forecast(
    _ settings: RunSettings, option: String? = nil, isComparedNext: Bool,
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> Forecast {
    let layout = try fit(settings)
    let tally = Tally(self, roundCapacity: layout.capacity)
    var answers = isComparedNext ? BlockAnswers(self, settings) : nil
    do {
      try await simulate(settings, layout) { round in
        let before = tally.trials / Block.size
        try await tally.absorb(round)
        answers?.take(tally, of: round)
        let isWhole = tally.trials % Block.size == 0 || tally.trials == settings.trials
        for block in before..<tally.trials / Block.size { progress?((block + 1) * Block.size) }
        if tally.trials == settings.trials, !tally.trials.isMultiple(of: Block.size) {
          progress?(tally.trials)
        }
        return !isWhole || !(tally.precision(settings.precision)?.isReached ?? false)
      }
    } catch var overflow as TrialOverflow {
      overflow.option = option
      throw overflow
    }
    tally.finish()
    // Quantiles are most of the work that is left; nobody should wait while one worker does it.
    try await sideBySide(tally.series.count, workers: layout.workers) { _, index in
      _ = tally.series[index].monthly
    }
    var forecast = tally.forecast(seed: settings.seed, option: option)
    forecast.precision = tally.precision(settings.precision)
    return forecast
  }

  /// Simulates the coupled programmes of rounds of trials and hands the rounds over in order, until
  /// `absorb` returns false or all are done.
  ///
  /// - Parameter trials: Those of them to simulate, from the beginning of a block; nil for all.
  func simulate(
    _ settings: RunSettings, _ layout: (capacity: Int, workers: Int), trials: Range<Int>? = nil,
    absorb: (Round) async throws -> Bool
  ) async throws {
    let round = Round(
      self, seed: settings.seed, capacity: layout.capacity, workers: layout.workers)
    let trials = trials ?? 0..<settings.trials
    var first = trials.lowerBound
    while first < trials.upperBound {
      round.begin(at: first, count: min(layout.capacity, trials.upperBound - first))
      try await sideBySide(round.pastBlocks, workers: layout.workers) { _, index in
        round.recall(index)
      }
      try await sideBySide(round.chunks, workers: layout.workers) { worker, chunk in
        round.simulate(chunk: chunk, worker: worker)
      }
      if let overflow = round.overflow { throw overflow }
      guard try await absorb(round) else { return }
      first += round.count
    }
  }
}

/// Does numbered pieces of work, each worker taking the next one that nobody has taken.
///
/// - Throws: `CancellationError` after the pieces in hand, when the task is cancelled.
func sideBySide(
  _ pieces: Int, workers: Int, _ work: @escaping @Sendable (_ worker: Int, _ piece: Int) -> Void
) async throws {
  let workers = min(workers, pieces)
  guard workers > 1 else {
    for piece in 0..<pieces {
      try Task.checkCancellation()
      work(0, piece)
    }
    return
  }
  let counter = PieceCounter()
  try await withThrowingTaskGroup(of: Void.self) { group in
    for worker in 0..<workers {
      group.addTask {
        while true {
          let piece = counter.next()
          guard piece < pieces else { return }
          try Task.checkCancellation()
          work(worker, piece)
        }
      }
    }
    try await group.waitForAll()
  }
}

/// Which piece of work is next.
private final class PieceCounter: Sendable {
  private let taken = Atomic(0)

  func next() -> Int { taken.wrappingAdd(1, ordering: .relaxed).oldValue }
}

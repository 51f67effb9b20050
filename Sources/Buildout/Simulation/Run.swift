/// How many trials, with which luck, on how many threads.
public struct RunSettings: Hashable, Sendable {
  public static let allowedTrials = 1...1_000_000_000
  public static let allowedThreads = 1...256
  /// In percentage points.
  public static let allowedPrecision = 0.01...50.0

  /// The most trials made, in ``allowedTrials``.
  public let trials: Int
  public let seed: UInt64
  /// Blocks of trials simulated at the same time. No result depends on it.
  public let threads: Int
  /// Stop as soon as every target's 95 % interval has a half-width of at most so many percentage
  /// points, seen after each whole block; nil makes all the trials.
  public let precision: Double?

  /// - Precondition: each number is within what is allowed; check what a user typed first.
  public init(trials: Int = 10_000, seed: UInt64 = 1, threads: Int = 1, precision: Double? = nil) {
    precondition(RunSettings.allowedTrials.contains(trials), "trials out of range")
    precondition(RunSettings.allowedThreads.contains(threads), "threads out of range")
    precondition(
      precision.map { RunSettings.allowedPrecision.contains($0) } ?? true, "precision out of range")
    self.trials = trials
    self.seed = seed
    self.threads = threads
    self.precision = precision
  }
}

extension Plan {
  /// Runs the trials and returns the odds of every target.
  ///
  /// The result is the same to the bit for any number of threads and on every launch.
  ///
  /// - Parameters:
  ///   - settings: How many trials, with which luck, on how many threads.
  ///   - option: The id of the option that this plan carries out, which the forecast is to name.
  ///   - progress: Told the number of trials merged so far, after every block, in order.
  /// - Throws: `CancellationError` within a few trials of the task being cancelled; ``TrialOverflow``
  ///   for the first trial in which a number grows beyond what can be counted.
  public func forecast(
    _ settings: RunSettings = RunSettings(), option: String? = nil,
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> Forecast {
    var tally = Tally(self)
    do {
      try await simulate(settings) { block in
        tally.absorb(block)
        progress?(tally.trials)
        return !(tally.precision(settings.precision)?.isReached ?? false)
      }
    } catch var overflow as TrialOverflow {
      overflow.option = option
      throw overflow
    }
    var forecast = tally.forecast(seed: settings.seed, option: option)
    forecast.precision = tally.precision(settings.precision)
    return forecast
  }

  /// Simulates blocks side by side and hands them over in the order of their numbers, until `absorb`
  /// returns false or all are done.
  func simulate(_ settings: RunSettings, absorb: (Block) -> Bool) async throws {
    try await settings.simulate({ Block(self, seed: settings.seed) }, absorb: absorb)
  }
}

/// Consecutive trials simulated together.
///
/// What a block holds after ``run(number:count:)`` depends on what it was made from and the block's
/// number alone.
protocol TrialBlock: AnyObject, Sendable {
  var number: Int { get }
  /// What overflowed in the first of its trials in which anything did; the block is useless then.
  var overflow: TrialOverflow? { get }
  func run(number: Int, count: Int)
}

extension RunSettings {
  /// Runs blocks side by side and hands them over in the order of their numbers, until `absorb`
  /// returns false or all are done.
  ///
  /// - Parameter make: A block to use, and use again.
  func simulate<Work: TrialBlock>(
    _ make: () -> Work, absorb: (Work) -> Bool
  ) async throws {
    let blocks = (trials + Block.size - 1) / Block.size
    try await withThrowingTaskGroup(of: Work.self) { group in
      var next = 0
      var awaited = 0
      var inFlight = 0
      var idle: [Work] = []
      /// Finished out of turn.
      var finished: [Work] = []

      func submit() {
        // A slow block must not let the others run ahead without bound.
        while inFlight < threads, inFlight + finished.count < 2 * threads, next < blocks {
          let block = idle.popLast() ?? make()
          let number = next
          let size = min(Block.size, trials - number * Block.size)
          group.addTask {
            block.run(number: number, count: size)
            try Task.checkCancellation()
            return block
          }
          next += 1
          inFlight += 1
        }
      }

      submit()
      while let block = try await group.next() {
        inFlight -= 1
        finished.append(block)
        // Others work on while blocks are absorbed; a single thread does one thing at a time.
        if threads > 1 { submit() }
        while let place = finished.firstIndex(where: { $0.number == awaited }) {
          let block = finished.remove(at: place)
          if let overflow = block.overflow { throw overflow }
          guard absorb(block) else {
            group.cancelAll()
            return
          }
          awaited += 1
          idle.append(block)
        }
        submit()
      }
    }
  }
}

extension Plan {
  /// So many variants are simulated beside one another, so that memory does not grow with their number.
  static let variantsAtOnce = 64

  /// How many more firm targets are met in a trial by each of many variants of the plan, one at a
  /// time, on the same random draws.
  ///
  /// Of a variant only what it can change is simulated. Variants may be made as they are asked for:
  /// no more than a few dozen are held at a time for each thread.
  ///
  /// - Parameters:
  ///   - variants: Each without faults and with the targets of this plan's scenario; nil where there
  ///     is none.
  ///   - settings: Its precision is not looked at.
  ///   - progress: Told the number of variants done.
  /// - Returns: For each variant its gain, exactly 0 with an error of 0 where no trial differs.
  /// - Throws: `CancellationError` when the task is cancelled.
  public func gains(
    of variants: some Collection<Scenario?>, _ settings: RunSettings = RunSettings(),
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> [MeanEstimate?] {
    let threads = settings.threads
    let size = max(1, min(Plan.variantsAtOnce, (variants.count + threads - 1) / threads))
    var rest = variants[...]
    func next() -> [Scenario?] {
      let batch = Array(rest.prefix(size))
      rest = rest.dropFirst(batch.count)
      return batch
    }
    var gains: [MeanEstimate?] = []
    // Few trials are no work for many threads, so each takes variants of its own.
    try await withThrowingTaskGroup(of: Gains.self) { group in
      var submitted = 0
      var absorbed = 0
      /// Finished out of turn.
      var finished: [Int: Gains] = [:]
      func submit(_ batch: [Scenario?]) {
        guard !batch.isEmpty else { return }
        let index = submitted
        submitted += 1
        group.addTask {
          let result: Result<[MeanEstimate?], any Error>
          do { result = .success(try await self.gains(together: batch, settings)) } catch {
            result = .failure(error)
          }
          return Gains(index: index, result: result)
        }
      }
      for _ in 0..<threads { submit(next()) }
      // The next variants are made while others are simulated; a single thread does one thing at a time.
      var ready = threads > 1 ? next() : []
      while let batch = try await group.next() {
        submit(threads > 1 ? ready : next())
        if threads > 1 { ready = next() }
        finished[batch.index] = batch
        while let batch = finished.removeValue(forKey: absorbed) {
          gains += try batch.result.get()
          absorbed += 1
          progress?(gains.count)
        }
      }
    }
    return gains
  }

  /// What variants give that are simulated side by side on one thread, and where they stand.
  private struct Gains: Sendable {
    let index: Int
    let result: Result<[MeanEstimate?], any Error>
  }

  private func gains(
    together batch: [Scenario?], _ settings: RunSettings
  ) async throws -> [MeanEstimate?] {
    let paired = PairedPlans(self, variants: batch.compactMap { $0 })
    var tally = PairedTally(
      paired,
      pairs: paired.plans.indices.dropFirst().map { PairedTally.Pair(first: 0, second: $0) })
    if paired.plans.count > 1 {
      try await settings.with(threads: 1).simulate {
        PairedBlock(paired, seed: settings.seed)
      } absorb: { block in
        tally.absorb(block)
        return true
      }
    }
    var pairs = tally.pairs.indices.makeIterator()
    return batch.map { variant in
      variant.flatMap { _ in pairs.next() }.map { tally.gain(pair: $0).mean }
    }
  }
}

extension Plan {
  /// So many variants are simulated beside one another, so that memory does not grow with their number.
  static let variantsAtOnce = 64

  /// How many more firm targets are met in a trial by each of many variants of the plan, one at a
  /// time, on the same random draws.
  ///
  /// Of a variant only what it can change is simulated. Variants may be made as they are asked for:
  /// no more than a few dozen are held at a time.
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
    var gains: [MeanEstimate?] = []
    var rest = variants[...]
    while !rest.isEmpty {
      let batch = Array(rest.prefix(Plan.variantsAtOnce))
      rest = rest.dropFirst(batch.count)
      let paired = PairedPlans(self, variants: batch.compactMap { $0 })
      var tally = PairedTally(
        paired,
        pairs: paired.plans.indices.dropFirst().map { PairedTally.Pair(first: 0, second: $0) })
      if paired.plans.count > 1 {
        try await settings.simulate {
          PairedBlock(paired, seed: settings.seed)
        } absorb: { block in
          tally.absorb(block)
          return true
        }
      }
      var pair = 0
      for variant in batch {
        gains.append(variant.map { _ in tally.gain(pair: pair).mean })
        if variant != nil { pair += 1 }
      }
      progress?(gains.count)
    }
    return gains
  }
}

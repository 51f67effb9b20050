#if COUNTING_DRAWS
  /// How many numbers are drawn of which distribution, in a build with `-DCOUNTING_DRAWS` and a run on one thread: what
  /// a scenario draws, to be made bare by a benchmark.
  public enum DrawCount {
    /// By the sampler's kind and four numbers.
    nonisolated(unsafe) public private(set) static var counts: [String: Int] = [:]

    /// Forgets what was counted.
    public static func reset() { counts = [:] }

    @usableFromInline static func note(_ sampler: Sampler, _ count: Int) {
      if sampler.kind == .constant { return }
      let numbers = [sampler.a, sampler.b, sampler.c, sampler.d].map(\.description)
      counts[(["\(sampler.kind)"] + numbers).joined(separator: " "), default: 0] += count
    }
  }
#endif

/// How many numbers are drawn of which distribution: what a scenario draws, to be made bare by a benchmark. They are
/// counted in a build with `-DCOUNTING_DRAWS` and a run on one thread, in which nothing is drawn but what a trial draws
/// by itself.
public enum DrawCount {
  #if COUNTING_DRAWS
    /// Whether this build counts.
    @inlinable public static var isOn: Bool { true }
  #else
    /// Whether this build counts.
    @inlinable public static var isOn: Bool { false }
  #endif

  /// By the sampler's kind and four numbers.
  nonisolated(unsafe) public private(set) static var counts: [String: Int] = [:]

  /// Forgets what was counted.
  public static func reset() { counts = [:] }

  @inlinable @inline(__always)
  static func note(_ sampler: Sampler, _ count: @autoclosure () -> Int) {
    if isOn { add(sampler, count()) }
  }

  @usableFromInline static func add(_ sampler: Sampler, _ count: Int) {
    if sampler.kind == .constant { return }
    let numbers = [sampler.a, sampler.b, sampler.c, sampler.d].map(\.description)
    counts[(["\(sampler.kind)"] + numbers).joined(separator: " "), default: 0] += count
  }
}

/// What some trials of a run gave, kept so that it can be written down, read again and put together with what the
/// other trials gave.
///
/// What comes of all parts is the same to the bit as of a run that was not cut, whatever the parts and in whatever
/// order they are merged. Source: the page Shares.
public protocol PartialResult: Sendable {
  /// The numbers of its trials: ranges apart from one another, the least first.
  var trials: TrialRanges { get }

  /// Takes in what other trials of the same run gave.
  ///
  /// - Precondition: It is of the same plan and seed, and has none of the same trials.
  mutating func merge(_ other: Self)

  /// Keeps only what is read of it when all its trials are done, so that it takes fewer bytes. It can still be merged,
  /// and gives what it gave; no further trials can be simulated.
  mutating func condense()

  /// Everything as bytes, which ``restore(_:)`` reads.
  var packed: [UInt8] { get }

  /// Becomes what was packed, of the same plan and seed.
  ///
  /// - Throws: ``DamagedPartial`` for bytes that say what no trials could give.
  mutating func restore(_ packed: [UInt8]) throws(DamagedPartial)

  /// Simulates further trials, which begin with a block. It has not been condensed.
  ///
  /// - Parameters:
  ///   - trials: Which; none that is in it.
  ///   - settings: The threads and the memory; its number of trials and its precision are not looked at.
  ///   - progress: Told how many of them are done whenever that is a whole number of blocks, with what there is
  ///     then, which is worked out when it is asked for.
  /// - Throws: As ``Plan/forecast(_:option:progress:)``, and what `progress` throws.
  mutating func simulate(
    _ trials: Range<Int>, _ settings: RunSettings,
    progress: (_ done: Int, _ partial: () -> Self) throws -> Void
  ) async throws
}

/// What was read as a part of a run cannot be one.
public struct DamagedPartial: Error, Hashable {
  /// It says no more than that.
  public init() {}
}

/// Numbers of trials: ranges apart from one another, the least first.
public struct TrialRanges: Hashable, Sendable {
  /// The ranges, none of them empty, and none beginning where another ends.
  public private(set) var ranges: [Range<Int>] = []

  /// None.
  public init() {}

  /// A range, which may be empty.
  public init(_ range: Range<Int>) { if !range.isEmpty { ranges = [range] } }

  /// How many trials there are.
  public var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// Whether a range has some of them.
  public func overlaps(_ range: Range<Int>) -> Bool { ranges.contains { $0.overlaps(range) } }

  /// Whether a range has none but them.
  public func contains(_ range: Range<Int>) -> Bool {
    range.isEmpty
      || ranges.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
  }

  /// Takes in others, of which none is there yet.
  public mutating func merge(_ other: TrialRanges) {
    var merged: [Range<Int>] = []
    for range in (ranges + other.ranges).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, last.upperBound == range.lowerBound {
        merged[merged.count - 1] = last.lowerBound..<range.upperBound
      } else {
        precondition(
          merged.last.map { $0.upperBound < range.lowerBound } ?? true, "a trial is there twice")
        merged.append(range)
      }
    }
    ranges = merged
  }

  /// Takes in a range that is not there yet.
  mutating func append(_ range: Range<Int>) { merge(TrialRanges(range)) }

  func pack(into writer: inout PackedWriter) {
    writer.write(ranges.count, .trials)
    for range in ranges {
      writer.write(range.lowerBound, .trials)
      writer.write(range.count, .trials)
    }
  }

  init(_ reader: inout PackedReader) throws(DamagedPartial) {
    let most = RunSettings.allowedTrials.upperBound
    let count = try reader.read(.trials, atMost: most / Block.size)
    for _ in 0..<count {
      let first = try reader.read(.trials, atMost: most)
      let length = try reader.read(.trials, atMost: most - first)
      guard first % Block.size == 0, length > 0, ranges.last.map({ $0.upperBound < first }) ?? true,
        ranges.last.map({ $0.upperBound % Block.size == 0 }) ?? true
      else { throw DamagedPartial() }
      ranges.append(first..<first + length)
    }
  }
}

import CBatch
import CGSL

/// Streams of one entity in many trials, from which one draw each is made side by side.
///
/// A draw is the same to the bit as by ``Sampler/draw(_:)`` from the stream selected with the same trial and
/// key; beside one another they take a third of the time.
///
///     let batch = StreamBatch(seed: 2026)
///     batch.select(trials: 0..<256, StreamKey(entity: tag, month: 3, purpose: .output))
///     sampler.draw(batch, into: column)
///
/// Make one per worker: it is mutable and unsynchronised, as a ``Generator`` is.
public final class StreamBatch {
  /// The most streams in a batch.
  public static let limit = Int(CBATCH_LANES)

  let streams: UnsafeMutablePointer<cbatch_streams>
  /// Draws for the distributions that are drawn one by one.
  let generator: Generator
  private let seed: UInt64
  private var entity: UInt64 = 0
  // The lanes' counter words.
  @usableFromInline let visits, trials, units: UnsafeMutablePointer<UInt32>

  /// Batches of the streams of a seed.
  public init(seed: UInt64) {
    self.seed = seed
    generator = Generator(seed: seed)
    streams = .allocate(capacity: 1)
    streams.initialize(to: cbatch_streams())
    let base = UnsafeMutableRawPointer(streams)
    func words(_ offset: Int?) -> UnsafeMutablePointer<UInt32> {
      (base + offset.unsafelyUnwrapped).assumingMemoryBound(to: UInt32.self)
    }
    visits = words(MemoryLayout<cbatch_streams>.offset(of: \.visit))
    trials = words(MemoryLayout<cbatch_streams>.offset(of: \.trial))
    units = words(MemoryLayout<cbatch_streams>.offset(of: \.unit))
  }

  deinit { streams.deallocate() }

  /// How many streams are selected.
  public var count: Int { Int(streams.pointee.count) }

  /// Goes to the start of one stream in each of some consecutive trials, at most ``limit``.
  public func select(trials: Range<UInt32>, _ key: StreamKey) {
    select(key.entity, count: trials.count)
    for lane in 0..<trials.count {
      let trial = trials.lowerBound &+ UInt32(lane)
      set(lane, trial: trial, visitWord: key.visitWord, unitWord: key.unitWord)
    }
  }

  /// Begins a selection of streams of one entity, each of which is to be ``set(_:trial:_:)``.
  public func select(_ entity: UInt64, count: Int) {
    precondition(count <= StreamBatch.limit, "more streams than a batch has room for")
    self.entity = entity
    streams.pointee.key.0 = UInt32(truncatingIfNeeded: seed)
    streams.pointee.key.1 = UInt32(truncatingIfNeeded: (seed ^ entity) >> 32)
    streams.pointee.entity = UInt32(truncatingIfNeeded: entity)
    streams.pointee.count = Int32(count)
  }

  /// Says which stream of the entity a lane is: that of a trial and of all that a key holds besides.
  @inlinable @inline(__always)
  public func set(_ lane: Int, trial: UInt32, _ key: StreamKey) {
    set(lane, trial: trial, visitWord: key.visitWord, unitWord: key.unitWord)
  }

  @inlinable @inline(__always)
  func set(_ lane: Int, trial: UInt32, visitWord: UInt32, unitWord: UInt32) {
    assert(lane < count, "a lane is one of those selected")
    visits[lane] = visitWord
    trials[lane] = trial
    units[lane] = unitWord
  }

  /// The first number of each stream, a multiple of 2^-32 in [0, 1).
  public func uniforms(into out: UnsafeMutablePointer<Double>) {
    cbatch_draw_uniform(streams, 0, 1, out)
  }

  /// Turns the generator to each lane's stream, for a distribution that is drawn by itself. The words that it reads
  /// first are generated side by side.
  func forEachLane(_ body: (Int) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4 * count) { words in
      guard let words = words.baseAddress else { return }
      cbatch_first_words(streams, words)
      for lane in 0..<count {
        cgsl_philox_begin(
          generator.state, visits[lane], trials[lane], entity, units[lane], words + 4 * lane)
        body(lane)
      }
    }
  }
}

extension Sampler {
  /// One draw from the start of each of a batch's streams.
  ///
  /// - Parameters:
  ///   - batch: The streams, selected.
  ///   - out: Room for as many numbers as streams are selected.
  public func draw(_ batch: StreamBatch, into out: UnsafeMutablePointer<Double>) {
    DrawCount.note(self, isDrawnSideBySide ? batch.count : 0)
    switch kind {
    case .constant: out.update(repeating: a, count: batch.count)
    case .uniform: Uniform.draw(self, batch, out)
    case .triangular: Triangular.draw(self, batch, out)
    case .beta: Beta.draw(self, batch, out)
    case .normal: Normal.draw(self, batch, out)
    case .lognormal: Lognormal.draw(self, batch, out)
    case .gamma: Gamma.draw(self, batch, out)
    case .exponential: Exponential.draw(self, batch, out)
    case .truncatedNormal: TruncatedNormal.draw(self, batch, out)
    case .smallBeta, .smallGamma, .weibull, .studentT, .table,
      .resample, .poisson, .binomial, .negativeBinomial, .geometric, .bernoulli:
      batch.forEachLane { out[$0] = draw(batch.generator) }
    }
  }

  /// Whether the draws of a batch are computed side by side, rather than one by one.
  @inlinable public var isDrawnSideBySide: Bool {
    switch kind {
    case .constant, .uniform, .triangular, .beta, .normal, .lognormal, .gamma, .exponential,
      .truncatedNormal:
      true
    default: false
    }
  }

  /// The same with the distribution's mean multiplied, in each lane by its own factor.
  ///
  /// - Parameters:
  ///   - batch: The streams, selected.
  ///   - out: Room for as many numbers as streams are selected.
  ///   - scales: One of at least 0 for each stream.
  public func draw(
    _ batch: StreamBatch, meansScaledBy scales: UnsafePointer<Double>,
    into out: UnsafeMutablePointer<Double>
  ) {
    switch kind {
    case .poisson, .binomial, .negativeBinomial, .geometric, .bernoulli:
      batch.forEachLane { out[$0] = draw(batch.generator, meanScaledBy: scales[$0]) }
    case .constant, .uniform, .triangular, .beta, .smallBeta, .normal, .truncatedNormal,
      .lognormal, .gamma, .smallGamma, .exponential, .weibull, .studentT, .table,
      .resample:
      draw(batch, into: out)
      // Nothing is nothing, also of what is drawn below 0.
      for lane in 0..<batch.count { out[lane] = scales[lane] > 0 ? scales[lane] * out[lane] : 0 }
    }
  }
}

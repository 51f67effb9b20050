import CBatch
import CGSL

/// A source of random words that can be set to any stream at once.
///
/// The generator is Philox4x32-10, a keyed bijection of a counter: no state is carried from one
/// draw to the next but the place in the selected stream, so any stream is reached in constant time
/// (five stores) and streams may be read in any order.
///
///     let generator = Generator(seed: 2026)
///     generator.select(trial: 0, StreamKey(entity: tag, purpose: .level))
///     let x = generator.uniform()
///
/// Make one per worker. It is mutable and unsynchronised, hence not `Sendable`; two workers need two
/// generators of the same seed, and get the same draws from the same keys.
///
/// Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011),
/// doi:10.1145/2063384.2063405.
public final class Generator {
  @usableFromInline let rng: UnsafeMutablePointer<gsl_rng>
  @usableFromInline let state: UnsafeMutablePointer<cgsl_philox>

  /// The seed, all 64 bits of which count.
  public let seed: UInt64

  /// A generator at the start of trial 0's stream of the zero key.
  public init(seed: UInt64) {
    _ = Runtime.ready
    guard let rng = cgsl_philox_alloc(), let state = cgsl_philox_state(rng) else {
      fatalError("out of memory for a random generator")
    }
    self.seed = seed
    self.rng = rng
    self.state = state
    cgsl_philox_seed(state, seed)
  }

  deinit { gsl_rng_free(rng) }

  /// Goes to the start of a stream, whatever was read before.
  @inlinable @inline(__always)
  public func select(trial: UInt32, _ key: StreamKey) {
    cgsl_philox_select(state, key.visitWord, trial, key.entity, key.unitWord)
  }

  /// How many of a stream's first numbers, as ``uniform()`` gives them, are below a bound from 0 to 1: all of them side
  /// by side. The selected stream stays where it is.
  ///
  /// - Parameters:
  ///   - numbers: At most as many as a stream has: 2^22.
  ///   - bound: From 0 to 1.
  ///   - trial: Whose stream it is.
  ///   - key: Which stream of the trial.
  public func count(
    ofFirst numbers: Int, below bound: Double, trial: UInt32, _ key: StreamKey
  ) -> Int {
    precondition(numbers <= 1 << 22, "more numbers than a stream has")
    let below = cbatch_count_below(
      UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: (seed ^ key.entity) >> 32),
      key.visitWord, trial, UInt32(truncatingIfNeeded: key.entity), key.unitWord,
      Int32(numbers), bound)
    return Int(below)
  }

  /// The next number of the stream, a multiple of 2^-32 in [0, 1).
  @inlinable @inline(__always)
  public func uniform() -> Double { cgsl_philox_uniform(state) }

  /// The next 32 bits of the stream.
  @inlinable @inline(__always)
  public func bits() -> UInt32 { cgsl_philox_next(state) }

  /// The next number of the stream by two words, an odd multiple of 2^-53.
  @inlinable @inline(__always)
  public func fine() -> Double {
    let first = bits()
    return cbatch_fine(first, bits())
  }

  /// The next standard normal number of the stream, by inversion of ``fine()``.
  ///
  /// Source: Wichura, "Algorithm AS 241" (1988), doi:10.2307/2347330.
  @inlinable @inline(__always)
  public func normal() -> Double { cbatch_quantile(fine()) }
}

/// The bare bijection, so that tests can hold it to published answers.
enum Philox {
  static func block(
    counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32)
  ) -> [UInt32] {
    let words = [counter.0, counter.1, counter.2, counter.3]
    var output: [UInt32] = [0, 0, 0, 0]
    cgsl_philox_block(words, key.0, key.1, &output)
    return output
  }
}

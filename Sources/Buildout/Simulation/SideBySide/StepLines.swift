/// A number in each of the trials that are begun together.
typealias Eight = SIMD8<Double>

/// Those of them for which something holds.
typealias LaneMask = SIMDMask<SIMD8<Int64>>

/// A step of a cluster that is simulated side by side, in all trials that are begun together: what ``StepState`` and
/// its counters have for a single one. One that takes time has the rest in ``Visits``, one with a chance in
/// ``ChanceUnits``.
struct StepLines: BitwiseCopyable {
  // This month.
  /// What a rate could do if nothing held it up; the chance of a step that has one.
  var drawn = Eight(repeating: 0)
  /// What it could pass on, or the units that could be worked on, and then what of it indivisible pools serve.
  var served = Eight(repeating: 0)
  /// Of units that take time, how much of whole steps the month's progress would be.
  var consumption = Eight(repeating: 0)
  /// Of what was asked for: what reusable pools hold for it, and what consumable ones pay.
  var share = Eight(repeating: 1)
  var paid = Eight(repeating: 1)
  /// The reusable pool that has least of what was asked of it, where the share is below 1.
  var scarcest = SIMD8<Int64>(repeating: 0)
  /// What waits; of a step with a chance, the units that are there.
  var backlog = Eight(repeating: 0)
  var remaining = Eight(repeating: .infinity)
  var cap = Eight(repeating: .infinity)
  var cost = Eight(repeating: 0)
  /// The distribution's value when drawn once per trial.
  var drawnValue = Eight(repeating: 0)
  // Since the horizon began.
  /// Units that have come to a step with a chance.
  var started = Eight(repeating: 0)
  var done = Eight(repeating: 0)
  var lost = Eight(repeating: 0)
  var spent = Eight(repeating: 0)
  /// When anything was last passed on.
  var lastFinish = Eight(repeating: 0)
  /// Of a step with a level.
  var level = Eight(repeating: 0)
}

/// A pool that such steps share, as ``PoolState`` has it for a single trial.
struct PoolLines: BitwiseCopyable {
  var capacity = Eight(repeating: 0)
  var available = Eight(repeating: 0)
  var granted = Eight(repeating: 0)
  var grantedSoFar = Eight(repeating: 0)
  var carried = Eight(repeating: 0)
  var classAsk = Eight(repeating: 0)
  var countsGranted = Eight(repeating: 0)
  var uniform = Eight(repeating: .nan)
  var drawnValue = Eight(repeating: .nan)
}

/// The line of a number.
@inline(__always)
func line(_ cells: UnsafePointer<Double>) -> Eight {
  UnsafeRawPointer(cells).loadUnaligned(as: Eight.self)
}

@inline(__always)
func setLine(_ cells: UnsafeMutablePointer<Double>, _ value: Eight) {
  UnsafeMutableRawPointer(cells).storeBytes(of: value, as: Eight.self)
}

/// The smaller number of each pair, as `min` has it.
@inline(__always)
func least(_ a: Eight, _ b: Eight) -> Eight { a.replacing(with: b, where: b .< a) }

/// The greater number of each pair, as `max` has it.
@inline(__always)
func greatest(_ a: Eight, _ b: Eight) -> Eight { a.replacing(with: b, where: b .>= a) }

/// Whether anything holds in any of the trials.
@inline(__always)
func isAny(_ mask: SIMDMask<SIMD8<Int64>>) -> Bool {
  let bits = unsafeBitCast(mask, to: SIMD8<Int64>.self)
  let four = bits.lowHalf | bits.highHalf
  let two = four.lowHalf | four.highHalf
  return two.x | two.y != 0
}

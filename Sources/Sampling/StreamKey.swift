/// What a draw is for: the last part of a stream's key.
///
/// Two draws of one entity, unit, month and visit stay independent because their purposes differ.
/// Raw values are part of every published result: never renumber them. Four bits hold sixteen; 9, 12
/// and 15 are free.
public enum Purpose: UInt8, Sendable, Hashable, CaseIterable {
  /// A value drawn once per trial: a factor, an uncertain parameter.
  case level = 0
  /// A month's output of a step with a rate.
  case output = 1
  /// Which of a month's units survive a risk or a short grant.
  case thinning = 2
  /// How long a unit takes.
  case duration = 3
  /// How large a unit is.
  case size = 4
  /// Whether a unit finishes this month.
  case chance = 5
  /// Which way a unit goes on.
  case branch = 6
  /// Whether a risk happens, strikes or switches.
  case riskEvent = 7
  /// In which month of its window a risk begins.
  case riskOnset = 8
  /// How many units a cohort has.
  case number = 10
  /// How far along a unit is when it enters.
  case progress = 11
  /// How long a delay is.
  case delay = 13
  /// A pool's capacity.
  case capacity = 14
}

/// The name of one stream of random words within a trial.
///
/// A stream is chosen by what the draw is for, never by when it is made, so adding, deleting or
/// reordering entities moves no other entity's draws. The key is packed without loss into the
/// generator's counter and its key, so two different keys cannot meet in one stream:
///
///     key words      seed (64 bits), the upper half combined with the entity's upper half
///     counter word 0 block within the stream (20 bits, low) | visit (12)
///     counter word 1 trial (32)
///     counter word 2 entity (lower 32)
///     counter word 3 unit (20, low) | month (8) | purpose (4)
///
/// A stream holds 2^20 blocks of four words, 4,194,304 words in all. Reading past its end stops the
/// process: the words beyond belong to the next visit. No sampler here comes near it in one draw.
///
///     generator.select(trial: 17, StreamKey(entity: roads.value, unit: 3, purpose: .duration))
///
/// - Important: `unit` must be below 1,048,576 and `visit` below 4,096. Both are checked in debug
///   builds only, because keys are made in the innermost loop; whoever compiles a plan checks them
///   once, against ``unitLimit`` and ``visitLimit``.
@frozen
public struct StreamKey: Hashable, Sendable {
  /// One more than the largest unit number.
  public static let unitLimit: UInt32 = 1 << 20
  /// One more than the largest visit number.
  public static let visitLimit: UInt16 = 1 << 12

  /// The entity's tag, see ``EntityTag``.
  public var entity: UInt64
  /// The unit's number within the entity, below ``unitLimit``.
  public var unit: UInt32
  /// The month, 0 for what is drawn once per trial or once per unit.
  public var month: UInt8
  /// What the draws are for; streams of different purposes are independent.
  public var purpose: Purpose
  /// 0 the first time a unit comes by, 1 on its first return, and so on, below ``visitLimit``.
  public var visit: UInt16

  /// A key of an entity given by its number.
  ///
  /// - Precondition: The unit's number has 20 bits at most, the visit's 12.
  @inlinable
  public init(
    entity: UInt64, unit: UInt32 = 0, month: UInt8 = 0, purpose: Purpose, visit: UInt16 = 0
  ) {
    assert(unit < 1 << 20, "a stream's unit number has 20 bits")
    assert(visit < 1 << 12, "a stream's visit number has 12 bits")
    self.entity = entity
    self.unit = unit
    self.month = month
    self.purpose = purpose
    self.visit = visit
  }

  /// A key of an entity given by its name.
  @inlinable
  public init(
    entity: EntityTag, unit: UInt32 = 0, month: UInt8 = 0, purpose: Purpose, visit: UInt16 = 0
  ) {
    self.init(entity: entity.value, unit: unit, month: month, purpose: purpose, visit: visit)
  }

  /// The counter word that holds the visit, with the block index 0.
  @inlinable
  var visitWord: UInt32 { UInt32(truncatingIfNeeded: visit) << 20 }

  /// The counter word that holds unit, month and purpose.
  @inlinable
  var unitWord: UInt32 {
    unit | UInt32(truncatingIfNeeded: month) << 20
      | UInt32(truncatingIfNeeded: purpose.rawValue) << 28
  }
}

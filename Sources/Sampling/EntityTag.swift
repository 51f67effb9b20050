/// The 32-bit name of an entity in a stream's key, made from its id.
///
/// The tag is a hash of the id's UTF-8 bytes (64-bit FNV-1a, finished by MurmurHash3's mixer and
/// folded), so it depends on nothing but the id: neither on the process nor on the other entities.
/// Thirty-two bits can collide (two of a thousand ids do once in 8,600 scenarios). Whoever makes the
/// tags of a scenario compares them, so that no two entities share their luck unnoticed.
///
/// Ids are compared byte by byte: "é" in one code point and in two are different ids.
@frozen
public struct EntityTag: Hashable, Sendable {
  /// Two names of the same value share their random numbers.
  public let value: UInt32

  /// The tag of one id.
  public init(_ id: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in id.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    hash ^= hash >> 33
    value = UInt32(truncatingIfNeeded: hash) ^ UInt32(truncatingIfNeeded: hash >> 32)
  }
}

/// The 64-bit name of an entity in a stream's key, made from its id.
///
/// The tag is a hash of the id's UTF-8 bytes (64-bit FNV-1a, finished by MurmurHash3's mixer), so it
/// depends on nothing but the id: neither on the process nor on the other entities. That any two of ten
/// thousand ids share a tag has a chance of 3 in a million million.
///
/// Ids are compared byte by byte: "é" in one code point and in two are different ids.
@frozen
public struct EntityTag: Hashable, Sendable {
  /// Two names of the same value would share their random draws.
  public let value: UInt64

  /// The tag of one id.
  public init(_ id: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in id.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    value = hash ^ (hash >> 33)
  }
}

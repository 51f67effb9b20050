/// The 32-bit name of an entity in a stream's key, made from its id.
///
/// The tag is a hash of the id's UTF-8 bytes (64-bit FNV-1a, finished by MurmurHash3's mixer and
/// folded), so it depends on nothing but the id: neither on the process nor on the other entities.
/// Thirty-two bits can collide (two of a thousand ids do once in 8,600 scenarios), so a scenario's
/// tags are made together, by ``tags(for:)``, which refuses a collision instead of letting two
/// entities share their luck unnoticed.
///
/// Ids are compared byte by byte: "é" in one code point and in two are different ids.
@frozen
public struct EntityTag: Hashable, Sendable {
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

  /// The tags of a scenario's ids, in the same order.
  ///
  ///     let tags = try EntityTag.tags(for: ["roads", "roads.build", "haze"])
  ///
  /// - Throws: ``EntityTagCollision`` for the first two ids, by position of the later one, that have
  ///   the same tag; an id that stands twice is such a pair too. An empty list does not throw.
  public static func tags(for ids: [String]) throws(EntityTagCollision) -> [EntityTag] {
    let tags = ids.map { EntityTag($0) }
    var owner: [EntityTag: Int] = [:]
    owner.reserveCapacity(tags.count)
    for (index, tag) in tags.enumerated() {
      if let first = owner.updateValue(index, forKey: tag) {
        throw EntityTagCollision(first: ids[first], second: ids[index], tag: tag)
      }
    }
    return tags
  }
}

/// Two ids that would share their random streams.
public struct EntityTagCollision: Error, Hashable, Sendable, CustomStringConvertible {
  public let first: String
  public let second: String
  public let tag: EntityTag

  public var description: String {
    if first == second {
      return "the id '\(first)' stands twice, so both would draw the same random numbers; "
        + "rename one of them"
    }
    return "the ids '\(first)' and '\(second)' have the same 32-bit tag, so both would draw the "
      + "same random numbers; rename one of them"
  }
}

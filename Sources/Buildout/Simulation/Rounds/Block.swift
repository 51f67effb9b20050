/// Consecutive trials whose moments are taken together, and after which a run may stop: the unit of
/// repeatability.
enum Block {
  /// Trials in a block; the last of a run may have fewer. Part of every published result: changing
  /// it changes the last bits of means.
  static let size = 256
}

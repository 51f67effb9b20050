/// Marks of what has been counted of a unit.
enum UnitMark {
  static let started: UInt32 = 1
  static let completed: UInt32 = 2
  static let cancelled: UInt32 = 4

  /// Of the first fourteen steps of a programme.
  static let steps = 14
  static func started(atStep index: Int) -> UInt32? {
    index < steps ? 8 << UInt32(2 * index) : nil
  }
  static func completed(atStep index: Int) -> UInt32? {
    index < steps ? 16 << UInt32(2 * index) : nil
  }

  /// Whether it says that work has begun.
  static func isOfStart(_ mark: UInt32) -> Bool {
    mark == started || mark > cancelled && mark.trailingZeroBitCount % 2 == 1
  }
}

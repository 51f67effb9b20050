/// What a step makes of a month's numbers, whether they are those of a trial or of eight.
extension StepRecord {
  /// Whether anything but its distribution says how much is done.
  var isBounded: Bool { cap.isPresent || hasRemaining || queues }

  @inline(__always)
  func works(in month: Int) -> Bool { Int32(month) >= firstMonth && Int32(month) <= lastMonth }

  /// A level within its bounds.
  @inline(__always)
  func cut(_ level: Double) -> Double { min(max(level, lower), upper) }

  @inline(__always)
  func cut(_ level: Eight) -> Eight {
    least(greatest(level, Eight(repeating: lower)), Eight(repeating: upper))
  }

  /// What is left when some has been done: rounding must not leave a speck of what is used up, nor less than none.
  @inline(__always)
  static func rest(_ left: Double, after done: Double) -> Double { left > 1e-9 * done ? left : 0 }

  @inline(__always)
  static func rest(_ left: Eight, after done: Eight) -> Eight {
    left.replacing(with: 0, where: left .<= 1e-9 * done)
  }
}

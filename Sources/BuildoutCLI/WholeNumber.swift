import ArgumentParser

/// A whole number of a command line, written in digits alone.
enum WholeNumber {
  /// - Throws: A `ValidationError` that says how to write what was probably meant.
  @Sendable static func read<Number: FixedWidthInteger>(_ text: String) throws -> Number {
    if let number = Number(text) { return number }
    // More than a thousand million is allowed nowhere, so nobody is told to write it.
    guard let meant = meant(text), meant <= 1e9, let number = Number(exactly: meant) else {
      throw ValidationError("write a whole number in digits, such as 10000.")
    }
    throw ValidationError("write \(number).")
  }

  /// What `1e4`, `10,000`, `10 000`, `10_000`, `10k`, `2m`, `10000.0` or `1万` stands for.
  static func meant(_ text: String) -> Double? {
    let units: [Character: Double] = [
      "k": 1e3, "m": 1e6, "b": 1e9, "g": 1e9, "千": 1e3, "万": 1e4, "亿": 1e8,
    ]
    var text = text.lowercased()
    var factor = 1.0
    if let last = text.last, let unit = units[last] {
      text.removeLast()
      factor = unit
    }
    text = ungrouped(text)
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || ".e+".contains($0)) }),
      let number = Double(text), number * factor == (number * factor).rounded()
    else { return nil }
    return number * factor
  }

  /// Without the marks that part thousands; a comma elsewhere may be a decimal one.
  private static func ungrouped(_ text: String) -> String {
    for mark in [",", "_", " ", "'", "\u{A0}", "\u{202F}"] as [Character] where text.contains(mark)
    {
      let groups = text.split(separator: mark, omittingEmptySubsequences: false)
      guard let first = groups.first, (1...3).contains(first.count),
        groups.dropFirst().allSatisfy({ $0.count == 3 })
      else { return text }
      return groups.joined()
    }
    return text
  }
}

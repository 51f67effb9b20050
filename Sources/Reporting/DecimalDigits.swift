/// A finite number as its decimal digits, so that rounding and writing depend on no locale and no
/// C library: the digits are those of Swift's shortest description, which is the same everywhere.
struct DecimalDigits: Hashable, Sendable {
  private var hasMinus: Bool
  /// 0 to 9, the most significant first, without zeros at either end; empty is zero.
  private var digits: [UInt8]
  /// The value is 0.d1d2d3... times ten to this power.
  private var exponent: Int

  /// The digits of a finite number.
  init(_ value: Double) {
    precondition(value.isFinite, "only finite numbers have digits")
    hasMinus = value < 0
    digits = []
    exponent = 0
    var written = 0
    var inFraction = false
    let text = Array(value.magnitude.description.utf8)
    for (place, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "."): inFraction = true
      case UInt8(ascii: "e"):
        written += Int(String(decoding: text[(place + 1)...], as: UTF8.self)) ?? 0
        exponent = written
        trim()
        return
      default:
        digits.append(byte - UInt8(ascii: "0"))
        if !inFraction { written += 1 }
      }
    }
    exponent = written
    trim()
  }

  var isZero: Bool { digits.isEmpty }

  var isNegative: Bool { hasMinus && !isZero }

  /// How many stand after the point.
  var decimals: Int { max(0, digits.count - exponent) }

  /// The nearest number.
  var value: Double { Double(machine) ?? .nan }

  /// With another sign.
  var negated: DecimalDigits {
    var result = self
    result.hasMinus.toggle()
    return result
  }

  /// A hundredth of it.
  var hundredth: DecimalDigits {
    var result = self
    if !isZero { result.exponent -= 2 }
    return result
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    exponent = digits.isEmpty ? 0 : exponent - leading
  }

  /// Rounded, halves away from zero, to a multiple of ten to a power.
  func rounded(toPlace place: Int) -> DecimalDigits {
    let keep = exponent - place
    guard keep < digits.count else { return self }
    var result = self
    guard keep >= 0 else {
      result.digits = []
      result.exponent = 0
      return result
    }
    let roundsUp = digits[keep] >= 5
    result.digits.removeSubrange(keep...)
    if roundsUp {
      var at = keep - 1
      while at >= 0, result.digits[at] == 9 {
        result.digits[at] = 0
        at -= 1
      }
      if at >= 0 {
        result.digits[at] += 1
      } else {
        result.digits.insert(1, at: 0)
        result.exponent += 1
      }
    }
    result.trim()
    return result
  }

  /// Rounded to a number of significant digits.
  func rounded(significant count: Int) -> DecimalDigits { rounded(toPlace: exponent - count) }

  /// In full, without an exponent, with at least `decimals` digits after the point.
  func plain(decimals: Int = 0, grouped: Bool = false) -> String {
    func digit(_ place: Int) -> Character {
      let at = exponent - 1 - place
      let value = digits.indices.contains(at) ? digits[at] : 0
      return Character(Unicode.Scalar(UInt8(ascii: "0") + value))
    }
    var text = isNegative ? "-" : ""
    let top = max(exponent - 1, 0)
    for place in stride(from: top, through: 0, by: -1) {
      text.append(digit(place))
      if grouped, place > 0, place % 3 == 0 { text.append(",") }
    }
    let fraction = max(decimals, self.decimals)
    guard fraction > 0, !isZero || decimals > 0 else { return text }
    text.append(".")
    for place in 1...fraction { text.append(digit(-place)) }
    return text
  }

  /// For JSON and CSV: plain where that is short, otherwise with an exponent.
  var machine: String {
    if isZero || (-6...15).contains(exponent) { return plain() }
    var text = isNegative ? "-" : ""
    text.append(Character(Unicode.Scalar(UInt8(ascii: "0") + digits[0])))
    if digits.count > 1 {
      text.append(".")
      for value in digits.dropFirst() {
        text.append(Character(Unicode.Scalar(UInt8(ascii: "0") + value)))
      }
    }
    return text + "e" + String(exponent - 1)
  }
}

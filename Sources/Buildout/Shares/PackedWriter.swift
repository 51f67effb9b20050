/// Whole numbers and doubles as few bytes: a range coder that learns, field by field, how long the next number is
/// likely to be.
///
/// Counts of a histogram are noise about a smooth line, so hardly more than the noise is written. Source: Martin
/// (1979), Range encoding, and the coder of LZMA, of which the carry is.
struct PackedWriter {
  private var model = PackedModel()
  private var low: UInt64 = 0
  private var range = UInt32.max
  private var pending: UInt8 = 0
  private var pendingCount = 1
  private var bytes: [UInt8] = []

  /// Writes a number of at least 0.
  mutating func write(_ number: Int, _ field: PackedField) {
    let bits = UInt64(number)
    let length = 64 - bits.leadingZeroBitCount
    var node = 1
    let tree = model.lengths(of: field)
    for level in stride(from: PackedModel.lengthBits - 1, through: 0, by: -1) {
      let bit = length >> level & 1
      write(bit: bit, tree + node)
      node = node << 1 | bit
    }
    model.note(length, of: field)
    guard length > 1 else { return }
    var rest = length - 1
    var prefix = 1
    let leading = model.leading(length, of: field)
    for _ in 0..<min(rest, PackedModel.leadingBits) {
      rest -= 1
      let bit = Int(truncatingIfNeeded: bits >> UInt64(rest) & 1)
      write(bit: bit, leading + prefix)
      prefix = prefix << 1 | bit
    }
    write(plain: bits, rest)
  }

  /// Writes a number that may be below 0.
  mutating func write(signed number: Int, _ field: PackedField) {
    write(number < 0 ? ~number << 1 | 1 : number << 1, field)
  }

  mutating func write(_ number: Double) {
    let bits = number.bitPattern
    write(Int(bits >> 52), .exponent)
    let isPower = bits << 12 == 0
    write(isPower ? 0 : 1, .hasDigits)
    if !isPower { write(plain: bits, 52) }
  }

  /// The bytes, when all is written.
  consuming func finished() -> [UInt8] {
    for _ in 0..<5 { shift() }
    return bytes
  }

  private mutating func write(bit: Int, _ index: Int) {
    let bound = (range >> PackedModel.precision) * UInt32(model[index])
    if bit == 0 { range = bound } else { (low, range) = (low + UInt64(bound), range - bound) }
    model.learn(bit, index)
    while range < 1 << 24 {
      range <<= 8
      shift()
    }
  }

  /// Writes the last bits of a number as they are.
  private mutating func write(plain bits: UInt64, _ count: Int) {
    for index in stride(from: count - 1, through: 0, by: -1) {
      range >>= 1
      if bits >> UInt64(index) & 1 == 1 { low += UInt64(range) }
      while range < 1 << 24 {
        range <<= 8
        shift()
      }
    }
  }

  /// Moves a byte out, which a carry may still raise for as long as it is pending.
  private mutating func shift() {
    if low < 0xFF00_0000 || low > 0xFFFF_FFFF {
      let carry = UInt8(truncatingIfNeeded: low >> 32)
      bytes.append(pending &+ carry)
      for _ in 1..<pendingCount { bytes.append(0xFF &+ carry) }
      pendingCount = 0
      pending = UInt8(truncatingIfNeeded: low >> 24)
    }
    pendingCount += 1
    low = low << 8 & 0xFFFF_FFFF
  }
}

/// Reads what a ``PackedWriter`` has written, in the same order.
///
/// Any bytes can be read as some numbers: whoever reads checks what they may be. What is read past the end is 0,
/// and ``isSpent`` then.
struct PackedReader {
  private var model = PackedModel()
  private var code: UInt32 = 0
  private var range = UInt32.max
  private let bytes: [UInt8]
  private var next = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    for _ in 0..<5 { code = code << 8 | UInt32(byte()) }
  }

  /// Whether all bytes are read, and no more than there are.
  var isSpent: Bool { next == bytes.count }

  /// Reads a number of at least 0.
  ///
  /// - Throws: ``DamagedPartial`` when it is greater than it may be.
  mutating func read(_ field: PackedField, atMost most: Int) throws(DamagedPartial) -> Int {
    var node = 1
    let tree = model.lengths(of: field)
    for _ in 0..<PackedModel.lengthBits { node = node << 1 | bit(tree + node) }
    let length = node - 1 << PackedModel.lengthBits
    guard length < 64 else { throw DamagedPartial() }
    model.note(length, of: field)
    guard length > 0 else { return 0 }
    var rest = length - 1
    var number = 1
    let leading = model.leading(length, of: field)
    for _ in 0..<min(rest, PackedModel.leadingBits) {
      rest -= 1
      number = number << 1 | bit(leading + number)
    }
    number = number << rest | Int(truncatingIfNeeded: plain(rest))
    guard number <= most else { throw DamagedPartial() }
    return number
  }

  /// Reads a number that may be below 0, of a magnitude of at most so much.
  mutating func read(
    signed field: PackedField, atMost most: Int
  ) throws(DamagedPartial) -> Int {
    let number = try read(field, atMost: 2 * most + 1)
    return number & 1 == 0 ? number >> 1 : ~(number >> 1)
  }

  mutating func readDouble() throws(DamagedPartial) -> Double {
    let top = UInt64(try read(.exponent, atMost: 4095)) << 52
    let hasDigits = try read(.hasDigits, atMost: 1) == 1
    return Double(bitPattern: top | (hasDigits ? plain(52) : 0))
  }

  private mutating func bit(_ index: Int) -> Int {
    let bound = (range >> PackedModel.precision) * UInt32(model[index])
    let bit = code < bound ? 0 : 1
    if bit == 0 { range = bound } else { (code, range) = (code - bound, range - bound) }
    model.learn(bit, index)
    normalise()
    return bit
  }

  private mutating func plain(_ count: Int) -> UInt64 {
    var bits: UInt64 = 0
    for _ in 0..<count {
      range >>= 1
      let isSet = code >= range
      if isSet { code -= range }
      bits = bits << 1 | (isSet ? 1 : 0)
      normalise()
    }
    return bits
  }

  private mutating func normalise() {
    while range < 1 << 24 {
      range <<= 8
      code = code << 8 | UInt32(byte())
    }
  }

  private mutating func byte() -> UInt8 {
    defer { next += 1 }
    return next < bytes.count ? bytes[next] : 0
  }
}

/// What a packed number is, so that it is expected to be as long as others of its kind.
enum PackedField: Int, CaseIterable {
  case trials, met, behind, reached, joint, metCounts
  case level, index, momentCount, exponent, hasDigits
  case apart, flag, binCount, firstKey, gap, count, shift, bits, different
  case plans, discordance, gain
}

/// How likely each bit is to be 0, as learned from those before it.
private struct PackedModel {
  /// Probabilities are whole numbers of this many bits.
  static let precision: UInt32 = 11
  private static let pace: UInt16 = 5
  /// A length of at most 64 in bits.
  static let lengthBits = 7
  /// Bits after the first of a number that are learned; the others are noise.
  static let leadingBits = 2
  private static let tree = 1 << lengthBits
  private static let perField = 65 * tree + 65 << leadingBits

  private var chances = [UInt16](
    repeating: 1 << UInt16(precision - 1), count: PackedField.allCases.count * perField)
  /// By field, the length of the number before.
  private var last = [Int](repeating: 0, count: PackedField.allCases.count)

  subscript(index: Int) -> UInt16 { chances[index] }

  /// Where the tree of lengths begins that is used after the number before.
  func lengths(of field: PackedField) -> Int {
    field.rawValue * PackedModel.perField + last[field.rawValue] * PackedModel.tree
  }

  func leading(_ length: Int, of field: PackedField) -> Int {
    field.rawValue * PackedModel.perField + 65 * PackedModel.tree
      + length << PackedModel.leadingBits
  }

  mutating func note(_ length: Int, of field: PackedField) { last[field.rawValue] = length }

  mutating func learn(_ bit: Int, _ index: Int) {
    if bit == 0 {
      chances[index] += (1 << UInt16(PackedModel.precision) - chances[index]) >> PackedModel.pace
    } else {
      chances[index] -= chances[index] >> PackedModel.pace
    }
  }
}

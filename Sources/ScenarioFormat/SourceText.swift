import Buildout
import Sampling

/// The bytes of a file, once they are known to be text that is safe to read.
struct SourceText {
  /// UTF-8 without a byte order mark.
  let bytes: ArraySlice<UInt8>

  static let byteLimit = 8_000_000

  /// Checks size, encoding and characters.
  ///
  /// One byte order mark at the beginning is dropped. Tabs and line ends (LF, CR LF) are the only
  /// control characters accepted.
  init(_ input: [UInt8]) throws(Screening) {
    guard input.count <= Self.byteLimit else {
      throw Screening(
        .tooMany, .start, "the file has \(input.count) bytes, the limit is \(Self.byteLimit)",
        consequence: "it is not read",
        remedy: "leave out what is not a scenario, or split it in several files")
    }
    try Self.checkKind(input)
    let hasMark = input.starts(with: [0xEF, 0xBB, 0xBF])
    bytes = input[(hasMark ? 3 : 0)...]
    try Self.checkCharacters(bytes)
  }

  /// Refuses what is a file of another kind by its first bytes.
  private static func checkKind(_ input: [UInt8]) throws(Screening) {
    let beginnings: [(bytes: [UInt8], problem: Message)] = [
      ([0x50, 0x4B, 3, 4], "this is a workbook or another zip file, and no scenario"),
      (
        [0xD0, 0xCF, 0x11, 0xE0],
        "this is a workbook or document of an older Office, and no scenario"
      ),
      (Array("%PDF".utf8), "this is a PDF file, and no scenario"),
    ]
    for kind in beginnings where input.starts(with: kind.bytes) {
      throw Screening(
        .syntax, .start, kind.problem, consequence: "a scenario is a text file in YAML",
        remedy:
          "make one from a table of targets, in XLSX or CSV, by 'buildout init TABLE --start 2026-01 --out city.yaml'"
      )
    }
  }

  private static func checkCharacters(_ bytes: ArraySlice<UInt8>) throws(Screening) {
    var position = Position.start
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte >= 0x20, byte < 0x7F {
        position.column += 1
        index += 1
        continue
      }
      let length = sequenceLength(bytes, at: index)
      guard length > 0 else {
        throw Screening(
          .encoding, position,
          "byte \(index + 1) of the file (0x\(hex(byte)), line \(position.line)) is not UTF-8",
          consequence: "the text cannot be read", remedy: "save the file as UTF-8")
      }
      if byte == 0x0A {
        position = Position(line: position.line + 1, column: 1)
      } else {
        let isLineEnd =
          byte == 0x0D && index + 1 < bytes.endIndex && bytes[index + 1] == 0x0A
        guard byte == 0x09 || isLineEnd || !isControl(bytes[index..<index + length]) else {
          throw Screening(
            .encoding, position,
            "byte \(index + 1) of the file (line \(position.line)) is a control character, "
              + "\(name(bytes[index..<index + length]))",
            consequence: "it could hide part of the text", remedy: "delete it")
        }
        position.column += 1
      }
      index += length
    }
  }

  /// How many bytes the character at `index` has; 0 when they are no UTF-8.
  ///
  /// Source: The Unicode Standard 15.0, table 3-7.
  private static func sequenceLength(_ bytes: ArraySlice<UInt8>, at index: Int) -> Int {
    let first = bytes[index]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if first == 0xE0 { second = 0xA0...0xBF }
      if first == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if first == 0xF0 { second = 0x90...0xBF }
      if first == 0xF4 { second = 0x80...0x8F }
    default: return 0
    }
    guard index + length <= bytes.endIndex, second.contains(bytes[index + 1]),
      bytes[(index + 2)..<max(index + 2, index + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
    else { return 0 }
    return length
  }

  /// C0 and C1 controls, DEL, the line separators no editor shows, and a byte order mark inside the
  /// text.
  private static func isControl(_ character: ArraySlice<UInt8>) -> Bool {
    guard let scalar = String(decoding: character, as: UTF8.self).unicodeScalars.first else {
      return true
    }
    return scalar.isUnsafeInText || scalar == "\t"
  }

  private static func name(_ character: ArraySlice<UInt8>) -> String {
    if character.elementsEqual([0]) { return "NUL" }
    return String(decoding: character, as: UTF8.self).unicodeScalars.first?.codePoint ?? ""
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}

extension Unicode.Scalar {
  /// `U+001B`.
  var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Whether it would show as nothing, move the cursor or turn the text around.
  var isUnsafeInText: Bool {
    switch value {
    case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}

/// A fault for which a file is not read any further.
struct Screening: Error {
  let issues: [Issue]

  init(_ issues: [Issue]) { self.issues = issues }

  init(_ position: Position, _ fault: Fault) {
    issues = [Issue(position: position, fault: fault)]
  }

  init(
    _ code: Fault.Code, _ position: Position, _ problem: Message, consequence: Message,
    remedy: Message
  ) {
    self.init(position, Fault(code, [], problem, consequence: consequence, remedy: remedy))
  }
}

import Buildout
import Sampling
import CIconv

/// The text of a file in one of the encodings in which offices save CSV.
enum TextEncoding {
  /// UTF-8 with a byte-order mark or without, UTF-16 with one ("Unicode text"), or GB18030, of which
  /// GBK and GB2312 are parts.
  static func decode(_ bytes: [UInt8]) throws(TableFileError) -> String {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      guard let text = String(validating: bytes[3...], as: UTF8.self) else {
        throw unreadable("the file begins as UTF-8 and goes on as something else")
      }
      return text
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return try utf16(bytes[2...], isBigEndian: bytes[0] == 0xFE)
    }
    guard !bytes.contains(0) else {
      throw unreadable("the file holds zero bytes, so it is no text")
    }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return try gb18030(bytes)
  }

  private static func utf16(
    _ bytes: ArraySlice<UInt8>, isBigEndian: Bool
  ) throws(TableFileError) -> String {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let pair = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isBigEndian ? pair.0 << 8 | pair.1 : pair.1 << 8 | pair.0)
      index += 2
    }
    guard index == bytes.endIndex, let text = String(validating: units, as: UTF16.self) else {
      throw unreadable("the file is broken off or damaged UTF-16")
    }
    return text
  }

  private static func gb18030(_ bytes: [UInt8]) throws(TableFileError) -> String {
    let converter = iconv_open("UTF-8", "GB18030")
    guard let converter, Int(bitPattern: converter) != -1 else {
      throw unreadable("the file is not UTF-8, and this computer cannot convert GB18030")
    }
    defer { iconv_close(converter) }
    var input = bytes.map(CChar.init(bitPattern:))
    // A character has two or four bytes in GB18030, or one, and four at most in UTF-8.
    var output = [CChar](repeating: 0, count: bytes.count * 2 + 4)
    var inputLeft = input.count
    var outputLeft = output.count
    let isWhole = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var from = input.baseAddress
        var to = output.baseAddress
        return iconv(converter, &from, &inputLeft, &to, &outputLeft) != -1
      }
    }
    let converted = output.prefix(output.count - outputLeft).map(UInt8.init(bitPattern:))
    guard isWhole, let text = String(validating: converted, as: UTF8.self) else {
      let line = bytes.prefix(bytes.count - inputLeft).count { $0 == 0x0A } + 1
      throw unreadable("the file is neither UTF-8 nor GB18030 (line \(line))")
    }
    return text
  }

  private static func unreadable(_ problem: Message) -> TableFileError {
    TableFileError(
      Fault(
        .encoding, problem, consequence: "its text cannot be read",
        remedy: "save it as \"CSV UTF-8\" or as .xlsx"))
  }
}

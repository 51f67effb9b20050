import Buildout
import Sampling
import CZlib

/// The parts of a zip archive, unpacked one by one and only when asked for.
///
/// Nothing is believed: offsets and lengths are checked against the bytes there are, and a part that unpacks
/// to more than it states, or than the archive may hold in all, is refused as soon as that is known.
///
/// Source: PKWARE, APPNOTE.TXT - .ZIP File Format Specification 6.3.10, sections 4.3 to 4.5.
struct ZipArchive {
  private struct Entry {
    let method: Int
    let checksum: UInt32
    let packedCount: Int
    let count: Int
    let offset: Int
  }

  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]
  /// How many bytes may still be unpacked.
  private var rest: Int
  private let limit: Int

  private static let most = 10_000

  init(_ bytes: [UInt8], unpackedBytes limit: Int) throws(TableFileError) {
    self.bytes = bytes
    self.limit = limit
    rest = limit
    guard let end = endRecord() else { throw Self.damaged("its directory is missing") }
    let count = number(end + 10, 2)
    let size = number(end + 12, 4)
    var offset = number(end + 16, 4)
    guard count <= Self.most, offset + size <= end else {
      throw Self.damaged("its directory is too long")
    }
    for _ in 0..<count {
      guard offset + 46 <= end, number(offset, 4) == 0x0201_4B50 else {
        throw Self.damaged("its directory is broken off")
      }
      let nameCount = number(offset + 28, 2)
      let next = offset + 46 + nameCount + number(offset + 30, 2) + number(offset + 32, 2)
      guard next <= end else { throw Self.damaged("its directory is broken off") }
      guard number(offset + 8, 2) & 1 == 0 else {
        throw TableFileError(
          Fault(
            .wrongFormat, "the file is protected by a password", consequence: "it cannot be read",
            remedy: "save it without a password"))
      }
      let name = String(decoding: bytes[(offset + 46)..<(offset + 46 + nameCount)], as: UTF8.self)
      entries[Self.folded(name)] = Entry(
        method: number(offset + 10, 2), checksum: UInt32(number(offset + 16, 4)),
        packedCount: number(offset + 20, 4), count: number(offset + 24, 4),
        offset: number(offset + 42, 4))
      offset = next
    }
  }

  /// Names are the same in capitals and small letters, and some writers turn the slashes round.
  private static func folded(_ name: String) -> String {
    let name = String(name.lowercased().map { $0 == "\\" ? "/" : $0 })
    return name.hasPrefix("/") ? String(name.dropFirst()) : name
  }

  func contains(_ name: String) -> Bool { entries[Self.folded(name)] != nil }

  /// The bytes of a part; nil when there is none of this name.
  mutating func part(_ name: String) throws(TableFileError) -> [UInt8]? {
    guard let entry = entries[Self.folded(name)] else { return nil }
    guard entry.count <= rest else { throw tooLarge }
    guard entry.offset + 30 <= bytes.count, number(entry.offset, 4) == 0x0403_4B50 else {
      throw Self.damaged("a part is not where its directory says")
    }
    let first = entry.offset + 30 + number(entry.offset + 26, 2) + number(entry.offset + 28, 2)
    guard first + entry.packedCount <= bytes.count else {
      throw Self.damaged("a part is broken off")
    }
    let packed = bytes[first..<(first + entry.packedCount)]
    let unpacked: [UInt8]
    switch entry.method {
    case 0 where entry.packedCount == entry.count: unpacked = Array(packed)
    case 8: unpacked = try Self.inflated(packed, count: entry.count)
    default: throw Self.damaged("a part is packed in an unusual way")
    }
    let checksum = unpacked.withUnsafeBufferPointer {
      crc32(0, $0.baseAddress, uInt($0.count))
    }
    guard unpacked.isEmpty || UInt32(truncatingIfNeeded: checksum) == entry.checksum else {
      throw Self.damaged("a checksum is wrong")
    }
    rest -= unpacked.count
    return unpacked
  }

  /// Unpacks what must have exactly so many bytes.
  private static func inflated(
    _ packed: ArraySlice<UInt8>, count: Int
  ) throws(TableFileError) -> [UInt8] {
    // No part is packed more than 1,032 to 1, so an array of the stated size is of no use to a liar.
    guard count <= packed.count * 1_032 + 1_032 else {
      throw damaged("a part states a size that it cannot have")
    }
    var stream = z_stream()
    guard
      inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw damaged("it cannot be unpacked") }
    defer { inflateEnd(&stream) }
    // One byte more than is stated, to see a part that goes on.
    var output = [UInt8](repeating: 0, count: count + 1)
    var input = Array(packed)
    let status = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = uInt(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(output.count)
        return inflate(&stream, Z_FINISH)
      }
    }
    guard status == Z_STREAM_END, stream.total_out == UInt(count) else {
      throw damaged("a part does not unpack to the size it states")
    }
    output.removeLast()
    return output
  }

  /// The record at the end, which may be followed by a comment.
  private func endRecord() -> Int? {
    var offset = bytes.count - 22
    let least = max(0, offset - 65_535)
    while offset >= least {
      if number(offset, 4) == 0x0605_4B50 { return offset }
      offset -= 1
    }
    return nil
  }

  /// A number of some bytes, the lowest first.
  private func number(_ offset: Int, _ count: Int) -> Int {
    var value = 0
    for index in (0..<count).reversed() { value = value << 8 | Int(bytes[offset + index]) }
    return value
  }

  private var tooLarge: TableFileError {
    TableFileError.limit("bytes when unpacked", nil, limit)
  }

  static func damaged(_ how: Message) -> TableFileError {
    TableFileError(
      Fault(
        .damaged, "the file is damaged: \(how)", consequence: "it cannot be read",
        remedy: "open it in Excel, WPS or LibreOffice and save it again as .xlsx"))
  }
}

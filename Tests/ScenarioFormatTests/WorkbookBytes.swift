import CZlib

/// Workbooks made by hand, so that a test says what is in them, and what is wrong with them.
enum WorkbookBytes {
  /// A workbook with sheets of `sheetData` and what may follow it.
  static func book(
    sheets: [(name: String, xml: String)], strings: [String] = [], styles: String = "",
    workbook: String = "", state: [String: String] = [:]
  ) -> [UInt8] {
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    var list = ""
    var related = ""
    var parts: [(String, String)] = []
    for (index, sheet) in sheets.enumerated() {
      let hidden = state[sheet.name].map { " state=\"\($0)\"" } ?? ""
      list +=
        "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"\(hidden)/>"
      related +=
        "<Relationship Id=\"rId\(index + 1)\" Type=\"\(relation)/worksheet\" Target=\"worksheets/s\(index).xml\"/>"
      parts.append(
        ("xl/worksheets/s\(index).xml", "<worksheet xmlns=\"\(main)\">\(sheet.xml)</worksheet>"))
    }
    related +=
      "<Relationship Id=\"a\" Type=\"\(relation)/sharedStrings\" Target=\"/xl/strings.xml\"/>"
    related += "<Relationship Id=\"b\" Type=\"\(relation)/styles\" Target=\"../xl/styles.xml\"/>"
    parts += [
      (
        "_rels/.rels",
        "<Relationships xmlns=\"\(package)\"><Relationship Id=\"rId1\" Type=\"\(relation)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
      ),
      (
        "xl/workbook.xml",
        "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relation)\">\(workbook)<sheets>\(list)</sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"\(package)\">\(related)</Relationships>"
      ),
      (
        "xl/strings.xml",
        "<sst xmlns=\"\(main)\">" + strings.map { "<si>\($0)</si>" }.joined() + "</sst>"
      ),
      ("xl/styles.xml", "<styleSheet xmlns=\"\(main)\">\(styles)</styleSheet>"),
    ]
    return zip(parts.map { ($0.0, Array($0.1.utf8)) })
  }

  /// One sheet.
  static func book(_ xml: String, strings: [String] = [], styles: String = "") -> [UInt8] {
    book(sheets: [("S", xml)], strings: strings, styles: styles)
  }

  /// An archive whose parts are packed.
  ///
  /// - Parameter stated: The size that the directory states of a part, where it is not the true one.
  static func zip(_ parts: [(String, [UInt8])], stated: [String: Int] = [:]) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in parts {
      let packed = deflated(content)
      let offset = bytes.count
      let checksum = content.withUnsafeBufferPointer {
        crc32(0, $0.baseAddress, uInt($0.count))
      }
      let size = stated[name] ?? content.count
      let common =
        number(0, 2) + number(8, 2) + number(0, 4) + number(Int(checksum), 4)
        + number(packed.count, 4) + number(size, 4) + number(name.utf8.count, 2)
      bytes += number(0x0403_4B50, 4) + number(20, 2) + common + number(0, 2) + Array(name.utf8)
      bytes += packed
      directory += number(0x0201_4B50, 4) + number(20, 2) + number(20, 2) + common
      directory += number(0, 2) + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4)
      directory += number(offset, 4) + Array(name.utf8)
    }
    let end =
      number(0x0605_4B50, 4) + number(0, 4) + number(parts.count, 2) + number(parts.count, 2)
      + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
    return bytes + directory + end
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(value >> (8 * $0) & 0xFF) }
  }

  private static func deflated(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = content + [0]
    var output = [UInt8](repeating: 0, count: content.count + content.count / 100 + 100)
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = uInt(content.count)
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(output.count)
        deflate(&stream, Z_FINISH)
      }
    }
    return Array(output.prefix(Int(stream.total_out)))
  }
}

import Testing

@testable import ScenarioFormat

@Suite("Files that would fill the memory, or are damaged, are refused") struct TableLimitTests {
  private func message(_ bytes: [UInt8], _ change: (inout TableLimits) -> Void = { _ in }) -> String
  {
    var limits = TableLimits()
    change(&limits)
    return TableTests.message(bytes, limits: limits)
  }

  private static let sheet =
    "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row></sheetData>"

  /// 150 MB of nothing in 150 kB.
  @Test func zipBomb() {
    let bomb = WorkbookBytes.zip([
      ("_rels/.rels", [UInt8](repeating: 0x20, count: 150_000_000))
    ])
    #expect(bomb.count < 200_000)
    #expect(message(bomb).contains("more than 100000000 bytes when unpacked"))
  }

  /// The limit is one for all parts together.
  @Test func manyParts() {
    let book = WorkbookBytes.book(Self.sheet)
    #expect(message(book).isEmpty)
    #expect(
      message(book) { $0.unpackedBytes = 1_000 }.contains("more than 1000 bytes when unpacked"))
  }

  /// A part that unpacks to more than it states, and one that states what cannot be.
  @Test(arguments: [1, 100_000, 99_999_999]) func liars(_ stated: Int) {
    let part = [UInt8](repeating: 0x20, count: 50_000)
    let book = WorkbookBytes.zip([("_rels/.rels", part)], stated: ["_rels/.rels": stated])
    #expect(message(book).contains("size"), "\(message(book))")
  }

  @Test func entities() {
    let laughs = """
      <!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>
      """
    let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"
    for xml in [laughs, outside] {
      let book = WorkbookBytes.zip([("_rels/.rels", Array(xml.utf8))])
      #expect(message(book).contains("document type"))
    }
    let open = WorkbookBytes.zip([("_rels/.rels", Array("<a><b></a>".utf8))])
    #expect(message(open).contains("not well-formed (line 1)"))
    let deep = String(repeating: "<a>", count: 1_000)
    #expect(
      message(WorkbookBytes.zip([("_rels/.rels", Array(deep.utf8))])).contains("nested too deeply"))
  }

  @Test func counts() {
    let csv = Array("a,b\nc,d\ne,f\n".utf8)
    #expect(message(csv) { $0.rows = 2 }.contains("more than 2 rows"))
    #expect(message(csv) { $0.cells = 5 }.contains("more than 5 cells"))
    #expect(message(csv) { $0.columns = 1 }.contains("row 1: error: there are more than 1 columns"))
    #expect(message(csv) { $0.fileBytes = 5 }.contains("there are 12 bytes, the limit is 5"))
    #expect(message(Array("a,bcd".utf8)) { $0.characters = 2 }.contains("column B"))
    let book = WorkbookBytes.book(
      Self.sheet + "<mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>", strings: ["<t>abc</t>"])
    #expect(message(book) { $0.cells = 1 }.contains("more than 1 cells"))
    #expect(message(book) { $0.cells = 2 }.contains("more than 2 cells"))
    #expect(
      message(book) { $0.rows = 0 }.contains("sheet \"S\": error: there are more than 0 rows"))
    #expect(message(book) { $0.characters = 2 }.contains("more than 2 characters"))
    #expect(message(book) { $0.sheets = 0 }.contains("there are 1 sheets"))
    #expect(message(book) { $0.columns = 1 }.contains("out of order"))
  }

  /// What is no workbook says what to do.
  @Test func others() {
    #expect(message([0xD0, 0xCF, 0x11, 0xE0, 0]).contains("save it as .xlsx without a password"))
    #expect(
      message(WorkbookBytes.zip([("content.xml", [0x20])])).contains("OpenDocument"))
    #expect(message(WorkbookBytes.zip([("a.txt", [0x20])])).contains("no workbook"))
    let references = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row></sheetData>"
    #expect(
      message(WorkbookBytes.book(references)).hasPrefix("f: sheet \"S\", row 1, column A: error:"))
    for rows in ["<row r=\"2\"/><row r=\"1\"/>", "<row r=\"99999999\"/>"] {
      #expect(
        message(WorkbookBytes.book("<sheetData>\(rows)</sheetData>")).contains("out of order"))
    }
  }

  /// Every cut and every changed byte of a workbook gives an answer or a message, never a crash.
  @Test func damage() {
    let book = WorkbookBytes.book(Self.sheet, strings: ["<t>abc</t>"], styles: TableTests.styles)
    for end in stride(from: 4, to: book.count, by: 7) {
      #expect(message(Array(book[..<end])) != "")
    }
    for index in stride(from: 4, to: book.count, by: 3) {
      var changed = book
      changed[index] ^= 0x5A
      _ = message(changed)
    }
  }
}

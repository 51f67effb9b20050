import Foundation
import Testing

@testable import ScenarioFormat

@Suite("Tables are read as offices save them") struct TableTests {
  /// The cells of the first sheet as they are typed, row by row.
  static func texts(_ bytes: [UInt8]) throws -> [[String]] {
    try Table.read(bytes)[0].rows.map { row in
      row.cells.map { "\($0.column):" + CellText.text(of: $0.value) }
    }
  }

  static func message(_ bytes: [UInt8], limits: TableLimits = TableLimits()) -> String {
    do {
      _ = try Table.read(bytes, limits: limits)
      return ""
    } catch {
      return error.faults.map { $0.description(file: "f", in: .en) }.joined(separator: "\n")
    }
  }

  // MARK: CSV

  @Test(arguments: [",", ";", "\t"]) func separators(_ sign: String) throws {
    let text = [["项目", "目标值"], ["路 a", "\"1\(sign)200\""], ["", ""], ["桥", "3"]]
      .map { $0.joined(separator: sign) }.joined(separator: "\r\n")
    #expect(
      try Self.texts(Array(text.utf8)) == [
        ["1:项目", "2:目标值"], ["1:路 a", "2:1\(sign == "\t" ? " " : sign)200"], ["1:桥", "2:3"],
      ])
  }

  @Test func quotesAndLineEnds() throws {
    let text = "a,\"b \"\"c\"\"\nd\",e\r\"f\"g,,h\n\n,,i"
    let table = try Table.read(Array(text.utf8))[0]
    #expect(table.rows.map(\.number) == [1, 2, 4])
    #expect(table.rows[0][2]?.value == .text("b \"c\"\nd"))
    #expect(table.rows[1][1]?.value == .text("fg") && table.rows[1][2] == nil)
    #expect(table.rows[2][3]?.value == .text("i"))
    #expect(
      Self.message(Array("a,b\nc,\"d\ne".utf8)).hasPrefix(
        "f: row 2, column B: error: a quotation mark opens here and is never closed"))
  }

  @Test func statedSeparator() throws {
    #expect(try Self.texts(Array("sep=|\r\na|b,c".utf8)) == [["1:a", "2:b,c"]])
  }

  @Test func encodings() throws {
    let text = "项目,目标值\n“两癌”检查，€ 㐀,70户\n"
    let expected = [["1:项目", "2:目标值"], ["1:“两癌”检查，€ 㐀", "2:70户"]]
    #expect(try Self.texts(Array(text.utf8)) == expected)
    #expect(try Self.texts([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == expected)
    let units = Array(text.utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(try Self.texts([0xFF, 0xFE] + little) == expected)
    #expect(try Self.texts([0xFE, 0xFF] + big) == expected)
    // 项目, 㐀 in GB18030: two bytes each, and four for the rare character.
    let national: [UInt8] = [0xCF, 0xEE, 0xC4, 0xBF, 0x2C, 0x81, 0x39, 0xEE, 0x39]
    #expect(try Self.texts(national) == [["1:项目", "2:㐀"]])
    #expect(Self.message(little).contains("zero bytes"))
    #expect(Self.message([0xFF, 0xFE, 0x41]).contains("damaged UTF-16"))
    #expect(
      Self.message([0x41, 0x0A, 0xFF, 0xFF]).contains("neither UTF-8 nor GB18030 (line 2)"))
  }

  // MARK: XLSX

  static let styles = """
    <numFmts count="2"><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>\
    <numFmt numFmtId="171" formatCode="0.00%;[Red]\\-0.0%"/>\
    <numFmt numFmtId="172" formatCode="[$-804]#,##0.0&quot;day&quot;"/></numFmts>\
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/>\
    <xf numFmtId="172"/><xf numFmtId="9"/></cellXfs>
    """

  @Test func kindsOfCells() throws {
    let xml = """
      <sheetData><row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>in</t></is></c>\
      <c r="C2"><v>0.30000000000000004</v></c><c r="D2" s="1"><v>46387.5</v></c>\
      <c r="E2" s="2"><v>46387</v></c><c r="F2" s="3"><v>0.07</v></c><c r="G2" s="4"><v>1200</v></c>\
      <c r="H2" t="b"><v>1</v></c><c r="I2" t="e"><v>#REF!</v></c>\
      <c r="J2" t="str"><f>A2</f><v>x_x000D_y</v></c><c r="K2"><f>SUM(A1:A2)</f><v></v></c><c r="L2" t="str"><f>""</f><v></v></c>\
      <c r="M2" t="s"><v>1</v></c><c r="AB2" s="5"><f>1</f><v>1.1</v></c></row>\
      <row><c><v>5</v></c><c><v>6</v></c></row></sheetData>
      """
    let strings = [
      "<r><t>目</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">标 </t></r><rPh sb=\"0\" eb=\"1\"><t>mu</t></rPh>",
      "<t> </t>",
    ]
    let table = try Table.read(WorkbookBytes.book(xml, strings: strings, styles: Self.styles))[0]
    let day = try #require(Table.Day(year: 2026, month: 12, day: 31))
    let row = table.rows[0]
    #expect(row.number == 2 && table.rows[1].number == 3)
    #expect(
      row.cells.map(\.value) == [
        .text("目标 "), .text("in"), .number(0.3), .date(day), .date(day), .percent(7),
        .number(1200), .truth(true), .failure("#REF!"), .text("x\ry"), .failure("=SUM(A1:A2)"),
        .percent(110),
      ])
    #expect(row.cells.last?.column == 28 && Table.letters(of: 28) == "AB")
    #expect(table.rows[1][2]?.value == .number(6))
  }

  @Test(arguments: [
    (1.0, false, 1900, 1, 1), (59, false, 1900, 2, 28), (61, false, 1900, 3, 1),
    (25_569, false, 1970, 1, 1), (36_585, false, 2000, 2, 29), (46_387, false, 2026, 12, 31),
    (2_958_465, false, 9999, 12, 31), (0, true, 1904, 1, 1), (44_925, true, 2026, 12, 31),
  ]) func dates(_ serial: Double, _ from1904: Bool, _ year: Int, _ month: Int, _ day: Int) {
    #expect(
      Table.Day(serial: serial, from1904: from1904) == Table.Day(year: year, month: month, day: day)
    )
  }

  @Test func dateSystemAndNamespaces() throws {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>44925</v></c></row></sheetData>"
    let book = WorkbookBytes.book(
      sheets: [
        ("a", sheet),
        (
          "b",
          "<x:sheetData xmlns:x=\"urn:x\"><x:row r=\"7\"><x:c r=\"A7\"><x:v>1</x:v></x:c></x:row></x:sheetData>"
        ),
      ],
      styles: Self.styles, workbook: "<workbookPr date1904=\"1\"/>", state: ["b": "hidden"])
    let tables = try Table.read(book)
    #expect(tables[0].rows[0].cells[0].value == .date(Table.Day(year: 2026, month: 12, day: 31)!))
    #expect(tables.map(\.sheet) == ["a", "b"] && tables.map(\.isHidden) == [false, true])
    #expect(tables[1].rows[0].number == 7)
  }

  @Test func mergedCells() throws {
    let xml = """
      <sheetData><row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row>\
      <row r="2"><c r="B2"><v>2</v></c></row><row r="9"><c r="A9"><v>9</v></c></row></sheetData>\
      <mergeCells><mergeCell ref="A1:B8"/><mergeCell ref="A9:XFD1048576"/></mergeCells>
      """
    let rows = try Table.read(WorkbookBytes.book(xml))[0].rows
    #expect(rows.map(\.number) == [1, 2, 9])
    #expect(rows[0][2]?.value == .number(1) && rows[0][2]?.isMerged == true)
    #expect(rows[1][1]?.value == .number(1) && rows[1][2]?.value == .number(2))
    #expect(rows[2].cells.map(\.column) == [1, 2, 3])
  }

  /// Written by LibreOffice, with a formula, merged cells, a format of months and one of percent.
  @Test func libreOffice() throws {
    let bytes = try Samples.bytes("Tests/ScenarioFormatTests/Tables/wanzhou-2025.xlsx")
    let tables = try Table.read(bytes)
    #expect(tables.map(\.sheet) == ["封面", "目标", "旧稿"])
    #expect(tables.map(\.isHidden) == [false, false, true])
    let rows = tables[1].rows
    let row = try #require(rows.first { $0.number == 8 })
    #expect(row[4]?.value == .number(182_852))
    #expect(row[7]?.value == .date(try #require(Table.Day(year: 2025, month: 12, day: 31))))
    #expect(rows.first { $0.number == 9 }?[4]?.value == .percent(5.5))
    #expect(rows.first { $0.number == 6 }?[1]?.value == .text("城市更新"))
  }

  @Test(arguments: [
    ("General", "number"), ("0%", "percent"), ("m/d/yyyy", "date"), ("yyyy\"年\"m\"月\"", "date"),
    ("#,##0\"d\"", "number"), ("[h]:mm", "number"), ("h:mm", "number"), ("mmm\\-yy", "date"),
    ("[$¥-804]#,##0", "number"), ("0.0\\%", "number"), ("\"%\"0", "number"), ("@", "number"),
  ]) func formats(_ code: String, _ kind: String) {
    #expect("\(NumberFormat(code: code))" == kind)
  }
}

extension Samples {
  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: package.appendingPathComponent(path)))
  }
}

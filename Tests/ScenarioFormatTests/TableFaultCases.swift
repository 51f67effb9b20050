/// Files that must be refused, each with what it is tried for.
enum TableFaultCases {
  /// Files of any kind that are no tables, or more than is read.
  static let files: [(name: String, bytes: [UInt8])] = [
    ("an old workbook", [0xD0, 0xCF, 0x11, 0xE0, 0]),
    ("an archive", WorkbookBytes.zip([("a.txt", [0x20])])),
    ("an OpenDocument file", WorkbookBytes.zip([("content.xml", [0x20])])),
    ("a workbook that is broken off", Array(WorkbookBytes.book(sheet).prefix(700))),
    ("a part that is larger than stated", liar),
    ("a document type", WorkbookBytes.zip([("_rels/.rels", Array("<!DOCTYPE a []><a/>".utf8))])),
    ("broken XML", WorkbookBytes.zip([("_rels/.rels", Array("<a><b></a>".utf8))])),
    ("deep XML", WorkbookBytes.zip([("_rels/.rels", deep)])),
    ("a text that is not there", WorkbookBytes.book(lost)),
    ("rows out of order", WorkbookBytes.book(rows("<row r=\"2\"/><row r=\"1\"/>"))),
    ("cells out of order", WorkbookBytes.book(rows("<row><c r=\"B1\"/><c r=\"A1\"/></row>"))),
    ("bytes of zero", [0x41, 0, 0x42]),
    ("no UTF-8 after its mark", [0xEF, 0xBB, 0xBF, 0xFF]),
    ("half a sign of UTF-16", [0xFF, 0xFE, 0x41]),
    ("no encoding", [0x41, 0x0A, 0xFF, 0xFF]),
    ("an open quotation mark", Array("a,b\nc,\"d\ne".utf8)),
    ("too long a cell", Array(("a,\"" + String(repeating: "x", count: 33_000) + "\"\n").utf8)),
    ("too many columns", Array(String(repeating: "x,", count: 17_000).utf8)),
    ("too many rows", Array(String(repeating: "x\n", count: 100_001).utf8)),
    ("too many bytes", [UInt8](repeating: 0x20, count: 20_000_001)),
  ]

  private static let sheet =
    "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>"
  private static let lost = rows("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>")
  private static let deep = Array(String(repeating: "<a>", count: 1_000).utf8)
  private static let liar = WorkbookBytes.zip(
    [("_rels/.rels", [UInt8](repeating: 0x20, count: 50_000))], stated: ["_rels/.rels": 100_000])

  private static func rows(_ rows: String) -> String { "<sheetData>\(rows)</sheetData>" }

  /// Tables of targets, beside ``DraftTests/mistakes``.
  static let targets: [(name: String, csv: String)] = [
    ("headings that are not known", "a,b\n1,2\n"),
    ("no heading of the value", "某区\n项目,完成数\n路,2\n"),
    ("no heading of the title", "目标值,x\n1,2\n"),
    ("nothing", ""),
    ("no targets", "项目,目标值\n"),
    ("one id twice", "id,title,target\na,A,70\na,B,80\n"),
    ("a long remark", "title,target,remark\nA,70,\(String(repeating: "x", count: 2_001))\n"),
    ("many rows", "title,target\n" + String(repeating: "A,5-8\n", count: 3_001)),
    ("a fault of a formula in a title", "title,target\n#REF!,70\n"),
    ("a formula that was never computed", "title,target\nA,=B1+B2\n"),
    ("a date that is long past the end", "title,target,due\nA,7,2099-01\n"),
    ("a unit of its own", "title,target,unit\nA,12亿元,万元\nB,5%,人\n"),
  ]

  /// Tables of actuals, of `Tests/Validation/actuals/E01.yaml`, with the last month that is known.
  static let actuals: [(name: String, csv: String, asOf: String?)] = [
    ("no value", "id,2021-04,2021-05\nbuilt,,\n", nil),
    ("no column of ids", "unit,2021-05\nbuilt,1\n", nil),
    ("no month in the headings", "id,value\nbuilt,1\n", nil),
    ("a month twice in the headings", "id,2021-05,2021年5月\nbuilt,1,1\n", nil),
    ("no such month in the headings", "id,2021-05,2021-13\nbuilt,1,1\n", nil),
    ("no column of values", "id,month\nbuilt,2021-05\n", nil),
    ("a figure below 0", "id,2021-05\nbuilt,-3\nroads-km,-0.5\n", nil),
    ("letters among digits", "id,2021-05\nbuilt,41O\n", nil),
    ("January or October", "id,month,value\nbuilt,2021.1,1\n", nil),
    ("the whole year", "id,month,value\nbuilt,全年,1\nroads-km,2021,1\n", nil),
    ("a word for a risk", "id,2021-05\nrisks.slump,是\n", nil),
    ("an as-of month before the horizon", "id,2021-05\nbuilt,1\n", "2020-12"),
    ("no id", "id,2021-05\n,1\n", nil),
    ("no month", "id,month,value\nbuilt,,1\n", nil),
    ("no such month", "id,month,value\nbuilt,2021-13,1\nbuilt,soon,1\nbuilt,05/06/2021,1\n", nil),
    ("brackets without quotes", "id,month,value\n{sum: [roads.completed, a.b]},2021-05,1\n", nil),
    ("brackets that are not closed", "id,2021-05\n\"{sum: [roads.completed\",1\n", nil),
    ("names of nothing", "id,2021-05\n100,1\nroads,1\nbuilds,1\nzzz.completed,1\n", nil),
    ("no such step or risk", "id,2021-05\nroads.biuld.completed,1\nrisks.rain,1\n", nil),
    ("no reading", "id,2021-05\nroads.built,1\nroads.level,1\n{sum: [1.5]},1\n", nil),
    ("no such pool", "id,2021-05\npools.crews.granted,1\n", nil),
    ("a comma in a number", "id,month,value\nbuilt,2021-05,1,200\n", nil),
    ("a comma in a remark", "id,month,value,note\nbuilt,2021-05,1,a,b\n", nil),
    ("values that are no numbers", numbers, nil),
    ("a value far too large", "id,2021-05\nroads-km,1e999\n", nil),
    ("a sighting that is no yes or no", "id,2021-05\nrisks.slump,2\n", nil),
    ("a value twice", "id,month,value\nbuilt,2021-05,1\nbuilt,2021-05,2\n", nil),
    (
      "two names of a measure", "id,month,value\nbuilt,2021-05,1\nstations.completed,2021-05,2\n",
      nil
    ),
    ("a fraction of a unit", "id,2021-05\nbuilt,1.5\n", nil),
    ("a figure that falls", "id,2021-04,2021-05\nbuilt,20,10\n", nil),
    ("a month before the horizon", "id,2020-12\nbuilt,1\n", nil),
    ("a month past the horizon", "id,2022-01\nbuilt,1\n", nil),
    ("a month past the last", "id,2021-03,2021-04\nbuilt,1,2\n", "2021-03"),
    (
      "months past the last", "id,2021-03,2021-04,2021-05\nbuilt,1,2,3\nroads-km,1,2,3\n", "2021-03"
    ),
    ("a last month past the horizon", "id,2021-03\nbuilt,1\n", "2022-03"),
  ]

  private static let numbers = """
    id,month,value,note
    roads-km,2021-01,"1,200",
    roads-km,2021-02,70户,
    roads-km,2021-03,１２００,
    roads-km,2021-04,1.2万,
    roads-km,2021-05,12.5%,
    roads-km,2021-06,已完成,
    roads-km,2021-07,#REF!,
    roads-km,2021-08,=A1+A2,
    roads-km,2021-09,nan,

    """
}

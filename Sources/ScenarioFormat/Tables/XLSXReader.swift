import Buildout

/// Reads the sheets of an Office Open XML workbook.
///
/// Source: ECMA-376-1:2016, part 1, chapter 18; both its namespaces, transitional and strict.
enum XLSXReader {
  static func tables(_ bytes: [UInt8], _ limits: TableLimits) throws(TableFileError) -> [Table] {
    var archive = try ZipArchive(bytes, unpackedBytes: limits.unpackedBytes)
    let roots = try relations(of: "", &archive)
    guard let path = roots.first(where: { $0.type == "officeDocument" })?.target,
      let part = try archive.part(path)
    else {
      throw TableFileError(
        Fault(
          .wrongFormat,
          archive.contains("content.xml")
            ? "this is an OpenDocument file" : "this archive is no workbook",
          consequence: "there are no sheets that can be read", remedy: "save it as .xlsx or as CSV")
      )
    }
    let book = try WorkbookPart(part)
    guard book.sheets.count <= limits.sheets else {
      throw TableFileError.limit("sheets", book.sheets.count, limits.sheets)
    }
    let related = try relations(of: path, &archive)
    func shared(_ type: String) throws(TableFileError) -> [UInt8]? {
      guard let name = related.first(where: { $0.type == type })?.target else { return nil }
      return try archive.part(name)
    }
    let styles = try shared("styles")
    let strings = try shared("sharedStrings")
    var contents = SheetReader.Context(
      strings: try strings.map { (part) throws(TableFileError) in
        try sharedStrings(part, limits)
      } ?? [],
      formats: try styles.map { (part) throws(TableFileError) in try formats(part) } ?? [],
      from1904: book.from1904, limits: limits)
    var tables: [Table] = []
    for sheet in book.sheets {
      // A sheet of charts or macros has relations of other types.
      guard
        let target = related.first(where: { $0.id == sheet.relation && $0.type == "worksheet" })?
          .target
      else { continue }
      guard let part = try archive.part(target) else {
        throw ZipArchive.damaged("the sheet \"\(sheet.name)\" is missing")
      }
      let rows = try SheetReader.rows(part, sheet: sheet.name, &contents)
      tables.append(
        Table(
          sheet: sheet.name, isHidden: sheet.isHidden, hasDecimalCommas: false, rows: rows))
    }
    return tables
  }

  /// A part that another one refers to.
  private struct Relation {
    let id: String
    /// The last word of its type, which is the same in both namespaces.
    let type: String
    /// Its name in the archive.
    let target: String
  }

  /// The parts that a part refers to; those of the package itself for an empty path.
  private static func relations(
    of path: String, _ archive: inout ZipArchive
  ) throws(TableFileError) -> [Relation] {
    let folders = path.split(separator: "/").dropLast()
    let name = path.split(separator: "/").last ?? ""
    let path = (folders + ["_rels", name + ".rels"]).joined(separator: "/")
    guard let part = try archive.part(path) else { return [] }
    var relations: [Relation] = []
    try XMLEvents.read(part) { (event) throws(TableFileError) in
      guard case .start("Relationship", let attributes) = event,
        let id = attributes["Id"], let type = attributes["Type"],
        let target = attributes["Target"], attributes["TargetMode"] != "External"
      else { return }
      var parts = target.hasPrefix("/") ? [] : Array(folders)
      for part in target.split(separator: "/") {
        if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
      }
      relations.append(
        Relation(
          id: id, type: String(type.split(separator: "/").last ?? ""),
          target: parts.joined(separator: "/")))
    }
    return relations
  }

  /// The sheets that a workbook lists.
  private struct WorkbookPart {
    struct Sheet {
      let name: String
      let relation: String
      let isHidden: Bool
    }

    var sheets: [Sheet] = []
    var from1904 = false

    init(_ part: [UInt8]) throws(TableFileError) {
      var sheets: [Sheet] = []
      var from1904 = false
      try XMLEvents.read(part) { (event) throws(TableFileError) in
        guard case .start(let name, let attributes) = event else { return }
        if name == "workbookPr" { from1904 = ["1", "true"].contains(attributes["date1904"]) }
        if name == "sheet", let title = attributes["name"], let relation = attributes["id"] {
          let state = attributes["state"] ?? "visible"
          sheets.append(Sheet(name: title, relation: relation, isHidden: state != "visible"))
        }
      }
      self.sheets = sheets
      self.from1904 = from1904
    }
  }

  /// The texts that cells name by number, without the readings that stand above Chinese and Japanese ones.
  private static func sharedStrings(
    _ part: [UInt8], _ limits: TableLimits
  ) throws(TableFileError) -> [String] {
    var strings: [String] = []
    var text = RichText()
    try XMLEvents.read(part) { (event) throws(TableFileError) in
      try text.take(event, limits, at: .init())
      guard case .end("si") = event else { return }
      strings.append(text.finish())
      guard strings.count <= limits.cells else {
        throw TableFileError.limit("texts", nil, limits.cells)
      }
    }
    return strings
  }

  /// What the numbers of cells with each style stand for.
  private static func formats(_ part: [UInt8]) throws(TableFileError) -> [NumberFormat] {
    var codes: [Int: NumberFormat] = [:]
    var formats: [NumberFormat] = []
    var isInCells = false
    try XMLEvents.read(part) { (event) throws(TableFileError) in
      switch event {
      case .start("numFmt", let attributes):
        if let id = attributes["numFmtId"].flatMap(Int.init), let code = attributes["formatCode"] {
          codes[id] = NumberFormat(code: code)
        }
      case .start("cellXfs", _): isInCells = true
      case .end("cellXfs"): isInCells = false
      case .start("xf", let attributes) where isInCells:
        let id = attributes["numFmtId"].flatMap(Int.init) ?? 0
        formats.append(codes[id] ?? NumberFormat(builtIn: id))
      default: break
      }
    }
    return formats
  }
}

/// The text of a cell, which may be in pieces of different looks.
struct RichText {
  private var text = ""
  private var isInText = false
  private var isInReading = false

  mutating func take(
    _ event: XMLEvent, _ limits: TableLimits, at position: TableFault.Position
  ) throws(TableFileError) {
    switch event {
    case .start("rPh", _): isInReading = true
    case .end("rPh"): isInReading = false
    case .start("t", _): isInText = !isInReading
    case .end("t"): isInText = false
    case .text(let piece) where isInText:
      text += piece
      // Counted in bytes first: to count characters takes time.
      guard
        text.utf8.count <= limits.characters
          || text.unicodeScalars.count <= limits.characters
      else {
        throw TableFileError.limit("characters in a cell", nil, limits.characters, at: position)
      }
    default: break
    }
  }

  /// The text, with what Excel writes as `_x000D_` put back; a new one begins.
  mutating func finish() -> String {
    defer { text = "" }
    guard text.contains("_x") else { return text }
    return text.replacing(#/_x([0-9A-Fa-f]{4})_/#) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map(String.init) ?? ""
    }
  }
}

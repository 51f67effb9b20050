import Buildout
import CXLSXWriter
import Synchronization

/// A workbook that could not be written.
public struct WorkbookError: Error, Hashable, Sendable {
  /// The number that libxlsxwriter gives the problem; 0 when there was no place for the file.
  public let code: Int
  /// What went wrong, in English.
  public let message: String

  /// The error with the system's reason, if the library's words give one.
  fileprivate func caused(by words: String) -> WorkbookError {
    let mark = "System error = "
    guard let start = words.firstRange(of: mark)?.upperBound else { return self }
    let reason = words[start...].prefix { $0 != "\n" }
    return WorkbookError(
      code: code, message: message + " The system says: \(reason). TMPDIR may name another folder.")
  }
}

/// Writes sheets as a file that Excel, WPS and LibreOffice open.
///
/// The date in the file is the scenario's, so that the same sheets give the same parts to the byte.
struct WorkbookFile {
  let workbook: UnsafeMutablePointer<lxw_workbook>
  private let path: UnsafeMutablePointer<CChar>
  private var formats: [CellFormat: UnsafeMutablePointer<lxw_format>] = [:]
  private var problem = LXW_NO_ERROR
  /// Texts that structures of the library point to.
  private var kept: [UnsafeMutablePointer<CChar>] = []

  typealias Worksheet = UnsafeMutablePointer<lxw_worksheet>

  /// Held while the library's words are listened to, which one caller at a time can do.
  private static let listening = Mutex(())

  static func bytes(_ sheets: [Sheet], title: String, start: Month) throws(WorkbookError)
    -> [UInt8]
  {
    try listening.withLock { _ throws(WorkbookError) in
      let words = cxlsxwriter_listen()
      let result = Result { () throws(WorkbookError) in
        var file = try WorkbookFile()
        file.describe(title: title, start: start)
        for sheet in sheets { file.add(sheet) }
        return try file.close()
      }
      let heard = cxlsxwriter_heard(words)
      defer { free(heard) }
      guard case .failure(let error) = result else { return try result.get() }
      throw heard.map { error.caused(by: String(cString: $0)) } ?? error
    }
  }

  private init() throws(WorkbookError) {
    guard let path = cxlsxwriter_temporary() else {
      throw WorkbookError(
        code: 0, message: "no temporary file can be made; TMPDIR may name a folder with room")
    }
    guard let workbook = workbook_new(path) else {
      free(path)
      throw WorkbookError(code: 0, message: "there is not enough memory")
    }
    self.path = path
    self.workbook = workbook
  }

  private consuming func close() throws(WorkbookError) -> [UInt8] {
    var start: UnsafeMutablePointer<UInt8>?
    var count = 0
    let closing = cxlsxwriter_close(workbook, path, &start, &count)
    defer {
      free(start)
      free(path)
      for text in kept { free(text) }
    }
    let problem = problem == LXW_NO_ERROR ? closing : problem
    guard problem == LXW_NO_ERROR, let start else {
      throw WorkbookError(
        code: Int(problem.rawValue), message: String(cString: lxw_strerror(problem)))
    }
    return Array(UnsafeBufferPointer(start: start, count: count))
  }

  /// Keeps the first thing that goes wrong, for `close` to report.
  mutating func note(_ result: lxw_error) {
    if problem == LXW_NO_ERROR { problem = result }
  }

  mutating func keep(_ text: String) -> UnsafeMutablePointer<CChar>? {
    guard let copy = strdup(text) else {
      note(LXW_ERROR_MEMORY_MALLOC_FAILED)
      return nil
    }
    kept.append(copy)
    return copy
  }

  private mutating func describe(title: String, start: Month) {
    var properties = lxw_doc_properties()
    properties.title = keep(WorkbookFile.inert(title))
    properties.author = keep("buildout")
    properties.created = WorkbookFile.noon(start)
    note(workbook_set_properties(workbook, &properties))
  }

  /// Noon of a month's first day in seconds since 1970: never 0, for which the library takes the
  /// clock.
  static func noon(_ month: Month) -> Int {
    // Years are counted from March, so that a leap day ends one; year 0 began a day late.
    let months = month.index - 2
    let year = months < 0 ? -1 : months / 12
    let leapDays = year < 0 ? -1 : year / 4 - year / 100 + year / 400
    let days = year * 365 + leapDays + (153 * (months - year * 12) + 2) / 5
    return (days - 719_468) * 86_400 + 43_200
  }

  // MARK: Sheets

  private mutating func add(_ sheet: Sheet) {
    guard let worksheet = workbook_add_worksheet(workbook, sheet.name) else {
      note(LXW_ERROR_PARAMETER_VALIDATION)
      return
    }
    worksheet_set_landscape(worksheet)
    let isHuge = sheet.widths.reduce(0, +) > 260
    worksheet_set_paper(worksheet, isHuge ? 8 : 9)  // A3, A4
    // A sheet that is not long is a page: none ends within a chart.
    let isShort = sheet.blocks.reduce(0) { $0 + $1.rows.count } < 60
    worksheet_fit_to_pages(worksheet, 1, isShort ? 1 : 0)
    worksheet_gridlines(worksheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    note(worksheet_set_footer(worksheet, "&C&P / &N"))
    for (column, width) in sheet.widths.enumerated() {
      note(worksheet_set_column(worksheet, UInt16(column), UInt16(column), width, nil))
    }
    write(.text(sheet.title), 0, 0, .title, worksheet)
    for (index, text) in sheet.notes.enumerated() { add(text, sheet, 1 + index, worksheet) }
    for index in sheet.blocks.indices { add(sheet.blocks[index], sheet, index, worksheet) }
    if sheet.blocks.count == 1 {
      let header = UInt32(sheet.headerRow(0))
      worksheet_freeze_panes(worksheet, header + 1, 1)
      note(worksheet_repeat_rows(worksheet, header, header))
    }
    for index in sheet.blocks.indices { addCharts(index, sheet, worksheet) }
  }

  /// A note across the columns that a page shows, in a row as high as its text.
  private mutating func add(_ text: String, _ sheet: Sheet, _ row: Int, _ worksheet: Worksheet) {
    let across = sheet.noteColumns
    let lines = Wrapping.lines(text, width: Int(across.width * 0.9), atMost: 20).count
    if lines > 1 { note(worksheet_set_row(worksheet, UInt32(row), Double(lines) * 15, nil)) }
    guard across.count > 1 else { return write(.text(text), row, 0, .note, worksheet) }
    note(
      worksheet_merge_range(
        worksheet, UInt32(row), 0, UInt32(row), UInt16(across.count - 1),
        WorkbookFile.inert(text), format(.note, number: "")))
  }

  private mutating func add(
    _ block: Sheet.Block, _ sheet: Sheet, _ index: Int, _ worksheet: Worksheet
  ) {
    let header = sheet.headerRow(index)
    if let title = block.title { write(.text(title), header - 1, 0, .heading, worksheet) }
    if block.isFiltered, !block.rows.isEmpty { addTable(block, header, worksheet) }
    for (column, heading) in block.columns.enumerated() {
      write(.text(heading.title.unspaced), header, column, .header(heading), worksheet)
    }
    note(worksheet_set_row(worksheet, UInt32(header), 32, nil))
    let widths = sheet.widths
    for (number, row) in block.rows.enumerated() {
      // Not every program makes a row as high as its text.
      let lines = row.indices.filter { block.columns[$0].wraps }
        .map { Wrapping.lines(row[$0].shown, width: Int(widths[$0]) - 2, atMost: 20).count }
      if let most = lines.max(), most > 1 {
        note(worksheet_set_row(worksheet, UInt32(header + 1 + number), Double(most) * 15, nil))
      }
      for (column, cell) in row.enumerated() {
        let heading = block.columns[column]
        write(
          cell, header + 1 + number, column, block.isFaint ? .faint(heading) : .cell(heading),
          worksheet)
      }
    }
    for column in block.columns.indices {
      let rows = UInt32(header + 1)...UInt32(header + max(1, block.rows.count))
      if block.rows.contains(where: { $0[column].isLight }) {
        addLights(UInt16(column), rows, worksheet)
      }
      if block.bars.contains(column) { addBars(UInt16(column), rows, worksheet) }
    }
  }

  private mutating func addTable(_ block: Sheet.Block, _ header: Int, _ worksheet: Worksheet) {
    let columns = UnsafeMutablePointer<lxw_table_column>.allocate(capacity: block.columns.count)
    defer { columns.deallocate() }
    columns.initialize(repeating: lxw_table_column(), count: block.columns.count)
    var pointers: [UnsafeMutablePointer<lxw_table_column>?] = []
    for (index, column) in block.columns.enumerated() {
      columns[index].header = keep(column.title.unspaced)
      pointers.append(columns + index)
    }
    let last = UInt16(block.columns.count - 1)
    var options = lxw_table_options()
    options.name = keep(block.id)
    options.style_type = UInt8(LXW_TABLE_STYLE_TYPE_LIGHT.rawValue)
    options.style_type_number = 1
    pointers.withUnsafeMutableBufferPointer { pointers in
      options.columns = pointers.baseAddress
      note(
        worksheet_add_table(
          worksheet, UInt32(header), 0, UInt32(header + block.rows.count), last, &options))
    }
  }

  /// Lights by their symbol, so that a reader's own filters and sorting keep the colours right.
  private mutating func addLights(
    _ column: UInt16, _ rows: ClosedRange<UInt32>, _ worksheet: Worksheet
  ) {
    for (symbol, look) in [("+", Look.green), ("~", .amber), ("!", .red)] {
      var rule = lxw_conditional_format()
      rule.type = UInt8(LXW_CONDITIONAL_TYPE_TEXT.rawValue)
      rule.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_TEXT_BEGINS_WITH.rawValue)
      rule.value_string = keep(symbol)
      rule.format = format(look, number: "")
      note(
        worksheet_conditional_format_range(
          worksheet, rows.lowerBound, column, rows.upperBound, column, &rule))
    }
  }

  private mutating func addBars(
    _ column: UInt16, _ rows: ClosedRange<UInt32>, _ worksheet: Worksheet
  ) {
    var rule = lxw_conditional_format()
    rule.type = UInt8(LXW_CONDITIONAL_DATA_BAR.rawValue)
    rule.min_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
    rule.max_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
    rule.max_value = 1
    rule.bar_color = 0xBCD2E8
    rule.bar_solid = 1
    rule.bar_no_border = 1
    note(
      worksheet_conditional_format_range(
        worksheet, rows.lowerBound, column, rows.upperBound, column, &rule))
  }

  // MARK: Cells

  private mutating func write(
    _ cell: Sheet.Cell, _ row: Int, _ column: Int, _ look: Look, _ worksheet: Worksheet
  ) {
    let (row, column) = (UInt32(row), UInt16(column))
    switch cell {
    case .empty: break
    case .text(let text), .light(let text):
      note(
        worksheet_write_string(
          worksheet, row, column, WorkbookFile.inert(text), format(look, number: "")))
    case .number(let value, let number):
      note(worksheet_write_number(worksheet, row, column, value, format(look, number: number)))
    case .formula(let formula, .number(let value, _), let number):
      note(
        worksheet_write_formula_num(
          worksheet, row, column, "=" + formula, format(look, number: number), value))
    case .formula(let formula, let value, let number):
      note(
        worksheet_write_formula_str(
          worksheet, row, column, "=" + formula, format(look, number: number),
          WorkbookFile.inert(value.shown)))
    case .choice(let text, let range):
      note(
        worksheet_write_string(
          worksheet, row, column, WorkbookFile.inert(text), format(.input, number: "")))
      var validation = lxw_data_validation()
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
      validation.value_formula = keep("=" + range)
      note(worksheet_data_validation_cell(worksheet, row, column, &validation))
    }
  }

  /// Text for a cell: it cannot act, is no longer than a cell may be, and holds nothing that reads as
  /// an escape of the file format (`_x000A_`).
  static func inert(_ text: String) -> String {
    let whole = text.inert
    let shown = whole.utf16.count > 32_000 ? String(whole.prefix(15_999)) + "…" : whole
    guard shown.utf8.contains(UInt8(ascii: "_")) else { return shown }
    return shown.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_")
  }

  mutating func format(_ look: Look, number: String) -> UnsafeMutablePointer<lxw_format>? {
    let key = CellFormat(look: look, number: number)
    if let known = formats[key] { return known }
    guard let format = workbook_add_format(workbook) else { return nil }
    look.apply(to: format)
    if !number.isEmpty { format_set_num_format(format, number) }
    formats[key] = format
    return format
  }
}

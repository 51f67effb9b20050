import Buildout

/// A sheet of cells as an office keeps it, read from CSV or XLSX.
///
///     let tables = try Table.read(bytes)
///     for row in tables[0].rows { print(row.number, row[1]) }
///
/// Rows and columns are counted from 1, as spreadsheets show them, so that a message can say where a cell
/// stands. What a table means is not known here.
public struct Table: Hashable, Sendable {
  /// What a cell holds.
  public enum Value: Hashable, Sendable {
    /// Never empty, nor of spaces alone.
    case text(String)
    case number(Double)
    /// Points of a hundred: a cell that shows 12.5 % holds 12.5.
    case percent(Double)
    case date(Day)
    case truth(Bool)
    /// What a formula that failed left behind, such as `#REF!`, or the formula itself, such as `=A1+A2`, where
    /// no program has computed it.
    case failure(String)
  }

  /// A day of the calendar; only days that exist.
  public struct Day: Hashable, Sendable {
    /// From 1 to 9999.
    public let year: Int
    /// From 1 to 12.
    public let month: Int
    /// From 1 to the length of the month.
    public let day: Int

    /// The day of a date.
    ///
    /// - Returns: nil for a day that is in no calendar, such as 30 February.
    public init?(year: Int, month: Int, day: Int) {
      guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      guard day <= lengths[month - 1] else { return nil }
      self.year = year
      self.month = month
      self.day = day
    }
  }

  /// A cell that holds something.
  public struct Cell: Hashable, Sendable {
    /// The column's number, from 1.
    public let column: Int
    /// What it holds.
    public let value: Value
    /// Whether the cell shows nothing of its own: it is part of a merged range, and this is the value of the
    /// range's first cell.
    public let isMerged: Bool
    /// Where the cell begins in the text of a CSV file; nil in a workbook.
    var position: Position? = nil
  }

  /// A row in which some cell holds something.
  public struct Row: Hashable, Sendable {
    /// The row's number as a spreadsheet shows it, from 1.
    public let number: Int
    /// Those that hold something, by column.
    public let cells: [Cell]

    /// The cell in a column; nil where it is empty.
    public subscript(column: Int) -> Cell? {
      var low = 0
      var high = cells.count
      while low < high {
        let middle = (low + high) / 2
        if cells[middle].column < column { low = middle + 1 } else { high = middle }
      }
      return low < cells.count && cells[low].column == column ? cells[low] : nil
    }
  }

  /// The sheet's name; nil for a CSV file, which has none.
  public let sheet: String?
  /// Whether the workbook hides the sheet.
  public let isHidden: Bool
  /// Whether decimals are written with a comma, as where Excel separates columns by semicolons.
  public let hasDecimalCommas: Bool
  /// Those with a cell that holds something, from above.
  public let rows: [Row]

  /// `A` for 1, `AB` for 28.
  public static func letters(of column: Int) -> String {
    var rest = column
    var letters = ""
    while rest > 0 {
      let letter = UInt8((rest - 1) % 26) + UInt8(ascii: "A")
      letters = String(UnicodeScalar(letter)) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }

  /// Reads the sheets of a file: XLSX by its first bytes, otherwise CSV.
  ///
  /// CSV may be UTF-8, with a byte-order mark or without, GB18030 or UTF-16 with a mark; its columns are
  /// separated by commas, semicolons or tabs. Of a formula the value is taken that was last computed.
  ///
  /// - Throws: ``TableFileError`` for what is no table, or is beyond the limits.
  public static func read(
    _ bytes: [UInt8], limits: TableLimits = TableLimits()
  ) throws(TableFileError) -> [Table] {
    guard bytes.count <= limits.fileBytes else {
      throw TableFileError.limit("bytes", bytes.count, limits.fileBytes)
    }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
    {
      return try XLSXReader.tables(bytes, limits)
    }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw TableFileError(
        Fault(
          .wrongFormat,
          "this is an Excel file of the old kind (.xls), or one protected by a password",
          consequence: "it cannot be read", remedy: "save it as .xlsx without a password, or as CSV"
        ))
    }
    return [try CSVReader.table(bytes, limits)]
  }
}

extension Table.Day {
  /// The day that a spreadsheet counts as a number; the part after the point is the time of day.
  ///
  /// Excel counts from 1 January 1900 and believes that year to have had a 29 February; with
  /// `from1904` it counts from 1 January 1904, which is 0.
  ///
  /// - Returns: nil beyond 31 December 9999 and before the first day.
  init?(serial: Double, from1904: Bool) {
    guard serial >= (from1904 ? 0 : 1), serial < 2_958_466 else { return nil }
    let whole = Int(serial)
    // Days since 1 March of the year 0.
    let since1900 = from1904 ? whole + 1_462 : whole < 60 ? whole + 1 : whole
    // The civil calendar from a count of days; Hinnant, chrono-compatible low-level date algorithms.
    let days = since1900 + 693_899
    let era = days / 146_097
    let ofEra = days % 146_097
    let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * ofYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: ofYear - (153 * shifted + 2) / 5 + 1)
  }
}

/// How much of a file is read. A file beyond a limit is refused as soon as that is known, however little
/// of it lies on the disk.
public struct TableLimits: Hashable, Sendable {
  /// Bytes of the file as it lies on the disk.
  public var fileBytes = 20_000_000
  /// Unpacked, of the parts of an XLSX file that are read, together.
  public var unpackedBytes = 100_000_000
  /// Rows of one sheet.
  public var rows = 100_000
  /// That hold something, with those that merged ranges repeat, in all sheets.
  public var cells = 1_000_000
  /// Columns of one sheet, as Excel has it.
  public var columns = 16_384
  /// Characters of one cell, as Excel has it.
  public var characters = 32_767
  /// Sheets of a workbook.
  public var sheets = 256

  /// The limits of the product.
  public init() {}
}

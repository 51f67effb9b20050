import Buildout
import Sampling

/// Reads comma-separated values as spreadsheets write them (RFC 4180), also with semicolons or tabs.
enum CSVReader {
  static func table(_ bytes: [UInt8], _ limits: TableLimits) throws(TableFileError) -> Table {
    var text = Array(try TextEncoding.decode(bytes).utf8)[...]
    let separator: UInt8
    var firstLine = 1
    if let stated = statedSeparator(text) {
      separator = stated.separator
      text = text[stated.rest...]
      firstLine = 2
    } else {
      separator = try likelySeparator(text, limits)
    }
    var rows: [Table.Row] = []
    var records = Records(text, separator: separator, limits: limits, line: firstLine)
    var count = 0
    while let record = try records.next() {
      let number = records.number
      var cells: [Table.Cell] = []
      for (index, field) in record.enumerated() where !field.isBlank {
        let value = failures.contains(field) ? Table.Value.failure(field) : .text(field)
        cells.append(
          Table.Cell(
            column: index + 1, value: value, isMerged: false, position: records.positions[index]))
      }
      guard !cells.isEmpty else { continue }
      count += cells.count
      guard count <= limits.cells else {
        throw TableFileError.limit("cells", nil, limits.cells)
      }
      rows.append(Table.Row(number: number, cells: cells))
      guard rows.count <= limits.rows else {
        throw TableFileError.limit("rows", nil, limits.rows)
      }
    }
    return Table(
      sheet: nil, isHidden: false, hasDecimalCommas: separator == UInt8(ascii: ";"), rows: rows)
  }

  /// What a spreadsheet saves of formulas that failed.
  private static let failures: Set<String> = [
    "#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
  ]

  /// `sep=;` in the first line, as Excel reads it.
  private static func statedSeparator(
    _ text: ArraySlice<UInt8>
  ) -> (separator: UInt8, rest: Int)? {
    guard text.starts(with: "sep=".utf8), text.count > 5 else { return nil }
    let first = text.startIndex
    let end = text[(first + 5)...].prefix { $0 == 0x0D || $0 == 0x0A }
    guard text[first + 5] == 0x0D || text[first + 5] == 0x0A else { return nil }
    return (text[first + 4], min(end.endIndex, first + 7))
  }

  /// The separator with which most of the first rows have the same number of cells.
  private static func likelySeparator(
    _ text: ArraySlice<UInt8>, _ limits: TableLimits
  ) throws(TableFileError) -> UInt8 {
    var best = UInt8(ascii: ",")
    var most = 0
    for separator in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")] {
      var records = Records(text, separator: separator, limits: limits)
      var seen: [Int: Int] = [:]
      for _ in 0..<50 {
        // What is wrong with the file is said when it is read.
        guard let record = try? records.next() else { break }
        if record.count > 1 { seen[record.count, default: 0] += record.count }
      }
      let weight = seen.values.max() ?? 0
      if weight > most {
        most = weight
        best = separator
      }
    }
    return best
  }

  /// The records of a text, one after the other.
  private struct Records {
    private let text: ArraySlice<UInt8>
    private let separator: UInt8
    private let limits: TableLimits
    private var index: Int
    /// Of the record that was read last, counted from 1, as a spreadsheet numbers its rows.
    private(set) var number = 0
    /// Where the fields of that record begin.
    private(set) var positions: [Position] = []
    /// The position of the sign at ``index``.
    private var position: Position

    init(
      _ text: ArraySlice<UInt8>, separator: UInt8, limits: TableLimits, line: Int = 1
    ) {
      self.text = text
      self.separator = separator
      self.limits = limits
      index = text.startIndex
      position = Position(line: line, column: 1)
    }

    mutating func next() throws(TableFileError) -> [String]? {
      guard index < text.endIndex else { return nil }
      number += 1
      var fields: [String] = []
      positions = []
      while true {
        positions.append(position)
        let start = index
        let field = try self.field(column: fields.count + 1)
        fields.append(field)
        pass(text[start..<index])
        guard fields.count <= limits.columns else {
          throw TableFileError.limit("columns", nil, limits.columns, at: .init(row: number))
        }
        guard index < text.endIndex else { return fields }
        let sign = text[index]
        index += 1
        position.column += 1
        if sign == separator { continue }
        if sign == 0x0D, index < text.endIndex, text[index] == 0x0A { index += 1 }
        position = Position(line: position.line + 1, column: 1)
        return fields
      }
    }

    /// Moves the position on by a field, which may hold line ends when it is quoted.
    private mutating func pass(_ field: ArraySlice<UInt8>) {
      for byte in field {
        if byte == 0x0A {
          position = Position(line: position.line + 1, column: 1)
        } else if byte & 0xC0 != 0x80 {
          position.column += 1
        }
      }
    }

    /// Up to the sign that ends the field. What follows a closing quote belongs to it, as Excel has it.
    private mutating func field(column: Int) throws(TableFileError) -> String {
      var bytes: [UInt8] = []
      var isQuoted = index < text.endIndex && text[index] == UInt8(ascii: "\"")
      if isQuoted { index += 1 }
      while index < text.endIndex {
        let byte = text[index]
        if isQuoted, byte == UInt8(ascii: "\"") {
          index += 1
          if index < text.endIndex, text[index] == byte {
            bytes.append(byte)
            index += 1
          } else {
            isQuoted = false
          }
          continue
        }
        if !isQuoted, byte == separator || byte == 0x0A || byte == 0x0D { break }
        bytes.append(byte)
        index += 1
        guard bytes.count <= 4 * limits.characters else { throw tooLong(column) }
      }
      guard !isQuoted else {
        throw TableFileError(
          Fault(
            .syntax, "a quotation mark opens here and is never closed",
            consequence: "all that follows would be one cell", remedy: "close it, or delete it"),
          at: .init(row: number, column: column))
      }
      let field = String(decoding: bytes, as: UTF8.self)
      guard bytes.count <= limits.characters || field.unicodeScalars.count <= limits.characters
      else { throw tooLong(column) }
      return field
    }

    private func tooLong(_ column: Int) -> TableFileError {
      TableFileError.limit(
        "characters in a cell", nil, limits.characters, at: .init(row: number, column: column))
    }
  }
}

extension String {
  /// Whether nothing shows.
  var isBlank: Bool {
    unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.isInvisible }
  }
}

extension Unicode.Scalar {
  /// Joiners, byte-order marks and soft hyphens, which web pages leave in what is copied from them.
  var isInvisible: Bool {
    switch value {
    case 0x200B...0x200F, 0x2060, 0xFEFF, 0xAD: true
    default: false
    }
  }
}

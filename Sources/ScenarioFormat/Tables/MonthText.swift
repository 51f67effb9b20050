import Buildout
import Sampling

/// A month as offices write it: `2026/12/31`, `2026年12月`, `12月底前`, `三季度`, `end of June`, or a date of a
/// spreadsheet.
enum MonthText {
  /// The month that a cell names; where it names no year, the first such month of the horizon.
  ///
  /// - Throws: A `Fault` for what names no month, or one in two ways.
  static func month(
    _ value: Table.Value, in calendar: Calendar
  ) throws(Fault) -> Month {
    switch value {
    case .date(let day): return try month(day.year, day.month)
    case .number(let number): return try month(number, in: calendar)
    case .text(let text): return try month(text, in: calendar)
    case .percent, .truth, .failure: throw unreadable(value)
    }
  }

  private static func month(
    _ number: Double, in calendar: Calendar
  ) throws(Fault) -> Month {
    let text = Fault.text(number)
    guard number == number.rounded() else {
      // Numbers drop the last nought: 2026.10 and 2026.1 are the same cell.
      let parts = text.split(separator: ".")
      guard parts.count == 2, let year = Int(parts[0]), (1900...2199).contains(year),
        let month = Int(parts[1]), parts[1].count <= 2
      else { throw unreadable(.number(number)) }
      guard parts[1].count == 2 || month != 1 else {
        throw januaryOrOctober(text, String(year))
      }
      return try self.month(year, month)
    }
    switch number {
    case 1...12: return try named(Int(number), in: calendar)
    case 1900...2199: return try self.month(Int(number), 12)
    // A date whose format was lost in copying.
    case 36_526...73_415:
      guard let day = Table.Day(serial: number, from1904: false) else { break }
      return try self.month(day.year, day.month)
    case 190_001...219_912: return try self.month(Int(number) / 100, Int(number) % 100)
    case 19_000_101...21_991_231: return try month(.text(text), in: calendar)
    default: break
    }
    throw unreadable(.number(number))
  }

  private static func month(
    _ text: String, in calendar: Calendar
  ) throws(Fault) -> Month {
    let folded = numerals(CellText.folded(text).lowercased())
    // Spreadsheets drop the last nought: October stands in the file as `2026.1`.
    if let match = folded.wholeMatch(of: #/([0-9]{4})\.1/#) {
      throw januaryOrOctober(folded, String(match.1))
    }
    if let match = folded.firstMatch(
      of: #/([0-9]{4})\s?[-\/.年]\s?([0-9]{1,2})(?:\s?[-\/.月]\s?([0-9]{1,2})(?![0-9]))?/#)
    {
      try check(match.1, match.2, match.3, text)
      return try month(Int(match.1) ?? 0, Int(match.2) ?? 0)
    }
    if let match = folded.wholeMatch(of: #/([0-9]{4})([0-9]{2})([0-9]{2})?/#) {
      try check(match.1, match.2, match.3, text)
      return try month(Int(match.1) ?? 0, Int(match.2) ?? 0)
    }
    if let match = folded.firstMatch(of: #/([0-9]{1,2})[-\/.]([0-9]{1,2})[-\/.]([0-9]{4})/#) {
      return try month(first: Int(match.1) ?? 0, second: Int(match.2) ?? 0, match.3, text)
    }
    let year = folded.split { !("0"..."9").contains($0) }
      .first { $0.count == 4 && ["19", "20", "21"].contains($0.prefix(2)) }.flatMap { Int($0) }
    if let match = folded.firstMatch(
      of: #/(?:^|[^0-9])([0-9]{1,2})\s?月份?(?:\s?([0-9]{1,2})\s?[日号])?/#)
    {
      let number = Int(match.1) ?? 0
      try check(Substring(String(year ?? calendar.start.year)), match.1, match.2, text)
      return try named(number, year, in: calendar)
    }
    for (words, number) in parts where words.contains(where: { CellText.has($0, in: folded) }) {
      return try named(number, year, in: calendar)
    }
    if let year, folded.contains("年") || folded.count == 4 { return try month(year, 12) }
    throw unreadable(.text(text))
  }

  /// `31/12/2026` or `12/31/2026`, where only one of the two can be.
  private static func month(
    first: Int, second: Int, _ year: Substring, _ text: String
  ) throws(Fault) -> Month {
    guard first > 12 || second > 12 || first == second else {
      let year = String(year)
      throw Fault(
        .ambiguous, "\"\(CellText.shown(text))\" begins with the day or with the month",
        consequence: undated,
        remedy: "write \(year)-\(CellText.padded(first)) or \(year)-\(CellText.padded(second))")
    }
    let (day, month) = first > 12 ? (first, second) : (second, first)
    try check(year, Substring(String(month)), Substring(String(day)), text)
    return try self.month(Int(year) ?? 0, month)
  }

  /// Parts of a year and the number of their last month.
  private static let parts: [(words: [String], month: Int)] = [
    (["一季度", "1季度", "首季", "q1", "first quarter"], 3),
    (["上半年", "二季度", "2季度", "年中", "q2", "h1", "second quarter", "first half", "mid-year"], 6),
    (["三季度", "3季度", "q3", "third quarter"], 9),
    (
      [
        "下半年", "四季度", "4季度", "年底", "年末", "年内", "全年", "当年", "本年", "q4", "h2",
        "fourth quarter", "second half", "year end", "year-end", "end of year", "end of the year",
        "whole year",
      ], 12
    ),
    (["january", "jan"], 1), (["february", "feb"], 2), (["march", "mar"], 3),
    (["april", "apr"], 4), (["may"], 5), (["june", "jun"], 6), (["july", "jul"], 7),
    (["august", "aug"], 8), (["september", "sept", "sep"], 9), (["october", "oct"], 10),
    (["november", "nov"], 11), (["december", "dec"], 12),
  ]

  /// Months in Chinese numerals as digits: `十二月` is `12月`.
  private static func numerals(_ text: String) -> String {
    guard text.contains("月") else { return text }
    let numerals = ["十二", "十一", "十", "九", "八", "七", "六", "五", "四", "三", "二", "一"]
    var text = text
    for (index, numeral) in numerals.enumerated() {
      text = text.replacing(numeral + "月", with: "\(12 - index)月")
    }
    return text
  }

  private static func named(
    _ number: Int, _ year: Int? = nil, in calendar: Calendar
  ) throws(Fault) -> Month {
    if let year { return try month(year, number) }
    let start = calendar.start
    let month = try self.month(start.year, number)
    return month < start ? try self.month(start.year + 1, number) : month
  }

  private static func month(_ year: Int, _ month: Int) throws(Fault) -> Month {
    guard let month = Month(year: year, month: month) else {
      throw Fault(.outOfRange, "there is no month \(month)", consequence: undated, remedy: remedy)
    }
    return month
  }

  private static func check(
    _ year: Substring, _ month: Substring, _ day: Substring?, _ text: String
  ) throws(Fault) {
    guard let day else { return }
    guard Table.Day(year: Int(year) ?? 0, month: Int(month) ?? 0, day: Int(day) ?? 0) != nil
    else {
      throw Fault(
        .outOfRange, "\"\(CellText.shown(text))\" is a day that does not exist",
        consequence: undated, remedy: remedy)
    }
  }

  private static func januaryOrOctober(_ text: String, _ year: String) -> Fault {
    Fault(
      .ambiguous, "the number \(text) may be January or October", consequence: undated,
      remedy: "write \(year)-01 or \(year)-10")
  }

  private static let undated: Message = "it is not clear by when"
  private static let remedy: Message = "write the year and the month, such as 2026-12"

  private static func unreadable(_ value: Table.Value) -> Fault {
    let text = CellText.text(of: value)
    return Fault(
      .wrongKind, "\"\(text.shortened)\" names no month", consequence: undated, remedy: remedy)
  }
}

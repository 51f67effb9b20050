import Buildout
import Sampling

/// The months of actuals, as offices and their spreadsheets write them.
enum ActualsMonth {
  static let undated: Message = "it is not clear when the value was read"
  static let remedy: Message = "write the year and the month, such as 2021-03"

  /// The month of a cell in a column of months.
  static func month(
    _ value: Table.Value, in calendar: Calendar
  ) throws(Fault) -> Month {
    if let month = plain(value) { return month }
    do throws(Fault) {
      let month = try MonthText.month(value, in: calendar)
      // A month without a year is one of the horizon, and a longer one has two of them.
      guard calendar.months <= 12 || namesYear(value) else { throw yearless(value) }
      return month
    } catch {
      throw Fault(
        error.code, error.words.problem, consequence: undated, remedy: error.words.remedy)
    }
  }

  /// The month that a heading names; nil for one that names none, such as `title`.
  ///
  /// - Throws: A `Fault` for what is written as a month and is none.
  static func heading(
    _ value: Table.Value, in calendar: Calendar
  ) throws(Fault) -> Month? {
    if let month = plain(value) { return month }
    switch value {
    case .date: break
    case .text(let text):
      let folded = CellText.folded(text).lowercased()
      guard
        folded.wholeMatch(of: #/[0-9]{4}\s?[-\/.年]\s?[0-9]{1,2}\s?月?(?:[-\/.]?1日?)?/#) != nil
          || folded.wholeMatch(of: #/[0-9一二三四五六七八九十]{1,2}月/#) != nil
      else { return nil }
    case .number, .percent, .truth, .failure: return nil
    }
    return try month(value, in: calendar)
  }

  /// `2021-03`, and `Mar-21`, into which Excel turns it.
  private static func plain(_ value: Table.Value) -> Month? {
    guard case .text(let text) = value else { return nil }
    let folded = CellText.folded(text)
    if let month = Month(folded) { return month }
    guard let match = folded.lowercased().wholeMatch(of: #/([a-z]{3})-([0-9]{2})/#) else {
      return nil
    }
    let names = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    guard let index = names.firstIndex(of: String(match.1)), let year = Int(match.2) else {
      return nil
    }
    return Month(year: 2000 + year, month: index + 1)
  }

  private static func namesYear(_ value: Table.Value) -> Bool {
    guard case .text(let text) = value else { return true }
    return CellText.folded(text).firstMatch(of: #/[0-9]{4}/#) != nil
  }

  private static func yearless(_ value: Table.Value) -> Fault {
    let shown = CellText.text(of: value)
    return Fault(.ambiguous, "'\(shown)' names no year", consequence: undated, remedy: remedy)
  }
}

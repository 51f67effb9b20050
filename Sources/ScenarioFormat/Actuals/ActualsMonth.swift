import Buildout
import Sampling

/// The months of actuals, as offices and their spreadsheets write them.
enum ActualsMonth {
  static let undated: Message = "it is not clear when the value was read"

  /// With a month of the plan for an example.
  static func remedy(in calendar: Calendar) -> Message {
    "write the year and the month, such as \(calendar.month(min(3, calendar.months)))"
  }

  /// The month of a cell in a column of months.
  static func month(
    _ value: Table.Value, in calendar: Calendar
  ) throws(Fault) -> Month {
    if let month = plain(value) { return month }
    guard namesMonth(value) else {
      let shown = CellText.text(of: value)
      throw Fault(
        .wrongKind, "'\(shown.shortened)' names no month", consequence: undated,
        remedy: remedy(in: calendar))
    }
    do throws(Fault) {
      let month = try MonthText.month(value, in: calendar)
      // A month without a year is one of the horizon, and a longer one has two of them.
      guard calendar.months <= 12 || namesYear(value) else { throw yearless(value, in: calendar) }
      return month
    } catch {
      throw Fault(
        error.code, error.words.problem, consequence: undated,
        remedy: error.code == .ambiguous ? error.words.remedy : remedy(in: calendar))
    }
  }

  /// What a heading says of a column.
  enum Heading: Equatable {
    /// What stood at the end of a month.
    case month(Month)
    /// The same, by a heading that says so: `6月累计`.
    case total(Month)
    /// The same, by the months that it sums: `1-6月`.
    case span(Month)
    /// Something of a month or of another time that may be no cumulative figure, such as `5月计划`, `一季度` or `本月`; it
    /// is passed over, which is told.
    case unclear
    /// Nothing of a month, such as `title`.
    case other
  }

  /// The month that a heading names, alone or with words that say what is read anyway: `2021年5月累计`.
  ///
  /// - Throws: A `Fault` for what is written as a month and is none.
  static func heading(
    _ value: Table.Value, in calendar: Calendar
  ) throws(Fault) -> Heading {
    if let month = plain(value) { return .month(month) }
    switch value {
    case .date: return .month(try month(value, in: calendar))
    case .text(let text):
      let folded = CellText.folded(text).lowercased()
      if let heading = try range(folded, in: calendar) { return heading }
      let dated = #/[0-9]{4}\s?[-\/.年]\s?[0-9]{1,2}(?![0-9])\s?月?(?:[-\/.]?1日?(?![0-9]))?/#
      let named = #/[0-9一二三四五六七八九十]{1,2}月/#
      guard
        let range = folded.firstRange(of: dated) ?? folded.firstRange(of: named)
      else { return namesAnotherTime(folded) ? .unclear : .other }
      let around = String(folded[..<range.lowerBound]) + " " + folded[range.upperBound...]
      guard saysNothingElse(around) else { return .unclear }
      let month = try month(.text(String(folded[range])), in: calendar)
      return around.contains("累计") || around.contains("cumulative") || around.contains("to date")
        ? .total(month) : .month(month)
    case .number, .percent, .truth, .failure: return .other
    }
  }

  /// `1-6月`: months from the first of the plan on, which is the usual heading of a total; nil where no two months are
  /// named.
  private static func range(
    _ folded: String, in calendar: Calendar
  ) throws(Fault) -> Heading? {
    let months =
      #/(?:(?<year>[0-9]{4})\s?年?\s?)?(?:^|[^0-9.\-\/])(?<first>[0-9]{1,2})\s?月?\s?[-–—~至到]\s?(?<last>[0-9]{1,2})\s?月/#
    guard let match = folded.firstMatch(of: months) else { return nil }
    let start = (match.output.year ?? match.output.first).startIndex
    let around = String(folded[..<start]) + " " + folded[match.range.upperBound...]
    let year = match.output.year.flatMap { Int($0) } ?? calendar.start.year
    guard Int(match.output.first) == calendar.start.monthOfYear, year == calendar.start.year,
      saysNothingElse(around)
    else { return .unclear }
    return .span(try month(.text("\(year)年\(match.output.last)月"), in: calendar))
  }

  private static func saysNothingElse(_ around: String) -> Bool {
    var words = around
    for known in cumulative { words = words.replacing(known, with: " ") }
    return !words.contains { $0.isLetter || $0.isNumber }
  }

  /// Whether it is of a time that is no month's end, and no promise.
  private static func namesAnotherTime(_ folded: String) -> Bool {
    let promises = ["目标", "计划", "任务", "target", "plan", "promise"]
    return namesSpan(folded) && !promises.contains(where: folded.contains)
  }

  /// Whether it names a quarter or a half, or a month by where it stands: `本月`.
  private static func namesSpan(_ folded: String) -> Bool {
    let spans = ["季度", "首季", "半年", "本月", "当月", "上月", "quarter", "this month", "last month"]
    return spans.contains(where: folded.contains)
      || folded.contains(#/(?:^|[^a-z0-9])[qh][1-4](?![a-z0-9])/#)
  }

  /// Words beside a month that say that the total since the plan began is meant, or nothing else; longer ones first.
  private static let cumulative = [
    "累计完成数", "累计完成", "累计数", "累计", "实际完成数", "实际完成", "实际进度", "实际值", "实际", "完成情况", "完成数", "完成",
    "进度", "月末", "月底", "末", "底", "数值", "cumulative", "to date", "year to date", "ytd", "actuals",
    "actual", "total", "end of", "end",
  ]

  /// Whether a cell says which month it is: not `全年`, which would move the as-of month to the year's end, nor `二季度`,
  /// of which it is not clear whether the quarter's own figure is meant.
  private static func namesMonth(_ value: Table.Value) -> Bool {
    switch value {
    case .number(let number): return !(1900...2199).contains(number)
    case .text(let text):
      let folded = CellText.folded(text).lowercased()
      let whole = ["年底", "年末", "年内", "全年", "当年", "本年", "下半年", "year", "second half", "h2"]
      if folded.wholeMatch(of: #/[0-9]{4}\s?年?/#) != nil { return false }
      return folded.contains(#/[0-9一二三四五六七八九十]{1,2}\s?月/#)
        || !whole.contains(where: folded.contains) && !namesSpan(folded)
    case .date, .percent, .truth, .failure: return true
    }
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

  private static func yearless(_ value: Table.Value, in calendar: Calendar) -> Fault {
    let shown = CellText.text(of: value)
    return Fault(
      .ambiguous, "'\(shown)' names no year", consequence: undated, remedy: remedy(in: calendar))
  }
}

/// A calendar month, such as 2021-03.
public struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Months since January of year 0.
  public let index: Int

  /// A month from its year (0 to 9999) and its number in the year (1 to 12); nil for others.
  public init?(year: Int, month: Int) {
    guard (0...9999).contains(year), (1...12).contains(month) else { return nil }
    index = year * 12 + month - 1
  }

  /// A month from `YYYY-MM`; nil for anything else, `2021-3` and `2021-13` among them.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 7, bytes[4] == UInt8(ascii: "-") else { return nil }
    var digits: [Int] = []
    for (index, byte) in bytes.enumerated() where index != 4 {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      digits.append(Int(byte - UInt8(ascii: "0")))
    }
    let year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]
    self.init(year: year, month: digits[4] * 10 + digits[5])
  }

  init(index: Int) { self.index = index }

  /// The year, from 1 to 9999.
  public var year: Int { index / 12 }
  /// The month's number in its year, 1 to 12.
  public var monthOfYear: Int { index % 12 + 1 }

  /// `YYYY-MM`.
  public var description: String {
    let year = String(self.year)
    let month = String(monthOfYear)
    return String(repeating: "0", count: max(0, 4 - year.count)) + year + "-"
      + (month.count == 1 ? "0" : "") + month
  }

  /// Whether the first month is earlier.
  public static func < (a: Month, b: Month) -> Bool { a.index < b.index }

  /// The month so many months later; earlier for a number below 0.
  public func advanced(by months: Int) -> Month { Month(index: index + months) }
}

/// The months a scenario covers: month 1 is `start`, the last is month `months`.
public struct Calendar: Hashable, Sendable {
  /// How many months a horizon may have.
  public static let allowedMonths = 1...120

  /// The first month of the horizon.
  public let start: Month
  /// How many months are simulated, 1 to 120.
  public let months: Int

  /// - Throws: A ``Fault``, its path beginning in the calendar, when there are no months or too many,
  ///   or they go beyond the year 9999.
  public init(start: Month, months: Int) throws(Fault) {
    guard Calendar.allowedMonths.contains(months) else {
      throw Fault(
        .outOfRange, ["months"], "months is \(months), it must be from 1 to 120",
        consequence: "there is no horizon to simulate", remedy: "give a number from 1 to 120")
    }
    let last = start.advanced(by: months - 1).year
    guard last <= 9999 else {
      throw Fault(
        .outOfRange, ["start"], "the horizon ends in the year \(last)",
        consequence: "later years than 9999 cannot be written", remedy: "start earlier")
    }
    self.start = start
    self.months = months
  }

  /// The last month of the horizon.
  public var end: Month { start.advanced(by: months - 1) }

  /// The number of a calendar month on this horizon (1 is `start`); outside it when below 1 or
  /// above `months`.
  public func number(of month: Month) -> Int { month.index - start.index + 1 }

  /// The calendar month with a number on this horizon.
  public func month(_ number: Int) -> Month { start.advanced(by: number - 1) }
}

import Buildout
import Sampling

/// The reader's own rules for what stands in a file without quotes. YAML's are never asked: it reads
/// `010` as 8, `1:30` as 90 and `no` as false.
enum PlainScalar {
  /// A decimal number: `12`, `-0.5`, `.35`, `1e3`.
  static func number(_ text: String) throws(Fault) -> Double {
    guard isDecimal(text) else { throw refusal(ofNumber: text) }
    guard let value = Double(text), value.isFinite else {
      throw Fault(
        .outOfRange, [], "\(text) is beyond what a number can hold",
        consequence: "it would be read as infinity", remedy: "give it in a larger unit")
    }
    return value
  }

  /// A whole number, digits only.
  static func integer(_ text: String) throws(Fault) -> Int {
    let value = try number(text)
    guard text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || isDigit($0) }) else {
      throw Fault(
        .wrongKind, [], "\(text) is not a whole number written in digits",
        consequence: "only whole numbers have a meaning here",
        remedy: value == value.rounded() && value.magnitude < 1e15
          ? "write \(Int(value))" : "round it")
    }
    guard let integer = Int(text) else {
      throw Fault(
        .outOfRange, [], "\(text) is beyond what a whole number can hold",
        consequence: "it cannot be counted to", remedy: "give a smaller number")
    }
    return integer
  }

  static func boolean(_ text: String) throws(Fault) -> Bool {
    switch text {
    case "true": return true
    case "false": return false
    default: break
    }
    switch text.lowercased() {
    case "yes", "on", "y", "true":
      throw Fault(
        .ambiguous, [], "'\(text)' is true for some YAML readers and a word for others",
        consequence: "the file would change its meaning with its reader", remedy: "write true")
    case "no", "off", "n", "false":
      throw Fault(
        .ambiguous, [], "'\(text)' is false for some YAML readers and a word for others",
        consequence: "the file would change its meaning with its reader", remedy: "write false")
    default:
      throw Fault(
        .wrongKind, [], "'\(text)' is neither true nor false",
        consequence: "the choice is not made",
        remedy: "write true or false")
    }
  }

  static func month(_ text: String) throws(Fault) -> Month {
    if let month = Month(text) { return month }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    var remedy: Message = "write the year and the month, such as 2021-03"
    if parts.count == 2 || parts.count == 3, let year = parts[0], let month = parts[1],
      let meant = Month(year: year, month: month), year > 999
    {
      remedy = "write \(meant)"
    } else if let meant = OfficeNumber.month(text) {
      remedy = "write \(meant)"
    }
    throw Fault(
      .wrongKind, [], "'\(text)' is not a month", consequence: "it has no place in the calendar",
      remedy: remedy)
  }

  // MARK: What is wrong with a number

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Sign, digits without a leading zero, fraction, exponent; digits on one side of the point at
  /// least, and always after it.
  private static func isDecimal(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func take(_ isWanted: (UInt8) -> Bool) -> Int {
      let run = rest.prefix(while: isWanted)
      rest = rest[run.endIndex...]
      return run.count
    }
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let leadsWithZero = rest.first == UInt8(ascii: "0")
    let whole = take(isDigit)
    guard !(leadsWithZero && whole > 1) else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard take(isDigit) > 0 else { return false }
    } else if whole == 0 {
      return false
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
      guard take(isDigit) > 0 else { return false }
    }
    return rest.isEmpty
  }

  private static func refusal(ofNumber text: String) -> Fault {
    let lower = text.lowercased()
    let bare = lower.drop { $0 == "-" || $0 == "+" }
    func ambiguous(_ problem: Message, _ remedy: Message) -> Fault {
      Fault(
        .ambiguous, [], problem,
        consequence: "the file would change its meaning with its reader", remedy: remedy)
    }
    if [".inf", "inf", "infinity", ".nan", "nan"].contains(String(bare)) {
      return Fault(
        .outOfRange, [],
        bare.hasSuffix("nan") ? "'\(text)' is not a number" : "'\(text)' is infinite",
        consequence: "nothing can be computed with it",
        remedy: "give a finite number, or leave the key out where there is no limit")
    }
    if ["yes", "no", "on", "off", "true", "false"].contains(lower) {
      return ambiguous(
        "'\(text)' is a truth value for some YAML readers and a word for others", "write a number")
    }
    if bare.hasPrefix("0x") || bare.hasPrefix("0o") || bare.hasPrefix("0b") {
      return ambiguous(
        "'\(text)' is a number in another base for some YAML readers", "write it in decimal digits")
    }
    if bare.contains("_") {
      return ambiguous(
        "'\(text)' has underscores, which some YAML readers skip", "write the digits without '_'")
    }
    if bare.contains(":"), bare.utf8.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ":") }) {
      return ambiguous(
        "'\(text)' is a number to the base of 60 for some YAML readers, and a time for others",
        "write one decimal number")
    }
    if bare.hasPrefix("0"), isDecimal(String(bare.drop { $0 == "0" })) {
      return ambiguous(
        "'\(text)' is octal for some YAML readers and decimal for others",
        "write it without the leading zero")
    }
    if bare.hasSuffix("%"), isDecimal(String(bare.dropLast())) {
      return Fault(
        .wrongKind, [], "'\(text)' has a percent sign", consequence: "only bare numbers are read",
        remedy: "write the number alone, and a share as a fraction of 1")
    }
    if bare.contains(","), bare.utf8.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ",") }) {
      return Fault(
        .wrongKind, [], "'\(text)' has a comma", consequence: "only bare numbers are read",
        remedy: "write the digits without ',', and a decimal point as '.'")
    }
    if let fault = OfficeNumber.refusal(of: text) { return fault }
    return Fault(
      .wrongKind, [], "'\(text)' is not a number", consequence: "a number is needed here",
      remedy: "write it in digits, such as 12 or 0.5")
  }
}

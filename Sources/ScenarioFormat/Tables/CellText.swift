import Buildout
import Sampling

extension Fault {
  /// Of a cell whose formula gave no value.
  static func formula(_ text: String) -> Fault {
    guard text.hasPrefix("=") else {
      return Fault(
        .formula, "the formula failed: \(text.shortened)", consequence: "the cell has no value",
        remedy: "mend it, or type the value")
    }
    return Fault(
      .formula, "the formula \(text.shortened) was never computed",
      consequence: "the cell has no value",
      remedy: "open the file in Excel, WPS or LibreOffice and save it, or type the value")
  }
}

/// What people type into cells: full-width signs, spaces of other kinds, thousands separators.
enum CellText {
  /// The text with full-width letters, digits and signs as ordinary ones, every kind of space and line end
  /// as one space, and what does not show left out.
  static func folded(_ text: some StringProtocol) -> String {
    var folded = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E:
        folded.unicodeScalars.append(
          Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0x2212, 0xFE63: folded.append("-")
      case 0x2013, 0x2014, 0x2015, 0x301C, 0x223C: folded.append("~")
      case 0x2018, 0x2019: folded.append("'")
      case 0x2264, 0x2266: folded.append("≤")
      case 0x2265, 0x2267: folded.append("≥")
      case _ where scalar.isInvisible || scalar.isUnsafeInText && scalar.value > 0x1F: continue
      case _ where scalar.properties.isWhitespace || scalar.value <= 0x1F:
        if folded.last != " ", !folded.isEmpty { folded.append(" ") }
      default: folded.unicodeScalars.append(scalar)
      }
    }
    while folded.last == " " { folded.removeLast() }
    return folded
  }

  /// A text to be shown: on one line, without what does not show or upsets a terminal, its signs as typed.
  static func shown(_ text: some StringProtocol) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace || scalar.value <= 0x1F {
        if shown.last != " ", !shown.isEmpty { shown.append(" ") }
      } else if !scalar.isInvisible, !scalar.isUnsafeInText {
        shown.unicodeScalars.append(scalar)
      }
    }
    while shown.last == " " { shown.removeLast() }
    return shown
  }

  /// A heading or a word as it is looked up: folded, in small letters, without spaces.
  static func key(_ text: some StringProtocol) -> String {
    folded(text).lowercased().filter { $0 != " " && $0 != "_" && $0 != "-" }
  }

  /// Whether a word stands in a text, an English one not inside another word unless that is allowed.
  static func has(_ word: String, in text: String, evenInside isFree: Bool = false) -> Bool {
    let word = Array(word.utf8)
    let text = Array(text.utf8)
    guard let first = word.first, word.count <= text.count else { return false }
    func isLetter(_ index: Int) -> Bool {
      text.indices.contains(index) && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(text[index])
    }
    let isWhole = !isFree && word.allSatisfy { $0 < 0x80 }
    for index in 0...(text.count - word.count) where text[index] == first {
      guard text[index..<(index + word.count)].elementsEqual(word) else { continue }
      if !isWhole || !isLetter(index - 1) && !isLetter(index + word.count) { return true }
    }
    return false
  }

  /// How a value is typed.
  static func text(of value: Table.Value) -> String {
    switch value {
    case .text(let text): shown(text)
    case .number(let number): Fault.text(number)
    case .percent(let number): Fault.text(number) + "%"
    case .date(let day): "\(day.year)-\(padded(day.month))-\(padded(day.day))"
    case .truth(let truth): truth ? "TRUE" : "FALSE"
    case .failure(let text): shown(text)
    }
  }

  static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// A number that is typed with digits, a sign, a point, and commas or spaces between thousands.
  ///
  /// - Parameter hasDecimalCommas: Whether the file separates columns by semicolons, as where a comma
  ///   stands before decimals.
  /// - Throws: A `Fault` where a comma may be meant in two ways, or the digits make no number.
  static func number(
    _ text: some StringProtocol, hasDecimalCommas: Bool
  ) throws(Fault) -> Double {
    var digits = String(text).filter { $0 != " " }
    if digits.contains(",") {
      let whole = digits.drop { $0 == "-" || $0 == "+" }.prefix { $0 != "." }
      let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
      let isGrouped =
        (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
        && !digits.drop { $0 != "." }.contains(",")
      if hasDecimalCommas {
        guard groups.count == 2, !digits.contains("."), groups[1].count != 3 else {
          throw ambiguous(text, digits)
        }
        digits = digits.replacing(",", with: ".")
      } else {
        guard isGrouped else { throw ambiguous(text, digits) }
        digits = digits.replacing(",", with: "")
      }
    }
    guard let number = Double(digits) else { throw noNumber(text) }
    guard number.magnitude <= Fault.numberLimit else {
      throw Fault(
        .outOfRange, "\"\(shown(text))\" is beyond 1e15", consequence: "no plan promises so much",
        remedy: "correct it, or count in a larger unit")
    }
    return number
  }

  static func noNumber(_ text: some StringProtocol) -> Fault {
    Fault(
      .wrongKind, "\"\(shown(text))\" is no number", consequence: nothingToForecast,
      remedy: "write digits, such as 1200 or 12.5")
  }

  static let nothingToForecast: Message = "it is not clear what is promised"

  private static func ambiguous(
    _ text: some StringProtocol, _ digits: String
  ) -> Fault {
    let without = digits.filter { $0 != "," }
    let pointed = digits.replacing(",", with: ".")
    return Fault(
      .ambiguous,
      "the comma in \"\(shown(text))\" stands neither between thousands nor clearly before decimals",
      consequence: "the number can be read in two ways", remedy: "write \(without) or \(pointed)")
  }
}

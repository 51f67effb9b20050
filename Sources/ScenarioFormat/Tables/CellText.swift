import Buildout

/// Why a cell cannot be read.
struct CellRefusal: Error {
  let problem: Text
  let consequence: Text
  let remedy: Text

  init(_ problem: Text, _ consequence: Text, _ remedy: Text) {
    self.problem = problem
    self.consequence = consequence
    self.remedy = remedy
  }

  func fault(at position: TableFault.Position) -> TableFault {
    TableFault(position, problem, consequence, remedy)
  }
}

extension CellRefusal {
  /// Of a cell whose formula gave no value.
  static func formula(_ text: String) -> CellRefusal {
    guard text.hasPrefix("=") else {
      return CellRefusal(
        Text(en: "the formula failed: \(text.shortened)", zh: "公式出错：\(text.shortened)"),
        Text(en: "the cell has no value", zh: "单元格没有值"),
        Text(en: "mend it, or type the value", zh: "请改正公式或直接填写"))
    }
    return CellRefusal(
      Text(
        en: "the formula \(text.shortened) was never computed", zh: "公式 \(text.shortened) 尚未计算"),
      Text(en: "the cell has no value", zh: "单元格没有值"),
      Text(
        en: "open the file in Excel, WPS or LibreOffice and save it, or type the value",
        zh: "请用 Excel、WPS 或 LibreOffice 打开后保存，或直接填写"))
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
  /// - Throws: A ``CellRefusal`` where a comma may be meant in two ways, or the digits make no number.
  static func number(
    _ text: some StringProtocol, hasDecimalCommas: Bool
  ) throws(CellRefusal) -> Double {
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
      throw CellRefusal(
        Text(en: "\"\(shown(text))\" is beyond 1e15", zh: "“\(shown(text))”超过 1e15"),
        Text(en: "no plan promises so much", zh: "没有计划会定这么大的数"),
        Text(en: "correct it, or count in a larger unit", zh: "请改正，或换用更大的单位"))
    }
    return number
  }

  static func noNumber(_ text: some StringProtocol) -> CellRefusal {
    CellRefusal(
      Text(en: "\"\(shown(text))\" is no number", zh: "“\(shown(text))”不是数字"), nothingToForecast,
      Text(en: "write digits, such as 1200 or 12.5", zh: "请写成数字，如 1200 或 12.5"))
  }

  static let nothingToForecast = Text(
    en: "it is not clear what is promised", zh: "无法确定目标是多少")

  private static func ambiguous(
    _ text: some StringProtocol, _ digits: String
  ) -> CellRefusal {
    let without = digits.filter { $0 != "," }
    let pointed = digits.replacing(",", with: ".")
    return CellRefusal(
      Text(
        en:
          "the comma in \"\(shown(text))\" stands neither between thousands nor clearly before decimals",
        zh: "“\(shown(text))”中的逗号既不在千位上，也看不出是小数点"),
      Text(en: "the number can be read in two ways", zh: "这个数有两种读法"),
      Text(
        en: "write \(without) or \(pointed)",
        zh: "请写成 \(without) 或 \(pointed)"))
  }
}

/// What a number in a spreadsheet stands for, by the format in which it is shown.
enum NumberFormat {
  case number, percent, date

  /// One of the formats that every spreadsheet knows by number.
  ///
  /// Source: ECMA-376-1:2016, 18.8.30 numFmt, with the dates of the Chinese, Japanese and Korean lists.
  init(builtIn id: Int) {
    switch id {
    case 9, 10: self = .percent
    case 14...17, 22, 27...31, 36, 50...58: self = .date
    default: self = .number
    }
  }

  /// A format that the file defines, such as `yyyy"年"m"月"` or `0.0%`.
  init(code: String) {
    var letters = ""
    var isQuoted = false
    var isBracketed = false
    var isEscaped = false
    loop: for letter in code.lowercased() {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch letter {
      case "\"": isQuoted.toggle()
      case _ where isQuoted: continue
      case "[": isBracketed = true
      case "]": isBracketed = false
      case _ where isBracketed: continue
      // A sign shown as it is, a space as wide as a sign, a sign that fills the cell.
      case "\\", "_", "*": isEscaped = true
      case ";": break loop
      default: letters.append(letter)
      }
    }
    let isNumber = letters.contains { "0#?".contains($0) }
    if letters.contains("%") {
      self = .percent
    } else if !isNumber, letters != "general", letters.contains("y") || letters.contains("d") {
      self = .date
    } else if !isNumber, letters.contains("m"), !letters.contains(where: { "hs:".contains($0) }) {
      self = .date
    } else {
      self = .number
    }
  }
}

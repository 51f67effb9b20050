extension StringProtocol {
  /// A path or an argument for people to read: what would act on a terminal or end the line is written
  /// as `\n`, `\x1B` or `\u{202E}`.
  var shown: String {
    var result = ""
    for scalar in unicodeScalars { result += scalar.isActive ? scalar.escaped : String(scalar) }
    return result
  }

  /// The same for a message, whose line ends stay.
  var shownLines: String {
    var result = ""
    for scalar in unicodeScalars {
      result += scalar.isActive && scalar != "\n" ? scalar.escaped : String(scalar)
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether it acts on its surroundings rather than showing itself. Joiners are part of letters and
  /// pictures.
  fileprivate var isActive: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: self != "\u{200C}" && self != "\u{200D}"
    default: false
    }
  }

  fileprivate var escaped: String {
    switch self {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      let digits = String(value, radix: 16, uppercase: true)
      return value < 0x100
        ? "\\x" + (digits.count < 2 ? "0" : "") + digits : "\\u{" + digits + "}"
    }
  }
}

import Buildout

/// Pieces of YAML as a person would type them.
enum DraftYAML {
  /// A text, in quotes where it needs them.
  static func text(_ text: String) -> String {
    let text = CellText.shown(text)
    let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    let isPlain =
      text.first?.isLetter ?? false && !words.contains(text.lowercased())
      && text.allSatisfy { $0.isLetter || $0.isNumber || " -/（）“”、，。：；·".contains($0) }
    if isPlain { return text }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// A title, which is English unless it says otherwise.
  static func title(_ title: Text) -> String {
    switch (title.en, title.zh) {
    case (let en?, let zh?): "{en: \(text(en)), zh: \(text(zh))}"
    case (nil, let zh?): "{zh: \(text(zh))}"
    case (let en, nil): text(en ?? "")
    }
  }

  /// A text of the table in the language in which it is written.
  static func title(_ text: String) -> String {
    title(text.hasHan ? Text(zh: text) : Text(en: text))
  }

  /// A number that is a guess, to three digits.
  static func guess(_ number: Double) -> String {
    guard number != 0, number.isFinite else { return "0" }
    var unit = 1.0
    while number.magnitude / unit >= 1_000 { unit *= 10 }
    while number.magnitude / unit < 100 { unit /= 10 }
    return exact(SheetReader.rounded((number / unit).rounded() * unit))
  }

  /// A number as the table has it.
  static func exact(_ number: Double) -> String {
    let text = Fault.text(number)
    if text.hasPrefix("0.") { return String(text.dropFirst()) }
    if text.hasPrefix("-0.") { return "-" + text.dropFirst(2) }
    return text
  }
}

/// Breaks text into lines by display width.
enum Wrapping {
  /// Lines of at most `width` columns, broken at spaces and between wide characters.
  ///
  /// - Parameters:
  ///   - atMost: How many lines are kept; the last of them then ends in an ellipsis.
  ///   - atSpaces: Whether wide characters stay together, as the words of a header should.
  static func lines(
    _ text: String, width: Int, atMost: Int? = nil, atSpaces: Bool = false
  ) -> [String] {
    let width = max(width, 2)
    var lines: [String] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      let end = lineEnd(rest, width: width, atSpaces: atSpaces)
      var line = rest[..<end]
      rest = rest[end...].drop { $0 == " " }
      while line.last == " " { line.removeLast() }
      lines.append(String(line))
      if let atMost, lines.count == atMost, !rest.isEmpty {
        lines[atMost - 1] = cut(lines[atMost - 1] + " ", width: width)
        break
      }
    }
    return lines.isEmpty ? [""] : lines
  }

  /// Where a line that begins the text ends: after at least one character.
  private static func lineEnd(
    _ text: Substring, width: Int, atSpaces: Bool
  ) -> Substring.Index {
    var used = 0
    var lastBreak: Substring.Index?
    var previous: Character?
    for index in text.indices {
      let character = text[index]
      if let previous, breaks(between: previous, and: character, atSpaces) { lastBreak = index }
      used += DisplayWidth.of(String(character))
      // A space at the end takes no room.
      if used > width, character != " ", previous != nil { return lastBreak ?? index }
      previous = character
    }
    return text.endIndex
  }

  /// A line may break before a word, and on either side of a wide character unless that would
  /// separate it from its punctuation.
  private static func breaks(
    between left: Character, and right: Character, _ atSpaces: Bool
  ) -> Bool {
    if left == " " { return right != " " }
    if atSpaces { return false }
    if closing.contains(right) || opening.contains(left) { return false }
    return right != " " && (isWide(left) || isWide(right))
  }

  private static let closing: Set<Character> = [
    "，", "。", "；", "：", "、", "！", "？", "）", "”", "》", "％", "%", ",", ".", ";", ":", ")",
  ]
  private static let opening: Set<Character> = ["（", "“", "《", "("]

  private static func isWide(_ character: Character) -> Bool {
    DisplayWidth.of(String(character)) == 2
  }

  /// The text's beginning with an ellipsis, in at most `width` columns.
  static func cut(_ text: String, width: Int) -> String {
    var result = ""
    var used = 0
    for character in text {
      let next = DisplayWidth.of(String(character))
      if used + next > width - 1 { break }
      result.append(character)
      used += next
    }
    while result.last == " " { result.removeLast() }
    return result + "…"
  }
}

extension String {
  /// A title without the spaces at which a narrow terminal may break Chinese, for pages that break it
  /// anywhere.
  var unspaced: String {
    DisplayWidth.of(self) > count ? replacing(" ", with: "") : self
  }
}

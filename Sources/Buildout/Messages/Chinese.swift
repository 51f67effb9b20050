import Sampling

/// The Chinese of every message, by its English: the one catalogue of what is wrong and what to do.
///
/// The extensions hold it as pairs of lines, first the English as ``Message/template`` has it, then the
/// Chinese, in which `{1}` and `{2}` may stand in another order. A test finds messages of the sources that
/// stand nowhere here.
package enum Chinese {
  /// The Chinese of a message; its English where the catalogue has none.
  package static func text(_ message: Message) -> String {
    var values: [String] = []
    for piece in message.pieces {
      switch piece {
      case .words: break
      case .value(let value): values.append(words[value] ?? quoted(value))
      case .message(let part): values.append(text(part))
      }
    }
    let template = message.template
    // Quotes set names in a row apart.
    if template == "{1}, {2}", values[0].hasSuffix("”"), values[1].hasPrefix("“") {
      return values.joined()
    }
    return filled(catalogue[template] ?? template, values)
  }

  /// What of a message the catalogue has no Chinese for.
  package static func missing(of message: Message) -> [String] {
    let parts = message.pieces.flatMap { piece in
      if case .message(let part) = piece { missing(of: part) } else { [] as [String] }
    }
    return (isTranslated(message.template) ? [] : [message.template]) + parts
  }

  /// Whether a template stands in the catalogue, or has no words that could.
  package static func isTranslated(_ template: String) -> Bool {
    catalogue[template] != nil || words[template] != nil
      || !template.unicodeScalars.contains { $0.properties.isAlphabetic }
  }

  /// Every pair, by the English.
  package static let catalogue: [String: String] = {
    var pairs: [String: String] = [:]
    for text in [
      steps, parts, targets, warnings, reader, yaml, sections, options, choice, commands, arguments,
      actuals, readings, tables, targetTables, shares,
    ] {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      precondition(lines.count.isMultiple(of: 2), "an English line has no Chinese one after it")
      for index in stride(from: 0, to: lines.count, by: 2) {
        precondition(pairs[lines[index]] == nil, "twice in the catalogue: \(lines[index])")
        pairs[lines[index]] = lines[index + 1]
      }
    }
    return pairs
  }()

  /// Words that stand for a number, or for what has no name of its own, and what stands between names.
  private static let words = [
    "infinity": "无穷大", "minus infinity": "负无穷大", "the value": "取值", "the file": "文件",
    ", ": "、",
  ]

  /// A name in quotes, in those that Chinese has.
  private static func quoted(_ value: String) -> String {
    guard value.count > 2, let quote = value.first, "'\"".contains(quote), value.last == quote
    else { return value }
    let name = value.dropFirst().dropLast()
    return name.contains(quote) ? value : "“\(name)”"
  }

  /// Whether Latin letters and digits are set off from it by a space.
  private static func isHan(_ character: Character?) -> Bool {
    character?.unicodeScalars.first.map { (0x4E00...0x9FFF).contains($0.value) } ?? false
  }

  private static func isLatin(_ character: Character?) -> Bool {
    character.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } ?? false
  }

  /// A text with values in the places `{1}`, `{2}`, set off from Chinese beside them where they are Latin.
  static func filled(_ text: String, _ values: [String]) -> String {
    var filled = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      filled += rest[..<open]
      let inside = rest[rest.index(after: open)...]
      let digits = inside.prefix { $0.isASCII && $0.isNumber }
      if let index = Int(digits), values.indices.contains(index - 1),
        inside[digits.endIndex...].first == "}"
      {
        let value = values[index - 1]
        rest = inside[inside.index(after: digits.endIndex)...]
        if isHan(filled.last) && isLatin(value.first) || isLatin(filled.last) && isHan(value.first)
        {
          filled += " "
        }
        filled += value
        // A name in quotes is set off by them.
        if value.last == "”", rest.first == " ", isHan(rest.dropFirst().first) {
          rest.removeFirst()
        }
        if isHan(rest.first) && isLatin(value.last) { filled += " " }
      } else {
        filled += "{"
        rest = inside
      }
    }
    return filled + rest
  }
}

extension Language {
  /// A message in the language.
  package func callAsFunction(_ message: Message) -> String {
    switch self {
    case .en: message.description
    case .zh: Chinese.text(message)
    }
  }
}

extension Fault {
  /// The fault in one line, without its code: what is wrong, what follows, what to do.
  public func description(in language: Language) -> String {
    [words.problem, words.consequence, words.remedy].map { language($0) }
      .joined(separator: language == .en ? "; " : "；")
  }
}

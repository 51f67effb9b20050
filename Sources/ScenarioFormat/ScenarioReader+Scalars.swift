import Buildout
import Sampling

extension ScenarioReader {
  /// The text of a value that must not be quoted; notes anything else.
  private mutating func plain(_ item: Item, _ what: Message) -> String? {
    switch item.node.content {
    case .scalar(let text, isQuoted: true):
      fault(
        .wrongKind, item, "\"\(text.shortened)\" is a text, \(what) is needed for '\(item.name)'",
        consequence: "what stands in quotes is read as text", remedy: "remove the quotes")
      return nil
    case .scalar(let text, isQuoted: false): return text.shortenedIfHuge
    case .sequence, .mapping:
      fault(
        .wrongKind, item, "'\(item.name)' is \(what), this is \(item.node.kindName)",
        consequence: "nothing can be computed with it", remedy: "write \(what)")
      return nil
    }
  }

  mutating func number(_ item: Item, isInput: Bool = true) -> Double? {
    if item.node.isEmpty {
      fault(
        .missing, item, "a number is missing", consequence: "nothing can be computed",
        remedy: "write a number")
      return nil
    }
    guard let text = plain(item, "a number") else { return nil }
    do {
      let value = try PlainScalar.number(text)
      guard isInput else { return value }
      record(item)
      return scaled(value, item)
    } catch {
      note(error, under: item)
      return nil
    }
  }

  /// A number of at least `least` (or above it) and at most 1e15, in magnitude.
  mutating func number(_ item: Item, from least: Double, above: Bool = false) -> Double? {
    guard let value = number(item) else { return nil }
    do {
      try Fault.check(value, from: least, above: above, called: item.name)
      return value
    } catch {
      note(error, under: item)
      return nil
    }
  }

  mutating func integer(_ item: Item, _ range: ClosedRange<Int>, isInput: Bool = true) -> Int? {
    if item.node.isEmpty {
      fault(
        .missing, item, "a number is missing", consequence: "nothing can be counted",
        remedy: "write a whole number")
      return nil
    }
    guard let text = plain(item, "a whole number") else { return nil }
    let value: Int
    do {
      value = scaled(try PlainScalar.integer(text), item)
    } catch {
      note(error, under: item)
      return nil
    }
    do {
      try Fault.check(value, in: range, called: item.name)
    } catch {
      note(error, under: item)
      return nil
    }
    if isInput { record(item) }
    return value
  }

  mutating func boolean(_ item: Item?) -> Bool? {
    guard let item, let text = plain(item, "true or false") else { return nil }
    do {
      return try PlainScalar.boolean(text)
    } catch {
      note(error, under: item)
      return nil
    }
  }

  mutating func month(_ item: Item) -> Month? {
    guard case .scalar(let text, _) = item.node.content else {
      fault(
        .wrongKind, item, "'\(item.name)' is a month, this is \(item.node.kindName)",
        consequence: "it has no place in the calendar",
        remedy: "write the year and the month, such as 2021-03")
      return nil
    }
    do {
      return try PlainScalar.month(text.shortened)
    } catch {
      note(error, under: item)
      return nil
    }
  }

  /// First and last month of a window.
  mutating func window(_ item: Item?) -> ClosedRange<Month>? {
    guard let item, let months = list(item, of: "a first and a last month") else { return nil }
    guard months.count == 2 else {
      fault(
        .wrongCount, item,
        "'\(item.name)' has \(say: months.count == 1 ? "one month" : "\(months.count) months"), "
          + "it must have a first and a last one",
        consequence: "it is not clear when it begins and ends",
        remedy: "write [2021-03, 2021-11], say")
      return nil
    }
    let first = month(months[0])
    let last = month(months[1])
    guard let first, let last else { return nil }
    guard first <= last else {
      fault(
        .conflict, item, "'\(item.name)' ends in \(last), before it begins in \(first)",
        consequence: "it would contain no month", remedy: "exchange the two months or correct one")
      return nil
    }
    return first...last
  }

  /// Text for people: a note, a unit. Quoted or not.
  mutating func text(_ item: Item?, limit: Int = 200) -> String? {
    guard let item else { return nil }
    guard case .scalar(let text, _) = item.node.content else {
      fault(
        .wrongKind, item, "'\(item.name)' is a text, this is \(item.node.kindName)",
        consequence: "it cannot be shown",
        remedy: "write it in quotes")
      return nil
    }
    guard text.count <= limit else {
      fault(
        .tooMany, item, "'\(item.name)' has \(text.count) characters, the limit is \(limit)",
        consequence: "no table would hold it", remedy: "shorten it")
      return nil
    }
    let folded = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    guard let unsafe = folded.unicodeScalars.first(where: \.isUnsafeInText) else { return folded }
    fault(
      .encoding, item, "'\(item.name)' holds the control character \(unsafe.codePoint)",
      consequence: "it could upset a terminal or a table", remedy: "delete it")
    return nil
  }

  /// A title, unit or note: a text, which is taken as English, or one for each language.
  mutating func title(_ item: Item?, limit: Int = 200) -> Text {
    guard let item else { return Text() }
    if case .scalar = item.node.content { return Text(en: text(item, limit: limit)) }
    if case .sequence = item.node.content {
      fault(
        .wrongKind, item, "'\(item.name)' is a text, or one for each language, this is a list",
        consequence: "it cannot be shown", remedy: "write a text, or {en: ..., zh: ...}")
      return Text()
    }
    guard let fields = fields(item, Vocabulary.title) else { return Text() }
    return Text(en: text(fields["en"], limit: limit), zh: text(fields["zh"], limit: limit))
  }

  /// One of several words.
  mutating func word<Word>(_ item: Item, _: Word.Type) -> Word?
  where Word: RawRepresentable<String> & CaseIterable {
    let known = Word.allCases.map(\.rawValue)
    guard case .scalar(let text, _) = item.node.content else {
      fault(
        .wrongKind, item, "'\(item.name)' is one word, this is \(item.node.kindName)",
        consequence: "the choice is not made",
        remedy: "write one of \(known.listed)")
      return nil
    }
    if let word = Word(rawValue: text) { return word }
    let meant = Spelling.nearest(to: text, among: known)
    fault(
      .unknownName, item, "'\(text.shortened)' is none of \(known.listed)",
      consequence: "'\(item.name)' is not settled",
      remedy: Spelling.question(meant) ?? "write one of them")
    return meant.flatMap { Word(rawValue: $0) }
  }

  // MARK: Ids

  @discardableResult
  mutating func checkID(_ id: String, at position: Position, _ path: [String]) -> Bool {
    if Identifier.isWellFormed(id) { return true }
    let meant = Self.wellFormed(id)
    fault(
      .badID, at: position, path, "'\(id.shortened)' is not an id",
      consequence: "nothing could refer to it",
      remedy: meant.map {
        "use small letters, digits and hyphens, a letter first, \(Identifier.limit) at most, such as '\($0)'"
      } ?? "use small letters, digits and hyphens, a letter first, \(Identifier.limit) at most")
    return false
  }

  /// What the author may have wanted to call it.
  static func wellFormed(_ text: String) -> String? {
    var id = ""
    for scalar in text.unicodeScalars.prefix(Identifier.limit * 2) {
      let isUpper = ("A"..."Z").contains(scalar)
      if isUpper, let last = id.last, last.isLowercase { id += "-" }
      let isGap = scalar == "_" || scalar == " "
      id += isGap ? "-" : isUpper ? String(scalar).lowercased() : String(scalar)
    }
    return Identifier.isWellFormed(id) ? id : nil
  }

  /// A reference to something by its id; whether it exists is seen later.
  mutating func identifier(_ item: Item?) -> String? {
    guard let item else { return nil }
    guard case .scalar(let text, _) = item.node.content else {
      fault(
        .wrongKind, item, "'\(item.name)' is an id, this is \(item.node.kindName)",
        consequence: "it is not clear what is meant", remedy: "write one id")
      return nil
    }
    return checkID(text, at: item.node.position, item.path) ? text : nil
  }

  /// Names with dots or a prefix, whose sense is seen later.
  mutating func names(_ item: Item?) -> [String]? {
    guard let item, let items = list(item, of: "names") else { return nil }
    var names: [String] = []
    for item in items {
      guard case .scalar(let text, _) = item.node.content, !text.isEmpty, text.count <= 200 else {
        fault(
          .wrongKind, item, "a name is needed, this is \(item.node.kindName)",
          consequence: "it is not clear what is meant", remedy: "write a name such as roads.build")
        continue
      }
      names.append(text)
    }
    return names
  }
}

extension String {
  /// Numbers need few characters; a long one is cut so that messages stay short.
  var shortenedIfHuge: String { utf8.count <= 400 ? self : shortened }
}

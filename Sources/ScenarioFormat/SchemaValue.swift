/// A value of a JSON Schema, whose keys keep their order.
///
/// Reporting writes JSON too, and stands beside this module rather than under it.
indirect enum SchemaValue: Sendable {
  case object([(String, SchemaValue)])
  case array([SchemaValue])
  case text(String)
  case integer(Int)
  case number(Double)
  case flag(Bool)

  /// A member of an object.
  subscript(key: String) -> SchemaValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.0 == key }?.1
  }

  /// An object with the members of both; the other's stand last, and in place of those of the same key.
  func adding(_ other: SchemaValue) -> SchemaValue {
    guard case .object(let own) = self, case .object(let more) = other else { return self }
    return .object(own.filter { member in !more.contains { $0.0 == member.0 } } + more)
  }

  /// A list of texts.
  static func texts(_ texts: some Sequence<String>) -> SchemaValue {
    .array(texts.map(SchemaValue.text))
  }

  /// The document. What holds no further objects or lists stands on one line.
  var document: String {
    var text = ""
    write(to: &text, indent: "")
    return text + "\n"
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .object(let members):
      Self.write(members.map { (Self.quoted($0.0) + ": ", $0.1) }, "{", "}", to: &text, indent)
    case .array(let items): Self.write(items.map { ("", $0) }, "[", "]", to: &text, indent)
    case .text(let string): text += Self.quoted(string)
    case .integer(let value): text += String(value)
    case .number(let value):
      text += value == value.rounded() && value.magnitude <= 1e15 ? String(Int(value)) : "\(value)"
    case .flag(let value): text += value ? "true" : "false"
    }
  }

  private static func write(
    _ values: [(name: String, value: SchemaValue)], _ open: String, _ close: String,
    to text: inout String, _ indent: String
  ) {
    let isFlat = values.allSatisfy { entry in
      switch entry.value {
      case .object(let members): members.isEmpty
      case .array(let items): items.isEmpty
      default: true
      }
    }
    text += open
    for (index, entry) in values.enumerated() {
      if index > 0 { text += isFlat ? ", " : "," }
      if !isFlat { text += "\n" + indent + " " }
      text += entry.name
      entry.value.write(to: &text, indent: indent + " ")
    }
    text += (isFlat ? "" : "\n" + indent) + close
  }

  private static func quoted(_ string: String) -> String {
    let escaped = string.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\" + String(scalar)
      case "\n": "\\n"
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}

extension SchemaValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral
{
  init(dictionaryLiteral elements: (String, SchemaValue)...) { self = .object(elements) }
  init(arrayLiteral elements: SchemaValue...) { self = .array(elements) }
  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(floatLiteral value: Double) { self = .number(value) }
  init(booleanLiteral value: Bool) { self = .flag(value) }
}

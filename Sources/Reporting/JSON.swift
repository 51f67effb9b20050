import Buildout

/// A JSON value whose keys keep their order.
///
/// Foundation's encoders print numbers with as many digits as it takes to read them back, of which
/// the last differ between processors, and pull in 60 MB. This writes the same bytes everywhere.
enum JSON: Hashable, Sendable {
  case object([(String, JSON)])
  case array([JSON])
  case text(String)
  case integer(Int)
  case number(Double)
  case unsigned(UInt64)
  case flag(Bool)
  case null

  static func == (first: JSON, second: JSON) -> Bool { first.document == second.document }

  func hash(into hasher: inout Hasher) { hasher.combine(document) }

  /// A member of an object; null where there is none.
  subscript(_ key: String) -> JSON {
    guard case .object(let members) = self else { return .null }
    return members.first { $0.0 == key }?.1 ?? .null
  }

  /// Of an object; none of anything else.
  var members: [(String, JSON)] {
    if case .object(let members) = self { members } else { [] }
  }

  init(_ text: String?) { self = text.map(JSON.text) ?? .null }

  init(_ number: Double?) { self = number.map(JSON.number) ?? .null }

  /// The document, ending in a line end. What holds no further objects stands on one line, so that
  /// two documents can be compared line by line.
  var document: String {
    var text = ""
    write(to: &text, depth: 0)
    return text + "\n"
  }

  private func write(to text: inout String, depth: Int) {
    switch self {
    case .object(let members):
      writeList(to: &text, depth: depth, "{", members.map(\.1), "}") { text, index in
        JSON.writeString(members[index].0, to: &text)
        text += ": "
      }
    case .array(let items): writeList(to: &text, depth: depth, "[", items, "]") { _, _ in }
    case .text(let string): JSON.writeString(string, to: &text)
    case .integer(let value): text += String(value)
    case .number(let value): text += Machine.number(value) ?? "null"
    case .unsigned(let value): text += String(value)
    case .flag(let value): text += value ? "true" : "false"
    case .null: text += "null"
    }
  }

  private func writeList(
    to text: inout String, depth: Int, _ open: String, _ values: [JSON], _ close: String,
    name: (inout String, Int) -> Void
  ) {
    let isFlat = values.allSatisfy { !$0.holdsValues }
    let indent = String(repeating: " ", count: depth + 1)
    text += open
    for (index, value) in values.enumerated() {
      if index > 0 { text += isFlat ? ", " : "," }
      if !isFlat { text += "\n" + indent }
      name(&text, index)
      value.write(to: &text, depth: depth + 1)
    }
    if !isFlat { text += "\n" + indent.dropLast() }
    text += close
  }

  private var holdsValues: Bool {
    switch self {
    case .object(let members): !members.isEmpty
    case .array(let items): !items.isEmpty
    default: false
    }
  }

  /// A string in which everything that acts rather than shows is escaped: no terminal sequence and
  /// no change of reading direction leaves a document that is printed, and nothing is lost.
  private static func writeString(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        if scalar.isActive {
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }
}

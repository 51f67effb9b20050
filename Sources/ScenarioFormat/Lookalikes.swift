import Buildout
import Sampling

/// Characters that look like those of YAML and are others, or do not show at all: what a Chinese
/// keyboard gives for a colon, what a web page leaves in a copied name.
///
/// They are no faults by themselves, for titles and notes may hold them. Where a file has faults, those
/// that stand in the place of a colon, a bracket, a comma or a space are named first.
enum Lookalikes {
  /// One fault for each, in the order of the text.
  static func issues(in text: SourceText) -> [Issue] {
    var issues: [Issue] = []
    let lines = String(decoding: text.bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      guard line.utf8.contains(where: { $0 >= 0x80 }) else { continue }
      let scalars = Array(line.unicodeScalars)
      for column in structuralPlaces(scalars) {
        guard let meant = meaning(of: column, in: scalars) else { continue }
        let found = scalars[column]
        // Of several in a row the first is enough.
        if column > 0, scalars[column - 1] == found { continue }
        issues.append(
          Issue(
            position: Position(line: number + 1, column: column + 1),
            fault: Fault(
              .lookalike, [], meant.problem(found),
              consequence: "it is read as a letter like any other",
              remedy: meant.remedy)))
      }
    }
    return issues
  }

  /// What was to stand there.
  private enum Meaning {
    case nothing
    case space
    case sign(String)

    func problem(_ found: Unicode.Scalar) -> Message {
      switch self {
      case .nothing: "a character that does not show, \(found.codePoint), stands here"
      case .space: "a space of another kind, \(found.codePoint), stands here"
      case .sign(let sign): "'\(found)' (\(found.codePoint)) stands here in place of '\(sign)'"
      }
    }

    var remedy: Message {
      switch self {
      case .nothing: "delete it"
      case .space: "type an ordinary space"
      case .sign(let sign): "type '\(sign)'"
      }
    }
  }

  /// The places outside quotes and comments.
  private static func structuralPlaces(_ line: [Unicode.Scalar]) -> [Int] {
    var found: [Int] = []
    var quote: Unicode.Scalar?
    for (index, scalar) in line.enumerated() {
      if let open = quote {
        if scalar == open { quote = nil }
        continue
      }
      let before = index > 0 ? line[index - 1] : " "
      if (scalar == "'" || scalar == "\"") && " {[,:".unicodeScalars.contains(before) {
        quote = scalar
      } else if scalar == "#" && before == " " {
        break
      } else {
        found.append(index)
      }
    }
    return found
  }

  /// What a character was meant to be; nil when it may well be meant as it is.
  private static func meaning(of index: Int, in line: [Unicode.Scalar]) -> Meaning? {
    let before = line[..<index]
    let after = line[(index + 1)...]
    let beginsValue = { beginsWord(before) }
    switch line[index].value {
    case 0x200B...0x200D, 0x2060, 0xAD:
      return isPlain(before.last) || isPlain(after.first) ? .nothing : nil
    case 0xA0, 0x3000:
      let isIndent = before.allSatisfy { $0 == " " || $0.value == 0xA0 || $0.value == 0x3000 }
      let isBesideSign = before.last == ":" || after.first == ":"
      return isIndent || isBesideSign ? .space : nil
    case 0xFF1A: return followsKey(before) ? .sign(":") : nil
    case 0xFF0C, 0x3001:
      let next = after.drop { $0 == " " }
      let key = next.prefix { isPlain($0) && $0 != ":" }
      let isBeforeKey = !key.isEmpty && [":", "："].contains(next.dropFirst(key.count).first)
      let isBetweenNumbers =
        isDigit(before.last) && isDigit(next.first)
        && before.contains { "[{".unicodeScalars.contains($0) }
      return isBeforeKey || isBetweenNumbers ? .sign(",") : nil
    // `roads。completed`, `－ {number: 3}`, `（takes: 3）`.
    case 0x3002: return isPlain(before.last) && isPlain(after.first) ? .sign(".") : nil
    case 0xFF0D:
      return before.allSatisfy({ $0 == " " }) && after.first == " " ? .sign("-") : nil
    case 0xFF08: return beginsValue() && holdsKey(after) ? .sign("{") : nil
    case 0xFF09:
      let open = before.lastIndex { $0.value == 0xFF08 }
      let isMeant = open.map { meaning(of: $0, in: line) != nil } ?? false
      return isMeant ? .sign("}") : nil
    case 0xFF5B: return beginsValue() ? .sign("{") : nil
    case 0xFF3B, 0x3010: return beginsValue() ? .sign("[") : nil
    case 0xFF5D: return after.allSatisfy { " ,}]｝］".unicodeScalars.contains($0) } ? .sign("}") : nil
    case 0xFF3D, 0x3011:
      return after.allSatisfy { " ,}]｝］".unicodeScalars.contains($0) } ? .sign("]") : nil
    default: return nil
    }
  }

  /// Letters, digits and signs of a key or a number.
  private static func isPlain(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return scalar.properties.isAlphabetic && scalar.isASCII || isDigit(scalar)
      || ".-_:".unicodeScalars.contains(scalar)
  }

  private static func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { ("0"..."9").contains($0) } ?? false
  }

  /// Whether nothing but a key, with its colon, or an opening bracket stands just before.
  private static func beginsWord(_ before: ArraySlice<Unicode.Scalar>) -> Bool {
    let word = before.reversed().drop { $0 == " " }
    guard let last = word.first else { return true }
    return ":-,{[：，｛［".unicodeScalars.contains(last)
  }

  /// Whether a key and a colon follow.
  private static func holdsKey(_ after: ArraySlice<Unicode.Scalar>) -> Bool {
    let key = after.prefix { isPlain($0) && $0 != ":" }
    return !key.isEmpty && [":", "：" as Unicode.Scalar].contains(after.dropFirst(key.count).first)
  }

  /// Whether an ASCII word that stands where keys do ends just before.
  private static func followsKey(_ before: ArraySlice<Unicode.Scalar>) -> Bool {
    let key = before.reversed().prefix { isPlain($0) && $0 != ":" }
    guard !key.isEmpty else { return false }
    let rest = before.dropLast(key.count).reversed().drop { $0 == " " }
    guard let last = rest.first else { return true }
    return "-{[,｛［，".unicodeScalars.contains(last)
  }
}

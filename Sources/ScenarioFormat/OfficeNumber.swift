import Buildout
import Sampling

/// Numbers and months as offices write them, which a scenario has in digits alone: `70户`, `1.2万`, `３０`,
/// `1 200`, `≥30`, `2021年12月`.
enum OfficeNumber {
  /// What is wrong with a number, and how it is written; nil for what is no number at all.
  static func refusal(of text: String) -> Fault? {
    let narrow = narrowed(text)
    if narrow != text, (try? PlainScalar.number(narrow)) != nil {
      return fault(
        "'\(text)' is written in full-width characters", "only the narrow ones are read",
        "type \(narrow)")
    }
    if let sign = narrow.first, "≥≤><＞＜=约".contains(sign), number(narrow.dropFirst()) != nil {
      return fault(
        "'\(text)' has a sign before the number", "only bare numbers are read",
        "write \(String(narrow.dropFirst())); keys such as 'atLeast' and 'atMost' say the relation")
    }
    if let grouped = ungrouped(narrow) {
      return fault(
        "'\(text)' has its thousands set apart", "only bare numbers are read", "write \(grouped)")
    }
    return counted(narrow, as: text)
  }

  /// `70户`, `3 个月`, `1.2万`: a number with what it counts, or with a power of ten.
  private static func counted(_ narrow: String, as text: String) -> Fault? {
    let digits = narrow.prefix { $0.isASCII && ($0.isNumber || "+-.,".contains($0)) }
    let bare = digits.filter { $0 != "," }
    let unit = narrow.dropFirst(digits.count).drop { $0 == " " }
    // `1e` lacks its exponent.
    guard !unit.isEmpty, unit.lowercased() != "e",
      unit.unicodeScalars.allSatisfy({ !("0"..."9").contains($0) }),
      let value = number(bare)
    else { return nil }
    for (word, factor) in [("百", 100.0), ("千", 1e3), ("万", 1e4), ("亿", 1e8)] {
      guard unit.hasPrefix(word), let product = product(value, factor) else { continue }
      return fault(
        "'\(text)' has a number word", "only digits are read", "write \(product)")
    }
    return fault(
      "'\(text)' has a unit", "only bare numbers are read",
      "write \(bare); what is counted stands under 'unit'")
  }

  /// The month that `2021年12月`, `2021/12`, `2021.12`, `2021－12` or `202112` stands for.
  static func month(_ text: String) -> Month? {
    var parts = [""]
    for character in narrowed(text) {
      if character.isASCII, character.isNumber {
        parts[parts.count - 1].append(character)
      } else if "年月日/.-–—".contains(character) {
        parts.append("")
      } else if character != " " {
        return nil
      }
    }
    parts.removeAll(where: \.isEmpty)
    if parts.count == 1, parts[0].count == 6 {
      parts = [String(parts[0].prefix(4)), String(parts[0].suffix(2))]
    }
    guard parts.count == 2 || parts.count == 3, let year = Int(parts[0]), year > 999,
      let month = Int(parts[1])
    else { return nil }
    return Month(year: year, month: month)
  }

  /// The text with full-width characters made narrow.
  private static func narrowed(_ text: String) -> String {
    var narrow = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      narrow.append(isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
    }
    return String(narrow)
  }

  private static func number(_ text: some StringProtocol) -> Double? {
    try? PlainScalar.number(String(text))
  }

  /// `1200` for `1 200` and `1,200`; nil where the groups are not of three digits.
  private static func ungrouped(_ text: String) -> String? {
    for mark in [" ", ",", "'", "\u{A0}", "\u{2009}", "\u{202F}"] as [Character] {
      let groups = text.split(separator: mark, omittingEmptySubsequences: false)
      guard groups.count > 1, (1...3).contains(groups[0].count),
        groups[0].allSatisfy({ $0.isASCII && $0.isNumber }),
        groups.dropFirst().allSatisfy({
          $0.prefix(3).count == 3 && $0.prefix(3).allSatisfy(\.isNumber)
        }),
        groups.dropFirst().dropLast().allSatisfy({ $0.count == 3 }),
        number(groups.joined()) != nil
      else { continue }
      return groups.joined()
    }
    return nil
  }

  /// Whole where it is.
  private static func product(_ value: Double, _ factor: Double) -> String? {
    let product = value * factor
    guard product.isFinite, product.magnitude < 1e15 else { return nil }
    return Fault.text((product * 1e6).rounded() / 1e6)
  }

  private static func fault(
    _ problem: Message, _ consequence: Message, _ remedy: Message
  ) -> Fault {
    Fault(.wrongKind, [], problem, consequence: consequence, remedy: remedy)
  }
}

/// The names by which the parts of a scenario refer to one another.
package enum Identifier {
  package static let limit = 64

  /// Whether a text is an id: a small letter, then small letters, digits and hyphens.
  package static func isWellFormed(_ text: some StringProtocol) -> Bool {
    guard text.utf8.count <= limit, let first = text.utf8.first else { return false }
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return letters.contains(first)
      && text.utf8.allSatisfy {
        letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-")
      }
  }
}

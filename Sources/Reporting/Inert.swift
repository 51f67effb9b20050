extension StringProtocol {
  /// The text without the power to do anything but be read: line ends and tabs become spaces;
  /// control characters, terminal escapes and marks that turn the reading direction or hide become
  /// the replacement character, so that a tampered title is seen.
  var inert: String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "\t", "\n", "\r", "\u{2028}", "\u{2029}", "\u{85}": result.append(" ")
      default: result.append(scalar.isActive ? "\u{FFFD}" : scalar)
      }
    }
    return String(result)
  }
}

extension Unicode.Scalar {
  /// Whether the character acts on its surroundings rather than showing itself. Given as ranges and
  /// not by general category, which grows with the Unicode version of the system.
  var isActive: Bool {
    switch value {
    case 0...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E...0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    // No characters at all; HTML and XML refuse them.
    case 0xFDD0...0xFDEF: true
    default: value & 0xFFFE == 0xFFFE
    }
  }
}

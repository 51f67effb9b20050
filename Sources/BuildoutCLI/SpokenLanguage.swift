import Buildout
import Foundation

extension Language {
  /// What people are spoken to in: the language of `--lang` and, without it, of the locale.
  static let spoken: Language = {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let environment = ProcessInfo.processInfo.environment
    return named(in: arguments) ?? ofLocale(environment)
  }()

  /// That of the locale, which an option `--lang` overrides.
  static let ofLocale: Language = ofLocale(ProcessInfo.processInfo.environment)

  /// What `--lang` names, also where other arguments are wrong; nil where it is not given or names none.
  static func named(in arguments: [String]) -> Language? {
    let given = arguments.prefix { $0 != "--" }
    var language: Language?
    for (index, argument) in given.enumerated() {
      if argument == "--lang", index + 1 < given.count {
        language = Language(rawValue: given[index + 1])
      } else if argument.hasPrefix("--lang=") {
        language = Language(rawValue: String(argument.dropFirst(7)))
      }
    }
    return language
  }

  /// Chinese where the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set names it, and an encoding
  /// that can be written: Buildout writes UTF-8.
  static func ofLocale(_ environment: [String: String]) -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }
    guard let locale = set.first(where: { !$0.isEmpty })?.lowercased() else { return .en }
    let parts = locale.split(separator: ".", maxSplits: 1)
    guard let name = parts.first, name == "zh" || name.hasPrefix("zh_") else { return .en }
    guard parts.count == 2 else { return .zh }
    let encoding = parts[1].prefix { $0 != "@" }.filter { $0 != "-" }
    return encoding == "utf8" ? .zh : .en
  }
}

extension Language {
  /// What another library has said in English, in this language where its Chinese is known.
  func translated(_ text: String) -> String {
    self == .en ? text : Chinese.matching(text) ?? text
  }

  /// What the parser of arguments says: the error, how the command is used, and where to read more. The
  /// line that repeats an option's help is left out where it is in another language.
  func translated(arguments text: String) -> String {
    guard self == .zh else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.filter { !$0.hasPrefix("Help:") }.map { translated(String($0)) }
      .joined(separator: "\n")
  }
}

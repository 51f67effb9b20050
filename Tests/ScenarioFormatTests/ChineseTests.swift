import Foundation
import Sampling
import ScenarioFormat
import Testing

@testable import Buildout

/// Whoever works in Chinese reads no English: every message of the sources is in the catalogue, and
/// whatever is said of the files of the snapshots is said in Chinese.
@Suite("Messages in Chinese") struct ChineseTests {
  /// Where messages stand. Other strings with words in them are no messages.
  private static let folders = ["Sources/Buildout/Model", "Sources/ScenarioFormat"]
  /// Where they stand beside words of other kinds, and what is before one.
  private static let mixed = [
    "Sources/ScenarioFormat/Actuals", "Sources/ScenarioFormat/Draft",
    "Sources/ScenarioFormat/Tables",
    "Sources/BuildoutCLI",
  ]
  private static let marks = [
    "message:", "ValidationError(", "Streams.say(", "Message =", "Fault(", "consequence:",
    "remedy:", "limit(", "damaged(", "unreadable(", "doubts",
  ]

  /// Strings of these files that nobody reads as a message: words of the programmer's, and of schemas.
  private static let others = [
    "ScenarioSchema", "SchemaValue", "KeyPage",
  ]
  /// What stands between two messages, and a word of the language.
  private static let parts: Set = [", or ", "reference class"]

  @Test("Every message of the sources has Chinese") func complete() throws {
    var missing: [String] = []
    for folder in Self.folders {
      for file in try Samples.files(folder) where !Self.others.contains(where: file.name.hasPrefix)
      {
        missing += SourceMessages(file.text).templates
          .filter { !Chinese.isTranslated($0) && !Self.parts.contains($0) }.map {
            "\(file.name): \($0)"
          }
      }
    }
    #expect(missing.isEmpty, "\(missing.joined(separator: "\n"))")
  }

  @Test("Every message of the commands and of tables has Chinese") func commands() throws {
    var missing: [String] = []
    for file in try Self.mixed.flatMap(Samples.files) {
      let source = SourceMessages(file.text, after: Self.marks)
      missing += source.templates.filter { !Chinese.isTranslated($0) }.map { "\(file.name): \($0)" }
    }
    #expect(missing.isEmpty, "\(missing.joined(separator: "\n"))")
  }

  @Test("The scan finds what stands in a source, and what is put into it") func scan() {
    let source = """
      add("'\\(id)' has " + "no steps", \\(say: x ? "below it" : "0")) // "not this one"
      precondition(isThere, "nor this one")
      Text(en: "neither \\(x ? "this one" : "y") " + "nor this", zh: "也不是这个")
      fault("the \\(a) is \\(b ? "a text" : "b")")
      """
    #expect(
      SourceMessages(source).templates == [
        "'{1}' has no steps", "below it", "the {1} is {2}", "a text",
      ])
  }

  @Test("A message keeps its words and what is put in apart") func message() {
    let name = "roads"
    let part: Message = "a list"
    let message: Message =
      "'\(name)' is a mapping from ids to \("steps" as Message), this is \(part)"
    #expect(message.description == "'roads' is a mapping from ids to steps, this is a list")
    #expect(Chinese.text(message) == "“roads”应为编号与环节的对照，这里是列表")
    #expect(Chinese.missing(of: message).isEmpty)
    #expect(Chinese.missing(of: "no such words \(1)") == ["no such words {1}"])
    #expect(Chinese.text("no such words \(1)") == "no such words 1")
    let joined = (["a", "b", "c"] as [Message]).joined(separator: " and ")
    #expect(joined.description == "a and b and c")
    let listed = ["a", "\"b\"", "'c'"].listed
    #expect(listed.description == "a, \"b\", 'c'" && Chinese.text(listed) == "a、“b”、“c”")
    #expect(Chinese.text("add 'uses: {\(name): 1}' to a step") == "请在环节中加上“uses: {roads: 1}”")
  }

  /// All faults of the files whose English stands in the snapshot.
  @Test("Nothing that is said of a wrong file has English left") func faults() throws {
    var count = 0
    var snapshot = ""
    for fault in FaultCases.all {
      do {
        _ = try ScenarioDocument(yaml: fault.yaml, file: "city.yaml")
      } catch {
        for issue in error.issues {
          check(issue)
          count += 1
        }
        snapshot += "== \(fault.name)\n"
        snapshot += error.issues.map { $0.description(in: .zh) + "\n" }.joined()
      }
    }
    #expect(count > 200)
    try Samples.expect(snapshot, matches: "faults.zh.txt")
  }

  @Test("Nothing that is warned of has English left") func warnings() throws {
    var count = 0
    var snapshot = ""
    for warning in WarningCases.all {
      snapshot += "== \(warning.kind)\n"
      for issue in try ScenarioDocument(yaml: warning.yaml, file: "city.yaml").warnings() {
        check(issue)
        count += 1
        snapshot += issue.description(in: .zh) + "\n"
      }
    }
    #expect(count > 40)
    try Samples.expect(snapshot, matches: "warnings.zh.txt")
  }

  /// Every word of a fault is in Chinese.
  static func check(_ fault: Buildout.Fault) {
    let words = fault.words
    for message in [words.problem, words.consequence, words.remedy] {
      #expect(Chinese.missing(of: message).isEmpty, "\(message)")
      let text = Chinese.text(message)
      // Keys, ids and snippets stand in quotes, are written with dots or signs, or are single words.
      var bare = text.replacing(/“[^”]*”|"[^"]*"|（[^）]*）|[\[{].*[\]}]/, with: "")
      bare = bare.replacing(
        /[A-Za-z_.0-9:>\-]+/, with: { $0.output.contains(/[.:>\-]/) ? "" : $0.output })
      #expect(bare.firstMatch(of: /[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}/) == nil, "\(text)")
    }
  }

  private func check(_ issue: Diagnostic) {
    Self.check(issue.fault)
    let line = issue.description(in: .zh)
    #expect(line.hasPrefix("city.yaml:\(issue.line):\(issue.column): "))
    #expect(line.contains(/错误：|警告：/) && !line.contains("; "))
  }
}

/// The string literals of a Swift source that may be messages: those with two words or more, joined where
/// they are joined by `+`, with `{1}` where something is put in.
struct SourceMessages {
  private let source: [Character]
  private(set) var templates: [String] = []

  /// - Parameter marks: What stands before a message on its line or the one above, where not every string
  ///   is one.
  init(_ text: String, after marks: [String]? = nil) {
    source = Array(text)
    var index = 0
    var open: (template: String, end: Int, isWanted: Bool)?
    while index < source.count {
      if starts("//", index) {
        while index < source.count, source[index] != "\n" { index += 1 }
      } else if source[index] == "\"" {
        let start = index
        var isWanted =
          marks.map { isAfter($0, start) } ?? !isAfter(["precondition", "fatalError("], start)
        // What is said in both languages side by side needs no catalogue.
        if isLabelled(start) { isWanted = false }
        var nested: [String] = []
        let literal = literal(&index, &nested)
        if let before = open, joins(before.end, start) {
          isWanted = before.isWanted
          open = (before.template + Self.renumbered(literal, by: before.template), index, isWanted)
        } else {
          if let before = open, before.isWanted { note(before.template) }
          open = (literal, index, isWanted)
        }
        if isWanted { nested.forEach { pending.append($0) } }
      } else {
        index += 1
      }
    }
    if let open, open.isWanted { note(open.template) }
  }

  /// Whether a literal is the English or the Chinese of a `Text(en:zh:)`.
  private func isLabelled(_ index: Int) -> Bool {
    var end = index
    while end > 0, source[end - 1].isWhitespace { end -= 1 }
    return ["en:", "zh:"].contains(String(source[max(0, end - 3)..<end]))
  }

  private var pending: [String] = []

  private mutating func note(_ template: String) {
    for text in [template] + pending {
      let words = text.replacing(/\{\d+\}/, with: "")
      if words.trimmingCharacters(in: .whitespaces).contains(" "), words.contains(/[A-Za-z]/) {
        templates.append(text)
      }
    }
    pending = []
  }

  private func starts(_ text: String, _ index: Int) -> Bool {
    source[index...].starts(with: text)
  }

  /// Whether a mark stands on the line or in the two above, without the end of a statement between.
  private func isAfter(_ marks: [String], _ index: Int) -> Bool {
    var start = index
    var lines = 0
    while start > 0, lines < 3 {
      start -= 1
      if source[start] == "\n" { lines += 1 }
    }
    let before = String(source[start..<index])
    return marks.contains { mark in
      before.range(of: mark, options: .backwards).map { range in
        // Both languages stand in `say("...", "...")`.
        let between = before[range.upperBound...]
        return !between.contains(")\n") && !between.contains("say(")
      } ?? false
    }
  }

  /// Whether nothing but `+` stands between.
  private func joins(_ end: Int, _ start: Int) -> Bool {
    String(source[end..<start]).trimmingCharacters(in: .whitespacesAndNewlines) == "+"
  }

  /// The second of two joined texts, whose places follow those of the first.
  private static func renumbered(_ text: String, by first: String) -> String {
    let count = first.matches(of: /\{\d+\}/).count
    return text.replacing(/\{(\d+)\}/) { "{\((Int($0.output.1) ?? 0) + count)}" }
  }

  /// Reads a literal, whose first quote is at the place.
  private func literal(_ index: inout Int, _ nested: inout [String]) -> String {
    let isLong = starts("\"\"\"", index)
    let quote = isLong ? "\"\"\"" : "\""
    index += quote.count
    var text = ""
    var values = 0
    while index < source.count, !starts(quote, index) {
      if starts("\\(", index) {
        index += 2
        values += 1
        text += "{\(values)}"
        var depth = 1
        while depth > 0, index < source.count {
          if source[index] == "\"" {
            var more: [String] = []
            nested.append(literal(&index, &more))
            nested += more
            continue
          }
          if source[index] == "(" { depth += 1 }
          if source[index] == ")" { depth -= 1 }
          index += 1
        }
      } else if source[index] == "\\", index + 1 < source.count {
        text.append(source[index + 1])
        index += 2
      } else {
        text.append(source[index])
        index += 1
      }
    }
    index += quote.count
    return text
  }
}

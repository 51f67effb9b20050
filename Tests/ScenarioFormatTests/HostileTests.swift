import Foundation
import ScenarioFormat
import Testing

/// Input that is meant to hurt. The limits catch a hang; they count the time that a test waits for a
/// thread on a busy machine as well.
@Suite struct HostileTests {
  /// Nine lists of nine of the one before: 387 million words, were they written out.
  @Test(.timeLimit(.minutes(10))) func aliasBomb() {
    var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (name, before) in zip("bcdefghi", "abcdefgh") {
      let items = Array(repeating: "*\(before)", count: 9).joined(separator: ", ")
      text += "\(name): &\(name) [\(items)]\n"
    }
    let start = ContinuousClock.now
    let message = Samples.messages(text + Samples.base)
    #expect(message.hasPrefix("city.yaml:1:4: error: '&a' is an anchor"))
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test(.timeLimit(.minutes(10))) func depth() {
    for (start, opening, fault) in [
      ("x: ", "[", "1:35: error: lists and mappings are nested more than 32 deep"),
      ("x: ", "{a: ", "1:128: error: lists and mappings are nested more than 32 deep"),
      ("x:\n  ", "- ", "2:65: error: lists and mappings are nested more than 32 deep"),
      ("x:\n  ", "? ", "2:5: error: a key is a list or a mapping"),
    ] {
      let text = start + String(repeating: opening, count: 100_000)
      #expect(Samples.messages(text).hasPrefix("city.yaml:" + fault))
    }
  }

  @Test func size() {
    let padding = [UInt8](repeating: UInt8(ascii: "#"), count: 8_000_000)
    #expect(Samples.messages(padding).contains("the file is empty"))
    #expect(
      Samples.messages(padding + [UInt8(ascii: "#")])
        .hasPrefix("city.yaml:1:1: error: the file has 8000001 bytes, the limit is 8000000"))
    let many = "pools: [" + String(repeating: "1,", count: 300_000) + "]"
    #expect(Samples.messages(many).contains("more than 250000 values"))
  }

  /// Long files of nonsense take no longer than long files of sense.
  @Test(.timeLimit(.minutes(10))) func nonsense() {
    let unknown = (0..<5000).map { "k\($0): 1" }.joined(separator: "\n")
    #expect(Samples.messages(unknown).contains("'k4999' is not a key of a scenario file"))
    let steps = (0..<3000).map { "      s\($0): {takes: 1, season: x\($0), after: [y\($0)]}\n" }
    let dangling = Samples.base(
      replacing: "      approve: {chance: .3}\n", with: steps.joined())
    #expect(Samples.messages(dangling).contains("there is no season 'x1'"))
    let chain = (0..<3000).map { "      s\($0): {takes: 0}\n" }.joined()
    #expect(
      Samples.messages(Samples.base(replacing: "      approve: {chance: .3}\n", with: chain)) == "")
  }

  @Test func invalidBytes() {
    let cases: [([UInt8], String)] = [
      ([0xFF, 0xFE], "0xFF"), ([0xC0, 0x80], "0xC0"), ([0xED, 0xA0, 0x80], "0xED"),
      ([0xF4, 0x90, 0x80, 0x80], "0xF4"), ([0xE4, 0xB8], "0xE4"), ([0x80], "0x80"),
    ]
    for (bytes, name) in cases {
      let message = Samples.messages(Array("id: 1\nab: \"x".utf8) + bytes + Array("\"\n".utf8))
      #expect(
        message
          == "city.yaml:2:7: error: byte 13 of the file (\(name), line 2) is not UTF-8; "
          + "the text cannot be read; save the file as UTF-8")
    }
  }

  /// The mark and the line ends of Windows editors do no harm, and positions leave the mark out.
  @Test func windowsText() throws {
    let windows = "\u{FEFF}" + Samples.base.replacingOccurrences(of: "\n", with: "\r\n")
    let document = try ScenarioDocument(yaml: windows, file: "city.yaml")
    #expect(document.scenario == (try ScenarioDocument(yaml: Samples.base, file: "")).scenario)
    #expect(Samples.messages("\u{FEFF}pool: 1").hasPrefix("city.yaml:1:1: "))
    #expect(Samples.messages("a: 1\rb: 2").contains("control character, U+000D"))
  }

  /// Columns count characters, whatever their width or number of bytes.
  @Test func columns() {
    let text = Samples.base(replacing: "id: demo", with: "title: {zh: 示例城市, en: 🏙}, id: demo, x: 1")
    #expect(Samples.messages(text).hasPrefix("city.yaml:1:48: error: 'x' is not a key"))
  }

  /// Titles may hold anything that can be shown; they are protected where they are written.
  @Test func formulaTitle() throws {
    let text = Samples.base(replacing: "id: demo", with: "id: demo, title: \"=cmd|'/c calc'!A1\"")
    let document = try ScenarioDocument(yaml: text, file: "city.yaml")
    #expect(document.scenario.title.en == "=cmd|'/c calc'!A1")
  }

  /// Thousands of damaged files: none crashes, and what is accepted has only keys of the language.
  @Test func damage() throws {
    let original = Array(try Samples.text("Scenarios/quick-start.yaml").utf8)
    var state: UInt64 = 20_210_101
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let pieces = [
      "\n", "  ", "- ", ": ", "{", "}", "[", "]", ",", "'", "\"", "#", "|", "&a ", "*a",
      "!!x ", "~", "1e9", "-", "0", "\0", "\u{FEFF}", "é", "---\n", "? ", "%", "<<: ",
    ].map { Array($0.utf8) }
    var accepted = 0
    for _ in 0..<4000 {
      var bytes = original
      for _ in 0...random(3) {
        let index = random(bytes.count)
        switch random(4) {
        case 0: bytes[index] = UInt8(random(256))
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(contentsOf: pieces[random(pieces.count)], at: index)
        default:
          let end = min(bytes.count, index + random(40))
          bytes.replaceSubrange(
            index..<end, with: bytes[random(bytes.count)...].prefix(end - index))
        }
      }
      do {
        let document = try ScenarioDocument(bytes: bytes, file: "city.yaml")
        accepted += 1
        #expect(document.scenario.faults().isEmpty)
        #expect(!document.inputs.isEmpty)
      } catch {
        #expect(!error.issues.isEmpty)
        for issue in error.issues {
          #expect(!issue.description.contains("\n") && issue.line >= 1 && issue.column >= 1)
        }
      }
    }
    // Comments, titles and digits can be damaged without harm.
    #expect((40...2400).contains(accepted))
  }
}

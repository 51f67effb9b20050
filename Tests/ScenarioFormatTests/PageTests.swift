import Buildout
import Foundation
import Testing

@testable import ScenarioFormat

/// The page from which scenarios are written says everything and nothing wrong.
@Suite struct PageTests {
  static let page = "Sources/ScenarioFormat/ScenarioFormat.docc/ScenarioKeys.md"

  @Test func everyKeyIsExplained() throws {
    let page = try Samples.text(Self.page)
    let words = Set(
      page.split { !$0.isLetter }.map(String.init))
    for set in Vocabulary.all {
      for key in set.keys { #expect(words.contains(key), "'\(key)' of \(set.owner)") }
    }
    // What stands first in a row of a table, not merely somewhere in the text.
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
      .map { $0.dropFirst(2).prefix { $0 != "|" } }.joined(separator: " ")
    for set in Vocabulary.all where set.owner != "a title" && set.owner != "a season" {
      for key in set.keys where key != "basis" || set.owner == "a scenario file" {
        #expect(
          rows.contains("`\(key)`") || rows.contains("`\(key):") || rows.contains("{\(key)")
            || rows.contains(", \(key)") || page.contains("`\(key)` (default"),
          "'\(key)' of \(set.owner) has no row")
      }
    }
    for reading in ["started", "finish", "lost"] { #expect(rows.contains("`\(reading)`")) }
  }

  @Test func everyExampleIsAccepted() throws {
    let examples = try Samples.text(Self.page).components(separatedBy: "```yaml\n").dropFirst()
    #expect(examples.count >= 7)
    for example in examples {
      let yaml = example.components(separatedBy: "```")[0]
      #expect(Samples.messages(yaml) == "", "\(yaml.prefix(60))")
    }
  }

  /// Every word the reader accepts as an `each`, a basis or a comparison is on the page.
  @Test func everyWordIsExplained() throws {
    let page = try Samples.text(Self.page)
    for kind in Basis.Kind.allCases { #expect(page.contains("`\(kind.rawValue)`")) }
    for comparator in Target.Comparator.allCases {
      #expect(page.contains("`\(comparator.key)`"))
    }
  }

  /// Every heading by which a column is found stands on the page about spreadsheets.
  @Test func everyHeadingIsListed() throws {
    let page = try Samples.text("Sources/ScenarioFormat/ScenarioFormat.docc/FromASpreadsheet.md")
    let words = Set(
      page.split { ",;|:".contains($0) || $0.isNewline }.map { CellText.key($0).trimmed })
    for kind in TargetColumns.Kind.allCases {
      #expect(kind.headings.filter { !words.contains($0) } == [], "\(kind)")
    }
  }

  @Test func quickStartIsShort() throws {
    let text = try Samples.text("Scenarios/quick-start.yaml")
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 < 45)
    #expect(Samples.messages(text) == "")
  }
}

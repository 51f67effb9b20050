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

  /// The classes that drafts lean on have the factors and spreads of the page about them.
  @Test func classesAreThoseOfCalibration() throws {
    let page = try Samples.text("Sources/ScenarioFormat/ScenarioFormat.docc/Calibration.md")
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") }
      .map { $0.split(separator: "|").map { String($0).trimmed } }
    for observed in ReferenceClass.works + [.preparation] {
      let row = try #require(rows.first { $0[0].hasPrefix("`\(observed.id)`") })
      let sigma = DraftYAML.guess(observed.sigma)
      #expect(row[5].hasPrefix(sigma), "\(observed.id)")
      if observed.id == "uk-equipment-it" {
        #expect(
          row[3] == "`pert` with 1.1 to 1.5 of the plan in the middle" && observed.factor == 1.3)
      } else {
        #expect(row[3].hasPrefix(DraftYAML.guess(observed.factor)), "\(observed.id)")
      }
    }
    for (observed, line) in [
      (ReferenceClass.money, "money"), (.market, "what markets bring"),
      (.department, "what a department schedules"),
    ] {
      let row = try #require(rows.first { $0[0].hasPrefix(line) })
      #expect(row[3] == DraftYAML.guess(observed.factor) && observed.sigma == 0.13)
    }
  }

  @Test func quickStartIsShort() throws {
    let text = try Samples.text("Scenarios/quick-start.yaml")
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 < 45)
    #expect(Samples.messages(text) == "")
  }
}

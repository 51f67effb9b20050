import Foundation
import Testing

@testable import Buildout
@testable import Reporting

@Suite("The page for a planning meeting") struct PageTests {
  private func page(_ forecast: Forecast, _ language: Language = .en) throws -> String {
    PlanningPack(
      forecast, comparison: try Fixture.comparison(), drivers: try Fixture.drivers(),
      language: language, provenance: Fixture.provenance,
      register: [
        RegisterEntry(
          name: "pools.crews.capacity", value: "12", basis: .assumption, note: "<b>&", source: nil)
      ]
    ).html()
  }

  @Test("Answers the five questions, in either language") func questions() throws {
    let forecast = try Fixture.forecast()
    for question in [
      "Will we make it?", "What is weakest?", "By when?", "What would help?", "How sure is that?",
    ] {
      #expect(try page(forecast).contains(question))
    }
    let chinese = try page(forecast, .zh)
    for words in ["能完成吗？", "最薄弱的是什么？", "何时完成？", "什么有帮助？", "有多大把握？", "序时进度", "95%置信区间", "2021年12月"] {
      #expect(chinese.contains(words))
    }
  }

  @Test("One chart per target, and nothing is fetched or run", arguments: Language.allCases)
  func whole(language: Language) throws {
    let forecast = try Fixture.forecast()
    let text = try page(forecast, language)
    #expect(text.components(separatedBy: "class=\"fan\"").count - 1 == forecast.targets.count)
    for forbidden in ["<script", "http:", "https:", "src=", "@import", "NaN", "inf\""] {
      #expect(!text.contains(forbidden), "\(forbidden)")
    }
    #expect(text.contains("Assumption: &lt;b&gt;&amp;") || text.contains("假设：&lt;b&gt;&amp;"))
  }

  @Test(arguments: HostileTextTests.hostile) func hostileTitles(title: String) {
    let escaped = Markup.escaped(title)
    #expect(!escaped.contains("<") && !escaped.contains("\"") && !escaped.contains("'"))
    #expect(escaped.unicodeScalars.allSatisfy { !$0.isActive })
  }

  @Test(arguments: [
    ([0.0, 3200], 0.0, 4000.0), ([9.2, 11.4, .infinity, 11.5], 9, 12), ([1, 1], 1, 1.1),
  ]) func axis(values: [Double], low: Double, high: Double) {
    let axis = Axis(covering: values)
    #expect(axis.low <= low && axis.high >= values.filter(\.isFinite).max() ?? 0)
    #expect(axis.high <= high * 1.2 && axis.ticks.count <= 8)
  }
}

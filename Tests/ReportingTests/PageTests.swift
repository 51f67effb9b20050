import Foundation
import Testing

@testable import Buildout
@testable import Reporting

@Suite("The page for a planning meeting") struct PageTests {
  private func page(_ forecast: Forecast, _ language: Language = .en) async throws -> String {
    PlanningPack(
      forecast, comparison: try await Fixture.comparison(), drivers: try await Fixture.drivers(),
      choice: try await Fixture.choice(), bottlenecks: try await Fixture.bottlenecks(),
      language: language, provenance: try Fixture.provenance(),
      register: [
        RegisterEntry(
          name: "pools.crews.capacity", value: "12", basis: Basis(kind: .assumption, note: "<b>&"))
      ]
    ).html()
  }

  @Test("Answers the five questions, in either language") func questions() async throws {
    let forecast = try await Fixture.forecast()
    let english = try await page(forecast)
    for question in [
      "Will we make it?", "What is weakest?", "By when?", "What would help?", "How sure is that?",
    ] {
      #expect(english.contains(question))
    }
    #expect(english.contains("What is the best use of 20 × 10k CNY?"))
    #expect(english.contains("<section id=\"tight\"><h2>Where it is tight</h2>"))
    let chinese = try await page(forecast, .zh)
    for words in ["能完成吗？", "最薄弱的目标", "何时完成？", "哪些措施有帮助？", "有多大把握？", "序时进度", "95%置信区间", "2021年12月"] {
      #expect(chinese.contains(words))
    }
  }

  /// The range from P10 to P90 of few targets holds more than four trials of five.
  @Test func theShareBetween() async throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let forecast = try await Fixture.forecast(seed: seed) { scenario in
        scenario.targets = Array(scenario.targets.filter { $0.firmness == .firm }.prefix(3))
        scenario.groups = []
      }
      let met = forecast.targetsMet
      let (low, high) = (met.quantile(0.1), met.quantile(0.9))
      let inside = Proportion(
        count: (low...high).reduce(0) { $0 + met.counts[$1] }, trials: forecast.trials)
      #expect(met.of == 3)
      for language in Language.allCases {
        let say = Words(language: language)
        let words = say(
          "; \(say.percent(inside)) of the trials end \(low == high ? "at \(low)" : "between \(low) and \(high)"). ",
          "；\(say.percent(inside))的模拟\(low == high ? "为\(low)项" : "落在\(low)至\(high)项之间")。")
        let text = try await page(forecast, language).replacing("\u{A0}", with: " ")
        #expect(text.contains(words))
        let likely = say(
          "Every firm target is more likely met than missed when due.", "各项目标到期完成概率均不低于50%。")
        #expect(text.contains(likely) == forecast.targets.allSatisfy { $0.met.value > 0.5 })
        // There is room for every number below the bars.
        for number in 0...3 {
          #expect(text.contains("y=\"62\" text-anchor=\"middle\">\(number)</text>"))
        }
      }
    }
  }

  @Test("One chart per target, and nothing is fetched or run", arguments: Language.allCases)
  func whole(language: Language) async throws {
    let forecast = try await Fixture.forecast()
    let text = try await page(forecast, language)
    #expect(text.components(separatedBy: "class=\"fan\"").count - 1 == forecast.targets.count)
    for forbidden in ["<script", "http:", "https:", "src=", "@import", "NaN", "inf\""] {
      #expect(!text.contains(forbidden), "\(forbidden)")
    }
    #expect(text.contains("Assumption: &lt;b&gt;&amp;") || text.contains("假设：&lt;b&gt;&amp;"))
  }

  @Test(
    "Every element is closed in its place, every id is one, every link leads somewhere",
    arguments: Language.allCases)
  func wellFormed(language: Language) async throws {
    try check(await page(Fixture.forecast(), language))
    for title in HostileTextTests.hostile {
      let forecast = try await HostileTextTests.forecast(title)
      let text = PlanningPack(
        forecast, language: language, provenance: try Fixture.provenance()
      ).html()
      try check(text)
      #expect(!text.contains("<script") && !text.contains("javascript:"))
    }
  }

  private func check(_ text: String) throws {
    let empty: Set<Substring> = ["meta"]
    var open: [Substring] = []
    for tag in text.matches(of: /<(\/?)([a-zA-Z0-9]+)((?: [a-zA-Z-]+="[^"<>]*")*)(\/?)>/) {
      if !tag.1.isEmpty {
        try #require(open.popLast() == tag.2)
      } else if tag.4.isEmpty && !empty.contains(tag.2) {
        open.append(tag.2)
      }
    }
    #expect(open.isEmpty)
    // What is no tag of that shape has no angle bracket; the first line and the style sheet apart.
    let rest = text.replacing(/<\/?[a-zA-Z0-9]+(?: [a-zA-Z-]+="[^"<>]*")*\/?>/, with: "")
      .replacing("<!DOCTYPE html>", with: "").replacing(Stylesheet.text.description, with: "")
    #expect(!rest.contains("<") && !rest.contains(">"))
    let ids = text.matches(of: #/ id="([^"]*)"/#).map(\.1)
    #expect(Set(ids).count == ids.count)
    for link in text.matches(of: ##/ href="#([^"]*)"/##) {
      #expect(ids.contains(link.1), "\(link.1)")
    }
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

  /// Half of the trials stand at the target in time just when its probability is a half or more, also
  /// where they stood there before and fell back.
  @Test(arguments: [
    (0.1, "2021-01"), (0.5, "2021-04"), (0.7, "2021-04"), (0.8, "2021-05"), (0.9, nil),
  ])
  func month(share: Double, expected: String?) throws {
    let standing = [0.2, 0.6, 0.4, 0.7, 0.8, 0.5]
    let zero = QuantileEstimate(value: 0, low: 0, high: 0)
    let start = try #require(Month("2021-01"))
    let monthly = standing.enumerated().map { index, share in
      MonthForecast(
        month: start.advanced(by: index), p10: 0, p50: 0, p90: 0, undefined: 0,
        met: Proportion(count: Int(share * 10), trials: 10), behindSchedule: nil)
    }
    let first = try #require(Fixture.scenario().targets.first)
    let asked = try Target(
      id: first.id, measure: first.measure, comparator: first.comparator, value: first.value,
      due: start.advanced(by: 3))
    let target = TargetForecast(
      target: asked, sector: nil,
      programme: "a", measure: "a.completed", unit: Text(), dueNumber: 4, met: monthly[3].met,
      undefined: 0, mean: nil, p10: zero, p50: zero, p90: zero, meanShortfall: nil,
      firstReached: [2, 4, 1, 1, 1, 0], monthly: monthly)
    #expect(target.month(reachedBy: share)?.description == expected)
    // Met when due by 7 of 10, and late by one more; that some fall back after that takes nothing away.
    let met = (0..<6).map { Int((target.expectedMet(by: $0) * 10).rounded()) }
    #expect(met == [2, 6, 4, 7, 8, 8])
  }

  /// A limit that holds from the first month on has not been reached then.
  @Test func limits() async throws {
    let forecast = try await Fixture.forecast()
    let limit = try #require(forecast.targets.first { $0.target.comparator == .atMost })
    let pack = PlanningPack(forecast, provenance: try Fixture.provenance())
    #expect(pack.monthText(limit, 0.5) == "-")
  }
}

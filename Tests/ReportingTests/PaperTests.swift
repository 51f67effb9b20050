import Buildout
import TestSupport
import Testing

@testable import Reporting

/// What a plan's page takes on paper, and what its figures are counted in.
@Suite("The page on paper") struct PaperTests {
  /// A rate that varies, three homes that are done in the first month, and a level that never moves.
  private static let plan = """
    scenario: {id: t, start: 2022-01, months: 6, money: {en: 10k CNY, zh: 万元}}
    programmes:
      homes: {unit: {en: home, zh: 户}, steps: {build: {rate: {poisson: 10}, cost: 2000}}}
      lifts: {unit: {en: lift, zh: 部}, cohorts: [{number: 3}], steps: {build: {takes: 0}}}
      aid: {unit: {en: CNY, zh: 元}, steps: {pay: {rate: 0, start: 644}}}
    targets:
      built: {measure: homes.completed, atLeast: 60, due: 2022-06}
      lifted: {title: {en: Lifts, zh: 加装电梯}, measure: lifts.completed, atLeast: 3, due: 2022-06}
      paid: {title: {en: Aid, zh: 低保标准}, measure: aid.level, atLeast: 600, due: 2022-06}
      never: {title: {en: More aid, zh: 提高标准}, measure: aid.level, atLeast: 700, due: 2022-06}
      spent: {measure: homes.spent, atLeast: 120000, due: 2022-06}
    """

  private static func page(_ language: Language) async throws -> String {
    let forecast = try await Compiled.plan(plan).forecast(RunSettings(trials: 200))
    return PlanningPack(forecast, language: language, provenance: try Fixture.provenance()).html()
  }

  @Test("What stands from the beginning has a line in place of a chart") func settled() async throws
  {
    let (english, chinese) = (try await Self.page(.en), try await Self.page(.zh))
    #expect(english.ranges(of: "<article id=").count == 2)
    for text in [
      "<strong>Lifts</strong>: ≥ 3 lifts by the end of Jun 2022; met from Jan 2022 on; stands at 3 lifts from the beginning.",
      "<strong>Aid</strong>: ≥ 600 CNY by the end of Jun 2022; met from Jan 2022 on; stands at 644 CNY from the beginning.",
      "<strong>More aid</strong>: ≥ 700 CNY by the end of Jun 2022; never met; stands at 644 CNY from the beginning.",
    ] { #expect(english.contains(text)) }
    #expect(chinese.contains("；2022年1月起已达到；始终为644元。"))
    // What is linked to is there, whether it has a chart or a line.
    for index in 0..<5 { #expect(english.contains("id=\"t\(index)\"")) }
  }

  @Test("Money stays in the file's unit, and figures have theirs") func units() async throws {
    let page = try await Self.page(.zh)
    #expect(page.contains("≥120,000万元") && !page.contains("亿元"))
    #expect(page.contains(">目标 60户</text>"))
    #expect(page.contains(/<dt>P10 \/ P50 \/ P90<\/dt><dd>[^<]*户<\/dd>/))
  }

  /// `45 × 10,000 m2` is hard to read.
  @Test("A unit that is a multiple is multiplied out, but for money") func multiples() throws {
    let say = Words(language: .en)
    func shown(_ value: Double, _ unit: String) -> String {
      let planner = say.planner(value: value, unit: Text(en: unit))
      return Digits.exact(value / planner.scale).text + " " + planner.name
    }
    #expect(shown(45, "10,000 m2") == "450,000 m²")
    #expect(shown(450, "10,000 m2") == "4.5 million m²")
    #expect(shown(45.3, "1000 trees") == "45,300 trees")
    #expect(shown(150, "100 M CNY") == "150 100 M CNY")
    #expect(shown(3, "5G stations") == "3 5G stations")
  }

  @Test("The paper is A4 without being asked") func paper() async throws {
    #expect(try await Self.page(.en).contains("@page{size:A4;"))
  }
}

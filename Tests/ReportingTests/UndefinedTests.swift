import Buildout
import TestSupport
import Testing

@testable import Reporting

/// Every output says in how many trials something was divided by nothing, of forecasts and traces that
/// the engine made.
@Suite struct UndefinedTests {
  private static func plan() throws -> Plan {
    try Compiled.plan(
      """
      scenario: {id: d, start: 2021-01, months: 6, money: M CNY}
      programmes:
        homes: {unit: home, cohorts: [{number: 1}], steps: {build: {chance: .1, cost: 2}}}
      targets:
        cost: {measure: {ratio: [homes.spent, homes.completed]}, atMost: 3, due: 2021-06}
        nothing: {measure: {ratio: [homes.spent, homes.lost]}, atMost: 3, due: 2021-06}
        done: {measure: homes.completed, by: 1, due: 2021-06}
      """)
  }

  @Test(arguments: Language.allCases) func forecast(language: Language) async throws {
    let forecast = try await Self.plan().forecast(RunSettings(trials: 512))
    let cost = forecast[target: "cost"]
    let share = Words(language: language).undefined(cost)
    #expect(cost.undefined > 0 && cost.undefined + forecast[target: "done"].met.count == 512)
    let never = language == .en ? "in every trial" : "全部模拟"
    let report = Report(forecast, language: language, provenance: try Fixture.provenance())
    let page = PlanningPack(
      forecast, comparison: nil, drivers: nil, language: language,
      provenance: try Fixture.provenance()
    ).html()
    for text in [report.text(), report.markdown(), page] {
      // The page keeps a number and its sign together.
      let joined = text.replacing("\u{A0}", with: " ").split(separator: "\n").joined(
        separator: language == .en ? " " : "")
      #expect(joined.contains(share))
      #expect(joined.contains(never))
      #expect(joined.contains(language == .en ? "undefined" : "无定义"))
    }
    let json = forecast.json(Fixture.origin)
    let undefined = Double(cost.undefined) / 512
    #expect(json.contains("\"undefined\": \(Machine.number(undefined) ?? "")"))
    #expect(!json.contains("nan") && json.contains("\"undefined\": 1"))
    let row = try #require(
      report.csv()?.split(separator: "\r\n").first { $0.hasPrefix("nothing,") })
    // Behind the trials; no office is named.
    #expect(row.hasSuffix(",512,1,,,,"))
  }

  @Test func plansWithoutItSayNothingOfIt() async throws {
    let plan = try Compiled.plan(Repository.text("Scenarios/quick-start.yaml"))
    let report = Report(
      try await plan.forecast(RunSettings(trials: 50)), provenance: try Fixture.provenance())
    #expect(!report.text().contains("undefined"))
  }

  @Test(arguments: Language.allCases) func trace(language: Language) throws {
    let trace = try Self.plan().trace(trial: 0, seed: 1)
    let text = Report(trace, language: language, provenance: try Fixture.provenance()).text()
    #expect(text.contains(language == .en ? "undefined" : "无定义"))
    let json = trace.json(Fixture.origin)
    #expect(json.contains("\"value\": null, \"undefined\": true, \"met\": false"))
  }
}

import TestSupport
import Testing

@testable import Buildout
@testable import Reporting

/// What the actuals settle is driven by nothing any more, and has no odds.
@Suite("Drivers of what is settled") struct DriverFactTests {
  private static func drivers() async throws -> Drivers {
    let plan = try Compiled.plan(
      """
      scenario: {id: t, start: 2021-01, months: 6}
      risks: {rain: {monthly: .3, on: [n], speed: .5}}
      programmes: {n: {unit: thing, steps: {build: {rate: {poisson: 10}}}}}
      targets:
        met: {title: {en: Early, zh: 早}, measure: n.completed, atLeast: 20, due: 2021-03}
        open: {title: {en: Late, zh: 晚}, measure: n.completed, atLeast: 50, due: 2021-06}
      """)
    let actuals = Actuals(
      asOf: 2, readings: [Actuals.Reading(.completed("n"), month: 2, value: 22)])
    let settings = RunSettings(trials: 512, seed: 3, threads: 2)
    return try await plan.given(actuals, settings).drivers(settings)
  }

  @Test func aFactStandsInPlaceOfOdds() async throws {
    let drivers = try await Self.drivers()
    #expect(drivers.targets.map(\.fact) == [true, nil])
    for (language, met) in [(Language.en, "met"), (.zh, "已完成")] {
      let rows = DriverTables(drivers: drivers, say: Words(language: language)).strongestOfAll.rows
      let early = try #require(rows.first { ["Early", "早"].contains($0[0].shown) })
      #expect(early[1].shown == met && early[2].shown == "-")
      let late = try #require(rows.first { ["Late", "晚"].contains($0[0].shown) })
      #expect(late[1].shown.hasSuffix("%"))
    }
  }
}

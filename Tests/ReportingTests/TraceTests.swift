import TestSupport
import Testing

@testable import Buildout
@testable import Reporting

/// What is shown of one trial, as the engine played it.
@Suite struct TraceTests {
  private func tables(_ trace: Trace, _ language: Language = .en) throws -> [Table] {
    Report(trace, language: language, provenance: try Fixture.provenance()).tables
  }

  private func shown(_ table: Table?, column: Int) throws -> [String] {
    try #require(table).rows.map { $0[column].shown }
  }

  @Test("A factor drawn every month has a column of its own and no value for the trial")
  func monthlyFactors() async throws {
    let trace = try await Fixture.trace()
    #expect(trace.factors.map(\.id) == ["skill"])
    #expect(trace.months.allSatisfy { $0.factors.map(\.id) == ["skill", "weather"] })
    let tables = try tables(trace)
    #expect(try shown(tables.first { $0.id == "factors" }, column: 0) == ["Skill"])
    let environment = try #require(tables.first { $0.id == "environment" })
    #expect(environment.columns.map(\.title) == ["Month", "Weather", "Risks acting"])
    let drawn = try shown(environment, column: 1)
    #expect(Set(drawn).count == 6)
    #expect(environment.note?.contains("Land dispute") == true)
  }

  @Test("A split pool has a table for each share, which adds up to the pool") func shares()
    async throws
  {
    let trace = try await Fixture.trace()
    let pools = try tables(trace).filter { $0.id == "pool" }
    #expect(
      pools.map(\.title) == ["Pool: Crews", "Pool: Budget: Greenways", "Pool: Budget: Road works"])
    #expect(pools.allSatisfy { $0.rows.count == 6 })
    for month in trace.months {
      let shares = month.pools.filter { $0.pool == "budget" }
      #expect(shares.map(\.name) == ["budget/greenway", "budget/roads"])
      // A normal distribution of mean 1,000 and standard deviation 150.
      #expect((400...1600).contains(shares.reduce(0) { $0 + $1.capacity }))
      #expect(shares.allSatisfy { $0.granted > 0 && $0.granted <= $0.capacity * (1 + 1e-12) })
    }
  }

  /// Months stand as they were reported, and what they add up to is what the targets read.
  @Test("Given actuals, months add up to what targets stand at") func pastMonths() async throws {
    let plan = try Compiled.plan(
      """
      scenario: {id: t, start: 2022-01, months: 9}
      programmes:
        homes: {unit: home, cohorts: [{number: 40}], steps: {build: {takes: {uniform: [1, 12]}}}}
        lamps: {unit: lamp, steps: {fit: {rate: {poisson: 20}}}}
      targets:
        built: {measure: homes.completed, atLeast: 30, due: 2022-09}
        lit: {measure: lamps.completed, atLeast: 180, due: 2022-09}
      """)
    let actuals = Actuals(
      asOf: 5,
      readings: [(1, 3.0), (2, 4), (3, 7), (5, 10)].map {
        Actuals.Reading(.completed("homes"), month: $0.0, value: $0.1)
      }
        + [(2, 35.0), (5, 90)].map {
          Actuals.Reading(.completed("lamps"), month: $0.0, value: $0.1)
        })
    let settings = RunSettings(trials: 64, seed: 5, threads: 2)
    let trace = try await plan.given(actuals, settings).trace(trial: 7, seed: settings.seed)
    func months(_ id: String) -> [Double] {
      trace.months.flatMap { $0.programmes.filter { $0.programme == id }.map(\.completed) }
    }
    let homes = months("homes")
    #expect(Array(homes.prefix(3)) == [3, 1, 3] && homes[3] + homes[4] == 3)
    let lamps = months("lamps")
    #expect(lamps[0] + lamps[1] == 35 && lamps[2...4].reduce(0, +) == 55)
    for (index, id) in ["homes", "lamps"].enumerated() {
      #expect(months(id).allSatisfy { $0 >= 0 })
      let last = try #require(trace.months.last)
      #expect(abs(last.targets[index].value - months(id).reduce(0, +)) < 1e-9)
    }
    var provenance = try Fixture.provenance()
    provenance.given = Provenance.Given(
      asOf: try #require(Month(year: 2022, month: 5)), actuals: actuals.readings.count)
    let notes = Report(trace, provenance: provenance).notes
    #expect(notes.contains { $0.hasPrefix("What was reported until the end of May 2022 stands") })
    #expect(Report(trace, provenance: try Fixture.provenance()).notes.count == 1)
  }

  /// Ten homes a month are called for and eight are built, at 250 each.
  private static let money = """
    scenario: {id: t, start: 2022-07, months: 6, money: {zh: 万元}}
    programmes:
      homes: {unit: {zh: 户}, steps: {build: {rate: 10, cap: 8, cost: 250}}}
      roads: {unit: {en: m2, zh: 平方米}, steps: {build: {rate: 10}}}
      bridge: {unit: 座, cohorts: [{}], steps: {build: {takes: 8}}}
    targets:
      a: {measure: {sum: [5, homes.completed]}, atLeast: 70, due: 2022-12}
      b: {measure: {sum: [roads.completed, homes.completed]}, atLeast: 120, due: 2022-12}
      c: {measure: {difference: [100, homes.spent]}, atMost: 100, due: 2022-12}
      d: {measure: homes.spent, atLeast: 12500, due: 2022-12}
      e: {measure: homes.spent, atLeast: 8000, due: 2022-12}
      f: {measure: {minimum: [bridge.finish, 12]}, atMost: 5, due: 2022-12}
      g: {measure: bridge.completed, by: 1, due: 2022-12}
      h: {measure: bridge.finish, atMost: 5, due: 2022-12}
    """

  @Test("All figures of a row are in one unit, and a column says its own") func units() throws {
    let trace = try Compiled.plan(Self.money).trace(trial: 0, seed: 1)
    let tables = try tables(trace, .zh)
    #expect(
      try shown(tables.first, column: 2) == [
        "≥70户", "≥120", "≤100万元", "≥12,500万元", "≥8,000万元", "≤5个月", "完成", "≤5个月",
      ])
    #expect(
      try shown(tables.first, column: 3) == [
        "53", "108", "-11,900", "12,000", "12,000", "12", "尚未完成", "尚未完成",
      ])
    // Limits are kept rather than reached.
    #expect(
      try shown(tables.first, column: 5) == ["-", "-", "-", "-", "2022-10", "-", "-", "-"])
    let programmes = tables.filter { $0.id == "programme" }
    #expect(programmes.map(\.title) == ["homes（户）", "roads（平方米）", "bridge（座）"])
    #expect(programmes[0].columns.map(\.title) == ["月份", "开工", "完成", "流失", "支出（万元）"])
    #expect(programmes[0].rows[2].map(\.shown) == ["2022-09", "8", "8", "2", "2,000"])
    let english = try self.tables(trace).filter { $0.id == "programme" }
    #expect(english[1].title == "roads (m²)")
  }
}

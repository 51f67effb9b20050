import Buildout
import Foundation
import ScenarioFormat
import Testing

/// What the author of an odd file reads, whole. After a change that is meant, record anew with
/// `BUILDOUT_RECORD=1 swift test --filter ScenarioFormatTests` and read the difference.
@Suite struct WarningTests {
  static func warnings(_ yaml: String) throws -> [Diagnostic] {
    try ScenarioDocument(yaml: yaml, file: "city.yaml").warnings()
  }

  @Test func soundScenarioHasNone() throws {
    #expect(try Self.warnings(WarningCases.base) == [])
  }

  @Test func messages() throws {
    var text = ""
    for odd in WarningCases.all {
      let warnings = try Self.warnings(odd.yaml)
      #expect(!warnings.isEmpty, Comment(rawValue: odd.kind + " gives no warning"))
      text += "== \(odd.kind)\n" + warnings.map { "\($0)\n" }.joined()
    }
    try Samples.expect(text, matches: "warnings.txt")
  }

  /// The page lists every kind by its name.
  @Test func everyKindIsExplained() throws {
    let page = try Samples.text("Sources/ScenarioFormat/ScenarioFormat.docc/Warnings.md")
    for odd in WarningCases.all { #expect(page.contains("\n| \(odd.kind) |"), "\(odd.kind)") }
  }

  /// What is near an odd one is not warned of.
  @Test(arguments: WarningCases.ordinary.map(\.kind)) func ordinaryHasNone(_ kind: String) throws {
    let ordinary = try #require(WarningCases.ordinary.first { $0.kind == kind })
    #expect(try Self.warnings(ordinary.yaml) == [])
  }

  /// A divisible pool loses nothing of two crews for 30 jobs of half a month; of whole crews half is lost.
  @Test func heldToTheMonthsEnd() async throws {
    func completed(_ pool: String) async throws -> (warnings: Int, met: Double) {
      let yaml = """
        scenario: {id: held, start: 2021-01, months: 12}
        pools: {c: {\(pool)}}
        programmes:
          p: {unit: u, cohorts: [{number: 30}], steps: {b: {takes: .5, uses: {c: 1}}}}
        targets: {t: {measure: p.completed, atLeast: 30, due: 2021-08}}
        """
      let document = try ScenarioDocument(yaml: yaml, file: "held.yaml")
      let forecast = try await Plan(document.scenario).forecast(RunSettings(trials: 64, seed: 1))
      let held = document.warnings().filter { "\($0)".contains("holds pool") }
      return (held.count, forecast.targets[0].met.value)
    }
    #expect(try await completed("capacity: 2") == (0, 1))
    #expect(try await completed("capacity: 2, whole: true") == (1, 0))
  }

  /// What takes no time passes at the very end of a month, and what takes some does not.
  @Test func edgesOfMonths() async throws {
    let yaml = """
      scenario: {id: edges, start: 2021-01, months: 12}
      pools: {c: {capacity: 5}, m: {capacity: 5, reusable: false}}
      programmes:
        made: {unit: u, steps: {o: {rate: 10}, i: {takes: 0}}}
        made-late: {unit: u, steps: {o: {rate: 10}, i: {takes: .1}}}
        come: {unit: u, cohorts: [{number: 5, monthly: true}], steps: {b: {takes: 0}}}
        come-late: {unit: u, cohorts: [{number: 5, monthly: true}], steps: {b: {takes: .1}}}
        passed: {unit: u, cohorts: [{number: 5}], steps: {o: {chance: 1}, i: {takes: 0}}}
        held: {unit: u, cohorts: [{number: 5}], steps: {o: {takes: .5}, i: {takes: .1, uses: {c: 1}}}}
        paid: {unit: u, cohorts: [{number: 5}], steps: {o: {takes: .5}, i: {takes: .1, uses: {m: 1}}}}
        free: {unit: u, cohorts: [{number: 5}], steps: {o: {takes: .5}, i: {takes: 0, uses: {c: 1}}}}
        gated: {unit: u, cohorts: [{number: 5}], steps: {o: {takes: 0, after: [free]}}}
        worked: {unit: u, cohorts: [{number: 5}], steps: {o: {takes: 1}, i: {rate: 10}}}
        endless: {unit: u, steps: {o: {takes: 1, servers: 2, endless: true}, i: {takes: .5}}}
      targets:
        made: {measure: made.completed, atLeast: 120, due: 2021-12}
        made-late: {measure: made-late.completed, atLeast: 111, due: 2021-12}
        come: {measure: come.completed, atLeast: 60, due: 2021-12}
        come-late: {measure: come-late.completed, atLeast: 56, due: 2021-12}
        passed: {measure: passed.i.completed, atLeast: 5, due: 2021-01}
        held: {measure: held.completed, atLeast: 1, due: 2021-01}
        paid: {measure: paid.completed, atLeast: 1, due: 2021-01}
        free: {measure: free.completed, atLeast: 5, due: 2021-01}
        gated-late: {measure: gated.completed, atLeast: 1, due: 2021-01}
        gated: {measure: gated.completed, atLeast: 5, due: 2021-03}
        worked: {measure: worked.completed, atLeast: 1, due: 2021-01}
        endless: {measure: endless.completed, atLeast: 22, due: 2021-12}
      """
    let document = try ScenarioDocument(yaml: yaml, file: "edges.yaml")
    let forecast = try await Plan(document.scenario).forecast(RunSettings(trials: 16, seed: 1))
    let missed = forecast.targets.filter { $0.met.value == 0 }.map(\.target.id)
    let warned = document.scenario.warnings().map { $0.path[1] }
    #expect(
      missed == [
        "made-late", "come-late", "held", "paid", "free", "gated-late", "worked",
      ])
    #expect(warned == missed)
  }

  /// What cannot be kept or missed is so in trials, too.
  @Test(
    arguments: [
      "more than there is", "more than the cap", "due before it can begin",
      "due before it can be done", "finish before it can be done", "step over before units come",
      "less than nothing", "no more than all",
    ] + WarningCases.impossible.map(\.kind)) func saysWhatIsSo(_ kind: String) async throws
  {
    let odd = try #require(WarningCases.all.first { $0.kind == kind })
    let document = try ScenarioDocument(yaml: odd.yaml, file: "city.yaml")
    let warnings = document.warnings()
    let forecast = try await Plan(document.scenario).forecast(RunSettings(trials: 512, seed: 3))
    let isMissed = warnings.contains { $0.fault.problem.contains("cannot be kept") }
    #expect(forecast.targets.contains { $0.met.value == (isMissed ? 0 : 1) })
  }

  /// What only an option uses or raises is not idle.
  @Test func optionsUseThings() throws {
    let idle = """
      options:
        more: {set: {pools.spare.capacity: 3, programmes.roads.steps.build.uses: {spare: 1}}}

      """
    let pool = Samples.replace(
      "pools:\n", "pools:\n  spare: {capacity: 0}\n", in: WarningCases.base)
    #expect(try Self.warnings(pool).count == 2)
    #expect(try Self.warnings(pool + idle) == [])
  }

  /// What an option changes, at once or from a month on, is not called idle or hopeless.
  @Test(arguments: [
    ("delay: 2}", "delay: 0}", "risks.find.delay: 3"),
    ("delay: 2}", "delay: 2, lasts: 0}", "risks.find.lasts: 2"),
    ("haze: {monthly: .2", "haze: {monthly: 0", "risks.haze.monthly: .5"),
    ("crews: {capacity: 12}", "crews: {capacity: 0}", "pools.crews.capacity: 12"),
    ("approve: {chance: .3}", "approve: {chance: 0}", "programmes.roads.steps.approve.chance: .3"),
    ("{poisson: 250}", "{poisson: 0}", "programmes.stations.steps.build.rate.poisson: 250"),
    ("number: 5, size: 2", "number: 5, size: 0", "programmes.roads.cohorts.1.size: 2"),
    ("number: 5, size: 2", "number: 0, size: 2", "programmes.roads.cohorts.1.number: 5"),
    ("uses: {halls: 1}", "uses: {halls: 4}", "pools.halls.capacity: 9"),
    ("by: 4, due: 2021-12", "by: 4, due: 2021-03", "programmes.fairs.cohorts.0.start: 2021-01"),
  ]) func optionsMendThings(_ old: String, _ new: String, _ change: String) throws {
    let window = Samples.replace(
      "window: [2021-03, 2021-10]", "window: [2021-01, 2021-10]", in: WarningCases.base)
    let odd = Samples.replace(old, new, in: window)
    #expect(try !Self.warnings(odd).isEmpty)
    let option = "options:\n  other: {set: {\(change)}}\n"
    #expect(try Self.warnings(odd + option) == [])
  }

  @Test(arguments: [
    ("haze: {monthly: .2", "haze: {monthly: 0", "risks.haze.monthly: .5"),
    ("crews: {capacity: 12}", "crews: {capacity: 0}", "pools.crews.capacity: 12"),
    ("uses: {halls: 1}", "uses: {halls: 4}", "pools.halls.capacity: 9"),
    (
      "seasons: {", "seasons: {idle: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], ",
      "pools.crews.season: idle"
    ),
  ]) func datedOptionsMendThings(_ old: String, _ new: String, _ change: String) throws {
    let odd = Samples.replace(old, new, in: WarningCases.base)
    #expect(try !Self.warnings(odd).isEmpty)
    let option = "options:\n  other: {set: {\(change)}, from: 2021-03}\n"
    #expect(try Self.warnings(odd + option) == [])
  }

  @Test func severity() throws {
    let odd = Samples.replace("pools:\n", "pools:\n  idle: {capacity: 1}\n", in: WarningCases.base)
    let document = try ScenarioDocument(yaml: odd, file: "city.yaml")
    #expect(
      "\(document.warnings()[0])".hasPrefix("city.yaml:5:3: warning: no step uses pool 'idle'; "))
    #expect("\(document.warnings(as: .error)[0])".hasPrefix("city.yaml:5:3: error: no step uses"))
  }

  @Test(arguments: ScenarioFilesTests.names) func scenariosHaveNone(_ name: String) throws {
    #expect(try Self.warnings(Samples.text("Scenarios/\(name)")) == [])
  }

  /// A scenario with a known answer may be odd on purpose, and says so.
  @Test func validationSaysWhy() throws {
    let folder = Samples.package.appendingPathComponent("Tests/Validation")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(names.count > 40)
    for name in names {
      let yaml = try Samples.text("Tests/Validation/\(name)")
      let isMeant = yaml.contains("\n# Warned of, and meant: ")
      #expect(try Self.warnings(yaml).isEmpty == !isMeant, "\(name)")
    }
  }

  /// Many targets, cohorts and months: judged once each, not over and over.
  @Test func manyPartsTakeLittleTime() throws {
    let steps = (0..<300).map { "s\($0): {takes: 1, uses: {p\($0): 1}}" }.joined(separator: ", ")
    let pools = (0..<300).map { "p\($0): {capacity: 9}" }.joined(separator: ", ")
    let cohorts = (1..<120).map { "{number: 3, start: \(2021 + $0 / 12)-01}" }
    let targets = (1...120).map { "t\($0): {measure: a.completed, atLeast: \($0), due: 2030-12}" }
    let yaml = """
      scenario: {id: many, start: 2021-01, months: 120}
      pools: {\(pools)}
      programmes: {a: {unit: x, cohorts: [\(cohorts.joined(separator: ", "))], steps: {\(steps)}}}
      targets: {\(targets.joined(separator: ", "))}
      """
    let document = try ScenarioDocument(yaml: yaml, file: "many.yaml")
    let time = ContinuousClock().measure { _ = document.warnings() }
    #expect(time < .seconds(5))
  }
}

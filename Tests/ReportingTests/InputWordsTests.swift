import Buildout
import Testing

@testable import BuildoutCLI
@testable import Reporting

/// The inputs of a scenario in words: no path and no spelling of a distribution is left for people to read.
@Suite("Inputs in words") struct InputWordsTests {
  private func entry(_ name: String, _ value: String = "", _ parameters: [(String, String)] = [])
    -> RegisterEntry
  {
    RegisterEntry(
      name: name, value: value, basis: nil,
      distribution: parameters.isEmpty
        ? nil
        : .init(name: value, parameters: parameters.map { .init(name: $0.0, value: $0.1) }))
  }

  @Test("Every input of a scenario that has one of everything", arguments: Language.allCases)
  func everything(language: Language) throws {
    let register = try Fixture.input.get().document.register
    let words = InputWords(scenario: try Fixture.scenario(), say: Words(language: language))
    #expect(register.count > 40)
    for entry in register {
      let name = words.name(entry.name)
      #expect(
        !name.contains("steps.") && !name.contains("cohorts.") && !name.contains("programmes"),
        "\(name)")
      let value = words.value(entry)
      #expect(!value.contains("{") && !value.contains(": ["), "\(value)")
    }
  }

  @Test("What paths and distributions are in words") func words() throws {
    let (en, zh) = (
      InputWords(scenario: try Fixture.scenario(), say: Words(language: .en)),
      InputWords(scenario: try Fixture.scenario(), say: Words(language: .zh))
    )
    for (path, english, chinese) in [
      (
        "programmes.roads.steps.build.takes", "Road works: build: months it takes",
        "道路建设：build：用时（月）"
      ),
      ("programmes.roads.cohorts.1.number", "Road works: cohort 2: units", "道路建设：第2批：数量"),
      ("risks.haze.monthly", "Haze, stop-work: chance, a month", "雾霾停工：每月发生概率"),
      ("programmes.growth.steps.drift.rate", "Growth: drift: change a month", "经济增速：drift：每月变动"),
      ("pools.unknown.strange", "unknown: strange", "unknown：strange"), ("odd", "odd", "odd"),
    ] {
      #expect(en.name(path) == english)
      #expect(zh.name(path) == chinese)
    }
    for (distribution, parameters, english, chinese) in [
      (
        "pert", [("min", "6"), ("mode", "9"), ("max", "16")], "6 to 16, mostly about 9 (PERT)",
        "6 至 16，最可能 9（PERT 分布）"
      ),
      (
        "lognormal", [("median", "1"), ("sigma", ".15")],
        "about 1, spread 0.15 of its logarithm (lognormal)", "中位数 1、对数标准差 0.15（对数正态分布）"
      ),
      (
        "gamma", [("mean", "9000"), ("cv", ".3")], "9000 on average, give or take 30 % (gamma)",
        "均值 9000、变异系数 0.3（伽马分布）"
      ),
      (
        "normal", [("mean", ".1"), ("sd", ".3"), ("min", "-.5")],
        "about 0.1, give or take 0.3, at least -0.5 (normal)", "均值 0.1、标准差 0.3、不低于 -0.5（正态分布）"
      ),
      ("poisson", [("mean", "520")], "a count, 520 on average (Poisson)", "计数，均值 520（泊松分布）"),
      ("beta", [("alpha", "2"), ("beta", "3")], "alpha 2, beta 3 (beta)", "alpha 2、beta 3（贝塔分布）"),
    ] as [(String, [(String, String)], String, String)] {
      #expect(en.value(entry("x.y", distribution, parameters)) == english)
      #expect(zh.value(entry("x.y", distribution, parameters)) == chinese)
    }
    #expect(en.value(entry("x.y", "[.5, 1.5, -.2]")) == "[0.5, 1.5, -0.2]")
  }
}

import Foundation
import Testing

/// `choose`, as a planner types it.
@Suite struct ChooseCommandTests {
  let folder: TemporaryFolder

  static let scenario =
    OptionCommandTests.scenario + """
        crews:
          title: {en: Road crew, zh: 道路队伍}
          add: {pools.crews.capacity: 1}
          units: 3
          excludes: more
          cost: {monthly: 1.5}

      """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.scenario, to: "city.yaml")
    try folder.write(Scenarios.small, to: "none.yaml")
  }

  private func run(_ line: String) throws -> CommandLineProcess.Result {
    try CommandLineProcess.run(line.split(separator: " ").map(String.init), in: folder)
  }

  private func document(_ line: String) throws -> [String: Any] {
    let result = try run(line + " --format json")
    #expect(result.code == 0, "\(result.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  @Test func report() throws {
    let result = try run("choose city.yaml --budget 7 --trials 1000")
    #expect(result.code == 0)
    #expect(result.errors.isEmpty)
    #expect(result.output.hasPrefix("Demo: the best use of a budget\n"))
    let sentences = result.output.replacing("\n", with: " ")
    // Two options with a name of their own together.
    #expect(
      sentences.contains("Within 7 M CNY, the best for the number of firm targets met is: both."))
    #expect(sentences.contains("It costs 7 M CNY"))
    #expect(sentences.contains("All 5 combinations within the budget were looked at"))
    let chinese = try run("choose city.yaml --budget 7 --trials 1000 --lang zh").output
    #expect(chinese.hasPrefix("演示：预算最优安排\n"))
    let csv = try run("choose city.yaml --budget 7 --trials 500 --format csv").output
    #expect(csv.hasPrefix("id,title_en,title_zh,cost,"))
    #expect(
      try run("choose city.yaml --budget 7 --trials 500 --format markdown").output.hasPrefix(
        "# Demo"))
  }

  private static func units(_ combination: [String: Any]) -> [String: Int] {
    let parts = combination["units"] as? [[String: Any]] ?? []
    return Dictionary(
      uniqueKeysWithValues: parts.map { ($0["id"] as? String ?? "", $0["units"] as? Int ?? 0) })
  }

  /// Where something cheaper cannot be told from the best, it is named before it.
  @Test func theCheaperOfEqualsIsNamedFirst() throws {
    try folder.write(
      """
      scenario: {id: two, start: 2021-01, months: 12, money: M}
      programmes: {stations: {unit: station, steps: {build: {rate: {poisson: 250}}}}}
      targets: {built: {measure: stations.completed, atLeast: 3000, due: 2021-12}}
      options:
        little: {set: {programmes.stations.steps.build.rate.poisson: 254}, cost: {oneOff: 2}}
        more: {set: {programmes.stations.steps.build.rate.poisson: 254.1}, cost: {oneOff: 9}, excludes: [little]}

      """, to: "two.yaml")
    let choice = try document("choose two.yaml --budget 10 --trials 200")
    #expect((choice["best"] as? [String: Any])?["id"] as? String == "more")
    #expect(choice["undecided"] as? [String] == ["little", "more"])
    let said = try run("choose two.yaml --budget 10 --trials 200").output.replacing("\n", with: " ")
    let cheaper = try #require(
      said.range(of: "those that cannot be told from the best is: little. It costs 2 M"))
    let dearer = try #require(said.range(of: "Most is reached by more, at 9 M"))
    #expect(cheaper.upperBound <= dearer.lowerBound)
    let zh = try run("choose two.yaml --budget 10 --trials 200 --lang zh").output.replacing(
      "\n", with: "")
    #expect(zh.contains("与最优无法区分的安排中成本最低的是：little。成本2"), "\(zh)")
    #expect(zh.contains("数值最高的是more，成本9"), "\(zh)")
  }

  @Test func documentOfARange() throws {
    let choice = try document("choose city.yaml --budget 0..20 --for roads-km --trials 2000")
    #expect(choice["aim"] as? String == "roads-km")
    #expect(choice["idle"] as? [String] == ["gardeners"])
    let best = try #require(choice["best"] as? [String: Any])
    #expect(Self.units(best) == ["crews": 3])
    let title = try #require(best["title"] as? [String: String])
    #expect(title == ["en": "Road crew × 3", "zh": "道路队伍 × 3"])
    #expect(choice["runnerUp"] is [String: Any] && choice["difference"] is [String: Any])
    let frontier = try #require(choice["frontier"] as? [[String: Any]])
    let costs = frontier.compactMap { $0["cost"] as? Double }
    #expect(costs.count >= 3 && costs == costs.sorted() && costs.allSatisfy { $0 <= 20 })
    #expect(frontier[0]["stepCost"] is NSNull && frontier[1]["stepCost"] is Double)
    let effort = try #require(choice["effort"] as? [String: Any])
    #expect(effort["exhaustive"] as? Bool == true)
    // None of them has both, which exclude each other.
    let finalists = try #require(choice["finalists"] as? [[String: Any]])
    for finalist in finalists {
      let units = Self.units(finalist)
      #expect(units["crews"] == nil || units["more"] == nil)
    }
  }

  @Test("The scenario's own budget is the default, and the pack says what its best use is")
  func budgetOfTheFile() throws {
    try folder.write(
      Self.scenario.replacing("months: 3,", with: "months: 3, budget: [0, 7],"), to: "own.yaml")
    let own = try document("choose own.yaml --trials 600")
    let given = try document("choose own.yaml --trials 600 --budget 0..7")
    #expect(own["budget"] as? [String: Int] == ["low": 0, "high": 7])
    #expect((own["best"] as? [String: Any])?["id"] as? String == "both")
    #expect(NSDictionary(dictionary: own) == NSDictionary(dictionary: given))
    let result = try run("report own.yaml --trials 300 --out pack")
    #expect(result.code == 0, "\(result.errors)")
    let names = try folder.names(in: "pack")
    for name in ["choice.txt", "choice.json", "bottlenecks.zh.md", "bottlenecks.csv", "load.csv"] {
      #expect(names.contains(name))
    }
    let page = try folder.read("pack/report.html")
    #expect(page.contains("What is the best use of 7 M CNY?"))
    #expect(page.contains("<h2>Where it is tight</h2>"))
    #expect(try folder.read("pack/report.zh.html").contains("怎样使用最好？"))
  }

  @Test func bottlenecks() throws {
    let result = try run("bottlenecks city.yaml --trials 500")
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("Demo: where it is tight\n"))
    #expect(result.output.contains("The tightest pool is: crews."))
    let found = try document("bottlenecks city.yaml --trials 500")
    #expect((found["pools"] as? [[String: Any]])?.map { $0["pool"] as? String } == ["crews"])
    #expect((found["load"] as? [Any])?.count == 3)
    #expect(try run("bottlenecks none.yaml").code == 64)
  }

  // MARK: seek

  /// With an option carried out the number has the option's value, and so have the answers.
  @Test func seekWithAnOption() throws {
    func seek(_ more: String) throws -> [String: Any] {
      try document(
        "seek city.yaml --vary pools.crews.capacity --between 8..16 --target all --trials 400"
          + more)
    }
    let (plain, carried) = (try seek(""), try seek(" --option gardeners"))
    #expect(plain["option"] is NSNull && carried["option"] as? String == "gardeners")
    #expect(carried["current"] as? Int == 10)
    func best(_ search: [String: Any]) throws -> Double {
      try #require(
        (search["attempts"] as? [[String: Any]])?.compactMap { $0["probability"] as? Double }.max())
    }
    // More trees are planted, so that all targets together are likelier.
    #expect(try best(carried) > best(plain))
    let more = try document(
      "seek city.yaml --vary pools.crews.capacity --between 8..16 --target roads-km --trials 400 --option more"
    )
    #expect(more["current"] as? Int == 12)
    let text = try run(
      "seek city.yaml --vary pools.crews.capacity --between 8..16 --target all --trials 400 --option gardeners"
    )
    #expect(text.output.contains("with the option: gardeners"))
  }

  @Test(arguments: [
    "--vary pools.crews.capacity --vary programmes.trees.steps.plant.rate.poisson",
    "--vary pools.crews.capacity,programmes.trees.steps.plant.rate.poisson",
  ]) func seekOfTwoNumbers(_ vary: String) throws {
    let result = try run("seek city.yaml \(vary) --between 8..16 --target all")
    #expect(result.code == 64)
    #expect(result.errors.contains("seek varies one number."))
    #expect(result.errors.contains("ask buildout choose"))
  }

  /// What one is given another gives up: none of the two can be carried out by itself.
  @Test func whatChangesHands() throws {
    try folder.write(
      OptionCommandTests.scenario
        + "  crews-given: {title: Crews, add: {pools.crews.capacity: 1}, units: {from: -2, to: 2}, exchange: hands}\n"
        + "  planters-given: {title: Planters, add: {programmes.trees.steps.plant.rate.poisson: 1}, "
        + "units: {from: -2, to: 2}, exchange: hands}\n",
      to: "hands.yaml")
    let choice = try document("choose hands.yaml --budget 0 --trials 500")
    let finalists = try #require(choice["finalists"] as? [[String: Any]])
    let titles = finalists.compactMap { ($0["title"] as? [String: Any])?["en"] as? String }
    #expect(
      titles.contains("Crews (-1) + Planters (+1)")
        || titles.contains("Crews (+1) + Planters (-1)"),
      "\(titles)")
    let compared = try run("compare hands.yaml --trials 200")
    #expect(compared.code == 0)
    #expect(
      compared.errors.contains("what one is given another gives up: crews-given, planters-given;"))
    #expect(!compared.output.contains("Planters"))
    for line in ["compare hands.yaml --options crews-given", "run hands.yaml --option crews-given"]
    {
      let refused = try run(line)
      #expect(refused.code == 64)
      #expect(refused.errors.contains("option 'crews-given' cannot be carried out by itself"))
    }
  }

  @Test func nothingIsAffordable() throws {
    let result = try run("choose city.yaml --budget .5 --trials 500")
    #expect(result.code == 0)
    #expect(result.output.contains("Nothing is affordable"))
    let choice = try document("choose city.yaml --budget .5 --trials 500")
    #expect(choice["best"] is NSNull && choice["runnerUp"] is NSNull)
  }

  @Test func files() throws {
    for threads in [1, 3] {
      let result = try run(
        "choose city.yaml --budget 0..9 --trials 600 --threads \(threads) --out out-\(threads)")
      #expect(result.code == 0)
      #expect(result.errors == "Wrote the choice to out-\(threads)\n")
    }
    for name in ["choice.txt", "choice.zh.md", "choice.csv", "choice.json", "buildout.sha256"] {
      #expect(try folder.read("out-1/" + name) == folder.read("out-3/" + name))
    }
  }

  @Test(arguments: [
    ("choose none.yaml --budget 3", "the scenario has no options"),
    ("choose city.yaml", "how much money is there?"),
    ("choose city.yaml --budget much", "'much' is no sum of money"),
    ("choose city.yaml --budget 9..3", "the first number must be the lesser one"),
    ("choose city.yaml --budget 9 --for roads", "has no target 'roads'"),
    ("choose city.yaml --budget 9 --for either", "'either' is a group; write group:either"),
    ("choose city.yaml --budget 9 --for sector:roads", "has no sector with firm targets 'roads'"),
    ("choose city.yaml --budget 9 --trials 0", "must be from 1 to 1000000000"),
    ("chose city.yaml", "there is no command 'chose'; did you mean 'choose'?"),
  ]) func wrongArguments(_ line: String, _ message: String) throws {
    let result = try run(line)
    #expect(result.code == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  /// What goes wrong only together is said of the options together.
  @Test func optionsThatDoNotGoTogether() throws {
    try folder.write(
      OptionCommandTests.scenario
        + "  taken: {add: {pools.crews.capacity: -6}}\n  lent: {add: {pools.crews.capacity: -7}}\n",
      to: "together.yaml")
    let result = try run("choose together.yaml --budget 20 --trials 500")
    #expect(result.code == 65)
    #expect(result.errors.contains("with 'taken' and 'lent': "), "\(result.errors)")
    #expect(result.errors.contains("'capacity' is -3, it must not be below 0"))
  }
}

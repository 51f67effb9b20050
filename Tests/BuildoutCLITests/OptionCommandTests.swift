import Foundation
import Testing

/// `compare` and `seek`, as a planner types them.
@Suite struct OptionCommandTests {
  let folder: TemporaryFolder

  static let scenario = """
    scenario: {id: demo, start: 2021-01, months: 3, title: {en: Demo, zh: 演示}, money: {en: M CNY, zh: 百万元}}
    basis: {kind: assumption, note: invented}
    pools: {crews: {capacity: 10}}
    programmes:
      roads:
        title: {en: Roads, zh: 道路}
        sector: transport
        unit: km
        cohorts: [{number: 30}]
        steps: {build: {takes: {pert: [.5, 1, 2.5]}, uses: {crews: 1}}}
      trees:
        sector: green
        unit: tree
        steps: {plant: {rate: {poisson: 90}}}
    targets:
      roads-km: {title: {en: Roads opened, zh: 道路通车}, measure: roads.completed, atLeast: 24, due: 2021-03}
      trees-planted: {measure: trees.completed, atLeast: 260, due: 2021-03}
      soft-trees: {measure: trees.completed, atLeast: 300, due: 2021-03, firmness: soft}
    groups: {either: {targets: [roads-km, trees-planted], atLeast: 1}}
    options:
      more: {title: {en: More crews, zh: 增加施工队}, set: {pools.crews.capacity: 12}, cost: {monthly: 2}}
      gardeners: {set: {programmes.trees.steps.plant.rate.poisson: 95}, cost: {oneOff: 1}}
      both: {extends: [more, gardeners]}

    """

  static let fileNames = [
    "buildout.sha256", "comparison.csv", "comparison.json", "comparison.md", "comparison.txt",
    "comparison.zh.md",
    "comparison.zh.txt", "options.csv",
  ]

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.scenario, to: "city.yaml")
    try folder.write(Scenarios.small, to: "none.yaml")
  }

  private func run(_ line: String) throws -> CommandLineProcess.Result {
    try CommandLineProcess.run(line.split(separator: " ").map(String.init), in: folder)
  }

  private func document(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  // MARK: compare

  @Test func compareReports() throws {
    let result = try run("compare city.yaml --trials 1000")
    #expect(result.code == 0)
    #expect(result.errors.isEmpty)
    #expect(result.output.hasPrefix("Demo: options\n=============\n1,000 trials, seed 1,"))
    // Wherever the lines are broken.
    let sentences = result.output.replacing("\n", with: " ")
    #expect(sentences.contains("at once with a confidence of 95 % (Šidák)"))
    #expect(sentences.contains("Costs in M CNY."))
    #expect(
      result.output.contains("\nMore crews\nOf 3 targets: 1 likelier, 2 not affected."))
    #expect(
      try CommandLineProcess.run(
        ["compare", "city.yaml", "--trials", "300", "--options", "more, both"], in: folder
      ).code == 0)
    #expect(try run("compare city.yaml --trials 500 --lang zh").output.hasPrefix("演示：备选措施比较\n"))
    #expect(
      try run("compare city.yaml --trials 500 --format csv").output.hasPrefix("option,kind,id,"))
    #expect(
      try run("compare city.yaml --trials 500 --format markdown").output.hasPrefix(
        "# Demo: options\n"))
  }

  @Test("The document is the one that was promised") func compareJSON() throws {
    let comparison = try document(
      try run("compare city.yaml --trials 1000 --options both,more --format json").output)
    #expect(comparison["schema"] as? Int == 1)
    #expect(comparison["statements"] as? Int == 2)
    let base = try #require(comparison["base"] as? [String: Any])
    let options = try #require(comparison["options"] as? [[String: Any]])
    #expect(options.map { $0["id"] as? String } == ["both", "more"])
    let cost = try #require(options[0]["cost"] as? [String: Any])
    #expect(
      cost["oneOff"] as? Int == 1 && cost["monthly"] as? Int == 2 && cost["total"] as? Int == 7)
    // The base and an option are what `run` says of them.
    let forecast = try document(try run("run city.yaml --trials 1000 --format json").output)
    let stands = try #require(forecast["targets"] as? [[String: Any]])
    let before = try #require(base["targets"] as? [[String: Any]])
    #expect(
      before.map { $0["probability"] as? Double } == stands.map { $0["probability"] as? Double })
    try folder.write(
      Self.scenario.replacing("capacity: 10", with: "capacity: 12")
        .components(separatedBy: "options:")[0], to: "more.yaml")
    let more = try document(try run("run more.yaml --trials 1000 --format json").output)
    let alone = try #require(more["targets"] as? [[String: Any]])
    let targets = try #require(options[1]["targets"] as? [[String: Any]])
    for (index, target) in targets.enumerated() {
      let probability = try #require(target["probability"] as? Double)
      #expect(probability == alone[index]["probability"] as? Double)
      let difference = try #require(target["difference"] as? Double)
      let first = try #require(before[index]["probability"] as? Double)
      #expect(abs(probability - first - difference) < 1e-9)
      let interval = try #require(target["interval"] as? [String: Double])
      #expect(try #require(interval["low"]) <= difference)
      #expect(try #require(interval["high"]) >= difference)
      let only = try ["onlyBase", "onlyOption"].map { try #require(target[$0] as? Int) }
      #expect(abs(Double(only[1] - only[0]) / 1000 - difference) < 1e-9)
    }
    let joint = try #require(options[0]["joint"] as? [[String: Any]])
    #expect(
      joint.map { $0["id"] as? String } == [
        "all", "sector:transport", "sector:green", "group:either",
      ])
    #expect((comparison["frontier"] as? [String])?.contains("base") == true)
    #expect((options[0]["targetsMet"] as? [String: Any])?["of"] as? Int == 2)
  }

  @Test("The same files for any number of threads") func compareFiles() throws {
    for threads in ["1", "3"] {
      let result = try run(
        "compare city.yaml --trials 1500 --seed 9 --threads \(threads) --out out-\(threads)")
      #expect(result.code == 0)
      #expect(try folder.names(in: "out-" + threads) == Self.fileNames)
    }
    for name in Self.fileNames {
      #expect(try folder.read("out-1/" + name) == folder.read("out-3/" + name), "\(name)")
    }
    #expect(
      try folder.read("out-1/comparison.zh.txt")
        == run("compare city.yaml --trials 1500 --seed 9 --lang zh").output)
  }

  @Test func comparePrecision() throws {
    let result = try document(
      try run("compare city.yaml --trials 1000000 --precision 5 --format json").output)
    #expect(try #require(result["trials"] as? Int) < 20_000)
  }

  @Test("An option can be carried out first, and is then what compare says of it") func runOption()
    throws
  {
    let forecast = try document(
      try run("run city.yaml --option both --trials 500 --format json").output)
    #expect(forecast["option"] as? String == "both")
    let comparison = try document(
      try run("compare city.yaml --options both --trials 500 --format json").output)
    let options = try #require(comparison["options"] as? [[String: Any]])
    let compared = try #require(options[0]["targets"] as? [[String: Any]])
    let alone = try #require(forecast["targets"] as? [[String: Any]])
    #expect(
      compared.map { $0["probability"] as? Double } == alone.map { $0["probability"] as? Double })
    #expect(
      try run("run city.yaml --option more --trials 300").output.hasPrefix(
        "Demo, with the option: More crews\n"))
    #expect(try run("trace city.yaml --option more --trial 3").code == 0)
  }

  @Test func checkCountsOptions() throws {
    #expect(try run("check city.yaml").output.contains("\n  3 options: more, gardeners, both\n"))
    #expect(!(try run("check none.yaml").output.contains("option")))
  }

  @Test("An option does not change the forecast of the plan") func runIgnoresOptions() throws {
    try folder.write(Self.scenario.components(separatedBy: "options:")[0], to: "bare.yaml")
    func text(_ file: String) throws -> [Substring] {
      // The fourth line has the checksum of the file.
      try run("run \(file) --trials 500").output.split(
        separator: "\n", omittingEmptySubsequences: false
      ).enumerated().filter { $0.offset != 3 }.map(\.element)
    }
    #expect(try text("city.yaml") == text("bare.yaml"))
  }

  @Test(arguments: [
    ("compare none.yaml", "the scenario has no options"),
    (
      "compare city.yaml --options mroe",
      "no option 'mroe'; it has more, gardeners, both; did you mean 'more'?"
    ),
    ("compare city.yaml --options more,more", "names an option twice"),
    ("compare city.yaml --options more,", "has no option ''"),
    ("compare city.yaml --options base", "has no option 'base'"),
    ("compare city.yaml --trials 0", "must be from 1 to 1000000000"),
    ("compare city.yaml --precision 0", "--precision is 0, it must be from 0.01 to 50"),
    ("seek city.yaml --vary pools.crews.capacity --target roads-km", "--between"),
    ("seek city.yaml --vary pools.crews.capacity --between 9..2 --target roads-km", "write 2..9"),
    (
      "seek city.yaml --vary pools.crews.capacity --between 9..9.0 --target roads-km",
      "both ends are 9, which leaves nothing to vary"
    ),
    ("seek city.yaml --vary pools.crews.capacity --between 2 --target roads-km", "such as 10..30"),
    (
      "seek city.yaml --vary pools.crews.capacity --between 2..inf --target roads-km",
      "'inf' is no number to try"
    ),
    (
      "seek city.yaml --vary pools.crews.capacity --between 50%..60% --target roads-km",
      "50 % as 0.5"
    ),
    (
      "seek city.yaml --vary programmes.roads.cohorts.0.number --between 30.2..30.9 --target roads-km",
      "holds fewer than two"
    ),
    (
      "seek city.yaml --vary programmes.roads.cohorts.0.number --between 30..50 --step 0.5 --target all",
      "counts units, and --step is 0.5"
    ),
    ("run city.yaml --option mroe", "did you mean 'more'?"),
    ("seek city.yaml --vary pools.crews.capacity --between 2..9", "--target"),
    (
      "seek city.yaml --vary pools.crew.capacity --between 2..9 --target roads-km",
      "did you mean 'crews'?"
    ),
    (
      "seek city.yaml --vary programmes.roads.steps.build.takes --between 2..9 --target roads-km",
      "such as programmes.roads.steps.build.takes.pert.0"
    ),
    (
      "seek city.yaml --vary programmes.roads.unit --between 2..9 --target roads-km",
      "could not be compared"
    ),
    (
      "seek city.yaml --vary targets.roads-km.atLeast --between 2..9 --target roads-km",
      "not open to change"
    ),
    (
      "seek city.yaml --vary pools.crews.capacity --between -4..9 --target roads-km",
      "--between: pools.crews.capacity: -4: 'capacity' is -4, it must not be below 0"
    ),
    (
      "seek city.yaml --vary pools.crews.capacity --between 2..9 --target raods-km",
      "did you mean 'roads-km'?"
    ),
    (
      "seek city.yaml --vary pools.crews.capacity --between 2..9 --target sector:x",
      "no sector with firm targets 'x'"
    ),
    ("seek city.yaml --vary pools.crews.capacity --between 2..9 --target group:x", "it has either"),
    (
      "seek city.yaml --vary pools.crews.capacity --between 2..9 --target all --probability 1",
      "above 0 and below 1"
    ),
    (
      "seek city.yaml --vary pools.crews.capacity --between 2..9 --target all --step 0",
      "--step is 0, it"
    ),
  ]) func usage(line: String, says: String) throws {
    let result = try run(line)
    #expect(result.code == 64, "\(line)")
    #expect(result.errors.contains(says), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test("A fault of an option stops everything, and leaves nothing behind") func faults() throws {
    try folder.write(
      Self.scenario.replacing("crews.capacity: 12", with: "crew.capacity: 12"), to: "faulty.yaml")
    for command in ["check faulty.yaml", "run faulty.yaml", "compare faulty.yaml --out results"] {
      let result = try run(command)
      #expect(result.code == 65)
      #expect(
        result.errors.hasPrefix(
          "faulty.yaml:21:52: error: option 'more': there is no 'crew' in 'pools'; "),
        "\(result.errors)")
      #expect(result.output.isEmpty)
    }
    #expect(try !folder.names().contains("results"))
  }

  // MARK: seek

  @Test func seekReports() throws {
    let line =
      "seek city.yaml --vary pools.crews.capacity --between 6..20 --target roads-km --trials 600"
    let result = try run(line)
    #expect(result.code == 0)
    #expect(result.errors.isEmpty)
    #expect(result.output.hasPrefix("Demo: looking for a value\n"))
    #expect(
      result.output.contains(
        "The search varies pools.crews.capacity, which is 10 in the plan as it stands."))
    let search = try document(try run(line + " --format json").output)
    let found = try #require((search["found"] as? [String: Any])?["value"] as? Int)
    #expect(
      result.output.contains("The smallest sufficient value tried is \(found): its probability is ")
    )
    #expect((11...19).contains(found))
    #expect(
      try run(line + " --threads 1 --format json").output
        == run(line + " --threads 3 --format json").output)
    #expect(try run(line + " --lang zh").output.contains("满足要求的最小值为\(found)，"))
    #expect(try run(line + " --format csv").output.hasPrefix("value,probability,"))
    // What it says of a value is what `run` says of a scenario with it.
    try folder.write(
      Self.scenario.replacing("capacity: 10", with: "capacity: \(found)"), to: "found.yaml")
    let forecast = try document(try run("run found.yaml --trials 600 --format json").output)
    let targets = try #require(forecast["targets"] as? [[String: Any]])
    #expect(
      targets[0]["probability"] as? Double
        == (search["found"] as? [String: Any])?["probability"] as? Double)
  }

  @Test func seekSaysWhenNoneWillDo() throws {
    let result = try run(
      "seek city.yaml --vary pools.crews.capacity --between 2..4 --target all --trials 300")
    #expect(result.code == 0)
    // Half a crew could be had, so something lies between.
    #expect(
      result.output.contains(
        "No trial met the goal with any of the 3 values tried from 2 to 4; nothing is known of the values"
      ))
    let flat = try run(
      "seek city.yaml --vary pools.crews.capacity --between 2..4 --target soft-trees --trials 300")
    #expect(flat.output.contains("This number does not affect the goal"))
    #expect(!flat.output.contains("Values tried"))
    let never = try run(
      "seek city.yaml --vary pools.crews.capacity --between 1..2 --target roads-km --trials 300")
    #expect(
      never.output.contains("No trial met the goal with any of the 2 values tried from 1 to 2;"))
    #expect(!never.output.contains("no difference") && !never.output.contains("best"))
  }
}

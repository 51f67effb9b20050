import TestSupport

/// SplitMix64: the tests' own luck, so that they do not lean on the generator they test.
///
/// Source: Steele, Lea and Flood (2014), doi:10.1145/2714064.2660195.
struct Dice {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9e37_79b9_7f4a_7c15 &+ 1 }

  mutating func bits() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(bits() % UInt64(range.count))
  }

  /// A number of hundredths.
  mutating func number(_ low: Double, _ high: Double) -> Double {
    Double(whole(Int((low * 100).rounded())...Int((high * 100).rounded()))) / 100
  }

  mutating func coin(_ chance: Double = 0.5) -> Bool { Double(bits() >> 11) * 0x1p-53 < chance }

  mutating func one(of items: [String]) -> String { items[whole(0...items.count - 1)] }
}

/// A small scenario made at random, over a year: a few programmes of each kind, pools, a season,
/// factors, and risks of every kind.
struct RandomScenario: CustomStringConvertible {
  /// A programme of units, whose numbers are certain so that a test can add them up.
  struct Units {
    let id: String
    let opening: Int
    /// By month number.
    var planned: [Int: Int] = [:]

    func entered(by month: Int) -> Int {
      planned.reduce(opening) { $0 + ($1.key <= month ? $1.value : 0) }
    }
  }

  private(set) var units: [Units] = []
  /// Flows of one step with a backlog, and flows whose output goes on through further steps.
  private(set) var flows: [String] = []
  private(set) var chains: [String] = []
  private var dice: Dice
  private var programmes = ""
  private var pools = ""
  private var targets = ""

  init(_ seed: Int) {
    dice = Dice(seed)
    addPools()
    for number in 0..<dice.whole(2...4) { addUnits("units-\(number)") }
    for number in 0..<dice.whole(0...2) { addFlow("flow-\(number)") }
    for number in 0..<dice.whole(0...2) { addChain("chain-\(number)") }
  }

  var description: String {
    var risks = dice
    return """
      scenario: {id: random, start: 2021-01, months: 12}
      seasons: {works: [.3, .5, .8, 1, 1.3, 1.4, 1.4, 1.3, 1.2, 1.1, .9, .8]}
      pools:
      \(pools)factors:
        skill: {lognormal: {median: 1, sigma: .2}}
        supply: {gamma: {mean: 1, cv: .3}, each: month}
      risks:
      \(RandomScenario.risks(units.map(\.id), flows + chains, &risks))programmes:
      \(programmes)targets:
      \(targets)
      """
  }

  private mutating func addPools() {
    pools += "  crews: {capacity: \(dice.whole(1...9)), whole: \(dice.coin())}\n"
    pools += "  machines: {capacity: {gamma: {mean: \(dice.whole(2...8)), cv: .4}}}\n"
    pools += "  budget: {capacity: \(dice.whole(4...30)), reusable: false, carry: \(dice.coin())}\n"
  }

  private mutating func duration() -> String {
    dice.coin(0.2)
      ? "\(dice.number(0.2, 4))"
      : "{pert: [\(dice.number(0.1, 1)), \(dice.number(1, 3)), \(dice.number(3, 8))]}"
  }

  /// Season, factors, pools: what any step may have.
  private mutating func extras(_ uses: Bool) -> String {
    var text = ""
    if dice.coin(0.4) { text += ", season: works" }
    if dice.coin(0.4) { text += ", factors: {skill: 1, supply: -1}" }
    guard uses, dice.coin(0.6) else { return text }
    var used = ["crews: 1"]
    if dice.coin(0.4) { used = ["machines: \(dice.whole(1...2))"] }
    if dice.coin(0.4) { used.append("budget: \(dice.whole(1...4))") }
    return text
      + ", uses: {\(used.joined(separator: ", "))}, priority: \(dice.whole(1...2))"
  }

  private mutating func addUnits(_ id: String) {
    var programme = Units(id: id, opening: dice.whole(0...6))
    var cohorts: [String] = []
    if programme.opening > 0 {
      cohorts.append("{number: \(programme.opening), size: {gamma: {mean: 2, cv: .5}}}")
    }
    for _ in 0..<dice.whole(1...3) {
      let month = dice.whole(1...10)
      let number = dice.whole(1...5)
      programme.planned[month, default: 0] += number
      cohorts.append("{number: \(number), start: 2021-\(month < 10 ? "0" : "")\(month)}")
    }
    var steps = ""
    let merges = dice.coin(0.3)
    if merges {
      steps += "      plan: {takes: \(duration())\(extras(true))}\n"
      steps += "      land: {takes: \(duration()), after: []}\n"
      steps += "      build: {takes: \(duration())\(extras(true)), after: [plan, land]}\n"
    } else {
      let servers = dice.coin() ? ", servers: \(dice.whole(1...4))" : ""
      let ways =
        dice.coin(0.4) ? ", then: {build: 6, approve: 1, cancelled: 2}" : ""
      steps += "      approve: {chance: \(dice.number(0.2, 1))\(servers)\(extras(true))\(ways)}\n"
      steps += "      build: {takes: \(duration())\(extras(true)), cost: 2}\n"
    }
    let opens = dice.coin(0.3) ? ", opens: [3, 6, 9, 12]" : ""
    steps += "      open: {takes: \(duration())\(opens)}\n"
    units.append(programme)
    add(id, "    cohorts: [\(cohorts.joined(separator: ", "))]\n", steps)
  }

  private mutating func addFlow(_ id: String) {
    flows.append(id)
    let law =
      dice.coin() ? "{poisson: \(dice.number(0.5, 9))}" : "{gamma: {mean: 5, cv: .6}}"
    var step = "rate: \(law), backlog: \(dice.whole(0...5)), cap: \(dice.whole(3...9))"
    if dice.coin() { step += ", remaining: \(dice.whole(10...50))" }
    add(id, "", "      build: {\(step)\(extras(true)), cost: 3}\n")
  }

  private mutating func addChain(_ id: String) {
    chains.append(id)
    let rate = "rate: {poisson: \(dice.number(0.5, 6))}, remaining: \(dice.whole(5...40))"
    let steps =
      "      build: {\(rate)\(extras(false))}\n"
      + "      connect: {takes: \(duration())\(extras(true))}\n"
    add(id, "", steps)
  }

  private mutating func add(_ id: String, _ cohorts: String, _ steps: String) {
    // The first two are in different sectors, so that both can be named.
    let sector = id == "units-0" ? "a" : id == "units-1" ? "b" : dice.one(of: ["a", "b"])
    programmes += "  \(id):\n    unit: thing\n    sector: \(sector)\n"
    programmes += cohorts + "    steps:\n" + steps
    for (name, reading) in [("done", "completed"), ("wip", "inProgress"), ("began", "started")] {
      targets +=
        "  \(id)-\(name): {measure: {number: \(id).\(reading)}, atLeast: \(dice.whole(1...8)), "
        + "due: 2021-12}\n"
    }
  }

  private static func risks(_ units: [String], _ flows: [String], _ dice: inout Dice) -> String {
    let all = units + flows
    var text = "  storm: {chance: \(dice.number(0, 1)), on: [\(dice.one(of: all))], speed: 0, "
    text += "window: [2021-03, 2021-06], lasts: {uniform: [0, 3]}}\n"
    text += "  rain: {monthly: .3, on: ['sector:a', 'sector:b'], speed: .5}\n"
    text += "  slump: {monthly: .2, ends: .4, on: [\(dice.one(of: all))], speed: .3}\n"
    text += "  find: {chance: .3, each: unit, on: [\(dice.one(of: units))], "
    text += "delay: {uniform: [0, 2]}}\n"
    text += "  strike: {chance: .4, on: [pools.crews, pools.budget], capacity: .5}\n"
    return text
  }
}

/// A small scenario made at random, over a year: programmes, pools and risks of every kind, correlated
/// factors, gates, and targets that read what a test has to add up.
struct RandomScenario: CustomStringConvertible {
  /// A programme whose units enter in numbers that are certain, so that a test can add them up.
  struct Units {
    let id: String
    let opening: Int
    /// By month number.
    var planned: [Int: Int] = [:]
    /// At the end of every month; some may be turned away.
    var arriving = 0
    var isCancelled = false

    /// Those that have come by a month's end, turned away or not.
    func come(by month: Int) -> Int {
      planned.reduce(opening + arriving * month) { $0 + ($1.key <= month ? $1.value : 0) }
    }
  }

  /// A flow of a certain quantity every month, which no season, factor or risk touches.
  struct Certain {
    let id: String
    let rate: Double
    /// Nil when what is over is lost.
    let backlog: Double?
  }

  /// An index and the bounds it stays within.
  struct Level {
    let id: String
    let bounds: ClosedRange<Double>
  }

  private(set) var units: [Units] = []
  /// Flows of one step with a backlog, and flows whose output goes on through further steps.
  private(set) var flows: [String] = []
  private(set) var chains: [String] = []
  private(set) var certain: [Certain] = []
  private(set) var levels: [Level] = []
  /// Whether a pool of whole units is used: only then does the order of the file matter.
  let hasWholePools: Bool
  private var dice: Dice
  private var programmes = ""
  private var targets = ""
  /// Programmes that use the pool that is split.
  private var sharers: [String] = []
  /// Programmes that end, and so may be waited for.
  private var ending: [String] = []

  init(_ seed: Int) {
    dice = Dice(seed)
    hasWholePools = dice.coin()
    for number in 0..<dice.whole(2...4) { addUnits("units-\(number)") }
    for number in 0..<dice.whole(0...2) { addFlow("flow-\(number)") }
    for number in 0..<dice.whole(0...2) { addChain("chain-\(number)") }
    for number in 0..<dice.whole(0...1) { addCertain("certain-\(number)") }
    for number in 0..<dice.whole(0...1) { addLevel("level-\(number)") }
  }

  var description: String {
    var last = dice
    return """
      scenario: {id: random, start: 2021-01, months: 12}
      seasons: {works: [.3, .5, .8, 1, 1.3, 1.4, 1.4, 1.3, 1.2, 1.1, .9, .8]}
      pools:
      \(pools(&last))factors:
        skill: {lognormal: {median: 1, sigma: .2}}
        supply: {gamma: {mean: 1, cv: .3}, each: month}
        trade: {gamma: {mean: 1, cv: .2}}
        mood: {uniform: [.8, 1.2]}
      correlations:
      \(correlations(&last))risks:
      \(risks(&last))programmes:
      \(programmes)targets:
      \(targets)
      """
  }

  // MARK: What programmes share

  private func pools(_ dice: inout Dice) -> String {
    let lean = "[3, 2, 4, 4, 5, 6, 6, 5, 4, 4, 3, 2]"
    var text = "  crews: {capacity: \(dice.whole(1...9)), whole: \(hasWholePools)}\n"
    text += "  machines: {capacity: {gamma: {mean: \(dice.whole(2...8)), cv: .4}}, season: works}\n"
    text += "  budget: {capacity: \(dice.coin() ? lean : "\(dice.whole(4...30))"), "
    text += "reusable: false, carry: \(dice.coin())}\n"
    text += "  land: {capacity: \(dice.whole(1...6)), reusable: false, "
    text += "carry: \(dice.coin()), whole: \(hasWholePools)}\n"
    guard !sharers.isEmpty else { return text }
    text += "  grants: {capacity: {uniform: [2, 9]}, reusable: false, carry: \(dice.coin()), "
    let shares = sharers.map { "\($0): \(dice.whole(1...3))" }
    return text + "split: {\(shares.joined(separator: ", "))}}\n"
  }

  private func correlations(_ dice: inout Dice) -> String {
    let (a, b) = (dice.number(-0.6, 0.6), dice.number(-0.6, 0.6))
    return "  - factors: [skill, trade, mood]\n"
      + "    matrix: [[1, \(a), 0], [\(a), 1, \(b)], [0, \(b), 1]]\n"
  }

  private func risks(_ dice: inout Dice) -> String {
    let names = units.map(\.id)
    let all = names + flows + chains
    let (any, unit) = (dice.one(of: all), dice.one(of: names))
    var text = "  storm: {chance: \(dice.number(0, 1)), on: [\(any)], speed: 0, "
    text += "window: [2021-03, 2021-06], lasts: {uniform: [0, 3]}}\n"
    text += "  flood: {chance: .1, given: {storm: .7}, on: ['tag:wet'], speed: .6, cost: 2}\n"
    text += "  rain: {monthly: .3, on: ['sector:a', 'sector:b'], speed: .5}\n"
    text += "  freeze: {monthly: .2, lasts: {table: {values: [1, 2], weights: [1, 1]}}, "
    text += "window: [2021-01, 2021-04], on: [\(dice.one(of: all))], speed: {uniform: [.2, .9]}}\n"
    text += "  slump: {monthly: .2, ends: .4, acting: \(dice.coin()), on: [\(dice.one(of: all))], "
    text += "speed: .3}\n"
    text += "  find: {chance: .3, each: unit, on: [\(unit)], delay: {uniform: [0, 2]}}\n"
    text += "  protest: {chance: .2, each: unit, on: [\(dice.one(of: names))], speed: 0, cost: 2, "
    text += "window: [2021-04, 2021-08], lasts: 2}\n"
    text += "  design: {chance: .5, on: [\(dice.one(of: names))], delay: 1, lasts: 1}\n"
    text += "  strike: {chance: .4, on: [pools.crews, pools.budget], capacity: .5}\n"
    return text + "  boom: {monthly: .1, on: [\(dice.one(of: all))], speed: 1.5}\n"
  }

  // MARK: Steps

  private mutating func duration() -> String {
    switch dice.whole(0...6) {
    case 0: "\(dice.number(0.2, 4))"
    case 2: dice.coin(0.3) ? "0" : "{table: {values: [0, .4, 2], weights: [1, 1, 1]}}"
    case 1: "{gamma: {mean: \(dice.number(0.5, 4)), cv: .5}, each: trial}"
    default: "{pert: [\(dice.number(0.1, 1)), \(dice.number(1, 3)), \(dice.number(3, 8))]}"
    }
  }

  private mutating func chance() -> String {
    switch dice.whole(0...3) {
    case 0: "{beta: {alpha: 2, beta: 3}}"
    case 1: "{uniform: [.1, .9], each: \(dice.coin() ? "unit" : "month")}"
    default: "\(dice.number(0.2, 1))"
    }
  }

  /// Season, factors, pools: what any step may have. Land is for steps that use nothing up slowly.
  private mutating func extras(
    _ id: String, uses: Bool = true, land: Bool = false, isPlain: Bool = false
  ) -> String {
    var text = ""
    if !isPlain {
      if dice.coin(0.4) { text += ", season: works" }
      if dice.coin(0.4) { text += ", factors: {skill: 1, supply: -1, trade: .5}" }
      if dice.coin(0.2) { text += ", window: [2021-02, 2021-10]" }
      if dice.coin(0.3) { text += ", tags: [wet]" }
    }
    guard uses, dice.coin(0.6) else { return text }
    var used = ["crews: 1"]
    if dice.coin(0.4) { used = ["machines: \(dice.whole(1...2))"] }
    if dice.coin(0.4) { used.append("budget: \(dice.whole(1...4))") }
    if land, dice.coin(0.3) { used.append("land: 1") }
    if dice.coin(0.2) {
      used.append("grants: \(dice.whole(1...2))")
      if !sharers.contains(id) { sharers.append(id) }
    }
    return text
      + ", uses: {\(used.joined(separator: ", "))}, priority: \(dice.whole(1...2))"
  }

  // MARK: Programmes

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
    let shape = dice.whole(0...4)
    // Arrivals count what stands at the one step they enter.
    if shape != 0, dice.coin(0.3) {
      programme.arriving = dice.whole(1...2)
      let entry = shape == 4 ? ", at: work" : ""
      cohorts.append(
        "{number: \(programme.arriving), monthly: true, ceiling: \(dice.whole(2...6))\(entry)}")
    }
    let steps: String
    (steps, programme.isCancelled) = unitSteps(shape, id)
    let gate = ending.isEmpty || dice.coin(0.7) ? "" : ", after: [\(dice.one(of: ending))]"
    let opens = dice.coin(0.3) ? ", opens: [3, 6, 9, 12]" : ""
    let last = shape == 4 ? "" : "      open: {takes: \(duration())\(opens)\(gate)}\n"
    units.append(programme)
    if programme.arriving == 0 { ending += [id] + (shape == 1 ? [id + ".approve"] : []) }
    var readings = ["lost"]
    if programme.isCancelled { readings.append("cancelled") }
    add(id, cohorts: cohorts, steps + last, readings)
  }

  /// A merge, rework, a line that blocks, a stock worked off, and a permit that may end it all.
  private mutating func unitSteps(_ shape: Int, _ id: String) -> (String, isCancelled: Bool) {
    let servers = { (dice: inout Dice) in
      dice.coin() ? ", servers: \(dice.whole(1...4))" : ""
    }
    switch shape {
    case 0:
      return (
        """
              plan: {takes: \(duration())\(extras(id))}
              land: {chance: \(chance())\(extras(id, land: true)), after: []}
              build: {takes: \(duration())\(extras(id)), after: [plan, land]}

        """, false
      )
    case 1:
      let cancels = dice.coin()
      let ways = cancels ? "{build: 6, approve: 1, cancelled: 2}" : "{build: 3, approve: 1}"
      return (
        """
              approve: {chance: \(chance())\(servers(&dice))\(extras(id, land: true)), then: \(ways)}
              build: {takes: \(duration())\(servers(&dice))\(extras(id)), cost: 2, then: {open: 4, approve: 1}}

        """, cancels
      )
    case 2:
      return (
        """
              cut: {chance: \(chance()), servers: \(dice.whole(1...3))\(extras(id))}
              weld: {takes: \(duration()), servers: \(dice.whole(1...2)), buffer: \(dice.whole(1...4))\(extras(id))}
              test: {chance: \(chance())\(servers(&dice)), buffer: \(dice.whole(1...3))}

        """, false
      )
    case 3:
      return (
        """
              approve: {chance: \(chance())\(servers(&dice))}
              build: {rate: {poisson: \(dice.number(0.5, 6))}\(extras(id, land: true)), cost: 3}

        """, false
      )
    default:
      return (
        """
              work: {takes: \(duration())\(servers(&dice))\(extras(id))}
              permit: {chance: \(chance())\(extras(id, land: true)), after: [], then: {done: 4, cancelled: 1}}

        """, true
      )
    }
  }

  private mutating func addFlow(_ id: String) {
    flows.append(id)
    let distribution =
      dice.coin() ? "{poisson: \(dice.number(0.5, 9))}" : "{gamma: {mean: 5, cv: .6}}"
    var step = "rate: \(distribution), backlog: \(dice.whole(0...5)), cap: \(dice.whole(3...9))"
    if dice.coin() { step += ", remaining: \(dice.whole(10...50))" }
    add(id, "      build: {\(step)\(extras(id, land: true)), cost: 3}\n", ["lost"])
  }

  /// An endless step or a rate, and what its output goes on to.
  private mutating func addChain(_ id: String) {
    chains.append(id)
    let rate = "rate: {poisson: \(dice.number(0.5, 6))}, remaining: \(dice.whole(5...40))"
    let endless = "chance: \(chance()), servers: \(dice.whole(1...3)), endless: true"
    add(
      id,
      "      build: {\(dice.coin(0.7) ? rate : endless)\(extras(id, uses: false))}\n"
        + "      connect: {takes: \(duration())\(extras(id))}\n")
  }

  private mutating func addCertain(_ id: String) {
    let backlog = dice.coin() ? Double(dice.whole(0...9)) : nil
    let flow = Certain(id: id, rate: Double(dice.whole(1...9)), backlog: backlog)
    certain.append(flow)
    var step = "rate: \(flow.rate), cap: \(dice.whole(1...9)), remaining: \(dice.whole(20...90))"
    if let backlog { step += ", backlog: \(backlog)" }
    add(
      id, sector: "none", "      build: {\(step)\(extras(id, land: true, isPlain: true))}\n",
      ["lost"])
  }

  private mutating func addLevel(_ id: String) {
    let bounds = -Double(dice.whole(0...3))...Double(dice.whole(1...5))
    levels.append(Level(id: id, bounds: bounds))
    programmes += "  \(id): {unit: point, sector: none, steps: {drift: {"
    programmes += "rate: {normal: {mean: .1, sd: 1}}, season: works, start: 0, "
    programmes += "bounds: [\(bounds.lowerBound), \(bounds.upperBound)]}}}\n"
    targets += "  \(id): {measure: \(id).level, atLeast: 1, due: 2021-12}\n"
  }

  private mutating func add(
    _ id: String, sector: String? = nil, cohorts: [String] = [], _ steps: String,
    _ readings: [String] = []
  ) {
    // The first two are in different sectors, so that both can be named.
    let sector =
      sector ?? (id == "units-0" ? "a" : id == "units-1" ? "b" : dice.one(of: ["a", "b"]))
    programmes += "  \(id):\n    unit: thing\n    sector: \(sector)\n"
    if id == "units-0" { programmes += "    tags: [wet]\n" }
    if !cohorts.isEmpty { programmes += "    cohorts: [\(cohorts.joined(separator: ", "))]\n" }
    programmes += "    steps:\n" + steps
    for reading in ["completed", "inProgress", "started"] + readings {
      targets +=
        "  \(id)-\(reading.lowercased()): {measure: {number: \(id).\(reading)}, "
        + "atLeast: \(dice.whole(1...8)), due: 2021-12}\n"
    }
  }
}

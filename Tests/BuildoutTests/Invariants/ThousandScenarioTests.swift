import Buildout
import TestSupport
import Testing

/// What must hold in every month of every passage, whatever the scenario: a thousand of them in the
/// long proof, some every day.
@Suite struct ThousandScenarioTests {
  static let seeds = 0..<(Proof.isLong ? 1_000 : 60)
  static let trials = Proof.isLong ? 10 : 2

  private func each(_ body: (RandomScenario, Plan, UInt64) throws -> Void) throws {
    for seed in Self.seeds {
      let random = RandomScenario(seed)
      try body(random, Compiled.plan(random.description), UInt64(seed))
    }
  }

  @Test func whatEntersLeavesOrStays() throws {
    try each { random, plan, seed in
      for trial in 0..<Self.trials {
        for (index, month) in plan.trace(trial: trial, seed: seed).months.enumerated() {
          let readings = Readings(month)
          checkUnits(random, readings, index + 1)
          checkFlows(random, readings, index + 1)
          checkStocks(random, month)
          checkPools(random, month)
        }
      }
    }
  }

  /// A month's readings of targets by their ids.
  private struct Readings {
    private let values: [String: Double]

    init(_ month: Trace.MonthTrace) {
      values = Dictionary(uniqueKeysWithValues: month.targets.map { ($0.target, $0.value) })
    }

    subscript(_ id: String, _ reading: String) -> Double { values["\(id)-\(reading)"] ?? 0 }
    subscript(level id: String) -> Double { values[id] ?? .nan }
  }

  /// To the unit: who has come is finished, cancelled, on the way or was turned away.
  private func checkUnits(_ random: RandomScenario, _ readings: Readings, _ month: Int) {
    for programme in random.units {
      let id = programme.id
      let gone = readings[id, "completed"] + readings[id, "cancelled"]
      let stay = readings[id, "inprogress"]
      let come = Double(programme.come(by: month))
      #expect(
        gone + stay + readings[id, "lost"] == come, "\(id), month \(month): \(come) came\n\(random)"
      )
      let begun = readings[id, "started"] + Double(programme.opening)
      #expect(gone <= begun && begun <= gone + stay + Double(programme.opening), "\(id)\n\(random)")
    }
  }

  /// What is made is finished or on the way; what was called for is done, waits or is lost.
  private func checkFlows(_ random: RandomScenario, _ readings: Readings, _ month: Int) {
    for id in random.chains {
      let stay = readings[id, "inprogress"]
      #expect(readings[id, "started"] == readings[id, "completed"] + stay, "\(id)\n\(random)")
    }
    for flow in random.certain {
      let called = (flow.backlog ?? 0) + flow.rate * Double(month)
      let rest = flow.backlog == nil ? readings[flow.id, "lost"] : readings[flow.id, "inprogress"]
      let found = readings[flow.id, "completed"] + rest
      #expect((found - called).magnitude <= 1e-9 * called, "\(flow.id): \(found)\n\(random)")
    }
    for level in random.levels {
      #expect(level.bounds.contains(readings[level: level.id]), "\(level.id)\n\(random)")
    }
  }

  private func checkStocks(_ random: RandomScenario, _ month: Trace.MonthTrace) {
    for reading in month.programmes {
      let gains = [reading.started, reading.completed, reading.cancelled, reading.spent]
      #expect(gains.allSatisfy { $0 >= -1e-9 }, "\(reading)\n\(random)")
      #expect(reading.backlog >= -1e-9 && reading.inProgress >= -1e-9, "\(reading)\n\(random)")
      #expect(reading.backlog <= reading.inProgress + 1e-9, "\(reading)\n\(random)")
      if random.flows.contains(reading.programme) {
        #expect(reading.started == reading.completed, "\(reading)\n\(random)")
        #expect(reading.inProgress == reading.backlog, "\(reading)\n\(random)")
      }
    }
  }

  private func checkPools(_ random: RandomScenario, _ month: Trace.MonthTrace) {
    for pool in month.pools {
      let slack = 1e-9 * max(1, pool.capacity)
      #expect(pool.capacity >= 0 && pool.granted >= 0 && pool.asked >= 0, "\(pool)\n\(random)")
      #expect(pool.granted <= pool.capacity + slack, "\(pool)\n\(random)")
      #expect(pool.granted <= pool.asked + slack, "\(pool)\n\(random)")
    }
  }

  // MARK: What may not matter

  /// Both plans make the same passages: the same risks, grants and readings in every month.
  private func expectSame(
    _ one: Plan, _ other: Plan, _ seed: UInt64, without risk: String? = nil, _ reason: String
  ) {
    for trial in 0..<Self.trials {
      let pairs = zip(
        one.trace(trial: trial, seed: seed).months, other.trace(trial: trial, seed: seed).months)
      for (a, b) in pairs {
        let isSame =
          a.acting.filter { $0 != risk } == b.acting.filter { $0 != risk }
          && a.factors == b.factors && a.pools == b.pools
          && a.programmes.sorted { $0.programme < $1.programme }
            == b.programmes.sorted { $0.programme < $1.programme }
          && a.targets.sorted { $0.target < $1.target }
            == b.targets.sorted { $0.target < $1.target }
        guard !isSame else { continue }
        let (left, right) = (Self.lines(a), Self.lines(b))
        let difference = zip(left, right).filter { $0.0 != $0.1 }.map { "\($0.0)\n\($0.1)\n" }
        Issue.record("trial \(trial), \(a.month): \(difference.joined())\(reason)")
        return
      }
    }
  }

  private static func lines(_ month: Trace.MonthTrace) -> [String] {
    ["acting: \(month.acting)"] + month.factors.map { "\($0)" } + month.pools.map { "\($0)" }
      + month.programmes.map { "\($0)" }.sorted() + month.targets.map { "\($0)" }.sorted()
  }

  /// Titles, and the order of everything that is not a list of steps; of whole units, which are served
  /// in the order of the file by design, programmes keep theirs.
  @Test func titlesAndOrderChangeNoNumber() throws {
    try each { random, plan, seed in
      var turned = plan.scenario
      let text = Text(en: "Another", zh: "别的")
      turned.title = text
      turned.seasons.reverse()
      turned.pools.reverse()
      turned.factors.reverse()
      turned.risks.reverse()
      turned.targets.reverse()
      if !random.hasWholePools { turned.programmes.reverse() }
      for index in turned.pools.indices {
        let pool = turned.pools[index]
        turned.pools[index] = try pool.with(split: pool.split.reversed())
        turned.pools[index].title = text
      }
      for index in turned.factors.indices { turned.factors[index].title = text }
      for index in turned.risks.indices {
        let risk = turned.risks[index]
        turned.risks[index] = try risk.with(on: risk.on.reversed())
        turned.risks[index].title = text
      }
      for index in turned.targets.indices { turned.targets[index].title = text }
      for index in turned.programmes.indices { try turned.programmes[index].turn(title: text) }
      expectSame(plan, try Plan(turned), seed, "titles and order\n\(random)")
    }
  }

  /// A risk that cannot happen, and the plan without it.
  @Test func aRiskWithoutAChanceChangesNoBit() throws {
    try each { random, plan, seed in
      for (index, risk) in plan.scenario.risks.enumerated() where index % 3 == Int(seed) % 3 {
        // What another risk's chance depends on cannot be taken out.
        guard risk.id != "storm" else { continue }
        var never = plan.scenario
        let none = Quantity(try .constant(0), each: .trial)
        let occurrence: Risk.Occurrence =
          switch risk.occurrence {
          case .chance(_, let each): .chance(none, each: each)
          case .monthly: .monthly(none)
          case .regime(_, let ends, _): .regime(starts: none, ends: ends, acting: false)
          }
        never.risks[index] = try risk.alone(occurrence, lasts: risk.lasts)
        var without = plan.scenario
        without.risks.remove(at: index)
        let reason = "\(risk.id) without a chance\n\(random)"
        expectSame(try Plan(never), try Plan(without), seed, without: risk.id, reason)
      }
    }
  }

  /// A certain event is the same whether it is settled once, strikes every month, or is a spell that
  /// never ends; and one that halves a capacity or doubles a cost is the half or the double.
  @Test func aCertainRiskIsTheCertainEvent() throws {
    try each { random, plan, seed in
      let one = Quantity(try .constant(1), each: .trial)
      let zero = Quantity(try .constant(0), each: .trial)
      for (place, risk) in plan.scenario.risks.enumerated() where place % 3 == Int(seed) % 3 {
        if case .chance(_, each: .unit) = risk.occurrence { continue }
        var plans: [Plan] = []
        for occurrence in [
          .chance(one, each: .trial), .monthly(one),
          .regime(starts: zero, ends: zero, acting: true),
        ] as [Risk.Occurrence] {
          var certain = plan.scenario
          certain.risks[place] = try risk.alone(occurrence)
          // A condition is settled by a chance once a trial.
          certain.risks.removeAll { $0.given?.risk == risk.id }
          plans.append(try Plan(certain))
        }
        let reason = "\(risk.id) for certain\n\(random)"
        expectSame(plans[0], plans[1], seed, reason)
        expectSame(plans[0], plans[2], seed, reason)
        guard risk.id == "strike" else { continue }
        var halved = plan.scenario
        halved.risks.remove(at: place)
        for index in halved.pools.indices where risk.on.contains(.pool(halved.pools[index].id)) {
          let pool = halved.pools[index]
          halved.pools[index] = try pool.with(
            capacity: pool.capacity.map { capacity in
              Quantity(try .constant((capacity.constant ?? 0) / 2), each: .month)
            })
        }
        expectSame(plans[0], try Plan(halved), seed, without: risk.id, "halved pools\n\(random)")
      }
    }
  }

  // MARK: More crews

  /// A step that alone uses its pool and has no way back to it: on the same random draws a further crew never
  /// costs a completion. (A unit that is faster may meet others at a second step, and be late for
  /// them; what keeps arriving may find no room.)
  @Test func moreCrewsNeverCompleteLess() throws {
    for seed in Self.seeds {
      var dice = Dice(seed)
      let isWhole = dice.coin()
      let programme = OneStep(&dice, isWhole: isWhole)
      var fewer = Array(repeating: 0.0, count: 12)
      for crews in [0, 1, 2, 3, 5, 9] {
        let plan = try Compiled.plan(programme.yaml(crews: crews, isWhole: isWhole))
        let months = plan.trace(trial: 0, seed: UInt64(seed)).months
        let completed = months.map { $0.targets.first?.value ?? .nan }
        for (more, less) in zip(completed, fewer) {
          #expect(
            more >= less - 1e-9 * less,
            "\(crews) crews\n\(programme.yaml(crews: crews, isWhole: isWhole))")
        }
        fewer = completed
      }
    }
  }

  /// Units through one step, or a rate.
  private struct OneStep {
    private let cohorts: String
    private let step: String
    private let risks: String

    init(_ dice: inout Dice, isWhole: Bool) {
      let isRate = dice.coin(0.3)
      var step: String
      switch (isRate, dice.whole(0...3)) {
      case (true, 3): step = "rate: {poisson: 4.5}, backlog: 2"
      case (true, 0): step = "rate: {gamma: {mean: 3, cv: .6}}, backlog: \(dice.whole(0...9))"
      case (true, 1): step = "rate: {uniform: [0, 6]}, cap: 4, backlog: 2, remaining: 30"
      case (true, _): step = "rate: {lognormal: {median: 3, sigma: .7}}"
      case (false, 0): step = "chance: \(dice.number(0.1, 0.9))"
      case (false, 1): step = "takes: {pert: [.5, 2, 6]}"
      case (false, _): step = "takes: {gamma: {mean: 1.5, cv: .8}}"
      }
      if dice.coin() { step += ", season: works" }
      if dice.coin() { step += ", factors: {skill: 1}" }
      let hasServers = !isRate && dice.coin(0.3)
      if hasServers { step += ", servers: \(dice.whole(1...4))" }
      if !isRate, dice.coin(0.3) { step += ", opens: [3, 6, 9, 12]" }
      self.step = step
      cohorts =
        isRate
        ? ""
        : "cohorts: [{number: \(dice.whole(0...6))}, {number: {poisson: 3}, start: 2021-04}, "
          + "{number: {poisson: .5}, monthly: true}], "
      var risks = "rain: {monthly: .3, on: [jobs], speed: \(dice.number(0, 1))}"
      // Who still waits for a server is spared a delay.
      if step.contains("takes"), !hasServers {
        risks += ", find: {chance: .5, on: [jobs], delay: 1}"
      }
      if !isRate { risks += ", protest: {chance: .3, each: unit, on: [jobs], speed: .5}" }
      self.risks = risks
    }

    func yaml(crews: Int, isWhole: Bool) -> String {
      """
      scenario: {id: crews, start: 2021-01, months: 12}
      seasons: {works: [.3, .5, .8, 1, 1.3, 1.4, 1.4, 1.3, 1.2, 1.1, .9, .8]}
      factors: {skill: {lognormal: {median: 1, sigma: .2}, each: month}}
      pools: {crews: {capacity: \(crews), whole: \(isWhole)}}
      risks: {\(risks)}
      programmes: {jobs: {unit: job, \(cohorts)steps: {work: {\(step), uses: {crews: 1}}}}}
      targets: {t: {measure: jobs.completed, atLeast: 9, due: 2021-12}}
      """
    }
  }
}

extension Programme {
  /// Everything in the opposite order but the steps, whose order has a meaning.
  fileprivate mutating func turn(title text: Text) throws {
    title = text
    cohorts.reverse()
    tags.reverse()
    for step in steps.indices {
      let old = steps[step]
      steps[step] = try old.with(
        factors: old.factors.reversed(), uses: old.uses.reversed(), then: old.then.reversed())
      steps[step].title = text
    }
  }
}

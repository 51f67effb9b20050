import Buildout
import TestSupport
import Testing

/// What must hold in every month of every passage, whatever the scenario.
@Suite struct ConservationTests {
  static let seeds = 0..<(Proof.isLong ? 2_000 : 24)
  static let trials = Proof.isLong ? 25 : 4

  private func eachTrace(_ body: (RandomScenario, Trace) throws -> Void) throws {
    for seed in Self.seeds {
      let random = RandomScenario(seed)
      let plan = try Compiled.plan(random.description)
      for trial in 0..<Self.trials {
        try body(random, plan.trace(trial: trial, seed: UInt64(seed)))
      }
    }
  }

  private func value(_ month: Trace.MonthTrace, _ target: String) throws -> Double {
    try #require(month.targets.first { $0.target == target }).value
  }

  @Test func unitsThatEnterLeaveOrStay() throws {
    try eachTrace { random, trace in
      for programme in random.units {
        var cancelled = 0.0
        var entered = 0.0
        for (place, month) in trace.months.enumerated() {
          let reading = try #require(month.programmes.first { $0.programme == programme.id })
          // Cancelled units are known by quantity only, and so are checked as what is missing.
          cancelled += reading.cancelled
          entered = Double(programme.entered(by: place + 1))
          let done = try value(month, programme.id + "-done")
          let wip = try value(month, programme.id + "-wip")
          let began = try value(month, programme.id + "-began")
          let missing = entered - done - wip
          #expect(
            cancelled == 0 ? missing == 0 : missing >= 1,
            "\(missing) missing, \(cancelled) cancelled\n\(random)")
          #expect(missing == missing.rounded() && missing >= 0, "\(random)")
          #expect(began <= entered - Double(programme.opening), "\(random)")
          #expect(done + missing <= began + Double(programme.opening), "\(random)")
        }
      }
    }
  }

  @Test func flowsPassOnWhatTheyStart() throws {
    try eachTrace { random, trace in
      for month in trace.months {
        for id in random.flows {
          let reading = try #require(month.programmes.first { $0.programme == id })
          #expect(reading.started == reading.completed, "\(random)")
          #expect(reading.inProgress == reading.backlog, "\(random)")
        }
        for id in random.chains {
          let began = try value(month, id + "-began")
          let done = try value(month, id + "-done")
          #expect(began == done + (try value(month, id + "-wip")), "\(random)")
        }
      }
    }
  }

  @Test func stocksAreNeverNegative() throws {
    try eachTrace { random, trace in
      for month in trace.months {
        for reading in month.programmes {
          let gains = [reading.started, reading.completed, reading.cancelled, reading.spent]
          #expect(gains.allSatisfy { $0 >= -1e-9 }, "\(reading)\n\(random)")
          #expect(reading.backlog >= 0 && reading.inProgress >= 0, "\(reading)\n\(random)")
          #expect(reading.backlog <= reading.inProgress + 1e-9, "\(reading)\n\(random)")
        }
      }
    }
  }

  @Test func poolsGrantNoMoreThanTheyHave() throws {
    try eachTrace { random, trace in
      for month in trace.months {
        for pool in month.pools {
          let slack = 1e-9 * max(1, pool.capacity)
          #expect(pool.granted >= 0 && pool.asked >= 0, "\(pool)\n\(random)")
          #expect(pool.granted <= pool.capacity + slack, "\(pool)\n\(random)")
          #expect(pool.granted <= pool.asked + slack, "\(pool)\n\(random)")
        }
      }
    }
  }

  /// Not by the pool's own books: with a chance of 1, what is completed is what was worked on.
  @Test func noMoreIsCompletedThanThereAreCrews() throws {
    for seed in Self.seeds {
      var dice = Dice(seed)
      let crews = dice.whole(0...7)
      var yaml = "scenario: {id: crews, start: 2021-01, months: 6}\n"
      yaml += "pools: {crews: {capacity: \(crews), whole: true}}\nprogrammes:\n"
      for id in ["a", "b", "c"] {
        yaml += "  \(id): {unit: job, cohorts: [{number: \(dice.whole(1...9))}, "
        yaml += "{number: \(dice.whole(1...9)), start: 2021-03}], "
        yaml += "steps: {work: {chance: 1, uses: {crews: 1}, priority: \(dice.whole(1...2))}}}\n"
      }
      yaml += "targets: {t: {measure: a.completed, atLeast: 1, due: 2021-06}}\n"
      let trace = try Compiled.plan(yaml).trace(trial: 0, seed: 1)
      for month in trace.months {
        let completed = month.programmes.reduce(0) { $0 + $1.completed }
        let asked = try #require(month.pools.first).asked
        #expect(completed == min(Double(crews), asked), "\(yaml)")
      }
    }
  }

  /// One step, one pool: on the same luck a further crew never costs a completion.
  @Test(arguments: [true, false], ["chance: .4", "takes: {pert: [.5, 2, 5]}"])
  func moreCrewsNeverCompleteLess(_ isWhole: Bool, _ work: String) throws {
    for trial in 0..<(Proof.isLong ? 1_000 : 25) {
      var fewer = [Double](repeating: 0, count: 12)
      for crews in [0, 1, 2, 3, 5, 8, 12] {
        let plan = try Compiled.plan(
          """
          scenario: {id: crews, start: 2021-01, months: 12}
          pools: {crews: {capacity: \(crews), whole: \(isWhole)}}
          programmes:
            jobs:
              unit: job
              cohorts: [{number: 6}, {number: 5, start: 2021-04}, {number: {poisson: .5}, monthly: true}]
              steps: {work: {\(work), uses: {crews: 1}}}
          targets: {t: {measure: jobs.completed, atLeast: 9, due: 2021-12}}
          """)
        let trace = plan.trace(trial: trial, seed: 11)
        let completed = try trace.months.map { try value($0, "t") }
        for (more, less) in zip(completed, fewer) {
          #expect(more >= less, "trial \(trial), \(crews) crews, \(work)")
        }
        fewer = completed
      }
    }
  }
}

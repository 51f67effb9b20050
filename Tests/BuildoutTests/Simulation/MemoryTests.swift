import TestSupport
import Testing

@testable import Buildout

@Suite struct MemoryTests {
  private func wide(_ targets: Int, months: Int = 12) throws -> Plan {
    let programmes = (0..<targets).map {
      "  p\($0): {unit: u, steps: {s: {rate: {gamma: {mean: 5, cv: .5}}}}}"
    }
    let promises = (0..<targets).map {
      "  t\($0): {measure: p\($0).completed, atLeast: 50, due: 2021-12}"
    }
    return try Compiled.plan(
      """
      scenario: {id: wide, start: 2021-01, months: \(months)}
      programmes:
      \(programmes.joined(separator: "\n"))
      targets:
      \(promises.joined(separator: "\n"))
      """)
  }

  /// Rounds are whole blocks or even parts of one, have work for every worker, and grow with neither
  /// the trials nor, beyond a chunk for each, the threads.
  @Test func roundsFitIntoTheirBudget() throws {
    for (targets, months) in [(1, 1), (3, 12), (200, 120), (1_500, 120)] {
      let plan = try wide(targets, months: max(12, months))
      for threads in [1, 2, 8, 64, 256] {
        for trials in [1, 9, 300, 100_000, 1_000_000_000] {
          for precision in [nil, 1.0] {
            let settings = RunSettings(trials: trials, threads: threads, precision: precision)
            let layout = Round.layout(plan, settings)
            let (capacity, workers) = layout
            #expect(capacity % Block.size == 0 || Block.size % capacity == 0)
            #expect(capacity % Round.lanes == 0 && workers >= 1 && workers <= threads)
            #expect(workers * Round.lanes <= capacity)
            if precision != nil { #expect(capacity <= Block.size) }
            let least = Round.size(plan, trials: 2 * workers * Round.lanes)
            #expect(Round.size(plan, trials: capacity) <= max(80 << 20, least))
          }
        }
      }
    }
  }

  /// A round of a part of a block gives what one of many blocks gives, to the bit.
  @Test func partsOfABlockGiveTheSame() async throws {
    let plan = try wide(20)
    let settings = RunSettings(trials: 700, seed: 9)
    let expected = try await plan.forecast(settings)
    for capacity in [8, 32, 128, 256, 512, 1_024] {
      for workers in [1, 3] {
        let tally = Tally(plan, roundCapacity: capacity)
        try await plan.simulate(settings, (capacity, workers)) { round in
          try await tally.absorb(round)
          return true
        }
        tally.finish()
        #expect(tally.forecast(seed: 9, option: nil) == expected, "\(capacity), \(workers)")
      }
    }
  }

  /// What would not fit is refused before the first trial; what fits on fewer threads is run on them.
  @Test func shortage() async throws {
    let plan = try wide(100)
    let settings = RunSettings(trials: 500, threads: 16)
    let full = try await plan.forecast(settings)
    let least = plan.memory(trials: 500, Round.layout(plan, RunSettings(trials: 500, threads: 1)))
    let most = plan.memory(trials: 500, Round.layout(plan, settings))
    #expect(least < most)
    let few = RunSettings(trials: 500, threads: 16, memory: least)
    #expect(try plan.fit(few).workers < 16)
    #expect(try await plan.forecast(few) == full)
    let error = await #expect(throws: MemoryShortage.self) {
      try await plan.forecast(RunSettings(trials: 500, threads: 16, memory: least - 1))
    }
    #expect(error?.needed == least && error?.allowed == least - 1)
  }
}

import TestSupport
import Testing

@testable import Buildout

@Suite struct ShareTests {
  /// Every block is in one share, and shares differ by no more than a block.
  @Test func sharesCoverARunOnce() throws {
    for trials in [1, 256, 257, 10_000, 1_000_000] {
      for count in [1, 2, 7, 64, 1_000] {
        let parts = try (1...count).map { try #require(Share($0, of: count)).trials(of: trials) }
        #expect(parts.first?.lowerBound == 0 && parts.last?.upperBound == trials)
        for (part, next) in zip(parts, parts.dropFirst()) {
          #expect(part.upperBound == next.lowerBound)
          #expect(next.lowerBound % Block.size == 0 || next.isEmpty)
        }
        let blocks = parts.map { ($0.count + Block.size - 1) / Block.size }
        #expect((blocks.max() ?? 0) - (blocks.min() ?? 0) <= 1)
      }
    }
    #expect(Share(0, of: 4) == nil && Share(5, of: 4) == nil && Share(1, of: 0) == nil)
  }

  /// Whatever the shares, the threads and the order of merging, what comes of them is the forecast of a run in one
  /// piece, to the bit.
  @Test(arguments: Proof.isLong ? Array(0..<12) : [3])
  func sharesGiveTheForecast(_ seed: Int) async throws {
    let plan = try Compiled.plan(RandomScenario(seed).description)
    try await expectTheForecast(
      of: plan, trials: Proof.isLong ? 20_000 : 1_700,
      shares: Proof.isLong ? [1, 2, 7, 64] : [1, 2, 5], dice: seed)
  }

  /// The same of the flagship.
  @Test func sharesGiveTheForecastOfTheFlagship() async throws {
    let plan = try Compiled.plan(Repository.text("Scenarios/xixian-2021.yaml"))
    try await expectTheForecast(
      of: plan, trials: Proof.isLong ? 20_000 : 260, shares: Proof.isLong ? [1, 2, 7, 64] : [2],
      dice: 1)
  }

  /// Of a measure that some trials never finish, so that its mean is infinite; and of whatever else a scenario has.
  @Test(
    arguments: Proof.isLong
      ? ["marlow-bay-2025", "yueyanglou-2022", "quick-start"] : ["marlow-bay-2025"])
  func sharesGiveTheForecastOfOtherScenarios(_ name: String) async throws {
    let plan = try Compiled.plan(Repository.text("Scenarios/\(name).yaml"))
    try await expectTheForecast(
      of: plan, trials: Proof.isLong ? 20_000 : 600, shares: Proof.isLong ? [1, 2, 7, 64] : [2],
      dice: 2)
  }

  /// A share of a comparison that has no trials, since there are more shares than blocks, is merged as any other.
  @Test func sharesWithoutTrialsMerge() async throws {
    let plan = try Compiled.plan(RandomScenario(1).description)
    let option = ResourcingOption(id: "same", scenario: plan.scenario)
    var merged = try PartialComparison(plan, [option], seed: 1)
    for number in 1...2 {
      let trials = try #require(Share(number, of: 2)).trials(of: 256)
      var part = try PartialComparison(plan, [option], seed: 1)
      try await part.simulate(trials, RunSettings()) { _, _ in }
      var read = try PartialComparison(plan, [option], seed: 1)
      try read.restore(part.packed)
      merged.merge(read)
    }
    let whole = try await plan.compare([option], RunSettings(trials: 256, seed: 1))
    #expect(merged.comparison().options[0].targets == whole.options[0].targets)
  }

  private func expectTheForecast(
    of plan: Plan, trials: Int, shares: [Int], dice seed: Int
  ) async throws {
    let whole = try await plan.forecast(RunSettings(trials: trials, seed: 5, threads: 2))
    for count in shares {
      for threads in Proof.isLong ? 1...2 : 2...2 {
        var dice = Dice(seed &+ count * 10 + threads)
        var parts: [[UInt8]] = []
        for number in 1...count {
          let share = try #require(Share(number, of: count))
          var part = PartialForecast(plan, seed: 5)
          let settings = RunSettings(seed: 5, threads: threads)
          try await part.simulate(share.trials(of: trials), settings) { _, _ in }
          // As a share is written that is done, and one that is not.
          if number % 3 > 0 { part.condense() }
          parts.append(part.packed)
        }
        for index in parts.indices.dropFirst() { parts.swapAt(index, dice.whole(0...index)) }
        var merged = PartialForecast(plan, seed: 5)
        for packed in parts {
          var part = PartialForecast(plan, seed: 5)
          try part.restore(packed)
          #expect(part.packed == packed)
          merged.merge(part)
        }
        #expect(merged.trials == TrialRanges(0..<trials))
        #expect(merged.forecast() == whole, "\(count) shares on \(threads) threads")
      }
    }
  }

  /// A run may be taken up at every whole block.
  @Test func aShareGoesOnWhereItStood() async throws {
    let plan = try Compiled.plan(RandomScenario(1).description)
    let settings = RunSettings(trials: 1_000, seed: 3, threads: 2)
    var whole = PartialForecast(plan, seed: 3)
    var kept: [[UInt8]] = []
    try await whole.simulate(0..<1_000, settings) { done, partial in
      let partial = partial()
      #expect(partial.trials == TrialRanges(0..<done))
      kept.append(partial.packed)
    }
    #expect(kept.last == whole.packed)
    for packed in kept {
      var resumed = PartialForecast(plan, seed: 3)
      try resumed.restore(packed)
      let done = resumed.trials.count
      try await resumed.simulate(done..<1_000, settings) { _, _ in }
      #expect(resumed.packed == whole.packed, "from trial \(done)")
    }
    #expect(try await plan.forecast(settings) == whole.forecast())
  }

  /// Given what is known of the year, both forecasts are merged, and what was learned comes out the same.
  @Test func reforecastsMerge() async throws {
    let plan = try Compiled.plan(
      """
      scenario: {id: year, start: 2021-01, months: 6}
      factors: {skill: {lognormal: {mean: 1, cv: 0.3}}}
      programmes:
        roads: {unit: road, steps: {build: {rate: {poisson: 5}, factors: {skill: 1}}}}
      targets:
        roads: {measure: roads.completed, atLeast: 32, due: 2021-06}
      """)
    let measure = plan.scenario.targets[0].measure
    let actuals = Actuals(
      asOf: 3, readings: [Actuals.Reading(measure, month: 3, value: 12)])
    let settings = RunSettings(trials: 1_500, seed: 2, threads: 2)
    // Fewer trials of a pilot than a user gets, for it is learned twice here.
    func learned() async throws -> Plan {
      try await plan.given(Evidence(plan.scenario, actuals, pilotTrials: 4096), settings)
    }
    let given = try await learned()
    let whole = try await given.forecast(settings, beside: plan)
    var merged = PartialReforecast(given, beside: plan, seed: 2)
    for number in [2, 3, 1] {
      let trials = try #require(Share(number, of: 3)).trials(of: 1_500)
      var part = PartialReforecast(given, beside: plan, seed: 2)
      try await part.simulate(trials, settings) { _, _ in }
      var read = PartialReforecast(given, beside: plan, seed: 2)
      try read.restore(part.packed)
      merged.merge(read)
    }
    let again = try await learned()
    var fresh = PartialReforecast(again, beside: plan, seed: 2)
    fresh.merge(merged)
    #expect(try await fresh.reforecast(settings) == whole)
  }

  /// Bytes that were not written are refused or give counts that trials could have given: never a crash, and never
  /// more than a part can hold.
  @Test func alteredContentIsNoCrash() async throws {
    let plan = try Compiled.plan(RandomScenario(2).description)
    var part = PartialForecast(plan, seed: 1)
    try await part.simulate(0..<600, RunSettings()) { _, _ in }
    let packed = part.packed
    var dice = Dice(7)
    for _ in 0..<(Proof.isLong ? 10_000 : 100) {
      var bytes = packed
      for _ in 0...dice.whole(0...3) {
        bytes[dice.whole(0...bytes.count - 1)] ^= UInt8(dice.whole(1...255))
      }
      if dice.coin(0.2) { bytes.removeLast(dice.whole(1...bytes.count)) }
      var read = PartialForecast(plan, seed: 1)
      do throws(DamagedPartial) { try read.restore(bytes) } catch { continue }
      if read.trials.count > 0 { #expect(read.forecast().trials == read.trials.count) }
    }
  }

  /// Numbers of every size, and doubles of every kind, are read as they were written.
  @Test func packedNumbersComeBack() throws {
    var dice = Dice(11)
    var numbers = [0, 1, 2, 3, 255, 256, Int.max]
    for _ in 0..<3_000 { numbers.append(Int(dice.bits() >> UInt64(dice.whole(1...63)))) }
    let doubles: [Double] = [
      0, -0.0, 1, -1, .infinity, -.infinity, .pi, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    ]
    var writer = PackedWriter()
    for number in numbers { writer.write(number, .bits) }
    for number in -70...70 { writer.write(signed: number, .firstKey) }
    for number in doubles { writer.write(number) }
    var reader = PackedReader(writer.finished())
    for number in numbers { #expect(try reader.read(.bits, atMost: .max) == number) }
    for number in -70...70 { #expect(try reader.read(signed: .firstKey, atMost: 70) == number) }
    for number in doubles {
      #expect(try reader.readDouble().bitPattern == number.bitPattern)
    }
    #expect(reader.isSpent)
  }

  /// What hardly varies costs next to no room.
  @Test func packedNumbersAreFewBytes() {
    var writer = PackedWriter()
    for _ in 0..<100_000 { writer.write(5, .count) }
    #expect(writer.finished().count < 4_000)
  }
}

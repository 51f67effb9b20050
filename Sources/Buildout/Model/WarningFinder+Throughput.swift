import Sampling

/// The most that a step can pass on by a month, by its servers, its pools, its window and its rate.
extension WarningFinder {
  /// As units, and as a quantity; infinite where nothing limits it.
  mutating func throughput(_ index: StepIndex, _ month: Int) -> (units: Double, quantity: Double) {
    let step = scenario.programmes[index.programme].steps[index.step]
    switch step.kind {
    case .rate(let rate): return (.infinity, throughput(rate, step, index, month))
    case .takes(let duration): return (throughput(duration, step, index, month), .infinity)
    case .chance(let chance):
      if chance.distribution.upperBound == 0 { return (0, .infinity) }
      let open = (1...month).filter { works(step, month: $0) }
      // A server finishes one unit a month, and a whole pool those it serves.
      var units = step.servers.map { Double($0 * open.count) } ?? .infinity
      for use in step.uses {
        guard let pool = pools[use.pool], pool.whole, !pool.carry else { continue }
        units = min(units, open.reduce(0) { $0 + served(use, pool, month: $1) })
      }
      return (units, .infinity)
    }
  }

  /// How many units a pool can serve in full in a month.
  private func served(_ use: Step.Use, _ pool: Pool, month: Int) -> Double {
    let units = capacity(pool, month: month) / use.amount
    return pool.whole && !pool.carry && units.isFinite
      ? (units * (1 + 1e-6) + 1e-6).rounded(.down) : units
  }

  /// Of a step that takes time.
  private func throughput(
    _ duration: Quantity, _ step: Step, _ index: StepIndex, _ month: Int
  ) -> Double {
    // Opening work that is half done takes half.
    let programme = scenario.programmes[index.programme]
    guard step.window != nil || step.servers != nil || !step.uses.isEmpty else { return .infinity }
    let progress =
      programme.cohorts.lazy
      .filter { $0.progress != nil && graphs[index.programme].entries(of: $0).contains(index.step) }
      .compactMap { $0.progress?.distribution.upperBound }.max() ?? 0
    let least = duration.distribution.lowerBound * (1 - progress)
    guard least > 0 else { return .infinity }
    let speeds = (1...month).map { works(step, month: $0) ? speed(index, month: $0) : 0 }
    let perServer = speeds.reduce(0, +) / least + 1e-6
    if perServer < 1 { return 0 }
    var units = step.servers.map { Double($0) * perServer.rounded(.down) } ?? .infinity
    for use in step.uses {
      guard let pool = pools[use.pool] else { continue }
      var work = 0.0
      var sum = 0.0
      for (offset, speed) in speeds.enumerated() {
        let served = served(use, pool, month: offset + 1)
        work += Self.product(served, speed)
        sum += speed > 0 || pool.carry ? served : 0
      }
      if !pool.reusable {
        units = min(units, capacitySum(pool, month) / use.amount / (1 - progress))
      } else {
        units = min(units, work / least)
        // A grant of a whole pool is held by one unit to the month's end.
        if pool.whole { units = min(units, sum) }
      }
    }
    // Units that come one by one are finished whole.
    let hasRate = programme.steps.contains { if case .rate = $0.kind { true } else { false } }
    return hasRate || !units.isFinite ? units : (units + 1e-6).rounded(.down)
  }

  private func capacitySum(_ pool: Pool, _ month: Int) -> Double {
    (1...month).reduce(0) { $0 + capacity(pool, month: $1) }
  }

  /// Of a rate, from the first month in which it can have anything to pass on.
  private mutating func throughput(
    _ rate: Step.Rate, _ step: Step, _ index: StepIndex, _ month: Int
  ) -> Double {
    let first =
      sources(of: index.programme).map { $0.departures[index.step]?.month ?? 1 }.min() ?? 1
    var most = output(rate, index, month, from: first)
    for use in step.uses {
      guard let pool = pools[use.pool] else { continue }
      let granted = (1...month).reduce(0) { sum, month in
        let served = served(use, pool, month: month)
        // Of a count, 4.5 crews complete 4 in one half of the months and 5 in the other.
        let isRounded = pool.reusable && rate.output.distribution.isCount && served.isFinite
        return sum + (isRounded ? (served - 1e-6).rounded(.up) : served)
      }
      most = min(most, granted)
    }
    return most
  }
}

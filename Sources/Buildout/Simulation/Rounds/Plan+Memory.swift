/// A run would take more memory than it may.
public struct MemoryShortage: Error, Hashable, CustomStringConvertible {
  /// Bytes that the run would take, about.
  public let needed: Int
  /// Bytes that it may take.
  public let allowed: Int
  /// Different measures that targets read, in each of ``months`` months, which memory grows with.
  public let measures: Int
  /// Months of the horizon.
  public let months: Int

  /// One line for a log; a program for people words it by itself.
  public var description: String {
    "the run would take about \(megabytes(needed)) MB, it may take \(megabytes(allowed)) MB"
  }

  private func megabytes(_ bytes: Int) -> Int { (bytes + 999_999) / 1_000_000 }
}

extension Plan {
  /// How many trials to simulate before they are tallied, and on how many threads, so that a run fits
  /// into the memory that it may take. No result depends on it.
  ///
  /// - Throws: ``MemoryShortage`` when it does not fit at all.
  func fit(_ settings: RunSettings) throws -> (capacity: Int, workers: Int) {
    let wanted = Round.layout(self, settings)
    guard let allowed = settings.memory else { return wanted }
    var threads = wanted.workers
    while true {
      let layout = Round.layout(self, settings.with(threads: threads))
      let needed = memory(trials: settings.trials, layout)
      if needed <= allowed { return layout }
      guard threads > 1 else {
        throw MemoryShortage(
          needed: needed, allowed: allowed, measures: series.count, months: months)
      }
      threads /= 2
    }
  }

  /// Bytes that a run takes, about: what is simulated and not yet tallied, the state of the simulators,
  /// and the histograms, which depend on how far the values lie apart.
  func memory(trials: Int, _ layout: (capacity: Int, workers: Int)) -> Int {
    let histogram = MemoryLayout<Histogram>.stride + min(2 * trials, 1_500)
    let histograms = series.count * months * histogram
    let forecasts = targets.count * (months * 200 + 1_000)
    let worker = Simulator.size(self) + Reader.size(self)
    let records =
      steps.count * (MemoryLayout<StepRecord>.stride + months * MemoryLayout<Double>.stride)
    return records + Round.size(self, trials: layout.capacity) + layout.workers * worker
      + histograms + forecasts
  }
}

extension RunSettings {
  /// The same on another number of threads.
  func with(threads: Int) -> RunSettings {
    RunSettings(
      trials: trials, seed: seed, threads: threads, precision: precision, memory: memory)
  }
}

extension Simulator {
  /// Bytes that a simulator of a plan takes before any unit is in it, about.
  static func size(_ plan: Plan) -> Int {
    let steps = MemoryLayout<StepState>.stride + MemoryLayout<StepUnits>.stride
    let environment =
      (plan.steps.count + plan.factors.count) * MemoryLayout<Double>.stride
      + plan.risks.count * MemoryLayout<RiskMonth>.stride
      + Int(plan.outputRows) * MemoryLayout<Double>.stride
    let goesSideBySide = plan.clusters.contains(where: \.isSideBySide)
    let flow = MemoryLayout<StepLines>.stride + MemoryLayout<ChanceUnits>.stride
    let draws =
      KeptDraws.layOut(plan, hasPast: plan.past != nil).rows * Simulator.lanes
      * MemoryLayout<Double>.stride
    return draws + Visits.size(plan) + plan.steps.count * (steps + (goesSideBySide ? flow : 0))
      + plan.counterCount * MemoryLayout<Double>.stride
      + Simulator.lanes * plan.months * environment + plan.sources.count * 400
  }
}

extension Reader {
  /// Bytes that a reader of a plan takes, about.
  static func size(_ plan: Plan) -> Int {
    let rows = plan.alone.map { $0.units?.rows ?? 0 }.max() ?? 0
    let deepest = plan.series.map { $0.operations.indices.count }.max() ?? 0
    return (rows * plan.months + 2 * deepest + 40) * Reader.width * MemoryLayout<Double>.stride
  }
}

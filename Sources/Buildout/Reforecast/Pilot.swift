import Sampling
import Synchronization

/// Trials up to the as-of month, and how what is read in them follows from what they drew once.
struct Pilot: Sendable {
  /// What trials of a pilot draw once.
  struct Draws: Sendable {
    /// By number and trial.
    var scores: [[Double]]
    /// Whose history each entity has, by entity and trial of the bank.
    var histories: [[Int32]]
  }

  /// A reading's fit, with its regressors about their means here.
  struct Fit: Sendable {
    let fit: GeneralisedFit
    /// What the reading is without its regressors: the intercept less the means of the regressors.
    let constant: Double
    /// By number, by column of the evidence.
    let numbers: [(number: Int, slope: Double)]
    let columns: [(column: Int, slope: Double)]
    let own: Double
    let follows: Double
    /// How the logarithm of the dispersion moves with columns, and what it is without them.
    let dispersions: [(column: Int, slope: Double)]
    let dispersion: Double
    /// Of the reading in the pilot.
    let mean, deviation: Double
  }

  let evidence: Evidence
  /// What each reading is in each trial, in units.
  let values: [[Double]]
  /// By reading; nil where it does not vary, is no number in some trial, or is what it is in all but one trial of a
  /// thousand: what was certain teaches nothing.
  let fits: [Fit?]

  /// What measures stand at, at the end of the months of the actuals: by actual and trial.
  ///
  /// - Parameter past: What trials draw once; nil where it is their own.
  static func simulate(
    _ evidence: Evidence, _ past: (any PastSource)?, trials: Int, seed: UInt64, threads: Int
  ) async throws -> [[Double]] {
    let blocks = trials / Block.size
    // Nothing is known of programmes but what trials draw once, so those on their own are simulated so.
    let plan = Plan(part: evidence.scenario)
    // By series and month, which of the actuals it is.
    var wanted: [Int: [Int: Int]] = [:]
    for (index, reading) in evidence.actuals.readings.enumerated() {
      guard let measure = evidence.measures.firstIndex(of: reading.measure) else { continue }
      wanted[Int(plan.targets[measure].series), default: [:]][reading.month] = index
    }
    let all = wanted
    let count = evidence.actuals.readings.count
    let room = Flat(repeating: 0.0, count: count * trials)
    defer { room.deallocate() }
    let workers = max(1, min(threads, blocks))
    let rounds = (0..<workers).map { _ in
      Round(
        plan, seed: seed, capacity: Block.size, workers: 1, months: max(1, evidence.asOf),
        past: past)
    }
    try await sideBySide(blocks, workers: workers) { worker, block in
      let round = rounds[worker]
      round.begin(at: block * Block.size, count: Block.size)
      _ = round.run { series, month, values in
        guard let index = all[series]?[month] else { return }
        let row = room.base + index * trials + block * Block.size + values.first
        for (trial, value) in values.current.enumerated() { row[trial] = value }
      }
    }
    return (0..<count).map { index in
      Array(room.buffer[index * trials..<(index + 1) * trials])
    }
  }

  /// Fits every reading to what reaches it.
  init(_ evidence: Evidence, _ bank: PriorBank, _ draws: Draws, read: [[Double]], threads: Int)
    async throws
  {
    self.evidence = evidence
    let fits = Fits(count: evidence.readings.count)
    let values = evidence.readings.map { Self.values(of: $0, evidence, read) }
    self.values = values
    try await sideBySide(evidence.readings.count, workers: threads) { _, index in
      let fit = Self.fit(index, evidence, bank, draws, read, values)
      fits.all.withLock { $0[index] = fit }
    }
    self.fits = fits.all.withLock { $0 }
  }

  /// Fits that workers make side by side.
  private final class Fits: Sendable {
    let all: Mutex<[Fit?]>
    init(count: Int) { all = Mutex(Array(repeating: nil, count: count)) }
  }

  /// What a reading is in each trial, in units.
  private static func values(
    of reading: Evidence.Reading, _ evidence: Evidence, _ read: [[Double]]
  ) -> [Double] {
    let now = read[reading.actual]
    guard reading.since > 0, let before = evidence.actual(before: reading) else {
      return now.map { $0 * reading.scale }
    }
    return zip(now, read[before]).map { ($0 - $1) * reading.scale }
  }

  private static func fit(
    _ index: Int, _ evidence: Evidence, _ bank: PriorBank, _ draws: Draws, _ read: [[Double]],
    _ values: [[Double]]
  ) -> Fit? {
    let reading = evidence.readings[index]
    let y = values[index]
    let count = Double(y.count)
    guard y.allSatisfy(\.isFinite) else { return nil }
    let mean = y.reduce(0, +) / count
    let deviation = (y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    guard deviation > 0 else { return nil }
    let slack = 1e-9 * reading.value.magnitude
    let others = y.count { ($0 - reading.value).magnitude > slack }
    guard others * 1000 > y.count else { return nil }
    var columns: [[Double]] = []
    var shift = 0.0
    var means: [Double] = []
    func add(_ column: [Double]) {
      let mean = column.reduce(0, +) / count
      means.append(mean)
      columns.append(column.map { $0 - mean })
    }
    for number in reading.numbers { add(draws.scores[number]) }
    for column in reading.columns {
      let histories = draws.histories[evidence.columns[column].entity]
      add(histories.map { bank.exposure(Int($0), span: reading.span, column: column) })
    }
    if let own = reading.own { add(draws.scores[own]) }
    if let follows = reading.follows { add(values[follows]) }
    var units: [Double]?
    if let all = reading.units {
      let before = evidence.actual(before: reading)
      units = y.indices.map { trial in
        max(0, all - (before.map { read[$0][trial] * reading.scale } ?? 0))
      }
    } else if let entity = reading.unitsOf {
      let before = evidence.actual(before: reading)
      units = y.indices.map { trial in
        let all = bank.values[entity][Int(draws.histories[entity][trial])].rounded()
        return max(0, all - (before.map { read[$0][trial] * reading.scale } ?? 0))
      }
    }
    let scattering = reading.numbers.count..<reading.numbers.count + reading.columns.count
    let fit = GeneralisedFit.fit(
      y, columns, units: units, scattering: reading.unitsOf == nil ? scattering : 0..<0)
    guard fit.isFinite, means.allSatisfy(\.isFinite) else { return nil }
    for (mean, slope) in zip(means, fit.coefficients) { shift += mean * slope }
    let numbers = reading.numbers.count
    var dispersion = Elementary.log(fit.dispersion)
    var dispersions: [(column: Int, slope: Double)] = []
    if !fit.dispersions.isEmpty {
      for (index, slope) in zip(scattering, fit.dispersions[scattering]) where slope != 0 {
        dispersion -= means[index] * slope
        dispersions.append((reading.columns[index - numbers], slope))
      }
    }
    var rest = fit.coefficients.dropFirst(numbers + reading.columns.count)
    let own = reading.own == nil ? 0 : rest.removeFirst()
    return Fit(
      fit: fit, constant: fit.intercept - shift,
      numbers: zip(reading.numbers, fit.coefficients).map { ($0, $1) },
      columns: zip(reading.columns, fit.coefficients.dropFirst(numbers)).map { ($0, $1) },
      own: own, follows: reading.follows == nil ? 0 : rest.removeFirst(),
      dispersions: dispersions, dispersion: Elementary.exp(dispersion), mean: mean,
      deviation: deviation)
  }
}

extension Evidence {
  /// The actual that a reading has grown since.
  func actual(before reading: Reading) -> Int? {
    guard reading.since > 0 || reading.countedBefore > 0 else { return nil }
    let measure = actuals.readings[reading.actual].measure
    return actuals.readings.indices.last {
      actuals.readings[$0].measure == measure && actuals.readings[$0].month == reading.since
    }
  }
}

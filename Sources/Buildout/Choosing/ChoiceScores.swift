/// How many targets of each part are met in each trial, under all that was simulated so far.
final class ChoiceScores {
  /// A part of the plan under some levels of its levers.
  struct Entry: Hashable {
    /// -1 is what no lever reaches.
    let part: Int
    let levels: [Int]
  }

  let parts: ChoiceParts
  private let levers: Int
  private let seed: UInt64
  private let workers: Int
  private let carryOut: (Combination) throws -> Scenario
  /// Trials from the first one that is looked at; by entry, as far as they were simulated.
  private var counts: [Entry: [UInt16]] = [:]
  private var plans: [Entry: Plan] = [:]
  /// Trials of parts so far, and the same as trials of the whole plan.
  private(set) var simulations = 0
  private(set) var planTrials = 0.0
  /// Different entries simulated.
  private(set) var entries: Set<Entry> = []
  /// The number of the first trial.
  private var first = 0
  /// Told the trials of the whole plan so far.
  var progress: (@Sendable (Int) -> Void)?

  init(
    _ parts: ChoiceParts, levers: Int, _ settings: RunSettings,
    carryOut: @escaping (Combination) throws -> Scenario
  ) {
    self.parts = parts
    self.levers = levers
    seed = settings.seed
    workers = settings.threads
    self.carryOut = carryOut
  }

  /// Forgets what was simulated, and goes on with fresh trials.
  func begin(at trial: Int) {
    first = trial
    counts = [:]
  }

  /// The entries that a combination is made of.
  func entries(of units: [Int]) -> [Entry] {
    parts.parts.indices.map { Entry(part: $0, levels: parts.key($0, units)) }
      + (parts.fixed == nil ? [] : [Entry(part: -1, levels: [])])
  }

  private func part(_ entry: Entry) -> ChoiceParts.Part {
    guard entry.part >= 0 else {
      guard let fixed = parts.fixed else { preconditionFailure("there is such a part") }
      return fixed
    }
    return parts.parts[entry.part]
  }

  /// What simulating some entries would take, in trials of the whole plan for each trial.
  func weight(of entries: some Sequence<Entry>) -> Double {
    entries.reduce(0) { $0 + part($1).weight }
  }

  private func plan(_ entry: Entry) throws -> Plan {
    if let plan = plans[entry] { return plan }
    let part = part(entry)
    var units = Array(repeating: 0, count: levers)
    for (index, level) in zip(part.levers, entry.levels) { units[index] = level }
    var scenario = parts.scenario
    if units.contains(where: { $0 != 0 }) {
      scenario = try carryOut(Combination(units: units))
      let faults = scenario.faults()
      guard faults.isEmpty else { throw ScenarioFaults(faults) }
    }
    let plan = parts.plan(part, scenario)
    plans[entry] = plan
    return plan
  }

  /// Simulates entries as far as so many trials.
  ///
  /// - Throws: What carrying out throws, ``TrialOverflow``, and `CancellationError`.
  func simulate(_ wanted: some Sequence<Entry>, trials: Int) async throws {
    var pieces: [Piece] = []
    var seen: Set<Entry> = []
    // In an order that does not hang on a set's.
    let ordered = wanted.sorted {
      ($0.part, $0.levels.description) < ($1.part, $1.levels.description)
    }
    for entry in ordered where seen.insert(entry).inserted {
      let done = counts[entry]?.count ?? 0
      guard done < trials else { continue }
      entries.insert(entry)
      let plan = try plan(entry)
      // Where nothing is carried out, a part is that of the plan itself.
      let known = entry.levels.allSatisfy { $0 == 0 } ? parts.known : nil
      for start in stride(from: done, to: trials, by: Piece.most) {
        let count = min(Piece.most, trials - start)
        pieces.append(
          Piece(plan, entry, start: start, count: count, targets: part(entry).targets, known: known)
        )
        simulations += count
        planTrials += Double(count) * part(entry).weight
      }
    }
    // Pieces of the same trials follow one another, so that what is known of their past is worked out once.
    let work = pieces.sorted { $0.start < $1.start }
    let (first, seed) = (first, seed)
    try await sideBySide(work.count, workers: workers) { _, index in
      work[index].run(after: first, seed: seed)
    }
    try Task.checkCancellation()
    for piece in work {
      if var overflow = piece.overflow {
        overflow.isOfVariant = piece.entry.levels.contains { $0 != 0 }
        throw overflow
      }
      counts[piece.entry, default: []].append(contentsOf: piece.met)
    }
    progress?(Int(planTrials))
    // A search may come by many thousands.
    if plans.count > 2_000 { plans = [:] }
  }

  /// How good a combination is in each of so many trials.
  func values(_ units: [Int], trials: Int) -> [UInt16] {
    var values = Array(repeating: UInt16(0), count: trials)
    let wanted = parts.wanted
    values.withUnsafeMutableBufferPointer { values in
      for entry in entries(of: units) {
        guard let met = counts[entry] else { preconditionFailure("the part has been simulated") }
        met.withUnsafeBufferPointer { met in
          for trial in 0..<trials { values[trial] &+= met[trial] }
        }
      }
      guard let wanted else { return }
      for trial in 0..<trials { values[trial] = wanted.contains(Int(values[trial])) ? 1 : 0 }
    }
    return values
  }
}

/// What two combinations, or one, gave in the same trials.
enum ChoiceValues {
  /// The sum of the values, and of their squares.
  static func sums(_ values: [UInt16]) -> (sum: Int, squares: Int) {
    var (sum, squares) = (0, 0)
    values.withUnsafeBufferPointer { values in
      for value in values {
        sum &+= Int(value)
        squares &+= Int(value) &* Int(value)
      }
    }
    return (sum, squares)
  }

  /// How much better the second is than the first.
  static func gain(from first: [UInt16], to second: [UInt16]) -> PairedGain {
    var (sum, squares) = (0, 0)
    first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { second in
        for trial in first.indices {
          let gain = Int(second[trial]) &- Int(first[trial])
          sum &+= gain
          squares &+= gain &* gain
        }
      }
    }
    return PairedGain(sum: sum, squares: squares, trials: first.count)
  }
}

/// Some trials of a part of the plan, simulated by one worker.
private final class Piece: @unchecked Sendable {
  /// Trials of a piece: whole blocks, so that a few parts keep all workers busy.
  static let most = 4 * Block.size

  let plan: Plan
  let entry: ChoiceScores.Entry
  let start: Int
  private let count: Int
  /// The part's targets, by their indices in the plan of which something is known.
  private let ofPlan: [Int]
  private let known: KnownBlocks?
  private(set) var met: [UInt16] = []
  private(set) var overflow: TrialOverflow?

  init(
    _ plan: Plan, _ entry: ChoiceScores.Entry, start: Int, count: Int, targets: [Int],
    known: KnownBlocks?
  ) {
    self.plan = plan
    ofPlan = targets
    self.known = known
    self.entry = entry
    self.start = start
    self.count = count
  }

  func run(after first: Int, seed: UInt64) {
    let trials = first + start..<first + start + count
    if let known = known?.numbersMet(of: ofPlan, in: trials, seed: seed) {
      met = known
      return
    }
    var met = Array(repeating: UInt16(0), count: count)
    let targets = plan.targets
    let round = Round(
      plan, seed: seed, capacity: 64, workers: 1, months: targets.map { Int($0.due) }.max() ?? 0)
    guard round.months > 0 else {
      self.met = met
      return
    }
    let due = (0...plan.months).map { month in
      targets.indices.filter { Int(targets[$0].due) == month }
    }
    for part in stride(from: 0, to: count, by: round.capacity) {
      round.begin(at: first + start + part, count: min(round.capacity, count - part))
      let isDone = round.run { series, month, values in
        for target in due[month] where Int(targets[target].series) == series {
          for (lane, value) in values.judged.enumerated() where targets[target].isMet(by: value) {
            met[part + values.first + lane] += 1
          }
        }
      }
      overflow = round.overflow
      guard isDone, overflow == nil else { return }
    }
    self.met = met
  }
}

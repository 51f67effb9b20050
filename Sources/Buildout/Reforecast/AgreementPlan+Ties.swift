import Sampling

/// Programmes of which one waits for another take their past together from a trial of the pilot that agrees with what
/// is known of all of them: works behind a tender tell when it ended. So does one whose units wait for what all of them
/// have in common. Units that do not agree then, as this trial has other factors, borrow one by one from trials in
/// which what is waited for ended in the same month.
extension AgreementPlan {
  /// Programmes that take their past together.
  struct Tie: Sendable {
    let programmes: [String]
    /// Of ``AgreementPlan/units``.
    let units: [Int]
    /// Where what is read of them stands among all that is judged.
    let judged: Range<Int>
  }

  /// Programmes whose units are counted, tied by what waits for what, where something is known of one that waits; one
  /// alone where its own units wait for what they have in common.
  static func ties(_ scenario: Scenario, _ actuals: Actuals, wholes: Set<String>) -> [[String]] {
    let counted = scenario.programmes.filter { programme in
      !wholes.contains(programme.id) && counts(of: programme, scenario, actuals) != nil
    }
    var group = Dictionary(uniqueKeysWithValues: counted.map { ($0.id, $0.id) })
    var told: Set<String> = []
    for programme in counted {
      let awaited = programme.awaited(in: scenario).filter { group[$0] != nil }
      for other in awaited.sorted() {
        let (old, new) = (group[other], group[programme.id])
        for (id, root) in group where root == old { group[id] = new }
      }
      if !awaited.isEmpty || !programme.sharedWaits.isEmpty,
        counts(of: programme, scenario, actuals)?.isEmpty == false
      {
        told.insert(programme.id)
      }
    }
    let roots = Set(told.compactMap { group[$0] })
    return roots.sorted().map { root in
      counted.map(\.id).filter { group[$0] == root }
    }
  }

  /// Trials that do not agree with what is known of tied programmes take the past of all of them from the pilot.
  func join(
    _ block: PastBlock, _ played: Played, _ pools: [TiedPool], _ predicted: [[Double]],
    seed: UInt64
  ) -> ChangedClusters {
    var changed = ChangedClusters()
    let generator = Generator(seed: seed)
    for (tie, pool) in zip(ties, pools) {
      let tag = EntityTag("actuals:tie:\(tie.programmes[0])").value
      for lane in 0..<Block.size where !agrees(tie, played, lane) {
        generator.select(
          trial: block.own(lane), StreamKey(entity: tag, month: 0, purpose: .level))
        let expected = tie.judged.map { predicted[$0][lane] }
        guard let donor = pool.donor(expected, uniform: { generator.fine() }) else { continue }
        for id in tie.programmes {
          guard let row = block.layout.programmes[id] else { continue }
          block.programmes[row * Block.size + lane] = donor
        }
        for index in tie.units {
          for row in units[index].rows { block.set(donor, ofUnit: row, lane) }
        }
        changed.insert(lane, cluster(of: tie.programmes[0]))
      }
    }
    return changed
  }

  private func agrees(_ tie: Tie, _ played: Played, _ lane: Int) -> Bool {
    tie.units.allSatisfy { index in
      agrees(units[index], played, lane)
    }
  }
}

extension Programme {
  /// Other programmes that steps of this one wait for.
  func awaited(in scenario: Scenario) -> Set<String> {
    let named = Set(steps.flatMap { ($0.after ?? []).compactMap(\.programme) })
    if named.isEmpty { return [] }
    return Set(scenario.programmes.map(\.id)).intersection(named).subtracting([id])
  }

  /// Steps with other steps behind them that take as long for all units, drawn once: a tender.
  var sharedWaits: [Int] {
    let graph = StepGraph(self)
    return steps.indices.filter { index in
      guard case .takes(let duration) = steps[index].kind else { return false }
      return duration.each == .trial && duration.constant == nil && !graph.next(index).isEmpty
    }
  }
}

/// Trials of the scenario before anything was known, from which tied programmes may take their past.
struct TiedPool: Sendable {
  /// Of how many trials of the pilot one is looked at, and of how many of those one sets what is near.
  private static let (part, near) = (32, 8)
  /// How much what was expected may differ from that of the trial that takes a past, in its spread; less than a part of
  /// the spread of what was read makes no difference.
  private static let (width, least) = (0.3, 0.03)

  /// Those that agree with all that is known of the programmes or come nearest, and how much each counts.
  private let trials: [Int32]
  private let weights: [Double]
  /// How many of them are looked at for a trial.
  private let looked: Int
  /// What each reading was expected to be by what they drew once, over how much of it makes no difference.
  private let expected: [[Double]]
  private let widths: [Double]

  /// - Parameters:
  ///   - readings: Of the evidence, those of the programmes.
  ///   - read: What the actuals' measures are in the first trials, nothing being known.
  init(_ programmes: [String], readings: [Int], _ posterior: Posterior, read: [[Double]]) {
    let evidence = posterior.bank.evidence
    let known = evidence.actuals.readings.indices.compactMap { index -> [Double]? in
      let actual = evidence.actuals.readings[index]
      guard case .leaf(.reading(let id, _, let reading, _)) = actual.measure,
        programmes.contains(id), reading.countsEachOnce
      else { return nil }
      return Self.distances(read[index], actual)
    }
    let squares = (0..<evidence.pilotTrials).map { trial in
      known.reduce(0) { $0 + $1[trial] * $1[trial] }
    }
    let agreeing = squares.count { $0 == 0 }
    looked = max(64, squares.count / Self.part)
    let order = squares.indices.sorted { (squares[$0], $0) < (squares[$1], $1) }
      .prefix(max(looked, agreeing))
    trials = order.map { Int32($0) }
    // One that misses by a unit counts where few agree, as what it has in excess is borrowed afterwards.
    let next = order.first { squares[$0] > 0 }.map { squares[$0] } ?? 1
    let width = max(next, squares[order[looked / Self.near]])
    weights = order.map { Elementary.exp(max(-300, -squares[$0] / (2 * width))) }
    var expected: [[Double]] = []
    var widths: [Double] = []
    for index in readings {
      let means = posterior.priorMeans(ofReading: index)
      let spread = Self.deviation(read[evidence.readings[index].actual])
      expected.append(trials.map { means[Int($0)] })
      widths.append(
        max(
          Self.width * Self.deviation(means),
          Self.least * spread * evidence.readings[index].scale, 1e-9))
    }
    self.expected = expected
    self.widths = widths
  }

  /// How far a reading is from its actual in each trial, in its spread; 0 where it agrees.
  private static func distances(_ values: [Double], _ actual: Actuals.Reading) -> [Double] {
    let isWhole = actual.value == actual.value.rounded()
    let tolerance = max(actual.rounding, isWhole ? 0.5 : 1e-3 * actual.value.magnitude)
    let spread = max(deviation(values), tolerance)
    return values.map { value in
      let rest = (value - actual.value).magnitude
      return rest <= tolerance ? 0 : rest.isFinite ? rest / spread : 1e9
    }
  }

  private static func deviation(_ values: [Double]) -> Double {
    let finite = values.filter(\.isFinite)
    let count = Double(max(1, finite.count))
    let mean = finite.reduce(0, +) / count
    return (finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
  }

  /// A trial to take the past from: one that drew much the same.
  ///
  /// - Parameters:
  ///   - wanted: What the readings are expected to be in the trial that takes it.
  ///   - uniform: Numbers from 0 to 1.
  func donor(_ wanted: [Double], uniform: () -> Double) -> UInt32? {
    let from = Int(uniform() * Double(trials.count - looked + 1))
    var sums: [Double] = []
    var sum = 0.0
    for index in from..<from + looked {
      var square = 0.0
      for reading in widths.indices {
        let rest = (expected[reading][index] - wanted[reading]) / widths[reading]
        square += rest * rest
      }
      sum += weights[index] * Elementary.exp(max(-300, -square / 2))
      sums.append(sum)
    }
    guard sum > 0 else { return nil }
    let chosen = uniform() * sum
    return UInt32(trials[from + (sums.firstIndex { $0 > chosen } ?? looked - 1)])
  }
}

/// What is kept of paired trials: whole counts, which are exact in whatever order they are added.
struct PairedTally: Sendable {
  /// In how many trials one plan succeeded and another did not.
  struct Discordance: Sendable {
    var onlyFirst = 0
    var onlySecond = 0
  }

  /// Two plans that are compared, by their indices in ``PairedPlans/plans``.
  struct Pair: Sendable {
    let first: Int
    let second: Int
  }

  let paired: PairedPlans
  let pairs: [Pair]
  let joint: [Tally.JointTally]
  private(set) var trials = 0
  /// By plan, and target of the base.
  private var met: [[Int]]
  /// By plan and set of targets.
  private var jointCounts: [[Int]]
  /// By plan: how many trials met k of the firm targets.
  private var metCounts: [[Int]]
  /// By pair, and target of the base.
  private var targetPairs: [[Discordance]]
  /// By pair and set of targets.
  private var jointPairs: [[Discordance]]
  /// By pair: the second's number of targets met less the first's, and its square, summed.
  private var gains: [(sum: Int, squares: Int)]

  /// The plan and row in which each target of the base stands, by plan and target.
  private let positions: [[(plan: Int, row: Int)]]
  /// By plan, set of targets and trial of the block: how many of the set are met.
  private var counts: [Int32]

  /// - Parameter pairs: Plans that are compared.
  init(_ paired: PairedPlans, pairs: [Pair]) {
    self.paired = paired
    self.pairs = pairs
    let plans = paired.plans.count
    let targets = paired.base.targets.count
    joint = Tally.jointTallies(of: paired.base)
    let firm = paired.base.targets.count { $0.isFirm }
    met = Array(repeating: Array(repeating: 0, count: targets), count: plans)
    jointCounts = Array(repeating: Array(repeating: 0, count: joint.count), count: plans)
    metCounts = Array(repeating: Array(repeating: 0, count: firm + 1), count: plans)
    let none = Discordance()
    targetPairs = Array(repeating: Array(repeating: none, count: targets), count: pairs.count)
    jointPairs = Array(repeating: Array(repeating: none, count: joint.count), count: pairs.count)
    gains = Array(repeating: (0, 0), count: pairs.count)
    counts = Array(repeating: 0, count: plans * joint.count * Block.size)
    positions = paired.targets.indices.map { plan in
      var positions = (0..<targets).map { (plan: 0, row: $0) }
      for (row, target) in paired.targets[plan].enumerated() { positions[target] = (plan, row) }
      return positions
    }
  }

  // MARK: Absorbing

  mutating func absorb(_ block: PairedBlock) {
    for plan in paired.plans.indices {
      for (row, target) in paired.targets[plan].enumerated() {
        met[plan][target] += block.met(plan, row).reduce(0) { $0 + Int($1) }
      }
      countJoint(block, plan)
    }
    for index in pairs.indices { absorb(block, pair: index) }
    if let all = joint.firstIndex(where: { $0.scope == .all }) {
      for index in pairs.indices { addGains(block.count, all, pair: index) }
    }
    trials += block.count
  }

  private mutating func countJoint(_ block: PairedBlock, _ plan: Int) {
    for (set, tally) in joint.enumerated() {
      let start = (plan * joint.count + set) * Block.size
      for trial in 0..<block.count { counts[start + trial] = 0 }
      for member in tally.members {
        let position = positions[plan][member]
        let flags = block.met(position.plan, position.row)
        for trial in 0..<block.count { counts[start + trial] &+= Int32(flags[trial]) }
      }
      for trial in 0..<block.count where tally.isMet(by: counts[start + trial]) {
        jointCounts[plan][set] += 1
      }
    }
    guard joint.first?.scope == .all else {
      metCounts[plan][0] += block.count
      return
    }
    let start = plan * joint.count * Block.size
    for trial in 0..<block.count { metCounts[plan][Int(counts[start + trial])] += 1 }
  }

  private mutating func absorb(_ block: PairedBlock, pair index: Int) {
    let pair = pairs[index]
    for target in paired.base.targets.indices {
      let first = positions[pair.first][target]
      let second = positions[pair.second][target]
      guard first != second else { continue }
      let before = block.met(first.plan, first.row)
      let after = block.met(second.plan, second.row)
      var onlyFirst = 0
      var onlySecond = 0
      for trial in 0..<block.count {
        onlyFirst &+= Int(before[trial] & ~after[trial])
        onlySecond &+= Int(after[trial] & ~before[trial])
      }
      targetPairs[index][target].onlyFirst += onlyFirst
      targetPairs[index][target].onlySecond += onlySecond
    }
    for (set, tally) in joint.enumerated() {
      let first = (pair.first * joint.count + set) * Block.size
      let second = (pair.second * joint.count + set) * Block.size
      for trial in 0..<block.count {
        let before = tally.isMet(by: counts[first + trial])
        let after = tally.isMet(by: counts[second + trial])
        if before && !after { jointPairs[index][set].onlyFirst += 1 }
        if after && !before { jointPairs[index][set].onlySecond += 1 }
      }
    }
  }

  private mutating func addGains(_ trials: Int, _ set: Int, pair index: Int) {
    let first = (pairs[index].first * joint.count + set) * Block.size
    let second = (pairs[index].second * joint.count + set) * Block.size
    var sum = 0
    var squares = 0
    for trial in 0..<trials {
      let gain = Int(counts[second + trial]) - Int(counts[first + trial])
      sum += gain
      squares += gain * gain
    }
    gains[index].sum += sum
    gains[index].squares += squares
  }

  // MARK: Answers

  func met(_ plan: Int, _ target: Int) -> Proportion {
    Proportion(count: metCount(plan, target), trials: trials)
  }

  private func metCount(_ plan: Int, _ target: Int) -> Int {
    met[positions[plan][target].plan][target]
  }

  func jointMet(_ plan: Int, _ index: Int) -> Proportion {
    Proportion(count: jointCounts[plan][index], trials: trials)
  }

  func targetsMet(_ plan: Int) -> TargetsMet {
    TargetsMet(of: metCounts[plan].count - 1, counts: metCounts[plan])
  }

  func target(_ target: Int, pair index: Int) -> PairedProportion {
    proportion(targetPairs[index][target], met(pairs[index].first, target))
  }

  func joint(_ set: Int, pair index: Int) -> PairedProportion {
    proportion(jointPairs[index][set], jointMet(pairs[index].first, set))
  }

  private func proportion(_ counts: Discordance, _ first: Proportion) -> PairedProportion {
    PairedProportion(
      onlyFirst: counts.onlyFirst, onlySecond: counts.onlySecond,
      both: first.count - counts.onlyFirst, trials: trials)
  }

  /// How many more firm targets the second plan of a pair meets in a trial.
  func gain(pair index: Int) -> PairedGain {
    PairedGain(sum: gains[index].sum, squares: gains[index].squares, trials: trials)
  }
}

extension PairedTally {
  /// Takes in what other trials of the same plans gave.
  mutating func merge(_ other: PairedTally) {
    trials += other.trials
    for plan in met.indices {
      met[plan].add(other.met[plan])
      jointCounts[plan].add(other.jointCounts[plan])
      metCounts[plan].add(other.metCounts[plan])
    }
    for pair in pairs.indices {
      targetPairs[pair].add(other.targetPairs[pair])
      jointPairs[pair].add(other.jointPairs[pair])
      gains[pair].sum += other.gains[pair].sum
      gains[pair].squares += other.gains[pair].squares
    }
  }

  func pack(into writer: inout PackedWriter) {
    for plan in met.indices {
      for (target, count) in met[plan].enumerated() where positions[plan][target].plan == plan {
        writer.write(count, .met)
      }
      for count in jointCounts[plan] { writer.write(count, .joint) }
      for count in metCounts[plan] { writer.write(count, .metCounts) }
    }
    for pair in pairs.indices {
      for counts in targetPairs[pair] + jointPairs[pair] {
        writer.write(counts.onlyFirst, .discordance)
        writer.write(counts.onlySecond, .discordance)
      }
      writer.write(signed: gains[pair].sum, .gain)
      writer.write(gains[pair].squares, .gain)
    }
  }

  /// Reads what was packed of the same plans.
  mutating func restore(_ reader: inout PackedReader, trials: Int) throws(DamagedPartial) {
    self.trials = trials
    for plan in met.indices {
      for target in met[plan].indices where positions[plan][target].plan == plan {
        met[plan][target] = try reader.read(.met, atMost: trials)
      }
      try jointCounts[plan].restore(&reader, .joint, atMost: trials)
      try metCounts[plan].restore(&reader, .metCounts, atMost: trials)
      guard metCounts[plan].reduce(0, +) == trials else { throw DamagedPartial() }
    }
    for pair in pairs.indices {
      for target in targetPairs[pair].indices {
        targetPairs[pair][target] = try Discordance(
          &reader, metCount(pairs[pair].first, target), metCount(pairs[pair].second, target))
      }
      for set in jointPairs[pair].indices {
        jointPairs[pair][set] = try Discordance(
          &reader, jointCounts[pairs[pair].first][set], jointCounts[pairs[pair].second][set])
      }
      let most = trials * metCounts[0].count
      gains[pair].sum = try reader.read(signed: .gain, atMost: most)
      gains[pair].squares = try reader.read(.gain, atMost: most * metCounts[0].count)
    }
  }
}

extension PairedTally.Discordance {
  /// - Parameters:
  ///   - first: How many trials succeeded under the first plan.
  ///   - second: The same of the second.
  fileprivate init(
    _ reader: inout PackedReader, _ first: Int, _ second: Int
  ) throws(DamagedPartial) {
    onlyFirst = try reader.read(.discordance, atMost: first)
    onlySecond = try reader.read(.discordance, atMost: second)
    guard first - onlyFirst == second - onlySecond else { throw DamagedPartial() }
  }
}

extension [PairedTally.Discordance] {
  fileprivate mutating func add(_ others: [PairedTally.Discordance]) {
    for index in indices {
      self[index].onlyFirst += others[index].onlyFirst
      self[index].onlySecond += others[index].onlySecond
    }
  }
}

import Sampling
import Synchronization

/// What is known of a plan's past, block by block of trials: what each draws once given the actuals, and whose
/// random draws its risks, programmes and units have until the as-of month.
///
/// A block depends on the scenario, the actuals, the seed and its number alone.
final class Past: PastSource {
  let layout: PastLayout
  let evidence: Evidence
  let bank: PriorBank
  let posterior: Posterior
  let seed: UInt64
  /// What each actual was worth before it was known.
  let surprises: [Reforecast.Surprise]
  /// How many of them may lie outside their ranges by chance.
  let outsideLimit: Int
  let agreement: AgreementPlan
  private let pools: [WholePool]
  private let tied: [TiedPool]
  private let kept = Mutex<[Int: PastBlock]>([:])
  private let players = Mutex<[PastPlayer]>([])
  /// Of the first blocks, what was learned.
  private let samples = Mutex<[Int: Sample]>([:])

  /// Turns of a chain from its start to the trial's draws.
  private static let sweeps = 6
  /// How many blocks may wait to be used.
  private static let limit = 16
  /// Blocks whose numbers are kept for the report.
  static let sampledBlocks = 40

  /// What a block's trials drew once.
  struct Sample: Sendable {
    /// By number of the evidence, then by entity that is a number, and trial.
    var numbers: [[Double]]
    var entities: [[Double]]
    /// What programmes drew that were taken as a whole, by number carried.
    var carried: [[Double]] = []
    /// Trials of the bank, by entity and trial.
    var histories: [[Int32]]
    /// Trials and programmes that do not agree with an actual, and all of them.
    var disagreeing = 0
    var compared = 0
  }

  /// - Parameter read: What the actuals' measures are in the first trials, nothing being known.
  init(
    _ evidence: Evidence, _ bank: PriorBank, _ posterior: Posterior, read: [[Double]], seed: UInt64
  ) {
    self.evidence = evidence
    self.bank = bank
    self.posterior = posterior
    self.seed = seed
    let agreement = AgreementPlan(evidence)
    self.agreement = agreement
    pools = agreement.wholes.map { WholePool($0, posterior, read: read, seed: seed) }
    tied = agreement.ties.map { tie in
      TiedPool(
        tie.programmes, readings: Array(agreement.judged[tie.judged]), posterior, read: read)
    }
    layout = agreement.layout(PastLayout(evidence))
    surprises = posterior.surprises(read)
    outsideLimit = posterior.outsideLimit(read)
  }

  func block(_ number: Int) -> PastBlock {
    if let block = kept.withLock({ $0[number] }) { return block }
    let block = make(number)
    kept.withLock { kept in
      if kept.count >= Self.limit, let oldest = kept.keys.min() { kept[oldest] = nil }
      kept[number] = block
    }
    return block
  }

  var sampled: [Sample] {
    samples.withLock { samples in samples.keys.sorted().compactMap { samples[$0] } }
  }

  // MARK: A block

  private func make(_ number: Int) -> PastBlock {
    let block = PastBlock(layout, number: number)
    let generator = Generator(seed: seed)
    let draws = PriorDraws(evidence, seed: seed)
    let chain = Chain(posterior)
    let tag = EntityTag("actuals:chain").value
    var sample = Sample(
      numbers: evidence.numbers.map { _ in [] }, entities: evidence.entities.map { _ in [] },
      histories: evidence.entities.map { _ in [] })
    var predicted = agreement.predictions()
    for lane in 0..<Block.size {
      let trial = number * Block.size + lane
      generator.select(trial: UInt32(trial), StreamKey(entity: tag, purpose: .level))
      if posterior.size > 0 || !evidence.entities.isEmpty {
        chain.begin(generator)
        for _ in 0..<Self.sweeps { chain.sweep(generator) }
      }
      let scores = keep(chain, draws, lane, trial, block, &sample)
      agreement.predict(&predicted, chain, scores: scores, lane)
    }
    let (disagreeing, compared) = agree(block, predicted)
    sample.disagreeing = disagreeing
    sample.compared = compared
    sample.carried = evidence.carried.map { programme, number in
      (0..<Block.size).map { lane in
        let donor = layout.programmes[programme].map { block.programmes[$0 * Block.size + lane] }
        let moved = block.value(number.tag, number.month, lane)
        let value = moved ?? draws.value(of: number, trial: Int(donor ?? block.own(lane)))
        // It stays what it is when the past is over and the draws are the trial's own again.
        block.set(value, number.tag, number.month, lane)
        return value
      }
    }
    if number < Self.sampledBlocks {
      let sample = sample
      samples.withLock { $0[number] = sample }
    }
    return block
  }

  /// Puts what a chain has come to into the block. Returns the scores of all numbers.
  private func keep(
    _ chain: Chain, _ draws: PriorDraws, _ lane: Int, _ trial: Int, _ block: PastBlock,
    _ sample: inout Sample
  ) -> [Double] {
    var scores = draws.scores(trial: trial)
    for (index, number) in posterior.shared.enumerated() { scores[number] = chain.scores[index] }
    for group in posterior.groups {
      guard let own = group.own else { continue }
      scores[own] = chain.own(
        of: group, evidence.numbers[own], uniform: Elementary.normalCDF(scores[own]))
    }
    bank.give({ scores[$0] }, to: block, lane)
    for (index, number) in evidence.numbers.enumerated() {
      sample.numbers[index].append(block.value(number.tag, number.month, lane) ?? .nan)
    }
    for (index, entity) in evidence.entities.enumerated() {
      // What nothing is known of has the trial's own draws.
      let isOwn =
        posterior.reached[index].isEmpty && bank.allowed[index].count == evidence.pilotTrials
      let history = isOwn ? trial % evidence.pilotTrials : chain.histories[index]
      sample.histories[index].append(Int32(history))
      if !isOwn { bank.give(index, of: history, to: block, lane) }
      guard case .number(let number) = entity else { continue }
      sample.entities[index].append(
        isOwn ? draws.value(of: number, trial: trial) : bank.values[index][history])
    }
    return scores
  }

  // MARK: Agreement

  /// Plays to the as-of month, and has units and programmes borrow their past from other trials until the trials
  /// agree with the actuals. Returns how many trials and programmes do not, and how many there are.
  private func agree(_ block: PastBlock, _ predicted: [[Double]]) -> (Int, Int) {
    guard !agreement.isEmpty else { return (0, 0) }
    let player =
      players.withLock { $0.popLast() } ?? PastPlayer(evidence, layout, agreement, seed: seed)
    defer { players.withLock { $0.append(player) } }
    var played = agreement.played()
    player.play(block, into: &played)
    agreement.aim(&played, block, seed: seed)
    agreement.give(played, to: block)
    let joined = agreement.join(block, played, tied, predicted, seed: seed)
    if !joined.isEmpty {
      player.play(block, into: &played) { lane, cluster in joined.contains(lane, cluster) }
    }
    var tries = WholeTries(pools, predicted)
    player.mend(block, &played, &tries)
    agreement.tilt(block, &played, tries, seed: seed) { played, changed in
      player.play(block, into: &played) { lane, cluster in changed.contains(lane, cluster) }
    }
    return agreement.count(played)
  }
}

extension PastLayout {
  /// Rows for all that evidence speaks of.
  init(_ evidence: Evidence) {
    asOf = evidence.asOf
    func add(_ tag: UInt64, _ month: Int, _ rows: inout [Key: Int]) {
      let key = Key(tag: tag, month: month)
      if rows[key] == nil { rows[key] = rows.count }
    }
    for number in evidence.numbers { add(number.tag, number.month, &values) }
    for (_, number) in evidence.carried { add(number.tag, number.month, &values) }
    for entity in evidence.entities {
      switch entity {
      case .number(let number): add(number.tag, number.month, &values)
      case .split(let split):
        let record = evidence.plan.splits[split]
        for share in 0..<record.distribution.count { add(record.tag, share + 1, &values) }
      case .risks(let indices):
        for index in indices { risks[evidence.plan.riskIDs[index]] = risks.count }
      }
    }
    for sighting in evidence.actuals.sightings {
      sightings[sighting.risk, default: [:]][sighting.month] = sighting.acted
    }
    for (index, reading) in evidence.actuals.readings.enumerated() {
      guard let known = evidence.scenario.units(in: reading) ?? evidence.partsOfKnownWholes[index]
      else {
        combined[reading.measure, default: [:]][reading.month] = reading.value
        continue
      }
      // Where both are given, what is said of the units themselves holds.
      if known.isItself || facts[known.leaf]?[reading.month] == nil {
        facts[known.leaf, default: [:]][reading.month] = known.value
      }
    }
  }
}

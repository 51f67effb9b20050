import Sampling

extension Past {
  /// Fits at most so often.
  private static let fits = 4

  /// Learns from actuals: a pilot of the scenario, what it says of the actuals, and again with a pilot about
  /// there until the centre moves by less than half its spread.
  ///
  static func learn(_ evidence: Evidence, seed: UInt64, threads: Int) async throws -> Past {
    let first = try await Pilot.simulate(
      evidence, nil, trials: evidence.pilotTrials, seed: seed, threads: threads)
    let bank = PriorBank(evidence, seed: seed)
    let trials = evidence.fitTrials
    var draws = Pilot.Draws(
      scores: bank.scores.map { Array($0.prefix(trials)) },
      histories: evidence.entities.indices.map { entity in
        let allowed = bank.allowed[entity]
        return (0..<trials).map { allowed[$0 % allowed.count] }
      })
    var read = first.map { Array($0.prefix(trials)) }
    if bank.allowed.contains(where: { $0.count < evidence.pilotTrials }) {
      read = try await Pilot.simulate(
        evidence, GivenPast(bank, draws), trials: trials, seed: seed, threads: threads)
    }
    var pilot = try await Pilot(evidence, bank, draws, read: read, threads: threads)
    var posterior = Posterior(bank, pilot, draws)
    for fit in 0..<fits {
      draws = posterior.spread(by: fit == 0 ? 1.5 : 1.2, seed: seed)
      read = try await Pilot.simulate(
        evidence, GivenPast(bank, draws), trials: trials, seed: seed, threads: threads)
      pilot = try await Pilot(evidence, bank, draws, read: read, threads: threads)
      let next = Posterior(bank, pilot, draws)
      let hasMoved = next.hasMoved(from: posterior)
      posterior = next
      if !hasMoved { break }
    }
    return Past(evidence, bank, posterior, read: first, seed: seed)
  }
}

extension Posterior {
  /// Draws of a pilot about what was found: scores spread wider, half of the histories as they were before
  /// anything was known.
  fileprivate func spread(by width: Double, seed: UInt64) -> Pilot.Draws {
    let evidence = bank.evidence
    let generator = Generator(seed: seed)
    let tag = EntityTag("actuals:pilot").value
    let trials = evidence.fitTrials
    var draws = Pilot.Draws(
      scores: bank.scores.map { Array($0.prefix(trials)) },
      histories: evidence.entities.map { _ in [] })
    let chain = Chain(self)
    for trial in 0..<trials {
      generator.select(trial: UInt32(trial), StreamKey(entity: tag, purpose: .level))
      chain.begin(generator)
      for _ in 0..<4 { chain.sweep(generator) }
      for (index, number) in shared.enumerated() where chain.scores[index].isFinite {
        draws.scores[number][trial] = chain.scores[index]
      }
      for group in groups {
        guard let own = group.own else { continue }
        draws.scores[own][trial] = chain.own(
          of: group, evidence.numbers[own], uniform: generator.fine())
      }
      for entity in evidence.entities.indices {
        let allowed = bank.allowed[entity]
        draws.histories[entity].append(
          trial % 2 == 0 ? allowed[trial % allowed.count] : Int32(max(0, chain.histories[entity])))
      }
    }
    for number in draws.scores.indices {
      let mean = draws.scores[number].reduce(0, +) / Double(trials)
      draws.scores[number] = draws.scores[number].map { mean + width * ($0 - mean) }
    }
    return draws
  }

  /// Whether the centre has moved by half its spread or more.
  fileprivate func hasMoved(from other: Posterior) -> Bool {
    (0..<size).contains { index in
      let spread = covariance[index * size + index].squareRoot()
      return (centre[index] - other.centre[index]).magnitude > 0.5 * spread
    }
  }
}

extension GivenPast {
  /// What the trials of a pilot draw once.
  init(_ bank: PriorBank, _ draws: Pilot.Draws) {
    let evidence = bank.evidence
    let layout = PastLayout(evidence).free
    self.layout = layout
    blocks = (0..<evidence.fitTrials / Block.size).map { number in
      let block = PastBlock(layout, number: number)
      for lane in 0..<Block.size {
        let trial = block.first + lane
        bank.give({ draws.scores[$0][trial] }, to: block, lane)
        for entity in evidence.entities.indices {
          bank.give(entity, of: Int(draws.histories[entity][trial]), to: block, lane)
        }
      }
      return block
    }
  }
}

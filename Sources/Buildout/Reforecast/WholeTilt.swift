import Sampling

/// A number that a programme draws once and that decides how much of it is done, such as how long a tender takes.
///
/// A past that is taken as a whole was made in a trial with other factors, and comes to a little more or less than the
/// actual where it is taken to. When this number is moved it comes to the actual: few servers behind a tender have
/// done five homes only if the tender ended just so long before.
struct WholeTilt: Sendable {
  /// How often it is moved at most.
  static let turns = 32
  /// How far a number may be moved, as a score.
  static let most = 4.5
  /// What is less explained by the number is not moved by it.
  private static let leastCorrelation = 0.2

  let number: Evidence.Number
  /// Whether more is done where the number is larger.
  let raises: Bool

  /// - Parameter rests: What is left of the last reading when what trials share is taken off, by trial.
  init?(of programme: String, _ evidence: Evidence, rests: [Double], seed: UInt64) {
    let draws = PriorDraws(evidence, seed: seed)
    var best: (number: Evidence.Number, correlation: Double)?
    for (owner, number) in evidence.carried
    where owner == programme && !number.isDiscrete && number.copula == nil {
      let scores = rests.indices.map { draws.score(of: number, trial: $0) }
      let correlation = Self.correlation(scores, rests)
      if correlation.magnitude > max(Self.leastCorrelation, best?.correlation.magnitude ?? 0) {
        best = (number, correlation)
      }
    }
    guard let best else { return nil }
    number = best.number
    raises = best.correlation > 0
  }

  private static func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let pairs = zip(x, y).filter { $0.0.isFinite && $0.1.isFinite }
    let count = Double(max(1, pairs.count))
    let (meanX, meanY) = (
      pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count
    )
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for (x, y) in pairs {
      xx += (x - meanX) * (x - meanX)
      yy += (y - meanY) * (y - meanY)
      xy += (x - meanX) * (y - meanY)
    }
    return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0
  }

  /// Where a number is looked for in a trial: between two scores of which one does too much and one too little.
  struct Search {
    var score: Double
    private var low = -Double.infinity
    private var high = Double.infinity
    private var step = 0.125

    init(from score: Double) { self.score = score }

    /// Takes the next score. Returns whether there is one; a past may skip an actual however little it is moved.
    mutating func move(up: Bool) -> Bool {
      if up { low = score } else { high = score }
      let before = score
      if low > -.infinity, high < .infinity {
        score = (low + high) / 2
      } else {
        score = min(max(score + (up ? step : -step), -WholeTilt.most), WholeTilt.most)
        step *= 2
      }
      return (score - before).magnitude > 1e-3
    }
  }
}

extension AgreementPlan {
  /// Moves the numbers of programmes that do not agree, until they do or have been moved often enough. Where a past
  /// does not come to the actuals another is taken.
  func tilt(
    _ block: PastBlock, _ played: inout Played, _ tries: WholeTries, seed: UInt64,
    play: (inout Played, ChangedClusters) -> Void
  ) {
    let (draws, generator) = (PriorDraws(evidence, seed: seed), Generator(seed: seed))
    var searches: [Int: Tilting] = [:]
    for (row, whole) in wholes.enumerated() where !whole.isShared {
      guard let tilt = tries.pools[row].tilt else { continue }
      for lane in 0..<Block.size where distance(whole, played, lane) > 0 {
        let index = row * Block.size + lane
        let donor = block.programmes[index]
        let score = draws.score(of: tilt.number, trial: Int(donor))
        searches[index] = Tilting(search: .init(from: score), donor: donor, best: (donor, score))
      }
    }
    for turn in 0...WholeTilt.turns {
      var changed = ChangedClusters()
      for index in searches.keys.sorted() {
        let (row, lane) = index.quotientAndRemainder(dividingBy: Block.size)
        guard var found = searches[index], let tilt = tries.pools[row].tilt else { continue }
        let whole = wholes[row]
        let distance = distance(whole, played, lane)
        if distance < found.distance {
          found.best = (found.donor, found.search.score)
          found.distance = distance
        }
        if distance == 0 {
          searches[index] = nil
          continue
        }
        if turn == WholeTilt.turns {
          (found.donor, found.search) = (found.best.donor, .init(from: found.best.score))
        } else if !found.search.move(up: tilt.raises == isBelow(whole, played, lane)) {
          let tag = EntityTag("actuals:tilt:\(whole.programme)").value
          generator.select(
            trial: block.own(lane),
            StreamKey(entity: tag, month: UInt8(turn), purpose: .level))
          let expected = whole.judged.map { tries.predicted[$0][lane] }
          let donor = tries.pools[row].donor(expected) { generator.fine() }
          found.donor = donor.map { UInt32($0) } ?? found.donor
          found.search = .init(from: draws.score(of: tilt.number, trial: Int(found.donor)))
        }
        block.programmes[index] = found.donor
        block.set(
          tilt.number.distribution.value(atNormalScore: found.search.score), tilt.number.tag,
          tilt.number.month, lane)
        changed.insert(lane, cluster(of: whole.programme))
        searches[index] = found
      }
      if changed.isEmpty { return }
      play(&played, changed)
    }
  }

  /// A programme of a trial whose number is being moved: whose past it has, and what came nearest.
  private struct Tilting {
    var search: WholeTilt.Search
    var donor: UInt32
    var best: (donor: UInt32, score: Double)
    var distance = Double.infinity
  }

  /// Whether a programme is below the first actual in which it does not agree.
  private func isBelow(_ whole: Whole, _ played: Played, _ lane: Int) -> Bool {
    for (part, i) in whole.judged.enumerated() {
      let actual = evidence.actuals.readings[evidence.readings[whole.readings[part]].actual]
      let rest = played.readings[i][lane] - actual.value
      if rest.magnitude > tolerance(whole.near[part], actual) { return rest < 0 }
    }
    return false
  }
}
